//! Pages before and around the evening.

use super::{Fake, look, refused, request, scenes};
use crate::pages::{
    account, agenda, announce, home, meeting, meeting_edit, meetings, notices, password, reply, sign_in,
};
use domain::account::{CodeEnrolment, OwnAccount, PasskeyLine, SessionLine};
use domain::ids::AgendaItemId;
use domain::job::{JobKind, JobLine, JobState, JobsPage};
use domain::meeting::{
    Home, MeetingView, NoticeKind, NoticeLine, OpenVoteLine, OwnPart, PaperVoteLine, Presence, Reply, State, StateKind,
};
use domain::member::Status;
use domain::policy::{MeetingRole, Role};
use domain::rule::{Channel, Channels};
use domain::unit::UnitKind;
use domain::{Error, Fault};

pub(super) const EVENING: &str = "2026-12-03T12:30:00Z";

pub(super) fn with(view: MeetingView) -> Fake {
    Fake {
        meeting: Some(view),
        chat_text: Some("THÔNG BÁO HỌP\n\n1. Khai mạc".to_owned()),
        ..Fake::default()
    }
}

pub(super) fn announced() -> State {
    State::Announced {
        at: scenes::moment("2026-11-30T02:00:00Z"),
    }
}

fn running() -> State {
    State::InSession {
        since: scenes::moment(EVENING),
        item: Some(scenes::id(1004)),
    }
}

pub(super) fn home_of(votes: usize, reply: Reply) -> Home {
    Home {
        next: Some(scenes::line(
            10,
            "Họp thường kỳ tháng 12/2026",
            EVENING,
            StateKind::Announced,
            reply,
        )),
        own: None,
        open_votes: (0..votes)
            .map(|n| OpenVoteLine {
                id: scenes::id(300 + n as u128),
                meeting: scenes::meeting(),
                meeting_title: "Họp thường kỳ tháng 12/2026".to_owned(),
                question: "Kết nạp quần chúng <b>Quàng</b> Văn Minh vào Đảng".to_owned(),
                channels: Channels::of(&[Channel::Phone]),
                checked_in: n == 0,
            })
            .collect(),
        to_count: Vec::new(),
        to_finish: Vec::new(),
        unread: vec![
            scenes::document(203, "Dự thảo nghị quyết tháng 12", 3_350_000, None, false),
            scenes::document(202, "Công văn 118-CV/ĐU về thu nộp đảng phí", 48_000, None, false),
        ],
    }
}

#[test]
fn home_asks_for_one_thing_at_a_time() {
    let show = |home: Home, name: &str| {
        let rq = request(
            Fake {
                home: Some(home),
                ..Fake::default()
            },
            Some(scenes::member()),
            "/",
        );
        look(name, home::show(&rq))
    };
    let voting = show(home_of(2, Reply::None), "home-voting");
    assert_eq!(voting.matches("sheet now").count(), 1);
    assert_eq!(voting.matches("class=\"btn\"").count(), 1);
    let place = |words: &str| voting.find(words).expect(words);
    assert!(
        place("Kết nạp quần chúng &lt;b&gt;Quàng") < place("Cuộc họp tới"),
        "a vote comes first"
    );
    let asked = show(home_of(0, Reply::None), "home-asked");
    assert!(asked.contains("name=\"reply\" value=\"coming\"") && asked.contains("sheet now"));
    let coming = show(home_of(0, Reply::Coming), "home-coming");
    assert!(!coming.contains("name=\"reply\"") && !coming.contains("sheet now"));
    // From an hour before the start whoever has not checked in is asked to, once.
    let mut soon = home_of(0, Reply::None);
    soon.own = Some(OwnPart {
        role: MeetingRole::Participant,
        status: Status::Official,
        reply: Reply::None,
        reason: String::new(),
        presence: Presence::Unknown,
    });
    let mut at = |time: &str, name: &str| {
        if let Some(next) = &mut soon.next {
            next.starts_at = scenes::moment(time);
        }
        show(soon.clone(), name)
    };
    assert!(!at("2026-12-03T14:01:00Z", "home-early").contains("/check-in\""));
    let soon = at("2026-12-03T14:00:00Z", "home-check-in");
    assert!(soon.contains("/check-in\"") && soon.contains("name=\"reply\""));
    assert_eq!(soon.matches("class=\"btn\"").count(), 1);
    let mut counting = home_of(0, Reply::Coming);
    counting.to_count = vec![PaperVoteLine {
        id: scenes::id(302),
        meeting: scenes::meeting(),
        meeting_title: "Họp thường kỳ".to_owned(),
        question: "Bầu chi ủy".to_owned(),
    }];
    counting.to_finish = vec![scenes::line(
        9,
        "Họp tháng 11",
        EVENING,
        StateKind::Ended,
        Reply::Coming,
    )];
    let counting = show(counting, "home-counting");
    assert!(
        counting.contains("/votes/") && counting.contains("/paper\"") && counting.contains("Phát phiếu, kiểm phiếu")
    );
    assert!(counting.contains("Biên bản cuộc họp “Họp tháng 11”: hoàn thành và chốt"));
    let empty = Home {
        next: None,
        own: None,
        open_votes: Vec::new(),
        to_count: Vec::new(),
        to_finish: Vec::new(),
        unread: Vec::new(),
    };
    assert!(!show(empty, "home-empty").contains("/meetings/new"));
}

#[test]
fn whoever_runs_the_machine_sees_how_it_stands() {
    let home = |jobs: JobsPage| {
        let fake = Fake {
            home: Some(Home {
                next: None,
                own: None,
                open_votes: Vec::new(),
                to_count: Vec::new(),
                to_finish: Vec::new(),
                unread: Vec::new(),
            }),
            jobs: Some(jobs),
            ..Fake::default()
        };
        look(
            "home-administrator",
            home::show(&request(fake, Some(scenes::administrator()), "/")),
        )
    };
    let jobs = JobsPage {
        dead: Vec::new(),
        waiting: Vec::new(),
        done: 7,
        mail_to_files: false,
        anchored_on: scenes::moment(EVENING).date_naive().into(),
    };
    let well = home(jobs.clone());
    assert!(!well.contains("Cần xem") && well.contains("03/12/2026") && well.contains("/audit\""));
    assert!(
        !well.contains("Cuộc họp tới") && !well.contains("Văn bản chưa đọc"),
        "none of it is his"
    );
    let dead = JobLine {
        id: scenes::id(900),
        kind: JobKind::Mail,
        state: JobState::Dead,
        about: "Lò Thị Hạnh".to_owned(),
        attempts: 8,
        due_at: scenes::moment(EVENING),
        last_error: "550".to_owned(),
    };
    let ill = home(JobsPage {
        dead: vec![dead],
        mail_to_files: true,
        anchored_on: None,
        ..jobs
    });
    assert_eq!(ill.matches("Cần xem").count(), 3);
    assert!(ill.contains("1 việc không thành công") && ill.contains("không đến tay người nhận"));
}

#[test]
fn an_office_without_meetings_leads_to_where_its_holder_works() {
    let empty = Home {
        next: None,
        own: None,
        open_votes: Vec::new(),
        to_count: Vec::new(),
        to_finish: Vec::new(),
        unread: Vec::new(),
    };
    let fake = Fake {
        home: Some(empty),
        archive: Some(super::records::found_in_archive()),
        ..Fake::default()
    };
    let show = |role, name: &str| {
        look(
            name,
            home::show(&request(fake.clone(), Some(scenes::officer(role)), "/")),
        )
    };
    let records = show(Role::RecordsOfficer, "home-records");
    assert!(records.contains("chuyển sinh hoạt đảng") && records.contains("href=\"/members\""));
    assert!(
        !records.contains("Biên bản mới chốt") && !records.contains("/audit"),
        "not his to read"
    );
    assert!(!records.contains("Cuộc họp tới"), "he is called to none");
    let inspector = show(Role::Inspector, "home-inspector");
    assert!(inspector.contains("Biên bản mới chốt") && inspector.contains("Họp thường kỳ tháng 11/2026"));
    assert!(inspector.contains("/audit\""));
    // Who leads a committee works in the cells below it, and is a member of one of them.
    let leader = request(fake.clone(), Some(scenes::committee_secretary()), "/");
    let leader = look("home-committee", home::show(&leader));
    assert!(leader.contains("Việc theo chức vụ") && leader.contains("Biên bản mới chốt"));
    assert!(leader.contains("Cuộc họp tới") && leader.contains("/audit\""));
    let secretary = request(fake.clone(), Some(scenes::secretary()), "/");
    assert!(!look("home-cell", home::show(&secretary)).contains("Việc theo chức vụ"));
    let member = look("home-member", home::show(&request(fake, Some(scenes::member()), "/")));
    assert!(!member.contains("Việc theo chức vụ") && member.contains("Cuộc họp tới"));
    assert!(member.contains("/live/home?seen=") && !records.contains("/live/home"));
}

#[test]
fn only_those_who_may_are_asked_to_prepare() {
    let empty = Home {
        next: None,
        own: None,
        open_votes: Vec::new(),
        to_count: Vec::new(),
        to_finish: Vec::new(),
        unread: Vec::new(),
    };
    let fake = Fake {
        home: Some(empty),
        meetings: Some(Vec::new()),
        ..Fake::default()
    };
    let lead = request(fake.clone(), Some(scenes::secretary()), "/");
    assert!(look("home-secretary", home::show(&lead)).contains("/meetings/new?unit="));
    assert!(look("meetings-empty", meetings::list(&lead)).contains("/meetings/new?unit="));
    let member = request(fake, Some(scenes::member()), "/meetings/new");
    assert!(matches!(
        super::now_or_never(meeting_edit::new(&member)),
        Err(Error::Forbidden)
    ));
}

#[test]
fn what_runs_stands_first_and_what_was_below() {
    let lines = vec![
        scenes::line(
            11,
            "Họp thường kỳ tháng 11/2026",
            "2026-11-03T12:30:00Z",
            StateKind::Sealed,
            Reply::Coming,
        ),
        scenes::line(
            13,
            "Sinh hoạt chuyên đề quý IV",
            "2026-12-20T01:00:00Z",
            StateKind::Draft,
            Reply::None,
        ),
        scenes::line(
            10,
            "Họp thường kỳ tháng 12/2026",
            EVENING,
            StateKind::InSession,
            Reply::Coming,
        ),
        scenes::line(
            14,
            "Họp thường kỳ tháng 1/2027",
            "2027-01-03T12:30:00Z",
            StateKind::Announced,
            Reply::None,
        ),
        scenes::line(
            12,
            "Họp bất thường",
            "2026-10-13T12:30:00Z",
            StateKind::Cancelled,
            Reply::None,
        ),
    ];
    let fake = Fake {
        meetings: Some(lines),
        ..Fake::default()
    };
    let html = look(
        "meetings",
        meetings::list(&request(fake, Some(scenes::secretary()), "/meetings")),
    );
    let place = |title: &str| html.find(title).expect("is listed");
    assert!(place("tháng 12/2026") < place("chuyên đề"));
    assert!(place("chuyên đề") < place("tháng 1/2027"));
    assert!(place("tháng 11/2026") < place("bất thường"));
}

#[test]
fn a_new_meeting_takes_after_the_last_one_and_keeps_what_was_typed() {
    let fake = Fake {
        meetings: Some(vec![scenes::line(
            10,
            "Họp thường kỳ tháng 12/2026",
            EVENING,
            StateKind::Sealed,
            Reply::Coming,
        )]),
        unit: Some(scenes::unit(UnitKind::Cell)),
        ..with(scenes::view(announced(), scenes::agenda(false, false)))
    };
    let group = Fake {
        unit: Some(scenes::unit(UnitKind::Group)),
        ..fake.clone()
    };
    let rq = request(group, Some(scenes::secretary()), "/meetings/new");
    assert!(!look("meeting-new-group", meeting_edit::new(&rq)).contains("value=\"committee\""));
    let rq = request(fake, Some(scenes::secretary()), "/meetings/new");
    let html = look("meeting-new", meeting_edit::new(&rq));
    assert!(html.contains("value=\"committee\""));
    assert!(html.contains("value=\"2027-01-03\"") && html.contains("value=\"19:30\""));
    assert!(html.contains("Họp thường kỳ tháng 1/2027") && html.contains(scenes::PLACE));
    let typed = [("title", "\"><script>"), ("kind", "thematic"), ("copy_from", "")];
    let html = look(
        "meeting-new-refused",
        meeting_edit::new(&refused(rq, "meeting", &typed, "date", "Đồng chí chọn ngày họp.")),
    );
    assert!(html.contains("govuk-error-summary") && html.contains("&quot;&gt;&lt;script&gt;"));
}

#[test]
fn the_agenda_is_arranged_without_script_and_removed_in_two_steps() {
    let mut view = scenes::led(scenes::view(State::Draft, scenes::agenda(false, false)));
    view.least_minutes = 120;
    let path = format!("/meetings/{}/agenda", view.id);
    let html = look(
        "agenda",
        agenda::arrange(&request(with(view.clone()), Some(scenes::secretary()), &path), view.id),
    );
    // Seven items: two groups (five main, two below), so five and one go up.
    assert_eq!(html.matches("value=\"up\"").count(), 5);
    assert_eq!(html.matches("value=\"down\"").count(), 5);
    assert!(!html.contains("/agenda/remove\"") && html.contains("Tổng thời gian mới được 90 phút"));
    let asks = format!("{path}?remove={}", view.items[1].id);
    let html = look(
        "agenda-remove",
        agenda::arrange(&request(with(view.clone()), Some(scenes::secretary()), &asks), view.id),
    );
    assert!(html.contains(&format!("action=\"{path}/remove\"")));
    let item = view.items[3].id;
    let html = look(
        "agenda-item",
        agenda::item(
            &request(with(view.clone()), Some(scenes::secretary()), &path),
            view.id,
            item,
        ),
    );
    assert!(html.contains("Đóng góp ngày công") && html.contains(&format!("/documents/new?item={item}")));
    let rq = request(with(view.clone()), Some(scenes::secretary()), &path);
    assert!(matches!(
        super::now_or_never(agenda::item(&rq, view.id, scenes::id::<AgendaItemId>(9))),
        Err(Error::NotFound)
    ));
    view.items.clear();
    let html = look(
        "agenda-empty",
        agenda::arrange(&request(with(view.clone()), Some(scenes::secretary()), &path), view.id),
    );
    assert!(html.contains("Chưa có nội dung nào"));
}

#[test]
fn an_announcement_warns_and_only_the_impossible_takes_its_button() {
    let path = "/meetings/x/announce";
    let announce = |view: MeetingView, name: &str| {
        let id = view.id;
        look(
            name,
            announce::show(&request(with(view), Some(scenes::secretary()), path), id),
        )
    };
    let mut view = scenes::led(scenes::view(State::Draft, scenes::agenda(false, false)));
    view.starts_at = scenes::moment("2026-12-10T12:30:00Z");
    let html = announce(view.clone(), "announce");
    assert!(html.contains("Mọi mục đã đủ") && !html.contains("máy chủ thư"));
    let filed = MeetingView {
        letters_filed: true,
        ..view.clone()
    };
    let html = announce(filed.clone(), "announce-filed");
    assert!(html.contains("chưa có máy chủ thư") && html.contains("đọc cho từng người"));
    let rq = request(with(filed.clone()), Some(scenes::secretary()), path);
    let html = look("invitation-filed", announce::invitation(&rq, filed.id));
    assert!(html.contains("chưa có máy chủ thư") && !html.contains("bằng thư điện tử"));
    view.starts_at = scenes::moment("2026-12-03T20:30:00Z");
    view.documents.clear();
    let html = announce(view.clone(), "announce-late");
    assert!(html.contains("ít nhất 1 ngày") && html.contains("action=\"/meetings/"));
    view.items.clear();
    let html = announce(view.clone(), "announce-empty");
    assert!(!html.contains("action=\"/meetings/") && html.contains("/agenda"));
    let rq = request(with(view.clone()), Some(scenes::secretary()), path);
    let html = look("invitation", announce::invitation(&rq, view.id));
    assert!(html.contains("chưa được thông báo") && !html.contains("bằng thư điện tử"));
    view.state = State::Announced {
        at: scenes::moment("2026-12-01T02:00:00Z"),
    };
    let rq = request(with(view.clone()), Some(scenes::secretary()), path);
    let html = look("invitation-sent", announce::invitation(&rq, view.id));
    assert!(html.contains("bằng thư điện tử") && !html.contains("máy chủ thư"));
}

#[test]
fn a_meeting_offers_only_what_its_state_and_the_reader_allow() {
    let me = |view: MeetingView, name: &str| {
        let id = view.id;
        look(
            name,
            meeting::show(
                &request(with(view), Some(scenes::member()), &format!("/meetings/{id}")),
                id,
            ),
        )
    };
    let draft = scenes::view(State::Draft, Vec::new());
    assert!(!me(draft.clone(), "meeting-draft").contains("/agenda"));
    assert!(me(scenes::led(draft), "meeting-draft-led").contains("/agenda"));

    let ahead = scenes::view(announced(), scenes::agenda(false, false));
    let html = me(ahead.clone(), "meeting-announced");
    assert!(html.contains("/reply\"") && !html.contains("/cancel") && !html.contains("/chair"));
    let html = me(scenes::led(ahead), "meeting-announced-led");
    assert!(html.contains("/cancel") && html.contains("/chair"));
    assert_eq!(html.matches("class=\"btn\"").count(), 1);

    let cancelled = State::Cancelled {
        at: scenes::moment(EVENING),
        reason: "mưa lũ <b>".to_owned(),
    };
    let html = me(
        scenes::led(scenes::view(cancelled, scenes::agenda(false, false))),
        "meeting-cancelled",
    );
    assert!(html.contains("mưa lũ &lt;b&gt;") && !html.contains("/announce") && !html.contains("/edit"));

    let (since, until) = (scenes::moment(EVENING), scenes::moment("2026-12-03T14:05:00Z"));
    let mut held = scenes::view(State::Ended { since, until }, scenes::agenda(true, false));
    held.items[5].on_table = false;
    held.items[5].votes.clear();
    held.items[5].done = true;
    assert!(me(held.clone(), "meeting-not-voted").contains("Chưa biểu quyết: "));
    assert!(!me(held.clone(), "meeting-ended").contains("Hoàn thiện biên bản"));
    assert!(me(scenes::led(held.clone()), "meeting-ended-led").contains("Hoàn thiện biên bản"));
    held.state = State::Sealed {
        since,
        until,
        at: until,
    };
    assert!(me(held, "meeting-sealed").contains("Xem biên bản"));
}

#[test]
fn in_session_one_checks_in_before_one_votes() {
    let me = |own: OwnPart, name: &str| {
        let mut view = scenes::view(running(), scenes::agenda(true, true));
        view.own = Some(own);
        let id = view.id;
        look(
            name,
            meeting::show(
                &request(with(view), Some(scenes::member()), &format!("/meetings/{id}")),
                id,
            ),
        )
    };
    let own = |status: Status, presence: Presence| OwnPart {
        role: MeetingRole::Participant,
        status,
        reply: Reply::Coming,
        reason: String::new(),
        presence,
    };
    let votes = format!("href=\"/meetings/{}/votes/", scenes::meeting());
    let outside = me(own(Status::Official, Presence::Unknown), "meeting-outside");
    assert!(outside.contains("/check-in") && outside.contains("data-live"));
    assert_eq!(outside.matches("class=\"btn\"").count(), 1);
    let here = me(own(Status::Official, Presence::Room), "meeting-voting");
    assert!(!here.contains("/check-in") && here.contains(&votes));
    assert_eq!(here.matches("class=\"btn\"").count(), 1);
    let probationary = me(own(Status::Probationary, Presence::Room), "meeting-probationary");
    assert!(!probationary.contains("class=\"btn\"") && probationary.contains("đảng viên chính thức biểu quyết"));
}

#[test]
fn an_excuse_says_who_reads_it_and_is_kept_when_refused() {
    let view = scenes::view(announced(), scenes::agenda(false, false));
    let id = view.id;
    let rq = request(
        with(view.clone()),
        Some(scenes::member()),
        "/meetings/x/reply?reply=excused",
    );
    let html = look("reply", reply::show(&rq, id));
    assert!(html.contains("Bí thư và thư ký cuộc họp đọc được"));
    let typed = [("reply", "excused"), ("reason", "")];
    let html = look(
        "reply-refused",
        reply::show(&refused(rq, "reply", &typed, "reason", "Đồng chí ghi lý do."), id),
    );
    assert!(html.contains("reply-reason-error"));
    let mut stranger = view.clone();
    stranger.own = None;
    let rq = request(with(stranger), Some(scenes::member()), "/meetings/x/reply");
    assert!(matches!(
        super::now_or_never(reply::show(&rq, id)),
        Err(Error::Refused(Fault::NotInvited))
    ));
    let rq = request(with(scenes::led(view)), Some(scenes::secretary()), "/meetings/x/cancel");
    assert!(look("cancel", reply::cancel(&rq, id)).contains("btn warning"));
}

#[test]
fn the_code_is_asked_for_only_after_the_password() {
    let rq = request(Fake::default(), None, "/sign-in?next=/meetings");
    let html = look("sign-in", sign_in::show(&rq));
    assert!(!html.contains("name=\"code\"") && html.contains("value=\"/meetings\""));
    let typed = [("name", "0912 345 678"), ("password", "bí-mật-của-tôi")];
    let html = look(
        "sign-in-code",
        sign_in::show(&refused(rq, "sign-in", &typed, "code", "Đồng chí nhập mã 6 số.")),
    );
    assert!(html.contains("name=\"code\"") && html.contains("0912 345 678") && !html.contains("bí-mật-của-tôi"));
    let fake = Fake {
        link_owner: Some("Lò Thị Hạnh".to_owned()),
        ..Fake::default()
    };
    let html = look("password", password::show(&request(fake, None, "/password/abc"), "abc"));
    assert!(html.contains("action=\"/password/abc\"") && html.contains("Lò Thị Hạnh"));
}

#[test]
fn second_factors_are_offered_to_those_who_may_have_them() {
    let own = OwnAccount {
        phone: "0912345678".to_owned(),
        email: String::new(),
        has_password: true,
        has_code: false,
        passkeys: vec![PasskeyLine {
            id: scenes::id(5),
            name: "Điện thoại của tôi".to_owned(),
            since: scenes::moment(EVENING),
        }],
        sessions: vec![SessionLine {
            id: scenes::id(101),
            device: "Chrome trên Android".to_owned(),
            since: scenes::moment(EVENING),
            last_seen: scenes::moment(EVENING),
            is_this: true,
        }],
        may_enrol: true,
    };
    let show = |own: OwnAccount, name: &str| {
        let rq = request(
            Fake {
                account: Some(own),
                ..Fake::default()
            },
            Some(scenes::secretary()),
            "/account",
        );
        look(name, account::show(&rq))
    };
    let html = show(own.clone(), "account");
    assert!(html.contains("href=\"/account/code\"") && html.contains("href=\"/account/password\""));
    let own_password = request(Fake::default(), Some(scenes::secretary()), "/account/password");
    let html = look("account-password", account::password(&own_password));
    let fields = html.matches("autocapitalize=\"none\" spellcheck=\"false\"").count();
    assert_eq!(html.matches("autocorrect=\"off\"").count(), 3);
    assert_eq!((fields, html.matches("Hiện mật khẩu</button>").count()), (3, 3));
    let html = show(
        OwnAccount {
            has_code: true,
            ..own.clone()
        },
        "account-on",
    );
    assert!(html.contains("/account/code/drop") && !html.contains("href=\"/account/code\""));
    let plain = OwnAccount {
        has_password: false,
        may_enrol: false,
        passkeys: Vec::new(),
        ..own
    };
    let html = show(plain, "account-plain");
    assert!(!html.contains("/account/code") && !html.contains("/account/password"));
    let enrolment = CodeEnrolment {
        address: "otpauth://totp/Chibo:x?secret=ABCDEFGHIJKLMNOP".to_owned(),
        secret: "ABCDEFGHIJKLMNOP".to_owned(),
    };
    let rq = request(
        Fake {
            code_enrolment: Some(enrolment),
            ..Fake::default()
        },
        Some(scenes::secretary()),
        "/account/code",
    );
    assert!(look("account-code", account::code(&rq)).contains("ABCD EFGH IJKL MNOP"));
}

#[test]
fn notices_are_read_by_a_button() {
    let notice = |number: u128, kind: NoticeKind, read: bool, detail: &str| NoticeLine {
        id: scenes::id(number),
        at: scenes::moment("2026-11-30T02:00:00Z"),
        kind,
        meeting: scenes::meeting(),
        title: "Họp thường kỳ tháng 12/2026".to_owned(),
        starts_at: scenes::moment(EVENING),
        place: scenes::PLACE.to_owned(),
        detail: detail.to_owned(),
        read,
    };
    let fake = Fake {
        notices: Some(vec![
            notice(1, NoticeKind::Announced, false, ""),
            notice(2, NoticeKind::Cancelled, true, "Lý do: mưa lũ"),
        ]),
        ..Fake::default()
    };
    let html = look(
        "notices",
        notices::show(&request(fake, Some(scenes::member()), "/notices")),
    );
    assert_eq!(html.matches("/read\"").count(), 1);
    let none = Fake {
        notices: Some(Vec::new()),
        ..Fake::default()
    };
    look(
        "notices-empty",
        notices::show(&request(none, Some(scenes::member()), "/notices")),
    );
}
