//! Deliberate races: two clients answer the same offer at the same instant. One must win, the other must be told.

use domain::dimension::MemberId;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

/// How long whoever looks for a rival waits for one.
const PATIENCE: Duration = Duration::from_millis(300);
/// How far ahead the instant lies at which both send.
const AHEAD: Duration = Duration::from_millis(8);

/// A race, by its number.
pub type RaceId = usize;

/// Somebody who is about to answer an offer, and looks for a rival.
#[derive(Debug)]
struct Invitation {
    race: RaceId,
    seat: usize,
    unit: MemberId,
    /// Revision of the offer.
    offer: u64,
    start: oneshot::Sender<Instant>,
}

/// What one of the two was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// That it happened, and its revision.
    Won(u64),
    /// That the offer is another now, and its revision; none where the thread is settled.
    Changed(Option<u64>),
    /// That what somebody else has done meanwhile holds the number.
    Held,
    /// Something else.
    Otherwise,
}

/// A place where rivals meet.
#[derive(Debug, Default)]
pub struct Races {
    open: Mutex<Vec<Invitation>>,
    outcomes: Mutex<Vec<Vec<Told>>>,
}

/// A race that has a rival: its number, and when both send.
pub type Start = (RaceId, Instant);

impl Races {
    /// Looks for a rival to an answer to an offer; `None` when nobody comes in time.
    pub async fn invite(&self, seat: usize, unit: MemberId, offer: u64) -> Option<Start> {
        let (start, mut started) = oneshot::channel();
        let race = self.announce(|race| Invitation { race, seat, unit, offer, start });
        if let Ok(started) = timeout(PATIENCE, &mut started).await {
            return started.ok().map(|at| (race, at));
        }
        self.open.lock().unwrap_or_else(PoisonError::into_inner).retain(|open| open.race != race);
        // Somebody may have come in the last moment.
        started.try_recv().ok().map(|at| (race, at))
    }

    fn announce(&self, invitation: impl FnOnce(RaceId) -> Invitation) -> RaceId {
        let mut outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        outcomes.push(Vec::new());
        let race = outcomes.len() - 1;
        self.open.lock().unwrap_or_else(PoisonError::into_inner).push(invitation(race));
        race
    }

    /// Takes up an invitation of somebody else, if `ready` to send an answer to that offer.
    pub fn join<T>(&self, seat: usize, mut ready: impl FnMut(MemberId, u64) -> Option<T>) -> Option<(Start, T)> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for place in 0..open.len() {
            let (unit, offer) = (open[place].unit, open[place].offer);
            if open[place].seat == seat {
                continue;
            }
            let Some(answer) = ready(unit, offer) else { continue };
            let invitation = open.remove(place);
            let at = Instant::now() + AHEAD;
            // Whoever has stopped waiting sends alone, and so does whoever came too late.
            if invitation.start.send(at).is_ok() {
                return Some(((invitation.race, at), answer));
            }
            return Some(((invitation.race, Instant::now()), answer));
        }
        None
    }

    /// Notes what one of the two was told.
    pub fn note(&self, race: RaceId, told: Told) {
        let mut outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outcome) = outcomes.get_mut(race) {
            outcome.push(told);
        }
    }

    /// What the two of every race were told, as far as both have run.
    pub fn outcomes(&self) -> Vec<[Told; 2]> {
        let outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        outcomes.iter().filter_map(|told| <[Told; 2]>::try_from(told.as_slice()).ok()).collect()
    }
}
