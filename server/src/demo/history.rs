//! The demo's past, made through the same use cases as everything else, with a clock that stands where it is put.
//!
//! Invariant: what the demo shows has been decided, counted and sealed by the rules of the product.

use crate::running::House;
use bytes::Bytes;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use demo::{Item, ItemKind, Keys, Matter, Meeting, MeetingKind, MeetingState, Organisation, Presence, VoteForm};
use domain::clock::{self, Clock, Rng};
use domain::document::DocumentForm;
use domain::ids::{AgendaItemId, MeetingId, PersonId};
use domain::meeting::{
    AttendanceForm, ItemForm, ItemRef, MeetingForm, NoteForm, OpenForm, PersonRef, Reply, ReplyForm,
};
use domain::minutes::ConfirmForm;
use domain::policy::Caller;
use domain::ports::{Archive, Documents, Meetings, Voting};
use domain::vote::{BallotForm, DraftForm};
use domain::{Error, Result, meeting, rule, vote};
use services::Services;
use std::sync::{Arc, Mutex, PoisonError};

/// Stands where it is put.
struct StandingClock(Mutex<DateTime<Utc>>);

impl StandingClock {
    fn put(&self, moment: NaiveDateTime) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = clock::at(moment.date(), moment.time());
    }
}

impl Clock for StandingClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Loader<'a> {
    services: Services,
    clock: Arc<StandingClock>,
    organisation: &'a Organisation,
    keys: Keys,
}

/// Sets the organisation up, gives its accounts the password, and lets its meetings happen.
///
/// # Errors
/// Whatever a use case refuses; the data are wrong then.
pub async fn load(house: &House, password: &str) -> Result<()> {
    let now = house.clock.now();
    let organisation = demo::organisation(demo::SEED, clock::local_date(now));
    let clock = Arc::new(StandingClock(Mutex::new(now)));
    let services = house.services_at(Arc::clone(&clock) as _);
    let rng = crate::adapters::MachineRng;
    let (import, keys) = demo::import(&organisation, || rng.id(now));
    services.set_up(import).await?;
    let loader = Loader {
        services,
        clock,
        organisation: &organisation,
        keys,
    };
    for account in &organisation.accounts {
        loader
            .services
            .set_password_of(loader.id(&account.person)?, password)
            .await?;
    }
    let mut meetings: Vec<&Meeting> = organisation.meetings.iter().collect();
    meetings.sort_by_key(|meeting| meeting.announced);
    for meeting in meetings {
        loader.meeting(meeting).await?;
    }
    Ok(())
}

impl Loader<'_> {
    fn id(&self, person: &str) -> Result<PersonId> {
        self.keys
            .people
            .get(person)
            .copied()
            .ok_or_else(|| Error::internal(format!("nobody in the demo is called {person}")))
    }

    fn caller(&self, person: &str) -> Result<Caller> {
        self.id(person).map(Caller::Person)
    }

    fn name(&self, person: &str) -> String {
        self.organisation
            .person(person)
            .map(demo::Person::name)
            .unwrap_or_default()
    }

    async fn meeting(&self, data: &Meeting) -> Result<()> {
        let host = self.caller(&data.announced_by)?;
        self.clock.put(data.announced - Duration::hours(2));
        let id = self.create(&host, data).await?;
        let items = self.agenda(&host, id, data).await?;
        self.papers(&host, id, &items, data).await?;
        self.clock.put(data.announced);
        // The clerk prepares; whoever chairs answers for the invitation.
        self.services.announce(&self.caller(&data.chair)?, id).await?;
        for line in data.attendance.iter().filter(|line| line.presence == Presence::Excused) {
            let form = ReplyForm {
                reply: Reply::Excused.code().to_owned(),
                reason: line.reason.unwrap_or("Việc gia đình").to_owned(),
            };
            self.services.reply(&self.caller(&line.person)?, id, form).await?;
        }
        if data.state == MeetingState::Announced {
            return Ok(());
        }
        self.evening(id, &items, data).await?;
        self.minutes(id, data).await
    }

    async fn create(&self, host: &Caller, data: &Meeting) -> Result<MeetingId> {
        let kind = match data.kind {
            MeetingKind::Regular => meeting::MeetingKind::Regular,
            MeetingKind::Thematic => meeting::MeetingKind::Thematic,
            MeetingKind::Committee => meeting::MeetingKind::Committee,
            MeetingKind::Extraordinary => meeting::MeetingKind::Extraordinary,
        };
        let minutes: u32 = data.agenda.iter().map(|item| u32::from(item.minutes)).sum();
        let unit = *self
            .keys
            .units
            .get(data.unit)
            .ok_or_else(|| Error::internal("the demo's meeting has no unit"))?;
        let form = MeetingForm {
            kind: kind.code().to_owned(),
            title: data.title.clone(),
            date: data.starts.format("%Y-%m-%d").to_string(),
            time: data.starts.format("%H:%M").to_string(),
            minutes: minutes.to_string(),
            place: data.place.clone(),
            ..Default::default()
        };
        self.services.create(host, unit, form).await
    }

    async fn agenda(&self, host: &Caller, id: MeetingId, data: &Meeting) -> Result<Vec<AgendaItemId>> {
        let mut items = Vec::new();
        for item in &data.agenda {
            let form = ItemForm {
                title: item.title.clone(),
                kind: kind_of(item.kind).code().to_owned(),
                presenter: item
                    .presenter
                    .as_deref()
                    .map(|person| self.name(person))
                    .unwrap_or_default(),
                minutes: item.minutes.to_string(),
                matter: item
                    .vote
                    .as_ref()
                    .map(|vote| matter_of(vote.matter).code().to_owned())
                    .unwrap_or_default(),
                ..Default::default()
            };
            items.push(self.services.add_item(host, id, form).await?);
        }
        Ok(items)
    }

    async fn papers(&self, host: &Caller, id: MeetingId, items: &[AgendaItemId], data: &Meeting) -> Result<()> {
        for attached in &data.papers {
            let paper = demo::paper(attached.paper).ok_or_else(|| Error::internal("the demo has no such paper"))?;
            let stream = Box::pin(futures_util::stream::once(async {
                Ok(Bytes::from_static(paper.bytes))
            }));
            let received = self.services.receive(host, stream).await?;
            let item = attached.item.and_then(|number| items.get(number.wrapping_sub(1)));
            let form = DocumentForm {
                title: attached.title.clone(),
                item: item.map(ToString::to_string).unwrap_or_default(),
                secrecy: String::new(),
            };
            Documents::add(&self.services, host, id, form, Some(received)).await?;
        }
        Ok(())
    }

    async fn evening(&self, id: MeetingId, items: &[AgendaItemId], data: &Meeting) -> Result<()> {
        let chair = self.caller(&data.chair)?;
        self.clock.put(data.starts);
        self.services.open_session(&chair, id, OpenForm::all_the_same()).await?;
        if let Some(taker) = &data.minute_taker {
            let form = PersonRef {
                person: self.id(taker)?.to_string(),
            };
            self.services.set_minute_taker(&chair, id, form).await?;
        }
        for line in &data.attendance {
            let presence = match line.presence {
                Presence::Room => meeting::Presence::Room,
                Presence::Online => meeting::Presence::Online,
                Presence::Excused => meeting::Presence::Excused,
                Presence::Unexcused => meeting::Presence::Unexcused,
            };
            let form = AttendanceForm {
                person: self.id(&line.person)?.to_string(),
                presence: presence.code().to_owned(),
                reason: line.reason.unwrap_or_default().to_owned(),
            };
            self.services.mark_attendance(&chair, id, form).await?;
        }
        let mut moment = data.starts;
        for (item, id_of_item) in data.agenda.iter().zip(items) {
            self.clock.put(moment);
            self.item(&chair, (id, *id_of_item), item).await?;
            moment += Duration::minutes(i64::from(item.minutes));
        }
        self.clock.put(data.ends.unwrap_or(moment));
        self.services.end_session(&chair, id).await
    }

    async fn item(&self, chair: &Caller, (meeting, item): (MeetingId, AgendaItemId), data: &Item) -> Result<()> {
        self.services
            .put_on_table(chair, meeting, ItemRef { item: item.to_string() })
            .await?;
        let opinions: Vec<String> = data
            .notes
            .iter()
            .map(|note| format!("{}: {}", self.name(&note.speaker), note.text))
            .collect();
        let form = NoteForm {
            opinions: Some(opinions.join("\n")),
            conclusion: Some(data.conclusion.clone().unwrap_or_default()),
            ..NoteForm::default()
        };
        self.services.note(chair, item, form).await?;
        // A secret ballot is not cast by a demo.
        let Some(ballot) = data.vote.as_ref().filter(|vote| vote.form == VoteForm::Open) else {
            return Ok(());
        };
        let form = vote::VoteForm {
            question: ballot.question.clone(),
            matter: matter_of(ballot.matter).code().to_owned(),
            secrecy: "open".to_owned(),
            ..Default::default()
        };
        let vote = Voting::prepare(&self.services, chair, item, form).await?;
        Voting::open(&self.services, chair, vote, DraftForm::default()).await?;
        for cast in &ballot.ballots {
            let choice = match cast.choice {
                demo::Choice::For => vote::Choice::Yes,
                demo::Choice::Against => vote::Choice::No,
                demo::Choice::Abstain => vote::Choice::Abstain,
            };
            let key = crate::adapters::MachineRng.id(self.clock.now()).to_string();
            let form = BallotForm::of(key, &[choice.mark()]);
            self.services
                .cast(&self.caller(&cast.person)?, meeting, vote, form)
                .await?;
        }
        Voting::close(&self.services, chair, vote).await
    }

    async fn minutes(&self, id: MeetingId, data: &Meeting) -> Result<()> {
        let chair = self.caller(&data.chair)?;
        let minutes = Archive::minutes(&self.services, &chair, id).await?;
        if data.state == MeetingState::Sealed {
            let read = ConfirmForm {
                version: minutes.version.to_string(),
                ..ConfirmForm::default()
            };
            self.services.confirm(&chair, id, read).await?;
            let confirmed = Archive::minutes(&self.services, &chair, id).await?;
            let read = ConfirmForm {
                version: confirmed.version.to_string(),
                ..ConfirmForm::default()
            };
            self.services.seal(&chair, id, read).await?;
        }
        Ok(())
    }
}

const fn kind_of(kind: ItemKind) -> meeting::ItemKind {
    match kind {
        ItemKind::Opening => meeting::ItemKind::Opening,
        ItemKind::Report => meeting::ItemKind::Report,
        ItemKind::Information => meeting::ItemKind::Information,
        ItemKind::Discussion => meeting::ItemKind::Discussion,
        ItemKind::Admission | ItemKind::Resolution => meeting::ItemKind::Decision,
        ItemKind::Tasks => meeting::ItemKind::Tasks,
        ItemKind::Closing => meeting::ItemKind::Closing,
    }
}

const fn matter_of(matter: Matter) -> rule::Matter {
    match matter {
        Matter::OrdinaryResolution => rule::Matter::OrdinaryResolution,
        Matter::Admission => rule::Matter::Admission,
    }
}
