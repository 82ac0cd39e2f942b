//! Adapters: the machine behind the ports of `domain`.
//!
//! Invariant: this is the only place that asks the machine for time, randomness, files and letters.

mod clock;
mod files;
mod live;
mod post;
mod secrets;
mod sniff;

pub use clock::{FileClock, MachineRng, SystemClock};
pub use files::ObjectFiles;
pub use live::Hub;
pub use post::{FilePost, SmtpPost};
pub use secrets::{make as make_secret, read as read_secret};
pub use sniff::sniff;
