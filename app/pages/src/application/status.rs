//! Where an application stands, in words, with what comes next.
use leptos::prelude::*;
use service::application::Application;
use types::words::application as w;
use types::words::{nav, public};

use super::form::answers;
use super::step::steps;
use super::{badge, team, title};
use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Icon, spoken};

pub(super) fn page(ctx: &Ctx, a: &Application) -> impl IntoView + use<> {
    let (v, id) = (ctx.voice, a.id);
    let programme = spoken(&a.programme.title, v.lang);
    let note = (!a.note.is_empty()).then(|| {
        view! {
            <div class="answer"><h3>{w::note(v)}</h3><p class="kept">{a.note.clone()}</p></div>
        }
    });
    let next = a.next.as_ref().map(|step| {
        let title = spoken(&step.title, v.lang);
        view! {
            <div><dt>{w::next(v)}</dt><dd><span lang=title.lang>{title.text}</span><br/><time datetime=format::machine(ctx, step.at)>{format::date_time(ctx, step.at)}</time></dd></div>
        }
    });
    let sent = a
        .submitted_at
        .map(|at| view! { <div><dt>{w::sent_on(v)}</dt><dd>{format::date_time(ctx, at)}</dd></div> });
    let saved = a
        .may_edit()
        .then(|| view! { <div><dt>{w::saved_on(v)}</dt><dd>{format::date_time(ctx, a.saved_at)}</dd></div> });
    let round = spoken(&a.programme.next_round, v.lang);
    let round = (a.state == types::application::ApplicationState::Declined && !round.text.is_empty())
        .then(|| view! { <p lang=round.lang>{round.text}</p> });
    let write = a.may_edit().then(|| {
        let step = a.missing().first().map_or_else(
            || format!("/applications/{id}/review"),
            |missing| format!("/applications/{id}/steps/{}", missing.step),
        );
        let word = if a.missing().is_empty() { w::go_review(v) } else { w::go_on(v) };
        view! {
            <section class="card"><h2>{w::way(v)}</h2>{steps(ctx, a, 0)}<p class="acts"><a class="btn primary" href=step>{word}</a></p></section>
        }
    });
    let read = (!a.may_edit()).then(|| {
        let all: Vec<_> = a.answers.iter().collect();
        view! { <section class="card"><h2>{w::answers(v)}</h2>{answers(v, id, &all)}</section> }
    });
    view! {
        <nav class="crumbs" aria-label=public::here(v)><ol>
            <li><a href="/programmes">{nav::programmes(v)}</a></li>
            <li><a href=format!("/programmes/{}", a.slug) lang=programme.lang>{programme.text}</a></li>
            <li aria-current="page">{w::application(v)}</li>
        </ol></nav>
        <header class="head"><div><h1>{title(v, &a.title)}</h1><p class="chips">{badge(v, a.state)}</p></div></header>
        <section class="card">
            <p>{a.state.sentence(v)}</p>
            {note}{round}
            <dl class="facts">{next}{sent}{saved}</dl>
        </section>
        {write}
        {team::card(ctx, a)}
        {read}
        {turns(ctx, a)}
    }
}

/// Taking back, and writing on.
fn turns(ctx: &Ctx, a: &Application) -> impl IntoView + use<> {
    let (v, id) = (ctx.voice, a.id);
    let withdraw = a.may_withdraw().then(|| {
        view! {
            <details class="confirm">
                <summary class="btn danger">{w::withdraw(v)}</summary>
                <form method="post" action=format!("/applications/{id}/withdraw") class="form card">
                    <p>{w::withdraw_ask(v)}</p>
                    <p class="acts"><button class="btn danger">{w::withdraw_yes(v)}</button></p>
                </form>
            </details>
        }
    });
    let reopen = a.may_reopen().then(|| view! {
        <form method="post" action=format!("/applications/{id}/reopen") class="acts"><button class="btn primary"><Icon name="undo-2"/>{w::reopen(v)}</button></form>
    });
    view! { {withdraw}{reopen} }
}
