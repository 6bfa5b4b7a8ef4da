//! `/office/intents`: how many members say what to themselves, and who shares it with the office.
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use serde::Deserialize;
use service::intent::{IntentDesk, SharedIntent};
use types::id::MemberId;
use types::intent::{IntentAnswer, IntentKind};
use types::lang::Voice;
use types::words::{consent, intent as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format::{self, number};
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::{PersonRow, pager};

const PATH: &str = "/office/intents";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/intents", get(page))
}

/// What the address says; what cannot be read counts as not asked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
    answer: String,
    after: String,
}

/// A list that was asked for, and where its next page begins.
struct List {
    kind: IntentKind,
    answer: IntentAnswer,
    shown: Vec<SharedIntent>,
    next: Option<MemberId>,
}

async fn page(State(app): State<App>, ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, PageFault> {
    let desk = app.service.intent_desk(&ctx.viewer).await?;
    let list = match (asked.kind.parse(), asked.answer.parse()) {
        (Ok(kind), Ok(answer)) => {
            let after = asked.after.parse().ok();
            let (shown, next) = app.service.shared_intents(&ctx.viewer, kind, answer, after).await?;
            Some(List { kind, answer, shown, next })
        }
        _ => None,
    };
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Office, w::office_title(v)).show(|| {
        let numbers = numbers(&ctx, &desk);
        view! {
            <header class="head"><div><h1>{w::office_title(v)}</h1><p class="lead">{w::office_lead(v)}</p></div></header>
            <section class="card stack" id="shared">
                <h2>{w::office_shared(v)}</h2>
                <p class="meta">{w::office_shared_text(v)}</p>
                {choose(v, list.as_ref())}
                {list.map(|list| shared(v, list))}
            </section>
            {numbers}
        }
    }))
}

fn numbers(ctx: &Ctx, desk: &IntentDesk) -> impl IntoView + use<> {
    let v = ctx.voice;
    let month = match desk.month {
        Some(month) => w::office_month(v, format::month(ctx, month)),
        None => w::office_not_yet(v).to_owned(),
    };
    let cell = |(answer, members): (&IntentAnswer, &Option<i64>)| match members {
        Some(members) => {
            let told = w::office_from(v, number(*members));
            view! { <td class="num" data-label=answer.text(v)>{told}</td> }.into_any()
        }
        None => view! { <td class="num meta" data-label=answer.text(v)>{w::office_few(v)}</td> }.into_any(),
    };
    let row = |(kind, cells): &(IntentKind, Vec<Option<i64>>)| {
        let cells = IntentAnswer::ALL.iter().zip(cells).map(cell).collect_view();
        view! { <tr><th scope="row">{kind.text(v)}</th>{cells}</tr> }
    };
    let head =
        IntentAnswer::ALL.iter().map(|answer| view! { <th scope="col" class="num">{answer.text(v)}</th> });
    view! {
        <section class="card stack">
            <h2>{w::office_unnamed(v)}</h2>
            <p class="meta">{w::office_unnamed_text(v)}" "{consent::statistics_only(v)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=w::office_unnamed(v)>
                <table class="table cards">
                    <thead><tr><th scope="col">{w::office_kind(v)}</th>{head.collect_view()}</tr></thead>
                    <tbody>{desk.cells.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="meta">{month}</p>
        </section>
    }
}

/// The form that asks for a list.
fn choose(v: Voice, list: Option<&List>) -> impl IntoView + use<> {
    let kinds = IntentKind::ALL.iter().map(|kind| {
        let is_chosen = list.is_some_and(|list| list.kind == *kind);
        view! { <option value=kind.as_str() selected=is_chosen>{kind.text(v)}</option> }
    });
    let answers = IntentAnswer::ALL.iter().map(|answer| {
        let is_chosen = list.is_some_and(|list| list.answer == *answer);
        view! { <option value=answer.as_str() selected=is_chosen>{answer.text(v)}</option> }
    });
    view! {
        <form class="filters" action=PATH>
            <div class="field"><label for="kind">{w::office_kind(v)}</label><select id="kind" name="kind">{kinds.collect_view()}</select></div>
            <div class="field"><label for="answer">{w::office_pick_answer(v)}</label><select id="answer" name="answer">{answers.collect_view()}</select></div>
            <button class="btn">{w::office_pick(v)}</button>
        </form>
    }
}

fn shared(v: Voice, list: List) -> impl IntoView {
    let title = w::office_list(v, list.answer.text(v), list.kind.text(v));
    let (kind, answer) = (list.kind, list.answer);
    let next = list.next.map(|after| format!("{PATH}?kind={kind}&answer={answer}&after={after}"));
    if list.shown.is_empty() {
        return view! {
            <div class="empty"><h3>{w::office_none(v)}</h3><p>{w::office_none_text(v)}</p></div>
        }
        .into_any();
    }
    let row = |it: SharedIntent| {
        view! { <li class="spread"><PersonRow person=it.person lang=v.lang/><span class="meta">{it.age.text(v)}</span></li> }
    };
    view! {
        <h3>{title}</h3>
        <ul class="rows">{list.shown.into_iter().map(row).collect_view()}</ul>
        {pager(w::office_more(v), w::office_more(v), next)}
    }
    .into_any()
}
