//! A running clock: time left until a moment, or time since one.
//!
//! Invariant: the server writes the right time into the page, so without script the clock is
//! merely still; the device's clock is corrected if it is clearly wrong.

use leptos::prelude::*;

/// `until` or `since` a moment. Moments are milliseconds since 1970.
#[island]
pub fn Clock(
    /// The moment counted to (or from, with `up`).
    at: i64,
    /// The server's time when the page was made.
    now: i64,
    /// Counts up from the moment instead of down to it.
    up: bool,
) -> impl IntoView {
    let shown = RwSignal::new(face(at, now, up));
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| run(at, now, up, shown));
    view! { <span class="num" role="timer">{shown}</span> }
}

/// `07:41`, `1:48:05`; nothing below zero.
fn face(at: i64, now: i64, up: bool) -> String {
    let ms = if up { now - at } else { at - now };
    // Time left is rounded up: 00:00 means that it is over.
    let seconds = if up { ms / 1000 } else { (ms + 999) / 1000 }.max(0);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes:02}:{seconds:02}")
    }
}

/// Ticks until the page, or the part that holds the clock, is gone.
#[cfg(feature = "hydrate")]
fn run(at: i64, server: i64, up: bool, shown: RwSignal<String>) {
    const TRUSTED: i64 = 30_000;
    let device = || js_sys::Date::now() as i64;
    let difference = server - device();
    let correction = if difference.abs() > TRUSTED { difference } else { 0 };
    wasm_bindgen_futures::spawn_local(async move {
        // `try_set` gives the value back once the clock is disposed of.
        while shown.try_set(face(at, device() + correction, up)).is_none() {
            super::browser::sleep(1000 - (device() + correction).rem_euclid(1000) as i32).await;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::face;

    #[test]
    fn counts_down_and_stops() {
        assert_eq!(face(461_000, 0, false), "07:41");
        assert_eq!(face(1_000, 999, false), "00:01");
        assert_eq!(face(0, 5_000, false), "00:00");
    }

    #[test]
    fn counts_up_past_the_hour() {
        assert_eq!(face(0, 2_880_999, true), "48:00");
        assert_eq!(face(0, 6_485_000, true), "1:48:05");
    }
}
