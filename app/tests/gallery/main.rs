//! The components' gallery: renders one page of each kind and checks what must hold for every page.
//!
//! `CHIBO_GALLERY=DIR CHIBO_GALLERY_CSS=chibo.css [CHIBO_GALLERY_JS=… CHIBO_GALLERY_WASM=…] cargo test -p app --features ssr --test gallery` also
//! writes the pages to DIR in all three text sizes, to be looked at.
#![cfg(feature = "ssr")]

mod pages;

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use app::ui::*;
use chrono::{DateTime, Utc};
use leptos::{nonce::Nonce, prelude::*};
use pages::PAGES;
use text::Lang;

fn context(path: &str, size: TextSize, signed_in: bool, css: &str) -> PageContext {
    PageContext {
        lang: Lang::Vi,
        size,
        path: path.to_owned(),
        now: "2026-12-03T13:00:00Z".parse::<DateTime<Utc>>().expect("time"),
        signed_in: signed_in.then(|| SignedIn {
            name: "Lò Thị Hạnh".to_owned(),
            unit_id: "1".to_owned(),
            unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
            unit_parent: Some("Đảng bộ xã Nà Pản".to_owned()),
            units: vec![
                ("1".to_owned(), "Chi bộ bản Phiêng Đón".to_owned()),
                ("2".to_owned(), "Đảng ủy xã Nà Pản".to_owned()),
            ],
            unread: 3,
            menu: vec![
                ("/tasks".to_owned(), "Nhiệm vụ được giao".to_owned()),
                ("/settings".to_owned(), "Thiết lập chi bộ".to_owned()),
            ],
        }),
        assets: Arc::new(Assets {
            css: css.to_owned(),
            js: std::env::var("CHIBO_GALLERY_JS").unwrap_or_default(),
            wasm: std::env::var("CHIBO_GALLERY_WASM").unwrap_or_default(),
        }),
        tablet: None,
        notice: None,
        fresh: Arc::from("fresh"),
    }
}

/// All values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn refused() -> FormState {
    let problem = |field: &str, sentence: &str| Problem {
        field: field.to_owned(),
        sentence: sentence.to_owned(),
    };
    FormState {
        form: "meeting".to_owned(),
        values: vec![
            ("title".to_owned(), "Họp \"<b>\"".to_owned()),
            ("note".to_owned(), "a & b".to_owned()),
        ],
        errors: vec![
            problem("title", "Tên cuộc họp không được có dấu ngoặc."),
            problem("form", "Đồng chí chưa chọn hình thức họp."),
            problem("", "Chi bộ đã có cuộc họp vào ngày này."),
        ],
    }
}

/// Every page, in every size, as it comes and as it is refused.
fn all() -> Vec<(String, String)> {
    let css = std::env::var("CHIBO_GALLERY_CSS").unwrap_or_default();
    let mut all = Vec::new();
    for size in TextSize::ALL {
        for (name, path, signed_in, make) in PAGES {
            for again in [false, true] {
                if again && name != "form" {
                    continue;
                }
                let html = Owner::new().with(|| {
                    let mut context = context(path, size, signed_in, &css);
                    if name == "member" {
                        context.notice = Some(domain::done::Done::ExcuseSent);
                    }
                    provide_context(context);
                    provide_context(Nonce::new());
                    if again {
                        provide_context(refused());
                    }
                    make().to_html()
                });
                let suffix = if again { "-refused" } else { "" };
                all.push((format!("{name}{suffix}-{}", size.key()), html));
            }
        }
    }
    all
}

#[test]
fn every_page_is_whole() {
    let dir = std::env::var("CHIBO_GALLERY").ok().map(PathBuf::from);
    for (name, html) in all() {
        if let Some(dir) = &dir {
            std::fs::write(dir.join(format!("{name}.html")), &html).expect("the gallery is written");
        }
        assert!(html.starts_with("<!DOCTYPE html><html"), "{name}: doctype");
        assert!(
            !html.contains(" style="),
            "{name}: the content policy forbids style attributes"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{name}: one h1");
        assert!(html.matches("class=\"btn\"").count() <= 1, "{name}: one red button");

        let ids = values(&html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id twice");
        let linked = ["for", "aria-describedby", "aria-labelledby", "list"]
            .into_iter()
            .flat_map(|attribute| values(&html, attribute))
            .flat_map(str::split_whitespace)
            .chain(
                values(&html, "href")
                    .into_iter()
                    .filter_map(|href| href.strip_prefix('#')),
            );
        for id in linked {
            assert!(unique.contains(id), "{name}: nothing has the id {id}");
        }
    }
}
