//! The approval of units: the list, a unit, the path, and the page to verify signatures. Rendered on the server, made of
//! plain forms, and complete without any script.

mod asks;
mod doing;
mod grouping;
mod limits;
mod list;
mod path;
mod place;
mod signatures;
mod unit;
mod words;

pub(crate) use asks::waiting_table;
pub use doing::{Asked, asked};
pub use domain::approval::waiting;
pub use grouping::read as read_grouping;
pub use list::{ListPage, absence, document as list};
pub use path::{PathPage, document as path, read as read_path};
pub(crate) use place::title as approval_unit_name;
pub use place::{address, page_address, path_address, subject};
pub use signatures::{SignaturesPage, document as signatures};
pub use unit::{UnitPage, document as unit};
pub(crate) use words::{did, fault, written as gaps};

use crate::form::{Errors, Unsent, alert};
use crate::text::approval as text;
use domain::dimension::MemberId;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::{Outline, Standing};
use leptos::prelude::*;

/// What became of something that was to be done.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is done.
    Done,
    /// Fields cannot be read.
    Problem(Errors),
    /// It is not clear what to do: a day that does not exist, nobody to delegate to.
    Unreadable,
    /// It was not carried out.
    Unsent(Unsent),
    /// The name is not that of the account.
    WrongName,
    /// The password is wrong.
    WrongPassword,
    /// Too much was tried.
    Wait(u64),
}

impl Outcome {
    fn view(&self, outline: &Outline, region: Region) -> AnyView {
        let sentence = match self {
            Self::Done => return view! { <p class="notice" role="status">{text::done(region)}</p> }.into_any(),
            Self::Problem(errors) => errors.first().unwrap_or_default().to_owned(),
            Self::Unsent(unsent) => unsent.sentence(outline, Measure::Revenue, region),
            Self::Unreadable => text::fault_unread(region).to_owned(),
            Self::WrongName => text::fault_name(region).to_owned(),
            Self::WrongPassword => text::fault_password(region).to_owned(),
            Self::Wait(seconds) => text::fault_wait(region, seconds),
        };
        alert(sentence).into_any()
    }
}

fn open(outline: &Outline, unit: MemberId) -> bool {
    outline.standing(unit) == Standing::Open
}
