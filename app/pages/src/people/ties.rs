//! The foot of a profile: being connected with the person, and keeping a distance.
use app::draft::KeepDraft;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::connection::{Asked, Standing, Ties};
use service::fault::{Fault, FormError};
use types::form::{Problem, Problems};
use types::id::MemberId;
use types::words::{connection as w, private as p};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::feed::session_over;
use crate::format;
use crate::page::go_with;
use crate::ui::{Field, Icon, Kind};

/// What is said with a request.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asking {
    words: String,
}

/// One press on a button.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Accept,
    Decline,
    Withdraw,
    End,
    Block,
    Unblock,
    Avoid,
    Unavoid,
}

#[derive(Deserialize)]
pub(super) struct Change {
    verb: Verb,
}

pub(super) async fn connect(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    Form(asking): Form<Asking>,
) -> Result<Response, PageFault> {
    let member: MemberId = id.parse().map_err(|_| Fault::NotFound)?;
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &[&asking.words]));
    }
    match app.service.connect(&ctx.viewer, member, &asking.words).await {
        Ok(asked) => {
            let done = match asked {
                Asked::Waits => w::sent(ctx.voice),
                Asked::Connected => w::accepted(ctx.voice),
            };
            Ok(go_with(&format!("/people/{member}"), done))
        }
        Err(FormError::Fault(Fault::TooOften)) => {
            let mut problems = Problems::default();
            problems.add("words", Problem::TooOften);
            super::show(&app, &ctx, member, &asking.words, problems).await
        }
        Err(error) => super::show(&app, &ctx, member, &asking.words, error.problems()?).await,
    }
}

pub(super) async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    Form(Change { verb }): Form<Change>,
) -> Result<Response, PageFault> {
    let id: MemberId = id.parse().map_err(|_| Fault::NotFound)?;
    let (s, viewer, v) = (&app.service, &ctx.viewer, ctx.voice);
    let person = format!("/people/{id}");
    let (to, notice) = match verb {
        Verb::Accept => {
            s.accept_connection(viewer, id).await?;
            (person.as_str(), w::accepted(v))
        }
        Verb::Decline => {
            s.decline_connection(viewer, id).await?;
            ("/me/connections/requests", w::declined(v))
        }
        Verb::Withdraw => {
            s.withdraw_connection(viewer, id).await?;
            ("/me/connections/asked", w::withdrawn(v))
        }
        Verb::End => {
            s.end_connection(viewer, id).await?;
            ("/me/connections", w::ended(v))
        }
        Verb::Block => {
            s.block(viewer, id).await?;
            ("/me/private", p::blocked_done(v))
        }
        Verb::Unblock => {
            s.unblock(viewer, id).await?;
            ("/me/private", p::blocked_undone(v))
        }
        Verb::Avoid => {
            s.avoid(viewer, id, true).await?;
            (person.as_str(), p::avoided_done(v))
        }
        Verb::Unavoid => {
            s.avoid(viewer, id, false).await?;
            ("/me/private", p::avoided_undone(v))
        }
    };
    Ok(go_with(to, notice))
}

/// Above the profile: that the person waits for an answer, which is given below it.
pub(super) fn waiting(ctx: &Ctx, name: &str, ties: &Ties) -> Option<impl IntoView + use<>> {
    let asks = matches!(ties.standing, Standing::Asks(_));
    let text = w::asks(ctx.voice, name);
    asks.then(
        || view! { <p class="notice wait"><Icon name="user-plus"/><a href="#connection">{text}</a></p> },
    )
}

/// Both parts, about the person `id` called `name`; `typed` and `problems` are those of a request that was not sent.
pub(super) fn view(
    ctx: &Ctx,
    id: MemberId,
    name: &str,
    ties: Ties,
    typed: &str,
    problems: Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let action = format!("/people/{id}/ties");
    let distance = distance(ctx, &action, name, &ties);
    let may_ask = matches!(ties.standing, Standing::Apart);
    // Outside of a form it forgets what was typed for one.
    let done = (!may_ask).then(|| view! { <KeepDraft owner=ctx.owner() name=draft_of(id)/> });
    let near = match ties.standing {
        Standing::Connected => connected(ctx, id, name).into_any(),
        Standing::Asked(at) => view! {
            <p>{w::was_asked(v, format::date(ctx, at))}</p>
            <p class="meta">{w::was_asked_text(v)}</p>
            <form method="post" action=action><button class="btn small" name="verb" value="withdraw">{w::withdraw(v)}</button></form>
        }
        .into_any(),
        Standing::Asks(said) => view! {
            <p>{w::asks(v, name)}</p>
            {said_words(&said)}
            {answers(ctx, &action, name)}
        }
        .into_any(),
        Standing::Apart => ask(ctx, id, name, typed, problems).into_any(),
    };
    view! {
        <section class="card stack" aria-labelledby="connection">
            <h2 id="connection">{w::heading(v)}</h2>
            {near}
            {done}
        </section>
        {distance}
    }
}

fn connected(ctx: &Ctx, id: MemberId, name: &str) -> impl IntoView + use<> {
    let v = ctx.voice;
    let action = format!("/people/{id}/ties");
    view! {
        <p class="chips"><Icon name="handshake"/>{w::are_connected(v, name)}</p>
        <p class="acts"><a class="btn small quiet" href=format!("/people/{id}/card.vcf")><Icon name="download"/>{w::card(v)}</a></p>
        <details class="more">
            <summary>{w::end(v)}</summary>
            <p>{w::end_text(v, name)}</p>
            <form method="post" action=action><button class="btn" name="verb" value="end">{w::end(v)}</button></form>
        </details>
    }
}

/// Where the words to a person are kept while they are typed.
fn draft_of(id: MemberId) -> String {
    format!("connect-{id}")
}

fn ask(ctx: &Ctx, id: MemberId, name: &str, typed: &str, problems: Problems) -> impl IntoView + use<> {
    let v = ctx.voice;
    let is_open = problems.of("words").is_some();
    let text = w::ask_text(v, name);
    let typed = typed.to_owned();
    let (owner, draft) = (ctx.owner(), draft_of(id));
    view! {
        <details class="more" open=is_open>
            <summary>{w::ask(v)}</summary>
            <form method="post" action=format!("/people/{id}/connect") class="form">
                <KeepDraft owner name=draft/>
                <p>{text}</p>
                <Field voice=v name="words" label=w::words(v) value=typed problems=problems kind=Kind::Prose hint=w::words_hint(v) optional=true/>
                <p class="acts"><button class="btn primary"><Icon name="user-plus"/>{w::ask(v)}</button></p>
            </form>
        </details>
    }
}

/// What somebody said with a request.
pub(crate) fn said_words(said: &str) -> Option<impl IntoView + use<>> {
    let lines: Vec<String> = said.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    (!said.is_empty()).then(|| view! { <blockquote class="prose">{lines}</blockquote> })
}

/// Yes and no; `name` tells assistive technology whom they are about.
pub(crate) fn answers(ctx: &Ctx, action: &str, name: &str) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (yes, no) = (format!("{}: {name}", w::accept(v)), format!("{}: {name}", w::decline(v)));
    view! {
        <form method="post" action=action.to_owned() class="acts">
            <button class="btn primary" name="verb" value="accept" aria-label=yes>{w::accept(v)}</button>
            <button class="btn" name="verb" value="decline" aria-label=no>{w::decline(v)}</button>
        </form>
        <p class="meta">{w::decline_text(v)}</p>
    }
}

fn distance(ctx: &Ctx, action: &str, name: &str, ties: &Ties) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (first, second) = (action.to_owned(), action.to_owned());
    let avoid = if ties.avoids {
        view! {
            <p>{p::avoided_now(v, name)}</p>
            <form method="post" action=first><button class="btn" name="verb" value="unavoid">{p::avoid_undo(v)}</button></form>
        }
        .into_any()
    } else {
        view! {
            <p>{p::avoid_text(v, name)}</p>
            <form method="post" action=first><button class="btn" name="verb" value="avoid">{p::avoid(v)}</button></form>
        }
        .into_any()
    };
    let office = ties.is_office.then(|| view! { <p class="meta">{p::block_office(v, name)}</p> });
    view! {
        <details class="card more">
            <summary><Icon name="eye-off"/>{p::distance(v)}</summary>
            <div class="stack">
                <div class="stack">{avoid}</div>
                <div class="stack">
                    <p>{p::block_text(v, name)}</p>
                    {office}
                    <form method="post" action=second><button class="btn danger" name="verb" value="block"><Icon name="ban"/>{p::block(v)}</button></form>
                </div>
            </div>
        </details>
    }
}
