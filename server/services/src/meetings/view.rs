//! The meeting's page, put together.
//!
//! Invariant: a fixed number of questions to the database, however many people, items, documents and votes there are:
//! what is the same for everybody is read once for each version of the meeting (`shared`). Counts of a vote leave here
//! only once it is declared.

use super::items::is_settled;
use super::prepare::seats;
use super::shared::Common;
use crate::Services;
use crate::run::Look;
use chrono::Duration;
use domain::Result;
use domain::attendance::{Tally, turnout};
use domain::clock::local_date;
use domain::document::DocumentLine;
use domain::ids::{AgendaItemId, PersonId, VoteId};
use domain::meeting::{ItemView, MeetingCan, MeetingKind, MeetingView, Presence, Reply, State, VoteLine};
use domain::policy::{ActionKind, MeetingRole, ViewMeeting};
use domain::rule::{Matter, Secrecy};
use domain::settings::Setting;
use domain::summons::Seat;
use domain::vote::StateKind as VoteStateKind;
use std::collections::HashMap;
use store::meetings::Meeting;
use store::votes::{RollSums, Vote};
use store::{Own, Stamp, rules, settings, votes};

pub async fn view(
    services: &Services,
    look: &Look<ViewMeeting>,
    stamp: Stamp,
    own: Own,
    reader: Option<PersonId>,
) -> Result<MeetingView> {
    let tx = &look.tx;
    let common = services.common(tx, look.granted.target(), &stamp).await?;
    let Common {
        meeting,
        agenda,
        documents,
        votes: ballots,
        heads,
        tally,
    } = &*common;
    let runs_votes = look.may(ActionKind::MakeVote);
    let ids: Vec<VoteId> = ballots.iter().map(|vote| vote.id).collect();
    let mut sums = votes::sums(tx, &ids, reader).await?;
    for vote in ballots {
        if let Some(snapshot) = services.snapshot(tx, vote).await?
            && let Some(sums) = sums.get_mut(&vote.id)
        {
            snapshot.dim(sums);
        }
    }
    let turnout = turnout(&match meeting.state {
        // Nobody is summoned yet: those who will be.
        State::Draft => seats(tx, meeting, look.today).await?.iter().map(untold).collect(),
        State::Announced { .. }
        | State::InSession { .. }
        | State::Ended { .. }
        | State::Sealed { .. }
        | State::Cancelled { .. } => tally.clone(),
    });
    let may = may(|action| look.may(action));
    let prepares = may.edit || may.announce || may.run;
    let wanted = [Setting::DocumentDays, Setting::RegularMinutes];
    let [document_days, regular_minutes] = if prepares {
        settings::values(tx, wanted, look.today).await?
    } else {
        [0, 0]
    };
    let least_minutes = match meeting.kind {
        MeetingKind::Regular => regular_minutes,
        MeetingKind::Thematic | MeetingKind::Committee | MeetingKind::Congress | MeetingKind::Extraordinary => 0,
    };

    let documents_late = prepares && late(meeting, documents, document_days, look);
    let name_of = |role: MeetingRole| {
        heads
            .iter()
            .find(|head| head.role == role)
            .map(|head| head.name.clone())
            .unwrap_or_default()
    };
    let (chair, minute_taker) = (name_of(MeetingRole::Chair), name_of(MeetingRole::MinuteTaker));
    let names_of = |role: MeetingRole| -> Vec<String> {
        let holders = heads.iter().filter(|head| head.role == role);
        holders.map(|head| head.name.clone()).collect()
    };
    let tellers = names_of(MeetingRole::Teller);
    let followers = names_of(MeetingRole::Follower);
    let guests = names_of(MeetingRole::Guest);
    let (mut of_items, mut of_meeting): (HashMap<AgendaItemId, Vec<DocumentLine>>, Vec<_>) = Default::default();
    for paper in documents {
        let paper = DocumentLine {
            opened: own.opened.contains(&paper.id),
            ..paper.clone()
        };
        match paper.item {
            Some(item) => of_items.entry(item).or_default().push(paper),
            None => of_meeting.push(paper),
        }
    }
    let on_table = meeting.state.on_table();
    let manners: HashMap<Matter, Secrecy> = if runs_votes {
        rules::of_day(tx, look.today).await?
    } else {
        HashMap::new()
    };
    let items = agenda
        .iter()
        .map(|(number, item)| ItemView {
            settled: is_settled(
                &meeting.state,
                item,
                ballots.iter().any(|vote| vote.item == item.node.id),
            ),
            id: item.node.id,
            parent: item.node.parent,
            number: number.clone(),
            title: item.title.clone(),
            kind: item.kind,
            presenter: item.presenter.clone(),
            minutes: item.minutes,
            matter: item.matter,
            secrecy: item.matter.and_then(|matter| manners.get(&matter).copied()),
            opinions: item.opinions.clone(),
            conclusion: item.conclusion.clone(),
            done: item.done,
            on_table: on_table == Some(item.node.id),
            documents: of_items.remove(&item.node.id).unwrap_or_default(),
            votes: ballots
                .iter()
                .filter(|vote| vote.item == item.node.id)
                // A draft is for whoever runs the vote.
                .filter(|vote| vote.state.kind() != VoteStateKind::Draft || runs_votes)
                .map(|vote| line(vote, sums.get(&vote.id).copied().unwrap_or_default()))
                .collect(),
        })
        .collect();
    Ok(MeetingView {
        can: can(&meeting.state, may),
        may,
        id: meeting.id,
        unit: meeting.unit,
        unit_name: stamp.unit_name,
        unit_kind: stamp.unit_kind,
        kind: meeting.kind,
        title: meeting.title.clone(),
        starts_at: meeting.starts_at,
        minutes: meeting.minutes,
        place: meeting.place.clone(),
        link: meeting.link.clone(),
        state: meeting.state.clone(),
        version: stamp.version,
        told: u32::try_from(meeting.calendar_sequence).unwrap_or(0),
        items,
        documents: of_meeting,
        turnout,
        own: own.part,
        chair,
        minute_taker,
        tellers,
        followers,
        guests,
        letters_filed: services.on.post.writes_files(),
        documents_late,
        document_days: u32::try_from(document_days).unwrap_or(0),
        least_minutes: u32::try_from(least_minutes).unwrap_or(0),
    })
}

/// Somebody who has not been told of the meeting.
const fn untold(seat: &Seat) -> Tally {
    Tally {
        role: seat.role,
        status: seat.status,
        reply: Reply::None,
        presence: Presence::Unknown,
        people: 1,
    }
}

/// Whether a document came, or would be announced, later than so many days before the meeting.
fn late(meeting: &Meeting, papers: &[DocumentLine], days: i64, look: &Look<ViewMeeting>) -> bool {
    let last_day = local_date(meeting.starts_at) - Duration::days(days);
    match meeting.state {
        State::Draft => !papers.is_empty() && look.today > last_day,
        State::Announced { at } => papers.iter().any(|paper| local_date(paper.added_at.max(at)) > last_day),
        State::InSession { .. } | State::Ended { .. } | State::Sealed { .. } | State::Cancelled { .. } => {
            papers.iter().any(|paper| local_date(paper.added_at) > last_day)
        }
    }
}

fn line(vote: &Vote, sums: RollSums) -> VoteLine {
    let base = sums.official + sums.joined;
    let (base, needed) = match vote.state.declaration() {
        Some(declaration) => (declaration.parts.base(), declaration.needed),
        None => (base, vote.rule.threshold.needed(base)),
    };
    VoteLine {
        id: vote.id,
        question: vote.terms.question.clone(),
        secret: vote.terms.secret,
        state: vote.state.kind(),
        declaration: vote.state.declaration().cloned().map(Box::new),
        base,
        needed,
        cast: sums.cast,
        channels: vote.terms.channels.clone(),
        recorded: sums.recorded,
    }
}

/// What the reader may do in one state or another.
fn may(may: impl Fn(ActionKind) -> bool) -> MeetingCan {
    MeetingCan {
        edit: may(ActionKind::EditMeeting),
        arrange: may(ActionKind::EditMeeting),
        invite: may(ActionKind::EditMeeting),
        announce: may(ActionKind::AnnounceMeeting),
        cancel: may(ActionKind::CancelMeeting),
        keep_attendance: may(ActionKind::KeepAttendance),
        run: may(ActionKind::RunSession),
        take_notes: may(ActionKind::TakeNotes),
        add_document: may(ActionKind::AddDocument),
        see_readers: may(ActionKind::SeeReaders),
        edit_minutes: may(ActionKind::EditMinutes),
        read_minutes: may(ActionKind::ReadMinutes),
    }
}

/// What the reader may do now: the matrix and the state both have to allow it.
fn can(state: &State, may: MeetingCan) -> MeetingCan {
    let announced = matches!(state, State::Announced { .. });
    let in_session = matches!(state, State::InSession { .. });
    let held = matches!(state, State::Ended { .. } | State::Sealed { .. });
    let before = state.is_editable();
    MeetingCan {
        edit: before && may.edit,
        arrange: state.arrange().is_ok() && may.arrange,
        invite: state.invite().is_ok() && may.invite,
        announce: matches!(state, State::Draft) && may.announce,
        cancel: before && may.cancel,
        keep_attendance: domain::attendance::may_mark(state).is_ok() && may.keep_attendance,
        run: (announced || in_session) && may.run,
        take_notes: state.takes_notes() && may.take_notes,
        add_document: (before || state.takes_notes()) && may.add_document,
        see_readers: may.see_readers,
        edit_minutes: matches!(state, State::Ended { .. }) && may.edit_minutes,
        read_minutes: held && may.read_minutes,
    }
}
