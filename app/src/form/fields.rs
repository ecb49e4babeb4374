//! The fields of a form: label, field, help, and what is wrong with it.

use super::query::Query;
use chrono::{Days, NaiveDate};
use domain::calendar::Month;
use domain::tactic::Day;
use leptos::prelude::*;

/// What is wrong, by the names of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// One field that something is wrong with.
    pub(crate) fn one(field: impl Into<String>, words: impl Into<String>) -> Self {
        Self(vec![(field.into(), words.into())])
    }

    /// Says what is wrong with one more field.
    pub(crate) fn add(&mut self, field: &str, words: impl Into<String>) {
        self.0.push((field.to_owned(), words.into()));
    }

    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }

    /// What is wrong with the first field that something is wrong with.
    pub(crate) fn first(&self) -> Option<&str> {
        self.0.first().map(|(_, words)| words.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A day as a field of dates writes it.
pub(crate) fn date(day: Day) -> String {
    format!("{}-{:02}", day.month.code(), day.day)
}

/// The inverse of [`date`]; `None` for what is no day.
pub(crate) fn read_date(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let month = Month { year: parts.next()?.parse().ok()?, month: parts.next()?.parse().ok()? };
    let day = Day { month, day: parts.next()?.parse().ok()? };
    day.exists().then_some(day)
}

/// The beginning of a day that a field names, or of one so many days later, in milliseconds since 1970 UTC.
pub(crate) fn midnight(day: &str, later: u64) -> Option<i64> {
    let day = read_date(day)?;
    let date = NaiveDate::from_ymd_opt(day.month.year, day.month.month.into(), day.day.into())?;
    let midnight = date.checked_add_days(Days::new(later))?.and_hms_opt(0, 0, 0)?.and_utc();
    Some(midnight.timestamp_millis())
}

/// One choice of a list.
pub(crate) fn choice(value: String, words: String, chosen: bool) -> impl IntoView {
    view! { <option value=value selected=chosen>{words}</option> }
}

/// What kind of thing is typed.
pub(crate) enum Input {
    /// Words.
    Words,
    /// A number, in the reader's own way of writing.
    Number,
    /// A day between two days, where they are given.
    Date(Option<String>, Option<String>),
    /// Words, with a list of proposals of this id.
    Proposals(&'static str),
}

/// What stands in a form and what is wrong with it.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    /// What stands in it.
    pub typed: &'a Query,
    /// What is wrong.
    pub errors: &'a Errors,
}

impl Fields<'_> {
    /// A field to type in.
    pub fn input(self, name: &str, label: impl Into<String>, help: Option<&str>, input: Input) -> AnyView {
        let (kind, mode, min, max, list) = match input {
            Input::Words => ("text", None, None, None, None),
            Input::Number => ("text", Some("decimal"), None, None, None),
            Input::Date(min, max) => ("date", None, min, max, None),
            Input::Proposals(list) => ("text", None, None, None, Some(list)),
        };
        let class = if mode.is_some() { "number-field" } else { "" };
        view! {
            <label class=class>
                <span>{label.into()}</span>
                <input
                    type=kind
                    name=name.to_owned()
                    value=self.typed.text(name).to_owned()
                    inputmode=mode
                    min=min
                    max=max
                    list=list
                    maxlength="200"
                    autocomplete="off"
                    aria-invalid=self.invalid(name)
                    aria-describedby=self.described(name, help)
                />
                {self.below(name, help)}
            </label>
        }
        .into_any()
    }

    /// A list to choose from.
    pub fn select(
        self,
        name: &str,
        label: impl Into<String>,
        help: Option<&str>,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> AnyView {
        let chosen = self.typed.text(name);
        let options: Vec<_> = options
            .into_iter()
            .map(|(value, words)| {
                let is_chosen = value == chosen;
                choice(value, words, is_chosen)
            })
            .collect();
        view! {
            <label>
                <span>{label.into()}</span>
                <select
                    name=name.to_owned()
                    aria-invalid=self.invalid(name)
                    aria-describedby=self.described(name, help)
                >
                    {options}
                </select>
                {self.below(name, help)}
            </label>
        }
        .into_any()
    }

    fn invalid(self, name: &str) -> Option<&'static str> {
        self.errors.of(name).map(|_| "true")
    }

    fn described(self, name: &str, help: Option<&str>) -> Option<String> {
        (help.is_some() || self.errors.of(name).is_some()).then(|| format!("about-{name}"))
    }

    fn below(self, name: &str, help: Option<&str>) -> AnyView {
        let id = format!("about-{name}");
        match self.errors.of(name) {
            Some(wrong) => view! { <small class="problem" id=id>{wrong.to_owned()}</small> }.into_any(),
            None => help.map(|help| view! { <small id=id>{help.to_owned()}</small> }).into_any(),
        }
    }
}
