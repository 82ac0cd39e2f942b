//! What the minutes' pages and their printed copy share: body, addenda, check sum.
//!
//! Invariant: the body is shown paragraph by paragraph as it was sealed; no word is added or left out.

use crate::ui::{Details, Notice, Sheet, Tone, dates, t};
use domain::minutes::MinutesView;
use leptos::prelude::*;

/// A line of the body, by what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Begins with a Roman number: "II. NỘI DUNG".
    Section(&'a str),
    /// Begins with an Arabic one: "4.1. Xét kết nạp".
    Item(&'a str),
    Entry(&'a str),
    Text(&'a str),
}

/// Lines that hold something.
pub(super) fn lines(body: &str) -> impl Iterator<Item = Line<'_>> {
    body.lines().map(str::trim).filter(|line| !line.is_empty()).map(kind)
}

fn kind(line: &str) -> Line<'_> {
    let number = line.split_once(". ").map_or("", |(number, _)| number);
    let made_of = |allowed: &str| !number.is_empty() && number.chars().all(|c| allowed.contains(c));
    if made_of("IVXL") {
        Line::Section(line)
    } else if made_of("0123456789.") && number.len() <= 5 {
        Line::Item(line)
    } else if let Some(entry) = line.strip_prefix("- ") {
        Line::Entry(entry)
    } else {
        Line::Text(line)
    }
}

/// The body as paragraphs. Official text: Vietnamese whatever the reader chose.
pub(super) fn body(text: &str) -> AnyView {
    let paragraphs = lines(text)
        .map(|line| match line {
            Line::Section(text) => view! { <h3>{text.to_owned()}</h3> }.into_any(),
            Line::Item(text) => view! { <p class="minutes-item"><b>{text.to_owned()}</b></p> }.into_any(),
            Line::Entry(text) => view! { <p class="minutes-entry">"– "{text.to_owned()}</p> }.into_any(),
            Line::Text(text) => view! { <p>{text.to_owned()}</p> }.into_any(),
        })
        .collect_view();
    view! { <div class="minutes-body" lang="vi">{paragraphs}</div> }.into_any()
}

/// Addenda in their order.
pub(super) fn addenda(view: &MinutesView) -> AnyView {
    let t = t();
    view.addenda
        .iter()
        .map(|addendum| {
            let by = t.minutes_addendum_by(&addendum.by, &dates::date_time(addendum.at));
            let text = body(&addendum.text);
            let sum = addendum.sha256.clone();
            view! {
                <Sheet title=t.minutes_addendum(addendum.number)>
                    <p class="soft small num">{by}</p>
                    {text}
                    <Details summary=t.minutes_hash()><p><code class="sum">{sum}</code></p></Details>
                </Sheet>
            }
        })
        .collect_view()
        .into_any()
}

/// The hash of sealed minutes, for whoever wants to check.
pub(super) fn check_sum(view: &MinutesView) -> AnyView {
    let t = t();
    let (sum, intact) = (view.sha256.clone(), view.intact);
    view! {
        <Details summary=t.minutes_hash()>
            {(!intact).then(|| view! { <Notice tone=Tone::Warning>{t.minutes_broken()}</Notice> })}
            <p>{t.minutes_hash_note()}</p>
            <p><code class="sum">{sum}</code></p>
        </Details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_their_beginning() {
        let found: Vec<_> =
            lines("II. NỘI DUNG\n\n4.1. Kết nạp\n- Lò Văn A: ốm.\nVào hồi 19 giờ. Sau đó nghỉ.").collect();
        assert_eq!(
            found,
            [
                Line::Section("II. NỘI DUNG"),
                Line::Item("4.1. Kết nạp"),
                Line::Entry("Lò Văn A: ốm."),
                Line::Text("Vào hồi 19 giờ. Sau đó nghỉ."),
            ]
        );
    }
}
