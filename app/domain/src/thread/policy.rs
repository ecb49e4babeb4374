//! The policy of a board's negotiations.

use super::course::Limits;
use serde::{Deserialize, Serialize};

/// The highest number of rounds, of send-backs and of days that a policy may name.
pub const HIGHEST: u16 = 99;

/// What happens at the arbiter's deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Settlement {
    /// The thread waits.
    #[default]
    Wait,
    /// The parent's last numbers are imposed.
    Parent,
    /// The child's last numbers are imposed, the parent's where the child has never named any.
    Child,
    /// The middle between both is imposed.
    Middle,
}

impl Settlement {
    /// Every settlement.
    pub const ALL: [Self; 4] = [Self::Wait, Self::Parent, Self::Child, Self::Middle];
}

/// How a board's threads are bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Rounds and send-backs.
    pub limits: Limits,
    /// Days that a side has for its answer unless the offer says otherwise; `None` is no deadline.
    pub answer_days: Option<u16>,
    /// Days that the arbiter has; `None` is no deadline.
    pub arbiter_days: Option<u16>,
    /// What happens when the arbiter lets them pass.
    pub settlement: Settlement,
}

impl Default for Policy {
    fn default() -> Self {
        let limits = Limits { rounds: 5, send_backs: 1 };
        Self { limits, answer_days: None, arbiter_days: None, settlement: Settlement::Wait }
    }
}

impl Policy {
    /// Whether its numbers are ones that a board can keep.
    pub fn is_sound(&self) -> bool {
        let days = |days: Option<u16>| days.is_none_or(|days| (1..=HIGHEST).contains(&days));
        let Limits { rounds, send_backs } = self.limits;
        (1..=HIGHEST).contains(&rounds.into())
            && u16::from(send_backs) <= HIGHEST
            && days(self.answer_days)
            && days(self.arbiter_days)
    }
}
