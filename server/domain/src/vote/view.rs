//! A vote as pages show it. Invariant: no choice of anybody stands here before the declaration, and none by name
//! unless the cell shows names.

use super::{State, Terms};
use crate::Fault;
use crate::ballot::{Marks, Tally};
use crate::declaration::BaseParts;
use crate::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use crate::rule::{Channel, Rule};
use serde::{Deserialize, Serialize};

/// A vote as its page and the console show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteView {
    pub id: VoteId,
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub item: AgendaItemId,
    pub item_number: String,
    pub terms: Terms,
    /// The rule of today for a draft, the copied one from opening on.
    pub rule: Rule,
    pub state: State,
    pub parts: BaseParts,
    /// Lines of the roll that are used: ballots sent and papers given out.
    pub cast: u32,
    /// May vote and are here.
    pub voters_here: u32,
    pub needed: u32,
    /// The reader's own part in it.
    pub own: OwnBallot,
    /// For the chair: who may vote, is here and has not yet.
    pub waiting: Vec<WaitingVoter>,
    /// Ballots by name, where the cell shows names and the result is declared.
    pub named: Vec<(String, Marks)>,
    /// Opens, closes, declares.
    pub can_close: bool,
    /// Sets it aside: not once sealed minutes tell its result.
    pub can_annul: bool,
    /// To vote once more on the same item: the session goes on.
    pub can_repeat: bool,
    /// So few voters are here that a unanimous result shows everybody's vote.
    pub shows_unanimity: bool,
    /// For the chair and the tellers: those who are to count the paper and stand on it themselves, by name.
    pub counts_himself: Vec<String>,
    /// Why a draft cannot open at this moment.
    pub hindrance: Option<Fault>,
    /// Minutes after opening until it closes by itself.
    pub minutes: Option<u32>,
    /// The side of the tellers, for them and for the chair, where paper is allowed.
    pub paper: Option<PaperSide>,
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
    /// Was given a paper ballot.
    OnPaper,
    /// May vote, but this vote takes no ballot from here: only by the other ways of its terms.
    OtherWay,
    /// The time of a vote that closes by itself is over, and nothing has closed it yet.
    TimeOver,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingVoter {
    pub person: PersonId,
    pub name: String,
    /// A page of this meeting is open on his device at this moment.
    pub connected: bool,
}

/// What tellers do and see.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSide {
    /// Paper ballots given out.
    pub issued: u32,
    pub roll: Vec<RollEntry>,
    /// The reader's own figures; both tellers' once both have entered theirs.
    pub counts: Vec<Count>,
    /// How many tellers have entered figures.
    pub entered: u32,
    /// The reader is a teller of this meeting.
    pub is_teller: bool,
    /// Both figures are there and equal.
    pub agreed: bool,
}

/// A voter on the tellers' roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollEntry {
    pub person: PersonId,
    pub name: String,
    pub here: bool,
    /// Marked as absent; whoever is neither has no mark yet.
    pub absent: bool,
    /// Where he has voted.
    pub channel: Option<Channel>,
}

/// One teller's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub teller: PersonId,
    pub name: String,
    pub own: bool,
    pub tally: Tally,
}
