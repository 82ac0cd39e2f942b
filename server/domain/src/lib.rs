//! Rules of Chibo without I/O: ids, states, permissions, counting, numbering and ports.
//!
//! Invariant: nothing here knows a database, a web framework or an async runtime.

pub mod lang;
