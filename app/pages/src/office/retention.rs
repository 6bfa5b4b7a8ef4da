//! How long things are kept.
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::policy::{Capability, require};
use service::retention::Over;
use types::form::Problems;
use types::retention::RetentionInput;
use types::words::{form, nav, retention as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Field, Kind};

const PATH: &str = "/office/retention";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/retention", get(page).post(press))
}

/// The form, and which of its buttons was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Pressed {
    #[serde(flatten)]
    input: RetentionInput,
    /// `save`, or a preview.
    verb: String,
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::Administer)?;
    let input = RetentionInput::of(&ctx.site.retention);
    preview(&app, &ctx, input).await
}

async fn press(
    State(app): State<App>,
    ctx: Ctx,
    Form(pressed): Form<Pressed>,
) -> Result<Response, PageFault> {
    if pressed.verb != "save" {
        return preview(&app, &ctx, pressed.input).await;
    }
    match app.service.change_retention(&ctx.viewer, &pressed.input).await {
        Ok(_) => Ok(go_with(PATH, form::saved(ctx.voice))),
        Err(error) => Ok(show(&ctx, pressed.input, error.problems()?, None)),
    }
}

async fn preview(app: &App, ctx: &Ctx, input: RetentionInput) -> Result<Response, PageFault> {
    match app.service.preview_retention(&ctx.viewer, &input).await {
        Ok(over) => Ok(show(ctx, input, Problems::default(), Some(over))),
        Err(error) => Ok(show(ctx, input, error.problems()?, None)),
    }
}

fn show(ctx: &Ctx, i: RetentionInput, p: Problems, over: Option<Over>) -> Response {
    let v = ctx.voice;
    let page = Page::new(ctx, Layout::Office, w::title(v)).refused(!p.is_empty());
    page.show(|| {
        let fixed = [
            w::fixed_sign_in(v),
            w::fixed_session(v),
            w::fixed_unproved(v),
            w::fixed_address(v),
            w::fixed_roster(v),
            w::fixed_campaign(v),
            w::fixed_export(v),
            w::fixed_month(v),
            w::fixed_handover(v),
            w::fixed_leaving(v),
            w::fixed_ledger(v),
        ];
        let fixed = fixed.map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            <ErrorSummary voice=v problems=p.clone()/>
            <form method="post" action=PATH class="form card" novalidate="true">
                <Field voice=v name="declined_days" label=w::declined_days(v) value=i.declined_days problems=p.clone() kind=Kind::Number hint=w::declined_days_hint(v)/>
                <Field voice=v name="invitation_months" label=w::invitation_months(v) value=i.invitation_months problems=p.clone() kind=Kind::Number hint=w::invitation_months_hint(v)/>
                <Field voice=v name="reading_months" label=w::reading_months(v) value=i.reading_months problems=p.clone() kind=Kind::Number hint=w::reading_months_hint(v)/>
                <Field voice=v name="draft_months" label=w::draft_months(v) value=i.draft_months problems=p.clone() kind=Kind::Number hint=w::draft_months_hint(v)/>
                <Field voice=v name="rights_months" label=w::rights_months(v) value=i.rights_months problems=p.clone() kind=Kind::Number hint=w::rights_months_hint(v)/>
                <Field voice=v name="application_years" label=w::application_years(v) value=i.application_years problems=p kind=Kind::Number hint=w::application_years_hint(v)/>
                <p class="acts">
                    <button class="btn" name="verb" value="preview">{w::preview(v)}</button>
                    <button class="btn primary" name="verb" value="save">{form::save(v)}</button>
                </p>
            </form>
            {over.map(|over| today(ctx, over))}
            <section class="section">
                <h2>{w::fixed(v)}</h2>
                <div class="card"><div class="prose"><ul>{fixed}</ul></div></div>
            </section>
            <p><a href="/office/settings">{nav::settings(v)}</a></p>
        }
    })
}

fn today(ctx: &Ctx, over: Over) -> impl IntoView + use<> {
    let v = ctx.voice;
    let fact = |name: &'static str, n: i64| view! { <div><dt>{name}</dt><dd>{w::items(v, n)}</dd></div> };
    view! {
        <section class="card" id="today">
            <h2>{w::today(v)}</h2>
            <dl class="facts">
                {fact(w::count_declined(v), over.rows.declined)}
                {fact(w::count_invitations(v), over.rows.invitations)}
                {fact(w::count_readings(v), over.rows.readings)}
                {fact(w::count_drafts(v), over.rows.drafts)}
                {fact(w::count_rights(v), over.rows.rights)}
                {fact(w::count_applications(v), over.applications)}
            </dl>
        </section>
    }
}
