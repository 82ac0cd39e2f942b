//! Signing in: how failed tries slow down, what a refresh token means that is shown again, who may hand out links.
//!
//! Invariant: a secret is good for one thing, once, for a time: a link, a code's time step, a refresh token.

use crate::account::{LINK_HOURS, REFRESH_DAYS, ROTATION_GRACE_SECONDS, slow_down};
use crate::ids::UnitId;
use crate::policy::Role;
use crate::{Error, Result};
use chrono::{DateTime, Duration, Utc};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

/// A passkey ceremony must be finished within this time.
pub const CEREMONY_MINUTES: i64 = 5;
/// Failures older than this are forgotten.
pub const TRIES_HOURS: i64 = 24;
/// Characters of a device's name that are kept.
pub const DEVICE_MOST: usize = 200;

/// A password as it is hashed, when it is set and when it is compared: the same letters from every keyboard give the
/// same bytes (NFC), and a blank before or after them, which keyboards add when they complete a word, is none of them.
#[must_use]
pub fn password_text(typed: &str) -> String {
    typed.trim().nfc().collect()
}

/// Failures in a row under one name. Names that nobody bears are counted too, so that waiting tells nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    pub failures: u32,
    pub wait_until: Option<DateTime<Utc>>,
}

impl Tries {
    /// # Errors
    /// [`Error::TooMany`] while the next try must wait.
    pub fn may_try(self, now: DateTime<Utc>) -> Result<()> {
        match self.wait_until {
            Some(until) if until > now => Err(Error::TooMany {
                // Rounded up: whoever waits as long as he is told must not be refused again.
                seconds: u64::try_from((until - now).num_milliseconds()).map_or(1, |ms| ms.div_ceil(1000).max(1)),
            }),
            Some(_) | None => Ok(()),
        }
    }

    /// After one more failure.
    #[must_use]
    pub fn failed(self, now: DateTime<Utc>) -> Self {
        let failures = self.failures.saturating_add(1);
        let wait = slow_down(failures);
        Self {
            failures,
            wait_until: (wait > Duration::zero()).then(|| now + wait),
        }
    }
}

/// What it means that somebody shows a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The newest of its family: it is rotated.
    Newest,
    /// The second of two parallel requests: honoured, but only the first got a new token.
    InGrace,
    /// The answer that brought the next token never came back (a weak network, a page left while it was loading):
    /// it is rotated once more, and what the lost answer bore is good for nothing.
    Unheard,
    /// Somebody has a copy: the family ends.
    Stolen,
}

/// Judges a refresh token by the moment at which it was rotated, and by whether the token that followed has been seen
/// since (`spent`).
#[must_use]
pub fn shown(rotated_at: Option<DateTime<Utc>>, spent: bool, now: DateTime<Utc>) -> Shown {
    match rotated_at {
        None => Shown::Newest,
        Some(at) if now - at <= Duration::seconds(ROTATION_GRACE_SECONDS) => Shown::InGrace,
        Some(_) if spent => Shown::Stolen,
        Some(_) => Shown::Unheard,
    }
}

/// Until when a session lives that was used now.
#[must_use]
pub fn session_end(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::days(REFRESH_DAYS)
}

/// Until when a link is good that is issued now.
#[must_use]
pub fn link_end(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::hours(LINK_HOURS)
}

/// A code's time step counts once, and none before it counts any more.
#[must_use]
pub const fn is_fresh_step(step: i64, last: i64) -> bool {
    step > last
}

/// Second factors are offered to those who hold an office.
#[must_use]
pub const fn may_enrol(offices: &[(UnitId, Role)]) -> bool {
    !offices.is_empty()
}

/// Whoever issues a link could use it himself. So the holder of an office gets one only from somebody who could give
/// that office to himself: a cell's secretary issues none for the committee's, a deputy none for the secretary.
/// `reach` is every unit in which the issuer assigns offices.
#[must_use]
pub fn within_reach(offices: &[(UnitId, Role)], reach: &BTreeSet<Uuid>) -> bool {
    offices.iter().all(|(unit, _)| reach.contains(&unit.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    #[test]
    fn three_failures_are_free_and_the_fourth_waits() {
        let mut tries = Tries::default();
        for _ in 0..3 {
            tries = tries.failed(now());
            assert!(tries.may_try(now()).is_ok());
        }
        tries = tries.failed(now());
        assert!(matches!(tries.may_try(now()), Err(Error::TooMany { seconds: 5 })));
        let nearly = now() + Duration::milliseconds(4001);
        assert!(matches!(tries.may_try(nearly), Err(Error::TooMany { seconds: 1 })));
        assert!(tries.may_try(now() + Duration::seconds(5)).is_ok());
    }

    #[test]
    fn a_rotated_token_is_honoured_for_half_a_minute() {
        assert_eq!(shown(None, false, now()), Shown::Newest);
        for spent in [false, true] {
            assert_eq!(shown(Some(now() - Duration::seconds(30)), spent, now()), Shown::InGrace);
        }
        assert_eq!(shown(Some(now() - Duration::seconds(31)), true, now()), Shown::Stolen);
        assert_eq!(shown(Some(now() - Duration::seconds(31)), false, now()), Shown::Unheard);
    }

    #[test]
    fn a_step_counts_once() {
        assert!(is_fresh_step(11, 10));
        assert!(!is_fresh_step(10, 10));
        assert!(!is_fresh_step(9, 10));
    }

    #[test]
    fn a_link_reaches_no_office_above() {
        let (cell, committee) = (UnitId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(2)));
        let reach = BTreeSet::from([cell.0]);
        assert!(within_reach(&[], &reach));
        assert!(within_reach(&[(cell, Role::Deputy)], &reach));
        assert!(!within_reach(
            &[(cell, Role::Secretary), (committee, Role::Administrator)],
            &reach
        ));
    }

    #[test]
    fn one_password_from_two_keyboards() {
        assert_eq!(password_text("mo\u{302}\u{323}t"), password_text("m\u{1ed9}t"));
        assert_eq!(password_text(" ba con trâu\u{a0} \n"), "ba con trâu");
        assert_ne!(password_text("bacon"), password_text("Bacon"));
    }
}
