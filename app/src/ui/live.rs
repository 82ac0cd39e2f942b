//! The living parts of a meeting's pages and of the tablet's, with their words.
//!
//! Invariant: a page that follows a meeting names its address once, here.

use leptos::{nonce::use_nonce, prelude::*};

use super::context::{page, t};
use super::page_parts::{Notice, Tone};
use crate::islands::{Cast, Idle, Live, ScanCard, UNDER_WAY};

/// Keeps the parts of this page marked live up to date with the meeting. Once a page.
#[component]
pub fn LiveMeeting(
    /// The meeting's id.
    #[prop(into)]
    id: String,
    /// Also reads again every so many seconds.
    #[prop(optional)]
    every: u32,
) -> impl IntoView {
    let t = t();
    // When this page was read: what changed before the stream is open is told at once.
    let seen = page().now.timestamp_micros();
    view! {
        <Live url=format!("/live/meetings/{id}?seen={seen}") connected=t.live_connected() lost=t.live_lost()
            news=t.live_news() reload=t.reload() every=every />
    }
    .into_any()
}

/// Keeps the parts of this page marked live up to date with all meetings of its reader: home, the list of meetings.
/// Once a page.
#[component]
pub fn LiveHome() -> impl IntoView {
    let t = t();
    let seen = page().now.timestamp_micros();
    view! {
        <Live url=format!("/live/home?seen={seen}") connected=t.live_connected() lost=t.live_lost()
            news=t.live_news() reload=t.reload() every=0 />
    }
    .into_any()
}

/// Stands inside the form of a ballot: sends it until the server has answered.
#[component]
pub fn CastSafely(
    /// As of [`super::UnderWay`].
    #[prop(into)]
    mark: String,
) -> impl IntoView {
    let t = t();
    view! { <Cast sending=t.cast_sending() waiting=t.cast_waiting() mark=mark /> }.into_any()
}

/// On a page of a vote: what became of a ballot that was under way when its page was lost, or that went from the screen
/// before it was sent. The sentence is hidden until the browser itself remembers such a ballot, or `Live` takes one
/// away; what is settled is remembered no longer. Without script nothing is remembered.
#[component]
pub fn UnderWay(
    /// Stands for the vote and the voter.
    #[prop(into)]
    mark: String,
    /// The ballot is still to be sent: it stays remembered.
    open: bool,
    /// What is to be said; nothing where the page says it all.
    sentence: String,
    /// Said at once: the ballot came with this request.
    shown: bool,
) -> impl IntoView {
    let script = format!(
        "try{{const k={UNDER_WAY:?};if(localStorage[k]==={mark:?}){{for(const n of document.querySelectorAll(\"[data-unsent]\"))n.hidden=false;{open}||delete localStorage[k]}}}}catch{{}}"
    );
    view! {
        {(!sentence.is_empty()).then(|| view! {
            <div data-unsent="" hidden=!shown tabindex="-1"><Notice tone=Tone::Warning>{sentence}</Notice></div>
        })}
        <script nonce=use_nonce()>{script}</script>
    }
    .into_any()
}

/// Seconds without a touch after which a tablet forgets whoever sits there.
const FORGETS_AFTER: u32 = 60;

/// On the pages of whoever sits at a tablet, below the form that lets go of him.
#[component]
pub fn ForgetWhenIdle() -> impl IntoView {
    view! { <Idle seconds=FORGETS_AFTER form="form-leave".to_owned() to="/tablet".to_owned() /> }.into_any()
}

/// On a tablet's first screen: what somebody left half typed goes, and what has opened meanwhile is read.
#[component]
pub fn StartAgain() -> impl IntoView {
    view! { <Idle seconds=FORGETS_AFTER form=String::new() to="/tablet".to_owned() /> }.into_any()
}

/// Fills a field from the QR code of a card, where the browser can read one.
#[component]
pub fn ScanQr(#[prop(into)] field: String, #[prop(into)] next: String) -> impl IntoView {
    let t = t();
    view! {
        <ScanCard field=field next=next mark=domain::tablet::CARD_MARK.to_owned() label=t.tablet_scan()
            scanning=t.tablet_scanning() done=t.tablet_scanned() failed=t.tablet_scan_failed() />
    }
    .into_any()
}
