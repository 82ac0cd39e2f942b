//! A QR code as one path of an inline drawing.
//!
//! Invariant: no request and no script is needed to show it, and what it holds stands beside it in words
//! (the page that uses it says so), because not every phone reads codes.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Light modules around the code; readers need four.
const QUIET: usize = 4;

/// The code for `text`; nothing if it is longer than a code can hold.
#[component]
pub fn Qr(
    #[prop(into)] text: String,
    /// Read aloud instead of the picture: "Mã QR để điểm danh".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)
        .ok()
        .map(|code| {
            let side = code.width() + 2 * QUIET;
            view! {
                <div class="qr">
                    <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
                        <rect width=side.to_string() height=side.to_string() fill="#fff" />
                        <path fill="#000" d=dark(&code) />
                    </svg>
                </div>
            }
        })
        .into_any()
}

/// The dark modules, each run of a row as one rectangle.
fn dark(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_corners_are_drawn() {
        let code = QrCode::with_error_correction_level(b"https://chibo.example", EcLevel::M).expect("short enough");
        let path = dark(&code);
        // The upper edge of each finder pattern is a run of seven.
        assert!(path.starts_with("M4 4h7v1h-7z"));
        assert!(path.contains(&format!("M{} 4h7v1h-7z", code.width() - 7 + QUIET)));
        assert!(path.contains(&format!("M4 {}h7v1h-7z", code.width() - 7 + QUIET)));
    }
}
