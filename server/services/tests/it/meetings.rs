//! Preparing and announcing meetings.

use crate::evening::{CELL, announced, deliver, draft, fault, fields, frame, item};
use crate::world::stream;
use crate::world::{World, first_day, who};
use chrono::Duration;
use domain::document::DocumentForm;
use domain::form::FormKey;
use domain::job::JobKind;
use domain::meeting::{
    Direction, ItemRef, MeetingForm, MeetingKind, MoveItemForm, NoticeKind, OpenForm, ReasonForm, ReplyForm, StateKind,
    TellAgendaForm,
};
use domain::policy::Caller;
use domain::ports::{Administration, Documents, Meetings};
use domain::{Error, Fault};

fn to(item: impl ToString, direction: Direction) -> MoveItemForm {
    MoveItemForm {
        at: String::new(),
        item: item.to_string(),
        direction: direction.code().into(),
    }
}

#[tokio::test]
async fn an_agenda_is_a_tree_of_two_levels_that_can_be_put_in_order() {
    let world = World::new().await;
    let (meeting, [first, second]) = draft(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let below = |parent: &dyn ToString, title: &str| domain::meeting::ItemForm {
        parent: parent.to_string(),
        ..item(title)
    };
    let child = services
        .add_item(&secretary, meeting, below(&second, "Lý lịch"))
        .await
        .unwrap();
    services
        .add_item(&secretary, meeting, below(&second, "Thảo luận"))
        .await
        .unwrap();
    assert_eq!(
        fields(services.add_item(&secretary, meeting, below(&child, "Sâu quá")).await),
        ["parent"]
    );

    services
        .move_item(&secretary, meeting, to(second, Direction::Up))
        .await
        .unwrap();
    services
        .move_item(&secretary, meeting, to(child, Direction::Down))
        .await
        .unwrap();
    services
        .move_item(&secretary, meeting, to(second, Direction::Up))
        .await
        .unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    let lines: Vec<_> = view
        .items
        .iter()
        .map(|i| (i.number.as_str(), i.title.as_str()))
        .collect();
    let expected = [
        ("1", "Xét kết nạp"),
        ("1.1", "Thảo luận"),
        ("1.2", "Lý lịch"),
        ("2", "Khai mạc"),
    ];
    assert_eq!(lines, expected);

    // Taken over by the next meeting, with new ids.
    let copy = MeetingForm {
        copy_from: meeting.to_string(),
        ..frame()
    };
    let unit = world.unit(CELL);
    let next = Meetings::create(services, &secretary, unit, copy.clone())
        .await
        .unwrap();
    let copied = Meetings::view(services, &secretary, next).await.unwrap();
    let lines: Vec<_> = copied
        .items
        .iter()
        .map(|i| (i.number.as_str(), i.title.as_str()))
        .collect();
    assert_eq!(lines, expected);
    assert!(
        copied
            .items
            .iter()
            .all(|new| view.items.iter().all(|old| old.id != new.id))
    );
    let other = world.caller(who::OTHER_SECRETARY);
    let elsewhere = world.unit("na-tan");
    assert_eq!(
        fields(Meetings::create(services, &other, elsewhere, copy).await),
        ["copy_from"]
    );
    assert!(
        Meetings::list(services, &other).await.unwrap().is_empty(),
        "nothing is left of it"
    );

    // An item goes with those below it; another meeting's item is not here.
    let gone = ItemRef {
        item: second.to_string(),
    };
    services.remove_item(&secretary, meeting, gone.clone()).await.unwrap();
    let left = Meetings::view(services, &secretary, meeting).await.unwrap().items;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, first);
    assert_eq!(
        fault(services.remove_item(&secretary, meeting, gone).await),
        Fault::ItemNotHere
    );
    let here = ItemRef {
        item: first.to_string(),
    };
    assert_eq!(
        fault(services.remove_item(&secretary, next, here).await),
        Fault::ItemNotHere
    );
}

#[tokio::test]
async fn a_removed_item_leaves_its_documents_to_the_meeting() {
    let world = World::new().await;
    let (meeting, [_, second]) = draft(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let received = services
        .receive(&secretary, stream("%PDF-1.7 nghị quyết"))
        .await
        .unwrap();
    let form = DocumentForm {
        title: "Dự thảo nghị quyết".into(),
        item: second.to_string(),
        secrecy: "none".into(),
    };
    Documents::add(services, &secretary, meeting, form, Some(received))
        .await
        .unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!((view.items[1].documents.len(), view.documents.len()), (1, 0));
    let gone = ItemRef {
        item: second.to_string(),
    };
    services.remove_item(&secretary, meeting, gone).await.unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!((view.items.len(), view.documents.len()), (1, 1));
    assert!(!view.documents_late);

    // Announced and not yet read: it stands on a member's home page.
    services.announce(&secretary, meeting).await.unwrap();
    let home = services.home(&world.caller(who::MEMBER)).await.unwrap();
    assert_eq!(home.unread.len(), 1);
    assert!(
        services
            .home(&world.caller(who::OTHER_SECRETARY))
            .await
            .unwrap()
            .unread
            .is_empty()
    );
}

#[tokio::test]
async fn an_announcement_reaches_everybody_once() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let empty = Meetings::create(services, &secretary, world.unit(CELL), frame())
        .await
        .unwrap();
    assert_eq!(fault(services.announce(&secretary, empty).await), Fault::AgendaEmpty);

    let (meeting, _) = draft(&world).await;
    let member = world.caller(who::MEMBER);
    assert!(
        matches!(Meetings::view(services, &member, meeting).await, Err(Error::NotFound)),
        "a draft"
    );
    services.announce(&secretary, meeting).await.unwrap();
    assert_eq!(
        fault(services.announce(&secretary, meeting).await),
        Fault::MeetingNotChangeable
    );

    let view = Meetings::view(services, &member, meeting).await.unwrap();
    assert_eq!(
        (view.turnout.summoned, view.turnout.official, view.turnout.quorum),
        (22, 20, 14)
    );
    assert_eq!(
        (view.chair.as_str(), view.minute_taker.as_str()),
        ("Lò Văn Dũng", "Hà Thị Liên")
    );
    assert!(view.own.is_some() && !view.can.edit && !view.can.run);
    let prepared = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!((prepared.document_days, prepared.least_minutes), (1, 90));
    let notices = services.notices(&member).await.unwrap();
    assert_eq!(notices.len(), 1);
    assert_eq!((notices[0].kind, notices[0].read), (NoticeKind::Announced, false));
    let own = services.notices(&secretary).await.unwrap();
    assert!(
        own.iter().all(|notice| notice.meeting != meeting),
        "nobody is told what he did himself"
    );

    deliver(&world).await;
    let letters = world.post.take();
    assert_eq!(letters.len(), 6, "as many as have an address");
    let calendar = letters[0].calendar.as_ref().unwrap();
    assert_eq!((calendar.sequence, calendar.cancelled), (0, false));
    assert!(
        letters[0]
            .text
            .contains(&format!("https://chibo.test/meetings/{meeting}"))
    );

    let jobs = services.jobs(&world.caller(who::ADMINISTRATOR)).await.unwrap();
    let reminder = jobs.waiting.iter().find(|job| job.kind == JobKind::Remind).unwrap();
    assert_eq!(reminder.due_at, view.starts_at - Duration::days(1));
    let moment = text::dates::date_time(view.starts_at);
    assert!(
        reminder.about.contains(&moment) && !reminder.about.contains(&view.title),
        "it names the meeting's own time, and not what it is about: {}",
        reminder.about
    );

    // A day before, those who have not replied are reminded.
    let coming = ReplyForm {
        reply: "coming".into(),
        ..Default::default()
    };
    services.reply(&member, meeting, coming).await.unwrap();
    world.clock.set(view.starts_at - Duration::days(1));
    deliver(&world).await;
    assert_eq!(world.post.take().len(), 5);
}

#[tokio::test]
async fn whoever_has_no_part_in_it_does_not_know_of_it() {
    let world = World::new().await;
    let (meeting, [first, _]) = announced(&world).await;
    let services = &world.services;
    let secretary = world.caller(who::SECRETARY);
    for stranger in [
        who::OTHER_SECRETARY,
        who::ADMINISTRATOR,
        who::COMMITTEE_SECRETARY,
        who::RECORDS_OFFICER,
    ] {
        let stranger = world.caller(stranger);
        assert!(matches!(
            Meetings::view(services, &stranger, meeting).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            services.announce(&stranger, meeting).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            services.live_version(&stranger, meeting).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            services.calendar(&stranger, meeting).await,
            Err(Error::NotFound)
        ));
        assert!(Meetings::list(services, &stranger).await.unwrap().is_empty());
    }
    let member = world.caller(who::MEMBER);
    let here = ItemRef {
        item: first.to_string(),
    };
    assert!(matches!(
        services.put_on_table(&member, meeting, here).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        Meetings::edit(services, &member, meeting, frame()).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(services.code(&member, meeting).await, Err(Error::Forbidden)));
    assert!(matches!(
        services.home(&Caller::Anonymous).await,
        Err(Error::Unauthenticated)
    ));
    // A notice is its owner's.
    let notice = services.notices(&member).await.unwrap()[0].id;
    assert!(matches!(
        services.read_notice(&secretary, notice).await,
        Err(Error::NotFound)
    ));
    assert_eq!(services.read_notice(&member, notice).await.unwrap(), meeting);
    assert!(services.notices(&member).await.unwrap()[0].read);
    services.read_all_notices(&secretary).await.unwrap();
    assert!(
        services
            .notices(&secretary)
            .await
            .unwrap()
            .iter()
            .all(|notice| notice.read)
    );
    // Why somebody stays away is for those who keep the attendance.
    let excused = ReplyForm {
        reply: "excused".into(),
        reason: "Đi viện".into(),
    };
    let other = world.caller(who::MEMBER2);
    let excused_on_the_page = async || Meetings::view(services, &other, meeting).await.unwrap().turnout.excused;
    assert_eq!(excused_on_the_page().await, 0);
    services.reply(&member, meeting, excused).await.unwrap();
    assert_eq!(
        excused_on_the_page().await,
        1,
        "at once, though the page was read before"
    );
    let seen = services.participants(&other, meeting).await.unwrap();
    assert!(seen.iter().all(|line| line.reason.is_empty()));
    let kept = services.participants(&secretary, meeting).await.unwrap();
    assert!(kept.iter().any(|line| line.reason == "Đi viện"));
}

#[tokio::test]
async fn a_change_and_a_cancellation_are_told_and_replace_the_calendar_entry() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let member = world.caller(who::MEMBER);
    deliver(&world).await;
    world.post.take();

    Meetings::edit(services, &secretary, meeting, frame()).await.unwrap();
    deliver(&world).await;
    assert!(world.post.take().is_empty(), "nothing has changed");

    world.clock.advance(Duration::hours(1));
    let elsewhere = MeetingForm {
        place: "Nhà ông Chiến".into(),
        ..frame()
    };
    Meetings::edit(services, &secretary, meeting, elsewhere).await.unwrap();
    deliver(&world).await;
    let letters = world.post.take();
    assert_eq!(letters.len(), 6);
    assert_eq!(letters[0].calendar.as_ref().unwrap().sequence, 1);
    let file = services.calendar(&member, meeting).await.unwrap();
    assert!(
        file.contains("SEQUENCE:1\r\n") && file.contains("LOCATION:Nhà ông Chiến\r\n"),
        "{file}"
    );
    assert!(
        services
            .chat_text(&member, meeting)
            .await
            .unwrap()
            .contains("Nhà ông Chiến")
    );

    world.clock.advance(Duration::hours(1));
    let reason = ReasonForm {
        reason: "Mưa lũ".into(),
    };
    services.cancel(&secretary, meeting, reason.clone()).await.unwrap();
    deliver(&world).await;
    let calendar = world.post.take()[0].calendar.clone().unwrap();
    assert_eq!((calendar.sequence, calendar.cancelled), (2, true));
    let kinds: Vec<_> = services
        .notices(&member)
        .await
        .unwrap()
        .iter()
        .map(|notice| notice.kind)
        .collect();
    assert_eq!(
        kinds,
        [NoticeKind::Cancelled, NoticeKind::Changed, NoticeKind::Announced]
    );
    assert!(
        services.notices(&member).await.unwrap()[1..]
            .iter()
            .all(|notice| notice.read),
        "what was told before is done with"
    );
    // Pressed twice it is told once; another reason comes too late.
    services.cancel(&secretary, meeting, reason).await.unwrap();
    deliver(&world).await;
    assert!(world.post.take().is_empty());
    let other = ReasonForm {
        reason: "Lý do khác".into(),
    };
    assert_eq!(
        fault(services.cancel(&secretary, meeting, other).await),
        Fault::MeetingNotChangeable
    );
    assert_eq!(
        fault(
            services
                .open_session(&secretary, meeting, OpenForm::all_the_same())
                .await
        ),
        Fault::MeetingNotAnnounced
    );
    assert!(services.home(&member).await.unwrap().next.is_none());
}

#[tokio::test]
async fn a_committee_meets_as_its_elected_body() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let form = MeetingForm {
        kind: "committee".into(),
        ..frame()
    };
    let meeting = Meetings::create(services, &secretary, world.unit("na-pan"), form.clone())
        .await
        .unwrap();
    services
        .add_item(&secretary, meeting, item("Kế hoạch quý"))
        .await
        .unwrap();
    services.announce(&secretary, meeting).await.unwrap();
    let executive = world
        .organisation
        .bodies
        .iter()
        .find(|body| body.key == "ban-chap-hanh")
        .unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.turnout.official as usize, executive.members.len());
    assert_eq!(view.chair, "Cầm Ngọc Tuấn");

    let cell = world.caller(who::SECRETARY);
    let meeting = Meetings::create(services, &cell, world.unit(CELL), form).await.unwrap();
    services.add_item(&cell, meeting, item("Chuẩn bị họp")).await.unwrap();
    services.announce(&cell, meeting).await.unwrap();
    assert_eq!(
        Meetings::view(services, &cell, meeting).await.unwrap().turnout.summoned,
        3
    );
}

#[tokio::test]
async fn home_shows_the_meeting_in_session_before_the_next_one() {
    let world = World::new().await;
    let (tonight, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let later = MeetingForm {
        date: "2026-12-20".into(),
        copy_from: tonight.to_string(),
        ..frame()
    };
    let later = Meetings::create(services, &secretary, world.unit(CELL), later)
        .await
        .unwrap();
    services.announce(&secretary, later).await.unwrap();
    let member = world.caller(who::MEMBER);
    let next = services.home(&member).await.unwrap().next.unwrap();
    assert_eq!((next.id, next.state), (tonight, StateKind::Announced));
    // The evening of the other, whose meeting nobody has opened.
    let time = chrono::NaiveTime::from_hms_opt(19, 20, 0).unwrap();
    let day = "2026-12-20".parse().unwrap();
    world.clock.set(domain::clock::at(day, time));
    services
        .open_session(&secretary, later, OpenForm::all_the_same())
        .await
        .unwrap();
    let next = services.home(&member).await.unwrap().next.unwrap();
    assert_eq!((next.id, next.state), (later, StateKind::InSession));
    let order: Vec<_> = Meetings::list(services, &member)
        .await
        .unwrap()
        .iter()
        .map(|line| line.id)
        .collect();
    assert_eq!(order, [later, tonight]);
}

#[tokio::test]
async fn a_meeting_that_is_announced_on_its_last_day_has_no_reminder() {
    let world = World::new().await;
    let (meeting, _) = draft(&world).await;
    let secretary = world.caller(who::SECRETARY);
    let starts_at = Meetings::view(&world.services, &secretary, meeting)
        .await
        .unwrap()
        .starts_at;
    world.clock.set(starts_at - Duration::hours(23));
    world.services.announce(&secretary, meeting).await.unwrap();
    let jobs = world.services.jobs(&world.caller(who::ADMINISTRATOR)).await.unwrap();
    assert!(!jobs.waiting.is_empty(), "the invitations");
    assert!(jobs.waiting.iter().all(|job| job.kind != JobKind::Remind));
}

/// A title that was proposed follows the kind and the day that are chosen in the end; one that somebody wrote stays.
#[tokio::test]
async fn a_proposed_title_follows_and_a_written_one_stays() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let title = |kind: MeetingKind, day: chrono::NaiveDate| {
        let at = domain::clock::at(day, chrono::NaiveTime::MIN);
        text::Text::vietnamese().meeting_usual_title(kind, at)
    };
    let (soon, later) = (first_day() + Duration::days(4), first_day() + Duration::days(40));
    let proposed = title(MeetingKind::Regular, soon);
    let form = |title: &str, kind: &str| MeetingForm {
        title: title.into(),
        proposed: proposed.clone(),
        kind: kind.into(),
        date: later.to_string(),
        ..frame()
    };
    let (unit, kept) = (world.unit(CELL), form(&format!(" {proposed} "), "thematic"));
    let meeting = Meetings::create(services, &secretary, unit, kept).await.unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.title, title(MeetingKind::Thematic, later));
    let written = form("Họp bàn đường liên bản", "thematic");
    services.edit(&secretary, meeting, written).await.unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.title, "Họp bàn đường liên bản");
    // Without a proposal, as other programs send it, the title is what was sent.
    let bare = MeetingForm {
        proposed: String::new(),
        ..form(&proposed, "regular")
    };
    services.edit(&secretary, meeting, bare).await.unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.title, proposed);
}

#[tokio::test]
async fn a_changed_agenda_is_told_once_and_only_when_its_editor_says_so() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let member = world.caller(who::MEMBER);
    let (unsent, _) = draft(&world).await;
    let tell = |told: u32| TellAgendaForm { told: told.to_string() };
    let unsent = services.tell_agenda(&secretary, unsent, tell(0)).await;
    assert!(matches!(unsent, Err(Error::Refused(Fault::MeetingNotAnnounced))));

    let (meeting, items) = announced(&world).await;
    deliver(&world).await;
    world.post.take();
    world.clock.advance(Duration::minutes(1));
    let up = to(items[1], Direction::Up);
    services.move_item(&secretary, meeting, up).await.unwrap();
    deliver(&world).await;
    assert!(world.post.take().is_empty(), "not at every step");

    let foreign = services.tell_agenda(&member, meeting, tell(0)).await;
    assert!(matches!(foreign, Err(Error::Forbidden)));
    // Pressed twice.
    let pressed = services.for_form(FormKey([7; 32]));
    for _ in 0..2 {
        pressed.tell_agenda(&secretary, meeting, tell(0)).await.unwrap();
    }
    // Another window, read before: what has changed since then is not taken for told.
    let stale = services.tell_agenda(&secretary, meeting, tell(0)).await;
    assert_eq!(fault(stale), Fault::ChangedMeanwhile);
    deliver(&world).await;
    let letters = world.post.take();
    assert_eq!(letters.len(), 6);
    assert_eq!(letters[0].calendar.as_ref().unwrap().sequence, 1);
    let kinds = |notices: Vec<domain::meeting::NoticeLine>| -> Vec<NoticeKind> {
        let of_it = notices.into_iter().filter(|notice| notice.meeting == meeting);
        of_it.map(|notice| notice.kind).collect()
    };
    let notices = services.notices(&member).await.unwrap();
    assert_eq!(kinds(notices), [NoticeKind::AgendaChanged, NoticeKind::Announced]);
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    world.clock.set(view.starts_at + Duration::minutes(2));
    let late = services.tell_agenda(&secretary, meeting, tell(1)).await;
    assert_eq!(fault(late), Fault::MeetingHourOver);
}

#[tokio::test]
async fn nobody_is_called_to_an_hour_that_is_over() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (draft, _) = draft(&world).await;
    let view = Meetings::view(services, &secretary, draft).await.unwrap();
    // The page was opened before and its button pressed after.
    world.clock.set(view.starts_at + Duration::minutes(2));
    let late = services.announce(&secretary, draft).await;
    assert!(matches!(late, Err(Error::Refused(Fault::MeetingHourOver))), "{late:?}");
    world.clock.set(view.starts_at - Duration::minutes(2));
    services.announce(&secretary, draft).await.unwrap();
}

#[tokio::test]
async fn what_another_window_has_saved_is_not_overwritten_unseen() {
    let world = World::new().await;
    let (meeting, [first, second]) = draft(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let view = async || Meetings::view(services, &secretary, meeting).await.unwrap();
    let read = view().await;
    let was = Some(read.items.iter().find(|item| item.id == first).unwrap().data().mark());
    let named = domain::meeting::ItemForm {
        presenter: "Người Một".into(),
        was: was.clone(),
        ..item("Khai mạc")
    };
    services
        .edit_item(&secretary, meeting, first, named.clone())
        .await
        .unwrap();
    // The same once more changes nothing and is no conflict.
    services.edit_item(&secretary, meeting, first, named).await.unwrap();
    let older = domain::meeting::ItemForm {
        was,
        ..item("Khai mạc cuộc họp")
    };
    let refused = services.edit_item(&secretary, meeting, first, older.clone()).await;
    assert_eq!(fields(refused), ["title"]);
    assert_eq!(view().await.items[0].presenter, "Người Một");
    // Knowingly, or by a program that does not say what it read.
    let all_the_same = domain::meeting::ItemForm { was: None, ..older };
    services
        .edit_item(&secretary, meeting, first, all_the_same)
        .await
        .unwrap();

    let was = Some(read.frame().mark());
    let elsewhere = MeetingForm {
        place: "Chỗ Một".into(),
        was: was.clone(),
        ..frame()
    };
    Meetings::edit(services, &secretary, meeting, elsewhere).await.unwrap();
    let later = MeetingForm {
        time: "20:00".into(),
        was,
        ..frame()
    };
    assert_eq!(
        fields(Meetings::edit(services, &secretary, meeting, later).await),
        ["title"]
    );
    assert_eq!(view().await.place, "Chỗ Một");

    // Pressed twice an item moves once.
    let up = MoveItemForm {
        at: "2".into(),
        ..to(second, Direction::Up)
    };
    for _ in 0..2 {
        services.move_item(&secretary, meeting, up.clone()).await.unwrap();
    }
    assert_eq!(view().await.items[0].id, second);
}
