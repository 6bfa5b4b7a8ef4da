//! 一緒だった人: a few people the reader may know, another few each day, and whom the reader waved off.
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::tie::{Hidden, Suggested, Suggestions};
use types::id::MemberId;
use types::lang::Voice;
use types::tie::TieKind;
use types::words::tie as w;

use super::tie::shared;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{Icon, PersonRow, pager};

const PATH: &str = "/together";
const HIDDEN: &str = "/together/hidden";

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Later,
    Never,
    Show,
}

#[derive(Deserialize)]
pub(super) struct Change {
    verb: Verb,
    person: MemberId,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Paging {
    before: Option<String>,
}

pub(super) async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Form(Change { verb, person }): Form<Change>,
) -> Result<Response, PageFault> {
    let (s, viewer, v) = (&app.service, &ctx.viewer, ctx.voice);
    let (to, notice) = match verb {
        Verb::Later => {
            s.hide_suggestion(viewer, person, Hidden::Later).await?;
            (PATH, w::later_done(v))
        }
        Verb::Never => {
            s.hide_suggestion(viewer, person, Hidden::ForGood).await?;
            (PATH, w::never_done(v))
        }
        Verb::Show => {
            s.show_suggestion(viewer, person).await?;
            (HIDDEN, w::undone(v))
        }
    };
    Ok(go_with(to, notice))
}

pub(super) async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let today = app.service.suggestions(&ctx.viewer).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show(|| {
        let Suggestions { together, cohort, branch, tells_periods, tells_entry } = today;
        let is_empty = together.is_empty() && cohort.is_empty() && branch.is_empty();
        let tells_all = tells_periods && tells_entry;
        view! {
            <section class="stack">
                <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
                {(is_empty && tells_all).then(|| none(v))}
                {group(v, Some(TieKind::Together), together)}
                {(!tells_periods).then(|| tell(v, w::tell_periods(v)))}
                {group(v, Some(TieKind::Cohort), cohort)}
                {(!tells_entry).then(|| tell(v, w::tell_entry(v)))}
                {group(v, None, branch)}
                <p class="hint">{w::note(v)}</p>
                <p class="acts"><a class="btn quiet" href=HIDDEN>{w::hidden_link(v)}</a></p>
            </section>
        }
    }))
}

pub(super) async fn hidden(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    let page = app.service.hidden_suggestions(&ctx.viewer, paging.before.as_deref()).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, w::hidden(v)).show(|| {
        let more = page.next.map(|next| format!("{HIDDEN}?before={next}"));
        let row = |person: types::member::Person| {
            let (id, label) = (person.id, format!("{}: {}", w::undo(v), person.name(v.lang)));
            view! {
                <li class="spread">
                    <PersonRow person lang=v.lang/>
                    <form method="post" action=PATH><input type="hidden" name="person" value=id.to_string()/><button class="btn small" name="verb" value="show" aria-label=label><Icon name="undo-2"/>{w::undo(v)}</button></form>
                </li>
            }
        };
        let rows = if page.people.is_empty() {
            view! { <p class="meta">{w::hidden_none(v)}</p> }.into_any()
        } else {
            let rows = page.people.into_iter().map(|one| row(one.person)).collect_view();
            view! { <ul class="rows card">{rows}</ul> }.into_any()
        };
        view! {
            <section class="stack">
                <header class="head"><div><h1>{w::hidden(v)}</h1><p class="lead">{w::hidden_lead(v)}</p></div>
                    <div class="acts"><a class="btn quiet" href=PATH><Icon name="arrow-left"/>{w::title(v)}</a></div></header>
                {rows}
                {pager(w::hidden(v), w::more(v), more)}
            </section>
        }
    }))
}

/// People of one kind; those who came by the reader's invitation have none.
fn group(v: Voice, kind: Option<TieKind>, people: Vec<Suggested>) -> Option<impl IntoView> {
    let title = kind.map_or_else(|| w::branch(v), |kind| kind.text(v));
    let all = kind.map(|kind| {
        let label = w::all_of(v, title);
        view! { <a class="btn small quiet" href=format!("/people?tie={kind}") aria-label=label>{w::all(v)}</a> }
    });
    (!people.is_empty()).then(|| {
        view! {
            <section class="stack tight">
                <div class="spread"><h2>{title}</h2>{all}</div>
                <div class="grid">{people.into_iter().map(|one| card(v, one, kind.is_none())).collect_view()}</div>
            </section>
        }
    })
}

fn card(v: Voice, one: Suggested, is_branch: bool) -> impl IntoView {
    let (id, name) = (one.person.id, one.person.name(v.lang));
    let why = if is_branch {
        view! { <p class="shared"><Icon name="enishi"/>{w::branch_line(v)}</p> }.into_any()
    } else {
        shared(v, &one.ties).into_any()
    };
    let button = |verb: &'static str, text: &'static str| {
        view! { <button class="btn small quiet" name="verb" value=verb aria-label=format!("{text}: {name}")>{text}</button> }
    };
    view! {
        <article class="card acquaintance">
            <PersonRow person=one.person lang=v.lang/>
            {why}
            <form method="post" action=PATH class="acts">
                <input type="hidden" name="person" value=id.to_string()/>
                {button("later", w::later(v))}
                {button("never", w::never(v))}
            </form>
        </article>
    }
}

fn tell(v: Voice, text: &'static str) -> impl IntoView {
    view! { <p class="card spread"><span>{text}</span><a class="btn small" href="/me/profile"><Icon name="pencil"/>{w::tell(v)}</a></p> }
}

fn none(v: Voice) -> impl IntoView {
    view! {
        <section class="empty">
            <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#people"></use></svg>
            <h2>{w::none_title(v)}</h2>
            <p>{w::none_text(v)}</p>
        </section>
    }
}
