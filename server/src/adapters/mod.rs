//! Adapters: the machine behind the ports of `domain`.
//!
//! Invariant: this is the only place that asks the machine for time, randomness, files and letters.

mod between;
mod clock;
mod files;
mod live;
mod post;
mod secrets;
mod signing;
mod sniff;

pub use between::connect as connect_processes;
pub use clock::{FileClock, MachineRng, SystemClock};
pub use files::ObjectFiles;
pub use live::{Hub, Present};
pub use post::{FilePost, SmtpPost};
pub use secrets::{Secrets, make as make_secrets, read as read_secrets, read_signer};
pub use signing::{Ed25519, verify as verify_signature};
pub use sniff::sniffer;
