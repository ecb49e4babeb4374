//! The live channel of one tab: a WebSocket that resumes where it was cut.

use crate::api::session::is_signed_in;
use crate::board::outbox;
use crate::board::rules::rules;
use crate::board::sheet;
use crate::board::state::{BoardState, Line, Refusal, Selection};
use crate::board::ways::Ways;
use domain::address::Address;
use domain::command::Command;
use domain::dimension::{MemberId, ROOT};
use domain::live::{Down, HEARTBEAT_SECONDS, PROTOCOL, Up, decode, encode};
use domain::replica::{Received, Replica};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BinaryType, MessageEvent, WebSocket};

/// Longest wait between two attempts, in milliseconds.
const LONGEST_WAIT: u32 = 8_000;

struct Channel {
    state: BoardState,
    board: String,
    ways: Rc<Ways>,
    socket: RefCell<Option<Socket>>,
    /// Milliseconds until the next attempt.
    wait: Cell<u32>,
    /// Heartbeats since the server was last heard.
    silent: Cell<u32>,
    closed: Cell<bool>,
    /// Whether the server has welcomed this socket.
    welcomed: Cell<bool>,
}

/// The socket and the closures it calls; dropped together.
struct Socket {
    socket: WebSocket,
    _opened: Closure<dyn FnMut()>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut()>,
}

/// Opens the channel of a board and keeps it open while the page lives.
pub fn connect(state: BoardState, board: String) {
    let channel = Rc::new(Channel {
        state,
        ways: Ways::new(board.clone()),
        board,
        socket: RefCell::new(None),
        wait: Cell::new(250),
        silent: Cell::new(0),
        closed: Cell::new(false),
        welcomed: Cell::new(false),
    });
    // Beside the plan, not after it.
    state.has_rules();
    channel.open();
    let sender = Rc::clone(&channel);
    Effect::new(move |_| {
        let commands = state.outgoing.get();
        if !commands.is_empty() {
            state.outgoing.update_untracked(Vec::clear);
            sender.keep();
            for command in commands {
                sender.send(&Up::Submit(command));
            }
        }
    });
    let looker = Rc::clone(&channel);
    Effect::new(move |_| {
        let unit = state.selected.get().map(|selection| selection.unit);
        looker.send(&Up::Looking(unit));
    });
    let beating = Rc::clone(&channel);
    let heart = set_interval_with_handle(move || beating.beat(), Duration::from_secs(HEARTBEAT_SECONDS.into()));
    let waking = Rc::clone(&channel);
    let online = window_event_listener(leptos::ev::online, move |_| waking.open());
    let cut = Rc::clone(&channel);
    let offline = window_event_listener(leptos::ev::offline, move |_| cut.lost());
    let ways = Rc::clone(&channel.ways);
    let looking = window_event_listener_untyped("visibilitychange", move |_| ways.catch_up());
    let closing = StoredValue::new_local((channel, heart.ok(), Some([online, offline, looking])));
    on_cleanup(move || {
        closing.update_value(|(channel, heart, listeners)| {
            channel.closed.set(true);
            if let Some(socket) = channel.socket.borrow_mut().take() {
                let _ = socket.socket.close();
            }
            if let Some(heart) = heart.take() {
                heart.clear();
            }
            listeners.take().into_iter().flatten().for_each(|listener| listener.remove());
        });
    });
}

impl Channel {
    fn open(self: &Rc<Self>) {
        if self.closed.get() || self.socket.borrow().is_some() {
            return;
        }
        self.welcomed.set(false);
        let location = window().location();
        let scheme = if location.protocol().is_ok_and(|protocol| protocol == "https:") { "wss" } else { "ws" };
        let address = format!("{scheme}://{}/live", location.host().unwrap_or_default());
        let Ok(socket) = WebSocket::new(&address) else { return self.again() };
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (opening, hearing, losing) = (Rc::clone(self), Rc::clone(self), Rc::clone(self));
        let opened = Closure::new(move || opening.greet());
        let message = Closure::new(move |event: MessageEvent| {
            let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
            if let Ok(down) = decode::<Down>(&bytes) {
                hearing.hear(down);
            }
        });
        let closed = Closure::new(move || losing.lost());
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        *self.socket.borrow_mut() = Some(Socket { socket, _opened: opened, _message: message, _closed: closed });
    }

    fn greet(&self) {
        self.silent.set(0);
        let known =
            self.state.replica.with_untracked(|replica| replica.as_ref().map(|replica| replica.confirmed().revision()));
        self.send(&Up::Hello { protocol: PROTOCOL, board: self.board.clone(), revision: known });
    }

    fn lost(self: &Rc<Self>) {
        let Some(socket) = self.socket.borrow_mut().take() else { return };
        socket.socket.set_onclose(None);
        socket.socket.set_onmessage(None);
        let _ = socket.socket.close();
        // The closure that runs now belongs to the socket: it may only be dropped afterwards.
        set_timeout(move || drop(socket), Duration::ZERO);
        if !matches!(self.state.line.get_untracked(), Line::NewBuild | Line::NoSuchBoard) {
            self.state.line.set(Line::Offline);
            self.state.present.set(Vec::new());
            if self.welcomed.get() {
                self.again();
            } else {
                self.ask_why();
            }
        }
    }

    /// A socket that was never welcomed may have been refused because the session has ended: a browser does not say.
    fn ask_why(self: &Rc<Self>) {
        let channel = Rc::clone(self);
        leptos::task::spawn_local(async move {
            match is_signed_in().await {
                Ok(false) => channel.state.line.set(Line::SignedOut),
                _ => channel.again(),
            }
        });
    }

    fn again(self: &Rc<Self>) {
        let wait = self.wait.get();
        self.wait.set((wait * 2).min(LONGEST_WAIT));
        let channel = Rc::clone(self);
        set_timeout(move || channel.open(), Duration::from_millis(wait.into()));
    }

    fn beat(self: &Rc<Self>) {
        if self.silent.get() >= 3 {
            return self.lost();
        }
        self.silent.set(self.silent.get() + 1);
        self.send(&Up::Heartbeat);
    }

    fn send(&self, up: &Up) {
        if let Some(socket) = &*self.socket.borrow()
            && socket.socket.ready_state() == WebSocket::OPEN
        {
            // A socket that fails here closes, and everything pending is sent again on the next one.
            let _ = socket.socket.send_with_u8_array(&encode(up));
        }
    }

    fn hear(&self, down: Down) {
        self.silent.set(0);
        let state = self.state;
        match down {
            Down::Welcome { actor, .. } => {
                self.wait.set(250);
                self.welcomed.set(true);
                state.line.set(Line::Live);
                state.has_rules();
                // A replica made for another role or unit cannot be continued.
                let before =
                    state.replica.with_untracked(|replica| replica.as_ref().map(|known| known.actor().clone()));
                if before.as_ref().is_some_and(|before| before.person != actor.person) {
                    // Somebody else has signed in: this page is theirs now, from the beginning.
                    let _ = window().location().reload();
                    return;
                }
                let other = before.is_some_and(|before| before != actor);
                state.first.update_value(|first| first.actor = actor);
                if other {
                    self.send(&Up::Resynchronise);
                } else {
                    self.resend();
                }
                self.send(&Up::Looking(state.selected.get_untracked().map(|selection| selection.unit)));
            }
            Down::Snapshot(snapshot) => self.take(*snapshot),
            Down::Entries { entries, check } => {
                let sound = state.replica.try_update(|replica| {
                    let Some(replica) = replica.as_mut() else { return false };
                    let gap = entries.iter().any(|entry| matches!(replica.receive(entry), Received::Gap { .. }));
                    !gap && replica.confirmed().check() == check
                });
                self.keep();
                self.ways.refresh();
                if sound != Some(true) {
                    self.send(&Up::Resynchronise);
                }
            }
            Down::Acknowledged { command, revision } => {
                let known = state.replica.with_untracked(|replica| {
                    replica.as_ref().is_some_and(|replica| {
                        replica.confirmed().revision() >= revision
                            && replica.pending().iter().any(|pending| pending.id == command)
                    })
                });
                if known {
                    state.replica.update(|replica| {
                        if let Some(replica) = replica {
                            replica.refuse(command);
                        }
                    });
                    self.keep();
                }
            }
            Down::Refused { command, rejection } => {
                let refused = state.replica.try_update(|replica| replica.as_mut()?.refuse(command)).flatten();
                if let Some(refused) = refused {
                    state.refuse(Refusal { verb: refused.verb, rejection });
                }
                self.keep();
            }
            Down::NotStored { .. } => {}
            Down::Presence(present) => state.present.set(present),
            Down::Meets(meets) => self.ways.meets(meets),
            Down::Resynchronise => self.send(&Up::Resynchronise),
            Down::NewBuild => state.line.set(Line::NewBuild),
            Down::NoSuchBoard => state.line.set(Line::NoSuchBoard),
            Down::Heartbeat => {
                state.has_rules();
                self.resend_after_silence();
            }
        }
    }

    fn take(&self, snapshot: domain::snapshot::Snapshot) {
        let state = self.state;
        let plan = snapshot.open();
        if plan.reorganized() > state.first.with_value(|first| first.revision) {
            // Units have moved: rows, selection and who the reader is are called by other numbers.
            let _ = window().location().reload();
            return;
        }
        let actor = state.first.with_value(|first| first.actor.clone());
        let mut addressed = None;
        if state.expanded.with_untracked(Option::is_none) {
            let mut expanded = sheet::first_expanded(plan.outline(), &actor);
            addressed = addressed_unit().filter(|unit| plan.outline().knows(Address::of(*unit, ROOT)));
            expanded.extend(addressed.into_iter().flat_map(|unit| plan.outline().units.upwards(unit)));
            state.expanded.set(Some(expanded));
        }
        let known = state.replica.with_untracked(Option::is_some);
        if known {
            self.ways.refresh();
            state.replica.update(|replica| {
                if let Some(replica) = replica {
                    replica.reset(plan, actor);
                }
            });
        } else {
            let kept = outbox::load(&self.board, &actor.person);
            state.replica.set(Some(Replica::new(plan, actor, kept, rules().map(|rules| rules.decide))));
            state.need_not_wait();
            self.resend();
        }
        if let Some(unit) = addressed {
            state.selected.set(Some(Selection { unit, column: 0 }));
        }
    }

    /// Sends every pending command again; the server applies none twice.
    fn resend(&self) {
        let pending: Vec<Command> = self
            .state
            .replica
            .with_untracked(|replica| replica.as_ref().map(|replica| replica.pending().to_vec()).unwrap_or_default());
        for command in pending {
            self.send(&Up::Submit(command));
        }
    }

    /// What is still pending a heartbeat later was not stored or not heard.
    fn resend_after_silence(&self) {
        self.resend();
    }

    /// Keeps the pending commands on the device.
    fn keep(&self) {
        self.state.replica.with_untracked(|replica| {
            if let Some(replica) = replica {
                outbox::save(&self.board, &replica.actor().person, replica.pending());
            }
        });
    }
}

/// The unit that the page's address names behind `#unit-`.
fn addressed_unit() -> Option<MemberId> {
    window().location().hash().ok()?.strip_prefix("#unit-")?.parse().ok()
}
