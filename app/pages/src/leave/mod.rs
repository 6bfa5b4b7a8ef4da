//! 休止 and 退会: choosing between both, what is to stay, and the way back.
mod back;
mod view;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use service::fault::Fault;
use service::leave::{Farewell, LeaveError};
use types::form::Problems;
use types::leave::{Fates, LeaveInput};
use types::words::leave as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go};
use crate::session_cookie;

pub(crate) use back::is_away;

pub(super) const PATH: &str = "/me/leave";
/// Where a member leaves.
const CHOICES: &str = "/me/leave/choices";
/// Where somebody suspended leaves.
pub(crate) const LEAVE_SUSPENDED: &str = "/welcome-back/leave";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/me/leave", get(choose))
        .route("/me/leave/rest", post(rest))
        .route("/me/leave/choices", get(form).post(leave))
        .merge(back::routes())
}

/// The form of leaving, and which of its buttons was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Pressed {
    #[serde(flatten)]
    input: LeaveInput,
    /// `now`, or in a week.
    when: String,
}

async fn choose(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let can = app.service.can_step_away(&ctx.viewer).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show(|| view::both(v, can)))
}

async fn rest(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    match app.service.rest(&ctx.viewer).await {
        Ok(()) => Ok(session_cookie::leave(&ctx, "/left/rested")?),
        Err(error) => stay(error),
    }
}

async fn form(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let counts = app.service.leave_form(&ctx.viewer).await?;
    if !app.service.can_step_away(&ctx.viewer).await? {
        return Ok(go(PATH));
    }
    Ok(view::form(&ctx, CHOICES, counts, LeaveInput::of(&Fates::default()), Problems::default()))
}

async fn leave(
    State(app): State<App>,
    ctx: Ctx,
    Form(pressed): Form<Pressed>,
) -> Result<Response, PageFault> {
    let farewell = if pressed.when == "now" { Farewell::Now } else { Farewell::InAWeek };
    match app.service.leave(&ctx.viewer, &pressed.input, farewell).await {
        Ok(()) if farewell == Farewell::Now => Ok(session_cookie::leave(&ctx, "/left/erased")?),
        Ok(()) => Ok(session_cookie::leave(&ctx, "/left/asked")?),
        Err(LeaveError::Problems(problems)) => {
            let counts = app.service.leave_form(&ctx.viewer).await?;
            Ok(view::form(&ctx, CHOICES, counts, pressed.input, problems))
        }
        Err(error) => stay(error),
    }
}

/// The page that says why.
fn stay(error: LeaveError) -> Result<Response, PageFault> {
    match error {
        LeaveError::LastOfOffice => Ok(go(PATH)),
        LeaveError::Fault(fault) => Err(fault.into()),
        LeaveError::Problems(_) => Err(Fault::NotAllowed.into()),
    }
}
