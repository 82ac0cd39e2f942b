//! Parts of a meeting's page: the item on the table, the agenda, facts, tools of those who prepare.
//!
//! Invariant: how somebody voted stands nowhere; figures of a vote stand only once it is declared.

use super::agenda::sum_of;
use super::parts::DocumentRows;
use super::vote_parts::outcome_tag;
use crate::ui::{
    Agenda, AgendaLine, ButtonLink, EmptyState, Fact, Facts, Look, Notice, Progress, Row, Rows, Sheet, Tag, TagKind,
    Tags, Tone, t,
};
use chrono::{DateTime, Duration, Utc};
use domain::attendance::has_seat;
use domain::ids::MeetingId;
use domain::meeting::{ItemView, MeetingView, OwnPart, Presence, StateKind, VoteLine};
use domain::member::Status;
use domain::policy::MeetingRole;
use domain::rule::Channel;
use domain::vote::StateKind as VoteState;
use leptos::prelude::*;
use std::sync::Arc;

/// The item on the table, with its documents and its open vote.
#[component]
pub(super) fn OnTable(
    view: Arc<MeetingView>,
    /// It is the page's gold sheet; otherwise something stands above it.
    first: bool,
) -> impl IntoView {
    let t = t();
    let (meeting, own) = (view.id, view.own.clone());
    let open = |item: &ItemView| -> Vec<VoteLine> {
        let votes = item.votes.iter();
        votes.filter(|vote| vote.state == VoteState::Open).cloned().collect()
    };
    // A vote on another item goes on while this one is discussed.
    let elsewhere: Vec<VoteLine> = view.items.iter().filter(|item| !item.on_table).flat_map(open).collect();
    let elsewhere = (!elsewhere.is_empty()).then(|| {
        let own = own.clone();
        view! {
            <Sheet now=first eyebrow=t.vote_state(VoteState::Open)>
                {elsewhere.into_iter().map(|vote| view! { <OpenVote meeting=meeting vote=vote own=own.clone() first=first /> }).collect_view()}
            </Sheet>
        }
    });
    let Some(item) = view.items.iter().find(|item| item.on_table).cloned() else {
        return view! {
            {elsewhere}
            <Sheet now=first eyebrow=t.meeting_on_table()><p>{t.meeting_nothing_on_table()}</p></Sheet>
        }
        .into_any();
    };
    let votes = open(&item);
    let waiting = match votes.as_slice() {
        [vote] if first && waits(vote, own.as_ref()) => Some(vote.clone()),
        _ => None,
    };
    if let Some(vote) = waiting {
        // On a phone the button must not lie below the screen: the item is named after it.
        let (question, about) = (vote.question.clone(), format!("{}. {}", item.number, item.title));
        return view! {
            {elsewhere}
            <Sheet now=true eyebrow=t.vote_state(VoteState::Open) title=question>
                <OpenVote meeting=meeting vote=vote own=own titled=true first=true />
                <p class="soft">{t.meeting_on_table()}": "{about}</p>
                {(!item.documents.is_empty()).then(|| view! { <DocumentRows documents=item.documents.clone() /> })}
            </Sheet>
        }
        .into_any();
    }
    view! {
        {elsewhere}
        <Sheet now=first eyebrow=t.meeting_on_table() title=format!("{}. {}", item.number, item.title)>
            {(!item.presenter.is_empty()).then(|| view! { <p class="soft">{item.presenter.clone()}</p> })}
            // Above the documents: on a phone the button must not lie below the screen.
            {votes.into_iter().map(|vote| view! { <OpenVote meeting=meeting vote=vote own=own.clone() first=first /> }).collect_view()}
            {(!item.documents.is_empty()).then(|| view! { <DocumentRows documents=item.documents.clone() /> })}
        </Sheet>
    }
    .into_any()
}

#[component]
fn OpenVote(
    meeting: MeetingId,
    vote: VoteLine,
    own: Option<OwnPart>,
    first: bool,
    /// The question stands above it.
    #[prop(optional)]
    titled: bool,
) -> impl IntoView {
    let t = t();
    let href = format!("/meetings/{meeting}/votes/{}", vote.id);
    let counts = own.as_ref().is_some_and(|own| own.role == MeetingRole::Teller) && vote.channels.has(Channel::Paper);
    let has_vote = has_vote(own.as_ref());
    let by_phone = vote.channels.has(Channel::Phone);
    let paper = counts.then(|| {
        let look = if by_phone || !first { Look::Plain } else { Look::Main };
        view! { <ButtonLink href=format!("{href}/paper") label=t.vote_to_paper() look=look /> }
    });
    view! {
        {(!titled).then(|| view! { <p><b>{vote.question}</b></p> })}
        {if vote.recorded == Some(Channel::Paper) {
            view! { <Tags><Tag kind=TagKind::Yes label=t.vote_paper_given() /></Tags> }.into_any()
        } else if vote.recorded.is_some() {
            view! {
                <Tags><Tag kind=TagKind::Yes label=t.meeting_vote_recorded() /></Tags>
                <ButtonLink href=href label=t.meeting_vote_watch() look=Look::Plain />
            }.into_any()
        } else if has_vote && !by_phone {
            view! { <p>{t.vote_other_way(&vote.channels)}</p> }.into_any()
        } else if has_vote && first {
            view! { <ButtonLink href=href label=t.meeting_vote() /> }.into_any()
        } else if has_vote {
            view! { <Tags><Tag kind=TagKind::Calm label=t.meeting_voting() /></Tags> }.into_any()
        } else {
            view! {
                <p class="soft">{t.meeting_no_vote()}</p>
                <ButtonLink href=href label=t.meeting_vote_watch() look=Look::Plain />
            }.into_any()
        }}
        {paper}
    }
    .into_any()
}

fn has_vote(own: Option<&OwnPart>) -> bool {
    own.is_some_and(|own| has_seat(own.role) && may_vote(own.status))
}

/// Whether this vote waits for the reader's ballot by phone.
fn waits(vote: &VoteLine, own: Option<&OwnPart>) -> bool {
    has_vote(own) && vote.recorded.is_none() && vote.channels.has(Channel::Phone)
}

/// Whether somebody of this status can be on a roll; the roll itself decides.
const fn may_vote(status: Status) -> bool {
    match status {
        Status::Official | Status::Exempt | Status::TemporaryOut => true,
        Status::Probationary | Status::TemporaryIn | Status::Suspended | Status::Candidate | Status::Left => false,
    }
}

#[component]
pub(super) fn AgendaSheet(view: Arc<MeetingView>) -> impl IntoView {
    let t = t();
    let started = match view.state.kind() {
        StateKind::InSession | StateKind::Ended | StateKind::Sealed => true,
        StateKind::Draft | StateKind::Announced | StateKind::Cancelled => false,
    };
    let sum = sum_of(&view.items);
    view! {
        <Sheet title=t.meeting_agenda()>
            {if view.items.is_empty() {
                view! { <EmptyState sentence=t.meeting_agenda_none() /> }.into_any()
            } else {
                view! {
                    <Agenda>
                        {view.items.iter().map(|item| agenda_item(view.id, item)).collect_view()}
                    </Agenda>
                    {(!started).then(|| view! { <p class="soft small num">{t.meeting_agenda_total(sum)}</p> })}
                }.into_any()
            }}
        </Sheet>
    }
    .into_any()
}

/// One line of the agenda: presenter, documents unless they stand in the sheet above, declared votes.
fn agenda_item(meeting: MeetingId, item: &ItemView) -> AnyView {
    let t = t();
    let progress = if item.on_table {
        Progress::Current
    } else if item.done {
        Progress::Done
    } else {
        Progress::Ahead
    };
    let mut sub: Vec<String> = Vec::new();
    if !item.presenter.is_empty() {
        sub.push(item.presenter.clone());
    }
    if item.votes.is_empty()
        && let Some(matter) = item.matter
    {
        let matter = t.matter(matter);
        sub.push(if item.done {
            t.meeting_item_undecided(&matter)
        } else {
            t.meeting_item_decides(&matter)
        });
    }
    let documents = if item.on_table {
        Vec::new()
    } else {
        item.documents.clone()
    };
    let votes = item.votes.iter();
    let votes: Vec<VoteLine> = votes.filter(|vote| vote.state != VoteState::Open).cloned().collect();
    let more = !documents.is_empty() || !votes.is_empty();
    let time = t.meeting_item_minutes(item.minutes);
    let sub = sub.join(" · ");
    let (title, number) = (item.title.clone(), item.number.clone());
    if more {
        view! {
            <AgendaLine title=title number=number time=time sub=sub progress=progress>
                {votes.into_iter().map(|vote| view! { <PastVote meeting=meeting vote=vote /> }).collect_view()}
                {(!documents.is_empty()).then(|| view! { <DocumentRows documents=documents /> })}
            </AgendaLine>
        }
        .into_any()
    } else {
        view! { <AgendaLine title=title number=number time=time sub=sub progress=progress /> }.into_any()
    }
}

/// A vote that is over: outcome and figures, with the way to its page.
#[component]
fn PastVote(meeting: MeetingId, vote: VoteLine) -> impl IntoView {
    let t = t();
    let declaration = vote.declaration.as_deref();
    let figures = declaration
        .map(|declaration| t.vote_in_short(declaration))
        .unwrap_or_default();
    let (kind, label) = match declaration {
        Some(declaration) => (outcome_tag(declaration.outcome), t.vote_outcome(declaration)),
        None => (TagKind::Plain, t.vote_state(vote.state)),
    };
    view! {
        <Rows>
            <Row title=vote.question sub=figures href=format!("/meetings/{meeting}/votes/{}", vote.id)>
                <Tag kind=kind label=label />
            </Row>
        </Rows>
    }
    .into_any()
}

/// Tellers, followers and guests, as far as there are any: what they are and their names.
pub(super) fn others_by_role(view: &MeetingView) -> Vec<(String, String)> {
    let t = t();
    [
        (t.meeting_tellers(), &view.tellers),
        (t.meeting_followers(), &view.followers),
        (t.meeting_guests(), &view.guests),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(role, names)| (role, names.join(", ")))
    .collect()
}

#[component]
pub(super) fn FactsSheet(view: Arc<MeetingView>) -> impl IntoView {
    let t = t();
    let kind = view.state.kind();
    let held = matches!(kind, StateKind::Ended | StateKind::Sealed);
    let ahead = matches!(kind, StateKind::Announced);
    let turnout = view.turnout;
    let others = others_by_role(&view);
    let attendance = t.meeting_attendance_of(turnout.present, turnout.summoned, turnout.excused, turnout.unexcused);
    let id = view.id;
    let link = view.link.clone();
    let presence = view
        .own
        .as_ref()
        .map(|own| own.presence)
        .filter(|presence| held && *presence != Presence::Unknown);
    view! {
        <Sheet title=t.meeting_facts()>
            <Facts>
                <Fact name=t.meeting_kind_of() value=format!("{} · {}", t.meeting_kind(view.kind), view.unit_name) />
                <Fact name=t.meeting_when() value=format!("{} · {}", t.moment(view.starts_at), t.meeting_item_minutes(view.minutes)) />
                {(!view.place.is_empty()).then(|| view! { <Fact name=t.meeting_where() value=view.place.clone() /> })}
                {(!link.is_empty()).then(|| view! {
                    <Fact name=t.meeting_link()><a href=link rel="noopener noreferrer">{t.meeting_link_open()}</a></Fact>
                })}
                {(!view.chair.is_empty()).then(|| view! { <Fact name=t.meeting_chair() value=view.chair.clone() /> })}
                {(!view.minute_taker.is_empty()).then(|| view! { <Fact name=t.meeting_minute_taker() value=view.minute_taker.clone() /> })}
                {others.into_iter().map(|(name, names)| view! { <Fact name=name value=names /> }).collect_view()}
                {held.then(|| view! {
                    <Fact name=t.meeting_attendance() value=attendance />
                })}
                {presence.map(|presence| view! { <Fact name=t.meeting_own_presence() value=t.presence(presence) /> })}
            </Facts>
            {ahead.then(|| view! { <p><a href=format!("/meetings/{id}/calendar.ics") download>{t.meeting_calendar()}</a></p> })}
        </Sheet>
    }
    .into_any()
}

/// The chair's console is at hand this long before the meeting begins.
pub(super) const SOON_HOURS: i64 = 3;

/// Whether the reader runs this meeting now, or soon.
pub(super) fn runs_now(view: &MeetingView, now: DateTime<Utc>) -> bool {
    let near = match view.state.kind() {
        StateKind::InSession => true,
        StateKind::Announced => view.starts_at - now < Duration::hours(SOON_HOURS),
        StateKind::Draft | StateKind::Ended | StateKind::Sealed | StateKind::Cancelled => false,
    };
    near && view.can.run
}

/// Where the pages around the evening lead back: to the console for whoever is running the meeting, else to its page.
pub(super) fn back(view: &MeetingView, now: DateTime<Utc>) -> (String, String) {
    let (t, meeting) = (t(), format!("/meetings/{}", view.id));
    if runs_now(view, now) {
        (format!("{meeting}/chair"), t.chair_title())
    } else {
        (meeting, t.meeting_back())
    }
}

/// Says that the meeting is planned shorter than the rule wants.
pub(super) fn too_short(view: &MeetingView) -> AnyView {
    let (minutes, least) = (view.minutes, view.least_minutes);
    (minutes < least)
        .then(|| view! { <Notice tone=Tone::Warning><p class="num">{t().meeting_short(minutes, least)}</p></Notice> })
        .into_any()
}

/// What those do who prepare and follow a meeting.
#[component]
pub(super) fn Tools(view: Arc<MeetingView>) -> impl IntoView {
    let t = t();
    let base = format!("/meetings/{}", view.id);
    let kind = view.state.kind();
    let open = view.state.is_editable();
    let announced = kind == StateKind::Announced;
    let alive = kind != StateKind::Cancelled && kind != StateKind::Sealed;
    let can = view.can;
    let mut tools = Vec::new();
    if can.arrange {
        let label = if open {
            t.meeting_tool_agenda()
        } else {
            t.meeting_tool_add_item()
        };
        tools.push((label, "agenda"));
    }
    if can.invite {
        let label = if kind == StateKind::Draft {
            t.meeting_tool_people_draft()
        } else {
            t.meeting_tool_people()
        };
        tools.push((label, "people"));
    }
    if can.add_document && alive {
        tools.push((t.meeting_tool_document(), "documents/new"));
    }
    if can.edit && open {
        tools.push((t.meeting_tool_edit(), "edit"));
    }
    if can.keep_attendance && announced {
        tools.push((t.meeting_tool_replies(), "attendance"));
    }
    if can.see_readers && kind != StateKind::Draft {
        tools.push((t.meeting_tool_readers(), "readers"));
    }
    if can.edit && announced || view.may.edit && view.was_called_off() {
        tools.push((t.meeting_tool_invitation(), "invitation"));
    }
    if can.cancel && open {
        tools.push((t.meeting_tool_cancel(), "cancel"));
    }
    (!tools.is_empty())
        .then(|| {
            view! {
                <Sheet title=t.meeting_tools()>
                    <Rows>
                        {tools.into_iter().map(|(label, path)| view! { <Row title=label href=format!("{base}/{path}") /> }).collect_view()}
                    </Rows>
                </Sheet>
            }
        })
        .into_any()
}
