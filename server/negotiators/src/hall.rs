//! Where everybody plays: what all seats share.

use crate::door::Door;
use crate::notes::Notes;
use crate::races::Races;
use domain::dimension::MemberId;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// What all seats share.
#[derive(Debug)]
pub struct Hall {
    /// Where people sign in.
    pub door: Door,
    /// Identifier of the board.
    pub board: String,
    /// How many rounds are played at every unit.
    pub rounds: u32,
    /// What happened.
    pub notes: Notes,
    /// Where rivals meet.
    pub races: Races,
    /// For every unit, who speaks for the level above: the committee's seat, or the manager of a unit above.
    pub superiors: Vec<Superior>,
    open: Mutex<BTreeSet<MemberId>>,
    letters: Mutex<BTreeSet<MemberId>>,
}

/// Who speaks for the level above a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Superior {
    /// A member of the committee, by the number of the seat.
    Committee(usize),
    /// The manager of a unit above.
    Manager(MemberId),
}

impl Hall {
    /// A hall where nothing has been said yet; who speaks for a unit above has a letter, and so have some more.
    pub fn new(door: Door, board: String, rounds: u32, superiors: Vec<Superior>, called: &[MemberId]) -> Self {
        let begin = superiors.iter().filter_map(|superior| match superior {
            Superior::Manager(unit) => Some(*unit),
            Superior::Committee(_) => None,
        });
        let letters = begin.chain(called.iter().copied()).collect();
        let units = (1..).zip(superiors.iter().skip(1)).map(|(unit, _)| unit);
        let open = Mutex::new(units.collect());
        Self {
            door,
            board,
            rounds,
            notes: Notes::default(),
            races: Races::default(),
            superiors,
            open,
            letters: Mutex::new(letters),
        }
    }

    /// Who speaks for the level above a unit.
    pub fn superior(&self, unit: MemberId) -> Option<Superior> {
        self.superiors.get(unit as usize).copied()
    }

    /// The negotiation with a unit is over.
    pub fn is_over(&self, unit: MemberId) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&unit);
    }

    /// Whether somebody still has to say something about a unit.
    pub fn is_open(&self, unit: MemberId) -> bool {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).contains(&unit)
    }

    /// Whether everything is over.
    pub fn is_empty(&self) -> bool {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// The units whose negotiation goes on.
    pub fn still_open(&self) -> Vec<MemberId> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    /// Tells the manager of a unit that there is something to answer, as a mail would.
    pub fn write_to(&self, manager: MemberId) {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).insert(manager);
    }

    /// Whether the manager of a unit has been told so, and has not come since.
    pub fn take_letter(&self, manager: MemberId) -> bool {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).remove(&manager)
    }
}
