//! The replica of an editor: what changed, what to send, and undo of one's own edits.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use yrs::undo::{Options, UndoManager};

use super::observe::{Notes, SharedNotes, with_notes};
use super::write::LOCAL;
use super::{ApplyError, Change, PlanDoc};
use crate::edit::{Edit, EditError};
use crate::ids::ClientId;
use crate::schema::{Schema, structure};

/// Milliseconds since a fixed moment, above 0; edits closer together than half a second are undone as one.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// Edits nearer to each other than this many milliseconds are undone together.
const BURST_MS: u64 = 500;

/// What happened to a replica since it was last drained.
#[derive(Debug, Default)]
pub struct Drained {
    /// What changed, in order.
    pub changes: Vec<Change>,
    /// Updates that this replica made and that others need, in order.
    pub updates: Vec<Vec<u8>>,
}

/// A [`PlanDoc`] that notes what happens to it. Reads go through it as through a `PlanDoc`; edits
/// go through [`Replica::edit`].
pub struct Replica {
    doc: PlanDoc,
    notes: SharedNotes,
    undo: UndoManager<()>,
}

impl Replica {
    /// An empty replica.
    #[must_use]
    pub fn new(schema: &'static Schema, client: ClientId, clock: Clock) -> Self {
        let doc = PlanDoc::new(schema, client);
        let notes = doc.observe();
        let mut undo = UndoManager::with_options(Options {
            capture_timeout_millis: BURST_MS,
            tracked_origins: [LOCAL.into()].into(),
            capture_transaction: None,
            timestamp: Arc::new(move || clock()),
            init_undo_stack: Vec::new(),
            init_redo_stack: Vec::new(),
        });
        for (key, map) in doc.maps.iter() {
            // Comments are the server's: nobody's undo touches them.
            if key != structure::COMMENTS {
                undo.expand_scope(&doc.doc, map);
            }
        }
        for (_, text) in doc.texts.iter() {
            undo.expand_scope(&doc.doc, text);
        }
        Self { doc, notes, undo }
    }

    /// Does what `edit` says, or refuses it and changes nothing.
    ///
    /// # Errors
    /// If the schema, the document or a bound does not allow the edit.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), EditError> {
        self.doc.edit(edit)
    }

    /// Takes in an update of another replica.
    ///
    /// # Errors
    /// If it is no update or does not fit. **The replica is spoilt then.**
    pub fn apply(&mut self, update: &[u8]) -> Result<bool, ApplyError> {
        self.doc.apply(update)
    }

    /// Takes back this user's last burst of edits, never anybody else's. Returns whether there
    /// was one.
    pub fn undo(&mut self) -> bool {
        self.undo.undo_blocking()
    }

    /// Does again what was undone last. Returns whether there was anything.
    pub fn redo(&mut self) -> bool {
        self.undo.redo_blocking()
    }

    /// The next edit starts a new burst: undo will stop before it.
    pub fn end_burst(&mut self) {
        self.undo.reset();
    }

    /// Whether there is anything to undo, and anything to redo.
    #[must_use]
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (self.undo.can_undo(), self.undo.can_redo())
    }

    /// What happened since the last call.
    pub fn drain(&mut self) -> Drained {
        let Notes { changes, updates } = with_notes(&self.notes, std::mem::take);
        Drained { changes, updates }
    }
}

impl Deref for Replica {
    type Target = PlanDoc;

    fn deref(&self) -> &PlanDoc {
        &self.doc
    }
}

impl fmt::Debug for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replica")
            .field("doc", &self.doc)
            .finish_non_exhaustive()
    }
}
