//! One request: what was told, what the office may do, its notes.
use leptos::prelude::*;
use service::join::NoteRow;
use service::join::note::TAKE_BACK;
use service::join::queue::File;
use service::join::refusal::Refusal;
use types::form::Problems;
use types::join::{JoinState, purposes_of};
use types::lang::Voice;
use types::member::name_in_order;
use types::words::{queue as w, vouch};

use super::vouches::vouch_row;
use super::{Typed, badge, inviter, is_held, name, years};
use crate::ctx::Ctx;
use crate::format;
use crate::ui::{ErrorSummary, Field, Icon, Kind};

pub(super) fn view(
    ctx: &Ctx,
    file: &File,
    refusals: &[Refusal],
    typed: Typed,
    problems: &Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let row = &file.queued;
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
    let vouches = vouches(ctx, file).into_any();
    let notes = notes(ctx, file, &typed.note, problems).into_any();
    let forms = match r.state {
        JoinState::Waiting | JoinState::Asked => forms(v, refusals, typed, problems).into_any(),
        _ if is_held(r) => view! {
            <form method="post" class="acts">
                <button class="btn" name="verb" value="undo"><Icon name="undo-2"/>{w::undo(v)}</button>
                <button class="btn quiet" name="verb" value="now">{w::now(v)}</button>
            </form>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <header class="head"><div><p class="kana">{kana}</p><h1>{name(v, r)}" "{badge(v, r.state)}</h1></div></header>
        <ErrorSummary voice=v problems=problems.clone()/>
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
        {vouches}
        {forms}
        {notes}
        <p><a href="/office/queue">{w::back(v)}</a></p>
    }
}

/// Let in, ask for more, 見送り.
fn forms(v: Voice, refusals: &[Refusal], typed: Typed, p: &Problems) -> impl IntoView + use<> {
    let wording = |refusal: &Refusal| {
        let href = format!("?refusal={}#words", refusal.key());
        view! { <a class="chip" href=href>{refusal.title(v)}</a> }
    };
    view! {
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
            <p class="meta">{w::wordings(v)}</p>
            <nav class="chips" aria-label=w::wordings(v)>{refusals.iter().map(wording).collect_view()}</nav>
            <form method="post" class="form" novalidate="true">
                <Field voice=v name="words" label=w::words(v) value=typed.words problems=p.clone() kind=Kind::Prose hint=w::words_hint(v) optional=true/>
                <p class="acts"><button class="btn danger" name="verb" value="decline">{w::decline(v)}</button></p>
            </form>
        </section>
    }
}

/// Whom the person named, and what those said.
fn vouches(ctx: &Ctx, file: &File) -> impl IntoView + use<> {
    let v = ctx.voice;
    let names = file.queued.request.colleagues.lines().collect::<Vec<_>>().join(v.pick("、", ", "));
    let rows = file.vouches.iter().map(|row| vouch_row(ctx, row)).collect_view();
    let given = if file.vouches.is_empty() {
        view! { <p class="meta">{vouch::no_vouches(v)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    (!names.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{vouch::vouches(v)}</h2>
                <p class="meta">{vouch::let_in(v, ctx.site.joining.vouches)}</p>
                <dl class="facts"><div><dt>{vouch::named(v)}</dt><dd>{names}</dd></div></dl>
                {given}
            </section>
        }
    })
}

/// The office's notes, each marked as disclosed on request.
fn notes(ctx: &Ctx, file: &File, typed: &str, p: &Problems) -> impl IntoView + use<> {
    let v = ctx.voice;
    let action = format!("/office/queue/{}/notes", file.queued.request.id);
    let note = |note: &NoteRow| {
        let mine = ctx.viewer.me().is_some_and(|me| me.id() == note.author_id);
        let fresh = note.created_at.plus(TAKE_BACK) > ctx.app.service.now();
        let take_back = (mine && fresh).then(|| view! {
            <form method="post" action=format!("{action}/{}", note.id)><button class="btn small quiet"><Icon name="undo-2"/>{w::note_take_back(v)}</button></form>
        });
        let author = name_in_order(v, &note.family, &note.given);
        let line = format!("{author} · {}", format::date_time(ctx, note.created_at));
        view! {
            <li>
                <span class="person"><span class="who">
                    <span class="kept">{note.body.clone()}</span>
                    <span class="meta">{line}" "<span class="badge kaki">{w::disclosed(v)}</span></span>
                </span></span>
                {take_back}
            </li>
        }
    };
    let list = (!file.notes.is_empty())
        .then(|| view! { <ul class="rows queue">{file.notes.iter().map(note).collect_view()}</ul> });
    view! {
        <section class="card" id="notes">
            <h2>{w::notes(v)}</h2>
            <p class="meta">{w::notes_lead(v)}</p>
            {list}
            <form method="post" action=action.clone() class="form" novalidate="true">
                <Field voice=v name="note" label=w::note_new(v) value=typed.to_owned() problems=p.clone() kind=Kind::Prose/>
                <p class="acts"><button class="btn">{w::note_add(v)}</button></p>
            </form>
        </section>
    }
}
