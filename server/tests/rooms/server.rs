//! A server on a loopback port, and clients that speak to it over real websockets.

use std::net::SocketAddr;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use tandem_plan::address::FieldAddress;
use tandem_plan::document::{Replica, StateVector};
use tandem_plan::ids::{ClientId, PlanId};
use tandem_plan::preset::Preset;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::event::Event;
use tandem_protocol::frame::{AwarenessEntry, Frame};
use tandem_protocol::role::{Role, Side};
use tandem_server::access::{self, LinkTerms, Newcomer};
use tandem_server::app::{App, Parts};
use tandem_server::clock::SystemClock;
use tandem_server::config::{FrameAncestors, Limits, Proxy, Starters};
use tandem_server::http::assets::Assets;
use tandem_server::http::serve::{self, Running};
use tandem_server::plans::{self, Beginning, Wish};
use tandem_server::store::sqlite::SqliteStore;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::editing::{NAME, append_to};

/// How long anything may take. Nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_secs(20);

/// A number that somebody may set to let a test do more.
pub(crate) fn from_environment<T: FromStr>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok()?;
    let number = text.parse().ok();
    assert!(number.is_some(), "{name}={text} is no number");
    number
}

pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Opens the data in this folder.
    pub(crate) async fn start(folder: &Path) -> Self {
        Self::start_with(folder, Limits::default()).await
    }

    pub(crate) async fn start_with(folder: &Path, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let store = SqliteStore::open(&folder.join("test.sqlite"))
            .await
            .unwrap();
        let app = App::start(Parts {
            store,
            clock: Arc::new(SystemClock),
            assets: Assets::BuiltIn,
            public_url: format!("http://{address}").parse().unwrap(),
            frame_ancestors: FrameAncestors::default(),
            proxy: Proxy::None,
            starters: Starters::Anyone,
            limits,
        });
        Self {
            running: serve::spawn(app, listener),
            address,
        }
    }

    fn app(&self) -> &App {
        self.running.app()
    }

    /// What `GET /metrics` says of this number.
    pub(crate) async fn metric(&self, name: &str) -> f64 {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let request = format!(
            "GET /metrics HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let value = answer
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        let value = value.unwrap_or_else(|| panic!("no {name} in {answer}"));
        value.trim().parse().unwrap()
    }

    pub(crate) async fn plan(&self) -> PlanId {
        let app = self.app();
        let beginning = Beginning::Preset(Preset::from_key("blank").unwrap());
        let wish = Wish {
            vendor_name: Some("Northwind".to_owned()),
            partner_name: Some("Contoso".to_owned()),
            ..Wish::new(beginning, "Plan: ".to_owned())
        };
        plans::create(&app.store, wish, app.clock.now())
            .await
            .unwrap()
    }

    /// Somebody joins by a link. Returns their cookie.
    pub(crate) async fn guest(&self, plan: PlanId, side: Side, role: Role) -> String {
        let app = self.app();
        let now = app.clock.now();
        let terms = LinkTerms::usual(side, role);
        let link = access::link(&app.store, plan, terms, None, now).await;
        let guest = Newcomer::New(access::MemberName::parse("Guest").unwrap());
        let welcome = app.access.join(&link.unwrap().token, guest, None).await;
        let welcome = welcome.unwrap();
        format!("tandem_session={}", welcome.new_session.unwrap().reveal())
    }

    /// The token of a program.
    pub(crate) async fn program(&self, plan: PlanId, side: Side, role: Role) -> String {
        let app = self.app();
        let name = access::MemberName::parse("Program").unwrap();
        let made = access::program(&app.store, plan, name, (side, role), app.clock.now());
        made.await.unwrap().1.reveal()
    }

    pub(crate) async fn client(&self, plan: PlanId, cookie: &str) -> Client {
        let path = format!("/sync/{plan}/joint?ext=1");
        Client::connect(self.address, &path, Some(cookie))
            .await
            .unwrap()
    }
}

/// A browser's end of a websocket, with the replica behind it.
pub(crate) struct Client {
    socket: WebSocketStream<TcpStream>,
    pub(crate) replica: Replica,
    /// How many step 2 and update messages were sent.
    pub(crate) sent: u64,
    /// How many of them are on disk.
    pub(crate) acked: u64,
    pub(crate) events: Vec<Event>,
    pub(crate) presences: Vec<AwarenessEntry>,
    /// Whether the server has told what it has.
    pub(crate) is_synced: bool,
}

impl Client {
    pub(crate) async fn connect(
        address: SocketAddr,
        path: &str,
        cookie: Option<&str>,
    ) -> Result<Self, Error> {
        let origin = format!("http://{address}");
        Self::connect_from(address, path, cookie, &origin).await
    }

    /// Connects as a page of this origin.
    pub(crate) async fn connect_from(
        address: SocketAddr,
        path: &str,
        cookie: Option<&str>,
        origin: &str,
    ) -> Result<Self, Error> {
        let cookie = cookie.map(|cookie| ("cookie", cookie));
        let headers: Vec<_> = [("origin", origin)].into_iter().chain(cookie).collect();
        Self::connect_with(address, path, &headers).await
    }

    /// Connects without saying that any page asks.
    pub(crate) async fn connect_as_program(address: SocketAddr, path: &str) -> Result<Self, Error> {
        Self::connect_with(address, path, &[]).await
    }

    /// Connects with so little room for what was not read that the server soon notices.
    pub(crate) async fn connect_narrowly(
        address: SocketAddr,
        path: &str,
        cookie: &str,
    ) -> Result<Self, Error> {
        const ROOM: u32 = 4 * 1_024;
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(ROOM)?;
        let stream = socket.connect(address).await?;
        let origin = format!("http://{address}");
        Self::connect_on(stream, path, &[("origin", &origin), ("cookie", cookie)]).await
    }

    async fn connect_with(
        address: SocketAddr,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await?;
        Self::connect_on(stream, path, headers).await
    }

    async fn connect_on(
        stream: TcpStream,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, Error> {
        let address = stream.peer_addr()?;
        let mut request = format!("ws://{address}{path}").into_client_request()?;
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        stream.set_nodelay(true)?;
        let (socket, _) = client_async(request, stream).await?;
        let replica = Replica::new(&SCHEMA, ClientId::random(), Arc::new(|| 0));
        Ok(Self {
            socket,
            replica,
            sent: 0,
            acked: 0,
            events: Vec::new(),
            presences: Vec::new(),
            is_synced: false,
        })
    }

    pub(crate) async fn send(&mut self, frame: &Frame<'_>) -> Result<(), Error> {
        self.send_message(Message::Binary(frame.encode().into()))
            .await
    }

    pub(crate) async fn send_message(&mut self, message: Message) -> Result<(), Error> {
        self.socket.send(message).await
    }

    /// Asks for the plan and waits until it is there.
    pub(crate) async fn sync(&mut self) {
        let vector = self.replica.state_vector().encode();
        self.send(&Frame::SyncStep1(&vector)).await.unwrap();
        self.until(|client| client.is_synced).await;
    }

    /// Types at the end of the plan's name.
    pub(crate) async fn write(&mut self, text: &str) -> Result<(), Error> {
        self.write_in(NAME, text).await
    }

    /// Types at the end of a text.
    pub(crate) async fn write_in(&mut self, at: FieldAddress, text: &str) -> Result<(), Error> {
        let update = append_to(&mut self.replica, at, text);
        self.sent += 1;
        self.send(&Frame::Update(&update)).await
    }

    /// Waits until everything that was sent is on disk.
    pub(crate) async fn saved(&mut self) {
        self.until(|client| client.acked == client.sent).await;
    }

    /// Takes in what the server sends until a condition holds.
    pub(crate) async fn until(&mut self, holds: impl Fn(&Self) -> bool) {
        while !holds(self) {
            if let Err(error) = self.receive().await {
                panic!("the connection ended too early: {error}");
            }
        }
    }

    /// Takes in one message.
    pub(crate) async fn receive(&mut self) -> Result<(), Error> {
        let next = timeout(PATIENCE, self.socket.next());
        let message = next.await.expect("the server says something");
        let Message::Binary(bytes) = message.ok_or(Error::ConnectionClosed)?? else {
            return Ok(());
        };
        match Frame::decode(&bytes).unwrap() {
            Frame::SyncStep1(vector) => {
                let missing = self.replica.diff(&StateVector::decode(vector).unwrap());
                self.sent += 1;
                self.send(&Frame::SyncStep2(&missing)).await?;
            }
            Frame::SyncStep2(update) => {
                self.replica.apply(update).unwrap();
                self.is_synced = true;
            }
            Frame::Update(update) => {
                self.replica.apply(update).unwrap();
            }
            Frame::Awareness(entries) => self.presences.extend(entries),
            Frame::Ack { count, .. } => self.acked = count,
            Frame::Event(json) => self.events.push(serde_json::from_str(json).unwrap()),
            other => panic!("a server does not say {other:?}"),
        }
        self.replica.drain();
        Ok(())
    }

    /// The next message as it comes, or how the connection ended.
    pub(crate) async fn message(&mut self) -> Option<Result<Message, Error>> {
        let next = timeout(PATIENCE, self.socket.next());
        next.await.expect("the server says something")
    }

    /// The code with which the server ends the connection.
    pub(crate) async fn close_code(&mut self) -> u16 {
        self.end().await.expect("a close code")
    }

    /// How the server ends the connection: with a code, or without a word.
    pub(crate) async fn end(&mut self) -> Option<u16> {
        loop {
            match self.message().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }
}
