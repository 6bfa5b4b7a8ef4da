//! The views of signing in.
use leptos::prelude::*;
use types::form::Problems;
use types::lang::Voice;
use types::words::sign_in as w;

use super::Ask;
use crate::ui::{ErrorSummary, Field, Icon, Kind};

pub(super) fn ask(voice: Voice, ask: Ask, problems: Problems) -> impl IntoView {
    view! {
        <section class="sheet">
            <h1>{w::title(voice)}</h1>
            <p class="lead">{w::lead(voice)}</p>
            <ErrorSummary voice problems=problems.clone()/>
            <form method="post" action="/sign-in" novalidate="true">
                <input type="hidden" name="return_to" value=ask.return_to/>
                <Field voice name="mail" label=w::mail(voice) value=ask.mail problems kind=Kind::Mail
                    hint=w::mail_hint(voice) autocomplete="email"/>
                <p class="actions"><button class="btn primary wide">{w::send(voice)}</button></p>
            </form>
            <h2 class="small-title">{w::not_yet(voice)}</h2>
            <p class="meta">{w::not_yet_text(voice)}</p>
        </section>
    }
}

pub(super) fn code(voice: Voice, problems: Problems) -> impl IntoView {
    view! {
        <section class="sheet">
            <Icon name="mail"/>
            <h1>{w::sent_title(voice)}</h1>
            <p class="lead" role="status">{w::sent(voice)}</p>
            <ErrorSummary voice problems=problems.clone()/>
            <form method="post" class="code-form" novalidate="true">
                <Field voice name="code" label=w::code(voice) value="" problems kind=Kind::Code
                    hint=w::code_hint(voice) autocomplete="one-time-code"/>
                <p class="actions"><button class="btn primary wide">{w::enter(voice)}</button></p>
            </form>
            <p><a href="/sign-in">{w::again(voice)}</a></p>
        </section>
    }
}

pub(super) fn link(voice: Voice) -> impl IntoView {
    view! {
        <section class="sheet">
            <h1>{w::link_title(voice)}</h1>
            <p class="lead">{w::link_lead(voice)}</p>
            <form method="post"><p class="actions"><button class="btn primary wide">{w::enter(voice)}</button></p></form>
        </section>
    }
}

pub(super) fn over(voice: Voice) -> impl IntoView {
    view! {
        <section class="sheet">
            <h1>{w::title(voice)}</h1>
            <p class="notice">{w::link_over(voice)}</p>
            <p class="actions"><a class="btn primary wide" href="/sign-in">{w::send(voice)}</a></p>
        </section>
    }
}
