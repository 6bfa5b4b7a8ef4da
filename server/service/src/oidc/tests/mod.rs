//! The company's accounts against a provider in this process.
mod arrival;
mod holds;
mod known;
mod provider;
mod roles;

use serde_json::{Value, json};
use types::join::JoinInput;
use types::lang::Lang;
use types::role::Role;
use url::Url;

use super::{OidcAnswer, OidcConfig, OidcEntered, OidcError};
use crate::fault::FormError;
use crate::mail::{ReceivedMail, read_mailbox};
use crate::session::Opened;
use crate::testing::{Net, id};
use crate::viewer::Viewer;
use provider::Provider;

struct World {
    net: Net,
    provider: Provider,
}

impl World {
    async fn new() -> Self {
        Self::with(|_| ()).await
    }

    async fn with(change: impl FnOnce(&mut OidcConfig)) -> Self {
        let provider = Provider::start().await;
        let mut config = OidcConfig {
            issuer: provider.issuer().to_owned(),
            client_id: "enishi".into(),
            client_secret: Some("secret".into()),
            label: types::lang::Bilingual::default(),
            scopes: vec!["groups".into()],
            group_claim: "groups".into(),
            roles: [("desk", Role::Office), ("events", Role::Host)]
                .map(|(g, role)| (g.to_owned(), role))
                .into(),
            tenant: None,
            trusts_mail: false,
        };
        change(&mut config);
        let net = Net::configured(|settings| settings.oidc = Some(config)).await;
        Self { net, provider }
    }

    /// Begins in a browser: its cookie, and the state the provider gets.
    async fn begin(&self) -> (String, String) {
        let begun = self.net.service.begin_oidc("/events?view=past", "::1").await.unwrap();
        let url: Url = begun.go_to.parse().unwrap();
        let sent = |name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
        assert_eq!((sent("response_type"), sent("code_challenge_method")), ("code".into(), "S256".into()));
        assert_eq!(sent("scope"), "openid email profile groups");
        assert_eq!(sent("redirect_uri"), "https://en.example.jp/sign-in/oidc/callback");
        self.provider.script(|script| {
            script.nonce = sent("nonce");
            script.challenge = sent("code_challenge");
        });
        (begun.cookie, sent("state"))
    }

    async fn finish(&self, cookie: &str, state: &str) -> Result<OidcEntered, OidcError> {
        let answer = OidcAnswer { state: state.into(), code: "code".into(), ..OidcAnswer::default() };
        self.net.service.finish_oidc(cookie, &answer, "test").await
    }

    /// There and back, the provider saying `claims`.
    async fn sign_in(&self, claims: Value) -> Result<OidcEntered, OidcError> {
        self.provider.script(|script| script.claims = claims);
        let (cookie, state) = self.begin().await;
        self.finish(&cookie, &state).await
    }

    /// As [`Self::sign_in`], for somebody known.
    async fn enter(&self, claims: Value) -> Opened {
        let OidcEntered::SignedIn(opened) = self.sign_in(claims).await.unwrap() else {
            panic!("is not known")
        };
        opened
    }

    /// As [`Self::sign_in`], for somebody new.
    async fn arrive(&self, claims: Value) -> String {
        let OidcEntered::Arrived { token } = self.sign_in(claims).await.unwrap() else { panic!("is known") };
        token
    }

    async fn accept(&self, token: &str, purposes: &[&str]) -> Result<Opened, FormError> {
        let arrival = self.net.service.oidc_arrival(token).await?;
        let purpose = purposes.iter().map(|purpose| (*purpose).to_owned()).collect();
        let (family_kana, given_kana) = ("かみや".to_owned(), "かえで".to_owned());
        let input = JoinInput { purpose, family_kana, given_kana, ..arrival.input };
        self.net.service.accept_oidc(token, &input, Lang::Ja, "test").await
    }

    async fn viewer(&self, opened: &Opened) -> Viewer {
        self.net.service.visit(Some(&opened.token)).await.unwrap().0
    }

    async fn mails(&self) -> Vec<ReceivedMail> {
        self.net.service.work_all().await.unwrap();
        read_mailbox(self.net.folder.path(), 100).await.unwrap()
    }

    async fn members(&self) -> i64 {
        store::member::count(&mut self.net.service.db().read().await.unwrap()).await.unwrap()
    }
}

/// An account whose address is verified.
fn kaede() -> Value {
    json!({ "email": "kaede@co.example.jp", "email_verified": true, "family_name": "神谷", "given_name": "楓", "groups": [] })
}

/// The same with other claims, or without those that are null.
fn kaede_but(changes: Value) -> Value {
    let mut claims = kaede();
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    claims
}
