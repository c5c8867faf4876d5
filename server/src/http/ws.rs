//! The websocket of a room: from the request to a seat in the room, and then bytes in both
//! directions.
//!
//! A browser cannot read the status of a refused upgrade, so a websocket is always opened and
//! then closed with a code that says why. What the messages mean is the room's business.

use std::collections::VecDeque;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use tandem_plan::ids::PlanId;
use tandem_protocol::close;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::caller::{Caller, has_token};
use super::client_address::ClientAddress;
use super::error::ApiError;
use super::origin;
use crate::app::App;
use crate::config::ConnectionLimits;
use crate::rooms::outbox::{End, Outgoing, Outgoings};
use crate::rooms::room::{Dialect, Visitor};
use crate::rooms::{NotJoined, Seat};
use crate::store::{Credential, RoomKey};

/// How long a client may take to answer that it was closed.
const GOODBYE: Duration = Duration::from_secs(2);
/// Edits are small; the default of 128 KiB a connection would be most of a server's memory.
const READ_BUFFER: usize = 2_048;
/// How much is collected before it is written: what waits together leaves together.
const WRITE_BUFFER: usize = 16 * 1_024;

const MALFORMED: End = End {
    code: close::BAD_DATA,
    reason: "the client sent what no client of this protocol sends",
};
const TOO_SLOW: End = End {
    code: close::TOO_SLOW,
    reason: "the client did not read for too long",
};
const UNKNOWN_TOKEN: End = End {
    code: close::UNAUTHENTICATED,
    reason: "this token is not known",
};
const NOT_SIGNED_IN: End = End {
    code: close::UNAUTHENTICATED,
    reason: "nobody is signed in on this browser",
};
const TOO_MANY_TRIES: End = End {
    code: close::TOO_MUCH,
    reason: "too many wrong tokens from this network",
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
    /// Who it is, if it is a program and no browser.
    token: Option<String>,
}

/// `GET /sync/{plan}/{layer}`.
pub(super) async fn connect(
    State(app): State<Arc<App>>,
    Path((plan, layer)): Path<(String, String)>,
    Query(options): Query<Options>,
    ClientAddress(address): ClientAddress,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, ApiError> {
    // Another site's page may not speak with the visitor's cookie, not even to hear a code.
    // Programs have no page; what they have is a token.
    let is_program = options.token.is_some() || has_token(&headers);
    let names_no_page = !headers.contains_key(header::ORIGIN) && is_program;
    let key = room(&plan, &layer);
    let of_plan = key.map(|key| key.plan);
    if !names_no_page && !origin::is_own(&headers, &app.public_url) {
        return Err(origin::refuse(&app, address, of_plan).await);
    }
    let dialect = match options.ext.as_deref() {
        Some("1") => Dialect::Extended,
        _ => Dialect::Stock,
    };
    let caller = match options.token {
        Some(token) => Caller::with_token(&app, address, of_plan, &token).await,
        None => caller,
    };
    let admitted = match key {
        // Whoever may not read a layer does not learn whether it exists.
        Some(key) => match caller.permit(&app, key.plan, key.layer.reading()).await {
            Ok(member) => Ok((key, member, caller.credential())),
            Err(error) => Err(not_admitted(&error)),
        },
        None => Err(NOT_FOUND),
    };
    let limits = app.connections;
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_message_size(limits.frame_bytes)
        .max_frame_size(limits.frame_bytes)
        .on_failed_upgrade(|error| tracing::debug!(%error, "a websocket did not open"))
        .on_upgrade(async move |socket| {
            let seat = match admitted {
                Ok((key, member, Some(credential))) => {
                    join(&app, key, member, credential, dialect).await
                }
                Ok((_, _, None)) => Err(NOT_SIGNED_IN),
                Err(end) => Err(end),
            };
            // A connection lives for hours: it holds on to nothing that only its beginning needs.
            drop(app);
            match seat {
                Ok((seat, outgoings)) => serve(socket, seat, outgoings, limits).await,
                Err(end) => refuse(socket, end, limits).await,
            }
        }))
}

async fn join(
    app: &App,
    key: RoomKey,
    member: Member,
    credential: Credential,
    dialect: Dialect,
) -> Result<(Seat, Outgoings), End> {
    let build = app.assets.manifest().map(|manifest| manifest.build);
    let id = member.id;
    let visitor = Visitor {
        member,
        credential,
        dialect,
        build: build.unwrap_or_default(),
    };
    let seat = app.rooms.join(key, visitor).await.map_err(refusal)?;
    // The room is told when a session or token ends; this one may have ended before it was there.
    match app.access.comes_with(credential, key.plan, id).await {
        Ok(true) => Ok(seat),
        Ok(false) => {
            seat.0.leave().await;
            Err(NOT_SIGNED_IN)
        }
        Err(error) => {
            tracing::error!(%error, "a session cannot be looked up");
            seat.0.leave().await;
            Err(UNAVAILABLE)
        }
    }
}

/// The room that an address names, if it can name one.
fn room(plan: &str, layer: &str) -> Option<RoomKey> {
    Some(RoomKey {
        plan: PlanId::from_str(plan).ok()?,
        layer: Layer::from_key(layer)?,
    })
}

/// A browser cannot read the status of a refused upgrade: the code that stands for it.
fn not_admitted(error: &ApiError) -> End {
    match (error.status(), error.key()) {
        (StatusCode::UNAUTHORIZED, "token_unknown") => UNKNOWN_TOKEN,
        (StatusCode::UNAUTHORIZED, _) => NOT_SIGNED_IN,
        (StatusCode::TOO_MANY_REQUESTS, _) => TOO_MANY_TRIES,
        (StatusCode::FORBIDDEN, "not_a_member") => End {
            code: close::FORBIDDEN,
            reason: "this plan is not yours",
        },
        (StatusCode::FORBIDDEN | StatusCode::NOT_FOUND, _) => NOT_FOUND,
        _ => UNAVAILABLE,
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

async fn refuse(socket: WebSocket, end: End, limits: ConnectionLimits) {
    let (mut sink, mut stream) = socket.split();
    finish(&mut sink, end, limits.stalled_after).await;
    drain(&mut stream).await;
}

/// Carries messages until one side ends.
async fn serve(socket: WebSocket, seat: Seat, outgoings: Outgoings, limits: ConnectionLimits) {
    let (mut sink, mut stream) = socket.split();
    let end = tokio::select! {
        end = read(&mut stream, &seat, limits.dead_after) => end,
        end = write(&mut sink, &seat, outgoings, limits) => end,
    };
    if let Some(end) = end {
        let patience = if end == TOO_SLOW {
            GOODBYE
        } else {
            limits.stalled_after
        };
        finish(&mut sink, end, patience).await;
        seat.leave().await;
        drain(&mut stream).await;
    } else {
        seat.leave().await;
    }
}

/// Says why the connection ends. The client may be gone already.
async fn finish(sink: &mut SplitSink<WebSocket, Message>, end: End, patience: Duration) {
    let message = Message::Close(Some(CloseFrame {
        code: end.code,
        reason: end.reason.into(),
    }));
    let _ = timeout(patience, sink.send(message)).await;
}

/// Lets the client have the last word: closing with something unread would cut off what was sent.
async fn drain(stream: &mut SplitStream<WebSocket>) {
    let goodbye = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = timeout(GOODBYE, goodbye).await;
}

/// Hands in what comes. Ends when the client has gone, or says what no client says.
async fn read(
    stream: &mut SplitStream<WebSocket>,
    seat: &Seat,
    dead_after: Duration,
) -> Option<End> {
    loop {
        let Ok(next) = timeout(dead_after, stream.next()).await else {
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
async fn write(
    sink: &mut SplitSink<WebSocket, Message>,
    seat: &Seat,
    mut outgoings: Outgoings,
    limits: ConnectionLimits,
) -> Option<End> {
    let mut ping = interval(limits.ping_every);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let sent = tokio::select! {
            outgoing = outgoings.next() => match outgoing {
                Outgoing::Frames(frames) => {
                    timeout(limits.stalled_after, send(sink, frames)).await
                }
                // Everything before it has left: now the rest may come as one.
                Outgoing::Resync => {
                    seat.resync().await;
                    continue;
                }
                Outgoing::End(end) => return Some(end),
            },
            _ = ping.tick() => {
                let ping = sink.send(Message::Ping(Bytes::new()));
                timeout(limits.stalled_after, ping).await
            }
        };
        match sent {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::debug!(%error, "a connection broke");
                return None;
            }
            Err(_) => return Some(TOO_SLOW),
        }
    }
}

async fn send(
    sink: &mut SplitSink<WebSocket, Message>,
    frames: VecDeque<Bytes>,
) -> Result<(), axum::Error> {
    for frame in frames {
        sink.feed(Message::Binary(frame)).await?;
    }
    sink.flush().await
}
