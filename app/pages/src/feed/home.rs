//! The first page of the feed and those below it.
use app::live::NewPosts;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::fault::Fault;
use service::feed::Feed;
use service::letter::LetterCard;
use types::feed::DraftPlace;
use types::form::Problems;
use types::id::PostId;
use types::lang::Voice;
use types::words::{feed as w, letter as l, vouch, welcome};

use super::beside::beside;
use super::composer::{Draft, Labels, composer};
use super::form::PostForm;
use super::view::{Place, post};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::{PageFault, sign_in};
use crate::layout::Layout;
use crate::letter::letter_card;
use crate::me::consents::news;
use crate::me::intents::question;
use crate::page::{Page, go, go_with};
use crate::ui::{Icon, pager};

#[derive(Deserialize)]
pub(super) struct Before {
    before: PostId,
}

#[derive(Deserialize)]
pub(super) struct ReadTo {
    to: PostId,
}

/// The home of a member.
pub(crate) async fn home(app: &App, ctx: &Ctx) -> Result<Response, PageFault> {
    let feed = app.service.feed(&ctx.viewer).await?;
    let draft = Draft::of(feed.draft.clone()).with(feed.pictures.clone());
    Ok(show(ctx, feed, draft))
}

/// Publishes a post, shows how it would look, or keeps pictures to describe them.
pub(crate) async fn publish(
    State(app): State<App>,
    ctx: Ctx,
    PostForm { input, action }: PostForm,
) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &[&input.body]));
    }
    let (body, said) = (input.body.clone(), input.pictures.clone());
    let mut preview = String::new();
    let outcome = match action.as_str() {
        "attach" | "preview" => app.service.hold_post(&ctx.viewer, None, &input).await,
        _ => match app.service.publish(&ctx.viewer, input).await {
            Ok(id) => return Ok(go_with(&format!("/#p-{id}"), w::published(ctx.voice))),
            Err(error) => Err(error),
        },
    };
    if action == "preview" {
        preview = app.service.preview(&ctx.viewer, &body).await?;
    }
    let problems = match outcome {
        Ok(()) => Problems::default(),
        Err(error) => error.problems()?,
    };
    let feed = app.service.feed(&ctx.viewer).await?;
    let draft = Draft { said, problems, preview, ..Draft::of(body).with(feed.pictures.clone()) };
    Ok(show(&ctx, feed, draft))
}

/// The session ended while something was written: all of it is shown, to copy; where nothing was, one signs in.
pub(crate) fn session_over(ctx: &Ctx, texts: &[&str]) -> Response {
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.trim().is_empty()).collect();
    let body = texts.join("\n\n");
    let (v, sign_in) = (ctx.voice, sign_in(ctx));
    if body.is_empty() {
        return go(&sign_in);
    }
    Page::new(ctx, Layout::Narrow, w::session_over(v)).refused(true).show(move || view! {
        <section class="card letter">
            <h1>{w::session_over(v)}</h1>
            <p class="lead">{w::session_over_text(v)}</p>
            <div class="field"><label for="kept">{w::session_over_kept(v)}</label><textarea id="kept" class="tall" readonly="true">{format!("\n{body}")}</textarea></div>
            <p class="acts"><a class="btn primary large block" href=sign_in>{w::sign_in(v)}</a></p>
        </section>
    })
}

pub(super) async fn older(
    State(app): State<App>,
    ctx: Ctx,
    Query(Before { before }): Query<Before>,
) -> Result<Response, PageFault> {
    let older = app.service.older_posts(&ctx.viewer, before).await?;
    let v = ctx.voice;
    let page = Page::new(&ctx, Layout::Member, w::earlier(v));
    Ok(page.show(|| view! {
        <header class="head"><div><h1>{w::earlier(v)}</h1></div><div class="acts"><a class="btn" href="/">{w::to_newest(v)}</a></div></header>
        <div class="feed">{older.posts.into_iter().map(|p| post(&ctx, p, Place::List)).collect_view()}</div>
        {older.mark.map(|to| mark(v, to))}
        {below(older.next, w::more(v))}
    }))
}

pub(super) async fn mark_read(
    State(app): State<App>,
    ctx: Ctx,
    Form(ReadTo { to }): Form<ReadTo>,
) -> Result<Response, PageFault> {
    match app.service.mark_read(&ctx.viewer, to).await {
        // The post was taken down meanwhile: the next visit marks again.
        Ok(()) | Err(Fault::NotFound) => Ok(go_with("/", w::mark_moved(ctx.voice))),
        Err(fault) => Err(fault.into()),
    }
}

fn show(ctx: &Ctx, mut feed: Feed, draft: Draft) -> Response {
    let offers = std::mem::take(&mut feed.beside);
    let asks = std::mem::take(&mut feed.asks_intents);
    let v = ctx.voice;
    let name = ctx.viewer.me().map(|me| me.person.name(v.lang)).unwrap_or_default();
    let lead = match (feed.has_marker, feed.fresh_count) {
        (false, _) => w::lead_first(v).to_owned(),
        (true, 0) => w::lead_none(v).to_owned(),
        (true, count) => w::lead_new(v, count),
    };
    let greeting = if feed.has_marker { w::greeting(v, name) } else { w::greeting_first(v, name) };
    let labels = Labels { label: w::composer_label(v), hint: w::composer_hint(v), send: w::publish(v) };
    let (next, further) = (feed.next, if feed.has_more_fresh { w::more_fresh(v) } else { w::older(v) });
    let since = feed.newest.unwrap_or(PostId::FIRST);
    let page = Page::new(ctx, Layout::Member, ctx.site.name.get(v.lang)).refused(!draft.problems.is_empty());
    let main = || {
        view! {
            <header class="greet"><h1>{greeting}</h1><p class="lead">{lead}</p></header>
            <NewPosts stream=format!("/feed/new?since={since}") offer=w::offer(v, "{n}")/>
            {vouching(ctx, feed.asked_to_vouch)}
            {feed.asks_consent.then(|| news(v))}
            {feed.was_away.then(|| returned(v))}
            {question(v, asks)}
            {letters(ctx, &feed.letters)}
            {composer(v, "/".to_owned(), Some(DraftPlace::Post), labels, draft)}
            {posts(ctx, feed)}
            {below(next, further)}
        }
    };
    page.show_beside(main, || beside(ctx, offers))
}

/// To the page for whoever was away for long.
fn returned(v: Voice) -> impl IntoView {
    view! {
        <aside class="card stack">
            <p class="strong">{welcome::card(v)}</p>
            <p class="meta">{welcome::card_text(v)}</p>
            <p class="acts"><a class="btn small" href="/welcome">{welcome::card_link(v)}</a></p>
        </aside>
    }
}

/// Somebody who asks to join named the viewer.
fn vouching(ctx: &Ctx, asked: bool) -> impl IntoView + use<> {
    let v = ctx.voice;
    asked.then(|| {
        view! {
            <aside class="card stack">
                <p class="strong">{vouch::card(v)}</p>
                <p class="meta">{vouch::card_text(v)}</p>
                <p class="acts"><a class="btn small" href="/vouches">{vouch::card_link(v)}</a></p>
            </aside>
        }
    })
}

fn letters(ctx: &Ctx, letters: &[LetterCard]) -> impl IntoView + use<> {
    (!letters.is_empty()).then(|| view! {
        <section class="stack" aria-label=l::title(ctx.voice)>{letters.iter().map(|letter| letter_card(ctx, letter)).collect_view()}</section>
    })
}

/// New posts end with the mark, once all of them are shown; whoever has read them finds a few earlier ones below it.
fn posts(ctx: &Ctx, feed: Feed) -> AnyView {
    let v = ctx.voice;
    let Some(newest) = feed.newest else {
        return view! {
            <section class="empty">
                <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#letters"></use></svg>
                <h2>{w::empty(v)}</h2><p>{w::empty_text(v)}</p>
            </section>
        }
        .into_any();
    };
    let list =
        |all: Vec<service::feed::PostView>| all.into_iter().map(|p| post(ctx, p, Place::List)).collect_view();
    if feed.fresh.is_empty() && feed.has_marker {
        let done = view! { <div class="mark"><div><svg class="knot" aria-hidden="true"><use href="/icons/sprite.svg#enishi"></use></svg>{w::mark_done(v)}</div></div> };
        return view! { <div class="feed">{done}<h2>{w::earlier(v)}</h2>{list(feed.earlier)}</div> }
            .into_any();
    }
    let (heading, all) =
        if feed.fresh.is_empty() { (w::title(v), feed.earlier) } else { (w::fresh(v), feed.fresh) };
    let mark = (!feed.has_more_fresh).then(|| mark(v, newest));
    view! { <div class="feed"><h2>{heading}</h2>{list(all)}{mark}</div> }.into_any()
}

/// ここまで読みました.
pub(super) fn mark(v: Voice, to: PostId) -> impl IntoView {
    view! { <form class="center" method="post" action="/feed/read"><input type="hidden" name="to" value=to.to_string()/><button class="btn"><Icon name="check"/>{w::mark(v)}</button></form> }
}

fn below(next: Option<PostId>, label: &'static str) -> impl IntoView {
    pager(label, label, next.map(|next| format!("/feed?before={next}")))
}
