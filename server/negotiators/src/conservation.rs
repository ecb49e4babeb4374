//! The conservation line of every parent, worked out again by hand: from the threads alone on one side, from the leaf
//! cells alone on the other, and held against what the engine says.

use crate::table::{self, MEASURE};
use domain::address::Address;
use domain::conservation;
use domain::dimension::{MemberId, ROOT};
use domain::goal::Metric;
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::thread::{Offer, Side};
use std::collections::BTreeMap;

/// How many parents there are, and what does not tie.
#[derive(Debug, Default)]
pub struct Lines {
    /// Parents whose line was read.
    pub parents: usize,
    /// For each parent that does not tie, why.
    pub untied: BTreeMap<MemberId, String>,
}

/// Reads every line of a plan.
pub fn read(plan: &Plan) -> Lines {
    let mut lines = Lines::default();
    let targets = by_hand(plan, Slice::Target, MEASURE);
    let commitments = by_hand(plan, Slice::Commitment, MEASURE);
    let units = &plan.outline().units;
    for parent in (0..units.len()).filter(|unit| !units.is_leaf(*unit)) {
        match line(plan, parent, &targets) {
            Ok(read) => lines.parents += usize::from(read),
            Err(why) => {
                lines.parents += 1;
                lines.untied.insert(parent, why);
            }
        }
        for child in units.children(parent) {
            if let Err(why) = cells(plan, child, &targets, &commitments) {
                lines.untied.entry(parent).or_insert(why);
            }
        }
    }
    lines
}

/// What each unit's leaf cells add up to, by period.
type Sums = BTreeMap<(MemberId, MemberId), i128>;

fn by_hand(plan: &Plan, slice: Slice, measure: Measure) -> Sums {
    let (units, periods) = (&plan.outline().units, &plan.outline().periods);
    let mut sums = Sums::new();
    for (at, amount) in plan.leaves(slice, measure) {
        for unit in units.upwards(at.unit) {
            for period in periods.upwards(at.period) {
                *sums.entry((unit, period)).or_default() += i128::from(amount);
            }
        }
    }
    sums
}

fn of(sums: &Sums, unit: MemberId, period: MemberId) -> i128 {
    sums.get(&(unit, period)).copied().unwrap_or_default()
}

/// target = agreed + open + reserve + gap, each from its own source; false where there is no target.
fn line(plan: &Plan, parent: MemberId, targets: &Sums) -> Result<bool, String> {
    let (mut agreed, mut open, mut reserve) = (0, 0, 0);
    for child in plan.outline().units.children(parent) {
        match plan.thread_of(child, MEASURE) {
            None => reserve += of(targets, child, ROOT),
            Some(thread) if table::is_settled(thread) => {
                agreed += table::settled(thread).map_or(0, |offer| i128::from(offer.total()));
            }
            Some(thread) => {
                let asked = thread.position(Side::Parent).map(Offer::total).map(i128::from);
                open += asked.unwrap_or_else(|| of(targets, child, ROOT));
            }
        }
    }
    let own = plan.thread_of(parent, MEASURE);
    let asked = own.and_then(|thread| table::settled(thread).or_else(|| thread.position(Side::Parent)));
    let goal = || (parent == ROOT).then(|| plan.goal(Metric::TopLine)).flatten();
    let stands = targets.get(&(parent, ROOT)).copied();
    let target = asked.map(Offer::total).or_else(goal).map(i128::from).or(stands);
    let (target, said) = match (target, conservation::read(plan, parent, MEASURE)) {
        // Nothing is asked of it.
        (None, None) => return Ok(false),
        (target, said) => (target.ok_or("the engine reads a line")?, said.ok_or("the engine reads no line")?),
    };
    let ours = (target, agreed, open, reserve);
    let theirs = (said.target, said.agreed, said.open, said.reserve);
    if ours != theirs {
        return Err(format!("target, agreed, open and reserve are {ours:?}, the engine says {theirs:?}"));
    }
    let sum = said.agreed + said.open + said.reserve + said.gap();
    if said.target != sum || said.gap() != target - agreed - open - reserve {
        return Err(format!("the target is {}, agreed, open, reserve and gap come to {sum}", said.target));
    }
    let children = plan.outline().units.children(parent).map(|child| of(targets, child, ROOT)).sum::<i128>();
    let total = plan.get(Slice::Target, MEASURE, Address::of(parent, ROOT)).unwrap_or_default();
    if children != i128::from(total) {
        return Err(format!("the children's targets come to {children}, their total says {total}"));
    }
    Ok(true)
}

/// What was said about a unit stands in its cells: what was agreed everywhere; what is open where nobody below can move
/// it, the level above's offer in the targets and the unit's own in the commitments.
fn cells(plan: &Plan, unit: MemberId, targets: &Sums, commitments: &Sums) -> Result<(), String> {
    let Some(thread) = plan.thread_of(unit, MEASURE) else { return Ok(()) };
    let stands = |offer: &Offer, slice: &str, sums: &Sums| {
        for number in &offer.numbers {
            let found = of(sums, unit, number.period);
            if found != i128::from(number.amount) {
                return Err(format!(
                    "unit {unit}, period {}: {} was offered in revision {}, the {slice} come to {found}",
                    number.period, number.amount, offer.revision
                ));
            }
        }
        Ok(())
    };
    if let Some(offer) = table::settled(thread) {
        let agreed = by_offer(plan, unit, offer);
        if agreed != Some(true) {
            return Err(format!("unit {unit}: agreed numbers differ from revision {}", offer.revision));
        }
        return stands(offer, "targets", targets);
    }
    if !plan.outline().units.is_leaf(unit) {
        return Ok(());
    }
    if let Some(offer) = thread.position(Side::Parent) {
        stands(offer, "targets", targets)?;
    }
    // What is agreed above takes the targets for the commitments of everything below, also where a unit has countered.
    let above = plan.outline().units.upwards(unit).skip(1);
    let agreed = above.filter_map(|above| table::settled_by(plan.thread_of(above, MEASURE)?)).max();
    let countered = thread.latest().filter(|offer| offer.side == Side::Child && agreed < Some(offer.revision));
    match countered {
        Some(offer) => stands(offer, "commitments", commitments),
        None => Ok(()),
    }
}

/// Whether the agreed numbers of a unit are those of an offer, period by period.
fn by_offer(plan: &Plan, unit: MemberId, offer: &Offer) -> Option<bool> {
    let numbers = &offer.numbers;
    let same = |number: &domain::thread::OfferNumber| {
        let stands = plan.get(Slice::Agreed, MEASURE, Address::of(unit, number.period)).unwrap_or_default();
        stands == number.amount
    };
    (!numbers.is_empty()).then(|| numbers.iter().all(same))
}
