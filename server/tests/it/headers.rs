//! What stands around every answer.

use crate::world::World;

#[tokio::test]
async fn pages_are_guarded_and_never_cached() {
    let world = World::new().await;
    let page = world.stranger().get("/sign-in").await;
    let policy = page.header("content-security-policy").to_owned();
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap()
        .to_owned();
    assert!(
        nonce.len() >= 16 && page.body.contains(&format!("nonce=\"{nonce}\"")),
        "the page carries the policy's nonce"
    );
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(page.header(name), value);
    }
    assert!(!page.header("x-request-id").is_empty());
    assert!(!page.body.contains(" style=\""), "no style attribute");
    let again = world.stranger().get("/sign-in").await;
    assert_ne!(again.header("content-security-policy"), policy, "a nonce is used once");
}

#[tokio::test]
async fn static_files_are_kept_for_a_year() {
    let world = World::new().await;
    let css = world.stranger().get("/pkg/chibo.0123.css").await;
    assert_eq!(css.status, 200);
    assert!(css.header("cache-control").contains("immutable"));
    assert_eq!(world.stranger().get("/pkg/../chibo.db").await.status, 404);
    let endless = format!("/pkg/{}", "a".repeat(300));
    assert_eq!(world.stranger().get(&endless).await.status, 404);
}

#[tokio::test]
async fn health_is_told_and_unknown_addresses_have_a_page() {
    let world = World::new().await;
    assert_eq!(world.stranger().get("/health/live").await.body, "ok");
    assert_eq!(world.stranger().get("/health/ready").await.body, "ok");
    let lost = world.stranger().get("/no/such/place").await;
    assert_eq!(lost.status, 404);
    assert!(lost.body.contains("<main"), "{}", lost.body);
}
