//! The page on which everybody says how they want to be mailed. Plain forms, complete without any script: one proposes
//! the time zone of the device.

use crate::api::session::Me;
use crate::form::{Errors, Fields, Input, Query, alert};
use crate::shell;
use crate::text::mail as text;
use axum::http::request::Parts;
use backend::mail::{Posted, Zone};
use domain::mail::{Preference, Timing};
use domain::number::{Region, format_moment};
use leptos::prelude::*;

/// What became of something that was asked for.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is kept.
    Saved,
    /// Fields cannot be read.
    Problem(Errors),
    /// The mail server has taken the trial mail.
    TrialSent,
    /// It has not, and said why.
    TrialFailed(String),
}

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct MailPage<'a> {
    /// Where mails go.
    pub address: &'a str,
    /// Where they come from; `None` where mail is not set up.
    pub sender: Option<&'a str>,
    /// How the reader wants to be mailed.
    pub preference: &'a Preference,
    /// Whether they have said so.
    pub is_said: bool,
    /// The mails that were written to them, latest first.
    pub latest: &'a [Posted],
    /// Everything that was typed.
    pub query: &'a Query,
    /// What became of it.
    pub outcome: Option<&'a Outcome>,
}

/// The preference that a form asks for.
///
/// # Errors
/// Fields that cannot be read.
pub fn preference(query: &Query, region: Region) -> Result<Preference, Errors> {
    let mut errors = Errors::default();
    let timing = Timing::parse(query.text("timing"));
    let hour = query.text("hour").parse().ok().filter(|hour| *hour < 24);
    let zone = Zone::find(query.text("zone"));
    let wanted = Region::parse(query.text("region"));
    let found = [("timing", timing.is_some()), ("hour", hour.is_some()), ("region", wanted.is_some())];
    found.iter().filter(|(_, found)| !found).for_each(|(field, _)| errors.add(field, text::unreadable(region)));
    if zone.is_none() {
        errors.add("zone", text::zone_unknown(region));
    }
    match (timing, hour, zone, wanted) {
        (Some(timing), Some(hour), Some(zone), Some(region)) => {
            let (reminders, zone) = (query.get("reminders").is_some(), zone.name().to_owned());
            Ok(Preference { timing, hour, reminders, zone, region })
        }
        _ => Err(errors),
    }
}

/// Renders the page as a whole document, in the language and colours that the request asks for.
pub fn document(parts: Parts, me: Me, page: MailPage) -> String {
    shell::plain(parts, me, |region| {
        let content = view! {
            <main class="page narrow mail" id="content">
                <h1>{text::title(region)}</h1>
                <p>{text::help(region)}</p>
                {page.outcome.map(|outcome| said(&page, outcome, region))}
                {page.sender.is_none().then(|| not_set_up(region))}
                {form(&page, region)}
                {page.sender.map(|sender| trial(sender, region))}
                {page.sender.map(|_| latest(&page, region))}
            </main>
        };
        (text::title(region).to_owned(), content)
    })
}

fn said(page: &MailPage, outcome: &Outcome, region: Region) -> AnyView {
    let notice = |sentence: String| view! { <p class="notice" role="status">{sentence}</p> }.into_any();
    match outcome {
        Outcome::Saved => notice(text::saved(region).to_owned()),
        Outcome::TrialSent => notice(text::trial_sent(region, page.address)),
        Outcome::TrialFailed(reason) => alert(text::trial_failed(region, reason)).into_any(),
        Outcome::Problem(errors) => alert(errors.first().unwrap_or_default().to_owned()).into_any(),
    }
}

fn not_set_up(region: Region) -> impl IntoView {
    view! {
        <section class="card mail-off">
            <p><strong>{text::not_set_up(region)}</strong></p>
            <p>{text::not_set_up_how(region)}</p>
        </section>
    }
}

fn form(page: &MailPage, region: Region) -> impl IntoView + use<> {
    let mut typed = page.query.clone();
    let problem = match page.outcome {
        Some(Outcome::Problem(errors)) => Some(errors),
        _ => None,
    };
    let reminders = match problem {
        Some(_) => page.query.get("reminders").is_some(),
        None => {
            let Preference { timing, hour, reminders, zone, region } = page.preference;
            typed.set("timing", timing.code());
            typed.set("hour", hour.to_string());
            typed.set("zone", zone.clone());
            typed.set("region", region.tag());
            *reminders
        }
    };
    let nothing = Errors::default();
    let fields = Fields { typed: &typed, errors: problem.unwrap_or(&nothing) };
    let timings = [
        (Timing::AtOnce, text::at_once(region)),
        (Timing::Daily, text::daily(region)),
        (Timing::Never, text::never(region)),
    ];
    let timings = timings.map(|(timing, word)| (timing.code().to_owned(), word.to_owned()));
    let hours = (0..24).map(|hour: u8| (hour.to_string(), format!("{hour:02}:00")));
    let regions = Region::ALL.map(|known| (known.tag().to_owned(), region_word(known, region).to_owned()));
    let zones: Vec<_> = Zone::names().into_iter().map(|name| view! { <option value=name></option> }).collect();
    let unsaid = (!page.is_said && problem.is_none()).then_some("true");
    view! {
        <section class="card">
            <h2>{text::when_title(region)}</h2>
            <p>{text::goes_to(region, page.address)}</p>
            <form method="post" action="/mail" data-unsaid=unsaid>
                {fields.select("timing", text::when(region), None, timings)}
                {fields.select("hour", text::hour(region), Some(text::hour_help(region)), hours)}
                <div>
                    <label class="check">
                        <input type="checkbox" name="reminders" value="yes" checked=reminders aria-describedby="about-reminders"/>
                        <span>{text::reminders(region)}</span>
                    </label>
                    <small id="about-reminders">{text::reminders_help(region)}</small>
                </div>
                {fields.input("zone", text::zone(region), Some(text::zone_help(region)), Input::Proposals("zones"))}
                <datalist id="zones">{zones}</datalist>
                <small class="mail-proposed" hidden>{text::zone_proposed(region)}</small>
                {fields.select("region", text::language(region), None, regions)}
                <button type="submit" class="primary">{text::save(region)}</button>
            </form>
            <script src="/mail.js" defer></script>
        </section>
    }
}

fn region_word(known: Region, region: Region) -> &'static str {
    match known {
        Region::EsCo => text::region_es_co(region),
        Region::EsPe => text::region_es_pe(region),
        Region::EsEs => text::region_es_es(region),
        Region::EnUs => text::region_en_us(region),
    }
}

fn trial(sender: &str, region: Region) -> impl IntoView + use<> {
    view! {
        <section class="card">
            <h2>{text::trial_title(region)}</h2>
            <p>{text::trial_help(region, sender)}</p>
            <form method="post" action="/mail/trial">
                <button type="submit">{text::trial(region)}</button>
            </form>
        </section>
    }
}

fn latest(page: &MailPage, region: Region) -> impl IntoView + use<> {
    let zone = Zone::find(&page.preference.zone).unwrap_or_else(Zone::universal);
    let moment = |at: i64| text::moment(region, format_moment(zone.shown(at), region), zone.name());
    let became = |mail: &Posted| match (mail.sent, mail.next, &mail.error) {
        (Some(sent), ..) => text::was_sent(region, moment(sent)),
        (None, Some(next), Some(reason)) => text::tries(region, mail.attempts, moment(next), reason),
        (None, Some(_), None) => text::waits(region).to_owned(),
        (None, None, Some(reason)) => text::gave_up(region, mail.attempts, reason),
        (None, None, None) => text::was_over(region).to_owned(),
    };
    let rows = page.latest.iter().map(|mail| {
        view! {
            <tr>
                <td>{moment(mail.written)}</td>
                <td class="words">{became(mail)}</td>
            </tr>
        }
    });
    let table = match page.latest.is_empty() {
        true => view! { <p>{text::latest_none(region)}</p> }.into_any(),
        false => view! {
            <div class="scroll" tabindex="0" role="region" aria-label=text::latest(region)>
                <table class="sheet">
                    <thead>
                        <tr>
                            <th scope="col">{text::written_at(region)}</th>
                            <th scope="col">{text::became(region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card">
            <h2>{text::latest(region)}</h2>
            {table}
        </section>
    }
}
