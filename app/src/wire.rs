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
    fn from(fault: service::fault::Fault) -> Self {
        match fault {
            service::fault::Fault::SignInNeeded => Self::SignInNeeded,
            _ => Self::Refused,
        }
    }
}

/// The service and whoever asks, as the server put them into the context.
#[cfg(feature = "ssr")]
pub(crate) fn asked() -> Result<(service::Service, service::viewer::Viewer), WireFault> {
    let context = leptos::prelude::use_context().zip(leptos::prelude::use_context());
    context.ok_or(WireFault::Refused)
}
