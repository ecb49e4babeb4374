//! Live boards on both databases.

#![cfg(test)]

#[path = "support/board.rs"]
mod board;
#[path = "support/databases.rs"]
mod databases;
#[path = "live/ending.rs"]
mod ending;
#[path = "live/following.rs"]
mod following;
#[path = "live/meetings.rs"]
mod meetings;
#[path = "live/past.rs"]
mod past;
#[path = "live/record.rs"]
mod record;
#[path = "live/reorganizing.rs"]
mod reorganizing;
#[path = "live/scenarios.rs"]
mod scenarios;
#[path = "live/storing.rs"]
mod storing;
#[path = "live/tampering.rs"]
mod tampering;
