//! The four frames. Their classes and structure are those of `server/docs/design.md`.
use leptos::prelude::*;
use types::words::nav as w;

use super::Layout;
use super::nav::{self, Place};
use crate::ctx::Ctx;
use crate::reading;
use crate::ui::{Avatar, Icon};

/// Class of `<body>`. Members see public pages in their own frame.
pub fn class(ctx: &Ctx, layout: Layout) -> &'static str {
    match layout {
        Layout::Office => "office",
        Layout::Narrow => "narrow",
        Layout::Member | Layout::Public if ctx.viewer.me().is_some() => "member",
        Layout::Member | Layout::Public => "public",
    }
}

/// Skip link, header, `main`, what stands beside it, footer.
pub fn frame(ctx: &Ctx, layout: Layout, content: AnyView, aside: Option<AnyView>) -> AnyView {
    let aside =
        aside.map(|aside| view! { <aside class="aside" aria-label=w::beside(ctx.voice)>{aside}</aside> });
    let header = match class(ctx, layout) {
        "office" => side(ctx, office_links(ctx)),
        "member" => side(ctx, member_links(ctx)),
        "public" => public_header(ctx),
        _ => view! { <header class="top">{brand(ctx)}</header> }.into_any(),
    };
    let notice = ctx.notice.clone().map(|text| view! { <p class="notice good" role="status"><Icon name="circle-check"/><span>{text}</span></p> });
    view! {
        <a class="skip" href="#main">{w::skip(ctx.voice)}</a>
        {header}
        <main id="main" tabindex="-1">{notice}{content}</main>
        {aside}
        {footer(ctx)}
    }
    .into_any()
}

/// Side bar on a desk, top bar and tabs on a phone.
fn side(ctx: &Ctx, links: AnyView) -> AnyView {
    let v = ctx.voice;
    view! {
        <header class="side">
            {brand(ctx)}
            <nav class="nav" aria-label=w::main(v)>{links}</nav>
            {account(ctx)}
        </header>
    }
    .into_any()
}

fn member_links(ctx: &Ctx) -> AnyView {
    let tabs = links(ctx, &nav::MEMBER[..4], "");
    let more = links(ctx, &nav::MORE, "wide");
    let desk = nav::desk(ctx)
        .first()
        .map(|first| link(first.path, "building-2", w::office(ctx.voice), None, "wide"));
    view! { {tabs}{more}{desk}{links(ctx, &nav::MEMBER[4..], "")} }.into_any()
}

fn office_links(ctx: &Ctx) -> AnyView {
    view! {
        <h2>{w::office(ctx.voice)}</h2>
        {links(ctx, nav::desk(ctx), "")}
        {link("/", "arrow-left", w::to_network(ctx.voice), None, "")}
    }
    .into_any()
}

fn public_header(ctx: &Ctx) -> AnyView {
    view! {
        <header class="top">
            {brand(ctx)}
            <nav aria-label=w::main(ctx.voice)>{links(ctx, &nav::PUBLIC, "")}</nav>
            <a class="btn" href="/sign-in">{w::sign_in(ctx.voice)}</a>
        </header>
    }
    .into_any()
}

/// Logo or mark, and the name of the network.
fn brand(ctx: &Ctx) -> impl IntoView + use<> {
    let name = ctx.site.name.get(ctx.voice.lang).to_owned();
    let logo = match ctx.site.logo {
        Some(id) => {
            view! { <img src=format!("/media/{id}/large") alt="" width="32" height="32"/> }.into_any()
        }
        None => {
            view! { <svg class="knot" aria-hidden="true"><use href="/icons/sprite.svg#enishi"></use></svg> }
                .into_any()
        }
    };
    view! { <a class="brand" href="/">{logo}<span>{name}</span></a> }
}

/// Who is signed in, with the switches and the way out.
fn account(ctx: &Ctx) -> impl IntoView + use<> {
    let v = ctx.voice;
    let switches = reading::switches(ctx).into_any();
    ctx.viewer.me().map(|me| view! {
        <details class="menu account">
            <summary>
                <span class="sr">{w::account(v)}</span>
                <Avatar person=me.person.clone() lang=v.lang size="s"/>
                <span class="who">{me.person.name(v.lang)}</span>
            </summary>
            <div class="sheet">
                <a href="/me">{w::me(v)}</a>
                <hr/>
                {switches}
                <hr/>
                <form method="post" action="/sign-out"><button>{types::words::sign_in::sign_out(v)}</button></form>
            </div>
        </details>
    })
}

fn footer(ctx: &Ctx) -> impl IntoView + use<> {
    let v = ctx.voice;
    let switches = ctx.viewer.me().is_none().then(|| reading::switches(ctx));
    view! {
        <footer class="foot">
            <a href="/about">{w::about(v)}</a>
            <a href="/privacy">{w::privacy(v)}</a>
            <a href="/terms">{w::terms(v)}</a>
            {switches}
        </footer>
    }
}

fn links(ctx: &Ctx, places: &[Place], class: &'static str) -> Vec<AnyView> {
    let here = nav::current(ctx, places);
    places.iter().map(|p| link(p.path, p.icon, (p.label)(ctx.voice), here, class).into_any()).collect()
}

fn link(
    path: &'static str,
    icon: &'static str,
    label: &'static str,
    here: Option<&str>,
    class: &'static str,
) -> impl IntoView + use<> {
    let current = (here == Some(path)).then_some("page");
    let class = (!class.is_empty()).then_some(class);
    view! { <a class=class href=path aria-current=current><Icon name=icon/>{label}</a> }
}
