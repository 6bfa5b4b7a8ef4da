//! The view of the office's home.
use leptos::prelude::*;
use service::application::ProgrammeDesk;
use service::desk::{Backlog, Desk, Figures, SignUps};
use types::lang::Voice;
use types::member::Relationship;
use types::time::Stamp;
use types::words::{consent, department, desk as w, handover, intent, nav, referral, rights, skill};

use super::super::tile;
use super::{chart, outbox};
use crate::ctx::Ctx;
use crate::format::{self, number};
use crate::ui::{Icon, spoken};

pub(super) fn desk(ctx: &Ctx, desk: &Desk) -> impl IntoView + use<> {
    let v = ctx.voice;
    let figures = &desk.figures;
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        <dl class="stats">{tiles(ctx, desk)}</dl>
        <div class="desk">
            <section class="card span">{chart::months(ctx, &figures.months)}</section>
            <section class="card">{members(ctx, figures)}</section>
            <section class="card">{reach(v, figures)}</section>
            <section class="card">{events(ctx, &desk.events)}</section>
            <div class="stack">
                <section class="card">{programmes(ctx, &desk.programmes)}</section>
                <section class="card">{outbox::health(ctx, &desk.outbox)}</section>
            </div>
        </div>
    }
}

fn tiles(ctx: &Ctx, desk: &Desk) -> impl IntoView + use<> {
    let v = ctx.voice;
    let since = |waiting: Backlog| waiting.oldest.map(|at| format::short_date(ctx, at));
    let queue = since(desk.queue).map_or(w::queue_none(v).to_owned(), |date| w::oldest(v, date));
    let reports =
        since(desk.reports).map_or(w::reports_none(v).to_owned(), |date| w::reports_oldest(v, date));
    let rights = desk.rights.oldest.map(|due| rights_due(ctx, due));
    let rights = rights.unwrap_or_else(|| rights::office_idle(v).to_owned());
    let leavers = if desk.leavers > 0 { handover::office_look(v) } else { handover::office_idle(v) };
    let figures = &desk.figures;
    let month = figures.months.last().map(|m| {
        let share = w::share(v, number(m.active), number(m.members), m.percent());
        tile(w::mau(v), None, w::percent(v, m.percent()), share)
    });
    let reach = &figures.reach;
    let depth = if reach.depth() > 0 { w::depth_tile(v, reach.depth()) } else { String::new() };
    let total = w::people(v, number(figures.total()));
    let came = w::people(v, number(reach.joined()));
    view! {
        {tile(nav::queue(v), Some("/office/queue"), w::people(v, number(desk.queue.waiting)), queue)}
        {tile(nav::reports(v), Some("/office/reports"), w::items(v, number(desk.reports.waiting)), reports)}
        {tile(rights::nav(v), Some("/office/rights"), w::items(v, number(desk.rights.waiting)), rights)}
        {tile(handover::title(v), Some("/office/handover"), w::items(v, number(desk.leavers)), leavers.to_owned())}
        {tile(w::members(v), Some("/people"), total, w::members_new(v, number(figures.joined())))}
        {month}
        {tile(w::by_invitation(v), None, came, depth)}
    }
}

/// The deadline that comes first, or that it is over.
fn rights_due(ctx: &Ctx, due: Stamp) -> String {
    let date = format::short_date(ctx, due);
    let is_over = due <= ctx.app.service.now();
    if is_over { rights::office_late(ctx.voice, date) } else { rights::office_next(ctx.voice, date) }
}

fn members(ctx: &Ctx, figures: &Figures) -> impl IntoView + use<> {
    let v = ctx.voice;
    let row = |name: &'static str, all: i64, active: i64, joined: i64| {
        view! { <tr><th scope="row">{name}</th><td class="num">{number(all)}</td><td class="num">{number(active)}</td><td class="num">{number(joined)}</td></tr> }
    };
    let of = |relationship| match relationship {
        Relationship::Alumnus => w::alumnus(v),
        Relationship::Employee => w::employee(v),
        Relationship::Friend => w::friend(v),
        Relationship::Student => w::student(v),
        Relationship::Customer => w::customer(v),
    };
    let rows: Vec<_> =
        figures.members.iter().map(|t| row(of(t.relationship), t.members, t.active, t.joined)).collect();
    let total = row(w::all(v), figures.total(), figures.active(), figures.joined());
    view! {
        <h2>{w::members(v)}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label=w::members(v)>
            <table class="table dense">
                <thead><tr><th scope="col">{w::relationship(v)}</th><th scope="col" class="num">{w::count(v)}</th><th scope="col" class="num">{w::awake(v)}</th><th scope="col" class="num">{w::joined(v)}</th></tr></thead>
                <tbody>{rows}{total}</tbody>
            </table>
        </div>
        <p class="meta">{w::counted(v, format::time(ctx, figures.at))}</p>
        <p><a href="/office/intents">{intent::office_title(v)}</a></p>
        <p><a href="/office/skills">{skill::title(v)}</a></p>
        <p><a href="/office/departments">{department::title(v)}</a></p>
    }
}

fn reach(v: Voice, figures: &Figures) -> impl IntoView + use<> {
    let reach = &figures.reach;
    let tally = |n: i64, what: &'static str| view! { <li><b>{number(n)}</b>{what}</li> };
    let words = if reach.depth() > 0 { w::depth(v, reach.depth()) } else { w::depth_none(v).to_owned() };
    let rows = reach.generations.iter().map(|row| {
        let name = match row.distance {
            0 => w::distance_0(v).to_owned(),
            n => w::distance_n(v, n),
        };
        view! { <tr><th scope="row">{name}</th><td class="num">{number(row.members)}</td></tr> }
    });
    let rows: Vec<_> = rows.collect();
    let chain = (reach.depth() > 0).then(|| view! {
        <details class="more"><summary>{w::distance_table(v)}</summary>
            <table class="table dense"><thead><tr><th scope="col">{w::distance(v)}</th><th scope="col" class="num">{w::count(v)}</th></tr></thead><tbody>{rows}</tbody></table>
        </details>
    });
    view! {
        <h2>{w::invitations(v)}</h2>
        <ul class="tallies">
            {tally(reach.links.made, w::links_made(v))}
            {tally(reach.links.started, w::links_started(v))}
            {tally(reach.links.used, w::links_used(v))}
            {tally(reach.joined(), w::joined_by_invitation(v))}
        </ul>
        <p>{words}</p>
        {chain}
        <p class="meta">{consent::statistics_only(v)}</p>
        <p class="acts"><a class="btn small" href="/office/spread"><Icon name="network"/>{referral::spread_more(v)}</a>
            <a class="btn small" href="/invitations"><Icon name="link"/>{w::make_invitation(v)}</a></p>
    }
}

fn events(ctx: &Ctx, events: &[SignUps]) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let row = |event: &SignUps| {
        let title = spoken(&event.title, lang);
        let taken = event.going.min(event.capacity);
        let waiting = (event.waiting > 0)
            .then(|| view! { <span class="badge wait">{w::waiting(v, number(event.waiting))}</span> });
        let seats = w::seats(v, number(event.capacity), number(event.going));
        view! {
            <li class="stack tight">
                <span class="spread"><a href=format!("/office/events/{}", event.slug) lang=title.lang>{title.text}</a><span class="meta nowrap">{format::short_date(ctx, event.starts)}</span></span>
                <meter min="0" max=event.capacity value=taken aria-label=seats.clone()>{seats.clone()}</meter>
                <span class="row"><span class="meta">{seats}</span>{waiting}</span>
            </li>
        }
    };
    let list = if events.is_empty() {
        view! { <p>{w::events_none(v)}</p> <p class="acts"><a class="btn small" href="/office/events/new"><Icon name="calendar-plus"/>{w::new_event(v)}</a></p> }.into_any()
    } else {
        view! { <ul class="rows">{events.iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! { <h2>{w::events(v)}</h2> {list} }
}

fn programmes(ctx: &Ctx, programmes: &[ProgrammeDesk]) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let row = |programme: &ProgrammeDesk| {
        let title = spoken(&programme.title, lang);
        view! {
            <li class="stack tight">
                <a href=format!("/office/programmes/{}/applications", programme.slug) lang=title.lang>{title.text}</a>
                <span class="row meta">
                    <span>{w::sent(v, number(programme.sent))}</span>
                    <span>{w::drafts(v, number(programme.drafts))}</span>
                    <span>{w::interested(v, number(programme.interested))}</span>
                </span>
            </li>
        }
    };
    let list = if programmes.is_empty() {
        view! { <p>{w::programmes_none(v)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{programmes.iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! { <h2>{w::programmes(v)}</h2> {list} }
}
