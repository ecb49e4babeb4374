//! Landing: the leaf cells in which the effects of tactics stand.
//!
//! A month's effect is spread over the leaf cells where the tactic acts in proportion to their baseline revenue of that
//! month, else to last year's, else equally. Revenue, units and cost of goods take the same proportion. An expense takes
//! that of the expense's own baseline or last year where there is one, so that it stands in the cells that a budget of
//! that line is spread to. Then overlap is taken out cell by cell.

use super::overlap::{Claim, net};
use super::{Activity, Effect, Months, TacticId, effect};
use crate::address::{Address, CellChange};
use crate::calendar::month_period;
use crate::dimension::{Dimension, MemberId, ROOT};
use crate::event::Changes;
use crate::measure::{Measure, Slice};
use crate::outline::{Outline, Standing};
use crate::plan::Plan;
use crate::spread::{Share, spread};

/// What a tactic brings to some of the rows where it acts.
struct Landing<'a> {
    activity: &'a Activity,
    share: Months,
    /// Which of the rows, ascending.
    places: Vec<usize>,
    /// For each of them its part of the effect.
    parts: Vec<[Months; Measure::ALL.len()]>,
}

/// The leaf rows where a tactic acts, in order; the period is the whole cycle.
fn rows(outline: &Outline, at: Address) -> Vec<Address> {
    let end = outline.units.get(at.unit).map_or(at.unit, |member| member.end);
    let leaves = |dimension: &Dimension, id| dimension.leaves(id).collect::<Vec<MemberId>>();
    let (products, channels) = (leaves(&outline.products, at.product), leaves(&outline.channels, at.channel));
    let open = |unit: &MemberId| outline.is_leaf_unit(*unit) && outline.standing(*unit) != Standing::Hidden;
    let mut rows = Vec::new();
    for unit in (at.unit..end).filter(open) {
        for &product in &products {
            rows.extend(channels.iter().map(|&channel| Address { unit, product, channel, period: ROOT }));
        }
    }
    rows
}

/// In which proportion a measure's effect of a month is spread over rows.
fn weights(plan: &Plan, rows: &[Address], measure: Measure, period: MemberId) -> Vec<Share> {
    let own = if Measure::EXPENSES.contains(&measure) { measure } else { Measure::Revenue };
    for of in [own, Measure::Revenue] {
        for slice in [Slice::Baseline, Slice::LastYear] {
            let weight = |row: &Address| plan.get(slice, of, Address { period, ..*row }).unwrap_or(0).max(0);
            let shares: Vec<Share> = rows.iter().map(|row| Share::free(weight(row).into())).collect();
            if shares.iter().any(|share| share.weight > 0) {
                return shares;
            }
        }
    }
    vec![Share::free(1); rows.len()]
}

impl<'a> Landing<'a> {
    /// The part of a tactic that lands in some of a board's rows; `None` where a number leaves the range.
    fn of(plan: &Plan, activity: &'a Activity, some: &[Address]) -> Option<Self> {
        let Effect { measures, share } = effect(plan, activity)?;
        let own = rows(plan.outline(), activity.at);
        // Both lists are in order, so that one walk finds the rows in both.
        let mut here = some.iter().enumerate().peekable();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (place, row) in own.iter().enumerate() {
            while here.next_if(|(_, other)| *other < row).is_some() {}
            if let Some((other, _)) = here.next_if(|(_, other)| *other == row) {
                found.push((place, other));
            }
        }
        let mut parts = vec![[Months::default(); Measure::ALL.len()]; found.len()];
        for month in 0..12 {
            let period = month_period(month as u8);
            let mut revenue = None;
            for measure in Measure::ALL {
                let total = measures[measure as usize][month];
                if total == 0 {
                    continue;
                }
                let numbers = if Measure::EXPENSES.contains(&measure) {
                    spread(total.into(), &weights(plan, &own, measure, period))
                } else {
                    let shares = revenue.get_or_insert_with(|| weights(plan, &own, measure, period));
                    spread(total.into(), shares)
                };
                let numbers = numbers.ok()?;
                for (part, (place, _)) in parts.iter_mut().zip(&found) {
                    part[measure as usize][month] = i64::try_from(*numbers.get(*place)?).ok()?;
                }
            }
        }
        let places = found.into_iter().map(|(_, place)| place).collect();
        Some(Self { activity, share, places, parts })
    }

    fn claim(&self, row: usize, month: usize) -> Claim<'a> {
        let of = |measure: Measure| self.parts[row][measure as usize][month];
        Claim {
            revenue: of(Measure::Revenue),
            units: of(Measure::Units),
            cost_of_goods: of(Measure::CostOfGoods),
            share: self.share[month],
            segment: self.activity.segment.as_deref(),
        }
    }

    fn take(&mut self, row: usize, month: usize, claim: &Claim<'_>) {
        let numbers = [
            (Measure::Revenue, claim.revenue),
            (Measure::Units, claim.units),
            (Measure::CostOfGoods, claim.cost_of_goods),
        ];
        for (measure, number) in numbers {
            self.parts[row][measure as usize][month] = number;
        }
    }
}

/// What every tactic that acts there brings to some rows, overlap taken out.
fn land<'a>(plan: &Plan, activities: impl Iterator<Item = &'a Activity>, some: &[Address]) -> Option<Vec<Landing<'a>>> {
    let mut landings = Vec::new();
    for activity in activities {
        let landing = Landing::of(plan, activity, some)?;
        if !landing.places.is_empty() {
            landings.push(landing);
        }
    }
    let mut next = vec![0usize; landings.len()];
    let mut meeting: Vec<usize> = Vec::new();
    for place in 0..some.len() {
        meeting.clear();
        let here = |index: &usize| landings[*index].places.get(next[*index]) == Some(&place);
        meeting.extend((0..landings.len()).filter(here));
        for month in 0..if meeting.len() > 1 { 12 } else { 0 } {
            let claims: Vec<Claim<'a>> =
                meeting.iter().map(|&index| landings[index].claim(next[index], month)).collect();
            for (&index, claim) in meeting.iter().zip(net(&claims)) {
                landings[index].take(next[index], month, &claim);
            }
        }
        meeting.iter().for_each(|&index| next[index] += 1);
    }
    Some(landings)
}

/// The leaf cells of [`Slice::Tactics`] that change at or under some addresses when these are the tactics of the board;
/// `None` where a number leaves the range.
pub(crate) fn settle<'a>(
    plan: &Plan,
    activities: impl Iterator<Item = &'a Activity>,
    under: &[Address],
) -> Option<Vec<Changes>> {
    let mut some: Vec<Address> = under.iter().flat_map(|at| rows(plan.outline(), *at)).collect();
    some.sort_unstable();
    some.dedup();
    let landings = land(plan, activities, &some)?;
    let mut changes = Vec::new();
    for measure in Measure::ALL {
        let mut sums = vec![Months::default(); some.len()];
        for landing in &landings {
            for (place, part) in landing.places.iter().zip(&landing.parts) {
                for (sum, number) in sums[*place].iter_mut().zip(part[measure as usize]) {
                    *sum = sum.checked_add(number)?;
                }
            }
        }
        let mut cells = Vec::new();
        for (row, sums) in some.iter().zip(sums) {
            for (month, sum) in (0..).zip(sums) {
                let at = Address { period: month_period(month), ..*row };
                let (from, to) = (plan.get(Slice::Tactics, measure, at), (sum != 0).then_some(sum));
                if from != to {
                    cells.push(CellChange { at, from, to });
                }
            }
        }
        if !cells.is_empty() {
            changes.push(Changes { slice: Slice::Tactics, measure, cells });
        }
    }
    Some(changes)
}

/// What a tactic of the board brings beside the others: its effect without what it shares with those that come before it.
pub fn net_effect(plan: &Plan, id: TacticId) -> Option<Effect> {
    let own = &plan.tactic(id)?.activity;
    let some = rows(plan.outline(), own.at);
    let landings = land(plan, activities(plan), &some)?;
    Some(of(&landings, own))
}

/// [`net_effect`] of every tactic, in the order of [`Plan::tactics`]; `None` where a number leaves the range.
pub fn net_effects(plan: &Plan) -> Option<Vec<Effect>> {
    let mut some: Vec<Address> = activities(plan).flat_map(|own| rows(plan.outline(), own.at)).collect();
    some.sort_unstable();
    some.dedup();
    let landings = land(plan, activities(plan), &some)?;
    Some(activities(plan).map(|own| of(&landings, own)).collect())
}

fn activities(plan: &Plan) -> impl Iterator<Item = &Activity> {
    plan.tactics().iter().map(|tactic| &tactic.activity)
}

/// The sum of what lands of an activity.
fn of(landings: &[Landing<'_>], own: &Activity) -> Effect {
    let mut effect = Effect::default();
    for landing in landings.iter().filter(|landing| std::ptr::eq(landing.activity, own)) {
        effect.share = landing.share;
        for part in &landing.parts {
            for (sums, numbers) in effect.measures.iter_mut().zip(part) {
                sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
            }
        }
    }
    effect
}
