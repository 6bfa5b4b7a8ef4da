//! The account of a member: what the person is to the company, with dates.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::fault::{Fault, FormError};
use service::relationship::{Change, MemberDesk, RelationshipRow};
use types::form::Problems;
use types::id::{MemberId, RelationshipId};
use types::member::{MemberState, Relationship};
use types::relationship::PeriodInput;
use types::words::{form, relationship as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::people::names;
use crate::relationship::{badge, dates};
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/members/{id}", get(page).post(add))
        .route("/office/members/{id}/restore", post(restore))
        .route("/office/members/{id}/{period}/end", post(end))
}

/// What was typed into the forms of the page.
#[derive(Default)]
struct Typed {
    add: PeriodInput,
    /// Which period was to end, and when.
    end: Option<(RelationshipId, String)>,
    problems: Problems,
}

#[derive(Deserialize)]
struct End {
    #[serde(default)]
    end: String,
}

async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, PageFault> {
    show(&app, &ctx, id_of(&id)?, Typed::default()).await
}

async fn add(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    Form(input): Form<PeriodInput>,
) -> Result<Response, PageFault> {
    let id = id_of(&id)?;
    match app.service.change_relationship(&ctx.viewer, id, &Change::Add(input.clone())).await {
        Ok(()) => Ok(go_with(&path(id), w::added(ctx.voice))),
        Err(error) => refuse(&app, &ctx, id, error, Typed { add: input, ..Typed::default() }).await,
    }
}

async fn end(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, period)): Path<(String, String)>,
    Form(form): Form<End>,
) -> Result<Response, PageFault> {
    let id = id_of(&id)?;
    let period: RelationshipId = period.parse().map_err(|_| Fault::NotFound)?;
    let change = Change::End { id: period, to: form.end.clone() };
    match app.service.change_relationship(&ctx.viewer, id, &change).await {
        Ok(()) => Ok(go_with(&path(id), w::ended(ctx.voice))),
        Err(error) => {
            let typed = Typed { end: Some((period, form.end)), ..Typed::default() };
            refuse(&app, &ctx, id, error, typed).await
        }
    }
}

async fn restore(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, PageFault> {
    let id = id_of(&id)?;
    app.service.restore_member(&ctx.viewer, id).await?;
    Ok(go_with(&path(id), w::restored(ctx.voice)))
}

async fn refuse(
    app: &App,
    ctx: &Ctx,
    id: MemberId,
    error: FormError,
    typed: Typed,
) -> Result<Response, PageFault> {
    show(app, ctx, id, Typed { problems: error.problems()?, ..typed }).await
}

async fn show(app: &App, ctx: &Ctx, id: MemberId, typed: Typed) -> Result<Response, PageFault> {
    let desk = app.service.member_desk(&ctx.viewer, id).await?;
    let v = ctx.voice;
    let title = w::office_title(v, desk.person.name(v.lang));
    let page = Page::new(ctx, Layout::Office, title.clone()).refused(!typed.problems.is_empty());
    Ok(page.show(|| {
        view! {
            <header class="head"><div><h1>{title}</h1><p class="lead">{w::office_lead(v)}</p></div></header>
            <ErrorSummary voice=v problems=typed.problems.clone()/>
            {notices(ctx, &desk)}
            {names::facts(v, &desk.names)}
            <section class="card">
                <p>{w::shown(v, desk.relationships.shown.text(v))}</p>
                {periods(ctx, &desk, &typed)}
            </section>
            {add_form(ctx, id, &typed)}
            <p><a href=format!("/people/{id}")>{w::to_profile(v)}</a></p>
        }
    }))
}

fn notices(ctx: &Ctx, desk: &MemberDesk) -> impl IntoView + use<> {
    let v = ctx.voice;
    let private = desk.needs_private.then(|| {
        view! { <p class="notice wait"><Icon name="circle-alert"/><span>{w::needs_private(v)}</span></p> }
    });
    let action = format!("{}/restore", path(desk.person.id));
    let suspended = (desk.state == MemberState::Suspended).then(|| {
        view! {
            <section class="card">
                <p class="notice wait"><Icon name="circle-alert"/><span>{w::suspended(v)}</span></p>
                <form method="post" action=action class="acts"><button class="btn">{w::restore(v)}</button></form>
            </section>
        }
    });
    view! { {private} {suspended} }
}

fn periods(ctx: &Ctx, desk: &MemberDesk, typed: &Typed) -> AnyView {
    let all = &desk.relationships;
    if all.rows.is_empty() {
        return view! { <p>{w::none(ctx.voice)}</p> }.into_any();
    }
    let rows: Vec<_> = all.rows.iter().map(|row| period(ctx, desk, row, typed)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn period(ctx: &Ctx, desk: &MemberDesk, row: &RelationshipRow, typed: &Typed) -> impl IntoView + use<> {
    let v = ctx.voice;
    let name = row.kind.text(v);
    let source = format!("{}: {}", w::source(v), row.source.text(v));
    let wrong = typed.end.as_ref().filter(|(id, _)| *id == row.id).map(|(_, typed_end)| typed_end.clone());
    let is_over = row.period().is_over(&desk.relationships.today);
    let action = format!("{}/{}/end", path(desk.person.id), row.id);
    let problems = if wrong.is_some() { typed.problems.clone() } else { Problems::default() };
    let is_open = wrong.is_some().then_some("true");
    // The error summary links to the one form that is open; the others have no field of that name.
    let form = (!is_over || wrong.is_some()).then(|| {
        let value = wrong.unwrap_or_default();
        let described = (!problems.is_empty()).then_some("end-e");
        let (id, hint) = if problems.is_empty() { (format!("end-{}", row.id), None) } else { ("end".to_owned(), described) };
        let error = problems.of("end").map(|problem| {
            view! { <p class="error" id="end-e"><Icon name="circle-alert"/>{problem.text(v)}</p> }
        });
        view! {
            <details class="more" open=is_open.is_some()>
                <summary>{w::end(v, name)}</summary>
                <form method="post" action=action class="form" novalidate="true">
                    <div class="field">
                        <label for=id.clone()>{w::to(v)}<span class="need">{form::needed(v)}</span></label>
                        <p class="hint">{w::day_hint(v)}</p>
                        <input id=id name="end" type="text" value=value aria-required="true" aria-invalid=is_open aria-describedby=hint/>
                        {error}
                    </div>
                    <p class="acts"><button class="btn small">{w::end_button(v)}</button></p>
                </form>
            </details>
        }
    });
    view! {
        <li class="stack tight">
            <span class="spread"><b>{name}" "{badge(v, &desk.relationships, row)}</b><span class="meta">{dates(v, row, &desk.relationships.today)}</span></span>
            <span class="meta">{source}</span>
            {form}
        </li>
    }
}

fn add_form(ctx: &Ctx, id: MemberId, typed: &Typed) -> impl IntoView + use<> {
    let v = ctx.voice;
    let p = if typed.end.is_some() { Problems::default() } else { typed.problems.clone() };
    let i = typed.add.clone();
    let kinds =
        Relationship::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.text(v))).collect::<Vec<_>>();
    view! {
        <section class="section">
            <h2>{w::add(v)}</h2>
            <form method="post" action=path(id) class="form card" novalidate="true">
                <Choices voice=v name="kind" label=w::kind(v) choices=kinds value=i.kind problems=p.clone()/>
                <Field voice=v name="from" label=w::from(v) value=i.from problems=p.clone() hint=w::day_hint(v)/>
                <Field voice=v name="to" label=w::to(v) value=i.to problems=p hint=w::to_hint(v) optional=true/>
                <p class="acts"><button class="btn primary">{w::add_button(v)}</button></p>
            </form>
        </section>
    }
}

fn path(id: MemberId) -> String {
    format!("/office/members/{id}")
}

fn id_of(text: &str) -> Result<MemberId, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}
