//! 「一緒に働きましたか」: what a member is asked about those who want to join, and said.
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::vouch::{AskedRow, Vouches};
use types::form::Problems;
use types::glyph::isolated;
use types::id::VouchId;
use types::lang::Voice;
use types::words::{nav, vouch as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Icon, pager};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/vouches", get(page))
        .route("/vouches/{id}", post(answer))
        .route("/vouches/{id}/withdraw", post(withdraw))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Before {
    before: Option<VouchId>,
}

/// Which button was pressed, and the words beside it.
#[derive(Deserialize)]
struct Answer {
    verb: Verb,
    #[serde(default)]
    words: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Give,
    Pass,
}

/// What was typed for one of the questions, and what is wrong with it.
struct Typed {
    of: VouchId,
    words: String,
    problems: Problems,
}

async fn page(State(app): State<App>, ctx: Ctx, Query(query): Query<Before>) -> Result<Response, PageFault> {
    let vouches = app.service.vouches(&ctx.viewer, query.before).await?;
    Ok(show(&ctx, &vouches, None))
}

async fn answer(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<VouchId>,
    Form(form): Form<Answer>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    if form.verb == Verb::Pass {
        app.service.pass_vouch(&ctx.viewer, id).await?;
        return Ok(go_with("/vouches", w::passed_done(v)));
    }
    match app.service.give_vouch(&ctx.viewer, id, &form.words).await {
        Ok(given) => Ok(go_with("/vouches", if given { w::given_done(v) } else { w::late(v) })),
        Err(error) => {
            let problems = error.problems()?;
            let vouches = app.service.vouches(&ctx.viewer, None).await?;
            Ok(show(&ctx, &vouches, Some(Typed { of: id, words: form.words, problems })))
        }
    }
}

async fn withdraw(State(app): State<App>, ctx: Ctx, Path(id): Path<VouchId>) -> Result<Response, PageFault> {
    app.service.withdraw_vouch(&ctx.viewer, id).await?;
    Ok(go_with("/vouches", w::withdrawn_done(ctx.voice)))
}

fn show(ctx: &Ctx, vouches: &Vouches, typed: Option<Typed>) -> Response {
    let v = ctx.voice;
    let problems = typed.as_ref().map(|typed| typed.problems.clone()).unwrap_or_default();
    let page = Page::new(ctx, Layout::Member, w::title(v)).refused(typed.is_some());
    let nothing = vouches.asked.is_empty() && vouches.given.is_empty();
    let more = vouches.next.map(|before| format!("/vouches?before={before}"));
    let more = pager(nav::more(v), nav::more(v), more);
    page.show(|| {
        let lead = (!vouches.asked.is_empty()).then(|| view! { <p class="lead">{w::lead(v)}</p> });
        let empty = nothing.then(|| view! {
            <section class="empty">
                <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#letters"></use></svg>
                <h2>{w::none(v)}</h2><p>{w::none_text(v)}</p>
            </section>
        });
        let given = (!vouches.given.is_empty()).then(|| view! {
            <section class="section">
                <h2>{w::given(v)}</h2>
                <ul class="rows card">{vouches.given.iter().map(|row| stood(ctx, row)).collect_view()}</ul>
                {more}
            </section>
        });
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1>{lead}</div></header>
            <ErrorSummary voice=v problems/>
            {vouches.asked.iter().map(|row| question(v, row, typed.as_ref())).collect_view()}
            {empty}
            {given}
        }
    })
}

/// One question. No answer is as good as any.
fn question(v: Voice, row: &AskedRow, typed: Option<&Typed>) -> impl IntoView + use<> {
    let id = row.vouch.id;
    let typed = typed.filter(|typed| typed.of == id);
    let value = typed.map(|typed| typed.words.clone()).unwrap_or_default();
    let error = typed.and_then(|typed| typed.problems.of("words").map(|problem| problem.text(v)));
    // The error summary links to the field it is about; ids are unique, as several questions may stand here.
    let field = if error.is_some() { "words".to_owned() } else { format!("words-{id}") };
    let (hint, wrong) = (format!("{field}-h"), format!("{field}-e"));
    let described = if error.is_some() { format!("{hint} {wrong}") } else { hint.clone() };
    let invalid = error.is_some().then_some("true");
    let former = (!row.former_family.is_empty())
        .then(|| view! { <span class="meta">{w::former(v, &row.former_family)}</span> });
    view! {
        <section class="card stack">
            <h2>{name(v, row)}</h2>
            <p class="meta">{period(row)}" "{former}</p>
            <form method="post" action=format!("/vouches/{id}") class="form" novalidate="true">
                <div class="field">
                    <label for=field.clone()>{w::words(v)}<span class="may">{types::words::form::optional(v)}</span></label>
                    <p class="hint" id=hint>{w::words_hint(v)}</p>
                    <input id=field name="words" type="text" value=value aria-describedby=described aria-invalid=invalid/>
                    {error.map(|text| view! { <p class="error" id=wrong><Icon name="circle-alert"/>{text}</p> })}
                </div>
                <p class="acts">
                    <button class="btn primary" name="verb" value="give"><Icon name="check"/>{w::give(v)}</button>
                    <button class="btn quiet" name="verb" value="pass">{w::pass(v)}</button>
                </p>
                <p class="hint">{w::pass_hint(v)}</p>
            </form>
        </section>
    }
}

fn stood(ctx: &Ctx, row: &AskedRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let when = row.vouch.answered_at.map(|at| w::given_on(v, format::date(ctx, at)));
    let label = format!("{}: {}", w::withdraw(v), name(v, row));
    view! {
        <li class="spread">
            <span class="who">
                <span class="name">{name(v, row)}</span>
                <span class="meta">{period(row)}</span>
                <span class="meta">{when}</span>
            </span>
            <form method="post" action=format!("/vouches/{}/withdraw", row.vouch.id)>
                <button class="btn small" aria-label=label><Icon name="undo-2"/>{w::withdraw(v)}</button>
            </form>
        </li>
    }
}

fn name(v: Voice, row: &AskedRow) -> String {
    isolated(v.pick(format!("{} {}", row.family, row.given), format!("{} {}", row.given, row.family)))
}

/// 2001–2006 図書館班
fn period(row: &AskedRow) -> String {
    let to = row.year_to.map(|year| year.to_string()).unwrap_or_default();
    format!("{}–{to} {}", row.year_from, row.department)
}
