//! Access tokens: short-lived JWTs.
//!
//! Invariant: only HS256 with this installation's secret is accepted, and a token without expiry is none.

use crate::config::Secret;
use chrono::{DateTime, Duration, Utc};
use domain::account::ACCESS_MINUTES;
use domain::ids::{PersonId, SessionId};
use domain::{Error, Result};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// Makes and reads access tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    reading: DecodingKey,
}

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub sub: PersonId,
    pub sid: SessionId,
    /// Seconds since 1970.
    pub exp: i64,
    /// It came with a new refresh token, and whoever shows it has both.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub renewed: bool,
}

impl Claims {
    #[must_use]
    pub fn new(person: PersonId, session: SessionId, now: DateTime<Utc>) -> Self {
        Self {
            sub: person,
            sid: session,
            exp: (now + Duration::minutes(ACCESS_MINUTES)).timestamp(),
            renewed: false,
        }
    }
}

impl Tokens {
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        let bytes = secret.expose().as_bytes();
        Self {
            signing: EncodingKey::from_secret(bytes),
            reading: DecodingKey::from_secret(bytes),
        }
    }

    /// # Errors
    /// [`Error::Internal`] if the token cannot be signed.
    pub fn make(&self, person: PersonId, session: SessionId, now: DateTime<Utc>) -> Result<String> {
        self.sign(&Claims::new(person, session, now))
    }

    /// # Errors
    /// [`Error::Internal`] if the token cannot be signed.
    pub fn sign(&self, claims: &Claims) -> Result<String> {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &self.signing).map_err(Error::internal)
    }

    /// The claims of a sound token; expiry is compared with the injected clock, not the machine's.
    #[must_use]
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.reading, &validation)
            .ok()?
            .claims;
        (claims.exp > now.timestamp()).then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn secret(text: &str) -> Secret {
        Secret::new(text.repeat(4))
    }

    #[test]
    fn only_our_own_unexpired_tokens_are_read() {
        let tokens = Tokens::new(&secret("q8Zl0m2Pp7"));
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let (person, session) = (PersonId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let token = tokens.make(person, session, now).unwrap();
        assert_eq!(tokens.read(&token, now).map(|claims| claims.sub), Some(person));
        assert_eq!(
            tokens.read(&token, now + Duration::minutes(ACCESS_MINUTES)),
            None,
            "expired"
        );
        let forger = Tokens::new(&secret("another-one"));
        assert_eq!(
            tokens.read(&forger.make(person, session, now).unwrap(), now),
            None,
            "signed by another"
        );
        let (head, rest) = token.split_once('.').unwrap();
        let unsigned = format!(
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.",
            rest.split('.').next().unwrap()
        );
        assert_eq!(tokens.read(&unsigned, now), None, "not signed");
        assert_eq!(tokens.read(&format!("{head}.{rest}x"), now), None, "changed");
    }
}
