//! A vote as its page shows it. Invariant: choices leave here only with the declaration, by name only where the cell
//! shows names; a teller's figures are shown to others only when both tellers have entered theirs.

use crate::Services;
use chrono::{DateTime, Utc};
use domain::ballot::{Kind, Tally};
use domain::ids::{PersonId, VoteId};
use domain::meeting::State as MeetingState;
use domain::policy::{ActionKind, Caller, MeetingRole, ViewVote};
use domain::rule::Channel;
use domain::vote::{self, Count, OwnBallot, PaperSide, SAFE_FROM_UNANIMITY, State, StateKind, VoteView, WaitingVoter};
use domain::{Fault, Result};
use std::collections::BTreeMap;
use store::participants::{Among, heads, namesakes};
use store::votes::{OwnLine, RollSums, Vote};
use store::{Tx, agenda, meetings, rules, votes};

use super::turnout::Snapshot;
use super::{making, parts, sums_of};

impl Services {
    pub(super) async fn vote_view(&self, caller: &Caller, id: VoteId) -> Result<VoteView> {
        let look = self.look::<ViewVote>(caller, id).await?;
        let tx = &look.tx;
        let mut found = votes::find(tx, id).await?;
        let is_draft = matches!(found.state, State::Draft);
        let can_close = look.may(ActionKind::CloseVote);
        if is_draft && !can_close {
            // A draft is the chair's own.
            return Err(domain::Error::NotFound);
        }
        if matches!(caller, Caller::Tablet(_)) && !matches!(found.state, State::Open { .. }) {
            // A tablet shows what is open, and nothing else.
            return Err(domain::Error::NotFound);
        }
        let meeting = meetings::find(tx, found.meeting).await?;
        let number = agenda::numbered(tx, found.meeting)
            .await?
            .into_iter()
            .find(|(_, item)| item.node.id == found.item)
            .map(|(number, _)| number)
            .unwrap_or_default();
        let there = making::there(tx, &found).await?;
        let mut hindrance = None;
        if is_draft {
            match rules::valid(tx, found.terms.matter, look.today).await? {
                Some(rule) => {
                    let possible = vote::may_open(&found.terms, &rule, there);
                    hindrance = if !matches!(meeting.state, MeetingState::InSession { .. }) {
                        Some(Fault::MeetingNotInSession)
                    } else if votes::running_in(tx, found.meeting, Some(found.item)).await? > 0 {
                        Some(Fault::VoteStillOpen)
                    } else {
                        possible.err()
                    };
                    found.rule = rule;
                }
                None => hindrance = Some(Fault::NoRule),
            }
        }
        let mut sums = if is_draft {
            RollSums {
                official: there.official,
                official_present: there.official_present,
                voters_present: there.voters_present,
                ..RollSums::default()
            }
        } else {
            sums_of(tx, id).await?
        };
        let snapshot = self.snapshot(tx, &found).await?;
        if let Some(snapshot) = &snapshot {
            snapshot.dim(&mut sums);
        }
        let own = match caller.voter() {
            Ok(voter) => own_ballot(
                &found,
                &votes::own_line(tx, id, voter).await?,
                caller.channel(),
                self.now(),
            ),
            Err(_) => OwnBallot::NoVote,
        };
        let (parts, needed) = match found.state.declaration() {
            Some(declaration) => (declaration.parts, declaration.needed),
            None => {
                let parts = parts(sums);
                (parts, found.rule.threshold.needed(parts.base()))
            }
        };
        let is_open = found.state.kind() == StateKind::Open;
        let mut waiting = if is_open && can_close {
            self.waiting(tx, &found, snapshot.as_deref()).await?
        } else {
            Vec::new()
        };
        let is_teller = look.may(ActionKind::CountPaper);
        let with_paper = found.terms.channels.has(Channel::Paper) && !is_draft;
        let mut paper = if with_paper && (can_close || is_teller) {
            let mut side = paper_side(tx, &found, caller, is_teller, sums.on_paper).await?;
            if let Some(snapshot) = &snapshot {
                for entry in &mut side.roll {
                    let on_paper = entry.channel == Some(Channel::Paper);
                    entry.channel = entry.channel.filter(|_| on_paper || snapshot.has_cast(entry.person));
                }
            }
            Some(side)
        } else {
            None
        };
        let named = if found.state.declaration().is_some() && found.terms.names_shown {
            votes::named(tx, id, &found.terms.layout).await?
        } else {
            Vec::new()
        };
        let counts_himself =
            if (can_close || is_teller) && !matches!(found.state, State::Declared { .. } | State::Annulled { .. }) {
                counts_himself(tx, &found).await?
            } else {
                Vec::new()
            };
        let lists_people = !(waiting.is_empty() && named.is_empty()) || paper.is_some();
        let mut apart = if lists_people {
            namesakes(tx, found.meeting, Among::Everybody).await?
        } else {
            BTreeMap::new()
        };
        let rename = |person: &PersonId, name: &mut String| {
            if let Some(told) = apart.get(person) {
                name.clone_from(told);
            }
        };
        for voter in &mut waiting {
            rename(&voter.person, &mut voter.name);
        }
        if let Some(side) = &mut paper {
            for entry in &mut side.roll {
                rename(&entry.person, &mut entry.name);
            }
            for count in &mut side.counts {
                rename(&count.teller, &mut count.name);
            }
        }
        let named = named
            .into_iter()
            .map(|(person, name, marks)| (apart.remove(&person).unwrap_or(name), marks))
            .collect();
        // What the screens brought is nobody's to see before the papers are counted.
        if let State::Closed { electronic, .. } = &mut found.state {
            *electronic = Tally::empty(&found.terms.layout);
        }
        Ok(VoteView {
            id,
            meeting: found.meeting,
            meeting_title: meeting.title,
            item: found.item,
            item_number: number,
            parts,
            cast: sums.cast,
            voters_here: sums.voters_present,
            needed,
            waiting,
            named,
            can_close,
            can_repeat: can_close && matches!(meeting.state, MeetingState::InSession { .. }),
            can_annul: look.may(ActionKind::AnnulVote) && meeting.state.note().is_ok(),
            shows_unanimity: found.terms.secret && sums.voters_present < SAFE_FROM_UNANIMITY,
            counts_himself,
            hindrance,
            paper,
            key: match own {
                OwnBallot::Waiting => self.on.rng.id(self.now()).to_string(),
                _ => String::new(),
            },
            own,
            minutes: found.minutes,
            terms: found.terms,
            rule: found.rule,
            state: found.state,
        })
    }

    async fn waiting(&self, tx: &Tx<'_>, found: &Vote, snapshot: Option<&Snapshot>) -> Result<Vec<WaitingVoter>> {
        let connected = self.on.live.connected(found.meeting);
        let voters = votes::voters_here(tx, found.id).await?;
        let waits = |person, used: Option<Channel>| match snapshot {
            Some(snapshot) => used != Some(Channel::Paper) && !snapshot.has_cast(person),
            None => used.is_none(),
        };
        Ok(voters
            .into_iter()
            .filter(|(person, _, used)| waits(*person, *used))
            .map(|(person, name, _)| WaitingVoter {
                connected: connected.contains(&person),
                person,
                name,
            })
            .collect())
    }
}

/// The tellers whom a ballot on paper names. No rule of ours forbids it, so the chair is told and decides.
async fn counts_himself(tx: &Tx<'_>, found: &Vote) -> Result<Vec<String>> {
    let of_people = matches!(
        found.terms.layout.kind,
        Kind::Election | Kind::Confidence | Kind::Rating
    );
    if !(of_people && found.terms.channels.has(Channel::Paper)) {
        return Ok(Vec::new());
    }
    let heads = heads(tx, found.meeting).await?;
    Ok(heads
        .into_iter()
        // Of namesakes the head's name tells the birth as well; the ballot need not.
        .filter(|head| head.role == MeetingRole::Teller)
        .filter(|head| {
            found
                .terms
                .layout
                .names(head.name.split('(').next().unwrap_or_default())
        })
        .map(|head| head.name)
        .collect())
}

async fn paper_side(tx: &Tx<'_>, found: &Vote, caller: &Caller, is_teller: bool, issued: u32) -> Result<PaperSide> {
    let reader = caller.person().ok();
    let counts: Vec<Count> = votes::counts(tx, found.id)
        .await?
        .into_iter()
        .map(|(teller, name, tally)| Count {
            teller,
            name,
            own: Some(teller) == reader,
            tally,
        })
        .collect();
    let entered = counts.len();
    let tallies: Vec<_> = counts.iter().map(|count| count.tally.clone()).collect();
    Ok(PaperSide {
        issued,
        roll: if is_teller {
            votes::paper_roll(tx, found.id).await?
        } else {
            Vec::new()
        },
        // Each counts by himself.
        counts: counts.into_iter().filter(|count| count.own || entered >= 2).collect(),
        entered: u32::try_from(entered).unwrap_or(u32::MAX),
        is_teller,
        agreed: vote::agreed(&tallies).is_ok(),
    })
}

/// Where somebody stands in a vote, seen from the channel by which he comes.
pub(crate) fn own_ballot(found: &Vote, own: &OwnLine, channel: Channel, now: DateTime<Utc>) -> OwnBallot {
    match &own.line {
        Some(_) if own.channel == Some(Channel::Paper) => OwnBallot::OnPaper,
        Some(line) if line.ballot_key.is_some() => OwnBallot::Recorded,
        Some(line) if line.may_vote && found.state.kind() == StateKind::Open => {
            if !found.state.takes_ballots(now) {
                OwnBallot::TimeOver
            } else if !found.terms.channels.has(channel) {
                OwnBallot::OtherWay
            } else if own.here {
                OwnBallot::Waiting
            } else {
                OwnBallot::NotCheckedIn
            }
        }
        Some(_) | None => OwnBallot::NoVote,
    }
}
