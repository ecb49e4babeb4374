//! The form of a tactic: everything about it, what it brings, and only then the button that sends it.

use super::form::{Typed, activity, cost};
use super::options::{bases, kinds, measures, members, profiles, response_drivers, shown};
use super::{OutcomeView, curve, home, outcome, stale};
use crate::board::display;
use crate::form::{Errors, Fields, Input, below_root, date, named, plannable};
use crate::text::{general, tactic as text};
use domain::access;
use domain::actor::Actor;
use domain::measure::Measure;
use domain::number::Region;
use domain::plan::Plan;
use domain::tactic::{Activity, Day, TacticId, effect};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A new tactic.
    Plan,
    /// A change of one.
    Change {
        /// The tactic.
        tactic: TacticId,
        /// Its revision that the author has seen.
        seen: u64,
    },
}

/// What somebody else did meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Who.
    pub by: String,
    /// What is planned now; `None` where it was dropped.
    pub theirs: Option<Activity>,
}

/// Why nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Fields are wrong.
    Problems,
    /// The store failed.
    NotStored,
    /// It has changed since its author looked at what it brings.
    LookFirst,
    /// A rule said no.
    Refused(String),
    /// Somebody else has changed or dropped it.
    Stale(Box<Stale>),
}

/// What the form shows.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The board's identifier.
    pub board: String,
    /// The plan as its reader may see it.
    pub plan: Plan,
    /// The reader.
    pub actor: Actor,
    /// What the form is for.
    pub task: Task,
    /// What stands in it.
    pub typed: Typed,
    /// What is wrong with it.
    pub errors: Errors,
    /// Why nothing was sent.
    pub notice: Option<Notice>,
    /// What it brings, where its author has asked.
    pub outcome: Option<Box<OutcomeView>>,
    /// The activity whose outcome is shown, as [`looked_at`] writes it.
    pub looked: String,
    /// The identifier that the command will have, so that sending twice does it once.
    pub command: String,
}

/// An activity as the form keeps it, to tell whether it is still the one that was looked at.
pub fn looked_at(activity: &Activity) -> String {
    serde_json::to_string(activity).unwrap_or_default()
}

impl Editor {
    pub(super) fn heading(&self, region: Region) -> String {
        match self.task {
            Task::Plan => text::new_tactic(region).to_owned(),
            Task::Change { tactic, .. } => {
                let known = self.plan.tactic(tactic).map(|tactic| display::name(&tactic.activity.name, region));
                known.unwrap_or_else(|| text::tactic(region).to_owned())
            }
        }
    }

    /// Where the form is sent.
    fn address(&self) -> String {
        match self.task {
            Task::Plan => format!("{}/new", home(&self.board)),
            Task::Change { tactic, .. } => format!("{}/{tactic}/edit", home(&self.board)),
        }
    }
}

pub(super) fn view(region: Region, page: Editor) -> impl IntoView {
    let heading = page.heading(region);
    // The revision whose numbers the form calls units by.
    let base = match page.typed.text("base") {
        "" => page.plan.revision().to_string(),
        known => known.to_owned(),
    };
    let seen = match page.task {
        Task::Plan => None,
        Task::Change { seen, .. } => Some(seen.to_string()),
    };
    let send = match page.task {
        Task::Plan => text::send(region),
        Task::Change { .. } => text::save(region),
    };
    let preview = page.outcome.as_deref().map(|brought| {
        view! {
            <section class="card brings" aria-labelledby="brings">
                <header>
                    <h2 id="brings">{text::brings(region)}</h2>
                    <button class="primary" type="submit" name="do" value="send">{send}</button>
                </header>
                {outcome::view(region, brought)}
            </section>
        }
    });
    let has_preview = preview.is_some();
    let fields = Fields { typed: page.typed.fields(), errors: &page.errors };
    let back = home(&page.board);
    view! {
        <main class="page wide tactics" id="content">
            <p class="way-back"><a href=back.clone()>{text::to_tactics(region)}</a></p>
            <h1>{heading}</h1>
            {page.notice.as_ref().map(|notice| notice_view(region, notice, &page))}
            <form class="tactic-form" method="post" action=page.address()>
                // The first button of a form is what Enter presses.
                <button class="visually-hidden" type="submit" name="do" value="look" tabindex="-1">{text::see(region)}</button>
                {seen.map(|seen| view! { <input type="hidden" name="seen" value=seen/> })}
                <input type="hidden" name="base" value=base/>
                <input type="hidden" name="looked" value=page.looked.clone()/>
                <input type="hidden" name="command" value=page.command.clone()/>
                {preview}
                {what(region, fields, &page)}
                {place(region, fields, &page)}
                {drivers(region, fields, &page)}
                {costs(region, fields, &page)}
                {target(region, fields, &page)}
                <div class="form-actions">
                    <button class:primary=!has_preview type="submit" name="do" value="look">{text::see(region)}</button>
                    <small>{text::see_help(region)}</small>
                    <a class="quiet" href=back>{general::cancel(region)}</a>
                </div>
            </form>
        </main>
    }
}

fn notice_view(region: Region, notice: &Notice, page: &Editor) -> AnyView {
    let sentence = match notice {
        Notice::Problems => text::problems(region).to_owned(),
        Notice::NotStored => text::not_stored(region).to_owned(),
        Notice::LookFirst => text::look_first(region).to_owned(),
        Notice::Refused(sentence) => format!("{} {sentence}", text::not_sent(region)),
        Notice::Stale(stale) => return stale::view(region, stale, page).into_any(),
    };
    let class = if *notice == Notice::LookFirst { "note-box" } else { "problem alert" };
    view! { <p class=class role="alert">{sentence}</p> }.into_any()
}

fn section(title: &'static str, class: &'static str, content: AnyView) -> impl IntoView {
    view! {
        <fieldset class=format!("card {class}")>
            <legend>{title}</legend>
            {content}
        </fieldset>
    }
}

fn what(region: Region, fields: Fields<'_>, page: &Editor) -> impl IntoView + use<> {
    let known: BTreeSet<String> = page.plan.tactics().iter().map(|tactic| tactic.activity.owner.clone()).collect();
    let known = known.into_iter().chain([page.actor.name.clone()]).collect::<BTreeSet<_>>();
    let known = known.into_iter().map(|owner| view! { <option value=owner></option> });
    let help = text::name_help(region);
    let content = view! {
        {fields.input("name_es", text::name_es(region), Some(help), Input::Words)}
        {fields.input("name_en", text::name_en(region), Some(help), Input::Words)}
        {fields.select("kind", text::kind(region), None, kinds(region))}
        {fields.input("owner", text::owner(region), Some(text::owner_help(region)), Input::Proposals("owners"))}
        <datalist id="owners">{known.collect_view()}</datalist>
    };
    section(text::section_what(region), "four", content.into_any())
}

fn place(region: Region, fields: Fields<'_>, page: &Editor) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let chosen = |name: &str| page.typed.text(name).parse().ok();
    let unit = match page.task {
        Task::Plan => {
            let may = |unit| access::may_plan_tactics(outline, &page.actor, unit);
            let units = members(plannable(outline, region, chosen("unit"), may));
            fields.select("unit", text::unit(region), None, units)
        }
        // A tactic stays in its unit.
        Task::Change { .. } => {
            let name = shown(region, &page.plan, "unit", page.typed.text("unit"));
            view! {
                <div class="fixed-field">
                    <span>{text::unit(region)}</span>
                    <strong>{name}</strong>
                    <input type="hidden" name="unit" value=page.typed.text("unit").to_owned()/>
                </div>
            }
            .into_any()
        }
    };
    let all = |words: &'static str| vec![("0".to_owned(), words.to_owned())];
    let below = |dimension, name| members(below_root(dimension, region, chosen(name)));
    let products = [all(text::all_products(region)), below(&outline.products, "product")].concat();
    let channels = [all(text::all_channels(region)), below(&outline.channels, "channel")].concat();
    let (first, last) = (Day::first(outline.cycle.month(0)), Day::last(outline.cycle.month(11)));
    let dates = || Input::Date(Some(date(first)), Some(date(last)));
    let content = view! {
        {unit}
        {fields.select("product", text::product(region), None, products)}
        {fields.select("channel", text::channel(region), None, channels)}
        {fields.input("segment", text::segment(region), Some(text::segment_help(region)), Input::Words)}
        {fields.input("start", text::start(region), None, dates())}
        {fields.input("end", text::end(region), None, dates())}
        {fields.select("profile", text::profile(region), None, profiles(region))}
    };
    section(text::section_where(region), "four", content.into_any())
}

fn drivers(region: Region, fields: Fields<'_>, page: &Editor) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let drawn = activity(&page.typed, outline, region).ok().and_then(|activity| {
        let spend = effect(&page.plan, &activity)?.expense();
        Some(curve::view(region, &activity.drivers, spend, outline.money_decimals).into_any())
    });
    let drawn = drawn.unwrap_or_else(|| view! { <p class="curve-waits">{text::curve_waits(region)}</p> }.into_any());
    let number = |name: &str, label: String, help| fields.input(name, label, help, Input::Number);
    let owned = |text: &str| text.to_owned();
    let content = view! {
        <div class="driver-fields">
            {number("audience", owned(text::audience(region)), Some(text::audience_help(region)))}
            {number("reach", owned(text::reach(region)), None)}
            {number("max", owned(text::max(region)), Some(text::max_help(region)))}
            {fields.select("driver", text::response_driver(region), None, response_drivers(region))}
            {number("half", owned(text::half(region)), Some(text::half_help(region)))}
            {number("value", text::value(region, &outline.currency), Some(text::numbers_help(region)))}
            {number("pieces", owned(text::pieces(region)), Some(text::pieces_help(region)))}
            {number("margin", owned(text::margin_percent(region)), None)}
            {number("headcount", owned(text::headcount(region)), None)}
        </div>
        {drawn}
    };
    section(text::section_drivers(region), "with-curve", content.into_any())
}

fn costs(region: Region, fields: Fields<'_>, page: &Editor) -> impl IntoView + use<> {
    let currency = &page.plan.outline().currency;
    let lines = (0..page.typed.cost_lines()).map(|line| {
        let amount = text::cost_amount(region, currency);
        view! {
            <div class="cost-line">
                {fields.select(
                    &cost(line, "measure"), text::cost_line(region), None, measures(region, &Measure::EXPENSES),
                )}
                {fields.select(&cost(line, "basis"), text::cost_basis(region), None, bases(region))}
                {fields.input(&cost(line, "amount"), amount, None, Input::Number)}
            </div>
        }
    });
    let lines = lines.collect_view();
    let content = view! {
        {lines}
        <small>{text::cost_help(region)}</small>
    };
    section(text::section_cost(region), "costs", content.into_any())
}

fn target(region: Region, fields: Fields<'_>, page: &Editor) -> impl IntoView + use<> {
    let chosen = page.typed.text("target_unit").parse().ok();
    let same = vec![(String::new(), text::target_unit_same(region).to_owned())];
    let units = [same, members(named(page.plan.outline(), region, chosen))].concat();
    let content = view! {
        {fields.select("target_unit", text::target_unit(region), None, units)}
        {fields.select("target_measure", text::target_measure(region), None, measures(region, &Measure::ALL))}
    };
    section(text::section_target(region), "four", content.into_any())
}
