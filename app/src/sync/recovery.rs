//! Work of a replica that the server does not take any more, made again in a fresh one.
//!
//! Pure: whoever holds the connection sends what comes out, each message on its own, so that the
//! server can refuse one field and take the rest.

use tandem_plan::document::{Change, PlanDoc, Replica, Subject, Unit, merge};

use super::kept::Kept;
use crate::texts::edits::not_remade;

/// A fresh replica that is on its way, and what is known of the work that goes into it.
pub(super) struct Recovery {
    /// What the server has, as far as it has arrived.
    pub(super) fresh: Replica,
    /// Whether it has arrived on the present connection.
    pub(super) is_loaded: bool,
    /// Whether the server's plan is another one, from a backup: the old replica also holds work of
    /// others, which they bring back themselves.
    pub(super) is_restored: bool,
    /// Another tab makes the work again, and this is its generation on the device: here nothing
    /// is.
    pub(super) adopts: Option<u32>,
    /// What was refused, and why.
    pub(super) refused: Vec<(Subject, String)>,
}

/// What became of the work.
#[derive(Debug, Default)]
pub(super) struct Remade {
    /// A message for everything that was made again, in the order in which they build on each
    /// other.
    pub(super) messages: Vec<(Subject, Vec<u8>)>,
    /// What changed in the fresh replica.
    pub(super) changes: Vec<Change>,
    /// What was not made again.
    pub(super) kept: Vec<Kept>,
}

impl Recovery {
    /// A fresh replica, and what an earlier attempt, which came to nothing, has found out.
    pub(super) fn new(fresh: Replica, before: Option<Self>) -> Self {
        let is_restored = before.as_ref().is_some_and(|before| before.is_restored);
        Self {
            fresh,
            is_loaded: false,
            is_restored,
            adopts: before.as_ref().and_then(|before| before.adopts),
            refused: before.map(|before| before.refused).unwrap_or_default(),
        }
    }

    /// Makes these units of `old` again, but for those that were refused, what lies in them, and,
    /// where there is a reason to, all.
    pub(super) fn remake(&mut self, old: &PlanDoc, units: Vec<Unit>, all: Option<&str>) -> Remade {
        let mut remade = Remade::default();
        let mut missing: Vec<(Unit, String)> = Vec::new();
        for unit in units {
            let known = all.map(str::to_owned).or_else(|| {
                let holder = missing.iter().find(|(maker, _)| unit.lies_in(maker));
                let refused = self.refused.iter().find(|(of, _)| *of == unit.subject);
                let reason = refused.map(|(_, reason)| reason);
                reason.or(holder.map(|(_, reason)| reason)).cloned()
            });
            let reason = known.or_else(|| self.make(&unit, &mut remade));
            if let Some(reason) = reason {
                remade.kept.push(Kept::of_unit(old, &unit, &reason));
                if unit.makes_holder() {
                    missing.push((unit, reason));
                }
            }
        }
        remade
    }

    /// Returns why the document does not take the unit, if so.
    fn make(&mut self, unit: &Unit, remade: &mut Remade) -> Option<String> {
        let made = unit.edits.iter().try_for_each(|edit| self.fresh.edit(edit));
        // Each is a step of its own for undo.
        self.fresh.end_burst();
        let drained = self.fresh.drain();
        remade.changes.extend(drained.changes);
        if !drained.updates.is_empty() {
            let merged = merge(&drained.updates).map(|message| vec![message]);
            let messages = merged.unwrap_or(drained.updates).into_iter();
            let of_unit = messages.map(|message| (unit.subject, message));
            remade.messages.extend(of_unit);
        }
        made.err().map(|error| not_remade(&error))
    }
}
