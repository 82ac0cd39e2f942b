//! Before the evening: a draft, the announcement, a change, a cancellation.

use super::letters::{self, News};
use crate::{UseCase, Work};
use async_trait::async_trait;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::clock::local_date;
use domain::ids::{AgendaItemId, MeetingId, PersonId, UnitId};
use domain::meeting::{ItemData, MeetingData, MeetingKind, State};
use domain::member::Status;
use domain::policy::{AnnounceMeeting, CancelMeeting, CreateMeeting, EditMeeting, Granted, MeetingRole};
use domain::summons::{self, Seat};
use domain::unit::UnitKind;
use domain::{Error, Fault, Result};
use std::collections::HashMap;
use std::sync::Arc;
use store::meetings::Meeting;
use store::participants::{self, Leaders, Summons};
use store::{Tx, agenda as items, meetings, notices, units};

/// A new draft, with another meeting's agenda if it names one of the same unit.
pub struct Create {
    pub data: MeetingData,
}

#[async_trait]
impl UseCase for Create {
    type Action = CreateMeeting;
    type Output = MeetingId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, CreateMeeting>, work: &mut Work<'tx>) -> Result<MeetingId> {
        not_past(&self.data, work.now)?;
        may_meet(&work.tx, self.data.kind, granted.target()).await?;
        let id: MeetingId = work.id();
        let mut secret = vec![0; 32];
        work.rng.fill(&mut secret);
        meetings::create(&work.tx, granted, id, &self.data, secret, work.now).await?;
        if let Some(from) = self.data.copy_from {
            // Whoever may prepare meetings of a unit sees all of them; another unit's do not exist for him.
            if !meetings::is_of(&work.tx, from, granted.target()).await? {
                return Err(Error::field("copy_from", Fault::NotAChoice));
            }
            let copies = copies(work, items::numbered(&work.tx, from).await?);
            items::fill(&work.tx, granted, id, &copies).await?;
        }
        work.detail(format!("meeting={id} kind={}", self.data.kind.code()));
        Ok(id)
    }
}

async fn may_meet(tx: &Tx<'_>, kind: MeetingKind, unit: UnitId) -> Result<()> {
    if kind.may_be_of(units::row(tx, unit).await?.kind) {
        Ok(())
    } else {
        Err(Error::field("kind", Fault::NotAChoice))
    }
}

/// The items with new ids and without what was said on them.
fn copies(work: &Work<'_>, items: Vec<(String, items::Item)>) -> Vec<(AgendaItemId, ItemData)> {
    let mut ids: HashMap<AgendaItemId, AgendaItemId> = HashMap::new();
    items
        .into_iter()
        .map(|(_, item)| {
            let id: AgendaItemId = work.id();
            ids.insert(item.node.id, id);
            let data = ItemData {
                title: item.title,
                kind: item.kind,
                presenter: item.presenter,
                minutes: item.minutes,
                // Items are in reading order: whoever bears others has been copied before them.
                parent: item.node.parent.and_then(|parent| ids.get(&parent).copied()),
                matter: item.matter,
            };
            (id, data)
        })
        .collect()
}

/// Nobody is called to what is over; the minute that runs is not over.
fn is_past(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    starts_at + Duration::minutes(1) <= now
}

fn not_past(data: &MeetingData, now: DateTime<Utc>) -> Result<()> {
    if is_past(data.starts_at, now) {
        return Err(Error::field("time", Fault::TimeInPast));
    }
    Ok(())
}

/// New time, place or title; once it is announced everybody is told.
pub struct Edit {
    pub data: MeetingData,
    /// [`MeetingData::mark`] of what its writer had before him; other programs need not say.
    pub was: Option<String>,
    pub public_url: Arc<str>,
}

#[async_trait]
impl UseCase for Edit {
    type Action = EditMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let before = meetings::find(&work.tx, granted.target()).await?;
        before.state.edit()?;
        may_meet(&work.tx, self.data.kind, before.unit).await?;
        let announced = matches!(before.state, State::Announced { .. });
        let before_starts_at = before.starts_at;
        if before.starts_at != self.data.starts_at {
            not_past(&self.data, work.now)?;
        }
        let present = MeetingData {
            kind: before.kind,
            title: before.title,
            starts_at: before.starts_at,
            minutes: before.minutes,
            place: before.place,
            link: before.link,
            copy_from: self.data.copy_from,
        };
        if present == self.data {
            work.unchanged();
            return Ok(());
        }
        if self.was.as_ref().is_some_and(|was| *was != present.mark()) {
            return Err(Error::field("title", Fault::WrittenMeanwhile));
        }
        let sequence = before.calendar_sequence + i32::from(announced);
        meetings::edit(&work.tx, granted, &self.data, sequence).await?;
        if announced {
            let meeting = meetings::find(&work.tx, granted.target()).await?;
            // Who came on the other day has not come on this one.
            if local_date(before_starts_at) != local_date(meeting.starts_at) {
                participants::forget_presence(&work.tx, granted).await?;
            }
            summon(work, granted, &meeting).await?;
            letters::tell(work, granted, &meeting, &self.public_url, News::Changed, None).await?;
            letters::remind(work, &meeting);
        }
        work.detail(format!("sequence={sequence}"));
        work.home(granted.target());
        Ok(())
    }
}

/// Makes the list of participants that of the meeting's day.
pub async fn summon<'tx, A: Summons>(work: &Work<'tx>, granted: &Granted<'tx, A>, meeting: &Meeting) -> Result<()> {
    let seats = seats(&work.tx, meeting, work.today()).await?;
    participants::summon(&work.tx, granted, &seats).await
}

/// Who is called to the meeting if it is announced now: those of its day, or of today where that day is past.
pub async fn seats(tx: &Tx<'_>, meeting: &Meeting, today: NaiveDate) -> Result<Vec<Seat>> {
    let day = local_date(meeting.starts_at).max(today);
    let row = units::row(tx, meeting.unit).await?;
    let body = match meeting.kind {
        MeetingKind::Committee => participants::body_on(tx, meeting.unit, day).await?,
        MeetingKind::Regular | MeetingKind::Thematic | MeetingKind::Congress | MeetingKind::Extraordinary => Vec::new(),
    };
    // The secretary belongs to the body by his office; to a cell that he does not live in, only as a guest with a seat.
    let (people, chair_from_outside) = if let (UnitKind::Group, Some(cell)) = (row.kind, row.parent) {
        (
            participants::group_on(tx, meeting.unit, cell, day).await?,
            Status::TemporaryIn,
        )
    } else if body.is_empty() {
        (
            participants::members_on(tx, meeting.unit, day).await?,
            Status::TemporaryIn,
        )
    } else {
        (body, Status::Official)
    };
    let Leaders { secretary, deputy } = participants::leaders_on(tx, meeting.unit, day).await?;
    let heads = participants::heads(tx, meeting.id).await?;
    let holders = |role: MeetingRole| {
        heads
            .iter()
            .filter(move |head| head.role == role)
            .map(|head| head.person)
    };
    let tellers: Vec<PersonId> = holders(MeetingRole::Teller).collect();
    Ok(summons::seats(
        &people,
        secretary,
        deputy,
        holders(MeetingRole::MinuteTaker).next(),
        &tellers,
        chair_from_outside,
    ))
}

/// Everybody is summoned and told.
pub struct Announce {
    pub public_url: Arc<str>,
}

#[async_trait]
impl UseCase for Announce {
    type Action = AnnounceMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, AnnounceMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let mut meeting = meetings::find(&work.tx, granted.target()).await?;
        let items = items::of(&work.tx, meeting.id).await?.len();
        meeting.state = meeting.state.announce(work.now, items)?;
        if is_past(meeting.starts_at, work.now) {
            return Err(Error::Refused(Fault::MeetingHourOver));
        }
        meetings::set_state(&work.tx, granted, &meeting.state, meeting.calendar_sequence).await?;
        summon(work, granted, &meeting).await?;
        letters::tell(work, granted, &meeting, &self.public_url, News::Announced, None).await?;
        letters::remind(work, &meeting);
        work.home(meeting.id);
        Ok(())
    }
}

/// The agenda has changed since everybody was called: they are told of it as it is now.
pub struct TellAgenda {
    /// How often they had been told of a change when this was asked for.
    pub told: u32,
    pub public_url: Arc<str>,
}

#[async_trait]
impl UseCase for TellAgenda {
    type Action = EditMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let mut meeting = meetings::find(&work.tx, granted.target()).await?;
        if !matches!(meeting.state, State::Announced { .. }) {
            meeting.state.edit()?;
            return Err(Error::Refused(Fault::MeetingNotAnnounced));
        }
        // Somebody else told it meanwhile; what has changed since may still have to be told.
        if u32::try_from(meeting.calendar_sequence) != Ok(self.told) {
            return Err(Error::Refused(Fault::ChangedMeanwhile));
        }
        if is_past(meeting.starts_at, work.now) {
            return Err(Error::Refused(Fault::MeetingHourOver));
        }
        meeting.calendar_sequence += 1;
        meetings::renumber(&work.tx, granted, meeting.calendar_sequence).await?;
        letters::tell(work, granted, &meeting, &self.public_url, News::AgendaChanged, None).await?;
        work.detail("agenda told");
        work.home(meeting.id);
        Ok(())
    }
}

/// The meeting does not take place; those who were invited are told.
pub struct Cancel {
    pub reason: String,
    pub public_url: Arc<str>,
}

#[async_trait]
impl UseCase for Cancel {
    type Action = CancelMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, CancelMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let mut meeting = meetings::find(&work.tx, granted.target()).await?;
        if matches!(&meeting.state, State::Cancelled { reason, .. } if *reason == self.reason) {
            work.unchanged();
            return Ok(());
        }
        let announced = matches!(meeting.state, State::Announced { .. });
        meeting.state = meeting.state.cancel(work.now, self.reason.clone())?;
        meeting.calendar_sequence += i32::from(announced);
        meetings::set_state(&work.tx, granted, &meeting.state, meeting.calendar_sequence).await?;
        if announced {
            notices::overtake(&work.tx, granted, work.now).await?;
            let news = News::Cancelled { reason: &self.reason };
            letters::tell(work, granted, &meeting, &self.public_url, news, None).await?;
        } else {
            participants::forget(&work.tx, granted).await?;
        }
        work.home(meeting.id);
        Ok(())
    }
}
