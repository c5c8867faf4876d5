//! The flags that say how much the server takes of whom. Every limit has one.

use std::time::Duration;

use clap::Args;

use crate::config::{ConnectionLimits, Limits};
use crate::rooms::settings::RoomLimits;

#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitArguments {
    /// How many links and tokens of one network may be refused in a minute.
    #[arg(long, env = "TANDEM_LIMIT_FAILED_TRIES", value_name = "NUMBER", default_value_t = Limits::default().failed_tries)]
    limit_failed_tries: u32,
    /// How often people of one network may try to join in a minute.
    #[arg(long, env = "TANDEM_LIMIT_JOINS", value_name = "NUMBER", default_value_t = Limits::default().joins)]
    limit_joins: u32,
    /// How often one member may take a whole plan along in a minute: as a file, to print, as the document.
    #[arg(long, env = "TANDEM_LIMIT_WHOLE_PLANS", value_name = "NUMBER", default_value_t = Limits::default().whole_plans)]
    limit_whole_plans: u32,
    /// How often one member may look at a plan as it was in a minute.
    #[arg(long, env = "TANDEM_LIMIT_MOMENTS", value_name = "NUMBER", default_value_t = Limits::default().moments)]
    limit_moments: u32,
    /// The longest websocket message that is read at all.
    #[arg(long, env = "TANDEM_LIMIT_FRAME_BYTES", value_name = "BYTES", default_value_t = Limits::default().connections.frame_bytes)]
    limit_frame_bytes: usize,
    /// The longest update: one edit, or several that a client merged.
    #[arg(long, env = "TANDEM_LIMIT_UPDATE_BYTES", value_name = "BYTES", default_value_t = Limits::default().rooms.update_bytes)]
    limit_update_bytes: usize,
    /// The longest step 2: what a client wrote while it was offline.
    #[arg(long, env = "TANDEM_LIMIT_STEP2_BYTES", value_name = "BYTES", default_value_t = Limits::default().rooms.step2_bytes)]
    limit_step2_bytes: usize,
    /// The largest document.
    #[arg(long, env = "TANDEM_LIMIT_DOCUMENT_BYTES", value_name = "BYTES", default_value_t = Limits::default().rooms.document_bytes)]
    limit_document_bytes: usize,
    /// How many connections a room has.
    #[arg(long, env = "TANDEM_LIMIT_CONNECTIONS", value_name = "NUMBER", default_value_t = Limits::default().rooms.connections)]
    limit_connections: usize,
    /// How many connections one member has to a room.
    #[arg(long, env = "TANDEM_LIMIT_CONNECTIONS_PER_MEMBER", value_name = "NUMBER", default_value_t = Limits::default().rooms.connections_per_member)]
    limit_connections_per_member: usize,
    /// How many messages a second one connection may send over a longer time.
    #[arg(long, env = "TANDEM_LIMIT_MESSAGES_PER_SECOND", value_name = "NUMBER", default_value_t = Limits::default().rooms.messages_per_second)]
    limit_messages_per_second: u32,
    /// How many bytes a second one connection may send over a longer time; a step 2 does not count.
    #[arg(long, env = "TANDEM_LIMIT_BYTES_PER_SECOND", value_name = "BYTES", default_value_t = Limits::default().rooms.bytes_per_second)]
    limit_bytes_per_second: u32,
    /// How many seconds' worth of messages and bytes a connection may send at once.
    #[arg(long, env = "TANDEM_LIMIT_BURST", value_name = "SECONDS", default_value_t = Limits::default().rooms.burst)]
    limit_burst: u32,
    /// How many comments a member may write at once; one more every second.
    #[arg(long, env = "TANDEM_LIMIT_COMMENTS", value_name = "NUMBER", default_value_t = Limits::default().rooms.comments_at_once)]
    limit_comments: u32,
    /// How many messages wait for a connection that reads slowly; then what it lacks is sent as one.
    #[arg(long, env = "TANDEM_LIMIT_OUTBOX_MESSAGES", value_name = "NUMBER", default_value_t = Limits::default().rooms.outbox_messages)]
    limit_outbox_messages: usize,
    /// How many bytes wait for such a connection.
    #[arg(long, env = "TANDEM_LIMIT_OUTBOX_BYTES", value_name = "BYTES", default_value_t = Limits::default().rooms.outbox_bytes)]
    limit_outbox_bytes: usize,
    /// After how long without a sign from them somebody is not shown as present any more.
    #[arg(long, env = "TANDEM_PRESENCE_EXPIRES", value_name = "SECONDS", value_parser = seconds, default_value_t = Seconds(Limits::default().rooms.presence_expires))]
    presence_expires: Seconds,
    /// How long a client may take to say what it wants and who it is.
    #[arg(long, env = "TANDEM_AUTHENTICATE_WITHIN", value_name = "SECONDS", value_parser = seconds, default_value_t = Seconds(Limits::default().connections.authenticate_within))]
    authenticate_within: Seconds,
    /// How often a client is asked whether it is there.
    #[arg(long, env = "TANDEM_PING_EVERY", value_name = "SECONDS", value_parser = seconds, default_value_t = Seconds(Limits::default().connections.ping_every))]
    ping_every: Seconds,
    /// After how long without a sign of life a connection is dead.
    #[arg(long, env = "TANDEM_DEAD_AFTER", value_name = "SECONDS", value_parser = seconds, default_value_t = Seconds(Limits::default().connections.dead_after))]
    dead_after: Seconds,
    /// How long a client may read nothing of what it is sent.
    #[arg(long, env = "TANDEM_STALLED_AFTER", value_name = "SECONDS", value_parser = seconds, default_value_t = Seconds(Limits::default().connections.stalled_after))]
    stalled_after: Seconds,
    /// How often people are told at most what others show of themselves.
    #[arg(long, env = "TANDEM_PRESENCE_EVERY", value_name = "SECONDS", value_parser = seconds, default_value_t = Seconds(Limits::default().rooms.presence_every))]
    presence_every: Seconds,
    /// How long a room stays in memory after its last connection has gone.
    #[arg(long, env = "TANDEM_IDLE_AFTER", value_name = "SECONDS", value_parser = seconds, default_value_t = Seconds(Limits::default().rooms.idle))]
    idle_after: Seconds,
}

impl LimitArguments {
    /// The limits that these flags say.
    pub(super) fn limits(&self) -> Limits {
        Limits {
            failed_tries: self.limit_failed_tries,
            joins: self.limit_joins,
            whole_plans: self.limit_whole_plans,
            moments: self.limit_moments,
            connections: ConnectionLimits {
                frame_bytes: self.limit_frame_bytes,
                authenticate_within: self.authenticate_within.0,
                ping_every: self.ping_every.0,
                dead_after: self.dead_after.0,
                stalled_after: self.stalled_after.0,
            },
            rooms: RoomLimits {
                update_bytes: self.limit_update_bytes,
                step2_bytes: self.limit_step2_bytes,
                document_bytes: self.limit_document_bytes,
                connections: self.limit_connections,
                connections_per_member: self.limit_connections_per_member,
                messages_per_second: self.limit_messages_per_second,
                bytes_per_second: self.limit_bytes_per_second,
                burst: self.limit_burst,
                comments_at_once: self.limit_comments,
                outbox_messages: self.limit_outbox_messages,
                outbox_bytes: self.limit_outbox_bytes,
                presence_expires: self.presence_expires.0,
                presence_every: self.presence_every.0,
                idle: self.idle_after.0,
                ..RoomLimits::default()
            },
        }
    }
}

/// A length of time as people write it here: seconds, with a fraction if they like.
#[derive(Debug, Clone, Copy)]
struct Seconds(Duration);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.as_secs_f64())
    }
}

fn seconds(text: &str) -> Result<Seconds, String> {
    let duration = text.parse().ok().and_then(|seconds: f64| {
        let duration = Duration::try_from_secs_f64(seconds).ok()?;
        (!duration.is_zero()).then_some(duration)
    });
    duration
        .map(Seconds)
        .ok_or_else(|| "expected a number of seconds above 0, such as 30 or 0.5".to_owned())
}
