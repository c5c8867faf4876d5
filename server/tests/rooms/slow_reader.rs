//! Somebody who does not read, over real sockets: the others do not wait for them, the server does
//! not keep everything for them, and they get what they lack or are sent away.

use std::path::Path;
use std::time::Duration;

use tandem_plan::edit::Edit;
use tandem_plan::ids::PlanId;
use tandem_plan::splice::Splice;
use tandem_protocol::close;
use tandem_protocol::frame::Frame;
use tandem_protocol::role::{Role, Side};
use tandem_server::config::{ConnectionLimits, Limits};
use tandem_server::rooms::settings::RoomLimits;

use crate::editing::NOTES;
use crate::server::{Client, Server};

/// The most that may wait for one connection, and what comes together in the moment of asking.
const MOST_THAT_WAITS: f64 = 5.0 * 1_024.0 * 1_024.0;
/// So many pages are more than all that may wait anywhere.
const MANY_PAGES: usize = 1_000;

/// Ann who writes a lot, Bob who reads all of it, and Cyd who reads nothing.
struct Scene {
    server: Server,
    ann: Client,
    bob: Client,
    cyd: Client,
    pages: usize,
}

impl Scene {
    async fn begin(folder: &Path, stalled_after: Duration) -> Self {
        let limits = Limits {
            connections: ConnectionLimits {
                stalled_after,
                ..ConnectionLimits::default()
            },
            rooms: RoomLimits {
                messages_per_second: u32::MAX,
                bytes_per_second: u32::MAX,
                ..RoomLimits::default()
            },
            ..Limits::default()
        };
        let server = Server::start_with(folder, limits).await;
        let plan = server.plan().await;
        let mut ann = server.client(plan, &lead(&server, plan).await).await;
        let mut bob = server.client(plan, &lead(&server, plan).await).await;
        let path = format!("/sync/{plan}/joint?ext=1");
        let cookie = lead(&server, plan).await;
        let mut cyd = Client::connect_narrowly(server.address, &path, &cookie)
            .await
            .unwrap();
        for client in [&mut ann, &mut bob, &mut cyd] {
            client.sync().await;
        }
        Self {
            server,
            ann,
            bob,
            cyd,
            pages: 0,
        }
    }

    /// Ann writes the whole text anew, and Bob has it before she goes on.
    async fn write_a_page(&mut self) {
        const PAGE: usize = 60_000;
        self.pages += 1;
        assert!(self.pages < MANY_PAGES, "the server keeps all of it");
        let page = format!("{} {}", self.pages, "x".repeat(PAGE));
        let splice = Splice {
            at: 0,
            delete: self.ann.replica.text_len(NOTES),
            insert: page,
        };
        let edit = Edit::Splice { at: NOTES, splice };
        self.ann.replica.edit(&edit).unwrap();
        let update = self.ann.replica.drain().updates.concat();
        self.ann.sent += 1;
        self.ann.send(&Frame::Update(&update)).await.unwrap();
        self.ann.saved().await;
        let mark = format!("{} ", self.pages);
        self.bob
            .until(|bob| bob.replica.text(NOTES).starts_with(&mark))
            .await;
    }
}

async fn lead(server: &Server, plan: PlanId) -> String {
    server.guest(plan, Side::Vendor, Role::Lead).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_late_gets_what_was_not_kept_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut scene = Scene::begin(folder.path(), Duration::from_secs(60)).await;
    let (mut before, mut now) = (0.0, 0.0);
    // When all that may wait does wait, it is thrown away.
    while now >= before {
        scene.write_a_page().await;
        before = now;
        now = scene.server.metric("tandem_outbox_bytes").await;
        assert!(now <= MOST_THAT_WAITS, "{now} bytes wait");
    }
    scene.write_a_page().await;
    let (ann, cyd) = (&scene.ann, &mut scene.cyd);
    cyd.until(|cyd| cyd.replica.is_same_as(&ann.replica)).await;
    assert!(scene.server.metric("tandem_resyncs_total").await >= 1.0);
    eprintln!("{} pages, up to {before} bytes waited", scene.pages);
    // And goes on as everybody else.
    scene.cyd.write("here I am").await.unwrap();
    scene.cyd.saved().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_never_reads_is_sent_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut scene = Scene::begin(folder.path(), Duration::from_millis(200)).await;
    while scene.server.metric("tandem_connections").await > 2.0 {
        scene.write_a_page().await;
    }
    // It could not be told, unless it begins to read in the last moment.
    let end = scene.cyd.end().await;
    assert!(end.is_none_or(|code| code == close::TOO_SLOW), "{end:?}");
    assert!(!scene.cyd.replica.is_same_as(&scene.ann.replica));
    scene.write_a_page().await;
    assert!(scene.server.metric("tandem_outbox_bytes").await <= MOST_THAT_WAITS);
}
