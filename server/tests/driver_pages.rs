//! The driver tree through its pages, over real HTTP and without a script.

use crate::board::{self, SENTINEL, command, submit, unit};
use crate::running::{Running, words};
use crate::visitor::{Visitor, fields, pair};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::address::Address;
use domain::calendar::quarter_period;
use domain::command::Verb;
use domain::dimension::ROOT;
use domain::measure::{Measure, Slice};
use domain::model::Model;
use domain::thread::{OfferNumber, Side, ThreadState};

async fn visitor<'a>(server: &'a Running, name: &str, role: Role, unit: Option<&str>) -> Visitor<'a> {
    Visitor::new(server, "drivers", name, role, unit).await
}

#[tokio::test]
async fn a_what_if_shows_every_node_before_and_after_and_changes_nothing() {
    let server = Running::start(&[]).await;
    let elena = visitor(&server, "elena", Role::Executive, None).await;
    let page = elena.get("?unit=north").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(words(&page).contains("Revenue 24,000"), "{}", words(&page));
    let simulated = elena.get("?unit=north&x.revenue=%2B5%25").await;
    assert!(words(&simulated).contains("25,200 +1,200 +5.0%"), "{}", words(&simulated));
    assert!(simulated.body.contains("value=\"+5%\""), "what was typed stays in its field");
    let spanish = words(&elena.in_language("?unit=north&x.revenue=%3D30.000%2F1", "es-CO").await);
    assert!(spanish.contains("30.000 +6.000") && spanish.contains("Ingresos"), "{spanish}");
    let unreadable = elena.get("?unit=north&x.revenue=soon").await;
    assert!(words(&unreadable).contains("This cannot be read as a number"));
    assert_eq!(server.board.read(|plan| plan.revision()), board::OPENED);
    // Nothing of the page needs a script.
    assert!(!page.body.contains("<script") && page.head.contains("content-security-policy"));
}

#[tokio::test]
async fn a_manager_sees_the_tree_of_their_own_unit_and_none_of_a_sibling() {
    let server = Running::start(&[]).await;
    let north = visitor(&server, "noah", Role::Manager, Some("north")).await;
    assert!(words(&north.get("").await).contains("Revenue 24,000"), "their own unit first");
    for hidden in ["?unit=south", "?unit=south-2", "/sensitivity?unit=south", "/seek?unit=east", "/offers?unit=south"] {
        let answer = north.get(hidden).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{hidden}");
        assert!(!answer.body.contains("SOUTH"), "{hidden}");
    }
    let page = north.get("").await.body;
    assert!(!page.contains("SOUTH") && !page.contains(&SENTINEL.to_string()) && !page.contains("987,654,321"));
    let nobody = server.ask("GET", &north.path(""), &[], "").await;
    assert!(nobody.head.contains("location: /sign-in"));
    let unknown = server.ask("GET", "/boards/none/drivers", &[north.cookie()], "").await;
    assert!(unknown.head.contains("location: /boards/none"), "which says that there is none");
}

#[tokio::test]
async fn the_sensitivity_is_a_drawing_and_the_same_as_a_table() {
    let server = Running::start(&[]).await;
    let elena = visitor(&server, "elena", Role::Executive, None).await;
    let asked = board::assign(Slice::Target, north(&server), 24_000);
    submit(&server.board, &board::committee(&server.board), asked).await.unwrap();
    let page = elena.get("/sensitivity?unit=north&goal=gap&swing=10").await;
    assert!(page.body.contains("tornado-drawing") && page.body.contains("<svg"));
    let words = words(&page);
    assert!(words.contains("Revenue 24,000 ") && words.contains("falls as it rises"), "{words}");
    // A goal without a value says so instead of drawing nothing.
    let empty = elena.get("/sensitivity?unit=north&goal=operating_income").await;
    assert!(self::words(&empty).contains("has no value here"));
}

#[tokio::test]
async fn a_goal_is_sought_and_what_cannot_be_reached_gets_the_nearest() {
    let server = Running::start(&[]).await;
    let elena = visitor(&server, "elena", Role::Executive, None).await;
    let reached = words(&elena.get("/seek?unit=north&goal=gap&to=%3D-1000&move=revenue").await);
    // Nothing is asked of the unit yet, so that it has no gap.
    assert!(reached.contains("Gap has no value here"), "{reached}");
    submit(&server.board, &board::committee(&server.board), board::assign(Slice::Target, north(&server), 30_000))
        .await
        .unwrap();
    let reached = elena.get("/seek?unit=north&goal=gap&to=%3D-1000&move=revenue").await;
    assert!(words(&reached).contains("Gap reaches −1,000. Driver Now After Change Revenue 30,000 31,000 +1,000"));
    let bounded = elena.get("/seek?unit=north&goal=gap&to=%3D-1000&move=revenue&high.revenue=30.4K").await;
    let said = words(&bounded);
    assert!(
        said.contains("Gap cannot be −1,000 within these drivers and bounds. The nearest is −400 (+600)."),
        "{said}"
    );
    assert!(said.contains("at its most"), "{said}");
    assert!(words(&elena.get("/seek?unit=north&goal=gap&to=%3D-1000").await).contains("Mark at least one driver"));
}

fn north(server: &Running) -> Address {
    Address::of(unit(&server.board, "north"), ROOT)
}

fn quarterly(amount: i64) -> Vec<OfferNumber> {
    (0..4).map(|quarter| OfferNumber { period: quarter_period(quarter), amount }).collect()
}

#[tokio::test]
async fn a_simulation_is_sent_as_offers_once_with_a_reason_and_says_what_it_cannot_send() {
    let server = Running::start(&[]).await;
    let carla = visitor(&server, "carla", Role::Committee, None).await;
    server.person("noah", Role::Manager, Some("north")).await;
    let committee = board::committee(&server.board);
    let offer = |code: &str| Verb::Offer {
        unit: unit(&server.board, code),
        measure: Measure::Revenue,
        numbers: quarterly(6_000),
        reason: None,
        answers: None,
    };
    submit(&server.board, &committee, offer("east")).await.unwrap();
    let revenue = |code: &str| {
        let at = Address::of(unit(&server.board, code), ROOT);
        server.board.read(|plan| plan.get(Slice::Outlook, Measure::Revenue, at)).unwrap()
    };
    let (north, south) = (revenue("north"), revenue("south"));
    let page = carla.get("/offers?x.revenue=%2B1000000").await;
    let said = words(&page);
    assert!(said.contains("NORTH opens a negotiation · noah"), "{said}");
    assert!(said.contains("EAST · Revenue The offer on the table waits for the other side"), "{said}");
    let mut form = fields(&page);
    assert_eq!(form.iter().filter(|(name, _)| name == "send").count(), 2, "{form:?}");

    let before = server.board.read(|plan| plan.revision());
    let wordless = carla.post("/offers", &form).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&wordless).contains("Say why in words"));
    assert_eq!(server.board.read(|plan| plan.revision()), before);

    form.extend([pair("code", "Capacity"), pair("reason", "Two <new> stores & a plant.")]);
    let sent = carla.post("/offers", &form).await;
    assert!(words(&sent).contains("✓ NORTH · Revenue"), "{}", words(&sent));
    assert_eq!(server.board.read(|plan| plan.revision()), before + 2);
    let offered = |code: &str| {
        let unit = unit(&server.board, code);
        server.board.read(|plan| plan.thread_of(unit, Measure::Revenue).unwrap().latest().unwrap().clone())
    };
    let (to_north, to_south) = (offered("north"), offered("south"));
    assert_eq!(to_north.total() + to_south.total(), north + south + 1_000_000, "to the unit, the waiting one left out");
    assert_eq!(to_north.numbers.len(), 4);
    assert_eq!(to_north.reason.unwrap().text, "Two <new> stores & a plant.");
    // A reload of the answer sends nothing twice.
    carla.post("/offers", &form).await;
    assert_eq!(server.board.read(|plan| plan.revision()), before + 2);
}

#[tokio::test]
async fn what_is_on_the_table_takes_a_goal_that_was_sought_and_the_rest_is_named() {
    let server = Running::start(&[]).await;
    let carla = visitor(&server, "carla", Role::Committee, None).await;
    let committee = board::committee(&server.board);
    let offer = |answers| Verb::Offer {
        unit: unit(&server.board, "north"),
        measure: Measure::Revenue,
        numbers: quarterly(6_000),
        reason: None,
        answers,
    };
    submit(&server.board, &committee, offer(None)).await.unwrap();
    let waits = words(&carla.get("/offers?x.revenue=%2B1000&way=open").await);
    assert!(waits.contains("1,000 is missing"), "{waits}");
    let thread = || server.board.read(|plan| plan.threads().last().cloned()).unwrap();
    let (id, moved) = (thread().id, thread().moved);
    let reason = domain::thread::Reason { code: domain::thread::ReasonCode::Market, text: "full".to_owned() };
    let counter = Verb::Counter { thread: id, answers: moved, numbers: quarterly(5_000), reason };
    submit(&server.board, &board::manager(&server.board, "north"), counter).await.unwrap();
    let page = carla.get("/offers?x.revenue=%2B1000&way=open").await;
    assert!(!words(&page).contains("is missing"), "{}", words(&page));
    let mut form = fields(&page);
    form.extend([pair("code", "Market"), pair("reason", "Half way.")]);
    let sent = carla.post("/offers", &form).await;
    assert!(words(&sent).contains("✓ NORTH · Revenue"), "{}", words(&sent));
    assert_eq!(thread().latest().unwrap().total(), 21_000, "what was promised and the thousand");
}

#[tokio::test]
async fn a_manager_counters_on_their_own_edge_and_an_executive_sends_nothing() {
    let server = Running::start(&[]).await;
    let noah = visitor(&server, "noah", Role::Manager, Some("north")).await;
    let elena = visitor(&server, "elena", Role::Executive, None).await;
    assert!(words(&noah.get("/offers?x.revenue=25K").await).contains("Nothing has been offered yet"));
    let unit = unit(&server.board, "north");
    let offer = Verb::Offer { unit, measure: Measure::Revenue, numbers: quarterly(6_500), reason: None, answers: None };
    submit(&server.board, &board::committee(&server.board), offer).await.unwrap();
    let page = noah.get("/offers?x.revenue=25K").await;
    assert!(words(&page).contains("NORTH your counter-offer · planning committee"), "{}", words(&page));
    let mut form = fields(&page);
    form.extend([pair("code", "Market"), pair("reason", "The market shrinks.")]);
    assert!(words(&noah.post("/offers", &form).await).contains("✓ NORTH · Revenue · 25,000"));
    let thread = server.board.read(|plan| plan.thread_of(unit, Measure::Revenue).unwrap().clone());
    assert_eq!((thread.state(), thread.latest().unwrap().side), (ThreadState::Countered, Side::Child));
    assert_eq!(thread.latest().unwrap().total(), 25_000);

    let page = elena.get("/offers?unit=north&x.revenue=26K").await;
    assert!(words(&page).contains("You do not speak for either side here."));
    // A row of another's form, under an identifier of its own.
    let id = uuid::Uuid::now_v7().to_string();
    let (row, encoded) = form.iter().find(|(name, _)| name.starts_with("row.")).unwrap();
    let other = row.strip_prefix("row.").unwrap();
    let swap = |text: &str| text.replace(other, &id);
    let mut forged: Vec<_> = form.iter().map(|(name, value)| (swap(name), swap(value))).collect();
    forged.push((format!("row.{id}"), encoded.clone()));
    let refused = words(&elena.post("/offers", &forged).await);
    assert!(!refused.contains("✓") && refused.contains("You may not change this."), "{refused}");
}

#[tokio::test]
async fn an_administrator_writes_the_tree_and_a_problem_names_its_line() {
    let server = Running::start(&[]).await;
    let ada = visitor(&server, "ada", Role::Administrator, None).await;
    let carla = visitor(&server, "carla", Role::Committee, None).await;
    let page = ada.get("/model").await;
    let mark = page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let send = |action: &str, text: &str| vec![pair("seen", &mark), pair("do", action), pair("text", text)];

    let wrong = Model::PROFIT_AND_LOSS.replace("- sga ", "- sgaa ");
    let answer = ada.post("/model", &send("save", &wrong)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&answer);
    assert!(said.contains("Line 13, column 36: nothing is called sgaa; perhaps sga?"), "{said}");
    assert!(answer.body.contains("- sgaa"), "what was written is still there");

    let text = "sales = measure(revenue) : money \"</textarea><script>x\" \"Ventas\"\r\n\
                bonus = sales * rate : money \"Bonus\" \"Bono\"\r\nrate = driver(2%) : percent \"Rate\" \"Tasa\"\r\n";
    let checked = ada.post("/model", &send("check", text)).await;
    assert!(words(&checked).contains("The text is fine. It is not saved yet."));
    assert!(!checked.body.contains("<script"), "a label is words, never markup");
    assert!(checked.body.contains(&format!("value=\"{mark}\"")), "what was checked can be saved from there");
    assert_eq!(server.board.read(|plan| plan.model_text().map(str::to_owned)), None);

    assert_eq!(carla.post("/model", &send("save", text)).await.status, StatusCode::FORBIDDEN);
    assert!(ada.post("/model", &send("save", text)).await.head.contains("location: "));
    let stored = server.board.read(|plan| plan.model_text().map(str::to_owned));
    assert_eq!(stored, Some(text.replace("\r\n", "\n")));
    let tree = words(&carla.get("?unit=north&x.rate=3%25").await);
    assert!(tree.contains("Bonus") && tree.contains("720 +240"), "{tree}");
    let late = ada.post("/model", &send("save", text)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "somebody else has saved meanwhile");

    let page = ada.get("/model").await;
    let mark = page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    ada.post("/model", &[pair("seen", &mark), pair("do", "reset")]).await;
    assert_eq!(server.board.read(|plan| plan.model_text().map(str::to_owned)), None);
    // The same through the live channel's door, by somebody who may not.
    let verb = Verb::SetModel(Some(text.to_owned()));
    let sneaky = command(&server.board, verb);
    assert!(server.board.submit(sneaky, &board::committee(&server.board)).await.is_err());
}
