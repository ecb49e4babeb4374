//! The outbox: commands on this device that the server has not confirmed; they survive a reload.

use crate::board::packed::{pack, unpack};
use domain::command::Command;
use leptos::prelude::window;

fn key(board: &str, person: &str) -> String {
    format!("pacto-outbox:{board}:{person}")
}

/// The commands kept for a person on a board, in order.
pub fn load(board: &str, person: &str) -> Vec<Command> {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&key(board, person)).ok().flatten());
    text.and_then(|text| unpack(&text)).unwrap_or_default()
}

/// Keeps the commands of a person on a board.
pub fn save(board: &str, person: &str, commands: &[Command]) {
    let Ok(Some(storage)) = window().local_storage() else { return };
    // A device without room keeps the commands in memory alone; the status line still counts them.
    let _ = if commands.is_empty() {
        storage.remove_item(&key(board, person))
    } else {
        storage.set_item(&key(board, person), &pack(&commands))
    };
}
