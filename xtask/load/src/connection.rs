//! One websocket to a server: whole messages out, whole messages in.
//!
//! Small buffers and no delays, so that thousands of connections fit into one process. What the
//! messages mean is not looked at.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// How long opening a connection, and the first answer, may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes that are read at once. The default of 128 KiB is for few connections.
const READ_BUFFER: usize = 8_192;

#[derive(Debug)]
pub(crate) struct Connection {
    socket: WebSocketStream<TcpStream>,
}

impl Connection {
    /// Opens `ws://host:port/…`.
    ///
    /// # Errors
    /// If there is no server, or it does not open a websocket in time.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        // Nothing that is said of a failure may hold the token behind the question mark.
        let place = url.split('?').next().unwrap_or_default();
        timeout(PATIENCE, Self::open_in_time(url))
            .await
            .with_context(|| format!("{place} does not answer"))?
            .with_context(|| format!("cannot connect to {place}"))
    }

    async fn open_in_time(url: &str) -> Result<Self> {
        let request = url.into_client_request()?;
        let uri = request.uri();
        let host = uri.host().context("the address names no host")?;
        let stream = TcpStream::connect((host, uri.port_u16().unwrap_or(80))).await?;
        stream.set_nodelay(true)?;
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0);
        let (socket, _) = client_async_with_config(request, stream, Some(config)).await?;
        Ok(Self { socket })
    }

    /// Sends one message and waits until the system has taken it.
    ///
    /// # Errors
    /// If the connection is gone.
    pub(crate) async fn send(&mut self, message: Vec<u8>) -> Result<()> {
        let sent = self.socket.send(Message::Binary(message.into())).await;
        sent.context("the connection is gone")
    }

    /// Waits for the next message. Nothing is lost if the waiting is given up.
    ///
    /// # Errors
    /// If the server closed the connection, with its code and reason, or the connection is gone.
    pub(crate) async fn receive(&mut self) -> Result<Bytes> {
        loop {
            let next = self.socket.next().await.context("the connection is gone")?;
            match next.context("the connection is gone")? {
                Message::Binary(bytes) => return Ok(bytes),
                Message::Close(Some(why)) => {
                    bail!(
                        "the server closed it: {} {}",
                        u16::from(why.code),
                        why.reason
                    )
                }
                Message::Close(None) => bail!("the server closed it"),
                // Pings are answered by the library.
                _ => {}
            }
        }
    }
}
