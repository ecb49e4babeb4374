//! The outbox: commands on this device that the server has not confirmed; they survive a reload.

use domain::command::Command;
use domain::live::{decode, encode};
use leptos::prelude::window;

fn key(board: &str, person: &str) -> String {
    format!("pacto-outbox:{board}:{person}")
}

/// The commands kept for a person on a board, in order.
pub fn load(board: &str, person: &str) -> Vec<Command> {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&key(board, person)).ok().flatten());
    text.and_then(|text| decode(&from_hex(&text)?).ok()).unwrap_or_default()
}

/// Keeps the commands of a person on a board.
pub fn save(board: &str, person: &str, commands: &[Command]) {
    let Ok(Some(storage)) = window().local_storage() else { return };
    // A device without room keeps the commands in memory alone; the status line still counts them.
    let _ = if commands.is_empty() {
        storage.remove_item(&key(board, person))
    } else {
        let text: String = encode(&commands).iter().map(|byte| format!("{byte:02x}")).collect();
        storage.set_item(&key(board, person), &text)
    };
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|place| u8::from_str_radix(text.get(place..place + 2)?, 16).ok()).collect()
}
