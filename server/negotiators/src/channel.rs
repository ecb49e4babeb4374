//! The live channel of one client: what it hears is stamped when it arrives, however busy the client is.

use crate::door::Door;
use crate::game::Failure;
use domain::live::{Down, Up, decode, encode};
use futures::stream::SplitSink;
use futures::{SinkExt as _, StreamExt as _};
use std::net::IpAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};

/// How long a message may take to leave.
const SENDING: Duration = Duration::from_secs(30);

/// An open channel; closed when it is dropped.
#[derive(Debug)]
pub struct Channel {
    sink: SplitSink<WebSocketStream<TcpStream>, Message>,
    heard: mpsc::UnboundedReceiver<Down>,
    reader: JoinHandle<()>,
}

impl Channel {
    /// Opens the channel of whoever has the cookie; `arrived` is told of every message and when it came.
    ///
    /// # Errors
    /// The server refuses.
    pub async fn open(
        door: &Door,
        from: IpAddr,
        cookie: &str,
        arrived: impl Fn(&Down, Instant) + Send + 'static,
    ) -> Result<Self, Failure> {
        let refused = |error: &dyn std::fmt::Display| Failure::Network(format!("no live channel: {error}"));
        let stream = door.connect(from).await?;
        let mut request = door.live().into_client_request().map_err(|error| refused(&error))?;
        let cookie = cookie.parse().map_err(|_| refused(&"the cookie cannot be sent"))?;
        request.headers_mut().insert("cookie", cookie);
        let (socket, _) = client_async(request, stream).await.map_err(|error| refused(&error))?;
        let (sink, mut messages) = socket.split();
        let (sender, heard) = mpsc::unbounded_channel();
        let reader = tokio::spawn(async move {
            while let Some(Ok(message)) = messages.next().await {
                let at = Instant::now();
                match message {
                    Message::Binary(bytes) => {
                        let Ok(down) = decode::<Down>(&bytes) else { return };
                        arrived(&down, at);
                        if sender.send(down).is_err() {
                            return;
                        }
                    }
                    Message::Close(_) => return,
                    _ => {}
                }
            }
        });
        Ok(Self { sink, heard, reader })
    }

    /// Sends a message.
    ///
    /// # Errors
    /// The channel is closed, or the server reads nothing.
    pub async fn say(&mut self, up: &Up) -> Result<(), Failure> {
        let sent = timeout(SENDING, self.sink.send(Message::binary(encode(up)))).await;
        let sent = sent.map_err(|_| Failure::Waited("a message to leave".to_owned()))?;
        sent.map_err(|error| Failure::Network(format!("the live channel broke: {error}")))
    }

    /// The next message, if one comes in time.
    ///
    /// # Errors
    /// The server has closed the channel.
    pub async fn hear(&mut self, within: Duration) -> Result<Option<Down>, Failure> {
        match timeout(within, self.heard.recv()).await {
            Ok(Some(down)) => Ok(Some(down)),
            Ok(None) => Err(Failure::Network("the server closed the live channel".to_owned())),
            Err(_) => Ok(None),
        }
    }

    /// What has come already.
    pub fn waiting(&mut self) -> Option<Down> {
        self.heard.try_recv().ok()
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.reader.abort();
    }
}
