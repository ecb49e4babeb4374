//! Deciding reorganizations.

use super::may;
use crate::access;
use crate::actor::Actor;
use crate::event::Event;
use crate::plan::Plan;
use crate::rejection::Rejection;
use crate::reorganization::{Move, MoveFault, Reorganization};

/// Moves at once.
const LIMIT: usize = 1_000;

pub(super) fn reorganize(plan: &Plan, actor: &Actor, moves: &[Move]) -> Result<Event, Rejection> {
    may(access::may_reorganize(actor))?;
    if moves.is_empty() || moves.len() > LIMIT {
        return Err(Rejection::Move(MoveFault::Unknown));
    }
    let judged = Reorganization::after(plan, moves).and_then(|next| next.carry(plan));
    judged.map_err(Rejection::Move)?;
    Ok(Event::Reorganized(moves.to_vec()))
}
