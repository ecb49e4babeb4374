//! Random people and commands on the board of nine units.

use super::board::*;
use domain::actor::{Actor, Role};
use domain::address::{Address, CellChange};
use domain::command::{Method, Proposed, Verb};
use domain::entry::Ratio;
use domain::event::Changes;
use domain::goal::{GoalTarget, Metric};
use domain::hold::{Corridor, HoldTerms};
use domain::margin::{Axis, Margin};
use domain::measure::{Measure, Slice};
use domain::method::{self, Line, Reference, Rounding, Shape};
use domain::model::Model;
use domain::plan::Plan;
use domain::tactic::{
    Activity, CostBasis, CostLine, Day, Drivers, PaidTarget, Profile, Response, ResponseDriver, TacticKind,
};
use domain::thread::{Condition, Delegate, Evidence, Inputs, Motion, OfferNumber, Party, Terms, Thread};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Everybody who may look at the board.
pub fn people() -> Vec<Actor> {
    let managers = [NORTH, ANVIK, SOUTH, CADIZ, CADIZ_TOWN, DURBAN].map(manager);
    let mut people = vec![committee(), second_committee(), executive(), guest()];
    people.extend(managers);
    // Somebody whose unit is not on the board at all.
    people.push(Actor { unit: Some(77), role: Role::Manager, ..manager(77) });
    people
}

pub fn anybody() -> impl Strategy<Value = Actor> {
    prop::sample::select(people())
}

/// An address of the board; totals as likely as leaves.
pub fn address() -> impl Strategy<Value = Address> {
    let outline = family();
    let (units, products, channels) = (outline.units.len(), outline.products.len(), outline.channels.len());
    (0..units, 0..products, 0..channels, 0..outline.periods.len())
        .prop_map(|(unit, product, channel, period)| Address { unit, product, channel, period })
}

pub fn method() -> impl Strategy<Value = Method> {
    let plain = prop::sample::select(vec![Method::Current, Method::Equal, Method::LastYear]);
    prop_oneof![3 => plain, 2 => profile().prop_map(|profile| Method::By(Box::new(profile)))]
}

/// A shape, mostly with nothing else.
pub fn profile() -> impl Strategy<Value = method::Profile> {
    let corridor = (0_u16..=10_000, 0_u32..=30_000).prop_map(|(down, up)| method::Corridor { down, up });
    let keep = prop_oneof![5 => Just(Vec::new()), 1 => prop::collection::vec(address(), 1..4)];
    let rounding = prop_oneof![3 => Just(Rounding::LargestRemainder), 1 => Just(Rounding::TopUp)];
    (shape(), prop::option::weighted(0.15, corridor), keep, rounding)
        .prop_map(|(shape, corridor, keep, rounding)| method::Profile { shape, corridor, keep, rounding })
}

pub fn shape() -> impl Strategy<Value = Shape> {
    let slices = vec![Slice::Target, Slice::LastYear, Slice::Baseline, Slice::Commitment, Slice::Outlook];
    let reference = prop::sample::select(slices).prop_map(|slice| Reference { slice, measure: Measure::Revenue });
    let parts = || prop::array::uniform12(prop_oneof![1 => Just(0_u32), 6 => 0_u32..1_000]);
    let numbers = prop::collection::vec((address(), 0_i64..900), 1..5);
    let blend = prop::collection::vec((0_u32..5, reference.clone()), 1..4);
    let line = (0_u8..12, 0_u8..12, 0_i64..900, 0_i64..900).prop_map(|(one, other, first, last)| {
        let (start, end) = (one.min(other), one.max(other));
        Shape::Line(Line { start, end, first, last })
    });
    let day = || prop::option::of((1_u8..=12, 1_u8..=28));
    let activity = prop::collection::btree_map(prop::sample::select(LEAF_UNITS.to_vec()), (day(), day()), 0..4);
    let ramp =
        (parts(), prop::collection::vec(0_u32..=12_000, 0..4), activity).prop_map(|(season, steps, activity)| {
            let day = |(month, day)| (domain::calendar::Month { year: 2027, month }, day);
            let activity = activity.into_iter();
            let activity = activity.map(|(unit, (from, until))| method::Activity {
                unit,
                from: from.map(day),
                until: until.map(day),
            });
            Shape::Ramp(method::Ramp { season, steps, activity: activity.collect() })
        });
    prop_oneof![
        1 => Just(Shape::Current),
        1 => Just(Shape::Equal),
        2 => reference.clone().prop_map(Shape::Reference),
        1 => reference.clone().prop_map(Shape::Magnitude),
        1 => numbers.prop_map(Shape::Numbers),
        1 => blend.prop_map(Shape::Blend),
        1 => Just(Shape::Repeat),
        2 => reference.prop_map(Shape::Unset),
        1 => (1_i128..40, 1_i128..40).prop_map(|(above, below)| Shape::Growth(Ratio::new(above, below).unwrap())),
        1 => line,
        1 => parts().prop_map(Shape::Season),
        1 => ramp,
    ]
}

const LEAF_UNITS: [u32; 5] = [ANVIK, BODO, CADIZ_PORT, CADIZ_TOWN, DURBAN];

fn planned() -> impl Strategy<Value = Measure> {
    prop::sample::select(vec![Measure::Revenue, Measure::Revenue, Measure::Revenue, Measure::CostOfGoods])
}

pub fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 0_i64..2_000, 1 => Just(0), 1 => 0_i64..1_000_000]
}

pub fn numbers() -> impl Strategy<Value = Vec<OfferNumber>> {
    prop_oneof![
        2 => amount().prop_map(yearly),
        1 => prop::array::uniform4(amount()).prop_map(quarterly),
        1 => (amount(), amount(), amount(), amount(), amount()).prop_map(|(q, a, b, c, rest)| {
            let mut numbers = quarterly([q, rest, rest, q]);
            let months = [(JANUARY, a), (FEBRUARY, b), (MARCH, c)];
            numbers.splice(0..1, months.map(|(period, amount)| OfferNumber { period, amount }));
            numbers
        }),
    ]
}

/// A move that is worked out on the plan it meets, so that turns and revisions are mostly right.
#[derive(Clone, Debug)]
pub enum Move {
    /// As it stands.
    Plain(Actor, Verb),
    /// The committee's, or a manager's above, offer to a unit.
    Offer { unit: u32, by_manager: bool, numbers: Vec<OfferNumber> },
    /// Cells that are written one by one, over what stands there.
    Cells(Actor, Slice, Vec<(Address, i64)>),
    /// The next answer in one of the threads: accept, counter or ask.
    Answer { thread: usize, kind: u8, numbers: Vec<OfferNumber> },
    /// A change of one of the tactics, or its end.
    Tactic { actor: Actor, tactic: usize, activity: Option<Activity> },
}

impl Move {
    /// Who does what on this plan; `None` where there is no thread to answer.
    pub fn on(&self, plan: &Plan) -> Option<(Actor, Verb)> {
        match self {
            Self::Plain(actor, verb) => Some((actor.clone(), verb.clone())),
            Self::Offer { unit, by_manager, numbers } => {
                let parent = plan.outline().units.parent(*unit)?;
                let actor = if *by_manager && parent > 0 { manager(parent) } else { committee() };
                let thread = plan.thread_of(*unit, Measure::Revenue).filter(|thread| thread.state().is_open());
                Some((actor, offer(*unit, numbers.clone(), thread.map(|thread| thread.moved))))
            }
            Self::Cells(actor, slice, cells) => {
                let measure = Measure::Revenue;
                let cells: BTreeMap<Address, i64> = cells.iter().copied().collect();
                let change = |(at, to)| CellChange { at, from: plan.get(*slice, measure, at), to: Some(to) };
                let cells = cells.into_iter().map(change).collect();
                Some((actor.clone(), Verb::Write(vec![Changes { slice: *slice, measure, cells }])))
            }
            Self::Answer { thread, kind, numbers } => {
                let thread = plan.threads().get(thread % plan.threads().len().max(1))?;
                let latest = thread.latest()?;
                let child = thread.state().turn() == Some(Party::Child);
                let actor = if child { manager(thread.unit) } else { committee() };
                let verb = match kind % 24 {
                    0..4 => accept(thread, latest),
                    4..8 => counter(thread.id, thread.moved, numbers.clone()),
                    8..10 => Verb::Ask { thread: thread.id, text: "why?".to_owned() },
                    other => motion(plan, thread, other, numbers)?,
                };
                Some((actor, verb))
            }
            Self::Tactic { actor, tactic, activity } => {
                let known = plan.tactics().get(tactic % plan.tactics().len().max(1))?;
                let (tactic, seen) = (known.id, known.revision);
                let verb = match activity.clone() {
                    None => Verb::DropTactic { tactic, seen },
                    Some(mut activity) => {
                        (activity.at.unit, activity.target) = (known.activity.at.unit, known.activity.target);
                        Verb::ReviseTactic { tactic, seen, activity: Box::new(activity) }
                    }
                };
                Some((actor.clone(), verb))
            }
        }
    }
}

/// Another move of a thread, mostly one that its state allows.
fn motion(plan: &Plan, thread: &Thread, kind: u8, numbers: &[OfferNumber]) -> Option<Verb> {
    let table = thread.on_the_table().or(thread.latest())?;
    let now = Inputs::of(plan, thread.unit, thread.measure);
    let taking = |periods| Motion::Accept {
        offer: table.revision,
        digest: table.digest(),
        periods,
        ticked: vec![0],
        confirmed: Some(now),
    };
    let terms = || Terms {
        valid_until: Some(1_790_000_000_050),
        conditions: vec![Condition::Promise("more stock".to_owned())],
        evidence: vec![Evidence::Number { slice: Slice::LastYear, measure: thread.measure, at: at(thread.unit, YEAR) }],
    };
    let (numbers, reason) = (numbers.to_vec(), reason());
    let motion = match kind {
        10..13 => taking(Vec::new()),
        13 | 14 => taking(table.numbers.first().map(|number| number.period).into_iter().collect()),
        15 => Motion::Reject { reason, corridor: Corridor { low: 7, high: Some(900) } },
        16 | 17 => Motion::Escalate { reason },
        18 => Motion::SendBack { reason },
        19 => Motion::Impose { numbers, reason },
        20 => Motion::Withdraw { reason: Some(reason) },
        21 => Motion::Counter { numbers, reason, terms: terms() },
        22 => {
            let person = executive();
            Motion::Delegate { to: Some(Delegate { person: person.person, name: person.name }) }
        }
        _ => {
            let (unit, measure, reason) = (thread.unit, thread.measure, Some(reason));
            let answers = Some(thread.moved);
            return Some(Verb::Propose(Box::new(Proposed { unit, measure, numbers, reason, terms: terms(), answers })));
        }
    };
    Some(Verb::Negotiate { thread: thread.id, seen: thread.moved, motion: Box::new(motion) })
}

/// The number as it is, or a corridor that often contains it.
pub fn terms() -> impl Strategy<Value = HoldTerms> {
    let corridor = (0_i64..600, prop::option::of(0_i64..4_000))
        .prop_map(|(low, room)| Corridor { low, high: room.map(|room| low + room) });
    let until = prop::option::of(1_790_000_000_000_i64..1_790_000_000_100);
    (prop::option::of(corridor), prop::option::of(Just("kept".to_owned())), until)
        .prop_map(|(corridor, why, until)| HoldTerms { corridor, why, until })
}

fn cells() -> impl Strategy<Value = Vec<(Address, i64)>> {
    prop::collection::vec((prop::sample::select(leaf_cells(&family())), amount()), 1..12)
}

/// Totals of units or products and of quarters, of one number; mostly they tie.
fn margins() -> impl Strategy<Value = Verb> {
    let trees = prop::sample::select(vec![
        (COMPANY, Axis::Unit, vec![NORTH, SOUTH]),
        (NORTH, Axis::Unit, vec![ANVIK, BODO]),
        (CADIZ, Axis::Unit, vec![CADIZ_PORT, CADIZ_TOWN]),
        (DURBAN, Axis::Product, vec![1, 2]),
        (SOUTH, Axis::Product, vec![0]),
    ]);
    let slice = prop::sample::select(vec![Slice::Target, Slice::Target, Slice::Commitment]);
    (trees, amount(), amount(), prop::bool::weighted(0.1), slice, method()).prop_map(
        |((unit, along, members), one, other, more, slice, method)| {
            let amounts = if members.len() == 1 { vec![one + other] } else { vec![one, other] };
            let first = Margin { along, totals: members.into_iter().zip(amounts).collect() };
            let quarters = [other, 0, one / 2, one - one / 2 + i64::from(more)];
            let totals = (0..).zip(quarters).map(|(quarter, total)| (1 + 4 * quarter, total)).collect();
            let margins = Box::new([first, Margin { along: Axis::Period, totals }]);
            Verb::AssignMargins { slice, measure: Measure::Revenue, at: at(unit, YEAR), margins, method }
        },
    )
}

/// Commands that mostly make sense.
pub fn sensible() -> impl Strategy<Value = Move> {
    let written = || prop_oneof![3 => Just(Slice::Target), 2 => Just(Slice::Commitment)];
    let to = prop_oneof![6 => amount().prop_map(Some), 1 => Just(None)];
    let assign = (written(), planned(), address(), to, method())
        .prop_map(|(slice, measure, at, to, method)| Verb::Assign { slice, measure, at, to, method });
    let history = prop::sample::select(vec![Slice::LastYear, Slice::Baseline, Slice::Target]);
    let measure = prop::sample::select(&Measure::ALL[..]);
    let load = (history, measure, cells()).prop_map(|(slice, measure, cells)| Verb::Load { slice, measure, cells });
    let goal = (prop::sample::select(&Metric::ALL[..]), amount())
        .prop_map(|(metric, target)| Verb::SetGoal(GoalTarget { metric, target }));
    let verb = prop_oneof![
        10 => assign,
        3 => load,
        4 => (planned(), address(), terms()).prop_map(|(measure, at, terms)| Verb::Hold { measure, at, terms }),
        2 => (planned(), address()).prop_map(|(measure, at)| Verb::Release { measure, at }),
        2 => Just(Verb::Undo),
        2 => Just(Verb::Redo),
        2 => (1_u64..40, any::<bool>()).prop_map(|(revision, anyway)| Verb::TakeBack { revision, anyway }),
        1 => goal,
        3 => margins(),
        1 => prop::option::of(0_u32..9_000).prop_map(Verb::SetHedgeCap),
        1 => any::<bool>().prop_map(|given| Verb::SetModel(given.then(|| Model::PROFIT_AND_LOSS.to_owned()))),
    ];
    let plain = (prop_oneof![anybody(), Just(committee())], verb).prop_map(|(actor, verb)| Move::Plain(actor, verb));
    let offer = (1_u32..9, any::<bool>(), numbers()).prop_map(|(unit, by_manager, numbers)| Move::Offer {
        unit,
        by_manager,
        numbers,
    });
    let answer =
        (0_usize..6, any::<u8>(), numbers()).prop_map(|(thread, kind, numbers)| Move::Answer { thread, kind, numbers });
    let planning = prop_oneof![2 => Just(committee()), 1 => anybody()];
    let tactic = (planning, 0_usize..4, prop::option::weighted(0.8, activity()), any::<bool>()).prop_map(
        |(actor, tactic, activity, new)| match activity {
            Some(activity) if new => Move::Plain(actor, Verb::PlanTactic(Box::new(activity))),
            activity => Move::Tactic { actor, tactic, activity },
        },
    );
    let write = (anybody(), written(), cells()).prop_map(|(actor, slice, cells)| Move::Cells(actor, slice, cells));
    prop_oneof![6 => plain, 2 => offer, 3 => answer, 1 => write, 3 => tactic]
}

/// A tactic on the board of nine units, mostly possible.
pub fn activity() -> impl Strategy<Value = Activity> {
    let dates = (1_u8..=12, 1_u8..=28, 0_u8..200).prop_map(|(month, day, length)| {
        let (first, last) = (month, month + length / 28);
        let month = |month| domain::calendar::Month { year: 2027, month };
        let end = if last > 12 { Day::last(month(12)) } else { Day { month: month(last), day: 28 } };
        (Day { month: month(first), day }, end)
    });
    let costs = prop::collection::vec(
        (prop::sample::select(&Measure::EXPENSES[..]), prop::sample::select(&CostBasis::ALL[..]), -50_i64..2_000)
            .prop_map(|(measure, basis, amount)| CostLine { measure, basis, amount }),
        0..3,
    );
    let segment = prop::option::of(prop::sample::select(vec!["Gold", "gold", "Silver"]));
    let what = (prop::sample::select(&TacticKind::ALL[..]), prop::sample::select(&Profile::ALL[..]), segment);
    (what, dates, address(), drivers(), costs, 0_usize..3, prop::sample::select(&Measure::ALL[..])).prop_map(
        |((kind, profile, segment), (start, end), at, drivers, costs, above, measure)| {
            let unit = units().upwards(at.unit).take(above + 1).last().unwrap();
            Activity {
                name: domain::dimension::Name::new("Spring campaign", "Campaña de primavera"),
                kind,
                owner: "Olga".to_owned(),
                start,
                end,
                profile,
                at: Address { period: YEAR, ..at },
                segment: segment.map(str::to_owned),
                drivers,
                costs,
                target: PaidTarget { unit, measure },
            }
        },
    )
}

pub fn drivers() -> impl Strategy<Value = Drivers> {
    let response =
        (prop::sample::select(vec![ResponseDriver::Spend, ResponseDriver::Reach]), 0_u32..=10_000, 1_i64..9_000)
            .prop_map(|(driver, max, half)| Response { driver, max, half });
    (1_u32..5_000, 0_u32..=100, response, 0_i64..9_000, 0_u32..900, -500_i32..=10_000, 0_u32..9).prop_map(
        |(audience, percent, response, value, pieces, margin, headcount)| Drivers {
            audience,
            reach: audience / 100 * percent,
            response,
            value,
            pieces,
            margin,
            headcount,
        },
    )
}
