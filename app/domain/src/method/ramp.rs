//! Capacity over time: season, the ramp of somebody new, the part of a month that somebody is there.

use super::shape::MONTHS;
use crate::calendar::{Cycle, Month};
use crate::dimension::MemberId;
use crate::spread::{Share, spread};
use serde::{Deserialize, Serialize};

/// Full capacity in hundredths of a percent.
const FULL: u32 = 10_000;

/// A multiple of every length that a month can have: 28 to 31.
const DAY_SCALE: i128 = 4 * 7 * 29 * 15 * 31;

/// Monthly capacity = season × ramp × active part; a quota is shaped in proportion to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ramp {
    /// Parts of the months of the cycle, first to last.
    pub season: [u32; 12],
    /// Capacity in the first, second … month after a start, in hundredths of a percent; full afterwards.
    pub steps: Vec<u32>,
    /// Who starts or leaves; sorted by unit. Everybody else is at full capacity all the time.
    pub activity: Vec<Activity>,
}

/// When somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Their leaf unit.
    pub unit: MemberId,
    /// Their first day; the ramp starts with its month. `None` was always there.
    pub from: Option<(Month, u8)>,
    /// Their last day; `None` stays.
    pub until: Option<(Month, u8)>,
}

impl Activity {
    /// Days of a month on which they are there.
    fn days(&self, month: Month) -> u8 {
        let first = match self.from {
            Some((start, day)) if start == month => day.max(1),
            Some((start, _)) if start > month => return 0,
            _ => 1,
        };
        let last = match self.until {
            Some((end, day)) if end == month => day.min(month.days()),
            Some((end, _)) if end < month => return 0,
            _ => month.days(),
        };
        (last + 1).saturating_sub(first)
    }
}

impl Ramp {
    /// A leaf unit's capacity in each month of the cycle, on one scale for all units of the ramp.
    pub fn capacity(&self, cycle: Cycle, unit: MemberId) -> [i128; MONTHS] {
        let activity = self.activity.binary_search_by_key(&unit, |activity| activity.unit).ok();
        let activity = activity.and_then(|place| self.activity.get(place));
        let mut capacity = self.season.map(|season| i128::from(season) * i128::from(FULL) * DAY_SCALE);
        let Some(activity) = activity else { return capacity };
        for (place, index) in capacity.iter_mut().zip(0..) {
            let month = cycle.month(index);
            let since = activity.from.map(|(start, _)| month.ordinal() - start.ordinal());
            let step = since.and_then(|since| usize::try_from(since).ok()).and_then(|since| self.steps.get(since));
            let part = i128::from(step.copied().unwrap_or(FULL));
            let active = DAY_SCALE / i128::from(month.days()) * i128::from(activity.days(month));
            *place = *place / i128::from(FULL) / DAY_SCALE * part * active;
        }
        capacity
    }
}

/// By what a quota is divided when somebody moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proration {
    /// By the season that is behind and ahead; the month of the move by its days.
    Season,
    /// By days alone.
    Days,
}

/// Divides a year's quota at a move: what belongs to the time before the day, and what to that day and after.
///
/// In rounding units; both add up to the quota exactly. With no season at all it divides by days. `None` when the month
/// is not in the cycle.
pub fn prorate(
    quota: i64,
    season: &[u32; 12],
    cycle: Cycle,
    (month, day): (Month, u8),
    by: Proration,
) -> Option<(i64, i64)> {
    let moved = cycle.index_of(month)?;
    let by_days = by == Proration::Days || season.iter().all(|weight| *weight == 0);
    let (mut before, mut after) = (0, 0);
    for (index, weight) in (0..).zip(season) {
        let days = i128::from(cycle.month(index).days());
        let gone = match index.cmp(&moved) {
            std::cmp::Ordering::Less => days,
            std::cmp::Ordering::Equal => i128::from(day).clamp(1, days) - 1,
            std::cmp::Ordering::Greater => 0,
        };
        let each = if by_days { 1 } else { DAY_SCALE / days * i128::from(*weight) };
        before += gone * each;
        after += (days - gone) * each;
    }
    let parts = spread(quota.into(), &[Share::free(before), Share::free(after)]).ok()?;
    let part = |place: usize| parts.get(place).and_then(|part| i64::try_from(*part).ok());
    part(0).zip(part(1))
}
