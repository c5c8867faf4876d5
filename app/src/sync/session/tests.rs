//! One rule of the conversation at a time. What holds in every order is the simulation's matter.

use std::sync::Arc;

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::Edit;
use tandem_plan::ids::{ClientId, MemberId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_protocol::PROTOCOL_VERSION;
use tandem_protocol::event::{Event as ServerEvent, Limits};
use tandem_protocol::member::Member;
use tandem_protocol::presence::Presence;
use tandem_protocol::role::{Role, Side};

use super::*;

mod beginning;
mod offline;
mod recovering;

const NOTES: FieldAddress = Holder::Document.field("notes");
/// The clock of a device is far from the one that counts the time here.
const YEARS: u64 = 1_700_000_000_000;

struct Talk {
    session: Session,
    ms: u64,
    unsent_bytes: u32,
}

impl Talk {
    fn new() -> Self {
        let fresh = || Replica::new(&SCHEMA, ClientId::random(), Arc::new(|| 0));
        Self {
            session: Session::new(Layer::Joint, fresh),
            ms: 1_000,
            unsent_bytes: 0,
        }
    }

    /// Connected, and both sides know what the other has.
    fn synced() -> Self {
        let mut talk = Self::new();
        talk.happen(Event::Start);
        talk.happen(Event::Opened);
        talk.server(&Frame::SyncStep2(&[0, 0]));
        talk.server(&Frame::SyncStep1(&[0]));
        talk.server(&Frame::Ack { count: 1, seq: 1 });
        assert_eq!(talk.session.saving(), SaveState::Saved);
        talk
    }

    fn now(&self) -> Now {
        Now {
            ms: self.ms,
            unix_ms: YEARS + self.ms,
            chance: 0.5,
            unsent_bytes: self.unsent_bytes,
        }
    }

    fn happen(&mut self, event: Event<'_>) -> Vec<Effect> {
        let now = self.now();
        self.session.handle(event, now)
    }

    fn server(&mut self, frame: &Frame<'_>) -> Vec<Effect> {
        self.happen(Event::Received(&frame.encode()))
    }

    fn tell(&mut self, event: &ServerEvent) -> Vec<Effect> {
        let json = serde_json::to_string(event).unwrap();
        self.server(&Frame::Event(&json))
    }

    fn write(&mut self, text: &str) -> Vec<Effect> {
        self.write_in(NOTES, text)
    }

    fn write_in(&mut self, at: FieldAddress, text: &str) -> Vec<Effect> {
        self.edit(&Edit::Splice {
            at,
            splice: Splice {
                at: 0,
                delete: 0,
                insert: text.to_owned(),
            },
        })
    }

    fn edit(&mut self, edit: &Edit) -> Vec<Effect> {
        let now = self.now();
        let (result, effects) = self.session.edit(now, |replica| replica.edit(edit));
        result.unwrap();
        effects
    }

    fn reject(&mut self, count: u64, key: &str) -> Vec<Effect> {
        self.tell(&ServerEvent::Rejected {
            count,
            key: key.to_owned(),
            reason: String::new(),
        })
    }

    /// The server answers a new connection, which it has asked what it has; returns what follows
    /// from the last message of that.
    fn answered_with(&mut self, document: &PlanDoc) -> Vec<Effect> {
        self.happen(Event::Opened);
        let vector = document.state_vector().encode();
        self.server(&Frame::SyncStep1(&vector));
        self.server(&Frame::SyncStep2(&document.state()))
    }

    fn reads(&self, at: FieldAddress) -> String {
        self.session.document().text(at)
    }

    /// Lets the time pass until the session wants to be called.
    fn wait(&mut self) -> Vec<Effect> {
        self.ms = self.session.deadline().expect("the session waits");
        self.happen(Event::Tick)
    }
}

/// What kinds of frames are sent, in order.
fn sent(effects: &[Effect]) -> Vec<&'static str> {
    let frames = effects.iter().filter_map(|effect| match effect {
        Effect::Send(bytes) => Some(Frame::decode(bytes).unwrap()),
        _ => None,
    });
    frames
        .map(|frame| match frame {
            Frame::SyncStep1(_) => "step 1",
            Frame::SyncStep2(_) => "step 2",
            Frame::Update(_) => "update",
            Frame::Awareness(_) => "awareness",
            Frame::Written { ago: 0 } => "now",
            Frame::Written { .. } => "long ago",
            _ => "other",
        })
        .collect()
}

/// What is shown of ourselves.
fn looks(effects: &[Effect]) -> Option<String> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(bytes) => match Frame::decode(bytes).unwrap() {
            Frame::Awareness(entries) => entries.into_iter().find_map(|entry| entry.state),
            _ => None,
        },
        _ => None,
    })
}

fn closes(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Close))
}

/// The updates that are sent, in order.
fn updates(effects: &[Effect]) -> Vec<Vec<u8>> {
    let updates = effects.iter().filter_map(|effect| match effect {
        Effect::Send(bytes) => match Frame::decode(bytes).unwrap() {
            Frame::Update(update) => Some(update.to_vec()),
            _ => None,
        },
        _ => None,
    });
    updates.collect()
}

fn opens(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Open))
}

fn kept(effects: &[Effect]) -> Vec<String> {
    let kept = effects.iter().filter_map(|effect| match effect {
        Effect::Tell(Notice::Refused(kept)) => Some(kept.iter().map(|kept| kept.text.clone())),
        _ => None,
    });
    kept.flatten().collect()
}

fn hello(protocol: u32, epoch: &str) -> ServerEvent {
    ServerEvent::Hello(tandem_protocol::event::Hello {
        member: Member::new(
            MemberId::from_u128(1),
            "Ann".to_owned(),
            Side::Vendor,
            Role::Editor,
        ),
        time: 0,
        protocol,
        schema: 1,
        epoch: epoch.to_owned(),
        build: "b".to_owned(),
        limits: Limits {
            update_bytes: 1,
            step2_bytes: 1,
        },
        members: Vec::new(),
        in_workshop: false,
    })
}

#[test]
fn a_connection_begins_with_what_this_tab_has() {
    let mut talk = Talk::new();
    assert!(opens(&talk.happen(Event::Start)));
    talk.write("before there was a connection");
    let effects = talk.happen(Event::Opened);
    assert_eq!(sent(&effects), ["step 1", "awareness"]);
    // The answer to the server's question carries the edit; nothing is replayed.
    assert_eq!(sent(&talk.server(&Frame::SyncStep1(&[0]))), ["step 2"]);
    assert_eq!(sent(&talk.write("and after")), ["update"]);
}

#[test]
fn saved_is_told_when_the_last_edit_is_acknowledged() {
    let mut talk = Talk::synced();
    talk.write("one");
    talk.write("two");
    talk.server(&Frame::Ack { count: 2, seq: 2 });
    assert_eq!(talk.session.saving(), SaveState::Saving);
    talk.server(&Frame::Ack { count: 3, seq: 3 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
    talk.write("three");
    talk.happen(Event::Closed { code: 1006 });
    assert_eq!(talk.session.saving(), SaveState::Offline { changes: 1 });
}

#[test]
fn final_codes_stop_and_all_others_come_back() {
    for (code, part) in [
        (close::UNAUTHENTICATED, "signed out"),
        (close::FORBIDDEN, "invite you again"),
        (close::NOT_FOUND, "no such plan"),
        (close::BAD_DATA, "reload"),
    ] {
        let mut talk = Talk::synced();
        talk.happen(Event::Closed { code });
        let SaveState::Stopped { reason, changes: 0 } = talk.session.saving() else {
            panic!("{code} is final");
        };
        assert!(reason.contains(part), "{code}: {reason}");
        assert_eq!(talk.session.deadline(), None);
        assert!(!opens(&talk.happen(Event::Returned)));
    }
    for code in [
        1000,
        1006,
        close::RESTARTING,
        close::RESYNC,
        close::TOO_SLOW,
    ] {
        let mut talk = Talk::synced();
        talk.happen(Event::Closed { code });
        assert!(opens(&talk.wait()), "{code}");
    }
}

#[test]
fn what_was_written_before_the_end_is_handed_back_and_at_risk_until_it_is_seen() {
    let by_code: fn(&mut Talk) -> Vec<Effect> = |talk| {
        talk.happen(Event::Closed {
            code: close::UNAUTHENTICATED,
        })
    };
    let by_version: fn(&mut Talk) -> Vec<Effect> =
        |talk| talk.tell(&hello(PROTOCOL_VERSION + 1, "first"));
    let by_role: fn(&mut Talk) -> Vec<Effect> = |talk| talk.happen(Event::Lost);
    for end in [by_code, by_version, by_role] {
        let mut talk = Talk::synced();
        talk.happen(Event::Closed { code: 1006 });
        talk.write("ten minutes of work");
        talk.happen(Event::Returned);
        talk.happen(Event::Opened);
        assert_eq!(kept(&end(&mut talk)), ["ten minutes of work"]);
        assert!(matches!(
            talk.session.saving(),
            SaveState::Stopped { changes: 1, .. }
        ));
        assert!(talk.session.saving().is_at_risk(Keeping::Not));
        talk.happen(Event::RefusalSeen);
        assert!(!talk.session.saving().is_at_risk(Keeping::Not));
    }
}

#[test]
fn whoever_returns_does_not_wait() {
    let mut talk = Talk::synced();
    talk.happen(Event::Closed { code: 1006 });
    assert!(opens(&talk.happen(Event::Returned)));
    assert!(!opens(&talk.happen(Event::Returned)), "it connects already");
}

#[test]
fn a_connection_that_answers_nothing_is_left() {
    let mut talk = Talk::synced();
    // While the server returns our presence, nothing happens but its renewal.
    for _ in 0..5 {
        assert_eq!(sent(&talk.wait()), ["awareness"]);
        talk.server(&Frame::Awareness(Vec::new()));
    }
    let mut last = Vec::new();
    while !closes(&last) {
        last = talk.wait();
        assert!(talk.ms < 200_000, "it holds on for ever");
    }
    assert!(opens(&talk.wait()));
}

#[test]
fn a_connection_that_does_not_open_is_given_up() {
    let mut talk = Talk::new();
    talk.happen(Event::Start);
    assert!(closes(&talk.wait()));
    assert!(opens(&talk.wait()));
}

#[test]
fn another_protocol_stops_before_anything_is_sent() {
    let mut talk = Talk::new();
    talk.happen(Event::Start);
    talk.happen(Event::Opened);
    assert!(closes(&talk.tell(&hello(PROTOCOL_VERSION + 1, "first"))));
    assert!(matches!(talk.session.saving(), SaveState::Stopped { .. }));
    assert!(sent(&talk.server(&Frame::SyncStep1(&[0]))).is_empty());
}

#[test]
fn an_update_that_comes_before_the_answer_waits_for_it() {
    let others = PlanDoc::new(&SCHEMA, ClientId::random());
    let typed = |at: u32, text: &str| {
        let known = others.state_vector();
        let splice = Splice {
            at,
            delete: 0,
            insert: text.to_owned(),
        };
        others.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
        others.diff(&known)
    };
    let (first, second) = (typed(0, "one"), typed(3, " two"));
    let mut talk = Talk::new();
    talk.happen(Event::Start);
    talk.happen(Event::Opened);
    talk.server(&Frame::Update(&second));
    talk.server(&Frame::SyncStep2(&first));
    assert_eq!(talk.session.document().text(NOTES), "one two");
}

#[test]
fn a_crowded_socket_gets_its_edits_later_and_as_one() {
    let mut talk = Talk::synced();
    let long = "sent long ago ".repeat(100);
    assert_eq!(sent(&talk.write(&long)), ["update"]);
    talk.unsent_bytes = u32::MAX;
    assert!(sent(&talk.write("one")).is_empty());
    assert!(sent(&talk.write("two")).is_empty());
    assert!(sent(&talk.wait()).is_empty());
    talk.unsent_bytes = 0;
    let effects = talk.wait();
    assert_eq!(sent(&effects), ["update"]);
    assert_eq!(talk.session.saving(), SaveState::Saving);
    let Effect::Send(bytes) = &effects[0] else {
        panic!("it is sent first");
    };
    let Ok(Frame::Update(update)) = Frame::decode(bytes) else {
        panic!("it is an update");
    };
    // The server has what went before; that is not sent a second time.
    assert!(update.len() < long.len(), "{} bytes", update.len());
    talk.server(&Frame::Ack { count: 3, seq: 3 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
}

#[test]
fn a_full_disk_is_told_until_something_is_saved() {
    let mut talk = Talk::synced();
    talk.write("one");
    talk.tell(&ServerEvent::CannotSave);
    assert_eq!(talk.session.saving(), SaveState::CannotSave);
    // The server asks anew for what it lacks.
    talk.server(&Frame::SyncStep1(&[0]));
    talk.server(&Frame::Ack { count: 3, seq: 2 });
    assert_eq!(talk.session.saving(), SaveState::Saved);
}

#[test]
fn looking_around_quickly_is_told_once() {
    let mut talk = Talk::synced();
    let look = |section: &str| {
        Event::Looks(Presence {
            section: Some(section.to_owned()),
            ..Presence::default()
        })
    };
    assert!(sent(&talk.happen(look("vision"))).is_empty());
    assert!(sent(&talk.happen(look("kpis"))).is_empty());
    let effects = talk.wait();
    assert_eq!(sent(&effects), ["awareness"]);
    assert_eq!(looks(&effects).as_deref(), Some(r#"{"section":"kpis"}"#));
    talk.server(&Frame::Awareness(Vec::new()));
    let before = talk.session.deadline();
    talk.happen(look("kpis"));
    assert_eq!(talk.session.deadline(), before, "nothing new is to be told");
}

#[test]
fn what_is_no_frame_ends_the_connection_and_what_is_new_does_not() {
    let mut talk = Talk::synced();
    assert!(talk.happen(Event::Received(&[77])).is_empty());
    talk.server(&Frame::Event(r#"{"type":"fireworks"}"#));
    assert_eq!(talk.session.saving(), SaveState::Saved);
    assert!(closes(&talk.happen(Event::Received(&[0, 0, 5, 1]))));
}

#[test]
fn the_device_waits_only_for_what_the_server_hears_at_once() {
    use crate::sync::device::Keep;
    use crate::sync::keeper::Haste;

    let update = Keep::Update {
        update: vec![0, 0],
        tab: None,
    };
    let mut talk = Talk::new();
    assert_eq!(talk.session.haste(&update), Haste::Now, "nobody hears");
    talk.happen(Event::Start);
    talk.happen(Event::Opened);
    assert_eq!(talk.session.haste(&update), Haste::Now, "not answered yet");

    let mut talk = Talk::synced();
    assert_eq!(talk.session.haste(&update), Haste::Soon);
    assert_eq!(talk.session.haste(&Keep::Forget), Haste::Now);
    let refused = Keep::Refused {
        key: "1".to_owned(),
        kept: None,
    };
    assert_eq!(talk.session.haste(&refused), Haste::Now);
    talk.unsent_bytes = u32::MAX;
    talk.write("kept back");
    assert_eq!(talk.session.haste(&update), Haste::Now, "the wire is full");

    let mut talk = Talk::synced();
    talk.happen(Event::Closed { code: 1006 });
    assert_eq!(talk.session.haste(&update), Haste::Now, "it is gone");
}

#[test]
fn what_is_told_of_a_workshop_is_passed_on_as_it_came() {
    let mut talk = Talk::synced();
    let said = r#"{"type":"workshop","now":5,"workshop":null,"new":{"of a newer":"server"}}"#;
    let effects = talk.server(&Frame::Event(said));
    let passed_on = effects.iter().find_map(|effect| match effect {
        Effect::Tell(Notice::Workshop(event)) => Some(event.as_ref()),
        _ => None,
    });
    assert_eq!(passed_on, Some(said));
}
