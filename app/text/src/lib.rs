//! Every sentence of Chibo in every language, for pages, mails and papers.
//!
//! Invariant: a key exists only with all its languages, so a missing translation does not compile.
//! Vietnamese is the source; official papers always use [`Text::vietnamese`].

mod catalogue;

pub use catalogue::Text;
pub use domain::lang::Lang;
pub use minutes_paper::{minutes_draft, minutes_told};

/// Declares sentences: `name(arg: Type) => "Vietnamese {arg}", "English {arg}";`
/// Each becomes a method of [`Text`] that returns a `String`.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident : $ty:ty),* $(,)?))? => $vi:literal, $en:literal;)*) => {
        impl crate::Text {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(self $($(, $arg: $ty)*)?) -> String {
                match self.lang() {
                    crate::Lang::Vi => format!($vi),
                    crate::Lang::En => format!($en),
                }
            })*
        }
    };
}

mod account;
mod admin;
mod attendance;
mod audit;
mod chair;
pub mod dates;
mod document;
mod done;
mod enums;
mod faults;
mod frame;
mod home;
pub mod mail;
mod meeting;
mod members;
mod menu;
mod minutes;
mod minutes_paper;
mod parts;
mod rules;
mod stored;
mod tablet;
mod units;
mod vote;
