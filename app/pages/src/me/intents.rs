//! いまの気持ち: what the member says of the nine kinds, and the question when it is time to look at one again.
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::Form;
use leptos::prelude::*;
use serde::Deserialize;
use service::intent::IntentView;
use types::form::Problems;
use types::intent::{IntentAnswer, IntentKind, IntentsInput, Period};
use types::lang::Voice;
use types::visibility::Visibility;
use types::words::{form as f, intent as w, people};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::intent;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, error_line};

const PATH: &str = "/me/intents";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/me/intents", get(page).post(say))
        .route("/me/intents/keep", post(keep))
        .route("/me/intents/aside", post(put_aside))
}

/// What a question was about.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: Vec<IntentKind>,
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let (input, views) = app.service.my_intents(&ctx.viewer).await?;
    Ok(show(&ctx, &input, &views, &Problems::default()))
}

async fn say(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<IntentsInput>,
) -> Result<Response, PageFault> {
    match app.service.say_intents(&ctx.viewer, &input).await {
        Ok(()) => Ok(go_with(PATH, w::saved(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let (_, views) = app.service.my_intents(&ctx.viewer).await?;
            Ok(show(&ctx, &input, &views, &problems))
        }
    }
}

async fn keep(State(app): State<App>, ctx: Ctx, Form(asked): Form<Asked>) -> Result<Response, PageFault> {
    app.service.keep_intents(&ctx.viewer, &asked.kind).await?;
    Ok(go_with("/", w::kept(ctx.voice)))
}

async fn put_aside(
    State(app): State<App>,
    ctx: Ctx,
    Form(asked): Form<Asked>,
) -> Result<Response, PageFault> {
    app.service.put_intents_aside(&ctx.viewer, &asked.kind).await?;
    Ok(go_with("/", w::aside(ctx.voice)))
}

fn show(ctx: &Ctx, input: &IntentsInput, views: &[IntentView], problems: &Problems) -> Response {
    let v = ctx.voice;
    let page = Page::new(ctx, Layout::Member, w::title(v)).refused(!problems.is_empty());
    page.show(|| {
        let kind = |kind: &IntentKind| {
            let said = views.iter().find(|view| view.kind == *kind);
            one(v, *kind, input, said, problems)
        };
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" class="form" novalidate="true">
                <p class="hint">{w::how(v)}</p>
                <p class="hint">{people::seen_hint(v)}</p>
                {IntentKind::ALL.iter().map(kind).collect_view()}
                <p class="hint">{w::counted(v)}</p>
                <div class="form-foot"><p class="acts"><button class="btn primary">{f::save(v)}</button><a class="btn quiet" href="/me">{f::cancel(v)}</a></p></div>
            </form>
        }
    })
}

/// The fields of one kind.
fn one(
    v: Voice,
    kind: IntentKind,
    input: &IntentsInput,
    said: Option<&IntentView>,
    problems: &Problems,
) -> impl IntoView + use<> {
    let name = format!("answer_{kind}");
    let chosen = input.get(&name).to_owned();
    let error = problems.of(&name).cloned();
    let described = error.is_some().then(|| format!("{name}-e"));
    let radio = |value: &'static str, label: &'static str| {
        // The summary of errors leads to the first one.
        let id = value.is_empty().then(|| name.clone());
        view! { <label class="pick"><input type="radio" id=id name=name.clone() value=value checked=chosen == value/><span>{label}</span></label> }
    };
    let answers =
        IntentAnswer::ALL.iter().map(|answer| radio(answer.as_str(), answer.text(v))).collect_view();
    let levels = Visibility::ALL.iter().map(|level| (level.as_str(), level.text(v))).collect();
    let periods = Period::ALL.iter().map(|period| (period.as_str(), period.text(v))).collect();
    let (reach, period) = (format!("reach_{kind}"), format!("period_{kind}"));
    let reach_label = (people::seen(v), people::seen_of(v, kind.text(v)));
    let period_label = (w::period(v), w::period_of(v, kind.text(v)));
    view! {
        <fieldset class="fields card intent" aria-describedby=described>
            <legend>{kind.text(v)}</legend>
            <p class="hint">{kind.about(v)}</p>
            <div class="picks">{radio("", w::unsaid(v))}{answers}</div>
            {error_line(v, &name, error)}
            {said.map(|said| view! { <p class="age">{said.age.text(v)}</p> })}
            <div class="pair">
                {select(v, &reach, reach_label, levels, input, problems)}
                {select(v, &period, period_label, periods, input, problems)}
            </div>
        </fieldset>
    }
}

/// A list to choose from; its label is short for the eye and whole for the ear.
fn select(
    v: Voice,
    name: &str,
    label: (&'static str, String),
    choices: Vec<(&'static str, &'static str)>,
    input: &IntentsInput,
    problems: &Problems,
) -> impl IntoView + use<> {
    let (id, chosen) = (name.to_owned(), input.get(name).to_owned());
    let error = problems.of(name).cloned();
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then(|| format!("{name}-e"));
    let option = |(value, text): (&'static str, &'static str)| {
        view! { <option value=value selected=chosen == value>{text}</option> }
    };
    let options = choices.into_iter().map(option).collect_view();
    view! {
        <div class="field">
            <label for=id.clone()><span aria-hidden="true">{label.0}</span><span class="sr">{label.1}</span></label>
            <select id=id.clone() name=id.clone() aria-describedby=described aria-invalid=invalid>{options}</select>
            {error_line(v, name, error)}
        </div>
    }
}

/// On the home page, when it is time to look at something again.
pub(crate) fn question(v: Voice, asks: Vec<IntentView>) -> Option<impl IntoView> {
    let kinds: Vec<_> = asks.iter().map(|view| view.kind.as_str()).collect();
    let hidden =
        || kinds.iter().map(|kind| view! { <input type="hidden" name="kind" value=*kind/> }).collect_view();
    (!asks.is_empty()).then(|| view! {
        <section class="card mood" id="intents">
            <h2>{w::ask(v)}</h2>
            <p class="meta">{w::ask_text(v)}</p>
            {intent::list(v, &asks)}
            <div class="acts">
                <form method="post" action="/me/intents/keep">{hidden()}<button class="btn">{w::keep(v)}</button></form>
                <a class="btn quiet" href=PATH>{w::rewrite(v)}</a>
                <form method="post" action="/me/intents/aside">{hidden()}<button class="btn quiet">{w::put_aside(v)}</button></form>
            </div>
        </section>
    })
}
