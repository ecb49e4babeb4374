//! What people are mailed about, and when: the rules alone. Nothing here knows a mailbox, a clock or a calendar.

use crate::access;
use crate::actor::Actor;
use crate::approval::{MeasureGroup, Waiting, Want, waiting};
use crate::comment::Comment;
use crate::inbox::{self, Aside};
use crate::number::Region;
use crate::plan::Plan;
use crate::thread::{Step, Thread, ThreadId};

/// How long before a deadline it is called to mind, in hours.
pub const REMINDERS: [i64; 3] = [72, 24, 2];

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// The longest pause between two attempts.
const LONGEST_PAUSE: i64 = HOUR;
/// How long a mail is tried: as long as mail servers do.
const PATIENCE: i64 = 5 * 24 * HOUR;

/// When somebody is told of what waits for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// As it comes.
    AtOnce,
    /// Once a day, all together.
    Daily,
    /// Not by mail.
    Never,
}

impl Timing {
    /// Every timing.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Daily, Self::Never];

    /// The word in the store and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Never => "never",
        }
    }

    /// The inverse of [`Timing::code`].
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|timing| timing.code() == code)
    }

    /// Whether what waits is told now: of a day's digest, whether its hour has struck since the last one. However many
    /// days nobody looked, one digest makes up for them.
    pub fn tells(self, struck: i64, digested: i64) -> bool {
        match self {
            Self::AtOnce => true,
            Self::Daily => struck > digested,
            Self::Never => false,
        }
    }
}

/// How somebody wants to be mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    /// When.
    pub timing: Timing,
    /// The hour of a daily digest on their own clock, 0 to 23.
    pub hour: u8,
    /// Whether deadlines are called to mind; these mails never wait for a digest.
    pub reminders: bool,
    /// Their time zone, by its name in the database of IANA.
    pub zone: String,
    /// The language of the mails, and how numbers are written in them.
    pub region: Region,
}

impl Preference {
    /// That of somebody who has never said anything.
    pub fn unsaid(region: Region) -> Self {
        Self { timing: Timing::AtOnce, hour: 8, reminders: true, zone: "UTC".to_owned(), region }
    }

    /// Whether they may be mailed at all.
    pub fn mails(&self) -> bool {
        self.timing != Timing::Never || self.reminders
    }
}

/// Something that waits for a person, and that they are told of once. A further kind gets a variant and a key here, a
/// line in [`notices`], and its words in `app`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A thread came to wait for their answer.
    Answer {
        /// The thread.
        thread: ThreadId,
        /// The revision that gave them the turn.
        came: u64,
    },
    /// A unit waits for their proposal or signature.
    Approval {
        /// What waits.
        waiting: Waiting,
        /// The code of its unit, by which it is known also when units have moved.
        code: String,
        /// What tells this time from an earlier one: since when the unit stands there, or the revision they signed at.
        mark: i64,
    },
    /// A comment tells them, and they have not answered it.
    Comment {
        /// The revision that made it.
        comment: u64,
    },
    /// A deadline of a thread that waits for their answer comes near.
    Reminder {
        /// The thread.
        thread: ThreadId,
        /// The deadline, in milliseconds since 1970 UTC.
        due: i64,
        /// Which of the [`REMINDERS`] it is.
        hours: i64,
    },
    /// The day comes near until which a unit waits for their proposal or signature.
    ApprovalReminder {
        /// What waits.
        waiting: Waiting,
        /// The code of its unit.
        code: String,
        /// The day, in milliseconds since 1970 UTC.
        due: i64,
        /// Which of the [`REMINDERS`] it is.
        hours: i64,
    },
}

fn want(want: Want) -> &'static str {
    match want {
        Want::Proposal => "propose",
        Want::Signature => "sign",
        Want::Difference => "sign-again",
    }
}

/// The code of a unit, with the measures where not all of them go together.
fn key_of(waiting: &Waiting, code: &str) -> String {
    match waiting.subject.group {
        MeasureGroup::WHOLE => code.to_owned(),
        group => format!("{code}:{}", group.code()),
    }
}

impl Notice {
    /// What tells it from everything else that a person is told of a board: of two with one key, one is told.
    pub fn key(&self) -> String {
        match self {
            Self::Answer { thread, came } => format!("answer:{thread}:{came}"),
            Self::Approval { waiting, code, mark } => {
                let (want, code) = (want(waiting.want), key_of(waiting, code));
                format!("{want}:{mark}:{code}")
            }
            Self::ApprovalReminder { waiting, code, due, hours } => {
                let (want, code) = (want(waiting.want), key_of(waiting, code));
                format!("remind-{want}:{due}:{hours}:{code}")
            }
            Self::Comment { comment } => format!("comment:{comment}"),
            Self::Reminder { thread, due, hours } => format!("reminder:{thread}:{due}:{hours}"),
        }
    }

    /// Whether it is told for its hour rather than with everything else.
    pub fn is_reminder(&self) -> bool {
        matches!(self, Self::Reminder { .. } | Self::ApprovalReminder { .. })
    }

    /// The thread that it is about, if it is about one.
    pub fn thread(&self) -> Option<ThreadId> {
        match self {
            Self::Answer { thread, .. } | Self::Reminder { thread, .. } => Some(*thread),
            Self::Approval { .. } | Self::ApprovalReminder { .. } | Self::Comment { .. } => None,
        }
    }

    /// Whether its person has put aside what it is about.
    pub fn rests(&self, plan: &Plan, asides: &[Aside], now: i64) -> bool {
        if let Self::Comment { comment } = self {
            return asides.iter().any(|aside| aside.thread == *comment);
        }
        let thread = self.thread().and_then(|id| plan.thread(id));
        thread.is_some_and(|thread| asides.iter().any(|aside| aside.rests(thread, now)))
    }
}

/// Everything on a board that waits for somebody at a moment, of everybody on it; what they have put aside among it.
pub fn notices<'a>(plan: &Plan, people: &'a [Actor], now: i64) -> Vec<(&'a Actor, Notice)> {
    let mut found = of_threads(plan, people, now);
    found.extend(of_approvals(plan, people, now));
    found.extend(of_comments(plan, people));
    found
}

/// The comments that tell somebody who has not answered them, and who may still read them.
pub fn of_comments<'a>(plan: &Plan, people: &'a [Actor]) -> Vec<(&'a Actor, Notice)> {
    let reads =
        |comment: &Comment, actor: &Actor| comment.unit.is_none_or(|unit| access::sees(plan.outline(), actor, unit));
    let of = |actor: &'a Actor| {
        let told = plan.comments().unanswered(&actor.person).filter(move |comment| reads(comment, actor));
        told.map(move |comment| (actor, Notice::Comment { comment: comment.revision }))
    };
    people.iter().flat_map(of).collect()
}

/// The threads that wait, and the deadlines among them that come near.
pub fn of_threads<'a>(plan: &Plan, people: &'a [Actor], now: i64) -> Vec<(&'a Actor, Notice)> {
    let mut found = Vec::new();
    for thread in plan.threads() {
        let (came, since) = turned(thread);
        let reminder = thread.due.and_then(|due| Some((due, reminder(since, due, now)?)));
        for actor in inbox::asked(plan.outline(), thread, people) {
            if access::sees(plan.outline(), actor, thread.unit) {
                found.push((actor, Notice::Answer { thread: thread.id, came }));
                let reminder = reminder.map(|(due, hours)| Notice::Reminder { thread: thread.id, due, hours });
                found.extend(reminder.map(|reminder| (actor, reminder)));
            }
        }
    }
    found
}

/// The units that wait for a proposal or a signature, and the days among them that come near.
pub fn of_approvals<'a>(plan: &Plan, people: &'a [Actor], now: i64) -> Vec<(&'a Actor, Notice)> {
    let of = |actor: &'a Actor, waiting: Waiting| {
        let Some(member) = plan.outline().units.get(waiting.subject.unit) else { return Vec::new() };
        let review = plan.approvals().reviews.get(&waiting.subject);
        let own = review.into_iter().flat_map(|review| &review.assents);
        let own = own.filter(|assent| assent.who.person == actor.person);
        let signed = own.map(|assent| assent.revision.cast_signed()).max();
        let mark = signed.filter(|_| waiting.want == Want::Difference).unwrap_or(waiting.since);
        let code = member.code.clone();
        let reminder = waiting.due.and_then(|due| Some((due, reminder(waiting.since, due, now)?)));
        let reminder = reminder.map(|(due, hours)| {
            let code = code.clone();
            (actor, Notice::ApprovalReminder { waiting, code, due, hours })
        });
        std::iter::once((actor, Notice::Approval { waiting, code, mark })).chain(reminder).collect()
    };
    let all = |actor| waiting(plan, actor, people, now).into_iter().flat_map(move |waiting| of(actor, waiting));
    people.iter().flat_map(all).collect()
}

/// Which reminder is due: the nearest to the deadline, so that a server that was down over several sends one. None whose
/// hour had passed when the thread came to wait, because that was told then.
pub fn reminder(since: i64, due: i64, now: i64) -> Option<i64> {
    let begins = |hours: i64| due - hours * HOUR;
    let hours = REMINDERS.into_iter().filter(|hours| begins(*hours) <= now).min()?;
    (now < due && since < begins(hours)).then_some(hours)
}

/// The revision and the moment that gave a thread's turn to who has it, or another offer to answer. What keeps the turn
/// is no new call for an answer: a part that was accepted, a delegation, a deadline that went by.
fn turned(thread: &Thread) -> (u64, i64) {
    let turns = |step: &Step| matches!(step, Step::Rejected { .. } | Step::Escalated { .. } | Step::SentBack(_));
    let steps = thread.steps.iter().filter(|taken| turns(&taken.step)).map(|taken| (taken.revision, taken.at));
    let offers = thread.offers.iter().map(|offer| (offer.revision, offer.at));
    offers.chain(steps).max().unwrap_or((thread.id, 0))
}

/// How long to wait after so many attempts: a minute, then twice as long each time, up to an hour.
pub fn pause(attempts: u32) -> i64 {
    let doubled = 1_i64.checked_shl(attempts.saturating_sub(1)).filter(|doubled| *doubled > 0);
    doubled.and_then(|doubled| doubled.checked_mul(MINUTE)).map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}

/// Whether a mail that was written at a moment is tried no more.
pub fn gives_up(written: i64, now: i64) -> bool {
    now - written >= PATIENCE
}
