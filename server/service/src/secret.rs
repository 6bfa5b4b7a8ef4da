//! Chance as a parameter: ids, tokens and codes.
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};
use types::time::Stamp;
use uuid::Uuid;

/// The source of everything that must not be guessed.
pub struct Secrets(Mutex<ChaCha20Rng>);

impl Secrets {
    /// Seeded by the operating system.
    #[must_use]
    pub fn from_os() -> Self {
        Self(Mutex::new(ChaCha20Rng::from_os_rng()))
    }

    /// Always the same sequence, for tests and the demonstration.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    fn with<T>(&self, draw: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A `UUIDv7` of `at`.
    #[must_use]
    pub fn uuid(&self, at: Stamp) -> Uuid {
        let mut bytes = [0; 10];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        uuid::Builder::from_unix_timestamp_millis(at.0.unsigned_abs(), &bytes).into_uuid()
    }

    /// 192 bits as 32 characters that need no escaping in an address.
    #[must_use]
    pub fn token(&self) -> String {
        let mut bytes = [0; 24];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Six digits.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{:06}", self.with(|rng| rng.random_range(0..1_000_000u32)))
    }
}

/// What is stored of a token: SHA-256, enough for secrets of 192 random bits.
#[must_use]
pub fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

/// What is stored of a six-digit code: bound to its attempt, so that equal codes differ at rest.
#[must_use]
pub fn hash_code(attempt: impl std::fmt::Display, code: &str) -> String {
    hash(&format!("{attempt}:{code}"))
}
