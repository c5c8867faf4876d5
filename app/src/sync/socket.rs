//! One websocket. It carries bytes and reports what happens; it decides nothing.

use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

/// Something that happens to a socket.
#[derive(Debug)]
pub(super) enum SocketEvent {
    Opened,
    Received(Vec<u8>),
    Closed { code: u16 },
}

/// A websocket that is open or opening. Dropped, it closes and is silent.
pub(super) struct Socket {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

impl Socket {
    /// Begins to connect. `None` if the browser does not even try.
    pub(super) fn open(url: &str, happened: impl Fn(SocketEvent) + 'static) -> Option<Self> {
        let socket = WebSocket::new(url).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let happened = Rc::new(happened);
        let opened = {
            let happened = Rc::clone(&happened);
            EventListener::new(&socket, "open", move |_| happened(SocketEvent::Opened))
        };
        let received = {
            let happened = Rc::clone(&happened);
            EventListener::new(&socket, "message", move |event| {
                let message: &MessageEvent = event.unchecked_ref();
                // The protocol is binary: a text message is not for us.
                if let Ok(buffer) = message.data().dyn_into::<ArrayBuffer>() {
                    happened(SocketEvent::Received(Uint8Array::new(&buffer).to_vec()));
                }
            })
        };
        let closed = EventListener::new(&socket, "close", move |event| {
            let event: &CloseEvent = event.unchecked_ref();
            happened(SocketEvent::Closed { code: event.code() });
        });
        Some(Self {
            socket,
            _listeners: [opened, received, closed],
        })
    }

    /// Sends a message. On a socket that is closing it is lost, and the close event follows.
    pub(super) fn send(&self, message: &[u8]) {
        let _ = self.socket.send_with_u8_array(message);
    }

    /// Bytes that were given to the socket and have not left it.
    pub(super) fn unsent_bytes(&self) -> u32 {
        self.socket.buffered_amount()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // It may be closed already; there is nobody left to tell.
        let _ = self.socket.close();
    }
}
