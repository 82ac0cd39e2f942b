//! Components of the pages: one pattern for each thing, rendered on the server only.
//!
//! Invariant: every component works without script, has no style attribute and no word of its own
//! (words come from the catalogue or as props), and its markup follows govuk-frontend's patterns.

mod choice;
mod context;
mod field;
mod form;
mod frame;
mod icons;
mod lists;
mod live;
mod page_parts;
mod paper;
mod pick;
mod qr;
mod shell;
mod table;
#[cfg(test)]
mod tests;

pub use choice::*;
pub use context::{
    Assets, AtTablet, FormState, PageContext, Problem, Said, SignedIn, TextSize, form_state, page, said, t,
};
pub use field::{Field, FieldProps, FileField, FileFieldProps, Kind, Select, SelectProps, TextArea, TextAreaProps};
pub use form::*;
pub use frame::{ACCOUNT, Frame, FrameProps, PREFERENCES, SIGN_OUT, SWITCH_UNIT};
pub use icons::*;
pub use lists::*;
pub use live::*;
pub use page_parts::*;
pub use paper::*;
pub use pick::*;
pub use qr::*;
pub use shell::*;
pub use table::*;
pub use text::dates;
