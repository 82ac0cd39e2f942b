//! What a meeting's page shows alike to all its readers, read once for each version of the meeting.
//!
//! Invariant: what is kept is that of the version it is kept under, or newer. The version is read before the rest, and
//! whoever writes what stands here raises it in the same transaction ([`crate::Work::live`]). In a debug build every
//! answer is compared with the database, so each test that looks at a page asks whether that was forgotten. What
//! changes without a version (casts) and what is a reader's own is never kept.

use crate::Services;
use domain::Result;
use domain::attendance::Tally;
use domain::document::DocumentLine;
use domain::ids::MeetingId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::agenda::Item;
use store::meetings::Meeting;
use store::participants::Head;
use store::votes::Vote;
use store::{Stamp, Tx, agenda, documents, meetings, participants, votes};

/// Meetings that are kept at most; of a commune with 12 cells a few are looked at in one evening.
const MOST: usize = 64;

/// See the module.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Common {
    pub meeting: Meeting,
    /// With their numbers, in the order in which they are read.
    pub agenda: Vec<(String, Item)>,
    /// None of them opened: that is the reader's own.
    pub documents: Vec<DocumentLine>,
    /// Drafts as well, which are not for everybody.
    pub votes: Vec<Vote>,
    pub heads: Vec<Head>,
    pub tally: Vec<Tally>,
}

/// Of which version it was read, and what.
type Kept = (i64, Arc<Common>);

/// What one process has read.
#[derive(Clone, Default)]
pub(crate) struct Shared {
    kept: Arc<Mutex<HashMap<MeetingId, Kept>>>,
}

impl Services {
    /// The meeting as it is under this stamp.
    pub(crate) async fn common(&self, tx: &Tx<'_>, meeting: MeetingId, stamp: &Stamp) -> Result<Arc<Common>> {
        let kept = || self.shared.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().get(&meeting).cloned();
        if let Some((version, common)) = known
            && version == stamp.version
        {
            #[cfg(debug_assertions)]
            still_so(tx, meeting, stamp, &common).await?;
            return Ok(common);
        }
        let common = Arc::new(read(tx, meeting).await?);
        let mut kept = kept();
        if kept.len() >= MOST && !kept.contains_key(&meeting) {
            kept.clear();
        }
        kept.insert(meeting, (stamp.version, Arc::clone(&common)));
        Ok(common)
    }
}

async fn read(tx: &Tx<'_>, id: MeetingId) -> Result<Common> {
    Ok(Common {
        meeting: meetings::find(tx, id).await?,
        agenda: agenda::numbered(tx, id).await?,
        documents: documents::of_meeting(tx, id, None).await?,
        votes: votes::lines(tx, id).await?,
        heads: participants::heads(tx, id).await?,
        tally: participants::tally(tx, id).await?,
    })
}

/// Ends a test in which something was changed without raising the version.
#[cfg(debug_assertions)]
async fn still_so(tx: &Tx<'_>, id: MeetingId, stamp: &Stamp, kept: &Common) -> Result<()> {
    let now = read(tx, id).await?;
    // It may have changed while this was read.
    if now.meeting.version != stamp.version || meetings::find(tx, id).await?.version != stamp.version {
        return Ok(());
    }
    // The unit's name and kind come with every stamp.
    let meeting = Meeting {
        unit_name: kept.meeting.unit_name.clone(),
        unit_kind: kept.meeting.unit_kind,
        ..now.meeting.clone()
    };
    assert_eq!(*kept, Common { meeting, ..now }, "changed without a new version");
    Ok(())
}
