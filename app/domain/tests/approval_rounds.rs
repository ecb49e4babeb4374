//! Rounds of approvals: who is asked to propose and until when, measures that go together, and what is put away.

use crate::support::board::*;
use domain::actor::Actor;
use domain::approval::{
    Act, Action, ApprovalUnit, Approver, Check, Consequence, Fault, Found, MeasureGroup, Party, Path, Paths, Proof,
    Rule, Stage, Step, Waiting, Want, Wish, approval_units_of, due_of, figures, fingerprint, is_barred, waiting,
};
use domain::command::{Method, Verb};
use domain::decide::decide;
use domain::dimension::{MemberId, ROOT};
use domain::live::encode;
use domain::mail::{Notice, notices};
use domain::measure::{Measure, Slice};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::reorganization::Move;
use domain::snapshot::Snapshot;
use domain::view::View;

const DAY: i64 = 86_400_000;

fn marketing() -> MeasureGroup {
    MeasureGroup::of([Measure::MarketingExpense])
}

fn others() -> MeasureGroup {
    MeasureGroup::of(Measure::ALL.into_iter().filter(|measure| *measure != Measure::MarketingExpense))
}

fn path(steps: Vec<Step>) -> Path {
    Path { steps, rules: Vec::new(), four_eyes: true }
}

fn step(approver: Approver, days: Option<u16>) -> Step {
    Step { approvers: vec![approver], needed: 1, days }
}

fn does(plan: &Plan, subject: ApprovalUnit, action: Action, now: i64) -> Verb {
    let (content, comment) = (fingerprint(plan, subject), "because".to_owned());
    let act = Act::Move { subject, action, content, comment, books_gap: false, proof: Some(Proof::Password) };
    Verb::Approve(Box::new(Wish { act, now }))
}

fn act(board: &mut Board, actor: &Actor, subject: ApprovalUnit, action: Action) {
    let verb = does(&board.plan, subject, action, 0);
    board.run(actor, verb);
}

fn set(board: &mut Board, paths: Vec<(MeasureGroup, Path)>) {
    let act = Act::SetPaths(Paths(paths));
    board.run(&committee(), Verb::Approve(Box::new(Wish { act, now: 0 })));
}

/// What waits for somebody, by unit.
fn waits(board: &Board, actor: &Actor) -> Vec<(MemberId, Want)> {
    let found = waiting(&board.plan, actor, &everybody(), 0);
    found.iter().map(|waiting| (waiting.subject.unit, waiting.want)).collect()
}

fn everybody() -> Vec<Actor> {
    vec![committee(), executive(), manager(NORTH), manager(ANVIK), manager(SOUTH), manager(CADIZ)]
}

fn marketing_expense(unit: MemberId, to: i64) -> Verb {
    let (slice, measure) = (Slice::Target, Measure::MarketingExpense);
    Verb::Assign { slice, measure, at: at(unit, JANUARY), to: Some(to), method: Method::Current }
}

#[test]
fn whoever_answers_for_a_unit_is_asked_to_propose_level_by_level() {
    let mut board = planned();
    let due = Some(9 * DAY);
    act(&mut board, &committee(), ApprovalUnit::whole(ROOT), Action::Distribute { due });
    assert_eq!(waits(&board, &manager(NORTH)), [(NORTH, Want::Proposal)]);
    assert_eq!(waits(&board, &manager(ANVIK)), []);
    act(&mut board, &manager(NORTH), ApprovalUnit::whole(NORTH), Action::Distribute { due });
    assert_eq!(waits(&board, &manager(ANVIK)), [(ANVIK, Want::Proposal)]);
    // Nobody manages Bodo: whoever is nearest above is asked.
    assert_eq!(waits(&board, &manager(NORTH)), [(NORTH, Want::Proposal), (BODO, Want::Proposal)]);
    act(&mut board, &manager(ANVIK), ApprovalUnit::whole(ANVIK), Action::Submit);
    assert_eq!(waits(&board, &manager(ANVIK)), []);
    assert!(waits(&board, &manager(NORTH)).contains(&(ANVIK, Want::Signature)));
    act(&mut board, &manager(NORTH), ApprovalUnit::whole(ANVIK), Action::Reject { to: None });
    assert_eq!(waits(&board, &manager(ANVIK)), [(ANVIK, Want::Proposal)], "what goes back is asked for anew");
    let kept: Vec<_> = board.plan.approvals().of(ApprovalUnit::whole(ANVIK)).map(|kept| &kept.record.action).collect();
    assert_eq!(kept, [&Action::Start { due }, &Action::Submit, &Action::Reject { to: None }]);
}

#[test]
fn only_those_above_ask_for_a_proposal_and_no_day_that_is_over() {
    let mut board = planned();
    let start = |due, now| does(&board.plan, ApprovalUnit::whole(ANVIK), Action::Start { due }, now);
    let (own, late) = (start(None, 0), start(Some(5), 5));
    assert_eq!(board.refusal(&manager(ANVIK), own.clone()), Rejection::NotAllowed);
    assert_eq!(board.refusal(&executive(), own), Rejection::NotAllowed);
    assert_eq!(board.refusal(&manager(NORTH), late), Rejection::Approval(Box::new(Fault::DuePassed)));
    let below = does(&board.plan, ApprovalUnit::whole(ANVIK), Action::Distribute { due: None }, 0);
    assert_eq!(board.refusal(&manager(ANVIK), below), Rejection::Approval(Box::new(Fault::NotNow)));
}

#[test]
fn a_step_is_late_after_its_days_and_its_signer_is_reminded_before() {
    let mut board = planned();
    set(&mut board, vec![(MeasureGroup::WHOLE, path(vec![step(Approver::Above(1), Some(4))]))]);
    act(&mut board, &manager(ANVIK), ApprovalUnit::whole(ANVIK), Action::Submit);
    let since = board.log.last().unwrap().at;
    let one = |now| -> Waiting { waiting(&board.plan, &manager(NORTH), &everybody(), now)[0] };
    assert_eq!(one(since).due, Some(since + 4 * DAY));
    assert!(!one(since + 4 * DAY).is_late(since + 4 * DAY));
    assert!(one(since + 4 * DAY + 1).is_late(since + 4 * DAY + 1));
    let reminded = |hours: i64| {
        let people = everybody();
        let told = notices(&board.plan, &people, since + 4 * DAY - hours * 3_600_000);
        let mut reminders = told.into_iter().filter_map(|(actor, notice)| match notice {
            Notice::ApprovalReminder { hours, .. } => Some((actor.name.clone(), hours)),
            _ => None,
        });
        reminders.next()
    };
    assert_eq!(reminded(73), None);
    for hours in [72, 24, 2] {
        assert_eq!(reminded(hours), Some((manager(NORTH).name, hours)));
    }
    let keys = |now| notices(&board.plan, &everybody(), now).iter().map(|(_, told)| told.key()).collect::<Vec<_>>();
    let soon = since + 4 * DAY - 60_000;
    assert_eq!(keys(soon), [format!("sign:{since}:anvik"), format!("remind-sign:{}:2:anvik", since + 4 * DAY)]);
}

#[test]
fn measures_that_do_not_go_together_are_approved_and_locked_apart() {
    let mut board = planned();
    let committees = || path(vec![step(Approver::Function(domain::actor::Role::Committee), None)]);
    set(&mut board, vec![(others(), path(vec![step(Approver::Above(1), None)])), (marketing(), committees())]);
    let (sales, own) =
        (ApprovalUnit { unit: ANVIK, group: others() }, ApprovalUnit { unit: ANVIK, group: marketing() });
    let whole = does(&board.plan, ApprovalUnit::whole(ANVIK), Action::Submit, 0);
    assert_eq!(board.refusal(&manager(ANVIK), whole), Rejection::Approval(Box::new(Fault::NotNow)));
    act(&mut board, &manager(ANVIK), sales, Action::Submit);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::UnderReview));
    assert_eq!(board.plan.stage(ANVIK, Measure::MarketingExpense), None);
    let locked = board.refusal(&manager(NORTH), target(at(ANVIK, JANUARY), 5));
    assert_eq!(locked, Rejection::Locked { unit: ANVIK });
    board.run(&manager(NORTH), marketing_expense(ANVIK, 7));
    let stale = |board: &Board, subject: ApprovalUnit| {
        board.plan.approvals().reviews[&subject].stale(&fingerprint(&board.plan, subject)).count()
    };
    assert_eq!(stale(&board, sales), 0, "other measures make nothing stale");
    act(&mut board, &manager(ANVIK), own, Action::Submit);
    act(&mut board, &committee(), own, Action::Promote);
    act(&mut board, &executive(), own, Action::Approve);
    assert_eq!(board.plan.stage(ANVIK, Measure::MarketingExpense), Some(Stage::Approved));
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::UnderReview));
    board.run(&committee(), marketing_expense(ANVIK, 8));
    assert_eq!((stale(&board, sales), stale(&board, own)), (0, 3));
    let both = figures(&board.plan, sales).lines().count() + figures(&board.plan, own).lines().count();
    assert_eq!(both, figures(&board.plan, ApprovalUnit::whole(ANVIK)).lines().count());
}

#[test]
fn what_is_on_its_way_keeps_its_measures_when_others_go_together() {
    let mut board = planned();
    let twice = Act::SetPaths(Paths(vec![(MeasureGroup::WHOLE, Path::default()), (marketing(), Path::default())]));
    let unsound = board.refusal(&committee(), Verb::Approve(Box::new(Wish { act: twice, now: 0 })));
    assert_eq!(unsound, Rejection::Approval(Box::new(Fault::PathUnsound)));
    act(&mut board, &committee(), ApprovalUnit::whole(BODO), Action::Start { due: None });
    act(&mut board, &manager(ANVIK), ApprovalUnit::whole(ANVIK), Action::Submit);
    let split = |board: &mut Board| set(board, vec![(others(), Path::default()), (marketing(), Path::default())]);
    split(&mut board);
    let parts = |unit| [ApprovalUnit { unit, group: others() }, ApprovalUnit { unit, group: marketing() }];
    assert_eq!(approval_units_of(&board.plan, BODO, MeasureGroup::WHOLE), parts(BODO));
    assert_eq!(waits(&board, &manager(NORTH))[..2], [(BODO, Want::Proposal); 2], "both are asked for");
    assert_eq!(approval_units_of(&board.plan, ANVIK, MeasureGroup::WHOLE), [ApprovalUnit::whole(ANVIK)]);
    let part = does(&board.plan, parts(ANVIK)[1], Action::Submit, 0);
    assert_eq!(board.refusal(&committee(), part), Rejection::Approval(Box::new(Fault::NotNow)));
    act(&mut board, &manager(NORTH), ApprovalUnit::whole(ANVIK), Action::Promote);
    act(&mut board, &committee(), ApprovalUnit::whole(ANVIK), Action::Reject { to: None });
    assert_eq!(waits(&board, &manager(ANVIK)), [(ANVIK, Want::Proposal); 2], "each part is asked for");
    let own = parts(ANVIK)[1];
    act(&mut board, &manager(ANVIK), own, Action::Submit);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), None);
    assert_eq!(board.plan.approvals().of(own).count(), 4, "its record knows the time before");
    // Together again, the rest can still go its way.
    set(&mut board, vec![(MeasureGroup::WHOLE, Path::default())]);
    assert_eq!(approval_units_of(&board.plan, ANVIK, MeasureGroup::WHOLE), parts(ANVIK));
    assert_eq!(waits(&board, &manager(ANVIK)), [(ANVIK, Want::Proposal)]);
    act(&mut board, &manager(ANVIK), parts(ANVIK)[0], Action::Submit);
    assert_eq!(waits(&board, &manager(ANVIK)), []);
}

#[test]
fn whoever_takes_a_proposal_back_is_asked_as_before() {
    let mut board = planned();
    let (subject, due) = (ApprovalUnit::whole(ANVIK), Some(9 * DAY));
    act(&mut board, &manager(NORTH), subject, Action::Start { due });
    act(&mut board, &manager(ANVIK), subject, Action::Submit);
    assert_eq!(waits(&board, &manager(ANVIK)), []);
    act(&mut board, &manager(ANVIK), subject, Action::Withdraw);
    assert_eq!(waiting(&board.plan, &manager(ANVIK), &everybody(), 0)[0].due, due);
    act(&mut board, &committee(), subject, Action::Freeze);
    assert_eq!(
        (waits(&board, &manager(ANVIK)), due_of(&board.plan, subject)),
        (vec![], None),
        "frozen, it is not asked"
    );
    act(&mut board, &committee(), subject, Action::Unfreeze);
    assert_eq!(due_of(&board.plan, subject), due);
    // With the unit above on its way, there is nothing that its manager could do.
    act(&mut board, &manager(NORTH), ApprovalUnit::whole(NORTH), Action::Submit);
    assert_eq!(waits(&board, &manager(ANVIK)), []);
}

#[test]
fn asking_every_unit_below_starts_nothing_anew_and_nothing_that_could_not_be_proposed() {
    let mut board = planned();
    set(&mut board, vec![(MeasureGroup::WHOLE, path(vec![step(Approver::Above(1), None)]))]);
    act(&mut board, &manager(ANVIK), ApprovalUnit::whole(ANVIK), Action::Submit);
    act(&mut board, &manager(NORTH), ApprovalUnit::whole(ANVIK), Action::Promote);
    act(&mut board, &executive(), ApprovalUnit::whole(ANVIK), Action::Approve);
    act(&mut board, &committee(), ApprovalUnit::whole(ANVIK), Action::Archive);
    set(&mut board, vec![(others(), Path::default()), (marketing(), Path::default())]);
    let north = ApprovalUnit { unit: NORTH, group: marketing() };
    act(&mut board, &manager(NORTH), north, Action::Distribute { due: None });
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::Archived));
    let called: Vec<ApprovalUnit> = board.plan.approvals().calls.keys().copied().collect();
    assert_eq!(called, [ApprovalUnit { unit: BODO, group: marketing() }], "exactly these measures of who can be asked");
    act(&mut board, &committee(), north, Action::Freeze);
    let below = does(&board.plan, north, Action::Distribute { due: None }, 0);
    assert_eq!(board.refusal(&manager(NORTH), below), Rejection::Locked { unit: NORTH });
    let one = does(&board.plan, ApprovalUnit { unit: BODO, group: marketing() }, Action::Start { due: None }, 0);
    assert_eq!(board.refusal(&manager(NORTH), one), Rejection::Locked { unit: NORTH });
}

#[test]
fn whoever_signs_a_step_signs_the_one_that_they_saw_and_nobody_sets_a_path_that_they_have_not_seen() {
    let mut board = planned();
    let step = || step(Approver::Function(domain::actor::Role::Committee), None);
    set(&mut board, vec![(MeasureGroup::WHOLE, path(vec![step(), step()]))]);
    act(&mut board, &manager(ANVIK), ApprovalUnit::whole(ANVIK), Action::Submit);
    let base = board.plan.revision();
    let sign = |board: &Board| command(77, base, does(&board.plan, ApprovalUnit::whole(ANVIK), Action::Promote, 0));
    let late = sign(&board);
    act(&mut board, &committee(), ApprovalUnit::whole(ANVIK), Action::Promote);
    let colleague = Actor { person: "another".to_owned(), ..committee() };
    let refused = |fault| Err(Rejection::Approval(Box::new(fault)));
    assert_eq!(decide(&board.plan, &late, &colleague), refused(Fault::NotNow));
    act(&mut board, &colleague, ApprovalUnit::whole(ANVIK), Action::Promote);
    let paths = Act::SetPaths(Paths::default());
    let unseen = command(78, 0, Verb::Approve(Box::new(Wish { act: paths, now: 0 })));
    assert_eq!(decide(&board.plan, &unseen, &colleague), refused(Fault::PathChanged));
}

#[test]
fn nobody_takes_over_or_is_given_a_step_that_they_could_not_sign() {
    let mut board = planned();
    let subject = ApprovalUnit::whole(ANVIK);
    let step = || step(Approver::Function(domain::actor::Role::Committee), None);
    set(&mut board, vec![(MeasureGroup::WHOLE, path(vec![step(), step()]))]);
    act(&mut board, &manager(ANVIK), subject, Action::Submit);
    act(&mut board, &committee(), subject, Action::Promote);
    let four_eyes = Rejection::Approval(Box::new(Fault::FourEyes));
    let take = does(&board.plan, subject, Action::TakeOwnership, 0);
    assert_eq!(board.refusal(&committee(), take), four_eyes);
    assert!(is_barred(&board.plan, &committee(), subject, 0));
    let colleague = Actor { person: "another".to_owned(), ..committee() };
    assert!(!is_barred(&board.plan, &colleague, subject, 0));
    let to = Party::from(&manager(ANVIK));
    let give = does(&board.plan, subject, Action::Delegate { to }, 0);
    assert_eq!(board.refusal(&colleague, give), four_eyes);
}

#[test]
fn what_is_on_its_way_moves_with_its_unit() {
    let mut board = planned();
    let limit = Check::Limit { unit: BODO, measure: Measure::Revenue, low: Some(i64::MAX), high: None };
    let rules = vec![Rule { check: limit, consequence: Consequence::Warn }];
    set(&mut board, vec![(MeasureGroup::WHOLE, Path { rules, ..Path::default() })]);
    act(&mut board, &committee(), ApprovalUnit::whole(ANVIK), Action::Start { due: Some(9 * DAY) });
    act(&mut board, &manager(NORTH), ApprovalUnit::whole(BODO), Action::Submit);
    let told = |board: &Board| {
        let units = &board.plan.outline().units;
        let code = |unit: MemberId| units.get(unit).unwrap().code.clone();
        let bound = |rules: &[Rule]| match rules[0].check {
            Check::Limit { unit, .. } => code(unit),
            _ => panic!("no limit"),
        };
        let approvals = board.plan.approvals();
        let (subject, review) = approvals.reviews.first_key_value().unwrap();
        let record = &approvals.of(*subject).next().unwrap().record;
        let called = approvals.calls.keys().map(|called| code(called.unit)).collect::<Vec<_>>();
        let limits =
            [bound(&approvals.paths.0[0].1.rules), bound(&review.path.rules), bound(&[record.breaches[0].rule])];
        let stage = board.plan.stage(units.find("bodo").unwrap(), Measure::Units);
        (code(subject.unit), called, limits, stage, fingerprint(&board.plan, *subject))
    };
    let before = told(&board);
    assert_eq!((&before.0[..], &before.1[..], before.3), ("bodo", &["anvik".to_owned()][..], Some(Stage::UnderReview)));
    let away = Move { unit: BODO, to: SOUTH, from: MARCH };
    board.run(&committee(), Verb::Reorganize(vec![away]));
    assert_ne!(board.plan.outline().units.find("bodo"), Some(BODO), "it has another number");
    assert_eq!(told(&board), before);
}

#[test]
fn what_is_approved_is_put_away_with_its_lock_and_its_record_until_it_is_started_again() {
    let mut board = planned();
    let subject = ApprovalUnit::whole(ANVIK);
    set(&mut board, vec![(MeasureGroup::WHOLE, path(vec![step(Approver::Above(1), None)]))]);
    act(&mut board, &manager(ANVIK), subject, Action::Submit);
    act(&mut board, &manager(NORTH), subject, Action::Promote);
    act(&mut board, &executive(), subject, Action::Approve);
    act(&mut board, &committee(), subject, Action::Archive);
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), Some(Stage::Archived));
    let locked = board.refusal(&committee(), target(at(ANVIK, JANUARY), 5));
    assert_eq!(locked, Rejection::Locked { unit: ANVIK });
    assert_eq!(board.plan.approvals().reviews[&subject].assents.len(), 3, "its signatures stay");
    assert_eq!(Snapshot::of(&board.plan).open().stage(ANVIK, Measure::Revenue), Some(Stage::Archived));
    act(&mut board, &manager(NORTH), subject, Action::Start { due: None });
    assert_eq!(board.plan.stage(ANVIK, Measure::Revenue), None);
    assert_eq!(waits(&board, &manager(ANVIK)), [(ANVIK, Want::Proposal)]);
    assert_eq!(board.plan.approvals().of(subject).count(), 5, "nothing of the record is lost");
    board.run(&committee(), target(at(ANVIK, JANUARY), 5));
}

#[test]
fn a_limit_binds_its_unit_alone_and_is_known_to_those_who_see_it() {
    let mut board = planned();
    let limit = |unit| {
        let check = Check::Limit { unit, measure: Measure::Revenue, low: None, high: Some(987_654_321) };
        Rule { check, consequence: Consequence::Block }
    };
    let low = Rule {
        check: Check::Limit { unit: ANVIK, measure: Measure::Revenue, low: Some(987_654_321), high: None },
        consequence: Consequence::Block,
    };
    let steps = vec![step(Approver::Above(1), None)];
    set(&mut board, vec![(MeasureGroup::WHOLE, Path { steps, rules: vec![low, limit(CADIZ)], four_eyes: true })]);
    let entry = board.log.last().unwrap().clone();
    let submit = |unit| does(&board.plan, ApprovalUnit::whole(unit), Action::Submit, 0);
    let (anvik, bodo) = (submit(ANVIK), submit(BODO));
    let Rejection::Approval(fault) = board.refusal(&manager(ANVIK), anvik) else { panic!() };
    let Fault::Blocked(found) = *fault else { panic!() };
    assert!(matches!(found[..], [ref breach] if matches!(breach.found, Found::Amount(Measure::Revenue, _))));
    board.run(&manager(NORTH), bodo);
    let review = &board.plan.approvals().reviews[&ApprovalUnit::whole(BODO)];
    assert_eq!(review.path.rules, [], "a unit's review knows its own limits alone");
    for (reader, known) in [(manager(NORTH), 1), (manager(SOUTH), 1), (manager(BODO), 0), (committee(), 2)] {
        let view = View::new(board.plan.outline(), &reader);
        let rules = |plan: &Plan| plan.approvals().paths.of(MeasureGroup::WHOLE).map(|path| path.rules.len());
        assert_eq!(rules(&view.plan(&board.plan)), Some(known), "{}", reader.name);
        let told = encode(&view.entry(&board.plan, &entry));
        let amount = encode(&987_654_321_i64);
        let times = told.windows(amount.len()).filter(|bytes| *bytes == amount).count();
        assert_eq!(times, known, "{}", reader.name);
    }
}
