//! The live stream over a real connection.

use crate::browser::Browser;
use crate::story::{item_to_vote_on, open_session, tonight, vote_of};
use crate::world::World;
use futures_util::StreamExt;
use reqwest::{Method, Response};

pub async fn until(
    stream: &mut (impl futures_util::Stream<Item = reqwest::Result<bytes::Bytes>> + Unpin),
    wanted: &str,
) -> String {
    let mut text = String::new();
    while let Some(chunk) = stream.next().await {
        text.push_str(&String::from_utf8_lossy(&chunk.unwrap()));
        if text.contains(wanted) {
            break;
        }
    }
    text
}

#[tokio::test]
async fn a_change_reaches_those_who_follow_and_stopping_ends_the_stream() {
    let mut world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let member = world.sign_in("dangvien1").await;
    let response: Response = member
        .request(Method::GET, &format!("/live{meeting}"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = Box::pin(response.bytes_stream());
    member
        .act(&format!("{meeting}/check-in"), &[("presence", "online")])
        .await;
    let heard = until(&mut stream, "data: ").await;
    assert!(heard.contains("id: "), "{heard}");

    // Whoever comes back with an old id is told that something was missed.
    let request = member
        .request(Method::GET, &format!("/live{meeting}"))
        .header("last-event-id", "1");
    let mut late = Box::pin(request.send().await.unwrap().bytes_stream());
    assert!(until(&mut late, "data: ").await.contains("data: "));

    world.stop().await;
    while let Some(chunk) = stream.next().await {
        drop(chunk.unwrap());
    }
}

#[tokio::test]
async fn nobody_follows_a_meeting_of_others() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let other = world.sign_in("bithu2").await;
    assert_eq!(other.get(&format!("/live{meeting}")).await.status, 404);
    assert_eq!(world.stranger().get(&format!("/live{meeting}")).await.status, 303);
}

#[tokio::test]
async fn one_person_keeps_no_more_streams_than_windows() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let address = format!("/live{}", tonight(&secretary).await);
    let member = world.sign_in("dangvien1").await;
    let mut streams = Vec::new();
    for _ in 0..16 {
        let response = member.request(Method::GET, &address).send().await.unwrap();
        assert_eq!(response.status(), 200);
        streams.push(response);
    }
    assert_eq!(member.get(&address).await.status, 429);
    let other = world.sign_in("dangvien2").await;
    assert_eq!(other.request(Method::GET, &address).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_others_go_on() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let address = format!("/live{meeting}");
    let follow = async |browser: &Browser| {
        let response = browser.request(Method::GET, &address).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Box::pin(response.bytes_stream())
    };
    let (phone, tablet, other) = (
        world.sign_in("dangvien1").await,
        world.sign_in("dangvien1").await,
        world.sign_in("dangvien2").await,
    );
    let (mut on_phone, mut on_tablet, mut of_other) =
        (follow(&phone).await, follow(&tablet).await, follow(&other).await);
    phone.act("/sign-out", &[]).await;
    while let Some(chunk) = on_phone.next().await {
        drop(chunk.unwrap());
    }
    // The tablet's session is another one.
    other
        .act(&format!("{meeting}/check-in"), &[("presence", "online")])
        .await;
    assert!(until(&mut on_tablet, "data: ").await.contains("data: "));
    assert!(until(&mut of_other, "data: ").await.contains("data: "));

    // Signing in again in the same browser ends what it had; signing out everywhere ends all.
    let mail = "dangvien1@demo.test";
    let again = tablet
        .post("/sign-in", &[("name", mail), ("password", &world.password)])
        .await;
    assert_eq!(again.status, 303);
    while let Some(chunk) = on_tablet.next().await {
        drop(chunk.unwrap());
    }
    let account = tablet.get("/account").await;
    assert_eq!(account.body.matches("Dùng lần cuối").count(), 1, "{}", account.body);
    let mut on_tablet = follow(&tablet).await;
    let phone = world.sign_in("dangvien1").await;
    phone.act("/sign-out-everywhere", &[]).await;
    while let Some(chunk) = on_tablet.next().await {
        drop(chunk.unwrap());
    }
}

#[tokio::test]
async fn a_home_page_hears_of_what_it_shows_and_of_nothing_else() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let at_home = world.sign_in("dangvien1").await;
    let elsewhere = world.sign_in("bithu2").await;
    assert!(at_home.get("/").await.body.contains("/live/home?seen="));
    let follow = async |browser: &Browser| {
        let response = browser.request(Method::GET, "/live/home").send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Box::pin(response.bytes_stream())
    };
    let (mut home, mut of_other) = (follow(&at_home).await, follow(&elsewhere).await);
    // Many phones lie open on it: whoever comes changes nothing there.
    let member = world.sign_in("dangvien2").await;
    member
        .act(&format!("{meeting}/check-in"), &[("presence", "online")])
        .await;
    world.set_clock(19, 25);
    secretary.act(&format!("{meeting}/open"), &[("sure", "yes")]).await;
    let began = world.now().timestamp_micros();
    let heard = until(&mut home, "data: ").await;
    assert!(
        heard.contains(&format!("data: {began}")),
        "the first word is the opening: {heard}"
    );
    assert!(at_home.get("/").await.body.contains("Đang họp"));

    // A page that was read before is told at once.
    let address = format!("/live/home?seen={}", began - 1);
    let late = at_home.request(Method::GET, &address).send().await.unwrap();
    assert!(
        until(&mut Box::pin(late.bytes_stream()), "data: ")
            .await
            .contains("data: ")
    );

    // Another cell's home has heard nothing of all this when its stream ends.
    elsewhere.act("/sign-out", &[]).await;
    while let Some(chunk) = of_other.next().await {
        assert!(!String::from_utf8_lossy(&chunk.unwrap()).contains("data: "));
    }
    assert_eq!(world.stranger().get("/live/home").await.status, 303);
}

#[tokio::test]
async fn who_has_his_home_open_is_connected_for_the_chair() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let members = open_session(&world, &secretary, &meeting).await;
    let item = item_to_vote_on(&secretary, &meeting).await;
    let terms = [("question", "Đồng ý?"), ("matter", "ordinary_resolution")];
    secretary.act(&format!("{item}/vote"), &terms).await;
    let vote = vote_of(&secretary, &meeting).await;
    let connected = async || {
        let page = secretary.get(&format!("{vote}/close")).await;
        page.body.matches("Đang mở trang trên máy").count()
    };
    assert_eq!(connected().await, 0);
    let follow = async |browser: &Browser| {
        let stream = browser.request(Method::GET, "/live/home").send().await.unwrap();
        assert_eq!(stream.status(), 200);
        Box::pin(stream.bytes_stream())
    };
    let (mut first, mut second) = (follow(&members[0]).await, follow(&members[0]).await);
    let _other = follow(&members[1]).await;
    // Somebody of another cell is on no roll here.
    let elsewhere = world.sign_in("bithu2").await;
    let _elsewhere = follow(&elsewhere).await;
    assert_eq!(connected().await, 2);
    // Both his windows end with his session, and with them he is gone.
    members[0].act("/sign-out", &[]).await;
    for stream in [&mut first, &mut second] {
        while let Some(chunk) = stream.next().await {
            drop(chunk.unwrap());
        }
    }
    assert_eq!(connected().await, 1);
}

#[tokio::test]
async fn windows_of_home_are_limited_and_take_none_from_the_meeting() {
    let world = World::new().await;
    let member = world.sign_in("dangvien1").await;
    let mut streams = Vec::new();
    for _ in 0..16 {
        let response = member.request(Method::GET, "/live/home").send().await.unwrap();
        assert_eq!(response.status(), 200);
        streams.push(response);
    }
    assert_eq!(member.get("/live/home").await.status, 429);
    let meeting = tonight(&member).await;
    let own = member.request(Method::GET, &format!("/live{meeting}")).send().await;
    assert_eq!(own.unwrap().status(), 200);
}
