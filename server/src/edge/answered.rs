//! Where forms have led that were sent just now.
//!
//! Invariant: the same form from the same session is told once more what it has been told before, and nothing else. So
//! a button that was pressed twice does not end with a page that is not there, because the first press removed it.

use super::answer::Next;
use super::visit::Visit;
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Forms that are remembered at most: the second press comes within a moment.
const MOST: usize = 256;

/// A session, an address and all that was typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Sent([u8; 32]);

impl Sent {
    /// `None` for whoever has no session.
    pub(super) fn of(visit: &Visit, content: &[u8]) -> Option<Self> {
        let mut hash = Sha256::new();
        hash.update(visit.session?.0.as_bytes());
        hash.update(visit.address.as_bytes());
        // No address holds it.
        hash.update([0]);
        hash.update(content);
        Some(Self(hash.finalize().into()))
    }
}

/// See the module.
#[derive(Default)]
pub struct Answered(Mutex<VecDeque<(Sent, Next)>>);

impl Answered {
    pub(super) fn remember(&self, sent: Sent, next: Next) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.pop_front();
        }
        known.push_back((sent, next));
    }

    pub(super) fn find(&self, sent: Sent) -> Option<Next> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = known.iter().rev().find(|(other, _)| *other == sent);
        last.map(|(_, next)| next.clone())
    }
}
