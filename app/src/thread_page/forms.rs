//! Every answer that the reader may give, each as a form of its own.

use super::ThreadPage;
use super::read::{arbitrates, number_field, periods, sealed};
use super::terms::condition_words;
use crate::form::{Errors, Fields, Input, Query};
use crate::import_pages::form::code;
use crate::text::{board as words, negotiation, thread as text};
use domain::access;
use domain::address::Address;
use domain::dimension::MemberId;
use domain::entry::editing_text;
use domain::measure::{Measure, Slice};
use domain::number::Region;
use domain::thread::{Condition, Inputs, Move, Offer, ReasonCode, Side, Thread, ThreadState};
use leptos::prelude::*;

/// The slices that evidence is taken from.
const EVIDENCE: [Slice; 3] = [Slice::LastYear, Slice::Baseline, Slice::Tactics];

pub(super) fn section(page: &ThreadPage, errors: &Errors, region: Region) -> AnyView {
    if page.party().is_none() {
        return ().into_any();
    }
    let thread = page.thread();
    let open = thread.filter(|thread| thread.state().is_open());
    let accepts = open.filter(|_| page.may(Move::Accept)).and_then(|thread| Some((thread, thread.on_the_table()?)));
    let proposes = page.may(Move::Propose) || page.may(Move::Reopen);
    let rejects = open.filter(|_| page.may(Move::Reject));
    // Who answers in somebody's place hands it on to nobody else.
    let delegates = !arbitrates(page) && access::side(page.plan.outline(), page.actor, page.unit).is_some();
    let may_answer = accepts.is_some() || proposes || rejects.is_some() || page.may(Move::Impose);
    view! {
        <section class="card thread-answers">
            <h2>{text::answer(region)}</h2>
            {(!may_answer).then(|| view! { <p>{text::not_yours(region)}</p> })}
            {accepts.map(|(thread, offer)| accept(page, thread, offer, region))}
            {proposes.then(|| propose(page, errors, region))}
            {page.may(Move::Impose).then(|| impose(page, errors, region))}
            {rejects.map(|_| reject(page, errors, region))}
            {thread.map(|_| ask(page, region))}
            {open.filter(|_| delegates).map(|thread| delegate(page, thread, errors, region))}
            {thread.and_then(|_| rare(page, errors, region))}
        </section>
    }
    .into_any()
}

/// What was typed into a form of some deeds; another form that was sent says nothing of it.
fn typed(page: &ThreadPage, deeds: &[&str]) -> Query {
    if deeds.contains(&page.query.text("do")) { page.query.clone() } else { Query::default() }
}

/// A form that folds away; it stays open where it was sent from.
fn folded(page: &ThreadPage, title: &'static str, deeds: &[&str], is_open: bool, fields: AnyView) -> AnyView {
    let was_sent = deeds.contains(&page.query.text("do"));
    view! {
        <details open=is_open || was_sent>
            <summary>{title}</summary>
            <form method="post" action=format!("/boards/{}/thread", page.board)>{hidden(page)}{fields}</form>
        </details>
    }
    .into_any()
}

fn hidden(page: &ThreadPage) -> impl IntoView + use<> {
    let seen = page.thread().map(|thread| view! { <input type="hidden" name="seen" value=thread.moved.to_string()/> });
    let back = page.query.get("back").filter(|back| *back == "meeting");
    view! {
        {back.map(|back| view! { <input type="hidden" name="back" value=back.to_owned()/> })}
        <input type="hidden" name="unit" value=page.unit.to_string()/>
        <input type="hidden" name="measure" value=code(&page.measure)/>
        <input type="hidden" name="command" value=page.command.to_string()/>
        <input type="hidden" name="base" value=page.plan.revision().to_string()/>
        {seen}
    }
}

fn submit(deed: &'static str, word: &'static str, is_first: bool) -> impl IntoView {
    view! { <button type="submit" name="do" value=deed class=is_first.then_some("primary")>{word}</button> }
}

fn accept(page: &ThreadPage, thread: &Thread, offer: &Offer, region: Region) -> AnyView {
    let now = Inputs::of(page.plan, thread.unit, thread.measure);
    let number = |number: Option<i64>| match number {
        Some(number) => page.exact(number, region),
        None => words::empty_cell(region).to_owned(),
    };
    let inputs = [
        (Slice::LastYear, offer.inputs.last_year, now.last_year),
        (Slice::Baseline, offer.inputs.baseline, now.baseline),
        (Slice::Tactics, offer.inputs.tactics, now.tactics),
    ];
    let changed = inputs.into_iter().filter(|(_, was, now)| was != now);
    let changed = changed
        .map(|(slice, was, now)| text::stale_line(region, words::slice(region, slice), number(was), number(now)));
    let changed: Vec<String> = changed.collect();
    let stale = (!changed.is_empty()).then(|| {
        let lines = changed.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! { <div class="thread-terms"><p>{text::stale_help(region)}</p><ul>{lines}</ul></div> }
    });
    let promises =
        offer.terms.conditions.iter().enumerate().filter(|(_, condition)| matches!(condition, Condition::Promise(_)));
    let promises = promises
        .map(|(place, condition)| check(page, "tick", place.to_string(), condition_words(page, condition, region)));
    let promises = promises.collect_view();
    let frozen = |period: MemberId| thread.parts.iter().any(|part| part.period == period);
    let parts = offer.numbers.iter().filter(|number| !frozen(number.period));
    let parts = parts.map(|number| {
        let words = format!("{} {}", page.period_name(number.period, region), page.exact(number.amount, region));
        check(page, "period", number.period.to_string(), words)
    });
    let parts: Vec<_> = parts.collect();
    let in_parts = (parts.len() > 1).then(|| {
        view! {
            <fieldset class="ticks"><legend>{text::part_help(region)}</legend>{parts}</fieldset>
            {submit("part", text::accept_part(region), false)}
        }
    });
    let fields = view! {
        <input type="hidden" name="offer" value=offer.revision.to_string()/>
        <input type="hidden" name="inputs" value=sealed(now)/>
        <p class="thread-total">{page.exact(offer.total(), region)}</p>
        {stale}
        {(!promises.is_empty()).then(|| view! { <fieldset class="ticks"><legend>{text::promises(region)}</legend>{promises}</fieldset> })}
        {submit("accept", text::accept_all(region), true)}
        {in_parts}
    };
    folded(page, text::accept_title(region), &["accept", "part"], true, fields.into_any())
}

fn check(page: &ThreadPage, name: &'static str, value: String, words: String) -> impl IntoView + use<> {
    let checked = page.query.all(name).any(|known| known == value);
    view! { <label class="check"><input type="checkbox" name=name value=value checked=checked/><span>{words}</span></label> }
}

/// What stands in the fields for numbers: what was typed, else what this side or the other said last, else the target.
fn numbers(page: &ThreadPage, mut typed: Query, errors: &Errors, region: Region) -> impl IntoView + use<> {
    let decimals = page.plan.outline().decimals(page.measure);
    let thread = page.thread().filter(|thread| !thread.state().is_over());
    let latest = thread.and_then(Thread::latest);
    let periods = periods(page);
    for period in &periods {
        let field = number_field(*period);
        let known = latest.and_then(|offer| offer.numbers.iter().find(|number| number.period == *period));
        let known = known.map(|number| number.amount);
        let known = known.or_else(|| page.plan.get(Slice::Target, page.measure, Address::of(page.unit, *period)));
        if !typed.0.iter().any(|(name, _)| *name == field) {
            typed.set(&field, editing_text(known, region, decimals));
        }
    }
    let fields = Fields { typed: &typed, errors };
    let frozen = |period: MemberId| thread.is_some_and(|thread| thread.parts.iter().any(|part| part.period == period));
    let inputs = periods.iter().map(|period| {
        let name = page.period_name(*period, region);
        let label = if frozen(*period) { text::frozen_period(region, name) } else { name };
        fields.input(&number_field(*period), label, None, Input::Number)
    });
    view! { <div class="numbers">{inputs.collect_view()}</div> }
}

fn reason(typed: &Query, errors: &Errors, needed: bool, region: Region) -> impl IntoView + use<> {
    let fields = Fields { typed, errors };
    let codes = ReasonCode::ALL.map(|reason| (code(&reason), negotiation::reason_code(region, reason).to_owned()));
    let label = if needed { negotiation::reason_words(region) } else { negotiation::reason_optional(region) };
    view! { {fields.select("code", negotiation::reason(region), None, codes)}{words_field(typed, "reason", label)} }
}

fn words_field(query: &Query, name: &'static str, label: &'static str) -> impl IntoView + use<> {
    view! {
        <label>
            <span>{label}</span>
            <textarea name=name rows="2" maxlength="4000">{query.text(name).to_owned()}</textarea>
        </label>
    }
}

fn propose(page: &ThreadPage, errors: &Errors, region: Region) -> AnyView {
    let is_child = page.party().is_some_and(|(_, side)| side == Side::Child);
    let is_anew = page.may(Move::Reopen);
    let title = match (is_child, is_anew) {
        (true, _) => text::counter_title(region),
        (false, true) => text::anew_title(region),
        (false, false) => text::propose_title(region),
    };
    let word = if is_child { negotiation::send_counter(region) } else { negotiation::send_offer(region) };
    let typed = typed(page, &["propose"]);
    let fields = view! {
        {numbers(page, typed.clone(), errors, region)}
        {reason(&typed, errors, is_child || is_anew, region)}
        {terms(page, &typed, errors, region)}
        {submit("propose", word, true)}
    };
    folded(page, title, &["propose"], page.thread().is_none(), fields.into_any())
}

fn terms(page: &ThreadPage, query: &Query, errors: &Errors, region: Region) -> impl IntoView + use<> {
    let fields = Fields { typed: query, errors };
    let outline = page.plan.outline();
    let others = page.plan.threads().iter().filter(|thread| {
        outline.units.contains(page.unit, thread.unit) && (thread.unit, thread.measure) != (page.unit, page.measure)
    });
    let others = others.map(|thread| {
        let words = format!("{} · {}", page.unit_name(thread.unit, region), words::measure(region, thread.measure));
        (format!("{}:{}", thread.unit, code(&thread.measure)), words)
    });
    let mut others: Vec<(String, String)> = others.collect();
    others.sort();
    others.dedup();
    let none = std::iter::once((String::new(), text::none(region).to_owned()));
    let slices = [Slice::Commitment, Slice::Target, Slice::Tactics, Slice::Agreed];
    let slices = slices.map(|slice| (code(&slice), words::slice(region, slice).to_owned()));
    let measures = std::iter::once(page.measure).chain(Measure::ALL.into_iter().filter(|known| *known != page.measure));
    let measures = measures.map(|measure| (code(&measure), words::measure(region, measure).to_owned()));
    let evidence = EVIDENCE.map(|slice| check(page, "evidence", code(&slice), words::slice(region, slice).to_owned()));
    let settled =
        (!others.is_empty()).then(|| fields.select("settled", text::settled_first(region), None, none.chain(others)));
    let typed = ["until", "promises", "settled", "reach.amount", "links", "evidence"];
    let is_open = typed.iter().any(|field| query.get(field).is_some());
    view! {
        <details class="terms" open=is_open>
            <summary>{text::terms(region)}</summary>
            {fields.input("until", text::until(region), None, Input::Date(None, None))}
            {words_field(query, "promises", text::promise_lines(region))}
            {settled}
            <fieldset class="reach">
                <legend>{text::reach_what(region)}</legend>
                {fields.select("reach.slice", crate::text::scenario::slice(region), None, slices)}
                {fields.select("reach.measure", words::measure_shown(region), None, measures)}
                {fields.input("reach.amount", text::reach_amount(region), None, Input::Number)}
            </fieldset>
            <fieldset class="ticks"><legend>{text::evidence(region)}</legend>{evidence.collect_view()}</fieldset>
            {words_field(query, "links", text::links(region))}
        </details>
    }
}

fn impose(page: &ThreadPage, errors: &Errors, region: Region) -> AnyView {
    let typed = typed(page, &["impose"]);
    let fields = view! {
        {numbers(page, typed.clone(), errors, region)}
        {reason(&typed, errors, true, region)}
        {submit("impose", negotiation::set_number(region), true)}
    };
    folded(page, text::impose_title(region), &["impose"], true, fields.into_any())
}

fn reject(page: &ThreadPage, errors: &Errors, region: Region) -> AnyView {
    let typed = typed(page, &["reject"]);
    let fields = Fields { typed: &typed, errors };
    let fields = view! {
        <div class="numbers">
            {fields.input("least", text::least(region), None, Input::Number)}
            {fields.input("most", text::most(region), None, Input::Number)}
        </div>
        {reason(&typed, errors, true, region)}
        {submit("reject", text::reject(region), false)}
    };
    folded(page, text::reject_title(region), &["reject"], false, fields.into_any())
}

fn ask(page: &ThreadPage, region: Region) -> AnyView {
    let typed = typed(page, &["ask"]);
    let fields = view! {
        {words_field(&typed, "reason", negotiation::question(region))}
        {submit("ask", negotiation::send_question(region), false)}
    };
    folded(page, text::ask_title(region), &["ask"], false, fields.into_any())
}

fn delegate(page: &ThreadPage, thread: &Thread, errors: &Errors, region: Region) -> AnyView {
    let side = page.party().map(|(_, side)| side);
    let known = side.and_then(|side| thread.delegation(side)).map(|known| known.delegate.person.clone());
    let mut typed = typed(page, &["delegate"]);
    if !typed.0.iter().any(|(name, _)| name == "delegate") {
        typed.set("delegate", known.unwrap_or_default());
    }
    let fields = Fields { typed: &typed, errors };
    let nobody = std::iter::once((String::new(), text::nobody_else(region).to_owned()));
    let people = nobody.chain(page.people.iter().cloned());
    let fields = view! {
        {fields.select("delegate", text::delegate_to(region), None, people)}
        {submit("delegate", text::delegate(region), false)}
    };
    folded(page, text::delegate_title(region), &["delegate"], false, fields.into_any())
}

/// Taking back, handing on, sending back.
fn rare(page: &ThreadPage, errors: &Errors, region: Region) -> Option<AnyView> {
    let deeds = [
        (Move::Withdraw, "withdraw", negotiation::take_offer_back(region)),
        (Move::Escalate, "escalate", negotiation::escalate(region)),
        (Move::SendBack, "send_back", negotiation::send_back(region)),
    ];
    let may: Vec<_> = deeds.into_iter().filter(|(what, ..)| page.may(*what)).collect();
    if may.is_empty() {
        return None;
    }
    let needed = may.iter().any(|(what, ..)| *what != Move::Withdraw);
    let is_open = page.thread().is_some_and(|thread| thread.state() == ThreadState::Escalated);
    let buttons = may.into_iter().map(|(_, deed, word)| submit(deed, word, false)).collect_view();
    let typed = typed(page, &["withdraw", "escalate", "send_back"]);
    let fields = view! { {reason(&typed, errors, needed, region)}<p class="form-actions">{buttons}</p> };
    Some(folded(page, text::rare_title(region), &["withdraw", "escalate", "send_back"], is_open, fields.into_any()))
}
