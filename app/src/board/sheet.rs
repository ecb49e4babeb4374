//! The sheet: which rows and columns the grid has, and the numbers in them. Pure, the same on both sides.

use domain::access;
use domain::actor::Actor;
use domain::address::Address;
use domain::approval::Stage;
use domain::dimension::{MemberId, Name, ROOT};
use domain::measure::{Measure, Slice};
use domain::outline::{Outline, Standing};
use domain::plan::Plan;
use domain::thread::ThreadState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How finely the grid splits the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Granularity {
    /// Not at all.
    Year,
    /// Four quarters.
    Quarter,
    /// Twelve months.
    Month,
}

/// What the reader chose to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetOptions {
    /// How finely the year is split.
    pub granularity: Granularity,
    /// What is counted.
    pub measure: Measure,
    /// The slice in the columns of periods.
    pub slice: Slice,
    /// The product, or all.
    pub product: MemberId,
    /// The channel, or all.
    pub channel: MemberId,
}

impl SheetOptions {
    /// What a person sees first: revenue by quarter, targets for the committee, commitments for a manager.
    pub fn first(actor: &Actor) -> Self {
        let slice = if actor.unit.is_some() { Slice::Commitment } else { Slice::Target };
        Self { granularity: Granularity::Quarter, measure: Measure::Revenue, slice, product: ROOT, channel: ROOT }
    }

    /// Where a column's number of a unit stands.
    pub fn address(&self, unit: MemberId, column: &Column) -> Address {
        let period = match column.kind {
            ColumnKind::Period { period, .. } => period,
            _ => ROOT,
        };
        Address { unit, product: self.product, channel: self.channel, period }
    }
}

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnKind {
    /// The year's number in a slice.
    Year(Slice),
    /// Target less outlook: what the units below have not promised of what they are asked for.
    Gap,
    /// How the unit's thread stands.
    Status,
    /// A slice in one period.
    Period {
        /// The slice.
        slice: Slice,
        /// The quarter or month.
        period: MemberId,
    },
}

impl ColumnKind {
    /// The slice behind the column's numbers, if they are not derived.
    pub fn slice(self) -> Option<Slice> {
        match self {
            Self::Year(slice) | Self::Period { slice, .. } => Some(slice),
            Self::Gap | Self::Status => None,
        }
    }
}

/// A column of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it shows.
    pub kind: ColumnKind,
    /// The period's name; empty for the year's columns.
    pub period: Name,
}

/// How a unit stands in the negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowStatus {
    /// Nothing offered.
    NotStarted,
    /// The unit's turn.
    Offered,
    /// The parent's turn.
    Countered,
    /// The reader's turn.
    YourTurn,
    /// Agreed.
    Agreed,
    /// The arbiter's turn.
    Escalated,
    /// Set by the arbiter.
    Imposed,
    /// This many threads below are open.
    Contested(u32),
    /// Every thread below is agreed.
    AllAgreed,
}

/// Whether and how a number is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeldAs {
    /// Not at all.
    Free,
    /// At one value.
    Fixed,
    /// Within bounds.
    Corridor,
}

/// A row of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The organization unit.
    pub unit: MemberId,
    /// Its name; empty for the rest.
    pub name: Name,
    /// Steps from the root.
    pub depth: u32,
    /// Whether it can be expanded.
    pub has_children: bool,
    /// Whether it stands for what the reader may not see.
    pub is_rest: bool,
    /// One number per column, in rounding units.
    pub numbers: Vec<Option<i64>>,
    /// How the number of the column is held.
    pub held: Vec<HeldAs>,
    /// How the unit stands.
    pub status: RowStatus,
    /// Where it stands on its way to approval.
    pub stage: Option<Stage>,
}

/// The columns for what the reader chose.
pub fn columns(outline: &Outline, options: &SheetOptions) -> Vec<Column> {
    let year = [
        ColumnKind::Year(Slice::LastYear),
        ColumnKind::Year(Slice::Baseline),
        ColumnKind::Year(Slice::Target),
        ColumnKind::Year(Slice::Commitment),
        ColumnKind::Gap,
        ColumnKind::Status,
    ];
    let depth = match options.granularity {
        Granularity::Year => 0,
        Granularity::Quarter => 1,
        Granularity::Month => 2,
    };
    let periods = outline.periods.members().iter().enumerate().filter(|(_, member)| depth > 0 && member.depth == depth);
    let slice = options.slice;
    year.into_iter()
        .map(|kind| Column { kind, period: Name::default() })
        .chain(periods.map(|(period, member)| Column {
            kind: ColumnKind::Period { slice, period: period as MemberId },
            period: member.name.clone(),
        }))
        .collect()
}

/// The units to show, in order, when these are expanded.
pub fn order(outline: &Outline, expanded: &BTreeSet<MemberId>) -> Vec<MemberId> {
    let mut shown = Vec::new();
    let mut stack = vec![ROOT];
    while let Some(unit) = stack.pop() {
        shown.push(unit);
        if expanded.contains(&unit) {
            let children: Vec<MemberId> = outline.child_units(unit).collect();
            stack.extend(children.into_iter().rev());
        }
    }
    shown
}

/// The units that are expanded at first: the company, and on small boards or the way to a manager's unit the regions.
pub fn first_expanded(outline: &Outline, actor: &Actor) -> BTreeSet<MemberId> {
    let mut expanded: BTreeSet<MemberId> = [ROOT].into();
    match actor.unit {
        Some(own) => expanded.extend(outline.units.upwards(own)),
        None if outline.units.len() <= 60 => expanded.extend(outline.child_units(ROOT)),
        None => {}
    }
    expanded
}

/// The row of one unit.
pub fn row(plan: &Plan, actor: &Actor, options: &SheetOptions, columns: &[Column], unit: MemberId) -> Row {
    let outline = plan.outline();
    let member = outline.units.get(unit);
    let number = |column: &Column| {
        let at = options.address(unit, column);
        let of = |slice| plan.get(slice, options.measure, at);
        match column.kind {
            ColumnKind::Gap => Some(of(Slice::Target)? - of(Slice::Outlook)?),
            ColumnKind::Status => None,
            kind => of(kind.slice()?),
        }
    };
    let held = |column: &Column| {
        let at = options.address(unit, column);
        let hold = plan.holds().get(options.measure, at).filter(|_| column.kind.slice() == Some(Slice::Target));
        match hold.map(|hold| hold.corridor.is_fixed()) {
            None => HeldAs::Free,
            Some(true) => HeldAs::Fixed,
            Some(false) => HeldAs::Corridor,
        }
    };
    Row {
        unit,
        name: member.map(|member| member.name.clone()).unwrap_or_default(),
        depth: member.map_or(0, |member| member.depth),
        has_children: outline.child_units(unit).next().is_some(),
        is_rest: outline.standing(unit) == Standing::Rest,
        numbers: columns.iter().map(number).collect(),
        held: columns.iter().map(held).collect(),
        status: status(plan, actor, options.measure, unit),
        stage: plan.stage(unit, options.measure),
    }
}

fn status(plan: &Plan, actor: &Actor, measure: Measure, unit: MemberId) -> RowStatus {
    let outline = plan.outline();
    if let Some(thread) = plan.thread_of(unit, measure) {
        let mine = access::party(outline, actor, thread).map(|(party, _)| party);
        return match thread.state() {
            ThreadState::Agreed => RowStatus::Agreed,
            ThreadState::Imposed => RowStatus::Imposed,
            ThreadState::Withdrawn | ThreadState::Reopened => RowStatus::NotStarted,
            state if mine.is_some() && state.turn() == mine => RowStatus::YourTurn,
            ThreadState::Offered => RowStatus::Offered,
            ThreadState::Countered => RowStatus::Countered,
            ThreadState::Escalated => RowStatus::Escalated,
        };
    }
    let below =
        plan.threads().iter().filter(|thread| thread.measure == measure && outline.units.contains(unit, thread.unit));
    let (mut open, mut agreed) = (0, 0);
    for thread in below {
        agreed += u32::from(thread.state().is_settled());
        open += u32::from(thread.state().is_open());
    }
    match (open, agreed) {
        (0, 0) => RowStatus::NotStarted,
        (0, _) => RowStatus::AllAgreed,
        (open, _) => RowStatus::Contested(open),
    }
}
