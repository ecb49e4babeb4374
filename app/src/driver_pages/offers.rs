//! What a simulation or a search would send, to whom, and what became of it.

use crate::board::display;
use crate::board::rejection;
use crate::driver_pages::Spot;
use crate::driver_pages::area::area;
use crate::driver_pages::form::drivers;
use crate::driver_pages::frame::{self, Tab};
use crate::form::Query;
use crate::text::{board, drivers as text, negotiation};
use domain::hold::Corridor;
use domain::measure::Measure;
use domain::model::{Bound, Obstacle, Proposal, Way};
use domain::number::{Region, format_exact, format_signed};
use domain::rejection::Rejection;
use domain::thread::{OfferNumber, ReasonCode, Side};
use leptos::prelude::*;
use uuid::Uuid;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It can be sent.
    Ready,
    /// A rule says no.
    Refused(Rejection),
    /// It was sent and is on disk.
    Sent,
    /// It could not be stored; sending the form again sends it once.
    NotStored,
}

/// One offer or counter-offer.
#[derive(Clone, Debug)]
pub struct Row {
    /// The command it is, so that sending twice sends once.
    pub id: Uuid,
    /// What is said.
    pub proposal: Proposal,
    /// Who will read it, by name; empty for the planning committee.
    pub readers: Vec<String>,
    /// What becomes of it.
    pub fate: Fate,
}

impl Row {
    /// What a form has to bring back for this row.
    pub fn encoded(&self) -> String {
        let Proposal { unit, measure, from, numbers, side, answers, .. } = &self.proposal;
        let side = if *side == Some(Side::Child) { "child" } else { "parent" };
        let (thread, revision) =
            answers.map_or_else(Default::default, |(thread, revision)| (thread.to_string(), revision.to_string()));
        let mut parts = vec![unit.to_string(), (*measure as usize).to_string(), from.to_string(), side.to_owned()];
        parts.extend([thread, revision]);
        parts.extend(numbers.iter().map(|number| format!("{}={}", number.period, number.amount)));
        parts.join(":")
    }

    /// The inverse of [`Row::encoded`]; whatever a form says, the board judges it.
    pub fn decoded(id: &str, encoded: &str) -> Option<Self> {
        let mut parts = encoded.split(':');
        let unit = parts.next()?.parse().ok()?;
        let measure = *Measure::ALL.get(parts.next()?.parse::<usize>().ok()?)?;
        let from = parts.next()?.parse().ok()?;
        let side = Some(if parts.next()? == "child" { Side::Child } else { Side::Parent });
        let (thread, revision) = (parts.next()?, parts.next()?);
        let answers = thread.parse().ok().zip(revision.parse().ok());
        let number = |part: &str| {
            let (period, amount) = part.split_once('=')?;
            Some(OfferNumber { period: period.parse().ok()?, amount: amount.parse().ok()? })
        };
        let numbers = parts.map(number).collect::<Option<Vec<_>>>()?;
        let proposal = Proposal { unit, measure, from, numbers, side, answers, obstacle: None, bound: None };
        Some(Self { id: Uuid::parse_str(id).ok()?, proposal, readers: Vec::new(), fate: Fate::Ready })
    }
}

/// The page of what is sent.
#[derive(Debug)]
pub struct OffersPage {
    /// Unit, period, way and drivers.
    pub query: Query,
    /// To whom.
    pub way: Way,
    /// Every unit that was looked at.
    pub rows: Vec<Row>,
    /// Measures whose change those who can be asked cannot take.
    pub impossible: Vec<Measure>,
    /// How far the open threads stay from what is sought, by measure, in rounding units.
    pub missing: Vec<(Measure, i128)>,
    /// Drivers for which no unit answers, by name.
    pub unanswered: Vec<String>,
    /// The reason as far as it was written.
    pub reason: (ReasonCode, String),
    /// Whether a reason or a row is missing.
    pub is_incomplete: bool,
    /// Whether it has been sent.
    pub is_sent: bool,
}

/// The page.
pub(super) fn view(region: Region, spot: &Spot, page: OffersPage) -> impl IntoView + use<> {
    let content =
        if page.is_sent { sent(region, spot, &page).into_any() } else { preview(region, spot, &page).into_any() };
    let query =
        Query(page.query.0.iter().filter(|(name, _)| name == "way" || name.starts_with("x.")).cloned().collect());
    frame::page(region, spot, Tab::Offers, &query, content)
}

fn preview(region: Region, spot: &Spot, page: &OffersPage) -> impl IntoView + use<> {
    let (ready, stuck): (Vec<&Row>, Vec<&Row>) =
        page.rows.iter().partition(|row| row.proposal.obstacle.is_none() && row.fate == Fate::Ready);
    let notes = notes(region, spot, page);
    let stuck: Vec<_> = stuck.into_iter().map(|row| stuck_row(region, spot, row)).collect();
    let stuck = (!stuck.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="stuck-title">
                <h2 id="stuck-title">{text::not_sendable(region)}</h2>
                <ul class="stuck">{stuck}</ul>
            </section>
        }
    });
    let form = if ready.is_empty() {
        view! {
            <section class="card">
                <h2>{text::nothing_to_send(region)}</h2>
                <p>{text::nothing_to_send_help(region)}</p>
                <p class="actions"><a class="button" href=spot.href("seek", &[])>{text::tab_seek(region)}</a></p>
            </section>
        }
        .into_any()
    } else {
        form(region, spot, page, &ready).into_any()
    };
    view! { {ways(region, spot, page)} {notes} {form} {stuck} }
}

/// To the unit itself, to those below it, or to the open threads below it.
fn ways(region: Region, spot: &Spot, page: &OffersPage) -> Option<impl IntoView + use<>> {
    let at = spot.at.unit;
    let has_below = spot.plan.outline().child_units(at).next().is_some();
    has_below.then(|| {
        let drivers = drivers(&page.query);
        let link = |way: Way, code: &str, words: String| {
            let more: Vec<_> = drivers.iter().cloned().chain([("way".to_owned(), code.to_owned())]).collect();
            view! {
                <li><a href=spot.href("offers", &more) aria-current=(page.way == way).then_some("true")>{words}</a></li>
            }
        };
        let unit = unit_name(spot, at, region);
        let edge = at != domain::dimension::ROOT;
        view! {
            <nav class="ways" aria-label=text::to_whom(region)>
                <ul>
                    {edge.then(|| link(Way::Edge, "edge", text::way_edge(region, &unit)))}
                    {link(Way::Below, "below", text::way_below(region, &unit))}
                    {link(Way::OpenThreads, "open", text::way_open(region, &unit))}
                </ul>
            </nav>
        }
    })
}

fn form(region: Region, spot: &Spot, page: &OffersPage, ready: &[&Row]) -> impl IntoView + use<> {
    let rows: Vec<_> = ready.iter().map(|row| ready_row(region, spot, row)).collect();
    let reasons = ReasonCode::ALL.map(|code| {
        let chosen = code == page.reason.0;
        view! { <option value=format!("{code:?}") selected=chosen>{negotiation::reason_code(region, code)}</option> }
    });
    let alert = page.is_incomplete.then(|| {
        view! { <p class="problem alert" role="alert" id="reason-trouble">{text::reason_or_row_missing(region)}</p> }
    });
    let quarters = (0..4_u8).map(|quarter| {
        let member = spot.plan.outline().periods.get(domain::calendar::quarter_period(quarter));
        let name = member.map(|member| display::name(&member.name, region)).unwrap_or_default();
        view! { <th scope="col" class="number">{name}</th> }
    });
    let quarters = quarters.collect_view();
    view! {
        <form class="card offers" method="post" action=spot.path("offers")>
            <h2>{text::will_be_sent(region)}</h2>
            <p class="help">{text::will_be_sent_help(region)}</p>
            {alert}
            {frame::spot_fields(spot)}
            {frame::kept(&page.query, &["unit", "period", "send", "reason", "code", "base"])}
            <input type="hidden" name="base" value=spot.plan.revision().to_string()/>
            <div class="scroll" tabindex="0" role="group" aria-label=text::will_be_sent(region)>
                <table class="sheet driver-table">
                    <thead>
                        <tr>
                            <th scope="col">{text::to_whom(region)}</th>
                            <th scope="col">{board::measure_shown(region)}</th>
                            <th scope="col" class="number">{board::outlook(region)}</th>
                            {quarters}
                            <th scope="col" class="number">{negotiation::total(region)}</th>
                            <th scope="col" class="number">{text::change(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="reason">
                <label>
                    <span>{negotiation::reason(region)}</span>
                    <select name="code">{reasons.collect_view()}</select>
                </label>
                <div class="words">
                    <label for="reason"><span>{negotiation::reason_words(region)}</span></label>
                    {area(("reason", "reason"), &page.reason.1, (2, false), page.is_incomplete.then_some("reason-trouble"))}
                </div>
            </div>
            <div class="actions">
                <button class="primary" type="submit">{text::send(region)}</button>
                <a class="quiet" href=spot.href("", &drivers(&page.query))>{text::back_to_simulation(region)}</a>
            </div>
        </form>
    }
}

fn ready_row(region: Region, spot: &Spot, row: &Row) -> impl IntoView + use<> {
    let Proposal { unit, measure, from, numbers, .. } = &row.proposal;
    let decimals = spot.plan.outline().decimals(*measure);
    let exact = |number: i128| i64::try_from(number).map(|number| format_exact(number, decimals, region));
    let exact = |number: i128| exact(number).unwrap_or_default();
    let change = i64::try_from(row.proposal.to() - from).map(|change| format_signed(change, decimals, region));
    let relative = (*from > 0).then(|| display::change(row.proposal.to(), *from, region)).flatten();
    let quarters: Vec<_> =
        numbers.iter().map(|number| view! { <td class="number">{exact(number.amount.into())}</td> }).collect();
    let name = unit_name(spot, *unit, region);
    view! {
        <tr data-unit=spot.unit_code(*unit)>
            <th scope="row">
                <label class="check">
                    <input type="checkbox" name="send" value=row.id.to_string() checked=true/>
                    <span>
                        {name}
                        <small>{act(region, row)} " · " {readers(region, row)}</small>
                        {bound(region, spot, row).map(|bound| view! { <small class="bound">{bound}</small> })}
                    </span>
                </label>
                <input type="hidden" name=format!("row.{}", row.id) value=row.encoded()/>
            </th>
            <td>{board::measure(region, *measure)}</td>
            <td class="number">{exact(*from)}</td>
            {quarters}
            <td class="number after">{exact(row.proposal.to())}</td>
            <td class="number">{change.unwrap_or_default()}{relative.map(|relative| view! { <small>{relative}</small> })}</td>
        </tr>
    }
}

/// What keeps a row from moving further.
fn bound(region: Region, spot: &Spot, row: &Row) -> Option<String> {
    let decimals = spot.plan.outline().decimals(row.proposal.measure);
    let exact = |number: i64| format_exact(number, decimals, region);
    Some(match row.proposal.bound.as_ref()? {
        Bound::Held => text::bound_held(region).to_owned(),
        Bound::Range(Corridor { low, high: Some(high) }) => text::bound_range(region, exact(*low), exact(*high)),
        Bound::Range(Corridor { low, high: None }) => text::bound_least(region, exact(*low)),
    })
}

fn readers(region: Region, row: &Row) -> String {
    if row.readers.is_empty() { text::committee(region).to_owned() } else { row.readers.join(", ") }
}

/// What sending a row does to its thread.
fn act(region: Region, row: &Row) -> &'static str {
    match (row.proposal.side, row.proposal.answers) {
        (Some(Side::Child), _) => text::act_counter(region),
        (_, Some(_)) => text::act_answer(region),
        _ => text::act_open(region),
    }
}

fn stuck_row(region: Region, spot: &Spot, row: &Row) -> impl IntoView + use<> {
    let proposal = &row.proposal;
    let bound = bound(region, spot, row).map(|bound| format!(" {bound}"));
    let why = match (&proposal.obstacle, &row.fate) {
        (Some(obstacle), _) => match obstacle {
            Obstacle::NotYours => text::not_yours(region),
            Obstacle::Agreed => text::is_agreed(region),
            Obstacle::NotYourTurn => text::is_not_your_turn(region),
            Obstacle::NothingOffered => text::nothing_offered(region),
            Obstacle::Unchanged => text::is_unchanged(region),
        }
        .to_owned(),
        (None, fate) => fate_words(region, spot, proposal.measure, fate),
    };
    view! {
        <li data-unit=spot.unit_code(proposal.unit)>
            <strong>{unit_name(spot, proposal.unit, region)} " · " {board::measure(region, proposal.measure)}</strong>
            " "
            {why}
            {bound}
        </li>
    }
}

fn fate_words(region: Region, spot: &Spot, measure: Measure, fate: &Fate) -> String {
    match fate {
        Fate::Ready => String::new(),
        Fate::Sent => text::was_sent(region).to_owned(),
        Fate::NotStored => crate::text::general::server_error(region).to_owned(),
        Fate::Refused(refusal) => rejection::sentence(refusal, spot.plan.outline(), measure, region),
    }
}

/// What no offer can say.
fn notes(region: Region, spot: &Spot, page: &OffersPage) -> impl IntoView + use<> {
    let figures = super::figure::Figures::new(spot, region);
    let impossible: Vec<_> = page
        .impossible
        .iter()
        .map(|measure| view! { <p class="problem">{text::cannot_be_taken(region, board::measure(region, *measure))}</p> })
        .collect();
    let unanswered = (!page.unanswered.is_empty()).then(|| {
        let labels: Vec<String> = page.unanswered.iter().map(|name| figures.label(name)).collect();
        view! { <p class="help">{text::nobody_answers(region, labels.join(", "))}</p> }
    });
    let missing = page.missing.iter().filter_map(|(measure, by)| {
        let by = format_signed(i64::try_from(*by).ok()?, spot.plan.outline().decimals(*measure), region);
        Some(view! { <p class="problem">{text::open_threads_fall_short(region, board::measure(region, *measure), by)}</p> })
    });
    let missing: Vec<_> = missing.collect();
    view! { {missing} {impossible} {unanswered} }
}

fn sent(region: Region, spot: &Spot, page: &OffersPage) -> impl IntoView + use<> {
    let rows: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            let is_sent = row.fate == Fate::Sent;
            let proposal = &row.proposal;
            let decimals = spot.plan.outline().decimals(proposal.measure);
            let total = i64::try_from(proposal.to()).map(|total| format_exact(total, decimals, region));
            let words = fate_words(region, spot, proposal.measure, &row.fate);
            view! {
                <li class=if is_sent { "good" } else { "problem" } data-unit=spot.unit_code(proposal.unit)>
                    {is_sent.then_some("✓ ")}
                    <strong>
                        {unit_name(spot, proposal.unit, region)} " · " {board::measure(region, proposal.measure)} " · "
                        {total.unwrap_or_default()}
                    </strong>
                    " "
                    {words}
                </li>
            }
        })
        .collect();
    view! {
        <section class="card sent" role="status">
            <h2>{text::sent_title(region)}</h2>
            <ul class="stuck">{rows}</ul>
            <p class="actions">
                <a class="button primary" href=format!("/boards/{}", spot.board)>{text::to_board(region)}</a>
                <a class="button" href=spot.href("", &[])>{text::driver_tree(region)}</a>
            </p>
        </section>
    }
}

fn unit_name(spot: &Spot, unit: u32, region: Region) -> String {
    display::unit_name(spot.plan.outline(), unit, region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_from_its_form_as_it_was() {
        let numbers = vec![OfferNumber { period: 1, amount: 5 }, OfferNumber { period: 5, amount: 0 }];
        for (side, answers) in [(Side::Parent, None), (Side::Parent, Some((4, 9))), (Side::Child, Some((7, 8)))] {
            let numbers = numbers.clone();
            let (unit, measure, from) = (3, Measure::SalesExpense, -12);
            let proposal =
                Proposal { unit, measure, from, numbers, side: Some(side), answers, obstacle: None, bound: None };
            let row = Row { id: Uuid::from_u128(77), proposal, readers: Vec::new(), fate: Fate::Ready };
            let back = Row::decoded(&row.id.to_string(), &row.encoded()).unwrap();
            assert_eq!((back.id, back.proposal), (row.id, row.proposal));
        }
        for wrong in ["", "1:9:0:parent:::1=2", "x:0:0:parent:::1=2", "1:0:0:parent:::1"] {
            assert!(Row::decoded(&Uuid::nil().to_string(), wrong).is_none(), "{wrong}");
        }
    }
}
