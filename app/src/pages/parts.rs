//! Parts that pages of several areas share.
//!
//! Invariant: a part shows what it is given; none asks a port.

use crate::ui::{ActionButton, Look, Row, Rows, Sheet, Tag, TagKind, t};
use domain::account::Viewer;
use domain::document::DocumentLine;
use domain::ids::{ChangeId, UnitId};
use domain::policy::{ActionKind, Capacity, Relation, allowed};
use leptos::prelude::*;
use text::Lang;

/// `214 kB`, `3,4 MB`: said before anybody downloads.
#[must_use]
pub fn file_size(bytes: u64, lang: Lang) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", bytes.div_ceil(1000).max(1));
    }
    let tenths = bytes.div_ceil(100_000);
    let comma = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    format!("{}{comma}{} MB", tenths / 10, tenths % 10)
}

/// Documents as rows; kind and size are named before the download.
#[component]
pub fn DocumentRows(
    documents: Vec<DocumentLine>,
    /// Says which meeting each belongs to, on pages of several meetings.
    #[prop(optional)]
    name_meeting: bool,
    /// Unread ones have a tag; not where all of them are unread, or where one's own documents stand.
    #[prop(default = true)]
    tagged: bool,
) -> impl IntoView {
    let t = t();
    view! {
        <Rows>
            {documents.into_iter().map(|document| {
                let mut sub = format!("{} · {}", t.file_kind(document.kind), file_size(document.bytes, t.lang()));
                if name_meeting {
                    sub = format!("{sub} · {}", document.meeting_title);
                }
                let unread = tagged && !document.opened;
                view! {
                    <Row title=document.title sub=sub href=format!("/documents/{}", document.id)>
                        {unread.then(|| view! { <Tag kind=TagKind::Calm label=t.parts_unread() /> })}
                    </Row>
                }
            }).collect_view()}
        </Rows>
    }
    .into_any()
}

/// What is set for a day to come, and the button that withdraws it: title, what else there is to say, and the address
/// for whoever may withdraw it.
pub(super) fn coming(rows: Vec<(String, String, Option<String>, ChangeId)>) -> AnyView {
    let t = t();
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|(title, sub, action, change)| {
            let fields = vec![("change".to_owned(), change.to_string())];
            let spoken = t.coming_withdraw_spoken(&title);
            let button = action.map(|action| {
                view! {
                    <ActionButton action=action label=t.coming_withdraw() spoken=spoken look=Look::Small fields=fields />
                }
            });
            view! { <Row title=title sub=sub>{button}</Row> }
        })
        .collect_view();
    view! {
        <Sheet title=t.coming_title()><Rows>{rows}</Rows></Sheet>
    }
    .into_any()
}

/// Units in which the viewer prepares meetings, the current one first. The gate decides; this only decides
/// whether a button is worth showing.
#[must_use]
pub fn prepares_in(viewer: &Viewer) -> Vec<UnitId> {
    may_in(viewer, ActionKind::CreateMeeting)
}

/// Units in which an office of the viewer allows the action, as [`prepares_in`].
#[must_use]
pub fn may_in(viewer: &Viewer, action: ActionKind) -> Vec<UnitId> {
    let prepares = |role| allowed(action, Capacity::Office(role), Relation::Own);
    let held: Vec<UnitId> = viewer
        .offices
        .iter()
        .filter(|(_, role)| prepares(*role))
        .map(|(unit, _)| *unit)
        .collect();
    let current = viewer.units.first().map(|unit| unit.id);
    let mut units: Vec<UnitId> = current.filter(|unit| held.contains(unit)).into_iter().collect();
    for unit in held {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short_and_never_zero() {
        assert_eq!(file_size(0, Lang::Vi), "1 kB");
        assert_eq!(file_size(213_400, Lang::Vi), "214 kB");
        assert_eq!(file_size(3_350_000, Lang::Vi), "3,4 MB");
        assert_eq!(file_size(3_350_000, Lang::En), "3.4 MB");
    }
}
