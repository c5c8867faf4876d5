//! What a session hears and says. Data only.

use std::sync::Arc;

use tandem_plan::document::Change;
use tandem_protocol::event::Hello;
use tandem_protocol::member::Member;
use tandem_protocol::presence::Presence;

use crate::sync::device::{Keep, Outcome, Stored};
use crate::sync::kept::Kept;
use crate::sync::people::Person;
use crate::sync::saving::{Keeping, SaveState};

/// The moment in which something happens, as far as the session may know of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    /// Milliseconds since any fixed moment.
    pub(crate) ms: u64,
    /// Milliseconds since 1970, on the clock of this device.
    pub(crate) unix_ms: u64,
    /// A number from 0 up to 1, different every time.
    pub(crate) chance: f64,
    /// Bytes that the socket has taken and not sent yet.
    pub(crate) unsent_bytes: u32,
}

/// Something that happens to a session.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// Somebody wants the plan.
    Start,
    /// Nobody wants the plan any more.
    Stop,
    /// This person may not read it any more.
    Lost,
    /// The socket is open.
    Opened,
    /// A message came.
    Received(&'a [u8]),
    /// The socket is closed, or could not be opened.
    Closed {
        /// The code of the websocket.
        code: u16,
    },
    /// The deadline has passed.
    Tick,
    /// The network or the person has come back.
    Returned,
    /// What this person looks at has changed.
    Looks(Presence),
    /// The device has said what it has.
    Stored(Stored),
    /// What became of the next thing that the device was given, in their order.
    Kept(Outcome),
    /// The device keeps nothing from now on.
    DeviceFailed,
    /// Another tab of the same person has said something.
    TabSaid(&'a [u8]),
    /// The person has seen everything that was refused so far.
    RefusalSeen,
}

/// Something that the session wants done.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Open a socket.
    Open,
    /// Close the socket and hear nothing more from it.
    Close,
    /// Send this message.
    Send(Vec<u8>),
    /// Ask the device what it has.
    Load,
    /// Keep this on the device, as a tab that knows this generation.
    Keep(u32, Keep),
    /// Say this to the other tabs of the same person.
    ToTabs(Vec<u8>),
    /// Tell whoever shows the plan.
    Tell(Notice),
}

/// What those who show the plan are told.
#[derive(Debug)]
pub(crate) enum Notice {
    /// The replica changed.
    Changed(Vec<Change>),
    /// The replica has just arrived, or is another one: everything is to be read afresh.
    Loaded,
    /// Whether edits are safe.
    Saving(SaveState),
    /// The server refused these edits.
    Refused(Vec<Kept>),
    /// The server refused these earlier; they were kept on this device under these keys.
    RefusedBefore(Vec<(String, Kept)>),
    /// Nothing of the plan may stay on this device.
    Forgotten,
    /// How it stands with what was written here, on this device.
    Keeping(Keeping),
    /// The server said who it is and who we are.
    Hello(Hello),
    /// Who belongs to the plan.
    Members(Vec<Member>),
    /// Who is here.
    People(Vec<Person>),
    /// How the workshop looks to this person: an event as it came.
    Workshop(Arc<str>),
}
