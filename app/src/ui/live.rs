//! The living parts of a meeting's pages, with their words.
//!
//! Invariant: a page that follows a meeting names its address once, here.

use leptos::prelude::*;

use super::context::{page, t};
use crate::islands::{Cast, Live};

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

/// Stands inside the form of a ballot: sends it until the server has answered.
#[component]
pub fn CastSafely() -> impl IntoView {
    let t = t();
    view! { <Cast sending=t.cast_sending() waiting=t.cast_waiting() /> }.into_any()
}
