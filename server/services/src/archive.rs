//! Minutes and the archive.
//!
//! Invariant: the draft follows from attendance, agenda, notes and votes alone; what is sealed is what was confirmed.

use crate::meetings::letters;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::audit::hex;
use domain::ids::{AgendaItemId, MeetingId, VoteId};
use domain::meeting::{NoticeKind, Presence, State};
use domain::minutes::{
    Absent, Addendum, AddendumForm, ArchiveLine, ConfirmForm, Content, Headcount, ItemFacts, MinutesData, MinutesFacts,
    MinutesForm, MinutesState, MinutesView, VoteFacts, addendum_sha256, commune_of, number_to_fill,
};
use domain::policy::{ActionKind, AddAddendum, Caller, EditMinutes, Granted, MeetingRole, ReadMinutes, SealMinutes};
use domain::ports::Archive;
use domain::vote::StateKind;
use domain::{Error, Fault, Result, clock};
use std::collections::BTreeSet;
use store::meetings::Meeting;
use store::minutes::{Attendee, Minutes};
use store::{Tx, agenda, meetings, minutes, participants, votes};

#[async_trait]
impl Archive for Services {
    async fn minutes(&self, caller: &Caller, meeting: MeetingId) -> Result<MinutesView> {
        let look = self.look::<ReadMinutes>(caller, meeting).await?;
        let can_edit = look.may(ActionKind::EditMinutes);
        let sees_meeting = look.may(ActionKind::ViewMeeting);
        // Who reads sealed minutes only has no page of the meeting to wait on.
        let wait = if sees_meeting {
            Error::Refused(Fault::MinutesNotConfirmed)
        } else {
            Error::NotFound
        };
        let found = match minutes::find(&look.tx, meeting).await? {
            Some(found) => found,
            None if can_edit => {
                self.run(
                    caller,
                    meeting,
                    &Draft {
                        anew: false,
                        read: None,
                    },
                )
                .await?;
                minutes::find(&look.tx, meeting).await?.ok_or(Error::NotFound)?
            }
            None => return Err(wait),
        };
        // Participants read what is confirmed; whoever only oversees the unit reads what is sealed.
        let readable = match found.state {
            MinutesState::Draft => can_edit,
            MinutesState::Confirmed => can_edit || sees_meeting,
            MinutesState::Sealed => true,
        };
        if !readable {
            return Err(wait);
        }
        let is_sealed = found.state == MinutesState::Sealed;
        let addenda = if is_sealed {
            minutes::addenda(&look.tx, meeting).await?
        } else {
            Vec::new()
        };
        let settles = !is_sealed && (can_edit || look.may(ActionKind::SealMinutes));
        let untold = if settles {
            untold(&look.tx, meeting, &found.content.body).await?
        } else {
            Vec::new()
        };
        let follows =
            |added: &Addendum| hex(&addendum_sha256(&found.sha256, added.number, &added.text)) == added.sha256;
        Ok(MinutesView {
            intact: hex(&found.content.sha256()) == found.sha256 && addenda.iter().all(follows),
            sealed_by: minutes::name_of(&look.tx, found.sealed_by).await?,
            addenda,
            can_edit: can_edit && !is_sealed,
            can_seal: look.may(ActionKind::SealMinutes) && found.state == MinutesState::Confirmed,
            can_add: look.may(ActionKind::AddAddendum),
            sees_meeting,
            untold,
            content: found.content,
            state: found.state,
            version: found.version,
            sha256: found.sha256,
            sealed_at: found.sealed_at,
        })
    }

    async fn redraft(&self, caller: &Caller, meeting: MeetingId, form: ConfirmForm) -> Result<()> {
        let read = form.version();
        self.run(caller, meeting, &Draft { anew: true, read }).await
    }

    async fn edit(&self, caller: &Caller, meeting: MeetingId, form: MinutesForm) -> Result<()> {
        let data = form.read()?;
        self.run(caller, meeting, &Edit { data }).await
    }

    async fn confirm(&self, caller: &Caller, meeting: MeetingId, form: ConfirmForm) -> Result<()> {
        self.run(caller, meeting, &Confirm { read: form }).await
    }

    async fn seal(&self, caller: &Caller, meeting: MeetingId, form: ConfirmForm) -> Result<()> {
        self.run(caller, meeting, &Seal { read: form }).await
    }

    async fn add(&self, caller: &Caller, meeting: MeetingId, form: AddendumForm) -> Result<()> {
        let text = form.read()?;
        self.make(caller, meeting, &Add { text }).await
    }

    async fn search(&self, caller: &Caller, words: &str, most: usize) -> Result<Vec<ArchiveLine>> {
        let person = caller.person()?;
        let tx = self.read();
        if self.has_left(&tx, person).await? {
            return Ok(Vec::new());
        }
        let units = store::scope::units_where(&tx, person, ActionKind::ReadMinutes, self.today()).await?;
        let words: String = words.chars().take(200).collect();
        minutes::search(&tx, person, &units, &words, most).await
    }
}

/// Begin and end of a session that is over.
fn held(state: &State) -> Result<(chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>)> {
    match state {
        State::Ended { since, until } => Ok((*since, *until)),
        State::Sealed { .. } => Err(Error::Refused(Fault::MinutesSealed)),
        State::Draft | State::Announced { .. } | State::InSession { .. } | State::Cancelled { .. } => {
            Err(Error::Refused(Fault::MeetingStillRunning))
        }
    }
}

/// What the meeting knows and the text does not tell.
async fn untold(tx: &Tx<'_>, id: MeetingId, body: &str) -> Result<Vec<String>> {
    let meeting = meetings::find(tx, id).await?;
    // What is sealed is not looked at again.
    let State::Ended { since, until } = meeting.state else {
        return Ok(Vec::new());
    };
    let facts = facts(tx, &meeting, since, until).await?;
    Ok(domain::minutes::untold(body, &text::minutes_told(&facts)))
}

/// Minutes that do not tell what was declared or counted are confirmed and sealed by whoever says that he knows.
async fn knowingly(work: &Work<'_>, found: &Minutes, read: &ConfirmForm) -> Result<()> {
    if !read.is_sure()
        && !untold(&work.tx, found.content.meeting, &found.content.body)
            .await?
            .is_empty()
    {
        return Err(Error::Refused(Fault::MinutesUntold));
    }
    Ok(())
}

struct Draft {
    /// Replaces a body that is there.
    anew: bool,
    /// The version of that body as it was read, where it was.
    read: Option<i64>,
}

#[async_trait]
impl UseCase for Draft {
    type Action = EditMinutes;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMinutes>, work: &mut Work<'tx>) -> Result<()> {
        let id = granted.target();
        let meeting = meetings::find(&work.tx, id).await?;
        let (began_at, ended_at) = held(&meeting.state)?;
        // Two windows that ask at once draft once.
        let before = minutes::find(&work.tx, id).await?;
        if !self.anew && before.is_some() {
            return Ok(());
        }
        // What another window has written since was not read here: it is not swept away.
        if let (Some(found), Some(read)) = (&before, self.read)
            && found.version != read
        {
            return Err(Error::Refused(Fault::ChangedMeanwhile));
        }
        let facts = facts(&work.tx, &meeting, began_at, ended_at).await?;
        let (unit, unit_above) = minutes::unit_names(&work.tx, meeting.unit).await?;
        // What somebody wrote on the paper's head survives a new draft of its text.
        let (number, written_in) = match before {
            Some(found) => (found.content.number, found.content.written_in),
            None => (
                number_to_fill(meeting.unit_kind).to_owned(),
                commune_of([&unit, &unit_above]),
            ),
        };
        let content = Content {
            meeting: id,
            unit_above,
            unit,
            title: meeting.title.clone(),
            starts_at: began_at,
            place: facts.place.clone(),
            body: text::minutes_draft(&facts),
            chair: facts.chair,
            minute_taker: facts.minute_taker,
            number,
            written_in,
        };
        work.detail("drafted");
        minutes::write(&work.tx, granted, &content, MinutesState::Draft).await
    }
}

async fn facts(
    tx: &Tx<'_>,
    meeting: &Meeting,
    began_at: chrono::DateTime<chrono::Utc>,
    ended_at: chrono::DateTime<chrono::Utc>,
) -> Result<MinutesFacts> {
    let people = minutes::attendees(tx, meeting.id).await?;
    let mut votes = votes::lines(tx, meeting.id).await?;
    let ids: Vec<VoteId> = votes.iter().map(|vote| vote.id).collect();
    let sums = votes::sums(tx, &ids, None).await?;
    // A draft has not happened.
    votes.retain(|vote| vote.state.kind() != StateKind::Draft);
    let agenda = agenda::numbered(tx, meeting.id).await?;
    // What has come up, and the items above it.
    let mut discussed: BTreeSet<AgendaItemId> = BTreeSet::new();
    for (_, item) in &agenda {
        let has_vote = votes.iter().any(|vote| vote.item == item.node.id);
        if item.done || has_vote || !item.opinions.is_empty() || !item.conclusion.is_empty() {
            discussed.insert(item.node.id);
            discussed.extend(item.node.parent);
        }
    }
    let items = agenda.into_iter().map(|(number, item)| {
        let (own, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut votes)
            .into_iter()
            .partition(|vote| vote.item == item.node.id);
        votes = rest;
        ItemFacts {
            discussed: discussed.contains(&item.node.id),
            number,
            title: item.title,
            presenter: item.presenter,
            opinions: item.opinions,
            conclusion: item.conclusion,
            planned: item.matter.is_some(),
            votes: own
                .into_iter()
                .map(|vote| VoteFacts {
                    question: vote.terms.question,
                    secret: vote.terms.secret,
                    issued: sums.get(&vote.id).map_or(0, |sums| sums.on_paper),
                    state: vote.state,
                })
                .collect(),
        }
    });
    let items: Vec<ItemFacts> = items.collect();
    let seated = |person: &&Attendee| domain::attendance::has_seat(person.role);
    let named = |presence: Presence| {
        people
            .iter()
            .filter(seated)
            .filter(move |person| person.presence == presence)
    };
    let holder = |role: MeetingRole| {
        people
            .iter()
            .find(|person| person.role == role)
            .map(|person| person.name.clone())
            .unwrap_or_default()
    };
    let mut present = Headcount::default();
    for person in people.iter().filter(seated).filter(|person| person.presence.is_here()) {
        present.add(person.status);
    }
    Ok(MinutesFacts {
        kind: meeting.kind,
        title: meeting.title.clone(),
        unit: meeting.unit_name.clone(),
        began_at,
        ended_at,
        place: meeting.place.clone(),
        members: minutes::headcount(tx, meeting.unit, clock::local_date(began_at)).await?,
        present,
        online: u32::try_from(named(Presence::Online).count()).unwrap_or(0),
        excused: named(Presence::Excused)
            .map(|person| Absent {
                name: person.name.clone(),
                reason: person.reason.clone(),
            })
            .collect(),
        unexcused: named(Presence::Unexcused).map(|person| person.name.clone()).collect(),
        unmarked: named(Presence::Unknown)
            .filter(|person| person.status.is_summoned())
            .map(|person| person.name.clone())
            .collect(),
        guests: people
            .iter()
            .filter(|person| !seated(person) && person.presence.is_here())
            .map(|person| person.name.clone())
            .collect(),
        tellers: people
            .iter()
            .filter(|person| person.role == MeetingRole::Teller)
            .map(|person| person.name.clone())
            .collect(),
        chair: holder(MeetingRole::Chair),
        minute_taker: holder(MeetingRole::MinuteTaker),
        items,
    })
}

struct Edit {
    data: MinutesData,
}

#[async_trait]
impl UseCase for Edit {
    type Action = EditMinutes;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMinutes>, work: &mut Work<'tx>) -> Result<()> {
        let found = minutes::find(&work.tx, granted.target())
            .await?
            .ok_or(Error::NotFound)?;
        if found.state == MinutesState::Sealed {
            return Err(Error::Refused(Fault::MinutesSealed));
        }
        let content = Content {
            body: self.data.body.clone(),
            number: self.data.number.clone().unwrap_or(found.content.number.clone()),
            written_in: self.data.written_in.clone().unwrap_or(found.content.written_in.clone()),
            ..found.content.clone()
        };
        // A form that was sent twice changes nothing the second time.
        if content == found.content && found.version != self.data.version {
            work.unchanged();
            return Ok(());
        }
        if found.version != self.data.version {
            return Err(Error::field("body", Fault::WrittenMeanwhile));
        }
        work.detail("edited");
        // What was confirmed was another text.
        minutes::write(&work.tx, granted, &content, MinutesState::Draft).await
    }
}

struct Confirm {
    read: ConfirmForm,
}

#[async_trait]
impl UseCase for Confirm {
    type Action = EditMinutes;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMinutes>, work: &mut Work<'tx>) -> Result<()> {
        let found = minutes::find(&work.tx, granted.target())
            .await?
            .ok_or(Error::NotFound)?;
        // Unless it is sealed: then the store says so.
        if found.state != MinutesState::Sealed && Some(found.version) != self.read.version() {
            return Err(Error::Refused(Fault::ChangedMeanwhile));
        }
        if found.state != MinutesState::Sealed {
            knowingly(work, &found, &self.read).await?;
        }
        work.detail("confirmed");
        work.live(granted.target());
        minutes::write(&work.tx, granted, &found.content, MinutesState::Confirmed).await
    }
}

struct Seal {
    /// What the sealer has read.
    read: ConfirmForm,
}

#[async_trait]
impl UseCase for Seal {
    type Action = SealMinutes;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, SealMinutes>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = meetings::find(&work.tx, granted.target()).await?;
        let state = meeting.state.seal(work.now)?;
        let by = granted.actor().person()?;
        let found = minutes::find(&work.tx, granted.target())
            .await?
            .ok_or(Error::NotFound)?;
        // What another window has changed and confirmed since was not read here. Unconfirmed minutes the store refuses.
        if found.state == MinutesState::Confirmed && Some(found.version) != self.read.version() {
            return Err(Error::Refused(Fault::ChangedMeanwhile));
        }
        if found.state == MinutesState::Confirmed {
            knowingly(work, &found, &self.read).await?;
        }
        let sealed = minutes::seal(&work.tx, granted, by, work.now).await?;
        meetings::set_state(&work.tx, granted, &state, meeting.calendar_sequence).await?;
        let people = participants::recipients(&work.tx, granted.target()).await?;
        let people = people.iter().map(|one| one.person);
        letters::notice(work, granted, people, NoticeKind::MinutesSealed, "").await?;
        work.detail(format!("sha256={}", sealed.sha256));
        work.live(granted.target());
        Ok(())
    }
}

struct Add {
    text: String,
}

#[async_trait]
impl UseCase for Add {
    type Action = AddAddendum;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, AddAddendum>, work: &mut Work<'tx>) -> Result<()> {
        let by = granted.actor().person()?;
        let (number, sha256) = minutes::add(&work.tx, granted, self.text.clone(), by, work.now).await?;
        work.detail(format!("number={number} sha256={sha256}"));
        Ok(())
    }
}
