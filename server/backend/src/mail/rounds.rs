//! The rounds of the postman: writing down what is to be told, and delivering it.
//!
//! What is told is written down first, under a key that exists once, and says only what it is about: its words are
//! found when it is sent, from what its person may see then, and what has been dealt with meanwhile is not told any more.
//! A server that stops between sending and noting it sends that mail again under the same Message-ID; it is the only way
//! in which a mail goes twice.

use super::looking::Sight;
use super::{Letter, Mails, Part, Posted, Preferences, SendError, Written, Zone};
use crate::identity::{ORGANIZATION, Person};
use crate::store::StoreError;
use crate::store::mails::{Fate, Item};
use domain::mail::{Notice, Timing, gives_up, pause};
use std::collections::HashSet;
use tokio::sync::watch;
use uuid::Uuid;

/// How long a server that has taken a mail may take until others may: longer than any attempt.
const LEASE: i64 = 10 * 60_000;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails that were written down.
    pub written: usize,
    /// Mails that were sent.
    pub sent: usize,
    /// Mails that could not be sent.
    pub failed: usize,
    /// Mails that were over before they were sent.
    pub over: usize,
}

impl Mails {
    /// Goes one round; `write` finds the words. Ends early when it is told to stop, and never within a mail.
    ///
    /// # Errors
    /// The store failed.
    pub async fn round(
        &self,
        write: fn(&Letter<'_>) -> Written,
        stop: &watch::Receiver<bool>,
    ) -> Result<Round, StoreError> {
        let (now, mut round) = (self.boards.now(), Round::default());
        let Some(mailer) = &self.mailer else { return Ok(round) };
        let everybody = self.identity.people().await?;
        let preferences = self.preferences().await?;
        let wanted = everybody.iter().any(|person| preferences.of(person).preference.mails());
        let posted = !self.store.mails_due(ORGANIZATION, now).await?.is_empty();
        if !wanted && !posted {
            return Ok(round);
        }
        let sights = self.look(&everybody, now).await?;
        for person in &everybody {
            round.written += usize::from(self.write_down(person, &preferences, &sights, now).await?);
        }
        for mail in self.store.mails_due(ORGANIZATION, now).await? {
            if *stop.borrow() {
                break;
            }
            let until = now + LEASE;
            let Some(mail) = self.store.claim_mail(ORGANIZATION, &mail, until).await? else { continue };
            let person = everybody.iter().find(|person| person.id == mail.person);
            let letter = match person {
                Some(person) => self.letter(person, &mail, &preferences, &sights).await?,
                None => None,
            };
            let (Some(person), Some(written)) = (person, letter.map(|letter| write(&letter))) else {
                self.store.settle_mail(ORGANIZATION, &mail, Fate::Over).await?;
                round.over += 1;
                continue;
            };
            match mailer.send(person, &mail.id, mail.written, written).await {
                Ok(()) => {
                    self.store.settle_mail(ORGANIZATION, &mail, Fate::Sent(now)).await?;
                    round.sent += 1;
                }
                Err(error) => {
                    self.note_failure(&mail, &error, now).await?;
                    round.failed += 1;
                    // Who does not answer one mail does not answer the next: they stay in the outbox.
                    if !error.is_answer() {
                        break;
                    }
                }
            }
        }
        Ok(round)
    }

    /// Sends a person a mail that is written down nowhere, to try whether mails arrive.
    ///
    /// # Errors
    /// It was not delivered.
    pub async fn try_out(&self, person: &Person, written: Written) -> Result<(), SendError> {
        let mailer = self.mailer.as_ref().ok_or(SendError::NotSetUp)?;
        mailer.send(person, &Uuid::now_v7().to_string(), self.boards.now(), written).await
    }

    /// Writes down what a person is to be told now and was not told before.
    async fn write_down(
        &self,
        person: &Person,
        preferences: &Preferences,
        sights: &[Sight],
        now: i64,
    ) -> Result<bool, StoreError> {
        let kept = preferences.of(person);
        let (preference, zone) = (&kept.preference, zone(&kept.preference.zone));
        let struck = zone.struck(preference.hour, now);
        let tells = preference.timing.tells(struck, kept.digested);
        let is_digest = tells && preference.timing == Timing::Daily;
        let is_told = |notice: &&Notice| if notice.is_reminder() { preference.reminders } else { tells };
        let (mut items, mut digest) = (Vec::new(), Vec::new());
        for sight in sights {
            let mut keys = sight.of(person).iter().filter(is_told).peekable();
            if keys.peek().is_none() {
                continue;
            }
            let told: HashSet<String> =
                self.store.told(ORGANIZATION, &sight.board, &person.id).await?.into_iter().collect();
            for notice in keys.filter(|notice| !told.contains(&notice.key())) {
                let item = Item { board: sight.board.clone(), what: notice.key() };
                // A reminder goes out also where another server answers the striking of the hour.
                if is_digest && !notice.is_reminder() { digest.push(item) } else { items.push(item) }
            }
        }
        let mut written = 0;
        if !items.is_empty() {
            written += self.store.write_mail(ORGANIZATION, &mail(person, now), &items, None).await?;
        }
        if is_digest {
            written += self.store.write_mail(ORGANIZATION, &mail(person, now), &digest, Some(struck)).await?;
        }
        Ok(written > 0)
    }

    /// What a mail tells now; `None` where nothing of it waits any more.
    async fn letter<'a>(
        &'a self,
        person: &'a Person,
        mail: &Posted,
        preferences: &Preferences,
        sights: &[Sight],
    ) -> Result<Option<Letter<'a>>, StoreError> {
        let items = self.store.mail_items(ORGANIZATION, &mail.id).await?;
        let preference = preferences.of(person).preference;
        let mut parts = Vec::new();
        for sight in sights {
            let waiting = sight.of(person);
            let told = |notice: &&Notice| {
                let key = notice.key();
                items.iter().any(|item| item.board == sight.board && item.what == key)
            };
            let notices: Vec<Notice> = waiting.iter().filter(told).cloned().collect();
            if notices.is_empty() {
                continue;
            }
            let same = |notice: &Notice, own: &Notice| own.thread().is_some() && own.thread() == notice.thread();
            let listed = |notice: &&Notice| told(notice) || notices.iter().any(|own| same(notice, own));
            let others = waiting.iter().filter(|notice| !notice.is_reminder() && !listed(notice));
            let earlier = others.count();
            let (actor, plan) = sight.seen_by(person);
            parts.push(Part { board: sight.board.clone(), plan, actor, notices, earlier });
        }
        let (region, zone) = (preference.region, zone(&preference.zone));
        let letter = Letter { to: person, region, zone, base_url: self.base_url(), parts };
        Ok((!letter.parts.is_empty()).then_some(letter))
    }

    async fn note_failure(&self, mail: &Posted, error: &SendError, now: i64) -> Result<(), StoreError> {
        let attempts = u32::try_from(mail.attempts).unwrap_or(u32::MAX);
        let next = (!gives_up(mail.written, now)).then(|| now + pause(attempts));
        tracing::warn!(mail = mail.id, attempts, "a mail was not delivered: {error}");
        self.store.settle_mail(ORGANIZATION, mail, Fate::Failed(&error.to_string(), next)).await
    }
}

/// The zone of a name; universal time where the database of zones knows it no more.
fn zone(name: &str) -> Zone {
    Zone::find(name).unwrap_or_else(Zone::universal)
}

fn mail(person: &Person, now: i64) -> Posted {
    let (id, person) = (Uuid::now_v7().to_string(), person.id.clone());
    Posted { id, person, written: now, next: Some(now), attempts: 0, sent: None, error: None }
}
