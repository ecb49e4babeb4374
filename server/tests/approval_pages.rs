//! Approving units through their pages, over real HTTP and without a script.

use crate::board::{SENTINEL, assign, committee, leaf, submit, unit};
use crate::running::{Answer, Running, location, words};
use crate::visitor::{Visitor, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::approval::{ApprovalUnit, Stage, fingerprint};
use domain::measure::{Measure, Slice};
use sha2::{Digest as _, Sha256};

/// The form of a unit's page, filled in.
async fn sends(visitor: &Visitor<'_>, code: &str, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let at = format!("/of/{code}");
    let page = visitor.get(&at).await;
    assert_eq!(page.status, StatusCode::OK);
    let hidden = |name: &str| {
        let rest = page.body.split_once(&format!("name=\"{name}\" value=\"")).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let mut sent = vec![pair("base", &hidden("base")), pair("content", &hidden("content")), pair("do", verb)];
    sent.extend(fields.iter().map(|(name, value)| pair(name, value)));
    visitor.post(&at, &sent).await
}

async fn signs(visitor: &Visitor<'_>, code: &str, verb: &str, name: &str) -> Answer {
    let answer = sends(visitor, code, verb, &[("secret", name)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer));
    visitor.get(&format!("/of/{code}?done=yes")).await
}

fn stage(server: &Running, code: &str) -> Option<Stage> {
    let unit = unit(&server.board, code);
    server.board.read(|plan| plan.stage(unit, Measure::Revenue))
}

#[tokio::test]
async fn a_unit_is_signed_step_by_step_and_whoever_has_the_page_can_check_it() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "approvals", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "approvals", "noah", Role::Manager, Some("north")).await;
    let zoe = Visitor::new(&server, "approvals", "zoe", Role::Manager, Some("north-1")).await;
    let elena = Visitor::new(&server, "approvals", "elena", Role::Executive, None).await;
    let sam = Visitor::new(&server, "approvals", "sam", Role::Manager, Some("south")).await;

    let wrong = sends(&zoe, "north-1", "submit", &[("secret", "somebody else")]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert!(words(&wrong).contains("not your full name") && stage(&server, "north-1").is_none());
    let page = signs(&zoe, "north-1", "submit", "Zoe").await;
    assert!(words(&page).contains("Under review") && words(&page).contains("zoe submitted it"), "{}", words(&page));
    assert!(!page.body.contains("<script"));
    assert!(words(&noah.get("").await).contains("Waits for you 1"));
    assert!(words(&carla.get("").await).contains("Nothing waits for you"));
    signs(&noah, "north-1", "promote", "noah").await;
    assert!(words(&carla.get("").await).contains("Waits for you 1"));
    signs(&carla, "north-1", "promote", "carla").await;
    assert_eq!(stage(&server, "north-1"), Some(Stage::SignedOff));

    // The manager's own number is refused; the committee's makes every signature stale.
    let at = leaf(unit(&server.board, "north-1"), 0);
    submit(&server.board, &committee(&server.board), assign(Slice::Target, at, 31_337)).await.unwrap();
    let stale = words(&elena.get("/of/north-1").await);
    assert!(stale.contains("Figures changed") && stale.contains("Signed other figures: zoe, noah, carla"), "{stale}");
    assert!(stale.contains("31,337") && !stale.contains("Sign and approve"), "{stale}");
    for (visitor, name) in [(&zoe, "zoe"), (&noah, "noah"), (&carla, "carla")] {
        signs(visitor, "north-1", "confirm", name).await;
    }
    let approved = signs(&elena, "north-1", "approve", "elena").await;
    assert_eq!(stage(&server, "north-1"), Some(Stage::Approved), "{}", words(&approved));

    let verify = elena.get("/of/north-1/signatures").await;
    assert_eq!(verify.body.matches("class=\"card signature\"").count(), 4, "those that stand");
    let file = elena.get("/of/north-1/figures.tsv").await;
    let hash: String = Sha256::digest(&file.body).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(verify.body.contains(&hash), "the file hashes to what was signed");
    assert!(file.body.contains("Target\tRevenue\tnorth-1\t"), "{}", file.body);
    let in_spanish = words(&elena.in_language("/of/north-1", "es").await);
    assert!(in_spanish.contains("Aprobada") && in_spanish.contains("elena la aprobó"), "{in_spanish}");

    let foreign = sam.get("/of/north-1").await;
    assert_eq!(foreign.status, StatusCode::SEE_OTHER);
    assert_eq!(sam.get("/of/north-1/figures.tsv").await.status, StatusCode::NOT_FOUND);
    let list = sam.get("").await;
    assert!(!list.body.contains("NORTH-1") && !list.body.contains("zoe"), "{}", list.body);
    let _ = SENTINEL;
}

#[tokio::test]
async fn who_has_a_password_signs_with_it_and_what_others_changed_meanwhile_is_not_signed() {
    let server = Running::start(&[]).await;
    let zoe = Visitor::new(&server, "approvals", "zoe", Role::Manager, Some("north-1")).await;
    let person = server.state.identity.find("zoe@example.com").await.unwrap().unwrap();
    server.state.identity.set_password(&person.id, "a long enough secret").await.unwrap();
    let by_name = sends(&zoe, "north-1", "submit", &[("secret", "zoe")]).await;
    assert_eq!(by_name.status, StatusCode::FORBIDDEN);
    assert!(words(&by_name).contains("The password is wrong"), "{}", words(&by_name));

    let page = zoe.get("/of/north-1").await;
    let content = page.body.split("name=\"content\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let at = leaf(unit(&server.board, "north-1"), 0);
    submit(&server.board, &committee(&server.board), assign(Slice::Target, at, 31_337)).await.unwrap();
    let base = server.board.read(|plan| plan.revision()).to_string();
    let fields = [pair("base", &base), pair("content", content), pair("do", "submit"), pair("comment", "as agreed")];
    let late = [&fields[..], &[pair("secret", "a long enough secret")]].concat();
    let refused = zoe.post("/of/north-1", &late).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(words(&refused).contains("have changed since you saw them"), "{}", words(&refused));
    assert!(refused.body.contains(">as agreed</textarea>"), "what was typed stays");
    assert_eq!(
        sends(&zoe, "north-1", "submit", &[("secret", "a long enough secret")]).await.status,
        StatusCode::SEE_OTHER
    );
    let signed = server.board.read(|plan| {
        let unit = plan.outline().units.find("north-1").unwrap();
        plan.approvals().reviews[&ApprovalUnit::whole(unit)].assents[0].content
            == fingerprint(plan, ApprovalUnit::whole(unit))
    });
    assert!(signed);
}

#[tokio::test]
async fn a_unit_with_a_gap_is_submitted_only_with_a_reason_that_the_ledger_shows() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "approvals", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "approvals", "noah", Role::Manager, Some("north")).await;
    let offer = domain::command::Verb::Offer {
        unit: unit(&server.board, "north"),
        measure: domain::measure::Measure::Revenue,
        numbers: vec![domain::thread::OfferNumber { period: 0, amount: 77_000 }],
        reason: None,
        answers: None,
    };
    submit(&server.board, &committee(&server.board), offer).await.unwrap();
    let at = leaf(unit(&server.board, "north-1"), 0);
    submit(&server.board, &committee(&server.board), assign(Slice::Target, at, 5)).await.unwrap();
    let blocked = sends(&noah, "north", "submit", &[("secret", "noah")]).await;
    assert_eq!(blocked.status, StatusCode::CONFLICT);
    assert!(words(&blocked).contains("Rules keep the unit from being submitted"), "{}", words(&blocked));
    let wordless = sends(&noah, "north", "submit", &[("secret", "noah"), ("books_gap", "yes")]).await;
    assert!(words(&wordless).contains("Say why in words"), "{}", words(&wordless));
    let reasoned = [("secret", "noah"), ("books_gap", "yes"), ("comment", "a new shop opens in May")];
    assert_eq!(sends(&noah, "north", "submit", &reasoned).await.status, StatusCode::SEE_OTHER);
    let ledger = server
        .ask("GET", &format!("/boards/{}/ledger", server.board.id()), &[carla.cookie(), "accept-language: en"], "")
        .await;
    let ledger = words(&ledger);
    assert!(ledger.contains("Submitted with a gap") && ledger.contains("a new shop opens in May"), "{ledger}");
}

#[tokio::test]
async fn the_committee_sets_path_and_rules_and_people_name_who_answers_for_them() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "approvals", "carla", Role::Committee, None).await;
    let zoe = Visitor::new(&server, "approvals", "zoe", Role::Manager, Some("north-1")).await;
    let elena = Visitor::new(&server, "approvals", "elena", Role::Executive, None).await;
    let path = [
        pair("sent", "yes"),
        pair("step.0.0", "role:executive"),
        pair("step.0.needed", "1"),
        pair("rule.margin", "Warn"),
        pair("rule.margin.low", "35%"),
        pair("four_eyes", "yes"),
    ];
    let unread = [&path[..4], &[pair("rule.margin.low", "much")]].concat();
    let unread = carla.post("/path", &unread).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.body.contains("value=\"much\""), "what was typed stays");
    assert_eq!(zoe.post("/path", &path).await.status, StatusCode::CONFLICT);
    let read = zoe.get("/path").await;
    assert!(read.status == StatusCode::OK && !read.body.contains("elena"), "who only reads it is told no names");
    let saved = carla.post("/path", &path).await;
    assert!(location(&saved).unwrap().ends_with("/approvals/path?done=yes"));
    let page = words(&carla.get("/of/north-1").await);
    assert!(page.contains("Step 1 Executive") && page.contains("Gross margin of at least 35.0%"), "{page}");

    let substitute = server.state.identity.find("carla@example.com").await.unwrap().unwrap().id;
    let away = [pair("by", &substitute), pair("from", "2020-01-01"), pair("until", "2999-12-31"), pair("do", "away")];
    assert_eq!(elena.post("", &away).await.status, StatusCode::SEE_OTHER);
    assert!(words(&elena.get("").await).contains("carla answers for you"));
    signs(&zoe, "north-1", "submit", "zoe").await;
    let signed = words(&signs(&carla, "north-1", "promote", "carla").await);
    assert!(signed.contains("carla for elena"), "{signed}");
    let backwards =
        [pair("by", &substitute), pair("from", "2027-02-01"), pair("until", "2027-01-01"), pair("do", "away")];
    assert!(words(&elena.post("", &backwards).await).contains("must end after it begins"));
}

#[tokio::test]
async fn proposals_are_asked_for_until_a_day_and_what_is_approved_is_archived() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "approvals", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "approvals", "noah", Role::Manager, Some("north")).await;
    let zoe = Visitor::new(&server, "approvals", "zoe", Role::Manager, Some("north-1")).await;
    let elena = Visitor::new(&server, "approvals", "elena", Role::Executive, None).await;
    assert!(!words(&zoe.get("/of/north-1").await).contains("Ask for a proposal"), "nobody asks themselves");
    for fields in [&[("due", "2026-02-31")][..], &[]] {
        let unread = sends(&carla, "north", if fields.is_empty() { "dance" } else { "start" }, fields).await;
        assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&unread).contains("It is not clear what to do"), "{}", words(&unread));
    }
    let over = sends(&carla, "north", "distribute", &[("due", "2020-01-31")]).await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    assert!(words(&over).contains("The day is over"), "{}", words(&over));
    assert!(over.body.contains("value=\"2020-01-31\""), "what was typed stays");
    let asked = sends(&carla, "north", "distribute", &[("due", "2999-01-31")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", words(&asked));
    let list = words(&zoe.get("").await);
    assert!(list.contains("Waits for you 1") && list.contains("Your proposal is asked for"), "{list}");
    assert!(list.contains("Jan 31, 2999"), "{list}");
    let inbox = zoe.beside("inbox").await;
    assert!(words(&inbox).contains("Your proposal is asked for") && words(&inbox).contains("Needs my answer 1"));
    let calendar = zoe.beside("deadlines.ics").await.body;
    assert!(calendar.contains("Propose: NORTH-1") && calendar.contains("DTSTART:29990131T235959Z"), "{calendar}");
    // Nobody manages the sister: whoever is above is asked.
    assert!(words(&noah.get("").await).contains("Your proposal is asked for"));

    signs(&zoe, "north-1", "submit", "zoe").await;
    assert!(words(&zoe.get("").await).contains("Nothing waits for you"));
    signs(&noah, "north-1", "promote", "noah").await;
    signs(&carla, "north-1", "promote", "carla").await;
    signs(&elena, "north-1", "approve", "elena").await;
    assert_eq!(sends(&carla, "north-1", "archive", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stage(&server, "north-1"), Some(Stage::Archived));
    let at = leaf(unit(&server.board, "north-1"), 0);
    submit(&server.board, &committee(&server.board), assign(Slice::Target, at, 7)).await.unwrap_err();
    let page = words(&noah.get("/of/north-1").await);
    assert!(page.contains("carla archived it") && page.contains("Start anew"), "{page}");
    assert_eq!(sends(&noah, "north-1", "start", &[]).await.status, StatusCode::SEE_OTHER);
    let page = words(&zoe.get("/of/north-1").await);
    assert!(page.contains("Asked to propose by noah") && page.contains("elena approved it"), "{page}");
}

#[tokio::test]
async fn the_committee_groups_measures_bounds_steps_in_days_and_limits_single_units() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "approvals", "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "approvals", "noah", Role::Manager, Some("north")).await;
    let zoe = Visitor::new(&server, "approvals", "zoe", Role::Manager, Some("north-1")).await;
    let grouped = [pair("do", "group"), pair("group.MarketingExpense", "2"), pair("group.ServiceExpense", "2")];
    assert_eq!(zoe.post("/path", &grouped).await.status, StatusCode::CONFLICT);
    assert_eq!(carla.post("/path", &grouped).await.status, StatusCode::SEE_OTHER);
    let seen = || pair("base", &server.board.read(|plan| plan.revision()).to_string());
    let unseen = carla.post("/path", &grouped).await;
    assert!(words(&unseen).contains("Somebody else has set the path"), "{}", words(&unseen));
    let path = |days: &'static str, unit: &'static str| {
        [
            seen(),
            pair("sent", "yes"),
            pair("measure", "MarketingExpense"),
            pair("step.0.0", "above:1"),
            pair("step.0.needed", "1"),
            pair("step.0.days", days),
            pair("rule.limit0", "Block"),
            pair("rule.limit0.unit", unit),
            pair("rule.limit0.measure", "MarketingExpense"),
            pair("rule.limit0.low", "1M"),
        ]
    };
    let unread = carla.post("/path", &path("soon", "nowhere")).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&unread);
    assert!(
        said.contains("A whole number of days from 1 to 366") && said.contains("No unit has the code nowhere"),
        "{said}"
    );
    let saved = carla.post("/path", &path("3", "north-1")).await;
    let to = location(&saved).unwrap_or_default();
    assert!(to.ends_with("/approvals/path?measure=marketingexpense&done=yes"), "{to} {}", words(&saved));
    let shown = carla.get("/path?measure=MarketingExpense").await;
    let low = shown.body.split("name=\"rule.limit0.low\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(low, "1,000,000");
    assert!(shown.body.contains("name=\"rule.limit0.unit\" value=\"north-1\""));

    let sales = words(&zoe.get("/of/north-1").await);
    assert!(sales.contains("Revenue, Units") && !sales.contains("of at least 1,000,000"), "{sales}");
    let marketing = words(&zoe.get("/of/north-1?measure=MarketingExpense").await);
    assert!(marketing.contains("Marketing expense of at least 1,000,000"), "{marketing}");
    assert!(marketing.contains("within 3 days"), "{marketing}");
    let blocked = sends(&zoe, "north-1?measure=MarketingExpense", "submit", &[("secret", "zoe")]).await;
    assert!(words(&blocked).contains("Rules keep the unit from being submitted"), "{}", words(&blocked));
    let other = sends(&noah, "north-2?measure=MarketingExpense", "submit", &[("secret", "noah")]).await;
    assert_eq!(location(&other).unwrap().rsplit('/').next(), Some("north-2?measure=marketingexpense&done=yes"));
    assert_eq!(stage(&server, "north-2"), None, "revenue is not submitted with it");
    let list = words(&carla.get("?measure=MarketingExpense").await);
    assert!(list.contains("Marketing expense, Service expense"), "{list}");
    // What is on its way keeps its measures, whatever goes together from now on.
    assert_eq!(carla.post("/path", &[seen(), pair("do", "group")]).await.status, StatusCode::SEE_OTHER);
    let kept = words(&noah.get("/of/north-2?measure=ServiceExpense").await);
    assert!(kept.contains("Marketing expense, Service expense") && kept.contains("Under review"), "{kept}");
    assert!(!words(&zoe.get("/of/north-1").await).contains("Revenue, Units"), "one path again");
    let rest = words(&noah.get("/of/north-2").await);
    assert!(
        rest.contains("Revenue, Units, Cost of goods, Sales expense") && rest.contains("Sign and submit"),
        "{rest}"
    );
    let list = words(&noah.get("?unit=north").await);
    assert!(list.contains("NORTH-2 Marketing expense, Service expense Under review"), "{list}");
}

#[tokio::test]
async fn nothing_that_is_typed_into_the_path_is_dropped_without_a_word() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "approvals", "carla", Role::Committee, None).await;
    let step = [pair("sent", "yes"), pair("step.0.0", "role:executive"), pair("step.0.needed", "1")];
    for (name, value, said) in [
        ("step.0.needed", "2", "More than the approvers"),
        ("step.0.days", "0", "from 1 to 366"),
        ("step.0.days", "1000", "from 1 to 366"),
        ("step.1.days", "3", "Nobody is asked in this step"),
        ("rule.growth.low", "5", "Say what happens when it is broken"),
        ("rule.limit0.high", "5", "Say what happens when it is broken"),
    ] {
        let kept = step.iter().filter(|(known, _)| known != name).cloned();
        let typed: Vec<_> = kept.chain([pair(name, value)]).collect();
        let answer = carla.post("/path", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(words(&answer).contains(said), "{name}: {}", words(&answer));
    }
    for (rule, low, high, said) in
        [("growth", "5", "3", "Less than the lowest"), ("street", "", "-5", "A percentage of 0 or more")]
    {
        let fields = [("", "Warn"), (".low", low), (".high", high)];
        let fields = fields.map(|(part, value)| pair(&format!("rule.{rule}{part}"), value));
        let answer = carla.post("/path", &[&step[..], &fields].concat()).await;
        assert!(words(&answer).contains(said), "{rule}: {}", words(&answer));
    }
    assert!(words(&carla.post("/path", &step[..1]).await).contains("Nobody is asked in this step"));
    assert_eq!(carla.post("/path", &step).await.status, StatusCode::SEE_OTHER);
}
