//! Words of charts, which the server builds.

use super::texts;

texts! {
    actual { "Actual", "Real" }
}
