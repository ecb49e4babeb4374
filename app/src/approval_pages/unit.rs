//! A unit on its way to approval: its figures, its rules, its path, what the reader may do, and the record.

use super::doing::{Form, form};
use super::{Outcome, address, page_address, place, words};
use crate::api::session::Me;
use crate::board::display;
use crate::comments_page;
use crate::form::Query;
use crate::shell;
use crate::text::{approval as text, board as board_words};
use axum::http::request::Parts;
use domain::actor::Actor;
use domain::address::Address;
use domain::approval::{
    ApprovalUnit, Check, Content, Kept, Meaning, MeasureGroup, Party, Path, Review, Rule, Stage, actions,
    approval_units_of, breaches, call_of, due_of, fingerprint, is_barred, locked, standing,
};
use domain::comment::Topic;
use domain::dimension::{MemberId, ROOT};
use domain::measure::{Measure, Slice};
use domain::number::{Region, with_sign};
use domain::plan::Plan;
use leptos::prelude::*;

/// What the figures are shown of.
const SHOWN: [Slice; 5] = [Slice::LastYear, Slice::Target, Slice::Commitment, Slice::Agreed, Slice::Outlook];

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct UnitPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// What is approved.
    pub subject: ApprovalUnit,
    /// The plan as it was when the oldest signature was given that stands under other figures.
    pub before: Option<&'a Plan>,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everybody who may be delegated to.
    pub people: &'a [Party],
    /// Whether the reader's account has a password.
    pub has_password: bool,
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of it.
    pub outcome: Option<&'a Outcome>,
    /// Now, in milliseconds since 1970 UTC.
    pub now: i64,
}

impl UnitPage<'_> {
    fn review(&self) -> Option<&Review> {
        self.plan.approvals().reviews.get(&self.subject)
    }

    /// The path that it is on, or will be.
    fn path(&self) -> Path {
        let own = self.review().map(|review| &review.path);
        own.or_else(|| self.plan.approvals().paths.of(self.subject.group)).cloned().unwrap_or_default()
    }
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: UnitPage) -> String {
    shell::plain(parts, me, |region| {
        let outline = page.plan.outline();
        let unit = page.subject.unit;
        let name = display::unit_name(outline, unit, region);
        let content = fingerprint(page.plan, page.subject);
        let is_late = due_of(page.plan, page.subject).is_some_and(|due| due < page.now);
        let groups: Vec<MeasureGroup> =
            approval_units_of(page.plan, unit, MeasureGroup::WHOLE).into_iter().map(|subject| subject.group).collect();
        let tabs = place::tabs(&groups, page.subject.group, region, |group| {
            address(page.board, outline, ApprovalUnit { unit, group })
        });
        let call = call_of(page.plan, page.subject)
            .map(|call| view! { <p><strong>{words::called(call, region)}</strong></p> });
        let is_stale = page.review().is_some_and(|review| review.stale(&content).next().is_some());
        let body = view! {
            <main class="page approvals unit-approval" id="content">
                <p class="way-back"><a href=format!("/boards/{}/approvals", page.board)>"← "{text::title(region)}</a></p>
                <h1>
                    {name.clone()}" "
                    {words::stage_pill(page.plan, page.subject, region)}
                    {is_late.then(|| words::late(region))}
                    {is_stale.then(|| words::stale(region))}
                </h1>
                {tabs}
                <p>{comments_page::link(page.board, page.plan, Topic::Unit(unit), region)}</p>
                {call}
                {page.outcome.map(|outcome| outcome.view(outline, region))}
                <div class="approval-columns">
                    <div>
                        {figures(&page, content, region)}
                        {changed(&page, content, region)}
                        {rules(&page, region)}
                    </div>
                    <div>
                        {doing(&page, content, region)}
                        {path(&page, content, region)}
                    </div>
                    {record(&page, region)}
                </div>
            </main>
        };
        (format!("{name} · {}", text::title(region)), body)
    })
}

fn number(plan: &Plan, slice: Slice, measure: Measure, unit: MemberId) -> Option<i64> {
    plan.get(slice, measure, Address::of(unit, ROOT))
}

fn figures(page: &UnitPage, content: Content, region: Region) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let row = |measure: Measure| {
        let written = |slice| {
            let known = number(page.plan, slice, measure, page.subject.unit);
            known.map_or_else(|| "—".to_owned(), |known| display::exact(known, outline.decimals(measure), region))
        };
        let cells = SHOWN.map(|slice| view! { <td class="number">{written(slice)}</td> });
        view! { <tr><th scope="row">{board_words::measure(region, measure)}</th>{cells.collect_view()}</tr> }
    };
    let heads = SHOWN.map(|slice| view! { <th scope="col" class="number">{board_words::slice(region, slice)}</th> });
    let file = page_address(page.board, outline, page.subject, "/figures.tsv", None);
    view! {
        <section class="card">
            <h2>{text::figures(region)}" · "{outline.currency.clone()}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=text::figures(region)>
                <table class="sheet">
                    <thead><tr><th scope="col">{text::measure(region)}</th>{heads.collect_view()}</tr></thead>
                    <tbody>{page.subject.group.measures().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="note">{text::figures_help(region)}" "<a href=file download>{text::download(region)}</a></p>
            <p class="hash"><span>{text::fingerprint(region)}</span><code>{words::hexadecimal(&content)}</code></p>
        </section>
    }
}

/// What has changed since the oldest signature that stands under other figures.
fn changed(page: &UnitPage, content: Content, region: Region) -> Option<impl IntoView + use<>> {
    let (review, before) = page.review().zip(page.before)?;
    let names: Vec<String> = review.stale(&content).map(|assent| assent.who.name.clone()).collect();
    if names.is_empty() {
        return None;
    }
    let outline = page.plan.outline();
    let units = std::iter::once(page.subject.unit).chain(outline.child_units(page.subject.unit));
    let mut rows = Vec::new();
    for unit in units {
        for measure in page.subject.group.measures() {
            for slice in Slice::STORED {
                let (was, now) = (number(before, slice, measure, unit), number(page.plan, slice, measure, unit));
                if was != now {
                    rows.push((unit, measure, slice, was, now));
                }
            }
        }
    }
    let row = |(unit, measure, slice, was, now): (MemberId, Measure, Slice, Option<i64>, Option<i64>)| {
        let exact = |number: i64| display::exact(number, outline.decimals(measure), region);
        let written = |number: Option<i64>| number.map_or_else(|| "—".to_owned(), exact);
        let name = display::unit_name(outline, unit, region);
        let by = now.unwrap_or(0).saturating_sub(was.unwrap_or(0));
        view! {
            <tr>
                <th scope="row">
                    {name}
                    <small>{board_words::measure(region, measure)}", "{board_words::slice(region, slice)}</small>
                </th>
                <td class="number">{written(was)}</td>
                <td class="number">{written(now)}</td>
                <td class="number">{with_sign(exact(by))}</td>
            </tr>
        }
    };
    let inside = rows.is_empty().then(|| view! { <p>{text::inside_only(region)}</p> });
    let table = (!rows.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=text::changed(region)>
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{text::unit(region)}</th>
                            <th scope="col" class="number">{text::was(region)}</th>
                            <th scope="col" class="number">{text::is_now(region)}</th>
                            <th scope="col" class="number">{text::difference(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    Some(view! {
        <section class="card changed">
            <h2>{text::changed(region)}</h2>
            <p>{text::changed_help(region)}</p>
            {table}
            {inside}
            <p><strong>{text::stale_signatures(region, names.join(", "))}</strong></p>
        </section>
    })
}

fn rules(page: &UnitPage, region: Region) -> impl IntoView + use<> {
    let outline = page.plan.outline();
    let unit = page.subject.unit;
    let group = page.subject.group;
    let binds = |check: Check| match check {
        Check::Limit { unit: bound, measure, .. } => bound == unit && group.contains(measure),
        _ => true,
    };
    let rules: Vec<Rule> = page.path().rules.into_iter().filter(|rule| binds(rule.check)).collect();
    let broken = breaches(page.plan, page.subject, &rules);
    let line = |rule: &Rule| {
        let breach = broken.iter().find(|breach| breach.rule == *rule);
        let (class, word) = match breach {
            None => ("rule kept", text::kept(region).to_owned()),
            Some(breach) => {
                let consequence = words::consequence(rule.consequence, region);
                let found = words::found(breach, outline, region);
                ("rule broken", format!("{}: {found} · {consequence}", text::broken(region)))
            }
        };
        view! { <li class=class><span>{words::check(rule.check, outline, region)}</span><small>{word}</small></li> }
    };
    let lines = rules.iter().map(line).collect_view();
    let none = rules.is_empty().then(|| view! { <p>{text::rules_none(region)}</p> });
    view! {
        <section class="card">
            <h2>{text::rules(region)}</h2>
            <p class="note">{text::rules_help(region)}</p>
            <ul class="rules">{lines}</ul>
            {none}
        </section>
    }
}

fn doing(page: &UnitPage, content: Content, region: Region) -> impl IntoView + use<> {
    let actions = actions(page.plan, page.actor, page.subject, page.now);
    let asked = Form {
        to: address(page.board, page.plan.outline(), page.subject),
        query: page.query,
        actions: &actions,
        review: page.review(),
        content,
        base: page.plan.revision(),
        has_password: page.has_password,
        has_gap: !domain::approval::gaps(page.plan, page.subject).is_empty(),
        people: page.people,
    };
    let subject = page.subject;
    let above = subject.group.measures().find_map(|measure| locked(page.plan, page.actor, subject.unit, measure));
    let barred = is_barred(page.plan, page.actor, subject, page.now);
    let above = above.filter(|above| *above != subject.unit).and_then(|above| page.plan.outline().units.get(above));
    let above = above
        .map(|above| view! { <p class="note">{text::locked_above(region, display::name(&above.name, region))}</p> });
    view! {
        <section class="card doing">
            <h2>{text::what_you_may(region)}</h2>
            {above}
            {barred.then(|| view! { <p class="note">{text::fault_four_eyes(region)}</p> })}
            {form(&asked, region)}
        </section>
    }
}

fn path(page: &UnitPage, content: Content, region: Region) -> impl IntoView + use<> {
    let review = page.review();
    let (path, stage, outline) = (page.path(), standing(page.plan, page.subject), page.plan.outline());
    let until = due_of(page.plan, page.subject).map(|due| text::answer_until(region, display::moment(due, region)));
    let signatures = |meaning: Meaning, step: Option<u8>| {
        let known = review.into_iter().flat_map(|review| &review.assents);
        let fits = known.filter(move |assent| assent.meaning == meaning && step.is_none_or(|step| assent.step == step));
        let line = move |assent: &domain::approval::Assent| {
            let stale = (assent.content != content).then(|| words::stale(region));
            view! { <small class="signed">"✓ "{words::signed(assent, region)}" "{stale}</small> }
        };
        fits.map(line).collect_view()
    };
    let now = |is_now: bool| {
        is_now.then(|| view! { <span class="pill offer stage review">{text::waits_here(region)}</span> })
    };
    let under_review = stage == Some(Stage::UnderReview);
    let steps = (0u8..).zip(&path.steps).map(|(number, step)| {
        let is_now = under_review && review.is_some_and(|review| review.step == number);
        let owner = review.filter(|_| is_now).and_then(|review| review.owner.as_ref());
        let owner = owner.map(|owner| view! { <small>{text::taken_by(region, &owner.name)}</small> });
        let delegations = review.filter(|_| is_now).into_iter().flat_map(|review| &review.delegations);
        let delegations = delegations
            .map(|known| view! { <small>{text::delegated(region, &known.by.name, &known.to.name)}</small> })
            .collect_view();
        let stands_in = words::has_nobody_above(step, outline, page.subject)
            .then(|| view! { <small>{text::nobody_above(region)}</small> });
        view! {
            <li aria-current=is_now.then_some("step")>
                <strong>{text::step(region, u16::from(number) + 1)}</strong>" "{words::approvers(step, outline, page.subject, region)}" "{now(is_now)}
                {stands_in}
                {until.clone().filter(|_| is_now).map(|until| view! { <small>{until}</small> })}
                {owner}
                {delegations}
                {signatures(Meaning::Accepted, Some(number))}
            </li>
        }
    });
    let verify = page_address(page.board, outline, page.subject, "/signatures", None);
    view! {
        <section class="card">
            <h2>{text::path(region)}</h2>
            <ol class="approval-path">
                <li><strong>{text::proposal(region)}</strong>{signatures(Meaning::Proposed, None)}</li>
                {steps.collect_view()}
                <li aria-current=(stage == Some(Stage::SignedOff)).then_some("step")>
                    <strong>{text::last_word(region)}</strong>" "{text::last_word_who(region)}" "
                    {now(stage == Some(Stage::SignedOff))}
                    {signatures(Meaning::Approved, None)}
                </li>
            </ol>
            <p><a href=verify>{text::signatures_link(region)}</a></p>
        </section>
    }
}

fn record(page: &UnitPage, region: Region) -> impl IntoView + use<> {
    let mut kept: Vec<&Kept> = page.plan.approvals().of(page.subject).collect();
    kept.reverse();
    let outline = page.plan.outline();
    let line = |kept: &Kept| {
        let record = &kept.record;
        let broken = record.breaches.iter().map(|breach| {
            let words = format!(
                "{} ({})",
                words::check(breach.rule.check, outline, region),
                words::found(breach, outline, region)
            );
            view! { <small>{words}</small> }
        });
        let comment = (!record.comment.is_empty()).then(|| view! { <q>{record.comment.clone()}</q> });
        view! {
            <li>
                <span>
                    <strong>{words::in_name(&kept.who, record.on_behalf.as_ref(), region)}</strong>" "
                    {words::did(&record.action, region)}
                </span>
                {comment}
                {broken.collect_view()}
                <small>{display::moment(kept.at, region)}" · "{text::revision(region)}" "{kept.revision}</small>
            </li>
        }
    };
    let list = if kept.is_empty() {
        view! { <p>{text::record_none(region)}</p> }.into_any()
    } else {
        view! { <ol class="approval-record">{kept.into_iter().map(line).collect_view()}</ol> }.into_any()
    };
    view! { <section class="card"><h2>{text::record(region)}</h2>{list}</section> }
}
