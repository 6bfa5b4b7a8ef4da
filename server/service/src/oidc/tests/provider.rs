//! A provider in this process that says whatever a test wants it to say.
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::testing::NOW;

/// What the provider is about to say.
#[derive(Default)]
pub struct Script {
    /// Claims of the token beside the usual ones, or instead of them.
    pub claims: Value,
    /// What it says when asked for more.
    pub user_info: Option<Value>,
    /// The nonce and the PKCE challenge it was sent.
    pub nonce: String,
    pub challenge: String,
    /// It answers with an error of its own.
    pub is_down: bool,
    /// It signs by a key that is not on its list.
    pub has_foreign_key: bool,
    /// It calls itself something else.
    pub other_issuer: Option<String>,
}

struct Inner {
    issuer: String,
    key: EcdsaKeyPair,
    foreign: EcdsaKeyPair,
    script: Mutex<Script>,
}

#[derive(Clone)]
pub struct Provider(Arc<Inner>);

impl Provider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let script = Mutex::default();
        let provider = Self(Arc::new(Inner { issuer, key: key(), foreign: key(), script }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    pub fn script<T>(&self, change: impl FnOnce(&mut Script) -> T) -> T {
        change(&mut self.0.script.lock().unwrap())
    }

    fn id_token(&self, script: &Script) -> String {
        let seconds = NOW.0 / 1000;
        let mut claims = json!({
            "iss": self.issuer(), "aud": "enishi", "sub": "kaede", "nonce": script.nonce,
            "iat": seconds, "exp": seconds + 300,
        });
        for (name, value) in script.claims.as_object().into_iter().flatten() {
            claims[name] = value.clone();
        }
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(json!({ "alg": "ES256", "kid": "one" })), part(claims));
        let key = if script.has_foreign_key { &self.0.foreign } else { &self.0.key };
        let signature = key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn key() -> EcdsaKeyPair {
    let (alg, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let document = EcdsaKeyPair::generate_pkcs8(alg, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(alg, document.as_ref(), &random).unwrap()
}

async fn discovery(State(provider): State<Provider>) -> Response {
    let at = |path: &str| format!("{}{path}", provider.issuer());
    let (is_down, other) = provider.script(|script| (script.is_down, script.other_issuer.clone()));
    if is_down {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let metadata = json!({
        "issuer": other.unwrap_or_else(|| at("")), "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"), "userinfo_endpoint": at("/userinfo"), "jwks_uri": at("/jwks"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    });
    Json(metadata).into_response()
}

async fn jwks(State(provider): State<Provider>) -> Json<Value> {
    // 0x04, then both coordinates of the point.
    let point = &provider.0.key.public_key().as_ref()[1..];
    let coordinate = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let (x, y) = (coordinate(&point[..32]), coordinate(&point[32..]));
    Json(
        json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "one", "x": x, "y": y }] }),
    )
}

#[derive(serde::Deserialize)]
struct Exchange {
    code: String,
    code_verifier: String,
    redirect_uri: String,
}

async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(asked): Form<Exchange>,
) -> Response {
    let basic = format!("Basic {}", STANDARD.encode("enishi:secret"));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&asked.code_verifier));
    provider.script(|script| {
        let holds = headers["authorization"] == basic.as_str()
            && asked.code == "code"
            && asked.redirect_uri == "https://en.example.jp/sign-in/oidc/callback"
            && challenge == script.challenge;
        if !holds {
            return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
        }
        let token = provider.id_token(script);
        Json(json!({ "access_token": "access", "token_type": "Bearer", "id_token": token })).into_response()
    })
}

async fn user_info(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    assert_eq!(headers["authorization"], "Bearer access");
    provider.script(|script| match &script.user_info {
        Some(said) => Json(said.clone()).into_response(),
        None => Json(json!({ "sub": "kaede" })).into_response(),
    })
}
