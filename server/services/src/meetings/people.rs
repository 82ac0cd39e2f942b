//! Who else belongs to a meeting: guests, followers from above, tellers.
//!
//! Invariant: whoever has a seat by membership is no guest; whoever is added after the announcement is told at once.

use super::letters::{self, News};
use crate::{UseCase, Work};
use async_trait::async_trait;
use domain::clock::local_date;
use domain::ids::PersonId;
use domain::meeting::State;
use domain::policy::{EditMeeting, Granted, MeetingRole, RunSession};
use domain::{Error, Fault, Result, attendance};
use std::sync::Arc;
use store::{meetings, members, minutes, notices, participants, votes};

/// Somebody is asked to come.
pub struct Invite {
    pub person: PersonId,
    pub role: MeetingRole,
    pub public_url: Arc<str>,
}

#[async_trait]
impl UseCase for Invite {
    type Action = EditMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        meeting.state.invite()?;
        let today = work.today();
        let Some(status) = members::status_of(&work.tx, self.person, today).await? else {
            return Err(Error::field("person", Fault::NotAChoice));
        };
        let seats = super::prepare::seats(&work.tx, &meeting, today).await?;
        if seats.iter().any(|seat| seat.person == self.person) {
            return Err(Error::Refused(Fault::AlreadyInvited));
        }
        let is_new = participants::invite(&work.tx, granted, self.person, status, self.role).await?;
        // While the evening lasts it may still begin; later nobody is called to it.
        if matches!(meeting.state, State::Announced { .. }) && local_date(meeting.starts_at) < today {
            return Err(Error::Refused(Fault::MeetingHourOver));
        }
        // A draft is announced to everybody at once, later.
        if is_new && !matches!(meeting.state, State::Draft) {
            let only = Some(self.person);
            letters::tell(work, granted, &meeting, &self.public_url, News::Announced, only).await?;
        }
        work.detail(format!("person={} as {}", self.person, self.role.code()));
        work.live(meeting.id);
        Ok(())
    }
}

/// Somebody is no longer asked to come.
pub struct Uninvite {
    pub person: PersonId,
    pub public_url: Arc<str>,
}

#[async_trait]
impl UseCase for Uninvite {
    type Action = EditMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        meeting.state.invite()?;
        // What he was told leads to a page that he may not open any more.
        if notices::take_back(&work.tx, granted, self.person).await? {
            let only = Some(self.person);
            letters::tell(work, granted, &meeting, &self.public_url, News::Uninvited, only).await?;
        }
        participants::uninvite(&work.tx, granted, self.person).await?;
        work.ended(self.person);
        work.detail(format!("person={} not invited", self.person));
        work.live(meeting.id);
        Ok(())
    }
}

/// Who counts the ballots on paper; nobody else does any more.
pub struct SetTellers {
    pub tellers: Vec<PersonId>,
}

#[async_trait]
impl UseCase for SetTellers {
    type Action = RunSession;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunSession>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        attendance::may_mark(&meeting.state)?;
        // Once all is counted, those who have counted stay.
        let over = matches!(meeting.state, State::Ended { .. });
        if over && votes::running_in(&work.tx, meeting.id, None).await? == 0 {
            return Err(Error::Refused(Fault::MeetingNotInSession));
        }
        participants::set_tellers(&work.tx, granted, &self.tellers).await?;
        votes::keep_figures_of(&work.tx, granted, &self.tellers).await?;
        minutes::unconfirm(&work.tx, granted).await?;
        let names: Vec<String> = self.tellers.iter().map(ToString::to_string).collect();
        work.detail(format!("tellers={}", names.join(",")));
        work.live(meeting.id);
        Ok(())
    }
}
