//! The stream behind "新しい近況があります": it carries a count and nothing else.
use std::convert::Infallible;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
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
    let start = (app.service.signals(), app.service.clone(), ctx.viewer.clone());
    let events = stream::unfold(start, move |(mut signals, service, viewer)| async move {
        let event = next(&mut signals, &service, &viewer, since).await?;
        Some((Ok::<Event, Infallible>(event), (signals, service, viewer)))
    });
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
        // Counted anew each time, so deleted posts and one's own never show.
        let count = service.count_new(viewer, since).await.ok()?;
        if count > 0 {
            return Some(Event::default().data(count.to_string()));
        }
    }
}
