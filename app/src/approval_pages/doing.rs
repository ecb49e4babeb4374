//! What a person may do with a unit: the form, and reading it.

use super::words;
use crate::form::{Query, choice, midnight};
use crate::text::approval as text;
use domain::approval::{Action, Content, Party, Review};
use domain::number::Region;
use leptos::prelude::*;

/// What a form asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What to do.
    pub action: Action,
    /// The figures that its author saw.
    pub content: Content,
    /// In words.
    pub comment: String,
    /// Whether a gap is booked.
    pub books_gap: bool,
    /// What proves who signs.
    pub secret: String,
    /// The revision that its author saw.
    pub base: u64,
}

/// Reads a form; `people` are those that may be delegated to. `None` for what no form of ours sends.
pub fn asked(query: &Query, people: &[Party]) -> Option<Asked> {
    let action = match query.text("do") {
        "submit" => Action::Submit,
        "promote" => Action::Promote,
        "approve" => Action::Approve,
        "confirm" => Action::Confirm,
        "reject" => Action::Reject { to: query.get("to").map(str::parse).transpose().ok()? },
        "delegate" => {
            let chosen = query.text("delegate");
            Action::Delegate { to: people.iter().find(|party| party.person == chosen)?.clone() }
        }
        "take" => Action::TakeOwnership,
        "return" => Action::Return,
        "withdraw" => Action::Withdraw,
        "freeze" => Action::Freeze,
        "unfreeze" => Action::Unfreeze,
        "start" => Action::Start { due: end_of(query).ok()? },
        "distribute" => Action::Distribute { due: end_of(query).ok()? },
        "archive" => Action::Archive,
        _ => return None,
    };
    let digits = query.text("content");
    let byte = |at: usize| u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok();
    let content: Vec<u8> = (0..32).map(byte).collect::<Option<_>>()?;
    Some(Asked {
        action,
        content: content.try_into().ok()?,
        comment: query.text("comment").to_owned(),
        books_gap: query.get("books_gap").is_some(),
        secret: query.get("secret").unwrap_or_default().to_owned(),
        base: query.text("base").parse().ok()?,
    })
}

/// The last moment of the day that a form names, in milliseconds since 1970 UTC; `None` where it names none.
fn end_of(query: &Query) -> Result<Option<i64>, ()> {
    query.get("due").map(|day| midnight(day, 1).map(|next| next - 1).ok_or(())).transpose()
}

/// What the form needs to know.
pub(super) struct Form<'a> {
    pub to: String,
    pub query: &'a Query,
    pub actions: &'a [Action],
    pub review: Option<&'a Review>,
    pub content: Content,
    pub base: u64,
    /// Whether the reader's account has a password.
    pub has_password: bool,
    /// Whether the unit has a gap that its path does not let through.
    pub has_gap: bool,
    pub people: &'a [Party],
}

pub(super) fn form(form: &Form, region: Region) -> AnyView {
    if form.actions.is_empty() {
        return view! { <p>{text::nothing_to_do(region)}</p> }.into_any();
    }
    let (signs, others): (Vec<_>, Vec<_>) = form
        .actions
        .iter()
        .partition(|action| matches!(action, Action::Submit | Action::Promote | Action::Approve | Action::Confirm));
    let is_last = form.review.is_some_and(|review| usize::from(review.step) + 1 >= review.path.steps.len());
    let sign = |action: &&Action| {
        let (code, words) = match action {
            Action::Submit => ("submit", text::submit(region)),
            Action::Promote if is_last => ("promote", text::sign_off(region)),
            Action::Promote => ("promote", text::promote(region)),
            Action::Approve => ("approve", text::approve(region)),
            _ => ("confirm", text::confirm(region)),
        };
        view! { <button type="submit" class="primary" name="do" value=code>{words}</button> }
    };
    let secret = if form.has_password {
        view! {
            <label>
                <span>{text::password(region)}</span>
                <input type="password" name="secret" autocomplete="current-password" maxlength="200"/>
            </label>
        }
        .into_any()
    } else {
        view! {
            <label>
                <span>{text::own_name(region)}</span>
                <input type="text" name="secret" autocomplete="off" maxlength="200" aria-describedby="about-secret"/>
                <small id="about-secret">{text::own_name_help(region)}</small>
            </label>
        }
        .into_any()
    };
    let book = (form.has_gap && form.actions.contains(&Action::Submit)).then(|| {
        let checked = form.query.get("books_gap").is_some();
        view! {
            <label class="check">
                <input type="checkbox" name="books_gap" value="yes" checked=checked/>
                <span>{text::book_gap(region)}</span>
            </label>
        }
    });
    let signing = (!signs.is_empty()).then(|| {
        view! {
            <div class="signing">
                {book}
                {secret}
                <div class="actions">{signs.iter().map(sign).collect_view()}</div>
            </div>
        }
    });
    // By themselves, so that Enter in the day does not sign.
    let (asks, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|action| matches!(action, Action::Start { .. } | Action::Distribute { .. }));
    let other = (!others.is_empty()).then(|| {
        let quiet = others.iter().map(|action| quiet(form, action, region)).collect_view();
        view! { <div class="actions others">{quiet}</div> }
    });
    let comment = form.query.text("comment").to_owned();
    let main = (signing.is_some() || other.is_some()).then(|| {
        view! {
            <form method="post" action=form.to.clone() class="approving">
                {seen(form)}
                <label>
                    <span>{text::comment(region)}</span>
                    <textarea name="comment" rows="2" maxlength="2000" aria-describedby="about-comment">{comment}</textarea>
                    <small id="about-comment">{text::comment_help(region)}</small>
                </label>
                {signing}
                {other}
            </form>
        }
    });
    let asking = (!asks.is_empty()).then(|| {
        view! {
            <form method="post" action=form.to.clone() class="approving">{seen(form)}{asking(form, region)}</form>
        }
    });
    view! {
        {main}
        {asking}
    }
    .into_any()
}

/// What its author saw.
fn seen(form: &Form) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="base" value=form.base.to_string()/>
        <input type="hidden" name="content" value=words::hexadecimal(&form.content)/>
    }
}

/// What needs no signature, with what it still has to be told.
fn quiet(form: &Form, action: &Action, region: Region) -> AnyView {
    let button =
        |code: &'static str, words: &'static str| view! { <button type="submit" name="do" value=code>{words}</button> };
    match action {
        Action::Reject { .. } => {
            let steps = form.review.map_or(0, |review| review.step);
            let options = (0..steps).rev().map(|step| choice(step.to_string(), words::step(Some(step), region), false));
            let options = options.collect_view();
            view! {
                <div class="choices">
                    <label>
                        <span>{text::reject_to(region)}</span>
                        <select name="to">
                            {choice(String::new(), text::to_unit(region).to_owned(), true)}
                            {options}
                        </select>
                    </label>
                    {button("reject", text::reject(region))}
                </div>
            }
            .into_any()
        }
        Action::Delegate { .. } => {
            let options = form.people.iter().map(|party| choice(party.person.clone(), party.name.clone(), false));
            let options = options.collect_view();
            view! {
                <div class="choices">
                    <label>
                        <span>{text::delegate_to(region)}</span>
                        <select name="delegate">{options}</select>
                    </label>
                    {button("delegate", text::delegate(region))}
                </div>
            }
            .into_any()
        }
        Action::TakeOwnership => button("take", text::take(region)).into_any(),
        Action::Return => button("return", text::give_back(region)).into_any(),
        Action::Withdraw => button("withdraw", text::withdraw(region)).into_any(),
        Action::Freeze => button("freeze", text::freeze(region)).into_any(),
        Action::Unfreeze => button("unfreeze", text::unfreeze(region)).into_any(),
        Action::Archive => button("archive", text::archive(region)).into_any(),
        Action::Submit
        | Action::Promote
        | Action::Approve
        | Action::Confirm
        | Action::Start { .. }
        | Action::Distribute { .. } => ().into_any(),
    }
}

/// Asking for proposals, until a day.
fn asking(form: &Form, region: Region) -> impl IntoView + use<> {
    let offers = |wanted: Action| form.actions.contains(&wanted);
    let (starts, distributes) = (offers(Action::Start { due: None }), offers(Action::Distribute { due: None }));
    let start = starts.then(|| {
        let words = if form.review.is_some() { text::start_anew(region) } else { text::start(region) };
        view! { <button type="submit" name="do" value="start">{words}</button> }
    });
    let distribute = distributes
        .then(|| view! { <button type="submit" name="do" value="distribute">{text::distribute(region)}</button> });
    let due = form.query.text("due").to_owned();
    view! {
        <div class="choices asking">
            <label><span>{text::due_day(region)}</span><input type="date" name="due" value=due/></label>
            {start}
            {distribute}
        </div>
    }
}
