//! Two servers on one PostgreSQL database: what is done at one is seen at the other. SQLite has one process, so the
//! step store-postgres runs this.

use crate::browser::Browser;
use crate::fresh::fresh;
use crate::live::until;
use crate::story::tonight;
use crate::world::{config, moment};
use domain::ids::{MeetingId, PersonId};
use domain::live::{LiveEvent, LiveHub};
use reqwest::Method;
use server::adapters::{Hub, MachineRng, connect_processes, make_secrets, read_secrets};
use server::config::{Config, Secret};
use server::running::{House, Running, clock_of, start};
use std::collections::HashSet;
use std::fs;
use std::sync::Arc;
use tokio::sync::watch;
use uuid::Uuid;

async fn server(config: &Config) -> (Running, String) {
    let clock = clock_of(Some(config.data.join("clock")));
    let house = House::open(config, read_secrets(config).unwrap(), clock).await.unwrap();
    let running = start(house, config).await.unwrap();
    let address = format!("http://{}", running.address);
    (running, address)
}

#[tokio::test]
#[ignore = "needs PostgreSQL: the step store-postgres runs it"]
async fn a_change_and_a_sign_out_reach_the_streams_of_the_other_server() {
    let database = fresh().await;
    assert!(!database.db.is_sqlite(), "this test needs CHIBO_TEST_DATABASE_URL");
    let config = Config {
        database_url: Some(Secret::new(database.url.clone())),
        ..config(database.dir.path())
    };
    fs::write(config.data.join("clock"), moment(15, 0)).unwrap();
    make_secrets(&config, &MachineRng).unwrap();
    let clock = clock_of(Some(config.data.join("clock")));
    let house = House::open(&config, read_secrets(&config).unwrap(), clock)
        .await
        .unwrap();
    server::demo::prepare(&house, &config).await.unwrap();
    house.db.close().await.unwrap();
    fs::write(config.data.join("clock"), moment(19, 20)).unwrap();
    let password = fs::read_to_string(config.data.join("demo-password")).unwrap();

    let (first, at_first) = server(&config).await;
    let (second, at_second) = server(&config).await;
    let sign_in = async |address: &str, account: &str| {
        let browser = Browser::new(address);
        let name = format!("{account}@demo.test");
        let answer = browser
            .post("/sign-in", &[("name", &name), ("password", &password)])
            .await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    };
    let secretary = sign_in(&at_first, "bithu").await;
    let meeting = tonight(&secretary).await;
    let follower = sign_in(&at_first, "dangvien1").await;
    let stream = follower
        .request(Method::GET, &format!("/live{meeting}"))
        .send()
        .await
        .unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut stream = Box::pin(stream.bytes_stream());
    let actor = sign_in(&at_second, "dangvien2").await;
    actor
        .act(&format!("{meeting}/check-in"), &[("presence", "online")])
        .await;
    let heard = until(&mut stream, "data: ").await;
    assert!(heard.contains("id: "), "{heard}");

    // Signing out everywhere on the other server ends the stream here.
    let elsewhere = sign_in(&at_second, "dangvien1").await;
    elsewhere.act("/sign-out-everywhere", &[]).await;
    assert!(
        !until(&mut stream, "nothing says this")
            .await
            .contains("nothing says this")
    );

    first.stop().await.unwrap();
    second.stop().await.unwrap();
}

#[tokio::test]
#[ignore = "needs PostgreSQL: the step store-postgres runs it"]
async fn who_is_connected_at_one_server_is_known_at_the_other() {
    let database = fresh().await;
    let (_stop, stopping) = watch::channel(false);
    let clock = clock_of(Some(database.dir.path().join("clock")));
    fs::write(database.dir.path().join("clock"), moment(19, 0)).unwrap();
    let mut hubs = Vec::new();
    for process in 1..=2 {
        let hub = Arc::new(Hub::default());
        let here = Uuid::from_u128(process);
        let heard = connect_processes(hub.clone(), database.db.clone(), clock.clone(), here, stopping.clone()).await;
        heard.unwrap().expect("PostgreSQL carries words");
        hubs.push(hub);
    }
    let (one, two) = (&hubs[0], &hubs[1]);
    let meeting = MeetingId(Uuid::from_u128(3));
    let (phone, laptop, at_home) = (
        PersonId(Uuid::from_u128(4)),
        PersonId(Uuid::from_u128(5)),
        PersonId(Uuid::from_u128(6)),
    );
    let mut heard = two.follow(meeting);
    let mut version = 0;
    // What was said before a change has been heard with it.
    let mut say = async || {
        version += 1;
        one.publish(LiveEvent {
            meeting,
            version,
            home: false,
        });
        while heard.recv().await.unwrap().version < version {}
    };
    let first = one.present(Some(meeting), phone).unwrap();
    let second = one.present(Some(meeting), phone).unwrap();
    // A home page counts for the meetings that its reader takes part in.
    let mut home = one.present(None, at_home).unwrap();
    let _own = two.present(Some(meeting), laptop).unwrap();
    say().await;
    assert_eq!(two.connected(meeting), HashSet::from([phone, laptop]));
    drop(first);
    say().await;
    assert_eq!(
        two.connected(meeting),
        HashSet::from([phone, laptop]),
        "one window is left"
    );
    drop(second);
    say().await;
    assert_eq!(two.connected(meeting), HashSet::from([laptop]));
    home.reached_by([meeting].into());
    say().await;
    assert_eq!(two.connected(meeting), HashSet::from([laptop, at_home]));
    drop(home);
    say().await;
    assert_eq!(two.connected(meeting), HashSet::from([laptop]));
}
