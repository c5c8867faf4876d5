//! Keeps one replica of a layer of a plan in step with the server.
//!
//! | module | does |
//! | --- | --- |
//! | `session` | the conversation with the server, as a pure state machine over the replica |
//! | `saving` | the books of what is on disk, and what people are told of it |
//! | `people` | who is here |
//! | `unsaved` | where this tab has changed the plan |
//! | `recovery` | making work again that the server does not take as it is |
//! | `kept` | what could not be made again |
//! | `device` | what lies on this device, as pure decisions |
//! | `keeper` | the database of this device, and the other tabs |
//! | `backoff` | how long to wait before connecting again |
//! | `socket` | the websocket |
//!
//! [`Link`] ties them to the browser: it does what the session wants and tells its owner what
//! happened. Nothing here knows how a plan is shown.

mod backoff;
mod device;
mod keeper;
mod kept;
mod people;
mod recovery;
mod saving;
mod session;
#[cfg(test)]
mod simulation;
mod socket;
mod unsaved;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use tandem_plan::document::{PlanDoc, Replica};
use tandem_plan::ids::MemberId;
use tandem_protocol::layer::Layer;
use tandem_protocol::presence::Presence;

pub(crate) use device::write_kept;
pub(crate) use kept::Kept;
pub(crate) use people::Person;
pub(crate) use saving::{Keeping, SaveState};
pub(crate) use session::Notice;

use crate::browser::{self, Alarm};
use keeper::{Keeper, KeeperEvent};
use session::{Effect, Event, Now, Session};
use socket::{Socket, SocketEvent};

/// Where the time and chance come from: the browser, or a test.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Senses {
    /// Milliseconds since any fixed moment; never goes back.
    pub(crate) now_ms: fn() -> u64,
    /// Milliseconds since 1970; it may be wrong, and go back.
    pub(crate) unix_ms: fn() -> u64,
    /// A number from 0 up to 1.
    pub(crate) chance: fn() -> f64,
}

/// Where a replica lives.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// Which document of the plan it is of.
    pub(crate) layer: Layer,
    /// The address of the server's websocket.
    pub(crate) url: Option<String>,
    /// The store on this device, and for whom.
    pub(crate) device: Option<(String, MemberId)>,
}

/// A replica and its connection. Everything that happens is told to one listener, after the
/// replica is free again; the listener may read through the link and **never edits**.
pub(crate) struct Link {
    places: Places,
    senses: Senses,
    session: RefCell<Session>,
    socket: RefCell<Option<Socket>>,
    keeper: RefCell<Option<Keeper>>,
    alarm: Alarm,
    listener: Box<dyn Fn(Notice)>,
    is_telling: Cell<bool>,
    returns: RefCell<Vec<EventListener>>,
    this: Weak<Self>,
}

impl Link {
    /// A link between these places, not started yet.
    pub(crate) fn new(
        places: Places,
        senses: Senses,
        fresh: impl Fn() -> Replica + 'static,
        listener: impl Fn(Notice) + 'static,
    ) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let ring = this.clone();
            let mut session = Session::new(places.layer, fresh);
            if let Some((_, me)) = &places.device {
                session = session.with_device(*me);
            }
            Self {
                places,
                senses,
                session: RefCell::new(session),
                socket: RefCell::new(None),
                keeper: RefCell::new(None),
                alarm: Alarm::new(move || {
                    if let Some(link) = ring.upgrade() {
                        link.happen(Event::Tick);
                    }
                }),
                listener: Box::new(listener),
                is_telling: Cell::new(false),
                returns: RefCell::new(Vec::new()),
                this: this.clone(),
            }
        })
    }

    /// Takes in what is known of the plan before there is a connection. `epoch` is the life of the
    /// server's store that it belongs to. To be called before [`Link::start`].
    pub(crate) fn begin_with(&self, update: &[u8], epoch: &str) {
        let effects = self.session.borrow_mut().begin_with(update, epoch);
        self.perform(effects);
    }

    /// Connects, and stays connected.
    pub(crate) fn start(&self) {
        let this = self.this.clone();
        *self.returns.borrow_mut() = browser::on_return(move || {
            if let Some(link) = this.upgrade() {
                link.happen(Event::Returned);
            }
        });
        self.happen(Event::Start);
    }

    /// Ends the connection.
    pub(crate) fn stop(&self) {
        self.returns.borrow_mut().clear();
        self.happen(Event::Stop);
    }

    /// Ends the connection for good, and leaves nothing on the device.
    pub(crate) fn lose(&self) {
        self.returns.borrow_mut().clear();
        self.happen(Event::Lost);
    }

    /// Reads the plan.
    pub(crate) fn read<R>(&self, read: impl FnOnce(&PlanDoc) -> R) -> R {
        read(self.session.borrow().document())
    }

    /// Lets this person edit the plan.
    pub(crate) fn edit<R>(&self, edit: impl FnOnce(&mut Replica) -> R) -> R {
        debug_assert!(!self.is_telling.get(), "a listener reads and never edits");
        let now = self.now();
        let (result, effects) = self.session.borrow_mut().edit(now, edit);
        self.perform(effects);
        result
    }

    /// Tells others what this person looks at.
    pub(crate) fn look(&self, looks: Presence) {
        self.happen(Event::Looks(looks));
    }

    /// The person has seen everything that the server refused.
    pub(crate) fn refusal_seen(&self) {
        self.happen(Event::RefusalSeen);
    }

    /// Keeps something that was refused on this device, or not any more.
    pub(crate) fn keep_refusal(&self, key: String, kept: Option<String>) {
        let effects = self.session.borrow_mut().keep_refusal(key, kept);
        self.perform(effects);
    }

    fn now(&self) -> Now {
        let socket = self.socket.borrow();
        Now {
            ms: (self.senses.now_ms)(),
            unix_ms: (self.senses.unix_ms)(),
            chance: (self.senses.chance)(),
            unsent_bytes: socket.as_ref().map_or(0, Socket::unsent_bytes),
        }
    }

    fn happen(&self, event: Event<'_>) {
        let now = self.now();
        let effects = self.session.borrow_mut().handle(event, now);
        self.perform(effects);
    }

    fn perform(&self, effects: Vec<Effect>) {
        let mut notices = Vec::new();
        let mut is_refused = false;
        for effect in effects {
            match effect {
                Effect::Open => {
                    let socket = self.open();
                    is_refused = socket.is_none();
                    self.socket.replace(socket);
                }
                Effect::Close => {
                    self.socket.take();
                }
                Effect::Send(message) => {
                    if let Some(socket) = &*self.socket.borrow() {
                        socket.send(&message);
                    }
                }
                Effect::Load => {
                    let keeper = self.load();
                    self.keeper.replace(keeper);
                }
                Effect::Keep(generation, keep) => {
                    if let Some(keeper) = &*self.keeper.borrow() {
                        let haste = self.session.borrow().haste(&keep);
                        keeper.keep(generation, keep, haste);
                    }
                }
                Effect::ToTabs(message) => {
                    if let Some(keeper) = &*self.keeper.borrow() {
                        keeper.say(&message);
                    }
                }
                Effect::Tell(notice) => notices.push(notice),
            }
        }
        let deadline = self.session.borrow().deadline();
        match deadline {
            Some(deadline) => {
                let now = (self.senses.now_ms)();
                self.alarm.set(deadline.saturating_sub(now));
            }
            None => self.alarm.clear(),
        }
        let is_telling = self.is_telling.replace(true);
        for notice in notices {
            (self.listener)(notice);
        }
        self.is_telling.set(is_telling);
        if is_refused {
            self.happen(Event::Closed { code: NO_SOCKET });
        }
    }

    fn load(&self) -> Option<Keeper> {
        let this = self.this.clone();
        let (name, _) = self.places.device.as_ref()?;
        Some(Keeper::open(name, move |event| {
            let Some(link) = this.upgrade() else { return };
            match event {
                KeeperEvent::Loaded(stored) => link.happen(Event::Stored(stored)),
                KeeperEvent::Done(outcome) => link.happen(Event::Kept(outcome)),
                KeeperEvent::Failed => link.happen(Event::DeviceFailed),
                KeeperEvent::FromTab(message) => link.happen(Event::TabSaid(&message)),
            }
        }))
    }

    fn open(&self) -> Option<Socket> {
        let this = self.this.clone();
        Socket::open(self.places.url.as_deref()?, move |event| {
            let Some(link) = this.upgrade() else { return };
            match event {
                SocketEvent::Opened => link.happen(Event::Opened),
                SocketEvent::Received(message) => link.happen(Event::Received(&message)),
                SocketEvent::Closed { code } => link.happen(Event::Closed { code }),
            }
        })
    }
}

/// The code that browsers give to a connection that never came about.
const NO_SOCKET: u16 = 1006;
