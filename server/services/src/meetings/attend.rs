//! Coming: replies, check-in, attendance kept by the secretary, who takes the minutes.

use super::code;
use crate::{UseCase, Work};
use async_trait::async_trait;
use domain::attendance::has_seat;
use domain::ids::{MeetingId, NoticeId, PersonId};
use domain::meeting::{Presence, Reply, State};
use domain::policy::{
    CheckIn as CheckInAction, Granted, KeepAttendance, ManageSelf, MeetingRole, ReplyToMeeting, RunSession,
};
use domain::settings::Setting;
use domain::{Error, Fault, Result, attendance};
use store::{meetings, minutes, notices, participants, settings, votes};

/// Comes, or asks to be excused.
pub struct Answer {
    pub reply: Reply,
    pub reason: String,
}

#[async_trait]
impl UseCase for Answer {
    type Action = ReplyToMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ReplyToMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        attendance::may_reply(&meeting.state)?;
        participants::reply(&work.tx, granted, self.reply, self.reason.clone()).await?;
        notices::answered(&work.tx, granted, work.now).await?;
        // Why somebody stays away is nothing for the audit.
        work.detail(self.reply.code());
        work.live(granted.target());
        Ok(())
    }
}

/// Is here, by the code on the screen or by button.
pub struct CheckIn {
    pub code: Option<String>,
    pub presence: Presence,
}

#[async_trait]
impl UseCase for CheckIn {
    type Action = CheckInAction;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, CheckInAction>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        attendance::may_check_in(&meeting.state, meeting.starts_at, work.now)?;
        if let Some(typed) = &self.code {
            let seconds = settings::setting(&work.tx, Setting::CodeSeconds, work.today()).await?;
            if !code::accepts(&meeting.code_secret, typed, work.now, seconds)? {
                return Err(Error::Refused(Fault::CodeExpired));
            }
        }
        participants::check_in(&work.tx, granted, self.presence, work.now).await?;
        notices::answered(&work.tx, granted, work.now).await?;
        let how = if self.code.is_some() { "code" } else { "button" };
        work.detail(format!("{} by {how}", self.presence.code()));
        work.live(granted.target());
        Ok(())
    }
}

/// Somebody's attendance as the secretary keeps it.
pub struct Mark {
    pub person: PersonId,
    pub presence: Presence,
    pub reason: String,
}

#[async_trait]
impl UseCase for Mark {
    type Action = KeepAttendance;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, KeepAttendance>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        attendance::may_mark_as(self.presence, &meeting.state, meeting.starts_at, work.now)?;
        // Whoever leaves early is marked so for the votes to come; the minutes say that he was there.
        let over = matches!(meeting.state, State::Ended { .. }) && !self.presence.is_here();
        if over && votes::voted_in(&work.tx, meeting.id, self.person).await? {
            return Err(Error::Refused(Fault::VotedHere));
        }
        // Without a new reason the one from his reply stays.
        let reason = (!self.reason.is_empty()).then(|| self.reason.clone());
        participants::mark(&work.tx, granted, self.person, self.presence, reason, work.now).await?;
        minutes::unconfirm(&work.tx, granted).await?;
        work.detail(format!("person={} {}", self.person, self.presence.code()));
        work.live(granted.target());
        Ok(())
    }
}

/// Everybody who is called and has no mark and no excuse yet is in the room.
pub struct MarkRest;

#[async_trait]
impl UseCase for MarkRest {
    type Action = KeepAttendance;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, KeepAttendance>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        // Days before nobody is there, and after the session nobody is left without a mark.
        attendance::may_check_in(&meeting.state, meeting.starts_at, work.now)?;
        let tallies = participants::tally(&work.tx, meeting.id).await?;
        let mut people = 0;
        for tally in tallies.iter().filter(|tally| tally.is_unmarked()) {
            participants::mark_here(&work.tx, granted, tally, work.now).await?;
            people += tally.people;
        }
        // Pressed twice, or when everybody is marked.
        if people == 0 {
            work.unchanged();
            return Ok(());
        }
        minutes::unconfirm(&work.tx, granted).await?;
        work.detail(format!("people={people} {}", Presence::Room.code()));
        work.live(meeting.id);
        Ok(())
    }
}

/// Who takes the minutes: anybody with a row but the chair.
pub struct SetMinuteTaker {
    pub person: PersonId,
}

#[async_trait]
impl UseCase for SetMinuteTaker {
    type Action = RunSession;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunSession>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        attendance::may_mark(&meeting.state)?;
        let seats = participants::seats(&work.tx, meeting.id).await?;
        let role = seats
            .iter()
            .map(|(seat, _)| seat)
            .find(|seat| seat.person == self.person);
        // A guest has no seat, and would get one with a vote.
        let can = role.is_some_and(|seat| has_seat(seat.role) && seat.role != MeetingRole::Chair);
        if !can {
            return Err(Error::field("person", Fault::NotAChoice));
        }
        participants::set_minute_taker(&work.tx, granted, self.person).await?;
        // Whoever takes the minutes counts no ballots; what he has counted is counted anew.
        let seats = seats.into_iter().map(|(seat, _)| seat);
        let tellers: Vec<PersonId> = seats
            .filter(|seat| seat.role == MeetingRole::Teller && seat.person != self.person)
            .map(|seat| seat.person)
            .collect();
        votes::keep_figures_of(&work.tx, granted, &tellers).await?;
        minutes::unconfirm(&work.tx, granted).await?;
        work.detail(format!("person={}", self.person));
        work.live(meeting.id);
        Ok(())
    }
}

/// The reader has seen a notice; answers which meeting it is about.
pub struct TickOff {
    pub notice: NoticeId,
}

#[async_trait]
impl UseCase for TickOff {
    type Action = ManageSelf;
    type Output = MeetingId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<MeetingId> {
        work.detail(format!("notice={}", self.notice));
        notices::tick_off(&work.tx, granted, self.notice, work.now).await
    }
}

/// Ticks off whatever stands in the list.
pub struct TickOffAll;

#[async_trait]
impl UseCase for TickOffAll {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        match notices::tick_off_all(&work.tx, granted, work.now).await? {
            0 => work.unchanged(),
            ticked => work.detail(format!("notices={ticked}")),
        }
        Ok(())
    }
}
