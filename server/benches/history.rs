//! How long the history takes when there is much of it: pages of a million changes, and the plan at any
//! moment of a hundred thousand updates.
//!
//! `cargo bench -p tandem-server --bench history`; it prints a table for `docs/benchmarks.md`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures on a machine's clock and prints what it found"
)]

use std::time::{Duration, Instant};

use tandem_plan::address::Holder;
use tandem_plan::document::{PlanDoc, Replica};
use tandem_plan::edit::Edit;
use tandem_plan::export;
use tandem_plan::history::{ChangeKind, Content};
use tandem_plan::ids::{ClientId, ItemId, MemberId, PlanId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};
use tandem_server::clock::Timestamp;
use tandem_server::reading::Readings;
use tandem_server::store::sqlite::SqliteStore;
use tandem_server::store::{
    Author, ChangeFilter, ChangeId, ChangeRow, NewPlan, NewUpdate, Plan, Purpose, RoomKey,
    RoomWrite, Spot, Store as _,
};

const CHANGES: u64 = 1_000_000;
const UPDATES: u64 = 100_000;
const PAGE: u32 = 50;
const RUNS: u32 = 20;
const PEOPLE: u128 = 20;
const ITEMS: u128 = 2_000;

fn people() -> Vec<Member> {
    (1..=PEOPLE)
        .map(|number| {
            let side = if number.is_multiple_of(2) {
                Side::Partner
            } else {
                Side::Vendor
            };
            let id = MemberId::from_u128(number);
            Member::new(id, format!("Member {number}"), side, Role::Editor)
        })
        .collect()
}

/// The median of several runs.
async fn median<T>(mut run: impl AsyncFnMut() -> T) -> Duration {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        std::hint::black_box(run().await);
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn change(number: u64) -> ChangeRow {
    let sections = SCHEMA.sections;
    let kinds = [
        ChangeKind::Edited,
        ChangeKind::Set,
        ChangeKind::Set,
        ChangeKind::Edited,
        ChangeKind::Added,
    ];
    // One in ten thousand is of a rare kind.
    let kind = match number % 10_000 {
        7 => ChangeKind::Restored,
        rest => kinds[(rest % 5) as usize],
    };
    let at = Timestamp::from_millis(1_790_000_000_000 + number as i64 * 20_000);
    ChangeRow {
        id: ChangeId {
            seq: number + 2,
            part: 0,
        },
        until_seq: number + 2,
        at,
        until: at,
        claimed_at: None,
        member: MemberId::from_u128(u128::from(number) % PEOPLE + 1),
        kind,
        spot: Spot {
            section: Some(
                sections[(number / 7 % sections.len() as u64) as usize]
                    .key
                    .to_owned(),
            ),
            item: Some(ItemId::from_u128(u128::from(number / 7) % ITEMS)),
            field: Some(["title", "target", "what", "status"][(number % 4) as usize].to_owned()),
            ..Spot::default()
        },
        title: "Win twelve new customers".to_owned(),
        before: Some(Content::Text("Win ten new customers".to_owned())),
        after: Some(Content::Text("Win twelve new customers".to_owned())),
        words: 0,
        step: None,
        cause: None,
    }
}

/// A letter at the end of a text of the plan, by one of ten people.
fn typed() -> (PlanDoc, Vec<Vec<u8>>) {
    let seed = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    seed.complete();
    let clock = std::sync::Arc::new(|| 0);
    let mut writer = Replica::new(&SCHEMA, ClientId::try_from(2).unwrap(), clock);
    writer.apply(&seed.state()).unwrap();
    writer.drain();
    let at = Holder::Document.field("notes");
    let mut updates = Vec::new();
    for number in 0..UPDATES {
        let length = writer.text_len(at);
        let takes_back = number % 10 == 9;
        let splice = Splice {
            at: length - u32::from(takes_back),
            delete: u32::from(takes_back),
            insert: if takes_back { "" } else { "a" }.to_owned(),
        };
        writer.edit(&Edit::Splice { at, splice }).unwrap();
        updates.push(writer.drain().updates.concat());
    }
    (seed, updates)
}

async fn a_room(store: &SqliteStore, seed: Vec<u8>, members: Vec<Member>) -> RoomKey {
    let plan = PlanId::random();
    let new = NewPlan {
        plan: Plan {
            id: plan,
            name: "Plan".to_owned(),
            vendor_name: "Vendor".to_owned(),
            partner_name: "Partner".to_owned(),
            created_at: Timestamp::from_millis(0),
        },
        preset: "blank",
        purpose: Purpose::Work,
        members,
        seed: seed.into(),
        founder: None,
    };
    store.create_plan(&new).await.unwrap();
    RoomKey::joint(plan)
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bench.sqlite");
    let store = SqliteStore::open(&path).await.unwrap();

    let room = a_room(&store, vec![0, 0], people()).await;
    let rows: Vec<ChangeRow> = (0..CHANGES).map(change).collect();
    store.replace_changes(room, 1, &rows).await.unwrap();
    drop(rows);

    println!("| {CHANGES} changes: a page of {PAGE} | median |");
    println!("| --- | --- |");
    let all = ChangeFilter::default();
    let middle = Some(ChangeId {
        seq: CHANGES / 2,
        part: 0,
    });
    let filters = [
        ("the newest", None, all.clone()),
        ("in the middle", middle, all.clone()),
        (
            "of one member",
            middle,
            ChangeFilter {
                members: vec![MemberId::from_u128(3)],
                ..all.clone()
            },
        ),
        (
            "of one side",
            None,
            ChangeFilter {
                members: (1..=PEOPLE / 2)
                    .map(|number| MemberId::from_u128(number * 2))
                    .collect(),
                ..all.clone()
            },
        ),
        (
            "of one section",
            middle,
            ChangeFilter {
                section: Some("risks".to_owned()),
                ..all.clone()
            },
        ),
        (
            "of one item",
            None,
            ChangeFilter {
                item: Some(ItemId::from_u128(77)),
                ..all.clone()
            },
        ),
        (
            "of one field of one item",
            None,
            ChangeFilter {
                item: Some(ItemId::from_u128(77)),
                field: Some("target".to_owned()),
                ..all.clone()
            },
        ),
        (
            "of a rare kind",
            None,
            ChangeFilter {
                kinds: vec![ChangeKind::Restored],
                ..all.clone()
            },
        ),
        (
            "of a rare kind by one member",
            None,
            ChangeFilter {
                kinds: vec![ChangeKind::Restored],
                members: vec![MemberId::from_u128(8)],
                ..all.clone()
            },
        ),
        (
            "of a day long ago",
            None,
            ChangeFilter {
                from: Some(Timestamp::from_millis(1_790_000_000_000 + 20_000 * 100_000)),
                to: Some(Timestamp::from_millis(1_790_000_000_000 + 20_000 * 104_000)),
                ..all.clone()
            },
        ),
    ];
    for (name, before, filter) in filters {
        let took = median(async || store.changes(room, &filter, before, PAGE).await.unwrap()).await;
        println!("| {name} | {:.1} ms |", took.as_secs_f64() * 1e3);
    }
    let took = median(async || store.load_room(room).await.unwrap()).await;
    println!(
        "| nothing of it: the room is opened | {:.1} ms |",
        took.as_secs_f64() * 1e3
    );
    let took = median(async || store.count_changes(room, &all).await.unwrap()).await;
    println!(
        "| all counts of all filters | {:.1} ms |",
        took.as_secs_f64() * 1e3
    );

    let (seed, updates) = typed();
    let room = a_room(&store, seed.state(), Vec::new()).await;
    let write = RoomWrite {
        room,
        first_seq: 2,
        updates: updates
            .into_iter()
            .map(|bytes| NewUpdate {
                bytes: bytes.into(),
                author: Author::Template,
                client: None,
                at: Timestamp::from_millis(0),
                claimed_at: None,
                cause: None,
                step: None,
            })
            .collect(),
        clients: Vec::new(),
        changes: Vec::new(),
    };
    store.commit(&[write]).await.unwrap();
    while store.tidy_up().await.unwrap() > 0 {}
    println!();
    println!("| {UPDATES} updates, no snapshot: the plan as typed data | median |");
    println!("| --- | --- |");
    let readings = Readings::new(store.clone());
    for share in [1, 25, 50, 75, 100] {
        let seq = UPDATES * share / 100;
        let took =
            median(async || readings.read_at(room, seq, export::document).await.unwrap()).await;
        println!(
            "| after update {seq} | {:.0} ms |",
            took.as_secs_f64() * 1e3
        );
    }
    let at = Holder::Document.field("notes");
    let read = move |plan: &PlanDoc| plan.authorship(at);
    let took = median(async || readings.read_whole(room, read).await.unwrap()).await;
    println!(
        "| who wrote its text | {:.0} ms |",
        took.as_secs_f64() * 1e3
    );
    store.close().await;
}
