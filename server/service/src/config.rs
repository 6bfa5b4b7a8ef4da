//! Where and how an installation runs: what the command line, the environment and the file decide together.
use std::path::PathBuf;

use jiff::tz::TimeZone;
use url::Url;

use crate::oidc::OidcConfig;

/// The settings the service needs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of uploads and mail files.
    pub data: PathBuf,
    /// Address people reach the site at, without a trailing slash.
    pub base_url: Url,
    /// Zone of the dates shown.
    pub zone: TimeZone,
    /// `smtp://user:password@host:port`; without one, mails are files.
    pub smtp_url: Option<String>,
    /// Sender of all mails.
    pub mail_from: String,
    /// What other programs prove themselves by.
    pub machines: Machines,
    /// Whether this is a demonstration, with sign-in shortcuts and a public mailbox on loopback.
    pub demo: bool,
    /// The provider of the company's accounts; without one nobody signs in by it.
    pub oidc: Option<OidcConfig>,
}

/// Secrets shared with other programs of the company; without one its addresses do not exist.
#[derive(Clone, Default)]
pub struct Machines {
    /// Bearer token of the company's directory, for SCIM.
    pub scim_token: Option<String>,
    /// Secret the personnel system signs with.
    pub handover_secret: Option<String>,
}

impl std::fmt::Debug for Machines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { scim_token, handover_secret } = self;
        let is_set = (scim_token.is_some(), handover_secret.is_some());
        f.debug_struct("Machines").field("is_set", &is_set).finish()
    }
}

impl Config {
    /// The absolute address of a path that begins with `/`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }

    /// Whether people reach the site over TLS, so that cookies can be `Secure`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.scheme() == "https"
    }
}
