//! What if: the values of a model with other values of its levers, without changing the plan.

use super::evaluation::{Evaluation, EvaluationError};
use crate::entry::Ratio;
use serde::{Deserialize, Serialize};

/// Another value of a lever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The lever.
    pub lever: String,
    /// Its value, in its rounding units.
    pub to: i128,
}

impl Evaluation {
    /// The present value of a lever in its rounding units: of a driver that of the cycle, of a measure that of the period.
    ///
    /// # Errors
    /// [`EvaluationError`]: a name that nobody can move, a value that is too large.
    pub fn present(&self, lever: &str) -> Result<Option<i128>, EvaluationError> {
        self.lever(self.lever_node(lever)?)
    }

    /// The values with some levers at others; a lever that stays where it is keeps its months.
    ///
    /// # Errors
    /// As [`Evaluation::present`].
    pub fn simulated(&self, settings: &[Setting]) -> Result<Self, EvaluationError> {
        let mut simulated = self.clone();
        for Setting { lever, to } in settings {
            let node = self.lever_node(lever)?;
            if self.lever(node)? != Some(*to) {
                simulated.update(&self.moved(node, *to)?)?;
            }
        }
        Ok(simulated)
    }

    /// A node in the whole period in rounding units of its unit, rounded as goals are; `None` where it is null.
    pub fn steps(&self, name: &str) -> Option<i128> {
        self.steps_of(name, self.value(name)?)
    }

    /// A value of a node in rounding units of its unit.
    pub fn steps_of(&self, name: &str, value: Ratio) -> Option<i128> {
        let root = self.root(name).ok()?;
        self.to_steps(root, value).ok().map(Ratio::rounded)
    }

    fn lever_node(&self, lever: &str) -> Result<usize, EvaluationError> {
        let node = self.root(lever)?;
        let moves = self.model.nodes[node].kind.is_lever();
        moves.then_some(node).ok_or_else(|| EvaluationError::Unknown(lever.to_owned()))
    }
}
