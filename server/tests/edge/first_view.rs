//! The page of a plan with the plan in it, and the page for paper: who gets them, and what is in
//! them.

use axum::http::StatusCode;
use tandem_plan::address::Holder;
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::Edit;
use tandem_plan::ids::{ClientId, PlanId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_protocol::http::Opening;
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Role, Side};
use tandem_server::access::{self, LinkTerms};
use tandem_server::store::{Author, NewUpdate, RoomKey, RoomWrite, Store as _};

use crate::assets::server;
use crate::support::{Answer, Browser, START, TestServer};

const NAME: &str = "One year together";

fn html(page: &Answer) -> &str {
    std::str::from_utf8(&page.body).unwrap()
}

/// What the page brings along for the client.
fn opening(page: &Answer) -> Option<Opening> {
    let mark = format!(
        r#"<script type="application/json" id="{}">"#,
        Opening::ELEMENT
    );
    let (_, behind) = html(page).split_once(&mark)?;
    let (json, _) = behind.split_once("</script>").unwrap();
    Some(serde_json::from_str(json).unwrap())
}

/// The document in it.
fn document(opening: &Opening) -> PlanDoc {
    use base64::Engine as _;
    let encoded = opening.document.as_ref().unwrap();
    let state = base64::engine::general_purpose::STANDARD.decode(encoded);
    let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    doc.apply(&state.unwrap()).unwrap();
    doc
}

async fn guest(server: &TestServer, plan: PlanId, side: Side, role: Role) -> Browser {
    let terms = LinkTerms::usual(side, role);
    let link = access::link(&server.app.store, plan, terms, None, START);
    let mut browser = server.browser();
    browser.joined(&link.await.unwrap().token, "Gus").await;
    browser
}

#[tokio::test]
async fn every_member_gets_the_plan_with_the_page() {
    let (server, _folder) = server().await;
    let (plan, _) = server.plan().await;
    for (side, role) in [
        (Side::Vendor, Role::Lead),
        (Side::Partner, Role::Editor),
        (Side::Partner, Role::Commenter),
        (Side::Vendor, Role::Viewer),
        (Side::Neutral, Role::Facilitator),
    ] {
        let mut browser = guest(&server, plan, side, role).await;
        let page = browser.get(&format!("/plan/{plan}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        let text = html(&page);
        for part in [
            &format!("<title>{NAME} · Tandem</title>"),
            &format!("<h1>{NAME}</h1>"),
            r#"href="/assets/tandem-4.wasm" as="fetch""#,
            r#"class="notice without-script""#,
            &format!(r#"data-me="{}""#, side.key()),
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        let opening = opening(&page).unwrap();
        assert_eq!((opening.plan.me.side, opening.plan.me.role), (side, role));
        assert!(opening.members.contains(&opening.plan.me));
        assert_eq!(opening.epoch, server.app.store.epoch().await.unwrap());
        let name = Holder::Section("plan").field("name");
        assert_eq!(document(&opening).text(name), NAME);

        let paper = browser.get(&format!("/plan/{plan}/print")).await;
        assert_eq!(paper.status, StatusCode::OK);
        assert_eq!(paper.header("cache-control"), Some("no-store"));
        assert!(html(&paper).contains(&format!("<h1>{NAME}</h1>")));
        assert!(
            !html(&paper).contains("tandem-4.wasm"),
            "paper needs no client"
        );
    }
}

#[tokio::test]
async fn nobody_else_gets_anything_of_it() {
    let (server, _folder) = server().await;
    let (plan, _) = server.plan().await;
    let (other, links) = server.plan().await;
    let mut stranger = server.browser();
    let mut neighbour = server.browser();
    neighbour.joined(&links.vendor, "Ned").await;
    let other_page = neighbour.get(&format!("/plan/{other}")).await;
    assert!(opening(&other_page).is_some());
    let unknown = PlanId::random();
    for browser in [&mut stranger, &mut neighbour] {
        // Whether there is such a plan is told to nobody either.
        let nothing = browser.get(&format!("/plan/{unknown}")).await;
        for path in [format!("/plan/{plan}"), "/plan/x".to_owned()] {
            let page = browser.get(&path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.body, nothing.body, "{path}");
            assert!(opening(&page).is_none());
            assert!(!html(&page).contains(NAME));
        }
        let paper = browser.get(&format!("/plan/{plan}/print")).await;
        assert_eq!(paper.status, StatusCode::SEE_OTHER);
        assert_eq!(paper.header("location"), Some(&*format!("/plan/{plan}")));
        let document = browser.get(&format!("/api/plans/{plan}/document")).await;
        assert!(
            matches!(document.status.as_u16(), 401 | 403),
            "{document:?}"
        );
    }
    let paper = stranger.get("/plan/x/print").await;
    assert_eq!(paper.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_session_that_is_over_gets_nothing() {
    let (server, _folder) = server().await;
    let (plan, links) = server.plan().await;
    let mut browser = server.browser();
    browser.joined(&links.vendor, "Ann").await;
    let path = format!("/plan/{plan}");
    assert!(opening(&browser.get(&path).await).is_some());
    browser.cookie = Some("tandem_session=0123456789abcdef0123456789abcdef".to_owned());
    assert!(opening(&browser.get(&path).await).is_none());
}

#[tokio::test]
async fn the_page_speaks_the_language_of_the_reader() {
    let (server, _folder) = server().await;
    let (plan, links) = server.plan().await;
    let mut browser = server.browser();
    browser.joined(&links.vendor, "Ann").await;
    let session = browser.cookie.clone().unwrap();
    for (cookie, accept, tag, word) in [
        (None, "de-DE,en;q=0.5", "de", "Abschnitte"),
        (None, "en", "en", "Sections"),
        (Some("tandem_language=de"), "en", "de", "Abschnitte"),
        (Some("tandem_language=en"), "de", "en", "Sections"),
        (Some("tandem_language=xx"), "de", "de", "Abschnitte"),
    ] {
        let cookies = [Some(session.as_str()), cookie];
        let cookies: Vec<_> = cookies.into_iter().flatten().collect();
        browser.cookie = Some(cookies.join("; "));
        let accept = [("accept-language", accept)];
        let page = browser.get_with(&format!("/plan/{plan}"), &accept).await;
        let html = html(&page);
        assert!(html.contains(&format!(r#"<html lang="{tag}">"#)), "{html}");
        assert!(html.contains(word), "{html}");
        // The client's texts in that language are asked for ahead of time.
        let asks = html.contains(r#"href="/assets/german-6.txt" as="fetch""#);
        assert_eq!(asks, tag == "de", "{html}");
    }
}

#[tokio::test]
async fn the_page_has_its_colours_from_the_beginning() {
    let (server, _folder) = server().await;
    for (cookie, root) in [
        ("tandem_theme=dark", r#"<html lang="en" data-theme="dark">"#),
        (
            "tandem_theme=light",
            r#"<html lang="en" data-theme="light">"#,
        ),
        (r#"tandem_theme="><script>"#, r#"<html lang="en">"#),
    ] {
        let mut browser = server.browser();
        browser.cookie = Some(cookie.to_owned());
        let page = browser.get("/").await;
        assert!(html(&page).contains(root), "{}", html(&page));
    }
}

#[tokio::test]
async fn names_of_people_and_plans_end_no_element() {
    let (server, _folder) = server().await;
    let (plan, links) = server.plan().await;
    let mut browser = server.browser();
    let joined = browser.joined(&links.vendor, "</script><b>Ann").await;
    write(&server, plan, "</script></title><script>alert(1)</script>").await;
    let page = browser.get(&format!("/plan/{plan}")).await;
    assert_eq!(html(&page).matches("<script").count(), 2, "{}", html(&page));
    assert_eq!(html(&page).matches("</title>").count(), 1);
    assert_eq!(opening(&page).unwrap().plan.me, joined.me);
    let paper = browser.get(&format!("/plan/{plan}/print")).await;
    assert_eq!(
        html(&paper).matches("<script").count(),
        1,
        "{}",
        html(&paper)
    );
}

#[tokio::test]
async fn a_long_document_is_fetched_instead() {
    let (server, _folder) = server().await;
    let (plan, links) = server.plan().await;
    let mut browser = server.browser();
    browser.joined(&links.vendor, "Ann").await;
    for _ in 0..10 {
        write(&server, plan, &"long ".repeat(12_000)).await;
    }
    let page = browser.get(&format!("/plan/{plan}")).await;
    assert_eq!(opening(&page).unwrap().document, None);
    let path = format!("/api/plans/{plan}/document");
    let preload = format!(r#"<link rel="preload" href="{path}" as="fetch" crossorigin>"#);
    assert!(html(&page).contains(&preload));
    let document = browser.get(&path).await;
    assert_eq!(document.status, StatusCode::OK);
    assert_eq!(document.header("cache-control"), Some("no-store"));
    let doc = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    doc.apply(&document.body).unwrap();
    let notes = Holder::Document.field("notes");
    assert_eq!(doc.text(notes).matches("long ").count(), 120_000);
}

/// Puts a text before the notes and the name of the plan, on disk.
async fn write(server: &TestServer, plan: PlanId, text: &str) {
    let room = RoomKey {
        plan,
        layer: Layer::Joint,
    };
    let store = &server.app.store;
    let stored = store.load_room(room).await.unwrap().unwrap();
    let doc = PlanDoc::new(&SCHEMA, ClientId::random());
    for update in stored.snapshot.iter().chain(&stored.tail) {
        doc.apply(update).unwrap();
    }
    let before = doc.state_vector();
    let short: String = text.chars().take(50).collect();
    for (at, text) in [
        (Holder::Document.field("notes"), text),
        (Holder::Section("plan").field("name"), &*short),
    ] {
        let splice = Splice {
            at: 0,
            delete: 0,
            insert: text.to_owned(),
        };
        doc.edit(&Edit::Splice { at, splice }).unwrap();
    }
    store
        .commit(&[RoomWrite {
            room,
            first_seq: stored.head_seq + 1,
            updates: vec![NewUpdate {
                bytes: doc.diff(&before).into(),
                author: Author::Template,
                client: None,
                at: START,
                claimed_at: None,
                cause: None,
                step: None,
            }],
            clients: Vec::new(),
            changes: Vec::new(),
        }])
        .await
        .unwrap();
}
