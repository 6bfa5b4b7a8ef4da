//! One post: read, answer, change, take down, report.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::sign_in::local_path;
use types::feed::{DraftPlace, ReactionKind, TextInput};
use types::form::Problems;
use types::id::{CommentId, PostId};
use types::words::{feed as w, form};

use super::composer::{Draft, Labels, composer};
use super::form::PostForm;
use super::home::session_over;
use super::view::{Place, post as card};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};
use crate::ui::{ErrorSummary, Field, Kind, pager};

type Answer = Result<Response, PageFault>;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    after: Option<CommentId>,
}

#[derive(Deserialize)]
pub(super) struct React {
    kind: ReactionKind,
    #[serde(default)]
    back: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Subject {
    comment: Option<CommentId>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    reason: String,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PostId>,
    Query(after): Query<After>,
) -> Answer {
    show(&app, &ctx, id, after.after, None).await
}

/// Answers the post, or shows how the answer would look.
pub(super) async fn comment(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PostId>,
    Form(input): Form<TextInput>,
) -> Answer {
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &[&input.body]));
    }
    if input.wants_preview() {
        app.service.save_draft(&ctx.viewer, DraftPlace::Comment(id), &input.body).await?;
        let preview = app.service.preview(&ctx.viewer, &input.body).await?;
        return show(&app, &ctx, id, None, Some(Draft { preview, ..Draft::of(input.body) })).await;
    }
    match app.service.comment(&ctx.viewer, id, &input.body).await {
        Ok(comment) => Ok(go_with(&format!("/posts/{id}#c-{comment}"), w::comment_sent(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            show(&app, &ctx, id, None, Some(Draft { problems, ..Draft::of(input.body) })).await
        }
    }
}

async fn show(app: &App, ctx: &Ctx, id: PostId, after: Option<CommentId>, draft: Option<Draft>) -> Answer {
    let data = app.service.post(&ctx.viewer, id, after).await?;
    let v = ctx.voice;
    let draft = draft.unwrap_or_else(|| Draft::of(data.draft));
    let title = w::post_of(v, data.post.author.name(v.lang));
    let labels = Labels { label: w::comment(v), hint: w::comment_hint(v), send: w::comment_send(v) };
    let href = data.next.map(|next| format!("/posts/{id}?after={next}"));
    let next = pager(w::comments_more(v), w::comments_more(v), href);
    let page = Page::new(ctx, Layout::Member, title.clone()).refused(!draft.problems.is_empty());
    Ok(page.show(|| {
        view! {
            <h1 class="sr">{title}</h1>
            {card(ctx, data.post, Place::Page)}
            {next}
            {composer(v, format!("/posts/{id}"), Some(DraftPlace::Comment(id)), labels, draft)}
            <p><a href="/">{w::to_newest(v)}</a></p>
        }
    }))
}

pub(super) async fn edit_page(State(app): State<App>, ctx: Ctx, Path(id): Path<PostId>) -> Answer {
    let form = app.service.edit_form(&ctx.viewer, id).await?;
    Ok(show_edit(&ctx, id, Draft::of(form.body).with(form.pictures)))
}

pub(super) async fn edit(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PostId>,
    PostForm { input, action }: PostForm,
) -> Answer {
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &[&input.body]));
    }
    let (body, said) = (input.body.clone(), input.pictures.clone());
    let mut preview = String::new();
    let outcome = match action.as_str() {
        "attach" | "preview" => app.service.hold_post(&ctx.viewer, Some(id), &input).await,
        _ => match app.service.edit_post(&ctx.viewer, id, input).await {
            Ok(()) => return Ok(go_with(&format!("/posts/{id}#p-{id}"), w::edited(ctx.voice))),
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
    let form = app.service.edit_form(&ctx.viewer, id).await?;
    Ok(show_edit(&ctx, id, Draft { said, problems, preview, ..Draft::of(body).with(form.pictures) }))
}

fn show_edit(ctx: &Ctx, id: PostId, draft: Draft) -> Response {
    let v = ctx.voice;
    let labels = Labels { label: w::composer_label(v), hint: w::composer_hint(v), send: form::save(v) };
    let page = Page::new(ctx, Layout::Member, w::edit_title(v)).refused(!draft.problems.is_empty());
    page.show(|| view! {
        <header class="head"><div><h1>{w::edit_title(v)}</h1><p class="lead">{w::edit_note(v)}</p></div></header>
        {composer(v, format!("/posts/{id}/edit"), None, labels, draft)}
        <p><a href=format!("/posts/{id}")>{form::cancel(v)}</a></p>
    })
}

pub(super) async fn history(State(app): State<App>, ctx: Ctx, Path(id): Path<PostId>) -> Answer {
    let versions = app.service.post_history(&ctx.viewer, id).await?;
    let v = ctx.voice;
    // Where the words are those of the version before, the pictures changed.
    let same: Vec<bool> = versions.windows(2).map(|pair| pair[0].body == pair[1].body).collect();
    let row = |(i, version): (usize, service::feed::Version)| {
        let pictures = same
            .get(i)
            .is_some_and(|same| *same)
            .then(|| view! { <p class="meta">{w::history_pictures(v)}</p> });
        let at = format::date_time(&ctx, version.written_at);
        let label = if i == 0 { format!("{} · {at}", w::history_now(v)) } else { w::history_from(v, at) };
        view! { <li><p class="meta">{label}</p>{pictures}<p class="diff">{version.body}</p></li> }
    };
    Ok(Page::new(&ctx, Layout::Member, w::history(v)).show(|| view! {
        <header class="head"><div><h1>{w::history(v)}</h1></div></header>
        <section class="card"><ol class="history">{versions.into_iter().enumerate().map(row).collect_view()}</ol></section>
        <p><a href=format!("/posts/{id}")>{form::back(v)}</a></p>
    }))
}

pub(super) async fn delete(State(app): State<App>, ctx: Ctx, Path(id): Path<PostId>) -> Answer {
    app.service.delete_post(&ctx.viewer, id).await?;
    Ok(go_with("/", w::deleted(ctx.voice)))
}

pub(super) async fn delete_comment(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, comment)): Path<(PostId, CommentId)>,
) -> Answer {
    app.service.delete_comment(&ctx.viewer, id, comment).await?;
    Ok(go_with(&format!("/posts/{id}"), w::comment_deleted(ctx.voice)))
}

pub(super) async fn react(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PostId>,
    Form(form): Form<React>,
) -> Answer {
    app.service.react(&ctx.viewer, id, form.kind).await?;
    Ok(go(&format!("{}#p-{id}", local_path(&form.back))))
}

pub(super) async fn report_page(State(app): State<App>, ctx: Ctx, Path(id): Path<PostId>) -> Answer {
    app.service.post(&ctx.viewer, id, None).await?;
    Ok(show_report(&ctx, id, Reason::default(), Problems::default()))
}

pub(super) async fn report(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PostId>,
    Query(subject): Query<Subject>,
    Form(form): Form<Reason>,
) -> Answer {
    match app.service.report(&ctx.viewer, id, subject.comment, &form.reason).await {
        Ok(()) => Ok(go_with(&format!("/posts/{id}"), w::reported(ctx.voice))),
        Err(error) => Ok(show_report(&ctx, id, form, error.problems()?)),
    }
}

fn show_report(ctx: &Ctx, id: PostId, form: Reason, problems: Problems) -> Response {
    let v = ctx.voice;
    let page = Page::new(ctx, Layout::Member, w::report_title(v)).refused(!problems.is_empty());
    page.show(|| view! {
        <header class="head"><div><h1>{w::report_title(v)}</h1><p class="lead">{w::report_note(v)}</p></div></header>
        <ErrorSummary voice=v problems=problems.clone()/>
        <form method="post" class="form card" novalidate="true">
            <Field voice=v name="reason" label=w::report_reason(v) value=form.reason problems kind=Kind::Prose/>
            <p class="acts"><button class="btn primary">{w::report_send(v)}</button><a class="btn quiet" href=format!("/posts/{id}")>{form::cancel(v)}</a></p>
        </form>
    })
}
