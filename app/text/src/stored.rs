//! First names of things that somebody will rename.
//!
//! Invariant: what is stored is Vietnamese, whoever made it.

sentences! {
    stored_first_unit => "Đảng bộ cơ sở", "Grassroots committee";
    stored_passkey(number: usize) => "Thiết bị {number}", "Device {number}";
}
