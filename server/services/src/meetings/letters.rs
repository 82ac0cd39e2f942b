//! Telling people about a meeting: a notice in the application for everybody, a letter for those with an address.
//!
//! Invariant: what is told stands in the same transaction as what happened; a letter to everybody is written once
//! for each person and version of the meeting.

use crate::Work;
use chrono::Duration;
use domain::Result;
use domain::ids::{NoticeId, PersonId};
use domain::job::{CalendarEntry, Mail, Task};
use domain::meeting::{NoticeKind, State};
use domain::policy::Granted;
use store::meetings::Meeting;
use store::notices::Notifies;
use store::{agenda, notices, participants};
use text::Text;
use text::mail::MeetingWords;

/// What a notice says, and its letter.
pub enum News<'a> {
    Announced,
    Changed,
    /// Nothing but the agenda.
    AgendaChanged,
    Cancelled {
        reason: &'a str,
    },
    /// Somebody need not come after all; the meeting takes place.
    Uninvited,
}

/// Absolute address of a meeting's page.
pub fn url(public_url: &str, meeting: &Meeting) -> String {
    format!("{public_url}/meetings/{}", meeting.id)
}

/// The words that every letter about the meeting needs.
pub fn words<'a>(meeting: &'a Meeting, name: &'a str, url: &'a str) -> MeetingWords<'a> {
    MeetingWords {
        name,
        unit: &meeting.unit_name,
        title: &meeting.title,
        starts_at: meeting.starts_at,
        place: &meeting.place,
        link: &meeting.link,
        url,
    }
}

/// The meeting for calendar programs, as it stands at `stamp`.
pub fn entry(meeting: &Meeting, url: &str, stamp: chrono::DateTime<chrono::Utc>) -> CalendarEntry {
    CalendarEntry {
        meeting: meeting.id,
        sequence: u32::try_from(meeting.calendar_sequence).unwrap_or(0),
        stamp,
        unit: meeting.unit_name.clone(),
        url: url.to_owned(),
        title: meeting.title.clone(),
        place: meeting.place.clone(),
        link: meeting.link.clone(),
        starts_at: meeting.starts_at,
        minutes: meeting.minutes,
        cancelled: matches!(meeting.state, State::Cancelled { .. }),
    }
}

/// Numbers and titles of the agenda.
pub async fn agenda_of(tx: &store::Tx<'_>, meeting: &Meeting) -> Result<Vec<(String, String)>> {
    Ok(agenda::numbered(tx, meeting.id)
        .await?
        .into_iter()
        .map(|(number, item)| (number, item.title))
        .collect())
}

/// Tells all participants, or only one of them. `meeting` is as it stands after the change.
pub async fn tell<'tx, A: Notifies>(
    work: &mut Work<'tx>,
    granted: &Granted<'tx, A>,
    meeting: &Meeting,
    public_url: &str,
    news: News<'_>,
    only: Option<PersonId>,
) -> Result<()> {
    let mut people = participants::recipients(&work.tx, meeting.id).await?;
    people.retain(|one| only.is_none_or(|person| person == one.person));
    let vietnamese = Text::vietnamese();
    let (kind, detail) = match &news {
        News::Announced => (NoticeKind::Announced, ""),
        News::Changed => (NoticeKind::Changed, ""),
        News::AgendaChanged => (NoticeKind::AgendaChanged, ""),
        News::Cancelled { reason } => (NoticeKind::Cancelled, *reason),
        News::Uninvited => (NoticeKind::Uninvited, ""),
    };
    notice(work, granted, people.iter().map(|one| one.person), kind, detail).await?;
    let agenda = agenda_of(&work.tx, meeting).await?;
    let url = url(public_url, meeting);
    let mut calendar = entry(meeting, &url, work.now);
    // It goes from his calendar alone.
    calendar.cancelled |= matches!(news, News::Uninvited);
    for one in people {
        let Some(to) = one.email else { continue };
        let words = words(meeting, &one.name, &url);
        let letter = match &news {
            News::Announced => vietnamese.mail_announced(&words, &agenda),
            News::Changed | News::AgendaChanged => vietnamese.mail_changed(&words, &agenda),
            News::Cancelled { reason } => vietnamese.mail_cancelled(&words, reason),
            News::Uninvited => vietnamese.mail_uninvited(&words),
        };
        let mail = Mail {
            to,
            person: one.person,
            subject: letter.subject,
            text: letter.text,
            calendar: Some(calendar.clone()),
        };
        // Who is told alone may be asked, not asked and asked again while the meeting stays as it is.
        let key = only
            .is_none()
            .then(|| format!("mail:{}:{}:{}", meeting.id, calendar.sequence, one.person));
        work.job(Task::Mail(Box::new(mail)), one.name, work.now, key);
    }
    Ok(())
}

/// A notice for each of these people, but for whoever did it himself.
pub async fn notice<'tx, A: Notifies>(
    work: &Work<'tx>,
    granted: &Granted<'tx, A>,
    people: impl Iterator<Item = PersonId>,
    kind: NoticeKind,
    detail: &str,
) -> Result<()> {
    let own = granted.actor().person().ok();
    let told: Vec<_> = people
        .filter(|person| Some(*person) != own)
        .map(|person| (work.id::<NoticeId>(), person))
        .collect();
    notices::tell(&work.tx, granted, &told, kind, detail, work.now).await
}

/// A reminder one day before. Where that day has come already there is none: the invitation itself is as new.
pub fn remind(work: &mut Work<'_>, meeting: &Meeting) {
    let due_at = meeting.starts_at - Duration::days(1);
    if due_at > work.now {
        let key = format!("remind:{}:{}", meeting.id, meeting.starts_at.timestamp());
        work.job(
            Task::Remind { meeting: meeting.id },
            // Beside the moment of the job, the meeting's own would be missed. Its title is not for who runs the machine.
            format!("{} ({})", meeting.unit_name, text::dates::date_time(meeting.starts_at)),
            due_at,
            Some(key),
        );
    }
}
