//! Why what a form asked for has not happened.

use crate::board::rejection;
use crate::text::document as text;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::Outline;
use domain::rejection::Rejection;
use leptos::prelude::*;

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// A rule said no.
    Refused(Rejection),
    /// It could not be stored.
    NotStored,
}

impl Unsent {
    /// It in the reader's words, about numbers of a measure.
    pub(crate) fn sentence(&self, outline: &Outline, measure: Measure, region: Region) -> String {
        match self {
            Self::Refused(refusal) => rejection::sentence(refusal, outline, measure, region),
            Self::NotStored => text::not_stored(region).to_owned(),
        }
    }
}

/// A sentence about what went wrong, read out at once.
pub(crate) fn alert(sentence: String) -> impl IntoView {
    view! { <p class="problem alert" role="alert">{sentence}</p> }
}
