//! What can be wrong with a model's text, and where.

use super::unit::Unit;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Character of the line, from 1.
    pub column: u32,
}

/// Why a text is not a model: where, in which node, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("line {}, column {}: {problem}", .place.line, .place.column)]
pub struct ModelError {
    /// Where.
    pub place: Place,
    /// The node that is declared there, if it is known.
    pub node: Option<String>,
    /// What.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Problem {
    /// A character that no model has.
    #[error("the character {0:?} has no meaning here")]
    Character(char),
    /// A label without its closing quotation mark on the same line.
    #[error("the label is not closed")]
    OpenLabel,
    /// A number of too many digits.
    #[error("the number is too long")]
    LongNumber,
    /// Something else had to come here.
    #[error("found {found}, expected {expected}")]
    Expected {
        /// What the grammar asks for.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// More text, nodes or nested parentheses than a model may have.
    #[error("the model is too large or too deeply nested")]
    TooLarge,
    /// A name declared before.
    #[error("{0} is declared twice")]
    Repeated(String),
    /// The name of nothing: of no node, function, unit, measure, slice or goal.
    #[error("nothing is called {name}{}", nearest_words(.nearest))]
    Unknown {
        /// What was written.
        name: String,
        /// The known name that looks most like it.
        nearest: Option<String>,
    },
    /// A function with a wrong number of arguments.
    #[error("{function} takes {takes}")]
    Arguments {
        /// The function.
        function: String,
        /// What it takes.
        takes: String,
    },
    /// A `driver`, `measure` or `lookup` inside a longer formula: it needs a name and a unit of its own.
    #[error("{0} stands alone, under a name of its own")]
    Alone(String),
    /// A measure that another node reads already.
    #[error("{0} reads the same measure; use its name")]
    MeasureTwice(String),
    /// A unit that does not go with the others.
    #[error("expected {expected}, found {found}")]
    Units {
        /// The unit that would do.
        expected: Unit,
        /// The unit that is there.
        found: Unit,
    },
    /// A unit of a power beyond sense.
    #[error("the unit is of too high a power")]
    UnitPower,
    /// The points of a lookup do not rise from left to right.
    #[error("the points of a lookup rise from left to right")]
    Points,
    /// A stock that opens with an amount of the cycle instead of a level.
    #[error("a stock opens with a level: declare it as one")]
    Opening,
    /// A node that needs itself: the whole path, from the node back to it.
    #[error("a circle: {}", .0.join(" → "))]
    Circle(Vec<String>),
}

fn nearest_words(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|name| format!("; perhaps {name}")).unwrap_or_default()
}

/// The known name that takes the fewest changes of a letter, if it is near at all.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let best = known.map(|known| (distance(&letters, known), known)).min()?;
    (best.0 <= 1 + letters.len() / 3).then(|| best.1.to_owned())
}

/// Insertions, deletions and replacements between two words (Levenshtein 1966).
fn distance(left: &[char], right: &str) -> usize {
    let mut row: Vec<usize> = (0..=left.len()).collect();
    for (above, letter) in right.chars().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (index, &known) in left.iter().enumerate() {
            let replaced = diagonal + usize::from(known != letter);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[left.len()]
}
