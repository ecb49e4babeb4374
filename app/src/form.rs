//! What the forms of the server's pages share: fields by name, what is wrong with them, members to choose from, and
//! numbers as people type them.

mod fields;
mod members;
mod query;
mod typed;
mod unsent;

pub use fields::Errors;
pub(crate) use fields::{Fields, Input, choice, date, midnight, read_date};
pub(crate) use members::{Choice, below_root, every, named, plannable};
pub use query::Query;
pub(crate) use query::{encoded, escaped};
pub use typed::hundredths;
pub(crate) use typed::number;
pub use unsent::Unsent;
pub(crate) use unsent::alert;
