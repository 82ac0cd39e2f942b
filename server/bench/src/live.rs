//! Rows of the area `pages`: how soon phones show what the chair has done.
//!
//! Invariant: the clock runs from the chair's request until the last phone has heard of it and has read its page again.

use crate::Fallible;
use crate::load::Client;
use crate::report::Row;
use crate::server::Served;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Demo accounts whose phones follow, and how many phones each has; a person may have 16 streams at most.
const MEMBERS: [&str; 5] = ["dangvien1", "dangvien2", "dangvien3", "dangvien4", "dangvien5"];
const PHONES: usize = 8;
const ROUNDS: usize = 30;
/// A stream rests for 300 ms after an event; the next change comes when all are listening again.
const REST: Duration = Duration::from_millis(400);

/// A phone that follows a meeting.
struct Phone {
    stream: Incoming,
    pages: Client,
}

impl Phone {
    async fn follow(served: &Served, member: &Client, meeting: &str) -> Fallible<Self> {
        let live = member.clone_for(&served.address).await?;
        let stream = live.stream(&format!("/live{meeting}")).await?;
        let pages = member.clone_for(&served.address).await?;
        Ok(Self { stream, pages })
    }

    /// Waits for the next event and reads the page again.
    async fn sees(mut self, meeting: String) -> Fallible<(Self, Instant)> {
        loop {
            let frame = self.stream.frame().await.ok_or("a stream has ended")??;
            // Comments keep the connection alive and tell nothing.
            if frame
                .data_ref()
                .is_some_and(|data| data.windows(5).any(|part| part == b"data:"))
            {
                break;
            }
        }
        match self.pages.get(&meeting).await? {
            200 => Ok((self, Instant::now())),
            status => Err(format!("{meeting} answered {status}").into()),
        }
    }
}

/// Measures on the demo's meeting of tonight, which is opened for it.
pub async fn measure(served: &Served, meeting: &str) -> Fallible<Vec<Row>> {
    let mut chair = served.signed_in("bithu").await?;
    let cookies = chair.cookies.clone();
    let (status, _) = chair
        .post(&format!("{meeting}/open"), &cookies, "sure=yes".to_owned())
        .await?;
    if status != 200 {
        return Err(format!("the bench could not open the session: {status}").into());
    }
    let items = chair.ids(&format!("{meeting}/chair"), "name=\"item\" value=\"").await?;
    let [first, second, ..] = items.as_slice() else {
        return Err("the demo's agenda has fewer than two items".into());
    };
    let mut phones = Vec::new();
    for member in MEMBERS {
        let member = served.signed_in(member).await?;
        for _ in 0..PHONES {
            phones.push(Phone::follow(served, &member, meeting).await?);
        }
    }
    let count = phones.len();
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        tokio::time::sleep(REST).await;
        let mut waiting = JoinSet::new();
        for phone in phones.drain(..) {
            waiting.spawn(phone.sees(meeting.to_owned()));
        }
        let item = if round % 2 == 0 { first } else { second };
        let began = Instant::now();
        let (status, _) = chair
            .post(&format!("{meeting}/table"), &cookies, format!("item={item}"))
            .await?;
        if status != 200 {
            return Err(format!("the bench could not put an item on the table: {status}").into());
        }
        let mut last = began;
        while let Some(seen) = waiting.join_next().await {
            let (phone, at) = seen??;
            last = last.max(at);
            phones.push(phone);
        }
        times.push((last - began).as_secs_f64() * 1000.0);
    }
    let name = format!("until {count} phones show what the chair has put on the table, SQLite");
    Ok(vec![Row::lower("pages", &name, "ms", &times, Some(1000.0))])
}
