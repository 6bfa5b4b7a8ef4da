//! Events at the desk: the list, making one, changing one and seeing who comes.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use service::event::{EventDesk, EventInput, EventPage, When};
use service::policy::{Capability, require};
use service::programme::ProgrammeView;
use types::form::Problems;
use types::member::Person;
use types::words::{event as w, form};

use super::event_form::fields;
use crate::App;
use crate::ctx::Ctx;
use crate::event::card;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Icon, PersonRow, spoken};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/events", get(list))
        .route("/office/events/new", get(new_page).post(create))
        .route("/office/events/{slug}", get(edit_page).post(change))
}

/// Hosts have no desk of their own: they see these pages among the members' pages.
pub(super) fn layout(ctx: &Ctx) -> Layout {
    if ctx.viewer.may(Capability::RunOffice) { Layout::Office } else { Layout::Member }
}

async fn list(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::HostEvents)?;
    let upcoming = app.service.events(&ctx.viewer, When::Upcoming, None).await?;
    let past = app.service.events(&ctx.viewer, When::Past, None).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, layout(&ctx), w::title(v)).show(|| {
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::office_lead(v)}</p></div>
                <div class="acts"><a class="btn primary" href="/office/events/new"><Icon name="calendar-plus"/>{w::new(v)}</a></div></header>
            {section(&ctx, w::upcoming(v), upcoming)}
            {section(&ctx, w::past(v), past)}
        }
    }))
}

fn section(ctx: &Ctx, heading: &'static str, page: EventPage) -> Option<impl IntoView + use<>> {
    let cards = page.events.into_iter().map(|event| {
        let path = format!("/office/events/{}", event.slug);
        let label = format!("{}: {}", w::change(ctx.voice), event.words.title.get(ctx.voice.lang));
        let may_change = event.may_change && !event.called_off;
        let change = may_change.then(|| view! { <p class="acts end"><a class="btn small" href=path aria-label=label><Icon name="pencil"/>{w::change(ctx.voice)}</a></p> });
        view! { <div class="stack tight">{card(ctx, event)}{change}</div> }
    });
    let cards: Vec<_> = cards.collect();
    (!cards.is_empty()).then(
        || view! { <section class="section"><h2>{heading}</h2><div class="stack">{cards}</div></section> },
    )
}

async fn new_page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let input = app.service.new_event_form(&ctx.viewer)?;
    let programmes = app.service.programmes().await?;
    Ok(show(&ctx, input, Problems::default(), &programmes, None))
}

async fn create(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<EventInput>,
) -> Result<Response, PageFault> {
    match app.service.create_event(&ctx.viewer, &input).await {
        Ok(slug) => Ok(go_with(&format!("/events/{slug}"), w::created(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            Ok(show(&ctx, input, problems, &app.service.programmes().await?, None))
        }
    }
}

async fn edit_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let input = app.service.event_form(&ctx.viewer, &slug).await?;
    let desk = app.service.event_desk(&ctx.viewer, &slug).await?;
    let programmes = app.service.programmes().await?;
    Ok(show(&ctx, input, Problems::default(), &programmes, Some(desk)))
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(input): Form<EventInput>,
) -> Result<Response, PageFault> {
    match app.service.change_event(&ctx.viewer, &slug, &input).await {
        Ok(()) => Ok(go_with(&format!("/office/events/{slug}"), w::changed(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let desk = app.service.event_desk(&ctx.viewer, &slug).await?;
            Ok(show(&ctx, input, problems, &app.service.programmes().await?, Some(desk)))
        }
    }
}

fn show(
    ctx: &Ctx,
    input: EventInput,
    problems: Problems,
    programmes: &[ProgrammeView],
    desk: Option<EventDesk>,
) -> Response {
    let v = ctx.voice;
    let is_new = desk.is_none();
    let (title, button) = if is_new { (w::new(v), w::create(v)) } else { (w::edit(v), form::save(v)) };
    let page = Page::new(ctx, layout(ctx), title).refused(!problems.is_empty());
    let is_called_off = desk.as_ref().is_some_and(|desk| desk.card.called_off);
    page.show(|| {
        let form = if is_called_off {
            view! { <p class="notice bad"><Icon name="ban"/><span>{w::called_off_text(v)}" "{w::call_off_closed(v)}</span></p> }.into_any()
        } else {
            view! {
                <form method="post" class="form card" novalidate="true">
                    {fields(ctx, input, &problems, programmes)}
                    <p class="acts"><button class="btn primary">{button}</button><a class="btn quiet" href="/office/events">{form::cancel(v)}</a></p>
                </form>
            }
            .into_any()
        };
        let call_off = desk.as_ref().and_then(|desk| call_off(ctx, desk));
        view! {
            <header class="head"><div><h1>{title}</h1><p class="lead">{w::one_language(v)}</p></div></header>
            <ErrorSummary voice=v problems=problems.clone()/>
            {form}
            {desk.map(|desk| guests(ctx, desk))}
            {call_off}
        }
    })
}

/// The way to calling it off, while there is something to call off.
fn call_off(ctx: &Ctx, desk: &EventDesk) -> Option<impl IntoView + use<>> {
    let path = format!("/office/events/{}/call-off", desk.card.slug);
    let is_to_come = !desk.card.called_off && desk.card.ends > ctx.app.service.now();
    is_to_come.then(|| view! { <p class="acts end"><a class="btn quiet" href=path><Icon name="ban"/>{w::call_off(ctx.voice)}</a></p> })
}

/// Who comes and who waits.
fn guests(ctx: &Ctx, desk: EventDesk) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let title = spoken(&desk.card.words.title, lang);
    let count = w::desk_count(v, desk.capacity, desk.going.len());
    let rows = |people: Vec<Person>| {
        people.into_iter().map(|person| view! { <li><PersonRow person lang/></li> }).collect_view()
    };
    let nobody = desk.going.is_empty().then(|| view! { <p>{w::nobody_yet(v)}</p> });
    let waiting = (!desk.waiting.is_empty()).then(|| view! { <section class="card"><h2>{w::waiting_list(v)}</h2><ol class="rows">{rows(desk.waiting)}</ol></section> });
    view! {
        <section class="card">
            <div class="spread"><h2>{w::attendees(v)}</h2><a href=format!("/events/{}", desk.card.slug) lang=title.lang>{title.text}</a></div>
            <p class="meta">{count}</p>
            {nobody}
            <ul class="rows">{rows(desk.going)}</ul>
        </section>
        {waiting}
    }
}
