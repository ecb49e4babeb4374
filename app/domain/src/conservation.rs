//! The conservation line of a unit: target = agreed + open + reserve + gap.

use crate::address::Address;
use crate::dimension::{MemberId, ROOT};
use crate::goal::Metric;
use crate::measure::{Measure, Slice};
use crate::plan::Plan;
use crate::thread::{Offer, Side};

/// Where a unit's own target stands among its children, for the whole cycle, in rounding units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conservation {
    /// What is asked of the unit: what it agreed to, else what it was offered, else the corporate goal for the company.
    pub target: i128,
    /// Agreed with children.
    pub agreed: i128,
    /// Under negotiation, at the parent's latest.
    pub open: i128,
    /// Under negotiation, at the children's latest where they have answered.
    pub open_at_children: i128,
    /// Assigned to children to whom nothing has been offered yet.
    pub reserve: i128,
}

impl Conservation {
    /// What is not assigned to any child, at the parent's latest; negative when children are asked for more.
    pub fn gap(&self) -> i128 {
        self.target - self.agreed - self.open - self.reserve
    }

    /// The same at the children's latest.
    pub fn gap_at_children(&self) -> i128 {
        self.target - self.agreed - self.open_at_children - self.reserve
    }
}

/// Reads the conservation line of a unit; `None` for a unit without children or without a target.
pub fn read(plan: &Plan, unit: MemberId, measure: Measure) -> Option<Conservation> {
    let at = Address::of(unit, ROOT);
    let asked = |unit| plan.thread_of(unit, measure).filter(|thread| !thread.state().is_over());
    let offered = asked(unit).and_then(|thread| thread.asked()).map(Offer::total);
    let goal = (unit == ROOT && measure == Measure::Revenue).then(|| plan.goal(Metric::TopLine)).flatten();
    let target = offered.or(goal).or_else(|| plan.get(Slice::Target, measure, at))?;
    let mut line = Conservation { target: target.into(), ..Conservation::default() };
    let mut children = plan.outline().child_units(unit).peekable();
    children.peek()?;
    for child in children {
        let assigned = || plan.get(Slice::Target, measure, Address::of(child, ROOT)).unwrap_or(0);
        match (asked(child), asked(child).and_then(|thread| thread.settled())) {
            (None, _) => line.reserve += i128::from(assigned()),
            (Some(_), Some(settled)) => line.agreed += i128::from(settled.total()),
            (Some(thread), None) => {
                let of = |side| thread.position(side).map(Offer::total);
                let parent = of(Side::Parent).unwrap_or_else(assigned);
                line.open += i128::from(parent);
                line.open_at_children += i128::from(of(Side::Child).unwrap_or(parent));
            }
        }
    }
    Some(line)
}
