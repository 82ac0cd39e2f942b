//! What is typed about a meeting: its frame, its agenda, its people, replies, notes.
//!
//! Invariant: a form is strings; `read` finds every fault of every field at once.

use super::{Direction, ItemKind, MeetingKind, Reply};
use crate::attendance::has_seat;
use crate::form::{Reading, mark_of};
use crate::ids::{AgendaItemId, MeetingId, PersonId};
use crate::policy::MeetingRole;
use crate::rule::Matter;
use crate::{Fault, Result, clock, fold};
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// Form: a meeting's frame.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    pub kind: String,
    pub title: String,
    /// The title that the page proposed. One that is still the same follows the kind and the day.
    pub proposed: String,
    pub date: String,
    pub time: String,
    pub minutes: String,
    pub place: String,
    pub link: String,
    /// Only for a new meeting: a meeting of the same unit whose agenda is taken over.
    pub copy_from: String,
    /// [`MeetingData::mark`] of what stood in the form when it was read, if the sender says so.
    pub was: Option<String>,
}

/// What [`MeetingForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingData {
    pub kind: MeetingKind,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: u32,
    pub place: String,
    pub link: String,
    pub copy_from: Option<MeetingId>,
}

impl MeetingData {
    /// By which a form tells what its writer had before him.
    #[must_use]
    pub fn mark(&self) -> String {
        mark_of(&[
            self.kind.code(),
            self.title.as_str(),
            &self.starts_at.timestamp().to_string(),
            &self.minutes.to_string(),
            &self.place,
            &self.link,
        ])
    }
}

impl MeetingForm {
    /// Nobody has written another title than the one that was proposed.
    #[must_use]
    pub fn keeps_proposed_title(&self) -> bool {
        !self.proposed.trim().is_empty() && fold::clean(&self.title) == fold::clean(&self.proposed)
    }

    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used; a day before `now`'s is one of them, as is one more than a
    /// year after it.
    pub fn read(&self, now: DateTime<Utc>) -> Result<MeetingData> {
        let mut r = Reading::new();
        let kind = r.choice("kind", &self.kind, MeetingKind::from_code(&self.kind));
        let title = r.line("title", &self.title, 3..=150);
        let today = clock::local_date(now);
        let date = r.coming("date", &self.date, today);
        if date.is_some_and(|date| date < today) {
            r.problem("date", Fault::DateInPast);
        }
        let time = r.time("time", &self.time);
        let minutes = r.number("minutes", &self.minutes, 10..=720);
        let place = r.line("place", &self.place, 0..=150);
        let link = r.link("link", &self.link);
        if place.is_empty() && link.is_empty() {
            r.problem("place", Fault::Missing);
        }
        let copy_from = self.copy_from.trim();
        let copy_from = if copy_from.is_empty() {
            None
        } else {
            r.choice("copy_from", copy_from, copy_from.parse().ok())
        };
        let value = match (kind, date, time) {
            (Some(kind), Some(date), Some(time)) => Some(MeetingData {
                kind,
                title,
                starts_at: clock::at(date, time),
                minutes: u32::try_from(minutes).unwrap_or(90),
                place,
                link,
                copy_from,
            }),
            _ => None,
        };
        r.done(value)
    }
}

/// Form: an agenda item, new or changed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    pub title: String,
    pub kind: String,
    pub presenter: String,
    pub minutes: String,
    /// The item it stands below, or nothing.
    pub parent: String,
    /// The matter to vote on, or nothing.
    pub matter: String,
    /// [`ItemData::mark`] of what stood in the form when it was read, if the sender says so.
    pub was: Option<String>,
}

/// What [`ItemForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemData {
    pub title: String,
    pub kind: ItemKind,
    pub presenter: String,
    pub minutes: u32,
    pub parent: Option<AgendaItemId>,
    pub matter: Option<Matter>,
}

impl ItemData {
    /// By which a form tells what its writer had before him.
    #[must_use]
    pub fn mark(&self) -> String {
        let parent = self.parent.map_or_else(String::new, |parent| parent.to_string());
        mark_of(&[
            self.title.as_str(),
            self.kind.code(),
            self.presenter.as_str(),
            &self.minutes.to_string(),
            parent.as_str(),
            self.matter.map_or("", Matter::code),
        ])
    }
}

impl ItemForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<ItemData> {
        let mut r = Reading::new();
        let title = r.line("title", &self.title, 2..=200);
        let kind = r.choice("kind", &self.kind, ItemKind::from_code(&self.kind));
        let presenter = r.line("presenter", &self.presenter, 0..=100);
        let minutes = r.number("minutes", &self.minutes, 1..=480);
        let parent = if self.parent.trim().is_empty() {
            None
        } else {
            r.choice("parent", &self.parent, self.parent.parse().ok())
        };
        let matter = if self.matter.trim().is_empty() {
            None
        } else {
            r.choice("matter", &self.matter, Matter::from_code(&self.matter))
        };
        let value = kind.map(|kind| ItemData {
            title,
            kind,
            presenter,
            minutes: u32::try_from(minutes).unwrap_or(10),
            parent,
            matter,
        });
        r.done(value)
    }
}

/// Form: move or remove one item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MoveItemForm {
    pub item: String,
    pub direction: String,
    /// The number that it had on the page: whoever presses twice moves once. Nothing: wherever it is.
    pub at: String,
}

impl MoveItemForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<(AgendaItemId, Direction)> {
        let mut r = Reading::new();
        let item = r.choice("item", &self.item, self.item.parse().ok());
        let direction = r.choice("direction", &self.direction, Direction::from_code(&self.direction));
        r.done(item.zip(direction))
    }
}

/// Form: names one item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ItemRef {
    pub item: String,
}

impl ItemRef {
    /// # Errors
    /// [`crate::Error::Invalid`] unless it names an item.
    pub fn read(&self) -> Result<AgendaItemId> {
        let mut r = Reading::new();
        let item = r.choice("item", &self.item, self.item.parse().ok());
        r.done(item)
    }
}

/// Form: reply to an invitation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    pub reply: String,
    pub reason: String,
}

impl ReplyForm {
    /// # Errors
    /// [`crate::Error::Invalid`]: an excuse needs its reason.
    pub fn read(&self) -> Result<(Reply, String)> {
        let mut r = Reading::new();
        let reply = r.choice(
            "reply",
            &self.reply,
            Reply::from_code(&self.reply).filter(|reply| *reply != Reply::None),
        );
        let least = usize::from(reply == Some(Reply::Excused));
        let reason = r.line("reason", &self.reason, least..=200);
        // Whoever comes after all needs no excuse: the one of before is gone.
        let reason = if reply == Some(Reply::Coming) {
            String::new()
        } else {
            reason
        };
        r.done(reply.map(|reply| (reply, reason)))
    }
}

/// Form: check in with the code on the chair's screen, or by button.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CheckInForm {
    pub code: String,
    pub presence: String,
}

/// Form: open the session.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OpenForm {
    /// `yes`: whoever opens it knows what is unusual about it.
    pub sure: String,
}

impl OpenForm {
    /// Whatever is unusual about it.
    #[must_use]
    pub fn all_the_same() -> Self {
        Self { sure: "yes".to_owned() }
    }

    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.sure == "yes"
    }
}

/// Form: everybody is told of the agenda as it is now.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TellAgendaForm {
    /// [`super::MeetingView::told`] of the page: nobody tells over another who has told meanwhile.
    pub told: String,
}

impl TellAgendaForm {
    /// # Errors
    /// [`crate::Error::Invalid`] for what is no count.
    pub fn read(&self) -> Result<u32> {
        let mut r = Reading::new();
        let told = r.number("told", &self.told, 0..=i64::from(u32::MAX));
        r.done(u32::try_from(told).ok())
    }
}

/// Form: attendance of one person, kept by the secretary.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    pub person: String,
    pub presence: String,
    pub reason: String,
}

/// Form: notes on an item: who spoke and what was concluded.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// What is not sent stays as it is.
    pub opinions: Option<String>,
    pub conclusion: Option<String>,
    /// [`crate::agenda::notes_mark`] of what stood in the form when it was read, if the sender says so.
    pub was: Option<String>,
}

impl NoteForm {
    /// Opinions and conclusion, as far as they were sent.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<(Option<String>, Option<String>)> {
        let mut r = Reading::new();
        let opinions = self
            .opinions
            .as_ref()
            .map(|typed| r.lines("opinions", typed, 0..=20_000));
        let conclusion = self
            .conclusion
            .as_ref()
            .map(|typed| r.lines("conclusion", typed, 0..=5_000));
        r.done(Some((opinions, conclusion)))
    }
}

/// Form: why something is cancelled.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    pub reason: String,
}

impl ReasonForm {
    /// # Errors
    /// [`crate::Error::Invalid`] without a reason.
    pub fn read(&self) -> Result<String> {
        let mut r = Reading::new();
        let reason = r.line("reason", &self.reason, 3..=300);
        r.done(Some(reason))
    }
}

/// Form: names one person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PersonRef {
    pub person: String,
}

/// Form: somebody comes who is not called by membership: a guest, or who follows the meeting from above.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    pub person: String,
    pub role: String,
}

impl InviteForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used; a role with a seat is one of them.
    pub fn read(&self) -> Result<(PersonId, MeetingRole)> {
        let mut r = Reading::new();
        let person = r.choice("person", &self.person, self.person.parse().ok());
        let role = MeetingRole::from_code(&self.role).filter(|role| !has_seat(*role));
        let role = r.choice("role", &self.role, role);
        r.done(person.zip(role))
    }
}

/// Form: who counts the ballots on paper: two, one or nobody, and nobody is said too: a form without these fields names
/// no tellers and takes none away.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct TellersForm {
    pub first: String,
    pub second: String,
}

impl TellersForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used; the same person twice is one of them.
    pub fn read(&self) -> Result<Vec<PersonId>> {
        let mut r = Reading::new();
        let mut tellers = Vec::new();
        for (field, typed) in [("first", self.first.trim()), ("second", self.second.trim())] {
            if !typed.is_empty() {
                tellers.extend(r.choice(field, typed, typed.parse::<PersonId>().ok()));
            }
        }
        if tellers.len() == 2 && tellers[0] == tellers[1] {
            r.problem("second", Fault::TwiceTheSame);
        }
        r.done(Some(tellers))
    }
}

impl PersonRef {
    /// # Errors
    /// [`crate::Error::Invalid`] unless it names a person.
    pub fn read(&self) -> Result<PersonId> {
        let mut r = Reading::new();
        let person = r.choice("person", &self.person, self.person.parse().ok());
        r.done(person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn a_meeting_needs_a_place_or_a_link_and_keeps_all_problems() {
        let form = MeetingForm {
            kind: "regular".into(),
            date: "2020-01-01".into(),
            time: "19:30".into(),
            minutes: "90".into(),
            ..Default::default()
        };
        let Err(Error::Invalid(problems)) = form.read(DateTime::from_timestamp(1_790_000_000, 0).unwrap()) else {
            panic!("must be refused")
        };
        let fields: Vec<_> = problems.iter().map(|p| p.field).collect();
        assert_eq!(fields, ["title", "date", "place"]);
    }
}
