//! Somebody who reads the pages of a board that need no script, and fills in their forms.

use crate::running::{Answer, Running};
use domain::actor::Role;

/// One person's browser at one kind of pages of the board.
pub struct Visitor<'a> {
    server: &'a Running,
    cookie: String,
    pages: &'static str,
}

impl<'a> Visitor<'a> {
    pub async fn new(server: &'a Running, pages: &'static str, name: &str, role: Role, unit: Option<&str>) -> Self {
        let person = server.person(name, role, unit).await;
        Self { server, cookie: format!("cookie: {}", server.cookie(&person).await), pages }
    }

    /// The header that says who asks.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/boards/{}/{}{rest}", self.server.board.id(), self.pages)
    }

    pub async fn get(&self, rest: &str) -> Answer {
        self.in_language(rest, "en").await
    }

    pub async fn in_language(&self, rest: &str, language: &str) -> Answer {
        let language = format!("accept-language: {language}");
        self.server.ask("GET", &self.path(rest), &[&self.cookie, &language], "").await
    }

    /// Another page of the board.
    pub async fn beside(&self, page: &str) -> Answer {
        let path = format!("/boards/{}/{page}", self.server.board.id());
        self.server.ask("GET", &path, &[&self.cookie, "accept-language: en"], "").await
    }

    pub async fn post(&self, rest: &str, pairs: &[(String, String)]) -> Answer {
        let kind = "content-type: application/x-www-form-urlencoded";
        let headers = [&self.cookie, "accept-language: en", kind];
        self.server.ask("POST", &self.path(rest), &headers, &encoded(pairs)).await
    }
}

/// Fields as an address or a form carries them.
pub fn encoded(pairs: &[(String, String)]) -> String {
    let coded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect();
    pairs.join("&")
}

pub fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// The fields of the form of a page that sends something under a base revision: hidden ones and marked rows.
pub fn fields(answer: &Answer) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(rest.split('"').next()?.replace("&amp;", "&"))
    };
    let form = answer.body.split("method=\"post\"").find(|form| form.contains("name=\"base\"")).unwrap_or_default();
    let tags = form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap());
    tags.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))).collect()
}
