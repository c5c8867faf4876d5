//! What every request handler has at hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tandem_plan::ids::MemberId;

use crate::access::{Access, Limiter, Network};
use crate::clock::SharedClock;
use crate::config::{ConnectionLimits, FrameAncestors, Limits, Proxy, PublicUrl, Starters};
use crate::http::assets::Assets;
use crate::metrics::Metrics;
use crate::reading::Readings;
use crate::rooms::Rooms;
use crate::store::Database;
use crate::workshop::Turns;

/// So many commands a minute one person tells a workshop: more than anybody presses.
const COMMANDS_A_MINUTE: u32 = 300;

/// What a server is made of, decided before it starts.
#[derive(Debug)]
pub struct Parts {
    /// Where everything is kept.
    pub store: Database,
    /// What time it is.
    pub clock: SharedClock,
    /// The files of the web client.
    pub assets: Assets,
    /// Where browsers find this server.
    pub public_url: PublicUrl,
    /// Which pages may show it in a frame.
    pub frame_ancestors: FrameAncestors,
    /// What stands between them and this server.
    pub proxy: Proxy,
    /// Who may start plans.
    pub starters: Starters,
    /// How much is taken of whom.
    pub limits: Limits,
}

/// One running server.
#[derive(Debug)]
pub struct App {
    /// Where everything is kept.
    pub store: Database,
    /// What time it is.
    pub clock: SharedClock,
    /// The files of the web client.
    pub assets: Assets,
    /// Where browsers find this server.
    pub public_url: PublicUrl,
    /// Which pages may show it in a frame.
    pub frame_ancestors: FrameAncestors,
    /// What stands between them and this server.
    pub proxy: Proxy,
    /// Who may start plans.
    pub starters: Starters,
    /// Who somebody is.
    pub access: Access<Database>,
    /// The plans that are being edited.
    pub rooms: Rooms<Database>,
    /// The plans that are read.
    pub readings: Readings<Database>,
    /// What is counted.
    pub metrics: Metrics,
    /// What one connection may take.
    pub connections: ConnectionLimits,
    /// Counts links and tokens that nobody knows, by where they come from.
    pub failed_tries: Limiter<Network>,
    /// Counts attempts to join, by where they come from.
    pub joins: Limiter<Network>,
    /// Counts what members tried that they may not, and is written down.
    pub refusals: Limiter<MemberId>,
    /// Counts how often members take a whole plan along.
    pub whole_plans: Limiter<MemberId>,
    /// How often somebody looks at the plan as it was, which takes as long.
    pub moments: Limiter<MemberId>,
    /// Counts what members tell workshops.
    pub workshop_commands: Limiter<MemberId>,
    /// Whose turn it is to change a workshop.
    pub workshop_turns: Turns,
    stopping: AtomicBool,
}

impl App {
    /// Puts the parts together. Needs a running tokio runtime.
    #[must_use]
    pub fn start(parts: Parts) -> Arc<Self> {
        let Parts {
            store,
            clock,
            assets,
            public_url,
            frame_ancestors,
            proxy,
            starters,
            limits,
        } = parts;
        let metrics = Metrics::new();
        Arc::new(Self {
            access: Access::new(store.clone(), Arc::clone(&clock)),
            rooms: Rooms::start(
                store.clone(),
                Arc::clone(&clock),
                limits.rooms,
                metrics.clone(),
            ),
            readings: Readings::new(store.clone()),
            metrics,
            connections: limits.connections,
            failed_tries: Limiter::per_minute(limits.failed_tries),
            joins: Limiter::per_minute(limits.joins),
            refusals: Limiter::per_minute(limits.failed_tries),
            whole_plans: Limiter::per_minute(limits.whole_plans),
            moments: Limiter::per_minute(limits.moments),
            workshop_commands: Limiter::per_minute(COMMANDS_A_MINUTE),
            workshop_turns: Turns::default(),
            stopping: AtomicBool::new(false),
            store,
            clock,
            assets,
            public_url,
            frame_ancestors,
            proxy,
            starters,
        })
    }

    /// Whether the server has begun to stop and takes nothing new.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Begins to stop: says "not ready", then lets the rooms save what they hold and close their
    /// connections.
    pub async fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.rooms.shutdown().await;
    }
}
