//! The evening itself: opening, the item on the table, notes, the end.

use super::prepare::summon;
use crate::{UseCase, Work};
use async_trait::async_trait;
use domain::ids::{AgendaItemId, MeetingId};
use domain::policy::{Granted, NoteItem, RunSession};
use domain::{Error, Fault, Result};
use domain::{agenda, attendance};
use store::{agenda as items, meetings, minutes, participants, votes};

/// Opens the session with the first item on the table.
pub struct Open {
    /// Whatever is unusual about it.
    pub sure: bool,
}

#[async_trait]
impl UseCase for Open {
    type Action = RunSession;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunSession>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        let turnout = attendance::turnout(&participants::tally(&work.tx, meeting.id).await?);
        let nodes = items::nodes(&items::of(&work.tx, meeting.id).await?);
        let first = agenda::siblings(&nodes, None).first().map(|node| node.id);
        let state = meeting.state.clone().open(work.now, first)?;
        attendance::may_open_on(meeting.starts_at, work.now)?;
        // Only once it is sure that it can be opened at all.
        if !self.sure && attendance::Opening::at(&turnout, meeting.starts_at, work.now).is_unusual() {
            return Err(Error::Refused(Fault::OpeningUnusual));
        }
        meetings::set_state(&work.tx, granted, &state, meeting.calendar_sequence).await?;
        // Whoever became official since the announcement votes tonight; whoever left does not.
        summon(work, granted, &meeting).await?;
        work.detail("opened");
        work.home(meeting.id);
        Ok(())
    }
}

/// The next item; the one before it is done.
pub struct PutOnTable {
    pub item: AgendaItemId,
}

#[async_trait]
impl UseCase for PutOnTable {
    type Action = RunSession;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunSession>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        let before = meeting.state.on_table();
        let state = meeting.state.put_on_table(self.item)?;
        if before == Some(self.item) {
            return Ok(());
        }
        // Answers ItemNotHere for another meeting's item. Taking an item up again opens it again.
        items::set_done(&work.tx, granted, self.item, false).await?;
        if let Some(before) = before {
            items::set_done(&work.tx, granted, before, true).await?;
        }
        meetings::set_state(&work.tx, granted, &state, meeting.calendar_sequence).await?;
        work.detail(format!("item={}", self.item));
        work.live(meeting.id);
        Ok(())
    }
}

/// What was said and concluded on an item.
pub struct Note {
    /// `None` leaves them as they are.
    pub opinions: Option<String>,
    pub conclusion: Option<String>,
    /// What the writer had before him, as [`agenda::notes_mark`] tells it; other programs need not say.
    pub was: Option<String>,
}

#[async_trait]
impl UseCase for Note {
    type Action = NoteItem;
    type Output = MeetingId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, NoteItem>, work: &mut Work<'tx>) -> Result<MeetingId> {
        let meeting = granted.meeting()?;
        meetings::find(&work.tx, meeting).await?.state.note()?;
        let present = items::find(&work.tx, granted.target()).await?;
        let opinions = self.opinions.as_ref().unwrap_or(&present.opinions);
        let conclusion = self.conclusion.as_ref().unwrap_or(&present.conclusion);
        // A form that was sent twice changes nothing the second time.
        if (&present.opinions, &present.conclusion) == (opinions, conclusion) {
            return Ok(meeting);
        }
        let mark = agenda::notes_mark(&present.opinions, &present.conclusion);
        if self.was.as_ref().is_some_and(|was| *was != mark) {
            return Err(Error::field("opinions", Fault::WrittenMeanwhile));
        }
        items::note(&work.tx, granted, opinions.clone(), conclusion.clone()).await?;
        minutes::unconfirm(&work.tx, granted).await?;
        work.live(meeting);
        Ok(meeting)
    }
}

/// Ends the session: every absence gets its name.
pub struct End;

#[async_trait]
impl UseCase for End {
    type Action = RunSession;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunSession>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        let on_table = meeting.state.on_table();
        let open = votes::running_in(&work.tx, meeting.id, None).await?;
        let state = meeting.state.end(work.now, open)?;
        meetings::set_state(&work.tx, granted, &state, meeting.calendar_sequence).await?;
        if let Some(item) = on_table {
            items::set_done(&work.tx, granted, item, true).await?;
        }
        participants::voters_came(&work.tx, granted).await?;
        for tally in participants::tally(&work.tx, meeting.id).await? {
            let presence = tally.at_end();
            if presence != tally.presence {
                participants::settle(&work.tx, granted, &tally, presence).await?;
            }
        }
        work.detail("ended");
        work.home(meeting.id);
        Ok(())
    }
}
