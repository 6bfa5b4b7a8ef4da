//! An event's own page.
use leptos::prelude::*;
use service::event::EventView;
use types::event::RsvpState;
use types::lang::Lang;
use types::words::{event as w, nav, public};

use super::card::{badges, leaf, lines};
use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Icon, PersonRow, spoken};

pub(super) fn event(ctx: &Ctx, event: EventView) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let words = &event.card.words;
    let (title, summary, body) =
        (spoken(&words.title, lang), spoken(&words.summary, lang), spoken(&words.html, lang));
    let programme = event.programme.as_ref().map(|(slug, title)| {
        let name = w::about_programme(v, title.get(lang));
        view! { <p><a href=format!("/programmes/{slug}")><Icon name="sprout"/>{name}</a></p> }
    });
    let zone = (lang == Lang::En).then(|| view! { <p class="meta">{w::zone_note(v, format::zone(ctx))}</p> });
    let calendar = (!event.card.called_off).then(|| view! {
        <a class="btn quiet" href=format!("/events/{}/event.ics", event.card.slug)><Icon name="calendar-plus"/>{w::calendar(v)}</a>
    });
    let change = (event.card.may_change && !event.card.called_off).then(|| view! {
        <a class="btn quiet" href=format!("/office/events/{}", event.card.slug)><Icon name="pencil"/>{w::change(v)}</a>
    });
    let body = (!body.text.is_empty())
        .then(|| view! { <div class="prose" lang=body.lang inner_html=body.text></div> });
    view! {
        <nav class="crumbs" aria-label=public::here(v)><ol><li><a href="/events">{nav::events(v)}</a></li><li aria-current="page" lang=title.lang>{title.text.clone()}</li></ol></nav>
        <section class="text stack">
            <article class="card">
                <div class="event-head">
                    {leaf(ctx, &event.card)}
                    <div><p class="chips">{badges(ctx, &event.card)}</p><h1 lang=title.lang>{title.text}</h1></div>
                </div>
                <p class="lead" lang=summary.lang>{summary.text}</p>
                {lines(ctx, &event.card)}
                {zone}
                {called_off(ctx, &event)}
                {online(ctx, &event)}
                {seats(ctx, &event)}
                <div class="acts">
                    {act(ctx, &event)}
                    {calendar}
                    {change}
                </div>
                {programme}
                {body}
            </article>
            {people(ctx, &event)}
        </section>
    }
}

/// That it does not take place, and why.
fn called_off(ctx: &Ctx, event: &EventView) -> Option<impl IntoView + use<>> {
    let lines = event.call_off_note.lines().filter(|line| !line.trim().is_empty());
    let note = lines.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    event.card.called_off.then(|| {
        view! { <p class="notice bad"><Icon name="ban"/><span>{w::called_off_text(ctx.voice)}</span></p> {note} }
    })
}

/// Where to join: for those with a seat; that there is such a place: for everybody.
fn online(ctx: &Ctx, event: &EventView) -> Option<AnyView> {
    let v = ctx.voice;
    match &event.online_url {
        Some(url) => Some(view! { <p class="notice"><Icon name="video"/><span>{w::online_join(v)}": "<a href=url.clone()>{url.clone()}</a></span></p> }.into_any()),
        None if event.card.online && !event.over && !event.card.called_off => Some(view! { <p class="meta">{w::online_later(v)}</p> }.into_any()),
        None => None,
    }
}

fn seats(ctx: &Ctx, event: &EventView) -> Option<impl IntoView + use<>> {
    let v = ctx.voice;
    let (capacity, taken) = (event.capacity, event.counts.going.min(event.capacity));
    let left = capacity - taken;
    let words = if left > 0 { w::seats_left(v, capacity, left) } else { w::seats_full(v, capacity) };
    let waiting = (event.counts.waiting > 0 && ctx.viewer.me().is_some())
        .then(|| w::seats_waiting(v, event.counts.waiting));
    let waiting = waiting.map(|text| view! { <p class="meta">{text}</p> });
    (!event.over && !event.card.called_off).then(|| {
        view! {
            <div class="seats">
                <p>{words}</p>
                <meter min="0" max=capacity value=taken>{format!("{taken}/{capacity}")}</meter>
                {waiting}
            </div>
        }
    })
}

/// The one thing to do here.
fn act(ctx: &Ctx, event: &EventView) -> AnyView {
    let v = ctx.voice;
    if event.card.called_off {
        return ().into_any();
    }
    if event.over {
        return view! { <p class="meta">{w::over(v)}</p> }.into_any();
    }
    if ctx.viewer.me().is_none() {
        let back = format!("/sign-in?return_to=/events/{}", event.card.slug);
        return view! { <a class="btn primary large" href=back>{w::sign_in_to_join(v)}</a> <a class="btn quiet" href="/join">{w::ask_to_join(v)}</a> }.into_any();
    }
    let (text, icon, label, ask) = match event.card.mine {
        Some(RsvpState::Going) => (w::you_go(v), "circle-check", w::leave(v), w::leave_ask(v)),
        Some(RsvpState::Waiting) => {
            (w::you_wait(v), "hourglass", w::leave_waiting(v), w::leave_waiting_ask(v))
        }
        None => {
            let label = if event.card.full { w::join_waiting(v) } else { w::join(v) };
            return view! { <form method="post"><button class="btn primary large" name="act" value="join">{label}</button></form> }.into_any();
        }
    };
    view! {
        <p class="with-icon"><Icon name=icon/><span>{text}</span></p>
        <details class="confirm">
            <summary class="btn">{label}</summary>
            <form class="card" method="post"><p>{ask}</p><button class="btn danger" name="act" value="leave">{label}</button></form>
        </details>
    }
    .into_any()
}

/// Host and guests, for members.
fn people(ctx: &Ctx, event: &EventView) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let host = event.host.clone().map(|person| {
        view! {
            <section class="card"><h2>{w::host(v)}</h2><PersonRow person lang/></section>
        }
    });
    let rows: Vec<_> =
        event.people.iter().cloned().map(|person| view! { <li><PersonRow person lang/></li> }).collect();
    let guests = (!rows.is_empty()).then(|| {
        view! {
            <section class="card"><h2>{w::who_comes(v)}</h2><ul class="rows">{rows}</ul></section>
        }
    });
    view! { {host}{guests} }
}
