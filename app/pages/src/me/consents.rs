//! Purposes and consent: what each says, what the member answered, and the ledger of all answers.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::consent::{Answered, ConsentRow, Consents, Standing};
use service::fault::Fault;
use types::consent::Purpose;
use types::id::ConsentId;
use types::lang::Voice;
use types::words::consent as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::pager;

const PATH: &str = "/me/consents";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Paging {
    before: Option<ConsentId>,
}

/// Which button was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Give,
    Withdraw,
}

/// An answer, with the text it was given for.
#[derive(Deserialize)]
pub(super) struct Pressed {
    purpose: Purpose,
    version: String,
    answer: Verb,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    let consents = app.service.consents(&ctx.viewer, paging.before).await?;
    let v = ctx.voice;
    let is_later_page = paging.before.is_some();
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show(|| {
        let cards = (!is_later_page)
            .then(|| consents.standings.iter().map(|standing| card(&ctx, standing)).collect_view());
        let back = is_later_page.then(|| view! { <p><a href=PATH>{w::text_back(v)}</a></p> });
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            {cards}
            {ledger(&ctx, &consents)}
            {back}
        }
    }))
}

pub(super) async fn answer(
    State(app): State<App>,
    ctx: Ctx,
    Form(form): Form<Pressed>,
) -> Result<Response, PageFault> {
    let given = form.answer == Verb::Give;
    let answered = app.service.answer_consent(&ctx.viewer, form.purpose, given, &form.version).await?;
    let (v, name) = (ctx.voice, form.purpose.name(ctx.voice));
    let notice = match answered {
        Answered::Done if given => w::done_given(v, name),
        Answered::Done => w::done_withdrawn(v, name),
        Answered::Unread => w::done_unread(v).to_owned(),
    };
    Ok(go_with(PATH, &notice))
}

/// One wording of a purpose, in force or not.
pub(super) async fn text(
    State(app): State<App>,
    ctx: Ctx,
    Path((purpose, name)): Path<(String, String)>,
) -> Result<Response, PageFault> {
    let purpose: Purpose = purpose.parse().map_err(|_| Fault::NotFound)?;
    let version = app.service.consent_text(&ctx.viewer, purpose, &name)?;
    let v = ctx.voice;
    let title = w::version_of(v, purpose.name(v), version.name);
    let state = if version.name == purpose.version() { w::text_current(v) } else { w::text_earlier(v) };
    Ok(Page::new(&ctx, Layout::Member, title).show(|| view! {
        <header class="head"><div><h1>{purpose.name(v)}</h1><p class="meta">{w::version(v, version.name)}</p></div></header>
        <section class="card"><div class="prose"><p>{(version.text)(v)}</p></div><p class="meta">{state}</p></section>
        <p><a href=PATH>{w::text_back(v)}</a></p>
    }))
}

/// On the home page of whoever answered for an older text.
pub(crate) fn news(v: Voice) -> impl IntoView {
    view! {
        <section class="card soft">
            <h2>{w::news(v)}</h2>
            <p>{w::news_text(v)}</p>
            <p class="acts"><a class="btn" href=PATH>{w::news_read(v)}</a></p>
        </section>
    }
}

fn card(ctx: &Ctx, s: &Standing) -> impl IntoView + use<> {
    let v = ctx.voice;
    let asks = s.asks_again();
    let mark = asks.then(|| view! { <span class="badge kaki">{w::new_version(v)}</span> });
    let earlier = s.earlier.map(|earlier| {
        view! {
            <details class="more" open=asks>
                <summary>{w::old_text(v, earlier.name)}</summary>
                <div class="prose"><p>{(earlier.text)(v)}</p></div>
            </details>
        }
    });
    view! {
        <section class="card" id=s.purpose.as_str()>
            <div class="spread"><h2>{s.purpose.name(v)}</h2><span class="chips">{mark}{badge(v, s.counts)}</span></div>
            <p>{(s.current.text)(v)}</p>
            {earlier}
            <p class="meta">{since(ctx, s)}" "<a href=text_path(s.purpose, s.current.name)>{w::version(v, s.current.name)}</a></p>
            <p class="meta">{effect(v, s.purpose)}</p>
            {buttons(v, s)}
        </section>
    }
}

fn since(ctx: &Ctx, s: &Standing) -> String {
    let v = ctx.voice;
    let Some(answer) = &s.answer else { return w::never(v).to_owned() };
    match (s.asks_again(), answer.given, s.counts) {
        (true, true, true) => w::old_counts(v).to_owned(),
        (true, true, false) => w::old_not_counts(v).to_owned(),
        (true, false, _) => w::old_not_given(v).to_owned(),
        (false, true, _) => w::given_since(v, format::date(ctx, answer.at)),
        (false, false, _) => w::not_given_since(v, format::date(ctx, answer.at)),
    }
}

fn effect(v: Voice, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Running => w::running_effect(v),
        Purpose::Notices => w::notices_effect(v),
        Purpose::Openings => w::openings_effect(v),
        Purpose::CoOperation => w::co_operation_effect(v),
        Purpose::Statistics => w::statistics_effect(v),
    }
}

/// What can be answered now: yes where it does not count for this text, no where membership does not need it.
fn buttons(v: Voice, s: &Standing) -> Option<impl IntoView + use<>> {
    let asks = s.asks_again();
    let named = |label: &str| format!("{label}: {}", s.purpose.name(v));
    let give = (asks || !s.counts).then(|| {
        view! { <button class="btn" name="answer" value="give" aria-label=named(w::give(v))>{w::give(v)}</button> }
    });
    let no = (!s.purpose.is_required() && (asks || s.counts)).then(|| {
        let label = if s.counts { w::withdraw(v) } else { w::decline(v) };
        view! { <button class="btn quiet" name="answer" value="withdraw" aria-label=named(label)>{label}</button> }
    });
    (give.is_some() || no.is_some()).then(|| {
        view! {
            <form method="post" action=PATH class="acts">
                <input type="hidden" name="purpose" value=s.purpose.as_str()/>
                <input type="hidden" name="version" value=s.current.name/>
                {give}
                {no}
            </form>
        }
    })
}

fn ledger(ctx: &Ctx, consents: &Consents) -> impl IntoView + use<> {
    let v = ctx.voice;
    let href = consents.next.map(|next| format!("{PATH}?before={next}#ledger"));
    let more = pager(w::ledger(v), w::ledger_more(v), href);
    let list = if consents.entries.is_empty() {
        view! { <p>{w::ledger_none(v)}</p> }.into_any()
    } else {
        let rows = consents.entries.iter().map(|row| entry(ctx, row)).collect_view();
        view! { <ul class="rows card">{rows}</ul> }.into_any()
    };
    view! {
        <section class="section" id="ledger">
            <h2>{w::ledger(v)}</h2>
            <p class="meta">{w::ledger_lead(v)}</p>
            {list}
            {more}
        </section>
    }
}

fn entry(ctx: &Ctx, row: &ConsentRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let version = w::version(v, &row.text_version);
    // A wording that was never in this release has no page.
    let version = match row.purpose.wordings().find(&row.text_version) {
        Some(known) => {
            let label = w::version_of(v, row.purpose.name(v), known.name);
            view! { <a href=text_path(row.purpose, known.name) aria-label=label>{version}</a> }.into_any()
        }
        None => version.into_any(),
    };
    view! {
        <li class="spread">
            <span class="who"><span class="name">{row.purpose.name(v)}</span><span class="meta">{format::date_time(ctx, row.at)}" · "{version}</span></span>
            {badge(v, row.given)}
        </li>
    }
}

fn badge(v: Voice, agreed: bool) -> impl IntoView {
    let (class, word) = if agreed { ("badge ok", w::agreed(v)) } else { ("badge", w::not_agreed(v)) };
    view! { <span class=class>{word}</span> }
}

fn text_path(purpose: Purpose, version: &str) -> String {
    format!("{PATH}/{purpose}/{version}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_text_leads_to_the_page_and_bars_nothing() {
        let html = news(Voice::default()).into_any().to_html();
        assert!(
            html.contains("href=\"/me/consents\"") && html.contains("利用目的の説明が新しくなりました"),
            "{html}"
        );
        assert!(!html.contains("<form") && !html.contains("dialog"), "{html}");
    }
}
