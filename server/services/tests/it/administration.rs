//! Jobs page, settings, rules and the audit through their port.

use crate::evening::{announced, cast, come, in_session, officials, open_vote};
use crate::world::{World, first_day, who};
use chrono::Days;
use domain::anchor::{Anchor, Kept, PublicKey};
use domain::minutes::AddendumForm;
use domain::ports::{Administration, Archive, Meetings, Organisation, Voting};
use domain::rule::{Matter, RuleForm};
use domain::settings::{Setting, SettingForm};
use domain::unit::UnitForm;
use domain::{Error, Fault};
use sea_orm::{ConnectionTrait, Database};
use text::Text;

fn in_days(days: u64) -> String {
    first_day().checked_add_days(Days::new(days)).unwrap().to_string()
}

#[tokio::test]
async fn a_setting_holds_from_its_day_on_and_the_past_stays() {
    let world = World::new().await;
    let (services, admin) = (&world.services, world.caller(who::ADMINISTRATOR));
    let form = |value: &str, from| SettingForm {
        value: value.to_owned(),
        from,
    };
    services
        .set(&admin, Setting::DocumentDays, form("3", in_days(5)))
        .await
        .unwrap();
    world.clock.advance(chrono::Duration::minutes(1));
    services
        .set(&admin, Setting::DocumentDays, form("2", in_days(5)))
        .await
        .unwrap();
    let shown = async || services.settings(&admin).await.unwrap()[0].clone();
    assert_eq!(shown().await.value, Setting::DocumentDays.default_value());
    world.clock.advance(chrono::Duration::days(5));
    assert_eq!(shown().await.value, 2, "of two of one day the later written");
    assert_eq!(shown().await.history.len(), 2);
    assert_eq!(shown().await.history[0].by, "Đỗ Mạnh Cường");

    let past = services.set(&admin, Setting::DocumentDays, form("1", in_days(4))).await;
    assert!(matches!(past, Err(Error::Invalid(p)) if p[0].fault == Fault::DateInPast));
    for other in [who::SECRETARY, who::COMMITTEE_SECRETARY, who::MEMBER] {
        let denied = services.settings(&world.caller(other)).await;
        assert!(matches!(denied, Err(Error::NotFound)), "{other}");
    }
}

#[tokio::test]
async fn a_rule_is_revised_once_by_the_committee() {
    let world = World::new().await;
    let (services, committee) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let page = services.rules(&committee).await.unwrap();
    assert!(page.can_edit);
    assert_eq!(page.rules.len(), Matter::ALL.len());
    assert!(page.rules.iter().all(|rule| rule.confirmed_by.is_none()));
    let old = page
        .rules
        .iter()
        .find(|rule| rule.matter == Matter::Admission)
        .unwrap()
        .id;
    let form = |from| RuleForm {
        numerator: "3".to_owned(),
        denominator: "4".to_owned(),
        secrecy: "secret".to_owned(),
        source: "Điều 4".to_owned(),
        confirmed_by: "Cầm Ngọc Tuấn".to_owned(),
        valid_from: from,
        ..RuleForm::default()
    };
    let early = services
        .revise_rule(&committee, old, form("2026-01-01".to_owned()))
        .await;
    assert!(matches!(early, Err(Error::Invalid(_))));
    services.revise_rule(&committee, old, form(in_days(1))).await.unwrap();
    let twice = services.revise_rule(&committee, old, form(in_days(2))).await;
    assert!(matches!(twice, Err(Error::Refused(Fault::ChangedMeanwhile))));

    let tx = store::Tx::read(&world.db);
    let on = async |day| store::rules::valid(&tx, Matter::Admission, day).await.unwrap().unwrap();
    assert_eq!(on(first_day()).await.threshold.numerator, 2);
    let next = on(first_day() + Days::new(1)).await;
    assert_eq!((next.threshold.numerator, next.threshold.denominator), (3, 4));
    assert!(next.confirmed_by.is_some());

    let secretary = world.caller(who::SECRETARY);
    assert!(!services.rules(&secretary).await.unwrap().can_edit);
    let denied = services.revise_rule(&secretary, next.id, form(in_days(3))).await;
    assert!(matches!(denied, Err(Error::Forbidden)));
}

#[tokio::test]
async fn the_audit_tells_in_sentences_and_of_meetings_only_to_whoever_reads_them() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let services = &world.services;
    let cell = world.unit(demo::CELL);
    let told = async |who: &str| {
        let page = services.audit(&world.caller(who), cell, 1).await.unwrap();
        let sentences = page.lines.iter().map(|line| Text::vietnamese().audit_sentence(line));
        sentences.collect::<Vec<_>>().join("\n")
    };
    let title = Meetings::view(services, &world.caller(who::SECRETARY), meeting)
        .await
        .unwrap()
        .title;
    let of_secretary = told(who::SECRETARY).await;
    let announced = format!("gửi thông báo cuộc họp “{title}”.");
    assert!(of_secretary.contains(&announced), "{of_secretary}");
    // They read minutes of the cell once these are sealed, and nothing of a meeting before.
    for above in [who::INSPECTOR, who::COMMITTEE_SECRETARY] {
        assert!(!told(above).await.contains(&title), "{above}");
    }
    let of_administrator = told(who::ADMINISTRATOR).await;
    assert!(
        of_administrator.contains("gửi thông báo cuộc họp."),
        "{of_administrator}"
    );
    assert!(!of_administrator.contains(&title), "he reads no minutes");
}

#[tokio::test]
async fn the_audit_names_the_actor_and_ends_where_the_matrix_ends() {
    let world = World::new().await;
    let (services, admin) = (&world.services, world.caller(who::ADMINISTRATOR));
    let cell = world.unit(demo::CELL);
    for number in 0..51 {
        world.clock.advance(chrono::Duration::minutes(1));
        let form = UnitForm {
            name: format!("Chi bộ bản Phiêng Đón {number}"),
            kind: "cell".to_owned(),
            code: String::new(),
            from: in_days(0),
        };
        services.edit_unit(&admin, cell, form).await.unwrap();
    }
    let secretary = world.caller(who::SECRETARY);
    let page = services.audit(&secretary, cell, 1).await.unwrap();
    assert_eq!((page.lines.len(), page.page, page.pages), (50, 1, 2));
    assert_eq!(page.lines[0].actor_name, "Đỗ Mạnh Cường");
    assert_eq!(page.lines[0].entry.sequence, 51, "newest first");
    assert!(page.intact);
    assert_eq!(services.audit(&secretary, cell, 2).await.unwrap().lines.len(), 1);

    let committee = services.audit(&admin, world.unit(demo::COMMITTEE), 2).await.unwrap();
    assert!(committee.lines.iter().any(|line| line.entry.action == "SetUp"));
    let denied = services.audit(&secretary, world.unit(demo::COMMITTEE), 1).await;
    assert!(matches!(denied, Err(Error::Forbidden)));
    let denied = services.audit(&world.caller(who::MEMBER), cell, 1).await;
    assert!(matches!(denied, Err(Error::Forbidden)));
}

#[tokio::test]
async fn changed_minutes_addenda_results_and_units_are_found() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, [_, item]) = in_session(&world).await;
    let here = officials(&world)[..17].to_vec();
    come(&world, meeting, &here).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    for person in &here[..15] {
        cast(&world, vote, *person, "yes", &format!("key-of-{person}"))
            .await
            .unwrap();
    }
    Voting::close(services, &secretary, vote).await.unwrap();
    services.end_session(&secretary, meeting).await.unwrap();
    Archive::minutes(services, &secretary, meeting).await.unwrap();
    crate::minutes::confirm(&world, meeting).await;
    let above = world.caller(who::COMMITTEE_SECRETARY);
    let named = async || {
        let page = services.audit(&above, world.unit(demo::CELL), 1).await.unwrap();
        // What a declared vote's entry tells is for whoever may read the minutes.
        let told = page.lines.iter().filter(|line| line.entry.detail.contains("marks="));
        let shown: Vec<bool> = told.map(|line| line.readable).collect();
        let named = page.lines.iter().any(|line| line.about.meeting.is_some());
        assert_eq!(shown, [named]);
        named
    };
    assert!(!named().await, "its minutes are not sealed yet");
    crate::minutes::seal(&world, meeting).await.unwrap();
    assert!(named().await);
    let text = "Bổ sung ý kiến".to_owned();
    Archive::add(services, &secretary, meeting, AddendumForm { text })
        .await
        .unwrap();
    assert!(world.broken().await.is_empty());

    let conn = Database::connect(&world.url).await.unwrap();
    let (minutes, result) = (format!("biên bản cuộc họp {meeting}"), format!("biểu quyết {vote}"));
    for (change, back, named) in [
        (
            "UPDATE minutes SET content = REPLACE(content, 'Họp', 'Hop')",
            "UPDATE minutes SET content = REPLACE(content, 'Hop', 'Họp')",
            &minutes,
        ),
        (
            "UPDATE addendum SET text = 'Khác'",
            "UPDATE addendum SET text = 'Bổ sung ý kiến'",
            &minutes,
        ),
        (
            "UPDATE minutes SET state = 'confirmed'",
            "UPDATE minutes SET state = 'sealed'",
            &minutes,
        ),
        (
            "UPDATE vote SET state_data = REPLACE(state_data, '[[15,', '[[14,')",
            "UPDATE vote SET state_data = REPLACE(state_data, '[[14,', '[[15,')",
            &result,
        ),
        (
            "UPDATE open_ballot SET marks = '2'",
            "UPDATE open_ballot SET marks = '1'",
            &result,
        ),
    ] {
        conn.execute_unprepared(change).await.unwrap();
        assert_eq!(world.broken().await, std::slice::from_ref(named), "{change}");
        let seen = Archive::minutes(services, &secretary, meeting).await;
        if change.contains("text") || change.contains("content") {
            assert!(!seen.unwrap().intact, "{change}");
        }
        conn.execute_unprepared(back).await.unwrap();
        assert!(world.broken().await.is_empty(), "{back}");
    }
    conn.execute_unprepared("UPDATE audit_entry SET unit_id = NULL WHERE action = 'SealMinutes'")
        .await
        .unwrap();
    assert_eq!(world.broken().await, [format!("meeting:{meeting}")]);
}

#[tokio::test]
async fn a_rewritten_entry_is_found() {
    let world = World::new().await;
    assert!(world.broken().await.is_empty());
    let conn = Database::connect(&world.url).await.unwrap();
    conn.execute_unprepared("UPDATE audit_entry SET detail = 'units=1' WHERE chain = 'installation'")
        .await
        .unwrap();
    assert_eq!(world.broken().await, ["installation"]);
    let admin = world.caller(who::ADMINISTRATOR);
    let page = world
        .services
        .audit(&admin, world.unit(demo::COMMITTEE), 1)
        .await
        .unwrap();
    assert_eq!((page.intact, page.broken.as_deref()), (false, Some("installation")));
    conn.execute_unprepared("DELETE FROM audit_entry").await.unwrap();
    assert_eq!(world.broken().await, ["installation"], "nor is a chain dropped unseen");
}

/// Runs the anchor's job of today.
async fn anchored(world: &World) -> Anchor {
    world.services.keep_daily_jobs().await.unwrap();
    while world
        .services
        .run_next_job()
        .await
        .unwrap()
        .is_some_and(|next| next <= world.services.now())
    {}
    world.verify(None).await.newest.unwrap()
}

#[tokio::test]
async fn a_chain_cut_off_at_its_end_is_found_by_the_days_anchor() {
    let world = World::new().await;
    let (services, admin) = (&world.services, world.caller(who::ADMINISTRATOR));
    let cell = world.unit(demo::CELL);
    let rename = async |name: &str| {
        let form = UnitForm {
            name: format!("Chi bộ {name}"),
            kind: "cell".to_owned(),
            code: String::new(),
            from: in_days(0),
        };
        services.edit_unit(&admin, cell, form).await.unwrap();
    };
    rename("Một").await;
    rename("Hai").await;
    assert_eq!(world.verify(None).await.newest, None);
    let first = anchored(&world).await;
    assert_eq!(first.says.day, first_day());
    rename("Ba").await;
    assert_eq!(anchored(&world).await, first, "a day has one anchor");
    world.clock.advance(chrono::Duration::days(1));
    let second = anchored(&world).await;
    assert!(second.says.root != first.says.root && second.says.day > first.says.day);
    let verdict = world.verify(Some(Kept::Whole(first))).await;
    assert!(verdict.broken.is_empty(), "{:?}", verdict.broken);

    // The end of a chain goes, and its head follows: by the hashes alone the chain is whole.
    let chain = format!("unit:{cell}");
    let conn = Database::connect(&world.url).await.unwrap();
    for sql in [
        format!("DELETE FROM audit_entry WHERE chain = '{chain}' AND sequence = 3"),
        format!(
            "UPDATE audit_head SET sequence = 2, hash = (SELECT hash FROM audit_entry WHERE chain = '{chain}' AND sequence = 2) WHERE chain = '{chain}'"
        ),
    ] {
        conn.execute_unprepared(&sql).await.unwrap();
    }
    assert_eq!(world.broken().await, std::slice::from_ref(&chain));
    let page = services.audit(&admin, cell, 1).await.unwrap();
    assert_eq!(page.broken.as_deref(), Some(chain.as_str()));
    assert_eq!(page.anchor.map(|(day, _)| day), Some(second.says.day));
    // So is a chain of which nothing is left.
    for table in ["audit_entry", "audit_head"] {
        let sql = format!("DELETE FROM {table} WHERE chain = '{chain}'");
        conn.execute_unprepared(&sql).await.unwrap();
    }
    assert_eq!(world.broken().await, [chain]);
}

#[tokio::test]
async fn an_anchor_is_not_changed_dropped_or_made_by_another() {
    let world = World::new().await;
    let first = anchored(&world).await;
    world.clock.advance(chrono::Duration::days(1));
    let second = anchored(&world).await;
    let conn = Database::connect(&world.url).await.unwrap();
    let last = format!("mốc ký ngày {}", second.says.day);
    for (change, back) in [
        (
            "UPDATE anchor SET chains = chains + 1",
            "UPDATE anchor SET chains = chains - 1",
        ),
        (
            "UPDATE anchor SET moved = REPLACE(moved, 'sequence\":', 'sequence\":1')",
            "",
        ),
    ] {
        conn.execute_unprepared(&format!("{change} WHERE day = '{}'", second.says.day))
            .await
            .unwrap();
        assert!(world.broken().await.contains(&last), "{change}");
        if !back.is_empty() {
            conn.execute_unprepared(&format!("{back} WHERE day = '{}'", second.says.day))
                .await
                .unwrap();
            assert!(world.broken().await.is_empty());
        }
    }
    conn.execute_unprepared(&format!("DELETE FROM anchor WHERE day = '{}'", second.says.day))
        .await
        .unwrap();
    let broken = world.broken().await;
    assert!(broken.len() == 1 && broken[0].contains("đã mất"), "{broken:?}");

    // What was kept outside finds even what left no trace inside.
    let outside = world.verify(Some(Kept::Root(second.says.root))).await.broken;
    assert!(
        outside.iter().any(|broken| broken.contains("không còn trong nhật ký")),
        "{outside:?}"
    );
    let forged = Anchor {
        key: PublicKey([8; 32]),
        ..first
    };
    let forged = world.verify(Some(Kept::Whole(forged))).await.broken;
    assert!(
        forged.iter().any(|broken| broken.contains("không do hệ thống này ký")),
        "{forged:?}"
    );
}
