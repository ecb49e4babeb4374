//! Importing history through the pages, over real HTTP and without a script.

use crate::running::{Answer, Running, location, words};
use axum::http::StatusCode;
use backend::identity::ORGANIZATION;
use domain::actor::Role;
use domain::calendar::Month;
use std::time::Duration;

const GOOD: &str = "Region,Salesperson,Category,Product,Channel,Date,Sales,Units
South,Ana,Drinks,Water,Direct,2026-01-15,100.25,10
South,Luis,Drinks,Juice,Direct,2026-12-31,50,5
North,Eva,Food,Bread,,2026-02-01,\"1,000.5\",7
";

/// One person's browser.
struct Visitor<'a> {
    server: &'a Running,
    cookie: String,
}

impl<'a> Visitor<'a> {
    async fn new(server: &'a Running, name: &str, role: Role, unit: Option<&str>) -> Self {
        let person = server.person(name, role, unit).await;
        Self { server, cookie: format!("cookie: {}", server.cookie(&person).await) }
    }

    async fn get(&self, path: &str) -> Answer {
        self.server.ask("GET", path, &[&self.cookie, "accept-language: en"], "").await
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        let kind = "content-type: application/x-www-form-urlencoded";
        self.server.ask("POST", path, &[&self.cookie, "accept-language: en", kind], form).await
    }

    async fn upload(&self, name: &str, content: &str) -> Answer {
        let body = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             content-type: text/csv\r\n\r\n{content}\r\n--edge--\r\n"
        );
        let kind = "content-type: multipart/form-data; boundary=edge";
        self.server.ask("POST", "/import/files", &[&self.cookie, "accept-language: en", kind], &body).await
    }

    /// Follows the page of a job to where it leads.
    async fn finish(&self) -> String {
        for _ in 0..200 {
            let answer = self.get("/import/progress").await;
            if let Some(to) = location(&answer) {
                return to;
            }
            assert!(answer.head.contains("refresh: 1"), "the page looks again by itself");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the job takes too long");
    }
}

async fn revenue(server: &Running) -> i64 {
    let (from, to) = (Month { year: 2026, month: 1 }, Month { year: 2026, month: 12 });
    let facts = server.state.store.facts_by_month(ORGANIZATION, from, to).await.unwrap();
    facts.iter().filter_map(|fact| fact.amounts[0]).sum()
}

#[tokio::test]
async fn history_comes_in_after_it_is_corrected_and_a_board_opens_from_it() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    assert!(words(&carla.get("/import").await).contains("Bring in your sales history"));

    let bad = GOOD.replace("2026-12-31", "yesterday").replace("1,000.5", "1,00.5");
    assert_eq!(location(&carla.upload("sales.csv", &bad).await).as_deref(), Some("/import/columns"));
    let page = words(&carla.get("/import/columns").await);
    assert!(page.contains("sales 3 Date “yesterday” is not a day, month, quarter or year."), "{page}");
    assert!(page.contains("sales 4 Sales “1,00.5” is not a number."), "{page}");
    let refused = carla.post("/import/load", "t0.kind=Flat&t0.header=yes").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&refused).contains("Nothing was stored"));
    assert_eq!(server.state.store.history_span(ORGANIZATION).await.unwrap(), None);

    carla.upload("sales.csv", GOOD).await;
    assert!(words(&carla.get("/import/columns").await).contains("Every row can be read."));
    carla.post("/import/load", "t0.kind=Flat&t0.header=yes").await;
    assert_eq!(carla.finish().await, "/import/result");
    let result = words(&carla.get("/import/result").await);
    assert!(result.contains("Sales and expenses 3 0 0"), "{result}");
    assert_eq!(revenue(&server).await, 11_507_500);

    carla.upload("sales.csv", GOOD).await;
    carla.post("/import/load", "t0.kind=Flat&t0.header=yes").await;
    assert_eq!(carla.finish().await, "/import/result");
    let again = words(&carla.get("/import/result").await);
    assert!(again.contains("Nothing has changed") && again.contains("Sales and expenses 0 0 3"), "{again}");

    let asked = "title=Plan+2027&company=Acme&year=2027&first_month=1&currency=usd&decimals=2&levels=";
    carla.post("/import/board", asked).await;
    let board = carla.finish().await;
    let id = board.strip_prefix("/boards/").unwrap();
    let opened = server.state.boards.open(id).await.unwrap();
    let outline = opened.read(|plan| std::sync::Arc::clone(plan.outline()));
    assert_eq!((outline.title.as_str(), outline.currency.as_str()), ("Plan 2027", "USD"));
    let export = carla.get(&format!("{board}/export.csv")).await.body;
    assert!(export.contains("Acme,2027-01,,,,"), "{export}");
    assert_eq!(carla.get(&board).await.status, StatusCode::OK);
}

#[tokio::test]
async fn bad_rows_are_left_out_only_by_whoever_says_so() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    carla.upload("sales.csv", &GOOD.replace("2026-12-31", "yesterday")).await;
    carla.post("/import/load", "leave_out_bad_rows=yes").await;
    assert_eq!(carla.finish().await, "/import/result");
    assert!(words(&carla.get("/import/result").await).contains("1 rows with problems were left out"));
    assert_eq!(revenue(&server).await, 11_007_500);
}

#[tokio::test]
async fn changed_columns_are_looked_at_before_they_are_imported() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    carla.upload("sales.csv", GOOD).await;
    let changed = "t0.kind=Flat&t0.header=yes&t0.c6=Ignored&t0.c7=%7B%22Amount%22%3A%22Revenue%22%7D";
    let answer = carla.post("/import/load", changed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(words(&answer).contains("Look at what they give now"));
    assert_eq!(server.state.store.history_span(ORGANIZATION).await.unwrap(), None);
    // A file that was corrected and uploaded again keeps its columns.
    carla.upload("sales.csv", &GOOD.replace(",7\n", ",8\n")).await;
    carla.post("/import/load", changed).await;
    carla.finish().await;
    assert_eq!(revenue(&server).await, 230_000);
}

#[tokio::test]
async fn a_spanish_reader_is_told_in_spanish_and_texts_of_a_file_stay_texts() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let content = "Vendedor,Fecha,Ventas\n<script>alert(1)</script>,ayer,<b>5</b>\n";
    carla.upload("<script>.csv", content).await;
    let page = server.ask("GET", "/import/columns", &[&carla.cookie, "accept-language: es-CO"], "").await;
    assert!(words(&page).contains("no es un día, mes, trimestre ni año"), "{}", page.body);
    assert!(!page.body.contains("<script>") && !page.body.contains("<b>5"), "{}", page.body);
    assert!(page.head.contains("content-security-policy"));
}

#[tokio::test]
async fn files_that_cannot_be_read_are_refused_with_the_reason() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Administrator, None).await;
    let empty = carla.upload("empty.csv", "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&empty).contains("empty.csv is empty."));
    assert!(words(&carla.upload("plan.pdf", "%PDF-1.7").await).contains("Save it as CSV or XLSX."));
    assert!(words(&carla.upload("", GOOD).await).contains("Choose at least one file."));
    let large = carla.upload("large.csv", &"x".repeat((64 << 20) + 1)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(words(&large).contains("larger than 64 MB"));
    assert_eq!(location(&carla.get("/import/columns").await).as_deref(), Some("/import"), "nothing was kept");
}

#[tokio::test]
async fn only_who_may_import_gets_in() {
    let server = Running::start(&[]).await;
    let stranger = server.ask("GET", "/import", &[], "").await;
    assert_eq!(location(&stranger).as_deref(), Some("/sign-in"));
    for (name, role, unit) in [("noah", Role::Manager, Some("north")), ("ed", Role::Executive, None)] {
        let visitor = Visitor::new(&server, name, role, unit).await;
        let page = visitor.get("/import").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(words(&page).contains("Imports are for the committee"));
        assert_eq!(visitor.upload("sales.csv", GOOD).await.status, StatusCode::FORBIDDEN);
        assert_eq!(visitor.post("/import/board", "").await.status, StatusCode::FORBIDDEN);
    }
    let foreign = server.ask("POST", "/import/load", &["origin: https://evil.example"], "").await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_board_that_cannot_be_is_refused_with_the_reason() {
    let server = Running::start(&[]).await;
    let carla = Visitor::new(&server, "carla", Role::Committee, None).await;
    let asked = |year: &str, currency: &str| {
        format!("title=Plan&company=Acme&year={year}&first_month=1&currency={currency}&decimals=2")
    };
    assert!(words(&carla.post("/import/board", &asked("2027", "USD")).await).contains("There is no history yet."));
    carla.upload("sales.csv", GOOD).await;
    carla.post("/import/load", "").await;
    carla.finish().await;
    let far = carla.post("/import/board", &asked("2035", "USD")).await;
    assert_eq!(far.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&far).contains("History says nothing about 2035"));
    assert!(
        words(&carla.post("/import/board", &asked("2027", "dollars")).await).contains("A currency has three letters")
    );
}
