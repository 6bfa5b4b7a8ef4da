//! Words for skills: how many use them, and one for what is written in several ways.
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::Form;
use leptos::prelude::*;
use serde::Deserialize;
use service::skill::{Skill, SkillLine};
use types::form::Problems;
use types::id::SkillId;
use types::lang::Voice;
use types::words::{form, nav, skill as w};

use super::search::{self, Asked};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Field, pager};

const PATH: &str = "/office/skills";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/skills", get(list))
        .route("/office/skills/{id}", get(one).post(rename))
        .route("/office/skills/{id}/merge", post(merge))
        .route("/office/skills/{id}/part", post(part))
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    into: String,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let (lines, next) = app.service.skills(&ctx.viewer, &asked.q, &asked.after).await?;
    let next = next.map(|after| asked.next(PATH, after));
    Ok(Page::new(&ctx, Layout::Office, w::title(v)).show(|| {
        let rows = lines.into_iter().map(|line| row(v, line).into_any()).collect();
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            <p class="meta">{w::counted(v)}</p>
            {search::field(PATH, asked.q, w::find(v), w::find_button(v))}
            {search::table(&[w::name(v), w::members(v), w::look(v)], rows, w::none(v))}
            {pager(w::title(v), nav::more(v), next)}
        }
    }))
}

fn row(v: Voice, line: SkillLine) -> impl IntoView + use<> {
    let href = format!("{PATH}/{}", line.id);
    let label = w::look_of(v, &line.name);
    let people = people(v, &line);
    view! {
        <tr>
            <td data-label=w::name(v)><bdi>{line.name}</bdi></td>
            <td data-label=w::members(v)>{people}</td>
            <td><a class="btn small" href=href aria-label=label>{w::look(v)}</a></td>
        </tr>
    }
}

fn people(v: Voice, line: &SkillLine) -> String {
    line.members.map_or_else(|| w::few(v).to_owned(), |members| w::people(v, members))
}

async fn one(State(app): State<App>, ctx: Ctx, Path(id): Path<SkillId>) -> Result<Response, PageFault> {
    let skill = app.service.skill(&ctx.viewer, id).await?;
    let typed = Typed { name: skill.line.name.clone(), into: String::new() };
    Ok(show(&ctx, skill, typed, Problems::default()))
}

async fn rename(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<SkillId>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageFault> {
    match app.service.rename_skill(&ctx.viewer, id, &typed.name).await {
        Ok(()) => Ok(go_with(&format!("{PATH}/{id}"), form::saved(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            Ok(show(&ctx, app.service.skill(&ctx.viewer, id).await?, typed, problems))
        }
    }
}

async fn merge(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<SkillId>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageFault> {
    match app.service.merge_skill(&ctx.viewer, id, &typed.into).await {
        Ok(into) => Ok(go_with(&format!("{PATH}/{into}"), w::merged(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let skill = app.service.skill(&ctx.viewer, id).await?;
            let typed = Typed { name: skill.line.name.clone(), ..typed };
            Ok(show(&ctx, skill, typed, problems))
        }
    }
}

async fn part(State(app): State<App>, ctx: Ctx, Path(id): Path<SkillId>) -> Result<Response, PageFault> {
    let back = app.service.part_skill(&ctx.viewer, id).await?;
    let back = back.map_or_else(|| PATH.to_owned(), |into| format!("{PATH}/{into}"));
    Ok(go_with(&back, w::parted(ctx.voice)))
}

fn show(ctx: &Ctx, skill: Skill, typed: Typed, p: Problems) -> Response {
    let v = ctx.voice;
    let Skill { line, into, merged } = skill;
    let here = format!("{PATH}/{}", line.id);
    let page = Page::new(ctx, Layout::Office, line.name.clone()).refused(!p.is_empty());
    page.show(|| {
        let people = people(v, &line);
        let into = into.map(|into| view! {
            <section class="card"><h2>{w::merged_into(v)}</h2><ul class="rows">{parted(v, line.id, &into, &line.name)}</ul></section>
        });
        let merged: Vec<_> = merged.iter().map(|one| parted(v, one.id, one, &one.name)).collect();
        let merged = (!merged.is_empty()).then(|| view! {
            <section class="card"><h2>{w::merged_here(v)}</h2><ul class="rows">{merged}</ul></section>
        });
        view! {
            <header class="head"><div><h1><bdi>{line.name}</bdi></h1><p class="lead">{w::members(v)}": "{people}</p></div></header>
            <ErrorSummary voice=v problems=p.clone()/>
            {into}
            {merged}
            <form method="post" action=here.clone() class="form card" novalidate="true">
                <Field voice=v name="name" label=w::rename(v) value=typed.name problems=p.clone() hint=w::rename_hint(v)/>
                <p class="acts"><button class="btn">{w::rename_save(v)}</button></p>
            </form>
            <form method="post" action=format!("{here}/merge") class="form card" novalidate="true">
                <h2>{w::merge(v)}</h2>
                <Field voice=v name="into" label=w::merge_into(v) value=typed.into problems=p hint=w::merge_hint(v)/>
                <p class="acts"><button class="btn primary">{w::merge_save(v)}</button></p>
            </form>
            <p><a href=PATH>{w::back(v)}</a></p>
        }
    })
}

/// A merged name, `shown` as a link, with the way to undo the merge of `id`.
fn parted(v: Voice, id: SkillId, shown: &SkillLine, name: &str) -> impl IntoView + use<> {
    let (href, label) = (format!("{PATH}/{}", shown.id), w::part_of(v, name));
    view! {
        <li class="spread">
            <a href=href><bdi>{shown.name.clone()}</bdi></a>
            <form method="post" action=format!("{PATH}/{id}/part")><button class="btn small" aria-label=label>{w::part(v)}</button></form>
        </li>
    }
}
