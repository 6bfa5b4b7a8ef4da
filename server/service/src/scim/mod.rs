//! The company's directory of accounts, as Entra ID or Okta tell it by SCIM 2.0 (RFC 7643, RFC 7644).
//!
//! Its accounts and groups are kept beside the members: nobody becomes a member, and nobody gets a right, by it. An account is
//! linked to the member who signs in by it or proved one of its mail addresses; when it ends, that member is handed over as a leaver.
//! [`user`] and [`group`] are the resources, [`patch`] changes one, [`filter`] finds one, [`json`] reads what was sent.
pub mod error;
pub mod filter;
pub mod group;
pub mod json;
pub mod patch;
#[cfg(test)]
mod tests;
pub mod user;

pub use error::ScimError;

use subtle::ConstantTimeEq;
use types::time::Stamp;

use crate::Service;
use crate::secret::hash;

/// Resources of the longest list.
pub const COUNT_MAX: i64 = 200;
/// Resources of a list whose length is not asked for.
const COUNT: i64 = 100;

/// Proof that a call comes from the directory: what a [`crate::viewer::Viewer`] is to the methods of members.
#[derive(Clone, Copy, Debug)]
pub struct Provisioner(());

/// What a list asks for (RFC 7644, 3.4.2).
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ListQuery {
    /// `userName eq "a"`.
    pub filter: Option<String>,
    /// The first wanted, counted from 1.
    pub start_index: Option<i64>,
    /// How many are wanted.
    pub count: Option<i64>,
}

/// A part of what was found.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// How many there are in all.
    pub total: i64,
    /// Where this part begins, counted from 1.
    pub start: i64,
    /// The part.
    pub items: Vec<T>,
}

impl Service {
    /// Whether SCIM was switched on by a token.
    #[must_use]
    pub fn has_scim(&self) -> bool {
        self.config().machines.scim_token.is_some()
    }

    /// The directory, if `token` is the configured one: hashes are compared, in constant time.
    #[must_use]
    pub fn provisioner(&self, token: &str) -> Option<Provisioner> {
        let expected = hash(self.config().machines.scim_token.as_deref()?);
        let is_it: bool = hash(token).as_bytes().ct_eq(expected.as_bytes()).into();
        is_it.then_some(Provisioner(()))
    }
}

impl ListQuery {
    /// How many to skip, and how many to list.
    fn window(&self) -> (i64, i64) {
        let skip = self.start_index.unwrap_or(1).max(1) - 1;
        (skip, self.count.unwrap_or(COUNT).clamp(0, COUNT_MAX))
    }

    /// The part of a few found ones that is asked for.
    fn cut<T>(&self, found: Vec<T>) -> Listed<T> {
        let (skip, count) = self.window();
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let size = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        let items = found.into_iter().skip(size(skip)).take(size(count)).collect();
        Listed { total, start: skip + 1, items }
    }
}

/// An instant as SCIM writes it: `2026-11-18T04:26:40Z`.
#[must_use]
pub fn instant(at: Stamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_string()
}

/// The entity tag of a version (RFC 7644, 3.14).
#[must_use]
pub fn etag(version: i64) -> String {
    format!("W/\"{version}\"")
}

/// Stops what was meant for another version.
fn expect_version(if_match: Option<&str>, version: i64) -> Result<(), ScimError> {
    let Some(asked) = if_match else { return Ok(()) };
    let is_met = asked.split(',').map(str::trim).any(|tag| tag == "*" || tag == etag(version));
    if is_met { Ok(()) } else { Err(ScimError::Precondition) }
}
