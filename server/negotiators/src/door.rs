//! The door of the server: signing in over HTTP, as the form of its sign-in page does without script.

use crate::game::Failure;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// How long the server may take for a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where people come in.
#[derive(Clone, Debug)]
pub struct Door {
    address: SocketAddr,
    /// Where the form of the sign-in page is sent.
    form: String,
}

impl Door {
    /// Reads the sign-in page of a server.
    ///
    /// # Errors
    /// The page cannot be had, or has no form.
    pub async fn find(address: SocketAddr) -> Result<Self, Failure> {
        let mut door = Self { address, form: String::new() };
        let page = door.ask(place(0), "GET", "/sign-in", "accept: text/html\r\n", "").await?;
        let after = page.split_once("action=\"/api/sign_in").map(|(_, rest)| rest);
        let rest = after.and_then(|rest| rest.split('"').next());
        let rest = rest.ok_or_else(|| Failure::SignIn(format!("the page has no form: {}", head(&page))))?;
        door.form = format!("/api/sign_in{rest}");
        Ok(door)
    }

    /// Signs somebody in from one of the places of the loopback network; gives the cookie of the session.
    ///
    /// # Errors
    /// The server does not let them in.
    pub async fn sign_in(&self, from: IpAddr, email: &str, password: &str) -> Result<String, Failure> {
        let form = format!("email={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
        let headers = "accept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\n";
        let answer = self.ask(from, "POST", &self.form, headers, &form).await?;
        let set =
            answer.lines().find_map(|line| line.strip_prefix("set-cookie: ").filter(|set| set.starts_with("pacto=")));
        let cookie = set.and_then(|set| set.split(';').next());
        cookie.map(str::to_owned).ok_or_else(|| Failure::SignIn(format!("{email}: {}", head(&answer))))
    }

    /// A connection from one of the places of the loopback network.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn connect(&self, from: IpAddr) -> Result<TcpStream, Failure> {
        let connecting = async {
            let socket = TcpSocket::new_v4()?;
            socket.bind(SocketAddr::new(from, 0))?;
            let stream = socket.connect(self.address).await?;
            stream.set_nodelay(true)?;
            Ok::<_, std::io::Error>(stream)
        };
        let connected = timeout(PATIENCE, connecting).await.map_err(|_| Failure::Waited("a connection".to_owned()))?;
        connected.map_err(|error| Failure::Network(format!("no connection from {from}: {error}")))
    }

    /// The address of the live channel.
    pub fn live(&self) -> String {
        format!("ws://{}/live", self.address)
    }

    async fn ask(&self, from: IpAddr, method: &str, path: &str, headers: &str, body: &str) -> Result<String, Failure> {
        let mut stream = self.connect(from).await?;
        let (host, length) = (self.address, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
        );
        let asking = async {
            stream.write_all(request.as_bytes()).await?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await?;
            Ok::<_, std::io::Error>(answer)
        };
        let answer = timeout(PATIENCE, asking).await.map_err(|_| Failure::Waited(format!("an answer to {path}")))?;
        let answer = answer.map_err(|error| Failure::Network(format!("{path}: {error}")))?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

/// Where the client of a seat comes from: each from an address of its own, as people do, so that the limit of attempts
/// of one address is nobody else's.
pub fn place(seat: usize) -> IpAddr {
    let host = seat + 1;
    IpAddr::V4(Ipv4Addr::new(127, 0, (host / 200) as u8, (host % 200) as u8 + 1))
}

fn head(answer: &str) -> &str {
    answer.lines().next().unwrap_or_default()
}
