//! What a programme asks, and who its teams must consist of.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::application::{Questions, Shift};
use types::application::{Question, QuestionInput, QuestionKind, RulesInput};
use types::form::Problems;
use types::id::QuestionId;
use types::lang::Voice;
use types::words::application as w;
use types::words::form as f;

use super::crumbs;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon, Kind, spoken};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/programmes/{slug}/questions", get(list).post(rules))
        .route("/office/programmes/{slug}/questions/new", get(new_page).post(add))
        .route("/office/programmes/{slug}/questions/{id}", get(edit_page).post(change))
        .route("/office/programmes/{slug}/questions/{id}/shift", post(shift))
}

async fn list(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let questions = app.service.questions(&ctx.viewer, &slug).await?;
    let rules = questions.rules;
    let input = RulesInput {
        min_people: rules.min_people.to_string(),
        max_people: rules.max_people.to_string(),
        min_employees: rules.min_employees.to_string(),
        min_alumni: rules.min_alumni.to_string(),
    };
    Ok(show_list(&ctx, &slug, &questions, input, &Problems::default()))
}

async fn rules(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(input): Form<RulesInput>,
) -> Result<Response, PageFault> {
    match app.service.set_team_rules(&ctx.viewer, &slug, &input).await {
        Ok(()) => Ok(go_with(&format!("/office/programmes/{slug}/questions"), f::saved(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let questions = app.service.questions(&ctx.viewer, &slug).await?;
            Ok(show_list(&ctx, &slug, &questions, input, &problems))
        }
    }
}

fn show_list(ctx: &Ctx, slug: &str, all: &Questions, input: RulesInput, p: &Problems) -> Response {
    let v = ctx.voice;
    let base = format!("/office/programmes/{slug}/questions");
    let mut steps: Vec<i64> = all.questions.iter().map(|question| question.step).collect();
    steps.dedup();
    let groups: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let rows = all.questions.iter().filter(|question| question.step == step);
            let rows: Vec<_> = rows.map(|question| row(v, &base, question)).collect();
            view! { <section class="card"><h2>{w::step(v, step)}</h2><ul class="rows queue">{rows}</ul></section> }
        })
        .collect();
    let empty = groups.is_empty().then(|| view! { <p>{w::no_questions(v)}</p> });
    let new = format!("{base}/new");
    let page = Page::new(ctx, Layout::Office, w::questions(v)).refused(!p.is_empty());
    page.show(|| view! {
        {crumbs(ctx, &all.title, w::questions(v).to_owned())}
        <header class="head"><div><h1>{w::questions(v)}</h1><p class="lead">{w::questions_lead(v)}</p></div>
            <div class="acts"><a class="btn primary" href=new><Icon name="plus"/>{w::question_new(v)}</a></div></header>
        {empty}
        {groups}
        <section class="card">
            <h2>{w::rules(v)}</h2>
            <ErrorSummary voice=v problems=p.clone()/>
            <form method="post" class="form" novalidate="true">
                <div class="pair">
                    <Field voice=v name="min_people" label=w::min_people(v) value=input.min_people problems=p.clone() kind=Kind::Number/>
                    <Field voice=v name="max_people" label=w::max_people(v) value=input.max_people problems=p.clone() kind=Kind::Number/>
                </div>
                <div class="pair">
                    <Field voice=v name="min_employees" label=w::min_employees(v) value=input.min_employees problems=p.clone() kind=Kind::Number/>
                    <Field voice=v name="min_alumni" label=w::min_alumni(v) value=input.min_alumni problems=p.clone() kind=Kind::Number/>
                </div>
                <p class="acts"><button class="btn">{f::save(v)}</button></p>
            </form>
        </section>
    })
}

fn row(v: Voice, base: &str, question: &Question) -> impl IntoView + use<> {
    let label = spoken(&question.label, v.lang);
    let need = if question.is_required { f::needed(v) } else { f::optional(v) };
    let meta = match question.kind {
        QuestionKind::Text => format!("{} · {need} · {}", question.kind.word(v), w::most(v, question.max)),
        _ => format!("{} · {need}", question.kind.word(v)),
    };
    let href = format!("{base}/{}", question.id);
    let named = |word: &str| format!("{word}: {}", question.label.get(v.lang));
    let (up, down, remove) = (named(w::up(v)), named(w::down(v)), named(w::question_remove(v)));
    view! {
        <li>
            <span class="person"><span class="who"><a class="name" href=href.clone() lang=label.lang>{label.text}</a><span class="meta">{meta}</span></span></span>
            <form method="post" action=format!("{href}/shift") class="acts">
                <button class="btn small icon-only quiet" name="shift" value="up" aria-label=up><Icon name="arrow-up"/></button>
                <button class="btn small icon-only quiet" name="shift" value="down" aria-label=down><Icon name="arrow-down"/></button>
                <button class="btn small icon-only quiet" name="shift" value="remove" aria-label=remove><Icon name="trash-2"/></button>
            </form>
        </li>
    }
}

/// One press on an arrow or the bin.
#[derive(Deserialize)]
struct Pressed {
    shift: Shift,
}

async fn shift(
    State(app): State<App>,
    ctx: Ctx,
    Path((slug, id)): Path<(String, QuestionId)>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, PageFault> {
    app.service.shift_question(&ctx.viewer, &slug, id, pressed.shift).await?;
    let v = ctx.voice;
    let notice = if pressed.shift == Shift::Remove { w::question_removed(v) } else { w::question_moved(v) };
    Ok(go_with(&format!("/office/programmes/{slug}/questions"), notice))
}

async fn new_page(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let input = QuestionInput {
        kind: QuestionKind::Text.to_string(),
        step: "1".to_owned(),
        required: "yes".to_owned(),
        max_length: "600".to_owned(),
        ..QuestionInput::default()
    };
    show(&app, &ctx, &slug, None, input, Problems::default()).await
}

async fn add(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(input): Form<QuestionInput>,
) -> Result<Response, PageFault> {
    put(&app, &ctx, &slug, None, input).await
}

async fn edit_page(
    State(app): State<App>,
    ctx: Ctx,
    Path((slug, id)): Path<(String, QuestionId)>,
) -> Result<Response, PageFault> {
    let input = app.service.question_form(&ctx.viewer, &slug, id).await?;
    show(&app, &ctx, &slug, Some(id), input, Problems::default()).await
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path((slug, id)): Path<(String, QuestionId)>,
    Form(input): Form<QuestionInput>,
) -> Result<Response, PageFault> {
    put(&app, &ctx, &slug, Some(id), input).await
}

async fn put(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    id: Option<QuestionId>,
    input: QuestionInput,
) -> Result<Response, PageFault> {
    match app.service.put_question(&ctx.viewer, slug, id, &input).await {
        Ok(()) => Ok(go_with(&format!("/office/programmes/{slug}/questions"), f::saved(ctx.voice))),
        Err(error) => show(app, ctx, slug, id, input, error.problems()?).await,
    }
}

async fn show(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    id: Option<QuestionId>,
    i: QuestionInput,
    problems: Problems,
) -> Result<Response, PageFault> {
    let all = app.service.questions(&ctx.viewer, slug).await?;
    let v = ctx.voice;
    let p = || problems.clone();
    let title = if id.is_some() { w::question_edit(v) } else { w::question_new(v) };
    let kinds = QuestionKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.word(v))).collect();
    // The kind of a question stays: answers of another kind would not fit.
    let kind = if id.is_some() {
        view! { <input type="hidden" name="kind" value=i.kind.clone()/> }.into_any()
    } else {
        view! { <Choices voice=v name="kind" label=w::question_kind(v) choices=kinds value=i.kind.clone() problems=p()/> }.into_any()
    };
    let is = |kind: QuestionKind| id.is_none() || i.kind == kind.as_str();
    let max = is(QuestionKind::Text).then(|| view! { <Field voice=v name="max_length" label=w::max_length(v) value=i.max_length.clone() problems=p() kind=Kind::Number hint=w::max_length_hint(v) optional=true/> });
    let options = is(QuestionKind::Choice).then(|| view! { <Field voice=v name="options" label=w::options(v) value=i.options.clone() problems=p() kind=Kind::Prose hint=w::options_hint(v) optional=true/> });
    let needs = vec![Choice::new("yes", f::needed(v)), Choice::new("no", f::optional(v))];
    let page = Page::new(ctx, Layout::Office, title).refused(!problems.is_empty());
    Ok(page.show(|| view! {
        {crumbs(ctx, &all.title, title.to_owned())}
        <header class="head"><div><h1>{title}</h1></div></header>
        <ErrorSummary voice=v problems=p()/>
        <form method="post" class="form card" novalidate="true">
            {kind}
            <div class="pair">
                <Field voice=v name="label_ja" label=w::label_ja(v) value=i.label_ja problems=p() lang="ja"/>
                <Field voice=v name="label_en" label=w::label_en(v) value=i.label_en problems=p() lang="en" optional=true/>
            </div>
            <div class="pair">
                <Field voice=v name="hint_ja" label=w::hint_ja(v) value=i.hint_ja problems=p() kind=Kind::Prose lang="ja" optional=true/>
                <Field voice=v name="hint_en" label=w::hint_en(v) value=i.hint_en problems=p() kind=Kind::Prose lang="en" optional=true/>
            </div>
            <div class="pair">
                <Field voice=v name="step" label=w::question_step(v) value=i.step problems=p() kind=Kind::Number hint=w::question_step_hint(v)/>
                {max}
            </div>
            {options}
            <Choices voice=v name="required" label=w::question_required(v) choices=needs value=i.required problems=p()/>
            <p class="acts"><button class="btn primary">{f::save(v)}</button><a class="btn quiet" href=format!("/office/programmes/{slug}/questions")>{f::cancel(v)}</a></p>
        </form>
    }))
}
