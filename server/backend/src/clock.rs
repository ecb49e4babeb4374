//! The clock: the only place of this crate that asks what time it is.

use time::OffsetDateTime;

/// Milliseconds since 1970 UTC.
pub(crate) fn now() -> i64 {
    milliseconds(OffsetDateTime::now_utc())
}

/// A moment in milliseconds since 1970 UTC.
pub(crate) fn milliseconds(moment: OffsetDateTime) -> i64 {
    moment.unix_timestamp() * 1_000 + i64::from(moment.millisecond())
}
