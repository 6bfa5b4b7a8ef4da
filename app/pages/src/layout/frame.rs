//! The four frames.
use leptos::prelude::*;
use types::words::nav as w;

use super::Layout;
use super::nav::{self, Place};
use crate::ctx::Ctx;
use crate::reading;
use crate::ui::{Avatar, Icon};

/// Skip link, navigation, `main`.
pub fn frame(ctx: &Ctx, layout: Layout, content: AnyView) -> AnyView {
    let skip = view! { <a class="skip" href="#main">{w::skip(ctx.voice)}</a> };
    let signed_in = ctx.viewer.me().is_some();
    let body = match layout {
        Layout::Member | Layout::Public if signed_in => member(ctx, content),
        Layout::Office => office(ctx, content),
        Layout::Narrow => narrow(ctx, content),
        Layout::Member | Layout::Public => public(ctx, content),
    };
    view! { {skip} {body} }.into_any()
}

fn main(ctx: &Ctx, content: AnyView) -> impl IntoView + use<> {
    let notice = ctx.notice.clone().map(|text| view! { <p class="notice ok" role="status"><Icon name="circle-check"/>{text}</p> });
    view! { <main id="main" tabindex="-1">{notice}{content}</main> }
}

fn member(ctx: &Ctx, content: AnyView) -> AnyView {
    let side: Vec<Place> = nav::MEMBER[..4].iter().chain(&nav::MORE).copied().collect();
    let desk = nav::has_desk(ctx).then(|| link("/office", "building-2", w::office(ctx.voice), None));
    view! {
        <div class="frame">
            <header class="side">
                {brand(ctx)}
                <nav aria-label=w::main(ctx.voice)><ul>{links(ctx, &side)}{desk}</ul></nav>
                {account(ctx)}
            </header>
            {top(ctx)}
            {main(ctx, content)}
            <nav class="tabs" aria-label=w::main(ctx.voice)><ul>{links(ctx, &nav::MEMBER)}</ul></nav>
        </div>
    }
    .into_any()
}

fn office(ctx: &Ctx, content: AnyView) -> AnyView {
    view! {
        <div class="frame desk">
            <header class="side">
                {brand(ctx)}
                <nav aria-label=w::office(ctx.voice)>
                    <p class="side-title">{w::office(ctx.voice)}</p>
                    <ul>{links(ctx, &nav::OFFICE)}{link("/", "arrow-left", w::to_network(ctx.voice), None)}</ul>
                </nav>
                {account(ctx)}
            </header>
            {top(ctx)}
            {main(ctx, content)}
            <nav class="tabs" aria-label=w::main(ctx.voice)><ul>{links(ctx, &nav::MEMBER)}</ul></nav>
        </div>
    }
    .into_any()
}

fn public(ctx: &Ctx, content: AnyView) -> AnyView {
    view! {
        <div class="public">
            <header class="public-head">
                {brand(ctx)}
                <nav aria-label=w::main(ctx.voice)><ul>{links(ctx, &nav::PUBLIC)}</ul></nav>
                <a class="btn" href="/sign-in">{w::sign_in(ctx.voice)}</a>
            </header>
            {main(ctx, content)}
            {footer(ctx)}
        </div>
    }
    .into_any()
}

fn narrow(ctx: &Ctx, content: AnyView) -> AnyView {
    view! {
        <div class="narrow">
            <header class="narrow-head">{brand(ctx)}</header>
            {main(ctx, content)}
            {footer(ctx)}
        </div>
    }
    .into_any()
}

/// Logo or mark, and the name of the network.
fn brand(ctx: &Ctx) -> impl IntoView + use<> {
    let logo = ctx.site.logo.map_or_else(|| "/icons/mark.svg".to_owned(), |id| format!("/media/{id}/small"));
    let name = ctx.site.name.get(ctx.voice.lang).to_owned();
    view! { <a class="brand" href="/"><img src=logo alt="" width="32" height="32"/><span>{name}</span></a> }
}

/// The phone's top bar.
fn top(ctx: &Ctx) -> impl IntoView + use<> {
    let desk = nav::has_desk(ctx).then(|| view! { <a class="icon-btn" href="/office" aria-label=w::office(ctx.voice)><Icon name="building-2"/></a> });
    view! {
        <div class="topbar">
            {brand(ctx)}
            <span class="topbar-actions">
                {desk}
                <a class="icon-btn" href="/letters" aria-label=w::letters(ctx.voice)><Icon name="mail"/></a>
                <a class="icon-btn" href="/people" aria-label=w::search(ctx.voice)><Icon name="search"/></a>
            </span>
        </div>
    }
}

fn account(ctx: &Ctx) -> impl IntoView + use<> {
    let person = ctx.viewer.me().map(|me| {
        let current = (nav::current(ctx, &nav::MEMBER) == Some("/me")).then_some("page");
        view! {
            <a class="account" href="/me" aria-current=current>
                <Avatar person=me.person.clone() lang=ctx.voice.lang/>
                <span>{me.person.name(ctx.voice.lang)}</span>
            </a>
        }
    });
    view! { <div class="side-foot">{person}{reading::switches(ctx)}</div> }
}

fn footer(ctx: &Ctx) -> impl IntoView + use<> {
    let v = ctx.voice;
    view! {
        <footer class="foot">
            <ul class="foot-links">
                <li><a href="/about">{w::about(v)}</a></li>
                <li><a href="/privacy">{w::privacy(v)}</a></li>
                <li><a href="/terms">{w::terms(v)}</a></li>
            </ul>
            {reading::switches(ctx)}
        </footer>
    }
}

fn links(ctx: &Ctx, places: &[Place]) -> Vec<AnyView> {
    let here = nav::current(ctx, places);
    let item = |p: &Place| link(p.path, p.icon, (p.label)(ctx.voice), here).into_any();
    places.iter().map(item).collect()
}

fn link(path: &'static str, icon: &'static str, label: &'static str, here: Option<&str>) -> impl IntoView + use<> {
    let current = (here == Some(path)).then_some("page");
    view! { <li><a href=path aria-current=current><Icon name=icon/><span>{label}</span></a></li> }
}
