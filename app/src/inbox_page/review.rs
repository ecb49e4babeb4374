//! What accepting the chosen offers would do, and the button that accepts them.

use super::{InboxPage, Tray, rows};
use crate::form::{Query, Unsent};
use crate::goal_table::goal_table;
use crate::text::{board as words, dialog, inbox as text};
use domain::command::{Command, Verb};
use domain::effect;
use domain::goal;
use domain::inbox;
use domain::number::{Region, with_sign};
use domain::plan::Plan;
use domain::thread::Thread;
use leptos::prelude::*;
use uuid::Uuid;

/// An offer that the reader has chosen to accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The thread.
    pub thread: u64,
    /// The offer, as the reader saw it.
    pub offer: u64,
    /// What accepting it is called, so that sending it twice accepts once.
    pub command: Uuid,
}

impl Chosen {
    /// The offers that a form has chosen: thread, offer and, once it was looked at, the command, with colons between.
    pub fn read(query: &Query) -> Vec<Self> {
        let one = |written: &str| {
            let mut parts = written.split(':');
            let (thread, offer) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let command = parts.next().and_then(|id| id.parse().ok()).unwrap_or_else(Uuid::now_v7);
            Some(Self { thread, offer, command })
        };
        query.all("accept").filter_map(one).collect()
    }

    /// The command that accepts it; a digest that fits nothing where the thread has no such offer any more.
    pub fn command(&self, plan: &Plan, base: u64) -> Command {
        let thread = plan.thread(self.thread);
        let offer = thread.and_then(|thread| thread.offers.iter().find(|offer| offer.revision == self.offer));
        let digest = offer.map(|offer| offer.digest()).unwrap_or_default();
        let verb = Verb::Accept { thread: self.thread, offer: self.offer, digest };
        Command { id: self.command, base, verb }
    }

    fn written(&self) -> String {
        format!("{}:{}:{}", self.thread, self.offer, self.command)
    }
}

pub(super) fn section(page: &InboxPage, region: Region) -> impl IntoView + use<> {
    let base = page.plan.revision();
    let chosen = Chosen::read(page.query);
    let commands: Vec<Command> = chosen.iter().map(|chosen| chosen.command(page.plan, base)).collect();
    let together = effect::together(page.plan, &commands, page.actor);
    let refusal = |chosen: &Chosen| together.refused.iter().find(|(id, _)| *id == chosen.command);
    let (left_out, kept): (Vec<&Chosen>, Vec<&Chosen>) = chosen.iter().partition(|chosen| refusal(chosen).is_some());
    let thread = |chosen: &Chosen| page.plan.thread(chosen.thread);
    let rows = kept.iter().filter_map(|chosen| thread(chosen)).map(|thread| row(page, thread, region)).collect_view();
    let left_out = left_out.iter().filter_map(|chosen| {
        let (thread, (_, rejection)) = (thread(chosen)?, refusal(chosen)?);
        Some(page.left_out(thread, &Unsent::Refused(rejection.clone()), region))
    });
    let left_out: Vec<_> = left_out.collect();
    let left_out = (!left_out.is_empty()).then(|| {
        view! {
            <h3>{text::left_out(region)}</h3>
            <ul>{left_out}</ul>
        }
    });
    let fields = kept.iter().map(|chosen| view! { <input type="hidden" name="accept" value=chosen.written()/> });
    let accept = match kept.len() {
        1 => text::review_one(region).to_owned(),
        count => text::review(region, count),
    };
    let send = (!kept.is_empty()).then(|| {
        view! {
            <form class="form-actions" method="post" action=format!("/boards/{}/inbox", page.board)>
                {fields.collect_view()}
                <input type="hidden" name="base" value=base.to_string()/>
                <button type="submit" class="primary" name="do" value="accept">{accept.clone()}</button>
                <small>{text::review_help(region)}</small>
            </form>
        }
    });
    let heads = [dialog::before(region), dialog::after(region)];
    let table = (!kept.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=text::on_the_table(region)>
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{text::thread(region)}</th>
                            <th scope="col" class="number">{text::number(region)}</th>
                            <th scope="col" class="number">{text::difference(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {goal_table(region, page.plan.outline().money_decimals, heads, [&goal::read(page.plan), &together.goals])}
        }
    });
    view! {
        <section class="card inbox-review" aria-labelledby="review">
            <h2 id="review">{accept}</h2>
            {table}
            {left_out}
            {send}
            <p><a href=page.address(Tray::Of(inbox::Tray::NeedsAnswer))>{text::back_to_choice(region)}</a></p>
        </section>
    }
}

fn row(page: &InboxPage, thread: &Thread, region: Region) -> impl IntoView + use<> {
    let total = thread.on_the_table().map_or(0, |offer| offer.total());
    let apart = rows::apart(thread).filter(|apart| *apart != 0);
    view! {
        <tr>
            <th scope="row">
                {page.name(thread, region)}
                <small>{words::measure(region, thread.measure)}</small>
            </th>
            <td class="number">{page.exact(thread, total, region)}</td>
            <td class="number">{apart.map(|apart| with_sign(page.exact(thread, apart, region)))}</td>
        </tr>
    }
}
