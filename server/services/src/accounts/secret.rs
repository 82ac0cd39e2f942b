//! Passwords and tokens: made, hashed, compared.
//!
//! Invariant: neither a password nor a token is stored, logged or put in a `Debug` output; what is stored is a hash.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::account::PASSWORD_MOST;
use domain::clock::Rng;
use domain::fold::fold;
use domain::sign_in::password_text;
use domain::{Error, Fault, Result};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::accounts::Contact;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use zxcvbn::{Score, zxcvbn};

/// A hash takes a core and 19 MiB for a while: more at once would only be slower, and could be used to exhaust us.
static HASHING: Semaphore = Semaphore::const_new(4);

/// Compared where there is no account: same parameters, so same time; no password has this hash.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmUuLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _place = HASHING.acquire().await.map_err(Error::internal)?;
    spawn_blocking(work).await.map_err(Error::internal)
}

/// What people here try first; zxcvbn knows the English ones.
const USUAL: [&str; 24] = [
    "matkhau",
    "matma",
    "chibo",
    "dangbo",
    "danguy",
    "dangvien",
    "bithu",
    "dangcongsan",
    "vietnam",
    "vietnamese",
    "hanoi",
    "saigon",
    "xinchao",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "giadinh",
    "hanhphuc",
    "bacho",
    "quehuong",
    "thang",
    "nam",
    "admin",
    "abc",
];

/// Refuses a password that would be among the first guessed, the owner's own name and numbers included.
///
/// # Errors
/// [`Fault::CommonPassword`] for the field.
pub(super) fn check_strength(password: &str, owner: &Contact) -> Result<()> {
    let plain = |text: &str| fold(text).replace(' ', "");
    let mut known: Vec<String> = USUAL.iter().map(|word| (*word).to_owned()).collect();
    known.extend(owner.name.split_whitespace().map(plain));
    known.push(plain(&owner.name));
    if let Some(phone) = &owner.phone {
        known.push(phone.clone());
        known.push(phone.trim_start_matches('0').to_owned());
    }
    if let Some(email) = &owner.email {
        known.push(email.clone());
        known.extend(email.split(['@', '.']).map(str::to_owned));
    }
    let known: Vec<&str> = known.iter().map(String::as_str).filter(|word| word.len() > 1).collect();
    // As it was typed, and as somebody would write it without marks and spaces.
    let guessed = [password.to_owned(), plain(password)]
        .iter()
        .any(|text| zxcvbn(text, &known).score() < Score::Two);
    if guessed {
        return Err(Error::field("password", Fault::CommonPassword));
    }
    Ok(())
}

/// The hash under which a password is stored.
pub(crate) async fn hash_password(rng: &Arc<dyn Rng>, password: &str) -> Result<String> {
    let mut salt = [0_u8; 16];
    rng.fill(&mut salt);
    let password = password_text(password);
    blocking(move || {
        let hash: std::result::Result<PasswordHash, _> =
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string())
    })
    .await?
    .map_err(|_| Error::internal("a password could not be hashed"))
}

/// Whether a password is the one of a hash; without a hash it takes as long and is not.
pub(crate) async fn is_password(hash: Option<String>, password: &str) -> Result<bool> {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let password: String = password_text(password).chars().take(PASSWORD_MOST + 1).collect();
    blocking(move || {
        let hash = PasswordHash::new(&hash).map_err(|_| Error::internal("a stored password hash cannot be read"))?;
        let right = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        Ok(right && known)
    })
    .await?
}

/// 32 bytes that nobody can foresee, as they stand in addresses and cookies.
pub(crate) fn new_token(rng: &Arc<dyn Rng>) -> String {
    let mut bytes = [0_u8; 32];
    rng.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is stored of a token, or looked for.
pub(crate) fn hash_of(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::Params;

    struct Zero;
    impl Rng for Zero {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        let owner = Contact {
            person: domain::ids::PersonId(uuid::Uuid::nil()),
            name: "Lò Thị Hạnh".to_owned(),
            phone: Some("0912345678".to_owned()),
            email: Some("hanh.lo@xa.test".to_owned()),
        };
        for common in [
            "12345678",
            "password1",
            "qwertyuiop",
            "matkhau123",
            "Mật khẩu 1",
            "lothihanh",
            "Lò Thị Hạnh",
            "hanh1975",
            "0912345678",
            "912345678",
            "hanh.lo@xa.test",
            "vietnam2026",
            "aaaaaaaa",
            "chibo123",
            "anhyeuem1",
        ] {
            assert!(check_strength(common, &owner).is_err(), "{common}");
        }
        for good in [
            "núi cao sông dài",
            "một câu dễ nhớ",
            "ba con trâu đen",
            "kfx8-m2qr-tz7p",
            "ruộng Phiêng Đón 3 sào",
        ] {
            assert!(check_strength(good, &owner).is_ok(), "{good}");
        }
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let rng: Arc<dyn Rng> = Arc::new(Zero);
        let somebody = hash_password(&rng, "một câu dễ nhớ").await.unwrap();
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let hashed = PasswordHash::new(&somebody).unwrap();
        assert_eq!(nobody.algorithm, hashed.algorithm);
        assert_eq!(Params::try_from(&nobody).unwrap(), Params::try_from(&hashed).unwrap());
        assert!(is_password(Some(somebody.clone()), "một câu dễ nhớ").await.unwrap());
        assert!(!is_password(Some(somebody), "một câu dễ quên").await.unwrap());
        assert!(!is_password(None, "").await.unwrap());
    }
}
