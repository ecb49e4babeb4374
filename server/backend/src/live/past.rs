//! The past of a board: its plan at any revision, what happened between two, and why a number is what it is.

use super::{BoardError, Boards, key};
use crate::identity::Person;
use crate::store::StoreError;
use crate::store::events::{BoardKey, LogEnd};
use crate::store::scenarios::{Origin, ScenarioSummary};
use domain::address::Address;
use domain::event::{Entry, Event};
use domain::live::{decode, encode};
use domain::log::ChainDigest;
use domain::node::Node;
use domain::outline::Outline;
use domain::plan::Plan;
use domain::reorganization;
use domain::snapshot::Snapshot;
use domain::view::View;
use domain::why::{Bridge, Why};
use std::sync::Arc;
use thiserror::Error;
use tokio::task::spawn_blocking;

/// Whoever looks back leaves a snapshot at every such revision, so that the next one reads fewer entries than this.
const SNAPSHOT_EVERY: u64 = 1_024;

/// Why the past cannot be told.
#[derive(Debug, Error)]
pub enum PastError {
    /// There is no such board or scenario, or not for this person.
    #[error("there is no such board")]
    Unknown,
    /// The board has no such revision, or it lies before the one to begin with.
    #[error("the board has no revision {revision} behind what was read, which ends with {last}")]
    NoRevision {
        /// What was asked for.
        revision: u64,
        /// The last revision that was read.
        last: u64,
    },
    /// The work was interrupted.
    #[error("the work was interrupted")]
    Interrupted,
    /// The store failed, or the log is damaged.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A whole plan and the end of the log that it stands for; no plan before the opening.
#[derive(Debug)]
pub(super) struct Past {
    pub plan: Option<Plan>,
    pub end: LogEnd,
}

impl Past {
    pub const BEGINNING: Self = Self { plan: None, end: LogEnd::START };

    /// Asserts that it is the past of a revision.
    fn reaches(self, revision: u64) -> Result<Self, PastError> {
        let last = self.end.revision;
        if last == revision { Ok(self) } else { Err(PastError::NoRevision { revision, last }) }
    }
}

impl Boards {
    /// The plan of a board at a revision, from 1 on, as a person may see it.
    ///
    /// # Errors
    /// There is no such board or revision, its log is damaged, or the store failed.
    pub async fn board_at(&self, board: &str, revision: u64, person: &Person) -> Result<Plan, PastError> {
        self.seen_at(board, revision, person, Ok).await
    }

    /// The same under the tree of a later plan of the board, so that both can be read side by side.
    ///
    /// # Errors
    /// Those of [`Boards::board_at`]; [`PastError::Unknown`] where the other outline has other members.
    pub async fn board_at_under(
        &self,
        board: &str,
        revision: u64,
        later: &Plan,
        person: &Person,
    ) -> Result<Plan, PastError> {
        if later.reorganized() <= revision {
            return self.board_at(board, revision, person).await;
        }
        let origin = self.origin_for(board, person).await?;
        let outline = Arc::clone(self.whole_at(board, &origin, later.revision()).await?.outline());
        let lay = move |plan: Plan| reorganization::laid_out(&plan, &outline).ok_or(PastError::Unknown);
        self.seen_at(board, revision, person, lay).await
    }

    async fn seen_at(
        &self,
        board: &str,
        revision: u64,
        person: &Person,
        lay: impl FnOnce(Plan) -> Result<Plan, PastError> + Send + 'static,
    ) -> Result<Plan, PastError> {
        let origin = self.origin_for(board, person).await?;
        let (plan, person) = (self.whole_at(board, &origin, revision).await?, person.clone());
        let seen = spawn_blocking(move || {
            let plan = lay(plan)?;
            Ok(View::new(plan.outline(), &person.on(plan.outline())).plan(&plan))
        });
        seen.await.map_err(|_| PastError::Interrupted)?
    }

    async fn whole_at(&self, board: &str, origin: &Origin, revision: u64) -> Result<Plan, PastError> {
        let past = self.rebuilt(&key(board), origin, revision).await?;
        past.plan.ok_or(PastError::NoRevision { revision, last: past.end.revision })
    }

    /// Gives every entry behind one revision up to another, itself included, as a person may see it, in order; 0 begins
    /// with the opening. With [`Self::board_at`] of the first they replay what happened between the two.
    ///
    /// # Errors
    /// There is no such board or revision, its log is damaged, or the store failed; entries may have been given before.
    pub async fn replay_between(
        &self,
        board: &str,
        (after, until): (u64, u64),
        person: &Person,
        mut each: impl FnMut(Entry) + Send,
    ) -> Result<(), PastError> {
        self.replay_beside(board, (after, until), person, |entry, _| each(entry)).await
    }

    /// The same; where an entry moved units, with the plan right behind it as the person may see it.
    async fn replay_beside(
        &self,
        board: &str,
        (after, until): (u64, u64),
        person: &Person,
        mut each: impl FnMut(Entry, Option<Plan>) + Send,
    ) -> Result<(), PastError> {
        let (key, origin) = (key(board), self.origin_for(board, person).await?);
        let mut past = self.rebuilt(&key, &origin, after).await?;
        let mut view: Option<View> = None;
        let mut told = |plan: &Plan, entry: Entry| {
            let seen_by = || View::new(plan.outline(), &person.on(plan.outline()));
            if entry.reorganizes() {
                view = None;
            }
            let view = view.get_or_insert_with(seen_by);
            // With the plan right behind it: the numbers of a rest are those of that revision.
            each(view.entry(plan, &entry), entry.reorganizes().then(|| view.plan(plan)));
        };
        if let Origin::Branch(scenario) = &origin
            && after < scenario.revision
        {
            past = self.go_on(&self::key(&scenario.board), past, until.min(scenario.revision), &mut told).await?;
        }
        self.go_on(&key, past, until, told).await?.reaches(until)?;
        Ok(())
    }

    /// Why a number is what it is in a plan of the board as a person may see it: its bridge since a revision; 0 is since the
    /// opening.
    ///
    /// # Errors
    /// There is no such board or revision, its log is damaged, or the store failed.
    pub async fn why(
        &self,
        board: &str,
        (since, plan): (u64, &Plan),
        person: &Person,
        node: Node,
    ) -> Result<Bridge, PastError> {
        let begun = match plan.reorganized() > since {
            // Units have moved in between: the number is followed by the code of its unit.
            true => {
                let origin = self.origin_for(board, person).await?;
                renumbered(node, plan, self.whole_at(board, &origin, since.max(1)).await?.outline())
            }
            false => node,
        };
        let mut why = match since {
            0 => Why::from_the_beginning(begun),
            _ => Why::since(begun, self.board_at(board, since, person).await?),
        };
        self.replay_beside(board, (since, plan.revision()), person, |entry, moved| match moved {
            Some(seen) => {
                let node = renumbered(node, plan, seen.outline());
                why.reorganize(&entry, seen, node);
            }
            None => why.follow(&entry),
        })
        .await?;
        Ok(why.bridge())
    }

    /// The digest of the chain at a revision, of the log that holds it.
    ///
    /// # Errors
    /// There is no such board or revision, or the store failed.
    pub async fn digest_at(&self, board: &str, revision: u64, person: &Person) -> Result<ChainDigest, PastError> {
        let origin = self.origin_for(board, person).await?;
        let log = match &origin {
            Origin::Branch(scenario) if revision <= scenario.revision => key(&scenario.board),
            _ => key(board),
        };
        let end = self.store.log_end_at(&log, revision).await?;
        end.map(|end| end.digest).ok_or(PastError::NoRevision { revision, last: 0 })
    }

    /// The last revision of a board at or before a moment, in milliseconds since 1970 UTC; `None` before its first.
    ///
    /// # Errors
    /// There is no such board, or the store failed.
    pub async fn revision_by(&self, board: &str, moment: i64, person: &Person) -> Result<Option<u64>, PastError> {
        let origin = self.origin_for(board, person).await?;
        let own = self.store.revision_by(&key(board), moment).await?;
        match (own, origin) {
            (None, Origin::Branch(scenario)) => {
                let shared = self.store.revision_by(&key(&scenario.board), moment).await?;
                Ok(shared.map(|revision| revision.min(scenario.revision)))
            }
            (own, _) => Ok(own),
        }
    }

    /// The whole plan where a scenario branches off, shared with its board where that still stands there.
    pub(super) async fn branching_point(&self, scenario: &ScenarioSummary) -> Result<Past, BoardError> {
        let (board, revision) = (key(&scenario.board), scenario.revision);
        let open = self.cell(&scenario.board, false).and_then(|cell| cell.get().cloned());
        let plan = open.and_then(|open| open.read(|plan| (plan.revision() == revision).then(|| plan.clone())));
        if let Some(plan) = plan
            && let Some(end) = self.store.log_end_at(&board, revision).await?
        {
            return Ok(Past { plan: Some(plan), end });
        }
        self.rebuilt(&board, &Origin::Opening, revision).await.map_err(|error| match error {
            PastError::Store(error) => error.into(),
            _ => BoardError::NoBranchingPoint,
        })
    }

    async fn origin_for(&self, board: &str, person: &Person) -> Result<Origin, PastError> {
        let origin = self.store.origin(&key(board)).await?;
        origin.filter(|origin| origin.is_open_to(&person.id)).ok_or(PastError::Unknown)
    }

    /// The whole plan at a revision, from the nearest snapshot and what follows it.
    async fn rebuilt(&self, board: &BoardKey, origin: &Origin, revision: u64) -> Result<Past, PastError> {
        let mut past = match origin {
            // Up to where it branches off, the past of a scenario is its board's.
            Origin::Branch(scenario) if revision <= scenario.revision => {
                return Box::pin(self.rebuilt(&key(&scenario.board), &Origin::Opening, revision)).await;
            }
            Origin::Branch(scenario) => match self.nearest(board, revision).await? {
                Past { plan: None, .. } => {
                    let shared = key(&scenario.board);
                    Box::pin(self.rebuilt(&shared, &Origin::Opening, scenario.revision)).await?
                }
                past => past,
            },
            Origin::Opening => self.nearest(board, revision).await?,
        };
        let kept = revision - revision % SNAPSHOT_EVERY;
        if kept > past.end.revision {
            past = self.go_on(board, past, kept, |_, _| ()).await?;
            if past.end.revision == kept {
                self.keep(board, &past).await?;
            }
        }
        self.go_on(board, past, revision, |_, _| ()).await?.reaches(revision)
    }

    async fn nearest(&self, board: &BoardKey, revision: u64) -> Result<Past, PastError> {
        let Some((end, bytes)) = self.store.snapshot_before(board, revision).await? else {
            return Ok(Past::BEGINNING);
        };
        let opened = spawn_blocking(move || decode::<Snapshot>(&bytes).ok().map(Snapshot::open));
        let plan = opened.await.map_err(|_| PastError::Interrupted)?.filter(|plan| plan.revision() == end.revision);
        Ok(plan.map_or(Past::BEGINNING, |plan| Past { plan: Some(plan), end }))
    }

    /// Keeps a snapshot; that it could not be kept is no reason not to answer.
    async fn keep(&self, board: &BoardKey, past: &Past) -> Result<(), PastError> {
        let Some(plan) = past.plan.clone() else { return Ok(()) };
        let bytes = spawn_blocking(move || encode(&Snapshot::of(&plan)));
        let bytes = bytes.await.map_err(|_| PastError::Interrupted)?;
        if let Err(error) = self.store.keep_snapshot(board, past.end, &bytes).await {
            tracing::warn!(board = board.board, revision = past.end.revision, "no snapshot was kept: {error}");
        }
        Ok(())
    }

    /// Evolves a plan up to a revision; `each` gets every entry with the plan right behind it.
    pub(super) async fn go_on(
        &self,
        board: &BoardKey,
        past: Past,
        until: u64,
        mut each: impl FnMut(&Plan, Entry) + Send,
    ) -> Result<Past, StoreError> {
        let Past { mut plan, end } = past;
        let fold = |entry: Entry| {
            if let Some(Event::Opened(outline)) = entry.events.first() {
                plan.get_or_insert_with(|| Plan::new(Arc::new((**outline).clone())));
            }
            if let Some(plan) = &mut plan {
                plan.evolve(&entry);
                each(plan, entry);
            }
        };
        let end = self.store.replay_until(board, end, until, fold).await?;
        Ok(Past { plan, end })
    }
}

/// A number of a plan by the numbers of another outline with the same units.
fn renumbered(node: Node, plan: &Plan, outline: &Outline) -> Node {
    let code = plan.outline().units.get(node.at.unit).map(|unit| unit.code.as_str());
    let unit = code.and_then(|code| outline.units.find(code)).unwrap_or(node.at.unit);
    Node { at: Address { unit, ..node.at }, ..node }
}
