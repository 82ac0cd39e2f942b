//! Announcing a meeting: what will go out, to how many, and what is still missing.
//!
//! Invariant: only what makes the announcement impossible takes the button away; all else warns.

use super::agenda::{old_months, sum_of};
use crate::ui::{
    ActionButton, BackLink, ButtonLink, CopyText, Fact, Facts, Notice, Page, PageTitle, Row, Rows, Sheet, Tone, dates,
    t,
};
use crate::{Html, Request};
use chrono::Duration;
use domain::ids::MeetingId;
use domain::meeting::{MeetingView, State, StateKind};
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/announce`
///
/// # Errors
/// [`Error::Refused`] once it is announced; [`Error::Forbidden`] without the right; else as the port.
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let m = rq.ports.meetings.view(&rq.caller, meeting).await?;
    if !m.may.announce {
        return Err(Error::Forbidden);
    }
    // Sent again after going back: it is done already.
    if let State::Announced { at } = m.state {
        return Ok(announced(rq, m, at));
    }
    m.ask(|can| can.announce)?;
    let warnings = Warnings::of(&m, rq.page.now);
    let t = rq.t();
    Ok(rq.render(move || {
        let back = format!("/meetings/{meeting}");
        let invited = m.guests.len() + m.followers.len();
        let count = m.turnout.summoned + u32::try_from(invited).unwrap_or(0);
        let impossible = warnings.empty || warnings.past;
        let filed = m.letters_filed;
        let (checked, old) = (m.clone(), old_months(&m, true));
        let good = old.is_none();
        view! {
            <Page title=t.announce_title()>
                <BackLink href=back.clone() label=t.meeting_back() />
                <PageTitle title=t.announce_title() eyebrow=m.title.clone() sub=t.announce_lead(count) />
                <Sheet title=t.announce_check()>
                    <Checked view=checked />
                </Sheet>
                {old}
                <Warned warnings=warnings view=m good=good />
                {filed.then(|| view! {
                    <Notice tone=Tone::Warning><p>{t.invitation_filed()}" "{t.announce_filed()}</p></Notice>
                })}
                {if impossible {
                    let (href, label) = if warnings.empty {
                        (format!("{back}/agenda"), t.announce_fix_agenda())
                    } else {
                        (format!("{back}/edit"), t.meeting_edit_title())
                    };
                    view! { <ButtonLink href=href label=label /> }.into_any()
                } else {
                    view! {
                        <ActionButton action=format!("{back}/announce") label=t.announce_do(count) name="announce" />
                        <p class="soft">{t.announce_after()}</p>
                    }.into_any()
                }}
            </Page>
        }
    }))
}

/// The meeting has been announced already.
fn announced(rq: &Request, m: MeetingView, at: chrono::DateTime<chrono::Utc>) -> Html {
    let t = rq.t();
    rq.render(move || {
        let page = format!("/meetings/{}", m.id);
        view! {
            <Page title=t.announce_title()>
                <BackLink href=page.clone() label=t.meeting_back() />
                <PageTitle title=t.announce_title() eyebrow=m.title />
                <Notice><p class="num">{t.announce_already(&dates::date_time(at))}</p></Notice>
                <ButtonLink href=page label=t.announce_to_meeting() />
            </Page>
        }
    })
}

/// What is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Warnings {
    empty: bool,
    past: bool,
    no_documents: bool,
    late: bool,
    short: bool,
    /// The agenda takes longer than the meeting is planned.
    long: bool,
    /// The meeting itself is planned shorter than the rule wants.
    brief: bool,
}

impl Warnings {
    fn of(m: &MeetingView, now: chrono::DateTime<chrono::Utc>) -> Self {
        let no_documents = documents_of(m) == 0;
        Self {
            empty: m.items.is_empty(),
            past: m.starts_at <= now,
            no_documents,
            // Documents go out with the announcement, so what is announced late is late, whenever it was added.
            late: m.documents_late || m.starts_at - now < Duration::days(i64::from(m.document_days)),
            brief: m.minutes < m.least_minutes,
            short: !m.items.is_empty() && sum_of(&m.items) < m.least_minutes,
            long: sum_of(&m.items) > m.minutes,
        }
    }

    const fn none(self) -> bool {
        !(self.empty || self.past || self.no_documents || self.late || self.short || self.brief || self.long)
    }
}

fn documents_of(m: &MeetingView) -> usize {
    m.documents.len() + m.items.iter().map(|item| item.documents.len()).sum::<usize>()
}

#[component]
fn Checked(view: MeetingView) -> impl IntoView {
    let t = t();
    let documents = match documents_of(&view) {
        0 => t.announce_documents_none(),
        count => t.announce_documents_of(count),
    };
    let agenda = t.announce_agenda_of(view.items.len(), sum_of(&view.items));
    view! {
        <Facts>
            <Fact name=t.announce_when() value=t.moment(view.starts_at) />
            {(!view.place.is_empty()).then(|| view! { <Fact name=t.meeting_where() value=view.place.clone() /> })}
            {(!view.link.is_empty()).then(|| view! { <Fact name=t.meeting_link() value=view.link.clone() /> })}
            <Fact name=t.announce_agenda() value=agenda />
            <Fact name=t.announce_documents() value=documents />
        </Facts>
        // What was taken over from another meeting is read once more before it goes out.
        <Rows>
            {view.items.into_iter().map(|item| {
                let sub = item.matter.map(|matter| t.meeting_item_decides(&t.matter(matter))).unwrap_or_default();
                view! { <Row title=format!("{}. {}", item.number, item.title) sub=sub /> }
            }).collect_view()}
        </Rows>
    }
    .into_any()
}

/// What is to be thought of before it goes out; that all is `good` is said where nothing else on the page asks for thought.
#[component]
fn Warned(warnings: Warnings, view: MeetingView, good: bool) -> impl IntoView {
    let t = t();
    let mut sentences = Vec::new();
    if warnings.empty {
        sentences.push(t.announce_warn_empty());
    }
    if warnings.past {
        sentences.push(t.announce_warn_past());
    }
    if warnings.no_documents {
        sentences.push(t.announce_warn_no_documents());
    }
    if warnings.late && !warnings.past {
        sentences.push(t.announce_warn_late(view.document_days));
    }
    if warnings.short {
        sentences.push(t.announce_warn_short(sum_of(&view.items), view.least_minutes));
    }
    if warnings.long {
        sentences.push(t.agenda_sum_long(sum_of(&view.items), view.minutes));
    }
    if warnings.brief {
        sentences.push(t.meeting_short(view.minutes, view.least_minutes));
    }
    if warnings.none() {
        return good
            .then(|| view! { <Notice tone=Tone::Good><p>{t.announce_good()}</p></Notice> })
            .into_any();
    }
    sentences
        .into_iter()
        .map(|sentence| view! { <Notice tone=Tone::Warning><p>{sentence}</p></Notice> })
        .collect_view()
        .into_any()
}

/// `GET /meetings/{id}/invitation`: a text for the cell's chat group.
///
/// # Errors
/// As the port.
pub async fn invitation(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let text = rq.ports.meetings.chat_text(&rq.caller, meeting).await?;
    let m = rq.ports.meetings.view(&rq.caller, meeting).await?;
    if !(m.can.edit || m.can.run || m.may.edit && m.was_called_off()) {
        return Err(Error::Forbidden);
    }
    let (draft, filed) = (m.state.kind() == StateKind::Draft, m.letters_filed);
    let t = rq.t();
    Ok(rq.render(move || {
        let lead = if draft {
            String::new()
        } else if filed {
            t.invitation_lead_filed()
        } else {
            t.invitation_lead()
        };
        view! {
            <Page title=t.invitation_title()>
                <BackLink href=format!("/meetings/{meeting}") label=t.meeting_back() />
                <PageTitle title=t.invitation_title() eyebrow=m.title sub=lead />
                {draft.then(|| view! { <Notice tone=Tone::Warning><p>{t.invitation_draft()}</p></Notice> })}
                {filed.then(|| view! { <Notice tone=Tone::Warning><p>{t.invitation_filed()}</p></Notice> })}
                <CopyText id="invitation" label=t.invitation_text() text=text rows=14 />
            </Page>
        }
    }))
}
