//! All that is held about the member, as one file: what is in it, asking for it, taking it.
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream;
use leptos::prelude::*;
use service::export::{Export, Exports, MayAsk, Progress};
use tokio::io::AsyncReadExt;
use types::id::ExportId;
use types::lang::Voice;
use types::words::{export as w, rights};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::Icon;

const PATH: &str = "/me/export";
/// Bytes read at once.
const PIECE: usize = 64 * 1024;

pub(super) async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let exports = app.service.exports(&ctx.viewer).await?;
    Ok(Page::new(&ctx, Layout::Member, w::title(ctx.voice)).show(|| view(&ctx, &exports)))
}

pub(super) async fn ask(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let said = match app.service.ask_export(&ctx.viewer).await? {
        MayAsk::Yes => w::asked(v).to_owned(),
        MayAsk::Waits => w::waiting_text(v).to_owned(),
        MayAsk::From(at) => w::limit(v, format::date_time(&ctx, at)),
    };
    Ok(go_with(PATH, &said))
}

/// The file itself, a piece at a time. A failure on the way breaks the download off, which the browser tells by the length.
pub(super) async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ExportId>,
) -> Result<Response, PageFault> {
    let (row, file) = app.service.export_file(&ctx.viewer, id).await?;
    let length = file.metadata().await?.len();
    let pieces = stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(piece), file)))
    });
    let headers: [(HeaderName, String); 4] = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", row.file_name)),
        (CONTENT_LENGTH, length.to_string()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

fn view(ctx: &Ctx, exports: &Exports) -> impl IntoView + use<> {
    let v = ctx.voice;
    let ask = match exports.may_ask {
        MayAsk::Yes => view! {
            <form method="post" action=PATH class="acts"><button class="btn primary large"><Icon name="download"/>{w::ask(v)}</button></form>
        }
        .into_any(),
        MayAsk::Waits => ().into_any(),
        MayAsk::From(at) => view! { <p class="meta">{w::limit(v, format::date_time(ctx, at))}</p> }.into_any(),
    };
    let list = if exports.all.is_empty() {
        view! { <p class="meta">{w::none(v)}</p> }.into_any()
    } else {
        view! { <ul class="rows card">{exports.all.iter().map(|one| row(ctx, *one)).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        <section class="card">
            <h2>{w::inside(v)}</h2>
            <ul><li>{w::inside_html(v)}</li><li>{w::inside_json(v)}</li><li>{w::inside_files(v)}</li></ul>
            <p>{w::inside_what(v)}</p>
            <p>{w::others(v)}</p>
            <p>{w::safe(v)}</p>
            {ask}
        </section>
        <section class="section"><h2>{w::yours(v)}</h2>{list}</section>
        <p><a href="/me/requests">{rights::title(v)}</a></p>
    }
}

fn row(ctx: &Ctx, export: Export) -> impl IntoView + use<> {
    let v = ctx.voice;
    let asked = format::date_time(ctx, export.asked_at);
    let (class, word, text) = match export.progress {
        Progress::Waiting => ("badge wait", w::waiting(v), w::waiting_text(v).to_owned()),
        Progress::Ready { bytes, until } => {
            ("badge ok", w::ready(v), w::ready_text(v, format::date_time(ctx, until), size(v, bytes)))
        }
        Progress::Failed => ("badge bad", w::failed(v), w::failed_text(v).to_owned()),
        Progress::Expired => ("badge", w::expired(v), w::expired_text(v).to_owned()),
    };
    // Without `download`: whoever has to sign in first comes to a page.
    let take = matches!(export.progress, Progress::Ready { .. }).then(|| {
        view! { <a class="btn" href=format!("{PATH}/{}", export.id) aria-label=w::download_label(v, &asked)><Icon name="download"/>{w::download(v)}</a> }
    });
    view! {
        <li class="spread">
            <span class="who"><span class="name">{w::asked_on(v, &asked)}" "<span class=class>{word}</span></span><span class="meta">{text}</span></span>
            {take}
        </li>
    }
}

/// In kilobytes below a megabyte, at least one.
fn size(v: Voice, bytes: i64) -> String {
    match bytes {
        1_000_000.. => w::bytes_mb(v, format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)),
        _ => w::bytes_kb(v, (bytes / 1_000).max(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_round_numbers() {
        let v = Voice::default();
        for (bytes, text) in [(12, "1 kB"), (999_999, "999 kB"), (1_234_567, "1.2 MB")] {
            assert_eq!(size(v, bytes), text);
        }
    }
}
