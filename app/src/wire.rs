//! What a server function may say went wrong: nothing internal fits in here.
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WireFault {
    /// Nobody is signed in (any more).
    SignInNeeded,
    /// Not allowed, not there, too often, or out of reach.
    Refused,
}

impl std::fmt::Display for WireFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::SignInNeeded => "nobody is signed in",
            Self::Refused => "refused",
        })
    }
}

impl std::error::Error for WireFault {}

impl FromServerFnError for WireFault {
    type Encoder = JsonEncoding;
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Refused
    }
}

#[cfg(feature = "ssr")]
impl From<service::fault::Fault> for WireFault {
    /// Also gives the answer its status, and logs a failure inside, which the wire does not carry.
    fn from(fault: service::fault::Fault) -> Self {
        use axum::http::StatusCode;
        use service::fault::Fault;
        let (status, told) = match fault {
            Fault::SignInNeeded => (StatusCode::UNAUTHORIZED, Self::SignInNeeded),
            Fault::NotAllowed | Fault::ConfirmNeeded => (StatusCode::FORBIDDEN, Self::Refused),
            Fault::NotFound => (StatusCode::NOT_FOUND, Self::Refused),
            Fault::TooOften => (StatusCode::TOO_MANY_REQUESTS, Self::Refused),
            Fault::Internal(error) => {
                tracing::error!(error = error.as_ref(), "a server function failed inside");
                (StatusCode::INTERNAL_SERVER_ERROR, Self::Refused)
            }
        };
        if let Some(answer) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
            answer.set_status(status);
        }
        told
    }
}

/// The service and whoever asks, as the server put them into the context.
#[cfg(feature = "ssr")]
pub(crate) fn asked() -> Result<(service::Service, service::viewer::Viewer), WireFault> {
    let context = leptos::prelude::use_context().zip(leptos::prelude::use_context());
    context.ok_or(WireFault::Refused)
}
