//! The history: what is written with updates, found again by filters, counted, and put in another's
//! place.

use std::time::Duration;

use tandem_plan::history::{ChangeKind, Content};
use tandem_plan::ids::{BaselineId, ItemId, MemberId, PlanId};
use tandem_protocol::role::{Role, Side};
use tandem_server::clock::Timestamp;
use tandem_server::history::PAUSE;
use tandem_server::store::{
    Author, Baseline, Cause, ChangeFilter, ChangeId, ChangeRow, RoomWrite, Spot, Stay, Store,
    StoreError,
};

use super::{LATER, Place, a_plan, joint, newcomer, write};
use crate::support::START;

contract!(sqlite, crate::store_contract::SqlitePlace:
    changes_are_found_by_every_filter_page_by_page,
    a_change_that_goes_on_is_one_row_and_counted_once,
    what_may_go_on_comes_with_the_room,
    a_history_is_replaced_where_the_log_has_not_moved_on,
    a_room_is_loaded_as_it_was,
    baselines_and_visits_are_kept,
    news_are_what_others_have_changed_since,
);

const OBJECTIVE: ItemId = ItemId::from_u128(7);

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn row(seq: u64, member: MemberId, kind: ChangeKind, section: &str, minutes: u64) -> ChangeRow {
    let at = START.after(Duration::from_secs(60 * minutes));
    ChangeRow {
        id: ChangeId { seq, part: 0 },
        until_seq: seq,
        at,
        until: at,
        claimed_at: None,
        member,
        kind,
        spot: Spot {
            section: Some(section.to_owned()),
            item: Some(OBJECTIVE),
            field: Some(format!("field{seq}")),
            ..Spot::default()
        },
        title: "Win".to_owned(),
        before: None,
        after: Some(text("two words")),
        words: 2,
        step: None,
        cause: None,
    }
}

/// Updates behind the seed, each with a change.
async fn commit(store: &impl Store, plan: PlanId, first_seq: u64, changes: Vec<ChangeRow>) {
    let updates = vec!["update"; changes.len()];
    let write = RoomWrite {
        changes,
        ..write(plan, first_seq, Author::Template, &updates)
    };
    store.commit(&[write]).await.unwrap();
}

async fn two_people(store: &impl Store) -> (PlanId, MemberId, MemberId) {
    let plan = a_plan(store).await;
    let ann = newcomer(store, plan, Side::Vendor, Role::Editor).await.0.id;
    let ben = newcomer(store, plan, Side::Partner, Role::Editor)
        .await
        .0
        .id;
    (plan, ann, ben)
}

async fn changes_are_found_by_every_filter_page_by_page<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (plan, ann, ben) = two_people(&store).await;
    let rows = [
        row(2, ann, ChangeKind::Added, "objectives", 0),
        row(3, ben, ChangeKind::Set, "objectives", 10),
        ChangeRow {
            cause: Some(Cause::Reverted(ChangeId { seq: 3, part: 0 })),
            claimed_at: Some(START),
            step: Some("risks".to_owned()),
            ..row(4, ann, ChangeKind::Set, "risks", 20)
        },
    ];
    commit(&store, plan, 2, rows.to_vec()).await;
    let room = joint(plan);
    let all = ChangeFilter::default();
    let newest_first: Vec<ChangeRow> = rows.iter().rev().cloned().collect();
    assert_eq!(
        store.changes(room, &all, None, 10).await.unwrap(),
        newest_first
    );
    // Page by page.
    let first = store.changes(room, &all, None, 2).await.unwrap();
    assert_eq!(first, newest_first[..2]);
    let rest = store.changes(room, &all, Some(first[1].id), 2).await;
    assert_eq!(rest.unwrap(), newest_first[2..]);

    let minutes = |minutes: u64| Some(START.after(Duration::from_secs(60 * minutes)));
    let by = |filter: ChangeFilter| filter;
    for (filter, expected) in [
        (
            by(ChangeFilter {
                members: vec![ann],
                ..all.clone()
            }),
            vec![4, 2],
        ),
        (
            by(ChangeFilter {
                members: vec![ann, ben],
                ..all.clone()
            }),
            vec![4, 3, 2],
        ),
        (
            by(ChangeFilter {
                section: Some("objectives".into()),
                ..all.clone()
            }),
            vec![3, 2],
        ),
        (
            by(ChangeFilter {
                item: Some(OBJECTIVE),
                ..all.clone()
            }),
            vec![4, 3, 2],
        ),
        (
            by(ChangeFilter {
                item: Some(ItemId::from_u128(8)),
                ..all.clone()
            }),
            vec![],
        ),
        (
            by(ChangeFilter {
                field: Some("field3".into()),
                ..all.clone()
            }),
            vec![3],
        ),
        (
            by(ChangeFilter {
                kinds: vec![ChangeKind::Set],
                ..all.clone()
            }),
            vec![4, 3],
        ),
        (
            by(ChangeFilter {
                from: minutes(10),
                ..all.clone()
            }),
            vec![4, 3],
        ),
        (
            by(ChangeFilter {
                to: minutes(10),
                ..all.clone()
            }),
            vec![2],
        ),
        (
            by(ChangeFilter {
                step: Some("risks".into()),
                ..all.clone()
            }),
            vec![4],
        ),
        (
            by(ChangeFilter {
                after_seq: Some(3),
                ..all.clone()
            }),
            vec![4],
        ),
    ] {
        let found = store.changes(room, &filter, None, 10).await.unwrap();
        let found: Vec<u64> = found.iter().map(|row| row.id.seq).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
    let found = store.change(room, rows[2].id).await.unwrap();
    assert_eq!(found.as_ref(), Some(&rows[2]));
    let nowhere = store.change(room, ChangeId { seq: 9, part: 0 }).await;
    assert_eq!(nowhere.unwrap(), None);

    let counts = store.count_changes(room, &all).await.unwrap();
    assert_eq!(counts.iter().map(|count| count.changes).sum::<u64>(), 3);
    let of_ben: Vec<_> = counts.iter().filter(|count| count.member == ben).collect();
    assert_eq!(of_ben.len(), 1);
    assert_eq!((of_ben[0].kind, of_ben[0].words), (ChangeKind::Set, 2));
    let of_item = ChangeFilter {
        field: Some("field3".to_owned()),
        ..all
    };
    let counts = store.count_changes(room, &of_item).await.unwrap();
    assert_eq!(counts.iter().map(|count| count.changes).sum::<u64>(), 1);
    let by = store.changed_by(room, 2, 3).await.unwrap();
    assert_eq!(by, [(rows[1].spot.clone(), ben)]);
}

async fn a_change_that_goes_on_is_one_row_and_counted_once<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (plan, ann, _) = two_people(&store).await;
    let begun = row(2, ann, ChangeKind::Edited, "objectives", 0);
    commit(&store, plan, 2, vec![begun.clone()]).await;
    let gone_on = ChangeRow {
        until_seq: 3,
        until: START.after(Duration::from_secs(30)),
        title: "Win more".to_owned(),
        after: Some(text("now there are five words")),
        words: 5,
        ..begun.clone()
    };
    let all = ChangeFilter::default();
    // It goes on before and after somebody has looked.
    for (seq, row) in [(3, &begun), (4, &gone_on)] {
        let found = store.changes(joint(plan), &all, None, 10).await.unwrap();
        assert_eq!(found, std::slice::from_ref(row));
        let stored = store.load_room(joint(plan)).await.unwrap().unwrap();
        assert_eq!(stored.recent, std::slice::from_ref(row));
        commit(&store, plan, seq, vec![gone_on.clone()]).await;
        let stored = store.load_room(joint(plan)).await.unwrap().unwrap();
        assert_eq!(stored.recent, std::slice::from_ref(&gone_on));
    }
    let counts = store.count_changes(joint(plan), &all).await.unwrap();
    let counted = counts.iter().map(|count| (count.changes, count.words));
    assert_eq!(counted.collect::<Vec<_>>(), [(1, 5)]);
}

async fn what_may_go_on_comes_with_the_room<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (plan, ann, _) = two_people(&store).await;
    let at = |seconds: u64| START.after(Duration::from_secs(seconds));
    let row = |seq, seconds| ChangeRow {
        at: at(seconds),
        until: at(seconds),
        ..row(seq, ann, ChangeKind::Edited, "objectives", 0)
    };
    let pause = PAUSE.as_secs();
    let rows = [row(2, 0), row(3, 1), row(4, pause)];
    commit(&store, plan, 2, rows.to_vec()).await;
    let stored = store.load_room(joint(plan)).await.unwrap().unwrap();
    assert_eq!(stored.recent, rows[1..]);
}

async fn a_history_is_replaced_where_the_log_has_not_moved_on<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (plan, ann, ben) = two_people(&store).await;
    let wrong = row(2, ben, ChangeKind::Set, "objectives", 0);
    commit(&store, plan, 2, vec![wrong]).await;
    let right = row(2, ann, ChangeKind::Set, "objectives", 0);
    let stale = store
        .replace_changes(joint(plan), 1, std::slice::from_ref(&right))
        .await;
    assert!(
        matches!(stale, Err(StoreError::Conflict { .. })),
        "{stale:?}"
    );
    store
        .replace_changes(joint(plan), 2, std::slice::from_ref(&right))
        .await
        .unwrap();
    let all = ChangeFilter::default();
    let found = store.changes(joint(plan), &all, None, 10).await.unwrap();
    assert_eq!(found, [right]);
    let counts = store.count_changes(joint(plan), &all).await.unwrap();
    assert_eq!(counts.len(), 1);
    assert_eq!(counts[0].member, ann);
}

async fn a_room_is_loaded_as_it_was<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let plan = a_plan(&store).await;
    let updates = ["2", "3", "4", "5"];
    store
        .commit(&[write(plan, 2, Author::Template, &updates)])
        .await
        .unwrap();
    let room = joint(plan);
    assert_eq!(store.head(room).await.unwrap(), 5);
    let at = async |seq| {
        let loaded = store.load_room_at(room, seq).await.unwrap();
        loaded.map(|updates| {
            let texts = updates
                .into_iter()
                .map(|bytes| String::from_utf8(bytes).unwrap());
            texts.collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(at(0).await.as_deref(), Some(""));
    assert_eq!(at(3).await.as_deref(), Some("seed 2 3"));
    assert_eq!(at(6).await, None);
    store
        .save_snapshot(room, 3, b"up to 3".to_vec())
        .await
        .unwrap();
    assert_eq!(at(2).await.as_deref(), Some("seed 2"));
    assert_eq!(at(3).await.as_deref(), Some("up to 3"));
    assert_eq!(at(5).await.as_deref(), Some("up to 3 4 5"));
}

async fn baselines_and_visits_are_kept<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (plan, ann, ben) = two_people(&store).await;
    let room = joint(plan);
    let baseline = |name: &str, seq| Baseline {
        id: BaselineId::random(),
        name: name.to_owned(),
        seq,
        sha256: [9; 32],
        member: ann,
        at: START,
    };
    let (first, second) = (baseline("Kick-off", 1), baseline("Agreed", 2));
    for kept in [&first, &second] {
        store.keep_baseline(room, kept).await.unwrap();
    }
    assert_eq!(store.baselines(room).await.unwrap(), [second, first]);

    assert_eq!(store.visit(room, ann).await.unwrap(), None);
    let later = Timestamp::from_millis(START.millis() + 5);
    store.set_visit(room, ann, 4, START).await.unwrap();
    store.set_visit(room, ann, 3, later).await.unwrap();
    assert_eq!(store.visit(room, ann).await.unwrap(), Some((4, START)));
    assert_eq!(store.visit(room, ben).await.unwrap(), None);

    let stay = Stay {
        member: ben,
        since: START,
        until: later,
    };
    store.note_stay(room, &stay).await.unwrap();
    assert_eq!(store.who_was_here(room, START).await.unwrap(), [ben]);
    assert_eq!(store.who_was_here(room, LATER).await.unwrap(), []);
}

async fn news_are_what_others_have_changed_since<P: Place>() {
    let place = P::new();
    let store = place.open().await;
    let (plan, ann, ben) = two_people(&store).await;
    let of_section = |row: ChangeRow| ChangeRow {
        spot: Spot {
            item: None,
            ..row.spot
        },
        ..row
    };
    let goes_on = row(2, ben, ChangeKind::Edited, "vision", 0);
    let rows = vec![
        of_section(goes_on.clone()),
        row(3, ben, ChangeKind::Set, "objectives", 1),
        row(4, ann, ChangeKind::Set, "kpis", 2),
        row(5, ben, ChangeKind::Set, "objectives", 2),
    ];
    commit(&store, plan, 2, rows).await;
    let room = joint(plan);
    let news = async |member, after| {
        let at = START.after(Duration::from_secs(60));
        let mut news = store.news(room, member, after, at).await.unwrap();
        news.sort();
        news
    };
    let objective = ("objectives".to_owned(), Some(OBJECTIVE));
    let vision = ("vision".to_owned(), None);
    assert_eq!(news(ann, 1).await, [objective.clone(), vision.clone()]);
    assert_eq!(news(ann, 3).await, [objective]);
    assert_eq!(news(ann, 5).await, []);
    assert_eq!(news(ben, 1).await, [("kpis".to_owned(), Some(OBJECTIVE))]);
    // What goes on after one was there is news, whenever it began.
    let gone_on = ChangeRow {
        until_seq: 6,
        until: START.after(Duration::from_secs(90)),
        ..of_section(goes_on)
    };
    commit(&store, plan, 6, vec![gone_on]).await;
    assert_eq!(news(ann, 5).await, [vision]);
}
