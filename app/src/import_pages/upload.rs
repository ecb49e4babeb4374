//! The first step: choosing files.

use super::{Step, Trouble, alert, steps};
use crate::text::import as text;
use backend::store::history::Span;
use domain::number::Region;
use leptos::prelude::*;

/// What the first step says.
#[derive(Clone, Debug)]
pub struct UploadPage {
    /// Why the last upload was refused.
    pub trouble: Option<Trouble>,
    /// The files of an import that has begun.
    pub begun: Option<String>,
    /// The history that is here already.
    pub span: Option<Span>,
    /// Most megabytes of one upload.
    pub megabytes: u64,
}

pub(super) fn view(region: Region, page: UploadPage) -> impl IntoView {
    let here = page.span.map(|span| {
        let sentence = text::history_here(region, span.first.code(), span.last.code());
        view! { <p class="note">{sentence} " " <a href="/import/board">{text::open_from_history(region)}</a></p> }
    });
    let begun = page.begun.map(|files| {
        view! {
            <p class="note">
                <a href="/import/columns">{text::go_on(region, files)}</a>
                ". "
                {text::upload_again(region)}
            </p>
        }
    });
    view! {
        <main class="page import" id="content">
            {steps(region, Step::Files)}
            <h1>{text::upload_title(region)}</h1>
            <p class="lead">{text::upload_why(region)}</p>
            {alert(region, page.trouble)}
            {begun}
            {here}
            <form method="post" action="/import/files" enctype="multipart/form-data">
                <div class="drop">
                    <label for="files">
                        <strong>{text::drop(region)}</strong>
                        <span id="files-help">{text::drop_help(region, page.megabytes)}</span>
                    </label>
                    <input
                        type="file"
                        id="files"
                        name="files"
                        multiple
                        required
                        accept=".csv,.tsv,.txt,.gz,.xlsx"
                        aria-describedby="files-help"
                    />
                </div>
                <button class="primary" type="submit">{text::upload(region)}</button>
            </form>
            <section class="accepted" aria-labelledby="accepted">
                <h2 id="accepted">{text::accepted(region)}</h2>
                <ul>
                    <li>{text::accepted_flat(region)}</li>
                    <li>{text::accepted_tables(region)}</li>
                    <li>{text::accepted_headers(region)}</li>
                    <li>{text::accepted_again(region)}</li>
                </ul>
                {example(region)}
            </section>
        </main>
    }
}

fn example(region: Region) -> impl IntoView {
    let heads = [
        text::example_region(region),
        text::example_seller(region),
        text::example_product(region),
        text::example_channel(region),
        text::example_date(region),
        text::example_sales(region),
        text::example_units(region),
        text::example_cost(region),
    ];
    let rows = [
        ["Norte", "Ana Ruiz", "A-100", "Retail", "2026-01-15", "1250.50", "10", "760.00"],
        ["Sur", "Luis Paz", "A-200", "Web", "2026-01-16", "980.00", "4", ""],
    ];
    let row = |row: [&'static str; 8]| view! { <tr>{row.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> };
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=text::example(region)>
            <table class="sheet">
                <caption>{text::example(region)}</caption>
                <thead>
                    <tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows.map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
