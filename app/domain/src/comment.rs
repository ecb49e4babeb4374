//! Comments: what people say about a cell, a unit or a goal, and whom they tell of it. No number depends on them, so no
//! browser carries them; the log does, because whatever was said about a number belongs to its record.

use crate::access;
use crate::actor::{Actor, Party, Role};
use crate::address::Address;
use crate::approval::Sealed;
use crate::decide::negotiate::worded;
use crate::dimension::MemberId;
use crate::event::{Entry, Event};
use crate::goal::Metric;
use crate::measure::Measure;
use crate::plan::Plan;
use crate::rejection::Rejection;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How many people one comment tells at most.
pub const TOLD_LIMIT: usize = 20;

/// What a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Topic {
    /// A corporate goal.
    Goal(Metric),
    /// A row of the board: a unit in everything it plans.
    Unit(MemberId),
    /// A leaf or total of a measure, in all its slices.
    Cell(Measure, Address),
}

impl Topic {
    /// The unit that whoever reads what somebody says about it sees: where it lies; about a goal, the author's own, since
    /// managers of one company need not know each other. `None` is everybody on the board.
    fn audience(self, author: &Actor) -> Option<MemberId> {
        match self {
            Self::Goal(_) => author.unit,
            Self::Unit(unit) => Some(unit),
            Self::Cell(_, at) => Some(at.unit),
        }
    }

    /// Whether one person on the board may read what another says about it.
    pub fn is_read_by(self, plan: &Plan, author: &Actor, reader: &Actor) -> bool {
        let is_on_board = reader.role != Role::Manager || reader.unit.is_some();
        is_on_board && self.audience(author).is_none_or(|unit| access::sees(plan.outline(), reader, unit))
    }

    /// Whether the board has it.
    pub fn is_on(self, plan: &Plan) -> bool {
        match self {
            Self::Goal(_) => true,
            Self::Unit(unit) => plan.outline().units.get(unit).is_some(),
            Self::Cell(_, at) => plan.outline().knows(at),
        }
    }

    fn with_units(self, number: impl Fn(MemberId) -> MemberId) -> Self {
        match self {
            Self::Goal(_) => self,
            Self::Unit(unit) => Self::Unit(number(unit)),
            Self::Cell(measure, at) => Self::Cell(measure, Address { unit: number(at.unit), ..at }),
        }
    }
}

/// What somebody wants to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What it is about.
    pub topic: Topic,
    /// The words, in Markdown.
    pub text: String,
    /// Whom it tells.
    pub told: Vec<Actor>,
}

/// Why something is not said.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// Nothing on the board that the author may see is called this.
    #[error("there is no such topic on the board")]
    TopicUnknown,
    /// Somebody would be told of what they may not see.
    #[error("{0} may not see what the comment is about")]
    MayNotSee(String),
    /// It would tell too many.
    #[error("a comment tells {TOLD_LIMIT} people at most")]
    TooManyTold,
}

/// What was said, inside [`Sealed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    unit: Option<MemberId>,
    topic: Topic,
    text: String,
    told: Vec<Party>,
}

/// A comment as the plan keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The revision that made it, by which it is called.
    pub revision: u64,
    /// Who made it.
    pub author: Party,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Who reads it: whoever sees this unit, or with `None` everybody on the board.
    pub unit: Option<MemberId>,
    /// What it is about.
    pub topic: Topic,
    /// The words, in Markdown.
    pub text: String,
    /// Whom it tells; without names where the reader need not know them.
    pub told: Vec<Party>,
}

impl Comment {
    /// Whether it tells a person.
    pub fn tells(&self, person: &str) -> bool {
        self.told.iter().any(|told| told.person == person)
    }
}

/// The comments on a board, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comments(Vec<Comment>);

impl Comments {
    /// Every comment, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Comment> {
        self.0.iter()
    }

    /// Those about a topic, oldest first.
    pub fn about(&self, topic: Topic) -> impl DoubleEndedIterator<Item = &Comment> {
        self.iter().filter(move |comment| comment.topic == topic)
    }

    /// Those that tell a person and that they have not answered: by a later comment about the same topic.
    pub fn unanswered<'a>(&'a self, person: &'a str) -> impl Iterator<Item = &'a Comment> {
        let waits = move |(place, told): (usize, &'a Comment)| {
            let answers = |later: &Comment| later.topic == told.topic && later.author.person == person;
            (told.tells(person) && !self.iter().skip(place + 1).any(answers)).then_some(told)
        };
        self.iter().enumerate().filter_map(waits)
    }

    /// Takes what an entry says.
    pub(crate) fn take(&mut self, entry: &Entry, said: &Sealed) {
        if let Some(Said { unit, topic, text, told }) = said.open() {
            let (revision, author, at) = (entry.revision, Party::from(&entry.actor), entry.at);
            self.0.push(Comment { revision, author, at, unit, topic, text, told });
        }
    }

    /// The same for who sees a part of the board. A comment for everybody tells them no names.
    pub(crate) fn seen(&self, sees: impl Fn(MemberId) -> bool) -> Self {
        let seen = |comment: &Comment| match comment.unit {
            Some(unit) => sees(unit).then(|| comment.clone()),
            None => {
                let mut known = comment.clone();
                known.told.iter_mut().for_each(|told| told.name.clear());
                Some(known)
            }
        };
        Self(self.0.iter().filter_map(seen).collect())
    }

    /// The same with other numbers for its units.
    pub(crate) fn with_units(&self, number: impl Fn(MemberId) -> MemberId) -> Self {
        let moved = |comment: &Comment| {
            let (unit, topic) = (comment.unit.map(&number), comment.topic.with_units(&number));
            Comment { unit, topic, ..comment.clone() }
        };
        Self(self.0.iter().map(moved).collect())
    }
}

impl Plan {
    /// What was said about cells, units and goals.
    pub fn comments(&self) -> &Comments {
        &self.comments
    }
}

/// An entry without what was said: nobody who follows a board is sent that.
pub(crate) fn without(entry: &Entry) -> Entry {
    let mut told = entry.clone();
    told.events.retain(|event| !matches!(event, Event::Commented(_)));
    told
}

/// Decides whether something is said.
pub(crate) fn judge(plan: &Plan, actor: &Actor, wish: &Wish) -> Result<Event, Rejection> {
    let refused = |fault| Err(Rejection::Comment(Box::new(fault)));
    let topic = wish.topic;
    if !topic.is_on(plan) || !topic.is_read_by(plan, actor, actor) {
        return refused(Fault::TopicUnknown);
    }
    if let Some(blind) = wish.told.iter().find(|told| !topic.is_read_by(plan, actor, told)) {
        return refused(Fault::MayNotSee(blind.name.clone()));
    }
    if wish.told.len() > TOLD_LIMIT {
        return refused(Fault::TooManyTold);
    }
    worded(&wish.text)?;
    let mut told: Vec<Party> = Vec::new();
    for known in wish.told.iter().filter(|told| told.person != actor.person) {
        if told.iter().all(|party| party.person != known.person) {
            told.push(Party::from(known));
        }
    }
    let said = Said { unit: topic.audience(actor), topic, text: wish.text.trim().to_owned(), told };
    Ok(Event::Commented(Sealed::of(&said)))
}
