//! What every store must do, whatever database it stands on. `contract!` runs all of it for one.

use std::fs;
use std::time::Duration;

use bytes::Bytes;
use tandem_plan::ids::InviteId;
use tandem_plan::ids::{ClientId, MemberId, PlanId};
use tandem_protocol::http::AuditAction;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};
use tandem_server::access::{self, Link, LinkTerms, Token};
use tandem_server::clock::Timestamp;
use tandem_server::store::sqlite::SqliteStore;
use tandem_server::store::{
    Author, InviteProblem, Join, JoinError, JoinSession, Joined, NewAudit, NewPlan, NewUpdate,
    Plan, Purpose, RoomKey, RoomWrite, SessionId, Store, StoreError, StoredRoom,
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

contract!(sqlite, super::SqlitePlace:
    a_plan_begins_with_its_seed_and_those_it_names,
    the_demo_plan_is_remembered,
    a_log_grows_without_gaps,
    a_batch_is_written_whole_or_not_at_all,
    a_client_id_has_one_owner,
    what_each_side_wrote_is_counted,
    a_snapshot_shortens_the_load,
    what_was_committed_survives_a_kill,
    joining_uses_a_link_and_makes_a_member,
    a_link_that_is_refused_changes_nothing,
    sessions_end,
    another_writer_is_noticed,
    an_epoch_is_random_and_stays,
);

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
    made_link(store, plan).await.token
}

async fn made_link(store: &impl Store, plan: PlanId) -> Link {
    let terms = LinkTerms::Invite {
        side: Side::Vendor,
        role: Role::Editor,
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

async fn a_member(store: &impl Store, plan: PlanId) -> MemberId {
    let link = a_link(store, plan).await;
    let session = JoinSession::New(Token::random().hash());
    let joined = store.join(&join(&link, "Ann", session)).await.unwrap();
    joined.member.id
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
            })
            .collect(),
        clients: Vec::new(),
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

async fn a_plan_begins_with_its_seed_and_those_it_names<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let named = Member::new(
        MemberId::random(),
        "Ann".to_owned(),
        Side::Partner,
        Role::Editor,
    );
    let new = NewPlan {
        members: vec![named.clone()],
        ..new_plan(Purpose::Work)
    };
    store.create_plan(&new).await.unwrap();
    let plan = new.plan.id;
    assert_eq!(store.members(plan).await.unwrap(), [named]);
    assert_eq!(store.plan(plan).await.unwrap(), Some(new.plan));
    assert_eq!(log(&store, plan).await, ["seed"]);

    let nowhere = PlanId::random();
    assert_eq!(store.plan(nowhere).await.unwrap(), None);
    assert_eq!(store.load_room(joint(nowhere)).await.unwrap(), None);
    let private = RoomKey {
        plan,
        layer: Layer::Vendor,
    };
    let empty = Some(StoredRoom::empty());
    assert_eq!(store.load_room(private).await.unwrap(), empty);
}

async fn the_demo_plan_is_remembered<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    a_plan(&store).await;
    assert_eq!(store.demo_plan().await.unwrap(), None);
    let demo = new_plan(Purpose::Demo);
    store.create_plan(&demo).await.unwrap();
    store.close().await;
    let again = place.open().await;
    assert_eq!(again.demo_plan().await.unwrap(), Some(demo.plan.id));
}

async fn a_log_grows_without_gaps<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let ann = Author::Member(a_member(&store, plan).await);
    store
        .commit(&[write(plan, 2, ann, &["a", "b"])])
        .await
        .unwrap();
    store
        .commit(&[write(plan, 4, Author::Template, &["c"])])
        .await
        .unwrap();
    for wrong in [0, 1, 4, 6] {
        let refused = store.commit(&[write(plan, wrong, ann, &["x"])]).await;
        assert!(
            matches!(refused, Err(StoreError::Conflict { room, first_seq })
                if room == joint(plan) && first_seq == wrong),
            "{refused:?}"
        );
    }
    let nowhere = PlanId::random();
    let refused = store.commit(&[write(nowhere, 1, ann, &["x"])]).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict { .. })),
        "{refused:?}"
    );
    assert_eq!(log(&store, plan).await, ["seed", "a", "b", "c"]);
    let stored = store.load_room(joint(plan)).await.unwrap().unwrap();
    assert_eq!((stored.head_seq, stored.snapshot_seq), (4, 0));
}

async fn a_batch_is_written_whole_or_not_at_all<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (one, two) = (a_plan(&store).await, a_plan(&store).await);
    let batch = |second| {
        [
            write(one, 2, Author::Template, &["one"]),
            write(two, second, Author::Template, &["two"]),
        ]
    };
    store.commit(&batch(9)).await.unwrap_err();
    assert_eq!(log(&store, one).await, ["seed"]);
    store.commit(&batch(2)).await.unwrap();
    assert_eq!(log(&store, one).await, ["seed", "one"]);
    assert_eq!(log(&store, two).await, ["seed", "two"]);

    // An author who is nobody is refused by the database itself.
    let nobody = Author::Member(MemberId::random());
    store
        .commit(&[write(one, 3, nobody, &["x"])])
        .await
        .unwrap_err();
    assert_eq!(log(&store, one).await, ["seed", "one"]);
}

async fn a_client_id_has_one_owner<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let (ann, ben) = (a_member(&store, plan).await, a_member(&store, plan).await);
    let client = ClientId::try_from((1 << 53) - 1).unwrap();
    let owned = |first_seq, member| RoomWrite {
        clients: vec![(client, member)],
        ..write(plan, first_seq, Author::Member(member), &["u"])
    };
    store.commit(&[owned(2, ann)]).await.unwrap();
    // Saying it again is harmless; taking it over is not.
    store.commit(&[owned(3, ann)]).await.unwrap();
    let refused = store.commit(&[owned(4, ben)]).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict { .. })),
        "{refused:?}"
    );
    let stored = store.load_room(joint(plan)).await.unwrap().unwrap();
    assert_eq!(stored.clients, [(client, ann)]);
    assert_eq!(stored.head_seq, 3);
}

async fn what_each_side_wrote_is_counted<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    assert_eq!(store.contributions(plan).await.unwrap(), []);
    let member = a_member(&store, plan).await;
    let updates = ["four", "and seven"];
    let batch = write(plan, 2, Author::Member(member), &updates);
    store.commit(&[batch]).await.unwrap();
    let other = a_plan(&store).await;
    assert_eq!(
        store.contributions(plan).await.unwrap(),
        [(Side::Vendor, 13)]
    );
    assert_eq!(store.contributions(other).await.unwrap(), []);
}

async fn a_snapshot_shortens_the_load<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let author = Author::Template;
    store
        .commit(&[write(plan, 2, author, &["a", "b", "c"])])
        .await
        .unwrap();
    store
        .save_snapshot(joint(plan), 3, b"seed+a+b".to_vec())
        .await
        .unwrap();
    assert_eq!(log(&store, plan).await, ["seed+a+b", "c"]);
    // The same again, older ones and newer ones: the newest counts.
    for (seq, state) in [(3, "seed+a+b"), (2, "seed+a"), (4, "seed+a+b+c")] {
        let state = state.as_bytes().to_vec();
        store.save_snapshot(joint(plan), seq, state).await.unwrap();
    }
    assert_eq!(log(&store, plan).await, ["seed+a+b+c"]);
    store
        .commit(&[write(plan, 5, author, &["d"])])
        .await
        .unwrap();
    assert_eq!(log(&store, plan).await, ["seed+a+b+c", "d"]);

    let ahead = store.save_snapshot(joint(plan), 9, b"x".to_vec()).await;
    assert!(
        matches!(ahead, Err(StoreError::Conflict { .. })),
        "{ahead:?}"
    );
}

async fn what_was_committed_survives_a_kill<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let ann = Author::Member(a_member(&store, plan).await);
    for seq in 2..50 {
        store
            .commit(&[write(plan, seq, ann, &["u"])])
            .await
            .unwrap();
    }
    // The first store stays open: nothing was closed or tidied up.
    let killed = place.after_a_kill();
    let reopened = killed.open().await;
    assert_eq!(log(&reopened, plan).await, log(&store, plan).await);
    reopened
        .commit(&[write(plan, 50, ann, &["after"])])
        .await
        .unwrap();
    assert_eq!(log(&reopened, plan).await.len(), 50);
}

async fn joining_uses_a_link_and_makes_a_member<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let link = a_link(&store, plan).await;
    let token = Token::random();
    let ann = join(&link, "Ann", JoinSession::New(token.hash()));
    let Joined {
        plan: where_,
        member,
    } = store.join(&ann).await.unwrap();
    assert_eq!(where_, plan);
    assert_eq!((member.id, member.name.as_str()), (ann.member, "Ann"));
    assert_eq!((member.side, member.role), (Side::Vendor, Role::Editor));

    let session = store.session(&token.hash(), START).await.unwrap().unwrap();
    assert_eq!(session.used_at, START);
    let known = store.session_member(session.id, plan).await.unwrap();
    assert_eq!(known.as_ref(), Some(&member));

    // The same session becomes somebody else; the first member stays in the plan.
    let ben = join(&link, "Ben", JoinSession::Existing(session.id));
    let ben = store.join(&ben).await.unwrap().member;
    let plans = store.session_plans(session.id).await.unwrap();
    assert_eq!(plans.len(), 1);
    assert_eq!((plans[0].0.id, &plans[0].1), (plan, &ben));
    assert_eq!(store.members(plan).await.unwrap(), [member, ben]);
    let invite = store.invite(&link.hash()).await.unwrap().unwrap();
    assert_eq!(invite.uses, 2);
}

async fn a_link_that_is_refused_changes_nothing<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let Link {
        id, token: link, ..
    } = made_link(&store, plan).await;
    let audit = NewAudit::of(plan, START, AuditAction::InviteRevoked, None);
    assert!(store.revoke_invite(id, &audit).await.unwrap());
    let unknown = Token::random();
    let nothing = store.revoke_invite(InviteId::random(), &audit).await;
    assert!(!nothing.unwrap());

    for (link, problem) in [
        (&link, InviteProblem::Revoked),
        (&unknown, InviteProblem::Unknown),
    ] {
        let session = Token::random();
        let refused = store
            .join(&join(link, "Eve", JoinSession::New(session.hash())))
            .await;
        assert!(
            matches!(&refused, Err(JoinError::Refused(why)) if *why == problem),
            "{refused:?}"
        );
        assert_eq!(store.session(&session.hash(), START).await.unwrap(), None);
    }
    assert_eq!(store.members(plan).await.unwrap(), []);
}

async fn sessions_end<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let link = a_link(&store, plan).await;
    let token = Token::random();
    store
        .join(&join(&link, "Ann", JoinSession::New(token.hash())))
        .await
        .unwrap();
    let find = async |at| store.session(&token.hash(), at).await.unwrap();
    let session = find(START).await.unwrap();
    assert_eq!(find(LATER).await, None);

    let second = Duration::from_secs(1);
    store
        .extend_session(session.id, START.after(second), LATER.after(second))
        .await
        .unwrap();
    let extended = find(LATER).await.unwrap();
    assert_eq!(extended.id, session.id);
    assert_eq!(extended.used_at, START.after(second));

    store.revoke_session(session.id, START).await.unwrap();
    assert_eq!(find(START).await, None);
    let nobody = store.session_member(SessionId(4_711), plan).await;
    assert_eq!(nobody.unwrap(), None);
}

async fn another_writer_is_noticed<P: Place>() {
    let place = P::new();
    let server = place.open().await;
    let mine = a_plan(&server).await;
    let before = server.data_version().await.unwrap();
    server
        .commit(&[write(mine, 2, Author::Template, &["u"])])
        .await
        .unwrap();
    assert_eq!(server.data_version().await.unwrap(), before);

    let command_line = place.open().await;
    let theirs = a_plan(&command_line).await;
    assert_ne!(server.data_version().await.unwrap(), before);
    assert!(server.plan(theirs).await.unwrap().is_some());
    // Both go on writing.
    server
        .commit(&[write(theirs, 2, Author::Template, &["u"])])
        .await
        .unwrap();
    assert_eq!(log(&command_line, theirs).await, ["seed", "u"]);
}

async fn an_epoch_is_random_and_stays<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let epoch = store.epoch().await.unwrap();
    assert_eq!(epoch.len(), 32);
    store.close().await;
    assert_eq!(place.open().await.epoch().await.unwrap(), epoch);
    let other = P::new().open().await;
    assert_ne!(other.epoch().await.unwrap(), epoch);
}
