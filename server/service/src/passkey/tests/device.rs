//! A device in software: as much of an authenticator and a browser as the questions need.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::super::Question;

/// User present, user verified, and new key attached: the flags of authenticator data.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTACHED: u8 = 0x40;

/// One passkey on one device.
#[derive(Clone)]
pub(super) struct Device {
    pub(super) key: SigningKey,
    pub(super) id: [u8; 16],
    /// Whom the site said the passkey is for.
    pub(super) user: Vec<u8>,
    /// Signatures made so far; 0 for ever on devices that do not count.
    pub(super) counter: u32,
    /// Whether it makes sure of who holds it.
    pub(super) verifies: bool,
    /// The site the browser shows.
    pub(super) origin: &'static str,
}

impl Device {
    pub(super) fn new(n: u8) -> Self {
        let key = SigningKey::from_slice(&[n; 32]).unwrap();
        Self {
            key,
            id: [n; 16],
            user: Vec::new(),
            counter: 1,
            verifies: true,
            origin: "https://en.example.jp",
        }
    }

    /// Makes the passkey; what the browser sends.
    pub(super) fn create(&mut self, question: &Question) -> String {
        let options = &question.options;
        self.user = bytes(&options["user"]["id"]);
        let mut object = vec![0xa3];
        object.extend(text("fmt"));
        object.extend(text("none"));
        object.extend(text("attStmt"));
        object.push(0xa0);
        object.extend(text("authData"));
        let data = self.data(ATTACHED);
        object.extend([0x58, u8::try_from(data.len()).unwrap()]);
        object.extend(data);
        self.envelope(json!({
            "clientDataJSON": base64url(&self.client_data("webauthn.create", options)),
            "attestationObject": base64url(&object),
        }))
    }

    /// Answers by the passkey; what the browser sends.
    pub(super) fn get(&mut self, question: &Question) -> String {
        if self.counter > 0 {
            self.counter += 1;
        }
        let (data, client) = (self.data(0), self.client_data("webauthn.get", &question.options));
        let signed = [data.clone(), Sha256::digest(&client).to_vec()].concat();
        let signature: Signature = self.key.sign(&signed);
        self.envelope(json!({
            "clientDataJSON": base64url(&client),
            "authenticatorData": base64url(&data),
            "signature": base64url(signature.to_der().as_bytes()),
            "userHandle": base64url(&self.user),
        }))
    }

    fn envelope(&self, response: Value) -> String {
        let id = base64url(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    /// Authenticator data: W3C Web Authentication, 6.1.
    fn data(&self, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(b"en.example.jp").to_vec();
        data.push(flags | PRESENT | verified);
        data.extend(self.counter.to_be_bytes());
        if flags & ATTACHED != 0 {
            data.extend([0; 16]);
            data.extend([0, 16]);
            data.extend(self.id);
            data.extend(self.public_key());
        }
        data
    }

    /// The public key as a COSE map: kty EC2, alg ES256, crv P-256, x, y.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        [&[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20], x, &[0x22, 0x58, 0x20], y].concat()
    }
}

/// A text of less than 24 bytes in CBOR.
fn text(text: &str) -> Vec<u8> {
    [&[0x60 | u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(value.as_str().unwrap()).unwrap()
}
