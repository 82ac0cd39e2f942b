//! The member's home: votes open now, the next meeting, minutes to finish, documents not read, in that order and nothing
//! else. For whoever runs the machine, how that stands comes before it, unless a vote waits; for whoever works in the
//! units below his own, where he works and what was sealed lately in his scope come after it. It follows by itself what
//! happens meanwhile.
//!
//! Invariant: at most one sheet is gold and at most one button red; a vote goes before a meeting, a running
//! meeting before a reply.

use super::meeting_parts::SOON_HOURS;
use super::parts::{DocumentRows, may_in, prepares_in};
use crate::ui::{
    ActionButton, ButtonLink, DayBlock, EmptyState, LiveHome, LivePart, Look, Page, PageTitle, Pair,
    RefreshWithoutScript, Row, Rows, Sheet, Tag, TagKind, Tags, dates, t,
};
use crate::viewer::audit_of;
use crate::{Html, Request};
use chrono::{DateTime, Duration, Utc};
use domain::Result;
use domain::account::Viewer;
use domain::attendance::opens_before;
use domain::clock;
use domain::document::DocumentLine;
use domain::ids::UnitId;
use domain::job::JobsPage;
use domain::meeting::{MeetingLine, OpenVoteLine, OwnPart, PaperVoteLine, Reply, StateKind};
use domain::minutes::ArchiveLine;
use domain::policy::{ActionKind, Capacity, Relation, Role, allowed};
use domain::rule::Channel;
use domain::unit::UnitKind;
use leptos::prelude::*;

/// More than these are a list of their own.
const MOST_DOCUMENTS: usize = 5;
const MOST_SEALED: usize = 5;
const MOST_MINUTES: usize = 5;

/// `GET /`
///
/// # Errors
/// As [`domain::ports::Meetings::home`].
pub async fn show(rq: &Request) -> Result<Html> {
    let home = rq.ports.meetings.home(&rq.caller).await?;
    let viewer = rq.viewer()?.clone();
    let machine = match runs_the_machine(&viewer) {
        true => Some(rq.ports.administration.jobs(&rq.caller).await?),
        false => None,
    };
    let may_prepare = prepares_in(&viewer).first().copied();
    let desk = desk(&viewer);
    let sealed = match reads_minutes(&desk) {
        true => rq.ports.archive.search(&rq.caller, "", MOST_SEALED).await?,
        false => Vec::new(),
    };
    let (t, now) = (rq.t(), rq.page.now);
    Ok(rq.render(move || {
        let votes_wait = !home.open_votes.is_empty() || !home.to_count.is_empty();
        // Whether a vote has the red button.
        let to_vote = home.open_votes.iter().any(acts_here);
        // Whoever only holds such an office is called to no meeting and reads no document.
        let only_desk = !desk.is_empty()
            && viewer.memberships.is_empty()
            && home.next.is_none()
            && home.unread.is_empty()
            && home.to_finish.is_empty()
            && !votes_wait;
        let waits = home.next.as_ref().is_some_and(|next| {
            next.state == StateKind::InSession || (next.starts_at - now).abs() < Duration::hours(SOON_HOURS)
        });
        let audit = audit_of(&viewer);
        let several = viewer.units.len() > 1;
        let prepare = may_prepare.map(|unit| format!("/meetings/new?unit={unit}"));
        let machine = move || machine.clone().map(|jobs| view! { <Machine jobs=jobs audit=audit /> });
        view! {
            <Page title=t.place_home()>
                <PageTitle eyebrow=t.home_greeting() title=viewer.name.clone() />
                {(!votes_wait).then(&machine)}
                {(!only_desk).then(|| {
                    let task = home.next.as_ref().and_then(|next| task(next, &viewer, now));
                    view! {
                        <LivePart id="home">
                            {votes_wait.then(|| view! { <Votes votes=home.open_votes /> })}
                            {votes_wait.then(|| view! { <Papers votes=home.to_count quiet=to_vote /> })}
                            {match home.next {
                                Some(next) => view! {
                                    <Next next=next own=home.own quiet=votes_wait name_unit=several task=task now_is=now />
                                }.into_any(),
                                None => view! { <NoMeeting prepare=prepare quiet=votes_wait /> }.into_any(),
                            }}
                            <Minutes meetings=home.to_finish />
                            <Unread documents=home.unread />
                        </LivePart>
                        // Its line is empty until the stream is open: above the cards that would be a gap.
                        <LiveHome />
                    }
                })}
                {votes_wait.then(machine)}
                {(!desk.is_empty()).then(|| view! { <Desk offices=desk audit=audit sealed=sealed /> })}
                {waits.then(|| view! { <RefreshWithoutScript seldom=true /> })}
            </Page>
        }
    }))
}

fn runs_the_machine(viewer: &Viewer) -> bool {
    let opens = |role| allowed(ActionKind::ViewJobs, Capacity::Office(role), Relation::Own);
    viewer.offices.iter().any(|(_, role)| opens(*role))
}

/// How the machine stands, for whoever runs it.
#[component]
fn Machine(jobs: JobsPage, audit: Option<UnitId>) -> impl IntoView {
    let t = t();
    let state = move |good: bool| match good {
        true => view! { <Tag kind=TagKind::Yes label=t.home_machine_good() /> },
        false => view! { <Tag kind=TagKind::Gold label=t.home_machine_look() /> },
    };
    let mail = match jobs.mail_to_files {
        true => t.home_machine_mail_files(),
        false => t.home_machine_mail_server(),
    };
    let work = match jobs.dead.len() {
        0 => t.home_machine_jobs(jobs.waiting.len()),
        dead => t.home_machine_jobs_dead(dead),
    };
    let anchored = jobs.anchored_on.map_or_else(
        || t.home_machine_audit_none(),
        |day| t.home_machine_audit(&dates::day(day)),
    );
    view! {
        <Sheet now=!jobs.dead.is_empty() title=t.home_machine()>
            <Rows>
                <Row title=t.menu_jobs() sub=work href="/jobs">{state(jobs.dead.is_empty())}</Row>
                <Row title=t.home_machine_mail() sub=mail href="/jobs">{state(!jobs.mail_to_files)}</Row>
                {audit.map(|unit| view! {
                    <Row title=t.menu_audit() sub=anchored href=format!("/units/{unit}/audit")>
                        {state(jobs.anchored_on.is_some())}
                    </Row>
                })}
            </Rows>
        </Sheet>
    }
    .into_any()
}

/// The offices of the viewer whose work is in the units below theirs: those that reach over units and open no meeting,
/// and whoever leads a committee.
fn desk(viewer: &Viewer) -> Vec<Role> {
    let reaches = |role| allowed(ActionKind::ViewMembers, Capacity::Office(role), Relation::Above);
    let opens = |role| allowed(ActionKind::ViewMeeting, Capacity::Office(role), Relation::Own);
    let above = |unit: UnitId| {
        let kind = viewer
            .units
            .iter()
            .find(|known| known.id == unit)
            .map(|known| known.kind);
        kind.is_some_and(|kind| matches!(kind, UnitKind::Province | UnitKind::Committee))
    };
    let offices = viewer.offices.iter();
    offices
        .filter(|(unit, role)| reaches(*role) && (!opens(*role) || above(*unit)))
        .map(|(_, role)| *role)
        .collect()
}

fn reads_minutes(offices: &[Role]) -> bool {
    let reads = |role: &Role| allowed(ActionKind::ReadMinutes, Capacity::Office(*role), Relation::Own);
    offices.iter().any(reads)
}

/// Where whoever holds such an office works, and what was sealed lately in his scope.
#[component]
fn Desk(offices: Vec<Role>, audit: Option<UnitId>, sealed: Vec<ArchiveLine>) -> impl IntoView {
    let t = t();
    let may = |action| {
        let allows = |role: &Role| allowed(action, Capacity::Office(*role), Relation::Own);
        offices.iter().any(allows)
    };
    let members = match (may(ActionKind::IssuePasswordLink), may(ActionKind::AddMember)) {
        (true, _) => t.home_machine_members(),
        (false, true) => t.home_desk_members_keep(),
        (false, false) => t.home_desk_members(),
    };
    let units = match may(ActionKind::EditUnit) {
        true => t.home_machine_units(),
        false => t.home_desk_units(),
    };
    let archive = match (may(ActionKind::ReadMinutes), may(ActionKind::EditSettings)) {
        (true, _) => Some(t.home_desk_archive_scope()),
        // The administrator of the machine reads no minutes.
        (false, true) => None,
        (false, false) => Some(t.home_desk_archive()),
    };
    // With the machine, the audit stands in its sheet.
    let audit = audit.filter(|_| !may(ActionKind::ViewJobs));
    let settings = may(ActionKind::EditSettings);
    view! {
        <Sheet title=t.home_desk()>
            <Rows>
                <Row title=t.members_title() sub=members href="/members" />
                <Row title=t.menu_units() sub=units href="/units" />
                {archive.map(|sub| view! { <Row title=t.archive_title() sub=sub href="/archive" /> })}
                {audit.map(|unit| view! {
                    <Row title=t.menu_audit() sub=t.home_desk_audit() href=format!("/units/{unit}/audit") />
                })}
                {settings.then(|| view! {
                    <Row title=t.menu_settings() sub=t.home_machine_settings() href="/settings" />
                })}
            </Rows>
        </Sheet>
        {(!sealed.is_empty()).then(|| view! {
            <Sheet title=t.home_sealed()>
                <Rows>
                    {sealed.into_iter().map(|line| {
                        let sub = t.archive_row(&line.unit_name, &dates::date(line.starts_at));
                        view! { <Row title=line.title sub=sub href=format!("/meetings/{}/minutes", line.meeting) /> }
                    }).collect_view()}
                </Rows>
            </Sheet>
        })}
    }
    .into_any()
}

/// The first open vote, gold; others as rows below it.
#[component]
fn Votes(votes: Vec<OpenVoteLine>) -> impl IntoView {
    let t = t();
    let address = |vote: &OpenVoteLine| format!("/meetings/{}/votes/{}", vote.meeting, vote.id);
    let mut votes = votes;
    // What can be done here comes first.
    votes.sort_by_key(|vote| !vote.channels.has(Channel::Phone));
    let mut votes = votes.into_iter();
    let first = votes.next();
    let others: Vec<_> = votes.collect();
    first
        .map(|vote| {
            let button = match (vote.checked_in, vote.channels.has(Channel::Phone)) {
                (false, _) => {
                    let href = format!("/meetings/{}/check-in", vote.meeting);
                    view! { <p>{t.home_check_in_first()}</p><ButtonLink href=href label=t.home_check_in() /> }
                        .into_any()
                }
                (true, true) => view! { <ButtonLink href=address(&vote) label=t.home_vote() /> }.into_any(),
                // There is nothing to be done on this device.
                (true, false) => view! { <p>{t.vote_other_way(&vote.channels)}</p> }.into_any(),
            };
            view! {
                <Sheet now=true eyebrow=t.home_voting() title=vote.question>
                    <p class="soft">{vote.meeting_title}</p>
                    {button}
                </Sheet>
                {(!others.is_empty()).then(|| view! {
                    <Sheet eyebrow=t.home_more_votes()>
                        <Rows>
                            {others.into_iter().map(|vote| {
                                let href = address(&vote);
                                view! { <Row title=vote.question sub=vote.meeting_title href=href /> }
                            }).collect_view()}
                        </Rows>
                    </Sheet>
                })}
            }
        })
        .into_any()
}

/// Whether its ballot, or the check-in before it, is done on this device.
fn acts_here(vote: &OpenVoteLine) -> bool {
    !vote.checked_in || vote.channels.has(Channel::Phone)
}

/// Votes on paper that the reader gives out and counts.
#[component]
fn Papers(votes: Vec<PaperVoteLine>, quiet: bool) -> impl IntoView {
    let t = t();
    votes
        .into_iter()
        .enumerate()
        .map(|(place, vote)| {
            let href = format!("/meetings/{}/votes/{}/paper", vote.meeting, vote.id);
            let look = if quiet || place > 0 { Look::Plain } else { Look::Main };
            view! {
                <Sheet eyebrow=t.home_to_count() title=vote.question>
                    <p class="soft">{vote.meeting_title}</p>
                    <ButtonLink href=href label=t.home_count() look=look />
                </Sheet>
            }
        })
        .collect_view()
        .into_any()
}

/// Minutes that are not sealed yet and meetings that were not held on their day, for whoever may finish them.
#[component]
fn Minutes(meetings: Vec<MeetingLine>) -> impl IntoView {
    let t = t();
    (!meetings.is_empty()).then(|| {
        view! {
            <Sheet eyebrow=t.home_to_finish()>
                <Rows>
                    {meetings.into_iter().take(MOST_MINUTES).map(|line| {
                        let sub = dates::date(line.starts_at);
                        let page = format!("/meetings/{}", line.id);
                        let (title, href) = match line.state {
                            StateKind::Announced => (t.home_not_held(&line.title), page),
                            _ => (t.home_finish(&line.title), format!("{page}/minutes")),
                        };
                        view! { <Row title=title sub=sub href=href /> }
                    }).collect_view()}
                </Rows>
            </Sheet>
        }
    })
}

/// What whoever leads the unit does about the next meeting: prepare it, or run it once its time is near.
fn task(next: &MeetingLine, viewer: &Viewer, now: DateTime<Utc>) -> Option<(String, String)> {
    let t = t();
    let may = |action| may_in(viewer, action).contains(&next.unit);
    let page = format!("/meetings/{}", next.id);
    let near = match next.state {
        StateKind::InSession => true,
        StateKind::Announced => next.starts_at - now < Duration::hours(SOON_HOURS),
        StateKind::Draft | StateKind::Ended | StateKind::Sealed | StateKind::Cancelled => false,
    };
    let ahead = matches!(next.state, StateKind::Draft | StateKind::Announced);
    if near && may(ActionKind::RunSession) {
        Some((format!("{page}/chair"), t.home_run()))
    } else if ahead && may(ActionKind::EditMeeting) {
        Some((page, t.home_prepare()))
    } else {
        None
    }
}

/// The next meeting with what is to be done about it.
#[component]
fn Next(
    next: MeetingLine,
    own: Option<OwnPart>,
    quiet: bool,
    name_unit: bool,
    task: Option<(String, String)>,
    now_is: DateTime<Utc>,
) -> impl IntoView {
    let t = t();
    let href = format!("/meetings/{}", next.id);
    let running = next.state == StateKind::InSession;
    let summoned = next.summoned && matches!(next.state, StateKind::Announced);
    // Who is here already is not asked whether he will come.
    let here = own.as_ref().is_some_and(|own| own.presence.is_here());
    // From an hour before the start, as on the meeting's page.
    let announced = matches!(next.state, StateKind::Announced);
    let check_in = announced && own.is_some() && !here && now_is >= next.starts_at - opens_before();
    let reply = own.map_or(next.reply, |own| own.reply);
    let asked = summoned && !here && !check_in && reply == Reply::None;
    let now = !quiet && (running || check_in || asked);
    let check_in = check_in.then(|| {
        let look = if quiet { Look::Plain } else { Look::Main };
        view! { <p><ButtonLink href=format!("{href}/check-in") label=t.meeting_check_in() look=look /></p> }
    });
    let first = check_in.is_some();
    let page = href.clone();
    let eyebrow = if running { t.home_in_session() } else { t.home_next() };
    let line = format!(
        "{} {} · {}",
        dates::time(next.starts_at),
        dates::weekday(clock::local_date(next.starts_at), t.lang()),
        if next.place.is_empty() {
            t.meeting_online()
        } else {
            next.place.clone()
        },
    );
    view! {
        <Sheet now=now eyebrow=eyebrow>
            <DayBlock date=clock::local_date(next.starts_at)>
                <a href=page><b>{next.title}</b></a>
                <p class="soft num">{line}</p>
                {name_unit.then(|| view! { <p class="soft small">{next.unit_name}</p> })}
            </DayBlock>
            {check_in}
            {if running {
                let look = if quiet { Look::Plain } else { Look::Main };
                view! { <ButtonLink href=href label=t.home_enter() look=look /> }.into_any()
            } else if summoned && here {
                view! { <Tags><Tag kind=TagKind::Yes label=t.meeting_you_are_here() /></Tags> }.into_any()
            } else if summoned {
                view! { <ReplyButtons href=href reply=reply quiet=quiet || first /> }.into_any()
            } else if next.state == StateKind::Draft {
                view! { <Tags><Tag label=t.meeting_state(next.state) /></Tags> }.into_any()
            } else {
                ().into_any()
            }}
            {task.map(|(href, label)| {
                let look = if quiet || running || asked || first { Look::Plain } else { Look::Main };
                view! { <p class="task"><ButtonLink href=href label=label look=look /></p> }
            })}
        </Sheet>
    }
    .into_any()
}

/// One tap to say yes; an excuse needs its reason, hence a page.
#[component]
pub(super) fn ReplyButtons(
    /// Address of the meeting's page.
    href: String,
    reply: Reply,
    /// Something more urgent has the red button.
    quiet: bool,
) -> impl IntoView {
    let t = t();
    let action = format!("{href}/reply");
    let excuse = format!("{href}/reply?reply={}", Reply::Excused.code());
    let coming = vec![("reply".to_owned(), Reply::Coming.code().to_owned())];
    match reply {
        Reply::None => view! {
            <p>{t.home_reply_asked()}</p>
            <Pair>
                <ActionButton action=action label=t.meeting_will_come() fields=coming
                    look=if quiet { Look::Plain } else { Look::Main } />
                <ButtonLink href=excuse label=t.meeting_excuse_me() look=Look::Plain />
            </Pair>
        }
        .into_any(),
        Reply::Coming => view! {
            <Tags><Tag kind=TagKind::Yes label=t.meeting_you_come() /></Tags>
            <p><a href=excuse>{t.meeting_change_to_excused()}</a></p>
        }
        .into_any(),
        Reply::Excused => view! {
            <Tags><Tag label=t.meeting_you_are_excused() /></Tags>
            <p><a href=action>{t.meeting_change_reply()}</a></p>
        }
        .into_any(),
    }
}

#[component]
fn NoMeeting(prepare: Option<String>, quiet: bool) -> impl IntoView {
    let t = t();
    view! {
        <Sheet eyebrow=t.home_next()>
            {match prepare {
                Some(href) => view! {
                    <EmptyState sentence=t.home_no_meeting_yet()>
                        <ButtonLink href=href label=t.home_create() look=if quiet { Look::Plain } else { Look::Main } />
                    </EmptyState>
                }.into_any(),
                None => view! { <EmptyState sentence=t.home_no_meeting() /> }.into_any(),
            }}
        </Sheet>
    }
    .into_any()
}

#[component]
fn Unread(documents: Vec<DocumentLine>) -> impl IntoView {
    let t = t();
    let count = documents.len();
    let shown: Vec<_> = documents.into_iter().take(MOST_DOCUMENTS).collect();
    view! {
        <Sheet eyebrow=t.home_unread()>
            {if count == 0 {
                view! { <p class="soft">{t.home_read_all()}</p> }.into_any()
            } else {
                view! { <DocumentRows documents=shown name_meeting=true tagged=false /> }.into_any()
            }}
            {(count > MOST_DOCUMENTS).then(|| view! { <p><a href="/documents">{t.home_all_unread(count)}</a></p> })}
        </Sheet>
    }
    .into_any()
}
