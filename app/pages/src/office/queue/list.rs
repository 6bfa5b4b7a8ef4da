//! The list of the queue: who waits, what is decided and not told yet, what was told.
use leptos::prelude::*;
use service::join::QueuedRow;
use service::join::decide::HOLD;
use service::join::queue::Queue;
use service::join::refusal::Refusal;
use types::words::{address, nav, queue as w, refusal as r, vouch};

use super::{badge, inviter, name, years};
use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Icon, pager};

pub(super) fn view(ctx: &Ctx, queue: &Queue, refusals: &[Refusal]) -> impl IntoView + use<> {
    let v = ctx.voice;
    let more = queue.next.map(|after| format!("/office/queue?after={after}"));
    let more = pager(nav::more(v), nav::more(v), more);
    let waiting = if queue.waiting.is_empty() {
        view! {
            <section class="empty">
                <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#done"></use></svg>
                <h2>{w::empty(v)}</h2>
                <p>{w::empty_text(v)}</p>
            </section>
        }
        .into_any()
    } else {
        let wording = |refusal: &Refusal| view! { <option value=refusal.key()>{refusal.title(v)}</option> };
        view! {
            <form id="chosen" method="post" class="bulk">
                <span>{w::chosen(v)}</span>
                <button class="btn small" name="verb" value="approve"><Icon name="check"/>{w::bulk_approve(v)}</button>
                <select name="refusal" aria-label=w::bulk_wording(v)>{refusals.iter().map(wording).collect_view()}</select>
                <button class="btn small danger" name="verb" value="decline">{w::bulk_decline(v)}</button>
            </form>
            <ul class="rows queue card">{queue.waiting.iter().map(|row| waiting(ctx, row)).collect_view()}</ul>
            {more}
        }
        .into_any()
    };
    let decided = (!queue.decided.is_empty()).then(|| view! {
        <section class="section">
            <h2>{w::decided(v)}</h2>
            <ul class="rows queue card">{queue.decided.iter().map(|row| decided(ctx, row)).collect_view()}</ul>
        </section>
    });
    view! {
        <header class="head">
            <div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v, queue.count, ctx.site.joining.expected_days)}</p></div>
            <div class="acts">
                <a class="btn quiet" href="/office/queue/vouches"><Icon name="users"/>{vouch::office_title(v)}</a>
                <a class="btn quiet" href="/office/queue/settings"><Icon name="settings"/>{r::title(v)}</a>
            </div>
        </header>
        {waiting}
        {held(ctx, queue)}
        {decided}
        <p><a href="/office/queue/addresses">{address::office_link(v)}</a></p>
    }
}

fn waiting(ctx: &Ctx, row: &QueuedRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let r = &row.request;
    let name = name(v, r);
    let (approve, detail) = (format!("{}: {name}", w::approve(v)), format!("{}: {name}", w::detail(v)));
    let href = format!("/office/queue/{}", r.id);
    let note = (!r.note.is_empty()).then(|| view! { <span class="meta">{r.note.clone()}</span> });
    view! {
        <li>
            <span class="person">
                {chooser("chosen", row, w::choose(v, &name))}
                <span class="who">
                    <span class="name">{name}" "{badge(v, r.state)}</span>
                    <span class="meta">{format!("{} {}", years(v, r), r.department)}</span>
                    <span class="meta">{format!("{}: {}", w::inviter(v), inviter(v, row))}</span>
                    {note}
                </span>
            </span>
            <span class="acts">
                <a class="btn small" href=href.clone() aria-label=detail>{w::detail(v)}</a>
                <form method="post" action=href><button class="btn small" name="verb" value="approve" aria-label=approve><Icon name="check"/>{w::approve(v)}</button></form>
            </span>
        </li>
    }
}

/// A box that belongs to the form `form` above the list.
fn chooser(form: &'static str, row: &QueuedRow, label: String) -> impl IntoView + use<> {
    view! { <label class="check"><input type="checkbox" name="id" form=form value=row.request.id.to_string() aria-label=label/></label> }
}

/// Decisions that can be taken back.
fn held(ctx: &Ctx, queue: &Queue) -> Option<AnyView> {
    let v = ctx.voice;
    let row = |row: &QueuedRow| {
        let r = &row.request;
        let name = name(v, r);
        let (undo, now) = (format!("{}: {name}", w::undo(v)), format!("{}: {name}", w::now(v)));
        let until = r.decided_at.map(|at| w::held_until(v, format::time(ctx, at.plus(HOLD))));
        let href = format!("/office/queue/{}", r.id);
        view! {
            <li>
                <span class="person">
                    {chooser("held", row, w::choose(v, &name))}
                    <span class="who">
                        <span class="name"><a href=href.clone()>{name}</a>" "{badge(v, r.state)}</span>
                        <span class="meta">{until}</span>
                    </span>
                </span>
                <form class="acts" method="post" action=href>
                    <button class="btn small" name="verb" value="undo" aria-label=undo><Icon name="undo-2"/>{w::undo(v)}</button>
                    <button class="btn small quiet" name="verb" value="now" aria-label=now>{w::now(v)}</button>
                </form>
            </li>
        }
    };
    (!queue.held.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{w::held(v)}</h2>
                <p class="meta">{w::held_lead(v)}</p>
                <form id="held" method="post" class="bulk">
                    <span>{w::chosen(v)}</span>
                    <button class="btn small" name="verb" value="undo"><Icon name="undo-2"/>{w::undo(v)}</button>
                    <button class="btn small quiet" name="verb" value="now">{w::now(v)}</button>
                </form>
                <ul class="rows queue card">{queue.held.iter().map(row).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn decided(ctx: &Ctx, row: &QueuedRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let r = &row.request;
    let when = r.told_at.map(|at| format::date_time(ctx, at)).unwrap_or_default();
    view! {
        <li>
            <span class="person"><span class="who">
                <span class="name"><a href=format!("/office/queue/{}", r.id)>{name(v, r)}</a>" "{badge(v, r.state)}</span>
                <span class="meta">{when}</span>
            </span></span>
        </li>
    }
}
