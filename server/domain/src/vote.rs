//! Votes: the roll, casting, counting, declaring.
//!
//! Invariant: the roll freezes and the rule is copied when a vote opens; a roll line is cast on at most once;
//! the declaration follows from roll, ballots and rule alone.

use crate::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use crate::member::Status;
use crate::rule::{Matter, Rule, Secrecy};
use crate::{Error, Fault, codes, form::Reading};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

codes! {
    pub enum Choice { Yes => "yes", No => "no", Abstain => "abstain" }
}

codes! {
    /// The state's name, as it stands in the database; the data is in [`State`].
    pub enum StateKind { Open => "open", Declared => "declared", Annulled => "annulled" }
}

/// A vote's state with what belongs to it. Closing and declaring an open vote is one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    Open {
        since: DateTime<Utc>,
    },
    Declared {
        at: DateTime<Utc>,
        declaration: Declaration,
    },
    Annulled {
        at: DateTime<Utc>,
        reason: String,
    },
}

impl State {
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        match self {
            Self::Open { .. } => StateKind::Open,
            Self::Declared { .. } => StateKind::Declared,
            Self::Annulled { .. } => StateKind::Annulled,
        }
    }

    /// # Errors
    /// [`Fault::VoteClosed`] unless it is open.
    pub fn declare(self, at: DateTime<Utc>, declaration: Declaration) -> crate::Result<Self> {
        match self {
            Self::Open { .. } => Ok(Self::Declared { at, declaration }),
            Self::Declared { .. } | Self::Annulled { .. } => Err(Error::Refused(Fault::VoteClosed)),
        }
    }

    /// Sets a vote aside, declared or not; it is repeated as a new one.
    ///
    /// # Errors
    /// [`Fault::VoteClosed`] if it has been annulled before.
    pub fn annul(self, at: DateTime<Utc>, reason: String) -> crate::Result<Self> {
        match self {
            Self::Open { .. } | Self::Declared { .. } => Ok(Self::Annulled { at, reason }),
            Self::Annulled { .. } => Err(Error::Refused(Fault::VoteClosed)),
        }
    }
}

/// With fewer official members a cell cannot decide. Source: domain.md §2 [Q25, secondary].
pub const LEAST_OFFICIALS: u32 = 3;

/// Whether a vote may open here: the matter allows an open ballot, and enough official members are there.
///
/// # Errors
/// [`Fault::SecretBallotNeeded`], [`Fault::TooFewOfficials`] or [`Fault::NoQuorum`].
pub fn may_open(rule: &Rule, official: u32, official_present: u32) -> Result<(), Fault> {
    match rule.secrecy {
        Secrecy::Secret => return Err(Fault::SecretBallotNeeded),
        Secrecy::Open | Secrecy::Either => {}
    }
    if official < LEAST_OFFICIALS {
        return Err(Fault::TooFewOfficials { least: LEAST_OFFICIALS });
    }
    quorum(rule, official_present, official)
}

/// What a line of the roll says to a ballot that comes in.
///
/// # Errors
/// [`Fault::NotOnRoll`], [`Fault::AlreadyVoted`], [`Fault::VoteClosed`] or [`Fault::NotCheckedIn`]. The same key as
/// before is no error, not even after closing: whoever lost the answer learns that his ballot counts.
pub fn receive(state: StateKind, line: Option<&RollStanding>, here: bool, key: &str) -> Result<Option<Cast>, Fault> {
    let line = line.filter(|line| line.may_vote).ok_or(Fault::NotOnRoll)?;
    match line.ballot_key.as_deref() {
        Some(cast) if cast == key => return Ok(Some(Cast::AlreadyRecorded)),
        Some(_) if state == StateKind::Open => return Err(Fault::AlreadyVoted),
        _ => {}
    }
    match state {
        StateKind::Declared | StateKind::Annulled => Err(Fault::VoteClosed),
        StateKind::Open if !here => Err(Fault::NotCheckedIn),
        StateKind::Open => Ok(None),
    }
}

/// A line of the roll as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollStanding {
    pub may_vote: bool,
    pub ballot_key: Option<String>,
}

/// Who is called to vote, taken when the vote opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollLine {
    pub person: PersonId,
    pub in_base: bool,
    pub may_vote: bool,
}

/// The roll line of one person, or `None` for those who have no vote.
///
/// Official members are the base, present or not (294-QĐ/TW pt 9.3.2, cited by domain.md §3). Exempt and
/// temporarily absent ones stay outside it and join when they come and vote.
#[must_use]
pub const fn roll_line(person: PersonId, status: Status) -> Option<RollLine> {
    match status {
        Status::Official => Some(RollLine {
            person,
            in_base: true,
            may_vote: true,
        }),
        Status::Exempt | Status::TemporaryOut => Some(RollLine {
            person,
            in_base: false,
            may_vote: true,
        }),
        Status::Probationary | Status::TemporaryIn | Status::Suspended | Status::Candidate | Status::Left => None,
    }
}

/// Ballots by choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub yes: u32,
    pub no: u32,
    pub abstain: u32,
}

impl Counts {
    #[must_use]
    pub const fn cast(self) -> u32 {
        self.yes + self.no + self.abstain
    }
    pub const fn add(&mut self, choice: Choice) {
        match choice {
            Choice::Yes => self.yes += 1,
            Choice::No => self.no += 1,
            Choice::Abstain => self.abstain += 1,
        }
    }
}

/// How the base was reached: its parts, for the line under the number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseParts {
    /// Official members on the roll.
    pub official: u32,
    /// Of these, not here.
    pub official_absent: u32,
    /// Exempt or temporarily out, but present and voting: they joined the base.
    pub joined: u32,
}

impl BaseParts {
    #[must_use]
    pub const fn base(self) -> u32 {
        self.official + self.joined
    }
}

codes! {
    pub enum Outcome { Passed => "passed", Failed => "failed" }
}

/// A declared result with everything it was computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    pub counts: Counts,
    pub parts: BaseParts,
    pub needed: u32,
    pub outcome: Outcome,
    pub rule: Rule,
}

/// Computes the result of a closed vote.
#[must_use]
pub fn declare(counts: Counts, parts: BaseParts, rule: Rule) -> Declaration {
    let base = parts.base();
    let outcome = if rule.threshold.reached(counts.yes, base) {
        Outcome::Passed
    } else {
        Outcome::Failed
    };
    Declaration {
        counts,
        parts,
        needed: rule.threshold.needed(base),
        outcome,
        rule,
    }
}

/// Whether enough official members are here to vote at all.
///
/// # Errors
/// [`Fault::NoQuorum`] with the figures.
pub fn quorum(rule: &Rule, present: u32, summoned: u32) -> Result<(), Fault> {
    if rule.quorum.reached(present, summoned) {
        Ok(())
    } else {
        Err(Fault::NoQuorum {
            present,
            needed: rule.quorum.needed(summoned),
            summoned,
        })
    }
}

/// What came of a cast: the same ballot key again is no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cast {
    Recorded,
    AlreadyRecorded,
}

/// Form: cast an open ballot.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BallotForm {
    pub choice: String,
    /// Made with the page; the same key again is the same ballot.
    pub key: String,
}

impl BallotForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> crate::Result<(Choice, String)> {
        let mut r = Reading::new();
        let choice = r.choice("choice", &self.choice, Choice::from_code(&self.choice));
        let key = r.line("key", &self.key, 8..=64);
        r.done(choice.map(|choice| (choice, key)))
    }
}

/// Form: open a vote on an agenda item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OpenVoteForm {
    pub question: String,
    pub matter: String,
    pub names_shown: String,
}

/// What [`OpenVoteForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenVoteData {
    pub question: String,
    pub matter: Matter,
    pub names_shown: bool,
}

impl OpenVoteForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> crate::Result<OpenVoteData> {
        let mut r = Reading::new();
        let question = r.line("question", &self.question, 3..=300);
        let matter = r.choice("matter", &self.matter, Matter::from_code(&self.matter));
        let names_shown = self.names_shown == "yes";
        r.done(matter.map(|matter| OpenVoteData {
            question,
            matter,
            names_shown,
        }))
    }
}

/// A vote as its page and the console show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteView {
    pub id: VoteId,
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub item: AgendaItemId,
    pub item_number: String,
    pub question: String,
    pub matter: Matter,
    pub rule: Rule,
    pub state: State,
    pub names_shown: bool,
    pub parts: BaseParts,
    pub cast: u32,
    pub needed: u32,
    /// The reader's own part in it.
    pub own: OwnBallot,
    /// For the chair: who may vote, is here and has not yet.
    pub waiting: Vec<WaitingVoter>,
    /// Choices by name, where the cell shows names and the result is declared.
    pub named: Vec<(String, Choice)>,
    pub can_close: bool,
    /// A fresh ballot key for the form of this page (version 4 or 7 id, made by the service); empty where
    /// there is nothing to cast.
    pub key: String,
}

/// Where the reader stands in a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OwnBallot {
    /// Has no vote here.
    NoVote,
    /// Has a vote, but has not checked in.
    NotCheckedIn,
    /// May vote now.
    Waiting,
    Recorded,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingVoter {
    pub person: PersonId,
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::RuleId;
    use crate::rule::{self, Base, Secrecy};
    use uuid::Uuid;

    fn rule_of(matter: Matter) -> Rule {
        let seed = rule::SEED.iter().find(|seed| seed.matter == matter).unwrap();
        Rule {
            id: RuleId(Uuid::nil()),
            matter,
            base: Base::OfficialSummoned,
            threshold: seed.threshold,
            quorum: rule::QUORUM,
            secrecy: Secrecy::Either,
            source: seed.source.to_owned(),
            confirmed_by: None,
            valid_from: rule::seed_from(),
            valid_to: None,
        }
    }

    #[test]
    fn twenty_two_members_three_official_absent_is_base_twenty() {
        let people = (0..20)
            .map(|_| Status::Official)
            .chain([Status::Probationary, Status::Probationary]);
        let lines: Vec<_> = people
            .filter_map(|status| roll_line(PersonId(Uuid::nil()), status))
            .collect();
        assert_eq!(lines.iter().filter(|line| line.in_base).count(), 20);
        let parts = BaseParts {
            official: 20,
            official_absent: 3,
            joined: 0,
        };
        let declared = declare(
            Counts {
                yes: 13,
                no: 2,
                abstain: 2,
            },
            parts,
            rule_of(Matter::Admission),
        );
        assert_eq!(
            (declared.parts.base(), declared.needed, declared.outcome),
            (20, 14, Outcome::Failed)
        );
        assert!(quorum(&declared.rule, 17, 20).is_ok());
        assert_eq!(
            quorum(&declared.rule, 13, 20),
            Err(Fault::NoQuorum {
                present: 13,
                needed: 14,
                summoned: 20
            })
        );
    }

    #[test]
    fn a_ballot_is_taken_once() {
        let fresh = RollStanding {
            may_vote: true,
            ballot_key: None,
        };
        let cast = RollStanding {
            may_vote: true,
            ballot_key: Some("first".into()),
        };
        let (open, closed) = (StateKind::Open, StateKind::Declared);
        assert_eq!(receive(open, Some(&fresh), true, "first"), Ok(None));
        assert_eq!(receive(open, Some(&fresh), false, "first"), Err(Fault::NotCheckedIn));
        assert_eq!(receive(open, None, true, "first"), Err(Fault::NotOnRoll));
        assert_eq!(
            receive(open, Some(&cast), true, "first"),
            Ok(Some(Cast::AlreadyRecorded))
        );
        assert_eq!(receive(open, Some(&cast), true, "second"), Err(Fault::AlreadyVoted));
        assert_eq!(receive(closed, Some(&fresh), true, "first"), Err(Fault::VoteClosed));
        assert_eq!(receive(closed, Some(&cast), true, "second"), Err(Fault::VoteClosed));
        assert_eq!(
            receive(closed, Some(&cast), false, "first"),
            Ok(Some(Cast::AlreadyRecorded))
        );
    }

    #[test]
    fn a_vote_does_not_open_in_secret_matters_or_in_tiny_cells() {
        let open = rule_of(Matter::Admission);
        assert_eq!(may_open(&open, 2, 2), Err(Fault::TooFewOfficials { least: 3 }));
        assert!(may_open(&open, 3, 2).is_ok());
        assert!(matches!(may_open(&open, 3, 1), Err(Fault::NoQuorum { .. })));
        let secret = Rule {
            secrecy: Secrecy::Secret,
            ..open
        };
        assert_eq!(may_open(&secret, 20, 20), Err(Fault::SecretBallotNeeded));
    }

    #[test]
    fn an_exempt_member_who_votes_joins_the_base() {
        let parts = BaseParts {
            official: 20,
            official_absent: 3,
            joined: 1,
        };
        let declared = declare(
            Counts {
                yes: 11,
                no: 0,
                abstain: 0,
            },
            parts,
            rule_of(Matter::OrdinaryResolution),
        );
        assert_eq!((declared.parts.base(), declared.needed), (21, 11));
        assert_eq!(declared.outcome, Outcome::Passed);
    }
}
