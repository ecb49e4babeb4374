//! What the board page knows: the replica, what the reader chose, and what they are typing.

use crate::board::display::Scale;
use crate::board::question::{Question, leaves_a_choice};
use crate::board::rules::rules;
use crate::board::sheet::{self, Column, Row, SheetOptions};
use domain::actor::Actor;
use domain::command::{Command, CommandId, Verb};
use domain::dimension::MemberId;
use domain::effect::Preview;
use domain::goal::{self, GoalReading};
use domain::live::Present;
use domain::number::Region;
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::replica::Replica;
use domain::thread::OfferNumber;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Everything the server renders of a board before the live channel takes over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstPaint {
    /// The board's identifier.
    pub board: String,
    /// Its title.
    pub title: String,
    /// The year of its planning cycle.
    pub year: i32,
    /// ISO 4217 code.
    pub currency: String,
    /// Decimal places of the rounding unit of money.
    pub money_decimals: u8,
    /// The last month of history, where last year is not complete.
    pub history_end: Option<domain::calendar::Month>,
    /// The reader, on this board.
    pub actor: Actor,
    /// The goal strip.
    pub goals: Vec<GoalReading>,
    /// What the reader sees first.
    pub options: SheetOptions,
    /// The grid's columns.
    pub columns: Vec<Column>,
    /// The scale of its numbers.
    pub scale: Scale,
    /// The grid's first rows.
    pub rows: Vec<Row>,
    /// How many rows there are in all.
    pub row_count: usize,
    /// The revision of all this.
    pub revision: u64,
    /// The list that switches between the plan and its scenarios, drawn: the browser takes over none of it.
    #[serde(skip)]
    pub switcher: String,
    /// The band over a scenario, drawn; empty over a plan.
    #[serde(skip)]
    pub band: String,
}

impl FirstPaint {
    /// Rows that the server renders; the rest comes with the live channel.
    const ROWS: usize = 60;

    /// Reads the first paint from a plan as its reader may see it.
    pub fn of(board: &str, plan: &Plan, actor: Actor) -> Self {
        let outline = plan.outline();
        let options = SheetOptions::first(&actor);
        let columns = sheet::columns(outline, &options);
        let order = sheet::order(outline, &sheet::first_expanded(outline, &actor));
        let shown = order.iter().take(Self::ROWS);
        let last_month = outline.cycle.previous().month(11);
        Self {
            board: board.to_owned(),
            title: outline.title.clone(),
            year: outline.cycle.year,
            currency: outline.currency.clone(),
            money_decimals: outline.money_decimals,
            history_end: outline.history_end.filter(|end| *end < last_month),
            goals: goal::read(plan),
            rows: shown.map(|unit| sheet::row(plan, &actor, &options, &columns, *unit)).collect(),
            row_count: order.len(),
            scale: Scale::of(plan, options.measure),
            revision: plan.revision(),
            options,
            columns,
            actor,
            switcher: String::new(),
            band: String::new(),
        }
    }
}

/// The cell that has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Its unit.
    pub unit: MemberId,
    /// Its column; 0 is the unit's name, then the sheet's columns.
    pub column: usize,
}

/// What somebody is typing, seen by nobody else.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What it would do, or why it cannot be.
    pub preview: Result<Preview, Rejection>,
}

/// A command that was refused after it left the device, or before.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What was wanted.
    pub verb: Verb,
    /// Why not.
    pub rejection: Rejection,
}

/// The live channel's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Not yet open.
    Connecting,
    /// Open.
    Live,
    /// Cut; it is tried again.
    Offline,
    /// The session has ended: edits are kept, and sent when the person has signed in again.
    SignedOut,
    /// The server has another build than this page.
    NewBuild,
    /// The server does not know the board, or not for this person.
    NoSuchBoard,
}

/// The board page's state; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct BoardState {
    /// What the server has rendered.
    pub first: StoredValue<FirstPaint>,
    /// The reader's region.
    pub region: Region,
    /// The replica, once the live channel has brought the plan.
    pub replica: RwSignal<Option<Replica>>,
    /// Whether the rules that decide commands are here.
    pub is_ruled: RwSignal<bool>,
    /// What the reader chose to see.
    pub options: RwSignal<SheetOptions>,
    /// Expanded units; `None` until the plan is here.
    pub expanded: RwSignal<Option<BTreeSet<MemberId>>>,
    /// The focused cell.
    pub selected: RwSignal<Option<Selection>>,
    /// What is being typed.
    pub draft: RwSignal<Option<Draft>>,
    /// The last refusal, until it is dismissed.
    pub refusal: RwSignal<Option<Refusal>>,
    /// What is asked in the dialog, while it is open.
    pub question: RwSignal<Option<Question>>,
    /// Counts the answers that were sent, so that the cell they belong to is closed.
    pub answered: RwSignal<u32>,
    /// A unit and the numbers to be offered to it, until the form of its thread takes them.
    pub proposal: RwSignal<Option<(MemberId, Vec<OfferNumber>)>>,
    /// The live channel.
    pub line: RwSignal<Line>,
    /// Who is here.
    pub present: RwSignal<Vec<Present>>,
    /// For the polite live region.
    pub announcement: RwSignal<String>,
    /// Commands for the live channel, in order.
    pub outgoing: RwSignal<Vec<Command>>,
}

impl BoardState {
    /// A state that shows the first paint.
    pub fn new(first: FirstPaint, region: Region) -> Self {
        Self {
            options: RwSignal::new(first.options.clone()),
            first: StoredValue::new(first),
            region,
            replica: RwSignal::new(None),
            is_ruled: RwSignal::new(false),
            expanded: RwSignal::new(None),
            selected: RwSignal::new(None),
            draft: RwSignal::new(None),
            refusal: RwSignal::new(None),
            question: RwSignal::new(None),
            answered: RwSignal::new(0),
            proposal: RwSignal::new(None),
            line: RwSignal::new(Line::Connecting),
            present: RwSignal::new(Vec::new()),
            announcement: RwSignal::new(String::new()),
            outgoing: RwSignal::new(Vec::new()),
        }
    }

    /// The reader, as the server knows them on this board.
    pub fn actor(&self) -> Actor {
        let live = self.replica.with(|replica| replica.as_ref().map(|replica| replica.actor().clone()));
        live.unwrap_or_else(|| self.first.with_value(|first| first.actor.clone()))
    }

    /// The page of the board's tactics.
    pub fn tactics_address(&self) -> String {
        self.first.with_value(|first| format!("/boards/{}/tactics", first.board))
    }

    /// Reads the plan shown, once it is here.
    pub fn with_plan<T>(&self, read: impl FnOnce(&Plan) -> T) -> Option<T> {
        self.replica.with(|replica| replica.as_ref().map(|replica| read(replica.plan())))
    }

    /// The same without following it.
    pub fn with_plan_untracked<T>(&self, read: impl FnOnce(&Plan) -> T) -> Option<T> {
        self.replica.with_untracked(|replica| replica.as_ref().map(|replica| read(replica.plan())))
    }

    /// The published goals.
    pub fn goals(&self) -> Vec<GoalReading> {
        self.with_plan(goal::read).unwrap_or_else(|| self.first.with_value(|first| first.goals.clone()))
    }

    /// The grid's columns.
    pub fn columns(&self) -> Vec<Column> {
        let options = self.options.get();
        self.with_plan(|plan| sheet::columns(plan.outline(), &options))
            .unwrap_or_else(|| self.first.with_value(|first| first.columns.clone()))
    }

    /// The grid's units, in order.
    pub fn order(&self) -> Vec<MemberId> {
        let expanded = self.expanded.get();
        self.with_plan(|plan| sheet::order(plan.outline(), &expanded.unwrap_or_default()))
            .unwrap_or_else(|| self.first.with_value(|first| first.rows.iter().map(|row| row.unit).collect()))
    }

    /// One row of the grid.
    pub fn row(&self, unit: MemberId) -> Option<Row> {
        let options = self.options.get();
        let columns = self.columns();
        let actor = self.actor();
        let live = self.with_plan(|plan| sheet::row(plan, &actor, &options, &columns, unit));
        live.or_else(|| self.first.with_value(|first| first.rows.iter().find(|row| row.unit == unit).cloned()))
    }

    /// The scale of the grid's numbers.
    pub fn scale(&self) -> Scale {
        let measure = self.options.with(|options| options.measure);
        self.with_plan(|plan| Scale::of(plan, measure)).unwrap_or_else(|| self.first.with_value(|first| first.scale))
    }

    /// Decimal places of the chosen measure's rounding unit.
    pub fn decimals(&self) -> u8 {
        self.scale().decimals
    }

    /// Whether the unit is expanded.
    pub fn is_expanded(&self, unit: MemberId) -> bool {
        match self.expanded.get() {
            Some(expanded) => expanded.contains(&unit),
            // Before the plan is here, a row is expanded when the next one is its child.
            None => self.first.with_value(|first| {
                let place = first.rows.iter().position(|row| row.unit == unit);
                place.is_some_and(|place| {
                    let (row, next) = (first.rows.get(place), first.rows.get(place + 1));
                    row.zip(next).is_some_and(|(row, next)| next.depth > row.depth)
                })
            }),
        }
    }

    /// Expands or collapses a unit.
    pub fn toggle(&self, unit: MemberId) {
        self.expanded.update(|expanded| {
            if let Some(expanded) = expanded
                && !expanded.remove(&unit)
            {
                expanded.insert(unit);
            }
        });
    }

    /// A command of the reader on what they see now.
    pub fn command(&self, verb: Verb) -> Command {
        let base =
            self.replica.with_untracked(|replica| replica.as_ref().map_or(0, |replica| replica.confirmed().revision()));
        Command { id: new_command_id(), base, verb }
    }

    /// What a command would do, once the rules are here; nothing leaves the browser.
    pub fn preview(&self, verb: Verb) -> Option<Result<Preview, Rejection>> {
        let rules = rules()?;
        let command = self.command(verb);
        self.replica.try_update_untracked(|replica| {
            let replica = replica.as_mut()?;
            let actor = replica.actor().clone();
            Some((rules.preview)(replica.plan_mut(), &command, &actor))
        })?
    }

    /// Shows what a command would do beside the published goals, or nothing.
    pub fn show_draft(&self, verb: Option<Verb>) {
        let draft = verb.and_then(|verb| self.preview(verb)).map(|preview| Draft { preview });
        if self.draft.with_untracked(|shown| *shown != draft) {
            self.draft.set(draft);
        }
    }

    /// Decides a command here, keeps it, and hands it to the live channel. Whether it was taken.
    pub fn submit(&self, verb: Verb) -> bool {
        let command = self.command(verb);
        let decided =
            self.replica.try_update(|replica| replica.as_mut().map(|replica| replica.submit(command.clone())));
        self.draft.set(None);
        match decided.flatten() {
            Some(Ok(())) => {
                self.refusal.set(None);
                self.outgoing.update(|outgoing| outgoing.push(command));
                true
            }
            Some(Err(rejection)) => {
                let refusal = Refusal { verb: command.verb, rejection };
                if leaves_a_choice(&refusal.rejection) {
                    self.refusal.set(None);
                    self.refuse(refusal);
                } else {
                    self.refusal.set(Some(refusal));
                }
                false
            }
            None => false,
        }
    }
}

#[cfg(feature = "hydrate")]
fn new_command_id() -> CommandId {
    CommandId::now_v7()
}

/// The server renders and never commands.
#[cfg(not(feature = "hydrate"))]
fn new_command_id() -> CommandId {
    CommandId::nil()
}
