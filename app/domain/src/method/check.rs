//! What a method's inputs must keep, so that nothing read from a command can stop a board or pass for a plan.

use super::shape::growth;
use super::{Activity, Corridor, Method, Profile, Shape};
use crate::address::Address;
use crate::calendar::Month;
use crate::outline::Outline;
use crate::rejection::Rejection;

/// More inputs than this are refused: a whole scenario is another slice, not an input.
const MOST_INPUTS: usize = 10_000;

/// Every node on the way down looks through what is kept: more would take too long.
const MOST_KEPT: usize = 1_000;

/// References that one blend takes.
const MOST_REFERENCES: usize = 12;

/// The widest corridor, in hundredths of a percent: its sums stay in the exact range.
const WIDEST: u32 = 1_000_000;

impl Method {
    /// Judges the inputs for a number at `at`, or for clearing it.
    ///
    /// # Errors
    /// [`Rejection::MethodInvalid`] for inputs without a meaning, [`Rejection::Unknown`] for places that are not at or
    /// below `at`, [`Rejection::Negative`], [`Rejection::TooLarge`] for more inputs than a method takes.
    pub(crate) fn check(&self, outline: &Outline, at: Address, to: Option<i64>) -> Result<(), Rejection> {
        let Self::By(profile) = self else { return Ok(()) };
        let Profile { shape, corridor, keep, .. } = &**profile;
        within(keep.len(), MOST_KEPT)?;
        let below = |place: &Address| outline.knows(*place) && outline.contains(at, *place);
        known(keep.iter().all(below))?;
        // What is cleared keeps nothing.
        meaningful(to.is_some() || keep.is_empty())?;
        meaningful(corridor.is_none_or(|Corridor { down, up }| down <= 10_000 && up <= WIDEST))?;
        match shape {
            Shape::Numbers(numbers) => {
                within(numbers.len(), MOST_INPUTS)?;
                known(numbers.iter().all(|(place, _)| below(place)))?;
                if numbers.iter().any(|(_, number)| *number < 0) {
                    return Err(Rejection::Negative);
                }
            }
            Shape::Blend(references) => within(references.len(), MOST_REFERENCES)?,
            Shape::Growth(factor) => meaningful(growth(*factor).is_some())?,
            Shape::Line(line) => meaningful(line.weights().is_some())?,
            Shape::Ramp(ramp) => {
                within(ramp.activity.len().max(ramp.steps.len()), MOST_INPUTS)?;
                let unit = |activity: &Activity| Address { unit: activity.unit, ..at };
                known(ramp.activity.iter().all(|activity| below(&unit(activity))))?;
                let in_order = ramp.activity.is_sorted_by(|one, next| one.unit < next.unit);
                meaningful(in_order && ramp.activity.iter().all(|activity| is_sound(activity, outline)))?;
            }
            _ => {}
        }
        Ok(())
    }
}

fn is_sound(activity: &Activity, outline: &Outline) -> bool {
    let sound = |day: Option<(Month, u8)>| {
        day.is_none_or(|(month, day)| {
            (0..=9999).contains(&month.year) && (1..=12).contains(&month.month) && (1..=month.days()).contains(&day)
        })
    };
    outline.is_leaf_unit(activity.unit) && sound(activity.from) && sound(activity.until)
}

fn within(inputs: usize, most: usize) -> Result<(), Rejection> {
    if inputs <= most { Ok(()) } else { Err(Rejection::TooLarge) }
}

fn known(places: bool) -> Result<(), Rejection> {
    if places { Ok(()) } else { Err(Rejection::Unknown) }
}

fn meaningful(inputs: bool) -> Result<(), Rejection> {
    if inputs { Ok(()) } else { Err(Rejection::MethodInvalid) }
}
