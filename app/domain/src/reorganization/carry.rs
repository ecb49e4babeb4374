//! Carrying a plan over to another structure.

use super::MoveFault;
use super::renumbering::Renumbering;
use crate::address::Address;
use crate::column::Column;
use crate::journal::{Act, JournalEntry};
use crate::measure::{Measure, Slice};
use crate::outline::Outline;
use crate::plan::{Plan, Redoable, Undoable};
use crate::tactic::{Tactic, settle};
use crate::thread::Thread;
use std::sync::Arc;

/// The plan with everything at the new numbers of its units, whatever is held.
pub(super) fn carry(plan: &Plan, outline: &Arc<Outline>) -> Result<Plan, MoveFault> {
    let numbers = &Renumbering::between(&plan.outline().units, &outline.units).ok_or(MoveFault::Unknown)?;
    let mut carried = Plan::new(Arc::clone(outline));
    plan.holds().iter().for_each(|hold| carried.hold(&numbers.hold(hold)));
    for slice in Slice::STORED {
        for measure in Measure::ALL {
            let column = plan.column(slice, measure).renumbered((plan.outline(), outline), numbers);
            *carried.column_mut(slice, measure) = column;
        }
    }
    carried.revision = plan.revision;
    carried.goals = plan.goals.clone();
    carried.hedge_cap = plan.hedge_cap;
    carried.model = plan.model.clone();
    carried.policy = plan.policy;
    carried.structure = plan.structure.clone();
    carried.reorganized = plan.reorganized;
    carried.stages = plan.stages.with_units(|unit| Some(numbers.unit(unit)));
    #[cfg(feature = "server")]
    {
        carried.approvals = Arc::new(plan.approvals.with_units(|unit| numbers.unit(unit)));
        carried.comments = Arc::new(plan.comments.with_units(|unit| numbers.unit(unit)));
    }
    let thread = |thread: &Thread| thread.with_units(|unit| numbers.unit(unit));
    carried.threads = plan.threads.iter().map(thread).collect();
    carried.tactics = plan.tactics.iter().map(|known| tactic(known, numbers, outline)).collect();
    let line = |line: &JournalEntry| JournalEntry { act: act(&line.act, numbers), ..line.clone() };
    carried.journal = plan.journal.iter().map(line).collect();
    let done = |done: Undoable| Undoable { assignment: numbers.assignment(&done.assignment), ..done };
    carried.undoable = plan.undoable.iter().map(|known| Arc::new(done(known.undoable(|_| true)).into())).collect();
    let back = |back: Redoable| Redoable { scope: numbers.unit(back.scope), undone: done(back.undone) };
    carried.redoable = plan.redoable.iter().map(|known| Arc::new(back(known.redoable()).into())).collect();
    if !carried.tactics.is_empty() {
        let activities = carried.tactics.iter().map(|tactic| &tactic.activity);
        let settled = settle(&carried, activities, &[Address::COMPANY]).ok_or(MoveFault::TooLarge)?;
        settled.iter().for_each(|changes| carried.change(changes));
    }
    carried.roll_up();
    Ok(carried)
}

/// A tactic at the new number of its unit. Where the unit whose target it paid for no longer contains it, it pays for its
/// own.
fn tactic(known: &Tactic, numbers: &Renumbering, outline: &Outline) -> Tactic {
    let mut tactic = known.clone();
    let (at, target) = (&mut tactic.activity.at, &mut tactic.activity.target);
    *at = numbers.address(*at);
    target.unit = numbers.unit(target.unit);
    if !outline.units.contains(target.unit, at.unit) {
        target.unit = at.unit;
    }
    tactic
}

fn act(act: &Act, numbers: &Renumbering) -> Act {
    let mut act = act.clone();
    match &mut act {
        Act::Wrote { at, .. } | Act::Held { at, .. } | Act::Expired { at, .. } => *at = numbers.address(*at),
        Act::Offered { unit, .. }
        | Act::Accepted { unit, .. }
        | Act::Negotiated { unit, .. }
        | Act::Tactic { unit, .. } => *unit = numbers.unit(*unit),
        Act::Moved { unit, to, .. } => (*unit, *to) = (numbers.unit(*unit), numbers.unit(*to)),
        Act::SetGoal(_) | Act::SetModel { .. } | Act::SetPolicy => {}
    }
    act
}

/// Refuses a structure in which a held total is not what it is held at.
pub(super) fn keeps_holds(plan: &Plan) -> Result<(), MoveFault> {
    for hold in plan.holds().iter() {
        let number = |slice| plan.get(slice, hold.measure, hold.at).unwrap_or(0);
        let agreed = hold.reason.is_agreement();
        let slices: &[Slice] = if agreed { &[Slice::Target, Slice::Agreed] } else { &[Slice::Target] };
        if let Some(number) = slices.iter().map(|slice| number(*slice)).find(|number| !hold.corridor.contains(*number))
        {
            return Err(MoveFault::Held { hold: Box::new(hold.clone()), number });
        }
    }
    Ok(())
}

impl Column {
    /// The same leaf cells under another outline, with its totals.
    fn renumbered(&self, (old, new): (&Outline, &Outline), numbers: &Renumbering) -> Self {
        let mut column = Self::default();
        for (at, row, known) in self.leaf_rows(old) {
            column.write_row(new, numbers.address(at), row, known);
        }
        column.roll_up(new);
        column
    }
}
