//! The record of a declared vote, as it leaves the house: everything from which its result follows, and the chain of
//! what was done to it, signed.
//!
//! Invariant: whoever holds the file can recompute the result without database or server, and [`check`] names the
//! first thing that is wrong. No name of a person and no ballot stands in it.

use crate::anchor::{PublicKey, Signature};
use crate::audit::{Chain, Entry, GENESIS, hex, link};
use crate::declaration::{BaseParts, Declaration, declare};
use crate::ids::{PersonId, VoteId};
use crate::policy::ActionKind;
use crate::ports::Verify;
use crate::rule::{Channel, Rule};
use crate::vote::{RollLine, Terms, cast_sha256, roll_sha256, terms_sha256};
use serde::{Deserialize, Serialize};

/// What the file says it is.
pub const FORMAT: &str = "chibo vote 1";

/// A line of the roll and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub person: PersonId,
    pub in_base: bool,
    pub may_vote: bool,
    /// Where the line was used, if it was.
    pub channel: Option<Channel>,
}

/// An entry of the vote's chain with its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub entry: Entry,
    pub hash: String,
}

/// The content that is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub format: String,
    pub vote: VoteId,
    pub terms: Terms,
    pub rule: Rule,
    pub roll: Vec<Line>,
    pub declaration: Declaration,
    pub events: Vec<Event>,
}

/// A file: the record as text, and who says so. The text is kept as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub record: String,
    pub public_key: String,
    pub signature: String,
}

/// The first thing that is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is no record of a vote, or of a later version.
    Unreadable,
    /// Nobody has signed this text with this key.
    Signature,
    /// An entry of the chain does not follow from the one before; its number.
    Event(usize),
    /// The chain does not tell of exactly one opening and one closing.
    Story,
    /// The roll is not the one that was frozen when the vote opened.
    Roll,
    /// The rule is not the one that was copied when the vote opened.
    Rule,
    /// What was put to the vote is not what it was when the vote opened.
    Terms,
    /// Who has voted, and where, is not what the chain says.
    Cast,
    /// More ballots are counted than lines were used.
    Ballots,
    /// The base is not that of the roll.
    Base,
    /// The result does not follow from figures and rule.
    Result,
    /// The figures are not those that were declared.
    Figures,
}

/// Recomputes a record: signature last, so that whoever changed a figure is told which.
///
/// # Errors
/// The first thing that is [`Wrong`].
pub fn check(file: &File, record: &Record, verify: Verify) -> Result<(), Wrong> {
    if record.format != FORMAT {
        return Err(Wrong::Unreadable);
    }
    let chain = Chain::Vote(record.vote).name();
    let mut previous = GENESIS.to_vec();
    for (place, event) in record.events.iter().enumerate() {
        let number = place + 1;
        let follows = event.entry.chain == chain && usize::try_from(event.entry.sequence) == Ok(number);
        let hash = link(&previous, &event.entry);
        if !follows || hex(&hash) != event.hash {
            return Err(Wrong::Event(number));
        }
        previous = hash.to_vec();
    }
    let told = |action: ActionKind| {
        let entries = record
            .events
            .iter()
            .filter(move |event| event.entry.action == action.name());
        entries.map(|event| event.entry.detail.as_str()).collect::<Vec<_>>()
    };
    let (opened, closed) = (told(ActionKind::OpenVote), told(ActionKind::CloseVote));
    let ([opened], [closed]) = (opened.as_slice(), closed.as_slice()) else {
        return Err(Wrong::Story);
    };
    let lines: Vec<RollLine> = record
        .roll
        .iter()
        .map(|line| RollLine {
            person: line.person,
            in_base: line.in_base,
            may_vote: line.may_vote,
        })
        .collect();
    if !opened.ends_with(&format!("roll={} roll_sha256={}", lines.len(), roll_sha256(&lines))) {
        return Err(Wrong::Roll);
    }
    if !opened.contains(&format!(" rule={} ", record.rule.id)) || record.declaration.rule != record.rule {
        return Err(Wrong::Rule);
    }
    if !opened.contains(&format!(" terms_sha256={} ", terms_sha256(&record.terms))) {
        return Err(Wrong::Terms);
    }
    let used: Vec<(PersonId, Channel)> = record
        .roll
        .iter()
        .filter_map(|line| Some((line.person, line.channel?)))
        .collect();
    let may = record.roll.iter().all(|line| line.channel.is_none() || line.may_vote);
    if !may || !closed.contains(&format!("cast={} ", used.len())) || !closed.contains(&cast_sha256(&used)) {
        return Err(Wrong::Cast);
    }
    let declaration = &record.declaration;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if declaration.tally.ballots() > count(used.len()) || declaration.tally.sound(&declaration.layout).is_err() {
        return Err(Wrong::Ballots);
    }
    let official = count(record.roll.iter().filter(|line| line.in_base).count());
    let joined = record
        .roll
        .iter()
        .filter(|line| !line.in_base && line.channel.is_some());
    let parts = BaseParts {
        official,
        official_absent: declaration.parts.official_absent,
        joined: count(joined.count()),
    };
    if parts != declaration.parts || parts.official_absent > official {
        return Err(Wrong::Base);
    }
    let again = declare(
        record.terms.layout.clone(),
        declaration.tally.clone(),
        parts,
        record.rule.clone(),
    );
    if again != *declaration {
        return Err(Wrong::Result);
    }
    let declared = told(ActionKind::DeclareVote);
    if !declared.last().unwrap_or(closed).ends_with(&declaration.line()) {
        return Err(Wrong::Figures);
    }
    let key = bytes::<32>(&file.public_key).map(PublicKey);
    let signature = bytes::<64>(&file.signature).map(Signature);
    match key.zip(signature) {
        Some((key, signature)) if verify(&key, &message(&file.record), &signature) => Ok(()),
        _ => Err(Wrong::Signature),
    }
}

/// The bytes that are signed. They begin with what they are, so that no signature serves for two purposes.
#[must_use]
pub fn message(record: &str) -> Vec<u8> {
    format!("{FORMAT} {record}").into_bytes()
}

fn bytes<const N: usize>(hexadecimal: &str) -> Option<[u8; N]> {
    let digits = hexadecimal.as_bytes();
    if digits.len() != N * 2 || !hexadecimal.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
