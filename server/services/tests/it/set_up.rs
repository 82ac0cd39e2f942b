//! The first start.

use crate::world::World;
use domain::{Error, Fault};

#[tokio::test]
async fn an_organisation_is_set_up_once() {
    let world = World::new().await;
    let again = world.services.set_up(domain::set_up::Import::default()).await;
    assert!(matches!(again, Err(Error::Refused(Fault::AlreadySetUp))), "{again:?}");
}

#[tokio::test]
async fn what_refers_to_nobody_sets_up_nothing() {
    let world = World::empty().await;
    let rng = world.rng.clone();
    let now = domain::clock::Clock::now(&*world.clock);
    let (whole, _) = demo::import(&world.organisation, || domain::clock::Rng::id(&*rng, now));
    let broken = domain::set_up::Import {
        people: Vec::new(),
        ..whole.clone()
    };
    assert!(matches!(world.services.set_up(broken).await, Err(Error::Internal(_))));
    world.services.set_up(whole).await.unwrap();
}
