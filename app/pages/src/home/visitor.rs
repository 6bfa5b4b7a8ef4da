//! What a visitor sees first: what this is, what comes, what can be applied for, what people tell.
use axum::response::Response;
use leptos::prelude::*;
use service::programme::ProgrammeView;
use service::public::PublicSide;
use types::programme::ProgrammeState;
use types::words::{event, programme, public as w};

use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Head, Page};
use crate::programme::due;
use crate::ui::{Icon, spoken};
use crate::{event as events, story};

/// Events and stories shown.
const SHOWN: usize = 3;

/// The page.
pub(super) async fn page(ctx: &Ctx) -> Result<Response, PageFault> {
    let side = ctx.app.service.public_side().await?;
    let title = ctx.site.name.get(ctx.voice.lang).to_owned();
    Ok(Page::new(ctx, Layout::Public, title).head(head(ctx)).show(|| view(ctx, side)))
}

fn head(ctx: &Ctx) -> Head {
    let (lang, config) = (ctx.voice.lang, ctx.app.service.config());
    let description = ctx.site.welcome.get(lang).replace('\n', " ");
    let json_ld = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": ctx.site.name.get(lang),
        "description": description,
        "url": config.url("/"),
        "logo": config.url("/icons/icon-512.png"),
        "parentOrganization": { "@type": "Organization", "name": ctx.site.company.get(lang) },
    });
    Head { description, public: true, json_ld: Some(json_ld), ..Head::default() }
}

fn view(ctx: &Ctx, side: PublicSide) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let (name, welcome) = (spoken(&ctx.site.name, lang), spoken(&ctx.site.welcome, lang));
    let open =
        side.programmes.into_iter().find(|p| p.state == ProgrammeState::Open).map(|p| invitation(ctx, &p));
    let cards: Vec<_> = side
        .upcoming
        .into_iter()
        .filter(|e| !e.called_off)
        .take(SHOWN)
        .map(|e| events::card(ctx, e))
        .collect();
    let next = (!cards.is_empty()).then(|| {
        view! {
            <section>
                <div class="spread"><h2>{w::next_events(v)}</h2><a href="/events">{w::all_events(v)}</a></div>
                <div class="stack">{cards}</div>
            </section>
        }
    });
    let cards: Vec<_> = side.stories.into_iter().take(SHOWN).map(|s| story::card(ctx, s)).collect();
    let stories = (!cards.is_empty()).then(|| {
        view! {
            <section class="band">
                <div class="spread"><h2>{w::stories(v)}</h2><a href="/stories">{w::all_stories(v)}</a></div>
                <div class="grid">{cards}</div>
            </section>
        }
    });
    view! {
        <section class="hero">
            <h1 lang=name.lang>{name.text}</h1>
            <p class="lead" lang=welcome.lang>{welcome.text}</p>
            <div class="acts"><a class="btn primary large" href="/sign-in">{w::sign_in(v)}</a><a class="btn large" href="/about">{w::read_about(v)}</a></div>
        </section>
        {points(ctx)}
        {open}
        {next}
        {stories}
        <section class="text stack">
            <h2>{w::join(v)}</h2>
            <p>{w::join_text(v)}</p>
            <p class="acts"><a class="btn" href="/join">{w::ask_to_join(v)}</a></p>
        </section>
    }
}

fn points(ctx: &Ctx) -> impl IntoView + use<> {
    let v = ctx.voice;
    let all = [
        ("feather", w::point_loose(v), w::point_loose_text(v)),
        ("handshake", w::point_together(v), w::point_together_text(v)),
        ("eye", w::point_own(v), w::point_own_text(v)),
    ];
    let point = |(icon, title, text)| view! { <li><Icon name=icon/><h3>{title}</h3><p>{text}</p></li> };
    view! { <section class="band"><h2 class="sr">{w::points(v)}</h2><ul class="points">{all.map(point).into_iter().collect_view()}</ul></section> }
}

/// The open programme and the next meeting about it.
fn invitation(ctx: &Ctx, open: &ProgrammeView) -> impl IntoView + use<> {
    let (v, lang, now) = (ctx.voice, ctx.voice.lang, ctx.app.service.now());
    let (title, tagline) = (spoken(&open.content.title, lang), spoken(&open.content.tagline, lang));
    let meeting = open.content.briefing(now).and_then(|step| step.event.clone());
    let meeting =
        meeting.map(|slug| view! { <a class="btn" href=format!("/events/{slug}")>{event::briefing(v)}</a> });
    view! {
        <section>
            <div class="card deep seigaiha programme-hero">
                <p class="meta">{programme::open(v)}</p>
                <h2 lang=title.lang>{title.text}</h2>
                <p lang=tagline.lang>{tagline.text}</p>
                {due(ctx, &open.content)}
                <div class="acts"><a class="btn primary" href=format!("/programmes/{}", open.slug)>{w::see_programme(v)}</a>{meeting}</div>
            </div>
        </section>
    }
}
