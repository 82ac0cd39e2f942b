//! The evening: check-in, attendance, the console, notes.

use super::{Button, chair, item_of};
use crate::edge::{Guard, Next, Routes};
use app::pages;
use domain::done::Done;
use domain::ids::MeetingId;
use domain::meeting::{AttendanceForm, CheckInForm, ItemRef, NoteForm, OpenForm, PersonRef, Presence};
use domain::policy::ActionKind;

const KEEP: Guard = Guard::Action(ActionKind::KeepAttendance);
const RUN: Guard = Guard::Action(ActionKind::RunSession);
const NOTE: Guard = Guard::Action(ActionKind::NoteItem);

pub fn routes() -> Routes {
    session(attendance())
}

fn attendance() -> Routes {
    Routes::default()
        .page_form(
            "/meetings/{id}/check-in",
            Guard::Action(ActionKind::CheckIn),
            Guard::Action(ActionKind::CheckIn),
            |rq, ids| async move { pages::check_in::show(&rq, ids.id("id")?).await },
            |visit, form: CheckInForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .check_in(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(format!("/meetings/{meeting}")).saying(Done::CheckedIn))
            },
        )
        .page("/meetings/{id}/code", KEEP, |rq, ids| async move {
            pages::code::show(&rq, ids.id("id")?).await
        })
        .page_form(
            "/meetings/{id}/attendance",
            KEEP,
            KEEP,
            |rq, ids| async move { pages::attendance::show(&rq, ids.id("id")?).await },
            |visit, form: AttendanceForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                // Back to the line that was changed, not to the top of a long list.
                let line = form
                    .person
                    .parse::<domain::ids::PersonId>()
                    .map(|id| format!("#p-{id}"))
                    .unwrap_or_default();
                let done = match Presence::from_code(&form.presence) {
                    Some(Presence::Unknown) => Done::AttendanceTakenBack,
                    _ => Done::AttendanceMarked,
                };
                visit
                    .rq
                    .ports
                    .meetings
                    .mark_attendance(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(format!("/meetings/{meeting}/attendance{line}")).saying(done))
            },
        )
        .form(
            "/meetings/{id}/attendance/rest",
            KEEP,
            |rq, ids| async move { pages::attendance::show(&rq, ids.id("id")?).await },
            |visit, _: Button| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit.rq.ports.meetings.mark_rest(&visit.rq.caller, meeting).await?;
                Ok(Next::to(format!("/meetings/{meeting}/attendance")).saying(Done::AttendanceMarked))
            },
        )
        .form(
            "/meetings/{id}/minute-taker",
            RUN,
            |rq, ids| async move { pages::meeting_people::show(&rq, ids.id("id")?).await },
            |visit, form: PersonRef| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .set_minute_taker(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(format!("/meetings/{meeting}/people")).saying(Done::MinuteTakerSet))
            },
        )
}

fn session(routes: Routes) -> Routes {
    routes
        .page("/meetings/{id}/chair", RUN, |rq, ids| async move {
            pages::chair::console(&rq, ids.id("id")?).await
        })
        .form(
            "/meetings/{id}/open",
            RUN,
            |rq, ids| async move { pages::chair_open::show(&rq, ids.id("id")?).await },
            |visit, form: OpenForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .open_session(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(chair(meeting)).saying(Done::SessionOpened))
            },
        )
        .form(
            "/meetings/{id}/table",
            RUN,
            |rq, ids| async move { pages::chair::console(&rq, ids.id("id")?).await },
            |visit, form: ItemRef| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .put_on_table(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(chair(meeting)))
            },
        )
        .page_form(
            "/meetings/{id}/end",
            RUN,
            RUN,
            |rq, ids| async move { pages::chair_end::show(&rq, ids.id("id")?).await },
            |visit, _: Button| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit.rq.ports.meetings.end_session(&visit.rq.caller, meeting).await?;
                Ok(Next::to(format!("/meetings/{meeting}/minutes")).saying(Done::SessionEnded))
            },
        )
        .page_form(
            "/meetings/{id}/items/{item}/notes",
            NOTE,
            NOTE,
            |rq, ids| async move { pages::notes::show(&rq, ids.id("id")?, ids.id("item")?).await },
            |visit, form: NoteForm| async move {
                let (meeting, item) = item_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.meetings.note(&visit.rq.caller, item, form).await?;
                Ok(Next::to(format!("/meetings/{meeting}/items/{item}/notes")).saying(Done::NoteSaved))
            },
        )
}
