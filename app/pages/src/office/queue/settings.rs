//! How requests to join are answered: days, wordings of a refusal.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use service::join::refusal::Refusal;
use service::policy::{Capability, require};
use types::form::Problems;
use types::id::RefusalId;
use types::joining::{JoiningInput, RefusalInput};
use types::words::{form, queue as q, refusal as w, vouch};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Field, Kind};

const PATH: &str = "/office/queue/settings";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/queue/settings", get(page).post(change))
        .route("/office/queue/refusals", post(add))
        .route("/office/queue/refusals/{id}", get(edit_page).post(edit))
        .route("/office/queue/refusals/{id}/remove", post(remove))
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let joining = JoiningInput::of(&ctx.site.joining);
    show(&app, &ctx, joining, RefusalInput::default(), Problems::default()).await
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<JoiningInput>,
) -> Result<Response, PageFault> {
    match app.service.change_joining(&ctx.viewer, &input).await {
        Ok(_) => Ok(go_with(PATH, form::saved(ctx.voice))),
        Err(error) => show(&app, &ctx, input, RefusalInput::default(), error.problems()?).await,
    }
}

async fn add(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<RefusalInput>,
) -> Result<Response, PageFault> {
    match app.service.put_refusal(&ctx.viewer, None, &input).await {
        Ok(()) => Ok(go_with(PATH, w::added(ctx.voice))),
        Err(error) => {
            let joining = JoiningInput::of(&ctx.site.joining);
            show(&app, &ctx, joining, input, error.problems()?).await
        }
    }
}

async fn edit_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<RefusalId>,
) -> Result<Response, PageFault> {
    let refusals = app.service.refusals(&ctx.viewer).await?;
    let own = refusals.into_iter().find_map(|refusal| match refusal {
        Refusal::Own(row) if row.id == id => Some(row),
        _ => None,
    });
    let row = own.ok_or(service::fault::Fault::NotFound)?;
    let input = RefusalInput { title: row.title, body_ja: row.body_ja, body_en: row.body_en };
    Ok(show_edit(&ctx, id, input, Problems::default()))
}

async fn edit(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<RefusalId>,
    Form(input): Form<RefusalInput>,
) -> Result<Response, PageFault> {
    match app.service.put_refusal(&ctx.viewer, Some(id), &input).await {
        Ok(()) => Ok(go_with(PATH, form::saved(ctx.voice))),
        Err(error) => Ok(show_edit(&ctx, id, input, error.problems()?)),
    }
}

async fn remove(State(app): State<App>, ctx: Ctx, Path(id): Path<RefusalId>) -> Result<Response, PageFault> {
    app.service.remove_refusal(&ctx.viewer, id).await?;
    Ok(go_with(PATH, w::removed(ctx.voice)))
}

async fn show(
    app: &App,
    ctx: &Ctx,
    joining: JoiningInput,
    new: RefusalInput,
    p: Problems,
) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::RunOffice)?;
    let refusals = app.service.refusals(&ctx.viewer).await?;
    let v = ctx.voice;
    let row = |refusal: &Refusal| {
        let title = refusal.title(v);
        let (badge, acts) = match refusal {
            Refusal::BuiltIn(_) => (w::built_in(v), None),
            Refusal::Own(own) => {
                let href = format!("/office/queue/refusals/{}", own.id);
                let label = w::edit(v, &title);
                (w::own(v), Some(view! { <a class="btn small" href=href>{label}</a> }))
            }
        };
        view! {
            <li>
                <span class="person"><span class="who">
                    <span class="name">{title}" "<span class="badge">{badge}</span></span>
                    <span class="meta kept">{refusal.text(v)}</span>
                </span></span>
                {acts}
            </li>
        }
    };
    let page = Page::new(ctx, Layout::Office, w::title(v)).refused(!p.is_empty());
    Ok(page.show(|| view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        <ErrorSummary voice=v problems=p.clone()/>
        <form method="post" class="form card" novalidate="true">
            <Field voice=v name="expected_days" label=w::expected_days(v) value=joining.expected_days problems=p.clone() kind=Kind::Number hint=w::expected_days_hint(v)/>
            <Field voice=v name="vouches" label=vouch::vouches_field(v) value=joining.vouches problems=p.clone() kind=Kind::Number hint=vouch::vouches_hint(v)/>
            <Field voice=v name="vouches_a_month" label=vouch::limit_field(v) value=joining.vouches_a_month problems=p.clone() kind=Kind::Number hint=vouch::limit_hint(v)/>
            <p class="acts"><button class="btn primary">{form::save(v)}</button></p>
        </form>
        <section class="section">
            <h2>{w::wordings(v)}</h2>
            <p class="meta">{w::wordings_lead(v)}</p>
            <ul class="rows queue card">{refusals.iter().map(row).collect_view()}</ul>
        </section>
        <section class="section">
            <h2>{w::add(v)}</h2>
            <form method="post" action="/office/queue/refusals" class="form card" novalidate="true">
                {fields(ctx, new, &p)}
                <p class="acts"><button class="btn">{w::add(v)}</button></p>
            </form>
        </section>
        <p><a href="/office/queue">{q::back(v)}</a></p>
    }))
}

fn show_edit(ctx: &Ctx, id: RefusalId, input: RefusalInput, p: Problems) -> Response {
    let v = ctx.voice;
    let title = w::edit(v, &input.title);
    let page = Page::new(ctx, Layout::Office, title.clone()).refused(!p.is_empty());
    page.show(|| view! {
        <header class="head"><div><h1>{title}</h1></div></header>
        <ErrorSummary voice=v problems=p.clone()/>
        <form method="post" class="form card" novalidate="true">
            {fields(ctx, input, &p)}
            <p class="acts">
                <button class="btn primary">{form::save(v)}</button>
                <button class="btn danger" formaction=format!("/office/queue/refusals/{id}/remove")>{w::remove(v)}</button>
                <a class="btn quiet" href=PATH>{form::cancel(v)}</a>
            </p>
        </form>
    })
}

fn fields(ctx: &Ctx, i: RefusalInput, p: &Problems) -> impl IntoView + use<> {
    let v = ctx.voice;
    view! {
        <Field voice=v name="title" label=w::name(v) value=i.title problems=p.clone() hint=w::name_hint(v)/>
        <p class="hint">{w::one_language(v)}</p>
        <Field voice=v name="body_ja" label=w::body_ja(v) value=i.body_ja problems=p.clone() kind=Kind::Prose lang="ja" optional=true/>
        <Field voice=v name="body_en" label=w::body_en(v) value=i.body_en problems=p.clone() kind=Kind::Prose lang="en" optional=true/>
    }
}
