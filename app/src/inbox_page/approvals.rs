//! The proposals and signatures that wait for the reader, above the threads that do.

use super::InboxPage;
use crate::approval_pages::{address, late, subject_title, want};
use crate::board::display;
use crate::text::{approval as words, inbox as text};
use domain::approval::{Waiting, waiting};
use domain::number::Region;
use leptos::prelude::*;

/// How many wait.
pub(super) fn count(page: &InboxPage) -> usize {
    waiting(page.plan, page.actor, page.people, page.now).len()
}

/// Them, the most urgent first; nothing where none waits.
pub(super) fn section(page: &InboxPage, region: Region) -> Option<AnyView> {
    let waiting = waiting(page.plan, page.actor, page.people, page.now);
    let outline = page.plan.outline();
    let row = |waiting: &Waiting| {
        let due = waiting.due.map(|due| display::moment(due - 1, region));
        let is_late = waiting.is_late(page.now);
        view! {
            <tr>
                <th scope="row">
                    <a href=address(page.board, outline, waiting.subject)>{subject_title(outline, waiting.subject, region)}</a>
                </th>
                <td class="words">{want(waiting.want, region)}</td>
                <td>{due}" "{is_late.then(|| late(region))}</td>
            </tr>
        }
    };
    (!waiting.is_empty()).then(|| {
        let title = text::approvals(region, waiting.len());
        view! {
            <section class="inbox-approvals">
                <h2><a href=format!("/boards/{}/approvals", page.board)>{title.clone()}</a></h2>
                <div class="scroll" tabindex="0" role="region" aria-label=title>
                    <table class="sheet">
                        <thead>
                            <tr>
                                <th scope="col">{words::unit(region)}</th>
                                <th scope="col">{words::asked_for(region)}</th>
                                <th scope="col">{words::until(region)}</th>
                            </tr>
                        </thead>
                        <tbody>{waiting.iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any()
    })
}
