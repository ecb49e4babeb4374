//! The page to verify the signatures of a unit: to print, and to check without trusting the program that made it.

use super::{address, page_address, words};
use crate::api::session::Me;
use crate::board::display;
use crate::shell;
use crate::text::approval as text;
use axum::http::request::Parts;
use domain::approval::{ApprovalUnit, Kept, Proof, fingerprint};
use domain::log::ChainDigest;
use domain::number::Region;
use domain::plan::Plan;
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct SignaturesPage<'a> {
    /// The board's identifier.
    pub board: &'a str,
    /// The plan as its reader may see it.
    pub plan: &'a Plan,
    /// What is signed.
    pub subject: ApprovalUnit,
    /// The digest of the log's chain at the revision of each signature.
    pub chain: &'a [(u64, ChainDigest)],
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: SignaturesPage) -> String {
    shell::plain(parts, me, |region| {
        let outline = page.plan.outline();
        let name = super::approval_unit_name(outline, page.subject, region);
        let signed: Vec<&Kept> =
            page.plan.approvals().of(page.subject).filter(|kept| kept.record.signature.is_some()).collect();
        let list = if signed.is_empty() {
            view! { <section class="card"><p>{text::signatures_none(region)}</p></section> }.into_any()
        } else {
            signed.into_iter().rev().map(|kept| signature(&page, kept, region)).collect_view().into_any()
        };
        let content = view! {
            <main class="page narrow approvals signatures" id="content">
                <p class="way-back"><a href=address(page.board, outline, page.subject)>"← "{name.clone()}</a></p>
                <h1>{text::signatures(region)}" · "{name.clone()}</h1>
                <p>{outline.title.clone()}" · "{words::stage_pill(page.plan, page.subject, region)}</p>
                <p>{text::signatures_help(region)}</p>
                {list}
                <section class="card">
                    <h2>{text::how_to(region)}</h2>
                    <ol>
                        <li>{text::how_figures(region)}</li>
                        <li>{text::how_chain(region)}</li>
                    </ol>
                    <p class="note">{text::how_legal(region)}</p>
                </section>
            </main>
        };
        (format!("{} · {name}", text::signatures(region)), content)
    })
}

fn signature(page: &SignaturesPage, kept: &Kept, region: Region) -> impl IntoView + use<> {
    let (record, outline) = (&kept.record, page.plan.outline());
    let signature = record.signature;
    let meaning = signature.map(|signature| words::meaning(signature.meaning, region)).unwrap_or_default();
    let proof = signature.map(|signature| match signature.proof {
        Proof::Password => text::proof_password(region),
        Proof::Name => text::proof_name(region),
    });
    let review = page.plan.approvals().reviews.get(&record.subject);
    let stands = review.is_some_and(|review| review.assents.iter().any(|assent| assent.revision == kept.revision));
    let standing = match (stands, record.content == fingerprint(page.plan, record.subject)) {
        (true, true) => text::stands(region),
        (true, false) => text::other_figures(region),
        (false, _) => text::replaced(region),
    };
    let class = if stands { "card signature" } else { "card signature past" };
    let chain = page.chain.iter().find(|(revision, _)| *revision == kept.revision);
    let chain = chain.map(|(_, digest)| {
        view! { <dt>{text::chain(region)}</dt><dd><code>{words::hexadecimal(digest)}</code></dd> }
    });
    let revision = format!("revision={}", kept.revision);
    let file = page_address(page.board, outline, record.subject, "/figures.tsv", Some(revision));
    let comment = (!record.comment.is_empty()).then(|| {
        view! { <dt>{text::comment(region)}</dt><dd><q>{record.comment.clone()}</q></dd> }
    });
    view! {
        <section class=class>
            <h2>{words::in_name(&kept.who, record.on_behalf.as_ref(), region)}</h2>
            <dl>
                <dt>{text::meaning(region)}</dt><dd>{meaning}" · "{standing}</dd>
                <dt>{text::when(region)}</dt><dd>{display::moment(kept.at, region)}</dd>
                <dt>{text::proof(region)}</dt><dd>{proof}</dd>
                {comment}
                <dt>{text::revision(region)}</dt><dd>{kept.revision}" · "<a href=file download>{text::print(region)}</a></dd>
                <dt>{text::fingerprint(region)}</dt><dd><code>{words::hexadecimal(&record.content)}</code></dd>
                {chain}
            </dl>
        </section>
    }
}
