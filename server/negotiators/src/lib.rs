//! Negotiators at scale: many people at once play a whole negotiation by random but legal moves, over the real server
//! with its real database, and what came of it is held against the record.
//!
//! The way of a game: [`company`] founds the demo company and its accounts, [`program`] starts the server, every
//! [`seat`] lets one person after the other sit down as a [`client`] and make [`moves`], some of them in [`races`], until
//! nobody has anything to answer. Then the server is killed, [`audit`] replays its log, and [`figures`] says what was
//! found.

pub mod audit;
pub mod channel;
pub mod client;
pub mod company;
pub mod conservation;
pub mod door;
pub mod figures;
pub mod game;
pub mod hall;
pub mod moves;
pub mod notes;
pub mod person;
pub mod program;
pub mod races;
pub mod seat;
pub mod table;

pub use game::{Failure, Options, play};
