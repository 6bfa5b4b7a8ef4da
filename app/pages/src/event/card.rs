//! An event in a list.
use leptos::prelude::*;
use service::event::EventCard;
use types::event::RsvpState;
use types::words::event as w;

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Icon, spoken};

/// The card, linked to the event's page.
pub(crate) fn card(ctx: &Ctx, event: EventCard) -> AnyView {
    let lang = ctx.voice.lang;
    let (title, summary) = (spoken(&event.words.title, lang), spoken(&event.words.summary, lang));
    view! {
        <article class="card event">
            {leaf(ctx, &event)}
            <h3><a class="cover" href=format!("/events/{}", event.slug) lang=title.lang>{title.text}</a></h3>
            <div class="stack tight">
                <p lang=summary.lang>{summary.text}</p>
                {lines(ctx, &event)}
            </div>
            <p class="chips">{badges(ctx, &event)}</p>
        </article>
    }
    .into_any()
}

/// The day as a leaf of a calendar.
pub(super) fn leaf(ctx: &Ctx, event: &EventCard) -> impl IntoView + use<> {
    let (month, day, weekday) = format::leaf(ctx, event.starts);
    view! { <time class="date" datetime=format::machine(ctx, event.starts)><span>{month}</span><b>{day}</b><span>{weekday}</span></time> }
}

/// Time and place.
pub(crate) fn lines(ctx: &Ctx, event: &EventCard) -> impl IntoView + use<> {
    let place = spoken(&event.words.place, ctx.voice.lang);
    let online = (event.online && place.text.is_empty())
        .then(|| view! { <li><Icon name="video"/>{w::online(ctx.voice)}</li> });
    let place = (!place.text.is_empty())
        .then(|| view! { <li><Icon name="map-pin"/><span lang=place.lang>{place.text}</span></li> });
    let span = format!("{} {}", format::date(ctx, event.starts), format::span(ctx, event.starts, event.ends));
    view! { <ul class="lines"><li><Icon name="clock"/>{span}</li>{place}{online}</ul> }
}

/// Kind, audience, and where the viewer stands.
pub(super) fn badges(ctx: &Ctx, event: &EventCard) -> impl IntoView + use<> {
    let v = ctx.voice;
    let is_over = event.ends <= ctx.app.service.now();
    let stand = match event.mine {
        _ if event.called_off => Some(("badge bad", w::called_off(v))),
        Some(RsvpState::Going) if is_over => Some(("badge", w::went(v))),
        Some(_) if is_over => None,
        Some(RsvpState::Going) => Some(("badge ok", w::going(v))),
        Some(RsvpState::Waiting) => Some(("badge wait", w::waiting(v))),
        None if event.full && !is_over => Some(("badge wait", w::full(v))),
        None => None,
    };
    let audience =
        ctx.viewer.me().is_some().then(|| if event.public { w::public(v) } else { w::members_only(v) });
    view! {
        <span class="badge kaki">{event.kind.word(v)}</span>
        {audience.map(|word| view! { <span class="badge">{word}</span> })}
        {stand.map(|(class, word)| view! { <span class=class>{word}</span> })}
    }
}
