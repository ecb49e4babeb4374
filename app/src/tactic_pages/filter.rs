//! Which tactics are shown, in which order: read from an address, written into one.

use super::home;
use crate::form::escaped;
use crate::import_pages::form::{code, decode};
use domain::dimension::MemberId;
use domain::goal::Metric;
use domain::plan::Plan;
use domain::tactic::{Day, Tactic, TacticId, TacticKind, of_goal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Whether a tactic has begun, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It begins later.
    Planned,
    /// It has begun and not ended.
    Running,
    /// It has ended.
    Over,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Running, Self::Over];

    /// The state of a tactic with these first and last days.
    pub fn of(start: Day, end: Day, today: Day) -> Self {
        match (today < start, today > end) {
            (true, _) => Self::Planned,
            (_, true) => Self::Over,
            _ => Self::Running,
        }
    }
}

/// From where to where one walks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Walk {
    /// Goal, target, tactic, owner, date.
    #[default]
    Goals,
    /// Owner, date, tactic, target, goal.
    Owners,
}

/// Which tactics are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In which order.
    pub walk: Walk,
    /// Those that move a goal.
    pub goal: Option<Metric>,
    /// Those that act at or below a unit.
    pub unit: Option<MemberId>,
    /// Those of a kind.
    pub kind: Option<TacticKind>,
    /// Those that somebody answers for.
    pub owner: Option<String>,
    /// Those that have, or have not, begun.
    pub state: Option<State>,
}

impl Filter {
    /// Reads what an address says; what it says wrongly is not said.
    pub fn of(pairs: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let found = pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
            found.filter(|value| !value.is_empty())
        };
        Self {
            walk: text("walk").and_then(decode).unwrap_or_default(),
            goal: text("goal").and_then(decode),
            unit: text("unit").and_then(|unit| unit.parse().ok()),
            kind: text("kind").and_then(decode),
            owner: text("owner").map(str::to_owned),
            state: text("state").and_then(decode),
        }
    }

    /// Whether nothing but the order is chosen.
    pub fn is_empty(&self) -> bool {
        *self == Self { walk: self.walk, ..Self::default() }
    }

    /// The address that says this.
    pub fn address(&self, board: &str) -> String {
        let mut pairs = Vec::new();
        if self.walk != Walk::default() {
            pairs.push(("walk", code(&self.walk)));
        }
        pairs.extend(self.goal.map(|goal| ("goal", code(&goal))));
        pairs.extend(self.unit.map(|unit| ("unit", unit.to_string())));
        pairs.extend(self.kind.map(|kind| ("kind", code(&kind))));
        pairs.extend(self.owner.as_ref().map(|owner| ("owner", escaped(owner))));
        pairs.extend(self.state.map(|state| ("state", code(&state))));
        let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        if pairs.is_empty() { home(board) } else { format!("{}?{}", home(board), pairs.join("&")) }
    }

    /// The tactics of a plan that fit.
    pub fn chosen<'a>(&self, plan: &'a Plan, today: Day) -> Vec<&'a Tactic> {
        let of_goal: Option<BTreeSet<TacticId>> =
            self.goal.map(|goal| of_goal(plan, goal).map(|tactic| tactic.id).collect());
        let fits = |tactic: &&Tactic| {
            let activity = &tactic.activity;
            of_goal.as_ref().is_none_or(|of_goal| of_goal.contains(&tactic.id))
                && self.unit.is_none_or(|unit| plan.outline().units.contains(unit, activity.at.unit))
                && self.kind.is_none_or(|kind| kind == activity.kind)
                && self.owner.as_ref().is_none_or(|owner| *owner == activity.owner)
                && self.state.is_none_or(|state| state == State::of(activity.start, activity.end, today))
        };
        plan.tactics().iter().filter(fits).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::Month;

    #[test]
    fn what_is_chosen_stands_in_the_address_and_is_read_from_it() {
        let filter = Filter {
            walk: Walk::Owners,
            goal: Some(Metric::TopLine),
            unit: Some(7),
            kind: Some(TacticKind::CrossSell),
            owner: Some("Óscar & Co".to_owned()),
            state: Some(State::Running),
        };
        assert_eq!(
            filter.address("b"),
            "/boards/b/tactics?walk=Owners&goal=TopLine&unit=7&kind=CrossSell&owner=%C3%93scar%20%26%20Co&state=Running"
        );
        let pairs = [("walk", "Owners"), ("goal", "TopLine"), ("unit", "7"), ("kind", "CrossSell")];
        let pairs = pairs.into_iter().chain([("owner", "Óscar & Co"), ("state", "Running")]);
        let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(Filter::of(&pairs), filter);
        let wrong = [("unit", "x"), ("kind", "Trick"), ("owner", " ")];
        let wrong: Vec<_> = wrong.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(Filter::of(&wrong), Filter::default());
        assert_eq!(Filter::default().address("b"), "/boards/b/tactics");
    }

    #[test]
    fn a_tactic_runs_from_its_first_to_its_last_day() {
        let day = |day| Day { month: Month { year: 2027, month: 3 }, day };
        let on = |today| State::of(day(5), day(9), day(today));
        assert_eq!([4, 5, 9, 10].map(on), [State::Planned, State::Running, State::Running, State::Over]);
    }
}
