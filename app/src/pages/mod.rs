//! Pages: one function an address, in files by area.
//!
//! Invariant: a page shows what its port answers and nothing it found elsewhere; what the reader may not do
//! has no button.

pub mod account;
pub mod agenda;
pub mod announce;
pub mod archive;
pub mod attendance;
pub mod audit;
pub mod body;
pub mod chair;
pub mod chair_end;
mod chair_now;
pub mod chair_open;
pub mod check_in;
pub mod code;
pub mod document;
pub mod documents;
pub mod error;
pub mod hand_over;
pub mod home;
pub mod jobs;
pub mod meeting;
pub mod meeting_edit;
mod meeting_parts;
pub mod meeting_people;
pub mod meetings;
pub mod member;
pub mod member_edit;
pub mod member_status;
pub mod member_transfer;
pub mod members;
pub mod minutes;
mod minutes_parts;
pub mod minutes_print;
pub mod notes;
pub mod notices;
pub mod parts;
pub mod password;
pub mod password_link;
mod people;
pub mod reply;
pub mod rules;
pub mod settings;
pub mod sign_in;
pub mod tablet;
pub mod tablets;
pub mod unit;
pub mod unit_edit;
pub mod units;
pub mod vote;
pub mod vote_close;
mod vote_draft;
pub mod vote_open;
pub mod vote_paper;
mod vote_parts;

#[cfg(test)]
mod tests;
