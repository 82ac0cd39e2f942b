//! Line icons of 24 units. Invariant: decoration only; a word always stands beside an icon.

use leptos::prelude::*;

/// A drawing from the small set that the frame and the lists use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Tasks,
    Meetings,
    Documents,
    Members,
    Menu,
    Back,
    Search,
    Print,
    Download,
    Add,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Tasks => "M4 12l5 5L20 6",
            Self::Meetings => {
                "M5.500 5h13a2 2 0 012 2v11a2 2 0 01-2 2h-13a2 2 0 01-2-2V7a2 2 0 012-2zM3.500 10h17M8 3v4M16 3v4"
            }
            Self::Documents => "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7",
            Self::Members => "M8 8a4 4 0 108 0a4 4 0 10-8 0M4.500 20.500c1.200-4 4-6 7.500-6s6.300 2 7.500 6",
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Search => "M4.500 10.500a6 6 0 1012 0a6 6 0 10-12 0M15 15l5 5",
            Self::Print => "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z",
            Self::Add => "M12 5v14M5 12h14",
            Self::Download => "M12 4v11M7 11l5 5 5-5M5 20h14",
        }
    }
}

#[component]
pub fn Drawing(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}

/// The star of the lacquer bar.
#[component]
pub fn Star() -> impl IntoView {
    view! {
        <svg class="star" viewBox="0 0 30 30" aria-hidden="true" focusable="false">
            <circle cx="15" cy="15" r="14" />
            <path d="M15 5l2.600 6.600 7 .5-5.400 4.500 1.800 6.900L15 19.700l-6 3.800 1.800-6.900-5.400-4.500 7-.5z" />
        </svg>
    }
    .into_any()
}
