//! What components must never get wrong: escaping, refilling, linking errors.

use std::sync::Arc;

use chrono::DateTime;
use leptos::{nonce::Nonce, prelude::*};
use text::Lang;

use super::*;

fn context() -> PageContext {
    PageContext {
        lang: Lang::Vi,
        size: TextSize::Large,
        path: "/meetings/1?tab=\"x\"".to_owned(),
        now: DateTime::UNIX_EPOCH,
        signed_in: Some(SignedIn {
            name: "Lò <Văn> Dũng".to_owned(),
            unit_name: "Chi bộ & bản".to_owned(),
            ..SignedIn::default()
        }),
        assets: Arc::new(Assets {
            css: "/pkg/chibo.css".to_owned(),
            js: "/pkg/chibo.js".to_owned(),
            wasm: "/pkg/chibo.wasm".to_owned(),
        }),
        tablet: None,
        notice: None,
        fresh: Arc::from("fresh"),
    }
}

fn render<V: IntoView + 'static>(form: Option<FormState>, view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| {
        provide_context(context());
        if let Some(form) = form {
            provide_context(form);
        }
        view().into_view().to_html()
    })
}

fn refused(values: &[(&str, &str)], errors: &[(&str, &str)]) -> Option<FormState> {
    Some(FormState {
        form: "f".to_owned(),
        values: values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        errors: errors
            .iter()
            .map(|(field, sentence)| Problem {
                field: (*field).to_owned(),
                sentence: (*sentence).to_owned(),
            })
            .collect(),
    })
}

const ATTACK: &str = "\n</textarea><script>alert(1)</script>&amp;";

#[test]
fn text_area_escapes_what_is_given_and_what_was_typed() {
    let given = render(None, || view! { <TextArea name="note" label="Ghi chú" value=ATTACK /> });
    let typed = render(refused(&[("note", ATTACK)], &[]), || {
        view! { <Form action="/x" name="f"><TextArea name="note" label="Ghi chú" /></Form> }
    });
    for html in [given, typed] {
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        // The text's own first newline survives, and an entity stays what it was.
        assert!(
            html.contains("\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"),
            "{html}"
        );
    }
}

#[test]
fn attributes_and_texts_are_escaped() {
    let html = render(None, || {
        view! {
            <Page title="<title>">
                <PageTitle title="a<b>" />
                <Field name="x" label="<i>" value="\"><script>" hint="<u>" />
            </Page>
        }
    });
    for raw in [
        "<title><title>",
        "a<b>",
        "<i>",
        "\"><script>",
        "<u>",
        "<Văn>",
        "\"x\"\"",
    ] {
        assert!(!html.contains(raw), "{raw} in {html}");
    }
}

#[test]
fn a_refused_form_shows_what_was_typed_and_links_its_errors() {
    let html = render(
        refused(
            &[("title", "Họp"), ("kind", "b"), ("who", "two"), ("who", "three")],
            &[
                ("title", "Tên quá ngắn."),
                ("kind", "Chưa chọn. Đồng chí hãy chọn."),
                ("", "Trùng ngày."),
            ],
        ),
        || {
            let choices = || vec![Choice::new("a", "A"), Choice::new("b", "B")];
            view! {
                <Form action="/x" name="f">
                    <Field name="title" label="Tên" hint="Ngắn" value="cũ" />
                    <Radios name="kind" legend="Loại" value="a" choices=choices() />
                    <Checkboxes name="who" legend="Ai" values=vec!["one".into()]
                        choices=vec![Choice::new("one", "1"), Choice::new("two", "2"), Choice::new("three", "3")] />
                </Form>
            }
        },
    );
    // The summary names each field by its label and says what is wrong; what to do stands at the field.
    assert!(html.contains("href=\"#f-title\">Tên quá ngắn</a>"), "{html}");
    assert!(html.contains("href=\"#f-kind\">Loại: chưa chọn</a>"), "{html}");
    assert!(html.contains("Trùng ngày."), "{html}");
    assert!(html.contains("value=\"Họp\""), "{html}");
    assert!(!html.contains("cũ"), "{html}");
    assert!(
        html.contains("aria-describedby=\"f-title-hint f-title-error\""),
        "{html}"
    );
    assert!(html.contains("id=\"f-title-error\""), "{html}");
    assert!(html.contains("aria-invalid=\"true\""), "{html}");
    assert_eq!(html.matches(" checked").count(), 3, "{html}");
    assert!(html.contains("name=\"_form\" value=\"f\""), "{html}");
}

#[test]
fn another_form_of_the_page_is_left_alone() {
    let html = render(refused(&[("x", "typed")], &[("x", "Sai.")]), || {
        view! { <Form action="/y" name="g"><Field name="x" label="X" value="given" /></Form> }
    });
    assert!(html.contains("value=\"given\""), "{html}");
    assert!(!html.contains("Sai."), "{html}");
}

#[test]
fn secrets_never_come_back() {
    for kind in [Kind::Password, Kind::NewPassword, Kind::Code] {
        let html = render(refused(&[("x", "bi-mat")], &[]), || {
            view! { <Form action="/y" name="f"><Field name="x" label="X" kind=kind value="bi-mat" /></Form> }
        });
        assert!(!html.contains("bi-mat"), "{html}");
    }
}

#[test]
fn select_keeps_the_choice() {
    let options = || vec![(String::new(), "Chọn".to_owned()), ("b".to_owned(), "B".to_owned())];
    let html = render(refused(&[("k", "b")], &[]), || {
        view! { <Form action="/y" name="f"><Select name="k" label="K" options=options() /></Form> }
    });
    assert!(html.contains("<option value=\"b\" selected"), "{html}");
}

#[test]
fn every_script_carries_the_nonce_and_the_loader_loads_by_hashed_names() {
    let html = Owner::new().with(|| {
        provide_context(context());
        let nonce = Nonce::new();
        provide_context(nonce.clone());
        let html = view! { <Page title="x"><p>"y"</p></Page> }.into_view().to_html();
        let nonces = html.matches(&format!("nonce=\"{nonce}\"")).count();
        assert_eq!((html.matches("<script").count(), nonces), (2, 2), "{html}");
        html
    });
    assert!(html.contains("import(\"/pkg/chibo.js\")"), "{html}");
    assert!(html.contains("module_or_path:\"/pkg/chibo.wasm\""), "{html}");
    assert!(html.contains("<html lang=\"vi\" class=\"size-2\">"), "{html}");
}

#[test]
fn a_table_names_every_cell_for_the_phone() {
    let html = render(None, || {
        view! {
            <Table caption="Bảng" columns=vec![Column::text("Tên"), Column::number("Số"), Column::quiet("Việc")]
                rows=vec![vec![cell("Én"), cell(3), cell("Xóa")]] />
        }
    });
    assert!(html.contains("<th scope=\"row\""), "{html}");
    assert!(
        html.contains("<td data-label=\"Số\" class=\"r\"><div>3</div>"),
        "{html}"
    );
    assert_eq!(html.matches("data-label").count(), 1, "{html}");
    assert!(html.contains(">Bảng</caption>"), "{html}");
}

#[test]
fn a_meter_stays_within_its_bed() {
    let html = render(None, || view! { <Meter value=30 of=20 mark=25 label="x" /> });
    assert!(html.contains("width=\"1000\""), "{html}");
    let html = render(None, || view! { <Meter value=0 of=0 label="x" /> });
    assert!(html.contains("width=\"0\""), "{html}");
}
