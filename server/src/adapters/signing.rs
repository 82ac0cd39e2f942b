//! Signatures by Ed25519.
//!
//! Invariant: the secret half leaves the process in no way; a signature is checked strictly, so that of one message
//! and one key there is one that counts.

use domain::anchor::{PublicKey, Signature};
use domain::ports::Signer;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

/// See the module. It has no `Debug`.
#[derive(Clone)]
pub struct Ed25519(SigningKey);

impl Ed25519 {
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }
}

impl Signer for Ed25519 {
    fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }

    fn public_key(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }
}

/// See [`domain::ports::Verify`].
#[must_use]
pub fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    VerifyingKey::from_bytes(&key.0).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_message_and_its_key_only() {
        let (ours, other) = (Ed25519::new(&[1; 32]), Ed25519::new(&[2; 32]));
        let signature = ours.sign(b"message");
        assert!(verify(&ours.public_key(), b"message", &signature));
        assert!(!verify(&ours.public_key(), b"another", &signature));
        assert!(!verify(&other.public_key(), b"message", &signature));
        let mut changed = signature;
        changed.0[0] ^= 1;
        assert!(!verify(&ours.public_key(), b"message", &changed));
        assert!(!verify(&PublicKey([0; 32]), b"message", &signature), "no weak key");
    }
}
