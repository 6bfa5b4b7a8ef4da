//! Signing in by the company's account: OpenID Connect Core 1.0, the code flow with PKCE.
//!
//! [`begin`] sends the browser to the provider and keeps what must come back; [`finish`] checks what came back by [`provider`]
//! and reads it by [`claims`]. Whoever is known is signed in, with the [`roles`] of the account's groups; whoever is not agrees
//! to the purposes first ([`arrival`]). The provider is asked anew each time: nothing of it is kept in the process.
mod arrival;
mod begin;
mod claims;
mod config;
mod finish;
mod letters;
mod provider;
mod roles;
#[cfg(test)]
mod tests;

pub use arrival::OidcArrival;
pub use begin::OidcBegun;
pub use config::OidcConfig;
pub use finish::{OidcAnswer, OidcEntered};
pub(crate) use provider::Provider;

use types::lang::Voice;
use types::time::Stamp;
use types::words::oidc as w;

use crate::Service;
use crate::fault::Fault;

/// How long the way to the provider and back may take.
pub const ATTEMPT_FOR: i64 = 10 * Stamp::MINUTE;
/// How long somebody new may read what there is to agree to.
pub const ARRIVAL_FOR: i64 = Stamp::HOUR;
/// Where the provider sends the browser back to: to be registered with it.
pub const CALLBACK: &str = "/sign-in/oidc/callback";

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider does not answer, or not as a provider does.
    #[error("the provider cannot be reached")]
    Unreachable(#[source] Cause),
    /// The provider let nobody through, or the person turned back there.
    #[error("the provider let nobody through: {0}")]
    TurnedBack(String),
    /// The browser did not begin this, or it took too long, or it is finished already.
    #[error("no attempt of this browser waits for this")]
    NoAttempt,
    /// What the provider says of the person does not hold.
    #[error("what the provider says is not accepted")]
    NotAccepted(#[source] Cause),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl OidcError {
    fn unreachable(cause: impl Into<Cause>) -> Self {
        Self::Unreachable(cause.into())
    }

    fn not_accepted(cause: impl Into<Cause>) -> Self {
        Self::NotAccepted(cause.into())
    }
}

impl From<store::StoreError> for OidcError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Whether the provider answers and can be used, for `enishi doctor`.
///
/// # Errors
/// [`OidcError::Unreachable`] with the reason.
pub async fn check(config: &OidcConfig) -> Result<(), OidcError> {
    Provider::new(config)?.check().await
}

impl Service {
    /// What the button says; `None` without a provider.
    #[must_use]
    pub fn oidc_label(&self, voice: Voice) -> Option<String> {
        let label = self.config().oidc.as_ref()?.label.get(voice.lang);
        Some(if label.is_empty() { w::button(voice).to_owned() } else { label.to_owned() })
    }

    /// The provider.
    fn oidc(&self) -> Result<&Provider, Fault> {
        self.inner.oidc.as_ref().ok_or(Fault::NotFound)
    }
}
