//! A store with a room in it, for the tests of this folder.

use bytes::Bytes;
use tandem_plan::ids::PlanId;
use tandem_protocol::member::Member;
use tempfile::TempDir;

use super::SqliteStore;
use crate::clock::Timestamp;
use crate::store::{Author, NewPlan, NewUpdate, Plan, Purpose, RoomKey, RoomWrite, Store as _};

const AT: Timestamp = Timestamp::from_millis(0);

/// A store of its own, and the folder that it lies in.
pub(super) async fn a_store() -> (TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    let store = SqliteStore::open(&path).await.unwrap();
    (folder, store)
}

/// The joint room of a new plan of these people, with this as update 1.
pub(super) async fn a_room(
    store: &SqliteStore,
    seed: &'static str,
    members: Vec<Member>,
) -> RoomKey {
    let plan = PlanId::random();
    let new = NewPlan {
        plan: Plan {
            id: plan,
            name: String::new(),
            vendor_name: String::new(),
            partner_name: String::new(),
            created_at: AT,
        },
        preset: "blank",
        purpose: Purpose::Work,
        members,
        founder: None,
        seed: Bytes::from_static(seed.as_bytes()),
    };
    store.create_plan(&new).await.unwrap();
    RoomKey::joint(plan)
}

/// These updates, by nobody in particular.
pub(super) fn write(
    room: RoomKey,
    first_seq: u64,
    updates: impl IntoIterator<Item = impl Into<Bytes>>,
) -> RoomWrite {
    let updates = updates.into_iter().map(|bytes| NewUpdate {
        bytes: bytes.into(),
        author: Author::Template,
        client: None,
        at: AT,
        claimed_at: None,
        cause: None,
        step: None,
    });
    RoomWrite {
        room,
        first_seq,
        updates: updates.collect(),
        clients: Vec::new(),
        changes: Vec::new(),
    }
}
