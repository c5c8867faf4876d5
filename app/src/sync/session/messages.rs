//! What a session hears and says. Data only.

use tandem_plan::document::Change;
use tandem_protocol::event::{Hello, Member};
use tandem_protocol::presence::Presence;

use crate::sync::kept::Kept;
use crate::sync::people::Person;
use crate::sync::saving::SaveState;

/// The moment in which something happens, as far as the session may know of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    /// Milliseconds since any fixed moment.
    pub(crate) ms: u64,
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
    /// The server said who it is and who we are.
    Hello(Hello),
    /// Who belongs to the plan.
    Members(Vec<Member>),
    /// Who is here.
    People(Vec<Person>),
}
