//! Finding words in a plan, through the public boundary.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up shall fail"
)]

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::{Edit, Place};
use tandem_plan::ids::{ClientId, ItemId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::search::{Hit, search};
use tandem_plan::splice::Splice;

fn write(plan: &PlanDoc, at: FieldAddress, text: &str) {
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: text.to_owned(),
    };
    plan.edit(&Edit::Splice { at, splice }).unwrap();
}

fn find(plan: &PlanDoc, question: &str) -> Vec<Hit> {
    search(plan, question, &|text| text.to_lowercase(), 10)
}

fn plan() -> (PlanDoc, ItemId) {
    let plan = PlanDoc::new(&SCHEMA, ClientId::try_from(1).unwrap());
    plan.complete();
    let item = ItemId::from_u128(1);
    plan.edit(&Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item,
        place: Place::Last,
    })
    .unwrap();
    let holder = Holder::Item("objectives", item);
    write(&plan, holder.field("title"), "Win logos in the Äther");
    write(
        &plan,
        Holder::Section("vision").field("thesis"),
        "Together we win\nmore logos than alone",
    );
    (plan, item)
}

#[test]
fn words_are_found_whatever_their_case_titles_first() {
    let (plan, item) = plan();
    let hits = find(&plan, "WIN logos");
    let places: Vec<FieldAddress> = hits.iter().map(|hit| hit.at).collect();
    assert_eq!(
        places,
        [
            Holder::Item("objectives", item).field("title"),
            Holder::Section("vision").field("thesis"),
        ]
    );
    assert_eq!(
        (hits[1].before.as_str(), hits[1].found.as_str()),
        ("Together we ", "win")
    );
    assert_eq!(hits[1].after, " more logos than alone");
    assert_eq!(find(&plan, "äther")[0].found, "Äther");
}

#[test]
fn all_words_must_stand_in_the_same_text() {
    let (plan, _) = plan();
    assert!(find(&plan, "Äther together").is_empty());
    assert!(find(&plan, "  ").is_empty());
}

#[test]
fn what_lies_in_the_trash_or_is_hidden_is_not_found() {
    let (plan, item) = plan();
    plan.edit(&Edit::TrashItem {
        section: "objectives",
        item,
        deleted: true,
    })
    .unwrap();
    assert!(find(&plan, "Äther").is_empty());
}

#[test]
fn no_more_is_found_than_was_asked_for() {
    let (plan, _) = plan();
    assert_eq!(
        search(&plan, "win", &|text| text.to_lowercase(), 1).len(),
        1
    );
}

#[test]
fn letters_that_become_two_cut_nothing() {
    let (plan, _) = plan();
    let at = Holder::Section("vision").field("neither_alone");
    write(&plan, at, "İİİ done");
    let hits = find(&plan, "done");
    assert_eq!(hits[0].after, "İİİ done");
}
