//! Notices: what was announced, changed, cancelled or is soon.
//!
//! Invariant: reading the list changes nothing; a notice is marked as read by its own buttons, or all by one.

use crate::ui::{ActionButton, ButtonLink, EmptyState, Look, Page, PageTitle, Sheet, Tag, TagKind, Tags, dates, t};
use crate::{Html, Request};
use domain::Result;
use domain::meeting::{NoticeKind, NoticeLine};
use leptos::prelude::*;

/// `GET /notices`
///
/// # Errors
/// As [`domain::ports::Meetings::notices`].
pub async fn show(rq: &Request) -> Result<Html> {
    let notices = rq.ports.meetings.notices(&rq.caller).await?;
    let several = notices.iter().filter(|notice| !notice.read).count() > 1;
    let t = rq.t();
    Ok(rq.render(move || {
        view! {
            <Page title=t.notices_title()>
                <PageTitle title=t.notices_title()>
                    {several.then(|| view! {
                        <ActionButton action="/notices/read" label=t.notices_read_all() look=Look::Small />
                    })}
                </PageTitle>
                {notices.is_empty().then(|| view! { <Sheet><EmptyState sentence=t.notices_none() /></Sheet> })}
                {notices.into_iter().map(|notice| view! { <OneNotice notice=notice /> }).collect_view()}
            </Page>
        }
    }))
}

#[component]
fn OneNotice(notice: NoticeLine) -> impl IntoView {
    let t = t();
    let kind = match notice.kind {
        NoticeKind::Cancelled | NoticeKind::Uninvited => TagKind::No,
        NoticeKind::Announced
        | NoticeKind::Changed
        | NoticeKind::AgendaChanged
        | NoticeKind::Reminder
        | NoticeKind::MinutesSealed => TagKind::Plain,
    };
    let place = if notice.place.is_empty() {
        String::new()
    } else {
        format!(" · {}", notice.place)
    };
    view! {
        <Sheet title=notice.title.clone() eyebrow=dates::date_time(notice.at)>
            <Tags>
                <Tag kind=kind label=t.notice_kind(notice.kind) />
                {(!notice.read).then(|| view! { <Tag kind=TagKind::Calm label=t.notices_new() /> })}
            </Tags>
            <p class="num">{t.moment(notice.starts_at)}{place}</p>
            {(!notice.detail.is_empty()).then(|| view! { <p>{notice.detail}</p> })}
            <div class="row-end">
                {(notice.kind != NoticeKind::Uninvited).then(|| {
                    let spoken = t.notices_open_spoken(&notice.title);
                    if notice.read {
                        view! {
                            <ButtonLink href=format!("/meetings/{}", notice.meeting) label=t.notices_open()
                                spoken=spoken look=Look::Small />
                        }.into_any()
                    } else {
                        view! {
                            <ActionButton action=format!("/notices/{}/open", notice.id) label=t.notices_open()
                                spoken=spoken look=Look::Small />
                        }.into_any()
                    }
                })}
                {(!notice.read).then(|| view! {
                    <ActionButton action=format!("/notices/{}/read", notice.id) label=t.notices_read()
                        spoken=t.notices_read_spoken(&notice.title) look=Look::Small />
                })}
            </div>
        </Sheet>
    }
    .into_any()
}
