//! Documents over HTTP: taken, refused, read, hidden.

use crate::browser::{Browser, Seen};
use crate::story::tonight;
use crate::world::World;
use reqwest::Method;
use reqwest::header::ACCEPT;
use reqwest::multipart::{Form, Part};
use sea_orm::{Database, EntityTrait, PaginatorTrait};
use store::entity::document_reading;

async fn upload(browser: &Browser, meeting: &str, title: &str, name: &str, bytes: Vec<u8>, secrecy: &str) -> Seen {
    let file = Part::bytes(bytes)
        .file_name(name.to_owned())
        .mime_str("application/pdf")
        .unwrap();
    let form = Form::new()
        .text("_form", "document")
        .text("title", title.to_owned())
        .text("item", "")
        .text("secrecy", secrecy.to_owned())
        .part("file", file);
    let request = browser
        .request(Method::POST, &format!("{meeting}/documents/new"))
        .header(ACCEPT, "text/html")
        .multipart(form);
    browser.send(request).await
}

/// How many openings of files are noted.
async fn readings(world: &World) -> u64 {
    let file = world.config.data.join("chibo.db");
    let db = Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
    let readings = document_reading::Entity::find().count(&db).await.unwrap();
    db.close().await.unwrap();
    readings
}

#[tokio::test]
async fn a_real_paper_is_taken_shown_with_its_size_and_its_readers_are_known() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let paper = demo::papers()[0];
    let taken = upload(
        &secretary,
        &meeting,
        "Dự thảo bổ sung",
        "du-thao.pdf",
        paper.bytes.to_vec(),
        "none",
    )
    .await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    let untitled = upload(
        &secretary,
        &meeting,
        " ",
        "Bao_cao phu.pdf",
        paper.bytes.to_vec(),
        "none",
    )
    .await;
    assert_eq!(untitled.status, 303, "{}", untitled.body);
    let member = world.sign_in("dangvien2").await;
    let list = member.get("/documents").await;
    assert!(
        list.body.contains("Bao cao phu"),
        "called as its file is: {}",
        list.body
    );
    assert!(list.body.contains("Dự thảo bổ sung"), "{}", list.body);
    let link = list
        .links("/documents/")
        .into_iter()
        .find(|link| link.len() > 40)
        .unwrap();
    let page = member.get(&link).await;
    assert!(
        page.body.contains("kB"),
        "the size stands before the download: {}",
        page.body
    );
    let before = readings(&world).await;
    let head = member
        .request(Method::HEAD, &format!("{link}/file"))
        .send()
        .await
        .unwrap();
    assert_eq!(head.status(), 200);
    assert_eq!(head.headers()["content-length"], paper.bytes.len().to_string().as_str());
    assert_eq!(readings(&world).await, before, "who asks for the headers has not read");
    let response = member
        .request(Method::GET, &format!("{link}/file"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert!(
        response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("sandbox")
    );
    assert!(
        response.headers()["content-disposition"]
            .to_str()
            .unwrap()
            .contains("filename*=UTF-8''")
    );
    let readers = secretary.get(&format!("{meeting}/readers")).await;
    assert_eq!(readers.status, 200);
    assert_eq!(readings(&world).await, before + 1);
    let other = world.sign_in("bithu2").await;
    assert_eq!(other.get(&link).await.status, 404);
    assert_eq!(other.get(&format!("{link}/file")).await.status, 404);
    assert_eq!(other.post(&format!("{link}/remove"), &[]).await.status, 404);
    assert_eq!(
        member.post(&format!("{link}/remove"), &[]).await.status,
        403,
        "a reader may see, but not remove"
    );
}

#[tokio::test]
async fn whatever_is_no_paper_is_refused_with_a_sentence() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let program = [b"MZ\x90\x00".to_vec(), vec![0; 20_000]].concat();
    for (name, bytes, secrecy, word) in [
        ("virus.pdf", program, "none", "PDF"),
        (
            "page.pdf",
            b"<html><script>alert(1)</script></html>".to_vec(),
            "none",
            "PDF",
        ),
        ("empty.pdf", Vec::new(), "none", "Tệp"),
        ("mat.pdf", demo::papers()[0].bytes.to_vec(), "secret", "mật"),
    ] {
        let refused = upload(&secretary, &meeting, "Văn bản giữ lại", name, bytes, secrecy).await;
        assert_eq!(refused.status, 422, "{name}: {}", refused.body);
        assert!(
            refused.body.to_lowercase().contains(&word.to_lowercase()),
            "{name}: {}",
            refused.body
        );
        assert!(
            refused.body.contains("Văn bản giữ lại"),
            "{name}: the title is still there"
        );
    }
    let staged = std::fs::read_dir(world.config.data.join("files/staging"))
        .map(|files| files.count())
        .unwrap_or(0);
    assert_eq!(staged, 0, "nothing refused is kept");
    let member = world.sign_in("dangvien1").await;
    let denied = upload(
        &member,
        &meeting,
        "Của tôi",
        "a.pdf",
        demo::papers()[0].bytes.to_vec(),
        "none",
    )
    .await;
    assert_eq!(denied.status, 403);
}

#[tokio::test]
async fn a_form_that_breaks_after_its_file_leaves_nothing() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let paper = || {
        Part::bytes(demo::papers()[0].bytes.to_vec())
            .file_name("a.pdf")
            .mime_str("application/pdf")
            .unwrap()
    };
    let form = || Form::new().text("_form", "document").part("file", paper());
    for (what, status, form) in [
        ("two files", 422, form().part("file", paper()).text("title", "Hai tệp")),
        ("a long field", 413, form().text("title", "x".repeat(9000))),
        ("no text", 422, form().part("title", Part::bytes(vec![0xff, 0xfe]))),
    ] {
        let request = secretary
            .request(Method::POST, &format!("{meeting}/documents/new"))
            .header(ACCEPT, "application/json")
            .multipart(form);
        let refused = secretary.send(request).await;
        assert_eq!(refused.status, status, "{what}: {}", refused.body);
        assert!(!refused.body.contains("Đường truyền"), "{what}: no line has broken");
        let staged = std::fs::read_dir(world.config.data.join("files/staging"))
            .map(|files| files.count())
            .unwrap_or(0);
        assert_eq!(staged, 0, "{what}: nothing refused is kept");
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_and_leaves_nothing() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let mut bytes = demo::papers()[0].bytes.to_vec();
    bytes.resize(51 * 1024 * 1024, b' ');
    let refused = upload(&secretary, &meeting, "Quá lớn", "lon.pdf", bytes, "none").await;
    assert_eq!(refused.status, 413, "{}", refused.body);
    assert!(refused.body.contains("50"), "the limit is named");
}

#[tokio::test]
async fn an_upload_sent_twice_is_one_document() {
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let fresh = secretary.get(&format!("{meeting}/documents/new")).await.field("_fresh");
    let send = async |bytes: &[u8]| {
        let form = Form::new()
            .text("_fresh", fresh.clone())
            .text("title", "Báo cáo hai lần")
            .part("file", Part::bytes(bytes.to_vec()).file_name("a.pdf"));
        let request = secretary
            .request(Method::POST, &format!("{meeting}/documents/new"))
            .header(ACCEPT, "text/html")
            .multipart(form);
        assert_eq!(secretary.send(request).await.status, 303);
    };
    let papers = demo::papers();
    let pdfs: Vec<_> = papers
        .iter()
        .filter(|paper| paper.file_name.ends_with(".pdf"))
        .collect();
    let count = async || {
        secretary
            .get("/documents")
            .await
            .body
            .matches("Báo cáo hai lần")
            .count()
    };
    send(pdfs[0].bytes).await;
    let once = count().await;
    send(pdfs[0].bytes).await;
    assert_eq!(count().await, once);
    let kept = std::fs::read_dir(world.config.data.join("files/documents"))
        .unwrap()
        .count();
    send(pdfs[1].bytes).await;
    assert_eq!(count().await, 2 * once, "another file is another document");
    let now = std::fs::read_dir(world.config.data.join("files/documents"))
        .unwrap()
        .count();
    assert_eq!(now, kept + 1, "the file of the second sending is gone");
}

/// The most memory that this process, which is the server too, has ever held at once, in bytes.
fn most_held() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    let kilobytes: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes * 1024
}

#[tokio::test]
async fn the_largest_file_passes_through_and_is_never_held() {
    const PIECE: usize = 64 * 1024;
    const MOST: usize = 50 * 1024 * 1024;
    let world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let send = async |bytes: usize| {
        let paper = demo::papers()[0].bytes;
        let rest = std::iter::repeat_n(bytes::Bytes::from(vec![b'x'; PIECE]), bytes / PIECE);
        let head = bytes::Bytes::from_static(&paper[..PIECE.min(paper.len())]);
        let length = head.len() + (bytes / PIECE) * PIECE;
        let pieces = std::iter::once(head).chain(rest).map(Ok::<_, std::io::Error>);
        let body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
        let file = Part::stream_with_length(body, u64::try_from(length).unwrap()).file_name("quet.pdf");
        let form = Form::new()
            .text("_form", "document")
            .text("title", "Bản quét lớn")
            .text("item", "")
            .text("secrecy", "none")
            .part("file", file);
        let request = secretary
            .request(Method::POST, &format!("{meeting}/documents/new"))
            .header(ACCEPT, "text/html")
            .multipart(form);
        secretary.send(request).await
    };
    // What a small one needs is there by then.
    assert_eq!(send(PIECE).await.status, 303);
    let before = most_held();
    let taken = send(MOST - 2 * PIECE).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    let grown = most_held().saturating_sub(before);
    assert!(grown < MOST / 4, "{grown} bytes more for a file of {MOST}");
    let refused = send(MOST + PIECE).await;
    assert_eq!(refused.status, 413);
    assert!(refused.body.contains("50"), "{}", refused.body);
}
