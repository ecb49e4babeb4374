//! What a tactic brings: by month, on every goal, on the target it pays for, and beside other tactics.

use super::home;
use super::listing::Numbers;
use super::walk::unit_name;
use crate::board::display;
use crate::goal_table::goal_table;
use crate::text::{board as words, tactic as text};
use domain::calendar::month_period;
use domain::measure::Measure;
use domain::number::{Region, format_compact};
use domain::plan::Plan;
use domain::tactic::{Cover, Effect, Outcome, PaidTarget, TacticId};
use leptos::prelude::*;

/// What is shown of an outcome.
#[derive(Clone, Debug)]
pub struct OutcomeView {
    /// The board's identifier.
    pub board: String,
    /// The plan after.
    pub plan: Plan,
    /// The tactic in it.
    pub tactic: TacticId,
    /// What it does.
    pub outcome: Outcome,
    /// Whether the plan before is one without the tactic, rather than one before a change of it.
    pub against_nothing: bool,
}

pub(super) fn view(region: Region, shown: &OutcomeView) -> impl IntoView + use<> {
    let outline = shown.plan.outline();
    let decimals = outline.money_decimals;
    let target = shown.plan.tactic(shown.tactic).map(|tactic| tactic.activity.target);
    let currency = outline.currency.clone();
    view! {
        {facts(region, &shown.outcome, decimals)}
        {months(region, shown)}
        <div class="outcome-pair">
            {goals(region, shown, decimals)}
            {target.map(|target| targets(region, shown, target))}
        </div>
        {meetings(region, shown, decimals)}
        <p class="tactics-help">{text::money_in(region, currency)} ". " {text::return_help(region)} " " {text::gap_help(region)} "."</p>
    }
}

fn facts(region: Region, outcome: &Outcome, decimals: u8) -> impl IntoView + use<> {
    let write = |amount: i128| format_compact(amount, decimals, region);
    let numbers = Numbers::of(&outcome.net, &outcome.alone);
    let mut facts = vec![(text::revenue(region), write(numbers.revenue))];
    if numbers.overlap != 0 {
        facts.push((text::alone(region), write(numbers.revenue + numbers.overlap)));
        facts.push((text::shared(region), write(-numbers.overlap)));
    }
    facts.push((text::margin(region), write(numbers.margin)));
    facts.push((text::cost(region), write(numbers.spend())));
    facts.push((text::net(region), display::difference(numbers.net(), decimals, region)));
    facts.push((text::return_on_spend(region), numbers.return_on_spend(region).unwrap_or_else(|| "—".to_owned())));
    let facts = facts.into_iter().map(|(name, number)| view! { <div><dt>{name}</dt><dd>{number}</dd></div> });
    view! { <dl class="tactic-totals">{facts.collect_view()}</dl> }
}

fn months(region: Region, shown: &OutcomeView) -> impl IntoView + use<> {
    let outline = shown.plan.outline();
    let decimals = outline.money_decimals;
    let net = &shown.outcome.net;
    let names = (0..12).map(|index| {
        let name = outline.periods.get(month_period(index)).map(|month| display::name(&month.name, region));
        view! { <th scope="col" class="number">{name.unwrap_or_default()}</th> }
    });
    let names = names.collect_view();
    let margin = |month: usize| net.months(Measure::Revenue)[month] - net.months(Measure::CostOfGoods)[month];
    let spend = |month: usize| Measure::EXPENSES.into_iter().map(|line| net.months(line)[month]).sum::<i64>();
    let series = |of: &dyn Fn(usize) -> i64| -> Vec<i64> { (0..12).map(of).collect() };
    let mut rows = vec![
        (text::revenue(region), series(&|month| net.months(Measure::Revenue)[month]), ""),
        (text::cost_of_goods(region), series(&|month| net.months(Measure::CostOfGoods)[month]), ""),
        (text::margin(region), series(&margin), "sum"),
    ];
    let costs = Measure::EXPENSES.into_iter().filter(|line| net.months(*line).iter().any(|amount| *amount != 0));
    rows.extend(costs.map(|line| (words::measure(region, line), net.months(line).to_vec(), "")));
    rows.push((text::net(region), series(&|month| margin(month) - spend(month)), "sum"));
    let rows = rows.into_iter().map(|(name, months, class)| {
        let total: i128 = months.iter().map(|month| i128::from(*month)).sum();
        let write =
            |amount: i128| if amount == 0 { "—".to_owned() } else { format_compact(amount, decimals, region) };
        let cells: Vec<_> =
            months.iter().map(|month| view! { <td class="number">{write((*month).into())}</td> }).collect();
        view! {
            <tr class=class>
                <th scope="row">{name}</th>
                {cells}
                <td class="number whole">{write(total)}</td>
            </tr>
        }
    });
    view! {
        <section class="outcome-months" aria-labelledby="by-month">
            <h3 id="by-month">{text::by_month(region)}</h3>
            {bars(&series(&margin), &series(&spend))}
            <div class="scroll" tabindex="0" role="group" aria-label=text::by_month(region)>
                <table class="sheet">
                    <thead>
                        <tr>
                            <td></td>
                            {names}
                            <th scope="col" class="number whole">{text::total(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Gross margin above the line, cost below it, month by month; the table beside it says the numbers.
fn bars(margin: &[i64], spend: &[i64]) -> impl IntoView + use<> {
    const HALF: i128 = 36;
    let most = margin.iter().chain(spend).map(|amount| i128::from(amount.unsigned_abs())).max().unwrap_or(0).max(1);
    let height = |amount: i64| i128::from(amount.unsigned_abs()) * (HALF - 2) / most;
    let bar = |(month, amount, up, class): (usize, i64, bool, &'static str)| {
        let height = height(amount);
        let y = if up == (amount >= 0) { HALF - height } else { HALF };
        let x = month * 60 + 14;
        view! { <rect class=class x=x.to_string() y=y.to_string() width="32" height=height.to_string()/> }
    };
    let up = margin.iter().enumerate().map(|(month, amount)| bar((month, *amount, true, "margin")));
    let down = spend.iter().enumerate().map(|(month, amount)| bar((month, *amount, false, "spend")));
    let (up, down) = (up.collect_view(), down.collect_view());
    view! {
        <svg class="month-bars" viewBox=format!("0 0 720 {}", 2 * HALF) preserveAspectRatio="none" aria-hidden="true">
            {up}
            {down}
            <path d=format!("M0 {HALF}H720")/>
        </svg>
    }
}

fn goals(region: Region, shown: &OutcomeView, decimals: u8) -> impl IntoView + use<> {
    let [before, after] = &shown.outcome.goals;
    let heads = match shown.against_nothing {
        true => [text::without_it(region), text::with_it(region)],
        false => [text::before(region), text::after(region)],
    };
    view! {
        <section aria-labelledby="on-goals">
            <h3 id="on-goals">{text::on_goals(region)}</h3>
            {goal_table(region, decimals, heads, [before, after])}
            <p class="tactics-help">{text::goals_help(region)}</p>
        </section>
    }
}

fn targets(region: Region, shown: &OutcomeView, target: PaidTarget) -> impl IntoView + use<> {
    let outline = shown.plan.outline();
    let write = |number: Option<i64>, decimals: u8| {
        number.map_or_else(|| "—".to_owned(), |number| format_compact(number.into(), decimals, region))
    };
    let rows = shown.outcome.covers.iter().map(|(measure, [before, after])| {
        let decimals = outline.decimals(*measure);
        // A budget that is not used up is left, where a target that is not covered is a gap.
        let rest = |cover: &Cover| cover.gap();
        let class = if Measure::EXPENSES.contains(measure) { "budget" } else { "" };
        view! {
            <tr class=class>
                <th scope="row">{words::measure(region, *measure)}</th>
                <td class="number">{write(after.target, decimals)}</td>
                <td class="number">{write(after.baseline, decimals)}</td>
                <td class="number">{write(before.tactics, decimals)} " → " {write(after.tactics, decimals)}</td>
                <td class="number"><strong>{write(rest(before), decimals)} " → " {write(rest(after), decimals)}</strong></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let title = text::on_targets(region, unit_name(region, &shown.plan, target.unit));
    view! {
        <section aria-labelledby="on-targets">
            <h3 id="on-targets">{title.clone()}</h3>
            <div class="scroll" tabindex="0" role="group" aria-label=title>
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{text::target_measure(region)}</th>
                            <th scope="col" class="number">{text::asked(region)}</th>
                            <th scope="col" class="number">{text::baseline(region)}</th>
                            <th scope="col" class="number">{text::tactics(region)}</th>
                            <th scope="col" class="number">{text::gap(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn meetings(region: Region, shown: &OutcomeView, decimals: u8) -> impl IntoView + use<> {
    let write = |amount: i64| format_compact(amount.into(), decimals, region);
    let met = shown.outcome.meetings.iter().filter_map(|meeting| {
        let other = &shown.plan.tactic(meeting.tactic)?.activity;
        let words = match meeting.before == meeting.after {
            true => text::other_keeps(region, write(meeting.after)),
            false => text::other_loses(region, write(meeting.before), write(meeting.after)),
        };
        let link = format!("{}/{}", home(&shown.board), meeting.tactic);
        let dates = display::days(other.start, other.end, region);
        Some(view! {
            <li>
                <a href=link>{display::name(&other.name, region)}</a>
                <span>{dates}</span>
                <span>{words}</span>
            </li>
        })
    });
    let met: Vec<_> = met.collect();
    let content = if met.is_empty() {
        view! { <p>{text::others_none(region)}</p> }.into_any()
    } else {
        let gained: Effect = shown.outcome.net.clone();
        let lost: i64 = shown.outcome.meetings.iter().map(|meeting| meeting.before - meeting.after).sum();
        let gains = shown.against_nothing.then(|| {
            let plan = write(gained.total(Measure::Revenue) - lost);
            view! { <p class="plan-gains">{text::plan_gains(region)} " " <strong>{plan}</strong></p> }
        });
        view! {
            <p>{text::others_help(region)}</p>
            <ul class="meetings">{met}</ul>
            {gains}
        }
        .into_any()
    };
    view! {
        <section class="outcome-others" aria-labelledby="others">
            <h3 id="others">{text::others(region)}</h3>
            {content}
        </section>
    }
}
