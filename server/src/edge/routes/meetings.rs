//! Meetings before the evening: lists, frame, agenda, announcing, replying.

use super::{Button, item_of};
use crate::edge::answer::Answer;
use crate::edge::{Guard, Next, Routes};
use app::pages;
use axum::http::{Method, header};
use axum::response::IntoResponse;
use domain::done::Done;
use domain::ids::{MeetingId, NoticeId, UnitId};
use domain::meeting::{
    InviteForm, ItemForm, ItemRef, MeetingForm, MoveItemForm, PersonRef, ReasonForm, Reply, ReplyForm, TellAgendaForm,
    TellersForm,
};
use domain::policy::ActionKind::{
    AnnounceMeeting, CancelMeeting, CreateMeeting, EditMeeting, ReplyToMeeting, RunSession, ViewMeeting,
};
use domain::{Error, Fault};

const VIEW: Guard = Guard::Action(ViewMeeting);
const EDIT: Guard = Guard::Action(EditMeeting);

fn agenda(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/agenda")
}

pub fn routes() -> Routes {
    before(agenda_routes(lists()))
}

fn lists() -> Routes {
    Routes::default()
        .page("/", Guard::Lists(ViewMeeting), |rq, _| async move {
            pages::home::show(&rq).await
        })
        .page("/notices", Guard::Own, |rq, _| async move {
            pages::notices::show(&rq).await
        })
        .form(
            "/notices/read",
            Guard::Own,
            |rq, _| async move { pages::notices::show(&rq).await },
            |visit, _: Button| async move {
                visit.rq.ports.meetings.read_all_notices(&visit.rq.caller).await?;
                Ok(Next::to("/notices").saying(Done::NoticesRead))
            },
        )
        .form(
            "/notices/{id}/read",
            Guard::Own,
            |rq, _| async move { pages::notices::show(&rq).await },
            |visit, _: Button| async move {
                let notice: NoticeId = visit.ids.id("id")?;
                visit.rq.ports.meetings.read_notice(&visit.rq.caller, notice).await?;
                Ok(Next::to("/notices").saying(Done::NoticeRead))
            },
        )
        .form(
            "/notices/{id}/open",
            Guard::Own,
            |rq, _| async move { pages::notices::show(&rq).await },
            |visit, _: Button| async move {
                let notice: NoticeId = visit.ids.id("id")?;
                let meeting = visit.rq.ports.meetings.read_notice(&visit.rq.caller, notice).await?;
                Ok(Next::to(format!("/meetings/{meeting}")))
            },
        )
        .page("/meetings", Guard::Lists(ViewMeeting), |rq, _| async move {
            pages::meetings::list(&rq).await
        })
        .page_form(
            "/meetings/new",
            Guard::Lists(CreateMeeting),
            Guard::Action(CreateMeeting),
            |rq, _| async move { pages::meeting_edit::new(&rq).await },
            |visit, form: NewMeeting| async move {
                // The page names the unit in its address, so that it stays chosen whatever is typed.
                let unit = if form.unit.is_empty() {
                    visit.rq.asked("unit")
                } else {
                    &form.unit
                };
                let unit: UnitId = unit.parse().map_err(|_| Error::field("unit", Fault::NotAChoice))?;
                let copies = !form.meeting.copy_from.trim().is_empty();
                let meeting = visit
                    .rq
                    .ports
                    .meetings
                    .create(&visit.rq.caller, unit, form.meeting)
                    .await?;
                // What was taken over is to be looked through once.
                let look = if copies { pages::agenda::COPIED } else { "" };
                Ok(Next::to(format!("{}{look}", agenda(meeting))).saying(Done::MeetingCreated))
            },
        )
}

/// The frame of a meeting and the unit it is for.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
struct NewMeeting {
    unit: String,
    #[serde(flatten)]
    meeting: MeetingForm,
}

fn agenda_routes(routes: Routes) -> Routes {
    routes
        .page_form(
            "/meetings/{id}/agenda",
            EDIT,
            EDIT,
            |rq, ids| async move { pages::agenda::arrange(&rq, ids.id("id")?).await },
            |visit, form: ItemForm| async move {
                let meeting = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .add_item(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(agenda(meeting)).saying(Done::ItemAdded))
            },
        )
        .form(
            "/meetings/{id}/agenda/tell",
            EDIT,
            |rq, ids| async move { pages::agenda::arrange(&rq, ids.id("id")?).await },
            |visit, form: TellAgendaForm| async move {
                let meeting = visit.ids.id("id")?;
                let meetings = &visit.rq.ports.meetings;
                meetings.tell_agenda(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(format!("/meetings/{meeting}/invitation")).saying(Done::AgendaTold))
            },
        )
        .form(
            "/meetings/{id}/agenda/move",
            EDIT,
            |rq, ids| async move { pages::agenda::arrange(&rq, ids.id("id")?).await },
            |visit, form: MoveItemForm| async move {
                let meeting = visit.ids.id("id")?;
                // The page shows the item where it is now, not its own top.
                let item: String = form
                    .item
                    .chars()
                    .filter(|c| c.is_ascii_hexdigit() || *c == '-')
                    .take(36)
                    .collect();
                visit
                    .rq
                    .ports
                    .meetings
                    .move_item(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(format!("{}#i-{item}", agenda(meeting))).saying(Done::ItemMoved))
            },
        )
        .form(
            "/meetings/{id}/agenda/remove",
            EDIT,
            |rq, ids| async move { pages::agenda::arrange(&rq, ids.id("id")?).await },
            |visit, form: ItemRef| async move {
                let meeting = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .remove_item(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(agenda(meeting)).saying(Done::ItemRemoved))
            },
        )
        .page_form(
            "/meetings/{id}/agenda/{item}",
            EDIT,
            EDIT,
            |rq, ids| async move { pages::agenda::item(&rq, ids.id("id")?, ids.id("item")?).await },
            |visit, form: ItemForm| async move {
                let (meeting, item) = item_of(&visit.rq, &visit.ids).await?;
                visit
                    .rq
                    .ports
                    .meetings
                    .edit_item(&visit.rq.caller, meeting, item, form)
                    .await?;
                let mut next = agenda(meeting);
                if pages::agenda::was_copied(&visit.rq) {
                    next.push_str(pages::agenda::COPIED);
                }
                Ok(Next::to(next).saying(Done::ItemEdited))
            },
        )
}

fn before(routes: Routes) -> Routes {
    routes
        .page("/meetings/{id}", VIEW, |rq, ids| async move {
            pages::meeting::show(&rq, ids.id("id")?).await
        })
        .page_form(
            "/meetings/{id}/edit",
            EDIT,
            EDIT,
            |rq, ids| async move { pages::meeting_edit::edit(&rq, ids.id("id")?).await },
            |visit, form: MeetingForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit.rq.ports.meetings.edit(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(format!("/meetings/{meeting}")).saying(Done::MeetingEdited))
            },
        )
        .page_form(
            "/meetings/{id}/announce",
            Guard::Action(AnnounceMeeting),
            Guard::Action(AnnounceMeeting),
            |rq, ids| async move { pages::announce::show(&rq, ids.id("id")?).await },
            |visit, _: Button| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit.rq.ports.meetings.announce(&visit.rq.caller, meeting).await?;
                Ok(Next::to(format!("/meetings/{meeting}/invitation")).saying(Done::MeetingAnnounced))
            },
        )
        .page_form(
            "/meetings/{id}/cancel",
            Guard::Action(CancelMeeting),
            Guard::Action(CancelMeeting),
            |rq, ids| async move { pages::reply::cancel(&rq, ids.id("id")?).await },
            |visit, form: ReasonForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                let meetings = &visit.rq.ports.meetings;
                meetings.cancel(&visit.rq.caller, meeting, form).await?;
                let mut next = format!("/meetings/{meeting}");
                // Who was called hears of it in the chat group as well.
                if meetings.view(&visit.rq.caller, meeting).await?.was_called_off() {
                    next.push_str("/invitation");
                }
                Ok(Next::to(next).saying(Done::MeetingCancelled))
            },
        )
        .page_form(
            "/meetings/{id}/reply",
            Guard::Action(ReplyToMeeting),
            Guard::Action(ReplyToMeeting),
            |rq, ids| async move { pages::reply::show(&rq, ids.id("id")?).await },
            |visit, form: ReplyForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                let coming = form.reply == Reply::Coming.code();
                visit.rq.ports.meetings.reply(&visit.rq.caller, meeting, form).await?;
                let done = if coming { Done::WillAttend } else { Done::ExcuseSent };
                Ok(Next::to(format!("/meetings/{meeting}")).saying(done))
            },
        )
        .page_form(
            "/meetings/{id}/people",
            EDIT,
            EDIT,
            |rq, ids| async move { pages::meeting_people::show(&rq, ids.id("id")?).await },
            |visit, form: InviteForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit.rq.ports.meetings.invite(&visit.rq.caller, meeting, form).await?;
                Ok(Next::to(format!("/meetings/{meeting}/people")).saying(Done::PersonInvited))
            },
        )
        .form(
            "/meetings/{id}/people/remove",
            EDIT,
            |rq, ids| async move { pages::meeting_people::show(&rq, ids.id("id")?).await },
            |visit, form: PersonRef| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .uninvite(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(format!("/meetings/{meeting}/people")).saying(Done::PersonUninvited))
            },
        )
        .form(
            "/meetings/{id}/tellers",
            Guard::Action(RunSession),
            |rq, ids| async move { pages::meeting_people::show(&rq, ids.id("id")?).await },
            |visit, form: TellersForm| async move {
                let meeting: MeetingId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .meetings
                    .set_tellers(&visit.rq.caller, meeting, form)
                    .await?;
                Ok(Next::to(format!("/meetings/{meeting}/people")).saying(Done::TellersSet))
            },
        )
        .page("/meetings/{id}/invitation", EDIT, |rq, ids| async move {
            pages::announce::invitation(&rq, ids.id("id")?).await
        })
        .raw(
            Method::GET,
            "/meetings/{id}/calendar.ics",
            VIEW,
            |visit, _| async move {
                let calendar = visit
                    .rq
                    .ports
                    .meetings
                    .calendar(&visit.rq.caller, visit.ids.id("id")?)
                    .await?;
                let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
                let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"hop.ics\"");
                Ok(Answer::Whole(([kind, name], calendar).into_response()))
            },
        )
}
