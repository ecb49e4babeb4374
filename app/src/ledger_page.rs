//! The ledger of over-assignment: rendered on the server, made of plain forms, and complete without any script.

use crate::api::session::Me;
use crate::board::display;
use crate::form::{Unsent, alert, choice};
use crate::shell;
use crate::text::{approval, board as words, ledger as text, scenario};
use axum::http::request::Parts;
use domain::access;
use domain::actor::Actor;
use domain::approval::{Action, Found, Kept};
use domain::dimension::ROOT;
use domain::hedge::{HedgeRow, ledger, street};
use domain::inbox::managers;
use domain::measure::Measure;
use domain::number::{Region, format_percent, with_sign};
use domain::outline::Standing;
use domain::plan::Plan;
use leptos::prelude::*;

/// What became of a cap that was to be set.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is set, or taken away.
    Saved,
    /// What was typed is no percentage.
    Unreadable {
        /// As it was typed.
        typed: String,
        /// What is wrong with it, as a sentence.
        sentence: String,
    },
    /// It was not carried out.
    Unsent(Unsent),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct LedgerPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everybody, on this board.
    pub people: &'a [Actor],
    /// Whose targets.
    pub measure: Measure,
    /// What became of a cap that was to be set.
    pub outcome: Option<&'a Outcome>,
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: LedgerPage) -> String {
    shell::plain(parts, me, |region| {
        let title = page.plan.outline().title.clone();
        let open = |row: &HedgeRow| page.plan.outline().standing(row.unit) == Standing::Open;
        let rows: Vec<AnyView> = ledger(page.plan, ROOT, page.measure)
            .into_iter()
            .filter(open)
            .map(|line| row(&page, line, region).into_any())
            .collect();
        let list = if rows.is_empty() { nothing(region).into_any() } else { table(region, rows).into_any() };
        let content = view! {
            <main class="page ledger" id="content">
                <p class="way-back"><a href=format!("/boards/{}", page.board)>"← "{title.clone()}</a></p>
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| said(&page, outcome, region))}
                <div class="ledger-bar">
                    {measures(&page, region)}
                    {cap(&page, region)}
                </div>
                {list}
                <p class="note">{text::street_help(region)}</p>
                {booked(&page, region)}
            </main>
        };
        (format!("{} · {title}", text::title(region)), content)
    })
}

fn said(page: &LedgerPage, outcome: &Outcome, region: Region) -> AnyView {
    let sentence = match outcome {
        Outcome::Saved => return view! { <p class="notice" role="status">{text::saved(region)}</p> }.into_any(),
        Outcome::Unreadable { sentence, .. } => sentence.clone(),
        Outcome::Unsent(unsent) => unsent.sentence(page.plan.outline(), page.measure, region),
    };
    alert(sentence).into_any()
}

fn measures(page: &LedgerPage, region: Region) -> impl IntoView + use<> {
    let options = Measure::ALL.map(|measure| {
        choice(format!("{measure:?}"), words::measure(region, measure).to_owned(), measure == page.measure)
    });
    view! {
        <form class="choices" method="get" action=format!("/boards/{}/ledger", page.board)>
            <label>
                <span>{words::measure_shown(region)}</span>
                <select name="measure">{options.collect_view()}</select>
            </label>
            <button type="submit">{scenario::show(region)}</button>
        </form>
    }
}

fn cap(page: &LedgerPage, region: Region) -> impl IntoView + use<> {
    let cap = page.plan.hedge_cap();
    let sentence = match cap {
        None => text::no_cap(region).to_owned(),
        Some(cap) => text::cap(region, percent(cap.into(), region)),
    };
    let form = access::may_set_goals(page.actor).then(|| {
        let typed = match page.outcome {
            Some(Outcome::Unreadable { typed, .. }) => typed.clone(),
            _ => cap.map(|cap| domain::entry::editing_text(Some(cap.into()), region, 2)).unwrap_or_default(),
        };
        view! {
            <form class="choices" method="post" action=format!("/boards/{}/ledger", page.board)>
                <input type="hidden" name="measure" value=format!("{:?}", page.measure)/>
                <label>
                    <span>{text::cap_field(region)}</span>
                    <input type="text" name="cap" value=typed inputmode="decimal" autocomplete="off" maxlength="20"
                        aria-describedby="about-cap"/>
                </label>
                <button type="submit">{text::save(region)}</button>
                <small id="about-cap">{text::cap_help(region)}</small>
            </form>
        }
    });
    view! { <div><p>{sentence}</p>{form}</div> }
}

fn nothing(region: Region) -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text::nothing(region)}</h2>
            <p>{text::nothing_help(region)}</p>
        </section>
    }
}

fn table(region: Region, rows: Vec<AnyView>) -> impl IntoView {
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=text::title(region)>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{words::unit(region)}</th>
                        <th scope="col" class="number">{text::own_target(region)}</th>
                        <th scope="col" class="number">{text::assigned(region)}</th>
                        <th scope="col" class="number">{text::beyond(region)}</th>
                        <th scope="col" class="number">{text::rate(region)}</th>
                        <th scope="col" class="number">{text::street(region)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Units that were submitted although their conservation line did not close, and why.
fn booked(page: &LedgerPage, region: Region) -> Option<impl IntoView + use<>> {
    let outline = page.plan.outline();
    let line = |kept: &Kept| {
        let gaps = kept.record.breaches.iter().filter_map(|breach| match &breach.found {
            Found::Gaps(gaps) if kept.record.action == Action::Submit => Some(gaps.as_slice()),
            _ => None,
        });
        let gaps: Vec<(Measure, i64)> = gaps.flatten().copied().collect();
        let name = display::unit_name(outline, kept.record.subject.unit, region);
        (!gaps.is_empty()).then(|| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{crate::approval_pages::gaps(&gaps, outline, region)}</td>
                    <td class="words">{kept.record.comment.clone()}</td>
                    <td>{kept.who.name.clone()}", "{display::moment(kept.at, region)}</td>
                </tr>
            }
        })
    };
    let rows: Vec<_> = page.plan.approvals().records.iter().rev().filter_map(line).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>{approval::booked_title(region)}</h2>
            <p>{approval::booked_help(region)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=approval::booked_title(region)>
                <table class="sheet booked">
                    <thead>
                        <tr>
                            <th scope="col">{words::unit(region)}</th>
                            <th scope="col">{approval::gap(region)}</th>
                            <th scope="col">{approval::comment(region)}</th>
                            <th scope="col">{approval::who(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

fn row(page: &LedgerPage, row: HedgeRow, region: Region) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let decimals = outline.decimals(page.measure);
    let exact = |number: i128| display::exact(i64::try_from(number).unwrap_or(i64::MAX), decimals, region);
    let member = outline.units.get(row.unit);
    let name = member.map(|member| display::name(&member.name, region)).unwrap_or_default();
    let depth = member.map_or(0, |member| member.depth);
    let managers = managers(row.unit, page.people).into_iter().map(|known| known.name.as_str()).collect::<Vec<_>>();
    let managers = (!managers.is_empty()).then(|| managers.join(", "));
    let rate = (row.target > 0).then(|| format_percent(row.hedge(), row.target, 1, region)).flatten();
    let on_path = street(page.plan, row.unit, page.measure);
    let is_above = page.plan.hedge_cap().is_some_and(|cap| on_path.exceeds(cap));
    let on_path = on_path.hundredths().map(|hundredths| percent(hundredths, region));
    let warning = is_above.then(|| view! { <span class="mark warn">{text::above_cap(region)}</span>" " });
    let unknown = || "—".to_owned();
    view! {
        <tr>
            <th scope="row" style=format!("padding-inline-start: {}rem", 0.75 + 1.25 * f32::from(u8::try_from(depth).unwrap_or(9)))>
                {name}
                {managers.map(|managers| view! { <small>{managers}</small> })}
            </th>
            <td class="number">{exact(row.target)}</td>
            <td class="number">{exact(row.assigned)}</td>
            <td class="number">{if row.hedge() == 0 { unknown() } else { with_sign(exact(row.hedge())) }}</td>
            <td class="number">{rate.unwrap_or_else(unknown)}</td>
            <td class="number">{warning}{on_path.unwrap_or_else(unknown)}</td>
        </tr>
    }
}

fn percent(hundredths: i64, region: Region) -> String {
    format_percent(hundredths.into(), 10_000, 1, region).unwrap_or_default()
}
