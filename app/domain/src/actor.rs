//! People, as the rules see them.

use crate::dimension::MemberId;
use serde::{Deserialize, Serialize};

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Runs the organization: people, imports, boards; plans like the committee.
    Administrator,
    /// Sets goals, offers targets, answers counter-offers.
    Committee,
    /// Answers for a unit.
    Manager,
    /// Reads everything.
    Executive,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Committee, Self::Manager, Self::Executive];

    /// The word in the store and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Committee => "committee",
            Self::Manager => "manager",
            Self::Executive => "executive",
        }
    }

    /// The inverse of [`Role::code`].
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The author of a command: a person in a role, on one board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person's identifier.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The unit a manager answers for; `None` for everybody else, and for a manager whose unit is not on the board.
    pub unit: Option<MemberId>,
}

/// Somebody by identifier and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Their identifier.
    pub person: String,
    /// Their name at that time.
    pub name: String,
}

impl From<&Actor> for Party {
    fn from(actor: &Actor) -> Self {
        Self { person: actor.person.clone(), name: actor.name.clone() }
    }
}
