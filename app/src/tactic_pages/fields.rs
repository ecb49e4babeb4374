//! The fields of the form of a tactic: label, field, help, and what is wrong with it.

use super::choice;
use super::form::{Errors, Typed};
use leptos::prelude::*;

/// What kind of thing is typed.
pub(super) enum Input {
    /// Words.
    Words,
    /// A number, in the reader's own way of writing.
    Number,
    /// A day between two days.
    Date(String, String),
    /// Words, with a list of proposals of this id.
    Proposals(&'static str),
}

/// What stands in a form and what is wrong with it.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    /// What stands in it.
    pub typed: &'a Typed,
    /// What is wrong.
    pub errors: &'a Errors,
}

impl Fields<'_> {
    /// A field to type in.
    pub fn input(self, name: &str, label: impl Into<String>, help: Option<&'static str>, input: Input) -> AnyView {
        let (kind, mode, min, max, list) = match input {
            Input::Words => ("text", None, None, None, None),
            Input::Number => ("text", Some("decimal"), None, None, None),
            Input::Date(min, max) => ("date", None, Some(min), Some(max), None),
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
        help: Option<&'static str>,
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

    fn described(self, name: &str, help: Option<&'static str>) -> Option<String> {
        (help.is_some() || self.errors.of(name).is_some()).then(|| format!("about-{name}"))
    }

    fn below(self, name: &str, help: Option<&'static str>) -> AnyView {
        let id = format!("about-{name}");
        match self.errors.of(name) {
            Some(wrong) => view! { <small class="problem" id=id>{wrong.to_owned()}</small> }.into_any(),
            None => help.map(|help| view! { <small id=id>{help}</small> }).into_any(),
        }
    }
}
