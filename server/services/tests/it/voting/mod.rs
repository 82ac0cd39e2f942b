//! Voting of every kind: secret ballots, paper, automatic closing, and that all of it can be held against the audit.

mod attack;
mod evidence;
mod kinds;
mod model;
mod paper;
mod secret;
mod tablet;
mod times;
