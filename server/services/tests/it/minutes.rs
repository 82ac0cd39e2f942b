//! Minutes: what was confirmed tells what holds.

use crate::evening::{cast, come, fault, in_session, mark, officials, open_vote};
use crate::world::{World, who};
use domain::ids::MeetingId;
use domain::meeting::{NoteForm, PersonRef, ReasonForm};
use domain::minutes::{ConfirmForm, MinutesForm, MinutesState};
use domain::ports::{Archive, Meetings, Voting};
use domain::{Fault, Result};

/// Confirms the minutes, so that only what follows can keep them from being sealed.
pub async fn confirm(world: &World, meeting: MeetingId) {
    let secretary = world.caller(who::SECRETARY);
    let read = Archive::minutes(&world.services, &secretary, meeting).await.unwrap();
    confirm_version(world, meeting, read.version).await.unwrap();
    assert_eq!(state(world, meeting).await, MinutesState::Confirmed);
}

async fn confirm_version(world: &World, meeting: MeetingId, version: impl ToString) -> Result<()> {
    let read = ConfirmForm {
        version: version.to_string(),
        sure: "yes".into(),
    };
    Archive::confirm(&world.services, &world.caller(who::SECRETARY), meeting, read).await
}

#[tokio::test]
async fn one_confirms_what_one_has_read() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, _) = in_session(&world).await;
    services.end_session(&secretary, meeting).await.unwrap();
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap();
    let edit = MinutesForm {
        body: format!("{}\nThêm một dòng.", read.content.body),
        version: read.version.to_string(),
        ..MinutesForm::default()
    };
    Archive::edit(services, &secretary, meeting, edit).await.unwrap();
    for old in [read.version.to_string(), String::new()] {
        let refused = confirm_version(&world, meeting, old).await;
        assert_eq!(fault(refused), Fault::ChangedMeanwhile);
        assert_eq!(state(&world, meeting).await, MinutesState::Draft);
    }
    confirm(&world, meeting).await;
}

#[tokio::test]
async fn what_was_never_reached_is_not_told_as_if_it_had_been() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, _) = in_session(&world).await;
    services.end_session(&secretary, meeting).await.unwrap();
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap();
    let body = read.content.body;
    assert!(body.contains("2. Xét kết nạp\nChưa bàn.\n"), "{body}");
    assert!(!body.contains("1. Khai mạc\nChưa bàn."), "{body}");
}

#[tokio::test]
async fn of_two_windows_with_minutes_the_later_is_told() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, _) = in_session(&world).await;
    services.end_session(&secretary, meeting).await.unwrap();
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap().version;
    let typed = |body: &str, version: i64| MinutesForm {
        body: body.into(),
        version: version.to_string(),
        ..MinutesForm::default()
    };
    Archive::edit(services, &secretary, meeting, typed("Bản thứ nhất của biên bản.", read))
        .await
        .unwrap();
    let mine = "Bản thứ hai của biên bản.";
    let Err(domain::Error::Invalid(problems)) = Archive::edit(services, &secretary, meeting, typed(mine, read)).await
    else {
        panic!("the second window must be refused")
    };
    assert_eq!(problems[0].fault, Fault::WrittenMeanwhile);
    // Knowing the other version, it goes over it.
    let newer = Archive::minutes(services, &secretary, meeting).await.unwrap().version;
    Archive::edit(services, &secretary, meeting, typed(mine, newer))
        .await
        .unwrap();
    let now = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert_eq!(now.content.body, mine);
    // Nor does a new draft sweep away what it has not read.
    let before = ConfirmForm {
        version: newer.to_string(),
        ..ConfirmForm::default()
    };
    let refused = services.redraft(&secretary, meeting, before).await;
    assert_eq!(fault(refused), Fault::ChangedMeanwhile);
    let read = ConfirmForm {
        version: now.version.to_string(),
        ..ConfirmForm::default()
    };
    services.redraft(&secretary, meeting, read).await.unwrap();
    let anew = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert_ne!(anew.content.body, mine);
}

/// The secretary seals what stands there now.
pub async fn seal(world: &World, meeting: MeetingId) -> domain::Result<()> {
    let secretary = world.caller(who::SECRETARY);
    let view = Archive::minutes(&world.services, &secretary, meeting).await?;
    let read = ConfirmForm {
        version: view.version.to_string(),
        sure: "yes".into(),
    };
    Archive::seal(&world.services, &secretary, meeting, read).await
}

async fn state(world: &World, meeting: MeetingId) -> MinutesState {
    let secretary = world.caller(who::SECRETARY);
    let view = Archive::minutes(&world.services, &secretary, meeting).await;
    view.unwrap().state
}

async fn is_to_be_read_again(world: &World, meeting: MeetingId) {
    assert_eq!(state(world, meeting).await, MinutesState::Draft);
    assert_eq!(fault(seal(world, meeting).await), Fault::MinutesNotConfirmed);
}

#[tokio::test]
async fn whatever_changes_after_the_confirmation_has_the_minutes_read_again() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, [_, item]) = in_session(&world).await;
    let people = officials(&world);
    come(&world, meeting, &people).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    cast(&world, vote, people[0], "yes", "some-key").await.unwrap();
    services.close(&secretary, vote).await.unwrap();
    services.end_session(&secretary, meeting).await.unwrap();

    confirm(&world, meeting).await;
    let reason = ReasonForm {
        reason: "Nhầm câu hỏi".into(),
    };
    services.annul(&secretary, vote, reason).await.unwrap();
    is_to_be_read_again(&world, meeting).await;

    confirm(&world, meeting).await;
    mark(&world, meeting, world.person(who::MEMBER2), "unexcused")
        .await
        .unwrap();
    is_to_be_read_again(&world, meeting).await;

    confirm(&world, meeting).await;
    let taker = PersonRef {
        person: world.person(who::MEMBER).to_string(),
    };
    services.set_minute_taker(&secretary, meeting, taker).await.unwrap();
    is_to_be_read_again(&world, meeting).await;

    confirm(&world, meeting).await;
    let note = NoteForm {
        conclusion: Some("Xem xét lại.".into()),
        ..NoteForm::default()
    };
    services.note(&secretary, item, note.clone()).await.unwrap();
    is_to_be_read_again(&world, meeting).await;

    // What is not sent stays.
    services.note(&secretary, item, NoteForm::default()).await.unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert!(view.items.iter().any(|item| item.conclusion == "Xem xét lại."));

    // The same note once more changes nothing.
    confirm(&world, meeting).await;
    services.note(&secretary, item, note).await.unwrap();
    let unread = ConfirmForm::default();
    let refused = Archive::seal(services, &secretary, meeting, unread).await;
    assert_eq!(fault(refused), Fault::ChangedMeanwhile);
    seal(&world, meeting).await.unwrap();
}

/// Six members come, five say yes; what the minutes make of it is told before they are confirmed and sealed.
#[tokio::test]
async fn minutes_that_contradict_what_was_declared_are_settled_knowingly() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, [_, item]) = in_session(&world).await;
    let people = officials(&world);
    come(&world, meeting, &people).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    for person in &people[..people.len() - 1] {
        cast(&world, vote, *person, "yes", &format!("key-{person}"))
            .await
            .unwrap();
    }
    services.close(&secretary, vote).await.unwrap();
    services.end_session(&secretary, meeting).await.unwrap();
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert_eq!(
        read.untold, [""; 0],
        "the draft tells what happened: {}",
        read.content.body
    );

    let (yes, here) = (
        format!("tán thành {}/", people.len() - 1),
        format!("Có mặt: {} đồng chí", people.len()),
    );
    let body = &read.content.body;
    assert!(body.contains(&yes) && body.contains(&here), "{body}");
    let wrong = body
        .replace(&yes, "tán thành 99/")
        .replace(&here, "Có mặt: 98 đồng chí");
    let edit = MinutesForm {
        body: wrong,
        version: read.version.to_string(),
        ..MinutesForm::default()
    };
    Archive::edit(services, &secretary, meeting, edit).await.unwrap();
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert!(
        matches!(read.untold.as_slice(), [one, two] if *one == here && two.contains(&yes)),
        "{:?}",
        read.untold
    );
    let unsure = |version: i64| ConfirmForm {
        version: version.to_string(),
        ..ConfirmForm::default()
    };
    let refused = Archive::confirm(services, &secretary, meeting, unsure(read.version)).await;
    assert_eq!(fault(refused), Fault::MinutesUntold);
    assert_eq!(state(&world, meeting).await, MinutesState::Draft);
    confirm(&world, meeting).await;
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert_eq!(read.untold.len(), 2);
    let refused = Archive::seal(services, &secretary, meeting, unsure(read.version)).await;
    assert_eq!(fault(refused), Fault::MinutesUntold);
    seal(&world, meeting).await.unwrap();
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert_eq!(read.untold, [""; 0], "what is sealed is not looked at again");
}

#[tokio::test]
async fn of_two_windows_with_notes_the_later_is_told() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, [item, _]) = in_session(&world).await;
    let read = Some(domain::agenda::notes_mark("", ""));
    let typed = |opinions: &str, was: &Option<String>| NoteForm {
        opinions: Some(opinions.into()),
        was: was.clone(),
        ..NoteForm::default()
    };
    services.note(&secretary, item, typed("Một", &read)).await.unwrap();
    // A double click is no second window.
    services.note(&secretary, item, typed("Một", &read)).await.unwrap();
    let Err(domain::Error::Invalid(problems)) = services.note(&secretary, item, typed("Hai", &read)).await else {
        panic!("the second window must be refused")
    };
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].field, &problems[0].fault),
        ("opinions", &Fault::WrittenMeanwhile)
    );
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.items[0].opinions, "Một");
    let read = Some(domain::agenda::notes_mark(
        &view.items[0].opinions,
        &view.items[0].conclusion,
    ));
    services.note(&secretary, item, typed("Ba", &read)).await.unwrap();
    services.note(&secretary, item, typed("Bốn", &None)).await.unwrap();
}
