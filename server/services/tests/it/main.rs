//! Tests of the use cases through the ports, each in a world of its own.
// `cfg(test)`: clippy lets tests be blunt only where it can see that they are tests.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod administration;
#[cfg(test)]
mod evening;
#[path = "../../../store/tests/it/fresh.rs"]
#[cfg(test)]
mod fresh;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod meetings;
#[cfg(test)]
mod organisation;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod set_up;
#[cfg(test)]
mod votes;
#[cfg(test)]
mod world;
