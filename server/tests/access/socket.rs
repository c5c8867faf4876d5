//! The end of a websocket of somebody who may send what they like.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use tandem_plan::address::FieldAddress;
use tandem_plan::document::PlanDoc;
use tandem_plan::edit::Edit;
use tandem_plan::ids::ClientId;
use tandem_plan::schema::{PRIVATE_SCHEMA, SCHEMA};
use tandem_plan::splice::Splice;
use tandem_protocol::frame::Frame;
use tandem_protocol::layer::Layer;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::world::{Pass, World};

const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// All that came, as it came.
    pub(crate) received: Vec<u8>,
}

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Heard {
    Step1,
    Step2(Vec<u8>),
    Update(Vec<u8>),
    Awareness,
    Denied,
    Ack,
    /// The type of an event.
    Event(String),
    Closed(u16),
}

impl Socket {
    pub(crate) async fn open(world: &World<'_>, pass: &Pass, layer: Layer) -> Self {
        Self::open_from(world, pass, layer.key(), &world.program.origin())
            .await
            .unwrap()
    }

    /// Opens it as a page of this origin does, or, with a token, as a program.
    pub(crate) async fn open_from(
        world: &World<'_>,
        pass: &Pass,
        layer: &str,
        origin: &str,
    ) -> Result<Self, tokio_tungstenite::tungstenite::Error> {
        let (address, plan) = (&world.program.address, &world.plan);
        let token = match pass {
            Pass::Bearer(token) => format!("&token={token}"),
            _ => String::new(),
        };
        let url = format!("ws://{address}/sync/{plan}/{layer}?ext=1{token}");
        let mut request = url.into_client_request().unwrap();
        if let Pass::Cookie(cookie) = pass {
            request
                .headers_mut()
                .insert("cookie", cookie.parse().unwrap());
        }
        if token.is_empty() {
            request
                .headers_mut()
                .insert("origin", origin.parse().unwrap());
        }
        let stream = TcpStream::connect(address).await.unwrap();
        let (stream, _) = client_async(request, stream).await?;
        let received = Vec::new();
        Ok(Self { stream, received })
    }

    pub(crate) async fn send(&mut self, bytes: Vec<u8>) {
        // Who was closed meanwhile hears so.
        let _ = self.stream.send(Message::Binary(bytes.into())).await;
    }

    pub(crate) async fn next(&mut self) -> Heard {
        let next = timeout(PATIENCE, self.read());
        next.await.expect("the server says something")
    }

    async fn read(&mut self) -> Heard {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Binary(bytes))) => {
                    self.received.extend(&bytes);
                    return match Frame::decode(&bytes).unwrap() {
                        Frame::SyncStep1(_) => Heard::Step1,
                        Frame::SyncStep2(update) => Heard::Step2(update.to_vec()),
                        Frame::Update(update) => Heard::Update(update.to_vec()),
                        Frame::Awareness(_) => Heard::Awareness,
                        Frame::Denied(_) => Heard::Denied,
                        Frame::Ack { .. } => Heard::Ack,
                        Frame::Event(json) => {
                            let event: serde_json::Value = serde_json::from_str(json).unwrap();
                            Heard::Event(event["type"].as_str().unwrap().to_owned())
                        }
                        Frame::QueryAwareness | Frame::Written { .. } => {
                            panic!("a server says no such thing")
                        }
                    };
                }
                Some(Ok(Message::Close(frame))) => {
                    return Heard::Closed(frame.map_or(0, |frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Heard::Closed(0),
            }
        }
    }

    /// Listens until this or the end is heard.
    pub(crate) async fn until(&mut self, holds: impl Fn(&Heard) -> bool) -> Heard {
        loop {
            let heard = self.next().await;
            if holds(&heard) || matches!(heard, Heard::Closed(_)) {
                return heard;
            }
        }
    }

    /// Asks for all that the layer has; `None` if the server ends the connection instead.
    pub(crate) async fn document(&mut self, layer: Layer) -> Option<PlanDoc> {
        let doc = empty(layer, ClientId::random());
        self.send(Frame::SyncStep1(&doc.state_vector().encode()).encode())
            .await;
        match self.until(|heard| matches!(heard, Heard::Step2(_))).await {
            Heard::Step2(update) => {
                doc.apply(&update).unwrap();
                Some(doc)
            }
            _ => None,
        }
    }

    /// Whether an update of this person is taken.
    pub(crate) async fn write(&mut self, update: &[u8]) -> bool {
        self.send(Frame::Update(update).encode()).await;
        self.is_taken().await
    }

    pub(crate) async fn is_taken(&mut self) -> bool {
        let is_answer = |heard: &Heard| {
            matches!(heard, Heard::Ack | Heard::Denied)
                || matches!(heard, Heard::Event(kind) if kind == "rejected")
        };
        self.until(is_answer).await == Heard::Ack
    }
}

pub(crate) fn empty(layer: Layer, client: ClientId) -> PlanDoc {
    let schema = match layer {
        Layer::Joint => &SCHEMA,
        Layer::Vendor | Layer::Partner => &PRIVATE_SCHEMA,
    };
    PlanDoc::new(schema, client)
}

/// Puts a text at the beginning of a text field, and returns the update that does so.
pub(crate) fn type_in(doc: &PlanDoc, at: FieldAddress, text: &str) -> Vec<u8> {
    let before = doc.state_vector();
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: text.to_owned(),
    };
    doc.edit(&Edit::Splice { at, splice }).unwrap();
    doc.diff(&before)
}
