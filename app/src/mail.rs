//! Mails in words: what waits for somebody, as plain text and as a simple page of the same content.

use crate::approval_pages;
use crate::board::display;
use crate::comments_page;
use crate::text::{board as words, mail as text};
use crate::thread_page;
use backend::mail::{Letter, Part, Written};
use domain::approval::{Waiting, Want};
use domain::mail::Notice;
use domain::number::{Language, Region, format_moment};
use domain::thread::{Thread, ThreadState};
use html_escape::encode_double_quoted_attribute as escaped;

/// How many things of a board a mail tells one by one; the others are counted.
const MOST: usize = 20;

/// Something that a mail tells.
struct Story {
    headline: String,
    /// Before a deadline.
    hours: Option<i64>,
    details: Vec<String>,
    link: Option<String>,
}

/// What a mail tells of a board, or of nothing in particular.
struct Chapter {
    title: Option<String>,
    stories: Vec<Story>,
    close: Vec<(String, Option<String>)>,
}

/// Writes a mail.
pub fn write(letter: &Letter<'_>) -> Written {
    let chapters: Vec<Chapter> = letter.parts.iter().map(|part| chapter(letter, part)).collect();
    let change = letter.base_url.map(|origin| (text::change(letter.region), format!("{origin}/mail")));
    Written {
        subject: subject(letter, &chapters),
        text: plain(&chapters, text::why(letter.region), change.as_ref()),
        html: page(letter.region, &chapters, text::why(letter.region), change.as_ref()),
    }
}

/// Writes a mail to try whether mails arrive.
pub fn trial(region: Region, base_url: Option<&str>) -> Written {
    let change = base_url.map(|origin| (text::change(region), format!("{origin}/mail")));
    Written {
        subject: text::trial_subject(region).to_owned(),
        text: plain(&[], text::trial_body(region), change.as_ref()),
        html: page(region, &[], text::trial_body(region), change.as_ref()),
    }
}

/// A moment on the reader's own clock, which is named.
fn moment(letter: &Letter<'_>, at: i64) -> String {
    let shown = format_moment(letter.zone.shown(at), letter.region);
    text::moment(letter.region, shown, letter.zone.name())
}

/// The most urgent thing and how many others; where nothing is urgent, how many.
fn subject(letter: &Letter<'_>, chapters: &[Chapter]) -> String {
    let told = || chapters.iter().flat_map(|chapter| &chapter.stories);
    let (region, count) = (letter.region, letter.parts.iter().map(|part| part.notices.len()).sum::<usize>());
    let urgent = told().filter(|story| story.hours.is_some()).min_by_key(|story| story.hours);
    match (urgent, told().next()) {
        (Some(urgent), _) if count > 1 => text::and_more(region, &urgent.headline, count - 1),
        (None, Some(_)) if count > 1 => text::many(region, count),
        (Some(only), _) | (None, Some(only)) => only.headline.clone(),
        (None, None) => text::many(region, count),
    }
}

fn chapter(letter: &Letter<'_>, part: &Part) -> Chapter {
    let region = letter.region;
    let address = |rest: &str| letter.base_url.map(|origin| format!("{origin}/boards/{}{rest}", part.board));
    let others = match part.earlier + part.notices.len().saturating_sub(MOST) {
        0 => None,
        1 => Some(text::others_one(region).to_owned()),
        count => Some(text::others(region, count)),
    };
    let mut notices: Vec<&Notice> = part.notices.iter().collect();
    notices.sort_by_key(|notice| !notice.is_reminder());
    Chapter {
        title: Some(part.plan.outline().title.clone()),
        stories: notices.into_iter().take(MOST).filter_map(|notice| story(letter, part, notice)).collect(),
        close: others.map(|others| (others, address("/inbox"))).into_iter().collect(),
    }
}

fn story(letter: &Letter<'_>, part: &Part, notice: &Notice) -> Option<Story> {
    let (region, outline) = (letter.region, part.plan.outline());
    let name = |unit| outline.units.get(unit).map(|member| display::name(&member.name, region));
    match notice {
        Notice::Answer { thread, .. } => {
            let thread = part.plan.thread(*thread)?;
            let headline = text::answer(region, name(thread.unit)?, words::measure(region, thread.measure));
            let mut details = position(part, thread, region);
            details.extend(deadline(letter, thread));
            Some(Story { headline, hours: None, details, link: thread_link(letter, part, thread) })
        }
        Notice::Reminder { thread, hours, .. } => {
            let thread = part.plan.thread(*thread)?;
            let headline = text::hours_left(region, hours, name(thread.unit)?, words::measure(region, thread.measure));
            let (details, link) = (deadline(letter, thread), thread_link(letter, part, thread));
            Some(Story { headline, hours: Some(*hours), details, link })
        }
        Notice::Comment { comment } => {
            let comment = part.plan.comments().iter().find(|known| known.revision == *comment)?;
            let topic = comments_page::name(outline, comment.topic, region);
            let headline = text::comment(region, &comment.author.name, topic);
            let link = letter
                .base_url
                .map(|origin| format!("{origin}{}", comments_page::address_of(&part.board, comment.revision)));
            Some(Story { headline, hours: None, details: vec![comments_page::beginning(&comment.text)], link })
        }
        Notice::Approval { waiting, .. } => {
            let what = approval_pages::approval_unit_name(outline, waiting.subject, region);
            let (headline, help) = match waiting.want {
                Want::Proposal => (text::propose(region, what), text::propose_help(region)),
                Want::Signature => (text::sign(region, what), text::sign_help(region)),
                Want::Difference => (text::sign_again(region, what), text::sign_again_help(region)),
            };
            let due = waiting.due.map(|due| text::answer_by(region, moment(letter, due)));
            let details = std::iter::once(help.to_owned()).chain(due).collect();
            Some(Story { headline, hours: None, details, link: approval_link(letter, part, waiting) })
        }
        Notice::ApprovalReminder { waiting, due, hours, .. } => {
            let what = approval_pages::approval_unit_name(outline, waiting.subject, region);
            let headline = match waiting.want {
                Want::Proposal => text::propose_left(region, hours, what),
                Want::Signature | Want::Difference => text::sign_left(region, hours, what),
            };
            let details = vec![text::answer_by(region, moment(letter, *due))];
            Some(Story { headline, hours: Some(*hours), details, link: approval_link(letter, part, waiting) })
        }
    }
}

fn approval_link(letter: &Letter<'_>, part: &Part, waiting: &Waiting) -> Option<String> {
    let address = approval_pages::address(&part.board, part.plan.outline(), waiting.subject);
    letter.base_url.map(|origin| format!("{origin}{address}"))
}

/// What is on the table, by whom, and what they said.
fn position(part: &Part, thread: &Thread, region: Region) -> Vec<String> {
    let Some(offer) = thread.on_the_table() else { return Vec::new() };
    let outline = part.plan.outline();
    let number = display::exact(offer.total(), outline.decimals(thread.measure), region);
    let amount = if thread.measure.is_money() { format!("{number} {}", outline.currency) } else { number };
    let reason = offer.reason.as_ref().map(|reason| reason.text.trim()).filter(|words| !words.is_empty());
    let said = reason.map(|reason| text::said(region, &offer.author, reason));
    [text::on_the_table(region, &offer.author, amount)].into_iter().chain(said).collect()
}

fn deadline(letter: &Letter<'_>, thread: &Thread) -> Vec<String> {
    let region = letter.region;
    let by = thread.due.map(|due| text::answer_by(region, moment(letter, due)));
    let then = by.as_ref().filter(|_| thread.state() != ThreadState::Escalated).map(|_| text::then_escalated(region));
    by.clone().into_iter().chain(then.map(str::to_owned)).collect()
}

fn thread_link(letter: &Letter<'_>, part: &Part, thread: &Thread) -> Option<String> {
    let address = thread_page::address(&part.board, part.plan.outline(), thread);
    letter.base_url.map(|origin| format!("{origin}{address}"))
}

fn plain(chapters: &[Chapter], close: &str, change: Option<&(&'static str, String)>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for chapter in chapters {
        if let Some(title) = &chapter.title {
            lines.extend([title.clone(), "=".repeat(title.chars().count()), String::new()]);
        }
        for story in &chapter.stories {
            lines.push(format!("* {}", story.headline));
            lines.extend(story.details.iter().map(|detail| format!("  {detail}")));
            lines.extend(story.link.iter().map(|link| format!("  {link}")));
            lines.push(String::new());
        }
        for (sentence, link) in &chapter.close {
            lines.push(sentence.clone());
            lines.extend(link.clone());
            lines.push(String::new());
        }
    }
    lines.extend(["-- ".to_owned(), close.to_owned()]);
    lines.extend(change.map(|(word, address)| format!("{word}: {address}")));
    lines.join("\n") + "\n"
}

/// Styles stand in the elements, as mailboxes want them, and are few.
fn page(region: Region, chapters: &[Chapter], close: &str, change: Option<&(&'static str, String)>) -> String {
    let language = match region.language() {
        Language::En => "en",
        Language::Es => "es",
    };
    let anchor = |address: &str, word: &str| format!("<a href=\"{}\">{}</a>", escaped(address), escaped(word));
    let mut body = String::new();
    for chapter in chapters {
        if let Some(title) = &chapter.title {
            body.push_str(&format!("<h1 style=\"font-size:18px\">{}</h1>\n", escaped(title)));
        }
        for story in &chapter.stories {
            body.push_str(&format!("<p><strong>{}</strong>", escaped(&story.headline)));
            story.details.iter().for_each(|detail| body.push_str(&format!("<br>{}", escaped(detail))));
            let link = story.link.iter().map(|link| format!("<br>{}", anchor(link, text::open(region))));
            body.extend(link);
            body.push_str("</p>\n");
        }
        for (sentence, link) in &chapter.close {
            let sentence = link.as_ref().map_or_else(|| escaped(sentence).into_owned(), |link| anchor(link, sentence));
            body.push_str(&format!("<p>{sentence}</p>\n"));
        }
    }
    let change = change.map(|(word, address)| format!(" {}", anchor(address, word))).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"></head>\n\
        <body style=\"font:15px/1.5 system-ui,sans-serif;max-width:40em\">\n{body}\
        <p style=\"font-size:13px\">{}{change}</p>\n</body></html>\n",
        escaped(close)
    )
}
