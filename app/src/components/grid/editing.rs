//! Editing a cell in place: what is typed, what it would do, and sending it.

use super::cell_id;
use crate::board::display;
use crate::board::rejection;
use crate::board::sheet::Column;
use crate::board::state::{BoardState, Draft, Selection};
use crate::settled::{When, flag, on, words};
use crate::text::board as text;
use domain::address::Address;
use domain::command::Verb;
use domain::effect::LARGE_SPREAD;
use domain::entry::{Doubt, Entry, EntryError, Unclear, editing_text, parse};
use domain::measure::Slice;
use domain::number::{Region, format_unmistakable};
use domain::rejection::Rejection;
use leptos::ev;
use leptos::html::{Div, Input};
use leptos::prelude::*;

/// The one cell being edited; a handle that is copied freely.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    state: BoardState,
    columns: Memo<Vec<Column>>,
    frame: NodeRef<Div>,
    place: RwSignal<Option<Selection>>,
    typed: RwSignal<String>,
    /// The doubtful text that its author has been asked about.
    asked: RwSignal<Option<String>>,
    field: NodeRef<Input>,
    /// When a key came before the board could be changed.
    missed: StoredValue<f64>,
}

/// Milliseconds without a key after which somebody types another number.
const PAUSE: f64 = 1_000.0;

/// What the typed text would do.
enum Reading {
    Verb(Verb),
    Error(EntryError),
    Refused(Rejection),
    NotWritable,
}

impl Editing {
    pub(super) fn new(state: BoardState, columns: Memo<Vec<Column>>, frame: NodeRef<Div>) -> Self {
        let editing = Self {
            state,
            columns,
            frame,
            place: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            asked: RwSignal::new(None),
            field: NodeRef::new(),
            missed: StoredValue::new(f64::NEG_INFINITY),
        };
        Effect::new(move |_| {
            editing.typed.track();
            if editing.place.get().is_some() {
                state.show_draft(editing.verb());
            }
        });
        // Whoever goes to another cell has finished this one; what cannot be sent is left as it was.
        Effect::new(move |_| {
            let selected = state.selected.get();
            editing.missed.set_value(f64::NEG_INFINITY);
            let open = editing.place.get_untracked();
            if open.is_some() && open != selected && !editing.commit() {
                editing.say_doubt(text::left_in_doubt);
                editing.cancel();
            }
        });
        // What was asked about the open cell has been answered, and sent.
        Effect::new(move |answered: Option<u32>| {
            let now = state.answered.get();
            if answered.is_some_and(|before| before != now) && editing.is_open() {
                editing.place.set(None);
                editing.focus_grid();
            }
            now
        });
        // Another measure or another period is another number: what was typed was not meant for it.
        Effect::new(move |_| {
            state.options.track();
            if editing.is_open() {
                editing.cancel();
            }
        });
        Effect::new(move |_| {
            if let Some(field) = editing.field.get() {
                let _ = field.focus();
                let end = field.value().len() as u32;
                let _ = field.set_selection_range(end, end);
            }
        });
        editing
    }

    /// Whether this cell is being edited.
    pub(super) fn at(self, selection: Selection) -> bool {
        self.place.get() == Some(selection)
    }

    /// Whether any cell is being edited.
    pub(super) fn is_open(self) -> bool {
        self.place.get_untracked().is_some()
    }

    /// Whether a key pressed `at` so many milliseconds is of a number whose first digits came before it could be typed.
    pub(super) fn misses(self, at: f64) -> bool {
        let misses = at - self.missed.get_value() < PAUSE;
        if misses && self.state.decides() {
            self.state.announcement.set(text::type_again(self.state.region).to_owned());
        }
        misses
    }

    /// Opens the selected cell with a first key, pressed `at` so many milliseconds.
    pub(super) fn begin_with(self, key: &str, at: f64) {
        if self.misses(at) || !self.state.decides() {
            self.missed.set_value(at);
            return;
        }
        self.begin(Some(key.to_owned()));
    }

    /// Opens the selected cell with what was typed, or with its number.
    pub(super) fn begin(self, typed: Option<String>) {
        let Some(selection) = self.state.selected.get_untracked().filter(|_| self.state.decides()) else { return };
        let state = self.state;
        let Some((slice, at)) = self.target(selection) else { return };
        if !matches!(slice, Slice::Target | Slice::Commitment) {
            state.announcement.set(crate::text::rejection::not_writable(state.region).to_owned());
            return;
        }
        let measure = state.options.with_untracked(|options| options.measure);
        let may = state
            .with_plan_untracked(|plan| domain::access::may_assign(plan.outline(), &state.actor(), slice, at.unit));
        if may != Some(true) {
            state.announcement.set(crate::text::rejection::not_allowed(state.region).to_owned());
            return;
        }
        let number = state.with_plan_untracked(|plan| plan.get(slice, measure, at)).flatten();
        let decimals = state.with_plan_untracked(|plan| plan.outline().decimals(measure)).unwrap_or(0);
        self.typed.set(typed.unwrap_or_else(|| editing_text(number, state.region, decimals)));
        self.asked.set(None);
        self.place.set(Some(selection));
    }

    /// Leaves the cell as it was.
    pub(super) fn cancel(self) {
        self.place.set(None);
        self.state.show_draft(None);
        self.focus_grid();
    }

    /// Sends what is typed, a doubtful number only when its author has been asked. Whether the cell was left.
    pub(super) fn commit(self) -> bool {
        let typed = Some(self.typed.get_untracked());
        if self.asked.get_untracked() != typed && self.doubt().is_some() {
            self.asked.set(typed);
            self.say_doubt(text::doubt);
            return false;
        }
        match self.read() {
            Some(Reading::Verb(verb)) => {
                let cells = self.state.preview(verb.clone()).and_then(Result::ok).map_or(0, |preview| preview.cells);
                if cells > LARGE_SPREAD && self.state.ask_first(&verb) {
                    return false;
                }
                if self.state.submit(verb.clone()) {
                    self.announce(&verb, cells);
                    self.place.set(None);
                    self.focus_grid();
                    return true;
                }
                false
            }
            Some(_) => false,
            None => {
                self.cancel();
                true
            }
        }
    }

    /// Shows what the typed number would change, and asks before it is sent.
    pub(super) fn look(self) {
        if let Some(verb) = self.verb()
            && !self.state.ask_first(&verb)
        {
            self.commit();
        }
    }

    /// Empties the selected cell: a leaf at once, a total after its echo and Enter.
    pub(super) fn clear(self) {
        self.begin(Some(String::new()));
        let preview = self.verb().and_then(|verb| self.state.preview(verb)?.ok());
        if self.is_open() && preview.is_some_and(|preview| preview.cells <= 1) {
            self.commit();
        }
    }

    fn focus_grid(self) {
        if let Some(frame) = self.frame.get_untracked() {
            let _ = frame.focus();
        }
    }

    fn announce(self, verb: &Verb, cells: usize) {
        let state = self.state;
        if let Verb::Assign { measure, at, to: Some(to), .. } = verb {
            let said = state.with_plan_untracked(|plan| {
                let place = rejection::place(plan.outline(), *at, state.region);
                let number = display::exact(*to, plan.outline().decimals(*measure), state.region);
                text::moved(state.region, place, number, cells)
            });
            state.announcement.set(said.unwrap_or_default());
        }
    }

    /// The slice and address behind a cell, where it has them.
    fn target(self, selection: Selection) -> Option<(Slice, Address)> {
        let columns = self.columns.get_untracked();
        let column = columns.get(selection.column.checked_sub(1)?)?;
        let slice = column.kind.slice()?;
        Some((slice, self.state.options.with_untracked(|options| options.address(selection.unit, column))))
    }

    fn verb(self) -> Option<Verb> {
        let Reading::Verb(verb) = self.read()? else { return None };
        Some(verb)
    }

    fn read(self) -> Option<Reading> {
        let (slice, at) = self.target(self.place.get_untracked()?)?;
        if !matches!(slice, Slice::Target | Slice::Commitment) {
            return Some(Reading::NotWritable);
        }
        let state = self.state;
        let measure = state.options.with_untracked(|options| options.measure);
        let entry = match self.entry()? {
            Err(error) => return Some(Reading::Error(error)),
            Ok(entry) => entry,
        };
        Some(match state.with_plan_untracked(|plan| entry.verb(plan, (slice, measure), at))? {
            Ok(verb) => Reading::Verb(verb),
            Err(Unclear::Entry(error)) => Reading::Error(error),
            Err(Unclear::Rejection(refused)) => Reading::Refused(refused),
        })
    }

    /// What is typed in the open cell, as far as it can be read.
    fn entry(self) -> Option<Result<Entry, EntryError>> {
        let measure = self.state.options.with_untracked(|options| options.measure);
        let decimals = self.state.with_plan_untracked(|plan| plan.outline().decimals(measure))?;
        Some(parse(&self.typed.get_untracked(), self.state.region, decimals))
    }

    /// The number of a slice at the open cell.
    fn number(self, slice: Slice) -> Option<i64> {
        let (_, at) = self.target(self.place.get_untracked()?)?;
        let measure = self.state.options.with_untracked(|options| options.measure);
        self.state.with_plan_untracked(|plan| plan.get(slice, measure, at)).flatten()
    }

    /// Whether the author may have meant the printed unit, judged by what stands there, else by last year.
    fn doubt(self) -> Option<Doubt> {
        let (slice, _) = self.target(self.place.get_untracked()?)?;
        self.entry()?.ok()?.doubt(self.number(slice).or_else(|| self.number(Slice::LastYear)))
    }

    fn doubt_words(self, words: fn(Region, String, String) -> String) -> Option<String> {
        let (doubt, region, decimals) = (self.doubt()?, self.state.region, self.state.decimals());
        let write = |number| format_unmistakable(number, decimals, region);
        Some(words(region, write(doubt.literal), write(doubt.meant)))
    }

    fn say_doubt(self, words: fn(Region, String, String) -> String) {
        if let Some(said) = self.doubt_words(words) {
            self.state.announcement.set(said);
        }
    }

    /// The echo below the field: what Enter would do.
    fn echo(self) -> (bool, String) {
        let region = self.state.region;
        self.typed.track();
        match self.read() {
            None => (true, String::new()),
            Some(Reading::NotWritable) => (false, crate::text::rejection::not_writable(region).to_owned()),
            Some(Reading::Refused(refused)) => self.refusal(&refused),
            Some(Reading::Error(error)) => (false, entry_sentence(&error, region)),
            Some(Reading::Verb(verb)) => self.echo_of(&verb),
        }
    }

    fn echo_of(self, verb: &Verb) -> (bool, String) {
        let state = self.state;
        let region = state.region;
        let draft = state.draft.get();
        match draft.map(|draft| draft.preview) {
            Some(Ok(preview)) => {
                let cells = match preview.cells {
                    0 => text::nothing_moves(region).to_owned(),
                    1 => text::one_cell_moves(region).to_owned(),
                    count => text::cells_move(region, count),
                };
                let said = match verb {
                    Verb::Hold { .. } => text::will_hold(region).to_owned(),
                    Verb::Release { .. } => text::will_release(region).to_owned(),
                    Verb::Assign { to: Some(to), .. } => {
                        let number = format_unmistakable(*to, state.decimals(), region);
                        let doubt = self.doubt_words(text::doubt);
                        format!("= {number} · {cells}{}", doubt.map(|said| format!(" · {said}")).unwrap_or_default())
                    }
                    _ => format!("= {} · {cells}", text::empty_cell(region)),
                };
                (true, said)
            }
            Some(Err(refused)) => self.refusal(&refused),
            None => (true, String::new()),
        }
    }

    fn refusal(self, refused: &Rejection) -> (bool, String) {
        let (state, region) = (self.state, self.state.region);
        let measure = state.options.with_untracked(|options| options.measure);
        let said = state.with_plan_untracked(|plan| rejection::brief(refused, plan.outline(), measure, region));
        (false, said.unwrap_or_default())
    }

    /// The field of the open cell.
    pub(super) fn input(self) -> impl IntoView {
        let region = self.state.region;
        let selection = self.place.get_untracked();
        let label = selection.and_then(|selection| {
            let columns = self.columns.get_untracked();
            let column = columns.get(selection.column.checked_sub(1)?)?;
            let row = self.state.row(selection.unit)?;
            let unit = display::name(&row.name, region);
            Some(text::edit_cell(region, unit, super::head::name(column, region)))
        });
        let echo = Memo::new(move |_| self.echo());
        let echo_id = selection.map(|selection| format!("{}-echo", cell_id(selection)));
        view! {
            <input
                class="cell-field"
                inputmode="text"
                autocomplete="off"
                spellcheck="false"
                aria-label=label
                aria-describedby=echo_id.clone()
                aria-invalid=words(move || (!echo.with(|(fine, _)| *fine)).to_string())
                node_ref=self.field
                prop:value=words(move || self.typed.get())
                on:input=on(move |event| self.typed.set(event_target_value(&event)))
                on:click=on(|event: ev::MouseEvent| event.stop_propagation())
                on:dblclick=on(|event: ev::MouseEvent| event.stop_propagation())
            />
            <div class="echo" class:refused=flag(move || !echo.with(|(fine, _)| *fine))>
                <span id=echo_id role="status">{words(move || echo.with(|(_, said)| said.clone()))}</span>
                <When holds=move || self.state.draft.with(|draft| spreads(draft.as_ref()))>
                    <button
                        type="button"
                        class="quiet"
                        tabindex="-1"
                        on:mousedown=on(|event: ev::MouseEvent| event.prevent_default())
                        on:click=on(move |event: ev::MouseEvent| {
                            event.stop_propagation();
                            self.look();
                        })
                    >
                        {crate::text::dialog::look(region)}
                    </button>
                </When>
            </div>
        }
    }
}

/// Whether a draft moves more than one cell.
fn spreads(draft: Option<&Draft>) -> bool {
    draft.and_then(|draft| draft.preview.as_ref().ok()).is_some_and(|preview| preview.cells > 1)
}

/// Why typed text is not a number, in the reader's language.
pub(crate) fn entry_sentence(error: &EntryError, region: Region) -> String {
    match error {
        EntryError::Unreadable { .. } => text::unreadable(region).to_owned(),
        EntryError::Ambiguous { readings, .. } => text::ambiguous(region, &readings[0], &readings[1]),
        EntryError::CrossedBounds => text::crossed_bounds(region).to_owned(),
        EntryError::DivisionByZero => text::division_by_zero(region).to_owned(),
        EntryError::TooLarge => text::too_large(region).to_owned(),
        EntryError::NeedsCurrent => text::needs_current(region).to_owned(),
    }
}
