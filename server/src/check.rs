//! Whether everything that lies in a store can be read, and is what it says it is.
//!
//! For every room: the log has every number from the first to the head, each update can be read and
//! continues the ones before it, and every snapshot has its checksum and is the very document that
//! the log comes to at that point. Nothing is changed, and a server may run meanwhile.

use tandem_plan::document::PlanDoc;
use tandem_plan::schema::Schema;

use crate::rooms::guard::Territory;
use crate::store::{LoggedUpdate, RoomHead, RoomKey, Store, StoreError, StoredSnapshot};

/// How many updates are read at once.
const PAGE: u32 = 1_000;

/// What was found in a store.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many rooms were looked at.
    pub rooms: usize,
    /// How many updates their logs hold.
    pub updates: u64,
    /// How many snapshots.
    pub snapshots: usize,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In which room; `None` for the database as a whole.
    pub room: Option<RoomKey>,
    /// What, for people.
    pub what: String,
}

/// Looks at everything in a store.
///
/// # Errors
/// If the store cannot be asked at all.
pub async fn check(store: &impl Store) -> Result<Report, StoreError> {
    let mut report = Report::default();
    for line in store.examine().await? {
        report.findings.push(Finding {
            room: None,
            what: format!("the database says: {line}"),
        });
    }
    for head in store.rooms().await? {
        report.rooms += 1;
        // A room that cannot even be read must not hide the others.
        if let Err(error) = check_room(store, &head, &mut report).await {
            report.find(head.room, error.to_string());
        }
    }
    Ok(report)
}

async fn check_room(
    store: &impl Store,
    head: &RoomHead,
    report: &mut Report,
) -> Result<(), StoreError> {
    let room = head.room;
    let mut snapshots = store.snapshots(room).await?;
    // A server may have made one since the head was read.
    snapshots.retain(|snapshot| snapshot.seq <= head.seq);
    report.snapshots += snapshots.len();
    let mut snapshots = snapshots.into_iter().peekable();
    let mut replay = Replay::new(room.layer.schema());
    while replay.seq < head.seq {
        let page = store.read_log(room, replay.seq, PAGE).await?;
        if page.is_empty() {
            report.find(room, format!("update {} is missing", replay.seq + 1));
            return Ok(());
        }
        for update in page {
            if let Err(what) = replay.take(&update) {
                report.find(room, what);
                return Ok(());
            }
            report.updates += 1;
            while let Some(snapshot) = snapshots.next_if(|snapshot| snapshot.seq <= replay.seq) {
                if let Err(what) = replay.compare(&snapshot) {
                    report.find(room, what);
                }
            }
            if replay.seq == head.seq {
                break;
            }
        }
    }
    Ok(())
}

/// A room's log, as far as it was read.
struct Replay {
    seq: u64,
    doc: PlanDoc,
    territory: Territory,
}

impl Replay {
    fn new(schema: &'static Schema) -> Self {
        Self {
            seq: 0,
            doc: PlanDoc::reader(schema),
            territory: Territory::new(schema),
        }
    }

    fn take(&mut self, update: &LoggedUpdate) -> Result<(), String> {
        let seq = self.seq + 1;
        if update.seq != seq {
            return Err(format!("update {seq} is missing"));
        }
        self.territory
            .learn(&update.bytes)
            .map_err(|violation| format!("update {seq} cannot be read: {violation}"))?;
        self.doc
            .apply(&update.bytes)
            .map_err(|error| format!("update {seq} does not fit: {error}"))?;
        self.seq = seq;
        Ok(())
    }

    fn compare(&self, snapshot: &StoredSnapshot) -> Result<(), String> {
        let seq = snapshot.seq;
        if !snapshot.is_intact {
            return Err(format!(
                "the snapshot of update {seq} is not what was saved; the one before it is used"
            ));
        }
        let doc = PlanDoc::reader(self.doc.schema());
        doc.apply(&snapshot.state)
            .map_err(|error| format!("the snapshot of update {seq} cannot be read: {error}"))?;
        if doc.is_same_as(&self.doc) {
            Ok(())
        } else {
            Err(format!(
                "the snapshot of update {seq} differs from what the log comes to"
            ))
        }
    }
}

impl Report {
    fn find(&mut self, room: RoomKey, what: String) {
        self.findings.push(Finding {
            room: Some(room),
            what,
        });
    }
}
