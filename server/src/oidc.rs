//! The settings of the provider of the company's accounts (OpenID Connect).
use std::collections::BTreeMap;
use std::str::FromStr;

use clap::Args;
use serde::Deserialize;
use service::oidc::OidcConfig;
use types::lang::Bilingual;
use types::role::Role;

/// The provider of the company's accounts; each setting may stand on the command line, in the environment or in the section `[oidc]`
/// of the file, without the `oidc-` there.
#[derive(Clone, Debug, Default, Args, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Oidc {
    /// Issuer of the accounts that may sign in (`https://…`, compared to the letter); without it nobody signs in by account
    #[arg(long = "oidc-issuer", global = true, env = "ENISHI_OIDC_ISSUER", value_name = "URL")]
    pub issuer: Option<String>,
    /// Name of this installation at the provider
    #[arg(long = "oidc-client-id", global = true, env = "ENISHI_OIDC_CLIENT_ID", value_name = "ID")]
    pub client_id: Option<String>,
    /// Its secret there; a public client has none
    #[arg(
        long = "oidc-client-secret",
        global = true,
        env = "ENISHI_OIDC_CLIENT_SECRET",
        value_name = "SECRET",
        hide_env_values = true
    )]
    pub client_secret: Option<String>,
    /// What the button says in Japanese
    #[arg(long = "oidc-label-ja", global = true, env = "ENISHI_OIDC_LABEL_JA", value_name = "TEXT")]
    pub label_ja: Option<String>,
    /// What the button says in English
    #[arg(long = "oidc-label-en", global = true, env = "ENISHI_OIDC_LABEL_EN", value_name = "TEXT")]
    pub label_en: Option<String>,
    /// Scopes to ask for beyond `openid email profile`, separated by spaces
    #[arg(long = "oidc-scopes", global = true, env = "ENISHI_OIDC_SCOPES", value_name = "SCOPES")]
    pub scopes: Option<String>,
    /// Claim that lists the groups of an account [default: groups]
    #[arg(long = "oidc-group-claim", global = true, env = "ENISHI_OIDC_GROUP_CLAIM", value_name = "CLAIM")]
    pub group_claim: Option<String>,
    /// Role of a group, `group=role,…`, roles being office, reviewer and host; in the file a section `[oidc.roles]`
    #[arg(long = "oidc-roles", global = true, env = "ENISHI_OIDC_ROLES", value_name = "GROUP=ROLE,…")]
    pub roles: Option<GroupRoles>,
    /// The one tenant accounts may be of (claim `tid` of Microsoft Entra)
    #[arg(long = "oidc-tenant", global = true, env = "ENISHI_OIDC_TENANT", value_name = "ID")]
    pub tenant: Option<String>,
    /// Take every mail address the provider names for its owner's, even when it does not say that it verified it
    #[arg(long = "oidc-trusts-mail", global = true, env = "ENISHI_OIDC_TRUSTS_MAIL", num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    pub trusts_mail: Option<bool>,
}

/// The role of each group that has one.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct GroupRoles(BTreeMap<String, Role>);

impl FromStr for GroupRoles {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let pair = |pair: &str| {
            let (group, role) = pair.rsplit_once('=').ok_or_else(|| format!("`{pair}` is no group=role"))?;
            let role =
                role.trim().parse().map_err(|e| format!("{e}; roles are office, reviewer and host"))?;
            Ok((group.trim().to_owned(), role))
        };
        text.split(',').filter(|pair| !pair.trim().is_empty()).map(pair).collect::<Result<_, _>>().map(Self)
    }
}

impl Oidc {
    /// These settings, and those of `other` where these are silent.
    pub fn or(self, other: Self) -> Self {
        Self {
            issuer: self.issuer.or(other.issuer),
            client_id: self.client_id.or(other.client_id),
            client_secret: self.client_secret.or(other.client_secret),
            label_ja: self.label_ja.or(other.label_ja),
            label_en: self.label_en.or(other.label_en),
            scopes: self.scopes.or(other.scopes),
            group_claim: self.group_claim.or(other.group_claim),
            roles: self.roles.or(other.roles),
            tenant: self.tenant.or(other.tenant),
            trusts_mail: self.trusts_mail.or(other.trusts_mail),
        }
    }

    /// The provider described, if one is.
    ///
    /// # Errors
    /// The setting that is missing or means nothing, and its value.
    pub fn complete(self) -> Result<Option<OidcConfig>, (&'static str, String)> {
        let Some(issuer) = self.issuer.clone() else {
            return if self == Self::default() {
                Ok(None)
            } else {
                Err(("oidc.issuer", "nothing".to_owned()))
            };
        };
        if !OidcConfig::is_issuer(&issuer) {
            return Err(("oidc.issuer", issuer));
        }
        Ok(Some(OidcConfig {
            issuer,
            client_id: self.client_id.ok_or_else(|| ("oidc.client_id", "nothing".to_owned()))?,
            client_secret: self.client_secret,
            label: Bilingual { ja: self.label_ja.unwrap_or_default(), en: self.label_en.unwrap_or_default() },
            scopes: self.scopes.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            group_claim: self.group_claim.unwrap_or_else(|| "groups".to_owned()),
            roles: self.roles.unwrap_or_default().0,
            tenant: self.tenant,
            trusts_mail: self.trusts_mail.unwrap_or(false),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Settings;

    #[test]
    fn the_file_has_a_section_for_it() {
        let text = "[oidc]\nissuer = \"https://id.example.jp\"\nclient_id = \"enishi\"\nlabel_en = \"Sign in with Sakura ID\"\n\
                    trusts_mail = true\n[oidc.roles]\n\"cn=alumni,dc=example\" = \"office\"\n";
        let file: Settings = toml::from_str(text).unwrap();
        let config = file.oidc.complete().unwrap().unwrap();
        assert_eq!(
            (config.issuer.as_str(), config.group_claim.as_str()),
            ("https://id.example.jp", "groups")
        );
        assert_eq!(config.roles.get("cn=alumni,dc=example"), Some(&Role::Office));
        assert!(config.trusts_mail && config.label.en == "Sign in with Sakura ID");
        let unknown = toml::from_str::<Settings>("[oidc]\nisuer = \"x\"").unwrap_err();
        assert!(unknown.to_string().contains("isuer"), "{unknown}");
        assert!(toml::from_str::<Settings>("[oidc.roles]\nx = \"boss\"").is_err());
    }

    #[test]
    fn half_a_provider_is_an_error() {
        assert!(Oidc::default().complete().unwrap().is_none());
        let without_issuer = Oidc { client_id: Some("enishi".into()), ..Oidc::default() };
        assert_eq!(without_issuer.complete().unwrap_err().0, "oidc.issuer");
        let plain = Oidc { issuer: Some("http://id.example.jp".into()), ..Oidc::default() };
        assert_eq!(plain.complete().unwrap_err().0, "oidc.issuer");
        let without_client = Oidc { issuer: Some("https://id.example.jp".into()), ..Oidc::default() };
        assert_eq!(without_client.complete().unwrap_err().0, "oidc.client_id");
    }

    #[test]
    fn roles_stand_on_one_line_too() {
        let roles: GroupRoles = "alumni-office=office, cn=events=host".parse().unwrap();
        let expected = [("alumni-office", Role::Office), ("cn=events", Role::Host)];
        assert_eq!(roles.0, expected.map(|(group, role)| (group.to_owned(), role)).into());
        for bad in ["office", "a=boss"] {
            assert!(bad.parse::<GroupRoles>().is_err(), "{bad}");
        }
    }
}
