//! What every store must do, whatever database it stands on. `contract!` runs a part of it for one.
//!
//! | module | tests |
//! | --- | --- |
//! | `rooms` | plans, logs, snapshots, what outlives the process |
//! | `links` | links, joining, sessions, tokens |
//! | `history` | who did what, counted and found again; states that keep a name |
//! | `people` | who belongs to a plan, what is written down of it, what they have read |
//! | `workshops` | that they are kept once, as they are now |
//! | `deletion` | that a plan is deleted when it may be, and then whole |

use std::fs;

use bytes::Bytes;
use tandem_plan::ids::{ClientId, MemberId, PlanId, TokenId};
use tandem_protocol::http::{AuditAction, AuditEntry};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};
use tandem_server::access::{self, Link, LinkTerms, MemberName, Token};
use tandem_server::clock::Timestamp;
use tandem_server::store::sqlite::SqliteStore;
use tandem_server::store::{
    Author, Join, JoinSession, NewPlan, NewUpdate, PeopleChange, Plan, Purpose, RoomKey, RoomWrite,
    SessionId, Store,
};
use tempfile::TempDir;

use crate::support::START;

const LATER: Timestamp = Timestamp::from_millis(START.millis() + 1_000_000);

/// A place where stores of one kind live.
trait Place: Sized {
    type Store: Store;

    /// An empty place.
    fn new() -> Self;
    /// A store on it; several may be open.
    async fn open(&self) -> Self::Store;
    /// The place as a process that was killed now would leave it.
    fn after_a_kill(&self) -> Self;
    /// All that lies here, as it lies on the disk.
    fn bytes(&self) -> Vec<u8>;
}

struct SqlitePlace(TempDir);

impl Place for SqlitePlace {
    type Store = SqliteStore;

    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn open(&self) -> SqliteStore {
        let path = self.0.path().join("contract.sqlite");
        SqliteStore::open(&path).await.unwrap()
    }

    fn after_a_kill(&self) -> Self {
        let copy = Self::new();
        for entry in fs::read_dir(self.0.path()).unwrap() {
            let entry = entry.unwrap();
            // The index of the write-ahead log lives in shared memory and dies with the machine.
            if !entry.file_name().to_string_lossy().ends_with("-shm") {
                fs::copy(entry.path(), copy.0.path().join(entry.file_name())).unwrap();
            }
        }
        copy
    }

    fn bytes(&self) -> Vec<u8> {
        let files = fs::read_dir(self.0.path()).unwrap();
        let read = |entry: std::io::Result<fs::DirEntry>| fs::read(entry.unwrap().path()).unwrap();
        files.flat_map(read).collect()
    }
}

macro_rules! contract {
    ($module:ident, $place:ty: $($test:ident),* $(,)?) => {
        mod $module {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test::<$place>().await;
                }
            )*
        }
    };
}

mod deletion;
mod history;
mod links;
mod people;
mod rooms;
mod workshops;

fn new_plan(purpose: Purpose) -> NewPlan {
    NewPlan {
        plan: Plan {
            id: PlanId::random(),
            name: "Plan".to_owned(),
            vendor_name: "Vendor".to_owned(),
            partner_name: "Partner".to_owned(),
            created_at: START,
        },
        preset: "blank",
        purpose,
        members: Vec::new(),
        seed: Bytes::from_static(b"seed"),
        founder: None,
    }
}

async fn a_plan(store: &impl Store) -> PlanId {
    let plan = new_plan(Purpose::Work);
    store.create_plan(&plan).await.unwrap();
    plan.plan.id
}

async fn a_link(store: &impl Store, plan: PlanId) -> Token {
    made_link(store, plan, Side::Vendor, Role::Editor)
        .await
        .token
}

async fn made_link(store: &impl Store, plan: PlanId, side: Side, role: Role) -> Link {
    let terms = LinkTerms::Invite {
        side,
        role,
        life: LATER.since(START),
        max_uses: None,
    };
    access::link(store, plan, terms, None, START).await.unwrap()
}

fn join(invite: &Token, name: &str, session: JoinSession) -> Join {
    Join {
        invite: invite.hash(),
        member: MemberId::random(),
        name: name.to_owned(),
        claim: None,
        at: START,
        session,
        session_expires_at: LATER,
    }
}

/// A new token of somebody.
async fn a_token(
    store: &impl Store,
    plan: PlanId,
    member: MemberId,
    name: &str,
    at: Timestamp,
) -> (TokenId, Token) {
    let (new, token) = access::draft_token(member, MemberName::parse(name).unwrap(), at);
    let id = new.id;
    let change = PeopleChange {
        tokens: vec![new],
        ..PeopleChange::default()
    };
    let decided: Result<_, ()> = store.change_people(plan, at, |_| Ok(change)).await.unwrap();
    decided.unwrap();
    (id, token)
}

async fn a_member(store: &impl Store, plan: PlanId) -> MemberId {
    newcomer(store, plan, Side::Vendor, Role::Editor).await.0.id
}

/// Somebody who has joined, and their session.
async fn newcomer(store: &impl Store, plan: PlanId, side: Side, role: Role) -> (Member, SessionId) {
    let link = made_link(store, plan, side, role).await.token;
    let token = Token::random();
    let join = join(&link, "Ann", JoinSession::New(token.hash()));
    let joined = store.join(&join).await.unwrap();
    let session = store.session(&token.hash(), START).await.unwrap();
    (joined.member, session.unwrap().id)
}

/// What was written down of a plan, the oldest first.
async fn audit(store: &impl Store, plan: PlanId) -> Vec<AuditEntry> {
    let page = store.audit(Some(plan), None, 1_000).await.unwrap();
    let entries = page.entries.into_iter().rev();
    entries
        .inspect(|(of, _)| assert_eq!(*of, Some(plan)))
        .map(|(_, entry)| entry)
        .collect()
}

async fn actions(store: &impl Store, plan: PlanId) -> Vec<AuditAction> {
    let entries = audit(store, plan).await.into_iter();
    entries.map(|entry| entry.action).collect()
}

const fn joint(plan: PlanId) -> RoomKey {
    RoomKey {
        plan,
        layer: Layer::Joint,
    }
}

fn write(plan: PlanId, first_seq: u64, author: Author, updates: &[&'static str]) -> RoomWrite {
    RoomWrite {
        room: joint(plan),
        first_seq,
        updates: updates
            .iter()
            .map(|bytes| NewUpdate {
                bytes: Bytes::from_static(bytes.as_bytes()),
                author,
                client: ClientId::try_from(77).ok(),
                at: START,
                claimed_at: None,
                cause: None,
                step: None,
            })
            .collect(),
        clients: Vec::new(),
        changes: Vec::new(),
    }
}

/// The whole log of a plan's joint room as it would be loaded.
async fn log(store: &impl Store, plan: PlanId) -> Vec<String> {
    let stored = store.load_room(joint(plan)).await.unwrap().unwrap();
    assert_eq!(
        stored.head_seq,
        stored.snapshot_seq + stored.tail.len() as u64
    );
    let updates = stored.snapshot.into_iter().chain(stored.tail);
    updates
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .collect()
}
