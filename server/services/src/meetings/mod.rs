//! Meetings before, during and after the evening.
//!
//! Invariant: what a form means is read before the transaction, what the state allows is decided inside it.

mod attend;
mod code;
mod items;
pub(crate) mod letters;
mod people;
mod prepare;
mod session;
pub(crate) mod shared;
mod view;

pub(crate) use prepare::seats;

use crate::Services;
use async_trait::async_trait;
use domain::Result;
use domain::ids::{AgendaItemId, MeetingId, NoticeId, PersonId, UnitId};
use domain::live::Ahead;
use domain::meeting::{
    AttendanceForm, CheckInCode, CheckInForm, Home, InviteForm, ItemForm, ItemRef, MeetingData, MeetingForm,
    MeetingLine, MeetingView, MoveItemForm, NoteForm, NoticeLine, OpenForm, ParticipantLine, PersonRef, ReasonForm,
    ReplyForm, State, TellAgendaForm, TellersForm,
};
use domain::member::MemberLine;
use domain::policy::{ActionKind, Caller, EditMeeting, KeepAttendance, ViewMeeting};
use domain::ports::Meetings;
use domain::settings::Setting;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{documents, meetings, members as people_of, notices, participants, scope, settings, units, votes};
use text::Text;

/// As many documents as the home page counts.
const UNREAD: u64 = 50;

/// Letters that a search over the whole installation needs, and how many people it shows.
const LEAST_LETTERS: usize = 2;
const MOST_FOUND: usize = 20;

#[async_trait]
impl Meetings for Services {
    async fn home(&self, caller: &Caller) -> Result<Home> {
        let person = caller.person()?;
        let (tx, today) = (self.read(), self.today());
        if self.has_left(&tx, person).await? {
            return Ok(Home::default());
        }
        let units = scope::units_where(&tx, person, ActionKind::ViewMeeting, today).await?;
        let keeps = scope::units_where(&tx, person, ActionKind::EditMinutes, today).await?;
        // A meeting of today stays until the day is over, even if it starts late.
        let from = self.day_begins();
        let (next, own) = match meetings::next(&tx, person, &units, from).await? {
            Some((line, own)) => (Some(line), own),
            None => (None, None),
        };
        Ok(Home {
            next,
            own,
            open_votes: votes::open_for(&tx, person).await?,
            to_count: votes::to_count(&tx, person).await?,
            to_finish: meetings::to_finish(&tx, person, &keeps, from).await?,
            unread: documents::unread(&tx, person, from, UNREAD).await?,
        })
    }

    async fn home_meetings(&self, caller: &Caller) -> Result<BTreeMap<MeetingId, Ahead>> {
        let person = caller.person()?;
        let (tx, today) = (self.read(), self.today());
        let units = scope::units_where(&tx, person, ActionKind::ViewMeeting, today).await?;
        meetings::ahead(&tx, person, &units, self.day_begins()).await
    }

    async fn list(&self, caller: &Caller) -> Result<Vec<MeetingLine>> {
        let person = caller.person()?;
        let tx = self.read();
        if self.has_left(&tx, person).await? {
            return Ok(Vec::new());
        }
        let units = scope::units_where(&tx, person, ActionKind::ViewMeeting, self.today()).await?;
        meetings::lines(&tx, person, &units).await
    }

    async fn view(&self, caller: &Caller, meeting: MeetingId) -> Result<MeetingView> {
        let (look, stamp, own) = self.look_at_meeting(caller, meeting).await?;
        view::view(self, &look, stamp, own, caller.person().ok()).await
    }

    async fn participants(&self, caller: &Caller, meeting: MeetingId) -> Result<Vec<ParticipantLine>> {
        let look = self.look::<ViewMeeting>(caller, meeting).await?;
        let mut lines = participants::lines(&look.tx, meeting, look.today).await?;
        // Why somebody stays away and what he has read is for those who keep the attendance, and for himself.
        if !look.may(ActionKind::KeepAttendance) {
            let own = caller.person().ok();
            for line in lines.iter_mut().filter(|line| Some(line.person) != own) {
                line.reason.clear();
                line.documents_opened = 0;
            }
        }
        Ok(lines)
    }

    async fn create(&self, caller: &Caller, unit: UnitId, form: MeetingForm) -> Result<MeetingId> {
        let data = self.frame(&form)?;
        self.make(caller, unit, &prepare::Create { data }).await
    }

    async fn edit(&self, caller: &Caller, meeting: MeetingId, form: MeetingForm) -> Result<()> {
        let (data, was) = (self.frame(&form)?, form.was);
        let public_url = Arc::clone(&self.on.public_url);
        self.run(caller, meeting, &prepare::Edit { data, was, public_url })
            .await
    }

    async fn add_item(&self, caller: &Caller, meeting: MeetingId, form: ItemForm) -> Result<AgendaItemId> {
        let data = form.read()?;
        self.make(caller, meeting, &items::AddItem { data }).await
    }

    async fn edit_item(&self, caller: &Caller, meeting: MeetingId, item: AgendaItemId, form: ItemForm) -> Result<()> {
        let (data, was) = (form.read()?, form.was);
        self.run(caller, meeting, &items::EditItem { item, data, was }).await
    }

    async fn move_item(&self, caller: &Caller, meeting: MeetingId, form: MoveItemForm) -> Result<()> {
        let ((item, direction), at) = (form.read()?, form.at);
        self.run(caller, meeting, &items::MoveItem { item, direction, at })
            .await
    }

    async fn remove_item(&self, caller: &Caller, meeting: MeetingId, form: ItemRef) -> Result<()> {
        let item = form.read()?;
        self.run(caller, meeting, &items::RemoveItem { item }).await
    }

    async fn announce(&self, caller: &Caller, meeting: MeetingId) -> Result<()> {
        let public_url = Arc::clone(&self.on.public_url);
        self.run(caller, meeting, &prepare::Announce { public_url }).await
    }

    async fn tell_agenda(&self, caller: &Caller, meeting: MeetingId, form: TellAgendaForm) -> Result<()> {
        let told = form.read()?;
        let public_url = Arc::clone(&self.on.public_url);
        self.make(caller, meeting, &prepare::TellAgenda { told, public_url })
            .await
    }

    async fn cancel(&self, caller: &Caller, meeting: MeetingId, form: ReasonForm) -> Result<()> {
        let reason = form.read()?;
        let public_url = Arc::clone(&self.on.public_url);
        self.run(caller, meeting, &prepare::Cancel { reason, public_url }).await
    }

    async fn chat_text(&self, caller: &Caller, meeting: MeetingId) -> Result<String> {
        let look = self.look::<ViewMeeting>(caller, meeting).await?;
        let meeting = meetings::find(&look.tx, meeting).await?;
        let url = letters::url(&self.on.public_url, &meeting);
        let (text, words) = (Text::vietnamese(), letters::words(&meeting, "", &url));
        if let State::Cancelled { reason, .. } = &meeting.state {
            return Ok(text.chat_text_cancelled(&words, reason));
        }
        let agenda = letters::agenda_of(&look.tx, &meeting).await?;
        Ok(text.chat_text(&words, &agenda))
    }

    async fn calendar(&self, caller: &Caller, meeting: MeetingId) -> Result<String> {
        let look = self.look::<ViewMeeting>(caller, meeting).await?;
        let meeting = meetings::find(&look.tx, meeting).await?;
        let url = letters::url(&self.on.public_url, &meeting);
        Ok(crate::calendar(&letters::entry(&meeting, &url, self.now())))
    }

    async fn reply(&self, caller: &Caller, meeting: MeetingId, form: ReplyForm) -> Result<()> {
        let (reply, reason) = form.read()?;
        self.run(caller, meeting, &attend::Answer { reply, reason }).await
    }

    async fn check_in(&self, caller: &Caller, meeting: MeetingId, form: CheckInForm) -> Result<()> {
        let (code, presence) = form.read()?;
        self.run(caller, meeting, &attend::CheckIn { code, presence }).await
    }

    async fn code(&self, caller: &Caller, meeting: MeetingId) -> Result<CheckInCode> {
        let look = self.look::<KeepAttendance>(caller, meeting).await?;
        let found = meetings::find(&look.tx, meeting).await?;
        let now = self.now();
        domain::attendance::may_check_in(&found.state, found.starts_at, now)?;
        let seconds = settings::setting(&look.tx, Setting::CodeSeconds, look.today).await?;
        let (code, seconds_left) = code::shown(&found.code_secret, now, seconds)?;
        Ok(CheckInCode {
            path: format!("/meetings/{meeting}/check-in?code={code}"),
            code,
            seconds_left,
        })
    }

    async fn mark_attendance(&self, caller: &Caller, meeting: MeetingId, form: AttendanceForm) -> Result<()> {
        let (person, presence, reason) = form.read()?;
        let mark = attend::Mark {
            person,
            presence,
            reason,
        };
        self.run(caller, meeting, &mark).await
    }

    async fn mark_rest(&self, caller: &Caller, meeting: MeetingId) -> Result<()> {
        self.run(caller, meeting, &attend::MarkRest).await
    }

    async fn set_minute_taker(&self, caller: &Caller, meeting: MeetingId, form: PersonRef) -> Result<()> {
        let person = form.read()?;
        self.run(caller, meeting, &attend::SetMinuteTaker { person }).await
    }

    async fn invitable(&self, caller: &Caller, meeting: MeetingId, words: &str) -> Result<Vec<MemberLine>> {
        let look = self.look::<EditMeeting>(caller, meeting).await?;
        // A letter or two would list the whole installation.
        if words.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS {
            return Ok(Vec::new());
        }
        let found = meetings::find(&look.tx, meeting).await?;
        let mut called: BTreeSet<PersonId> = prepare::seats(&look.tx, &found, look.today)
            .await?
            .into_iter()
            .map(|seat| seat.person)
            .collect();
        called.extend(
            participants::seats(&look.tx, meeting)
                .await?
                .into_iter()
                .map(|(seat, _)| seat.person),
        );
        let search = people_of::Search { words, numbers: false };
        let everywhere = units::all(&look.tx).await?;
        let mut lines = people_of::list(&look.tx, &everywhere, search, look.today).await?;
        lines.retain(|line| !called.contains(&line.person));
        lines.truncate(MOST_FOUND);
        Ok(lines)
    }

    async fn invite(&self, caller: &Caller, meeting: MeetingId, form: InviteForm) -> Result<()> {
        let (person, role) = form.read()?;
        let public_url = Arc::clone(&self.on.public_url);
        let invite = people::Invite {
            person,
            role,
            public_url,
        };
        self.run(caller, meeting, &invite).await
    }

    async fn uninvite(&self, caller: &Caller, meeting: MeetingId, form: PersonRef) -> Result<()> {
        let person = form.read()?;
        let public_url = Arc::clone(&self.on.public_url);
        self.run(caller, meeting, &people::Uninvite { person, public_url })
            .await
    }

    async fn set_tellers(&self, caller: &Caller, meeting: MeetingId, form: TellersForm) -> Result<()> {
        let tellers = form.read()?;
        self.run(caller, meeting, &people::SetTellers { tellers }).await
    }

    async fn open_session(&self, caller: &Caller, meeting: MeetingId, form: OpenForm) -> Result<()> {
        let sure = form.is_sure();
        self.run(caller, meeting, &session::Open { sure }).await
    }

    async fn put_on_table(&self, caller: &Caller, meeting: MeetingId, form: ItemRef) -> Result<()> {
        let item = form.read()?;
        self.run(caller, meeting, &session::PutOnTable { item }).await
    }

    async fn note(&self, caller: &Caller, item: AgendaItemId, form: NoteForm) -> Result<MeetingId> {
        let (opinions, conclusion) = form.read()?;
        let note = session::Note {
            opinions,
            conclusion,
            was: form.was,
        };
        self.run(caller, item, &note).await
    }

    async fn end_session(&self, caller: &Caller, meeting: MeetingId) -> Result<()> {
        self.run(caller, meeting, &session::End).await
    }

    async fn notices(&self, caller: &Caller) -> Result<Vec<NoticeLine>> {
        notices::of(&self.read(), caller.person()?).await
    }

    async fn read_notice(&self, caller: &Caller, notice: NoticeId) -> Result<MeetingId> {
        self.run(caller, caller.person()?, &attend::TickOff { notice }).await
    }

    async fn read_all_notices(&self, caller: &Caller) -> Result<()> {
        self.run(caller, caller.person()?, &attend::TickOffAll).await
    }

    async fn live_version(&self, caller: &Caller, meeting: MeetingId) -> Result<i64> {
        Ok(self.look_at_meeting(caller, meeting).await?.1.version)
    }
}

impl Services {
    /// A meeting's frame as it was typed; a title that nobody wrote follows the kind and the day.
    fn frame(&self, form: &MeetingForm) -> Result<MeetingData> {
        let mut data = form.read(self.now())?;
        if form.keeps_proposed_title() {
            data.title = Text::vietnamese().meeting_usual_title(data.kind, data.starts_at);
        }
        Ok(data)
    }
}
