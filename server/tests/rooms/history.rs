//! Taking back: what one act did, and all that a plan has become since.

use proptest::prelude::*;
use tandem_plan::document::{Ledger, PlanDoc, Replica};
use tandem_plan::history::{Alteration, ChangeKind};
use tandem_plan::ids::MemberId;
use tandem_plan::schema::SCHEMA;
use tandem_server::clock::Timestamp;
use tandem_server::history::{self, NotReverted};
use tandem_server::store::{ChangeId, ChangeRow};

use crate::editing::{Intent, act, editor, intent};
use crate::harness::stored;

fn begun() -> Replica {
    let mut replica = editor(10);
    replica.apply(&stored().tail[0]).unwrap();
    replica.drain();
    replica
}

fn row(altered: Alteration) -> Option<ChangeRow> {
    let kind = altered.kind();
    let Alteration::Field {
        at, before, after, ..
    } = altered
    else {
        return None;
    };
    let now = Timestamp::from_millis(0);
    Some(ChangeRow {
        id: ChangeId { seq: 2, part: 0 },
        until_seq: 2,
        at: now,
        until: now,
        claimed_at: None,
        member: MemberId::from_u128(1),
        kind,
        spot: history::spot(&SCHEMA, at),
        title: String::new(),
        before,
        after,
        words: 0,
        step: None,
        cause: None,
    })
}

/// What two states differ in, but that some items and rows lie in the trash or have another key for
/// the same place.
fn differences(before: &Ledger, plan: &PlanDoc) -> Vec<Alteration> {
    let mut found = before.changes_to(&Ledger::of(plan));
    let came: Vec<_> = found
        .iter()
        .filter(|altered| altered.kind() == ChangeKind::Added)
        .filter_map(|altered| match altered {
            Alteration::Field { at, .. } => Some(at.holder),
            Alteration::Comment { .. } => None,
        })
        .collect();
    found.retain(|altered| match altered {
        Alteration::Field { at, .. } => {
            // What came since is in the trash, with all that is in it.
            let lies_in = |holder| {
                at.holder == holder
                    || (at.holder.item().is_some() && at.holder.item() == holder_item(holder))
            };
            altered.kind() != ChangeKind::Moved && !came.iter().any(|holder| lies_in(*holder))
        }
        Alteration::Comment { .. } => false,
    });
    found
}

fn holder_item(holder: tandem_plan::address::Holder) -> Option<tandem_plan::ids::ItemId> {
    match holder {
        tandem_plan::address::Holder::Item(_, item) => Some(item),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_one_act_did_is_taken_back(acts in prop::collection::vec(intent(), 1..12)) {
        let mut replica = begun();
        let (last, first): (&Intent, &[Intent]) = acts.split_last().unwrap();
        for intent in first {
            act(&mut replica, intent);
        }
        let before = Ledger::of(&replica);
        act(&mut replica, last);
        let done = before.changes_to(&Ledger::of(&replica));
        for change in done.into_iter().rev().filter_map(row) {
            match history::revert(&replica, &change, true, false) {
                Ok(edits) => {
                    for edit in edits {
                        replica.edit(&edit).unwrap();
                    }
                }
                Err(NotReverted::NothingToDo) => {}
                Err(why) => prop_assert!(false, "{change:?}: {why:?}"),
            }
        }
        prop_assert_eq!(differences(&before, &replica), []);
    }

    #[test]
    fn a_whole_plan_is_brought_back(
        first in prop::collection::vec(intent(), 0..8),
        then in prop::collection::vec(intent(), 1..20),
    ) {
        let mut replica = begun();
        for intent in &first {
            act(&mut replica, intent);
        }
        let mut kept = editor(11);
        kept.apply(&replica.state()).unwrap();
        let before = Ledger::of(&kept);
        for intent in &then {
            act(&mut replica, intent);
        }
        for edit in history::restore(&replica, &kept) {
            replica.edit(&edit).unwrap();
        }
        prop_assert_eq!(differences(&before, &replica), []);
        // Everything stands in its order again.
        for section in SCHEMA.sections {
            let there = |plan: &PlanDoc| {
                let items = plan.items(section.key).into_iter();
                let there = items.filter(|item| !item.deleted);
                there.map(|item| item.id).collect::<Vec<_>>()
            };
            prop_assert_eq!(there(&replica), there(&kept));
        }
        prop_assert_eq!(history::restore(&replica, &kept), []);
    }
}

#[test]
fn what_somebody_has_changed_since_is_not_taken_back_unasked() {
    use tandem_plan::edit::Edit;
    use tandem_plan::splice::Splice;

    use crate::editing::NAME;

    let mut replica = begun();
    let write = |replica: &mut Replica, text: &str| {
        let splice = Splice {
            at: 0,
            delete: replica.text_len(NAME),
            insert: text.to_owned(),
        };
        replica.edit(&Edit::Splice { at: NAME, splice }).unwrap();
    };
    write(&mut replica, "First");
    let before = Ledger::of(&replica);
    write(&mut replica, "Second");
    let mut done = before.changes_to(&Ledger::of(&replica));
    let change = row(done.remove(0)).unwrap();
    write(&mut replica, "Third");
    let changed = history::revert(&replica, &change, true, false).unwrap_err();
    let text = |text: &str| Some(tandem_plan::history::Content::Text(text.to_owned()));
    let expected = NotReverted::Changed {
        now: text("Third"),
        before: text("First"),
    };
    assert_eq!(changed, expected);
    for edit in history::revert(&replica, &change, false, true).unwrap() {
        replica.edit(&edit).unwrap();
    }
    assert_eq!(replica.text(NAME), "First");
    let again = history::revert(&replica, &change, true, false);
    assert_eq!(again.unwrap_err(), NotReverted::NothingToDo);
}

#[test]
fn what_was_deleted_of_a_long_text_comes_back_where_it_was_or_not_at_all() {
    use tandem_plan::edit::Edit;
    use tandem_plan::splice::Splice;

    use crate::editing::NOTES;

    let mut replica = begun();
    let splice = |replica: &mut Replica, at: u32, delete: u32, insert: &str| {
        let splice = Splice {
            at,
            delete,
            insert: insert.to_owned(),
        };
        replica.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
    };
    let text = "One paragraph of many. ".repeat(100);
    let length = replica.text_len(NOTES);
    splice(&mut replica, 0, length, &text);
    splice(&mut replica, 46, 23, "");
    let deleted = Alteration::Field {
        at: NOTES,
        is_text: true,
        before: None,
        after: None,
    };
    let mut change = row(deleted).unwrap();
    (change.before, change.after) = tandem_plan::history::difference(&text, &replica.text(NOTES));

    // Somebody writes in front of it.
    splice(&mut replica, 0, 0, "Thirty letters stand in front. ");
    let moved_on = history::revert(&replica, &change, false, false);
    assert_eq!(moved_on, Err(NotReverted::MovedOn));
    splice(&mut replica, 0, 31, "");
    for edit in history::revert(&replica, &change, true, false).unwrap() {
        replica.edit(&edit).unwrap();
    }
    assert_eq!(replica.text(NOTES), text);
}
