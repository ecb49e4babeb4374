//! The page of a board's holds: rendered on the server, made of plain forms, and complete without any script.

use crate::api::session::Me;
use crate::board::display;
use crate::board::rejection::{self, place};
use crate::form::{Unsent, alert};
use crate::shell;
use crate::text::{board as words, holds as text};
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::address::Address;
use domain::dimension::ROOT;
use domain::hold::{Hold, HoldReason};
use domain::measure::{Measure, Slice};
use domain::number::{Region, format_exact};
use domain::plan::Plan;
use domain::rejection::Rejection;
use domain::thread::ThreadState;
use leptos::prelude::*;

/// What happened to the hold that was to be released.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is released.
    Released(Address),
    /// It is not, about numbers of a measure.
    Unsent(Measure, Unsent),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct HoldsPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Whether only the reader's own holds are listed.
    pub mine: bool,
    /// What happened to the hold that was to be released.
    pub outcome: Option<&'a Outcome>,
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: HoldsPage) -> String {
    shell::plain(parts, me, |region| {
        let outline = page.plan.outline();
        let own = |hold: &&Hold| hold.holder.person == page.actor.person && hold.reason == HoldReason::Asked;
        let (all, mine) = (page.plan.holds().len(), page.plan.holds().iter().filter(own).count());
        let shown = page.plan.holds().iter().filter(|hold| !page.mine || own(hold));
        let rows: Vec<AnyView> = shown.map(|hold| row(&page, hold, region).into_any()).collect();
        let title = outline.title.clone();
        let back = format!("/boards/{}", page.board);
        let list = if rows.is_empty() { nothing(&page, region).into_any() } else { table(region, rows).into_any() };
        let content = view! {
            <main class="page holds" id="content">
                <h1>{text::title(region)}" · "{title.clone()}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| said(&page, outcome, region))}
                <div class="holds-bar">
                    {filter(&page, (all, mine), region)}
                    <a class="button" href=back>{text::back(region, &title)}</a>
                </div>
                {list}
            </main>
        };
        (format!("{} · {title}", text::title(region)), content)
    })
}

fn said(page: &HoldsPage, outcome: &Outcome, region: Region) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let (good, sentence) = match outcome {
        Outcome::Released(at) => (true, text::released(region, place(outline, *at, region))),
        Outcome::Unsent(_, Unsent::Refused(Rejection::Unknown)) => (false, text::gone(region).to_owned()),
        Outcome::Unsent(measure, unsent) => (false, unsent.sentence(outline, *measure, region)),
    };
    match good {
        true => view! { <p class="notice" role="status">{sentence}</p> }.into_any(),
        false => alert(sentence).into_any(),
    }
}

fn filter(page: &HoldsPage, (all, mine): (usize, usize), region: Region) -> impl IntoView + use<> {
    let count = |number: usize| format_exact(i64::try_from(number).unwrap_or(i64::MAX), 0, region);
    let link = |only_mine: bool, query: &str, word: String| {
        let current = (page.mine == only_mine).then_some("true");
        view! { <a href=format!("/boards/{}/holds{query}", page.board) aria-current=current>{word}</a> }
    };
    view! {
        <nav class="filter" aria-label=text::filter(region)>
            {link(false, "", text::all(region, count(all)))}
            {link(true, "?mine=true", text::mine(region, count(mine)))}
        </nav>
    }
}

fn nothing(page: &HoldsPage, region: Region) -> impl IntoView + use<> {
    let title = if page.mine { text::nothing_of_yours(region) } else { text::nothing_held(region) };
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p>{text::nothing_held_help(region)}</p>
        </section>
    }
}

fn table(region: Region, rows: Vec<AnyView>) -> impl IntoView {
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=text::title(region)>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{text::unit(region)}</th>
                        <th scope="col">{text::period(region)}</th>
                        <th scope="col">{text::measure(region)}</th>
                        <th scope="col" class="number">{text::number_now(region)}</th>
                        <th scope="col">{text::stays(region)}</th>
                        <th scope="col">{text::holder(region)}</th>
                        <th scope="col">{text::why(region)}</th>
                        <th scope="col">{text::until(region)}</th>
                        <th scope="col"><span class="visually-hidden">{text::act(region)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(page: &HoldsPage, hold: &Hold, region: Region) -> impl IntoView + use<> {
    let (plan, outline, at) = (page.plan, page.plan.outline(), hold.at);
    let decimals = outline.decimals(hold.measure);
    // The unit with product and channel where they are not the whole; the period stands in a column of its own.
    let unit = place(outline, Address { period: ROOT, ..at }, region);
    let period = outline.periods.get(at.period).map(|period| display::name(&period.name, region)).unwrap_or_default();
    let period = if period.is_empty() { words::period_year(region).to_owned() } else { period };
    let now = plan.get(Slice::Target, hold.measure, at);
    let now = now.map_or_else(|| words::empty_cell(region).to_owned(), |now| display::exact(now, decimals, region));
    let (mark, kind) = match hold.corridor.is_fixed() {
        true => ("lock", text::exactly(region)),
        false => ("between", text::corridor(region)),
    };
    let corridor = rejection::corridor(hold.corridor, decimals, region);
    let agreed = hold.reason.is_agreement();
    let thread = plan.thread_of(at.unit, hold.measure).filter(|_| agreed);
    let holder = match thread.map(|thread| thread.state()) {
        Some(ThreadState::Imposed) => text::imposed(region, &hold.holder.name),
        _ if agreed => text::agreed(region).to_owned(),
        _ => hold.holder.name.clone(),
    };
    let why = hold.why.clone().unwrap_or_else(|| text::no_reason(region).to_owned());
    let until = hold.until.map(|until| display::moment(until, region));
    let until = until.unwrap_or_else(|| text::until_released(region).to_owned());
    let may = !agreed
        && access::may_release(outline, page.actor, &hold.holder)
        && access::may_assign(outline, page.actor, Slice::Target, at.unit);
    let release = may.then(|| {
        let place = place(outline, at, region);
        view! {
            <form method="post" action=format!("/boards/{}/holds/release", page.board)>
                <input type="hidden" name="base" value=plan.revision().to_string()/>
                <input type="hidden" name="measure" value=format!("{:?}", hold.measure)/>
                <input type="hidden" name="unit" value=at.unit.to_string()/>
                <input type="hidden" name="product" value=at.product.to_string()/>
                <input type="hidden" name="channel" value=at.channel.to_string()/>
                <input type="hidden" name="period" value=at.period.to_string()/>
                {page.mine.then(|| view! { <input type="hidden" name="mine" value="true"/> })}
                <button type="submit" aria-label=text::release_what(region, place)>{text::release(region)}</button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{unit}</th>
            <td>{period}</td>
            <td>{words::measure(region, hold.measure)}</td>
            <td class="number">{now}</td>
            <td><span class=mark>{kind}</span>" "{corridor}</td>
            <td class="holder">{holder}</td>
            <td class="words">{why}</td>
            <td>{until}</td>
            <td class="act">{release}</td>
        </tr>
    }
}
