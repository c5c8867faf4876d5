//! Sessions with real replicas against a small server that commits late, crashes, cuts
//! connections, refuses messages and locks fields, in whatever order chance finds.
//!
//! After every step: whoever is told "saved" has nothing that the server's disk lacks. At the end,
//! when the network heals: all screens are equal, and every word is there exactly once, or was
//! handed back to the person who wrote it because the server refused it there.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use proptest::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{ApplyError, PlanDoc, Replica, StateVector, Subject};
use tandem_plan::edit::{Edit, EditError};
use tandem_plan::ids::{ClientId, MemberId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::Splice;
use tandem_protocol::PROTOCOL_VERSION;
use tandem_protocol::event::{Event as ServerEvent, Hello, Limits, Member};
use tandem_protocol::frame::Frame;
use tandem_protocol::role::{Role, Side};

use super::saving::SaveState;
use super::session::{Effect, Event, Notice, Now, Session};

const PEOPLE: usize = 2;
const FIELDS: [FieldAddress; 3] = [
    Holder::Document.field("notes"),
    Holder::Section("vision").field("thesis"),
    Holder::Section("vision").field("vendor_goals"),
];

#[derive(Debug, Clone)]
enum Step {
    Type {
        who: usize,
        field: usize,
        at_end: bool,
    },
    ToServer {
        who: usize,
        messages: usize,
    },
    ToClient {
        who: usize,
        messages: usize,
    },
    Commit,
    Crash,
    Cut {
        who: usize,
    },
    /// The next message of this person that holds anything is refused.
    Refuse {
        who: usize,
    },
    /// From now on nobody may change this field, or everybody again.
    Lock {
        field: usize,
        is_locked: bool,
    },
    Wait {
        milliseconds: u64,
    },
    Return {
        who: usize,
    },
    Crowd {
        who: usize,
        is_crowded: bool,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..PEOPLE;
    let field = || 0..FIELDS.len();
    prop_oneof![
        6 => (who(), field(), any::<bool>())
            .prop_map(|(who, field, at_end)| Step::Type { who, field, at_end }),
        8 => (who(), 1usize..5).prop_map(|(who, messages)| Step::ToServer { who, messages }),
        8 => (who(), 1usize..5).prop_map(|(who, messages)| Step::ToClient { who, messages }),
        4 => Just(Step::Commit),
        1 => Just(Step::Crash),
        1 => who().prop_map(|who| Step::Cut { who }),
        1 => who().prop_map(|who| Step::Refuse { who }),
        1 => (field(), any::<bool>())
            .prop_map(|(field, is_locked)| Step::Lock { field, is_locked }),
        2 => (0u64..40_000).prop_map(|milliseconds| Step::Wait { milliseconds }),
        1 => who().prop_map(|who| Step::Return { who }),
        2 => (who(), any::<bool>()).prop_map(|(who, is_crowded)| Step::Crowd { who, is_crowded }),
    ]
}

/// A connection as the network sees it.
#[derive(Default)]
struct Wire {
    is_open: bool,
    to_server: VecDeque<Vec<u8>>,
    to_client: VecDeque<Vec<u8>>,
    /// Messages with edits that the server took from it.
    taken: u64,
    /// A message built on one that was not taken: nothing is until the tab has told what it has.
    is_behind: bool,
}

struct Tab {
    session: Session,
    wire: Option<Wire>,
    is_crowded: bool,
    words: Vec<(usize, String)>,
    /// What was handed back after a refusal.
    handed_back: Vec<(Subject, String)>,
}

struct World {
    now: u64,
    next_word: u32,
    tabs: Vec<Tab>,
    /// What is on the server's disk.
    disk: PlanDoc,
    /// What is in its memory, the open batch included.
    memory: PlanDoc,
    /// The open batch: from whom, the number of the message, the update.
    batch: Vec<(usize, u64, Vec<u8>)>,
    /// From whom the next edit is refused.
    refuses: [bool; PEOPLE],
    /// Fields that nobody may change.
    locked: BTreeSet<usize>,
    /// Fields in which something was refused, for whatever reason.
    refused: BTreeSet<usize>,
}

fn document() -> PlanDoc {
    PlanDoc::new(&SCHEMA, ClientId::random())
}

fn copy(of: &PlanDoc) -> PlanDoc {
    let copy = document();
    copy.apply(&of.state()).unwrap();
    copy
}

impl World {
    fn new() -> Self {
        let fresh = || Replica::new(&SCHEMA, ClientId::random(), Arc::new(|| 0));
        let tab = |_| Tab {
            session: Session::new(fresh),
            wire: None,
            is_crowded: false,
            words: Vec::new(),
            handed_back: Vec::new(),
        };
        let disk = document();
        disk.complete();
        let mut world = Self {
            now: 0,
            next_word: 0,
            tabs: (0..PEOPLE).map(tab).collect(),
            memory: copy(&disk),
            disk,
            batch: Vec::new(),
            refuses: [false; PEOPLE],
            locked: BTreeSet::new(),
            refused: BTreeSet::new(),
        };
        for who in 0..PEOPLE {
            world.happen(who, Event::Start);
        }
        world
    }

    fn now(&self, who: usize) -> Now {
        Now {
            ms: self.now,
            chance: 0.5,
            unsent_bytes: if self.tabs[who].is_crowded {
                u32::MAX
            } else {
                0
            },
        }
    }

    fn happen(&mut self, who: usize, event: Event<'_>) {
        let now = self.now(who);
        let effects = self.tabs[who].session.handle(event, now);
        self.perform(who, effects);
    }

    fn perform(&mut self, who: usize, effects: Vec<Effect>) {
        let tab = &mut self.tabs[who];
        for effect in effects {
            match effect {
                Effect::Open => tab.wire = Some(Wire::default()),
                Effect::Close => tab.wire = None,
                Effect::Send(message) => {
                    let wire = tab
                        .wire
                        .as_mut()
                        .expect("messages are sent on a connection");
                    wire.to_server.push_back(message);
                }
                Effect::Tell(Notice::Refused(kept)) => {
                    let kept = kept.into_iter().map(|kept| (kept.subject, kept.text));
                    tab.handed_back.extend(kept);
                }
                Effect::Tell(_) => {}
            }
        }
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Type { who, field, at_end } => self.type_word(who, field, at_end),
            Step::ToServer { who, messages } => {
                (0..messages).for_each(|_| self.server_hears(who));
            }
            Step::ToClient { who, messages } => {
                (0..messages).for_each(|_| self.client_hears(who));
            }
            Step::Commit => self.commit(),
            Step::Crash => {
                self.batch.clear();
                self.memory = copy(&self.disk);
                for who in 0..PEOPLE {
                    self.cut(who);
                }
            }
            Step::Cut { who } => self.cut(who),
            Step::Refuse { who } => self.refuses[who] = true,
            Step::Lock {
                field,
                is_locked: true,
            } => {
                self.locked.insert(field);
            }
            Step::Lock {
                field,
                is_locked: false,
            } => {
                self.locked.remove(&field);
            }
            Step::Wait { milliseconds } => {
                self.now += milliseconds;
                for who in 0..PEOPLE {
                    self.happen(who, Event::Tick);
                }
            }
            Step::Return { who } => self.happen(who, Event::Returned),
            Step::Crowd { who, is_crowded } => self.tabs[who].is_crowded = is_crowded,
        }
    }

    fn type_word(&mut self, who: usize, field: usize, at_end: bool) {
        let word = format!("<{}>", self.next_word);
        self.next_word += 1;
        let now = self.now(who);
        let tab = &mut self.tabs[who];
        let at = FIELDS[field];
        let length = tab.session.document().text_len(at);
        let edit = Edit::Splice {
            at,
            splice: Splice {
                // Words are never torn: they are looked for at the end.
                at: if at_end { length } else { 0 },
                delete: 0,
                insert: word.clone(),
            },
        };
        let (result, effects) = tab.session.edit(now, |replica| replica.edit(&edit));
        if matches!(result, Err(EditError::NotFound(_))) {
            // The plan has not arrived, and with it the texts that lie in it.
            return;
        }
        result.expect("the text takes words at both ends");
        tab.words.push((field, word));
        self.perform(who, effects);
    }

    fn cut(&mut self, who: usize) {
        if self.tabs[who].wire.take().is_some() {
            self.happen(who, Event::Closed { code: 1006 });
        }
    }

    fn client_hears(&mut self, who: usize) {
        let Some(wire) = &mut self.tabs[who].wire else {
            return;
        };
        if !wire.is_open {
            wire.is_open = true;
            wire.to_client.push_back(hello());
            self.happen(who, Event::Opened);
        } else if let Some(message) = wire.to_client.pop_front() {
            self.happen(who, Event::Received(&message));
        }
    }

    fn server_hears(&mut self, who: usize) {
        let Some(wire) = &mut self.tabs[who].wire else {
            return;
        };
        let Some(message) = wire.to_server.pop_front() else {
            return;
        };
        match Frame::decode(&message).unwrap() {
            Frame::SyncStep1(vector) => {
                // What leaves the server is on its disk.
                self.commit();
                let known = StateVector::decode(vector).unwrap();
                let answer = self.disk.diff(&known);
                let vector = self.disk.state_vector().encode();
                let wire = self.tabs[who].wire.as_mut().unwrap();
                wire.to_client.push_back(Frame::SyncStep2(&answer).encode());
                wire.to_client.push_back(Frame::SyncStep1(&vector).encode());
            }
            Frame::SyncStep2(update) => {
                wire.is_behind = false;
                self.take(who, update);
            }
            Frame::Update(update) => self.take(who, update),
            Frame::Awareness(entries) => {
                wire.to_client.push_back(Frame::Awareness(entries).encode());
            }
            other => panic!("clients do not send {other:?}"),
        }
    }

    fn take(&mut self, who: usize, update: &[u8]) {
        let wire = self.tabs[who].wire.as_mut().unwrap();
        wire.taken += 1;
        let count = wire.taken;
        if wire.is_behind {
            return;
        }
        let changed = copy(&self.memory);
        let is_new = match changed.apply(update) {
            Ok(is_new) => is_new,
            Err(ApplyError::Gap) => {
                wire.is_behind = true;
                let vector = self.memory.state_vector().encode();
                wire.to_client.push_back(Frame::SyncStep1(&vector).encode());
                return;
            }
            Err(error) => panic!("{error}"),
        };
        let changes = |field: &usize| {
            let at = FIELDS[*field];
            changed.text(at) != self.memory.text(at)
        };
        let locked: Vec<usize> = self.locked.iter().copied().filter(changes).collect();
        if is_new && (std::mem::take(&mut self.refuses[who]) || !locked.is_empty()) {
            self.refused.extend((0..FIELDS.len()).filter(changes));
            let event = ServerEvent::Rejected {
                count,
                key: "violation".to_owned(),
                reason: "refused for the test".to_owned(),
            };
            let event = serde_json::to_string(&event).unwrap();
            wire.to_client.push_back(Frame::Event(&event).encode());
            return;
        }
        self.memory = changed;
        self.batch.push((who, count, update.to_vec()));
    }

    fn commit(&mut self) {
        for (author, count, update) in std::mem::take(&mut self.batch) {
            let is_new = self.disk.apply(&update).unwrap();
            for (who, tab) in self.tabs.iter_mut().enumerate() {
                let Some(wire) = tab.wire.as_mut().filter(|wire| wire.is_open) else {
                    continue;
                };
                // An acknowledgement goes to the connection that sent the message.
                if who == author && count <= wire.taken {
                    let ack = Frame::Ack { count, seq: 1 };
                    wire.to_client.push_back(ack.encode());
                } else if who != author && is_new {
                    wire.to_client.push_back(Frame::Update(&update).encode());
                }
            }
        }
    }

    /// Nobody is told "saved" who has anything that is not on disk.
    fn check(&self) -> Result<(), TestCaseError> {
        for tab in &self.tabs {
            if is_saved(&tab.session.saving()) {
                let disk = copy(&self.disk);
                let is_missing = disk.apply(&tab.session.document().state()).unwrap();
                prop_assert!(!is_missing, "{:?}", tab.session);
            }
        }
        Ok(())
    }

    /// Delivers everything until nothing moves any more.
    fn heal(&mut self) {
        self.refuses = [false; PEOPLE];
        for tab in &mut self.tabs {
            tab.is_crowded = false;
        }
        for _ in 0..20 {
            // Longer than any wait, so that everybody comes back; acknowledged in between.
            self.now += 12_000;
            for who in 0..PEOPLE {
                self.happen(who, Event::Returned);
                self.happen(who, Event::Tick);
            }
            for _ in 0..60 {
                for who in 0..PEOPLE {
                    self.server_hears(who);
                    self.client_hears(who);
                }
                self.commit();
            }
        }
    }
}

/// Whether it is told that all is saved, but for what was refused.
fn is_saved(saving: &SaveState) -> bool {
    match saving {
        SaveState::Saved => true,
        SaveState::NotAccepted { rest, .. } => is_saved(rest),
        _ => false,
    }
}

fn hello() -> Vec<u8> {
    let member = Member {
        id: MemberId::from_u128(1),
        name: "Ann".to_owned(),
        side: Side::Vendor,
        role: Role::Editor,
    };
    let hello = ServerEvent::Hello(Hello {
        member,
        time: 0,
        protocol: PROTOCOL_VERSION,
        schema: 1,
        epoch: "first".to_owned(),
        build: "b".to_owned(),
        limits: Limits {
            update_bytes: 1,
            step2_bytes: 1,
        },
        members: Vec::new(),
    });
    Frame::Event(&serde_json::to_string(&hello).unwrap()).encode()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn saved_is_true_and_nothing_is_lost(steps in prop::collection::vec(step(), 0..160)) {
        let mut world = World::new();
        for step in &steps {
            world.step(step);
            world.check()?;
        }
        world.heal();
        world.check()?;
        let texts = FIELDS.map(|at| world.disk.text(at));
        for tab in &world.tabs {
            let saving = tab.session.saving();
            prop_assert!(is_saved(&saving), "{saving:?}");
            let is_told = saving != SaveState::Saved;
            prop_assert_eq!(is_told, !tab.handed_back.is_empty());
            let shown = FIELDS.map(|at| tab.session.document().text(at));
            prop_assert_eq!(&shown, &texts);
            for (field, word) in &tab.words {
                let times: usize = texts.iter().map(|text| text.matches(word.as_str()).count()).sum();
                let is_in_its_field = texts[*field].contains(word.as_str());
                let is_handed_back = tab.handed_back.iter().any(|(subject, text)| {
                    *subject == Subject::Field(FIELDS[*field]) && text.contains(word.as_str())
                });
                prop_assert!(
                    (times == 1 && is_in_its_field)
                        || (times == 0 && is_handed_back && world.refused.contains(field)),
                    "{word} {times} times in {texts:?}, of {:?}",
                    tab.handed_back
                );
            }
        }
    }
}
