//! Minutes: drafted, edited, confirmed, sealed, and changed only by numbered addenda.
//!
//! Invariant: the sealed hash covers the canonical content; equal content gives equal bytes on every machine.

use crate::ids::MeetingId;
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

/// Minutes as their page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesView {
    pub content: Content,
    pub state: MinutesState,
    /// Counts changes of the body, so that two windows do not overwrite each other.
    pub version: i64,
    pub sha256: String,
    /// The stored hash still follows from the stored content.
    pub intact: bool,
    pub sealed_at: Option<DateTime<Utc>>,
    pub sealed_by: String,
    pub addenda: Vec<Addendum>,
    pub can_edit: bool,
    pub can_seal: bool,
    pub can_add: bool,
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
}

/// Form: the body of the minutes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MinutesForm {
    pub body: String,
    pub version: String,
}

impl MinutesForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<(String, i64)> {
        let mut r = Reading::new();
        let body = r.lines("body", &self.body, 20..=100_000);
        let version = r.number("version", &self.version, 0..=i64::MAX);
        r.done(Some((body, version)))
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
        }
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
