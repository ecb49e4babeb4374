//! From numbers of a reference to weights of a spread.

use crate::number::wide::{greatest_common_divisor, multiply_divide_half_even};
use thiserror::Error;

/// Beyond this the shares of several references are no longer brought to one scale exactly.
const LARGEST_SCALE: u128 = 1 << 100;

/// Why a reference gives no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoWeights {
    /// Numbers of both signs: a proportion between them means nothing. Equal parts, or sizes without signs, would do.
    #[error("numbers of both signs cannot be weights")]
    MixedSigns,
    /// Every number is 0, or there is none.
    #[error("there is nothing to be in proportion to")]
    Nothing,
    /// The numbers are too large to weigh against each other.
    #[error("the numbers are too large")]
    TooLarge,
}

/// Weights in proportion to numbers of one sign, whichever it is.
///
/// # Errors
/// [`NoWeights::MixedSigns`], also where both signs add up to 0; [`NoWeights::Nothing`].
pub fn proportional(numbers: Vec<i128>) -> Result<Vec<i128>, NoWeights> {
    let negative = numbers.iter().any(|number| *number < 0);
    if negative && numbers.iter().any(|number| *number > 0) {
        return Err(NoWeights::MixedSigns);
    }
    magnitude(numbers)
}

/// Weights in proportion to the sizes of numbers, whatever their signs.
///
/// # Errors
/// [`NoWeights::Nothing`]; [`NoWeights::TooLarge`] for the one number without a size in 128 bits.
pub fn magnitude(mut numbers: Vec<i128>) -> Result<Vec<i128>, NoWeights> {
    if numbers.iter().all(|number| *number == 0) {
        return Err(NoWeights::Nothing);
    }
    for number in &mut numbers {
        *number = number.checked_abs().ok_or(NoWeights::TooLarge)?;
    }
    Ok(numbers)
}

/// Weights that give each reference its part: 3 parts of last year's shares and 1 of the baseline's, say.
///
/// Each item is a reference's parts and its numbers, all of one length. A reference of nothing but zeros leaves its part
/// to the others. Exact while the common multiple of the references' totals has at most 100 bits; beyond that each
/// share is rounded half to even at 2⁻¹⁰⁰.
///
/// # Errors
/// [`NoWeights::MixedSigns`] when one of them has both signs; [`NoWeights::Nothing`] when all are zero or have no parts;
/// [`NoWeights::TooLarge`].
pub fn blend(references: Vec<(u32, Vec<i128>)>) -> Result<Vec<i128>, NoWeights> {
    let mut known = Vec::with_capacity(references.len());
    let mut scale = 1u128;
    for (parts, numbers) in references.into_iter().filter(|(parts, _)| *parts > 0) {
        let weights = match proportional(numbers) {
            Err(NoWeights::Nothing) => continue,
            other => other?,
        };
        let sum = weights.iter().try_fold(0i128, |sum, weight| sum.checked_add(*weight)).ok_or(NoWeights::TooLarge)?;
        let sum = sum.unsigned_abs();
        // Once beyond the largest it stays there.
        scale = (sum / greatest_common_divisor(scale, sum)).saturating_mul(scale).min(LARGEST_SCALE + 1);
        known.push((parts, weights, sum));
    }
    let scale = scale.min(LARGEST_SCALE);
    let length = known.first().ok_or(NoWeights::Nothing)?.1.len();
    let mut blended = vec![0i128; length];
    for (parts, weights, sum) in known {
        for (place, weight) in blended.iter_mut().zip(weights) {
            let share = multiply_divide_half_even(weight.unsigned_abs(), scale, sum);
            let share = share.and_then(|share| i128::try_from(share).ok()?.checked_mul(parts.into()));
            *place = share.and_then(|share| place.checked_add(share)).ok_or(NoWeights::TooLarge)?;
        }
    }
    Ok(blended)
}
