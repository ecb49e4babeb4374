//! Commands that a broken or hostile client could send.

use super::board::*;
use super::random::{activity, address, amount, method, numbers};
use domain::address::{Address, CellChange};
use domain::command::{Proposed, Verb};
use domain::event::Changes;
use domain::goal::{GoalTarget, Metric};
use domain::hold::{Corridor, HoldTerms};
use domain::measure::{Measure, Slice};
use domain::thread::{Condition, Delegate, Evidence, Inputs, Limits, Motion, OfferNumber, Policy, Settlement, Terms};
use proptest::prelude::*;

/// An address with coordinates that the board may not have.
pub fn wild_address() -> impl Strategy<Value = Address> {
    let place = || prop_oneof![4 => 0_u32..20, 1 => any::<u32>()];
    let wild = (place(), place(), place(), place()).prop_map(|(unit, product, channel, period)| Address {
        unit,
        product,
        channel,
        period,
    });
    prop_oneof![wild, address()]
}

pub fn wild_amount() -> impl Strategy<Value = i64> {
    let edges = vec![i64::MIN, i64::MAX, -1, 10_000_000_000_000_000, 10_000_000_000_000_001, -10_000_000_000_000_000];
    prop_oneof![4 => amount(), 1 => any::<i64>(), 2 => prop::sample::select(edges)]
}

pub fn wild_numbers() -> impl Strategy<Value = Vec<OfferNumber>> {
    let wild = (0_u32..20, wild_amount()).prop_map(|(period, amount)| OfferNumber { period, amount });
    prop_oneof![numbers(), prop::collection::vec(wild, 0..6)]
}

/// A tactic that may be anything.
fn wild_activity() -> impl Strategy<Value = Box<domain::tactic::Activity>> {
    let numbers = (wild_amount(), wild_amount(), any::<[u32; 4]>(), any::<i32>(), any::<[u8; 4]>(), any::<i32>());
    (activity(), wild_address(), numbers, any::<u16>(), 0_u32..20).prop_map(
        |(mut activity, at, (value, cost, [audience, reach, max, pieces], margin, days, year), which, unit)| {
            // Each bit spoils one thing, so that the others are still met.
            let spoilt = |bit: u32| which >> bit & 1 == 1;
            let drivers = &mut activity.drivers;
            if spoilt(0) {
                drivers.value = value
            }
            if spoilt(1) {
                drivers.audience = audience
            }
            if spoilt(2) {
                drivers.reach = reach
            }
            if spoilt(3) {
                drivers.response.max = max
            }
            if spoilt(4) {
                drivers.response.half = cost
            }
            if spoilt(5) {
                drivers.pieces = pieces
            }
            if spoilt(6) {
                drivers.margin = margin
            }
            if spoilt(7) {
                drivers.headcount = reach
            }
            if spoilt(8) {
                activity.at = at
            }
            if spoilt(9) {
                activity.target.unit = unit
            }
            if spoilt(10) {
                (activity.start.month.month, activity.start.day) = (days[0], days[1])
            }
            if spoilt(11) {
                (activity.end.month.month, activity.end.day) = (days[2], days[3])
            }
            if spoilt(12) {
                activity.end.month.year = year
            }
            if spoilt(13) {
                activity.costs.iter_mut().for_each(|line| line.amount = cost)
            }
            if spoilt(14) {
                activity.costs.iter_mut().for_each(|line| line.measure = Measure::Units)
            }
            if spoilt(15) {
                activity.owner.clear()
            }
            Box::new(activity)
        },
    )
}

fn wild_terms() -> impl Strategy<Value = HoldTerms> {
    let corridor = (wild_amount(), prop::option::of(wild_amount())).prop_map(|(low, high)| Corridor { low, high });
    (prop::option::of(corridor), prop::option::of(".{0,8}"), prop::option::of(any::<i64>()))
        .prop_map(|(corridor, why, until)| HoldTerms { corridor, why, until })
}

fn wild_thread_terms() -> impl Strategy<Value = Terms> {
    let condition = prop_oneof![
        (0_u32..20).prop_map(|unit| Condition::Settled { unit, measure: Measure::Revenue }),
        (wild_address(), wild_amount()).prop_map(|(at, amount)| Condition::AtLeast {
            slice: Slice::Target,
            measure: Measure::Revenue,
            at,
            amount
        }),
        ".{0,8}".prop_map(Condition::Promise),
    ];
    let evidence = prop_oneof![
        wild_address().prop_map(|at| Evidence::Number { slice: Slice::Baseline, measure: Measure::Units, at }),
        (0_u64..40).prop_map(Evidence::Thread),
        "(https://)?.{0,8}".prop_map(Evidence::Link),
    ];
    (prop::option::of(any::<i64>()), prop::collection::vec(condition, 0..3), prop::collection::vec(evidence, 0..3))
        .prop_map(|(valid_until, conditions, evidence)| Terms { valid_until, conditions, evidence })
}

fn wild_motion() -> impl Strategy<Value = Motion> {
    let inputs = || {
        prop::option::of(prop::option::of(wild_amount()))
            .prop_map(|baseline| baseline.map(|baseline| Inputs { baseline, ..Inputs::default() }))
    };
    let places = || prop::collection::vec(any::<u8>(), 0..3);
    let periods = prop::collection::vec(0_u32..20, 0..3);
    prop_oneof![
        (wild_numbers(), wild_thread_terms()).prop_map(|(numbers, terms)| Motion::Counter {
            numbers,
            reason: reason(),
            terms
        }),
        (0_u64..40, any::<[u8; 16]>(), periods, places(), inputs()).prop_map(
            |(offer, digest, periods, ticked, confirmed)| Motion::Accept { offer, digest, periods, ticked, confirmed }
        ),
        (wild_amount(), prop::option::of(wild_amount()))
            .prop_map(|(low, high)| Motion::Reject { reason: reason(), corridor: Corridor { low, high } }),
        Just(Motion::Withdraw { reason: None }),
        Just(Motion::Escalate { reason: reason() }),
        Just(Motion::SendBack { reason: reason() }),
        wild_numbers().prop_map(|numbers| Motion::Impose { numbers, reason: reason() }),
        ".{0,8}".prop_map(|person| Motion::Delegate { to: Some(Delegate { name: person.clone(), person }) }),
    ]
}

/// Any command, with coordinates, numbers and revisions that may be anything.
pub fn wild() -> impl Strategy<Value = Verb> {
    let slice = || prop::sample::select(&Slice::ALL[..]);
    let measure = || prop::sample::select(&Measure::ALL[..]);
    let to = prop_oneof![4 => wild_amount().prop_map(Some), 1 => Just(None)];
    let assign = (slice(), measure(), wild_address(), to, method())
        .prop_map(|(slice, measure, at, to, method)| Verb::Assign { slice, measure, at, to, method });
    let cells = prop::collection::vec((wild_address(), wild_amount()), 0..4);
    let load = (slice(), measure(), cells).prop_map(|(slice, measure, cells)| Verb::Load { slice, measure, cells });
    let goal = (prop::sample::select(&Metric::ALL[..]), wild_amount())
        .prop_map(|(metric, target)| Verb::SetGoal(GoalTarget { metric, target }));
    let revision = || 0_u64..40;
    let offer = (0_u32..20, measure(), wild_numbers(), prop::option::of(revision()))
        .prop_map(|(unit, measure, numbers, answers)| Verb::Offer { unit, measure, numbers, reason: None, answers });
    let counter = (revision(), revision(), wild_numbers()).prop_map(|(thread, answers, numbers)| Verb::Counter {
        thread,
        answers,
        numbers,
        reason: reason(),
    });
    let accept = (revision(), revision(), any::<[u8; 16]>()).prop_map(|(thread, offer, digest)| Verb::Accept {
        thread,
        offer,
        digest,
    });
    let change = (wild_address(), prop::option::of(wild_amount()), prop::option::of(wild_amount()))
        .prop_map(|(at, from, to)| CellChange { at, from, to });
    let write = (slice(), measure(), prop::collection::vec(change, 0..4))
        .prop_map(|(slice, measure, cells)| Verb::Write(vec![Changes { slice, measure, cells }]));
    prop_oneof![
        4 => assign,
        2 => load,
        1 => goal,
        1 => (measure(), wild_address(), wild_terms()).prop_map(|(measure, at, terms)| Verb::Hold { measure, at, terms }),
        1 => (measure(), wild_address()).prop_map(|(measure, at)| Verb::Release { measure, at }),
        1 => Just(Verb::Undo),
        1 => Just(Verb::Redo),
        1 => (revision(), any::<bool>()).prop_map(|(revision, anyway)| Verb::TakeBack { revision, anyway }),
        1 => write,
        2 => offer,
        2 => counter,
        1 => accept,
        1 => (revision(), ".{0,8}").prop_map(|(thread, text)| Verb::Ask { thread, text }),
        1 => Just(Verb::Open(Box::new(plain()))),
        2 => wild_activity().prop_map(Verb::PlanTactic),
        1 => (revision(), revision(), wild_activity())
            .prop_map(|(tactic, seen, activity)| Verb::ReviseTactic { tactic, seen, activity }),
        1 => (revision(), revision()).prop_map(|(tactic, seen)| Verb::DropTactic { tactic, seen }),
        1 => prop::option::of("[a-z =:\"()\n0-9]{0,24}").prop_map(Verb::SetModel),
        1 => (any::<u8>(), any::<u8>(), any::<Option<u16>>(), prop::sample::select(&Settlement::ALL[..])).prop_map(
            |(rounds, send_backs, days, settlement)| {
                let limits = Limits { rounds, send_backs };
                Verb::SetPolicy(Policy { limits, answer_days: days, arbiter_days: days, settlement })
            }
        ),
        2 => (0_u32..20, measure(), wild_numbers(), wild_thread_terms(), prop::option::of(revision())).prop_map(
            |(unit, measure, numbers, terms, answers)| {
                let reason = Some(reason());
                Verb::Propose(Box::new(Proposed { unit, measure, numbers, reason, terms, answers }))
            }
        ),
        3 => (revision(), revision(), wild_motion())
            .prop_map(|(thread, seen, motion)| Verb::Negotiate { thread, seen, motion: Box::new(motion) }),
    ]
}
