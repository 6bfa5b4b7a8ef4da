//! Events: the lists, an event's page with its sign-up, the calendar file.
mod card;
mod list;
mod view;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;
use service::event::{EventView, RsvpError};
use types::event::RsvpState;
use types::words::event as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Head, Page, go_with};

pub(crate) use card::{card, lines};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/events", get(list::page))
        .route("/events/{slug}", get(page).post(answer))
        .route("/events/{slug}/event.ics", get(calendar))
}

/// What the buttons of an event's page ask for.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    Join,
    Leave,
}

#[derive(Deserialize)]
struct Answer {
    act: Act,
}

async fn page(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let event = app.service.event(&ctx.viewer, &slug).await?;
    let title = event.card.words.title.get(ctx.voice.lang).to_owned();
    let page = Page::new(&ctx, Layout::Public, title).head(head(&ctx, &event));
    Ok(page.show(|| view::event(&ctx, event)))
}

async fn answer(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(answer): Form<Answer>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let done = match answer.act {
        Act::Join => app.service.join_event(&ctx.viewer, &slug).await.map(|state| match state {
            RsvpState::Going => w::joined_going(v),
            RsvpState::Waiting => w::joined_waiting(v),
        }),
        Act::Leave => app.service.leave_event(&ctx.viewer, &slug).await.map(|()| w::left(v)),
    };
    let notice = match done {
        Ok(notice) => notice,
        Err(RsvpError::Over) => w::over(v),
        Err(RsvpError::CalledOff) => w::called_off_text(v),
        Err(RsvpError::Fault(fault)) => return Err(fault.into()),
    };
    Ok(go_with(&format!("/events/{slug}"), notice))
}

async fn calendar(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let text = app.service.event_calendar(&ctx.viewer, &slug, ctx.voice.lang).await?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"event.ics\""),
    ];
    Ok((headers, text).into_response())
}

/// Public events are for search engines too.
fn head(ctx: &Ctx, event: &EventView) -> Head {
    let (lang, card, config) = (ctx.voice.lang, &event.card, ctx.app.service.config());
    if !card.public {
        return Head::default();
    }
    let address = config.url(&format!("/events/{}", card.slug));
    let place = card.words.place.get(lang);
    let online = serde_json::json!({ "@type": "VirtualLocation", "url": address });
    let on_site = serde_json::json!({ "@type": "Place", "name": place, "address": place });
    let (mode, location) = match (card.online, place.is_empty() || place == w::online(ctx.voice)) {
        (true, true) => ("OnlineEventAttendanceMode", online),
        (true, false) => ("MixedEventAttendanceMode", serde_json::json!([on_site, online])),
        (false, _) => ("OfflineEventAttendanceMode", on_site),
    };
    let status = if card.called_off { "EventCancelled" } else { "EventScheduled" };
    let json_ld = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": card.words.title.get(lang),
        "description": card.words.summary.get(lang),
        "startDate": crate::format::machine(ctx, card.starts),
        "endDate": crate::format::machine(ctx, card.ends),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": format!("https://schema.org/{mode}"),
        "location": location,
        "url": address,
        "image": config.url("/og.png"),
        "organizer": { "@type": "Organization", "name": ctx.site.name.get(lang), "url": config.url("/") },
    });
    Head {
        description: card.words.summary.get(lang).to_owned(),
        public: true,
        json_ld: Some(json_ld),
        ..Head::default()
    }
}
