//! Documents of a meeting: which files are taken, and what is known of them.
//!
//! Invariant: the kind of a file is what its bytes say, never what its name or its sender says;
//! a secret paper is entered by number and shelf only, its file is refused.

use crate::codes;
use crate::ids::{AgendaItemId, DocumentId, MeetingId, PersonId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The largest file, in bytes: 50 MB.
pub const MOST_BYTES: u64 = 50 * 1024 * 1024;

codes! {
    /// The files that are taken.
    pub enum FileKind { Pdf => "pdf", Docx => "docx", Xlsx => "xlsx", Png => "png", Jpeg => "jpeg" }
}

impl FileKind {
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            other => other.code(),
        }
    }
}

/// A document as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLine {
    pub id: DocumentId,
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub item: Option<AgendaItemId>,
    pub title: String,
    pub kind: FileKind,
    pub bytes: u64,
    pub added_at: DateTime<Utc>,
    /// Whether the reader has opened it.
    pub opened: bool,
}

/// The documents of a person's meetings, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentList {
    /// Not opened, of meetings that he is called to and that are not over and done with.
    pub waiting: Vec<DocumentLine>,
    pub others: Vec<DocumentLine>,
}

/// A document as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentView {
    pub line: DocumentLine,
    pub sha256: String,
    pub added_by: String,
    pub can_remove: bool,
}

/// Who has opened the documents of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    pub person: PersonId,
    pub name: String,
    pub opened_at: DateTime<Utc>,
}

/// A file that has been received, hashed and sniffed, and waits under a staging key for its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub key: String,
    pub kind: FileKind,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// Form fields that come with a file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DocumentForm {
    pub title: String,
    pub item: String,
    /// `none` or a degree of secrecy: a secret paper's file is refused.
    pub secrecy: String,
}
