//! A server and the browsers of its people, connected by queues of encoded messages: the shape of the live channel
//! without network, store or clock.

use super::board::*;
use super::random::Move;
use domain::actor::Actor;
use domain::command::{CommandId, Verb};
use domain::decide::{decide, decide_on_board};
use domain::event::Entry;
use domain::live::{Down, PROTOCOL, Up, decode, encode};
use domain::plan::Plan;
use domain::replica::{Received, Replica};
use domain::snapshot::Snapshot;
use domain::view::View;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The only door for writes.
pub struct Server {
    plan: Plan,
    pub log: Vec<Entry>,
    applied: BTreeMap<CommandId, u64>,
    /// Entries up to this revision are no longer at hand.
    forgotten: u64,
}

/// One person's page and the two directions of its connection.
pub struct Browser {
    pub actor: Actor,
    pub replica: Option<Replica>,
    connected: bool,
    up: VecDeque<Vec<u8>>,
    down: VecDeque<Vec<u8>>,
    /// Projected entries that the server has not sent yet; `None` before the server has heard of the page.
    waiting: Option<Vec<Entry>>,
}

/// Everything together.
pub struct Office {
    pub server: Server,
    pub browsers: Vec<Browser>,
    pub submitted: Vec<CommandId>,
    pub refused: BTreeSet<CommandId>,
}

impl Server {
    /// The board as somebody may see it.
    pub fn projected(&self, actor: &Actor) -> Plan {
        View::new(self.plan.outline(), actor).plan(&self.plan)
    }

    /// Sends everybody what has gathered since the last tick.
    pub fn tick(&self, browsers: &mut [Browser]) {
        for browser in browsers {
            if let Some(waiting) = &mut browser.waiting
                && !waiting.is_empty()
            {
                let entries = std::mem::take(waiting);
                browser.down.push_back(encode(&Down::Entries { entries, check: self.plan.check() }));
            }
        }
    }

    /// Keeps no entry for those who come back.
    pub fn forget(&mut self) {
        self.forgotten = self.plan.revision();
    }

    fn snapshot(&self, actor: &Actor) -> Vec<u8> {
        encode(&Down::Snapshot(Box::new(Snapshot::of(&self.projected(actor)))))
    }

    /// What a page gets when it says hello.
    fn beginning(&self, actor: &Actor, known: Option<u64>) -> [Vec<u8>; 2] {
        let welcome = Down::Welcome { actor: actor.clone(), revision: self.plan.revision() };
        let state = match known.filter(|known| *known >= self.forgotten) {
            Some(known) => {
                let view = View::new(self.plan.outline(), actor);
                let missed = self.log.iter().filter(|entry| entry.revision > known);
                let entries = missed.map(|entry| view.entry(&self.plan, entry)).collect();
                encode(&Down::Entries { entries, check: self.plan.check() })
            }
            None => self.snapshot(actor),
        };
        [encode(&welcome), state]
    }

    /// Decides, appends and publishes; gives the answer for the author.
    fn carry_out(&mut self, command: domain::command::Command, actor: &Actor, browsers: &mut [Browser]) -> Down {
        let id = command.id;
        if let Some(revision) = self.applied.get(&id) {
            return Down::Acknowledged { command: id, revision: *revision };
        }
        let events = match decide(&self.plan, &command, actor) {
            Ok(events) => events,
            Err(rejection) => return Down::Refused { command: id, rejection: rejection.for_a_browser() },
        };
        let revision = self.plan.revision() + 1;
        let entry = Entry { revision, command: id, actor: actor.clone(), at: revision.cast_signed(), events };
        self.plan.evolve(&entry);
        self.applied.insert(id, revision);
        for browser in browsers {
            if let Some(waiting) = &mut browser.waiting {
                waiting.push(View::new(self.plan.outline(), &browser.actor).entry(&self.plan, &entry));
            }
        }
        self.log.push(entry);
        Down::Acknowledged { command: id, revision }
    }
}

impl Office {
    /// A board that has just been opened, and people who are not connected yet.
    pub fn open(people: &[Actor]) -> Self {
        let Board { plan, log } = Board::open(family());
        let browser = |actor: &Actor| Browser {
            actor: actor.clone(),
            replica: None,
            connected: false,
            up: VecDeque::new(),
            down: VecDeque::new(),
            waiting: None,
        };
        Self {
            server: Server { plan, log, applied: BTreeMap::new(), forgotten: 0 },
            browsers: people.iter().map(browser).collect(),
            submitted: Vec::new(),
            refused: BTreeSet::new(),
        }
    }

    /// Somebody, or whoever the move is for if they are here, does what they see fit.
    pub fn submit(&mut self, who: usize, step: &Move) {
        let Some(replica) = &self.browsers[who].replica else { return };
        let Some((actor, verb)) = step.on(replica.plan()) else { return };
        let who = self.browsers.iter().position(|browser| browser.actor == actor).unwrap_or(who);
        self.submit_verb(who, verb);
    }

    /// Somebody does something; it is sent if they are connected.
    pub fn submit_verb(&mut self, who: usize, verb: Verb) {
        let number = 1_000 + self.server.log.len() as u128 * 1_000 + self.submitted.len() as u128;
        let browser = &mut self.browsers[who];
        let Some(replica) = &mut browser.replica else { return };
        let command = command(number, replica.confirmed().revision(), verb);
        if !command.verb.is_of_board() {
            // Another page of theirs sends it, which holds no replica.
            let actor = browser.actor.clone();
            self.server.carry_out(command, &actor, &mut self.browsers);
            return;
        }
        if replica.submit(command.clone()).is_ok() {
            self.submitted.push(command.id);
            if browser.connected {
                browser.up.push_back(encode(&Up::Submit(command)));
            }
        }
    }

    /// The server hears one message of somebody.
    pub fn hear(&mut self, who: usize) {
        let Some(message) = self.browsers[who].up.pop_front() else { return };
        let actor = self.browsers[who].actor.clone();
        match decode::<Up>(&message).unwrap() {
            Up::Hello { revision, .. } => {
                let beginning = self.server.beginning(&actor, revision);
                let browser = &mut self.browsers[who];
                browser.down.extend(beginning);
                browser.waiting = Some(Vec::new());
            }
            Up::Submit(command) => {
                let answer = self.server.carry_out(command, &actor, &mut self.browsers);
                self.browsers[who].down.push_back(encode(&answer));
            }
            Up::Resynchronise => {
                let snapshot = self.server.snapshot(&actor);
                let browser = &mut self.browsers[who];
                browser.waiting = Some(Vec::new());
                browser.down.push_back(snapshot);
            }
            Up::Looking(_) | Up::Heartbeat => {}
        }
    }

    /// Somebody hears one message of the server.
    pub fn tell(&mut self, who: usize) {
        let browser = &mut self.browsers[who];
        let Some(message) = browser.down.pop_front() else { return };
        match decode::<Down>(&message).unwrap() {
            Down::Welcome { .. } => self.repeat(who),
            Down::Snapshot(snapshot) => {
                let plan = snapshot.open();
                match &mut browser.replica {
                    Some(replica) => replica.reset(plan, browser.actor.clone()),
                    None => {
                        browser.replica =
                            Some(Replica::new(plan, browser.actor.clone(), Vec::new(), Some(decide_on_board)))
                    }
                }
            }
            Down::Entries { entries, check } => {
                let Some(replica) = &mut browser.replica else { return };
                let gap = entries.iter().any(|entry| matches!(replica.receive(entry), Received::Gap { .. }));
                // A replica that has since taken a newer snapshot may hear an older tick.
                let newest = entries.last().is_some_and(|entry| entry.revision == replica.confirmed().revision());
                assert!(gap || !newest || replica.confirmed().check() == check, "{} differs", browser.actor.name);
                if gap {
                    browser.up.push_back(encode(&Up::Resynchronise));
                }
            }
            Down::Acknowledged { command, revision } => {
                let Some(replica) = &mut browser.replica else { return };
                if replica.confirmed().revision() >= revision {
                    replica.refuse(command);
                }
            }
            Down::Refused { command, .. } => {
                let Some(replica) = &mut browser.replica else { return };
                if replica.refuse(command).is_some() {
                    self.refused.insert(command);
                }
            }
            other => panic!("the server never says {other:?}"),
        }
    }

    /// A connection breaks.
    pub fn cut(&mut self, who: usize) {
        let browser = &mut self.browsers[who];
        browser.connected = false;
        browser.up.clear();
        browser.down.clear();
        browser.waiting = None;
    }

    /// Somebody connects and says what they have.
    pub fn connect(&mut self, who: usize) {
        let browser = &mut self.browsers[who];
        if !browser.connected {
            browser.connected = true;
            let revision = browser.replica.as_ref().map(|replica| replica.confirmed().revision());
            let hello = Up::Hello { protocol: PROTOCOL, board: "board".to_owned(), revision };
            browser.up.push_back(encode(&hello));
        }
    }

    /// Somebody opens the page anew; the device has kept what was pending.
    pub fn reload(&mut self, who: usize) {
        self.cut(who);
        let server = self.server.projected(&self.browsers[who].actor);
        let browser = &mut self.browsers[who];
        if let Some(replica) = browser.replica.take() {
            browser.replica =
                Some(Replica::new(server, browser.actor.clone(), replica.pending().to_vec(), Some(decide_on_board)));
        }
        self.connect(who);
    }

    /// Somebody sends everything pending again.
    pub fn repeat(&mut self, who: usize) {
        let browser = &mut self.browsers[who];
        if let Some(replica) = browser.replica.as_ref().filter(|_| browser.connected) {
            let pending = replica.pending().iter().cloned();
            browser.up.extend(pending.map(|command| encode(&Up::Submit(command))));
        }
    }

    /// Somebody asks for a snapshot.
    pub fn resynchronise(&mut self, who: usize) {
        let browser = &mut self.browsers[who];
        if browser.connected {
            browser.up.push_back(encode(&Up::Resynchronise));
        }
    }

    /// Everybody connects and everything under way arrives; heartbeats repeat what is still pending.
    pub fn settle(&mut self) {
        for _ in 0..6 {
            for who in 0..self.browsers.len() {
                self.connect(who);
                while !self.browsers[who].up.is_empty() {
                    self.hear(who);
                }
            }
            self.server.tick(&mut self.browsers);
            for who in 0..self.browsers.len() {
                while !self.browsers[who].down.is_empty() {
                    self.tell(who);
                }
                self.repeat(who);
            }
        }
        assert!(self.browsers.iter().all(|browser| browser.up.is_empty() && browser.down.is_empty()), "never at rest");
    }
}
