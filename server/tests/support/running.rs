//! A server on a loopback port with the small test board, and the browsers that talk to it.

use crate::board;
use axum::http::StatusCode;
use backend::identity::session::{self, Sessions};
use backend::identity::{NewPerson, Person};
use backend::live::{Board, Clock};
use backend::store::Store;
use clap::Parser as _;
use domain::actor::Role;
use domain::live::{Down, PROTOCOL, Up, decode, encode};
use futures::{SinkExt as _, StreamExt as _};
use server::command_line::CommandLine;
use server::routes::router;
use server::state::AppState;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, MutexGuard};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tower_sessions::Session;

/// Pages wait for each other's data through a global of the framework: in two runtimes at once, one may wait for ever.
pub static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// A server that stops with the test.
pub struct Running {
    pub address: SocketAddr,
    pub state: AppState,
    pub board: Board,
    _folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Running {
    /// Starts a server with one board.
    pub async fn start(arguments: &[&str]) -> Self {
        Self::start_by_clock(arguments, Clock::default()).await
    }

    /// The same by another clock than the machine's.
    pub async fn start_by_clock(arguments: &[&str], clock: Clock) -> Self {
        let turn = ONE_AT_A_TIME.lock().await;
        let folder = TempDir::new().unwrap();
        let command_line = ["pacto", "serve", "--data-folder", folder.path().to_str().unwrap()];
        let line = CommandLine::parse_from([&command_line, arguments].concat());
        let state = AppState::open_by_clock(&line.settings, false, clock).await.unwrap();
        let created = board::create(&state.store).await;
        let board = state.boards.open(created.id()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { address, state, board, _folder: folder, _turn: turn }
    }

    /// Adds a person without a password.
    pub async fn person(&self, name: &str, role: Role, unit: Option<&str>) -> Person {
        let (email, name) = (format!("{name}@example.com"), name.to_owned());
        let new = NewPerson { email, name, role, unit: unit.map(str::to_owned), password: None };
        self.state.identity.add(new).await.unwrap()
    }

    /// A session of a person, as signing in makes it.
    pub async fn session(&self, person: &Person) -> Session {
        session_of(&self.state.store, person).await
    }

    /// A person's cookie.
    pub async fn cookie(&self, person: &Person) -> String {
        cookie(&self.session(person).await)
    }

    /// Asks over HTTP; headers are lines without their ends.
    pub async fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n{lines}\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = Vec::new();
        let answered = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut text)).await;
        answered.unwrap_or_else(|_| panic!("{path}: {}", String::from_utf8_lossy(&text))).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse::<u16>().unwrap();
        let status = StatusCode::from_u16(status).unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// Opens the live channel with some headers, or says the status with which it is refused.
    pub async fn open(&self, headers: &[(&'static str, &str)]) -> Result<Browser, StatusCode> {
        Browser::open(self.address, headers).await
    }

    /// A person's page of the board: greeted, with its snapshot or what it has missed.
    pub async fn page(&self, person: &Person, revision: Option<u64>) -> Browser {
        let cookie = self.cookie(person).await;
        Browser::page(self.address, &cookie, self.board.id(), revision).await
    }
}

/// A clock that shows what it is set to, in milliseconds since 1970 UTC.
pub fn set_clock(moment: i64) -> (Arc<AtomicI64>, Clock) {
    let time = Arc::new(AtomicI64::new(moment));
    let shown = Arc::clone(&time);
    (time, Clock::new(move || shown.load(Ordering::SeqCst)))
}

/// A session of a person, as signing in makes it.
pub async fn session_of(store: &Arc<Store>, person: &Person) -> Session {
    let session = Session::new(None, Arc::new(Sessions::new(Arc::clone(store))), None);
    session::sign_in(&session, person).await.unwrap();
    session.save().await.unwrap();
    session
}

/// What the browser sends back for a session.
pub fn cookie(session: &Session) -> String {
    format!("pacto={}", session.id().unwrap())
}

/// An answer over HTTP.
pub struct Answer {
    pub status: StatusCode,
    /// The header lines in lower case.
    pub head: String,
    pub body: String,
}

/// One tab's live channel.
pub struct Browser {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Browser {
    /// Opens the live channel of a server, or says the status with which it is refused.
    pub async fn open(address: SocketAddr, headers: &[(&'static str, &str)]) -> Result<Self, StatusCode> {
        let mut request = format!("ws://{address}/live").into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self { socket }),
            Err(tungstenite::Error::Http(response)) => Err(response.status()),
            Err(error) => panic!("{error}"),
        }
    }

    /// The page of a board, greeted.
    pub async fn page(address: SocketAddr, cookie: &str, board: &str, revision: Option<u64>) -> Self {
        let mut browser = Self::open(address, &[("cookie", cookie)]).await.unwrap();
        browser.say(&Up::Hello { protocol: PROTOCOL, board: board.to_owned(), revision }).await;
        assert!(matches!(browser.hear().await, Some(Down::Welcome { .. })));
        browser
    }

    pub async fn say(&mut self, up: &Up) {
        self.say_bytes(encode(up)).await;
    }

    pub async fn say_bytes(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::binary(bytes)).await.unwrap();
    }

    /// The next message, presence aside; `None` when the channel is closed.
    pub async fn hear(&mut self) -> Option<Down> {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), self.socket.next()).await;
            match next.expect("a message within twenty seconds") {
                Some(Ok(Message::Binary(bytes))) => match decode(&bytes).unwrap() {
                    Down::Presence(_) | Down::Meets(_) => {}
                    down => return Some(down),
                },
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// The first message of a kind, others aside.
    pub async fn wait_for<T>(&mut self, mut wanted: impl FnMut(Down) -> Option<T>) -> T {
        loop {
            let down = self.hear().await.expect("the channel is open");
            if let Some(found) = wanted(down) {
                return found;
            }
        }
    }
}

/// The text of a page between its elements.
pub fn words(answer: &Answer) -> String {
    let (mut words, mut inside) = (String::new(), false);
    for letter in answer.body.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            _ if !inside => words.push(letter),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where an answer leads.
pub fn location(answer: &Answer) -> Option<String> {
    answer.head.lines().find_map(|line| line.strip_prefix("location: ")).map(str::to_owned)
}
