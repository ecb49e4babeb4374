//! Signing in: by e-mail and password, as a person of the demo company, or with the boot key.

use crate::api::error::ApiError;
use crate::api::session::{Claim, DemoPerson, EnterAs, Entrance, SignIn, claim, sign_in};
use crate::board::display;
use crate::components::topbar::{Topbar, initials};
use crate::region::use_region;
use crate::settled::{Settle, maybe_words, on};
use crate::text::{general, people as text};
use domain::actor::Role;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use web_sys::{FormData, HtmlFormElement};

/// The sign-in page.
#[component]
pub fn SignInPage(
    /// What it offers.
    entrance: Entrance,
) -> impl IntoView {
    let region = use_region();
    let form = if entrance.first_run { view! { <FirstRun/> }.settled() } else { view! { <Credentials/> }.settled() };
    view! {
        <Topbar me=None/>
        <main class="page sign-in" id="content">
            <section class="welcome">
                <p class="logo large" aria-hidden="true">"pact"<span>"o"</span></p>
                <h1 class="tagline">{general::tagline(region)}</h1>
            </section>
            {(!entrance.demo_people.is_empty()).then(|| view! { <DemoPeople people=entrance.demo_people/> })}
            {form}
        </main>
    }
    .settled()
}

/// Why a form was refused; nothing before an answer, nor after a good one.
type Refused = RwSignal<Option<ApiError>>;

/// Waits for the answer to a form. The page stays, so that a refusal takes away nothing that was typed.
fn attempt(refused: Refused, answer: impl Future<Output = Result<(), ApiError>> + 'static) {
    leptos::task::spawn_local(async move { refused.set(answer.await.err()) });
}

/// What stands in a field of a form.
fn field(form: &HtmlFormElement, name: &str) -> String {
    let fields = FormData::new_with_form(form);
    fields.ok().and_then(|fields| fields.get(name).as_string()).unwrap_or_default()
}

/// The sentence for a refusal.
fn problem(refused: Refused) -> impl IntoView {
    let region = use_region();
    let said = maybe_words(move || refused.get().map(|error| error.sentence(region)));
    view! { <p class="problem" role="alert">{said}</p> }
}

#[component]
fn Credentials() -> impl IntoView {
    let region = use_region();
    let refused = Refused::new(None);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let form = event_target::<HtmlFormElement>(&event);
        attempt(refused, sign_in(field(&form, "email"), field(&form, "password")));
    };
    view! {
        <section class="card">
            <h2>{text::sign_in(region)}</h2>
            <p>{text::sign_in_help(region)}</p>
            <form method="post" action=SignIn::url() on:submit=on(send)>
                <label>
                    <span>{text::email(region)}</span>
                    <input type="email" name="email" autocomplete="username" required=true/>
                </label>
                <label>
                    <span>{text::password(region)}</span>
                    <input type="password" name="password" autocomplete="current-password" required=true/>
                </label>
                {problem(refused)}
                <button class="primary" type="submit">{text::sign_in(region)}</button>
            </form>
        </section>
    }
    .settled()
}

#[component]
fn FirstRun() -> impl IntoView {
    let region = use_region();
    let refused = Refused::new(None);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let form = event_target::<HtmlFormElement>(&event);
        let typed = |name| field(&form, name);
        attempt(refused, claim(typed("boot_key"), typed("name"), typed("email"), typed("password")));
    };
    view! {
        <section class="card">
            <h2>{text::first_run(region)}</h2>
            <p>{text::first_run_help(region)}</p>
            <form method="post" action=Claim::url() on:submit=on(send)>
                <label>
                    <span>{text::boot_key(region)}</span>
                    <input name="boot_key" autocomplete="off" required=true/>
                </label>
                <label>
                    <span>{text::name(region)}</span>
                    <input name="name" autocomplete="name" required=true/>
                </label>
                <label>
                    <span>{text::email(region)}</span>
                    <input type="email" name="email" autocomplete="username" required=true/>
                </label>
                <label>
                    <span>{text::password(region)}</span>
                    <input type="password" name="password" autocomplete="new-password" minlength="10" required=true/>
                </label>
                {problem(refused)}
                <button class="primary" type="submit">{text::create_administrator(region)}</button>
            </form>
        </section>
    }
    .settled()
}

#[component]
fn DemoPeople(people: Vec<DemoPerson>) -> impl IntoView {
    let region = use_region();
    let item = |person: DemoPerson| {
        let avatar = if person.role == Role::Manager { "avatar child" } else { "avatar parent" };
        let unit = person.unit.map(|unit| format!(" · {}", display::name(&unit, region)));
        view! {
            <li>
                <form method="post" action=EnterAs::url()>
                    <input type="hidden" name="person" value=person.person/>
                    <button type="submit" title=text::enter_as(region, &person.name)>
                        <span class=avatar aria-hidden="true">{initials(&person.name)}</span>
                        <span class="person-words">
                            <span class="person-name">{person.name.clone()}</span>
                            <span class="person-role">{text::role(region, person.role)}{unit}</span>
                        </span>
                    </button>
                </form>
            </li>
        }
    };
    view! {
        <section class="card wide">
            <h2>{text::demo_title(region)}</h2>
            <p>{text::demo_help(region)}</p>
            <ul class="demo-people">{people.into_iter().map(item).collect_view()}</ul>
        </section>
    }
    .settled()
}
