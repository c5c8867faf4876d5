//! The real server over real websockets: joining, editing together, coming back, being refused.

use tandem_plan::ids::PlanId;
use tandem_protocol::close;
use tandem_protocol::event::Event;
use tandem_protocol::frame::{AwarenessEntry, Frame};
use tandem_protocol::role::{Role, Side};
use tandem_server::config::Limits;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::editing::NAME;
use crate::server::{Client, Server};

#[tokio::test]
async fn two_people_write_one_plan_and_see_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let ann = server.guest(plan, Side::Vendor, Role::Lead).await;
    let bob = server.guest(plan, Side::Partner, Role::Lead).await;
    let mut ann = server.client(plan, &ann).await;
    let mut bob = server.client(plan, &bob).await;
    ann.sync().await;
    bob.sync().await;
    for _ in 0..50 {
        ann.write("a").await.unwrap();
        bob.write("b").await.unwrap();
    }
    let has_all = |client: &Client| client.replica.text(NAME).len() == "Plan: ".len() + 100;
    ann.until(has_all).await;
    bob.until(has_all).await;
    ann.saved().await;
    bob.saved().await;
    assert!(ann.replica.is_same_as(&bob.replica));

    let entry = AwarenessEntry {
        client: ann.replica.client(),
        clock: 1,
        state: Some("{}".to_owned()),
    };
    ann.send(&Frame::Awareness(vec![entry])).await.unwrap();
    bob.until(|bob| !bob.presences.is_empty()).await;
    assert!(bob.presences[0].state.as_ref().unwrap().contains("Guest"));
    let ann_is = ann.replica.client();
    drop(ann);
    bob.until(|bob| bob.presences.len() == 2).await;
    assert_eq!(
        (bob.presences[1].client, &bob.presences[1].state),
        (ann_is, &None)
    );
}

#[tokio::test]
async fn who_joins_later_is_announced() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let cookie = server.guest(plan, Side::Vendor, Role::Lead).await;
    let mut ann = server.client(plan, &cookie).await;
    ann.sync().await;
    let Some(Event::Hello(hello)) = ann.events.first() else {
        panic!("no greeting: {:?}", ann.events);
    };
    assert_eq!(hello.members, std::slice::from_ref(&hello.member));
    let cookie = server.guest(plan, Side::Partner, Role::Editor).await;
    let _bob = server.client(plan, &cookie).await;
    ann.until(|ann| ann.events.len() == 2).await;
    let Event::Members { members } = &ann.events[1] else {
        panic!("{:?}", ann.events);
    };
    assert_eq!(members[1].side, Side::Partner);
}

#[tokio::test]
async fn a_server_that_stops_and_starts_again_has_everything() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let cookie = server.guest(plan, Side::Vendor, Role::Lead).await;
    let mut ann = server.client(plan, &cookie).await;
    ann.sync().await;
    for _ in 0..60 {
        ann.write("a").await.unwrap();
    }
    ann.saved().await;
    // What is on its way when the server stops is saved too, or it is not acknowledged.
    ann.write("last").await.unwrap();
    server.running.stop().await.unwrap();
    let mut acked = ann.acked;
    while ann.receive().await.is_ok() {
        acked = ann.acked;
    }
    let server = Server::start(folder.path()).await;
    let mut later = server.client(plan, &cookie).await;
    later.sync().await;
    let text = later.replica.text(NAME);
    assert!(text.contains(&"a".repeat(60)), "{text}");
    assert!(acked < ann.sent || text.ends_with("last"), "{text}");
    // The one who was thrown out brings what was not acknowledged.
    later.replica.apply(&ann.replica.state()).unwrap();
    let missing = later.replica.state();
    later.sent += 1;
    later.send(&Frame::SyncStep2(&missing)).await.unwrap();
    later.saved().await;
    assert!(later.replica.text(NAME).ends_with("last"));
}

#[tokio::test]
async fn connections_are_told_that_the_server_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let cookie = server.guest(plan, Side::Vendor, Role::Lead).await;
    let mut ann = server.client(plan, &cookie).await;
    ann.sync().await;
    let stop = tokio::spawn(server.running.stop());
    assert_eq!(ann.close_code().await, close::RESTARTING);
    stop.await.unwrap().unwrap();
}

#[tokio::test]
async fn whoever_may_not_be_there_hears_why() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let vendor = server.guest(plan, Side::Vendor, Role::Lead).await;
    let other_plan = server.plan().await;
    let stranger = server.guest(other_plan, Side::Partner, Role::Lead).await;
    let nowhere = PlanId::random();
    let cases = [
        (format!("/sync/{plan}/joint"), None, close::UNAUTHENTICATED),
        (
            format!("/sync/{plan}/joint"),
            Some("tandem_session=x"),
            close::UNAUTHENTICATED,
        ),
        (
            format!("/sync/{plan}/joint"),
            Some(stranger.as_str()),
            close::FORBIDDEN,
        ),
        (
            format!("/sync/{nowhere}/joint"),
            Some(vendor.as_str()),
            close::NOT_FOUND,
        ),
        (
            "/sync/no-plan/joint".to_owned(),
            Some(vendor.as_str()),
            close::NOT_FOUND,
        ),
        (
            format!("/sync/{plan}/attic"),
            Some(vendor.as_str()),
            close::NOT_FOUND,
        ),
        // Nobody learns whether there is a layer that they may not read.
        (
            format!("/sync/{plan}/partner"),
            Some(vendor.as_str()),
            close::NOT_FOUND,
        ),
    ];
    for (path, cookie, code) in cases {
        let mut client = Client::connect(server.address, &path, cookie)
            .await
            .unwrap();
        assert_eq!(client.close_code().await, code, "{path} with {cookie:?}");
    }
    // Another site's page does not get a websocket at all.
    let path = format!("/sync/{plan}/joint");
    let refused =
        Client::connect_from(server.address, &path, Some(&vendor), "https://evil.example").await;
    assert!(matches!(refused, Err(Error::Http(answer)) if answer.status() == 403));
}

#[tokio::test]
async fn what_no_client_sends_ends_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let cookie = server.guest(plan, Side::Vendor, Role::Lead).await;
    for message in [
        Message::Text("hello".into()),
        Message::Binary(vec![99].into()),
    ] {
        let mut client = server.client(plan, &cookie).await;
        client.send_message(message).await.unwrap();
        assert_eq!(client.close_code().await, close::BAD_DATA);
    }
}

#[tokio::test]
async fn a_reader_gets_everything_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let writer = server.guest(plan, Side::Vendor, Role::Editor).await;
    let reader = server.guest(plan, Side::Partner, Role::Viewer).await;
    let mut writer = server.client(plan, &writer).await;
    writer.sync().await;
    let mut reader = server.client(plan, &reader).await;
    reader.sync().await;
    writer.write("seen").await.unwrap();
    reader
        .until(|reader| reader.replica.text(NAME).ends_with("seen"))
        .await;
    reader.saved().await;
    reader.write("not seen").await.unwrap();
    let is_rejected = |event: &Event| matches!(event, Event::Rejected { .. });
    reader
        .until(|reader| reader.events.iter().any(is_rejected))
        .await;
    writer.write("!").await.unwrap();
    writer.saved().await;
    assert!(writer.replica.text(NAME).ends_with("seen!"));
}

#[tokio::test]
async fn a_stock_client_hears_only_what_it_understands() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let cookie = server.guest(plan, Side::Vendor, Role::Lead).await;
    let path = format!("/sync/{plan}/joint");
    let mut stock = Client::connect(server.address, &path, Some(&cookie))
        .await
        .unwrap();
    stock.sync().await;
    stock.write("stock").await.unwrap();
    let mut other = server.client(plan, &cookie).await;
    other.sync().await;
    other
        .until(|other| other.replica.text(NAME).ends_with("stock"))
        .await;
    other.write("!").await.unwrap();
    stock
        .until(|stock| stock.replica.text(NAME).ends_with('!'))
        .await;
    assert_eq!((stock.acked, stock.events.len()), (0, 0));
}

#[tokio::test]
async fn a_program_comes_with_a_token_and_no_page() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    let token = server.program(plan, Side::Partner, Role::Editor).await;
    let path = format!("/sync/{plan}/joint?ext=1&token={token}");
    let mut program = Client::connect_as_program(server.address, &path)
        .await
        .unwrap();
    program.sync().await;
    program.write("by a program").await.unwrap();
    program.saved().await;
    assert!(program.replica.text(NAME).contains("by a program"));

    // The token opens one plan, on the own side, and only from nowhere or from our own pages.
    let other = server.plan().await;
    for (path, code) in [
        (
            format!("/sync/{other}/joint?token={token}"),
            close::FORBIDDEN,
        ),
        (
            format!("/sync/{plan}/vendor?token={token}"),
            close::NOT_FOUND,
        ),
        (
            format!("/sync/{plan}/joint?token={}", "0".repeat(32)),
            close::UNAUTHENTICATED,
        ),
        (
            format!("/sync/{plan}/joint?token=x"),
            close::UNAUTHENTICATED,
        ),
    ] {
        let mut refused = Client::connect_as_program(server.address, &path)
            .await
            .unwrap();
        assert_eq!(refused.close_code().await, code, "{path}");
    }
    let foreign = Client::connect_from(server.address, &path, None, "https://evil.example").await;
    assert!(foreign.is_err());
}

#[tokio::test]
async fn wrong_tokens_are_slowed_down() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits {
        failed_tries: 2,
        ..Limits::default()
    };
    let server = Server::start_with(folder.path(), limits).await;
    let plan = server.plan().await;
    let token = server.program(plan, Side::Vendor, Role::Viewer).await;
    let path = |token: &str| format!("/sync/{plan}/joint?ext=1&token={token}");
    let codes = [
        close::UNAUTHENTICATED,
        close::UNAUTHENTICATED,
        close::TOO_MUCH,
    ];
    for code in codes {
        let mut client = Client::connect_as_program(server.address, &path("wrong"))
            .await
            .unwrap();
        assert_eq!(client.close_code().await, code);
    }
    // Nobody is kept out by who else uses their network.
    let mut known = Client::connect_as_program(server.address, &path(&token))
        .await
        .unwrap();
    known.sync().await;
}
