//! What the server writes in somebody's name: comments, and what takes changes back. It does so under
//! an id of its own that counts as theirs, and answers when it is on disk.

use tandem_plan::document::PlanDoc;
use tandem_plan::history::Content;
use tandem_plan::ids::{BaselineId, ClientId, MemberId};
use tandem_protocol::role::Action;

use bytes::Bytes;

use super::comments::Saying;
use super::rate::Bucket;
use super::updates::relayed;
use super::{Effect, NO_PLAN, ReplyId, Room};
use crate::clock::Timestamp;
use crate::history::{self, NotReverted};
use crate::store::{Author, Cause, ChangeRow, NewUpdate};
use crate::workshop::Contribution;

/// By what the server writes in somebody's name.
#[derive(Debug)]
pub(super) struct Hand {
    client: ClientId,
    rate: Bucket,
}

/// What the server writes in somebody's name.
#[derive(Debug, Clone)]
pub enum Deed {
    /// They comment. Saying it again does no harm.
    Comment(Saying),
    /// They take one change back.
    Revert {
        /// Which.
        change: Box<ChangeRow>,
        /// Whether nothing has changed the same spot since.
        is_last: bool,
        /// Also if somebody has changed it since.
        even_if_changed: bool,
    },
    /// They let the workshop write what people have contributed to it, each in their own name. That they
    /// may was decided by the workshop.
    Contribute {
        /// What.
        parts: Vec<Contribution>,
        /// Who stands for all where nobody can tell who it was.
        group: MemberId,
    },
    /// They bring the whole plan back to a baseline.
    Restore {
        /// Which.
        baseline: BaselineId,
        /// The document as it was, as one update.
        state: Bytes,
    },
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// They may not comment here.
    #[error("You may not comment here.")]
    Forbidden,
    /// They may not change the plan.
    #[error("You may not change this plan.")]
    ReadOnly,
    /// The facilitator of the workshop has locked it.
    #[error("The facilitator of the workshop has locked this section.")]
    Locked,
    /// There is no such comment, or it was taken back.
    #[error("There is no such comment any more.")]
    Unknown,
    /// It is somebody else's.
    #[error("Only the person who wrote a comment changes its words or takes it back.")]
    NotYours,
    /// Only first comments are settled, and answers answer first comments.
    #[error("Only the first comment of a thread can be answered or settled.")]
    NoThread,
    /// The id stands for another comment.
    #[error("There is another comment with this id. Use a new random one.")]
    Taken,
    /// There are as many as there may be.
    #[error("This plan has as many comments as it can hold.")]
    TooMany,
    /// They say very much at once.
    #[error("That is very much at once. Try again in a moment.")]
    TooFast,
    /// The document is as large as it may be.
    #[error("This plan is as large as a plan can be.")]
    TooLarge,
    /// It could not be written to the disk.
    #[error("The server cannot save at the moment. Try again.")]
    Unsaved,
    /// Somebody has changed since what was to be taken back.
    #[error("Somebody has changed this since.")]
    Changed {
        /// What stands there now.
        now: Option<Content>,
        /// What would stand there.
        before: Option<Content>,
    },
    /// What was to be brought back stands there already.
    #[error("This stands there already.")]
    NothingToDo,
    /// It is of a long text, and what it left there cannot be found any more.
    #[error("The text has changed too much since to take this back by itself. Change it by hand.")]
    MovedOn,
    /// What somebody contributes does not fit into the plan.
    #[error("The plan has changed: what this is about is not there any more.")]
    Unfit,
    /// It cannot be taken back.
    #[error(
        "This change cannot be taken back: it is a comment, or of a part that this version does not know."
    )]
    Irrevocable,
}

impl From<NotReverted> for NotDone {
    fn from(why: NotReverted) -> Self {
        match why {
            NotReverted::NothingToDo => Self::NothingToDo,
            NotReverted::Changed { now, before } => Self::Changed { now, before },
            NotReverted::MovedOn => Self::MovedOn,
            NotReverted::Irrevocable => Self::Irrevocable,
        }
    }
}

impl Room {
    pub(super) fn act(
        &mut self,
        reply: ReplyId,
        by: MemberId,
        deed: Deed,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let done = if !self.may_do(by, &deed) {
            Err(match deed {
                Deed::Comment(_) | Deed::Contribute { .. } => NotDone::Forbidden,
                Deed::Revert { .. } | Deed::Restore { .. } => NotDone::ReadOnly,
            })
        } else if self.is_waiting() || self.is_stopping {
            Err(NotDone::Unsaved)
        } else {
            match deed {
                Deed::Comment(saying) => self.say(by, saying, now),
                Deed::Contribute { parts, group } => self.contribute(parts, group, now),
                Deed::Revert {
                    change,
                    is_last,
                    even_if_changed,
                } => self.revert(by, &change, (is_last, even_if_changed), now),
                Deed::Restore { baseline, state } => self.restore(by, baseline, &state, now),
            }
        };
        match (done, self.last_batch()) {
            // Also what is said again may still be on its way to the disk.
            (Ok(at), Some(batch)) => batch.replies.push((reply, at)),
            (answer, _) => out.push(Effect::Reply { to: reply, answer }),
        }
    }

    fn may_do(&self, by: MemberId, deed: &Deed) -> bool {
        let layer = self.key.layer;
        let mut members = self.members.iter();
        members
            .find(|member| member.id == by)
            .is_some_and(|member| match deed {
                Deed::Comment(_) | Deed::Contribute { .. } => member.may(layer.commenting()),
                Deed::Revert { .. } => member.may(layer.writing()) && member.may(Action::Revert),
                Deed::Restore { .. } => member.may(layer.writing()) && member.may(Action::Baseline),
            })
    }

    fn revert(
        &mut self,
        by: MemberId,
        change: &ChangeRow,
        (is_last, even_if_changed): (bool, bool),
        now: Timestamp,
    ) -> Result<Timestamp, NotDone> {
        if self.locks_spot(by, &change.spot) {
            return Err(NotDone::Locked);
        }
        let cause = Some(Cause::Reverted(change.id));
        self.write_as(by, cause, now, |plan| {
            let edits = history::revert(plan, change, is_last, even_if_changed)?;
            done(plan, &edits)
        })?;
        Ok(now)
    }

    fn restore(
        &mut self,
        by: MemberId,
        baseline: BaselineId,
        state: &[u8],
        now: Timestamp,
    ) -> Result<Timestamp, NotDone> {
        if self.locks_something(by) {
            return Err(NotDone::Locked);
        }
        let schema = self.settings.schema;
        let then = PlanDoc::reader(schema);
        if then.apply(state).is_err() {
            tracing::error!(room = %self.key, "a baseline cannot be read");
            return Err(NotDone::Irrevocable);
        }
        let cause = Some(Cause::Baseline(baseline));
        self.write_as(by, cause, now, |plan| {
            let edits = history::restore(plan, &then);
            if edits.is_empty() {
                return Err(NotDone::NothingToDo);
            }
            done(plan, &edits)
        })?;
        Ok(now)
    }

    /// Writes something in somebody's name.
    pub(super) fn write_as(
        &mut self,
        by: MemberId,
        cause: Option<Cause>,
        now: Timestamp,
        write: impl FnOnce(&PlanDoc) -> Result<(), NotDone>,
    ) -> Result<(), NotDone> {
        let client = self.hand_of(by, now)?;
        let clock = self.document.clock(client);
        let written = self.document.write_as(client, write)?;
        if let Some((update, altered)) = written {
            if self.owners.use_id(client, by) {
                self.open.clients.push((client, by));
            }
            let (frame, bytes) = relayed(&update);
            let update = NewUpdate {
                bytes,
                author: Author::Member(by),
                client: Some(client),
                at: now,
                claimed_at: None,
                cause,
                step: self.step(),
            };
            self.accept(None, update, altered, frame, vec![(client, clock)]);
        }
        Ok(())
    }

    /// The id under which the server writes in somebody's name, if they have not written too much.
    fn hand_of(&mut self, member: MemberId, now: Timestamp) -> Result<ClientId, NotDone> {
        let new_client = self.settings.new_client;
        let at_once = self.settings.limits.comments_at_once;
        let hand = self.hands.entry(member).or_insert_with(|| Hand {
            client: new_client(),
            rate: Bucket::full(1, at_once, now),
        });
        if hand.rate.take(1, now) {
            Ok(hand.client)
        } else {
            Err(NotDone::TooFast)
        }
    }

    /// The plan has been deleted: sends everybody away for good.
    pub(super) fn vanish(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        self.close_all(NO_PLAN, now, out);
        self.is_stopped = true;
        out.push(Effect::Stop);
    }
}

/// Makes these edits. What does not fit any more was the only copy of nothing: it is left out.
fn done(plan: &PlanDoc, edits: &[tandem_plan::edit::Edit]) -> Result<(), NotDone> {
    let mut made = 0;
    for edit in edits {
        match plan.edit(edit) {
            Ok(()) => made += 1,
            Err(error) => tracing::warn!(%error, "something could not be brought back"),
        }
    }
    if made == 0 {
        Err(NotDone::Irrevocable)
    } else {
        Ok(())
    }
}
