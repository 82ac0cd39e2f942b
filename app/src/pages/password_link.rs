//! The one-time password link, shown once: to scan from this screen, or to send.
//!
//! Invariant: the link stands in this answer and in no address, log or later page.

use crate::ui::{ButtonLink, CopyText, Look, Notice, Page, PageTitle, Qr, Sheet, Tone, dates};
use crate::{Html, Request};
use domain::account::{LinkLetter, PasswordLink};
use leptos::prelude::*;

/// Answers `POST /members/{id}/password-link` with 200, after
/// [`issue_link`](domain::ports::Accounts::issue_link).
#[must_use]
pub fn show(rq: &Request, link: PasswordLink) -> Html {
    let t = rq.t();
    let address = format!("{}/password/{}", rq.public_url.trim_end_matches('/'), link.token);
    rq.render(move || {
        let until = dates::date_time(link.expires_at);
        let letter = match link.letter {
            LinkLetter::None => None,
            LinkLetter::Sent => Some(view! { <Notice tone=Tone::Good>{t.link_mailed()}</Notice> }),
            LinkLetter::Filed => Some(view! { <Notice tone=Tone::Warning>{t.link_filed()}</Notice> }),
        };
        let message = t.link_message(&link.name, &address, &until);
        view! {
            <Page title=t.link_title()>
                <PageTitle title=t.link_title() eyebrow=t.link_for(&link.name) sub=t.link_until(&until) />
                {letter}
                <Sheet title=t.link_scan() now=true>
                    <Qr text=address label=t.link_qr() />
                    <p class="soft">{t.link_scan_hint()}</p>
                </Sheet>
                <Sheet title=t.link_send()>
                    <CopyText id="message" label=t.link_copy() text=message rows=9 />
                </Sheet>
                <Notice tone=Tone::Warning>
                    <p>{t.link_private()}</p>
                    <p>{t.link_once()}</p>
                </Notice>
                <ButtonLink href=format!("/members/{}", link.person) label=t.link_back() look=Look::Plain />
            </Page>
        }
    })
}
