//! Planning tactics through the pages, over real HTTP and without a script.

use crate::board::{command, manager, unit};
use crate::running::{Answer, Running, location, words};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::goal::{self, Metric};
use domain::measure::{Measure, Slice};
use domain::tactic::Tactic;

/// One person's browser.
struct Visitor<'a> {
    server: &'a Running,
    cookie: String,
    language: &'static str,
}

impl<'a> Visitor<'a> {
    async fn new(server: &'a Running, name: &str, role: Role, unit: Option<&str>) -> Self {
        let person = server.person(name, role, unit).await;
        let cookie = format!("cookie: {}", server.cookie(&person).await);
        Self { server, cookie, language: "accept-language: en" }
    }

    fn path(&self, path: &str) -> String {
        format!("/boards/{}/tactics{path}", self.server.board.id())
    }

    async fn get(&self, path: &str) -> Answer {
        self.server.ask("GET", &self.path(path), &[&self.cookie, self.language], "").await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let kind = "content-type: application/x-www-form-urlencoded";
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.server.ask("POST", &self.path(path), &[&self.cookie, self.language, kind], &body.join("&")).await
    }

    /// Looks at a form, then sends what was looked at.
    async fn send(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let looked = self.post(path, form).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", words(&looked));
        self.post(path, &confirmed(&looked, form).iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>())
            .await
    }
}

/// A form with what the page that showed its outcome keeps of it.
fn confirmed(looked: &Answer, form: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut form: Vec<(String, String)> =
        form.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    for name in ["looked", "command"] {
        form.push((name.to_owned(), hidden(looked, name)));
    }
    form.push(("do".to_owned(), "send".to_owned()));
    form
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The value of a field of the page.
fn hidden(answer: &Answer, name: &str) -> String {
    let field = answer.body.split('<').find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap_or_default();
    let value = field.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// 400 of 1,000 customers are reached, 25 of them respond with 200 each: 5,000 for 1,000 of marketing expense.
fn campaign(at: &str) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    vec![
        ("name_en", text("Spring")),
        ("name_es", text("Primavera")),
        ("kind", text("Campaign")),
        ("owner", text("Olga")),
        ("start", text("2027-01-01")),
        ("end", text("2027-02-28")),
        ("profile", text("Even")),
        ("unit", at.to_owned()),
        ("product", text("0")),
        ("channel", text("0")),
        ("segment", text("")),
        ("audience", text("1K")),
        ("reach", text("400")),
        ("driver", text("Spend")),
        ("max", text("25 %")),
        ("half", text("3,000")),
        ("value", text("200")),
        ("pieces", text("1")),
        ("margin", text("60")),
        ("headcount", text("0")),
        ("cost.0.measure", text("MarketingExpense")),
        ("cost.0.basis", text("Whole")),
        ("cost.0.amount", text("1000")),
        ("target_unit", text("")),
        ("target_measure", text("Revenue")),
    ]
}

fn pairs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn with<'a>(form: &'a [(&'static str, String)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = pairs(form).into_iter().filter(|(other, _)| *other != name);
    others.chain([(name, value)]).collect()
}

fn tactics(server: &Running) -> Vec<Tactic> {
    server.board.read(|plan| plan.tactics().to_vec())
}

fn top_line(server: &Running) -> i128 {
    server.board.read(|plan| {
        let goals = goal::read(plan);
        goals.iter().find(|goal| goal.metric == Metric::TopLine).unwrap().value.unwrap().comparable()
    })
}

#[tokio::test]
async fn a_manager_plans_a_campaign_after_looking_at_what_it_brings_and_every_goal_moves() {
    let server = Running::start(&[]).await;
    let noah = Visitor::new(&server, "noah", Role::Manager, Some("north")).await;
    let empty = noah.get("").await;
    assert!(words(&empty).contains("No tactic yet") && words(&empty).contains("Plan the first tactic"));
    assert!(words(&noah.get("/new").await).contains("See what it brings"));
    let north = unit(&server.board, "north").to_string();
    let form = campaign(&north);
    let before = top_line(&server);

    let looked = noah.post("/new", &pairs(&form)).await;
    let page = words(&looked);
    assert!(page.contains("What it brings") && page.contains("Effect and cost by month"), "{page}");
    assert!(page.contains("Revenue 5.0") || page.contains("5.0\u{a0}K"), "{page}");
    assert!(page.contains("25 of 400 reached respond, 6.25%"), "{page}");
    assert!(page.contains("No other tactic acts on these customers"), "{page}");
    assert!(tactics(&server).is_empty(), "nothing is sent before it is looked at");

    let once = confirmed(&looked, &pairs(&form));
    let once: Vec<_> = once.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sent = noah.post("/new", &once).await;
    let id = tactics(&server)[0].id;
    let to = format!("{}?sent={id}#tactic-{id}", noah.path(""));
    assert_eq!((sent.status, location(&sent)), (StatusCode::SEE_OTHER, Some(to.clone())));
    assert_eq!(top_line(&server) - before, 5_000);
    // A second click sends the same command.
    assert_eq!(location(&noah.post("/new", &once).await), Some(to));
    assert_eq!(tactics(&server).len(), 1);

    let list = words(&noah.get(&format!("?sent={id}")).await);
    assert!(list.contains("Sent: Spring."), "{list}");
    assert!(
        list.contains("Revenue target of NORTH") && list.contains("Olga") && list.contains("Jan 1 – Feb 28"),
        "{list}"
    );
    let back = words(&noah.get("?walk=Owners").await);
    let [owner, name, target] = ["Olga", "Spring", "Revenue target of NORTH"].map(|word| back.rfind(word).unwrap());
    assert!(owner < name && name < target, "{back}");
    let shown = words(&noah.get(&format!("/{id}")).await);
    assert!(shown.contains("Without it With it") && shown.contains("Last changed by noah"), "{shown}");
}

#[tokio::test]
async fn nothing_typed_is_lost_and_each_field_says_what_is_wrong_in_the_readers_language() {
    let server = Running::start(&[]).await;
    let noah = Visitor::new(&server, "noah", Role::Manager, Some("north")).await;
    let spanish = Visitor { language: "accept-language: es-CO", ..noah };
    let form = campaign(&unit(&server.board, "north").to_string());
    let form = with(&form, "value", "1,250.5");
    let form: Vec<_> = form
        .into_iter()
        .map(|(name, value)| if name == "reach" { (name, "muchos <b>") } else { (name, value) })
        .collect();
    let answer = spanish.post("/new", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = words(&answer);
    assert!(page.contains("No se envió nada. Vea los campos marcados."), "{page}");
    assert!(page.contains("Esto no se puede leer como un número"), "{page}");
    assert_eq!(hidden(&answer, "reach"), "muchos <b>");
    assert!(!answer.body.contains("muchos <b>"), "texts stay texts");
    assert_eq!(hidden(&answer, "owner"), "Olga");
    let ruled = campaign(&unit(&server.board, "north").to_string());
    let answer = spanish.post("/new", &with(&ruled, "end", "2026-12-31")).await;
    assert!(words(&answer).contains("Las fechas deben estar en este año"), "{}", words(&answer));
    assert!(tactics(&server).is_empty());
}

#[tokio::test]
async fn managers_plan_in_their_own_units_and_hear_nothing_of_their_siblings() {
    let server = Running::start(&[]).await;
    let noah = Visitor::new(&server, "noah", Role::Manager, Some("north")).await;
    let sol = Visitor::new(&server, "sol", Role::Manager, Some("south")).await;
    let south = campaign(&unit(&server.board, "south").to_string());
    let refused = noah.post("/new", &pairs(&south)).await;
    assert!([StatusCode::FORBIDDEN, StatusCode::CONFLICT].contains(&refused.status), "{}", refused.status);
    assert!(tactics(&server).is_empty());
    let mut secret = campaign(&unit(&server.board, "south-1").to_string());
    secret[0].1 = "Hush".to_owned();
    assert_eq!(sol.send("/new", &pairs(&secret)).await.status, StatusCode::SEE_OTHER);
    let id = tactics(&server)[0].id;
    for path in ["", "?walk=Owners", "/new"] {
        let page = noah.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        let body = page.body.to_lowercase();
        assert!(!body.contains("hush") && !body.contains("south"), "{path}: {}", words(&page));
    }
    let hidden_places = [format!("/{id}"), format!("/{id}/edit"), format!("/new?copy={id}")];
    assert_eq!(noah.get(&hidden_places[0]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(noah.get(&hidden_places[1]).await.status, StatusCode::NOT_FOUND);
    assert!(!noah.get(&hidden_places[2]).await.body.contains("Hush"));
    assert_eq!(noah.post(&format!("/{id}/drop"), &[("seen", &id.to_string())]).await.status, StatusCode::NOT_FOUND);
    let edited = noah.post(&format!("/{id}/edit"), &pairs(&secret)).await;
    assert_ne!(edited.status, StatusCode::OK);
    assert!(!words(&edited).contains("On the board Yours"));
    assert_eq!(tactics(&server).len(), 1);
}

#[tokio::test]
async fn executives_read_and_do_not_write_and_strangers_are_sent_to_sign_in() {
    let server = Running::start(&[]).await;
    let noah = Visitor::new(&server, "noah", Role::Manager, Some("north")).await;
    let form = campaign(&unit(&server.board, "north").to_string());
    noah.send("/new", &pairs(&form)).await;
    let id = tactics(&server)[0].id;
    let ed = Visitor::new(&server, "ed", Role::Executive, None).await;
    let list = ed.get("").await;
    assert!(words(&list).contains("Spring") && !words(&list).contains("New tactic"));
    let shown = ed.get(&format!("/{id}")).await;
    assert!(words(&shown).contains("You read this tactic"), "{}", words(&shown));
    assert!(!shown.body.contains("/drop"));
    assert_eq!(ed.get("/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(ed.get(&format!("/{id}/edit")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ed.post("/new", &pairs(&form)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ed.post(&format!("/{id}/edit"), &pairs(&form)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ed.post(&format!("/{id}/drop"), &[("seen", "1")]).await.status, StatusCode::FORBIDDEN);
    let stranger = server.ask("GET", &ed.path(""), &[], "").await;
    assert_eq!(location(&stranger).as_deref(), Some("/sign-in"));
    let foreign = ["origin: https://evil.example", ed.cookie.as_str()];
    assert_eq!(server.ask("POST", &ed.path("/new"), &foreign, "").await.status, StatusCode::FORBIDDEN);
    let nowhere = server.ask("GET", "/boards/no-such/tactics", &[&ed.cookie], "").await;
    assert_eq!(location(&nowhere).as_deref(), Some("/boards/no-such"), "which says that there is none");
    assert_eq!(ed.get("/999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_change_is_looked_at_again_when_it_changes_and_refused_with_who_was_faster() {
    let server = Running::start(&[]).await;
    let noah = Visitor::new(&server, "noah", Role::Manager, Some("north")).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let form = campaign(&unit(&server.board, "north").to_string());
    noah.send("/new", &pairs(&form)).await;
    let first = tactics(&server)[0].clone();
    let (edit, seen) = (format!("/{}/edit", first.id), first.revision.to_string());
    assert_eq!(hidden(&carla.get(&edit).await, "reach"), "400");

    let more = with(&form, "reach", "800");
    let more: Vec<_> = more.into_iter().chain([("seen", seen.as_str())]).collect();
    let looked = carla.post(&edit, &more).await;
    assert!(words(&looked).contains("Before After"), "{}", words(&looked));
    let mut other = confirmed(&looked, &more);
    other.iter_mut().find(|(name, _)| name == "reach").unwrap().1 = "900".to_owned();
    let other: Vec<_> = other.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let again = carla.post(&edit, &other).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(words(&again).contains("You changed something after you looked."), "{}", words(&again));
    assert_eq!(tactics(&server)[0].activity.drivers.reach, 400);

    assert_eq!(carla.send(&edit, &more).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tactics(&server)[0].activity.drivers.reach, 800);

    let late = with(&form, "value", "250");
    let late: Vec<_> = late.into_iter().chain([("seen", seen.as_str())]).collect();
    let refused = noah.post(&edit, &late).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let page = words(&refused);
    assert!(page.contains("carla changed it meanwhile"), "{page}");
    assert!(page.contains("Reached, customers 800 400"), "{page}");
    assert_eq!(hidden(&refused, "value"), "250");
    let now = tactics(&server)[0].revision.to_string();
    assert_eq!(hidden(&refused, "seen"), now, "what is sent now has seen theirs");

    let stale = noah.post(&format!("/{}/drop", first.id), &[("seen", &seen)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(words(&stale).contains("carla has changed this tactic"), "{}", words(&stale));
    let gone = noah.post(&format!("/{}/drop", first.id), &[("seen", &now)]).await;
    assert!(location(&gone).unwrap().ends_with("/tactics?dropped=1"));
    assert!(tactics(&server).is_empty());
    let revenue =
        server.board.read(|plan| plan.get(Slice::Tactics, Measure::Revenue, domain::address::Address::COMPANY));
    assert_eq!(revenue, None);
    let late = noah.post(&edit, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(words(&late).contains("It has been dropped meanwhile"), "{}", words(&late));
}

#[tokio::test]
async fn overlap_is_said_before_a_tactic_is_sent_and_choices_are_kept_in_links() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let north = unit(&server.board, "north").to_string();
    let everybody = campaign(&north);
    carla.send("/new", &pairs(&everybody)).await;
    let second = with(&everybody, "name_en", "Second");
    let page = words(&carla.post("/new", &second).await);
    assert!(page.contains("Overlap with other tactics") && page.contains("Spring"), "{page}");
    assert!(page.contains("The plan gains"), "{page}");
    carla.send("/new", &second).await;
    let elsewhere = campaign(&unit(&server.board, "east").to_string());
    let elsewhere = with(&elsewhere, "name_en", "Eastern");
    let elsewhere: Vec<_> =
        elsewhere.into_iter().filter(|(name, _)| *name != "owner").chain([("owner", "Øystein & Co")]).collect();
    carla.send("/new", &elsewhere).await;

    let of_north = words(&carla.get(&format!("?unit={north}")).await);
    assert!(of_north.contains("Total of 2") && !of_north.contains("Eastern Campaign"), "{of_north}");
    let of_owner = words(&carla.get("?owner=%C3%98ystein%20%26%20Co&walk=Owners").await);
    assert!(of_owner.contains("Total of 1") && of_owner.contains("Eastern"), "{of_owner}");
    assert!(words(&carla.get("?state=Over").await).contains("No tactic fits these choices"));
    assert!(words(&carla.get("?goal=OperatingIncome").await).contains("Total of 3"));
    let body = carla.get("").await.body;
    assert!(body.contains("owner=%C3%98ystein%20%26%20Co"), "owners are links");
    assert!(body.contains(&format!("/boards/{}#unit-{north}", server.board.id())), "targets lead to the board");
    let copy = carla.get(&format!("/new?copy={}", tactics(&server)[0].id)).await;
    assert_eq!(hidden(&copy, "name_en"), "Spring (copy)");
}

#[tokio::test]
async fn what_a_live_board_drops_is_gone_from_the_pages() {
    let server = Running::start(&[]).await;
    let noah = Visitor::new(&server, "noah", Role::Manager, Some("north")).await;
    let form = campaign(&unit(&server.board, "north").to_string());
    noah.send("/new", &pairs(&form)).await;
    let tactic = tactics(&server)[0].clone();
    let dropped = Verb::DropTactic { tactic: tactic.id, seen: tactic.revision };
    server.board.submit(command(&server.board, dropped), &manager(&server.board, "north")).await.unwrap();
    assert!(words(&noah.get("").await).contains("No tactic yet"));
    assert_eq!(unit(&server.board, "company"), ROOT);
}
