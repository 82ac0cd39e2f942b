//! Where forms have led that were sent just now.
//!
//! Invariant: the form that a session has sent last, sent again within a moment and refused because the first press has
//! done it, is told once more what it has been told before, and nothing else. What somebody wrote is never answered so:
//! it would be lost.

use super::answer::Next;
use super::visit::Visit;
use app::ui::FormState;
use chrono::{DateTime, Duration, Utc};
use domain::ids::SessionId;
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Forms that are remembered at most.
const MOST: usize = 256;
/// The second press comes within this time.
const SECONDS: i64 = 10;

/// A session, and the hash of an address and of all that was typed; none where somebody wrote words, and for programs,
/// which do not press twice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Sent(SessionId, Option<[u8; 32]>);

impl Sent {
    /// `None` for whoever has no session.
    pub(super) fn of(visit: &Visit, typed: &FormState, content: &[u8]) -> Option<Self> {
        let session = visit.session?;
        if visit.sends_json || typed.written().next().is_some() {
            return Some(Self(session, None));
        }
        let mut hash = Sha256::new();
        hash.update(visit.address.as_bytes());
        // No address holds it.
        hash.update([0]);
        hash.update(content);
        Some(Self(session, Some(hash.finalize().into())))
    }
}

/// See the module.
#[derive(Default)]
pub struct Answered(Mutex<VecDeque<(Sent, DateTime<Utc>, Next)>>);

impl Answered {
    pub(super) fn remember(&self, sent: Sent, now: DateTime<Utc>, next: Next) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.pop_front();
        }
        known.push_back((sent, now, next));
    }

    pub(super) fn find(&self, sent: Sent, now: DateTime<Utc>) -> Option<Next> {
        sent.1?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, at, next) = known.iter().rev().find(|(other, ..)| other.0 == sent.0)?;
        (*last == sent && now - *at <= Duration::seconds(SECONDS)).then(|| next.clone())
    }
}
