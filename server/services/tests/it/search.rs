//! Searches take what was typed as it is, and say that nothing was found where nothing can be.

use crate::evening::{CELL, cast, come, in_session, officials, open_vote};
use crate::minutes::{confirm, seal};
use crate::world::{World, who};
use domain::minutes::{AddendumForm, MinutesForm};
use domain::ports::{Archive, Meetings, Organisation, Voting};

/// Signs of a pattern, a control character, and marks without a letter.
const ODD: [&str; 7] = ["%", "_", "\\", "%_%", "\0", "a\0", "\u{301}\u{323}"];

#[tokio::test]
async fn the_archive_takes_signs_as_letters() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, [_, item]) = in_session(&world).await;
    let people = officials(&world);
    come(&world, meeting, &people).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    cast(&world, vote, people[0], "yes", "some-key").await.unwrap();
    services.close(&secretary, vote).await.unwrap();
    services.end_session(&secretary, meeting).await.unwrap();
    let read = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert!(!read.content.body.contains('%'));
    let numbered = MinutesForm {
        number: Some("12-BB/CB".into()),
        body: read.content.body.clone(),
        version: read.version.to_string(),
        ..MinutesForm::default()
    };
    Archive::edit(services, &secretary, meeting, numbered).await.unwrap();
    confirm(&world, meeting).await;
    seal(&world, meeting).await.unwrap();
    let found = async |words: &str, most: usize| services.search(&secretary, words, most).await.unwrap().len();
    let all = found("", 100).await;
    assert!(all > 0);
    assert_eq!((found("", 0).await, found(" \u{a0} ", 100).await), (0, all));
    assert_eq!(found("kết nạp", 100).await, 1);
    assert_eq!((found("12-BB/CB", 100).await, found("13-BB/CB", 100).await), (1, 0));
    for odd in ODD {
        assert_eq!(found(odd, 100).await, 0, "{odd:?}");
    }
    let text = AddendumForm {
        text: "Đạt 85% chỉ tiêu; mã số ab_12 của chi bộ.".into(),
    };
    Archive::add(services, &secretary, meeting, text).await.unwrap();
    for (words, hits) in [("85%", 1), ("%", 1), ("b_1", 1), ("_", 1), ("8%5", 0), ("abx12", 0)] {
        assert_eq!(found(words, 100).await, hits, "{words}");
    }
}

#[tokio::test]
async fn the_list_of_members_does_so_too() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let found = async |words: &str| {
        services
            .members(&secretary, world.unit(CELL), words)
            .await
            .unwrap()
            .len()
    };
    assert!(found("").await > 10 && found("hanh").await >= 1);
    for odd in ODD {
        assert_eq!(found(odd).await, 0, "{odd:?}");
    }
}
