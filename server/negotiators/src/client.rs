//! A client: one person's browser, as far as a board is concerned. It holds a replica that the live channel feeds, sends
//! what was decided on it, and comes back with it when it was cut off.

use crate::channel::Channel;
use crate::company::PASSWORD;
use crate::door;
use crate::game::Failure;
use crate::hall::Hall;
use crate::notes::Count;
use crate::person::Person;
use crate::table::Table;
use domain::command::{Command, CommandId, Verb};
use domain::decide::decide_on_board;
use domain::dimension::MemberId;
use domain::live::{Down, PROTOCOL, Up};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::replica::{Received, Replica};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// How long the server may take for anything.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often a client says that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(domain::live::HEARTBEAT_SECONDS as u64);

/// What became of a command.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It is on disk.
    Acknowledged(u64),
    /// A rule said no.
    Refused(Rejection),
}

/// A person at a browser.
#[derive(Debug)]
pub struct Client<'a> {
    hall: Arc<Hall>,
    seat: usize,
    person: &'a mut Person,
    channel: Channel,
    answers: Vec<(CommandId, Answer)>,
    beaten: Instant,
}

impl<'a> Client<'a> {
    /// Lets a person sit down: they sign in unless they have, open the live channel, and read what they have missed.
    ///
    /// # Errors
    /// The server does not let them in, or does not answer.
    pub async fn sit_down(hall: &Arc<Hall>, seat: usize, person: &'a mut Person) -> Result<Self, Failure> {
        if person.cookie.is_none() {
            let cookie = hall.door.sign_in(door::place(seat), &person.account.email, PASSWORD).await?;
            person.cookie = Some(cookie);
            hall.notes.count(Count::SignIns);
        }
        let channel = Self::open(hall, seat, person).await?;
        let hall = Arc::clone(hall);
        let mut client = Self { hall, seat, person, channel, answers: Vec::new(), beaten: Instant::now() };
        client.greet().await?;
        Ok(client)
    }

    async fn open(hall: &Arc<Hall>, seat: usize, person: &Person) -> Result<Channel, Failure> {
        hall.notes.count(Count::Visits);
        let (notes, since) = (Arc::clone(hall), Instant::now());
        let arrived = move |down: &Down, at| notes.notes.arrived(down, at, seat, since);
        let cookie = person.cookie.as_deref().unwrap_or_default();
        Channel::open(&hall.door, door::place(seat), cookie, arrived).await
    }

    /// Says who is there, and waits for the board as it was at that moment.
    async fn greet(&mut self) -> Result<(), Failure> {
        let revision = self.person.replica.as_ref().map(|replica| replica.confirmed().revision());
        let hello = Up::Hello { protocol: PROTOCOL, board: self.hall.board.clone(), revision };
        self.channel.say(&hello).await?;
        let deadline = Instant::now() + PATIENCE;
        let mut welcomed = None;
        loop {
            let down = self.channel.hear(deadline - Instant::now()).await?;
            let down = down.ok_or_else(|| Failure::Waited("the board".to_owned()))?;
            match down {
                Down::Welcome { actor, revision } => welcomed = Some((actor, revision)),
                Down::Snapshot(snapshot) if self.person.replica.is_none() => {
                    let actor = welcomed.as_ref().map(|(actor, _)| actor.clone());
                    let actor = actor.ok_or_else(|| Failure::Protocol("a snapshot before the welcome".to_owned()))?;
                    self.hall.notes.count(Count::Snapshots);
                    self.person.replica = Some(Replica::new(snapshot.open(), actor, Vec::new(), Some(decide_on_board)));
                }
                down => self.take(down).await?,
            }
            if let (Some((_, revision)), Some(replica)) = (&welcomed, &self.person.replica)
                && replica.confirmed().revision() >= *revision
            {
                break;
            }
        }
        // What was sent before a cut and not answered is sent again, as a browser does.
        for command in self.replica()?.pending().to_vec() {
            self.hall.notes.count(Count::Repeats);
            self.channel.say(&Up::Submit(command)).await?;
        }
        Ok(())
    }

    /// The replica.
    ///
    /// # Errors
    /// The board has not come yet.
    pub fn replica(&self) -> Result<&Replica, Failure> {
        self.person.replica.as_ref().ok_or_else(no_board)
    }

    /// The edge above a unit as the person sees it; `None` where they have no say.
    ///
    /// # Errors
    /// The board has not come yet.
    pub fn table(&self, unit: MemberId) -> Result<Option<Table<'_>>, Failure> {
        Ok(Table::of(self.plan()?, self.replica()?.actor(), unit, self.hall.rounds))
    }

    /// The plan that the person sees.
    ///
    /// # Errors
    /// The board has not come yet.
    pub fn plan(&self) -> Result<&Plan, Failure> {
        Ok(self.replica()?.plan())
    }

    /// Decides something on the replica, or says why it is not legal.
    ///
    /// # Errors
    /// The board has not come yet.
    pub fn prepare(&mut self, verb: &Verb) -> Result<Result<Command, Rejection>, Failure> {
        let replica = self.person.replica.as_mut().ok_or_else(no_board)?;
        let command = Command { id: Uuid::now_v7(), base: replica.plan().revision(), verb: verb.clone() };
        Ok(replica.submit(command.clone()).map(|()| command))
    }

    /// Sends what was decided.
    ///
    /// # Errors
    /// The channel is closed.
    pub async fn send(&mut self, command: &Command) -> Result<(), Failure> {
        self.hall.notes.sent(command.id, self.seat, &command.verb);
        self.channel.say(&Up::Submit(command.clone())).await
    }

    /// Sends it once more, as a browser does that is not sure.
    ///
    /// # Errors
    /// The channel is closed.
    pub async fn repeat(&mut self, command: &Command) -> Result<(), Failure> {
        self.hall.notes.count(Count::Repeats);
        self.channel.say(&Up::Submit(command.clone())).await
    }

    /// Is cut off, and comes back.
    ///
    /// # Errors
    /// The server does not let the client back in.
    pub async fn cut(&mut self) -> Result<(), Failure> {
        self.hall.notes.count(Count::Cuts);
        self.channel = Self::open(&self.hall, self.seat, self.person).await?;
        self.greet().await
    }

    /// Waits until the server has answered a command, and its revision has come.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn answer_to(&mut self, command: &Command) -> Result<Answer, Failure> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let told = self.answers.iter().find(|(id, _)| *id == command.id).map(|(_, answer)| answer.clone());
            let confirmed = self.replica()?.confirmed().revision();
            match told {
                Some(Answer::Acknowledged(revision)) if confirmed < revision => {}
                Some(answer) => {
                    self.answers.retain(|(id, _)| *id != command.id);
                    return Ok(answer);
                }
                None => {}
            }
            if Instant::now() >= deadline {
                return Err(Failure::Waited(format!("an answer to {:?}", command.verb)));
            }
            self.listen(Duration::from_millis(500)).await?;
        }
    }

    /// Hears the next message, if one comes in time, and everything else that has come already.
    ///
    /// # Errors
    /// The channel is closed, or its messages make no sense.
    pub async fn listen(&mut self, within: Duration) -> Result<(), Failure> {
        if self.beaten.elapsed() > HEARTBEAT {
            self.beaten = Instant::now();
            self.channel.say(&Up::Heartbeat).await?;
        }
        if let Some(down) = self.channel.hear(within).await? {
            self.take(down).await?;
        }
        while let Some(down) = self.channel.waiting() {
            self.take(down).await?;
        }
        Ok(())
    }

    async fn take(&mut self, down: Down) -> Result<(), Failure> {
        let replica = self.person.replica.as_mut();
        match down {
            Down::Snapshot(snapshot) => {
                self.hall.notes.count(Count::Snapshots);
                let replica = replica.ok_or_else(no_board)?;
                let actor = replica.actor().clone();
                replica.reset(snapshot.open(), actor);
            }
            Down::Entries { entries, check } => {
                let replica = replica.ok_or_else(no_board)?;
                // After a cut it is the log that says what became of a command.
                let pending = |id| replica.pending().iter().any(|pending| pending.id == id);
                let own = entries.iter().filter(|entry| pending(entry.command));
                self.answers.extend(own.map(|entry| (entry.command, Answer::Acknowledged(entry.revision))));
                let gap = entries.iter().any(|entry| matches!(replica.receive(entry), Received::Gap { .. }));
                if gap || replica.confirmed().check() != check {
                    self.hall.notes.count(Count::Differences);
                    self.channel.say(&Up::Resynchronise).await?;
                }
            }
            Down::Acknowledged { command, revision } => {
                let replica = replica.ok_or_else(no_board)?;
                if replica.confirmed().revision() >= revision {
                    replica.refuse(command);
                }
                self.answers.push((command, Answer::Acknowledged(revision)));
            }
            Down::Refused { command, rejection } => {
                replica.ok_or_else(no_board)?.refuse(command);
                self.answers.push((command, Answer::Refused(rejection)));
            }
            Down::NotStored { command } => {
                self.hall.notes.count(Count::NotStored);
                let pending = self.replica()?.pending().iter().find(|pending| pending.id == command).cloned();
                if let Some(pending) = pending {
                    self.channel.say(&Up::Submit(pending)).await?;
                }
            }
            Down::Resynchronise => {
                self.hall.notes.count(Count::Lags);
                self.channel.say(&Up::Resynchronise).await?;
            }
            Down::NewBuild => return Err(Failure::Protocol("the server is of another build".to_owned())),
            Down::NoSuchBoard => return Err(Failure::Protocol("there is no such board".to_owned())),
            Down::Welcome { .. } | Down::Presence(_) | Down::Meets(_) | Down::Heartbeat => {}
        }
        Ok(())
    }
}

fn no_board() -> Failure {
    Failure::Protocol("the board has not come".to_owned())
}
