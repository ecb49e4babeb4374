//! Numbers and moments as people read them: pure, so that the server and the browser write the same characters.

mod format;
mod moment;
mod region;
pub(crate) mod wide;

pub(crate) use format::write_decimal;
pub use format::{
    Magnitude, format_compact, format_exact, format_percent, format_scaled, format_signed, format_unmistakable,
    with_sign,
};
pub use moment::format_moment;
pub use region::{Language, Region};

/// U+2212, as wide as a digit and a plus; a hyphen is neither.
pub const MINUS: char = '\u{2212}';

/// U+00A0, so that a number is never parted from its suffix.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// U+202F, a narrow space that does not break: between thousands it cannot be taken for a decimal sign.
pub const THIN_SPACE: char = '\u{202f}';
