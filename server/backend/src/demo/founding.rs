//! Founding the demo company: its history into the store, its people, its board, and the half-finished negotiation by
//! the same commands that people send.

use super::{DemoCompany, DemoGoals, DemoMove, DemoPerson, DemoRegion, DemoTactic};
use crate::dataset::FACT_DECIMALS;
use crate::identity::{Identity, IdentityError, NewPerson, ORGANIZATION, Person};
use crate::live::{Board, Boards, CreateError, SubmitError};
use crate::opening::{self, OpeningError, Request};
use crate::store::{Store, StoreError};
use domain::actor::Actor;
use domain::address::Address;
use domain::approval::{Act, Action, ApprovalUnit, Proof, Wish, fingerprint};
use domain::calendar::{DAY, quarter_period};
use domain::command::{Command, Method, Verb};
use domain::comment::{self, Topic};
use domain::dimension::{Dimension, MemberId, ROOT};
use domain::goal::{GoalTarget, Metric};
use domain::measure::{Measure, Slice};
use domain::thread::{OfferNumber, Reason, ReasonCode, ThreadId};
use thiserror::Error;
use uuid::Uuid;

/// Boards with more unit–product pairs than this plan by product category.
const PRODUCT_PAIRS: usize = 2_000;

/// Why the demo company could not be founded.
#[derive(Debug, Error)]
pub enum FoundingError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The board could not be built from the history.
    #[error(transparent)]
    Opening(#[from] OpeningError),
    /// The board could not be created.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// A person could not be added.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A command of the demo's negotiation was refused.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The demo's plan names somebody or something that it does not have.
    #[error("the demo company does not have {0}")]
    Missing(String),
}

/// Founds the demo company in a store that has no board yet; `progress` hears how many of how many rows are written.
///
/// # Errors
/// The store failed, or the generated company contradicts itself.
pub async fn found(
    store: &Store,
    identity: &Identity,
    boards: &Boards,
    company: DemoCompany,
    progress: impl FnMut(usize, usize) + Send,
) -> Result<(), FoundingError> {
    store.found_organization(ORGANIZATION, &company.name.en, "es").await?;
    store.load_dataset(ORGANIZATION, &company.dataset, progress).await?;
    let title = format!("{} {}", company.name.es, company.cycle.year);
    let pairs = company.dataset.units.len() * company.dataset.products.len();
    let request = Request {
        money_decimals: 0,
        product_depth: (pairs > PRODUCT_PAIRS).then_some(1),
        ..Request::new(title, company.name.clone(), company.cycle, company.currency)
    };
    let opening = opening::open(store, ORGANIZATION, &request).await?;
    let board = boards.create(&crate::live::system(), opening, &goals(&company.plan.goals)).await?;
    let mut people = Vec::new();
    for person in company.people {
        let DemoPerson { name, email, role, unit, .. } = person;
        people.push(identity.add(NewPerson { email, name, role, unit, password: None }).await?);
    }
    let founding = Founding { board, people };
    for region in &company.plan.regions {
        founding.assign(region).await?;
    }
    for tactic in company.plan.tactics {
        founding.plan(tactic).await?;
    }
    // After the tactics: whatever changes in a unit that has proposed makes its signature stale.
    for step in company.plan.moves {
        founding.play(step, boards.now()).await?;
    }
    Ok(())
}

/// The beginning of the day, UTC.
fn midnight(now: i64) -> i64 {
    now - now.rem_euclid(DAY)
}

/// Ten-thousandths to whole units of money, rounded down: the plan is in whole thousands.
fn whole(amount: i64) -> i64 {
    amount.div_euclid(10_i64.pow(FACT_DECIMALS.into()))
}

fn goals(goals: &DemoGoals) -> Vec<GoalTarget> {
    vec![
        GoalTarget { metric: Metric::TopLine, target: whole(goals.top_line) },
        GoalTarget { metric: Metric::GrossMargin, target: whole(goals.gross_margin) },
        GoalTarget { metric: Metric::SellingGeneralAdministrative, target: whole(goals.expense) },
        GoalTarget { metric: Metric::OperatingIncome, target: whole(goals.operating_income) },
        GoalTarget { metric: Metric::OperatingMargin, target: goals.operating_margin },
    ]
}

struct Founding {
    board: Board,
    people: Vec<Person>,
}

impl Founding {
    /// The committee's opening targets for a region.
    async fn assign(&self, region: &DemoRegion) -> Result<(), FoundingError> {
        let at = Address::of(self.unit(&region.unit)?, ROOT);
        let expenses = Measure::EXPENSES.into_iter().zip(region.expenses);
        for (measure, amount) in std::iter::once((Measure::Revenue, region.revenue)).chain(expenses) {
            let (slice, to, method) = (Slice::Target, Some(whole(amount)), Method::LastYear);
            self.submit(Verb::Assign { slice, measure, at, to, method }, &self.committee()?).await?;
        }
        Ok(())
    }

    async fn play(&self, step: DemoMove, now: i64) -> Result<(), FoundingError> {
        let measure = Measure::Revenue;
        let (by, verb) = match step {
            DemoMove::Offer { unit, by, quarters, text } => {
                let unit = self.unit(&unit)?;
                let answers = self.board.read(|plan| Some(plan.thread_of(unit, measure)?.latest()?.revision));
                let reason = (!text.trim().is_empty()).then_some(Reason { code: ReasonCode::Market, text });
                (by, Verb::Offer { unit, measure, numbers: numbers(quarters), reason, answers })
            }
            DemoMove::Counter { unit, by, quarters, reason, text } => {
                let (thread, answers, _) = self.table(&unit)?;
                let reason = Reason { code: reason, text };
                (by, Verb::Counter { thread, answers, numbers: numbers(quarters), reason })
            }
            DemoMove::Accept { unit, by } => {
                let (thread, offer, digest) = self.table(&unit)?;
                (by, Verb::Accept { thread, offer, digest })
            }
            DemoMove::Ask { unit, by, text } => (by, Verb::Ask { thread: self.table(&unit)?.0, text }),
            DemoMove::Call { unit, by, days } => {
                let due = midnight(now) + (i64::from(days) + 1) * DAY - 1;
                (by, self.approval(&unit, Action::Start { due: Some(due) }, now)?)
            }
            DemoMove::Propose { unit, by } => (by, self.approval(&unit, Action::Submit, now)?),
            DemoMove::Comment { unit, by, told, text } => {
                let (topic, told) = (Topic::Unit(self.unit(&unit)?), vec![self.actor(&told)?]);
                (by, Verb::Comment(Box::new(comment::Wish { topic, text, told })))
            }
        };
        self.submit(verb, &self.actor(&by)?).await
    }

    fn approval(&self, unit: &str, action: Action, now: i64) -> Result<Verb, FoundingError> {
        let subject = ApprovalUnit::whole(self.unit(unit)?);
        let content = self.board.read(|plan| fingerprint(plan, subject));
        let proof = (action == Action::Submit).then_some(Proof::Name);
        let act = Act::Move { subject, action, content, comment: String::new(), books_gap: false, proof };
        Ok(Verb::Approve(Box::new(Wish { act, now })))
    }

    /// A tactic, unless it is about products that a small company does not have.
    async fn plan(&self, tactic: DemoTactic) -> Result<(), FoundingError> {
        let DemoTactic { by, unit, product, channel, mut activity } = tactic;
        let unit = self.unit(&unit)?;
        let place = self.board.read(|plan| {
            let find = |dimension: &Dimension, code: Option<&str>| code.map_or(Some(ROOT), |code| dimension.find(code));
            let (products, channels) = (&plan.outline().products, &plan.outline().channels);
            Some(Address {
                product: find(products, product)?,
                channel: find(channels, channel)?,
                ..Address::of(unit, ROOT)
            })
        });
        let Some(at) = place else { return Ok(()) };
        activity.at = at;
        activity.target.unit = unit;
        self.submit(Verb::PlanTactic(Box::new(activity)), &self.actor(&by)?).await
    }

    fn actor(&self, email: &str) -> Result<Actor, FoundingError> {
        let person = self.people.iter().find(|person| person.email == email);
        let person = person.ok_or_else(|| FoundingError::Missing(email.to_owned()))?;
        Ok(self.board.actor(person))
    }

    async fn submit(&self, verb: Verb, actor: &Actor) -> Result<(), FoundingError> {
        let base = self.board.read(domain::plan::Plan::revision);
        self.board.submit(Command { id: Uuid::now_v7(), base, verb }, actor).await?;
        Ok(())
    }

    fn committee(&self) -> Result<Actor, FoundingError> {
        let member = self.people.iter().find(|person| person.role == domain::actor::Role::Committee);
        let member = member.ok_or_else(|| FoundingError::Missing("a committee".to_owned()))?;
        Ok(self.board.actor(member))
    }

    fn unit(&self, code: &str) -> Result<MemberId, FoundingError> {
        let unit = self.board.read(|plan| plan.outline().units.find(code));
        unit.ok_or_else(|| FoundingError::Missing(code.to_owned()))
    }

    /// The thread of a unit, and the offer on its table.
    fn table(&self, code: &str) -> Result<(ThreadId, u64, [u8; 16]), FoundingError> {
        let unit = self.unit(code)?;
        let table = self.board.read(|plan| {
            let thread = plan.thread_of(unit, Measure::Revenue)?;
            let offer = thread.latest()?;
            Some((thread.id, offer.revision, offer.digest()))
        });
        table.ok_or_else(|| FoundingError::Missing(format!("an offer to {code}")))
    }
}

fn numbers(quarters: [i64; 4]) -> Vec<OfferNumber> {
    let number =
        |(quarter, amount): (usize, i64)| OfferNumber { period: quarter_period(quarter as u8), amount: whole(amount) };
    quarters.into_iter().enumerate().map(number).collect()
}
