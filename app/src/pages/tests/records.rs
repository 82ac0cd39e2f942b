//! What stays of the evening: documents, minutes, archive.

use super::{Fake, evening_scenes, look, refused, request, scenes};
use crate::Request;
use crate::pages::{archive, document, documents, minutes, minutes_print};
use domain::document::{DocumentView, Reader};
use domain::meeting::State;
use domain::minutes::{ArchiveLine, MinutesState, MinutesView};
use domain::{Error, Fault};

fn asking(fake: Fake, path: &str) -> Request {
    request(fake, Some(scenes::secretary()), path)
}

fn of_minutes(view: MinutesView, path: &str) -> Request {
    let fake = Fake {
        minutes: Some(view),
        ..Fake::default()
    };
    asking(fake, path)
}

#[test]
fn unread_documents_stand_first_with_their_sizes() {
    let fake = Fake {
        documents: Some(vec![
            scenes::document(201, "Báo cáo kết quả tháng 11", 214_000, None, true),
            scenes::document(203, "Dự thảo nghị quyết tháng 12", 3_350_000, None, false),
        ]),
        ..Fake::default()
    };
    let html = look("documents", documents::list(&asking(fake, "/documents")));
    let (unread, read) = (html.find("Dự thảo"), html.find("Báo cáo"));
    assert!(unread < read && html.contains("3,4 MB"));
    let none = Fake {
        documents: Some(Vec::new()),
        ..Fake::default()
    };
    assert!(look("documents-empty", documents::list(&asking(none, "/documents"))).contains("Chưa có văn bản nào"));
}

fn one(can_remove: bool) -> Fake {
    Fake {
        document: Some(DocumentView {
            line: scenes::document(203, "Dự thảo nghị quyết tháng 12", 3_350_000, None, false),
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            added_by: "Hà Thị Liên".to_owned(),
            can_remove,
        }),
        ..Fake::default()
    }
}

#[test]
fn a_document_says_its_size_on_the_button_and_is_removed_only_by_whoever_may() {
    let html = look(
        "document",
        document::show(&asking(one(true), "/documents/203"), scenes::id(203)),
    );
    assert!(html.contains("Mở văn bản (PDF, 3,4 MB)") && html.contains("/remove\""));
    let html = look(
        "document-member",
        document::show(&asking(one(false), "/documents/203"), scenes::id(203)),
    );
    assert!(!html.contains("/remove\""));
}

fn leading() -> Fake {
    let announced = State::Announced {
        at: scenes::moment("2026-11-30T02:00:00Z"),
    };
    Fake {
        meeting: Some(scenes::led(scenes::view(announced, scenes::agenda(false, false)))),
        ..Fake::default()
    }
}

#[test]
fn a_refused_upload_keeps_what_was_typed_and_asks_for_the_file_again() {
    let rq = asking(
        leading(),
        "/meetings/10/documents/new?item=00000000-0000-0000-0000-0000000003ec",
    );
    let html = look("document-new", document::new(&rq, scenes::meeting()));
    assert!(html.contains("multipart/form-data") && html.contains("-0000000003ec\" selected"));
    let rq = refused(
        rq,
        "document",
        &[("title", "Dự thảo \"mới\""), ("secrecy", "secret")],
        "secrecy",
        "Không tải lên được.",
    );
    let html = look("document-new-refused", document::new(&rq, scenes::meeting()));
    assert!(html.contains("Dự thảo &quot;mới&quot;") && html.contains("chọn lại tệp"));
    assert!(html.contains("value=\"secret\" checked"));
}

#[test]
fn readers_are_counted_and_the_others_named() {
    let mut fake = leading();
    let line = scenes::document(203, "Dự thảo nghị quyết tháng 12", 3_350_000, None, false);
    fake.readers = Some(vec![(
        line,
        vec![Reader {
            person: scenes::id(101),
            name: "Lò Văn Dũng".to_owned(),
            opened_at: scenes::moment("2026-12-02T02:00:00Z"),
        }],
    )]);
    fake.participants = Some(evening_scenes::two_people());
    let html = look(
        "readers",
        documents::readers(&asking(fake, "/meetings/10/readers"), scenes::meeting()),
    );
    assert!(html.contains("1/2 đồng chí đã đọc") && html.contains("Vì Văn Sáng"));
}

#[test]
fn what_minutes_do_not_tell_is_named_and_settled_knowingly() {
    let with = |state| MinutesView {
        untold: vec!["Kết nạp <quần chúng>: tán thành 17/20".to_owned()],
        ..evening_scenes::minutes(state)
    };
    let draft = of_minutes(with(MinutesState::Draft), "/meetings/10/minutes");
    let draft = look("minutes-untold", minutes::show(&draft, scenes::meeting()));
    let seal = of_minutes(with(MinutesState::Confirmed), "/meetings/10/minutes/seal");
    let seal = look("minutes-seal-untold", minutes::seal(&seal, scenes::meeting()));
    for (html, button) in [(&draft, "Vẫn xác nhận như đã viết"), (&seal, "Vẫn chốt như đã viết")] {
        assert!(html.contains("Kết nạp &lt;quần chúng&gt;: tán thành 17/20") && html.contains(button));
        assert!(html.contains("name=\"sure\" value=\"yes\""));
    }
    let told = of_minutes(evening_scenes::minutes(MinutesState::Draft), "/meetings/10/minutes");
    let told = look("minutes-told", minutes::show(&told, scenes::meeting()));
    assert!(!told.contains("name=\"sure\"") && told.contains("Xác nhận nội dung đúng"));
}

#[test]
fn minutes_show_the_one_next_step_of_their_state() {
    let show = |state, name: &str| {
        let rq = of_minutes(evening_scenes::minutes(state), "/meetings/10/minutes");
        look(name, minutes::show(&rq, scenes::meeting()))
    };
    let draft = show(MinutesState::Draft, "minutes-draft");
    assert!(draft.contains("/confirm\"") && draft.contains("/redraft\"") && !draft.contains("/seal\""));
    assert!(draft.contains("Xét kết nạp &lt;đảng viên&gt;"));
    let confirmed = show(MinutesState::Confirmed, "minutes-confirmed");
    assert!(confirmed.contains("/seal\"") && !confirmed.contains("/redraft\""));
    let sealed = show(MinutesState::Sealed, "minutes-sealed");
    assert!(sealed.contains("9f86d081884c") && sealed.contains("Bản bổ sung số 1"));
    assert!(!sealed.contains("/edit\"") && sealed.contains("/addenda\""));
}

#[test]
fn a_reader_sees_no_button_and_broken_minutes_warn() {
    let mut view = evening_scenes::minutes(MinutesState::Draft);
    (view.can_edit, view.can_seal) = (false, false);
    let html = look(
        "minutes-reader",
        minutes::show(&of_minutes(view, "/meetings/10/minutes"), scenes::meeting()),
    );
    assert!(!html.contains("method=\"post\" action=\"/meetings"));
    let mut view = evening_scenes::minutes(MinutesState::Sealed);
    view.intact = false;
    let html = look(
        "minutes-broken",
        minutes::show(&of_minutes(view, "/meetings/10/minutes"), scenes::meeting()),
    );
    assert!(html.contains("không còn khớp") && !html.contains("còn nguyên như khi chốt"));
}

#[test]
fn editing_sealing_and_adding_follow_the_state() {
    let sealed = || of_minutes(evening_scenes::minutes(MinutesState::Sealed), "/");
    let answer = super::now_or_never(minutes::edit(&sealed(), scenes::meeting()));
    assert!(matches!(answer, Err(Error::Refused(Fault::MinutesSealed))));
    let draft = || of_minutes(evening_scenes::minutes(MinutesState::Draft), "/");
    let answer = super::now_or_never(minutes::addendum(&draft(), scenes::meeting()));
    assert!(matches!(answer, Err(Error::Refused(Fault::MinutesNotSealed))));
    let mut others = evening_scenes::minutes(MinutesState::Draft);
    others.can_add = false;
    let answer = super::now_or_never(minutes::addendum(&of_minutes(others, "/"), scenes::meeting()));
    assert!(matches!(answer, Err(Error::Forbidden)), "says nothing of the state");
    let html = look("minutes-seal-early", minutes::seal(&draft(), scenes::meeting()));
    assert!(!html.contains("method=\"post\" action=\"/meetings"));
    let html = look("minutes-edit", minutes::edit(&draft(), scenes::meeting()));
    assert!(html.contains("name=\"version\" value=\"7\""));
    let confirmed = of_minutes(evening_scenes::minutes(MinutesState::Confirmed), "/");
    assert!(look("minutes-seal", minutes::seal(&confirmed, scenes::meeting())).contains("/seal\""));
    look("minutes-addendum", minutes::addendum(&sealed(), scenes::meeting()));
}

#[test]
fn paper_is_vietnamese_and_a_draft_says_so() {
    let mut rq = of_minutes(
        evening_scenes::minutes(MinutesState::Draft),
        "/meetings/10/minutes/print",
    );
    rq.page.lang = text::Lang::En;
    let html = look("minutes-print-draft", minutes_print::show(&rq, scenes::meeting()));
    assert!(html.contains("BIÊN BẢN") && html.contains("DỰ THẢO, CHƯA CHỐT") && html.contains("THƯ KÝ"));
    assert!(html.contains("ngày 03 tháng 12 năm 2026"));
    let to_sign = of_minutes(
        evening_scenes::minutes(MinutesState::Confirmed),
        "/meetings/10/minutes/print",
    );
    let html = look(
        "minutes-print-to-sign",
        minutes_print::show(&to_sign, scenes::meeting()),
    );
    assert!(
        !html.contains("DỰ THẢO") && html.contains("THƯ KÝ"),
        "what is signed bears no stamp"
    );
    let rq = of_minutes(
        evening_scenes::minutes(MinutesState::Sealed),
        "/meetings/10/minutes/print",
    );
    let html = look("minutes-print", minutes_print::show(&rq, scenes::meeting()));
    assert!(!html.contains("DỰ THẢO") && html.contains("BẢN BỔ SUNG SỐ 1") && html.contains("9f86d081884c"));
}

pub fn found_in_archive() -> Vec<ArchiveLine> {
    vec![ArchiveLine {
        meeting: scenes::meeting(),
        unit_name: "Chi bộ bản Phiêng Đón".to_owned(),
        title: "Họp thường kỳ tháng 11/2026".to_owned(),
        starts_at: scenes::moment("2026-11-03T12:30:00Z"),
        sealed_at: scenes::moment("2026-11-03T14:30:00Z"),
        sha256: String::new(),
        addenda: 1,
        excerpt: "… làm đường <liên> bản, mỗi hộ góp 200.000 đồng …".to_owned(),
        excerpt_from: None,
    }]
}

#[test]
fn the_archive_shows_the_words_around_the_hit() {
    let found = Fake {
        archive: Some(found_in_archive()),
        ..Fake::default()
    };
    let html = look("archive", archive::show(&asking(found, "/archive?q=duong")));
    assert!(html.contains("đường &lt;liên&gt; bản") && html.contains("value=\"duong\""));
    assert!(!html.contains("Bản bổ sung số"));
    let mut added = found_in_archive();
    added[0].excerpt_from = Some(2);
    let added = Fake {
        archive: Some(added),
        ..Fake::default()
    };
    let html = look("archive-addendum", archive::show(&asking(added, "/archive?q=duong")));
    assert!(html.contains("Bản bổ sung số 2: … làm đường"));
    // More than a page holds is said, and how to find the rest.
    for (there, said) in [(100, false), (101, true)] {
        let many = Fake {
            archive: Some(found_in_archive().into_iter().cycle().take(there).collect()),
            ..Fake::default()
        };
        let html = look("archive-many", archive::show(&asking(many, "/archive")));
        assert_eq!(html.matches("Họp thường kỳ tháng 11/2026").count(), 100);
        assert_eq!(html.contains("Đây là 100 biên bản mới nhất"), said);
    }
    let none = Fake {
        archive: Some(Vec::new()),
        ..Fake::default()
    };
    let html = look("archive-none", archive::show(&asking(none.clone(), "/archive?q=xyz")));
    assert!(html.contains("“xyz”"));
    assert!(
        look("archive-empty", archive::show(&asking(none, "/archive")))
            .contains("Chưa có biên bản đã chốt nào mà đồng chí được đọc")
    );
}
