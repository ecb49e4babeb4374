//! From what somebody typed at a number to the command that does it.

use super::{Entry, EntryError};
use crate::address::Address;
use crate::breakdown::implied_total;
use crate::command::Verb;
use crate::hold::{Corridor, HoldTerms};
use crate::measure::{Measure, Slice};
use crate::method::{Method, Shape};
use crate::plan::Plan;
use crate::rejection::Rejection;
use thiserror::Error;

/// Why what was typed asks for nothing that could be done.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unclear {
    /// It makes no number here.
    #[error("{0}")]
    Entry(#[from] EntryError),
    /// A rule says no before there is a number.
    #[error("{0}")]
    Rejection(#[from] Rejection),
}

impl Entry {
    /// The command that does what was typed at a number. A bare `p<` goes by last year: what stands there has its own
    /// proportion already.
    ///
    /// # Errors
    /// As [`Entry::apply`]; of a repeated value also what [`implied_total`] refuses.
    pub fn verb(&self, plan: &Plan, (slice, measure): (Slice, Measure), at: Address) -> Result<Verb, Unclear> {
        let current = plan.get(slice, measure, at);
        let present = || current.ok_or(EntryError::NeedsCurrent);
        let assign = |to, method| Verb::Assign { slice, measure, at, to, method };
        let hold = |corridor| Verb::Hold { measure, at, terms: HoldTerms { corridor, ..HoldTerms::default() } };
        Ok(match *self {
            Self::Hold => hold(None),
            Self::Corridor { low, high } => hold(Some(Corridor { low: low.unwrap_or(0), high })),
            Self::Release => Verb::Release { measure, at },
            Self::Proportional(None) => assign(Some(present()?), Method::LastYear),
            Self::Equal(to) => assign(Some(to.map_or_else(present, Ok)?), Method::Equal),
            Self::Repeat(value) => {
                let value = value.map_or_else(present, Ok)?;
                let method = Method::from(Shape::Repeat);
                let total = implied_total(plan, (slice, measure), at, value, &method)?;
                assign(total, method)
            }
            _ => assign(self.apply(current)?, Method::Current),
        })
    }
}
