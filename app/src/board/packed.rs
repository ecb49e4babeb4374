//! Domain values as text, for places that take only text: far smaller than JSON, and no second decoder in the browser.

use domain::live::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Packs a value as hexadecimal text.
pub fn pack<T: Serialize>(value: &T) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    encode(value).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Opens what [`pack`] has made; `None` for anything else.
pub fn unpack<T: DeserializeOwned>(text: &str) -> Option<T> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    decode(&digits.map(byte).collect::<Option<Vec<u8>>>()?).ok()
}
