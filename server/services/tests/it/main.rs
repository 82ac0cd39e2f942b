//! Tests of the use cases through the ports, each in a world of its own.

#![cfg(test)]

mod accounts;
mod administration;
mod attendance;
mod days;
mod evening;
#[path = "../../../store/tests/it/fresh.rs"]
mod fresh;
mod jobs;
mod meetings;
mod members;
mod minutes;
mod organisation;
mod passwords;
mod people;
mod records;
mod search;
mod second_factors;
mod sessions;
mod set_up;
mod transfer;
mod votes;
mod voting;
mod withdraw;
mod world;
