//! Comments: what the server writes in somebody's name, under an id of its own that counts as
//! theirs.

use tandem_plan::comment::{Comment, MAX_COMMENTS};
use tandem_plan::ids::{ClientId, CommentId, MemberId};

use super::rate::Bucket;
use super::updates::relayed;
use super::{Effect, NO_PLAN, ReplyId, Room};
use crate::clock::Timestamp;
use crate::store::{Author, NewUpdate};

/// By what the server writes in somebody's name.
#[derive(Debug)]
pub(super) struct Hand {
    client: ClientId,
    rate: Bucket,
}

/// What somebody says, or changes of what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// A new comment. Saying it again is no news.
    Post {
        /// Its id.
        id: CommentId,
        /// What it is about, as text.
        about: String,
        /// The first comment of the thread that it answers in.
        thread: Option<CommentId>,
        /// The words.
        text: String,
    },
    /// Other words of one's own comment.
    Reword {
        /// Which.
        id: CommentId,
        /// The words.
        text: String,
    },
    /// A thread is settled, or open again.
    Resolve {
        /// Its first comment.
        id: CommentId,
        /// Settled or open.
        resolved: bool,
    },
    /// One's own comment is taken back.
    TakeBack {
        /// Which.
        id: CommentId,
    },
}

/// Why something was not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSaid {
    /// They may not comment here.
    #[error("You may not comment here.")]
    Forbidden,
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
}

impl Room {
    pub(super) fn comment(
        &mut self,
        reply: ReplyId,
        by: MemberId,
        saying: Saying,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) {
        let mut members = self.members.iter();
        let may = members.any(|member| member.id == by && member.may(self.key.layer.commenting()));
        let said = if !may {
            Err(NotSaid::Forbidden)
        } else if self.is_waiting() || self.is_stopping {
            Err(NotSaid::Unsaved)
        } else {
            self.meant(by, saying, now)
                .and_then(|comment| self.write_comment(by, &comment, now))
        };
        match (said, self.last_batch()) {
            // Also what is said again may still be on its way to the disk.
            (Ok(at), Some(batch)) => batch.replies.push((reply, at)),
            (answer, _) => out.push(Effect::Reply { to: reply, answer }),
        }
    }

    /// The comment that somebody means, as it is from now on.
    fn meant(&self, by: MemberId, saying: Saying, now: Timestamp) -> Result<Comment, NotSaid> {
        let find = |id| self.document.comment(id).filter(|comment| !comment.deleted);
        let own = |id| match find(id) {
            Some(comment) if comment.author == by => Ok(comment),
            Some(_) => Err(NotSaid::NotYours),
            None => Err(NotSaid::Unknown),
        };
        match saying {
            Saying::Post {
                id,
                about,
                thread,
                text,
            } => {
                if let Some(there) = self.document.comment(id) {
                    // It was said before, and may have been changed since.
                    let is_same = there.author == by && there.thread == thread;
                    return is_same.then_some(there).ok_or(NotSaid::Taken);
                }
                if self.document.count_comments() >= MAX_COMMENTS {
                    return Err(NotSaid::TooMany);
                }
                let first = thread.map(|first| {
                    let first = self.document.comment(first).ok_or(NotSaid::Unknown)?;
                    match first.thread {
                        None => Ok(first.about),
                        Some(_) => Err(NotSaid::NoThread),
                    }
                });
                Ok(Comment {
                    id,
                    thread,
                    about: first.transpose()?.unwrap_or(about),
                    author: by,
                    at: now.millis(),
                    edited_at: None,
                    text,
                    resolved: None,
                    deleted: false,
                })
            }
            Saying::Reword { id, text } => {
                let comment = own(id)?;
                let edited_at = (comment.text != text).then_some(now.millis());
                Ok(Comment {
                    edited_at: edited_at.or(comment.edited_at),
                    text,
                    ..comment
                })
            }
            Saying::Resolve { id, resolved } => {
                // A thread whose first words were taken back can still be settled.
                let comment = self.document.comment(id).ok_or(NotSaid::Unknown)?;
                if comment.thread.is_some() {
                    return Err(NotSaid::NoThread);
                }
                let settled = comment.resolved.unwrap_or((by, now.millis()));
                Ok(Comment {
                    resolved: resolved.then_some(settled),
                    ..comment
                })
            }
            Saying::TakeBack { id } => Ok(Comment {
                text: String::new(),
                deleted: true,
                ..own(id)?
            }),
        }
    }

    /// Writes a comment in somebody's name. Returns when it was said.
    fn write_comment(
        &mut self,
        by: MemberId,
        comment: &Comment,
        now: Timestamp,
    ) -> Result<Timestamp, NotSaid> {
        let client = self.hand_of(by, now)?;
        let clock = self.document.clock(client);
        let written = self.document.write_comment(client, comment)?;
        if let Some(update) = written {
            if self.owners.use_id(client, by) {
                self.open.clients.push((client, by));
            }
            let (frame, bytes) = relayed(&update);
            let update = NewUpdate {
                bytes,
                author: Author::Member(by),
                client: Some(client),
                at: now,
            };
            self.accept(None, update, frame, vec![(client, clock)]);
        }
        Ok(Timestamp::from_millis(comment.at))
    }

    /// The id under which the server writes in somebody's name, if they have not written too much.
    fn hand_of(&mut self, member: MemberId, now: Timestamp) -> Result<ClientId, NotSaid> {
        let new_client = self.settings.new_client;
        let at_once = self.settings.limits.comments_at_once;
        let hand = self.hands.entry(member).or_insert_with(|| Hand {
            client: new_client(),
            rate: Bucket::full(1, at_once, now),
        });
        if hand.rate.take(1, now) {
            Ok(hand.client)
        } else {
            Err(NotSaid::TooFast)
        }
    }

    /// The plan has been deleted: sends everybody away for good.
    pub(super) fn vanish(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        self.close_all(NO_PLAN, now, out);
        self.is_stopped = true;
        out.push(Effect::Stop);
    }
}
