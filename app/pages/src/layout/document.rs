//! `<html>`: head, theme, scripts.
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::{Layout, frame};
use crate::ctx::Ctx;
use crate::page::Head;
use crate::ui::text_only;
use types::lang::Lang;
use types::member::Theme;

/// The whole document.
pub fn document(
    ctx: &Ctx,
    layout: Layout,
    title: &str,
    head: &Head,
    content: AnyView,
    aside: Option<AnyView>,
) -> impl IntoView + use<> {
    let lang = ctx.voice.lang.as_str();
    let theme = (ctx.theme != Theme::Auto).then(|| ctx.theme.as_str());
    let aside_class = if aside.is_some() { " with-aside" } else { "" };
    let class = format!("{}{aside_class}", frame::class(ctx, layout));
    let colours = format!(":root{{--brand:{};--accent:{}}}", ctx.site.brand, ctx.site.accent);
    view! {
        <html lang=lang data-theme=theme>
            <head>
                {meta(ctx, title, head)}
                <style nonce=ctx.nonce.clone()>{colours}</style>
            </head>
            <body class=class>{frame::frame(ctx, layout, content, aside)}</body>
        </html>
    }
}

/// The paper of the style sheet, for the browser's own bars.
const THEME_COLOURS: &str = concat!(
    r##"<meta name="theme-color" content="#f8f4ec" media="(prefers-color-scheme: light)">"##,
    r##"<meta name="theme-color" content="#14171c" media="(prefers-color-scheme: dark)">"##,
);

fn meta(ctx: &Ctx, title: &str, head: &Head) -> impl IntoView + use<> {
    let site = ctx.site.name.get(ctx.voice.lang).to_owned();
    let full = if title == site { site.clone() } else { format!("{title} · {site}") };
    let description = (!head.description.is_empty()).then(|| head.description.clone());
    let robots = if head.public { "index, follow" } else { "noindex, nofollow" };
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
        <title inner_html=text_only(&full)></title>
        {description.clone().map(|text| view! { <meta name="description" content=text/> })}
        <meta name="robots" content=robots/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="format-detection" content="telephone=no"/>
        {InertElement::new(THEME_COLOURS)}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
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
    let property =
        |name: &'static str, content: String| leptos::html::meta().attr("property", name).content(content);
    view! {
        <link rel="canonical" href=address.clone()/>
        <link rel="alternate" type="application/atom+xml" href="/atom.xml"/>
        {property("og:type", "website".to_owned())}
        {property("og:title", title)}
        {description.map(|text| property("og:description", text))}
        {property("og:url", address)}
        {property("og:image", picture)}
        {property("og:locale", locale.to_owned())}
        <meta name="twitter:card" content="summary_large_image"/>
        {json_ld.map(|json| view! { <script type="application/ld+json" nonce=ctx.nonce.clone() inner_html=json></script> })}
    }
}
