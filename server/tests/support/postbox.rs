//! A real mail server on loopback, and what has arrived there.

use serde_json::Value;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// The mail server; it ends with the test.
pub struct Postbox {
    child: Child,
    said: Receiver<Value>,
    /// Mails that have come and are not looked at yet.
    come: RefCell<VecDeque<Value>>,
    pub port: u64,
}

/// A mail as a mailbox shows it.
#[derive(Debug, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub id: String,
    pub automatic: Option<String>,
    pub user: Option<String>,
}

impl Postbox {
    pub fn open() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end");
        assert!(folder.join("node_modules/smtp-server").exists(), "first run: frontend/tools.sh packages end2end");
        let mut command = Command::new("node");
        command.arg("smtp.mjs").current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (say, said) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = say.send(serde_json::from_str(&line).unwrap());
            }
        });
        let mut postbox = Self { child, said, port: 0, come: RefCell::default() };
        postbox.port = postbox.hear().expect("the mail server has begun")["port"].as_u64().unwrap();
        postbox
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// From now on it does this with mails: `accept`, `refuse` what is sent, `reject` whom it is for, `hang`.
    pub fn turn(&mut self, mode: &str) {
        assert_eq!(self.answer(mode)["mode"], mode);
    }

    /// What it says to a command; the mails of which it told before are kept.
    fn answer(&self, command: &str) -> Value {
        let mut commands = self.child.stdin.as_ref().unwrap();
        writeln!(commands, "{command}").unwrap();
        loop {
            let said = self.hear().expect("the mail server answers");
            if said.get("mode").is_some() {
                return said;
            }
            self.come.borrow_mut().push_back(said);
        }
    }

    /// The next mail; `None` where none has come.
    pub fn next(&self) -> Option<Mail> {
        // It tells of mails in their order: of none but those before its answer.
        self.answer("");
        let said = self.come.borrow_mut().pop_front()?;
        let word = |name: &str| said[name].as_str().map(str::to_owned);
        Some(Mail {
            to: said["addresses"].as_array().unwrap()[0].as_str().unwrap().to_owned(),
            from: word("from").unwrap(),
            subject: word("subject").unwrap(),
            text: word("text").unwrap(),
            html: word("html").unwrap(),
            id: word("messageId").unwrap(),
            automatic: word("automatic"),
            user: word("user"),
        })
    }

    /// The only mail that has come.
    pub fn only(&self) -> Mail {
        let first = self.next().expect("a mail has come");
        assert_eq!(self.next(), None, "after {first:?}");
        first
    }

    fn hear(&self) -> Result<Value, RecvTimeoutError> {
        self.said.recv_timeout(Duration::from_secs(20))
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        // Its input closes with it; waiting leaves no dead process behind.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
