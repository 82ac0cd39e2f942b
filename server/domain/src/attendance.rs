//! Attendance: who is counted, when one may check in, what an absence means at the end.
//!
//! Invariant: the figures follow from the participants' rows alone, in whole numbers.

use crate::clock::local_date;
use crate::meeting::{AttendanceForm, CheckInForm, Presence, Reply, State, Turnout};
use crate::member::Status;
use crate::policy::MeetingRole;
use crate::{Error, Fault, Result, form::Reading, ids::PersonId, rule};
use chrono::{DateTime, Duration, Utc};

/// Participants who are alike in all that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub role: MeetingRole,
    pub status: Status,
    pub reply: Reply,
    pub presence: Presence,
    pub people: u32,
}

impl Tally {
    /// Called to the meeting by status and role. Exempt and temporarily absent members have a row so that they may
    /// come, but are not summoned; guests and followers are not counted at all.
    #[must_use]
    pub const fn is_summoned(&self) -> bool {
        self.status.is_summoned() && has_seat(self.role)
    }

    /// Called, and neither marked nor excused by a reply: what [`Turnout::unknown`] counts.
    #[must_use]
    pub const fn is_unmarked(&self) -> bool {
        self.is_summoned()
            && matches!(
                (self.presence, self.reply),
                (Presence::Unknown, Reply::None | Reply::Coming)
            )
    }

    /// The presence of these people once the session is over.
    #[must_use]
    pub const fn at_end(&self) -> Presence {
        match (self.presence, self.reply) {
            (Presence::Unknown, _) if !self.is_summoned() => Presence::Unknown,
            (Presence::Unknown, Reply::Excused) => Presence::Excused,
            (Presence::Unknown, Reply::None | Reply::Coming) => Presence::Unexcused,
            (settled, _) => settled,
        }
    }
}

/// Whether a role in a meeting goes with a seat, and so with a place on the roll.
#[must_use]
pub const fn has_seat(role: MeetingRole) -> bool {
    match role {
        MeetingRole::Chair | MeetingRole::MinuteTaker | MeetingRole::Teller | MeetingRole::Participant => true,
        MeetingRole::Follower | MeetingRole::Guest => false,
    }
}

/// Attendance in figures. An exempt or temporarily absent member counts as soon as he is here; he then stands among
/// those summoned, but not among the official members that the quorum asks for.
#[must_use]
pub fn turnout(tallies: &[Tally]) -> Turnout {
    let mut sum = Turnout::default();
    for tally in tallies.iter().filter(|tally| has_seat(tally.role)) {
        let n = tally.people;
        let here = tally.presence.is_here();
        if !tally.is_summoned() && !here {
            continue;
        }
        sum.summoned += n;
        match tally.presence {
            Presence::Room | Presence::Online => sum.present += n,
            Presence::Excused => sum.excused += n,
            Presence::Unexcused => sum.unexcused += n,
            Presence::Unknown if tally.reply == Reply::Excused => sum.excused += n,
            Presence::Unknown => sum.unknown += n,
        }
        match tally.status {
            Status::Official => {
                sum.official += n;
                sum.official_present += if here { n } else { 0 };
            }
            Status::Probationary => sum.probationary_present += if here { n } else { 0 },
            Status::TemporaryIn
            | Status::TemporaryOut
            | Status::Exempt
            | Status::Suspended
            | Status::Candidate
            | Status::Left => {}
        }
    }
    sum.quorum = rule::QUORUM.needed(sum.official);
    sum
}

/// Check-in opens so long before the meeting.
#[must_use]
pub const fn opens_before() -> Duration {
    Duration::minutes(60)
}

/// A session that is opened earlier than this before its time is opened early.
const EARLY: Duration = Duration::minutes(15);

/// A session is opened on the day of the meeting or later: its minutes tell the day on which it was opened.
///
/// # Errors
/// [`Fault::MeetingDayNotCome`]: whoever meets earlier changes the day, so that everybody learns of it.
pub fn may_open_on(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    if local_date(now) < local_date(starts_at) {
        return Err(Error::Refused(Fault::MeetingDayNotCome));
    }
    Ok(())
}

/// Its day is over: a meeting that has not begun will not begin by itself any more.
#[must_use]
pub fn is_past_its_day(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    local_date(starts_at) < local_date(now)
}

/// What is unusual about opening the session now; whoever opens it all the same says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub early: bool,
    /// On a later day than was told.
    pub late: bool,
    pub no_quorum: bool,
}

impl Opening {
    #[must_use]
    pub fn at(turnout: &Turnout, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            early: now < starts_at - EARLY,
            late: is_past_its_day(starts_at, now),
            no_quorum: turnout.official_present < turnout.quorum,
        }
    }

    #[must_use]
    pub const fn is_unusual(self) -> bool {
        self.early || self.late || self.no_quorum
    }
}

/// # Errors
/// [`Fault::MeetingCancelled`], or [`Fault::MeetingNotInSession`] too early and too late.
pub fn may_check_in(state: &State, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    match state {
        State::InSession { .. } => Ok(()),
        State::Announced { .. } if now >= starts_at - opens_before() => Ok(()),
        State::Cancelled { .. } => Err(Error::Refused(Fault::MeetingCancelled)),
        State::Draft | State::Announced { .. } | State::Ended { .. } | State::Sealed { .. } => {
            Err(Error::Refused(Fault::MeetingNotInSession))
        }
    }
}

/// Whether the secretary may mark somebody's attendance: from the announcement (an excuse by telephone) to the
/// sealing of the minutes.
///
/// # Errors
/// The fault that names the state.
pub const fn may_mark(state: &State) -> Result<()> {
    match state {
        State::Announced { .. } | State::InSession { .. } | State::Ended { .. } => Ok(()),
        State::Draft => Err(Error::Refused(Fault::MeetingNotAnnounced)),
        State::Sealed { .. } => Err(Error::Refused(Fault::MinutesSealed)),
        State::Cancelled { .. } => Err(Error::Refused(Fault::MeetingCancelled)),
    }
}

/// Whether somebody's attendance may be marked so now: as [`may_mark`], but who is here, or stays away without a word,
/// is known only once check-in is open.
///
/// # Errors
/// The fault that names the state, or [`Fault::AttendanceEarly`].
pub fn may_mark_as(presence: Presence, state: &State, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    may_mark(state)?;
    let early = matches!(state, State::Announced { .. }) && may_check_in(state, starts_at, now).is_err();
    match presence {
        Presence::Room | Presence::Online | Presence::Unexcused if early => Err(Error::Refused(Fault::AttendanceEarly)),
        // The minutes need to know.
        Presence::Unknown if matches!(state, State::Ended { .. }) => Err(Error::Refused(Fault::MeetingNotInSession)),
        Presence::Room | Presence::Online | Presence::Unexcused | Presence::Unknown | Presence::Excused => Ok(()),
    }
}

/// Whether a reply to the invitation still means something.
///
/// # Errors
/// The fault that names the state.
pub const fn may_reply(state: &State) -> Result<()> {
    match state {
        State::Announced { .. } | State::InSession { .. } => Ok(()),
        State::Draft => Err(Error::Refused(Fault::MeetingNotAnnounced)),
        State::Cancelled { .. } => Err(Error::Refused(Fault::MeetingCancelled)),
        State::Ended { .. } | State::Sealed { .. } => Err(Error::Refused(Fault::MeetingNotChangeable)),
    }
}

/// The window of time in which one check-in code is shown.
#[must_use]
pub fn code_window(now: DateTime<Utc>, seconds: i64) -> i64 {
    now.timestamp().div_euclid(seconds.max(1))
}

/// How many older codes are still taken: whoever scans while the code changes is not turned away.
pub const OLDER_CODES: i64 = 2;

impl CheckInForm {
    /// The code without the spaces that people type (`None`: by button) and where he is.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<(Option<String>, Presence)> {
        let mut r = Reading::new();
        let code = r.line("code", &self.code, 0..=40);
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let presence = match self.presence.trim() {
            // The address in the QR code names no presence: the code hangs in the room.
            "" => Some(Presence::Room),
            typed => Presence::from_code(typed).filter(|presence| presence.is_here()),
        };
        let presence = r.choice("presence", &self.presence, presence);
        let code = (!code.is_empty()).then(|| code.to_ascii_uppercase());
        r.done(presence.map(|presence| (code, presence)))
    }
}

impl AttendanceForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<(PersonId, Presence, String)> {
        let mut r = Reading::new();
        let person = r.choice("person", &self.person, self.person.parse().ok());
        let presence = r.choice("presence", &self.presence, Presence::from_code(&self.presence));
        let reason = r.line("reason", &self.reason, 0..=200);
        r.done(
            person
                .zip(presence)
                .map(|(person, presence)| (person, presence, reason)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(status: Status, presence: Presence, people: u32) -> Tally {
        Tally {
            role: MeetingRole::Participant,
            status,
            reply: Reply::None,
            presence,
            people,
        }
    }

    #[test]
    fn twenty_two_members_three_official_absent() {
        let sum = turnout(&[
            tally(Status::Official, Presence::Room, 15),
            tally(Status::Official, Presence::Online, 2),
            tally(Status::Official, Presence::Unknown, 3),
            tally(Status::Probationary, Presence::Room, 2),
            tally(Status::Exempt, Presence::Unknown, 4),
            Tally {
                role: MeetingRole::Guest,
                ..tally(Status::Official, Presence::Room, 1)
            },
        ]);
        assert_eq!((sum.summoned, sum.present), (22, 19));
        assert_eq!((sum.official, sum.official_present, sum.quorum), (20, 17, 14));
        assert_eq!((sum.probationary_present, sum.unknown), (2, 3));
    }

    #[test]
    fn an_exempt_member_counts_once_he_is_here_but_not_for_the_quorum() {
        let sum = turnout(&[
            tally(Status::Official, Presence::Room, 3),
            tally(Status::Exempt, Presence::Room, 1),
        ]);
        assert_eq!((sum.summoned, sum.present, sum.official, sum.quorum), (4, 4, 3, 2));
    }

    #[test]
    fn at_the_end_an_excuse_counts_and_silence_is_unexcused() {
        let absent = tally(Status::Official, Presence::Unknown, 1);
        assert_eq!(absent.at_end(), Presence::Unexcused);
        let excused = Tally {
            reply: Reply::Excused,
            ..absent
        };
        assert_eq!(excused.at_end(), Presence::Excused);
        assert_eq!(tally(Status::Exempt, Presence::Unknown, 1).at_end(), Presence::Unknown);
        assert_eq!(tally(Status::Official, Presence::Room, 1).at_end(), Presence::Room);
    }

    #[test]
    fn opening_early_or_without_a_quorum_is_unusual() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let turnout = |present| Turnout {
            official: 20,
            official_present: present,
            quorum: 14,
            ..Default::default()
        };
        let unusual = |present, minutes| Opening::at(&turnout(present), start, start - Duration::minutes(minutes));
        assert!(!unusual(14, 15).is_unusual());
        assert!(unusual(14, 16).early);
        assert!(unusual(13, 0).no_quorum);
        // Nobody who counts is called: nothing is missing.
        assert!(!Opening::at(&Turnout::default(), start, start).is_unusual());
        let another_day = Opening::at(&Turnout::default(), start, start + Duration::days(1));
        assert!(another_day.late && another_day.is_unusual());
    }

    #[test]
    fn no_session_opens_before_its_day() {
        // 19:46 in Hanoi on 21 September.
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap() - Duration::hours(1);
        assert!(may_open_on(start, start - Duration::hours(18)).is_ok());
        assert!(may_open_on(start, start - Duration::hours(24)).is_err());
        assert!(may_open_on(start, start + Duration::days(3)).is_ok());
    }

    #[test]
    fn check_in_opens_an_hour_before() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let announced = State::Announced { at: start };
        assert!(may_check_in(&announced, start, start - Duration::minutes(60)).is_ok());
        assert!(may_check_in(&announced, start, start - Duration::minutes(61)).is_err());
        assert!(may_check_in(&State::Draft, start, start).is_err());
    }

    #[test]
    fn days_before_only_an_excuse_is_marked() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let announced = State::Announced { at: start };
        for (presence, early) in [
            (Presence::Room, false),
            (Presence::Online, false),
            (Presence::Unexcused, false),
            (Presence::Excused, true),
            (Presence::Unknown, true),
        ] {
            let at = |minutes| may_mark_as(presence, &announced, start, start - Duration::minutes(minutes));
            assert_eq!(at(61).is_ok(), early, "{presence:?}");
            assert!(at(60).is_ok(), "{presence:?}");
            assert!(may_mark_as(presence, &State::Draft, start, start).is_err());
            let ended = State::Ended {
                since: start,
                until: start,
            };
            assert_eq!(
                may_mark_as(presence, &ended, start, start).is_ok(),
                presence != Presence::Unknown
            );
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let form = CheckInForm {
            code: " abcd-2345 ".into(),
            presence: String::new(),
        };
        assert_eq!(form.read().unwrap(), (Some("ABCD2345".to_owned()), Presence::Room));
        let excused = CheckInForm {
            presence: "excused".into(),
            ..Default::default()
        };
        assert!(excused.read().is_err());
    }
}
