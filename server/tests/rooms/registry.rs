//! Rooms that leave memory and come back, over and over, on a real database.

use std::sync::Arc;
use std::time::Duration;

use tandem_plan::document::StateVector;
use tandem_plan::ids::PlanId;
use tandem_protocol::frame::Frame;
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Role, Side};
use tandem_server::clock::SystemClock;
use tandem_server::metrics::Metrics;
use tandem_server::rooms::outbox::Outgoing;
use tandem_server::rooms::room::{Dialect, Visitor};
use tandem_server::rooms::settings::RoomLimits;
use tandem_server::rooms::{NotJoined, Rooms};
use tandem_server::store::{Credential, RoomKey, SessionId, Store as _};

use crate::editing::{NAME, append, editor};
use crate::server::Server;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_left_memory_comes_back_with_everything() {
    const VISITS: u64 = 40;
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path()).await;
    let plan = server.plan().await;
    server.guest(plan, Side::Vendor, Role::Lead).await;
    let store = server.running.app().store.clone();
    let limits = RoomLimits {
        idle: Duration::ZERO,
        snapshot_rows: 7,
        snapshot_rows_when_idle: 3,
        ..RoomLimits::default()
    };
    let rooms = Rooms::start(store.clone(), Arc::new(SystemClock), limits, Metrics::new());
    let key = RoomKey {
        plan,
        layer: Layer::Joint,
    };
    let visitor = Visitor {
        member: store.members(plan).await.unwrap().remove(0),
        credential: Credential::Session(SessionId(1)),
        dialect: Dialect::Extended,
        build: String::new(),
    };
    for visit in 0..VISITS {
        let (seat, mut outgoings) = rooms.join(key, visitor.clone()).await.unwrap();
        let mut replica = editor(100 + visit);
        let vector = StateVector::default().encode();
        assert!(
            seat.hand_in(Frame::SyncStep1(&vector).encode().into())
                .await
        );
        let mut is_saved = false;
        while !is_saved {
            let Outgoing::Frames(frames) = outgoings.next().await else {
                panic!("the room ended in visit {visit}");
            };
            for frame in frames {
                match Frame::decode(&frame).unwrap() {
                    Frame::SyncStep2(update) => {
                        replica.apply(update).unwrap();
                        replica.drain();
                        let letters = replica.text(NAME).matches('x').count() as u64;
                        assert_eq!(letters, visit, "an earlier visit is lost");
                        let update = append(&mut replica, "x");
                        seat.hand_in(Frame::Update(&update).encode().into()).await;
                    }
                    Frame::Ack { .. } => is_saved = true,
                    _ => {}
                }
            }
        }
        let here = rooms.who_is_here(key).await;
        assert_eq!(here.len(), 1);
        assert_eq!(here[0].0, visitor.member.id);
        seat.leave().await;
        assert_eq!(rooms.who_is_here(key).await, []);
    }
    let stored = store.load_room(key).await.unwrap().unwrap();
    assert_eq!(stored.head_seq, VISITS + 1);
    assert!(stored.snapshot_seq > 0, "no snapshot was ever kept");

    let nowhere = RoomKey {
        plan: PlanId::random(),
        ..key
    };
    let refused = rooms.join(nowhere, visitor.clone()).await;
    assert!(matches!(refused, Err(NotJoined::NotFound)));
    rooms.shutdown().await;
    let refused = rooms.join(key, visitor).await;
    assert!(matches!(refused, Err(NotJoined::Stopping)));
}
