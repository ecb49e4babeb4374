//! The list of tactics: what they bring together, when they act, and how they hang on goals, targets and owners.

use super::listing::{Listing, Numbers};
use super::{Filter, State, Walk, calendar, home, walk};
use crate::board::display;
use crate::comments_page;
use crate::form::{Choice, choice, named};
use crate::import_pages::form::code;
use crate::text::{board as words, tactic as text};
use domain::access;
use domain::actor::Actor;
use domain::comment::Topic;
use domain::goal::Metric;
use domain::measure::Measure;
use domain::number::{Region, format_compact};
use domain::plan::Plan;
use domain::tactic::{Day, TacticKind};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the list shows.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The board's identifier.
    pub board: String,
    /// The plan as its reader may see it.
    pub plan: Plan,
    /// The reader.
    pub actor: Actor,
    /// Which tactics they have chosen.
    pub filter: Filter,
    /// What day it is.
    pub today: Day,
    /// A sentence about what has just happened.
    pub notice: Option<String>,
}

impl ListPage {
    /// Whether the reader may plan anywhere.
    fn may_plan(&self) -> bool {
        access::scope(&self.actor).is_some_and(|unit| access::may_plan_tactics(self.plan.outline(), &self.actor, unit))
    }
}

pub(super) fn view(region: Region, page: ListPage) -> impl IntoView {
    let new = format!("{}/new", home(&page.board));
    let may_plan = page.may_plan();
    let content = match page.plan.tactics().is_empty() {
        true => empty(region, may_plan.then(|| new.clone())).into_any(),
        false => filled(region, &page).into_any(),
    };
    let shows_new = may_plan && !page.plan.tactics().is_empty();
    let comments = page.filter.goal.map(|goal| {
        let link = comments_page::link(&page.board, &page.plan, Topic::Goal(goal), region);
        view! { <p class="thread-links"><span>{words::metric(region, goal)}": "{link}</span></p> }
    });
    let notice = page.notice.map(|notice| view! { <p class="sent-note" role="status">{notice}</p> });
    view! {
        <main class="page wide tactics" id="content">
            <header class="page-head">
                <h1>{text::title(region)}</h1>
                {shows_new.then(|| view! { <a class="button primary" href=new>{text::new_tactic(region)}</a> })}
            </header>
            {notice}
            {comments}
            {content}
        </main>
    }
}

fn empty(region: Region, new: Option<String>) -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text::none_yet(region)}</h2>
            <p>{text::none_yet_help(region)}</p>
            {new.map(|new| view! { <p><a class="button primary" href=new>{text::plan_first(region)}</a></p> })}
        </section>
    }
}

fn filled(region: Region, page: &ListPage) -> impl IntoView + use<> {
    let listing = Listing::of(&page.plan, &page.filter, page.today, region);
    let outline = page.plan.outline();
    let (cycle, decimals, currency) = (outline.cycle, outline.money_decimals, outline.currency.clone());
    let found = match listing.lines.is_empty() {
        true => {
            let all = Filter { walk: page.filter.walk, ..Filter::default() }.address(&page.board);
            view! {
                <section class="card">
                    <h2>{text::none_fit(region)}</h2>
                    <p><a class="button" href=all>{text::show_all(region)}</a></p>
                </section>
            }
            .into_any()
        }
        false => view! {
            {totals(region, &listing.total(), decimals)}
            {calendar::strip(region, &page.board, cycle, page.today, &listing.lines)}
            {walk::table(region, page, &listing)}
            <p class="tactics-help">
                {text::money_in(region, currency)} ". " {text::return_help(region)} " " {text::gap_help(region)} "."
            </p>
        }
        .into_any(),
    };
    view! {
        {walks(region, page)}
        {filters(region, page)}
        {found}
    }
}

/// What the tactics shown bring together.
fn totals(region: Region, total: &Numbers, decimals: u8) -> impl IntoView + use<> {
    let write = |amount: i128| format_compact(amount, decimals, region);
    let mut facts = vec![(text::revenue(region), write(total.revenue)), (text::margin(region), write(total.margin))];
    let lines = Measure::EXPENSES.into_iter().zip(total.expenses);
    facts.extend(lines.map(|(measure, amount)| (words::measure(region, measure), write(amount))));
    facts.push((text::net(region), display::difference(total.net(), decimals, region)));
    facts.push((text::return_on_spend(region), total.return_on_spend(region).unwrap_or_else(|| "—".to_owned())));
    let facts = facts.into_iter().map(|(name, number)| view! { <div><dt>{name}</dt><dd>{number}</dd></div> });
    view! { <dl class="tactic-totals">{facts.collect_view()}</dl> }
}

fn walks(region: Region, page: &ListPage) -> impl IntoView + use<> {
    let links = [(Walk::Goals, text::from_goals(region)), (Walk::Owners, text::from_owners(region))];
    let links = links.map(|(walk, word)| {
        let address = Filter { walk, ..page.filter.clone() }.address(&page.board);
        view! { <a href=address aria-current=(page.filter.walk == walk).then_some("true")>{word}</a> }
    });
    view! { <nav class="walks" aria-label=text::walks(region)>{links.collect_view()}</nav> }
}

fn filters(region: Region, page: &ListPage) -> impl IntoView + use<> {
    let filter = &page.filter;
    let units = named(page.plan.outline(), region, filter.unit).into_iter().skip(1);
    let units = units.map(|Choice { id, words }| choice(id.to_string(), words, filter.unit == Some(id)));
    let kinds = TacticKind::ALL
        .map(|kind| choice(code(&kind), text::kind_word(region, kind).to_owned(), filter.kind == Some(kind)));
    let owners: BTreeSet<&str> = page.plan.tactics().iter().map(|tactic| tactic.activity.owner.as_str()).collect();
    let owners = owners
        .into_iter()
        .map(|owner| choice(owner.to_owned(), owner.to_owned(), filter.owner.as_deref() == Some(owner)));
    let states = State::ALL
        .map(|state| choice(code(&state), calendar::state_word(region, state).to_owned(), filter.state == Some(state)));
    let goals =
        Metric::ALL.map(|goal| choice(code(&goal), words::metric(region, goal).to_owned(), filter.goal == Some(goal)));
    let lists = [
        ("goal", text::goal(region), text::all_goals(region), goals.into_iter().collect_view().into_any()),
        ("unit", text::unit(region), text::all_units(region), units.collect_view().into_any()),
        ("kind", text::kind(region), text::all_kinds(region), kinds.into_iter().collect_view().into_any()),
        ("owner", text::owner(region), text::all_owners(region), owners.collect_view().into_any()),
        ("state", text::state(region), text::any_state(region), states.into_iter().collect_view().into_any()),
    ];
    let lists = lists.map(|(name, label, all, options)| {
        view! {
            <label>
                <span>{label}</span>
                <select name=name>
                    <option value="">{all}</option>
                    {options}
                </select>
            </label>
        }
    });
    let all = Filter { walk: filter.walk, ..Filter::default() }.address(&page.board);
    view! {
        <form class="tactic-filters" method="get" action=home(&page.board) aria-label=text::filters(region)>
            <input type="hidden" name="walk" value=code(&filter.walk)/>
            {lists.into_iter().collect_view()}
            <button type="submit">{text::show(region)}</button>
            {(!filter.is_empty()).then(|| view! { <a class="quiet" href=all>{text::show_all(region)}</a> })}
        </form>
    }
}
