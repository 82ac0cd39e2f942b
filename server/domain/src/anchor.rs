//! Anchors: a signed picture, once a day, of how far every chain of the audit has come.
//!
//! Invariant: the root covers the name, the length and the last hash of every chain, in the order of their names; so
//! whoever keeps one line outside the machine can tell later whether anything before it was changed or cut off.

use crate::audit::hex;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A signature in the name of the installation (Ed25519).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

/// What its signatures are checked with. No secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

/// How far a chain has come: its last entry and that entry's hash, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub sequence: i64,
    pub hash: String,
}

/// The heads of all chains, by the chains' names.
pub type Heads = BTreeMap<String, Head>;

/// One hash for all heads. Names and hashes are length-prefixed, so none can run into the next.
#[must_use]
pub fn root(heads: &Heads) -> [u8; 32] {
    let mut sum = Sha256::new();
    sum.update(b"chibo heads 1");
    for (chain, head) in heads {
        for field in [chain.as_bytes(), &head.sequence.to_be_bytes(), head.hash.as_bytes()] {
            sum.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            sum.update(field);
        }
    }
    sum.finalize().into()
}

/// What an anchor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchored {
    pub day: NaiveDate,
    pub chains: u64,
    pub root: [u8; 32],
}

impl Anchored {
    /// The bytes that are signed. They begin with what they are, so that no signature serves for two purposes.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        format!("chibo anchor 1 {} {} {}", self.day, self.chains, hex(&self.root)).into_bytes()
    }
}

/// An anchor with its signature. Its text is one line, to be kept outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    pub says: Anchored,
    pub signature: Signature,
    pub key: PublicKey,
}

/// The first word of an anchor's line.
const MARK: &str = "chibo-anchor-1";

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Anchored { day, chains, root } = self.says;
        let (root, key, signature) = (hex(&root), hex(&self.key.0), hex(&self.signature.0));
        write!(f, "{MARK} {day} {chains} {root} {key} {signature}")
    }
}

/// What somebody kept outside: the whole line, or its hash alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Whole(Anchor),
    Root([u8; 32]),
}

impl Kept {
    #[must_use]
    pub const fn root(&self) -> [u8; 32] {
        match self {
            Self::Whole(anchor) => anchor.says.root,
            Self::Root(root) => *root,
        }
    }
}

/// Neither an anchor's line nor a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither an anchor's line ({MARK} …) nor its hash of 64 hexadecimal digits")]
pub struct NoAnchor;

impl FromStr for Kept {
    type Err = NoAnchor;

    fn from_str(text: &str) -> Result<Self, NoAnchor> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [root] => bytes(root).map(Self::Root),
            [MARK, day, chains, root, key, signature] => Ok(Self::Whole(Anchor {
                says: Anchored {
                    day: day.parse().map_err(|_| NoAnchor)?,
                    chains: chains.parse().map_err(|_| NoAnchor)?,
                    root: bytes(root)?,
                },
                key: PublicKey(bytes(key)?),
                signature: Signature(bytes(signature)?),
            })),
            _ => Err(NoAnchor),
        }
    }
}

fn bytes<const N: usize>(digits: &str) -> Result<[u8; N], NoAnchor> {
    let digits = digits.as_bytes();
    if digits.len() != 2 * N {
        return Err(NoAnchor);
    }
    let mut out = [0; N];
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_| NoAnchor)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| NoAnchor)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(lines: &[(&str, i64, u8)]) -> Heads {
        lines
            .iter()
            .map(|(chain, sequence, byte)| {
                let head = Head {
                    sequence: *sequence,
                    hash: hex(&[*byte; 32]),
                };
                ((*chain).to_owned(), head)
            })
            .collect()
    }

    #[test]
    fn the_root_covers_every_chain_its_length_and_its_hash() {
        let whole = root(&heads(&[("a", 1, 1), ("b", 2, 2)]));
        assert_eq!(
            whole,
            root(&heads(&[("b", 2, 2), ("a", 1, 1)])),
            "the order is that of the names"
        );
        for other in [
            heads(&[("a", 1, 1)]),
            heads(&[("a", 1, 1), ("b", 1, 2)]),
            heads(&[("a", 1, 1), ("b", 2, 3)]),
            heads(&[("a", 1, 1), ("c", 2, 2)]),
        ] {
            assert_ne!(whole, root(&other));
        }
    }

    #[test]
    fn a_line_kept_outside_is_read_again() {
        let anchor = Anchor {
            says: Anchored {
                day: NaiveDate::from_ymd_opt(2026, 12, 3).unwrap(),
                chains: 12,
                root: [7; 32],
            },
            signature: Signature([8; 64]),
            key: PublicKey([9; 32]),
        };
        assert_eq!(format!("{anchor}\n").parse(), Ok(Kept::Whole(anchor)));
        assert_eq!(hex(&[7; 32]).parse(), Ok(Kept::Root([7; 32])));
        let line = anchor.to_string();
        for broken in [
            "",
            "07",
            "chibo-anchor-1",
            &line[..line.len() - 1],
            &line.replace("12 07", "x 07"),
        ] {
            assert_eq!(broken.parse::<Kept>(), Err(NoAnchor), "{broken}");
        }
    }
}
