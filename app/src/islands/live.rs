//! Keeps the parts of a page marked `data-live` up to date.
//!
//! Invariant: whatever the server pushes is only a hint; the page itself is read again through the
//! normal address, so nobody sees live what he may not read. What is being typed is never replaced.

use leptos::prelude::*;

/// Opens the event stream at `url`; every (unnamed) event reads the page again.
#[island]
pub fn Live(
    url: String,
    /// "Đang cập nhật"
    connected: String,
    /// "Mất kết nối, đang nối lại…"
    lost: String,
    /// "Có thông tin mới."
    news: String,
    /// "Tải lại"
    reload: String,
    /// Also reads the page again every so many seconds, for what changes with time alone (the
    /// check-in code); 0 for never.
    every: u32,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(div) = node.get() {
            let words = stream::Words {
                connected: connected.clone(),
                lost: lost.clone(),
                news: news.clone(),
                reload: reload.clone(),
            };
            stream::Stream::start(div.into(), url.clone(), words, every);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (url, connected, lost, news, reload, every);
    view! { <div class="live" aria-live="polite" node_ref=node></div> }
}

#[cfg(feature = "hydrate")]
mod part;
#[cfg(feature = "hydrate")]
mod stream;
