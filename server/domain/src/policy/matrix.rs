//! The matrix: role × action × relation.
//!
//! Invariant: every match over roles is exhaustive, so a new role does not compile before it has been thought of.
//! `golden/matrix.txt` shows the whole table; a change of it is a change that somebody has read.

use super::ActionKind::{self, *};
use super::{Capacity, MeetingRole, Relation, Role};
use crate::job::JobKind;
use crate::member::Status;
use Relation::{Above, Below, Own};

/// Whether one capacity, alone, is enough for an action.
#[must_use]
pub fn allowed(action: ActionKind, capacity: Capacity, relation: Relation) -> bool {
    match capacity {
        Capacity::Anonymous => matches!(action, SignIn),
        Capacity::SignedIn => matches!(action, SignIn),
        Capacity::Itself => matches!(action, ManageSelf | ViewMember),
        Capacity::System(job) => system(job, action),
        Capacity::Office(role) => office(role, relation, action),
        Capacity::Member(status) => member(status, relation, action),
        Capacity::Meeting(role) => in_meeting(role, action),
        Capacity::Tablet => matches!(action, UseTablet),
        // Whoever proved himself with a card does nothing with it but vote.
        Capacity::Card => matches!(action, ViewVote | CastBallot),
    }
}

fn system(job: JobKind, action: ActionKind) -> bool {
    match job {
        JobKind::SetUp => !matches!(action, CastBallot | ManageSelf | SignIn | UseTablet),
        JobKind::CloseVote => matches!(action, RunJobs | CloseVote | DeclareVote | ViewVote),
        JobKind::Mail | JobKind::Remind | JobKind::Sweep | JobKind::Anchor => matches!(action, RunJobs),
    }
}

fn office(role: Role, relation: Relation, action: ActionKind) -> bool {
    match role {
        Role::Secretary => match relation {
            Own => {
                leads(action)
                    || runs_meetings(action)
                    || matches!(
                        action,
                        EditMember
                            | AddMember
                            | AssignOffice
                            | EditBody
                            | ManageTablets
                            | ViewAudit
                            | IssuePasswordLink
                            | SealMinutes
                            | AddAddendum
                            | ViewRules
                            | EditRules
                    )
            }
            Above => {
                oversees(action)
                    || matches!(
                        action,
                        AssignOffice
                            | EditBody
                            | ViewAudit
                            | EditUnit
                            | EditMember
                            | AddMember
                            | TransferMember
                            | IssuePasswordLink
                    )
            }
            Below => matches!(action, ViewUnit | ViewRules),
        },
        Role::Deputy => match relation {
            Own => {
                leads(action)
                    || runs_meetings(action)
                    || matches!(
                        action,
                        EditMember | AddMember | IssuePasswordLink | SealMinutes | AddAddendum | ViewRules
                    )
            }
            Above => oversees(action),
            Below => matches!(action, ViewUnit | ViewRules),
        },
        Role::GroupLeader => match relation {
            Own => matches!(action, ViewUnit | ViewMembers | ViewMember),
            Above | Below => matches!(action, ViewUnit),
        },
        Role::Clerk => match relation {
            Own => leads(action) || prepares_meetings(action) || matches!(action, ReadMinutes),
            Above | Below => matches!(action, ViewUnit),
        },
        Role::RecordsOfficer => match relation {
            Own | Above => matches!(
                action,
                ViewUnit | ViewMembers | ViewMember | EditMember | AddMember | TransferMember | ViewRules
            ),
            Below => matches!(action, ViewUnit),
        },
        Role::Inspector => match relation {
            Own | Above => matches!(
                action,
                ViewUnit | ViewMembers | ViewMember | ViewAudit | ReadMinutes | ViewRules
            ),
            Below => matches!(action, ViewUnit),
        },
        // Runs the machine: accounts, units, settings. No meeting, no document, no ballot, no minutes.
        Role::Administrator => match relation {
            Own | Above => matches!(
                action,
                ViewUnit
                    | EditUnit
                    | ViewMembers
                    | AddMember
                    | AssignOffice
                    | EditBody
                    | ViewMember
                    | EditMember
                    | TransferMember
                    | IssuePasswordLink
                    | ViewJobs
                    | RetryJob
                    | ViewSettings
                    | EditSettings
                    | ViewRules
                    | ViewAudit
            ),
            Below => matches!(action, ViewUnit),
        },
    }
}

/// What whoever leads or writes for a unit sees of it.
fn leads(action: ActionKind) -> bool {
    matches!(action, ViewUnit | ViewMembers | ViewMember | CreateMeeting)
}

/// What the leaders of a committee see of the units below: people and sealed minutes, no running meeting.
fn oversees(action: ActionKind) -> bool {
    matches!(action, ViewUnit | ViewMembers | ViewMember | ReadMinutes)
}

fn prepares_meetings(action: ActionKind) -> bool {
    matches!(
        action,
        ViewMeeting | EditMeeting | AddDocument | RemoveDocument | ReadDocument | SeeReaders
    )
}

fn runs_meetings(action: ActionKind) -> bool {
    prepares_meetings(action)
        || matches!(
            action,
            AnnounceMeeting
                | CancelMeeting
                | KeepAttendance
                | RunSession
                | TakeNotes
                | NoteItem
                | MakeVote
                | EditVote
                | OpenVote
                | CloseVote
                | DeclareVote
                | AnnulVote
                | ViewVote
                | ReadMinutes
                | EditMinutes
        )
}

fn member(status: Status, relation: Relation, action: ActionKind) -> bool {
    match status {
        Status::Official | Status::Probationary | Status::TemporaryIn | Status::TemporaryOut | Status::Exempt => {
            match relation {
                Own | Above | Below => matches!(action, ViewUnit),
            }
        }
        Status::Suspended | Status::Candidate | Status::Left => false,
    }
}

fn in_meeting(role: MeetingRole, action: ActionKind) -> bool {
    let takes_part = matches!(
        action,
        ViewMeeting | ReplyToMeeting | CheckIn | ReadDocument | ViewVote | ReadMinutes
    );
    match role {
        // Whether he may vote is the roll's to say, not the role's.
        MeetingRole::Participant => takes_part || matches!(action, CastBallot),
        MeetingRole::Chair => takes_part || runs_meetings(action) || matches!(action, SealMinutes | AddAddendum),
        MeetingRole::MinuteTaker => takes_part || matches!(action, KeepAttendance | TakeNotes | NoteItem | EditMinutes),
        MeetingRole::Teller => takes_part || matches!(action, GivePaper | CountPaper),
        MeetingRole::Follower | MeetingRole::Guest => takes_part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    fn capacities() -> Vec<(String, Capacity, &'static [Relation])> {
        const ANYWHERE: &[Relation] = &[Own];
        let mut all = vec![
            ("anonymous".to_owned(), Capacity::Anonymous, ANYWHERE),
            ("signed_in".to_owned(), Capacity::SignedIn, ANYWHERE),
            ("itself".to_owned(), Capacity::Itself, ANYWHERE),
            ("tablet".to_owned(), Capacity::Tablet, ANYWHERE),
            ("card".to_owned(), Capacity::Card, ANYWHERE),
        ];
        all.extend(
            JobKind::ALL
                .iter()
                .map(|job| (format!("system/{}", job.code()), Capacity::System(*job), ANYWHERE)),
        );
        all.extend(
            Role::ALL
                .iter()
                .map(|role| (role.code().to_owned(), Capacity::Office(*role), Relation::ALL)),
        );
        all.extend(Status::ALL.iter().map(|status| {
            (
                format!("member/{}", status.code()),
                Capacity::Member(*status),
                Relation::ALL,
            )
        }));
        all.extend(
            MeetingRole::ALL
                .iter()
                .map(|role| (format!("meeting/{}", role.code()), Capacity::Meeting(*role), ANYWHERE)),
        );
        all
    }

    #[test]
    fn the_matrix_is_the_golden_one() {
        let mut table =
            String::from("# action: capacity@relation … (regenerate with UPDATE_GOLDEN=1 and read the difference)\n");
        for action in ActionKind::ALL {
            let mut who = Vec::new();
            for (name, capacity, relations) in capacities() {
                for relation in relations {
                    if allowed(*action, capacity, *relation) {
                        who.push(if relations.len() > 1 {
                            format!("{name}@{}", relation.code())
                        } else {
                            name.clone()
                        });
                    }
                }
            }
            writeln!(table, "{}: {}", action.name(), who.join(" ")).unwrap();
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/matrix.txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(path, &table).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), table);
    }

    #[test]
    fn the_administrator_sees_no_meeting_and_no_ballot() {
        for relation in Relation::ALL {
            for action in [
                ViewMeeting,
                ReadDocument,
                ViewVote,
                CastBallot,
                ReadMinutes,
                EditMinutes,
                RunSession,
            ] {
                assert!(
                    !allowed(action, Capacity::Office(Role::Administrator), *relation),
                    "{action:?}"
                );
            }
        }
    }

    #[test]
    fn nobody_outside_the_meeting_casts() {
        for (name, capacity, relations) in capacities() {
            for relation in relations {
                let casts = allowed(CastBallot, capacity, *relation);
                let voter = matches!(capacity, Capacity::Meeting(MeetingRole::Participant) | Capacity::Card);
                assert_eq!(casts, voter, "{name}");
            }
        }
    }
}
