//! What a plan becomes when units have moved.

use super::{Move, Reorganization, Structure, carry, planned_moves};
use crate::event::Entry;
use crate::journal::Act;
use crate::plan::Plan;
use std::sync::Arc;

impl Plan {
    /// Goes on under the structure that moves make, which were judged before.
    pub(crate) fn reorganize(&mut self, entry: &Entry, moves: &[Move]) {
        let Ok(next) = Reorganization::after(self, moves) else { return };
        let Ok(made) = planned_moves(self, moves) else { return };
        let Ok(mut carried) = carry::carry(self, next.outline()) else { return };
        for made in &made {
            let (unit, to) = (next.renumbering().unit(made.unit), next.renumbering().unit(made.to));
            carried.note(entry, Act::Moved { unit, to, from: made.from });
        }
        let mut structure = self
            .structure()
            .cloned()
            .unwrap_or_else(|| Structure { planned: (*self.outline).clone(), moves: Vec::new() });
        structure.moves.extend(made);
        carried.structure = Some(Arc::new(structure));
        carried.reorganized = entry.revision;
        *self = carried;
    }
}
