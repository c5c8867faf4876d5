//! Plans and their rooms: what is appended, counted, shortened, and what outlives the process.

use tandem_plan::ids::{ClientId, MemberId, PlanId};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};
use tandem_server::store::{
    Author, NewPlan, Purpose, RoomHead, RoomKey, RoomWrite, Store as _, StoreError, StoredRoom,
};

use super::{Place, a_member, a_plan, joint, log, new_plan, write};

contract!(sqlite, crate::store_contract::SqlitePlace:
    a_plan_begins_with_its_seed_and_those_it_names,
    the_demo_plan_is_remembered,
    a_log_grows_without_gaps,
    a_batch_is_written_whole_or_not_at_all,
    a_client_id_has_one_owner,
    the_room_of_a_side_is_made_with_its_first_update,
    what_each_side_wrote_is_counted,
    a_snapshot_shortens_the_load,
    what_was_committed_survives_a_kill,
    another_writer_is_noticed,
    an_epoch_is_random_and_stays,
);

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

async fn the_room_of_a_side_is_made_with_its_first_update<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let ann = a_member(&store, plan).await;
    let own = |layer| RoomKey { plan, layer };
    let in_room = |room, first_seq, bytes| RoomWrite {
        room,
        ..write(plan, first_seq, Author::Member(ann), &[bytes])
    };
    let heads = async || -> Vec<(RoomKey, u64)> {
        let rooms = store.rooms().await.unwrap().into_iter();
        rooms.map(|RoomHead { room, seq }| (room, seq)).collect()
    };
    let vendor = own(Layer::Vendor);
    assert_eq!(heads().await, [(joint(plan), 1)]);

    // A log that begins in the middle makes nothing, and takes back what came with it.
    let batch = [in_room(joint(plan), 2, "a"), in_room(vendor, 2, "b")];
    let refused = store.commit(&batch).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict { room, .. }) if room == vendor),
        "{refused:?}"
    );
    assert_eq!(heads().await, [(joint(plan), 1)]);

    let batch = [in_room(joint(plan), 2, "a"), in_room(vendor, 1, "b")];
    store.commit(&batch).await.unwrap();
    store.commit(&[in_room(vendor, 2, "c")]).await.unwrap();
    assert_eq!(heads().await, [(joint(plan), 2), (vendor, 2)]);
    let stored = store.load_room(vendor).await.unwrap().unwrap();
    assert_eq!(stored.tail, [b"b", b"c"]);
    // The other side's is still none, and what one side keeps counts nowhere.
    let empty = Some(StoredRoom::empty());
    assert_eq!(store.load_room(own(Layer::Partner)).await.unwrap(), empty);
    assert_eq!(log(&store, plan).await, ["seed", "a"]);
    let counted = store.contributions(plan).await.unwrap();
    assert_eq!(counted, [(Side::Vendor, 1)]);

    let nowhere = RoomKey {
        plan: PlanId::random(),
        layer: Layer::Vendor,
    };
    let refused = store.commit(&[in_room(nowhere, 1, "x")]).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict { .. })),
        "{refused:?}"
    );
}
