//! The area `pages`: what a member's page costs, beside an empty page of the same server.

use crate::Fallible;
use crate::live;
use crate::load::crowd;
use crate::report::Row;
use crate::server::Served;
use std::path::Path;
use std::time::Duration;

const RUNS: usize = 3;
const SECONDS: u64 = 10;

struct Figures {
    rate: Vec<f64>,
    p99: Vec<f64>,
}

async fn timed(served: &Served, cookies: &str, path: &str, concurrency: usize) -> Fallible<Figures> {
    let mut figures = Figures {
        rate: Vec::new(),
        p99: Vec::new(),
    };
    for _ in 0..RUNS {
        let outcome = crowd(
            &served.address,
            cookies,
            path,
            concurrency,
            Some(Duration::from_secs(SECONDS)),
            None,
        )
        .await?;
        if outcome.failed > 0 {
            return Err(format!("{path}: {} requests failed", outcome.failed).into());
        }
        figures.rate.push(outcome.rate());
        figures.p99.push(outcome.percentile(99));
    }
    Ok(figures)
}

/// Measures the area.
pub async fn measure(binary: &Path) -> Fallible<Vec<Row>> {
    let mut served = Served::fresh(binary).await?;
    let mut member = served.member().await?;
    let meeting = member.meeting().await?;
    let cookies = member.cookies.clone();
    let mut rows = Vec::new();
    for concurrency in [1, 20] {
        let empty = timed(&served, &cookies, "/account/empty", concurrency).await?;
        let page = timed(&served, &cookies, &meeting, concurrency).await?;
        let middle = |values: &[f64]| {
            let mut sorted = values.to_vec();
            sorted.sort_by(f64::total_cmp);
            sorted[sorted.len() / 2]
        };
        let limit = middle(&empty.rate);
        let name = |what: &str| format!("{what}, SQLite, c={concurrency}");
        rows.push(
            Row::higher(
                "pages",
                &name("a member's meeting page"),
                "1/s",
                &page.rate,
                Some(limit / 2.0),
            )
            .against(limit, "the same server answering an empty authenticated page"),
        );
        rows.push(
            Row::lower("pages", &name("p99 of a member's meeting page"), "ms", &page.p99, None)
                .against(middle(&empty.p99), "p99 of an empty authenticated page"),
        );
    }
    rows.extend(live::measure(&served, &meeting).await?);
    served.stop().await?;
    Ok(rows)
}
