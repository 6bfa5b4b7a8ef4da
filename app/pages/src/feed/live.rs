//! The stream behind "新しい近況があります": it carries a count and nothing else.
use std::convert::Infallible;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt};
use serde::Deserialize;
use service::Service;
use service::feed::Signal;
use service::policy::{Capability, require};
use service::viewer::Viewer;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use types::id::PostId;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;

#[derive(Deserialize)]
pub(super) struct Since {
    since: PostId,
}

pub(super) async fn stream(
    State(app): State<App>,
    ctx: Ctx,
    Query(Since { since }): Query<Since>,
) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::TakePart)?;
    let signals = app.service.signals();
    // What was written while the page was on its way, after the signals are heard, so that nothing falls between.
    let missed = counted(&app.service, &ctx.viewer, since).await;
    let start = (signals, app.service.clone(), ctx.viewer.clone());
    let later = stream::unfold(start, move |(mut signals, service, viewer)| async move {
        let event = next(&mut signals, &service, &viewer, since).await?;
        Some((event, (signals, service, viewer)))
    });
    let events = stream::iter(missed.flatten()).chain(later).map(Ok::<Event, Infallible>);
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

/// The next count that is not nothing; the stream ends when the process stops or the service fails.
async fn next(
    signals: &mut Receiver<Signal>,
    service: &Service,
    viewer: &Viewer,
    since: PostId,
) -> Option<Event> {
    loop {
        match signals.recv().await {
            Ok(Signal::NewPost) | Err(RecvError::Lagged(_)) => {}
            Ok(Signal::Stop) | Err(RecvError::Closed) => return None,
        }
        if let Some(event) = counted(service, viewer, since).await? {
            return Some(event);
        }
    }
}

/// How many posts are new, unless there are none; nothing when the service fails. Counted anew each time, so deleted posts and
/// one's own never show.
async fn counted(service: &Service, viewer: &Viewer, since: PostId) -> Option<Option<Event>> {
    let count = service.count_new(viewer, since).await.ok()?;
    Some((count > 0).then(|| Event::default().data(count.to_string())))
}
