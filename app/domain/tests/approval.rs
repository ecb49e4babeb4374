//! Approval: paths, signatures under exact figures, locks, and what becomes stale.

use crate::support::board::*;
use crate::support::cases::cases;
use crate::support::random::{people, sensible};
use domain::actor::{Actor, Role};
use domain::approval::{
    Act, Action, ApprovalUnit, Approver, Breach, Check, Consequence, Fault, Found, Meaning, MeasureGroup, Party, Path,
    Paths, Proof, Rule, Stage, Step, Wish, actions, approval_units_of, fingerprint, gaps, place_of, standing, waiting,
};
use domain::command::{Command, Verb};
use domain::dimension::MemberId;
use domain::goal::{GoalTarget, Metric};
use domain::live::{decode, encode};
use domain::measure::{Measure, Slice};
use domain::rejection::Rejection;
use domain::snapshot::Snapshot;
use domain::view::View;
use proptest::prelude::*;

/// What somebody does with a unit as they see it now, signing with a password.
fn does(board: &Board, unit: MemberId, action: Action, comment: &str) -> Verb {
    does_with(board, ApprovalUnit::whole(unit), action, comment)
}

fn does_with(board: &Board, subject: ApprovalUnit, action: Action, comment: &str) -> Verb {
    let (content, comment) = (fingerprint(&board.plan, subject), comment.to_owned());
    let books_gap = action == Action::Submit && !comment.is_empty();
    let act = Act::Move { subject, action, content, comment, books_gap, proof: Some(Proof::Password) };
    Verb::Approve(Box::new(Wish { act, now: 0 }))
}

fn act(board: &mut Board, actor: &Actor, unit: MemberId, action: Action) {
    let verb = does(board, unit, action, "");
    board.run(actor, verb);
}

fn refused(board: &mut Board, actor: &Actor, unit: MemberId, action: Action) -> Fault {
    let verb = does(board, unit, action, "");
    match board.refusal(actor, verb) {
        Rejection::Approval(fault) => *fault,
        other => panic!("not refused as an approval: {other:?}"),
    }
}

fn set_path(board: &mut Board, steps: Vec<Step>, rules: Vec<Rule>) {
    let path = Path { steps, rules, four_eyes: true };
    let act = Act::SetPaths(Paths(vec![(MeasureGroup::WHOLE, path)]));
    board.run(&committee(), Verb::Approve(Box::new(Wish { act, now: 0 })));
}

fn step(approvers: Vec<Approver>, needed: u8) -> Step {
    Step { approvers, needed, days: None }
}

fn party(actor: &Actor) -> Party {
    Party::from(actor)
}

/// The unit submitted, accepted by the manager above and by the committee.
fn signed_off(unit: MemberId, above: MemberId) -> Board {
    let mut board = planned();
    act(&mut board, &manager(unit), unit, Action::Submit);
    act(&mut board, &manager(above), unit, Action::Promote);
    act(&mut board, &committee(), unit, Action::Promote);
    board
}

#[test]
fn a_unit_goes_up_its_path_and_every_signature_names_its_figures() {
    let mut board = planned();
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), None);
    act(&mut board, &manager(ANVIK), ANVIK, Action::Submit);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::UnderReview));
    assert_eq!(refused(&mut board, &committee(), ANVIK, Action::Promote), Fault::NotAsked);
    assert_eq!(refused(&mut board, &manager(ANVIK), ANVIK, Action::Promote), Fault::NotAsked);
    act(&mut board, &manager(NORTH), ANVIK, Action::Promote);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::UnderReview));
    act(&mut board, &committee(), ANVIK, Action::Promote);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::SignedOff));
    assert_eq!(refused(&mut board, &committee(), ANVIK, Action::Approve), Fault::FourEyes);
    act(&mut board, &executive(), ANVIK, Action::Approve);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::Approved));
    let review = &board.plan.approvals().reviews[&ApprovalUnit::whole(ANVIK)];
    let meanings: Vec<Meaning> = review.assents.iter().map(|assent| assent.meaning).collect();
    assert_eq!(meanings, [Meaning::Proposed, Meaning::Accepted, Meaning::Accepted, Meaning::Approved]);
    let figures = fingerprint(&board.plan, ApprovalUnit::whole(ANVIK));
    assert!(review.assents.iter().all(|assent| assent.content == figures));
    assert_eq!(board.plan.approvals().of(ApprovalUnit::whole(ANVIK)).count(), 4);
    assert_eq!(board.plan.stage(NORTH, Measure::Revenue), None, "approving a unit approves no other");
}

#[test]
fn a_signature_needs_proof_and_the_figures_that_its_author_saw() {
    let mut board = planned();
    let unproved = |content, proof| {
        let (unit, action, comment) = (ANVIK, Action::Submit, String::new());
        let act = Act::Move { subject: ApprovalUnit::whole(unit), action, content, comment, books_gap: false, proof };
        Verb::Approve(Box::new(Wish { act, now: 0 }))
    };
    let seen = fingerprint(&board.plan, ApprovalUnit::whole(ANVIK));
    let fault = |fault| Rejection::Approval(Box::new(fault));
    assert_eq!(board.refusal(&manager(ANVIK), unproved(seen, None)), fault(Fault::Unproved));
    board.targets(&[(at(ANVIK, MARCH), 101)]);
    let changed = board.refusal(&manager(ANVIK), unproved(seen, Some(Proof::Name)));
    assert_eq!(changed, fault(Fault::FiguresChanged));
}

#[test]
fn what_is_submitted_is_locked_and_the_committees_change_makes_exactly_its_signatures_stale() {
    let mut board = signed_off(ANVIK, NORTH);
    act(&mut board, &manager(BODO), BODO, Action::Submit);
    let commit = |unit| Verb::Assign {
        slice: Slice::Commitment,
        measure: Measure::Revenue,
        at: at(unit, JANUARY),
        to: Some(90),
        method: domain::command::Method::Current,
    };
    assert_eq!(board.refusal(&manager(ANVIK), commit(ANVIK)), Rejection::Locked { unit: ANVIK });
    assert_eq!(board.refusal(&manager(NORTH), commit(ANVIK)), Rejection::Locked { unit: ANVIK });
    board.targets(&[(at(ANVIK, JANUARY), 140)]);
    let stale = |board: &Board, unit| {
        let now = fingerprint(&board.plan, ApprovalUnit::whole(unit));
        board.plan.approvals().reviews[&ApprovalUnit::whole(unit)].stale(&now).count()
    };
    assert_eq!((stale(&board, ANVIK), stale(&board, BODO)), (3, 0));
    assert_eq!(refused(&mut board, &executive(), ANVIK, Action::Approve), Fault::Stale);
    for actor in [manager(ANVIK), manager(NORTH), committee()] {
        act(&mut board, &actor, ANVIK, Action::Confirm);
    }
    assert_eq!(refused(&mut board, &committee(), ANVIK, Action::Confirm), Fault::NotNow);
    act(&mut board, &executive(), ANVIK, Action::Approve);
    assert_eq!((stale(&board, ANVIK), board.plan.stage(ANVIK, Measure::Revenue)), (0, Some(Stage::Approved)));
    // What goes back to what was signed is no longer stale.
    board.targets(&[(at(ANVIK, JANUARY), 150)]);
    assert_eq!(stale(&board, ANVIK), 4);
    board.targets(&[(at(ANVIK, JANUARY), 140)]);
    assert_eq!(stale(&board, ANVIK), 0);
}

#[test]
fn a_gap_keeps_a_unit_from_being_submitted_unless_it_is_booked_with_a_reason() {
    let mut board = planned();
    board.run(&committee(), Verb::SetGoal(GoalTarget { metric: Metric::TopLine, target: 1_600 }));
    assert_eq!(gaps(&board.plan, ApprovalUnit::whole(COMPANY)), [(Measure::Revenue, 100)]);
    let Fault::Blocked(breaches) = refused(&mut board, &committee(), COMPANY, Action::Submit) else { panic!() };
    assert_eq!(breaches[0].found, Found::Gaps(vec![(Measure::Revenue, 100)]));
    let verb = does(&board, COMPANY, Action::Submit, "the new region follows in March");
    board.run(&committee(), verb);
    let kept = board.plan.approvals().of(ApprovalUnit::whole(COMPANY)).next().unwrap();
    assert_eq!(kept.record.breaches, breaches);
    assert_eq!(kept.record.comment, "the new region follows in March");
}

#[test]
fn two_of_three_answer_side_by_side_each_once() {
    let mut board = planned();
    let place = |actor: &Actor| Approver::Person { person: actor.person.clone(), name: actor.name.clone() };
    let (one, two, three) = (committee(), second_committee(), executive());
    set_path(&mut board, vec![step(vec![place(&one), place(&two), place(&three)], 2)], Vec::new());
    act(&mut board, &manager(ANVIK), ANVIK, Action::Submit);
    act(&mut board, &three, ANVIK, Action::Promote);
    assert_eq!(refused(&mut board, &three, ANVIK, Action::Promote), Fault::NotAsked);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::UnderReview));
    act(&mut board, &one, ANVIK, Action::Promote);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::SignedOff));
}

#[test]
fn a_delegate_answers_for_somebody_and_a_substitute_while_they_are_away() {
    let mut board = planned();
    act(&mut board, &manager(ANVIK), ANVIK, Action::Submit);
    act(&mut board, &manager(NORTH), ANVIK, Action::Delegate { to: party(&executive()) });
    assert_eq!(refused(&mut board, &manager(NORTH), ANVIK, Action::Promote), Fault::NotAsked);
    act(&mut board, &executive(), ANVIK, Action::Promote);
    let review = &board.plan.approvals().reviews[&ApprovalUnit::whole(ANVIK)];
    assert_eq!(review.assents[1].on_behalf, Some(party(&manager(NORTH))));

    let away = Act::Substitute(Some((party(&executive()), 100, 200)));
    act(&mut board, &manager(BODO), BODO, Action::Submit);
    board.run(&manager(NORTH), Verb::Approve(Box::new(Wish { act: away, now: 0 })));
    let at = |now| place_of(&board.plan, ApprovalUnit::whole(BODO), &executive(), now).is_some();
    assert_eq!([at(99), at(100), at(199), at(200)], [false, true, true, false]);
    let nonsense = Act::Substitute(Some((party(&executive()), 200, 200)));
    let refusal = board.refusal(&manager(NORTH), Verb::Approve(Box::new(Wish { act: nonsense, now: 0 })));
    assert_eq!(refusal, Rejection::Approval(Box::new(Fault::AbsenceUnsound)));
}

#[test]
fn rules_block_warn_or_ask_an_executive_too() {
    let mut board = planned();
    let margin = Rule { check: Check::Margin { floor: 10_001 }, consequence: Consequence::Reroute };
    let growth = Rule { check: Check::Growth { low: 0, high: 500 }, consequence: Consequence::Warn };
    let expense = Rule { check: Check::Expense { limit: 0 }, consequence: Consequence::Block };
    set_path(&mut board, vec![step(vec![Approver::Above(1)], 1)], vec![margin, growth, expense]);
    act(&mut board, &manager(ANVIK), ANVIK, Action::Submit);
    let kept = board.plan.approvals().of(ApprovalUnit::whole(ANVIK)).next().unwrap();
    let found = |rule, found| Breach { rule, found };
    let expect = [found(margin, Found::Rate(Some(10_000))), found(growth, Found::Rate(None))];
    assert_eq!(kept.record.breaches, expect);
    act(&mut board, &manager(NORTH), ANVIK, Action::Promote);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::UnderReview));
    act(&mut board, &executive(), ANVIK, Action::Promote);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::SignedOff));
    let path = Path { steps: vec![step(vec![Approver::Above(1)], 2)], rules: vec![], four_eyes: true };
    let unsound = Act::SetPaths(Paths(vec![(MeasureGroup::WHOLE, path)]));
    let refusal = board.refusal(&committee(), Verb::Approve(Box::new(Wish { act: unsound, now: 0 })));
    assert_eq!(refusal, Rejection::Approval(Box::new(Fault::PathUnsound)));
}

#[test]
fn a_rejected_unit_goes_back_with_the_signatures_before_and_may_write_again_at_the_start() {
    let mut board = signed_off(ANVIK, NORTH);
    let wordless = does(&board, ANVIK, Action::Reject { to: Some(1) }, "");
    assert_eq!(board.refusal(&executive(), wordless), Rejection::ReasonMissing);
    let back = does(&board, ANVIK, Action::Reject { to: Some(1) }, "look again at March");
    board.run(&executive(), back);
    let review = &board.plan.approvals().reviews[&ApprovalUnit::whole(ANVIK)];
    assert_eq!((review.step, review.assents.len()), (1, 2));
    let all_the_way = does(&board, ANVIK, Action::Reject { to: None }, "start again");
    board.run(&committee(), all_the_way);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), None);
    assert_eq!(board.plan.approvals().of(ApprovalUnit::whole(ANVIK)).count(), 5, "the record keeps everything");
    board.run(
        &manager(ANVIK),
        Verb::Assign {
            slice: Slice::Commitment,
            measure: Measure::Revenue,
            at: at(ANVIK, JANUARY),
            to: Some(90),
            method: domain::command::Method::Current,
        },
    );
    act(&mut board, &manager(ANVIK), ANVIK, Action::Submit);
    act(&mut board, &manager(ANVIK), ANVIK, Action::Withdraw);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), None);
}

#[test]
fn a_frozen_unit_is_written_by_nobody_and_stands_afterwards_where_it_stood() {
    let mut board = signed_off(ANVIK, NORTH);
    act(&mut board, &committee(), ANVIK, Action::Freeze);
    let write = Verb::Assign {
        slice: Slice::Target,
        measure: Measure::Revenue,
        at: at(ANVIK, JANUARY),
        to: Some(90),
        method: domain::command::Method::Current,
    };
    assert_eq!(board.refusal(&committee(), write), Rejection::Locked { unit: ANVIK });
    act(&mut board, &committee(), ANVIK, Action::Unfreeze);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::SignedOff));
    act(&mut board, &committee(), BODO, Action::Freeze);
    act(&mut board, &committee(), BODO, Action::Unfreeze);
    assert_eq!(board.plan.stage(BODO, Measure::Revenue), None);
}

#[test]
fn the_committee_takes_over_a_step_that_nobody_can_answer_and_gives_it_back() {
    let mut board = planned();
    act(&mut board, &manager(ANVIK), ANVIK, Action::Submit);
    act(&mut board, &committee(), ANVIK, Action::TakeOwnership);
    assert_eq!(refused(&mut board, &manager(NORTH), ANVIK, Action::Promote), Fault::NotAsked);
    act(&mut board, &committee(), ANVIK, Action::Return);
    assert!(place_of(&board.plan, ApprovalUnit::whole(ANVIK), &manager(NORTH), 0).is_some());
    act(&mut board, &committee(), ANVIK, Action::TakeOwnership);
    act(&mut board, &committee(), ANVIK, Action::Promote);
    assert_eq!(board.plan.approvals().reviews[&ApprovalUnit::whole(ANVIK)].step, 1);
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn every_review_can_go_on_and_everybody_sees_of_it_what_the_log_gives(
        moves in prop::collection::vec((any::<bool>(), 0..9_u32, 0..14_usize, 0..20_usize, sensible()), 1..24),
    ) {
        let mut board = Board::open(family());
        let everybody = people();
        let mut seen: Vec<_> = everybody.iter().map(|actor| View::new(board.plan.outline(), actor).plan(&board.plan)).collect();
        for (approves, unit, which, who, step) in &moves {
            let before = board.log.len();
            if *approves && *which == 13 {
                let marketing = MeasureGroup::of([Measure::MarketingExpense]);
                let others = MeasureGroup::of(Measure::ALL.into_iter().filter(|measure| !marketing.contains(*measure)));
                let groups = if who % 2 == 0 { vec![MeasureGroup::WHOLE] } else { vec![others, marketing] };
                let act = Act::SetPaths(Paths(groups.into_iter().map(|group| (group, Path::default())).collect()));
                board.run(&committee(), Verb::Approve(Box::new(Wish { act, now: 0 })));
            } else if *approves {
                let actor = &everybody[who % everybody.len()];
                let subjects = approval_units_of(&board.plan, *unit, MeasureGroup::WHOLE);
                let subject = subjects[which % subjects.len()];
                let mine = actions(&board.plan, actor, subject, 0);
                let Some(action) = mine.get(which % mine.len().max(1)) else { continue };
                let action = match action {
                    Action::Delegate { .. } => Action::Delegate { to: party(&everybody[(who + 1) % everybody.len()]) },
                    action => action.clone(),
                };
                let verb = does_with(&board, subject, action.clone(), "because");
                if let Err(refusal) = board.try_run(actor, verb) {
                    // Whatever is offered happens, but for rules of the path; a delegate may be its author.
                    let rules = matches!(&refusal, Rejection::Approval(fault) if matches!(**fault, Fault::Blocked(_)));
                    prop_assert!(rules || matches!(action, Action::Delegate { .. }), "{action:?}: {refusal:?}");
                }
            } else if let Some((actor, verb)) = step.on(&board.plan) {
                let _ = board.try_run(&actor, verb);
            }
            for entry in &board.log[before..] {
                for (actor, seen) in everybody.iter().zip(&mut seen) {
                    seen.evolve(&View::new(board.plan.outline(), actor).entry(&board.plan, entry));
                }
            }
            for actor in &everybody {
                for waiting in waiting(&board.plan, actor, &everybody, 0) {
                    let mine = actions(&board.plan, actor, waiting.subject, 0);
                    let can = [Action::Submit, Action::Promote, Action::Approve, Action::Confirm];
                    prop_assert!(can.iter().any(|action| mine.contains(action)), "{waiting:?} of {}", actor.name);
                }
            }
            for unit in 0..9 {
                let subjects = approval_units_of(&board.plan, unit, MeasureGroup::WHOLE);
                let numbers: usize = subjects.iter().map(|subject| subject.group.measures().count()).sum();
                prop_assert_eq!(numbers, Measure::ALL.len(), "{:?}", subjects);
                for subject in subjects {
                    if matches!(standing(&board.plan, subject), Some(Stage::UnderReview | Stage::SignedOff)) {
                        let can = |actor: &Actor| !actions(&board.plan, actor, subject, 0).is_empty();
                        prop_assert!(everybody.iter().any(can), "nobody can go on with {subject:?}");
                        let again = approval_units_of(&board.plan, unit, subject.group);
                        prop_assert_eq!(again, [subject], "what is on its way shares no number");
                    }
                }
            }
        }
        for (actor, seen) in everybody.iter().zip(&seen) {
            let view = View::new(board.plan.outline(), actor).plan(&board.plan);
            prop_assert_eq!(view.approvals(), seen.approvals());
            for unit in 0..9 {
                for measure in Measure::ALL {
                    prop_assert_eq!(view.stage(unit, measure), seen.stage(unit, measure));
                }
            }
        }
        let opened = Snapshot::of(&board.plan).open();
        prop_assert_eq!(opened.approvals(), board.plan.approvals());
    }
}

#[test]
fn only_a_role_that_answers_for_a_unit_submits_it() {
    let board = planned();
    for actor in [executive(), guest(), manager(BODO)] {
        assert!(actions(&board.plan, &actor, ApprovalUnit::whole(ANVIK), 0).is_empty(), "{}", actor.name);
    }
    assert_eq!(
        actions(&board.plan, &manager(NORTH), ApprovalUnit::whole(ANVIK), 0),
        [Action::Submit, Action::Start { due: None }]
    );
    assert_eq!(actions(&board.plan, &manager(ANVIK), ApprovalUnit::whole(ANVIK), 0), [Action::Submit]);
    let committees = [Action::Submit, Action::Freeze, Action::Start { due: None }];
    assert_eq!(actions(&board.plan, &committee(), ApprovalUnit::whole(ANVIK), 0), committees);
    assert_eq!(committee().role, Role::Committee);
}

#[test]
fn what_signs_is_never_read_from_a_message() {
    let mut message = encode(&command(1, 0, Verb::Undo));
    message.extend([0; 64]);
    let verb = message.len() - 65;
    let mut read = 0;
    for index in 0..=u8::MAX {
        message[verb] = index;
        for end in verb + 1..message.len() {
            let Ok(command) = decode::<Command>(&message[..end]) else { continue };
            assert!(!matches!(command.verb, Verb::Approve(_)), "{command:?}");
            read += 1;
        }
    }
    assert!(read > 5, "other verbs are read: {read}");
}

#[test]
fn who_is_away_is_known_to_those_above_alone() {
    let mut board = planned();
    let named = Act::Substitute(Some((party(&executive()), 100, 200)));
    for act in [named, Act::Substitute(None)] {
        board.run(&manager(NORTH), Verb::Approve(Box::new(Wish { act, now: 0 })));
        let entry = board.log.last().unwrap();
        for (reader, knows) in
            [(manager(SOUTH), false), (manager(ANVIK), false), (manager(NORTH), true), (committee(), true)]
        {
            let view = View::new(board.plan.outline(), &reader);
            let (seen, plan) = (encode(&view.entry(&board.plan, entry)), view.plan(&board.plan));
            let name = manager(NORTH).name;
            let told = seen.windows(name.len()).any(|bytes| bytes == name.as_bytes());
            assert_eq!(told, knows, "{}", reader.name);
            assert!(knows || plan.approvals().substitutes.is_empty());
        }
    }
}
