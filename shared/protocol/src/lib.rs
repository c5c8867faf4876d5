//! What travels between the browser and the server, and who may do what.
//!
//! | module | answers |
//! | --- | --- |
//! | [`frame`] | the messages of the websocket, byte for byte |
//! | [`event`] | the JSON events that the server sends over it |
//! | [`presence`] | what people show of themselves while they are in a plan |
//! | [`http`] | the bodies of HTTP requests and answers |
//! | [`layer`] | the documents of a plan |
//! | [`member`] | the people of a plan |
//! | [`role`] | sides, roles and what they allow |
//! | [`workshop`] | what people tell a workshop, and what they see of it |
//!
//! It knows the ids of [`tandem_plan`] and nothing else of it; it never does I/O.

#![warn(missing_docs)]

pub mod event;
pub mod frame;
pub mod http;
pub mod layer;
pub mod member;
pub mod presence;
pub mod role;
pub mod workshop;

/// The version of this protocol. It grows when an older client could misunderstand a newer
/// server; the hello event carries it.
pub const PROTOCOL_VERSION: u32 = 2;

/// Close codes of the websocket. A client that gets a *final* one does not come back by itself.
pub mod close {
    /// The server is restarting: come back.
    pub const RESTARTING: u16 = 1012;
    /// Final: the client sent what no client of this protocol sends.
    pub const BAD_DATA: u16 = 4400;
    /// Final: nobody is signed in.
    pub const UNAUTHENTICATED: u16 = 4401;
    /// Final: this person may not be here.
    pub const FORBIDDEN: u16 = 4403;
    /// Final: there is no such plan or layer.
    pub const NOT_FOUND: u16 = 4404;
    /// The client did not read for too long: come back.
    pub const TOO_SLOW: u16 = 4508;
    /// The two documents have drifted apart: come back and start over.
    pub const RESYNC: u16 = 4509;
    /// The client sent too much in too short a time: come back later.
    pub const TOO_MUCH: u16 = 4529;

    /// Whether a client must not come back by itself after this code.
    #[must_use]
    pub const fn is_final(code: u16) -> bool {
        matches!(code, 4400..=4499)
    }
}
