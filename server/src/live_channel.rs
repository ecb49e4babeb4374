//! The live channel: one WebSocket per tab, commands up, what the person may see down.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use backend::identity::{Identity, Person, session};
use backend::live::{Board, BoardError, Boards, SubmitError, Subscription};
use domain::command::Command;
use domain::dimension::MemberId;
use domain::live::{Down, HEARTBEAT_SECONDS, PROTOCOL, Up, decode, encode};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, interval_at, timeout};
use tower_sessions::Session;

/// The defaults take 134 KiB a connection.
const BUFFER_BYTES: usize = 4 * 1024;
/// The largest message from a browser: an offer of twelve numbers with its words is far smaller.
const MESSAGE_BYTES: usize = 256 * 1024;
/// Commands of one connection that may wait; reading waits beyond.
const WAITING_COMMANDS: usize = 64;
const HEARTBEAT: Duration = Duration::from_secs(HEARTBEAT_SECONDS as u64);
/// Heartbeats that may be missed.
const MISSED_HEARTBEATS: u32 = 3;
/// How long a message may take to leave; whoever takes longer connects again.
const SENDING: Duration = Duration::from_secs(30);

/// `GET /live`: opens the channel of whoever is signed in, 401 otherwise. Other sites are refused before this.
pub async fn open(
    State(boards): State<Boards>,
    State(identity): State<Identity>,
    session: Session,
    upgrade: WebSocketUpgrade,
) -> Response {
    match session::person(&session, &identity).await {
        Ok(Some(person)) => {
            let (answers, answered) = mpsc::unbounded_channel();
            let upgrade = upgrade.read_buffer_size(BUFFER_BYTES).write_buffer_size(BUFFER_BYTES);
            let upgrade = upgrade.max_message_size(MESSAGE_BYTES).max_frame_size(MESSAGE_BYTES);
            upgrade.on_upgrade(|socket| {
                Connection { socket, boards, identity, session, person, answers, desk: None, silent: 0 }.run(answered)
            })
        }
        Ok(None) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => {
            tracing::error!("the live channel cannot tell who asks: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

struct Connection {
    socket: WebSocket,
    boards: Boards,
    identity: Identity,
    session: Session,
    person: Person,
    answers: mpsc::UnboundedSender<Down>,
    desk: Option<Desk>,
    /// Heartbeats since the browser was last heard.
    silent: u32,
}

/// A board that somebody follows.
struct Desk {
    board: Board,
    person: Person,
    subscription: Subscription,
    looking: Option<MemberId>,
    commands: mpsc::Sender<Command>,
    /// Wakes whenever a meeting of the board changes in this process.
    meeting: watch::Receiver<()>,
    /// Whether the page has been told that one goes on.
    meets: Option<bool>,
}

enum Step {
    Heard(Option<Result<Message, axum::Error>>),
    Happened(Option<Arc<[u8]>>),
    Answered(Option<Down>),
    MeetingChanged,
    Beat,
}

impl Connection {
    async fn run(mut self, mut answered: mpsc::UnboundedReceiver<Down>) {
        let mut heart = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        loop {
            let step = tokio::select! {
                message = self.socket.recv() => Step::Heard(message),
                step = next(&mut self.desk) => step,
                answer = answered.recv() => Step::Answered(answer),
                _ = heart.tick() => Step::Beat,
            };
            let flow = match step {
                Step::Heard(Some(Ok(message))) => self.hear(message).await,
                Step::Happened(Some(message)) => self.send(Bytes::from_owner(message)).await,
                Step::Answered(Some(answer)) => self.say(&answer).await,
                Step::MeetingChanged => self.say_whether_it_meets().await,
                Step::Beat => self.beat().await,
                // The browser is gone, or the board has closed: it connects again, which opens the board again.
                Step::Heard(_) | Step::Happened(None) | Step::Answered(None) => ControlFlow::Break(()),
            };
            if flow.is_break() {
                let _ = timeout(SENDING, self.socket.send(Message::Close(None))).await;
                return;
            }
        }
    }

    async fn hear(&mut self, message: Message) -> ControlFlow<()> {
        self.silent = 0;
        let up = match &message {
            Message::Binary(bytes) => decode::<Up>(bytes).ok(),
            Message::Text(_) => None,
            Message::Ping(_) | Message::Pong(_) => return ControlFlow::Continue(()),
            Message::Close(_) => return ControlFlow::Break(()),
        };
        // Whoever has signed out a moment ago writes nothing more.
        if matches!(up, Some(Up::Submit(_))) && !self.is_still_here().await {
            return ControlFlow::Break(());
        }
        let kept = match (up, &mut self.desk) {
            (Some(Up::Hello { protocol: PROTOCOL, board, revision }), _) => return self.join(&board, revision).await,
            // What cannot be read was written by another build.
            (Some(Up::Hello { .. }) | None, _) => {
                self.say(&Down::NewBuild).await?;
                false
            }
            (Some(Up::Heartbeat), _) => true,
            (Some(_), None) => false,
            (Some(Up::Submit(command)), Some(desk)) => desk.commands.send(command).await.is_ok(),
            (Some(Up::Looking(unit)), Some(desk)) => {
                desk.looking = unit;
                desk.subscription.look(unit);
                true
            }
            (Some(Up::Resynchronise), Some(desk)) => desk.resynchronise().await.is_ok(),
        };
        if kept { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    async fn join(&mut self, id: &str, revision: Option<u64>) -> ControlFlow<()> {
        let board = match self.boards.open_for(id, &self.person).await {
            Ok(board) => board,
            Err(BoardError::Unknown) => {
                self.say(&Down::NoSuchBoard).await?;
                return ControlFlow::Break(());
            }
            Err(error) => {
                tracing::error!(board = id, "the board cannot be opened: {error}");
                return ControlFlow::Break(());
            }
        };
        let Ok(subscription) = followed(&board, &self.person, revision).await else {
            return ControlFlow::Break(());
        };
        let (commands, waiting) = mpsc::channel(WAITING_COMMANDS);
        // Apart, so that waiting for the disk does not keep us from reading; one by one, so that order is kept.
        tokio::spawn(carry(board.clone(), self.person.clone(), waiting, self.answers.clone()));
        let person = self.person.clone();
        let meeting = self.boards.meeting_news(id);
        self.desk = Some(Desk { board, person, subscription, looking: None, commands, meeting, meets: None });
        self.say_whether_it_meets().await
    }

    /// Judges again who this is: rights may have changed, and whoever has signed out is gone.
    async fn beat(&mut self) -> ControlFlow<()> {
        self.silent += 1;
        if self.silent > MISSED_HEARTBEATS {
            return ControlFlow::Break(());
        }
        if !self.is_still_here().await {
            return ControlFlow::Break(());
        }
        // A meeting may have begun on another node, whose news does not come here.
        self.say_whether_it_meets().await?;
        self.say(&Down::Heartbeat).await
    }

    /// Says whether a meeting goes on at the board, where the page has not been told.
    async fn say_whether_it_meets(&mut self) -> ControlFlow<()> {
        let Some(desk) = &mut self.desk else { return ControlFlow::Continue(()) };
        match self.boards.meets(desk.board.id()).await {
            Ok(meets) if desk.meets.replace(meets) != Some(meets) => self.say(&Down::Meets(meets)).await,
            Ok(_) => ControlFlow::Continue(()),
            Err(error) => {
                tracing::warn!("the live channel cannot tell whether there is a meeting: {error}");
                ControlFlow::Continue(())
            }
        }
    }

    /// Whether the session still stands for the same person with the same rights, and a scenario is still theirs to
    /// see; a store that cannot say so is waited for, and refuses to write by itself.
    async fn is_still_here(&mut self) -> bool {
        match session::person_now(&self.session, &self.identity).await {
            Ok(person) if person.as_ref() != Some(&self.person) => return false,
            Ok(_) => {}
            Err(error) => tracing::warn!("the live channel cannot tell who is there: {error}"),
        }
        // A scenario may have been taken back on another node, which cannot close it here.
        let scenario = self.desk.as_ref().map(|desk| &desk.board).filter(|board| board.plan().is_some());
        match scenario {
            None => true,
            Some(scenario) => match self.boards.is_open_to(scenario.id(), &self.person).await {
                Ok(is_open) => is_open,
                Err(error) => {
                    tracing::warn!("the live channel cannot tell whose the scenario is: {error}");
                    true
                }
            },
        }
    }

    async fn say(&mut self, down: &Down) -> ControlFlow<()> {
        self.send(encode(down).into()).await
    }

    async fn send(&mut self, bytes: Bytes) -> ControlFlow<()> {
        match timeout(SENDING, self.socket.send(Message::Binary(bytes))).await {
            Ok(Ok(())) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }
}

impl Desk {
    async fn resynchronise(&mut self) -> Result<(), SubmitError> {
        self.subscription = followed(&self.board, &self.person, None).await?;
        self.subscription.look(self.looking);
        Ok(())
    }
}

/// Follows a board as the person who somebody is there once they are let in: units may move meanwhile.
async fn followed(board: &Board, person: &Person, from: Option<u64>) -> Result<Subscription, SubmitError> {
    loop {
        let actor = board.actor(person);
        let subscription = board.subscribe(actor.clone(), from).await?;
        if board.actor(person) == actor {
            return Ok(subscription);
        }
    }
}

/// What happens next on the board, if one is followed.
async fn next(desk: &mut Option<Desk>) -> Step {
    let Some(Desk { subscription, meeting, .. }) = desk else { return std::future::pending().await };
    tokio::select! {
        message = subscription.next() => Step::Happened(message),
        Ok(()) = meeting.changed() => Step::MeetingChanged,
    }
}

/// Submits the commands of one connection in order.
async fn carry(
    board: Board,
    person: Person,
    mut commands: mpsc::Receiver<Command>,
    answers: mpsc::UnboundedSender<Down>,
) {
    while let Some(command) = commands.recv().await {
        let id = command.id;
        // Known by the present numbers of the units; a command from before they moved is refused.
        let answer = match board.submit(command, &board.actor(&person)).await {
            Ok(stored) => Down::Acknowledged { command: id, revision: stored.revision },
            Err(SubmitError::Refused(rejection)) => Down::Refused { command: id, rejection: rejection.for_a_browser() },
            Err(SubmitError::NotStored) => Down::NotStored { command: id },
        };
        if answers.send(answer).is_err() {
            return;
        }
    }
}
