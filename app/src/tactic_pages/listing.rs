//! The tactics of a board as lines with their numbers, and the sums of them.

use super::{Filter, State};
use crate::board::display;
use domain::goal::Metric;
use domain::measure::Measure;
use domain::number::{Region, format_percent};
use domain::plan::Plan;
use domain::tactic::{Day, Effect, PaidTarget, Tactic, TacticId, TacticKind, effect, goal_of, net_effects};
use std::collections::BTreeMap;

/// What a tactic brings and costs over the cycle, in rounding units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Revenue beside the other tactics.
    pub revenue: i128,
    /// Gross margin of it.
    pub margin: i128,
    /// Cost by line, in the order of [`Measure::EXPENSES`].
    pub expenses: [i128; Measure::EXPENSES.len()],
    /// Revenue on its own less revenue beside the others.
    pub overlap: i128,
}

impl Numbers {
    /// Reads the numbers from an effect beside the others and one on its own.
    pub fn of(net: &Effect, alone: &Effect) -> Self {
        let total = |effect: &Effect, measure| i128::from(effect.total(measure));
        let revenue = total(net, Measure::Revenue);
        Self {
            revenue,
            margin: revenue - total(net, Measure::CostOfGoods),
            expenses: Measure::EXPENSES.map(|measure| total(net, measure)),
            overlap: total(alone, Measure::Revenue) - revenue,
        }
    }

    /// All cost.
    pub fn spend(&self) -> i128 {
        self.expenses.iter().sum()
    }

    /// Gross margin less cost.
    pub fn net(&self) -> i128 {
        self.margin - self.spend()
    }

    /// Net effect ÷ cost in percent; nothing where nothing is spent.
    pub fn return_on_spend(&self, region: Region) -> Option<String> {
        if self.spend() > 0 { format_percent(self.net(), self.spend(), 0, region) } else { None }
    }

    /// The sum of several.
    pub fn sum<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        all.into_iter().fold(Self::default(), |sum, one| Self {
            revenue: sum.revenue + one.revenue,
            margin: sum.margin + one.margin,
            expenses: std::array::from_fn(|line| sum.expenses[line] + one.expenses[line]),
            overlap: sum.overlap + one.overlap,
        })
    }
}

/// A tactic of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The tactic.
    pub id: TacticId,
    /// Its name in the reader's language.
    pub name: String,
    /// What it is for.
    pub kind: TacticKind,
    /// Who answers for it.
    pub owner: String,
    /// Where it acts: unit, and product and channel where they are not the whole.
    pub place: String,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
    /// Whether it has begun.
    pub state: State,
    /// The target it pays for.
    pub target: PaidTarget,
    /// The goal it serves.
    pub goal: Metric,
    /// What it brings.
    pub numbers: Numbers,
}

/// The tactics that a reader has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The tactics by their first day.
    pub lines: Vec<Line>,
}

impl Listing {
    /// Reads the tactics of a plan, as its reader may see it, that fit what they have chosen.
    pub fn of(plan: &Plan, filter: &Filter, today: Day, region: Region) -> Self {
        let net = net_effects(plan).unwrap_or_default();
        let net: BTreeMap<TacticId, Effect> = plan.tactics().iter().map(|tactic| tactic.id).zip(net).collect();
        let line = |tactic: &Tactic| {
            let activity = &tactic.activity;
            let net = net.get(&tactic.id).cloned().unwrap_or_default();
            let alone = effect(plan, activity).unwrap_or_else(|| net.clone());
            Line {
                id: tactic.id,
                name: display::name(&activity.name, region),
                kind: activity.kind,
                owner: activity.owner.clone(),
                place: crate::board::rejection::place(plan.outline(), activity.at, region),
                start: activity.start,
                end: activity.end,
                state: State::of(activity.start, activity.end, today),
                target: activity.target,
                goal: goal_of(activity),
                numbers: Numbers::of(&net, &alone),
            }
        };
        let mut lines: Vec<Line> = filter.chosen(plan, today).into_iter().map(line).collect();
        lines.sort_by_key(|line| (line.start, line.end, line.id));
        Self { lines }
    }

    /// What they bring together.
    pub fn total(&self) -> Numbers {
        Numbers::sum(self.lines.iter().map(|line| &line.numbers))
    }

    /// Lines by what they have in common.
    pub fn by<K: Ord>(&self, key: impl Fn(&Line) -> K) -> BTreeMap<K, Vec<&Line>> {
        let mut groups: BTreeMap<K, Vec<&Line>> = BTreeMap::new();
        for line in &self.lines {
            groups.entry(key(line)).or_default().push(line);
        }
        groups
    }
}
