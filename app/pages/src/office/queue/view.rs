//! The views of the queue.
use leptos::prelude::*;
use service::join::queue::{HOLD, Queue};
use service::join::{EXPECTED_DAYS, JoinRequestRow, QueuedRow};
use types::form::Problems;
use types::join::{JoinState, purposes_of};
use types::lang::Voice;
use types::words::{address, nav, queue as w};

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{ErrorSummary, Field, Icon, Kind, pager};

/// What the office typed into the forms of one request.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) question: String,
    pub(super) words: String,
}

pub(super) fn list(ctx: &Ctx, queue: &Queue) -> impl IntoView + use<> {
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
        view! { <ul class="rows queue card">{queue.waiting.iter().map(|row| waiting(ctx, row)).collect_view()}</ul> {more} }.into_any()
    };
    let decided = (!queue.decided.is_empty()).then(|| view! {
        <section class="section">
            <h2>{w::decided(v)}</h2>
            <ul class="rows queue card">{queue.decided.iter().map(|row| decided(ctx, row)).collect_view()}</ul>
        </section>
    });
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v, queue.count, EXPECTED_DAYS)}</p></div></header>
        {waiting}
        {decided}
        <p><a href="/office/addresses">{address::office_link(v)}</a></p>
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
            <span class="person"><span class="who">
                <span class="name">{name}" "{badge(v, r.state)}</span>
                <span class="meta">{format!("{} {}", years(v, r), r.department)}</span>
                <span class="meta">{format!("{}: {}", w::inviter(v), inviter(v, row))}</span>
                {note}
            </span></span>
            <span class="acts">
                <a class="btn small" href=href.clone() aria-label=detail>{w::detail(v)}</a>
                <form method="post" action=href><button class="btn small" name="verb" value="approve" aria-label=approve><Icon name="check"/>{w::approve(v)}</button></form>
            </span>
        </li>
    }
}

fn decided(ctx: &Ctx, row: &QueuedRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let r = &row.request;
    let name = name(v, r);
    let when = r.decided_at.map(|at| format::date_time(ctx, at)).unwrap_or_default();
    let undo = is_held(ctx, r).then(|| {
        let label = format!("{}: {name}", w::undo(v));
        view! {
            <form method="post" action=format!("/office/queue/{}", r.id)>
                <button class="btn small" name="verb" value="undo" aria-label=label><Icon name="undo-2"/>{w::undo(v)}</button>
            </form>
        }
    });
    view! {
        <li>
            <span class="person"><span class="who">
                <span class="name"><a href=format!("/office/queue/{}", r.id)>{name}</a>" "{badge(v, r.state)}</span>
                <span class="meta">{when}</span>
            </span></span>
            <span class="acts">{undo}</span>
        </li>
    }
}

pub(super) fn one(ctx: &Ctx, row: &QueuedRow, typed: Typed, problems: &Problems) -> impl IntoView + use<> {
    let v = ctx.voice;
    let r = &row.request;
    let fact = |label: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
    };
    let kana = format!("{} {}", r.family_kana, r.given_kana);
    let purposes = purposes_of(&r.purposes)
        .iter()
        .map(|purpose| purpose.name(v))
        .collect::<Vec<_>>()
        .join(v.pick("、", ", "));
    let forms = match r.state {
        JoinState::Waiting | JoinState::Asked => forms(v, typed, problems).into_any(),
        _ if is_held(ctx, r) => view! {
            <form method="post"><button class="btn" name="verb" value="undo"><Icon name="undo-2"/>{w::undo(v)}</button></form>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <header class="head"><div><p class="kana">{kana}</p><h1>{name(v, r)}" "{badge(v, r.state)}</h1></div></header>
        <section class="card">
            <dl class="facts">
                {fact(w::department(v), r.department.clone())}
                {fact(w::years(v), years(v, r))}
                {fact(w::former(v), r.former_family.clone())}
                {fact(w::inviter(v), inviter(v, row))}
                {fact(w::mail(v), r.mail.to_string())}
                {fact(w::note(v), r.note.clone())}
                {fact(w::consents(v), format!("{purposes} ({})", r.text_version))}
                {fact(w::asked_on(v), format::date_time(ctx, r.created_at))}
                {fact(w::last_question(v), r.question.clone())}
                {fact(w::answer(v), r.answer.clone())}
            </dl>
        </section>
        {forms}
        <p><a href="/office/queue">{w::back(v)}</a></p>
    }
}

/// Let in, ask for more, 見送り.
fn forms(v: Voice, typed: Typed, p: &Problems) -> impl IntoView + use<> {
    view! {
        <ErrorSummary voice=v problems=p.clone()/>
        <form method="post"><p class="acts"><button class="btn primary large" name="verb" value="approve"><Icon name="check"/>{w::approve(v)}</button></p></form>
        <section class="card">
            <h2>{w::ask(v)}</h2>
            <form method="post" class="form" novalidate="true">
                <Field voice=v name="question" label=w::question(v) value=typed.question problems=p.clone() kind=Kind::Prose hint=w::question_hint(v)/>
                <p class="acts"><button class="btn" name="verb" value="ask"><Icon name="send"/>{w::send_question(v)}</button></p>
            </form>
        </section>
        <section class="card">
            <h2>{w::decline(v)}</h2>
            <form method="post" class="form" novalidate="true">
                <Field voice=v name="words" label=w::words(v) value=typed.words problems=p.clone() kind=Kind::Prose hint=w::words_hint(v) optional=true/>
                <p class="acts"><button class="btn danger" name="verb" value="decline">{w::decline(v)}</button></p>
            </form>
        </section>
    }
}

/// The name as written, for titles and rows.
pub(super) fn name(v: Voice, r: &JoinRequestRow) -> String {
    if v.pick(false, !r.family_roman.is_empty()) {
        format!("{} {}", r.given_roman, r.family_roman)
    } else {
        format!("{} {}", r.family, r.given)
    }
}

/// Whether the 見送り is not told yet.
fn is_held(ctx: &Ctx, r: &JoinRequestRow) -> bool {
    r.state == JoinState::Declined && r.decided_at.is_some_and(|at| at.plus(HOLD) > ctx.app.service.now())
}

fn years(v: Voice, r: &JoinRequestRow) -> String {
    let to = r.year_to.map_or_else(|| w::still(v).to_owned(), |year| year.to_string());
    format!("{}–{to}", r.year_from)
}

/// 佐々木 花「2008年、図書館班」
fn inviter(v: Voice, row: &QueuedRow) -> String {
    match (&row.inviter_family, &row.inviter_given) {
        (Some(family), Some(given)) => {
            let words = row.worked_together.as_deref().unwrap_or_default();
            format!("{family} {given}{}", v.pick(format!("「{words}」"), format!(": {words}")))
        }
        _ => w::no_inviter(v).to_owned(),
    }
}

fn badge(v: Voice, state: JoinState) -> impl IntoView {
    let (class, label) = match state {
        JoinState::Unverified | JoinState::Waiting => ("badge wait", w::waiting(v)),
        JoinState::Asked => ("badge ai", w::asked(v)),
        JoinState::Approved => ("badge ok", w::approved(v)),
        JoinState::Declined => ("badge", w::declined(v)),
    };
    view! { <span class=class>{label}</span> }
}
