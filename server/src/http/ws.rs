//! The websocket of a room: from the request to a seat in the room, and then bytes in both
//! directions.
//!
//! A browser cannot read the status of a refused upgrade, so a websocket is always opened and
//! then closed with a code that says why. What the messages mean is the room's business.

use std::collections::VecDeque;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use tandem_plan::ids::PlanId;
use tandem_protocol::close;
use tandem_protocol::event::Member;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::error::ApiError;
use super::{origin, session};
use crate::access::AccessError;
use crate::app::App;
use crate::rooms::outbox::{End, Outgoing, Outgoings};
use crate::rooms::room::{Dialect, Visitor, may_read};
use crate::rooms::settings::MAX_FRAME;
use crate::rooms::{NotJoined, Seat};
use crate::store::{Layer, RoomKey};

/// How often a client is asked whether it is there.
const PING_EVERY: Duration = Duration::from_secs(20);
/// After how long without a sign of life a connection is dead.
const DEAD_AFTER: Duration = Duration::from_secs(40);
/// How long one write may take before the client counts as one that does not read.
const STALLED_AFTER: Duration = Duration::from_secs(30);
/// How long a client may take to answer that it was closed.
const GOODBYE: Duration = Duration::from_secs(2);
/// Edits are small; the default of 128 KiB a connection would be most of a server's memory.
const READ_BUFFER: usize = 4_096;

const MALFORMED: End = End {
    code: close::BAD_DATA,
    reason: "the client sent what no client of this protocol sends",
};
const UNAVAILABLE: End = End {
    code: close::RESTARTING,
    reason: "the plan cannot be loaded at the moment",
};
const NOT_FOUND: End = End {
    code: close::NOT_FOUND,
    reason: "there is no such plan",
};

/// What a client says of itself in the address.
#[derive(Debug, Deserialize)]
pub(super) struct Options {
    /// `1`: it understands acknowledgements and events.
    ext: Option<String>,
}

/// `GET /sync/{plan}/{layer}`.
pub(super) async fn connect(
    State(app): State<Arc<App>>,
    Path((plan, layer)): Path<(String, String)>,
    Query(options): Query<Options>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, ApiError> {
    // Another site's page may not speak with the visitor's cookie, not even to hear a code.
    if !origin::is_own(&headers, &app.public_url) {
        return Err(ApiError::foreign_origin());
    }
    let dialect = match options.ext.as_deref() {
        Some("1") => Dialect::Extended,
        _ => Dialect::Stock,
    };
    let admitted = admit(&app, &headers, &plan, &layer).await;
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_message_size(MAX_FRAME)
        .max_frame_size(MAX_FRAME)
        .on_failed_upgrade(|error| tracing::debug!(%error, "a websocket did not open"))
        .on_upgrade(async move |socket| {
            let seat = match admitted {
                Ok((key, member)) => join(&app, key, member, dialect).await,
                Err(end) => Err(end),
            };
            match seat {
                Ok((seat, outgoings)) => serve(socket, seat, outgoings).await,
                Err(end) => refuse(socket, end).await,
            }
        }))
}

async fn join(
    app: &App,
    key: RoomKey,
    member: Member,
    dialect: Dialect,
) -> Result<(Seat, Outgoings), End> {
    let build = app.assets.manifest().map(|manifest| manifest.build);
    let visitor = Visitor {
        member,
        dialect,
        build: build.unwrap_or_default(),
    };
    app.rooms.join(key, visitor).await.map_err(refusal)
}

/// Whether whoever sent these headers may be in this room, and as whom.
async fn admit(
    app: &App,
    headers: &HeaderMap,
    plan: &str,
    layer: &str,
) -> Result<(RoomKey, Member), End> {
    let (Ok(plan), Some(layer)) = (PlanId::from_str(plan), Layer::from_key(layer)) else {
        return Err(NOT_FOUND);
    };
    let member = session::member(app, headers, plan)
        .await
        .map_err(|error| match error {
            AccessError::NoSuchPlan => NOT_FOUND,
            AccessError::NotSignedIn => End {
                code: close::UNAUTHENTICATED,
                reason: "nobody is signed in on this browser",
            },
            AccessError::NotMember | AccessError::Invite(_) => End {
                code: close::FORBIDDEN,
                reason: "this plan is not yours",
            },
            AccessError::Store(error) => {
                tracing::error!(%plan, %error, "a member cannot be looked up");
                UNAVAILABLE
            }
        })?;
    // Whoever may not read a layer does not learn whether it exists.
    if may_read(layer, &member) {
        Ok((RoomKey { plan, layer }, member))
    } else {
        Err(NOT_FOUND)
    }
}

fn refusal(why: NotJoined) -> End {
    match why {
        NotJoined::NotFound => NOT_FOUND,
        NotJoined::Stopping => End {
            code: close::RESTARTING,
            reason: "the server is restarting",
        },
        NotJoined::Unreadable(error) => {
            if let Some(error) = error {
                tracing::error!(%error, "a room cannot be joined");
            }
            UNAVAILABLE
        }
    }
}

async fn refuse(socket: WebSocket, end: End) {
    let (mut sink, mut stream) = socket.split();
    finish(&mut sink, end).await;
    drain(&mut stream).await;
}

/// Carries messages until one side ends.
async fn serve(socket: WebSocket, seat: Seat, outgoings: Outgoings) {
    let (mut sink, mut stream) = socket.split();
    let end = tokio::select! {
        end = read(&mut stream, &seat) => end,
        end = write(&mut sink, outgoings) => end,
    };
    if let Some(end) = end {
        finish(&mut sink, end).await;
        seat.leave().await;
        drain(&mut stream).await;
    } else {
        seat.leave().await;
    }
}

/// Says why the connection ends. The client may be gone already.
async fn finish(sink: &mut SplitSink<WebSocket, Message>, end: End) {
    let message = Message::Close(Some(CloseFrame {
        code: end.code,
        reason: end.reason.into(),
    }));
    let _ = timeout(STALLED_AFTER, sink.send(message)).await;
}

/// Lets the client have the last word: closing with something unread would cut off what was sent.
async fn drain(stream: &mut SplitStream<WebSocket>) {
    let goodbye = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = timeout(GOODBYE, goodbye).await;
}

/// Hands in what comes. Ends when the client has gone, or says what no client says.
async fn read(stream: &mut SplitStream<WebSocket>, seat: &Seat) -> Option<End> {
    loop {
        let Ok(next) = timeout(DEAD_AFTER, stream.next()).await else {
            tracing::debug!("a connection is dead");
            return None;
        };
        match next? {
            Ok(Message::Binary(bytes)) => {
                if !seat.hand_in(bytes).await {
                    // The room has gone; what it left for this client says why.
                    return std::future::pending().await;
                }
            }
            Ok(Message::Text(_)) => return Some(MALFORMED),
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            Ok(Message::Close(_)) => return None,
            Err(error) => {
                tracing::debug!(%error, "a connection broke");
                return None;
            }
        }
    }
}

/// Sends what waits, all of it with one flush, and asks now and then whether the client is there.
async fn write(sink: &mut SplitSink<WebSocket, Message>, mut outgoings: Outgoings) -> Option<End> {
    let mut ping = interval(PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let frames = tokio::select! {
            outgoing = outgoings.next() => match outgoing {
                Outgoing::Frames(frames) => frames.into_iter().map(Message::Binary).collect(),
                Outgoing::End(end) => return Some(end),
            },
            _ = ping.tick() => VecDeque::from([Message::Ping(Bytes::new())]),
        };
        match timeout(STALLED_AFTER, send(sink, frames)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::debug!(%error, "a connection broke");
                return None;
            }
            // Nothing fits into its pipe, so it cannot be told either.
            Err(_) => return None,
        }
    }
}

async fn send(
    sink: &mut SplitSink<WebSocket, Message>,
    frames: VecDeque<Message>,
) -> Result<(), axum::Error> {
    for frame in frames {
        sink.feed(frame).await?;
    }
    sink.flush().await
}
