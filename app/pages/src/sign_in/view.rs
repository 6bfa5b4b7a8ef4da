//! The views of signing in.
use leptos::prelude::*;
use types::form::Problems;
use types::lang::Voice;
use types::words::sign_in as w;

use super::{Ask, oidc_view};
use crate::ctx::Ctx;
use crate::passkey::{Purpose, Refused, refusal};
use crate::ui::{ErrorSummary, Field, Kind};

pub(super) fn ask(
    ctx: &Ctx,
    ask: Ask,
    problems: Problems,
    refused: Option<Refused>,
) -> impl IntoView + use<> {
    let voice = ctx.voice;
    let passkey = crate::passkey::ask(ctx, Purpose::SignIn, &ask.return_to, refused);
    let account =
        ctx.app.service.oidc_label(voice).map(|label| oidc_view::button(voice, label, ask.return_to.clone()));
    view! {
        <section class="card letter">
            <h1>{w::title(voice)}</h1>
            <p class="lead">{w::lead(voice)}</p>
            {refusal(voice, Purpose::SignIn, refused)}
            <ErrorSummary voice problems=problems.clone()/>
            <form method="post" action="/sign-in" class="form" novalidate="true">
                <input type="hidden" name="return_to" value=ask.return_to/>
                <Field voice name="mail" label=w::mail(voice) value=ask.mail problems kind=Kind::Mail
                    hint=w::mail_hint(voice) autocomplete="username webauthn"/>
                <p class="acts"><button class="btn primary large block">{w::send(voice)}</button></p>
            </form>
            {passkey}
            {account}
            <h2>{w::not_yet(voice)}</h2>
            <p class="meta">{w::not_yet_text(voice)} " " <a href="/join">{types::words::join::title(voice)}</a></p>
        </section>
    }
}

pub(super) fn code(voice: Voice, problems: Problems) -> impl IntoView {
    view! {
        <section class="card letter">
            <h1>{w::sent_title(voice)}</h1>
            <p class="lead" role="status">{w::sent(voice)}</p>
            <ErrorSummary voice problems=problems.clone()/>
            <form method="post" class="form" novalidate="true">
                <Field voice name="code" label=w::code(voice) value="" problems kind=Kind::Code
                    hint=w::code_hint(voice) autocomplete="one-time-code"/>
                <p class="acts"><button class="btn primary large block">{w::enter(voice)}</button></p>
            </form>
            <p><a href="/sign-in">{w::again(voice)}</a></p>
        </section>
    }
}

pub(super) fn link_only(voice: Voice) -> impl IntoView {
    view! {
        <section class="card letter">
            <h1>{w::link_only_title(voice)}</h1>
            <p class="notice wait" role="status">{w::link_only(voice)}</p>
            <p class="meta">{w::link_only_hint(voice)}</p>
            <p><a href="/sign-in">{w::again(voice)}</a></p>
        </section>
    }
}

pub(super) fn link(voice: Voice) -> impl IntoView {
    view! {
        <section class="card letter">
            <h1>{w::link_title(voice)}</h1>
            <p class="lead">{w::link_lead(voice)}</p>
            <form method="post"><p class="acts"><button class="btn primary large block">{w::enter(voice)}</button></p></form>
        </section>
    }
}

pub(super) fn over(voice: Voice) -> impl IntoView {
    view! {
        <section class="card letter">
            <h1>{w::title(voice)}</h1>
            <p class="notice wait">{w::link_over(voice)}</p>
            <p class="acts"><a class="btn primary large block" href="/sign-in">{w::send(voice)}</a></p>
        </section>
    }
}
