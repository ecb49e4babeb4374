//! Meetings about the contested numbers of a board. Whoever writes says in whose name: a presenter who is none any more
//! changes nothing.

use super::events::BoardKey;
use super::{Store, StoreError, Writing};
use domain::actor::Party;
use domain::goal::Metric;
use domain::meeting::{Attendee, Item, Mark, Meeting, Note, Weight};
use domain::thread::ThreadId;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Row as _};

const COLUMNS: &str = "meeting, presenter, presenter_name, minutes, opened_at, opened_revision, closed_at, \
    closed_revision, version";

/// Which meeting, of which board.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MeetingKey<'a> {
    pub board: &'a BoardKey,
    pub meeting: &'a str,
}

impl Store {
    /// Begins a meeting with its items, the first of which is discussed at once; false where another one goes on.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub(crate) async fn begin_meeting(&self, board: &BoardKey, new: &Meeting) -> Result<bool, StoreError> {
        let mut writing = self.write().await?;
        let begun = sqlx::query(
            "insert into meeting (organization, board, meeting, presenter, presenter_name, minutes, opened_at,
            opened_revision, closed_at, closed_revision, version) values ($1, $2, $3, $4, $5, $6, $7, $8, null, null, 1)
            on conflict do nothing",
        )
        .bind(&board.organization)
        .bind(&board.board)
        .bind(&new.id)
        .bind(&new.presenter.person)
        .bind(&new.presenter.name)
        .bind(i64::from(new.minutes))
        .bind(new.opened.at)
        .bind(new.opened.revision.cast_signed())
        .execute(&mut *writing)
        .await?;
        if begun.rows_affected() == 0 {
            return Ok(false);
        }
        let key = MeetingKey { board, meeting: &new.id };
        for item in &new.items {
            join(&mut writing, key, item).await?;
        }
        writing.commit().await?;
        Ok(true)
    }

    /// The meetings of a board without what they hold, the latest first.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn meetings(&self, board: &BoardKey) -> Result<Vec<Meeting>, StoreError> {
        let query = format!(
            "select {COLUMNS} from meeting where organization = $1 and board = $2 order by opened_at desc, meeting"
        );
        let rows = sqlx::query(&query).bind(&board.organization).bind(&board.board).fetch_all(self.pool()).await?;
        rows.iter().map(head).collect()
    }

    /// The meeting that goes on at a board, without what it holds.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn meeting_now(&self, board: &BoardKey) -> Result<Option<Meeting>, StoreError> {
        let query =
            format!("select {COLUMNS} from meeting where organization = $1 and board = $2 and closed_at is null");
        let row = sqlx::query(&query).bind(&board.organization).bind(&board.board).fetch_optional(self.pool()).await?;
        row.as_ref().map(head).transpose()
    }

    /// A meeting with what it holds.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn meeting(&self, key: MeetingKey<'_>) -> Result<Option<Meeting>, StoreError> {
        let query = format!("select {COLUMNS} from meeting where organization = $1 and board = $2 and meeting = $3");
        let row = self.rows(&query, key).await?;
        let Some(mut meeting) = row.first().map(head).transpose()? else { return Ok(None) };
        let rows = self.rows(
            "select thread, minutes, spent, since, share, goal from meeting_item
            where organization = $1 and board = $2 and meeting = $3 order by place",
            key,
        );
        meeting.items = rows.await?.iter().map(item).collect::<Result<_, _>>()?;
        meeting.people = self.attendees(key).await?;
        let rows = self.rows(
            "select thread, author_name, at, text from meeting_note
            where organization = $1 and board = $2 and meeting = $3 order by note",
            key,
        );
        meeting.notes = rows.await?.iter().map(note).collect::<Result<_, _>>()?;
        Ok(Some(meeting))
    }

    /// Who is or was in a meeting, in the order they came.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn attendees(&self, key: MeetingKey<'_>) -> Result<Vec<Attendee>, StoreError> {
        let rows = self.rows(
            "select person, name, came_at, here_until from meeting_person
            where organization = $1 and board = $2 and meeting = $3 order by came_at, person",
            key,
        );
        rows.await?.iter().map(attendee).collect()
    }

    async fn rows(&self, query: &str, key: MeetingKey<'_>) -> Result<Vec<AnyRow>, StoreError> {
        Ok(about(query, key).fetch_all(self.pool()).await?)
    }

    /// Notes that somebody is there until a moment; once a meeting is over, nobody comes any more.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn attend(
        &self,
        key: MeetingKey<'_>,
        who: &Party,
        (now, until): (i64, i64),
    ) -> Result<(), StoreError> {
        let mut writing = self.write().await?;
        about(
            "insert into meeting_person (organization, board, meeting, person, name, came_at, here_until)
            select organization, board, meeting, $4, $5, $6, $7 from meeting
            where organization = $1 and board = $2 and meeting = $3 and closed_at is null
            on conflict (organization, board, meeting, person)
            do update set name = excluded.name, here_until = excluded.here_until",
            key,
        )
        .bind(&who.person)
        .bind(&who.name)
        .bind(now)
        .bind(until)
        .execute(&mut *writing)
        .await?;
        writing.commit().await
    }

    /// Goes to an item in the name of a presenter, and lets it join where it has not; false where they are none.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub(crate) async fn go_to_item(
        &self,
        key: MeetingKey<'_>,
        presenter: &str,
        next: &Item,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut writing = self.write().await?;
        if !presides(&mut writing, key, presenter).await? {
            return Ok(false);
        }
        join(&mut writing, key, &Item { since: None, ..next.clone() }).await?;
        let since = about(
            "select since from meeting_item where organization = $1 and board = $2 and meeting = $3 and thread = $4",
            key,
        )
        .bind(next.thread.cast_signed())
        .fetch_one(&mut *writing)
        .await?;
        // Whoever goes where the meeting is, as a second click does, starts no clock anew.
        if since.try_get::<Option<i64>, _>("since")?.is_none() {
            stop_clock(&mut writing, key, now).await?;
            about(
                "update meeting_item set since = $5
                where organization = $1 and board = $2 and meeting = $3 and thread = $4",
                key,
            )
            .bind(next.thread.cast_signed())
            .bind(now)
            .execute(&mut *writing)
            .await?;
        }
        writing.commit().await?;
        Ok(true)
    }

    /// Plans minutes for an item in the name of a presenter; false where they are none.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub(crate) async fn plan_minutes(
        &self,
        key: MeetingKey<'_>,
        presenter: &str,
        thread: ThreadId,
        minutes: u32,
    ) -> Result<bool, StoreError> {
        let mut writing = self.write().await?;
        if !presides(&mut writing, key, presenter).await? {
            return Ok(false);
        }
        about(
            "update meeting_item set minutes = $5
            where organization = $1 and board = $2 and meeting = $3 and thread = $4",
            key,
        )
        .bind(thread.cast_signed())
        .bind(i64::from(minutes))
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Lets somebody else drive in place of a presenter; false where that one drives no more.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub(crate) async fn hand_over(&self, key: MeetingKey<'_>, from: &str, to: &Party) -> Result<bool, StoreError> {
        let mut writing = self.write().await?;
        if !presides(&mut writing, key, from).await? {
            return Ok(false);
        }
        about(
            "update meeting set presenter = $4, presenter_name = $5
            where organization = $1 and board = $2 and meeting = $3",
            key,
        )
        .bind(&to.person)
        .bind(&to.name)
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Writes something down in the name of a presenter; false where they are none.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub(crate) async fn write_note(
        &self,
        key: MeetingKey<'_>,
        presenter: &str,
        note: &Note,
    ) -> Result<bool, StoreError> {
        let mut writing = self.write().await?;
        if !presides(&mut writing, key, presenter).await? {
            return Ok(false);
        }
        about(
            "insert into meeting_note (organization, board, meeting, note, thread, author, author_name, at, text)
            select $1, $2, $3, coalesce(max(note), 0) + 1, $4, $5, $6, $7, $8 from meeting_note
            where organization = $1 and board = $2 and meeting = $3",
            key,
        )
        .bind(note.thread.cast_signed())
        .bind(presenter)
        .bind(&note.author)
        .bind(note.at)
        .bind(&note.text)
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Ends a meeting in the name of its presenter; false where they are none.
    ///
    /// # Errors
    /// The database failed; nothing is stored then.
    pub(crate) async fn end_meeting(
        &self,
        key: MeetingKey<'_>,
        presenter: &str,
        end: Mark,
    ) -> Result<bool, StoreError> {
        let mut writing = self.write().await?;
        if !presides(&mut writing, key, presenter).await? {
            return Ok(false);
        }
        stop_clock(&mut writing, key, end.at).await?;
        about(
            "update meeting set closed_at = $4, closed_revision = $5
            where organization = $1 and board = $2 and meeting = $3",
            key,
        )
        .bind(end.at)
        .bind(end.revision.cast_signed())
        .execute(&mut *writing)
        .await?;
        writing.commit().await?;
        Ok(true)
    }
}

/// A statement whose first three values say which meeting it is about.
fn about<'a>(statement: &'a str, key: MeetingKey<'a>) -> Query<'a, Any, AnyArguments<'a>> {
    sqlx::query(statement).bind(&key.board.organization).bind(&key.board.board).bind(key.meeting)
}

/// Whether a person drives a meeting that goes on; counts one change of it, so that others wait for their turn.
async fn presides(writing: &mut Writing<'_>, key: MeetingKey<'_>, person: &str) -> Result<bool, StoreError> {
    let counted = about(
        "update meeting set version = version + 1
        where organization = $1 and board = $2 and meeting = $3 and presenter = $4 and closed_at is null",
        key,
    )
    .bind(person)
    .execute(&mut **writing)
    .await?;
    Ok(counted.rows_affected() == 1)
}

async fn stop_clock(writing: &mut Writing<'_>, key: MeetingKey<'_>, now: i64) -> Result<(), StoreError> {
    about(
        "update meeting_item set spent = case when since < $4 then spent + $4 - since else spent end, since = null
        where organization = $1 and board = $2 and meeting = $3 and since is not null",
        key,
    )
    .bind(now)
    .execute(&mut **writing)
    .await?;
    Ok(())
}

/// Lets an item join behind those that are there; one that is there stays as it is.
async fn join(writing: &mut Writing<'_>, key: MeetingKey<'_>, item: &Item) -> Result<(), StoreError> {
    let goal = item.weight.and_then(|weight| Metric::ALL.iter().position(|goal| *goal == weight.goal));
    about(
        "insert into meeting_item (organization, board, meeting, thread, place, minutes, spent, since, share, goal)
        select $1, $2, $3, $4, coalesce(max(place), 0) + 1, $5, $6, $7, $8, $9 from meeting_item
        where organization = $1 and board = $2 and meeting = $3
        on conflict (organization, board, meeting, thread) do nothing",
        key,
    )
    .bind(item.thread.cast_signed())
    .bind(i64::from(item.minutes))
    .bind(item.spent)
    .bind(item.since)
    .bind(item.weight.and_then(|weight| i64::try_from(weight.share).ok()))
    .bind(goal.and_then(|goal| i64::try_from(goal).ok()))
    .execute(&mut **writing)
    .await?;
    Ok(())
}

fn mark(row: &AnyRow, at: &str, revision: &str) -> Result<Option<Mark>, StoreError> {
    let (at, revision) = (row.try_get::<Option<i64>, _>(at)?, row.try_get::<Option<i64>, _>(revision)?);
    Ok(at.zip(revision).map(|(at, revision)| Mark { at, revision: revision.cast_unsigned() }))
}

fn minutes(row: &AnyRow) -> Result<u32, StoreError> {
    u32::try_from(row.try_get::<i64, _>("minutes")?).map_err(|_| StoreError::Unreadable("minutes"))
}

fn head(row: &AnyRow) -> Result<Meeting, StoreError> {
    Ok(Meeting {
        id: row.try_get("meeting")?,
        presenter: Party { person: row.try_get("presenter")?, name: row.try_get("presenter_name")? },
        opened: mark(row, "opened_at", "opened_revision")?.ok_or(StoreError::Unreadable("beginning of a meeting"))?,
        closed: mark(row, "closed_at", "closed_revision")?,
        minutes: minutes(row)?,
        version: row.try_get::<i64, _>("version")?.cast_unsigned(),
        items: Vec::new(),
        people: Vec::new(),
        notes: Vec::new(),
    })
}

fn item(row: &AnyRow) -> Result<Item, StoreError> {
    let (share, goal) = (row.try_get::<Option<i64>, _>("share")?, row.try_get::<Option<i64>, _>("goal")?);
    let goal = goal.and_then(|goal| Metric::ALL.get(usize::try_from(goal).ok()?).copied());
    Ok(Item {
        thread: row.try_get::<i64, _>("thread")?.cast_unsigned(),
        minutes: minutes(row)?,
        spent: row.try_get("spent")?,
        since: row.try_get("since")?,
        weight: share.zip(goal).map(|(share, goal)| Weight { goal, share: share.cast_unsigned() }),
    })
}

fn attendee(row: &AnyRow) -> Result<Attendee, StoreError> {
    Ok(Attendee {
        who: Party { person: row.try_get("person")?, name: row.try_get("name")? },
        came_at: row.try_get("came_at")?,
        here_until: row.try_get("here_until")?,
    })
}

fn note(row: &AnyRow) -> Result<Note, StoreError> {
    Ok(Note {
        thread: row.try_get::<i64, _>("thread")?.cast_unsigned(),
        author: row.try_get("author_name")?,
        at: row.try_get("at")?,
        text: row.try_get("text")?,
    })
}
