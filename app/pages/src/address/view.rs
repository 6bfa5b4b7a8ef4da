//! The view of the list.
use leptos::prelude::*;
use service::address::{Address, AddressRequest, Addresses, MOST};
use types::form::Problems;
use types::words::address as w;

use super::list::{Typed, kept_words};
use crate::ctx::Ctx;
use crate::format;
use crate::ui::{ErrorSummary, Field, Icon, Kind};

pub(super) fn list(
    ctx: &Ctx,
    addresses: Addresses,
    typed: Typed,
    problems: Problems,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let hint = addresses.needs_private.then(|| {
        view! { <p class="notice"><Icon name="info"/><span>{w::needs_private(v)}</span></p> }
    });
    // A form that was refused keeps what was typed, even when the last place went in between.
    let is_full = addresses.is_full() && problems.is_empty();
    let add = if is_full {
        view! { <p>{w::full(v, MOST)}</p> }.into_any()
    } else {
        view! {
            <p class="hint">{w::add_lead(v)}</p>
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" action="/me/addresses" class="form" novalidate="true">
                <Field voice=v name="mail" label=w::mail(v) value=typed.mail problems kind=Kind::Mail autocomplete="email"/>
                <p class="acts"><button class="btn primary">{w::send(v)}</button></p>
            </form>
        }
        .into_any()
    };
    let pending = (!addresses.asked.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{w::pending(v)}</h2>
                <ul class="rows">{addresses.asked.into_iter().map(|it| pending(ctx, it)).collect_view()}</ul>
            </section>
        }
    });
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        {hint}
        <ul class="rows card">{addresses.all.into_iter().map(|it| row(ctx, it)).collect_view()}</ul>
        {pending}
        <section class="card"><h2>{w::add(v)}</h2>{add}</section>
    }
}

fn row(ctx: &Ctx, address: Address) -> impl IntoView + use<> {
    let v = ctx.voice;
    let since = match address.verified_at {
        Some(at) => w::verified(v, format::date(ctx, at)),
        None => w::unverified(v).to_owned(),
    };
    let marks = (address.is_primary || address.is_company).then(|| {
        let primary = address.is_primary.then(|| view! { <span class="badge ok">{w::primary(v)}</span> });
        let company = address.is_company.then(|| view! { <span class="badge">{w::company(v)}</span> });
        view! { <p class="chips">{primary}{company}</p> }
    });
    let may_lead = address.verified_at.is_some() && !address.is_primary;
    let lead = may_lead.then(|| {
        let label = w::make_primary_label(v, &address.mail);
        view! {
            <form method="post" action="/me/addresses/primary">
                <input type="hidden" name="mail" value=address.mail.to_string()/>
                <button class="btn small" aria-label=label>{w::make_primary(v)}</button>
            </form>
        }
    });
    let end = match address.kept {
        Some(kept) => view! { <p class="meta">{kept_words(ctx, kept)}</p> }.into_any(),
        None => removal(ctx, &address).into_any(),
    };
    view! {
        <li class="stack tight">
            <div class="spread">
                <span class="who"><span class="name">{address.mail.to_string()}</span><span class="meta">{since}</span></span>
                {lead}
            </div>
            {marks}
            {end}
        </li>
    }
}

fn removal(ctx: &Ctx, address: &Address) -> impl IntoView + use<> {
    let (v, mail) = (ctx.voice, address.mail.to_string());
    view! {
        <details class="confirm">
            <summary class="btn small danger" aria-label=w::remove_label(v, &mail)>{w::remove(v)}</summary>
            <form class="card" method="post" action="/me/addresses/remove">
                <input type="hidden" name="mail" value=mail.clone()/>
                <p>{w::remove_ask(v, &mail)}</p>
                <p class="acts"><button class="btn danger">{w::remove_label(v, &mail)}</button></p>
            </form>
        </details>
    }
}

fn pending(ctx: &Ctx, request: AddressRequest) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (mail, until) = (request.mail.to_string(), w::until(v, format::date_time(ctx, request.until)));
    let label = format!("{}: {mail}", w::pending_open(v));
    let page = format!("/me/addresses/requests/{}", request.id);
    view! {
        <li class="spread">
            <span class="who"><span class="name">{mail}</span><span class="meta">{until}</span></span>
            <a class="btn small" href=page aria-label=label>{w::pending_open(v)}</a>
        </li>
    }
}
