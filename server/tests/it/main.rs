//! The server over HTTP, as browsers and other programs see it. One binary; each test has a server and a database of
//! its own, made from one demo that is loaded once.

mod abuse;
mod accounts;
mod browser;
mod forms;
mod headers;
mod live;
mod papers;
mod routes;
mod story;
mod world;
