//! The proposals and signatures that wait for the reader, above the threads that do.

use super::InboxPage;
use crate::approval_pages::waiting_table;
use crate::text::inbox as text;
use domain::approval::Waiting;
use domain::number::Region;
use leptos::prelude::*;

/// Them, the most urgent first; nothing where none waits.
pub(super) fn section(page: &InboxPage, waiting: &[Waiting], region: Region) -> Option<AnyView> {
    (!waiting.is_empty()).then(|| {
        view! {
            <section class="inbox-approvals">
                <h2><a href=format!("/boards/{}/approvals", page.board)>{text::approvals(region, waiting.len())}</a></h2>
                {waiting_table(page.board, page.plan, waiting, (page.now, region))}
            </section>
        }
        .into_any()
    })
}
