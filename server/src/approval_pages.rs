//! Approving units: the list, a unit, the path, and what verifies signatures. Plain forms that work without script; who
//! signs proves here who they are.

use crate::board_reader::BoardReader;
use crate::signed_in::broken;
use crate::state::AppState;
use app::approval_pages::{self as pages, ListPage, Outcome, PathPage, SignaturesPage, UnitPage};
use app::form::{Errors, Query as Fields};
use app::region::region_of;
use axum::Router;
use axum::extract::{ConnectInfo, Form, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use backend::identity::{Person, SignInError};
use backend::live::PastError;
use domain::access;
use domain::actor::Actor;
use domain::approval::{Act, Action, ApprovalUnit, Approver, Party, Paths, Wish, figures, fingerprint};
use domain::command::{Command, Verb};
use domain::dimension::MemberId;
use domain::number::Region;
use domain::plan::Plan;
use std::net::SocketAddr;
use uuid::Uuid;

type Pairs = Vec<(String, String)>;

/// The pages and their forms.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/boards/{board}/approvals", get(list).post(away))
        .route("/boards/{board}/approvals/path", get(path).post(set_path))
        .route("/boards/{board}/approvals/of/{unit}", get(unit).post(act))
        .route("/boards/{board}/approvals/of/{unit}/signatures", get(signatures))
        .route("/boards/{board}/approvals/of/{unit}/figures.tsv", get(file))
}

/// What a page needs of its address or form.
struct Asked {
    reader: BoardReader,
    plan: Plan,
    people: Vec<Person>,
    query: Fields,
    now: i64,
}

impl Asked {
    /// # Errors
    /// The page that says that the database failed.
    async fn new(state: &AppState, reader: BoardReader, pairs: Pairs) -> Result<Self, Response> {
        let people = state.identity.people().await.map_err(|error| broken(&error))?;
        Ok(Self { plan: reader.plan(), query: Fields(pairs), people, now: state.boards.now(), reader })
    }

    /// Everybody but the reader who sees a unit.
    fn others(&self, unit: MemberId) -> Vec<Party> {
        let sees = |outline: &_, person: &&Person| {
            person.id != self.reader.actor.person && access::sees(outline, &person.on(outline), unit)
        };
        let others = |plan: &Plan| {
            let others = self.people.iter().filter(|person| sees(plan.outline(), person));
            others.map(party).collect()
        };
        // Whoever sees a unit may know who else does, also where they see no more of that person's own unit.
        self.reader.board.read(others)
    }

    /// Everybody who may be named in the path: for who only reads it, those who are named already.
    fn nameable(&self) -> Vec<Party> {
        if access::may_set_goals(&self.reader.actor) {
            return self.people.iter().map(party).collect();
        }
        let steps = self.plan.approvals().paths.0.iter().flat_map(|(_, path)| &path.steps);
        let approvers = steps.flat_map(|step| &step.approvers);
        let named = approvers.filter_map(|approver| match approver {
            Approver::Person { person, name } => Some(Party { person: person.clone(), name: name.clone() }),
            _ => None,
        });
        named.collect()
    }

    /// A unit by its code, where the reader sees it in detail, in the measures that the address asks for.
    fn subject(&self, code: &str) -> Option<ApprovalUnit> {
        let outline = self.plan.outline();
        let unit = outline.units.find(code).filter(|unit| access::sees(outline, &self.reader.actor, *unit))?;
        Some(pages::subject(&self.query, &self.plan, unit))
    }

    /// The paths that a form asks for.
    fn paths(&self, region: Region) -> Result<Paths, Errors> {
        let (query, paths) = (&self.query, &self.plan.approvals().paths);
        match query.text("do") {
            "group" => Ok(pages::read_grouping(query, paths)),
            _ => pages::read_path(query, paths, self.plan.outline(), &self.nameable(), region),
        }
    }

    fn list(self, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let Self { reader, plan, query, now, .. } = &self;
        let people = self.others(reader.actor.unit.unwrap_or(domain::dimension::ROOT));
        let (board, actor) = (reader.board.id(), &reader.actor);
        // Whoever is asked for a unit may be asked for it by somebody who sees no more of their own.
        let everybody: Vec<Actor> =
            reader.board.read(|plan| self.people.iter().map(|person| person.on(plan.outline())).collect());
        let page = ListPage { board, plan, actor, everybody: &everybody, people: &people, query, outcome, now: *now };
        reader.reader.clone().page(status, |parts, me| pages::list(parts, me, page))
    }

    fn path(self, status: StatusCode, outcome: Option<&Outcome>) -> Response {
        let Self { reader, plan, query, .. } = &self;
        let people = self.nameable();
        let page = PathPage { board: reader.board.id(), plan, actor: &reader.actor, people: &people, query, outcome };
        reader.reader.clone().page(status, |parts, me| pages::path(parts, me, page))
    }

    async fn unit_page(
        self,
        state: &AppState,
        subject: ApprovalUnit,
        answer: (StatusCode, Option<&Outcome>),
    ) -> Response {
        let (status, outcome) = answer;
        let person = &self.reader.reader.person;
        let has_password = match state.identity.has_password(person).await {
            Ok(has_password) => has_password,
            Err(error) => return broken(&error),
        };
        let before = match self.before(state, subject).await {
            Ok(before) => before,
            Err(error) => return broken(&error),
        };
        let people = self.others(subject.unit);
        let Self { reader, plan, query, now, .. } = &self;
        let page = UnitPage {
            board: reader.board.id(),
            plan,
            subject,
            before: before.as_ref(),
            actor: &reader.actor,
            people: &people,
            has_password,
            query,
            outcome,
            now: *now,
        };
        reader.reader.clone().page(status, |parts, me| pages::unit(parts, me, page))
    }

    /// The plan at the oldest signature that stands under other figures than now.
    async fn before(&self, state: &AppState, subject: ApprovalUnit) -> Result<Option<Plan>, PastError> {
        let Some(review) = self.plan.approvals().reviews.get(&subject) else { return Ok(None) };
        let now = fingerprint(&self.plan, subject);
        let Some(revision) = review.stale(&now).map(|assent| assent.revision).min() else { return Ok(None) };
        let (board, person) = (self.reader.board.id(), &self.reader.reader.person);
        state.boards.board_at_under(board, revision, &self.plan, person).await.map(Some)
    }
}

fn party(person: &Person) -> Party {
    Party { person: person.id.clone(), name: person.name.clone() }
}

/// Where a page leads that was asked for a unit which the reader does not see.
fn back(reader: &BoardReader) -> Response {
    Redirect::to(&format!("/boards/{}/approvals", reader.board.id())).into_response()
}

fn done(query: &Fields) -> Option<Outcome> {
    query.get("done").map(|_| Outcome::Done)
}

async fn list(State(state): State<AppState>, reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    match Asked::new(&state, reader, pairs).await {
        Ok(asked) => {
            let outcome = done(&asked.query);
            asked.list(StatusCode::OK, outcome.as_ref())
        }
        Err(failed) => failed,
    }
}

/// Names who answers for the reader while they are away, or nobody.
async fn away(State(state): State<AppState>, reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let asked = match Asked::new(&state, reader, pairs).await {
        Ok(asked) => asked,
        Err(failed) => return failed,
    };
    let region = region_of(&asked.reader.reader.parts.headers);
    let people = asked.others(asked.reader.actor.unit.unwrap_or(domain::dimension::ROOT));
    let act = match pages::absence(&asked.query, &people, region) {
        Ok(absence) => Act::Substitute(absence),
        Err(errors) => return asked.list(StatusCode::UNPROCESSABLE_ENTITY, Some(&Outcome::Problem(errors))),
    };
    match asked.reader.submit(command(act, asked.plan.revision(), asked.now)).await {
        Ok(_) => Redirect::to(&format!("/boards/{}/approvals?done=yes", asked.reader.board.id())).into_response(),
        Err((status, unsent)) => asked.list(status, Some(&Outcome::Unsent(unsent))),
    }
}

async fn path(State(state): State<AppState>, reader: BoardReader, Query(pairs): Query<Pairs>) -> Response {
    match Asked::new(&state, reader, pairs).await {
        Ok(asked) => {
            let outcome = done(&asked.query);
            asked.path(StatusCode::OK, outcome.as_ref())
        }
        Err(failed) => failed,
    }
}

async fn set_path(State(state): State<AppState>, reader: BoardReader, Form(pairs): Form<Pairs>) -> Response {
    let asked = match Asked::new(&state, reader, pairs).await {
        Ok(asked) => asked,
        Err(failed) => return failed,
    };
    let region = region_of(&asked.reader.reader.parts.headers);
    let wanted = match asked.paths(region) {
        Ok(wanted) => wanted,
        Err(errors) => return asked.path(StatusCode::UNPROCESSABLE_ENTITY, Some(&Outcome::Problem(errors))),
    };
    let base = asked.query.get("base").and_then(|base| base.parse().ok()).unwrap_or(0);
    match asked.reader.submit(command(Act::SetPaths(wanted), base, asked.now)).await {
        Ok(_) => {
            let (board, done) = (asked.reader.board.id(), Some("done=yes".to_owned()));
            Redirect::to(&pages::path_address(board, &asked.query, done)).into_response()
        }
        Err((status, unsent)) => asked.path(status, Some(&Outcome::Unsent(unsent))),
    }
}

async fn unit(
    State(state): State<AppState>,
    Path((_, code)): Path<(String, String)>,
    reader: BoardReader,
    Query(pairs): Query<Pairs>,
) -> Response {
    let asked = match Asked::new(&state, reader, pairs).await {
        Ok(asked) => asked,
        Err(failed) => return failed,
    };
    let Some(subject) = asked.subject(&code) else { return back(&asked.reader) };
    let outcome = done(&asked.query);
    asked.unit_page(&state, subject, (StatusCode::OK, outcome.as_ref())).await
}

/// Signs, or does what leads to a signature.
async fn act(
    State(state): State<AppState>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path((_, code)): Path<(String, String)>,
    reader: BoardReader,
    Query(address): Query<Pairs>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let asked = match Asked::new(&state, reader, pairs.into_iter().chain(address).collect()).await {
        Ok(asked) => asked,
        Err(failed) => return failed,
    };
    let Some(subject) = asked.subject(&code) else { return back(&asked.reader) };
    let Some(wanted) = pages::asked(&asked.query, &asked.others(subject.unit)) else {
        let unread = Outcome::Unreadable;
        return asked.unit_page(&state, subject, (StatusCode::UNPROCESSABLE_ENTITY, Some(&unread))).await;
    };
    let signs = matches!(wanted.action, Action::Submit | Action::Promote | Action::Approve | Action::Confirm);
    let mut proof = None;
    if signs {
        let refused = match state.identity.prove(&asked.reader.reader.person, &wanted.secret, from.ip()).await {
            Ok(proved) => {
                proof = Some(proved);
                None
            }
            Err(SignInError::Wrong) => match state.identity.has_password(&asked.reader.reader.person).await {
                Ok(true) => Some(Outcome::WrongPassword),
                Ok(false) => Some(Outcome::WrongName),
                Err(error) => return broken(&error),
            },
            Err(SignInError::Wait { seconds }) => Some(Outcome::Wait(seconds)),
            Err(SignInError::Store(error)) => return broken(&error),
        };
        if let Some(refused) = refused {
            return asked.unit_page(&state, subject, (StatusCode::FORBIDDEN, Some(&refused))).await;
        }
    }
    let (action, content, comment, books_gap) = (wanted.action, wanted.content, wanted.comment, wanted.books_gap);
    let act = Act::Move { subject, action, content, comment, books_gap, proof };
    match asked.reader.submit(command(act, wanted.base, asked.now)).await {
        Ok(_) => {
            let (board, outline) = (asked.reader.board.id(), asked.plan.outline());
            let address = pages::page_address(board, outline, subject, "", Some("done=yes".to_owned()));
            Redirect::to(&address).into_response()
        }
        Err((status, unsent)) => {
            let mut asked = asked;
            asked.plan = asked.reader.plan();
            asked.unit_page(&state, subject, (status, Some(&Outcome::Unsent(unsent)))).await
        }
    }
}

fn command(act: Act, base: u64, now: i64) -> Command {
    Command { id: Uuid::now_v7(), base, verb: Verb::Approve(Box::new(Wish { act, now })) }
}

/// The page to verify signatures.
async fn signatures(
    State(state): State<AppState>,
    Path((_, code)): Path<(String, String)>,
    reader: BoardReader,
    Query(pairs): Query<Pairs>,
) -> Response {
    let asked = match Asked::new(&state, reader, pairs).await {
        Ok(asked) => asked,
        Err(failed) => return failed,
    };
    let Some(subject) = asked.subject(&code) else { return back(&asked.reader) };
    let (board, person) = (asked.reader.board.id(), &asked.reader.reader.person);
    let mut chain = Vec::new();
    for kept in asked.plan.approvals().of(subject).filter(|kept| kept.record.signature.is_some()) {
        match state.boards.digest_at(board, kept.revision, person).await {
            Ok(digest) => chain.push((kept.revision, digest)),
            Err(error) => return broken(&error),
        }
    }
    let page = SignaturesPage { board, plan: &asked.plan, subject, chain: &chain };
    asked.reader.reader.clone().page(StatusCode::OK, |parts, me| pages::signatures(parts, me, page))
}

/// The figures of a unit, now or at a revision, as the text that is hashed.
async fn file(
    State(state): State<AppState>,
    Path((_, code)): Path<(String, String)>,
    reader: BoardReader,
    Query(pairs): Query<Pairs>,
) -> Response {
    let query = Fields(pairs);
    let (board, person) = (reader.board.id(), &reader.reader.person);
    let plan = match query.get("revision").map(str::parse) {
        None => reader.plan(),
        Some(Err(_)) => return StatusCode::BAD_REQUEST.into_response(),
        Some(Ok(revision)) => match state.boards.board_at(board, revision, person).await {
            Ok(plan) => plan,
            Err(PastError::NoRevision { .. }) => return StatusCode::NOT_FOUND.into_response(),
            Err(error) => return broken(&error),
        },
    };
    let actor = person.on(plan.outline());
    let unit = plan.outline().units.find(&code).filter(|unit| access::sees(plan.outline(), &actor, *unit));
    let Some(unit) = unit else { return StatusCode::NOT_FOUND.into_response() };
    // The measures of that time: others may go together by now.
    let subject = pages::subject(&query, &plan, unit);
    let headers = [
        (header::CONTENT_TYPE, "text/tab-separated-values; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"pacto-figures.tsv\""),
    ];
    (headers, figures(&plan, subject)).into_response()
}
