//! Sessions with real replicas against a small server that commits late, crashes, cuts
//! connections, refuses messages and locks fields, in whatever order chance finds.
//!
//! After every step: whoever is told "saved" has nothing that the server's disk lacks. At the end,
//! when the network heals: all screens are equal, and every word is there exactly once, or was
//! handed back to the person who wrote it because the server refused it there. Ann has two tabs on
//! one device, which keeps work as a browser does: late, in its order, and not at all what a tab
//! that ends had not given to it.

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
use tandem_protocol::event::{Event as ServerEvent, Hello, Limits};
use tandem_protocol::frame::Frame;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Role, Side};

use super::device::Keep;
use super::device::tests::Database;
use super::saving::{Keeping, SaveState};
use super::session::{Effect, Event, Notice, Now, Session};

/// By tab: whose it is. Ann has two, Ben has one.
const PERSON: [usize; TABS] = [ANN, 1, ANN];
const ANN: usize = 0;
const TABS: usize = 3;
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
    /// The device does so much of what this tab has given to it.
    Keep {
        who: usize,
        times: usize,
    },
    /// The tab hears what the other one has said.
    HearTab {
        who: usize,
        messages: usize,
    },
    /// The tab ends at once, and another one opens the plan.
    Reload {
        who: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..TABS;
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
        8 => (who(), 1usize..6).prop_map(|(who, times)| Step::Keep { who, times }),
        6 => (who(), 1usize..5).prop_map(|(who, messages)| Step::HearTab { who, messages }),
        1 => who().prop_map(|who| Step::Reload { who }),
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
    /// Whether this page was told so.
    is_told: bool,
    /// What the device has not got to yet; `None` asks it what it has.
    to_device: VecDeque<Option<(u32, Keep)>>,
    from_tabs: VecDeque<Vec<u8>>,
    /// Words that no device had when the tab ended: they may be anywhere, or nowhere.
    lost: BTreeSet<String>,
    /// Words that are on their way to the device.
    unkept: Vec<String>,
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
    refuses: [bool; TABS],
    /// Fields that nobody may change.
    locked: BTreeSet<usize>,
    /// Fields in which something was refused, for whatever reason.
    refused: BTreeSet<usize>,
    /// What each person's device keeps.
    devices: [Database; 2],
}

fn session() -> Session {
    let fresh = || Replica::new(&SCHEMA, ClientId::random(), Arc::new(|| 0));
    Session::new(Layer::Joint, fresh).with_device(MemberId::from_u128(1))
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
        let tab = |_| Tab {
            session: session(),
            wire: None,
            is_crowded: false,
            words: Vec::new(),
            handed_back: Vec::new(),
            is_told: false,
            to_device: VecDeque::new(),
            from_tabs: VecDeque::new(),
            lost: BTreeSet::new(),
            unkept: Vec::new(),
        };
        let disk = document();
        disk.complete();
        let mut world = Self {
            now: 0,
            next_word: 0,
            tabs: (0..TABS).map(tab).collect(),
            memory: copy(&disk),
            disk,
            batch: Vec::new(),
            refuses: [false; TABS],
            locked: BTreeSet::new(),
            refused: BTreeSet::new(),
            devices: Default::default(),
        };
        for who in 0..TABS {
            world.happen(who, Event::Start);
        }
        world
    }

    fn now(&self, who: usize) -> Now {
        Now {
            ms: self.now,
            unix_ms: self.now,
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
        let mut said = Vec::new();
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
                    tab.is_told = true;
                    let key = tab.handed_back.len().to_string() + &who.to_string();
                    let effects = tab.session.keep_refusal(key, Some(String::new()));
                    let keeps = effects.into_iter().filter_map(|effect| match effect {
                        Effect::Keep(generation, keep) => Some(Some((generation, keep))),
                        _ => None,
                    });
                    tab.to_device.extend(keeps);
                }
                Effect::Tell(Notice::RefusedBefore(_)) => tab.is_told = true,
                Effect::Load => tab.to_device.push_back(None),
                Effect::Keep(generation, keep) => {
                    tab.to_device.push_back(Some((generation, keep)));
                }
                Effect::ToTabs(message) => said.push(message),
                Effect::Tell(_) => {}
            }
        }
        for (other, tab) in self.tabs.iter_mut().enumerate() {
            if other != who && PERSON[other] == PERSON[who] {
                tab.from_tabs.extend(said.iter().cloned());
            }
        }
    }

    /// The device does the next thing that a tab has given to it.
    fn keep(&mut self, who: usize) {
        let device = &mut self.devices[PERSON[who]];
        let Some(next) = self.tabs[who].to_device.pop_front() else {
            return;
        };
        let event = match next {
            None => Event::Stored(device.load()),
            Some((generation, keep)) => Event::Kept(device.keep(generation, &keep)),
        };
        self.happen(who, event);
        let tab = &mut self.tabs[who];
        if tab.to_device.is_empty() && tab.session.keeping() == Keeping::Kept {
            tab.unkept.clear();
        }
    }

    fn hear_tab(&mut self, who: usize) {
        if let Some(message) = self.tabs[who].from_tabs.pop_front() {
            self.happen(who, Event::TabSaid(&message));
        }
    }

    fn reload(&mut self, who: usize) {
        let tab = &mut self.tabs[who];
        tab.wire = None;
        tab.to_device.clear();
        tab.from_tabs.clear();
        tab.lost.extend(tab.unkept.drain(..));
        tab.is_told = false;
        tab.session = session();
        self.happen(who, Event::Start);
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
                for who in 0..TABS {
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
                for who in 0..TABS {
                    self.happen(who, Event::Tick);
                }
            }
            Step::Return { who } => self.happen(who, Event::Returned),
            Step::Crowd { who, is_crowded } => self.tabs[who].is_crowded = is_crowded,
            Step::Keep { who, times } => (0..times).for_each(|_| self.keep(who)),
            Step::HearTab { who, messages } => (0..messages).for_each(|_| self.hear_tab(who)),
            Step::Reload { who } => self.reload(who),
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
        tab.unkept.push(word.clone());
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
            // What follows is only shown as older than it is.
            Frame::Written { .. } => {}
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
        self.refuses = [false; TABS];
        for tab in &mut self.tabs {
            tab.is_crowded = false;
        }
        for who in 0..TABS {
            (0..200).for_each(|_| self.keep(who));
        }
        for _ in 0..20 {
            // Longer than any wait, so that everybody comes back; acknowledged in between.
            self.now += 12_000;
            for who in 0..TABS {
                self.happen(who, Event::Returned);
                self.happen(who, Event::Tick);
            }
            for _ in 0..60 {
                for who in 0..TABS {
                    self.server_hears(who);
                    self.client_hears(who);
                    self.keep(who);
                    self.hear_tab(who);
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
    let member = Member::new(
        MemberId::from_u128(1),
        "Ann".to_owned(),
        Side::Vendor,
        Role::Editor,
    );
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
        in_workshop: false,
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
        // A tab may have gone on without its device: what lies there is found when it is opened again.
        for who in 0..TABS {
            world.reload(who);
            (0..200).for_each(|_| world.keep(who));
        }
        world.heal();
        world.check()?;
        let texts = FIELDS.map(|at| world.disk.text(at));
        for device in &mut world.devices {
            let stored = device.load();
            prop_assert!(stored.tabs.iter().all(|(_, unsent)| unsent.changes == 0));
            let kept = document();
            for update in &stored.updates {
                kept.apply(update).unwrap();
            }
            prop_assert_eq!(&FIELDS.map(|at| kept.text(at)), &texts);
        }
        for (tab, person) in world.tabs.iter().zip(PERSON) {
            let saving = tab.session.saving();
            prop_assert!(is_saved(&saving), "{saving:?}");
            let is_told = saving != SaveState::Saved;
            prop_assert_eq!(is_told, tab.is_told);
            let shown = FIELDS.map(|at| tab.session.document().text(at));
            prop_assert_eq!(&shown, &texts);
            for (field, word) in &tab.words {
                let times: usize = texts.iter().map(|text| text.matches(word.as_str()).count()).sum();
                let is_in_its_field = texts[*field].contains(word.as_str());
                let of_person = world.tabs.iter().zip(PERSON).filter(|(_, of)| *of == person);
                let mut handed_back = of_person.flat_map(|(tab, _)| &tab.handed_back);
                let is_handed_back = handed_back.any(|(subject, text)| {
                    *subject == Subject::Field(FIELDS[*field]) && text.contains(word.as_str())
                });
                if times <= 1 && tab.lost.contains(word) {
                    continue;
                }
                // Who works in two tabs may find a word twice after a refusal: one of them may make
                // it again while the other one's is on its way to the server.
                let is_rescued = times > 1 && person == ANN && !world.refused.is_empty();
                prop_assert!(
                    ((times == 1 || is_rescued) && is_in_its_field)
                        || (times == 0 && is_handed_back),
                    "{word} {times} times in {texts:?}, of {:?}",
                    tab.handed_back
                );
            }
        }
    }
}
