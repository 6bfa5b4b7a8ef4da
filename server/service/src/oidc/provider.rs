//! What is said to the provider and back, and what of it holds.
use std::pin::Pin;
use std::time::Duration;

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreGenderClaim, CoreIdToken,
    CoreJwsSigningAlgorithm as Alg, CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::http;
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IdTokenVerifier, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SubjectIdentifier, TokenResponse, UserInfoClaims, UserInfoError,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::oidc::AttemptRow;
use types::time::Stamp;
use url::Url;

use super::claims::{Claims, Vouched};
use super::config::is_loopback;
use super::{OidcConfig, OidcError};
use crate::fault::Fault;

/// Bytes of the longest answer read.
const ANSWER_MAX: usize = 1024 * 1024;
/// What an answer may take, connecting included.
const PATIENCE: Duration = Duration::from_secs(10);
/// Signatures by a key that is the provider's alone; one by the shared secret proves less.
const SIGNATURES: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

/// The client of a provider that was discovered.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider of the company's accounts, and how it is reached.
pub(crate) struct Provider {
    pub(super) config: OidcConfig,
    http: reqwest::Client,
}

impl Provider {
    /// Reaches the provider by TLS with the machine's certificates, through the proxy of the environment if there is one.
    ///
    /// # Errors
    /// TLS cannot be set up on this machine.
    pub(crate) fn new(config: &OidcConfig) -> Result<Self, Fault> {
        // The tree has one provider of cryptography; whoever installs it first is as good as any other.
        drop(rustls::crypto::ring::default_provider().install_default());
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            // Where a provider sends to is no place it vouches for.
            .redirect(reqwest::redirect::Policy::none());
        let is_here = config.issuer.parse().is_ok_and(|url: Url| is_loopback(&url));
        let http = if is_here { http.no_proxy() } else { http };
        Ok(Self { config: config.clone(), http: http.build().map_err(Fault::internal)? })
    }

    /// Whether discovery finds what signing in needs.
    pub(super) async fn check(&self) -> Result<(), OidcError> {
        let metadata = self.discover().await?;
        if metadata.token_endpoint().is_none() {
            return Err(OidcError::unreachable("it names no token endpoint"));
        }
        Ok(())
    }

    /// Where the browser goes for an attempt, to come back to `callback`.
    pub(super) async fn address(
        &self,
        callback: &str,
        state: &str,
        attempt: &AttemptRow,
    ) -> Result<Url, OidcError> {
        let client = self.client(callback).await?;
        let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(attempt.nonce.clone()));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier(attempt));
        let scopes = ["email", "profile"].into_iter().chain(self.config.scopes.iter().map(String::as_str));
        let (url, ..) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scopes(scopes.map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge)
            .url();
        Ok(url)
    }

    /// Exchanges `code` for what the provider says of the person, and checks it.
    pub(super) async fn vouch(
        &self,
        callback: &str,
        code: &str,
        attempt: &AttemptRow,
        now: Stamp,
    ) -> Result<Vouched, OidcError> {
        let client = self.client(callback).await?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(OidcError::unreachable)?
            .set_pkce_verifier(verifier(attempt))
            .request_async(&self.http())
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(error) => OidcError::unreachable(error),
                other => OidcError::not_accepted(other),
            })?;
        let mut claims = Self::verified(&client, &tokens, attempt, now)?;
        if claims.lacks(&self.config) {
            self.ask_more(&client, &tokens, &mut claims).await?;
        }
        claims.vouched(&self.config)
    }

    /// The claims of the token, whose signature, issuer, audience, time and nonce hold.
    fn verified(
        client: &Client,
        tokens: &CoreTokenResponse,
        attempt: &AttemptRow,
        now: Stamp,
    ) -> Result<Claims, OidcError> {
        let token = tokens.id_token().ok_or_else(|| OidcError::not_accepted("there is no ID token"))?;
        let now = DateTime::from_timestamp_millis(now.0).unwrap_or(DateTime::<Utc>::MAX_UTC);
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(move || now);
        let verified =
            token.claims(&verifier, &Nonce::new(attempt.nonce.clone())).map_err(OidcError::not_accepted)?;
        if let Some(expected) = verified.access_token_hash() {
            let actual = access_token_hash(tokens, token, &verifier)?;
            if actual != *expected {
                return Err(OidcError::not_accepted("the access token is another's"));
            }
        }
        Claims::of_token(&token.to_string())
            .ok_or_else(|| OidcError::not_accepted("the claims are no object"))
    }

    /// Many providers keep the token small and say the rest when asked.
    async fn ask_more(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        claims: &mut Claims,
    ) -> Result<(), OidcError> {
        let subject = SubjectIdentifier::new(claims.subject().to_owned());
        let Ok(request) = client.user_info(tokens.access_token().clone(), Some(subject)) else {
            return Ok(());
        };
        let said: UserInfoClaims<Rest, CoreGenderClaim> =
            request.request_async(&self.http()).await.map_err(|error| match error {
                UserInfoError::Request(error) => OidcError::unreachable(error),
                other => OidcError::not_accepted(other),
            })?;
        claims.fill(serde_json::to_value(said).map_err(Fault::from)?);
        Ok(())
    }

    async fn client(&self, callback: &str) -> Result<Client, OidcError> {
        let metadata = self.discover().await?;
        let secret = self.config.client_secret.clone().map(ClientSecret::new);
        let ways = metadata.token_endpoint_auth_methods_supported();
        let in_body = ways.is_some_and(|ways| {
            ways.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let redirect = RedirectUrl::new(callback.to_owned()).map_err(Fault::internal)?;
        let id = ClientId::new(self.config.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(redirect);
        Ok(if in_body { client.set_auth_type(AuthType::RequestBody) } else { client })
    }

    async fn discover(&self) -> Result<CoreProviderMetadata, OidcError> {
        let issuer = IssuerUrl::new(self.config.issuer.clone()).map_err(Fault::internal)?;
        CoreProviderMetadata::discover_async(issuer, &self.http()).await.map_err(OidcError::unreachable)
    }

    /// Sends what the library asks for.
    fn http(&self) -> impl Fn(HttpRequest) -> Sending + use<> {
        let http = self.http.clone();
        move |request| Box::pin(send(http.clone(), request))
    }
}

type Sending = Pin<Box<dyn Future<Output = Result<HttpResponse, SendError>> + Send>>;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error("no answer")]
    Http(#[from] reqwest::Error),
    #[error("the answer is {0}")]
    Status(http::StatusCode),
    #[error("the answer is too long")]
    TooLong,
}

async fn send(client: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, SendError> {
    let mut answer = client.execute(request.try_into()?).await?;
    if answer.status().is_server_error() {
        return Err(SendError::Status(answer.status()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > ANSWER_MAX {
            return Err(SendError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    let mut response = HttpResponse::new(body);
    *response.status_mut() = answer.status();
    *response.headers_mut() = std::mem::take(answer.headers_mut());
    Ok(response)
}

/// Whatever else stands among the claims.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Rest {
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl AdditionalClaims for Rest {}

fn verifier(attempt: &AttemptRow) -> PkceCodeVerifier {
    PkceCodeVerifier::new(attempt.verifier.clone())
}

fn access_token_hash(
    tokens: &CoreTokenResponse,
    token: &CoreIdToken,
    verifier: &IdTokenVerifier<'_, openidconnect::core::CoreJsonWebKey>,
) -> Result<AccessTokenHash, OidcError> {
    let alg = token.signing_alg().map_err(OidcError::not_accepted)?;
    let key = token.signing_key(verifier).map_err(OidcError::not_accepted)?;
    AccessTokenHash::from_token(tokens.access_token(), alg, key).map_err(OidcError::not_accepted)
}
