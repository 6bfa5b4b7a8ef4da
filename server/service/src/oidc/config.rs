//! Which provider, and what its word is worth.
use std::collections::BTreeMap;

use types::lang::Bilingual;
use types::role::{Role, Roles};
use url::{Host, Url};

/// The provider of the company's accounts.
#[derive(Clone, Debug)]
pub struct OidcConfig {
    /// Its name for itself, compared to the letter; discovery is below it.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there; a public client has none.
    pub client_secret: Option<String>,
    /// What the button says, if not the usual.
    pub label: Bilingual,
    /// Scopes asked for beyond `openid`, `email` and `profile`.
    pub scopes: Vec<String>,
    /// The claim that lists the groups of an account.
    pub group_claim: String,
    /// The role that goes with a group. Roles that no group has are nobody's business here.
    pub roles: BTreeMap<String, Role>,
    /// The one tenant (`tid`, as Microsoft Entra says it) accounts may be of.
    pub tenant: Option<String>,
    /// Whether every mail address the provider names is its owner's, said to be verified or not.
    pub trusts_mail: bool,
}

impl OidcConfig {
    /// Of a provider with nothing but its issuer said.
    #[cfg(test)]
    pub(crate) fn of(issuer: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            client_id: "enishi".to_owned(),
            client_secret: None,
            label: Bilingual::default(),
            scopes: Vec::new(),
            group_claim: "groups".to_owned(),
            roles: BTreeMap::new(),
            tenant: None,
            trusts_mail: false,
        }
    }

    /// Whether `text` can be an issuer: an address over TLS, or on this machine.
    #[must_use]
    pub fn is_issuer(text: &str) -> bool {
        text.parse::<Url>().is_ok_and(|url| {
            let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
            is_safe && url.query().is_none() && url.fragment().is_none()
        })
    }

    /// The roles of an account in `groups`.
    pub(super) fn roles_of(&self, groups: &[String]) -> Roles {
        let plays = |role: &&Role| groups.iter().any(|group| self.roles.get(group) == Some(*role));
        Roles::of(&Role::ALL.iter().filter(plays).copied().collect::<Vec<_>>())
    }

    /// Whether any group has `role`: then groups decide about it.
    pub(super) fn decides(&self, role: Role) -> bool {
        self.roles.values().any(|mapped| *mapped == role)
    }
}

/// Whether the address is one of this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::OidcConfig;

    #[test]
    fn an_issuer_is_reached_over_tls_or_on_this_machine() {
        for good in [
            "https://login.example.jp/tenant/v2.0",
            "http://127.0.0.1:9000",
            "http://localhost:9",
            "http://[::1]:9",
        ] {
            assert!(OidcConfig::is_issuer(good), "{good}");
        }
        for bad in
            ["", "login.example.jp", "http://login.example.jp", "https://a.example.jp/?x=1", "file:///etc"]
        {
            assert!(!OidcConfig::is_issuer(bad), "{bad}");
        }
    }
}
