//! Connections over which nothing comes, or too much at once, over real sockets.

use std::time::Duration;

use tandem_protocol::role::{Role, Side};
use tandem_server::config::{ConnectionLimits, Limits};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;

use crate::server::{Client, Server};

async fn start(folder: &std::path::Path, connections: ConnectionLimits) -> Server {
    let limits = Limits {
        connections,
        ..Limits::default()
    };
    Server::start_with(folder, limits).await
}

async fn client(server: &Server) -> Client {
    let plan = server.plan().await;
    let cookie = server.guest(plan, Side::Vendor, Role::Lead).await;
    let mut client = server.client(plan, &cookie).await;
    client.sync().await;
    client
}

#[tokio::test]
async fn who_answers_pings_stays() {
    let folder = tempfile::tempdir().unwrap();
    let limits = ConnectionLimits {
        ping_every: Duration::from_millis(50),
        dead_after: Duration::from_millis(600),
        ..ConnectionLimits::default()
    };
    let server = start(folder.path(), limits).await;
    let mut client = client(&server).await;
    // Longer than a dead connection lives.
    let mut pings = 0;
    while pings < 15 {
        let message = client.message().await.expect("it stays open").unwrap();
        pings += u32::from(matches!(message, Message::Ping(_)));
    }
    client.write("still here").await.unwrap();
    client.saved().await;
}

#[tokio::test]
async fn who_gives_no_sign_of_life_is_dead() {
    let folder = tempfile::tempdir().unwrap();
    let limits = ConnectionLimits {
        ping_every: Duration::from_millis(50),
        dead_after: Duration::from_millis(200),
        ..ConnectionLimits::default()
    };
    let server = start(folder.path(), limits).await;
    let mut client = client(&server).await;
    // Not read from, it answers no ping.
    while server.metric("tandem_connections").await > 0.0 {}
    assert_eq!(client.end().await, None);
}

#[tokio::test]
async fn who_does_not_say_what_they_want_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let limits = ConnectionLimits {
        authenticate_within: Duration::from_millis(200),
        ..ConnectionLimits::default()
    };
    let server = start(folder.path(), limits).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut answer = Vec::new();
    silent.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.is_empty() || answer.contains(" 408 "), "{answer}");
}

#[tokio::test]
async fn a_message_that_is_too_long_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let limits = ConnectionLimits {
        frame_bytes: 10_000,
        ..ConnectionLimits::default()
    };
    let server = start(folder.path(), limits).await;
    let mut client = client(&server).await;
    client.write(&"a".repeat(9_000)).await.unwrap();
    client.saved().await;
    // It may be cut off while it still sends.
    let _ = client.write(&"b".repeat(10_000)).await;
    client.end().await;
    assert_eq!(client.acked + 1, client.sent);
}
