//! Votes: the roll, casting, closing, declaring.
//!
//! Invariant: the roll freezes and the rule is copied when a vote opens; a roll line is cast on at most once, on one
//! channel; nothing is counted by choice before the vote has closed.

pub use crate::ballot::Choice;
use crate::ballot::{Kind, Layout, Tally};
pub use crate::declaration::{BaseParts, Cap, Declaration, NextRound, Outcome, declare};
use crate::ids::PersonId;
use crate::member::Status;
use crate::rule::{Channel, Channels, Matter, Rule, Secrecy};
use crate::{Error, Fault, codes};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

mod forms;
mod view;
pub use forms::{BallotForm, CountForm, DraftForm, Handing, Marking, PAPER_KEY, VoteData, VoteForm};
pub use view::{Count, OwnBallot, PaperSide, RollEntry, VoteView, WaitingVoter};

codes! {
    /// The state's name, as it stands in the database; the data is in [`State`].
    pub enum StateKind {
        Draft => "draft",
        Open => "open",
        Closed => "closed",
        Declared => "declared",
        Annulled => "annulled",
    }
}

impl StateKind {
    /// Nothing can come of it any more, or nothing has begun: the meeting need not wait for it.
    #[must_use]
    pub const fn rests(self) -> bool {
        match self {
            Self::Draft | Self::Declared | Self::Annulled => true,
            Self::Open | Self::Closed => false,
        }
    }
}

/// A vote's state with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    Draft,
    Open {
        since: DateTime<Utc>,
        closes_at: Option<DateTime<Utc>>,
    },
    /// No more ballots are taken; the tellers' figures are awaited. A vote without paper is declared as it closes.
    Closed {
        at: DateTime<Utc>,
        /// What phones and tablets brought.
        electronic: Tally,
    },
    Declared {
        at: DateTime<Utc>,
        declaration: Box<Declaration>,
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
            Self::Draft => StateKind::Draft,
            Self::Open { .. } => StateKind::Open,
            Self::Closed { .. } => StateKind::Closed,
            Self::Declared { .. } => StateKind::Declared,
            Self::Annulled { .. } => StateKind::Annulled,
        }
    }

    #[must_use]
    pub const fn declaration(&self) -> Option<&Declaration> {
        match self {
            Self::Declared { declaration, .. } => Some(declaration),
            Self::Draft | Self::Open { .. } | Self::Closed { .. } | Self::Annulled { .. } => None,
        }
    }

    /// Whether a ballot that comes at this moment is in time: a vote that closes by itself takes none after its time,
    /// even if the job that closes it is late.
    #[must_use]
    pub fn takes_ballots(&self, now: DateTime<Utc>) -> bool {
        match self {
            Self::Open { closes_at, .. } => closes_at.is_none_or(|at| now < at),
            Self::Draft | Self::Closed { .. } | Self::Declared { .. } | Self::Annulled { .. } => false,
        }
    }

    /// # Errors
    /// [`Fault::VoteNotDraft`] unless it is a draft.
    pub fn open(self, since: DateTime<Utc>, closes_at: Option<DateTime<Utc>>) -> crate::Result<Self> {
        match self {
            Self::Draft => Ok(Self::Open { since, closes_at }),
            Self::Open { .. } | Self::Closed { .. } | Self::Declared { .. } | Self::Annulled { .. } => {
                Err(Error::Refused(Fault::VoteNotDraft))
            }
        }
    }

    /// # Errors
    /// [`Fault::VoteNotOpen`] for a draft, [`Fault::VoteClosed`] after it has closed.
    pub fn close(self, at: DateTime<Utc>, electronic: Tally) -> crate::Result<Self> {
        match self {
            Self::Open { .. } => Ok(Self::Closed { at, electronic }),
            Self::Draft => Err(Error::Refused(Fault::VoteNotOpen)),
            Self::Closed { .. } | Self::Declared { .. } | Self::Annulled { .. } => {
                Err(Error::Refused(Fault::VoteClosed))
            }
        }
    }

    /// # Errors
    /// [`Fault::VoteStillRunning`] before it has closed, [`Fault::VoteClosed`] once it is declared or annulled.
    pub fn declare(self, at: DateTime<Utc>, declaration: Declaration) -> crate::Result<Self> {
        match self {
            Self::Closed { .. } => Ok(Self::Declared {
                at,
                declaration: Box::new(declaration),
            }),
            Self::Draft | Self::Open { .. } => Err(Error::Refused(Fault::VoteStillRunning)),
            Self::Declared { .. } | Self::Annulled { .. } => Err(Error::Refused(Fault::VoteClosed)),
        }
    }

    /// Sets a vote aside, declared or not; it is repeated as a new one.
    ///
    /// # Errors
    /// [`Fault::VoteClosed`] if it has been annulled before.
    pub fn annul(self, at: DateTime<Utc>, reason: String) -> crate::Result<Self> {
        match self {
            Self::Draft | Self::Open { .. } | Self::Closed { .. } | Self::Declared { .. } => {
                Ok(Self::Annulled { at, reason })
            }
            Self::Annulled { .. } => Err(Error::Refused(Fault::VoteClosed)),
        }
    }
}

/// With fewer official members a cell cannot decide. Source: domain.md §2 [Q25, secondary].
pub const LEAST_OFFICIALS: u32 = 3;
/// A secret ballot of fewer says how each voted: design §5.
pub const LEAST_FOR_SECRET: u32 = 3;
/// With fewer voters the chair is warned that unanimity shows everybody's vote.
pub const SAFE_FROM_UNANIMITY: u32 = 7;
/// A channel of a secret ballot brings none or at least so many ballots.
pub const LEAST_IN_CHANNEL: u32 = 3;

/// What a vote is, whatever its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub question: String,
    pub matter: Matter,
    pub layout: Layout,
    pub secret: bool,
    pub channels: Channels,
    pub names_shown: bool,
}

impl Terms {
    /// Whether the rule allows these terms.
    ///
    /// # Errors
    /// [`Fault::SecretBallotNeeded`], [`Fault::OpenVoteNeeded`], [`Fault::KindNotForMatter`],
    /// [`Fault::ChannelNeeded`] or [`Fault::ChannelNotAllowed`].
    pub fn under(&self, rule: &Rule) -> Result<(), Fault> {
        match (rule.secrecy, self.secret) {
            (Secrecy::Secret, false) => return Err(Fault::SecretBallotNeeded),
            (Secrecy::Open, true) => return Err(Fault::OpenVoteNeeded),
            (Secrecy::Secret | Secrecy::Either, true) | (Secrecy::Open | Secrecy::Either, false) => {}
        }
        if !self.matter.kinds().contains(&self.layout.kind) {
            return Err(Fault::KindNotForMatter);
        }
        if self.channels.0.is_empty() {
            return Err(Fault::ChannelNeeded);
        }
        if self.secret && !self.channels.0.is_subset(&rule.secret_channels.0) {
            return Err(Fault::ChannelNotAllowed);
        }
        Ok(())
    }
}

/// Who is there when a vote opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct There {
    pub official: u32,
    pub official_present: u32,
    /// Present and with a vote, exempt members among them.
    pub voters_present: u32,
    pub tellers: u32,
    /// Registered by the unit.
    pub tablets: u32,
}

/// Whether a vote may open now.
///
/// # Errors
/// What [`Terms::under`] says; [`Fault::TooFewOfficials`], [`Fault::NoQuorum`], [`Fault::TooFewForSecret`],
/// [`Fault::TellersMissing`] or [`Fault::TabletMissing`].
pub fn may_open(terms: &Terms, rule: &Rule, there: There) -> Result<(), Fault> {
    terms.under(rule)?;
    if there.official < LEAST_OFFICIALS {
        return Err(Fault::TooFewOfficials { least: LEAST_OFFICIALS });
    }
    quorum(rule, there.official_present, there.official)?;
    if terms.secret && there.voters_present < LEAST_FOR_SECRET {
        return Err(Fault::TooFewForSecret {
            present: there.voters_present,
            least: LEAST_FOR_SECRET,
        });
    }
    if terms.channels.has(Channel::Paper) && there.tellers < TELLERS {
        return Err(Fault::TellersMissing { needed: TELLERS });
    }
    if terms.channels.has(Channel::Assisted) && there.tablets == 0 {
        return Err(Fault::TabletMissing);
    }
    Ok(())
}

/// Two accounts count paper, each by himself.
pub const TELLERS: u32 = 2;

/// Whether the channels of a secret ballot brought enough ballots each to keep them secret.
///
/// # Errors
/// [`Fault::ChannelTooSmall`] for the first that did not.
pub fn channels_keep_secret(secret: bool, by_channel: [u32; 2]) -> Result<(), Fault> {
    let small = by_channel
        .into_iter()
        .find(|ballots| secret && (1..LEAST_IN_CHANNEL).contains(ballots));
    match small {
        Some(ballots) => Err(Fault::ChannelTooSmall {
            ballots,
            least: LEAST_IN_CHANNEL,
        }),
        None => Ok(()),
    }
}

/// What a line of the roll says to a ballot that comes in.
///
/// # Errors
/// [`Fault::NotOnRoll`], [`Fault::AlreadyVoted`], [`Fault::VoteNotOpen`], [`Fault::VoteClosed`] or
/// [`Fault::NotCheckedIn`]. The same key as before is no error, not even after closing: whoever lost the answer
/// learns that his ballot counts.
pub fn receive(state: StateKind, line: Option<&RollStanding>, here: bool, key: &str) -> Result<Option<Cast>, Fault> {
    let line = line.filter(|line| line.may_vote).ok_or(Fault::NotOnRoll)?;
    match line.ballot_key.as_deref() {
        Some(cast) if cast == key => return Ok(Some(Cast::AlreadyRecorded)),
        Some(_) if state == StateKind::Open => return Err(Fault::AlreadyVoted),
        _ => {}
    }
    match state {
        StateKind::Draft => Err(Fault::VoteNotOpen),
        StateKind::Closed | StateKind::Declared | StateKind::Annulled => Err(Fault::VoteClosed),
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
    if has_vote(status) {
        Some(RollLine {
            person,
            in_base: matches!(status, Status::Official),
            may_vote: true,
        })
    } else {
        None
    }
}

/// Whether somebody of this status votes where he is present.
#[must_use]
pub const fn has_vote(status: Status) -> bool {
    match status {
        Status::Official | Status::Exempt | Status::TemporaryOut => true,
        Status::Probationary | Status::TemporaryIn | Status::Suspended | Status::Candidate | Status::Left => false,
    }
}

/// What was put to the vote, as the audit keeps it: a hash over the terms, each field prefixed by its length.
#[must_use]
pub fn terms_sha256(terms: &Terms) -> String {
    let Terms {
        question,
        matter,
        layout,
        secret,
        channels,
        names_shown,
    } = terms;
    let Layout { kind, options, most } = layout;
    let channels = channels.codes();
    let figures = format!("{most} {secret} {names_shown}");
    let fields = [question.as_str(), matter.code(), kind.code(), &figures, &channels];
    let mut text = String::from("chibo terms 1");
    for field in fields.into_iter().chain(options.iter().map(String::as_str)) {
        text.push_str(&format!(" {}:{field}", field.len()));
    }
    crate::audit::sha256_hex(text.as_bytes())
}

/// The roll as the audit keeps it: a hash over its lines, by person.
#[must_use]
pub fn roll_sha256(roll: &[RollLine]) -> String {
    let mut lines: Vec<String> = roll
        .iter()
        .map(|line| {
            format!(
                "{} {} {}\n",
                line.person,
                u8::from(line.in_base),
                u8::from(line.may_vote)
            )
        })
        .collect();
    lines.sort_unstable();
    crate::audit::sha256_hex(lines.concat().as_bytes())
}

/// Who has cast and on which channel, as the audit keeps it: a hash over the used lines, by person. It says nothing
/// of how anybody voted.
#[must_use]
pub fn cast_sha256(used: &[(PersonId, Channel)]) -> String {
    let mut lines: Vec<String> = used
        .iter()
        .map(|(person, channel)| format!("{person} {}\n", channel.code()))
        .collect();
    lines.sort_unstable();
    crate::audit::sha256_hex(lines.concat().as_bytes())
}

/// What the tellers agreed on, as the audit keeps it where the ballots do not stay: bound to the vote's public key,
/// which no page shows, so that the few possible figures cannot be tried out by whoever reads the audit.
#[must_use]
pub fn paper_sha256(public_key: &[u8], tally: &Tally) -> String {
    let figures = [tally.valid, tally.blank, tally.invalid].into_iter();
    let figures = figures.chain(tally.marks.iter().flatten().copied());
    let bytes: Vec<u8> = public_key
        .iter()
        .copied()
        .chain(figures.flat_map(u32::to_be_bytes))
        .collect();
    crate::audit::sha256_hex(&bytes)
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

/// The figures of two tellers: what they agree on.
///
/// # Errors
/// [`Fault::CountsMissing`] before both have entered theirs, [`Fault::CountsDiffer`] while they differ.
pub fn agreed(counts: &[Tally]) -> Result<&Tally, Fault> {
    match counts {
        [first, rest @ ..] if !rest.is_empty() => {
            if rest.iter().all(|other| other == first) {
                Ok(first)
            } else {
                Err(Fault::CountsDiffer)
            }
        }
        _ => Err(Fault::CountsMissing),
    }
}

/// Whether a teller's figures can be those of `issued` paper ballots: none came back that was not given out.
///
/// # Errors
/// What [`Tally::sound`] says; [`Fault::ReturnedBeyondIssued`].
pub fn paper_sound(layout: &Layout, count: &Tally, issued: u32) -> Result<(), Fault> {
    count.sound(layout)?;
    if count.ballots() > issued {
        return Err(Fault::ReturnedBeyondIssued {
            returned: count.ballots(),
            issued,
        });
    }
    Ok(())
}

/// The kind a vote of this matter has unless somebody says otherwise.
#[must_use]
pub fn usual_kind(matter: Matter) -> Kind {
    matter.kinds().first().copied().unwrap_or(Kind::Motion)
}

#[cfg(test)]
mod tests;
