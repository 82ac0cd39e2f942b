//! What must be read again and yet not lie open in the database or a backup.
//!
//! Invariant: what is sealed for one person and purpose opens for no other; without the installation's secret it
//! opens for nobody.

use crate::Services;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::clock::Rng;
use domain::ids::PersonId;
use domain::{Error, Result};
use hkdf::Hkdf;
use sha2::Sha256;

/// Stands before what this version has sealed.
const MARK: &str = "x1.";
const NONCE: usize = 24;

impl Services {
    /// A key of its own for each purpose, from the installation's secret.
    pub(crate) fn derived(&self, purpose: &str) -> Result<[u8; 32]> {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &self.on.secret)
            .expand(purpose.as_bytes(), &mut key)
            .map_err(|_| Error::internal("no key of this length"))?;
        Ok(key)
    }

    pub(super) fn vault(&self) -> Result<Vault> {
        let key = self.derived("chibo code secrets 1")?;
        Ok(Vault(XChaCha20Poly1305::new(&key.into())))
    }
}

/// Seals the secrets of authenticator codes.
pub(super) struct Vault(XChaCha20Poly1305);

impl Vault {
    pub(super) fn seal(&self, rng: &dyn Rng, owner: PersonId, text: &str) -> Result<String> {
        let mut nonce = [0; NONCE];
        rng.fill(&mut nonce);
        let payload = Payload {
            msg: text.as_bytes(),
            aad: owner.0.as_bytes(),
        };
        let sealed = self
            .0
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok(format!(
            "{MARK}{}",
            URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
        ))
    }

    /// Nothing if it was sealed for somebody else, with another secret, or changed.
    pub(super) fn open(&self, owner: PersonId, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed.strip_prefix(MARK)?).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: owner.0.as_bytes(),
        };
        let opened = self.0.decrypt(&XNonce::from(*nonce), payload).ok();
        if opened.is_none() {
            tracing::error!(%owner, "a code secret cannot be opened: was the installation's secret changed?");
        }
        String::from_utf8(opened?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    struct Counting;
    impl Rng for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(3);
        }
    }

    #[test]
    fn a_secret_opens_for_its_owner_with_the_same_key_only() {
        let vault = |key: u8| Vault(XChaCha20Poly1305::new(&[key; 32].into()));
        let (owner, other) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let sealed = vault(1).seal(&Counting, owner, "JBSWY3DPEHPK3PXP").unwrap();
        assert!(!sealed.contains("JBSWY3DP"));
        assert_eq!(vault(1).open(owner, &sealed).as_deref(), Some("JBSWY3DPEHPK3PXP"));
        assert_eq!(vault(1).open(other, &sealed), None);
        assert_eq!(vault(2).open(owner, &sealed), None);
        let last = sealed.len() - 2;
        let changed = format!(
            "{}{}",
            &sealed[..last],
            if sealed.ends_with("AA") { "BB" } else { "AA" }
        );
        assert_eq!(vault(1).open(owner, &changed), None);
        assert_eq!(
            vault(1).open(owner, "JBSWY3DPEHPK3PXP"),
            None,
            "nothing that lies open is taken"
        );
    }
}
