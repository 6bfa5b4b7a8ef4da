//! `<html>`: head, theme, scripts.
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::{Layout, frame};
use crate::ctx::Ctx;
use crate::page::Head;
use types::lang::Lang;
use types::member::Theme;

/// The whole document.
pub fn document(ctx: &Ctx, layout: Layout, title: &str, head: &Head, content: AnyView) -> impl IntoView + use<> {
    let lang = ctx.voice.lang.as_str();
    let theme = (ctx.theme != Theme::Auto).then(|| ctx.theme.as_str());
    let colours = format!("--brand:{};--accent:{}", ctx.site.brand, ctx.site.accent);
    view! {
        <html lang=lang data-theme=theme>
            <head>
                {meta(ctx, title, head)}
                <style nonce=ctx.nonce.clone()>{format!(":root{{{colours}}}")}</style>
                {InertElement::new(ctx.app.assets.loader(&ctx.nonce))}
            </head>
            <body>{frame::frame(ctx, layout, content)}</body>
        </html>
    }
}

fn meta(ctx: &Ctx, title: &str, head: &Head) -> impl IntoView + use<> {
    let site = ctx.site.name.get(ctx.voice.lang).to_owned();
    let full = if title == site { site.clone() } else { format!("{title} · {site}") };
    let description = (!head.description.is_empty()).then(|| head.description.clone());
    let robots = if head.public { "index, follow" } else { "noindex, nofollow" };
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
        <title>{full.clone()}</title>
        {description.clone().map(|text| view! { <meta name="description" content=text/> })}
        <meta name="robots" content=robots/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="format-detection" content="telephone=no"/>
        <link rel="icon" href="/icons/favicon.svg" type="image/svg+xml"/>
        <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
        <link rel="manifest" href="/manifest.webmanifest"/>
        <link rel="stylesheet" href=ctx.app.assets.css.clone()/>
        {head.public.then(|| sharing(ctx, full, description, head))}
    }
}

fn sharing(ctx: &Ctx, title: String, description: Option<String>, head: &Head) -> impl IntoView + use<> {
    let config = ctx.app.service.config();
    let address = config.url(ctx.path());
    let picture = config.url(head.picture.as_deref().unwrap_or("/og.png"));
    let locale = if ctx.voice.lang == Lang::Ja { "ja_JP" } else { "en_GB" };
    // `</` inside JSON-LD would end the element early.
    let json_ld = head.json_ld.as_ref().map(|value| value.to_string().replace("</", "<\\/"));
    view! {
        <link rel="canonical" href=address.clone()/>
        <link rel="alternate" type="application/atom+xml" href="/atom.xml"/>
        <meta attr:property="og:type" content="website"/>
        <meta attr:property="og:title" content=title/>
        {description.map(|text| view! { <meta attr:property="og:description" content=text/> })}
        <meta attr:property="og:url" content=address/>
        <meta attr:property="og:image" content=picture/>
        <meta attr:property="og:locale" content=locale/>
        <meta name="twitter:card" content="summary_large_image"/>
        {json_ld.map(|json| view! { <script type="application/ld+json" nonce=ctx.nonce.clone() inner_html=json></script> })}
    }
}
