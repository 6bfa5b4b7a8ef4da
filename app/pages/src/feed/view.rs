//! A post and what hangs from it.
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use service::feed::{CommentView, PostView, Reactor};
use types::feed::ReactionKind;
use types::lang::Voice;
use types::time::Stamp;
use types::words::feed as w;

use super::shots::shots;
use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Avatar, Icon, person_name};

/// Where a post stands: in a list its comments are the latest only, on its own page they are all there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    List,
    Page,
}

/// The card of a post, with `below` after its comments.
pub(super) fn post(ctx: &Ctx, post: PostView, place: Place) -> AnyView {
    let (v, id) = (ctx.voice, post.id);
    let words = |years| if years == 1 { w::rare_one(v).to_owned() } else { w::rare(v, years) };
    let rare = post
        .quiet_years()
        .map(|years| view! { <p class="rare-note"><Icon name="sprout"/>{words(years)}</p> });
    let class = if rare.is_some() { "card post rare" } else { "card post" };
    let edited =
        post.edited_at.map(|_| view! { <a href=format!("/posts/{id}/history")>{w::edited_mark(v)}</a> });
    let answers = post.comments.iter().map(|c| comment(ctx, c)).collect_view();
    let all = (place == Place::List && !post.comments.is_empty())
        .then(|| view! { <p><a href=format!("/posts/{id}#answers")>{w::comments_all(v)}</a></p> });
    let thread = (!post.comments.is_empty())
        .then(|| view! { <div class="thread" role="group" aria-label=w::comments(v) id=(place == Place::Page).then_some("answers")>{answers}{all}</div> });
    let shots = shots(v, post.pictures.clone(), place);
    let text = (!post.html.is_empty()).then(
        || view! { <div class="prose" lang=post.lang.as_str()>{InertElement::new(post.html.clone())}</div> },
    );
    let acts = acts(ctx, &post);
    let reactors = reactors(v, &post.reactors);
    view! {
        <article class=class id=format!("p-{id}")>
            {rare}
            <header class="person">
                <Avatar person=post.author.clone() lang=v.lang/>
                <div class="who">
                    <span class="name">{person_name(&post.author, v.lang)}</span>
                    <span class="meta">{post.author.line.clone()}" "<a href=format!("/posts/{id}")>{when(ctx, post.created_at)}</a>{edited}</span>
                </div>
                {menu(v, &post)}
            </header>
            {text}
            {shots}
            {acts}
            {reactors}
            {thread}
        </article>
    }
    .into_any()
}

/// The day as a time for machines and people.
pub(super) fn when(ctx: &Ctx, at: Stamp) -> impl IntoView + use<> {
    let words = format!("{} {}", format::short_date(ctx, at), format::time(ctx, at));
    view! { <time datetime=format::machine(ctx, at)>{words}</time> }
}

fn menu(v: Voice, post: &PostView) -> impl IntoView + use<> {
    let id = post.id;
    let edit = post
        .is_mine
        .then(|| view! { <a href=format!("/posts/{id}/edit")><Icon name="pencil"/>{w::edit(v)}</a> });
    let delete = post.may_delete.then(|| view! {
        <form method="post" action=format!("/posts/{id}/delete")><p class="meta">{w::delete_ask(v)}</p><button><Icon name="trash-2"/>{w::delete(v)}</button></form>
    });
    let report = (!post.is_mine)
        .then(|| view! { <a href=format!("/posts/{id}/report")><Icon name="flag"/>{w::report(v)}</a> });
    view! {
        <details class="menu">
            <summary class="btn quiet icon-only" aria-label=w::menu(v)><Icon name="ellipsis"/></summary>
            <div class="sheet">{edit}{report}{delete}</div>
        </details>
    }
}

fn acts(ctx: &Ctx, post: &PostView) -> impl IntoView + use<> {
    let (v, id) = (ctx.voice, post.id);
    let back = ctx.uri.to_string();
    let button = |kind: &ReactionKind| {
        let pressed = if post.reacted.contains(kind) { "true" } else { "false" };
        let (icon, label) = reaction(v, *kind);
        view! { <button class="btn quiet" name="kind" value=kind.as_str() aria-pressed=pressed><Icon name=icon/>{label}</button> }
    };
    // One's own post: others speak, oneself does not.
    let reactions = (!post.is_mine).then(|| {
        view! {
            <form class="row" method="post" action=format!("/posts/{id}/react")>
                <input type="hidden" name="back" value=back/>
                {ReactionKind::ALL.iter().map(button).collect_view()}
            </form>
        }
    });
    view! { <div class="acts">{reactions}<a class="btn quiet" href=format!("/posts/{id}#body")><Icon name="message-circle"/>{w::comment(v)}</a></div> }
}

fn reaction(v: Voice, kind: ReactionKind) -> (&'static str, &'static str) {
    match kind {
        ReactionKind::Cheer => ("heart", w::cheer(v)),
        ReactionKind::Help => ("hand-heart", w::help(v)),
        ReactionKind::Insight => ("lightbulb", w::insight(v)),
    }
}

fn reactors(v: Voice, all: &[Reactor]) -> impl IntoView + use<> {
    let line = |kind: &ReactionKind| {
        let names: Vec<String> =
            all.iter().filter(|r| r.kind == *kind).map(|r| r.person.name(v.lang)).collect();
        (!names.is_empty()).then(|| format!("{}: {}", reaction(v, *kind).1, names.join(v.pick("、", ", "))))
    };
    let lines: Vec<String> = ReactionKind::ALL.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| view! {
        <div class="meta"><p class="seen"><Icon name="eye"/>{w::reactors(v)}</p>{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
    })
}

fn comment(ctx: &Ctx, c: &CommentView) -> AnyView {
    let (v, id, post) = (ctx.voice, c.id, c.post);
    let delete = c.may_delete.then(|| view! {
        <form method="post" action=format!("/posts/{post}/comments/{id}/delete")><button class="btn quiet small">{w::delete(v)}</button></form>
    });
    let report = (!c.is_mine).then(|| view! { <a class="btn quiet small" href=format!("/posts/{post}/report?comment={id}")>{w::report(v)}</a> });
    view! {
        <article class="comment" id=format!("c-{id}")>
            <Avatar person=c.author.clone() lang=v.lang size="s"/>
            <header>
                <span class="name">{person_name(&c.author, v.lang)}</span>
                <span class="meta">{when(ctx, c.created_at)}</span>
            </header>
            <div class="prose" lang=c.lang.as_str()>{InertElement::new(c.html.clone())}</div>
            <div class="acts">{delete}{report}</div>
        </article>
    }
    .into_any()
}
