//! How often a property is tried, and where what fails is remembered.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::FileFailurePersistence;

/// `usual` cases in every run; in the long mode (`make properties`) `PROPERTY_FACTOR` times as many. A case that fails is
/// written beside its test and tried first from then on.
pub fn cases(usual: u32) -> ProptestConfig {
    let factor = std::env::var("PROPERTY_FACTOR").ok().and_then(|factor| factor.parse().ok()).unwrap_or(1);
    ProptestConfig {
        cases: usual.saturating_mul(factor),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
        ..ProptestConfig::default()
    }
}
