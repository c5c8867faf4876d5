//! The workshop as a room knows it: everybody is told how it looks to them, updates carry its step, and
//! what it has locked stays as it is. What may happen in a workshop is not decided here.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bytes::Bytes;
use tandem_plan::address::FieldAddress;
use tandem_plan::edit::Edit;
use tandem_plan::history::Alteration;
use tandem_plan::ids::MemberId;
use tandem_protocol::frame::Frame;
use tandem_protocol::workshop::WorkshopEvent;

use super::deeds::NotDone;
use super::{ConnectionId, Dialect, Effect, Room, send};
use crate::clock::Timestamp;
use crate::store::Spot;
use crate::workshop::{Contribution, Workshop};

impl Room {
    /// The workshop is on disk as it is now.
    pub(super) fn set_workshop(
        &mut self,
        workshop: Option<Arc<Workshop>>,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let is_older = match (&self.workshop, &workshop) {
            // It is sent after it was loaded, and may come in any order.
            (Some(known), Some(new)) => {
                (new.number, new.revision) <= (known.number, known.revision)
            }
            (None, None) => true,
            (None, Some(_)) | (Some(_), None) => false,
        };
        if is_older {
            return;
        }
        self.workshop = workshop.filter(|workshop| workshop.ended_at.is_none());
        let mut seen: HashMap<MemberId, Bytes> = HashMap::new();
        for (to, peer) in &self.peers {
            if peer.dialect == Dialect::Extended {
                let me = peer.member.id;
                let frame = seen.entry(me).or_insert_with(|| self.looks(me, now));
                send(out, *to, frame.clone());
            }
        }
    }

    /// Tells somebody who has come how the workshop looks to them, if there is one.
    pub(super) fn show_workshop(
        &self,
        to: ConnectionId,
        me: MemberId,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        if self.workshop.is_some() {
            send(out, to, self.looks(me, now));
        }
    }

    fn looks(&self, me: MemberId, now: Timestamp) -> Bytes {
        let workshop = self.workshop.as_ref();
        let event = WorkshopEvent {
            r#type: "workshop".to_owned(),
            now: now.millis(),
            workshop: workshop.map(|workshop| workshop.seen_by(me, &self.members)),
        };
        let json = serde_json::to_string(&event).expect("views are maps with text keys");
        Frame::Event(&json).encode().into()
    }

    /// The step of the agenda that is under way.
    pub(super) fn step(&self) -> Option<String> {
        self.workshop.as_ref()?.step_key()
    }

    /// The workshop, if it locks anything for this person.
    fn lock_for(&self, member: MemberId) -> Option<&Workshop> {
        let workshop = self.workshop.as_deref()?;
        let mut members = self.members.iter();
        let runs_it = members.any(|one| one.id == member && workshop.is_run_by(one));
        (!runs_it && workshop.locks_something()).then_some(workshop)
    }

    /// Whether this person must not have altered one of these.
    pub(super) fn alters_locked(&self, member: MemberId, altered: &[Alteration]) -> bool {
        let Some(workshop) = self.lock_for(member) else {
            return false;
        };
        altered.iter().any(|one| match one {
            Alteration::Field { at, .. } => self
                .section_of(*at)
                .is_some_and(|section| workshop.is_locked(section)),
            Alteration::Comment { .. } => false,
        })
    }

    /// The section in which a field stands, also one that lies in a root of its own.
    fn section_of(&self, at: FieldAddress) -> Option<&'static str> {
        at.holder.section().or_else(|| self.home_of(at.field))
    }

    fn home_of(&self, document: &str) -> Option<&'static str> {
        let mut sections = self.settings.schema.sections.iter();
        let home = sections.find(|section| {
            let field = section.document.as_ref();
            field.is_some_and(|field| field.key == document)
        });
        home.map(|section| section.key)
    }

    /// Whether this person must not change this.
    pub(super) fn locks_spot(&self, member: MemberId, spot: &Spot) -> bool {
        let Some(workshop) = self.lock_for(member) else {
            return false;
        };
        let field = spot.field.as_deref();
        let section = spot.section.as_deref();
        let section = section.or_else(|| self.home_of(field?));
        section.is_some_and(|section| workshop.is_locked(section))
    }

    /// Whether there is anything that this person must not change.
    pub(super) fn locks_something(&self, member: MemberId) -> bool {
        self.lock_for(member).is_some()
    }

    /// Writes what people have contributed, each in their own name. What is there already was written
    /// before, when something else went wrong.
    pub(super) fn contribute(
        &mut self,
        parts: Vec<Contribution>,
        group: MemberId,
        now: Timestamp,
    ) -> Result<Timestamp, NotDone> {
        let mut by_author: BTreeMap<MemberId, Vec<Edit>> = BTreeMap::new();
        for part in parts {
            let is_there = part
                .item
                .is_some_and(|(section, item)| self.document.has_item(section, item));
            if !is_there {
                let author = part.author.unwrap_or(group);
                by_author.entry(author).or_default().extend(part.edits);
            }
        }
        for (author, edits) in by_author {
            self.write_as(author, None, now, |plan| {
                let mut edits = edits.iter();
                edits.try_for_each(|edit| plan.edit(edit)).map_err(|error| {
                    tracing::warn!(%error, "a contribution does not fit");
                    NotDone::Unfit
                })
            })?;
        }
        Ok(now)
    }
}
