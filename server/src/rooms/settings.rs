//! What rooms are made by: the schema, and how much is taken of whom.

use std::time::Duration;

use tandem_plan::ids::ClientId;
use tandem_plan::schema::{SCHEMA, Schema};
use tandem_protocol::layer::Layer;

/// What all rooms of a server have in common.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// What a room's document consists of.
    pub schema: &'static Schema,
    /// How the server's own replicas get their ids.
    pub new_client: fn() -> ClientId,
    /// How much is taken of whom.
    pub limits: RoomLimits,
}

/// How much a room takes, and how long it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomLimits {
    /// Bytes of one update.
    pub update_bytes: usize,
    /// Bytes of one step 2, which may carry long offline work.
    pub step2_bytes: usize,
    /// Bytes of a whole document.
    pub document_bytes: usize,
    /// Connections of a room.
    pub connections: usize,
    /// Connections of one member to a room.
    pub connections_per_member: usize,
    /// Messages a second of one connection, over a longer time.
    pub messages_per_second: u32,
    /// Bytes a second of one connection, over a longer time; a step 2 does not count.
    pub bytes_per_second: u32,
    /// How many seconds' worth of both may be used at once.
    pub burst: u32,
    /// How many comments one member may write at once; one more every second. A comment costs as
    /// much as the document is long.
    pub comments_at_once: u32,
    /// Messages that wait for one connection.
    pub outbox_messages: usize,
    /// Bytes that wait for one connection. A message counts half of it at most.
    pub outbox_bytes: usize,
    /// How long a room stays in memory without a connection.
    pub idle: Duration,
    /// How long nobody has written when a room has time to be saved as a whole.
    pub quiet: Duration,
    /// How soon after each other changes of who is here and where are told.
    pub presence_every: Duration,
    /// After how long without a sign from them somebody is not here any more.
    pub presence_expires: Duration,
    /// How long edits are still taken of somebody who may not write any more: they may be on
    /// their way already. Less than a second, within which a change of a role shall hold.
    pub grace: Duration,
    /// How long the room waits before it writes again after a failure; doubled every time, up
    /// to thirty times as long.
    pub retry: Duration,
    /// After how many updates the room is saved as a whole.
    pub snapshot_rows: usize,
    /// The same for a room that is about to leave memory.
    pub snapshot_rows_when_idle: usize,
}

impl Default for RoomLimits {
    fn default() -> Self {
        Self {
            update_bytes: 512 * 1_024,
            step2_bytes: 4 * 1_024 * 1_024,
            document_bytes: 16 * 1_024 * 1_024,
            connections: 200,
            connections_per_member: 20,
            messages_per_second: 60,
            bytes_per_second: 256 * 1_024,
            burst: 4,
            comments_at_once: 30,
            outbox_messages: 256,
            outbox_bytes: 4 * 1_024 * 1_024,
            idle: Duration::from_secs(60),
            quiet: Duration::from_secs(10 * 60),
            presence_every: Duration::from_millis(100),
            presence_expires: Duration::from_secs(30),
            grace: Duration::from_millis(500),
            retry: Duration::from_secs(1),
            snapshot_rows: 500,
            snapshot_rows_when_idle: 50,
        }
    }
}

impl Settings {
    /// The settings of a server with these limits, for what both sides write.
    #[must_use]
    pub fn new(limits: RoomLimits) -> Self {
        Self {
            schema: &SCHEMA,
            new_client: ClientId::random,
            limits,
        }
    }

    /// The same for a room of this layer.
    #[must_use]
    pub fn of(self, layer: Layer) -> Self {
        match layer {
            Layer::Joint => self,
            Layer::Vendor | Layer::Partner => Self {
                schema: layer.schema(),
                ..self
            },
        }
    }
}
