//! Minutes: drafted, edited, confirmed, sealed, and changed only by numbered addenda.
//!
//! Invariant: the sealed hash covers the canonical content; equal content gives equal bytes on every machine.

mod told;

pub use told::{Figure, Told, untold};

use crate::ids::MeetingId;
use crate::meeting::MeetingKind;
use crate::member::Status;
use crate::unit::UnitKind;
use crate::vote::State as VoteState;
use crate::{Result, codes, form::Reading};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

codes! {
    pub enum MinutesState { Draft => "draft", Confirmed => "confirmed", Sealed => "sealed" }
}

/// What is sealed. Each field is one paragraph block of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub meeting: MeetingId,
    pub unit_above: String,
    pub unit: String,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub place: String,
    pub body: String,
    pub chair: String,
    pub minute_taker: String,
    /// As it stands on the paper after "Số": `05-BB/CB`.
    pub number: String,
    /// The commune, before the date on the paper; empty where it is not known.
    pub written_in: String,
}

/// The commune that a committee's name ends with: "Nà Pản" of "Đảng bộ xã Nà Pản". Papers are dated there.
#[must_use]
pub fn commune_of(names: [&str; 2]) -> String {
    names
        .iter()
        .find_map(|name| {
            ["xã ", "phường ", "đặc khu "]
                .iter()
                .find_map(|word| name.split_once(word).filter(|(before, _)| before.starts_with("Đảng ")))
        })
        .map(|(_, commune)| commune.trim().to_owned())
        .unwrap_or_default()
}

/// A number that is still to be written by hand, with the sign of who issues the paper.
/// Source: 05-HD/VPTW, domain.md §5; what the sign of a group is, is not known, so it takes its cell's.
#[must_use]
pub const fn number_to_fill(unit: UnitKind) -> &'static str {
    match unit {
        UnitKind::Cell | UnitKind::Group => "……-BB/CB",
        UnitKind::Committee => "……-BB/ĐU",
        UnitKind::Province => "……-BB/TU",
    }
}

impl Content {
    /// SHA-256 over the canonical bytes: each field prefixed by its length, in the order of the struct.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"chibo minutes 1");
        let meeting = self.meeting.to_string();
        let starts_at = self.starts_at.timestamp_micros().to_string();
        for field in [
            &meeting,
            &self.unit_above,
            &self.unit,
            &self.title,
            &starts_at,
            &self.place,
            &self.body,
            &self.chair,
            &self.minute_taker,
            &self.number,
            &self.written_in,
        ] {
            hash.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(field.as_bytes());
        }
        hash.finalize().into()
    }
}

/// An addendum to sealed minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    pub number: u32,
    pub text: String,
    pub by: String,
    pub at: DateTime<Utc>,
    pub sha256: String,
}

/// The hash of an addendum covers the minutes it belongs to, its number and its text.
#[must_use]
pub fn addendum_sha256(minutes: &str, number: u32, text: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"chibo addendum 1");
    for field in [minutes, &number.to_string(), text] {
        hash.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(field.as_bytes());
    }
    hash.finalize().into()
}

/// What happened, as far as the minutes tell it: `text::minutes_draft` makes the first draft of it.
/// Source of the fields and their order: domain.md §2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesFacts {
    pub kind: MeetingKind,
    pub title: String,
    /// "Chi bộ bản Phiêng Đón".
    pub unit: String,
    pub began_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    /// Empty for a meeting that was held online only.
    pub place: String,
    /// Everyone who belongs to the unit on the day, whether summoned or not.
    pub members: Headcount,
    /// Who was here, in the room or online.
    pub present: Headcount,
    /// Of those present, who took part online.
    pub online: u32,
    pub excused: Vec<Absent>,
    /// Names of those who stayed away without a reason.
    pub unexcused: Vec<String>,
    /// Names of those whose attendance nobody has marked: the minute-taker must settle them.
    pub unmarked: Vec<String>,
    /// Guests and the follower of the committee above.
    pub guests: Vec<String>,
    pub tellers: Vec<String>,
    pub chair: String,
    pub minute_taker: String,
    pub items: Vec<ItemFacts>,
}

/// People by the category that the minutes name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headcount {
    pub official: u32,
    pub probationary: u32,
    pub temporary_in: u32,
    pub exempt: u32,
    pub temporary_out: u32,
    pub suspended: u32,
}

impl Headcount {
    /// Counts one more. Candidates and those who left are no members.
    pub const fn add(&mut self, status: Status) {
        match status {
            Status::Official => self.official += 1,
            Status::Probationary => self.probationary += 1,
            Status::TemporaryIn => self.temporary_in += 1,
            Status::Exempt => self.exempt += 1,
            Status::TemporaryOut => self.temporary_out += 1,
            Status::Suspended => self.suspended += 1,
            Status::Candidate | Status::Left => {}
        }
    }

    /// Members of the unit itself: who stays with it for a time is counted at home.
    #[must_use]
    pub const fn own(self) -> u32 {
        self.official + self.probationary + self.exempt + self.temporary_out + self.suspended
    }
}

/// Somebody absent with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    pub name: String,
    pub reason: String,
}

/// One item of the agenda as it was dealt with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFacts {
    /// It, or something below it, has come up in the session.
    pub discussed: bool,
    /// `4` or `4.1`.
    pub number: String,
    pub title: String,
    pub presenter: String,
    /// One opinion a line, as it was noted.
    pub opinions: String,
    pub conclusion: String,
    /// Something was to be voted on.
    pub planned: bool,
    pub votes: Vec<VoteFacts>,
}

/// A vote on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteFacts {
    pub question: String,
    pub secret: bool,
    /// Ballots given out on paper.
    pub issued: u32,
    pub state: VoteState,
}

/// Minutes as their page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesView {
    pub content: Content,
    pub state: MinutesState,
    /// Counts changes of the body, so that two windows do not overwrite each other.
    pub version: i64,
    pub sha256: String,
    /// The stored hashes, those of the addenda too, still follow from what is stored.
    pub intact: bool,
    pub sealed_at: Option<DateTime<Utc>>,
    pub sealed_by: String,
    pub addenda: Vec<Addendum>,
    pub can_edit: bool,
    pub can_seal: bool,
    /// To add to them once they are sealed.
    pub can_add: bool,
    /// Whether the reader may open the meeting's page too.
    pub sees_meeting: bool,
    /// What the meeting knows and the text does not tell, quoted; for whoever confirms or seals.
    pub untold: Vec<String>,
}

/// A line of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveLine {
    pub meeting: MeetingId,
    pub unit_name: String,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub sealed_at: DateTime<Utc>,
    pub sha256: String,
    pub addenda: u32,
    /// The words around the first hit of the search; empty without a search.
    pub excerpt: String,
    /// The number of the addendum in which they stand; nothing for the minutes themselves.
    pub excerpt_from: Option<u32>,
}

/// Form: the body of the minutes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MinutesForm {
    pub body: String,
    /// Absent keeps what is there; so with the next.
    pub number: Option<String>,
    pub written_in: Option<String>,
    pub version: String,
}

/// What [`MinutesForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesData {
    pub body: String,
    pub number: Option<String>,
    pub written_in: Option<String>,
    /// Of the text that was edited.
    pub version: i64,
}

impl MinutesForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<MinutesData> {
        let mut r = Reading::new();
        let mut line = |field, typed: &Option<String>| typed.as_ref().map(|typed| r.line(field, typed, 0..=60));
        let number = line("number", &self.number);
        let written_in = line("written_in", &self.written_in);
        let body = r.lines("body", &self.body, 20..=100_000);
        let version = r.number("version", &self.version, 0..=i64::MAX);
        r.done(Some(MinutesData {
            body,
            number,
            written_in,
            version,
        }))
    }
}

/// Form: these minutes are right, as they were read; or they are sealed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    pub version: String,
    /// `yes`: whoever sends it knows what the text does not tell.
    pub sure: String,
}

impl ConfirmForm {
    /// The version that was read; nobody confirms what he has not read.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        self.version.trim().parse().ok()
    }

    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.sure == "yes"
    }
}

/// Form: an addendum.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AddendumForm {
    pub text: String,
}

impl AddendumForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<String> {
        let mut r = Reading::new();
        let text = r.lines("text", &self.text, 10..=20_000);
        r.done(Some(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn content() -> Content {
        Content {
            meeting: MeetingId(Uuid::nil()),
            unit_above: "Đảng bộ xã Nà Pản".into(),
            unit: "Chi bộ bản Phiêng Đón".into(),
            title: "Họp chi bộ thường kỳ".into(),
            starts_at: DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
            place: "Nhà văn hóa bản".into(),
            body: "I. Khai mạc".into(),
            chair: "Lò Văn Dũng".into(),
            minute_taker: "Hà Thị Liên".into(),
            number: "05-BB/CB".into(),
            written_in: "Nà Pản".into(),
        }
    }

    #[test]
    fn papers_are_dated_in_the_commune() {
        assert_eq!(commune_of(["Chi bộ bản Phiêng Đón", "Đảng bộ xã Nà Pản"]), "Nà Pản");
        assert_eq!(
            commune_of(["Đảng bộ phường Hạc Thành", "Đảng bộ tỉnh Thanh Hóa"]),
            "Hạc Thành"
        );
        assert_eq!(commune_of(["Chi bộ xã hội", "Đảng bộ tỉnh Sơn La"]), "");
    }

    #[test]
    fn text_cannot_move_between_fields_unseen() {
        let one = content();
        let mut two = content();
        two.unit = format!("{}{}", one.unit, "Họp");
        two.title = one.title.replacen("Họp", "", 1);
        assert_ne!(one.sha256(), two.sha256());
        assert_eq!(one.sha256(), content().sha256());
    }
}
