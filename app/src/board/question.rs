//! What the board asks its reader before something is sent, or after it was refused.

use crate::board::display;
use crate::board::rejection;
use crate::board::rules::rules;
use crate::board::sheet::{Column, ColumnKind};
use crate::board::state::{BoardState, Refusal};
use crate::text::{board as text, dialog, rejection as words};
use domain::access;
use domain::address::Address;
use domain::command::Verb;
use domain::dimension::Name;
use domain::effect::Parts;
use domain::journal::Act;
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::rejection::Rejection;
use leptos::prelude::*;

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

impl BoardState {
    /// Takes back the reader's last change, or makes again what they took back, and says which.
    pub fn go(&self, verb: Verb) {
        if !self.decides() {
            return;
        }
        let says = if matches!(verb, Verb::Undo) { text::undone } else { dialog::redone };
        let said = if self.submit(verb) {
            self.with_plan_untracked(|plan| {
                let Act::Wrote { measure, at, to, .. } = &plan.journal().last()?.act else { return None };
                let place = rejection::place(plan.outline(), *at, self.region);
                let number = match to {
                    Some(to) => display::exact(*to, plan.outline().decimals(*measure), self.region),
                    None => text::empty_cell(self.region).to_owned(),
                };
                Some(says(self.region, place, number))
            })
            .flatten()
        } else {
            let refused = self.refusal.with_untracked(|refusal| refusal.as_ref().map(|known| known.rejection.clone()));
            refused.and_then(|rejection| {
                let measure = Measure::Revenue;
                self.with_plan_untracked(|plan| rejection::sentence(&rejection, plan.outline(), measure, self.region))
            })
        };
        self.announcement.set(said.unwrap_or_default());
    }

    /// Asks how the target of the selected unit and period is to be held.
    pub fn ask_hold(&self) {
        let asked = self.selected.get_untracked().and_then(|selection| {
            let columns = untrack(|| self.columns());
            // The year's target stands for the unit's name and for what has no period.
            let year = Column { kind: ColumnKind::Gap, period: Name::default() };
            let column = selection.column.checked_sub(1).and_then(|place| columns.get(place)).unwrap_or(&year);
            let (measure, at) =
                self.options.with_untracked(|options| (options.measure, options.address(selection.unit, column)));
            let actor = untrack(|| self.actor());
            let may = |plan: &Plan| access::may_assign(plan.outline(), &actor, Slice::Target, at.unit);
            Some(self.with_plan_untracked(may)?.then_some(Question::Hold { measure, at }))
        });
        match asked {
            Some(Some(question)) => self.question.set(Some(question)),
            Some(None) => self.announcement.set(words::not_allowed(self.region).to_owned()),
            None => self.announcement.set(dialog::select_first(self.region).to_owned()),
        }
    }

    /// Shows what an edit would change, and asks whether it is meant; whether there is anything to ask.
    pub fn ask_first(&self, verb: &Verb) -> bool {
        let command = self.command(verb.clone());
        let parts = self.replica.with_untracked(|replica| {
            let replica = replica.as_ref()?;
            (rules()?.parts)(replica.plan(), &command, replica.actor()).ok()
        });
        let asks = parts.is_some();
        if let Some(parts) = parts {
            self.question.set(Some(Question::Spread(command.verb, parts)));
        }
        asks
    }

    /// Shows a refusal: what belongs to a thread beside it, everything else where its reader can choose what to do.
    pub fn refuse(&self, refusal: Refusal) {
        if is_negotiated(&refusal.verb) {
            self.refusal.set(Some(refusal));
        } else {
            self.question.set(Some(Question::Refused(refusal)));
        }
    }
}
