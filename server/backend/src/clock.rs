//! The clock: the only place of this crate that asks what time it is.

use std::fmt::{Debug, Formatter};
use std::sync::Arc;
use time::OffsetDateTime;

/// What a live board takes for the time: the machine's clock, or one that a test sets.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// A clock that answers with milliseconds since 1970 UTC.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Milliseconds since 1970 UTC.
    pub(crate) fn now(&self) -> i64 {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(now)
    }
}

impl Debug for Clock {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str("Clock")
    }
}

/// Milliseconds since 1970 UTC.
pub(crate) fn now() -> i64 {
    milliseconds(OffsetDateTime::now_utc())
}

/// A moment in milliseconds since 1970 UTC.
pub(crate) fn milliseconds(moment: OffsetDateTime) -> i64 {
    moment.unix_timestamp() * 1_000 + i64::from(moment.millisecond())
}
