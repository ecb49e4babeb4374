//! Both positions' effect on every goal: the parent's, the middle, the child's or its draft.

use crate::board::display;
use crate::board::state::BoardState;
use crate::settled::{Settle, When, maybe_part};
use crate::text::{board as words, negotiation as text};
use domain::effect::{Positions, positions};
use domain::goal::{GoalReading, Metric};
use domain::thread::{OfferNumber, Thread};
use leptos::prelude::*;

/// The table of effects.
#[component]
pub(super) fn EffectTable(
    state: BoardState,
    thread: Memo<Option<Thread>>,
    draft: RwSignal<Option<Vec<OfferNumber>>>,
) -> impl IntoView {
    let region = state.region;
    let decimals = state.first.with_value(|first| first.money_decimals);
    let effects = Memo::new(move |_| {
        let thread = thread.get().filter(|thread| thread.state().is_open())?;
        let draft = draft.get();
        state.replica.track();
        let read = state
            .replica
            .try_update_untracked(|replica| positions(replica.as_mut()?.plan_mut(), &thread, draft.as_deref()).ok());
        read.flatten()
    });
    let rows = move || effects.get().map(|effects| rows(&effects, decimals, region).settled());
    view! {
        <When holds=move || effects.with(Option::is_some)>
            <table class="effects">
                <thead>
                    <tr>
                        <th scope="col">{text::effect_on_goals(region)}</th>
                        <th scope="col">{text::parent_position(region)}</th>
                        <th scope="col">{text::middle_position(region)}</th>
                        <th scope="col">{text::child_position(region)}</th>
                    </tr>
                </thead>
                <tbody>{maybe_part(rows)}</tbody>
            </table>
        </When>
    }
    .settled()
}

fn rows(effects: &Positions, decimals: u8, region: domain::number::Region) -> impl IntoView + use<> {
    let written = |goals: &[GoalReading], metric| display::goal_value(goals, metric, decimals, region);
    let row = |metric| {
        view! {
            <tr>
                <th scope="row">{words::metric(region, metric)}</th>
                <td>{written(&effects.parent, metric)}</td>
                <td>{written(&effects.middle, metric)}</td>
                <td><strong>{written(&effects.child, metric)}</strong></td>
            </tr>
        }
    };
    Metric::ALL.map(row).into_iter().collect_view()
}
