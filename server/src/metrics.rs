//! What the server counts, in the text format of Prometheus. Numbers only: no name, no content.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::Duration;

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Metadata, Recorder as _, Unit};
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};

use crate::rooms::room::Refusal;

const SECONDS: [f64; 12] = [
    0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 1.0, 5.0,
];
const UPDATES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 512.0];

/// The counters of one server. A clone counts into the same ones.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    handle: PrometheusHandle,
    commit_seconds: Histogram,
    commit_updates: Histogram,
    commit_rooms: Histogram,
    commit_failures: Counter,
    ack_lag: Histogram,
    snapshots: Counter,
    resyncs: Counter,
    refusals: [Counter; Refusal::ALL.len()],
    panics: Counter,
    rooms: Gauge,
    connections: Gauge,
    document_bytes: Gauge,
    outbox_bytes: Gauge,
    /// Changed by every message, and told to the gauge when somebody asks.
    waiting_bytes: AtomicI64,
}

impl Metrics {
    /// Counters that stand at zero.
    #[must_use]
    pub fn new() -> Self {
        let buckets = |builder: PrometheusBuilder, name: &str, bounds: &[f64]| {
            let matcher = Matcher::Full(name.to_owned());
            builder
                .set_buckets_for_metric(matcher, bounds)
                .expect("there are buckets")
        };
        let mut builder = PrometheusBuilder::new();
        for (name, bounds) in [
            (COMMIT_SECONDS, SECONDS.as_slice()),
            (COMMIT_UPDATES, &UPDATES),
            (COMMIT_ROOMS, &UPDATES),
            (ACK_LAG, &SECONDS),
        ] {
            builder = buckets(builder, name, bounds);
        }
        let recorder = builder.build_recorder();
        let register = Register(&recorder);
        Self(Arc::new(Inner {
            handle: recorder.handle(),
            commit_seconds: register.histogram(
                COMMIT_SECONDS,
                Unit::Seconds,
                "How long a commit took, flushing to the disk included",
            ),
            commit_updates: register.histogram(
                COMMIT_UPDATES,
                Unit::Count,
                "Updates in one commit",
            ),
            commit_rooms: register.histogram(COMMIT_ROOMS, Unit::Count, "Rooms in one commit"),
            commit_failures: register.counter(
                "tandem_commit_failures_total",
                "Batches of rooms that could not be saved",
            ),
            ack_lag: register.histogram(
                ACK_LAG,
                Unit::Seconds,
                "From the arrival of the oldest update of a batch to its acknowledgement",
            ),
            snapshots: register.counter("tandem_snapshots_total", "Snapshots that were made"),
            resyncs: register.counter(
                "tandem_resyncs_total",
                "Connections that did not keep up and were given what they lacked as one",
            ),
            refusals: Refusal::ALL.map(|refusal| register.refusals(refusal)),
            panics: register.counter(
                "tandem_panics_total",
                "Panics of the CRDT library that were caught",
            ),
            rooms: register.gauge("tandem_rooms", Unit::Count, "Rooms in memory"),
            connections: register.gauge("tandem_connections", Unit::Count, "Open connections"),
            document_bytes: register.gauge(
                "tandem_document_bytes",
                Unit::Bytes,
                "At most so many bytes the documents in memory take when they are encoded",
            ),
            outbox_bytes: register.gauge(
                "tandem_outbox_bytes",
                Unit::Bytes,
                "Bytes that wait to be sent to clients",
            ),
            waiting_bytes: AtomicI64::new(0),
        }))
    }

    /// All counters as text.
    #[must_use]
    pub fn render(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
        let waiting = self.0.waiting_bytes.load(Relaxed) as f64;
        self.0.outbox_bytes.set(waiting);
        self.0.handle.render()
    }

    /// Sorts what was measured into its buckets; asked now and then, so that it does not pile up
    /// while nobody asks for [`Self::render`].
    pub(crate) fn tidy_up(&self) {
        self.0.handle.run_upkeep();
    }

    pub(crate) fn committed(&self, took: Duration, rooms: usize, updates: usize) {
        self.0.commit_seconds.record(took);
        self.0.commit_rooms.record(float(rooms));
        self.0.commit_updates.record(float(updates));
    }

    pub(crate) fn commit_failed(&self) {
        self.0.commit_failures.increment(1);
    }

    pub(crate) fn acknowledged(&self, after: Duration) {
        self.0.ack_lag.record(after);
    }

    pub(crate) fn snapshot_made(&self) {
        self.0.snapshots.increment(1);
    }

    pub(crate) fn resynchronised(&self) {
        self.0.resyncs.increment(1);
    }

    pub(crate) fn refused(&self, refusal: Refusal) {
        self.0.refusals[refusal as usize].increment(1);
    }

    pub(crate) fn panic_caught(&self) {
        self.0.panics.increment(1);
    }

    pub(crate) fn rooms_changed(&self, by: i32) {
        self.0.rooms.increment(by);
    }

    pub(crate) fn connections_changed(&self, from: usize, to: usize) {
        self.0.connections.increment(float(to) - float(from));
    }

    pub(crate) fn documents_changed(&self, from: usize, to: usize) {
        self.0.document_bytes.increment(float(to) - float(from));
    }

    pub(crate) fn waiting_changed(&self, from: usize, to: usize) {
        let difference = i64::try_from(to).unwrap_or(i64::MAX) - i64::try_from(from).unwrap_or(0);
        self.0.waiting_bytes.fetch_add(difference, Relaxed);
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

const COMMIT_SECONDS: &str = "tandem_commit_seconds";
const COMMIT_UPDATES: &str = "tandem_commit_updates";
const COMMIT_ROOMS: &str = "tandem_commit_rooms";
const ACK_LAG: &str = "tandem_ack_lag_seconds";

/// Names counters in a recorder of their own: nothing here is global.
struct Register<'a>(&'a PrometheusRecorder);

const ABOUT: Metadata<'static> =
    Metadata::new(module_path!(), metrics::Level::INFO, Some(module_path!()));

impl Register<'_> {
    fn histogram(&self, name: &'static str, unit: Unit, help: &'static str) -> Histogram {
        let key = KeyName::from_const_str(name);
        self.0.describe_histogram(key, Some(unit), help.into());
        self.0
            .register_histogram(&Key::from_static_name(name), &ABOUT)
    }

    fn gauge(&self, name: &'static str, unit: Unit, help: &'static str) -> Gauge {
        let key = KeyName::from_const_str(name);
        self.0.describe_gauge(key, Some(unit), help.into());
        self.0.register_gauge(&Key::from_static_name(name), &ABOUT)
    }

    fn counter(&self, name: &'static str, help: &'static str) -> Counter {
        let key = KeyName::from_const_str(name);
        self.0.describe_counter(key, Some(Unit::Count), help.into());
        self.0
            .register_counter(&Key::from_static_name(name), &ABOUT)
    }

    fn refusals(&self, refusal: Refusal) -> Counter {
        const NAME: &str = "tandem_refusals_total";
        let key = KeyName::from_const_str(NAME);
        let help = "Updates that were not taken, by reason";
        self.0.describe_counter(key, Some(Unit::Count), help.into());
        let labels = vec![Label::from_static_parts("reason", refusal.key())];
        self.0
            .register_counter(&Key::from_parts(NAME, labels), &ABOUT)
    }
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_told() {
        let metrics = Metrics::new();
        metrics.committed(Duration::from_millis(3), 2, 5);
        metrics.refused(Refusal::ReadOnly);
        metrics.waiting_changed(0, 100);
        metrics.waiting_changed(100, 40);
        metrics.connections_changed(1, 3);
        let text = metrics.render();
        for line in [
            "tandem_commit_updates_bucket{le=\"8\"} 1",
            "tandem_commit_updates_sum 5",
            "tandem_commit_seconds_bucket{le=\"0.005\"} 1",
            "tandem_refusals_total{reason=\"read_only\"} 1",
            "tandem_refusals_total{reason=\"too_large\"} 0",
            "tandem_outbox_bytes 40",
            "tandem_connections 2",
            "tandem_panics_total 0",
        ] {
            assert!(text.lines().any(|told| told == line), "{line} in\n{text}");
        }
    }
}
