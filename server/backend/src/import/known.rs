//! The members that an organization already has.

use domain::dimension::MemberSource;
use serde::{Deserialize, Serialize};

/// The members that an organization already has; an import may name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownMembers {
    /// Organization units.
    pub units: Vec<MemberSource>,
    /// Products.
    pub products: Vec<MemberSource>,
    /// Channels.
    pub channels: Vec<MemberSource>,
}
