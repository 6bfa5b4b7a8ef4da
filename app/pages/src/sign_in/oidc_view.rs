//! The views of signing in by the company's account.
use leptos::prelude::*;
use types::form::Problems;
use types::join::JoinInput;
use types::lang::Voice;
use types::text::Mail;
use types::words::{join, oidc as w};

use crate::ctx::Ctx;
use crate::join::view::{consents, names};
use crate::ui::ErrorSummary;

/// Under the form that asks for the mail address.
pub(super) fn button(voice: Voice, label: String, return_to: String) -> impl IntoView {
    view! {
        <form method="post" action="/sign-in/oidc">
            <input type="hidden" name="return_to" value=return_to/>
            <p class="meta">{w::lead(voice)}</p>
            <p class="acts"><button class="btn large block">{label}</button></p>
        </form>
    }
}

pub(super) fn going(voice: Voice, address: String) -> impl IntoView {
    view! {
        <section class="card letter">
            <h1>{w::going_title(voice)}</h1>
            <p class="lead" role="status">{w::going_text(voice)}</p>
            <p class="acts"><a class="btn primary large block" href=address>{w::going_button(voice)}</a></p>
        </section>
    }
}

pub(super) fn failed(voice: Voice, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <section class="card letter">
            <h1>{title}</h1>
            <p class="notice wait">{text}</p>
            <p class="acts"><a class="btn primary large block" href="/sign-in">{w::to_sign_in(voice)}</a></p>
        </section>
    }
}

pub(super) fn welcome(
    ctx: &Ctx,
    input: &JoinInput,
    mail: Option<Mail>,
    problems: &Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let mail = mail.map_or_else(|| w::welcome_no_mail(v).to_owned(), |mail| w::welcome_mail(v, mail));
    view! {
        <section class="card letter">
            <h1>{w::welcome_title(v)}</h1>
            <p class="lead">{w::welcome_lead(v, ctx.site.name.get(v.lang))}</p>
        </section>
        <section class="card">
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" class="form" novalidate="true">
                {names(v, input, problems, view! { <p class="meta">{mail}</p> }.into_any())}
                {consents(v, join::consent_required(v), |purpose| input.has(purpose), problems)}
                <p class="acts"><button class="btn primary large block">{w::welcome_submit(v)}</button></p>
            </form>
        </section>
    }
}
