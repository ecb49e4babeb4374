//! Exact products of 256 bits, for comparing and sharing without overflow.

use std::cmp::Ordering;

/// Compares `a·b` with `c·d`.
pub(crate) fn compare_products(a: i128, b: i128, c: i128, d: i128) -> Ordering {
    if let (Some(left), Some(right)) = (a.checked_mul(b), c.checked_mul(d)) {
        return left.cmp(&right);
    }
    let left_sign = a.signum() * b.signum();
    let right_sign = c.signum() * d.signum();
    left_sign.cmp(&right_sign).then_with(|| {
        let left = product(a.unsigned_abs(), b.unsigned_abs());
        let right = product(c.unsigned_abs(), d.unsigned_abs());
        if left_sign < 0 { right.cmp(&left) } else { left.cmp(&right) }
    })
}

/// `a·b ÷ divisor`: quotient and remainder; `None` when the divisor is 0 or the quotient has more than 128 bits.
pub(crate) fn multiply_divide(a: u128, b: u128, divisor: u128) -> Option<(u128, u128)> {
    if let Some(product) = a.checked_mul(b) {
        return Some((product.checked_div(divisor)?, product % divisor));
    }
    let (high, low) = product(a, b);
    if high >= divisor {
        return None;
    }
    let mut remainder = high;
    let mut quotient = 0u128;
    for bit in (0..128).rev() {
        let carried = remainder >> 127 == 1;
        remainder = (remainder << 1) | ((low >> bit) & 1);
        // The remainder was below the divisor, so its double minus the divisor fits again in 128 bits.
        if carried || remainder >= divisor {
            remainder = remainder.wrapping_sub(divisor);
            quotient |= 1 << bit;
        }
    }
    Some((quotient, remainder))
}

/// `a·b ÷ divisor`, ties to the even neighbour; `None` as in [`multiply_divide`].
pub(crate) fn multiply_divide_half_even(a: u128, b: u128, divisor: u128) -> Option<u128> {
    let (quotient, remainder) = multiply_divide(a, b, divisor)?;
    let up = match remainder.cmp(&(divisor - remainder)) {
        Ordering::Less => false,
        Ordering::Equal => quotient % 2 == 1,
        Ordering::Greater => true,
    };
    quotient.checked_add(u128::from(up))
}

/// The greatest common divisor; that of a number and 0 is the number.
pub(crate) fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        // A 64-bit remainder is far cheaper, and most numbers here are short.
        if let (Ok(mut short_a), Ok(mut short_b)) = (u64::try_from(a), u64::try_from(b)) {
            while short_b != 0 {
                (short_a, short_b) = (short_b, short_a % short_b);
            }
            return u128::from(short_a);
        }
        (a, b) = (b, a % b);
    }
    a
}

/// The product in two words, the high one first, so that pairs compare like numbers.
fn product(a: u128, b: u128) -> (u128, u128) {
    let (low, high) = a.carrying_mul(b, 0);
    (high, low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_product_divided_by_one_of_its_factors_is_the_other(a: u128, b in 1u128.., r: u128) {
            prop_assert_eq!(multiply_divide(a, b, b), Some((a, 0)));
            // (a·b) ÷ d = q rest r, checked modulo 2^128 and by r < d.
            if let Some((quotient, remainder)) = multiply_divide(a, b, r) {
                prop_assert!(remainder < r);
                prop_assert_eq!(quotient.wrapping_mul(r).wrapping_add(remainder), a.wrapping_mul(b));
            }
        }

        #[test]
        fn products_compare_alike_when_both_sides_are_scaled(a: i32, b: i32, c: i32, d: i32) {
            let (a, b, c, d) = (i128::from(a), i128::from(b), i128::from(c), i128::from(d));
            let plain = (a * b).cmp(&(c * d));
            prop_assert_eq!(compare_products(a, b, c, d), plain);
            prop_assert_eq!(compare_products(a << 90, b << 90, c << 90, d << 90), plain);
        }
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!(multiply_divide(1, 1, 0), None);
        assert_eq!(multiply_divide(u128::MAX, u128::MAX, 0), None);
        assert_eq!(multiply_divide(u128::MAX, u128::MAX, 1), None);
    }

    #[test]
    fn halves_go_to_the_even_neighbour() {
        for (numerator, expect) in [(1, 0), (2, 1), (3, 2), (5, 2), (7, 4)] {
            assert_eq!(multiply_divide_half_even(numerator, 1, 2), Some(expect));
        }
    }
}
