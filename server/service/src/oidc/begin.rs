//! The way to the provider.
use store::oidc::AttemptRow;

use super::{ATTEMPT_FOR, CALLBACK, OidcError};
use crate::Service;
use crate::secret::hash;
use crate::sign_in::local_path;

/// Beginnings from one network address within an hour: a whole office may stand behind one.
const PER_CLIENT: i64 = 600;

/// An attempt that began.
#[derive(Clone, Debug)]
pub struct OidcBegun {
    /// Address at the provider to go to.
    pub go_to: String,
    /// For the cookie of the browser that began; it exists nowhere else.
    pub cookie: String,
}

impl Service {
    /// Begins to sign in by the company's account; anybody may try. Afterwards one goes to `return_to`.
    ///
    /// # Errors
    /// [`OidcError::Unreachable`]; [`crate::fault::Fault::NotFound`] without a provider, [`crate::fault::Fault::TooOften`].
    pub async fn begin_oidc(&self, return_to: &str, client: &str) -> Result<OidcBegun, OidcError> {
        let provider = self.oidc()?;
        let (state, cookie) = (self.secrets().token(), self.secrets().token());
        let attempt = AttemptRow {
            state_hash: hash(&state),
            cookie_hash: hash(&cookie),
            nonce: self.secrets().token(),
            // RFC 7636 wants 43 characters at least.
            verifier: format!("{}{}", self.secrets().token(), self.secrets().token()),
            return_to: local_path(return_to).to_owned(),
            expires_at: self.now().plus(ATTEMPT_FOR),
        };
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("oidc:client:{client}"), PER_CLIENT).await?;
        store::oidc::insert_attempt(&mut tx, &attempt).await?;
        tx.commit().await?;
        let go_to = provider.address(&self.config().url(CALLBACK), &state, &attempt).await?;
        Ok(OidcBegun { go_to: go_to.into(), cookie })
    }
}
