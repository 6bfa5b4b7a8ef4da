//! Vouches as the office sees them.
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use serde::Deserialize;
use service::vouch::OfficeRow;
use types::glyph::isolated;
use types::id::VouchId;
use types::member::name_in_order;
use types::vouch::VouchState;
use types::words::{nav, queue as q, vouch as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::pager;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/queue/vouches", get(page))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Shown {
    /// `doubtful`, or empty for all.
    view: String,
    before: Option<VouchId>,
}

async fn page(State(app): State<App>, ctx: Ctx, Query(shown): Query<Shown>) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let doubtful = shown.view == "doubtful";
    let (rows, next) = app.service.vouches_given(&ctx.viewer, doubtful, shown.before).await?;
    let tab = |href: &'static str, label: &'static str, is_current: bool| {
        view! { <a class="chip" href=href aria-current=is_current.then_some("page")>{label}</a> }
    };
    let list = if rows.is_empty() {
        let text = if doubtful { w::office_doubtful_none(v) } else { w::office_none(v) };
        view! { <section class="empty"><h2>{text}</h2></section> }.into_any()
    } else {
        view! { <ul class="rows card">{rows.iter().map(|row| vouch_row(&ctx, row)).collect_view()}</ul> }
            .into_any()
    };
    let kind = if doubtful { "view=doubtful&" } else { "" };
    let more = pager(
        nav::more(v),
        nav::more(v),
        next.map(|before| format!("/office/queue/vouches?{kind}before={before}")),
    );
    Ok(Page::new(&ctx, Layout::Office, w::office_title(v)).show(|| view! {
        <header class="head"><div><h1>{w::office_title(v)}</h1><p class="lead">{w::office_lead(v)}</p></div></header>
        <nav class="chips" aria-label=w::office_title(v)>
            {tab("/office/queue/vouches", w::all(v), !doubtful)}
            {tab("/office/queue/vouches?view=doubtful", w::doubtful(v), doubtful)}
        </nav>
        {list}
        {more}
        <p><a href="/office/queue">{q::back(v)}</a></p>
    }))
}

/// Who vouched for whom, in what words, and what deserves a look.
pub(super) fn vouch_row(ctx: &Ctx, row: &OfficeRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let member = name_in_order(v, &row.member_family, &row.member_given);
    let who = isolated(format!("{} {}", row.family, row.given));
    let when = row.vouch.answered_at.map(|at| format::short_date(ctx, at)).unwrap_or_default();
    let doubt = row.vouch.doubt.map(|doubt| view! { <span class="badge wait">{doubt.text(v)}</span> });
    let withdrawn = row.vouch.withdrawn_at.filter(|_| row.vouch.state == VouchState::Withdrawn);
    let withdrawn = withdrawn.map(|at| {
        view! { <span class="badge bad">{w::withdrawn(v, format::short_date(ctx, at))}</span> }
    });
    let words =
        (!row.vouch.words.is_empty()).then(|| view! { <span class="meta">{row.vouch.words.clone()}</span> });
    let href = format!("/office/queue/{}", row.vouch.join_request_id);
    view! {
        <li>
            <span class="who">
                <span class="name"><a href=href>{w::line(v, member, who)}</a>" "{doubt}" "{withdrawn}</span>
                <span class="meta">{when}</span>
                {words}
            </span>
        </li>
    }
}
