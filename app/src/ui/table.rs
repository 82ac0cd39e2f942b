//! The one table pattern.
//!
//! Invariant: every cell knows its column's name, so that a row stacks into a card on a phone
//! without losing its headings; numbers stand right-aligned and tabular.

use leptos::prelude::*;

/// A column: its heading and how its cells stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub heading: String,
    pub number: bool,
    /// The heading is for the ear only (actions).
    pub quiet: bool,
}

impl Column {
    pub fn text(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            number: false,
            quiet: false,
        }
    }

    pub fn number(heading: impl Into<String>) -> Self {
        Self {
            number: true,
            ..Self::text(heading)
        }
    }

    pub fn quiet(heading: impl Into<String>) -> Self {
        Self {
            quiet: true,
            ..Self::text(heading)
        }
    }

    const fn class(&self) -> Option<&'static str> {
        if self.number { Some("r") } else { None }
    }
}

/// What a table does on a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Narrow {
    /// Each row becomes a card: for lists of people and things.
    #[default]
    Stack,
    /// Scrolls sideways under a fixed first column: for comparing numbers.
    Scroll,
}

/// A cell from anything that can be shown: `cell("x")`, `cell(view! { <Tag …/> })`.
pub fn cell(content: impl IntoView + 'static) -> AnyView {
    content.into_any()
}

/// Rows hold one cell a column; the first cell is the row's heading.
#[component]
pub fn Table(
    /// Says what the table shows; required, may be hidden.
    #[prop(into)]
    caption: String,
    /// The caption is for the ear only, because a heading stands above.
    #[prop(optional)]
    quiet_caption: bool,
    columns: Vec<Column>,
    rows: Vec<Vec<AnyView>>,
    #[prop(optional)] narrow: Narrow,
    /// Totals: one cell a column.
    #[prop(optional)]
    foot: Vec<AnyView>,
) -> impl IntoView {
    let (wrap, class) = match narrow {
        Narrow::Stack => ("table-wrap", "table stack"),
        Narrow::Scroll => ("table-wrap scrolls", "table"),
    };
    let line = {
        let columns = columns.clone();
        move |cells: Vec<AnyView>| {
            cells
                .into_iter()
                .zip(columns.iter().cloned())
                .enumerate()
                .map(|(index, (content, column))| {
                    let class = column.class();
                    if index == 0 {
                        view! { <th scope="row" class=class>{content}</th> }.into_any()
                    } else {
                        view! {
                            <td class=class data-label=(!column.quiet).then_some(column.heading)>
                                // One box, so that a stacked cell has the label left and this right.
                                <div>{content}</div>
                            </td>
                        }
                        .into_any()
                    }
                })
                .collect_view()
        }
    };
    // A region that scrolls must be reachable by keyboard and have a name.
    let scrolls = narrow == Narrow::Scroll;
    let name = scrolls.then(|| caption.clone());
    view! {
        <div
            class=wrap
            role=scrolls.then_some("region")
            tabindex=scrolls.then_some("0")
            aria-label=name
        >
            <table class=class>
                <caption class=quiet_caption.then_some("govuk-visually-hidden")>{caption}</caption>
                <thead>
                    <tr>
                        {columns.into_iter().map(|column| {
                            let class = column.class();
                            let heading = if column.quiet {
                                view! { <span class="govuk-visually-hidden">{column.heading}</span> }.into_any()
                            } else {
                                column.heading.into_any()
                            };
                            view! { <th scope="col" class=class>{heading}</th> }
                        }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|cells| view! { <tr>{line(cells)}</tr> }).collect_view()}</tbody>
                {(!foot.is_empty()).then(|| view! { <tfoot><tr>{line(foot)}</tr></tfoot> })}
            </table>
        </div>
    }
    .into_any()
}
