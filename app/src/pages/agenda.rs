//! The agenda as its editor sees it: ordered, two levels, moved by buttons that need no script.
//!
//! Invariant: nothing is removed by one tap; the rule for the length is a hint and never a wall.

use super::meeting_parts::{self, too_short};
use super::parts::DocumentRows;
use crate::ui::{
    ActionButton, Agenda, AgendaLine, BackLink, ButtonLink, EmptyState, Fact, Facts, Field, Form, Hidden, Kind, Look,
    Notice, Page, PageTitle, Progress, Row, Rows, Select, Sheet, Submit, Tone, overtaken, t,
};
use crate::{Html, Request};
use domain::agenda::names_another_month;
use domain::attendance::is_past_its_day;
use domain::clock;
use domain::done::Done;
use domain::ids::{AgendaItemId, MeetingId};
use domain::meeting::{Direction, ItemKind, ItemView, MeetingView, StateKind};
use domain::rule::Matter;
use domain::{Error, Fault, Result};
use leptos::prelude::*;

/// Minutes that are proposed for a new item.
const USUAL_MINUTES: &str = "10";

/// `GET /meetings/{id}/agenda?remove=`: arrange and add; `remove` asks before it removes.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not edit it (any more); else as the port.
pub async fn arrange(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let m = editable(rq, meeting).await?;
    let removing = m
        .items
        .iter()
        .find(|item| item.id.to_string() == rq.asked("remove"))
        .cloned();
    let copied = was_copied(rq);
    let (t, now) = (rq.t(), rq.page.now);
    let just_changed = matches!(
        rq.page.notice,
        Some(Done::ItemAdded | Done::ItemEdited | Done::ItemMoved | Done::ItemRemoved)
    );
    Ok(rq.render(move || {
        let back = format!("/meetings/{meeting}");
        let running = m.state.kind() == StateKind::InSession;
        let (up, up_label) = meeting_parts::back(&m, now);
        let empty = m.items.is_empty();
        let usual = if empty { ItemKind::Opening } else { ItemKind::Discussion };
        let old = copied.then(|| old_months(&m, false)).flatten();
        let mains = mains(&m.items, None);
        let items = m.items.clone();
        let title = m.title.clone();
        let draft = m.state.kind() == StateKind::Draft;
        let called = m.state.kind() == StateKind::Announced
            && m.can.edit
            && !empty
            && !is_past_its_day(m.starts_at, now);
        // Whoever has just changed something tells it next.
        let changed = called && just_changed;
        let tell = called.then(|| tell(&m, changed));
        let finished = if changed { Look::Plain } else { Look::Main };
        view! {
            <Page title=t.agenda_title()>
                <BackLink href=up.clone() label=up_label />
                <PageTitle title=t.agenda_title() eyebrow=title />
                {running.then(|| view! { <Notice><p>{t.agenda_running()}</p></Notice> })}
                {old}
                {removing.map(|item| view! { <RemoveAsk meeting=meeting item=item /> })}
                <Sheet>
                    {if empty {
                        view! { <EmptyState sentence=t.agenda_none() /> }.into_any()
                    } else {
                        view! { <Items meeting=meeting items=items /> }.into_any()
                    }}
                </Sheet>
                {(!empty).then(|| view! {
                    <Length view=m />
                    {tell}
                    {if draft {
                        view! { <ButtonLink href=format!("{back}/announce") label=t.agenda_next_announce() /> }.into_any()
                    } else {
                        view! { <ButtonLink href=up label=t.agenda_finished() look=finished /> }.into_any()
                    }}
                })}
                <Sheet title=t.agenda_add_title()>
                    <Form action=format!("{back}/agenda") name="item">
                        <Fields mains=mains item=None usual=usual />
                        <Submit label=t.agenda_add() look=if empty { Look::Main } else { Look::Plain } />
                    </Form>
                </Sheet>
            </Page>
        }
    }))
}

/// Everybody has been called already: what has changed since is told when its editor says so, not at every step.
fn tell(m: &MeetingView, changed: bool) -> AnyView {
    let t = t();
    let told = m.told.to_string();
    let action = format!("/meetings/{}/agenda/tell", m.id);
    let look = if changed { Look::Main } else { Look::Plain };
    view! {
        <Sheet title=t.agenda_tell_title()>
            <p>{t.agenda_tell_text()}</p>
            // Pressed twice it tells once.
            <Form action=action name="tell">
                <Hidden name="told" value=told />
                <Submit label=t.agenda_tell_do() look=look />
            </Form>
        </Sheet>
    }
    .into_any()
}

/// `GET /meetings/{id}/agenda/{item}`: change one item, or take it off.
///
/// # Errors
/// [`Error::NotFound`] for an item of another meeting; else as [`arrange`].
pub async fn item(rq: &Request, meeting: MeetingId, item: AgendaItemId) -> Result<Html> {
    let m = editable(rq, meeting).await?;
    let one = m
        .items
        .iter()
        .find(|one| one.id == item)
        .cloned()
        .ok_or(Error::NotFound)?;
    if one.settled {
        return Err(Error::Refused(Fault::ItemSettled));
    }
    let look = if was_copied(rq) { COPIED } else { "" };
    let t = rq.t();
    Ok(rq.render(move || {
        let back = format!("/meetings/{meeting}/agenda");
        let documents = one.documents.clone();
        let mark = one.data().mark();
        let newer = overtaken("item", "was", &mark).then(|| one.clone());
        let votes = (m.can.edit || m.can.run).then(|| votes(meeting, &one));
        let attach = m
            .can
            .add_document
            .then(|| format!("/meetings/{meeting}/documents/new?item={item}"));
        view! {
            <Page title=t.agenda_edit_title()>
                <BackLink href=back.clone() label=t.agenda_title() />
                <PageTitle title=t.agenda_edit_title() eyebrow=format!("{}. {}", one.number, one.title) />
                <Form action=format!("{back}/{item}{look}") name="item">
                    <Hidden name="was" value=mark />
                    <Fields mains=mains(&m.items, Some(item)) item=Some(one) usual=ItemKind::Discussion />
                    <Submit label=t.agenda_save() />
                </Form>
                {newer.map(|newer| view! { <Newer item=newer /> })}
                <Sheet title=t.agenda_documents()>
                    {if documents.is_empty() {
                        view! { <p class="soft">{t.agenda_documents_none()}</p> }.into_any()
                    } else {
                        view! { <DocumentRows documents=documents tagged=false /> }.into_any()
                    }}
                    {attach.map(|href| view! { <ButtonLink href=href label=t.agenda_attach() look=Look::Plain /> })}
                </Sheet>
                {votes}
                <p><a href=format!("{back}?remove={item}")>{t.agenda_remove_do()}</a></p>
            </Page>
        }
    }))
}

/// What somebody else has saved of an item meanwhile.
#[component]
fn Newer(item: ItemView) -> impl IntoView {
    let t = t();
    view! {
        <Sheet title=t.newer_title()>
            <Facts>
                <Fact name=t.agenda_field_title() value=item.title />
                <Fact name=t.agenda_field_kind() value=t.item_kind(item.kind) />
                {(!item.presenter.is_empty()).then(|| view! { <Fact name=t.agenda_field_presenter() value=item.presenter /> })}
                <Fact name=t.agenda_field_minutes() value=item.minutes.to_string() />
                {item.matter.map(|matter| view! { <Fact name=t.agenda_field_matter() value=t.matter(matter) /> })}
            </Facts>
        </Sheet>
    }
    .into_any()
}

/// What is to be voted on under an item, made ready beforehand.
fn votes(meeting: MeetingId, item: &ItemView) -> AnyView {
    let t = t();
    let rows = item
        .votes
        .iter()
        .map(|vote| {
            let href = format!("/meetings/{meeting}/votes/{}", vote.id);
            view! { <Row title=vote.question.clone() sub=t.vote_state(vote.state) href=href /> }
        })
        .collect_view();
    let href = format!("/meetings/{meeting}/items/{}/vote", item.id);
    let some = !item.votes.is_empty();
    view! {
        <Sheet title=t.agenda_votes()>
            {some.then(|| view! { <Rows>{rows}</Rows> })}
            <ButtonLink href=href label=t.agenda_vote_make() look=Look::Plain />
        </Sheet>
    }
    .into_any()
}

async fn editable(rq: &Request, meeting: MeetingId) -> Result<MeetingView> {
    let m = rq.ports.meetings.view(&rq.caller, meeting).await?;
    m.ask(|can| can.arrange)?;
    Ok(m)
}

/// Items that others can stand below. An item with some below it can stand below none.
fn mains(items: &[ItemView], except: Option<AgendaItemId>) -> Vec<(AgendaItemId, String, String)> {
    if except.is_some_and(|id| items.iter().any(|item| item.parent == Some(id))) {
        return Vec::new();
    }
    items
        .iter()
        .filter(|item| item.parent.is_none() && Some(item.id) != except)
        .map(|item| (item.id, item.number.clone(), item.title.clone()))
        .collect()
}

/// Minutes of the main items: those below count within them.
pub(super) fn sum_of(items: &[ItemView]) -> u32 {
    items
        .iter()
        .filter(|item| item.parent.is_none())
        .map(|item| item.minutes)
        .sum()
}

#[component]
fn Length(view: MeetingView) -> impl IntoView {
    let t = t();
    let sum = sum_of(&view.items);
    let short = too_short(&view);
    let length = if sum < view.least_minutes {
        view! { <Notice tone=Tone::Warning><p class="num">{t.agenda_sum_short(sum, view.least_minutes)}</p></Notice> }
            .into_any()
    } else if sum > view.minutes {
        view! { <Notice tone=Tone::Warning><p class="num">{t.agenda_sum_long(sum, view.minutes)}</p></Notice> }
            .into_any()
    } else {
        view! { <Notice tone=Tone::Good><p class="num">{t.agenda_sum(sum)}</p></Notice> }.into_any()
    };
    view! { {length}{short} }.into_any()
}

/// Items that speak of another month or year than that of the meeting: after an agenda was taken over. Before it goes
/// out, only those that do not speak of the month before either, whose results are reported every time.
pub(super) fn old_months(m: &MeetingView, out: bool) -> Option<AnyView> {
    let t = t();
    let (month, year) = clock::local_month(m.starts_at);
    let before = if month == 1 { (12, year - 1) } else { (month - 1, year) };
    let rows: Vec<_> = m
        .items
        .iter()
        .filter(|item| names_another_month(&item.title, month, year))
        .filter(|item| !out || names_another_month(&item.title, before.0, before.1))
        .map(|item| {
            // What is left of the list is shown again after one of them was changed.
            let href = format!("/meetings/{}/agenda/{}{COPIED}", m.id, item.id);
            view! { <li><a href=href>{format!("{}. {}", item.number, item.title)}</a></li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warning>
                <p>{t.agenda_old_months()}</p>
                <ul>{rows}</ul>
            </Notice>
        }
        .into_any()
    })
}

/// Says that the agenda has just been taken over from another meeting.
pub const COPIED: &str = "?copied=yes";

/// Whether the address says so.
#[must_use]
pub fn was_copied(rq: &Request) -> bool {
    rq.asked("copied") == "yes"
}

/// The second tap of removing.
#[component]
fn RemoveAsk(meeting: MeetingId, item: ItemView) -> impl IntoView {
    let t = t();
    let back = format!("/meetings/{meeting}/agenda");
    let fields = vec![("item".to_owned(), item.id.to_string())];
    view! {
        <Notice tone=Tone::Warning>
            <p>{t.agenda_remove_ask(&item.title)}</p>
            <div class="row-end">
                <ActionButton action=format!("{back}/remove") label=t.agenda_remove_do() fields=fields look=Look::Small
                    name="remove" />
                <ButtonLink href=back label=t.agenda_remove_keep() look=Look::Small />
            </div>
        </Notice>
    }
    .into_any()
}

#[component]
fn Items(meeting: MeetingId, items: Vec<ItemView>) -> impl IntoView {
    let t = t();
    let all = items.clone();
    view! {
        <Agenda>
            {items.into_iter().map(|item| {
                let ends = Ends::of(&all, &item);
                let sub = under_line(&item);
                view! {
                    <AgendaLine id=format!("i-{}", item.id) title=item.title.clone() number=item.number.clone() progress=progress(&item)
                        time=t.meeting_item_minutes(item.minutes) sub=sub>
                        {(!item.settled).then(|| view! { <Buttons meeting=meeting item=item.clone() ends=ends /> })}
                    </AgendaLine>
                }
            }).collect_view()}
        </Agenda>
    }
    .into_any()
}

const fn progress(item: &ItemView) -> Progress {
    if item.on_table {
        Progress::Current
    } else if item.done {
        Progress::Done
    } else {
        Progress::Ahead
    }
}

/// Kind, presenter, vote, documents.
fn under_line(item: &ItemView) -> String {
    let t = t();
    let mut parts = vec![t.item_kind(item.kind)];
    if !item.presenter.is_empty() {
        parts.push(item.presenter.clone());
    }
    if let Some(matter) = item.matter {
        parts.push(t.meeting_item_decides(&t.matter(matter)));
    }
    if !item.documents.is_empty() {
        parts.push(t.announce_documents_of(item.documents.len()));
    }
    parts.join(" · ")
}

/// Whether an item is the first or the last among those on its level and below the same item.
struct Ends {
    first: bool,
    last: bool,
}

impl Ends {
    fn of(all: &[ItemView], item: &ItemView) -> Self {
        // An item that has come up in the session is an end: nothing passes it.
        let mut beside = all
            .iter()
            .filter(|other| other.parent == item.parent && !other.settled)
            .map(|other| other.id);
        Self {
            first: beside.clone().next() == Some(item.id),
            last: beside.next_back() == Some(item.id),
        }
    }
}

#[component]
fn Buttons(meeting: MeetingId, item: ItemView, ends: Ends) -> impl IntoView {
    let t = t();
    let base = format!("/meetings/{meeting}");
    let step = |direction: Direction, label: String, spoken: String| {
        let fields = vec![
            ("item".to_owned(), item.id.to_string()),
            ("direction".to_owned(), direction.code().to_owned()),
            ("at".to_owned(), item.number.clone()),
        ];
        view! {
            <ActionButton action=format!("{base}/agenda/move") label=label spoken=spoken fields=fields look=Look::Small />
        }
    };
    let title = &item.title;
    view! {
        <div class="row-end">
            {(!ends.first).then(|| step(Direction::Up, t.agenda_up(), t.agenda_up_spoken(title)))}
            {(!ends.last).then(|| step(Direction::Down, t.agenda_down(), t.agenda_down_spoken(title)))}
            <ButtonLink href=format!("{base}/agenda/{}", item.id) label=t.agenda_edit()
                spoken=t.agenda_edit_spoken(title) look=Look::Small />
        </div>
    }
    .into_any()
}

/// The fields of an item, empty for a new one.
#[component]
fn Fields(
    mains: Vec<(AgendaItemId, String, String)>,
    item: Option<ItemView>,
    /// The kind that a new item has unless another is chosen.
    usual: ItemKind,
) -> impl IntoView {
    let t = t();
    let kinds = ItemKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), t.item_kind(*kind)))
        .collect::<Vec<_>>();
    let mut matters = vec![(String::new(), t.agenda_matter_none())];
    matters.extend(
        Matter::ALL
            .iter()
            .map(|matter| (matter.code().to_owned(), t.matter(*matter))),
    );
    let mut parents = vec![(String::new(), t.agenda_parent_none())];
    parents.extend(
        mains
            .into_iter()
            .map(|(id, number, title)| (id.to_string(), t.agenda_parent_of(&number, &title))),
    );
    // A meeting is opened first; most of what follows is talked about, and the few other parts are chosen.
    let kind = item.as_ref().map_or(usual, |item| item.kind);
    let matter = item.as_ref().and_then(|item| item.matter).map_or("", Matter::code);
    let parent = item
        .as_ref()
        .and_then(|item| item.parent)
        .map_or_else(String::new, |id| id.to_string());
    let minutes = item
        .as_ref()
        .map_or_else(|| USUAL_MINUTES.to_owned(), |item| item.minutes.to_string());
    let (title, presenter) = item.map(|item| (item.title, item.presenter)).unwrap_or_default();
    view! {
        <Field name="title" label=t.agenda_field_title() value=title />
        <Select name="kind" label=t.agenda_field_kind() options=kinds value=kind.code() />
        <Field name="presenter" label=t.agenda_field_presenter() value=presenter optional=true />
        <Field name="minutes" label=t.agenda_field_minutes() value=minutes kind=Kind::Number />
        {(parents.len() > 1).then(|| view! {
            <Select name="parent" label=t.agenda_field_parent() hint=t.agenda_parent_hint() options=parents value=parent />
        })}
        <Select name="matter" label=t.agenda_field_matter() hint=t.agenda_matter_hint() options=matters value=matter />
    }
    .into_any()
}
