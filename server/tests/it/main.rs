//! The server over HTTP, as browsers and other programs see it. One binary; each test has a server and a database of
//! its own, made from one demo that is loaded once. (`cfg(test)` tells clippy that helpers are tests, too.)

#[cfg(test)]
mod abuse;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod between;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod forms;
#[cfg(test)]
#[path = "../../store/tests/it/fresh.rs"]
mod fresh;
#[cfg(test)]
mod guards;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod live;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod patience;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tablet;
#[cfg(test)]
mod world;
