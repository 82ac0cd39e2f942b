//! A meeting as a calendar file (RFC 5545), for downloads and letters alike.
//!
//! Invariant: times stand in UTC, so no calendar has to know the zone; one meeting keeps one UID, and `SEQUENCE` rises
//! with every change. The method is `PUBLISH`: replies come through the application, never by mail to nobody.

use chrono::Duration;
use domain::job::CalendarEntry;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// The calendar file of one entry. Letters that carry it say `method=PUBLISH` in its content type.
#[must_use]
pub fn calendar(entry: &CalendarEntry) -> String {
    let host = host(&entry.url);
    let mut event = Event::with_uid(&format!("{}@{host}", entry.meeting));
    event
        .timestamp(entry.stamp)
        .sequence(entry.sequence)
        .summary(&entry.title)
        .starts(entry.starts_at)
        .ends(entry.starts_at + Duration::minutes(i64::from(entry.minutes)))
        .url(&entry.url)
        .status(if entry.cancelled {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    // A calendar program needs an address for the organiser; this one takes no mail.
    let mut organiser = Property::new("ORGANIZER", format!("mailto:no-reply@{host}"));
    organiser.add_parameter("CN", &quoted(&entry.unit));
    event.append_property(organiser);
    let place = if entry.place.is_empty() {
        &entry.link
    } else {
        &entry.place
    };
    event.location(place);
    if !entry.link.is_empty() {
        event.description(&entry.link);
    }
    Calendar::empty()
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Chibo//Chibo//VI"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"))
        .push(event.done())
        .done()
        .to_string()
}

/// `chibo.example:8443` of `https://chibo.example:8443/meetings/1`, without the port.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if host.is_empty() { "localhost" } else { host }
}

/// A parameter's value must not end its quotes or its line.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|c| *c != '"' && !c.is_control()).collect();
    format!("\"{plain}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::MeetingId;
    use uuid::Uuid;

    fn entry() -> CalendarEntry {
        CalendarEntry {
            meeting: MeetingId(Uuid::from_u128(7)),
            sequence: 2,
            stamp: "2026-11-25T01:00:00Z".parse().unwrap(),
            unit: "Chi bộ bản \"Phiêng Đón\"".to_owned(),
            url: "https://chibo.example:8443/meetings/7".to_owned(),
            title: "Họp thường kỳ tháng 12/2026; khai mạc, điểm danh, nghe báo cáo và biểu quyết".to_owned(),
            place: "Nhà văn hóa bản".to_owned(),
            link: String::new(),
            starts_at: "2026-12-03T12:30:00Z".parse().unwrap(),
            minutes: 90,
            cancelled: false,
        }
    }

    #[test]
    fn a_meeting_becomes_a_calendar_file() {
        let file = calendar(&entry());
        let unfolded = file.replace("\r\n ", "");
        for line in [
            "METHOD:PUBLISH",
            "UID:00000000-0000-0000-0000-000000000007@chibo.example",
            "DTSTAMP:20261125T010000Z",
            "DTSTART:20261203T123000Z",
            "DTEND:20261203T140000Z",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "LOCATION:Nhà văn hóa bản",
            "ORGANIZER;CN=\"Chi bộ bản Phiêng Đón\":mailto:no-reply@chibo.example",
            "URL:https://chibo.example:8443/meetings/7",
        ] {
            assert!(unfolded.contains(&format!("{line}\r\n")), "{line}\n{unfolded}");
        }
        assert!(unfolded.contains("tháng 12/2026\\; khai mạc\\, điểm danh"));
        assert!(file.lines().all(|line| line.len() <= 75), "lines are folded: {file}");
    }

    #[test]
    fn a_cancelled_meeting_says_so() {
        let file = calendar(&CalendarEntry {
            cancelled: true,
            ..entry()
        });
        assert!(file.contains("STATUS:CANCELLED\r\n"));
    }
}
