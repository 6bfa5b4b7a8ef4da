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
    /// Whether this is a demonstration, with sign-in shortcuts and a public mailbox on loopback.
    pub demo: bool,
    /// The provider of the company's accounts; without one nobody signs in by it.
    pub oidc: Option<OidcConfig>,
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
