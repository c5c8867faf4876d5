//! Workshops: kept as they are now, once, and forgotten where they must be.

use tandem_plan::ids::WorkshopId;
use tandem_server::store::{Author, RoomWrite, Store, StoredWorkshop};

use super::{LATER, Place, a_plan, joint, write};

contract!(sqlite, crate::store_contract::SqlitePlace:
    a_workshop_is_kept_as_it_is_now,
    what_somebody_else_has_changed_is_not_overwritten,
    what_is_forgotten_leaves_no_trace,
    updates_keep_their_step,
);

fn workshop(number: u32, revision: u64, state: &str) -> StoredWorkshop {
    StoredWorkshop {
        id: WorkshopId::from_u128(number.into()),
        number,
        revision,
        ended_at: None,
        state: state.to_owned(),
        recap: None,
    }
}

async fn a_workshop_is_kept_as_it_is_now<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (plan, other) = (a_plan(&store).await, a_plan(&store).await);
    assert!(store.workshops(plan).await.unwrap().is_empty());
    let begun = workshop(1, 1, "begun");
    assert!(store.keep_workshop(plan, &begun, false).await.unwrap());
    // Only one is under way.
    let second = workshop(2, 1, "second");
    assert!(!store.keep_workshop(plan, &second, false).await.unwrap());
    let ended = StoredWorkshop {
        revision: 2,
        ended_at: Some(LATER),
        recap: Some("what came of it".to_owned()),
        ..workshop(1, 2, "ended")
    };
    assert!(store.keep_workshop(plan, &ended, false).await.unwrap());
    assert!(store.keep_workshop(plan, &second, false).await.unwrap());
    // It is there after a kill, the newest first, and no other plan has it.
    let store = place.after_a_kill();
    let store = store.open().await;
    assert_eq!(store.workshops(plan).await.unwrap(), [second, ended]);
    assert!(store.workshops(other).await.unwrap().is_empty());
}

async fn what_somebody_else_has_changed_is_not_overwritten<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    store
        .keep_workshop(plan, &workshop(1, 1, "begun"), false)
        .await
        .unwrap();
    let mine = workshop(1, 2, "mine");
    assert!(store.keep_workshop(plan, &mine, false).await.unwrap());
    for late in [
        workshop(1, 2, "theirs"),
        workshop(1, 4, "skipped"),
        workshop(1, 1, "anew"),
    ] {
        assert!(!store.keep_workshop(plan, &late, false).await.unwrap());
    }
    assert_eq!(store.workshops(plan).await.unwrap(), [mine]);
    // What has ended stays as it was.
    let ended = StoredWorkshop {
        ended_at: Some(LATER),
        ..workshop(1, 3, "ended")
    };
    assert!(store.keep_workshop(plan, &ended, false).await.unwrap());
    let after = workshop(1, 4, "after its end");
    assert!(!store.keep_workshop(plan, &after, false).await.unwrap());
    assert_eq!(store.workshops(plan).await.unwrap(), [ended]);
}

async fn what_is_forgotten_leaves_no_trace<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let secret = b"whose card it was";
    let holds = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
    let state = String::from_utf8(secret.to_vec()).unwrap();
    let before = workshop(1, 1, &state);
    store.keep_workshop(plan, &before, false).await.unwrap();
    assert!(holds(&place.bytes()));
    let after = workshop(1, 2, "shown");
    store.keep_workshop(plan, &after, true).await.unwrap();
    assert!(!holds(&place.bytes()));
}

async fn updates_keep_their_step<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let mut writing: RoomWrite = write(plan, 2, Author::Template, &["one", "two"]);
    writing.updates[1].step = Some("1.3".to_owned());
    store.commit(&[writing]).await.unwrap();
    let steps = async |store: &P::Store| -> Vec<Option<String>> {
        let log = store.read_log(joint(plan), 1, 10).await.unwrap();
        log.into_iter().map(|update| update.step).collect()
    };
    let expected = [None, Some("1.3".to_owned())];
    assert_eq!(steps(&store).await, expected);
    while store.tidy_up().await.unwrap() > 0 {}
    assert_eq!(steps(&store).await, expected);
}
