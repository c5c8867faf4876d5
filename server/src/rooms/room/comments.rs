//! Comments: what somebody means by what they say, and how the server writes it in their name.

use tandem_plan::comment::{Comment, MAX_COMMENTS};
use tandem_plan::ids::{CommentId, MemberId};

use super::{NotDone, Room};
use crate::clock::Timestamp;

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

impl Room {
    /// The comment that somebody means, as it is from now on.
    fn meant(&self, by: MemberId, saying: Saying, now: Timestamp) -> Result<Comment, NotDone> {
        let find = |id| self.document.comment(id).filter(|comment| !comment.deleted);
        let own = |id| match find(id) {
            Some(comment) if comment.author == by => Ok(comment),
            Some(_) => Err(NotDone::NotYours),
            None => Err(NotDone::Unknown),
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
                    return is_same.then_some(there).ok_or(NotDone::Taken);
                }
                if self.document.count_comments() >= MAX_COMMENTS {
                    return Err(NotDone::TooMany);
                }
                let first = thread.map(|first| {
                    let first = self.document.comment(first).ok_or(NotDone::Unknown)?;
                    match first.thread {
                        None => Ok(first.about),
                        Some(_) => Err(NotDone::NoThread),
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
                let comment = self.document.comment(id).ok_or(NotDone::Unknown)?;
                if comment.thread.is_some() {
                    return Err(NotDone::NoThread);
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
    pub(super) fn say(
        &mut self,
        by: MemberId,
        saying: Saying,
        now: Timestamp,
    ) -> Result<Timestamp, NotDone> {
        let comment = self.meant(by, saying, now)?;
        if self.document.comment(comment.id).as_ref() != Some(&comment) {
            self.write_as(by, None, now, |plan| {
                plan.write_comment(&comment);
                Ok(())
            })?;
        }
        Ok(Timestamp::from_millis(comment.at))
    }
}
