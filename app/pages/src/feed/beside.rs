//! Standing offers beside the feed: what comes next, the open programme, who is new.
use leptos::prelude::*;
use service::event::EventCard;
use service::home::Beside;
use service::programme::ProgrammeView;
use types::member::Person;
use types::words::{event, feed as w, nav, programme};

use crate::ctx::Ctx;
use crate::event::lines;
use crate::programme::due;
use crate::ui::{Icon, PersonRow, spoken};

pub(super) fn beside(ctx: &Ctx, beside: Beside) -> impl IntoView + use<> {
    view! {
        {beside.programme.map(|open| invitation(ctx, &open))}
        {(!beside.upcoming.is_empty()).then(|| upcoming(ctx, beside.upcoming))}
        {(!beside.newcomers.is_empty()).then(|| newcomers(ctx, beside.newcomers))}
        <section class="card stack tight">
            <h2>{w::call(ctx.voice)}</h2>
            <p class="meta">{w::call_text(ctx.voice)}</p>
            <p class="acts"><a class="btn small" href="/invitations"><Icon name="link"/>{nav::invitations(ctx.voice)}</a></p>
        </section>
    }
}

fn invitation(ctx: &Ctx, open: &ProgrammeView) -> impl IntoView + use<> {
    let lang = ctx.voice.lang;
    let (title, tagline) = (spoken(&open.content.title, lang), spoken(&open.content.tagline, lang));
    view! {
        <section class="card stack tight">
            <p class="badge kaki">{programme::open(ctx.voice)}</p>
            <h2 lang=title.lang><a class="cover" href=format!("/programmes/{}", open.slug)>{title.text}</a></h2>
            <p class="meta" lang=tagline.lang>{tagline.text}</p>
            {due(ctx, &open.content)}
        </section>
    }
}

fn upcoming(ctx: &Ctx, events: Vec<EventCard>) -> impl IntoView + use<> {
    let row = |card: EventCard| {
        let title = spoken(&card.words.title, ctx.voice.lang);
        view! {
            <li class="stack tight">
                <a class="strong" href=format!("/events/{}", card.slug) lang=title.lang>{title.text}</a>
                {lines(ctx, &card)}
            </li>
        }
    };
    view! {
        <section class="card stack tight">
            <div class="spread"><h2>{event::upcoming(ctx.voice)}</h2><a class="meta" href="/events">{w::all_events(ctx.voice)}</a></div>
            <ul class="rows">{events.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

fn newcomers(ctx: &Ctx, people: Vec<Person>) -> impl IntoView + use<> {
    let lang = ctx.voice.lang;
    view! {
        <section class="card stack tight">
            <h2>{w::newcomers(ctx.voice)}</h2>
            <ul class="rows">{people.into_iter().map(|person| view! { <li><PersonRow person lang/></li> }).collect_view()}</ul>
        </section>
    }
}
