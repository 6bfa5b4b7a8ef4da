//! Passkeys: a further way to sign in, beside the mail addresses and never in their place.
//!
//! A device is asked a question (a ceremony, kept in the database for five minutes) and answers it once. The question of a
//! sign-in names nobody: the device knows whose passkeys it holds, and whoever asks learns nothing of anybody's account.
mod add;
mod ask;
mod keep;
mod letters;
mod sign_in;
#[cfg(test)]
mod tests;

pub use add::NewPasskey;
pub use ask::Question;
pub use keep::RemovePasskeyError;
pub use sign_in::PasskeyRefusal;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use types::id::PasskeyId;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Passkeys of one member.
pub const MOST: usize = 10;
/// How long a device has to answer.
pub const ANSWER_WITHIN: i64 = 5 * Stamp::MINUTE;
/// Characters of the longest name.
pub const NAME_MAX: usize = 60;

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Which.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: Stamp,
    /// Beginning of the day it signed in last on; nothing finer is kept.
    pub last_used_on: Option<Stamp>,
}

impl Service {
    /// The viewer's passkeys, the oldest first.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn passkeys(&self, viewer: &Viewer) -> Result<Vec<Passkey>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::passkey::of_member(&mut conn, me.id()).await?;
        let passkey = |row: store::passkey::PasskeyRow| Passkey {
            id: row.id,
            name: row.name,
            created_at: row.created_at,
            last_used_on: row.last_used_on,
        };
        Ok(rows.into_iter().map(passkey).collect())
    }
}

/// What a device calls a passkey, as it is stored.
fn stored_id(id: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(id)
}
