//! The pages around a plan over real HTTP and without a script, and who sees which scenario.

use crate::board::{OPENED, SENTINEL, assign, command, leaf, unit};
use crate::running::{Answer, Browser, Running, location};
use app::api::history::ReadHistoryChart;
use app::api::why::ReadWhy;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::live::{Down, PROTOCOL, Up};
use domain::measure::{Measure, Slice};
use domain::node::Node;
use leptos::server_fn::ServerFn;

/// One person's browser.
struct Visitor<'a> {
    server: &'a Running,
    cookie: String,
}

impl<'a> Visitor<'a> {
    async fn new(server: &'a Running, name: &str, role: Role, unit: Option<&str>) -> Self {
        let person = server.person(name, role, unit).await;
        let cookie = server.cookie(&person).await;
        Self { server, cookie }
    }

    async fn get(&self, path: &str) -> Answer {
        let cookie = format!("cookie: {}", self.cookie);
        self.server.ask("GET", path, &[&cookie, "accept-language: en", "accept: text/html"], "").await
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        let (cookie, kind) = (format!("cookie: {}", self.cookie), "content-type: application/x-www-form-urlencoded");
        self.server.ask("POST", path, &[&cookie, "accept-language: en", kind], form).await
    }

    /// Makes a scenario and answers with its identifier.
    async fn branch(&self, name: &str) -> String {
        let made = self.post(&format!("/boards/{}/scenarios", self.server.board.id()), &format!("name={name}")).await;
        let location = location(&made).unwrap_or_else(|| panic!("{}: {}", made.status, made.body));
        location.strip_prefix("/boards/").unwrap().to_owned()
    }

    /// Writes January's target of a zone in a board or scenario, over the live channel.
    async fn write(&self, id: &str, zone: &str, to: i64) {
        let mut page = Browser::page(self.server.address, &self.cookie, id, None).await;
        let at = leaf(unit(&self.server.board, zone), 0);
        let edit = command(&self.server.board, assign(Slice::Target, at, to));
        page.say(&Up::Submit(edit.clone())).await;
        let answer = |down| match down {
            Down::Acknowledged { command, .. } if command == edit.id => Some(()),
            Down::Refused { .. } | Down::NotStored { .. } => panic!("{down:?}"),
            _ => None,
        };
        page.wait_for(answer).await;
    }

    fn target(&self, zone: &str) -> Option<i64> {
        let at = leaf(unit(&self.server.board, zone), 0);
        self.server.board.read(|plan| plan.get(Slice::Target, Measure::Revenue, at))
    }
}

/// The value of a hidden field.
fn seal(page: &Answer) -> String {
    let rest = page.body.split("name=\"seal\" value=\"").nth(1).unwrap_or_else(|| panic!("{}", page.body));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_scenario_is_made_named_shared_and_discarded_without_script() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let plan = format!("/boards/{}", server.board.id());
    let id = carla.branch("Bold+north").await;
    let page = carla.get(&format!("/boards/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Scenario: ") && page.body.contains("Bold north"), "{}", page.body);
    assert!(!carla.get(&plan).await.body.contains("scenario-words"), "no band over the plan");

    let named = carla.post(&format!("/scenarios/{id}/rename"), "name=Bolder+north").await;
    assert_eq!(location(&named), Some(format!("/boards/{id}/scenarios")));
    carla.post(&format!("/scenarios/{id}/share"), "shared=true").await;
    let list = carla.get(&format!("{plan}/scenarios")).await.body;
    assert!(list.contains("Bolder north") && list.contains("Make private"), "{list}");

    let nameless = carla.post(&format!("{plan}/scenarios"), "name=+").await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.body.contains("needs a name"));
    carla.post(&format!("/scenarios/{id}/discard"), "").await;
    assert_eq!(carla.get(&format!("/boards/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(!carla.get(&format!("{plan}/scenarios")).await.body.contains("Bolder north"));
}

#[tokio::test]
async fn a_private_scenario_is_seen_by_nobody_else_on_any_page_function_or_channel() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let david = Visitor::new(&server, "david", Role::Committee, None).await;
    let id = carla.branch("Closed+doors").await;
    carla.write(&id, "north-1", 31_337).await;
    let plan = server.board.id();
    let pages = [
        format!("/boards/{id}"),
        format!("/boards/{id}/export.csv"),
        format!("/boards/{id}/scenarios"),
        format!("/boards/{id}/compare"),
        format!("/boards/{plan}/compare?other={id}"),
        format!("/boards/{id}/past"),
        format!("/boards/{id}/why"),
        format!("/scenarios/{id}/merge"),
        format!("/scenarios/{id}/merged?revision=9&cells=1"),
    ];
    for page in &pages {
        let (own, other) = (carla.get(page).await, david.get(page).await);
        assert_eq!(own.status, StatusCode::OK, "{page}");
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{page}");
        assert!(!other.body.contains("Closed doors") && !other.body.contains("31,337"), "{page}");
    }
    for page in [format!("/boards/{plan}"), format!("/boards/{plan}/scenarios"), format!("/boards/{plan}/compare")] {
        assert!(carla.get(&page).await.body.contains("Closed doors"), "{page}");
        assert!(!david.get(&page).await.body.contains("Closed doors"), "{page}");
    }
    for (path, form) in [("rename", "name=Open"), ("share", "shared=true"), ("discard", ""), ("merge", "seal=x")] {
        let answer = david.post(&format!("/scenarios/{id}/{path}"), form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let node = Node { slice: Slice::Target, measure: Measure::Revenue, at: domain::address::Address::COMPANY };
    let functions = [
        (ReadWhy::url(), domain::live::encode(&ReadWhy { board: id.clone(), node })),
        (
            ReadHistoryChart::url(),
            domain::live::encode(&ReadHistoryChart { board: id.clone(), unit: 0, measure: Measure::Revenue }),
        ),
    ];
    for (path, body) in functions {
        let body = String::from_utf8(body).unwrap();
        let ask = async |visitor: &Visitor<'_>| {
            let cookie = format!("cookie: {}", visitor.cookie);
            let kind = "content-type: application/octet-stream";
            server.ask("POST", path, &[&cookie, kind, "accept: application/octet-stream"], &body).await
        };
        assert_eq!(ask(&carla).await.status, StatusCode::OK, "{path}");
        assert!(!ask(&david).await.status.is_success(), "{path}");
    }
    let mut channel = server.open(&[("cookie", &david.cookie)]).await.unwrap();
    channel.say(&Up::Hello { protocol: PROTOCOL, board: id.clone(), revision: None }).await;
    assert_eq!(channel.hear().await, Some(Down::NoSuchBoard));
    assert_eq!(channel.hear().await, None);
    assert_eq!(carla.target("north-1"), None, "the plan has not moved");
}

#[tokio::test]
async fn a_shared_scenario_shows_a_manager_no_sibling_on_any_page() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let noah = Visitor::new(&server, "noah", Role::Manager, Some("north")).await;
    let id = carla.branch("Together").await;
    carla.write(&id, "south-2", SENTINEL).await;
    // Without another number beside it, the total that everybody may see would be the same.
    carla.write(&id, "east-1", 5).await;
    carla.post(&format!("/scenarios/{id}/share"), "shared=true").await;
    let (plan, north, south) = (server.board.id(), unit(&server.board, "north"), unit(&server.board, "south"));
    let pages = [
        format!("/boards/{id}"),
        format!("/boards/{id}/export.csv"),
        format!("/boards/{plan}/compare?other={id}"),
        format!("/boards/{id}/past?from=1"),
        // How the company's own total moved is theirs to see; so the number asked for is the manager's.
        format!("/boards/{id}/why?unit={north}"),
        format!("/scenarios/{id}/merge"),
    ];
    for page in &pages {
        let (all, some) = (carla.get(page).await, noah.get(page).await);
        assert_eq!((all.status, some.status), (StatusCode::OK, StatusCode::OK), "{page}: {}", some.body);
        let digits = |answer: &Answer| answer.body.replace([',', '\u{202f}'], "");
        assert!(!some.body.to_lowercase().contains("south"), "{page}");
        assert!(!digits(&some).contains(&SENTINEL.to_string()), "{page}");
    }
    for page in ["compare", "past", "why"] {
        let answer = noah.get(&format!("/boards/{id}/{page}?unit={south}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(noah.post(&format!("/scenarios/{id}/discard"), "").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn taking_a_scenario_back_cuts_the_channel_of_everybody_else() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let david = Visitor::new(&server, "david", Role::Committee, None).await;
    let id = carla.branch("For+a+while").await;
    carla.post(&format!("/scenarios/{id}/share"), "shared=true").await;
    let mut page = Browser::page(server.address, &david.cookie, &id, None).await;
    carla.post(&format!("/scenarios/{id}/share"), "shared=false").await;
    while page.hear().await.is_some() {}
    let mut again = server.open(&[("cookie", &david.cookie)]).await.unwrap();
    again.say(&Up::Hello { protocol: PROTOCOL, board: id.clone(), revision: None }).await;
    assert_eq!(again.hear().await, Some(Down::NoSuchBoard));
}

#[tokio::test]
async fn a_merge_asks_for_a_choice_where_both_changed_a_cell_and_writes_one_revision() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let david = Visitor::new(&server, "david", Role::Committee, None).await;
    let id = carla.branch("Merge+me").await;
    carla.write(&id, "north-1", 900).await;
    carla.write(&id, "north-2", 800).await;
    david.write(server.board.id(), "north-1", 400).await;
    let path = format!("/scenarios/{id}/merge");
    let page = carla.get(&path).await;
    for wanted in ["david", "carla", "Both changed", "Only the scenario"] {
        assert!(page.body.contains(wanted), "{wanted}: {}", page.body);
    }
    let undecided = carla.post(&path, &format!("seal={}", seal(&page))).await;
    assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(undecided.body.contains("1 cell still waits"));

    david.write(server.board.id(), "north-1", 450).await;
    let stale = carla.post(&path, &format!("all=mine&seal={}", seal(&page))).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(carla.target("north-1"), Some(450));

    let revision = server.board.read(|plan| plan.revision()) + 1;
    let merged = carla.post(&path, &format!("all=mine&seal={}", seal(&stale))).await;
    assert_eq!(location(&merged), Some(format!("/scenarios/{id}/merged?revision={revision}&cells=2")));
    assert_eq!((carla.target("north-1"), carla.target("north-2")), (Some(900), Some(800)));
    assert!(carla.get(&location(&merged).unwrap()).await.body.contains("2 cells were written"));
    assert!(carla.get(&path).await.body.contains("nothing to merge"));
}

#[tokio::test]
async fn the_past_says_what_happened_and_refuses_revisions_that_are_not_there() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let plan = server.board.id();
    carla.write(plan, "north-1", 400).await;
    carla.write(plan, "north-1", 500).await;
    let past = carla.get(&format!("/boards/{plan}/past?from={}", OPENED + 1)).await;
    assert_eq!(past.status, StatusCode::OK);
    assert!(past.body.contains("400 → 500"), "{}", past.body);
    assert!(past.body.contains(&format!("As it was at revision {}", OPENED + 1)));
    for query in ["from=99", "from=0", "from=6&to=5", "moment=1999-01-01T00%3A00", "from=x"] {
        let wrong = carla.get(&format!("/boards/{plan}/past?{query}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    let zone = unit(&server.board, "north-1");
    let why = carla.get(&format!("/boards/{plan}/why?unit={zone}")).await;
    assert!(why.body.contains("carla") && why.body.contains("500"), "{}", why.body);
    assert_eq!(server.ask("GET", &format!("/boards/{plan}/past"), &[], "").await.status, StatusCode::SEE_OTHER);
}
