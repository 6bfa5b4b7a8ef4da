//! 見え方: the own page as others see it.
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use service::fault::Fault;
use types::lang::Voice;
use types::visibility::Relation;
use types::words::private as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::Page;
use crate::people::profile_view;
use crate::ui::Icon;

/// Those as whom one can look, by their name in the address.
const VIEWERS: [(&str, Relation); 4] = [
    ("visitor", Relation::Visitor),
    ("member", Relation::Member),
    ("connection", Relation::Connection),
    ("office", Relation::Office),
];

fn name(v: Voice, relation: Relation) -> &'static str {
    match relation {
        Relation::Office => w::as_office(v),
        Relation::Connection => w::as_connection(v),
        Relation::Own | Relation::Member => w::as_member(v),
        Relation::Visitor | Relation::Nobody => w::as_visitor(v),
    }
}

/// The same, short.
fn tab_name(v: Voice, relation: Relation) -> &'static str {
    match relation {
        Relation::Office => w::tab_office(v),
        Relation::Connection => w::tab_connection(v),
        Relation::Own | Relation::Member => w::tab_member(v),
        Relation::Visitor | Relation::Nobody => w::tab_visitor(v),
    }
}

/// A link for each.
pub(super) fn links(v: Voice) -> impl IntoView {
    let link = |(key, relation): (&str, Relation)| {
        view! { <a class="btn small" href=format!("/me/profile/as/{key}")><Icon name="eye"/>{tab_name(v, relation)}</a> }
    };
    VIEWERS.into_iter().map(link).collect_view()
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(who): Path<String>,
) -> Result<Response, PageFault> {
    let found = VIEWERS.into_iter().find(|(key, _)| *key == who);
    let (_, relation) = found.ok_or(Fault::NotFound)?;
    let profile = app.service.profile_as(&ctx.viewer, relation).await?;
    let v = ctx.voice;
    let who = name(v, relation);
    Ok(Page::new(&ctx, Layout::Member, w::preview(v)).show(move || {
        let (said, body) = match profile {
            Some(profile) => (w::previewing(v, who), profile_view(v, profile, false).into_any()),
            None => (w::preview_none(v, who), view! { <h1 class="sr">{w::preview(v)}</h1> }.into_any()),
        };
        let tab = |(key, other): (&str, Relation)| {
            let current = (other == relation).then_some("page");
            view! { <a href=format!("/me/profile/as/{key}") aria-current=current>{tab_name(v, other)}</a> }
        };
        view! {
            <section class="stack" aria-label=w::preview(v)>
                <nav class="tabs" aria-label=w::preview(v)>{VIEWERS.into_iter().map(tab).collect_view()}</nav>
                <p class="notice" role="status">{said}</p>
                <p><a href="/me/private">{w::preview_back(v)}</a></p>
            </section>
            {body}
        }
    }))
}
