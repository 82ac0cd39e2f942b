//! The check-in code on the chair's screen.
//!
//! Invariant: a code follows from the meeting's secret and the window of time alone; the secret never leaves the
//! service, and a guess is one in 2^40.

use domain::attendance::{OLDER_CODES, code_window};
use domain::{Error, Result};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use chrono::{DateTime, Utc};

/// RFC 4648; no 0, 1 and 8, which look like O, I and B.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The code of one window: eight characters, five bits each.
fn code(secret: &[u8], window: i64) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(Error::internal)?;
    mac.update(&window.to_be_bytes());
    let tag = mac.finalize().into_bytes();
    let bits = tag
        .iter()
        .take(5)
        .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    Ok((0..8)
        .rev()
        .map(|place| char::from(ALPHABET[(bits >> (5 * place) & 31) as usize]))
        .collect())
}

/// The code that is shown now, and for how many seconds more.
///
/// # Errors
/// [`Error::Internal`] if the secret cannot be used.
pub fn shown(secret: &[u8], now: DateTime<Utc>, seconds: i64) -> Result<(String, u32)> {
    let window = code_window(now, seconds);
    let left = (window + 1) * seconds.max(1) - now.timestamp();
    Ok((code(secret, window)?, u32::try_from(left).unwrap_or(0)))
}

/// Whether a typed code is the one of now or of one of the windows just before.
///
/// # Errors
/// [`Error::Internal`] if the secret cannot be used.
pub fn accepts(secret: &[u8], typed: &str, now: DateTime<Utc>, seconds: i64) -> Result<bool> {
    let window = code_window(now, seconds);
    for older in 0..=OLDER_CODES {
        if code(secret, window - older)? == typed {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_its_window_and_two_more() {
        let at = |seconds: i64| DateTime::from_timestamp(1_790_000_010 + seconds, 0).unwrap();
        let secret = [7; 32];
        let (code, left) = shown(&secret, at(0), 30).unwrap();
        assert_eq!((code.len(), left), (8, 30));
        assert_eq!(shown(&secret, at(12), 30).unwrap(), (code.clone(), 18));
        for later in [0, 29, 59, 89] {
            assert!(accepts(&secret, &code, at(later), 30).unwrap(), "after {later} s");
        }
        assert!(!accepts(&secret, &code, at(90), 30).unwrap());
        assert!(!accepts(&secret, &code, at(-1), 30).unwrap());
        assert!(!accepts(&[8; 32], &code, at(0), 30).unwrap());
    }
}
