//! What the board asks its reader before something is sent, or after it was refused.

use crate::board::state::Refusal;
use domain::address::Address;
use domain::command::Verb;
use domain::effect::Parts;
use domain::measure::Measure;
use domain::rejection::Rejection;

/// What is asked in the dialog over the board.
#[derive(Clone, Debug)]
pub enum Question {
    /// Hold a target, change its hold, or release it.
    Hold {
        /// What it counts.
        measure: Measure,
        /// The leaf or total.
        at: Address,
    },
    /// Whether an edit that changes all this is meant.
    Spread(Verb, Parts),
    /// What to do about a refusal.
    Refused(Refusal),
    /// What to take back, or make again.
    History,
}

/// Whether a refusal of a number leaves a choice: then it is asked instead of said.
pub fn leaves_a_choice(rejection: &Rejection) -> bool {
    use Rejection::{ChangedSince, Held, HeldElsewhere, NotYourHold};
    matches!(rejection, Held { .. } | HeldElsewhere { .. } | NotYourHold { .. } | ChangedSince { .. })
}

/// Whether a command belongs to a thread or tactic, where its refusal is shown too.
pub fn is_negotiated(verb: &Verb) -> bool {
    use Verb::{Accept, Ask, Counter, DropTactic, Offer, PlanTactic, ReviseTactic};
    matches!(
        verb,
        Offer { .. }
            | Counter { .. }
            | Accept { .. }
            | Ask { .. }
            | PlanTactic(_)
            | ReviseTactic { .. }
            | DropTactic { .. }
    )
}
