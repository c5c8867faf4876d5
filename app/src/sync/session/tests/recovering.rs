//! What the server refuses, and a server that was restored from a backup.

use tandem_plan::document::Subject;
use tandem_plan::edit::Place;
use tandem_plan::ids::ItemId;
use tandem_protocol::presence::Presence;

use super::*;
use crate::texts::{refusals, tr};

const THESIS: FieldAddress = Holder::Section("vision").field("thesis");
const GOALS: FieldAddress = Holder::Section("vision").field("vendor_goals");
const TOO_LONG: &str = "text_too_long";
const ITEM: ItemId = ItemId::from_u128(7);
const TITLE: FieldAddress = Holder::Item("objectives", ITEM).field("title");

/// What people are told of a refusal with this key.
fn why_not(key: &str) -> String {
    tr(refusals::of_update(key)).to_owned()
}

/// What the server has.
fn plan() -> PlanDoc {
    let plan = PlanDoc::new(&SCHEMA, ClientId::random());
    plan.complete();
    plan
}

/// Somebody who has this plan and went offline.
fn offline(plan: &PlanDoc) -> Talk {
    let mut talk = Talk::new();
    talk.happen(Event::Start);
    talk.tell(&hello(PROTOCOL_VERSION, "first"));
    talk.answered_with(plan);
    talk.server(&Frame::Ack { count: 1, seq: 1 });
    talk.happen(Event::Closed { code: 1006 });
    talk
}

/// Comes back; all offline work is in one message, the first.
fn comes_back(talk: &mut Talk, plan: &PlanDoc) {
    assert!(opens(&talk.happen(Event::Returned)));
    talk.happen(Event::Opened);
    talk.tell(&hello(PROTOCOL_VERSION, "first"));
    talk.server(&Frame::SyncStep2(&plan.state()));
    let vector = plan.state_vector().encode();
    assert_eq!(sent(&talk.server(&Frame::SyncStep1(&vector))), ["step 2"]);
}

/// What is handed back: what it is about, why, and what was written.
fn handed_back(effects: &[Effect]) -> Vec<(Subject, String, String)> {
    let kept = effects.iter().filter_map(|effect| match effect {
        Effect::Tell(Notice::Refused(kept)) => Some(kept.iter()),
        _ => None,
    });
    kept.flatten()
        .map(|kept| (kept.subject, kept.reason.clone(), kept.text.clone()))
        .collect()
}

fn take(plan: &PlanDoc, updates: &[Vec<u8>]) {
    for update in updates {
        plan.apply(update).unwrap();
    }
}

fn not_accepted(rest: SaveState) -> SaveState {
    SaveState::NotAccepted {
        reason: why_not(TOO_LONG),
        rest: Box::new(rest),
    }
}

#[test]
fn of_refused_offline_work_every_field_travels_alone_and_only_the_refused_one_comes_back() {
    let plan = plan();
    let mut talk = offline(&plan);
    let first = talk.session.document().client();
    talk.happen(Event::Looks(Presence {
        section: Some("vision".to_owned()),
        ..Presence::default()
    }));
    talk.write_in(GOALS, "no");
    talk.write_in(THESIS, "thesis 😀");
    talk.write_in(NOTES, "notes");
    comes_back(&mut talk, &plan);

    // It is one message: which of the three it is must be found out.
    let effects = talk.reject(1, TOO_LONG);
    assert!(closes(&effects) && opens(&effects));
    assert_eq!(handed_back(&effects), []);
    assert_eq!(talk.session.saving(), SaveState::Saving);
    // Meanwhile the screen shows what was written, and takes more.
    assert_eq!(talk.reads(GOALS), "no");
    assert!(sent(&talk.write_in(NOTES, "more ")).is_empty());
    let effects = talk.answered_with(&plan);
    assert_ne!(talk.session.document().client(), first);
    let messages = updates(&effects);
    assert_eq!(messages.len(), 3, "{:?}", sent(&effects));
    assert_eq!(talk.reads(NOTES), "more notes");
    assert_eq!(talk.session.saving(), SaveState::Saving);

    // The server takes what comes before the refused one, and nothing that builds on it.
    take(&plan, &messages[..1]);
    let effects = talk.reject(3, TOO_LONG);
    assert!(opens(&effects), "one is found: there is no need to wait");
    assert_eq!(talk.reads(GOALS), "no", "it stays until the plan is there");
    talk.happen(Event::Opened);
    let vector = plan.state_vector().encode();
    talk.server(&Frame::SyncStep1(&vector));
    let effects = talk.server(&Frame::SyncStep2(&plan.state()));
    let refused = (Subject::Field(GOALS), why_not(TOO_LONG), "no".to_owned());
    assert_eq!(handed_back(&effects), [refused]);
    assert_eq!(talk.reads(GOALS), "");
    let messages = updates(&effects);
    assert_eq!(messages.len(), 1);
    assert_eq!(talk.session.saving(), not_accepted(SaveState::Saving));
    take(&plan, &messages);
    talk.server(&Frame::Ack { count: 2, seq: 9 });
    assert_eq!(talk.session.saving(), not_accepted(SaveState::Saved));
    assert!(talk.session.saving().is_at_risk(Keeping::Not));
    let texts = [GOALS, THESIS, NOTES].map(|at| plan.text(at));
    assert_eq!(texts, ["", "thesis 😀", "more notes"]);
    talk.happen(Event::RefusalSeen);
    assert_eq!(talk.session.saving(), SaveState::Saved);

    // Others are told again where we are.
    talk.happen(Event::Closed { code: 1006 });
    talk.happen(Event::Returned);
    let state = looks(&talk.happen(Event::Opened));
    assert_eq!(state.as_deref(), Some(r#"{"section":"vision"}"#));
}

#[test]
fn what_is_in_one_field_needs_no_second_try() {
    let plan = plan();
    let mut talk = offline(&plan);
    talk.write_in(THESIS, "b");
    talk.write_in(THESIS, "a");
    comes_back(&mut talk, &plan);
    assert!(opens(&talk.reject(1, TOO_LONG)));
    let effects = talk.answered_with(&plan);
    assert_eq!(handed_back(&effects).len(), 1);
    assert_eq!(handed_back(&effects)[0].2, "ab");
    assert!(updates(&effects).is_empty());
    // The same while the connection stands.
    talk.server(&Frame::Ack { count: 1, seq: 1 });
    talk.write_in(GOALS, "c");
    talk.reject(2, TOO_LONG);
    let effects = talk.answered_with(&plan);
    assert_eq!(handed_back(&effects)[0].2, "c");
}

#[test]
fn of_a_text_that_got_too_long_one_gets_back_what_one_wrote() {
    let plan = plan();
    let mut talk = offline(&plan);
    let (mine, theirs) = ("m".repeat(40_000), "t".repeat(40_000));
    talk.write_in(THESIS, &mine);
    talk.write_in(NOTES, "notes");
    let edit = Edit::Splice {
        at: THESIS,
        splice: Splice {
            at: 0,
            delete: 0,
            insert: theirs.clone(),
        },
    };
    plan.edit(&edit).unwrap();
    comes_back(&mut talk, &plan);
    talk.reject(1, TOO_LONG);
    let effects = talk.answered_with(&plan);
    // It is seen here already that this cannot be: the server is not asked again.
    assert_eq!(updates(&effects).len(), 1);
    let (subject, why, text) = handed_back(&effects).remove(0);
    assert_eq!(subject, Subject::Field(THESIS));
    assert!(why.contains("longer than 65,536"), "{why}");
    assert!(text == mine && talk.reads(THESIS) == theirs);
}

#[test]
fn what_lies_in_a_refused_item_goes_with_it() {
    let plan = plan();
    let mut talk = offline(&plan);
    talk.edit(&Edit::AddItem {
        section: "objectives",
        kind: "objective",
        item: ITEM,
        place: Place::Last,
    });
    talk.write_in(TITLE, "Grow");
    talk.write_in(THESIS, "thesis");
    comes_back(&mut talk, &plan);
    talk.reject(1, TOO_LONG);
    let messages = updates(&talk.answered_with(&plan));
    assert_eq!(messages.len(), 3);
    talk.reject(2, "too_many");
    let effects = talk.answered_with(&plan);
    let back = handed_back(&effects);
    assert_eq!(back[0].0, Subject::Item("objectives", ITEM));
    assert_eq!(back[1].0, Subject::Field(TITLE));
    assert!(back.iter().all(|(_, why, _)| *why == why_not("too_many")));
    assert_eq!((back.len(), back[1].2.as_str()), (2, "Grow"));
    take(&plan, &updates(&effects));
    assert_eq!(plan.text(THESIS), "thesis");
}

#[test]
fn a_connection_that_breaks_in_between_loses_nothing() {
    let plan = plan();
    let mut talk = offline(&plan);
    talk.write_in(THESIS, "thesis");
    talk.write_in(NOTES, "notes");
    comes_back(&mut talk, &plan);
    talk.reject(1, TOO_LONG);
    // Before the fresh replica has arrived.
    talk.happen(Event::Opened);
    talk.server(&Frame::SyncStep2(&plan.state()));
    talk.happen(Event::Closed { code: 1006 });
    assert_eq!(talk.session.saving(), SaveState::Offline { changes: 2 });
    talk.write_in(NOTES, "more ");
    talk.happen(Event::Returned);
    assert_eq!(updates(&talk.answered_with(&plan)).len(), 2);
    // After its edits were sent, and before they were acknowledged.
    talk.happen(Event::Closed { code: 1006 });
    assert_eq!(talk.session.saving(), SaveState::Offline { changes: 2 });
    comes_back(&mut talk, &plan);
    talk.server(&Frame::Ack { count: 1, seq: 1 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
    let texts = [THESIS, NOTES].map(|at| talk.reads(at));
    assert_eq!(texts, ["thesis", "more notes"]);
}

#[test]
fn a_viewer_gets_everything_back_at_once() {
    let plan = plan();
    let mut talk = offline(&plan);
    talk.write_in(THESIS, "thesis");
    talk.write_in(NOTES, "notes");
    comes_back(&mut talk, &plan);
    talk.reject(1, "read_only");
    talk.happen(Event::Opened);
    let mut hello = hello(PROTOCOL_VERSION, "first");
    if let ServerEvent::Hello(hello) = &mut hello {
        hello.member.role = Role::Viewer;
    }
    talk.tell(&hello);
    talk.server(&Frame::SyncStep1(&[0]));
    let effects = talk.server(&Frame::SyncStep2(&plan.state()));
    assert_eq!(handed_back(&effects).len(), 2);
    assert!(updates(&effects).is_empty());
    talk.happen(Event::RefusalSeen);
    talk.server(&Frame::Ack { count: 1, seq: 1 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
}

#[test]
fn a_server_that_refuses_everything_is_not_asked_for_ever() {
    let plan = plan();
    let mut talk = offline(&plan);
    let items: Vec<ItemId> = (0..40).map(ItemId::from_u128).collect();
    for item in &items {
        talk.edit(&Edit::AddItem {
            section: "objectives",
            kind: "objective",
            item: *item,
            place: Place::Last,
        });
    }
    comes_back(&mut talk, &plan);
    talk.reject(1, "violation");
    let mut back = Vec::new();
    for round in 0.. {
        assert!(round < 12, "it asks for ever");
        let effects = talk.answered_with(&plan);
        back.extend(handed_back(&effects));
        if updates(&effects).is_empty() {
            break;
        }
        talk.reject(2, "violation");
    }
    assert_eq!(back.len(), items.len());
}

#[test]
fn many_parts_travel_in_the_measure_of_the_server_and_later_edits_behind_them() {
    let plan = plan();
    for item in 0..50 {
        let edit = Edit::AddItem {
            section: "objectives",
            kind: "objective",
            item: ItemId::from_u128(item),
            place: Place::Last,
        };
        plan.edit(&edit).unwrap();
    }
    let mut talk = offline(&plan);
    for item in 0..50 {
        let title = Holder::Item("objectives", ItemId::from_u128(item)).field("title");
        talk.write_in(title, "Grow");
    }
    comes_back(&mut talk, &plan);
    talk.reject(1, TOO_LONG);
    let mut messages = updates(&talk.answered_with(&plan));
    let began = talk.ms;
    assert!(messages.len() <= 20, "{} at once", messages.len());
    assert!(sent(&talk.write("behind them")).is_empty());
    while messages.len() < 51 {
        let effects = talk.wait();
        assert!(updates(&effects).len() <= 20);
        messages.extend(updates(&effects));
        assert!(talk.ms - began < 10_000, "{} have come", messages.len());
        // The server would close the connection for more.
        assert!(messages.len() as u64 <= 60 + 60 * (talk.ms - began) / 1_000);
    }
    talk.server(&Frame::Ack { count: 51, seq: 9 });
    assert_eq!(
        talk.session.saving(),
        SaveState::Saving,
        "one is still open"
    );
    talk.server(&Frame::Ack { count: 52, seq: 9 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
    take(&plan, &messages);
    assert_eq!(plan.text(NOTES), "behind them");
    let last = Holder::Item("objectives", ItemId::from_u128(49)).field("title");
    assert_eq!(plan.text(last), "Grow");
}

#[test]
fn after_a_restored_backup_everybody_brings_back_their_own() {
    let backup = plan();
    backup
        .apply(&{
            let writer = PlanDoc::new(&SCHEMA, ClientId::random());
            writer.apply(&backup.state()).unwrap();
            let splice = Splice {
                at: 0,
                delete: 0,
                insert: "[]".to_owned(),
            };
            writer.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
            writer.state()
        })
        .unwrap();

    let mut talk = Talk::new();
    talk.happen(Event::Start);
    talk.answered_with(&backup);
    talk.tell(&hello(PROTOCOL_VERSION, "first"));
    talk.write_in(NOTES, "mine ");
    talk.server(&Frame::Ack { count: 2, seq: 2 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
    // Somebody else writes in the same text and in another; neither is in the backup.
    let other = PlanDoc::new(&SCHEMA, ClientId::random());
    other.apply(&talk.session.document().state()).unwrap();
    let known = other.state_vector();
    for at in [NOTES, THESIS] {
        let splice = Splice {
            at: 0,
            delete: 0,
            insert: "theirs ".to_owned(),
        };
        other.edit(&Edit::Splice { at, splice }).unwrap();
    }
    talk.server(&Frame::Update(&other.diff(&known)));
    assert_eq!(talk.reads(NOTES), "theirs mine []");

    talk.happen(Event::Closed { code: 1006 });
    talk.happen(Event::Returned);
    talk.happen(Event::Opened);
    assert!(closes(&talk.tell(&hello(PROTOCOL_VERSION, "second"))));
    assert_ne!(talk.session.saving(), SaveState::Saved);
    assert_eq!(
        talk.reads(NOTES),
        "theirs mine []",
        "it stays until the plan is there"
    );
    assert!(opens(&talk.wait()));
    let effects = talk.answered_with(&backup);
    assert_eq!(handed_back(&effects), []);
    assert_eq!(talk.session.saving(), SaveState::Saving);
    assert_eq!(talk.reads(NOTES), "mine []");
    assert_eq!(talk.reads(THESIS), "");
    take(&backup, &updates(&effects));
    talk.server(&Frame::Ack { count: 2, seq: 2 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
    assert_eq!(backup.text(NOTES), "mine []");
}
