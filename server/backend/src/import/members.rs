//! The members of one dimension while an import is checked: those stored, those declared, those implied.

use super::mapping::Field;
use super::problem::ProblemKind;
use domain::dimension::{MemberSource, Name};
use std::collections::{BTreeMap, BTreeSet};

/// Parts the levels of a path in the code of a member that has no code of its own.
pub(crate) const PATH_SIGN: char = '/';

/// Where a member comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Stored,
    /// A row of a table of members.
    Declared {
        table: usize,
        line: u64,
    },
    /// A row of facts that names it.
    Implied,
}

#[derive(Debug)]
struct Entry {
    source: MemberSource,
    origin: Origin,
}

/// What a text names.
pub(super) enum Found {
    One(String),
    /// Several members end in this step of their path: one salesperson in several territories.
    Several,
    Ambiguous,
    Nobody,
}

#[derive(Debug, Default)]
pub(super) struct Book {
    entries: BTreeMap<String, Entry>,
    /// New or declared codes in the order of the files.
    order: Vec<String>,
    /// Codes by name in lower case.
    names: BTreeMap<String, BTreeSet<String>>,
    /// Codes by the last step of their path.
    steps: BTreeMap<String, BTreeSet<String>>,
}

impl Book {
    pub(super) fn new(stored: &[MemberSource]) -> Self {
        let mut book = Self::default();
        for source in stored {
            book.insert(source.clone(), Origin::Stored);
        }
        book
    }

    fn insert(&mut self, source: MemberSource, origin: Origin) {
        for name in [&source.name.en, &source.name.es] {
            self.names.entry(name.to_lowercase()).or_default().insert(source.code.clone());
        }
        if let Some((_, step)) = source.code.rsplit_once(PATH_SIGN) {
            self.steps.entry(step.to_owned()).or_default().insert(source.code.clone());
        }
        if origin != Origin::Stored && self.entries.get(&source.code).is_none_or(|old| old.origin == Origin::Stored) {
            self.order.push(source.code.clone());
        }
        self.entries.insert(source.code.clone(), Entry { source, origin });
    }

    /// Takes a member from a table of members; `name` or `parent` is `None` where the table has no such column.
    pub(super) fn declare(
        &mut self,
        code: &str,
        name: Option<Name>,
        parent: Option<Option<String>>,
        origin: Origin,
    ) -> Result<(), ProblemKind> {
        let before = self.entries.get(code);
        let stored = before.map(|entry| entry.source.clone());
        let source = MemberSource {
            code: code.to_owned(),
            name: name.or_else(|| stored.as_ref().map(|old| old.name.clone())).unwrap_or_else(|| Name::same(code)),
            parent: parent.unwrap_or_else(|| stored.as_ref().and_then(|old| old.parent.clone())),
        };
        if let Some(Entry { source: old, origin: Origin::Declared { .. } }) = before {
            return if *old == source {
                Ok(())
            } else if old.parent != source.parent {
                Err(two_parents(code, old.parent.as_deref(), source.parent.as_deref()))
            } else {
                Err(ProblemKind::RepeatedMember(code.to_owned()))
            };
        }
        self.insert(source, origin);
        Ok(())
    }

    /// Takes a member that a row names in passing; what is stored or declared stays as it is.
    pub(super) fn imply(&mut self, code: &str, name: Option<&str>, parent: Option<&str>) -> Result<(), ProblemKind> {
        if let Some(entry) = self.entries.get(code) {
            let old = entry.source.parent.as_deref();
            // Only what this import itself implied can contradict it.
            let conflict = entry.origin == Origin::Implied && parent.is_some() && old != parent;
            return if conflict { Err(two_parents(code, old, parent)) } else { Ok(()) };
        }
        if parent == Some(code) {
            return Err(ProblemKind::Circle(code.to_owned()));
        }
        let name = Name::same(name.unwrap_or_else(|| code.rsplit(PATH_SIGN).next().unwrap_or(code)));
        let source = MemberSource { code: code.to_owned(), name, parent: parent.map(str::to_owned) };
        self.insert(source, Origin::Implied);
        Ok(())
    }

    /// Whether a member is stored or declared, so that rows of facts cannot change it.
    pub(super) fn is_settled(&self, code: &str) -> bool {
        self.entries.get(code).is_some_and(|entry| entry.origin != Origin::Implied)
    }

    /// Takes every step of a path and gives the code of its end; blank steps are left out.
    pub(super) fn path(&mut self, steps: &[String], name: Option<&str>) -> Result<Option<String>, ProblemKind> {
        let steps: Vec<&str> = steps.iter().map(String::as_str).filter(|step| !step.is_empty()).collect();
        let mut above: Option<String> = None;
        for (index, step) in steps.iter().enumerate() {
            let code = match &above {
                Some(above) => format!("{above}{PATH_SIGN}{step}"),
                None => (*step).to_owned(),
            };
            let last = index + 1 == steps.len();
            self.imply(&code, name.filter(|_| last), above.as_deref())?;
            above = Some(code);
        }
        Ok(above)
    }

    /// Finds a member by code, else by name, else by the last step of its path.
    pub(super) fn find(&self, text: &str) -> Found {
        if self.entries.contains_key(text) {
            return Found::One(text.to_owned());
        }
        match self.names.get(&text.to_lowercase()).map(|codes| (codes.len(), codes.first())) {
            Some((1, Some(code))) => return Found::One(code.clone()),
            // One person in several places has one name in each of them.
            Some(_) if !self.steps.contains_key(text) => return Found::Ambiguous,
            _ => {}
        }
        match self.steps.get(text).map(|codes| (codes.len(), codes.first())) {
            Some((1, Some(code))) => Found::One(code.clone()),
            Some(_) => Found::Several,
            None => Found::Nobody,
        }
    }

    /// Resolves parents that were given by name, and drops members that do not hang under the root, with what is wrong.
    pub(super) fn settle(&mut self) -> Vec<(Origin, ProblemKind)> {
        let mut problems = Vec::new();
        for code in self.order.clone() {
            let Some(entry) = self.entries.get(&code) else { continue };
            let Some(parent) = entry.source.parent.clone() else { continue };
            let origin = entry.origin;
            match self.find(&parent) {
                Found::One(found) => {
                    if let Some(entry) = self.entries.get_mut(&code) {
                        entry.source.parent = Some(found);
                    }
                }
                Found::Several | Found::Ambiguous => {
                    problems.push((code, origin, ProblemKind::AmbiguousMember { field: Field::Parent, text: parent }));
                }
                Found::Nobody => {
                    problems.push((code, origin, ProblemKind::UnknownMember { field: Field::Parent, text: parent }));
                }
            }
        }
        for code in &self.order {
            let Some(entry) = self.entries.get(code) else { continue };
            if self.circles(code) {
                problems.push((code.clone(), entry.origin, ProblemKind::Circle(code.clone())));
            }
        }
        for (code, ..) in &problems {
            self.remove(code);
        }
        // Members below one that is gone have lost their parent too.
        loop {
            let orphans = self.orphans();
            if orphans.is_empty() {
                break;
            }
            for (code, origin, parent) in orphans {
                self.remove(&code);
                problems.push((code, origin, ProblemKind::UnknownMember { field: Field::Parent, text: parent }));
            }
        }
        problems.into_iter().map(|(_, origin, kind)| (origin, kind)).collect()
    }

    fn circles(&self, code: &str) -> bool {
        let mut at = code;
        for _ in 0..=self.entries.len() {
            match self.entries.get(at).and_then(|entry| entry.source.parent.as_deref()) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        true
    }

    fn orphans(&self) -> Vec<(String, Origin, String)> {
        let orphan = |code: &String| {
            let entry = self.entries.get(code)?;
            let parent = entry.source.parent.as_ref().filter(|parent| !self.entries.contains_key(*parent))?;
            Some((code.clone(), entry.origin, parent.clone()))
        };
        self.order.iter().filter_map(orphan).collect()
    }

    fn remove(&mut self, code: &str) {
        if let Some(entry) = self.entries.remove(code) {
            for name in [entry.source.name.en, entry.source.name.es] {
                if let Some(codes) = self.names.get_mut(&name.to_lowercase()) {
                    codes.remove(code);
                    if codes.is_empty() {
                        self.names.remove(&name.to_lowercase());
                    }
                }
            }
        }
    }

    /// The members that this import brings, in the order of the files.
    pub(super) fn into_sources(mut self) -> Vec<MemberSource> {
        let order = std::mem::take(&mut self.order);
        order.iter().filter_map(|code| self.entries.remove(code)).map(|entry| entry.source).collect()
    }
}

fn two_parents(code: &str, first: Option<&str>, second: Option<&str>) -> ProblemKind {
    let text = |parent: Option<&str>| parent.unwrap_or_default().to_owned();
    ProblemKind::TwoParents { code: code.to_owned(), first: text(first), second: text(second) }
}
