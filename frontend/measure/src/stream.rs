//! One stream of random commands on a board, and what became of it as one number: whoever runs the same stream must get
//! the same number, natively or in a browser.

use crate::board::tree;
use domain::actor::{Actor, Role};
use domain::address::Address;
use domain::calendar::Cycle;
use domain::command::{Command, Method, Verb};
use domain::decide::decide;
use domain::dimension::{DimensionError, MemberId};
use domain::event::Entry;
use domain::goal::{self, GoalTarget, Metric};
use domain::hold::{Corridor, HoldTerms};
use domain::live;
use domain::measure::{Measure, Slice};
use domain::outline::Outline;
use domain::plan::Plan;
use domain::snapshot::Snapshot;
use domain::thread::OfferNumber;
use uuid::Uuid;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Random numbers that are the same everywhere (SplitMix64: Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below a bound that is not 0.
    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn amount(&mut self) -> i64 {
        let most = [1, 10, 1_000, 1_000_000, 10_000_000_000, 2_000_000_000_000_000][self.below(6) as usize];
        self.below(most).cast_signed()
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize].clone()
    }

    /// An address; totals as likely as leaves.
    fn address(&mut self, outline: &Outline) -> Address {
        let mut member = |count: u32| self.below(count.into()) as MemberId;
        Address {
            unit: member(outline.units.len()),
            product: member(outline.products.len()),
            channel: member(outline.channels.len()),
            period: member(outline.periods.len()),
        }
    }
}

/// What is known of everything so far (FNV-1a).
struct Digest(u64);

impl Digest {
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

fn outline() -> Result<Outline, DimensionError> {
    let cycle = Cycle { year: 2027, first_month: 4 };
    Ok(Outline {
        title: "Stream".to_owned(),
        cycle,
        currency: "EUR".to_owned(),
        money_decimals: 2,
        history_end: None,
        units: tree("units", &[3, 4])?,
        products: tree("products", &[2, 2])?,
        channels: tree("channels", &[2])?,
        periods: cycle.periods()?,
        standing: Vec::new(),
    })
}

fn person(chance: &mut Chance, outline: &Outline) -> Actor {
    let unit = chance.below(outline.units.len().into()) as MemberId;
    let (role, unit) = if chance.below(3) == 0 { (Role::Manager, Some(unit)) } else { (Role::Committee, None) };
    let name = unit.map_or("committee".to_owned(), |unit| format!("manager of {unit}"));
    Actor { person: name.clone(), name, role, unit }
}

fn verb(chance: &mut Chance, plan: &Plan) -> Verb {
    let outline = plan.outline();
    let at = chance.address(outline);
    let measure = chance.of(&[Measure::Revenue, Measure::Revenue, Measure::Units, Measure::CostOfGoods]);
    let method = chance.of(&[Method::Current, Method::LastYear, Method::Equal]);
    match chance.below(16) {
        0 => Verb::Undo,
        1 => Verb::Redo,
        2 | 3 => {
            let number = plan.get(Slice::Target, measure, at).unwrap_or(0);
            let corridor = Corridor { low: number / 2, high: Some(number.saturating_mul(2)) };
            let corridor = (chance.below(3) == 0).then_some(corridor);
            Verb::Hold { measure, at, terms: HoldTerms { corridor, ..HoldTerms::default() } }
        }
        4 => Verb::Release { measure, at },
        5 => Verb::SetGoal(GoalTarget { metric: chance.of(&Metric::ALL), target: chance.amount() }),
        6 => {
            let cells = plan.leaves(Slice::LastYear, measure).map(|(at, _)| at).collect::<Vec<_>>();
            let cells = cells.into_iter().filter(|_| chance.below(8) == 0).collect::<Vec<_>>();
            let slice = chance.of(&[Slice::Baseline, Slice::LastYear]);
            Verb::Load { slice, measure, cells: cells.into_iter().map(|at| (at, chance.amount() >> 8)).collect() }
        }
        7 => {
            let numbers = vec![OfferNumber { period: 0, amount: chance.amount() }];
            let answers = plan.thread_of(at.unit, measure).and_then(|thread| thread.latest());
            let answers = answers.map(|offer| offer.revision);
            Verb::Offer { unit: at.unit, measure, numbers, reason: None, answers }
        }
        8 => match plan.threads().get(chance.below(plan.threads().len().max(1) as u64) as usize) {
            Some(thread) => match thread.latest() {
                Some(offer) => Verb::Accept { thread: thread.id, offer: offer.revision, digest: offer.digest() },
                None => Verb::Undo,
            },
            None => Verb::Undo,
        },
        9 => Verb::Assign { slice: Slice::Commitment, measure, at, to: Some(chance.amount()), method },
        10 => Verb::Assign { slice: Slice::Target, measure, at, to: None, method },
        // The company's total is large enough to flow down at once.
        11 => {
            let to = Some(chance.amount());
            Verb::Assign { slice: Slice::Target, measure, at: Address::COMPANY, to, method }
        }
        _ => Verb::Assign { slice: Slice::Target, measure, at, to: Some(chance.amount()), method },
    }
}

/// Runs so many random commands and digests every event, every refusal, every goal and the plan at the end.
///
/// # Errors
/// Never: the outline is a tree.
pub fn digest(seed: u64, commands: u32) -> Result<u64, DimensionError> {
    let (mut chance, mut digest) = (Chance(seed), Digest(0xcbf2_9ce4_8422_2325));
    let mut plan = Plan::new(outline()?.into());
    let loaded = |chance: &mut Chance, plan: &Plan, measure| {
        let cells = crate::board::leaf_cells(plan.outline()).into_iter();
        let cells = cells.filter(|_| chance.below(5) > 0).collect::<Vec<_>>();
        let cells = cells.into_iter().map(|at| (at, chance.below(1_000_000).cast_signed())).collect();
        Verb::Load { slice: Slice::LastYear, measure, cells }
    };
    let committee = crate::board::committee();
    let loader = Actor { role: Role::Administrator, ..committee };
    for time in 0..commands {
        let (actor, verb) = match time {
            0 => (loader.clone(), Verb::Open(Box::new((**plan.outline()).clone()))),
            1 => (loader.clone(), loaded(&mut chance, &plan, Measure::Revenue)),
            2 => (loader.clone(), loaded(&mut chance, &plan, Measure::Units)),
            _ => (person(&mut chance, plan.outline()), verb(&mut chance, &plan)),
        };
        let id = Uuid::from_u128(time.into());
        let actor = if matches!(verb, Verb::Load { .. }) { loader.clone() } else { actor };
        let command = Command { id, base: plan.revision(), verb };
        match decide(&plan, &command, &actor) {
            Ok(events) => {
                let entry = Entry { revision: plan.revision() + 1, command: id, actor, at: time.into(), events };
                digest.take(&live::encode(&entry));
                plan.evolve(&entry);
            }
            Err(rejection) => digest.take(&live::encode(&rejection)),
        }
        digest.take(&plan.check().to_le_bytes());
        digest.take(&live::encode(&goal::read(&plan)));
    }
    digest.take(&live::encode(&Snapshot::of(&plan)));
    Ok(digest.0)
}

/// [`digest`] of a seed below 2^32, as hexadecimal digits.
#[wasm_bindgen]
pub fn stream_digest(seed: u32, commands: u32) -> Result<String, JsError> {
    Ok(format!("{:016x}", digest(seed.into(), commands)?))
}
