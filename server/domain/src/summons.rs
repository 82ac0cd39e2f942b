//! Who is called to a meeting, and who leads it.
//!
//! Invariant: one chair at most, who is not the minute-taker; whoever has a status that is neither summoned nor free
//! to come has no seat.

use crate::ids::PersonId;
use crate::member::Status;
use crate::policy::MeetingRole;

/// A person with his place in one meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub person: PersonId,
    pub status: Status,
    pub role: MeetingRole,
}

/// Whether somebody of this status gets a row in the meetings of his cell: those summoned, and those exempt or
/// temporarily out, so that they may check in when they come.
#[must_use]
pub const fn may_come(status: Status) -> bool {
    status.is_summoned() || matches!(status, Status::Exempt | Status::TemporaryOut)
}

/// The seats of a meeting. The unit's secretary chairs, or the deputy in his place; the deputy takes the minutes
/// unless somebody already does; tellers stay tellers. A chair who does not belong to the unit sits there as `chair_from_outside` and
/// so, in a cell's own meeting, without a vote.
#[must_use]
pub fn seats(
    people: &[(PersonId, Status)],
    secretary: Option<PersonId>,
    deputy: Option<PersonId>,
    minute_taker: Option<PersonId>,
    tellers: &[PersonId],
    chair_from_outside: Status,
) -> Vec<Seat> {
    let mut people: Vec<(PersonId, Status)> = people.iter().copied().filter(|(_, status)| may_come(*status)).collect();
    let chair = secretary.or(deputy);
    if let Some(chair) = chair
        && people.iter().all(|(person, _)| *person != chair)
    {
        people.push((chair, chair_from_outside));
    }
    let takes_minutes = [minute_taker, deputy]
        .into_iter()
        .flatten()
        .find(|taker| Some(*taker) != chair && people.iter().any(|(person, _)| person == taker));
    people
        .into_iter()
        .map(|(person, status)| Seat {
            person,
            status,
            role: if Some(person) == chair {
                MeetingRole::Chair
            } else if Some(person) == takes_minutes {
                MeetingRole::MinuteTaker
            } else if tellers.contains(&person) {
                MeetingRole::Teller
            } else {
                MeetingRole::Participant
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn role_of(seats: &[Seat], n: u128) -> Option<MeetingRole> {
        seats.iter().find(|seat| seat.person == person(n)).map(|seat| seat.role)
    }

    #[test]
    fn the_secretary_chairs_and_the_deputy_writes() {
        let people = [
            (person(1), Status::Official),
            (person(2), Status::Official),
            (person(3), Status::Exempt),
            (person(4), Status::Suspended),
            (person(5), Status::Probationary),
        ];
        let (one, two) = (Some(person(1)), Some(person(2)));
        let all = seats(&people, one, two, None, &[], Status::TemporaryIn);
        assert_eq!(role_of(&all, 1), Some(MeetingRole::Chair));
        assert_eq!(role_of(&all, 2), Some(MeetingRole::MinuteTaker));
        assert_eq!(role_of(&all, 3), Some(MeetingRole::Participant));
        assert_eq!(role_of(&all, 4), None);
        let chosen = seats(
            &people,
            one,
            two,
            Some(person(5)),
            &[person(2), person(5)],
            Status::TemporaryIn,
        );
        assert_eq!(role_of(&chosen, 2), Some(MeetingRole::Teller));
        assert_eq!(role_of(&chosen, 5), Some(MeetingRole::MinuteTaker));
        let stand_in = seats(&people, None, two, None, &[], Status::TemporaryIn);
        assert_eq!(role_of(&stand_in, 2), Some(MeetingRole::Chair));
        assert!(stand_in.iter().all(|seat| seat.role != MeetingRole::MinuteTaker));
    }

    #[test]
    fn a_chair_from_outside_has_a_seat() {
        let all = seats(
            &[(person(1), Status::Official)],
            Some(person(9)),
            None,
            None,
            &[],
            Status::TemporaryIn,
        );
        assert_eq!(role_of(&all, 9), Some(MeetingRole::Chair));
        assert_eq!(all[1].status, Status::TemporaryIn);
    }
}
