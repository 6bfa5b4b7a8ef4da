//! Programmes at the desk: questions, applications, who is interested.
mod applications;
mod interested;
mod one;
mod questions;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use service::application::ProgrammeDesk;
use service::policy::Capability;
use types::programme::ProgrammeState;
use types::words::application as w;
use types::words::{programme, programme_edit as edit};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format::number;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::{Icon, spoken};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/programmes", get(list))
        .merge(applications::routes())
        .merge(interested::routes())
        .merge(one::routes())
        .merge(questions::routes())
}

/// Reviewers have no desk of their own: they see these pages among the members' pages.
fn layout(ctx: &Ctx) -> Layout {
    if ctx.viewer.may(Capability::RunProgrammes) { Layout::Office } else { Layout::Member }
}

async fn list(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let desks = app.service.programme_desk(&ctx.viewer).await?;
    let v = ctx.voice;
    let is_office = ctx.viewer.may(Capability::RunProgrammes);
    let empty = desks.is_empty().then(|| view! {
        <section class="empty">
            <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#seed"></use></svg>
            <h2>{programme::empty(v)}</h2>
        </section>
    });
    let cards: Vec<_> = desks.iter().map(|desk| card(&ctx, desk, is_office)).collect();
    let new = is_office.then(|| view! {
        <div class="acts"><a class="btn primary" href="/office/programmes/new"><Icon name="plus"/>{edit::new(v)}</a></div>
    });
    let page = Page::new(&ctx, layout(&ctx), programme::title(v));
    Ok(page.show(|| view! {
        <header class="head"><div><h1>{programme::title(v)}</h1><p class="lead">{w::desk_lead(v)}</p></div>{new}</header>
        {empty}
        <div class="stack">{cards}</div>
    }))
}

fn card(ctx: &Ctx, desk: &ProgrammeDesk, is_office: bool) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (class, word) = match desk.state {
        ProgrammeState::Open => ("badge ok", programme::open(v)),
        ProgrammeState::Closed => ("badge", programme::closed(v)),
        ProgrammeState::Draft => ("badge wait", programme::draft(v)),
    };
    let title = spoken(&desk.title, v.lang);
    let base = format!("/office/programmes/{}", desk.slug);
    let office = is_office.then(|| view! {
        <a class="btn" href=format!("{base}/interested")><Icon name="hand-heart"/>{programme::interested(v)}</a>
        <a class="btn" href=format!("{base}/questions")><Icon name="clipboard-list"/>{w::questions(v)}</a>
        <a class="btn" href=format!("{base}/edit")><Icon name="pencil"/>{edit::change(v)}</a>
    });
    view! {
        <section class="card">
            <p class="chips"><span class=class>{word}</span></p>
            <h2 lang=title.lang>{title.text}</h2>
            <ul class="tallies">
                <li><b>{number(desk.sent)}</b>{w::tally_sent(v)}</li>
                <li><b>{number(desk.drafts)}</b>{w::tally_drafts(v)}</li>
                <li><b>{number(desk.interested)}</b>{w::tally_interested(v)}</li>
            </ul>
            <p class="acts"><a class="btn primary" href=format!("{base}/applications")><Icon name="inbox"/>{w::applications(v)}</a>{office}<a class="btn quiet" href=format!("/programmes/{}", desk.slug)>{w::public_page(v)}</a></p>
        </section>
    }
}

/// Where the page is: the list, the programme, and itself.
fn crumbs(ctx: &Ctx, title: &types::lang::Bilingual, here: String) -> impl IntoView + use<> {
    let v = ctx.voice;
    let title = spoken(title, v.lang);
    view! {
        <nav class="crumbs" aria-label=types::words::public::here(v)><ol>
            <li><a href="/office/programmes">{programme::title(v)}</a></li>
            <li lang=title.lang>{title.text}</li>
            <li aria-current="page">{here}</li>
        </ol></nav>
    }
}
