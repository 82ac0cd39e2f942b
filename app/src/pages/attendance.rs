//! Attendance, kept by the secretary: one tap a person.
//!
//! Invariant: the mark that holds is marked for eye and ear; a reason that was given with the excuse is kept
//! when somebody is marked as excused.

use super::meeting_parts::back;
use crate::ui::{
    ActionButton, BackLink, Column, Details, EmptyState, Field, Form, Hidden, LiveMeeting, LivePart, Look, Notice,
    Page, PageTitle, Sheet, Stat, Stats, Submit, Table, TagKind, cell, dates, t,
};
use crate::{Html, Request};
use domain::attendance::{may_check_in, may_mark, may_mark_as, opens_before};
use domain::ids::MeetingId;
use domain::meeting::{ParticipantLine, Presence, Reply, Turnout};
use domain::policy::MeetingRole;
use domain::{Error, Result};
use leptos::prelude::*;

/// The marks that somebody can be given, in the order of the buttons.
const MARKS: [Presence; 4] = [Presence::Room, Presence::Online, Presence::Excused, Presence::Unexcused];

/// `GET /meetings/{id}/attendance?reason={person}`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Meetings::participants`]; [`Error::Forbidden`] for those who do not keep attendance.
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    // Once it is sealed nobody marks any more; whoever prepared the meeting may still read who was there.
    if !(view.can.keep_attendance || view.can.see_readers) {
        return Err(Error::Forbidden);
    }
    let people = rq.ports.meetings.participants(&rq.caller, meeting).await?;
    let (asked, now) = (asked_for(rq), rq.page.now);
    let t = rq.t();
    Ok(rq.render(move || {
        let why = match may_mark(&view.state) {
            Err(Error::Refused(fault)) => Some(t.fault(&fault)),
            _ => None,
        };
        let closed = why.is_some();
        let reason = people
            .iter()
            .find(|line| line.person.to_string() == asked)
            .filter(|_| !closed)
            .map(|line| reason_form(meeting, line));
        let marks: Vec<Presence> = MARKS
            .into_iter()
            .filter(|mark| may_mark_as(*mark, &view.state, view.starts_at, now).is_ok())
            .collect();
        let early = (!closed && marks.len() < MARKS.len())
            .then(|| t.attendance_opens(&dates::date_time(view.starts_at - opens_before())));
        // What the session has left behind is corrected, not taken back.
        let undo = may_check_in(&view.state, view.starts_at, now).is_ok() || early.is_some();
        let offers = Offers { marks, undo };
        let (list, figures) = (list(meeting, &people, &offers), figures(view.turnout));
        let rest = may_check_in(&view.state, view.starts_at, now).is_ok() && view.turnout.unknown > 0;
        let rest = rest.then(|| rest_here(meeting, view.turnout.unknown));
        let (back, label) = back(&view, now);
        view! {
            <Page title=t.attendance_title() wide=true>
                <BackLink href=back label=label />
                <PageTitle title=t.attendance_title() sub=view.title.clone() />
                {reason}
                {why.or(early).map(|sentence| view! { <Notice>{sentence}</Notice> })}
                <LivePart id="attendance-figures"><div class="four">{figures}</div>{rest}</LivePart>
                <LivePart id="attendance-list">{list}</LivePart>
                <LiveMeeting id=meeting.to_string() />
            </Page>
        }
    }))
}

/// Whose reason is to be written: asked for by the link, or sent and refused.
fn asked_for(rq: &Request) -> String {
    let refused = rq.form.as_ref().filter(|form| form.form == "reason").and_then(|form| {
        let person = form.values.iter().find(|(name, _)| name == "person");
        person.map(|(_, value)| value.clone())
    });
    refused.unwrap_or_else(|| rq.asked("reason").to_owned())
}

fn figures(turnout: Turnout) -> AnyView {
    let t = t();
    view! {
        <Stats>
            <Stat label=t.attendance_present() value=turnout.present.to_string() of=t.chair_of(turnout.summoned) />
            <Stat label=t.attendance_excused_count() value=turnout.excused.to_string() />
            <Stat label=t.attendance_unexcused_count() value=turnout.unexcused.to_string() />
            <Stat label=t.attendance_unknown_count() value=turnout.unknown.to_string() kind=TagKind::Plain />
        </Stats>
    }
    .into_any()
}

/// Everybody who is left at once: the number is named before the button.
fn rest_here(meeting: MeetingId, unknown: u32) -> AnyView {
    let t = t();
    view! {
        <Details summary=t.attendance_rest()>
            <p>{t.attendance_rest_note(unknown)}</p>
            <ActionButton action=format!("/meetings/{meeting}/attendance/rest") label=t.attendance_rest_do(unknown)
                look=Look::Plain />
        </Details>
    }
    .into_any()
}

/// What may be pressed now, for everybody alike.
struct Offers {
    marks: Vec<Presence>,
    undo: bool,
}

fn list(meeting: MeetingId, people: &[ParticipantLine], offers: &Offers) -> AnyView {
    let t = t();
    if people.is_empty() {
        return view! { <Sheet><EmptyState sentence=t.attendance_empty() /></Sheet> }.into_any();
    }
    let rows = people
        .iter()
        .map(|line| {
            let mark = if offers.marks.is_empty() {
                t.presence(line.presence).into_any()
            } else {
                marks(meeting, line, offers)
            };
            vec![name(line), reply(line), cell(mark)]
        })
        .collect();
    let columns = vec![
        Column::text(t.attendance_name()),
        Column::text(t.attendance_reply()),
        Column::quiet(t.attendance_mark()),
    ];
    view! { <Table caption=t.attendance_caption() quiet_caption=true columns=columns rows=rows /> }.into_any()
}

fn name(line: &ParticipantLine) -> AnyView {
    let t = t();
    let sub = match line.role {
        MeetingRole::Participant => t.status(line.status),
        role @ (MeetingRole::Chair | MeetingRole::MinuteTaker | MeetingRole::Teller) => {
            format!("{} · {}", t.meeting_role(role), t.status(line.status))
        }
        role @ (MeetingRole::Follower | MeetingRole::Guest) if line.from.is_empty() => t.meeting_role(role),
        role @ (MeetingRole::Follower | MeetingRole::Guest) => format!("{} · {}", t.meeting_role(role), line.from),
    };
    let id = format!("p-{}", line.person);
    view! { <b class="person" id=id>{line.name.clone()}</b><span class="row-sub">{sub}</span> }.into_any()
}

fn reply(line: &ParticipantLine) -> AnyView {
    let t = t();
    let reason = (!line.reason.is_empty()).then(|| line.reason.clone());
    if line.reply == Reply::None && line.reason.is_empty() {
        return ().into_any();
    }
    let word = match line.reply {
        Reply::None => String::new(),
        reply @ (Reply::Coming | Reply::Excused) => t.reply(reply),
    };
    view! { <span>{word}{reason.map(|reason| view! { <span class="row-sub">{reason}</span> })}</span> }.into_any()
}

/// The mark that holds: what the secretary or the person has marked, else what the reply says.
fn held(line: &ParticipantLine) -> Presence {
    match (line.presence, line.reply) {
        (Presence::Unknown, Reply::Excused) => Presence::Excused,
        (held, _) => held,
    }
}

/// The buttons of one form; the mark that holds is pressed.
fn marks(meeting: MeetingId, line: &ParticipantLine, offers: &Offers) -> AnyView {
    let t = t();
    let id = line.person.to_string();
    let reason = line.reason.clone();
    let held = held(line);
    let buttons = offers
        .marks
        .iter()
        .copied()
        .map(|mark| {
            let word = match mark {
                Presence::Online => t.attendance_online(),
                // Alone, the button says the whole of it.
                Presence::Excused if offers.marks.len() == 1 => t.attendance_excused_count(),
                Presence::Excused => t.attendance_excused(),
                Presence::Unexcused => t.attendance_unexcused(),
                Presence::Room | Presence::Unknown => t.attendance_room(),
            };
            let holds = mark == held;
            let spoken = t.attendance_mark_spoken(&line.name, &word);
            view! {
                <button type="submit" class=if holds { "mark on" } else { "mark" } name="presence" value=mark.code()
                    aria-pressed=if holds { "true" } else { "false" } aria-label=spoken>
                    {holds.then(|| view! { <span aria-hidden="true">"✓ "</span> })}{word}
                </button>
            }
        })
        .collect_view();
    let undo = (offers.undo && line.presence != Presence::Unknown).then(|| {
        let spoken = t.attendance_undo_spoken(&line.name);
        view! {
            <button type="submit" class="mark-undo as-link" name="presence" value=Presence::Unknown.code()
                aria-label=spoken>{t.attendance_undo()}</button>
        }
    });
    let reason_link = (held == Presence::Excused).then(|| {
        let label = if line.reason.is_empty() {
            t.attendance_reason_add()
        } else {
            t.attendance_reason_edit()
        };
        view! { <a class="mark-reason" href=format!("/meetings/{meeting}/attendance?reason={id}")>{label}</a> }
    });
    view! {
        <Form name=format!("attendance-{id}") class="marks" action=format!("/meetings/{meeting}/attendance")>
            <Hidden name="person" value=id.clone() />
            <Hidden name="reason" value=reason />
            {buttons}
            {undo}
        </Form>
        {reason_link}
    }
    .into_any()
}

fn reason_form(meeting: MeetingId, line: &ParticipantLine) -> AnyView {
    let t = t();
    let title = t.attendance_reason_of(&line.name);
    let (id, reason) = (line.person.to_string(), line.reason.clone());
    view! {
        <Sheet title=title>
            <Form name="reason" action=format!("/meetings/{meeting}/attendance")>
                <Hidden name="person" value=id />
                <Hidden name="presence" value=Presence::Excused.code() />
                <Field name="reason" label=t.attendance_reason() value=reason />
                <Submit label=t.attendance_reason_save() />
            </Form>
        </Sheet>
    }
    .into_any()
}
