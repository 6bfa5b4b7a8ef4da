//! What members asked the office to look at.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::report::ReportRow;
use types::feed::ReportOutcome;
use types::id::ReportId;
use types::member::name_in_order;
use types::words::report as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};

#[derive(Deserialize)]
struct Handle {
    outcome: ReportOutcome,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/reports", get(page)).route("/office/reports/{id}", post(handle))
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let reports = app.service.reports(&ctx.viewer).await?;
    let v = ctx.voice;
    let none = reports.waiting.is_empty().then(|| view! {
        <section class="empty">
            <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#done"></use></svg>
            <h3>{w::none(v)}</h3><p>{w::none_text(v)}</p>
        </section>
    });
    let handled = (!reports.handled.is_empty()).then(|| view! {
        <section class="section"><h2>{w::handled(v)}</h2>{reports.handled.iter().map(|r| card(&ctx, r)).collect_view()}</section>
    });
    Ok(Page::new(&ctx, Layout::Office, w::title(v)).show(|| view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        <section class="section"><h2>{w::waiting(v)}</h2>{reports.waiting.iter().map(|r| card(&ctx, r)).collect_view()}{none}</section>
        {handled}
    }))
}

async fn handle(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ReportId>,
    Form(form): Form<Handle>,
) -> Result<Response, PageFault> {
    app.service.handle_report(&ctx.viewer, id, form.outcome).await?;
    Ok(go_with("/office/reports", w::done(ctx.voice)))
}

fn card(ctx: &Ctx, r: &ReportRow) -> AnyView {
    let v = ctx.voice;
    let (author, reporter) = (
        name_in_order(v, &r.author_family, &r.author_given),
        name_in_order(v, &r.reporter_family, &r.reporter_given),
    );
    let end = match r.outcome {
        None => view! {
            <form method="post" action=format!("/office/reports/{}", r.id) class="acts">
                <a class="btn quiet" href=format!("/posts/{}", r.post_id)>{w::open(v)}</a>
                <button class="btn" name="outcome" value="kept">{w::keep(v)}</button>
                <button class="btn danger" name="outcome" value="removed">{w::remove(v)}</button>
            </form>
        }
        .into_any(),
        Some(ReportOutcome::Kept) => view! { <p><span class="badge ok">{w::kept(v)}</span></p> }.into_any(),
        Some(ReportOutcome::Removed) => {
            view! { <p><span class="badge wait">{w::removed(v)}</span></p> }.into_any()
        }
    };
    view! {
        <article class="card">
            <p class="meta">{format!("{} · {}", w::by(v, author, reporter), format::date_time(ctx, r.created_at))}</p>
            <p class="strong">{r.reason.clone()}</p>
            <blockquote class="diff">{r.body.clone()}</blockquote>
            {end}
        </article>
    }
    .into_any()
}
