//! Opening a link, joining by it, and being known afterwards.

use std::time::Duration;

use tandem_plan::ids::PlanId;
use tandem_protocol::http::{Contributions, InviteView, JoinRequest, MyPlans, PlanView};
use tandem_protocol::role::{Role, Side};
use tandem_server::access::{self, INVITE_LIFE, LinkTerms, SESSION_LIFE, Token};
use tandem_server::config::{Limits, Proxy};
use tandem_server::store::{PeopleChange, Store as _};

use crate::support::{Options, START, TestServer, failure, invite_path, join_path};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_link_says_what_it_leads_to_and_is_not_used_up_by_looking() {
    let server = TestServer::start().await;
    let (plan, links) = server.plan().await;
    for _ in 0..3 {
        let view: InviteView = server
            .browser()
            .get(&invite_path(&links.partner))
            .await
            .json();
        assert_eq!(
            view,
            InviteView {
                plan,
                plan_name: "One year together".to_owned(),
                vendor_name: "Northwind".to_owned(),
                partner_name: "Contoso".to_owned(),
                side: Side::Partner,
                role: Role::Lead,
                already: None,
                continues: None,
                named: Vec::new(),
            }
        );
    }
    let invite = server.app.store.invite(&links.partner.hash()).await;
    assert_eq!(invite.unwrap().unwrap().uses, 0);
}

#[tokio::test]
async fn whoever_joins_is_known_from_then_on() {
    let server = TestServer::start().await;
    let (plan, links) = server.plan().await;
    let mut browser = server.browser();

    let path = format!("/api/plans/{plan}");
    let before = browser.get(&path).await;
    assert_eq!(before.failure(), failure(401, "not_signed_in"));

    let joined = browser.joined(&links.vendor, "  Ann ").await;
    assert_eq!(joined.plan, plan);
    assert_eq!(joined.me.name, "Ann");
    assert_eq!((joined.me.side, joined.me.role), (Side::Vendor, Role::Lead));

    let view: PlanView = browser.get(&path).await.json();
    assert_eq!(view.me, joined.me);
    let mine: MyPlans = browser.get("/api/plans").await.json();
    assert_eq!(mine.plans, [view]);
    let members = server.app.store.members(plan).await.unwrap();
    assert_eq!(members, [joined.me]);
}

#[tokio::test]
async fn members_are_told_how_much_each_side_has_written() {
    let server = TestServer::start().await;
    let (plan, links) = server.plan().await;
    let mut browser = server.browser();
    let path = format!("/api/plans/{plan}/contributions");
    let before = browser.get(&path).await;
    assert_eq!(before.failure(), failure(401, "not_signed_in"));
    browser.joined(&links.vendor, "Ann").await;
    let nothing = Contributions {
        vendor: 0,
        partner: 0,
    };
    assert_eq!(browser.get(&path).await.json::<Contributions>(), nothing);
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let server = TestServer::start().await;
    let (plan, links) = server.plan().await;
    let (other, _) = server.plan().await;
    let mut stranger = server.browser();
    let mut member = server.browser();
    member.joined(&links.vendor, "Ann").await;

    let nowhere = PlanId::from_u128(7);
    let cases = [
        (
            &mut stranger,
            format!("/api/plans/{plan}"),
            (401, "not_signed_in"),
        ),
        (
            &mut member,
            format!("/api/plans/{other}"),
            (403, "not_a_member"),
        ),
    ];
    for (browser, path, (status, key)) in cases {
        let answer = browser.get(&path).await;
        assert_eq!(answer.failure(), failure(status, key), "{path}");
    }
    for path in [format!("/api/plans/{nowhere}"), "/api/plans/x".to_owned()] {
        for browser in [&mut stranger, &mut member] {
            let answer = browser.get(&path).await;
            assert_eq!(answer.failure(), failure(404, "plan_not_found"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_second_link_in_the_same_browser_asks_who_one_wants_to_be() {
    let server = TestServer::start().await;
    let (plan, links) = server.plan().await;
    let mut browser = server.browser();
    let ann = browser.joined(&links.vendor, "Ann").await.me;

    // The link of the other side tells who one is already …
    let view: InviteView = browser.get(&invite_path(&links.partner)).await.json();
    assert_eq!(view.already.as_ref(), Some(&ann));
    // … staying that person is just going on …
    let stayed: PlanView = browser.get(&format!("/api/plans/{plan}")).await.json();
    assert_eq!(stayed.me, ann);

    // … and joining makes somebody else of this browser, in this plan.
    let cookie = browser.cookie.clone();
    let answer = browser.join(&links.partner, "Ben").await;
    assert_eq!(answer.header("set-cookie"), None, "the session goes on");
    assert_eq!(browser.cookie, cookie);
    let now: PlanView = browser.get(&format!("/api/plans/{plan}")).await.json();
    assert_eq!((now.me.name.as_str(), now.me.side), ("Ben", Side::Partner));
    // Ann stays in the plan: what she wrote is hers.
    let members = server.app.store.members(plan).await.unwrap();
    assert_eq!(members, [ann, now.me]);
}

#[tokio::test]
async fn one_session_is_somebody_in_each_plan() {
    let server = TestServer::start().await;
    let (first, first_links) = server.plan().await;
    let (second, second_links) = server.plan().await;
    let mut browser = server.browser();
    browser.joined(&first_links.vendor, "Ann").await;
    browser
        .joined(&second_links.partner, "Ann of Contoso")
        .await;
    let mine: MyPlans = browser.get("/api/plans").await.json();
    let mut sides: Vec<_> = mine
        .plans
        .iter()
        .map(|card| (card.id, card.me.side))
        .collect();
    sides.sort();
    let mut expected = [(first, Side::Vendor), (second, Side::Partner)];
    expected.sort();
    assert_eq!(sides, expected);
}

#[tokio::test]
async fn links_that_let_nobody_in_say_why() {
    let server = TestServer::start().await;
    let (plan, links) = server.plan().await;
    let store = &server.app.store;

    let terms = LinkTerms::Invite {
        side: Side::Partner,
        role: Role::Editor,
        life: INVITE_LIFE * 2,
        max_uses: Some(1),
    };
    let once = access::link(store, plan, terms, None, START).await;
    let once = once.unwrap().token;
    server.browser().joined(&once, "First").await;

    let revoked = &links.vendor;
    let invite = store.invite(&revoked.hash()).await.unwrap().unwrap().id;
    let withdrawn = PeopleChange {
        withdrawn: vec![invite],
        ..PeopleChange::default()
    };
    let decided: Result<_, ()> = store
        .change_people(plan, START, |_| Ok(withdrawn))
        .await
        .unwrap();
    decided.unwrap();

    let expired = &links.partner;
    server.clock.advance(INVITE_LIFE);

    let unknown = Token::random();
    for (token, (status, key)) in [
        (&once, (410, "invite_used_up")),
        (revoked, (410, "invite_revoked")),
        (expired, (410, "invite_expired")),
        (&unknown, (404, "invite_unknown")),
    ] {
        let mut browser = server.browser();
        let looked = browser.get(&invite_path(token)).await;
        assert_eq!(looked.failure(), failure(status, key));
        let tried = browser.join(token, "Eve").await;
        assert_eq!(tried.failure(), failure(status, key));
        assert_eq!(browser.cookie, None, "nobody becomes somebody by it");
    }
    let malformed = server.browser().get("/api/invites/not-a-token").await;
    assert_eq!(malformed.failure(), failure(404, "invite_unknown"));
}

#[tokio::test]
async fn the_last_use_of_a_link_is_given_out_once() {
    let server = TestServer::start().await;
    let (plan, _) = server.plan().await;
    let terms = LinkTerms::Invite {
        side: Side::Partner,
        role: Role::Editor,
        life: INVITE_LIFE,
        max_uses: Some(1),
    };
    let link = access::link(&server.app.store, plan, terms, None, START).await;
    let token = link.unwrap().token;
    let (mut one, mut two) = (server.browser(), server.browser());
    let (one, two) = tokio::join!(one.join(&token, "One"), two.join(&token, "Two"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
    assert_eq!(server.app.store.members(plan).await.unwrap().len(), 1);
}

#[tokio::test]
async fn names_are_checked() {
    let server = TestServer::start().await;
    let (_, links) = server.plan().await;
    let mut browser = server.browser();
    for name in ["", "   ", "a\nb", &"x".repeat(81)] {
        let answer = browser.join(&links.vendor, name).await;
        assert_eq!(answer.failure(), failure(422, "invalid_name"), "{name:?}");
    }
    browser.joined(&links.vendor, &"ü".repeat(80)).await;
}

#[tokio::test]
async fn the_cookie_lives_as_long_as_the_session_and_slides_with_it() {
    let server = TestServer::start().await;
    let (_, links) = server.plan().await;
    let mut browser = server.browser();
    let answer = browser.join(&links.vendor, "Ann").await;
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert!(pair.starts_with("tandem_session="), "{pair}");
    assert_eq!(
        attributes,
        "Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"
    );

    let same_day = browser.get("/api/plans").await;
    assert_eq!(same_day.header("set-cookie"), None);
    server.clock.advance(DAY);
    let next_day = browser.get("/api/plans").await;
    assert_eq!(next_day.header("set-cookie"), Some(cookie.as_str()));

    // Used again and again, it outlives its first term …
    for _ in 0..3 {
        server.clock.advance(SESSION_LIFE / 2);
        let mine: MyPlans = browser.get("/api/plans").await.json();
        assert_eq!(mine.plans.len(), 1);
    }
    // … and left alone, it ends.
    server.clock.advance(SESSION_LIFE);
    let mine: MyPlans = browser.get("/api/plans").await.json();
    assert_eq!(mine.plans, []);
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let server = TestServer::start_with(Options {
        public_url: Some("https://plans.example.com"),
        ..Options::default()
    })
    .await;
    let (_, links) = server.plan().await;
    let mut browser = server.browser();
    let answer = browser.join(&links.vendor, "Ann").await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-tandem_session="), "{cookie}");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    let mine: MyPlans = browser.get("/api/plans").await.json();
    assert_eq!(mine.plans.len(), 1);
}

#[tokio::test]
async fn in_a_frame_the_cookie_comes_along_and_is_of_that_site_alone() {
    let server = TestServer::start_with(Options {
        public_url: Some("https://plans.example.com"),
        frame_ancestors: &["https://portal.example.com", "https://crm.example:8443"],
        ..Options::default()
    })
    .await;
    let (_, links) = server.plan().await;
    let mut browser = server.browser();
    let answer = browser.join(&links.vendor, "Ann").await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-tandem_session="), "{cookie}");
    assert!(
        cookie.ends_with("; HttpOnly; SameSite=None; Secure; Partitioned"),
        "{cookie}"
    );
    for path in ["/", "/api/plans", "/nothing"] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy").unwrap();
        let ancestors = "; frame-ancestors https://portal.example.com https://crm.example:8443";
        assert!(policy.ends_with(ancestors), "{policy}");
        assert_eq!(answer.header("x-frame-options"), None);
    }
    let mine: MyPlans = browser.get("/api/plans").await.json();
    assert_eq!(mine.plans.len(), 1);
}

#[tokio::test]
async fn a_revoked_session_is_nobody() {
    let server = TestServer::start().await;
    let (_, links) = server.plan().await;
    let mut browser = server.browser();
    browser.joined(&links.vendor, "Ann").await;
    let cookie = browser.cookie.clone().unwrap();
    let token: Token = cookie.split_once('=').unwrap().1.parse().unwrap();
    let store = &server.app.store;
    let session = store.session(&token.hash(), START).await.unwrap().unwrap();
    store.revoke_session(session.id, START).await.unwrap();
    let mine: MyPlans = browser.get("/api/plans").await.json();
    assert_eq!(mine.plans, []);
    // Joining again begins a new session.
    browser.joined(&links.vendor, "Ann").await;
    assert_ne!(browser.cookie, Some(cookie));
}

#[tokio::test]
async fn guessing_links_and_joining_in_crowds_are_slowed_down() {
    let server = TestServer::start_with(Options {
        limits: Limits {
            failed_tries: 3,
            joins: 2,
            ..Limits::default()
        },
        ..Options::default()
    })
    .await;
    let (_, links) = server.plan().await;
    let mut browser = server.browser();
    for _ in 0..3 {
        let answer = browser.get(&invite_path(&Token::random())).await;
        assert_eq!(answer.failure(), failure(404, "invite_unknown"));
    }
    let answer = browser.get(&invite_path(&Token::random())).await;
    assert_eq!(answer.failure(), failure(429, "too_many_tries"));
    assert_eq!(answer.header("retry-after"), Some("20"));
    // Who has a link is not kept out by who else uses their network.
    assert_eq!(browser.get(&invite_path(&links.vendor)).await.status, 200);
    server.clock.advance(Duration::from_secs(20));
    let answer = browser.get(&invite_path(&Token::random())).await;
    assert_eq!(answer.failure(), failure(404, "invite_unknown"));

    for name in ["One", "Two"] {
        server.browser().joined(&links.vendor, name).await;
    }
    let answer = server.browser().join(&links.vendor, "Three").await;
    assert_eq!(answer.failure(), failure(429, "too_many_tries"));
}

#[tokio::test]
async fn behind_a_proxy_one_address_does_not_slow_down_another() {
    let limits = Limits {
        failed_tries: 1,
        ..Limits::default()
    };
    for (proxy, status) in [(Proxy::One, 404), (Proxy::None, 429)] {
        let server = TestServer::start_with(Options {
            limits,
            proxy,
            ..Options::default()
        })
        .await;
        let mut browser = server.browser();
        let path = invite_path(&Token::random());
        let first = [("x-forwarded-for", "198.51.100.1")];
        assert_eq!(browser.get_with(&path, &first).await.status, 404);
        assert_eq!(browser.get_with(&path, &first).await.status, 429);
        let second = [("x-forwarded-for", "198.51.100.2")];
        let answer = browser.get_with(&path, &second).await;
        assert_eq!(answer.status.as_u16(), status, "{proxy:?}");
    }
}

#[tokio::test]
async fn only_small_json_is_read() {
    let server = TestServer::start().await;
    let (_, links) = server.plan().await;
    let path = join_path(&links.vendor);
    let mut browser = server.browser();

    let long = JoinRequest {
        name: "x".repeat(70_000),
        claim: None,
    };
    let answer = browser.post(&path, &long).await;
    assert_eq!(answer.failure(), failure(413, "too_large"));
    let answer = browser.post(&path, &"not an object").await;
    assert_eq!(answer.failure(), failure(422, "invalid_request"));
    let headers = [("origin", "http://plans.test:3000")];
    let body = "name=Ann".into();
    let answer = browser
        .send(axum::http::Method::POST, &path, &headers, body)
        .await;
    assert_eq!(answer.failure(), failure(415, "not_json"));
}
