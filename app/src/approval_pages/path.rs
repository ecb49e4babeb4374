//! The path and the rules of a board's approvals, and setting them.

use super::{Outcome, grouping, limits, place, words};
use crate::api::session::Me;
use crate::form::{Errors, Fields, Input, Query, hundredths};
use crate::shell;
use crate::text::{approval as text, people as people_words};
use axum::http::request::Parts;
use domain::access;
use domain::actor::{Actor, Role};
use domain::approval::{Approver, Check, Consequence, LONGEST, Party, Path, Paths, Rule, Step};
use domain::number::Region;
use domain::outline::Outline;
use domain::plan::Plan;
use leptos::prelude::*;

/// Steps that the form offers, and approvers of each.
const STEPS: usize = 4;
const APPROVERS: usize = 3;
/// The rules that the form offers.
const RULES: [&str; 6] = ["gap", "threads", "growth", "street", "margin", "expense"];

/// What the page shows: the path of the measures that its address asks for.
#[derive(Clone, Copy, Debug)]
pub struct PathPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// The reader, on this board.
    pub actor: &'a Actor,
    /// Everybody who may be named.
    pub people: &'a [Party],
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of it.
    pub outcome: Option<&'a Outcome>,
}

fn approver_code(approver: &Approver) -> String {
    match approver {
        Approver::Above(levels) => format!("above:{levels}"),
        Approver::Function(role) => format!("role:{}", role.code()),
        Approver::Person { person, .. } => format!("person:{person}"),
    }
}

fn approver(code: &str, people: &[Party]) -> Option<Approver> {
    match code.split_once(':')? {
        ("above", levels) => levels.parse().ok().map(Approver::Above),
        ("role", role) => Role::parse(role).map(Approver::Function),
        ("person", id) => {
            let party = people.iter().find(|party| party.person == id)?;
            Some(Approver::Person { person: party.person.clone(), name: party.name.clone() })
        }
        _ => None,
    }
}

/// What fields call a rule; `None` for a limit, of which there may be several.
fn rule_code(check: Check) -> Option<&'static str> {
    match check {
        Check::Gap => Some(RULES[0]),
        Check::OpenThreads => Some(RULES[1]),
        Check::Growth { .. } => Some(RULES[2]),
        Check::Street { .. } => Some(RULES[3]),
        Check::Margin { .. } => Some(RULES[4]),
        Check::Expense { .. } => Some(RULES[5]),
        Check::Limit { .. } => None,
    }
}

/// The paths with the one that a form asks for.
///
/// # Errors
/// Fields that cannot be read.
pub fn read(
    query: &Query,
    paths: &Paths,
    outline: &Outline,
    people: &[Party],
    region: Region,
) -> Result<Paths, Errors> {
    let (group, own) = (place::group(query, paths), read_path(query, outline, people, region)?);
    let replaced = |(known, path): &(_, Path)| (*known, if *known == group { own.clone() } else { path.clone() });
    Ok(Paths(paths.0.iter().map(replaced).collect()))
}

fn read_path(query: &Query, outline: &Outline, people: &[Party], region: Region) -> Result<Path, Errors> {
    let mut errors = Errors::default();
    let mut steps = Vec::new();
    for step in 0..STEPS {
        let chosen = (0..APPROVERS).filter_map(|place| approver(query.text(&format!("step.{step}.{place}")), people));
        let approvers: Vec<Approver> = chosen.collect();
        let days_field = format!("step.{step}.days");
        if !approvers.is_empty() {
            let needed_field = format!("step.{step}.needed");
            let needed: u8 = query.text(&needed_field).parse().unwrap_or(1);
            if usize::from(needed) > approvers.len() {
                errors.add(&needed_field, text::needed_many(region));
            }
            let days = query.get(&days_field).map(str::parse).transpose();
            if !matches!(days, Ok(None | Some(1..=LONGEST))) {
                errors.add(&days_field, text::days_unclear(region, LONGEST));
            }
            steps.push(Step { approvers, needed, days: days.unwrap_or_default() });
        } else if query.get(&days_field).is_some() {
            errors.add(&format!("step.{step}.0"), text::nobody_asked(region));
        }
    }
    if steps.is_empty() {
        errors.add("step.0.0", text::nobody_asked(region));
    }
    let mut rules = Vec::new();
    for code in RULES {
        let (low, high) = (format!("rule.{code}.low"), format!("rule.{code}.high"));
        let Some(consequence) = consequence(query.text(&format!("rule.{code}"))) else {
            let typed = [low, high].into_iter().filter(|field| query.get(field).is_some());
            typed.for_each(|field| errors.add(&field, text::without_rule(region)));
            continue;
        };
        let mut rate = |field: &str| rate(query, field, region, &mut errors);
        let check = match code {
            "gap" => Some(Check::Gap),
            "threads" => Some(Check::OpenThreads),
            "growth" => rate(&low).zip(rate(&high)).map(|(low, high)| Check::Growth { low, high }),
            "street" => rate(&high).and_then(|cap| match u32::try_from(cap) {
                Ok(cap) => Some(Check::Street { cap }),
                Err(_) => {
                    errors.add(&high, text::below_zero(region));
                    None
                }
            }),
            "margin" => rate(&low).map(|floor| Check::Margin { floor }),
            _ => rate(&high).map(|limit| Check::Expense { limit }),
        };
        if matches!(check, Some(Check::Growth { low, high }) if low > high) {
            errors.add(&high, text::below_low(region));
        }
        rules.extend(check.map(|check| Rule { check, consequence }));
    }
    rules.extend(limits::read(query, outline, region, &mut errors));
    let four_eyes = query.get("four_eyes").is_some();
    if errors.is_empty() { Ok(Path { steps, rules, four_eyes }) } else { Err(errors) }
}

/// A rate that a field has to name, in hundredths of a percent.
fn rate(query: &Query, field: &str, region: Region, errors: &mut Errors) -> Option<i64> {
    let written = query.get(field).map(|written| hundredths(written, region));
    let read = written.unwrap_or_else(|| Err(crate::text::spread::missing(region).to_owned()));
    read.map_err(|sentence| errors.add(field, sentence)).ok()
}

pub(super) fn consequence(code: &str) -> Option<Consequence> {
    Consequence::ALL.into_iter().find(|known| format!("{known:?}") == code)
}

/// No rule, or what breaking it does.
pub(super) fn consequences(region: Region) -> Vec<(String, String)> {
    let none = (String::new(), text::no_rule(region).to_owned());
    let known = |known: Consequence| (format!("{known:?}"), words::consequence(known, region).to_owned());
    std::iter::once(none).chain(Consequence::ALL.map(known)).collect()
}

/// What the form shows of a path.
fn written(path: &Path, outline: &Outline, region: Region) -> Query {
    let mut query = Query::default();
    limits::write(&path.rules, outline, region, &mut query);
    for (number, step) in path.steps.iter().enumerate() {
        for (place, known) in step.approvers.iter().enumerate() {
            query.set(&format!("step.{number}.{place}"), approver_code(known));
        }
        query.set(&format!("step.{number}.needed"), step.needed.to_string());
        if let Some(days) = step.days {
            query.set(&format!("step.{number}.days"), days.to_string());
        }
    }
    let rate = |rate: i64| words::percent(rate, region);
    for rule in &path.rules {
        let Some(code) = rule_code(rule.check) else { continue };
        query.set(&format!("rule.{code}"), format!("{:?}", rule.consequence));
        let (low, high) = match rule.check {
            Check::Gap | Check::OpenThreads | Check::Limit { .. } => (None, None),
            Check::Growth { low, high } => (Some(low), Some(high)),
            Check::Street { cap } => (None, Some(cap.into())),
            Check::Margin { floor } => (Some(floor), None),
            Check::Expense { limit } => (None, Some(limit)),
        };
        if let Some(low) = low {
            query.set(&format!("rule.{code}.low"), rate(low));
        }
        if let Some(high) = high {
            query.set(&format!("rule.{code}.high"), rate(high));
        }
    }
    if path.four_eyes {
        query.set("four_eyes", "yes");
    }
    query
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: PathPage) -> String {
    shell::plain(parts, me, |region| {
        let title = page.plan.outline().title.clone();
        let (paths, sets) = (&page.plan.approvals().paths, access::may_set_goals(page.actor));
        let groups: Vec<_> = paths.groups().collect();
        let tabs = place::tabs(&groups, place::group(page.query, paths), region, |group| {
            place::with_parameters(format!("/boards/{}/approvals/path", page.board), [place::parameter(group), None])
        });
        let said = page.outcome.map(|outcome| match outcome {
            Outcome::Done => view! { <p class="notice" role="status">{text::saved(region)}</p> }.into_any(),
            outcome => outcome.view(page.plan.outline(), region),
        });
        let content = view! {
            <main class="page approvals approval-setting" id="content">
                <p class="way-back"><a href=format!("/boards/{}/approvals", page.board)>"← "{text::title(region)}</a></p>
                <h1>{text::path_title(region)}</h1>
                <p>{text::path_help(region)}</p>
                {(!sets).then(|| view! { <p><strong>{text::path_theirs(region)}</strong></p> })}
                {said}
                {grouping::form(&page, sets, region)}
                {tabs}
                {form(&page, region)}
            </main>
        };
        (format!("{} · {title}", text::path_title(region)), content)
    })
}

fn form(page: &PathPage, region: Region) -> impl IntoView + use<> {
    let (outline, paths) = (page.plan.outline(), &page.plan.approvals().paths);
    let group = place::group(page.query, paths);
    let typed = match page.query.get("sent") {
        Some(_) => page.query.clone(),
        None => paths.of(group).map(|path| written(path, outline, region)).unwrap_or_default(),
    };
    let nothing = Errors::default();
    let errors = match page.outcome {
        Some(Outcome::Problem(errors)) => errors,
        _ => &nothing,
    };
    let fields = Fields { typed: &typed, errors };
    let mut options = vec![(String::new(), text::nobody(region).to_owned())];
    options.extend([1, 2].map(|levels| {
        let above = Approver::Above(levels);
        (approver_code(&above), words::approver(&above, region))
    }));
    options.extend(
        [Role::Committee, Role::Executive, Role::Administrator]
            .map(|role| (approver_code(&Approver::Function(role)), people_words::role(region, role).to_owned())),
    );
    options.extend(page.people.iter().map(|party| (format!("person:{}", party.person), party.name.clone())));
    let steps = (0..STEPS).map(|step| {
        let approvers = (0..APPROVERS).map(|place| {
            fields.select(&format!("step.{step}.{place}"), text::approver(region, place + 1), None, options.clone())
        });
        let counts = (1..=APPROVERS).map(|count| (count.to_string(), count.to_string()));
        view! {
            <fieldset class="approval-step">
                <legend>{text::step(region, step + 1)}</legend>
                {approvers.collect_view()}
                {fields.select(&format!("step.{step}.needed"), text::how_many(region), None, counts)}
                {fields.input(&format!("step.{step}.days"), text::days(region), None, Input::Number)}
            </fieldset>
        }
    });
    let rules = RULES.map(|code| rule(fields, code, region));
    let checked = typed.get("four_eyes").is_some();
    let measure = group.measures().next().map(|measure| format!("{measure:?}"));
    let button = match access::may_set_goals(page.actor) {
        true => view! { <button type="submit" class="primary">{text::save(region)}</button> }.into_any(),
        false => ().into_any(),
    };
    view! {
        <form method="post" action=format!("/boards/{}/approvals/path", page.board)>
            <input type="hidden" name="sent" value="yes"/>
            <input type="hidden" name="measure" value=measure/>
            <input type="hidden" name="base" value=page.plan.revision().to_string()/>
            <section class="card"><h2>{text::path(region)}</h2>{steps.collect_view()}
                <label class="check">
                    <input type="checkbox" name="four_eyes" value="yes" checked=checked/>
                    <span>{text::four_eyes(region)}</span>
                </label>
            </section>
            <section class="card"><h2>{text::rules(region)}</h2>{rules.collect_view()}{limits::fieldsets(fields, outline, region)}</section>
            {button}
        </form>
    }
}

fn rule(fields: Fields, code: &str, region: Region) -> impl IntoView + use<> {
    let title = match code {
        "gap" => text::check_gap(region),
        "threads" => text::check_threads(region),
        "growth" => text::rule_growth(region),
        "street" => text::rule_street(region),
        "margin" => text::rule_margin(region),
        _ => text::rule_expense(region),
    };
    let consequences = consequences(region);
    let low = matches!(code, "growth" | "margin")
        .then(|| fields.input(&format!("rule.{code}.low"), text::rule_low(region), None, Input::Number));
    let high = matches!(code, "growth" | "street" | "expense")
        .then(|| fields.input(&format!("rule.{code}.high"), text::rule_high(region), None, Input::Number));
    view! {
        <fieldset class="approval-step">
            <legend>{title}</legend>
            {low}
            {high}
            {fields.select(&format!("rule.{code}"), text::when_broken(region), None, consequences)}
        </fieldset>
    }
}
