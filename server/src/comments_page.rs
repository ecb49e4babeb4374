//! Comments on goals, units and cells. Plain forms that work without script.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::comments_page::{self as pages, ListPage, Outcome, TopicPage};
use app::form::Query as Fields;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::actor::Actor;
use domain::command::{Command, Verb};
use domain::comment::{Comment, Topic, Wish};
use domain::inbox::{Aside, to_answer};
use domain::plan::Plan;
use uuid::Uuid;

type Pairs = Vec<(String, String)>;

/// The pages and their forms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/comments", get(list))
        .route("/boards/{board}/comments/about", get(about).post(say))
        .route("/boards/{board}/comments/{comment}", get(one))
}

/// What a page needs of its address or form.
struct Asked {
    reader: BoardReader,
    plan: Plan,
    people: Vec<Actor>,
    asides: Vec<Aside>,
    query: Fields,
}

impl Asked {
    /// # Errors
    /// The page that says that the database failed.
    async fn new(state: &AppState, reader: BoardReader, pairs: Pairs) -> Result<Self, Response> {
        let people = state.identity.people().await.map_err(|error| broken(&error))?;
        let asides = state.boards.asides(reader.board.id(), &reader.actor.person).await;
        let asides = asides.map_err(|error| broken(&error))?;
        // Whoever sees a unit may know who else does, also where they see no more of that person's own unit.
        let people = reader.board.read(|plan| people.iter().map(|person| person.on(plan.outline())).collect());
        Ok(Self { plan: reader.plan(), query: Fields(pairs), people, asides, reader })
    }

    /// Everybody else who may read what the reader says about a topic.
    fn readers(&self, topic: Topic) -> Vec<Actor> {
        let author = &self.reader.actor;
        let reads = |plan: &Plan| {
            let others = self.people.iter().filter(|actor| actor.person != author.person);
            others.filter(|actor| topic.is_read_by(plan, author, actor)).cloned().collect()
        };
        self.reader.board.read(reads)
    }

    /// The topic that the address names, where the reader may talk about it.
    fn topic(&self) -> Option<Topic> {
        let actor = &self.reader.actor;
        pages::topic_of(&self.query)
            .filter(|topic| topic.is_on(&self.plan) && topic.is_read_by(&self.plan, actor, actor))
    }

    fn waiting(&self) -> Vec<&Comment> {
        to_answer(&self.plan, &self.reader.actor, &self.asides).collect()
    }

    fn list(self, outcome: Option<&Outcome>) -> Response {
        let Self { reader, plan, .. } = &self;
        let page = ListPage { board: reader.board.id(), plan, waiting: &self.waiting(), outcome };
        reader.reader.clone().page(StatusCode::OK, |parts, me| pages::list(parts, me, page))
    }

    fn about(self, topic: Topic, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let (readers, waits) = (self.readers(topic), self.waiting().iter().any(|comment| comment.topic == topic));
        let Self { reader, plan, query, .. } = &self;
        let (board, actor) = (reader.board.id(), &reader.actor);
        let page = TopicPage { board, plan, topic, actor, readers: &readers, waits, query, outcome };
        reader.reader.clone().page(status, |parts, me| pages::topic(parts, me, page))
    }

    /// Where a page leads that was asked for what the reader does not see.
    fn back(&self) -> Response {
        Redirect::to(&format!("/boards/{}/comments", self.reader.board.id())).into_response()
    }

    fn outcome(&self) -> Option<Outcome> {
        match self.query.get("done")? {
            "read" => Some(Outcome::Read),
            _ => Some(Outcome::Done),
        }
    }
}

async fn list(
    State(state): State<AppState>,
    reader: BoardReader,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Response> {
    let asked = Asked::new(&state, reader, pairs).await?;
    let outcome = asked.outcome();
    Ok(asked.list(outcome.as_ref()))
}

async fn about(
    State(state): State<AppState>,
    reader: BoardReader,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Response> {
    let asked = Asked::new(&state, reader, pairs).await?;
    let topic = asked.topic().ok_or_else(|| asked.back())?;
    Ok(asked.about(topic, StatusCode::OK, None))
}

/// What was said together with one comment, wherever its unit is now.
async fn one(
    State(state): State<AppState>,
    Path((_, comment)): Path<(String, u64)>,
    reader: BoardReader,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Response> {
    let asked = Asked::new(&state, reader, pairs).await?;
    let found = asked.plan.comments().iter().find(|known| known.revision == comment);
    let topic = found.map(|known| known.topic).ok_or_else(|| asked.back())?;
    let outcome = asked.outcome();
    Ok(asked.about(topic, StatusCode::OK, outcome.as_ref()))
}

/// Says something about a topic, or puts aside what waits there for the reader.
async fn say(
    State(state): State<AppState>,
    reader: BoardReader,
    Query(address): Query<Pairs>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Response> {
    let asked = Asked::new(&state, reader, address.into_iter().chain(typed).collect()).await?;
    let topic = asked.topic().ok_or_else(|| asked.back())?;
    if asked.query.text("do") == "read" {
        return put_aside(&state, &asked, topic).await;
    }
    let told = match pages::told(&asked.query, &asked.readers(topic)) {
        Ok(told) => told,
        Err(unclear) => {
            return Ok(asked.about(topic, StatusCode::UNPROCESSABLE_ENTITY, Some(&Outcome::Unclear(unclear))));
        }
    };
    let wish = Wish { topic, text: asked.query.text("text").to_owned(), told };
    let base = asked.query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    let command = Command { id: Uuid::now_v7(), base, verb: Verb::Comment(Box::new(wish)) };
    match asked.reader.submit(command).await {
        Ok(comment) => {
            let board = asked.reader.board.id();
            Ok(Redirect::to(&format!("/boards/{board}/comments/{comment}?done=yes#comment-{comment}")).into_response())
        }
        Err((status, unsent)) => Ok(asked.about(topic, status, Some(&Outcome::Unsent(unsent)))),
    }
}

/// Puts aside what waits for the reader in a topic, without an answer.
async fn put_aside(state: &AppState, asked: &Asked, topic: Topic) -> Result<Response, Response> {
    let (board, person) = (asked.reader.board.id(), &asked.reader.actor.person);
    for comment in asked.waiting().into_iter().filter(|comment| comment.topic == topic) {
        let aside = Aside { thread: comment.revision, moved: comment.revision, until: None };
        state.boards.put_aside(board, person, &aside).await.map_err(|error| broken(&error))?;
    }
    Ok(Redirect::to(&format!("/boards/{board}/comments?done=read")).into_response())
}
