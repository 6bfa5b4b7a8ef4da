//! Word from the personnel system: a call signed with a secret that both know.
//!
//! The signature is HMAC-SHA256 (RFC 2104) over `timestamp.body`, the timestamp in seconds since 1970. A call is taken within
//! five minutes of its timestamp, and once.
use hmac::{Hmac, Mac};
use serde::Deserialize;
use sha2::Sha256;
use types::form::Problems;
use types::handover::LeaverInput;
use types::relationship::RelationshipSource;
use types::time::Stamp;

use super::Told;
use crate::Service;
use crate::fault::Fault;
use crate::secret::hash;

/// How far a timestamp may be from now.
pub const WINDOW: i64 = 5 * Stamp::MINUTE;
/// Leavers in one call.
pub const LEAVERS_MAX: usize = 500;

/// Why a call was not taken.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// No secret is configured: there is no such address.
    #[error("no secret is configured")]
    Off,
    /// The signature is missing, malformed or not ours.
    #[error("the signature is not valid")]
    Signature,
    /// The timestamp is missing or too far from now.
    #[error("the timestamp is more than five minutes away")]
    Timestamp,
    /// The same call came before.
    #[error("this call was taken before")]
    Replayed,
    /// The body is no JSON of the documented shape.
    #[error("the body is not as documented: {0}")]
    Body(String),
    /// A leaver is not usable; nothing was written.
    #[error("leaver {0} is not usable")]
    Leaver(usize, Problems),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for WebhookError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

#[derive(Deserialize)]
struct Body {
    leavers: Vec<LeaverInput>,
}

/// The signature of a call, as 64 hexadecimal digits.
#[must_use]
pub fn sign(secret: &str, timestamp: &str, body: &[u8]) -> String {
    let bytes = mac(secret, timestamp, body).finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Service {
    /// Takes a call that tells of leavers, if it is signed with the configured secret, fresh and new; what became of each.
    /// Whoever signs may: no member is asked.
    ///
    /// # Errors
    /// Why it was not taken; nothing was written then.
    pub async fn hear_of_leavers(
        &self,
        timestamp: &str,
        signature: &str,
        body: &[u8],
    ) -> Result<Vec<Told>, WebhookError> {
        let secret = self.config().machines.handover_secret.as_deref().ok_or(WebhookError::Off)?;
        verify(secret, timestamp, signature, body).ok_or(WebhookError::Signature)?;
        let seconds: i64 = timestamp.parse().map_err(|_| WebhookError::Timestamp)?;
        let away = self.now().0.abs_diff(seconds.saturating_mul(Stamp::SECOND));
        if away > WINDOW.unsigned_abs() {
            return Err(WebhookError::Timestamp);
        }
        let bytes = body;
        let body: Body =
            serde_json::from_slice(bytes).map_err(|error| WebhookError::Body(error.to_string()))?;
        if body.leavers.len() > LEAVERS_MAX {
            return Err(WebhookError::Body(format!("more than {LEAVERS_MAX} leavers")));
        }
        let mut tx = self.db().write().await?;
        // In the same transaction: a call that was not taken may come again.
        // By what was signed: a signature can be spelled in more than one way.
        let seen = format!("handover:call:{}", hash(&sign(secret, timestamp, bytes)));
        self.limit(&mut tx, &seen, 1).await.map_err(|fault| match fault {
            Fault::TooOften => WebhookError::Replayed,
            other => WebhookError::Fault(other),
        })?;
        let mut told = Vec::new();
        for (i, input) in body.leavers.iter().enumerate() {
            let leaver = input.parse().map_err(|problems| WebhookError::Leaver(i, problems))?;
            told.push(self.tell_of_leaver(&mut tx, &leaver, RelationshipSource::Webhook, None).await?);
        }
        tx.commit().await?;
        Ok(told)
    }
}

/// Compares in constant time.
fn verify(secret: &str, timestamp: &str, signature: &str, body: &[u8]) -> Option<()> {
    let digits = signature.strip_prefix("sha256=").unwrap_or(signature);
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..32).map(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).ok());
    let bytes: Vec<u8> = pairs.collect::<Option<_>>()?;
    mac(secret, timestamp, body).verify_slice(&bytes).ok()
}

fn mac(secret: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    // HMAC takes a key of any length; an empty one would only be a weak secret.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        unreachable!("a key of any length is a key")
    };
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

#[cfg(test)]
mod vectors {
    use super::*;

    /// Made by `printf '%s' "$TIMESTAMP.$BODY" | openssl dgst -sha256 -hmac "$SECRET"`.
    #[test]
    fn signatures_are_those_of_other_programs() {
        let body = br#"{"leavers":[]}"#;
        let signature = sign("s3cret", "1795000000", body);
        assert_eq!(signature, "8bbf47fe6f75effaccc04f9c03b3848420a788cd81d98ec7c72b2946f6c12717");
        assert_eq!(verify("s3cret", "1795000000", &signature, body), Some(()));
        assert_eq!(
            verify("s3cret", "1795000000", &format!("sha256={}", signature.to_uppercase()), body),
            Some(())
        );
        for (secret, timestamp, signature) in [
            ("s3cret", "1795000001", signature.as_str()),
            ("other", "1795000000", signature.as_str()),
            ("s3cret", "1795000000", &signature[..62]),
            ("s3cret", "1795000000", &format!("{}zz", &signature[..62])),
            ("s3cret", "1795000000", &signature.replace("9c03", "9c+3")),
            ("s3cret", "1795000000", ""),
        ] {
            assert_eq!(verify(secret, timestamp, signature, body), None);
        }
    }
}
