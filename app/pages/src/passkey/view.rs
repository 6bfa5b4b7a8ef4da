//! The views of passkeys.
use leptos::prelude::*;
use service::passkey::{MOST, NewPasskey, Passkey};
use service::policy::is_fresh;
use types::form::{Problem, Problems};
use types::lang::Voice;
use types::words::{form, passkey as w};

use super::list::CONFIRM;
use super::{LIST, Refused};
use crate::ctx::Ctx;
use crate::format;
use crate::ui::{ErrorSummary, Field, Icon};

/// What a passkey is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Signing in, from the mail field too.
    SignIn,
    /// Confirming who is signed in.
    Confirm,
}

/// A form that asks the device for a passkey and goes to `return_to`; empty where there are none. Hidden until the script
/// finds a browser that knows passkeys.
pub(crate) fn ask(
    ctx: &Ctx,
    purpose: Purpose,
    return_to: &str,
    refused: Option<Refused>,
) -> Option<impl IntoView + use<>> {
    let (v, return_to) = (ctx.voice, return_to.to_owned());
    let (action, label) = match purpose {
        Purpose::SignIn => ("/sign-in/passkey", w::sign_in(v)),
        Purpose::Confirm => ("/me/confirm/passkey", w::confirm_with(v)),
    };
    // After a refusal nothing is offered by itself: it would be the same passkey again.
    let offer = (purpose == Purpose::SignIn && refused.is_none()).then_some("");
    ctx.app.service.offers_passkeys().then(|| {
        view! {
            <form method="post" action=action class="stack" hidden data-passkey="get" data-options="/sign-in/passkey/options" data-offer=offer>
                <input type="hidden" name="return_to" value=return_to/>
                {answer("", "")}
                <p class="acts"><button class="btn block"><Icon name="fingerprint"/>{label}</button></p>
                {said("failed", w::sign_in_failed(v))}
            </form>
            {script()}
        }
    })
}

/// What the page says of a passkey that did not do.
pub(crate) fn refusal(v: Voice, purpose: Purpose, refused: Option<Refused>) -> Option<impl IntoView> {
    let words = match (refused?, purpose) {
        (Refused::Late, _) => w::late(v),
        (Refused::NotAccepted, Purpose::SignIn) => w::refused(v),
        (Refused::NotAccepted, Purpose::Confirm) => w::confirm_refused(v),
    };
    Some(view! { <p class="notice wait" role="alert">{words}</p> })
}

pub(super) fn list(
    ctx: &Ctx,
    passkeys: Vec<Passkey>,
    new: NewPasskey,
    problems: Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let add = add(ctx, passkeys.len(), new, problems);
    let list = if passkeys.is_empty() {
        view! { <p>{w::none(v)}</p> }.into_any()
    } else {
        view! { <ul class="rows card">{passkeys.into_iter().map(|it| row(ctx, it)).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        {list}
        <p class="meta">{w::beside(v)}</p>
        <section class="card"><h2>{w::add(v)}</h2>{add}</section>
    }
}

fn row(ctx: &Ctx, passkey: Passkey) -> impl IntoView + use<> {
    let v = ctx.voice;
    let label = w::change_label(v, &passkey.name);
    view! {
        <li class="spread">
            <span class="who"><span class="name">{passkey.name.clone()}</span><span class="meta">{history(ctx, &passkey)}</span></span>
            <a class="btn small" href=path(&passkey) aria-label=label>{w::change(v)}</a>
        </li>
    }
}

fn history(ctx: &Ctx, passkey: &Passkey) -> String {
    let v = ctx.voice;
    let since = w::since(v, format::date(ctx, passkey.created_at));
    let used = passkey.last_used_on.map(|day| w::used_on(v, format::date(ctx, day)));
    format!("{since} · {}", used.unwrap_or_else(|| w::unused(v).to_owned()))
}

/// The form, or why there is none now.
fn add(ctx: &Ctx, count: usize, new: NewPasskey, problems: Problems) -> AnyView {
    let v = ctx.voice;
    let fresh = ctx.viewer.me().is_some_and(|me| is_fresh(me, ctx.app.service.now()));
    if !ctx.app.service.offers_passkeys() {
        return view! { <p>{w::not_offered(v)}</p> }.into_any();
    }
    if count >= MOST {
        return view! { <p>{w::full(v, MOST)}</p> }.into_any();
    }
    if !fresh {
        return view! {
            <p>{w::needs_confirm(v)}</p>
            <p class="acts"><a class="btn primary" href=CONFIRM>{w::confirm(v)}</a></p>
        }
        .into_any();
    }
    // The answer has no field of its own to stand beside.
    let refused = problems.of("credential").map(|problem| match problem {
        Problem::Taken => w::taken(v).to_owned(),
        problem => problem.text(v),
    });
    let refused = refused.map(|words| view! { <p class="notice wait" role="alert">{words}</p> });
    let summary =
        problems.of("name").is_some().then(|| view! { <ErrorSummary voice=v problems=problems.clone()/> });
    view! {
        <p class="hint">{w::add_lead(v)}</p>
        {refused}
        {summary}
        <form method="post" action=LIST class="form" novalidate="true" hidden data-passkey="create" data-options="/me/passkeys/options">
            <Field voice=v name="name" label=w::name(v) value=new.name problems hint=w::name_hint(v) autocomplete="off"/>
            {answer(&new.ceremony, &new.credential)}
            <p class="acts"><button class="btn primary"><Icon name="fingerprint"/>{w::create(v)}</button></p>
            {said("known", w::known(v))}
            {said("failed", w::create_failed(v))}
        </form>
        <p class="notice" data-passkey-instead=""><Icon name="info"/><span>{w::needs_browser(v)}</span></p>
        {script()}
    }
    .into_any()
}

pub(super) fn one(
    ctx: &Ctx,
    passkey: Passkey,
    typed: Option<String>,
    problems: Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (path, history) = (path(&passkey), history(ctx, &passkey));
    let name = passkey.name;
    let ask = w::remove_ask(v, &name);
    view! {
        <header class="head"><div><h1>{name.clone()}</h1><p class="meta">{history}</p></div></header>
        <section class="card">
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" action=path.clone() class="form" novalidate="true">
                <Field voice=v name="name" label=w::name(v) value=typed.unwrap_or(name) problems hint=w::name_hint(v) autocomplete="off"/>
                <p class="acts"><button class="btn primary">{form::save(v)}</button></p>
            </form>
        </section>
        <details class="card more">
            <summary>{w::remove(v)}</summary>
            <p>{ask}</p>
            <p class="meta">{w::beside(v)}" "{w::remove_device(v)}</p>
            <form method="post" action=format!("{path}/remove")><button class="btn danger">{w::remove_button(v)}</button></form>
        </details>
        <p><a href=LIST>{w::to_list(v)}</a></p>
    }
}

fn path(passkey: &Passkey) -> String {
    format!("{LIST}/{}", passkey.id)
}

/// Where the script puts the device's answer; browsers do not fill it in again.
fn answer(ceremony: &str, credential: &str) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="ceremony" value=ceremony.to_owned() autocomplete="off"/>
        <input type="hidden" name="credential" value=credential.to_owned() autocomplete="off"/>
    }
}

/// What the script may have to say: it shows the one it names.
fn said(name: &'static str, words: &'static str) -> impl IntoView {
    view! { <p class="notice wait" role="alert" hidden data-said=name>{words}</p> }
}

fn script() -> impl IntoView {
    view! { <script type="module" src="/passkey.js"></script> }
}
