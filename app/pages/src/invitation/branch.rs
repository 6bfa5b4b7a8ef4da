//! Who joined through a member: a number, and those who agreed to be seen.
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::referral::COUNTED;
use types::id::MemberId;
use types::lang::Voice;
use types::words::referral as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format::number;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::{PersonRow, pager};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Paging {
    before: Option<MemberId>,
}

pub(super) async fn people(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    let branch = app.service.branch(&ctx.viewer, paging.before).await?;
    let v = ctx.voice;
    let href = branch.next.map(|next| format!("/invitations/people?before={next}"));
    let more = pager(w::people_more(v), w::people_more(v), href);
    let list = if branch.people.is_empty() {
        view! { <section class="empty"><p>{w::people_none(v)}</p></section> }.into_any()
    } else {
        let rows = branch.people.iter().cloned();
        let rows = rows.map(|person| view! { <li><PersonRow person lang=v.lang/></li> }).collect_view();
        view! { <ul class="rows card">{rows}</ul> }.into_any()
    };
    Ok(Page::new(&ctx, Layout::Member, w::people(v)).show(|| view! {
        <header class="head"><div><h1>{w::people(v)}</h1><p class="lead">{w::people_note(v)}</p></div></header>
        <p><b>{words(v, branch.count)}</b><br/><span class="meta">{w::branch_note(v)}</span></p>
        {list}
        {more}
        <p><a href="/invitations">{types::words::invitation::title(v)}</a></p>
    }))
}

/// The branch of `count` people beside the invitations.
pub(super) fn card(v: Voice, count: i64) -> impl IntoView {
    let more = (count > 0).then(|| {
        view! {
            <p class="meta">{w::branch_note(v)}</p>
            <p class="acts"><a class="btn small" href="/invitations/people">{w::people_all(v)}</a></p>
        }
    });
    view! {
        <section class="card stack tight">
            <h2>{w::branch(v)}</h2>
            <p>{words(v, count)}</p>
            {more}
        </section>
    }
}

fn words(v: Voice, count: i64) -> String {
    match count {
        0 => w::branch_none(v).to_owned(),
        COUNTED.. => w::branch_many(v, number(COUNTED)),
        _ => w::branch_count(v, number(count)),
    }
}
