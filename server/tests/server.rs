//! Every test of the server in one program: what they share is compiled and linked once.

#![cfg(test)]

#[path = "../backend/tests/support/board.rs"]
#[expect(dead_code, reason = "shared with the tests of the backend")]
mod board;
#[path = "support/postbox.rs"]
mod postbox;
#[path = "support/running.rs"]
mod running;
#[path = "support/visitor.rs"]
mod visitor;

mod approval_pages;
mod command_line;
mod comments_page;
mod driver_pages;
mod durability;
mod holds_page;
mod http;
mod import_pages;
mod inbox_page;
mod ledger_page;
mod live_channel;
mod mailing;
mod meeting_page;
mod negotiators;
mod organization_page;
mod plan_pages;
mod routes;
mod spread_page;
mod tactic_pages;
mod thread_page;
mod tidy;
mod two_trees_page;
