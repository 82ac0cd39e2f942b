//! Jobs: done once where it matters, tried again where it fails, dead in the end and sent again by hand.

use crate::world::{World, stream, who};
use chrono::Duration;
use domain::job::{JobKind, MOST_ATTEMPTS, Mail, Task};
use domain::ports::{Administration, Files};
use domain::{Error, Fault};
use store::Tx;
use store::outbox::{self, NewJob};

async fn put(world: &World, task: Task) {
    let now = world.services.now();
    let id = domain::clock::Rng::id(&*world.rng, now).into();
    let tx = Tx::begin(&world.db).await.unwrap();
    let job = NewJob {
        id,
        task,
        about: "Lò Thị Hạnh".to_owned(),
        due_at: now,
        unique_key: None,
    };
    outbox::put(&tx, job, now).await.unwrap();
    tx.commit().await.unwrap();
}

fn mail(world: &World) -> Task {
    Task::Mail(Box::new(Mail {
        to: "dangvien1@demo.test".to_owned(),
        person: world.person(who::MEMBER),
        subject: "Mời họp".to_owned(),
        text: "…".to_owned(),
        calendar: None,
    }))
}

/// Runs what is due now.
async fn run_due(world: &World) {
    while world
        .services
        .run_next_job()
        .await
        .unwrap()
        .is_some_and(|next| next <= world.services.now())
    {}
}

#[tokio::test]
async fn a_letter_goes_out_once() {
    let world = World::new().await;
    put(&world, mail(&world)).await;
    run_due(&world).await;
    run_due(&world).await;
    assert_eq!(world.post.take().len(), 1);
    let page = world.services.jobs(&world.caller(who::ADMINISTRATOR)).await.unwrap();
    assert_eq!((page.done, page.waiting.len(), page.dead.len()), (1, 0, 0));
    let denied = world.services.jobs(&world.caller(who::SECRETARY)).await;
    assert!(matches!(denied, Err(Error::NotFound)));
}

#[tokio::test]
async fn what_waits_stands_in_the_order_of_its_time() {
    let world = World::new().await;
    put(&world, mail(&world)).await;
    world.clock.advance(Duration::hours(-2));
    put(&world, mail(&world)).await;
    world.clock.advance(Duration::hours(3));
    put(&world, mail(&world)).await;
    let page = world.services.jobs(&world.caller(who::ADMINISTRATOR)).await.unwrap();
    let due: Vec<_> = page.waiting.iter().map(|job| job.due_at).collect();
    assert!(due.is_sorted() && due.len() == 3, "{due:?}");
}

#[tokio::test]
async fn two_runners_send_one_letter() {
    let world = World::new().await;
    put(&world, mail(&world)).await;
    let (a, b) = tokio::join!(world.services.run_next_job(), world.services.run_next_job());
    a.unwrap();
    b.unwrap();
    assert_eq!(world.post.take().len(), 1);
}

#[tokio::test]
async fn a_letter_that_fails_is_tried_again_dies_and_is_sent_by_hand() {
    let world = World::new().await;
    let admin = world.caller(who::ADMINISTRATOR);
    put(&world, mail(&world)).await;
    world.post.break_down(true);
    for attempt in 1..=MOST_ATTEMPTS {
        run_due(&world).await;
        let page = world.services.jobs(&admin).await.unwrap();
        assert_eq!(
            page.dead.len(),
            usize::from(attempt == MOST_ATTEMPTS),
            "after {attempt}"
        );
        world.clock.advance(Duration::hours(1));
    }
    let dead = world.services.jobs(&admin).await.unwrap().dead.remove(0);
    assert!(dead.last_error.contains("does not answer"));
    assert_eq!(dead.attempts, MOST_ATTEMPTS);
    world.post.break_down(false);
    run_due(&world).await;
    assert!(world.post.take().is_empty(), "a dead job waits for the administrator");
    world.services.retry(&admin, dead.id).await.unwrap();
    let twice = world.services.retry(&admin, dead.id).await;
    assert!(matches!(twice, Err(Error::Refused(Fault::JobNotDead))));
    run_due(&world).await;
    assert_eq!(world.post.take().len(), 1);
}

#[tokio::test]
async fn files_without_a_row_are_swept_when_they_are_old() {
    let world = World::new().await;
    for key in ["staging/old", "staging/new"] {
        world.files.put(key, stream("…"), 100).await.unwrap();
    }
    world.files.grow_old(&["staging/old"]);
    world.services.keep_daily_jobs().await.unwrap();
    world.services.keep_daily_jobs().await.unwrap();
    run_due(&world).await;
    let waiting = async || {
        world
            .services
            .jobs(&world.caller(who::ADMINISTRATOR))
            .await
            .unwrap()
            .waiting
    };
    let sweep = waiting()
        .await
        .into_iter()
        .find(|job| job.kind == JobKind::Sweep)
        .unwrap();
    assert_eq!(sweep.due_at, world.services.now() + Duration::days(1));
    world.clock.advance(Duration::days(1));
    run_due(&world).await;
    assert!(!world.files.exists("staging/old"));
    assert!(world.files.exists("staging/new"));
    let mut kinds: Vec<_> = waiting().await.iter().map(|job| job.kind.code()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["anchor", "sweep"], "and so on every day");
}

#[tokio::test]
async fn those_who_have_not_replied_are_reminded_once() {
    use domain::meeting::{NoticeKind, Reply, State};
    use sea_orm::{ActiveValue::Set, Database, EntityTrait};
    use store::entity::{meeting, notice, participant};

    let world = World::new().await;
    let now = world.services.now();
    let conn = Database::connect(&world.url).await.unwrap();
    let id = domain::clock::Rng::id(&*world.rng, now);
    let row = meeting::ActiveModel {
        id: Set(id),
        unit_id: Set(world.unit(demo::CELL).0),
        kind: Set("regular".to_owned()),
        title: Set("Họp thường kỳ tháng 12/2026".to_owned()),
        starts_at: Set(now + Duration::days(1)),
        minutes: Set(90),
        place: Set("Nhà văn hóa bản".to_owned()),
        link: Set(String::new()),
        state: Set("announced".to_owned()),
        state_data: Set(serde_json::to_string(&State::Announced { at: now }).unwrap()),
        code_secret: Set(vec![0; 32]),
        calendar_sequence: Set(0),
        version: Set(0),
        created_at: Set(now),
        documents_at: Set(None),
    };
    meeting::Entity::insert(row)
        .exec_without_returning(&conn)
        .await
        .unwrap();
    let replies = [
        (who::MEMBER, Reply::None),
        (who::MEMBER2, Reply::Coming),
        ("tong-van-chien", Reply::None),
    ];
    let rows = replies.map(|(who, reply)| participant::ActiveModel {
        meeting_id: Set(id),
        person_id: Set(world.person(who).0),
        status: Set("official".to_owned()),
        role: Set("participant".to_owned()),
        reply: Set(reply.code().to_owned()),
        reason: Set(String::new()),
        presence: Set("unknown".to_owned()),
        present_at: Set(None),
    });
    participant::Entity::insert_many(rows)
        .exec_without_returning(&conn)
        .await
        .unwrap();

    put(&world, Task::Remind { meeting: id.into() }).await;
    run_due(&world).await;
    run_due(&world).await;
    let notices = notice::Entity::find().all(&conn).await.unwrap();
    assert_eq!(notices.len(), 2, "in the application to both");
    assert!(notices.iter().all(|notice| notice.kind == NoticeKind::Reminder.code()));
    let mails = world.post.take();
    assert_eq!(mails.len(), 1, "only one has an address");
    assert_eq!(mails[0].to, "dangvien1@demo.test");
    assert!(mails[0].text.contains(&format!("https://chibo.test/meetings/{id}")));
    assert!(world.broken().await.is_empty());
}
