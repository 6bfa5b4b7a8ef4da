//! Passkeys: a member's list, one of them, and the forms that signing in and confirming share.
mod list;
mod one;
mod view;

pub(crate) use view::{Purpose, ask, refusal};

use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use service::fault::Fault;
use service::passkey::{PasskeyRefusal, Question};

use crate::App;
use crate::fault::PageFault;

/// Path of the list.
const LIST: &str = "/me/passkeys";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/me/passkeys", get(list::page).post(list::add))
        .route("/me/passkeys/options", post(list::options))
        .route("/me/passkeys/{id}", get(one::page).post(one::rename))
        .route("/me/passkeys/{id}/remove", post(one::remove))
}

/// What a device answered.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    pub(crate) ceremony: String,
    pub(crate) credential: String,
    /// Where to go afterwards.
    pub(crate) return_to: String,
}

/// Why a passkey did not sign in, in as far as its page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It took too long.
    Late,
    /// It does not sign in.
    NotAccepted,
}

/// The part of a refusal that the page itself tells.
///
/// # Errors
/// The fault, when it was not the passkey.
pub(crate) fn refused(refusal: PasskeyRefusal) -> Result<Refused, Fault> {
    match refusal {
        PasskeyRefusal::Late => Ok(Refused::Late),
        // Whoever holds a copy learns no more than whoever holds nothing.
        PasskeyRefusal::NotAccepted | PasskeyRefusal::Copied => Ok(Refused::NotAccepted),
        PasskeyRefusal::Fault(fault) => Err(fault),
    }
}

/// A question to the device, for the script.
type Asked = Result<Json<Question>, PageFault>;
