//! Who is interested in a programme.
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use serde::Deserialize;
use types::id::MemberId;
use types::words::application as w;
use types::words::{nav, programme};

use super::{crumbs, layout};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::page::Page;
use crate::ui::{PersonRow, pager};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/programmes/{slug}/interested", get(page))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Paging {
    after: Option<MemberId>,
}

async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    let interested = app.service.interested(&ctx.viewer, &slug, paging.after).await?;
    let v = ctx.voice;
    let rows: Vec<_> = interested
        .people
        .into_iter()
        .map(|(person, since)| {
            let since = w::since(v, format::date(&ctx, since));
            view! { <li><PersonRow person lang=v.lang/><span class="meta">{since}</span></li> }
        })
        .collect();
    let href = interested.next.map(|after| format!("/office/programmes/{slug}/interested?after={after}"));
    let more = pager(nav::more(v), nav::more(v), href);
    let list = if rows.is_empty() {
        view! { <p>{w::nobody_interested(v)}</p> }.into_any()
    } else {
        view! { <ul class="team card">{rows}</ul> }.into_any()
    };
    let page = Page::new(&ctx, layout(&ctx), programme::interested(v));
    Ok(page.show(|| view! {
        {crumbs(&ctx, &interested.title, programme::interested(v).to_owned())}
        <header class="head"><div><h1>{programme::interested(v)}</h1><p class="lead">{w::interested_lead(v, format::number(interested.count))}</p></div></header>
        {list}
        {more}
    }))
}
