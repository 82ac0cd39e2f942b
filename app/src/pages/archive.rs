//! Sealed minutes, found again.
//!
//! Invariant: the order of the answer is the port's: exact words before folded ones.

use crate::ui::{ButtonLink, EmptyState, Look, Page, PageTitle, Row, Rows, SearchBox, Sheet, dates, t};
use crate::{Html, Request};
use domain::Result;
use domain::minutes::ArchiveLine;
use leptos::prelude::*;

/// More hits than these call for another word.
const MOST_FOUND: usize = 100;

/// `GET /archive?q=`.
///
/// # Errors
/// As [`domain::ports::Archive::search`].
pub async fn show(rq: &Request) -> Result<Html> {
    let words = rq.asked("q").trim().to_owned();
    let mut found = rq.ports.archive.search(&rq.caller, &words, MOST_FOUND + 1).await?;
    let more = found.len() > MOST_FOUND;
    found.truncate(MOST_FOUND);
    let t = rq.t();
    Ok(rq.render(move || {
        let list = list(found, more, &words);
        view! {
            <Page title=t.archive_title()>
                <PageTitle title=t.archive_title() />
                <SearchBox action="/archive" label=t.archive_search() hint=t.archive_hint() value=words />
                {list}
            </Page>
        }
    }))
}

fn list(found: Vec<ArchiveLine>, more: bool, words: &str) -> AnyView {
    let t = t();
    let searched = !words.is_empty();
    if found.is_empty() {
        let sentence = if searched {
            t.archive_none(words)
        } else {
            t.archive_empty()
        };
        return view! {
            <Sheet>
                <EmptyState sentence=sentence>
                    {searched.then(|| view! { <ButtonLink href="/archive" label=t.archive_all() look=Look::Plain /> })}
                </EmptyState>
            </Sheet>
        }
        .into_any();
    }
    let count = match (more, searched) {
        (true, true) => Some(t.archive_more_found(MOST_FOUND)),
        (true, false) => Some(t.archive_more(MOST_FOUND)),
        (false, true) => Some(t.archive_found(found.len())),
        (false, false) => None,
    };
    view! {
        <Sheet>
            {count.map(|line| view! { <p class="soft num">{line}</p> })}
            <Rows>{found.into_iter().map(line).collect_view()}</Rows>
        </Sheet>
    }
    .into_any()
}

fn line(line: ArchiveLine) -> AnyView {
    let t = t();
    let mut sub = t.archive_row(&line.unit_name, &dates::date(line.starts_at));
    if line.addenda > 0 {
        sub = format!("{sub} · {}", t.archive_addenda(line.addenda));
    }
    if !line.excerpt.is_empty() {
        let excerpt = match line.excerpt_from {
            Some(number) => t.archive_in_addendum(number, &line.excerpt),
            None => line.excerpt,
        };
        sub = format!("{sub}\n{excerpt}");
    }
    view! { <Row title=line.title sub=sub href=format!("/meetings/{}/minutes", line.meeting) /> }.into_any()
}
