//! The journal: who changed what, when and how, for people to read.

use crate::address::Address;
use crate::dimension::Name;
use crate::goal::GoalTarget;
use crate::measure::{Measure, Slice};
use crate::method::MethodName;
use crate::tactic::TacticId;
use crate::thread::{Side, ThreadDeed, ThreadId};
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::Arc;

/// Lines in a page of the journal.
const PAGE: usize = 64;

/// What happened on a board, oldest first. Copies share all but the last few lines.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// Full pages.
    pages: Arc<Vec<Arc<Vec<JournalEntry>>>>,
    /// The lines after them, less than a page.
    last: Vec<JournalEntry>,
}

impl Journal {
    /// Every line, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &JournalEntry> {
        self.pages.iter().flat_map(|page| page.iter()).chain(&self.last)
    }

    /// The latest line.
    pub fn last(&self) -> Option<&JournalEntry> {
        self.last.last().or_else(|| self.pages.last()?.last())
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.pages.len() * PAGE + self.last.len()
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A name as the latest line has it, else a new one.
    pub(crate) fn author(&self, name: &str) -> Author {
        let latest = self.last().map(|line| &line.author).filter(|author| ***author == *name);
        latest.cloned().unwrap_or_else(|| Author(name.into()))
    }

    /// Adds a line.
    pub(crate) fn push(&mut self, line: JournalEntry) {
        self.last.push(line);
        if self.last.len() == PAGE {
            let page = std::mem::replace(&mut self.last, Vec::with_capacity(PAGE));
            Arc::make_mut(&mut self.pages).push(Arc::new(page));
        }
    }
}

impl FromIterator<JournalEntry> for Journal {
    fn from_iter<I: IntoIterator<Item = JournalEntry>>(lines: I) -> Self {
        let mut journal = Self::default();
        lines.into_iter().for_each(|line| journal.push(line));
        journal
    }
}

impl PartialEq for Journal {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Journal {}

/// A name that the lines of one author share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Author(Arc<str>);

impl Deref for Author {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Author {
    fn from(name: String) -> Self {
        Self(name.into())
    }
}

impl From<Author> for String {
    fn from(author: Author) -> Self {
        author.0.to_string()
    }
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// The revision.
    pub revision: u64,
    /// Name of who did it.
    pub author: Author,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// What they did.
    pub act: Act,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Wrote a number, or took one back.
    Wrote {
        /// Target or commitment.
        slice: Slice,
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
        /// Before, in rounding units.
        from: Option<i64>,
        /// After.
        to: Option<i64>,
        /// How many leaf cells of the unit moved; 0 where the reader may only see its total.
        cells: u32,
        /// How a total was broken down.
        method: MethodName,
        /// Whether it took an earlier assignment back.
        undo: bool,
    },
    /// Made an offer or counter-offer.
    Offered {
        /// The thread.
        thread: ThreadId,
        /// The child end.
        unit: u32,
        /// What is offered.
        measure: Measure,
        /// For which side.
        side: Side,
        /// The sum offered, in rounding units.
        total: i64,
    },
    /// Accepted the offer on the table.
    Accepted {
        /// The thread.
        thread: ThreadId,
        /// The child end.
        unit: u32,
        /// What was agreed.
        measure: Measure,
        /// The sum agreed, in rounding units.
        total: i64,
    },
    /// Held or released a target.
    Held {
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
        /// Whether it is held from now on.
        held: bool,
    },
    /// Set a corporate goal.
    SetGoal(GoalTarget),
    /// A hold came to its end by itself.
    Expired {
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
    },
    /// Planned, changed or dropped a tactic.
    Tactic {
        /// The tactic.
        tactic: TacticId,
        /// What it is, or was, called.
        name: Name,
        /// Where it acts.
        unit: u32,
        /// What was done.
        deed: TacticDeed,
    },
    /// Wrote the text of the driver tree.
    SetModel {
        /// Whether it is the default again.
        is_default: bool,
    },
    /// Moved a thread beside offers, accepts and questions.
    Negotiated {
        /// The thread.
        thread: ThreadId,
        /// The child end.
        unit: u32,
        /// What is negotiated.
        measure: Measure,
        /// What was done.
        deed: ThreadDeed,
    },
    /// Bounded the threads of the board.
    SetPolicy,
    /// Moved a unit to another parent.
    Moved {
        /// The unit.
        unit: u32,
        /// Its new parent.
        to: u32,
        /// Its first month there.
        from: u32,
    },
}

/// What somebody did with a tactic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TacticDeed {
    /// Planned it.
    Planned,
    /// Changed it.
    Revised,
    /// Took it off the board.
    Dropped,
}
