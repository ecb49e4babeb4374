//! Somebody who plays, also while they are away: their session, and what their browser has kept.

use crate::company::Account;
use domain::dimension::MemberId;
use domain::replica::Replica;

/// Somebody who plays.
#[derive(Debug)]
pub struct Person {
    /// How they sign in.
    pub account: Account,
    /// The cookie of their session, once they have signed in.
    pub cookie: Option<String>,
    /// What their browser holds of the board.
    pub replica: Option<Replica>,
}

impl Person {
    /// Somebody who has not come yet.
    pub fn new(account: Account) -> Self {
        Self { account, cookie: None, replica: None }
    }

    /// The unit a manager answers for.
    pub fn unit(&self) -> Option<MemberId> {
        self.account.unit
    }
}
