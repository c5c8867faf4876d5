//! Comments as people follow them: threads, with what was said here and is still on its way.

use std::collections::HashMap;

use tandem_plan::comment::{About, Comment, mentions};
use tandem_plan::ids::{CommentId, MemberId};
use tandem_plan::schema::SCHEMA;
use tandem_plan::sorted::sorted;
use tandem_protocol::layer::Layer;

use super::outbox::{Delivery, Entry, Request};

/// A comment and how it stands with what was changed of it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) comment: Comment,
    /// The request that is on its way, if there is one, and how far it has come.
    pub(crate) pending: Option<(CommentId, Delivery)>,
}

/// A comment and its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Thread {
    pub(crate) first: Said,
    /// The oldest first.
    pub(crate) answers: Vec<Said>,
    /// What it is about; `None` if this version does not know that part.
    pub(crate) about: Option<About>,
    /// When something was said in it last.
    pub(crate) latest: i64,
}

/// What one has not read yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Unread {
    pub(crate) count: usize,
    /// How many of them mention one.
    pub(crate) mentions: usize,
    /// How many of them are of the own side alone.
    pub(crate) private: usize,
}

impl Thread {
    pub(crate) const fn id(&self) -> CommentId {
        self.first.comment.id
    }

    pub(crate) const fn is_settled(&self) -> bool {
        self.first.comment.resolved.is_some()
    }

    /// Everything that was said in it.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Said> {
        std::iter::once(&self.first).chain(&self.answers)
    }
}

/// The threads of a layer, the one first in which something was said last. `comments` are what the
/// document has, `outbox` what was said or changed here by `me`.
pub(crate) fn threads(
    comments: Vec<Comment>,
    outbox: &[Entry],
    layer: Layer,
    me: MemberId,
) -> Vec<Thread> {
    let mut said: Vec<Said> = comments
        .into_iter()
        .map(|comment| Said {
            comment,
            pending: None,
        })
        .collect();
    for entry in outbox.iter().filter(|entry| entry.request.layer() == layer) {
        take_in(&mut said, entry, me);
    }
    let mut answers: HashMap<CommentId, Vec<Said>> = HashMap::new();
    let mut firsts = Vec::new();
    for one in said {
        match one.comment.thread {
            // What was taken back and is no beginning needs no place.
            Some(_) if one.comment.deleted => {}
            Some(first) => answers.entry(first).or_default().push(one),
            None => firsts.push(one),
        }
    }
    let threads = firsts.into_iter().filter_map(|first| {
        let answers = answers.remove(&first.comment.id).unwrap_or_default();
        if first.comment.deleted && answers.is_empty() {
            return None;
        }
        let latest = answers.iter().map(|answer| answer.comment.at);
        Some(Thread {
            about: About::parse(&first.comment.about, &SCHEMA),
            latest: latest.fold(first.comment.at, i64::max),
            first,
            answers,
        })
    });
    sorted(threads, |one: &Thread, other| {
        (other.latest, other.id()).cmp(&(one.latest, one.id()))
    })
}

/// Shows a request as if the server had taken it, with the note that it has not.
fn take_in(said: &mut Vec<Said>, entry: &Entry, me: MemberId) {
    let pending = (entry.delivery != Delivery::Done).then(|| (entry.key, entry.delivery.clone()));
    let found = said
        .iter_mut()
        .find(|said| said.comment.id == entry.request.comment());
    match (&entry.request, found) {
        // It has arrived, though nobody has told yet.
        (Request::Post(_), Some(_)) => {}
        (Request::Post(post), None) => {
            let comment = Comment {
                id: post.id,
                thread: post.thread,
                about: post.about.clone(),
                author: me,
                at: entry.at,
                edited_at: None,
                text: post.text.clone(),
                resolved: None,
                deleted: false,
            };
            said.push(Said { comment, pending });
        }
        (Request::Change { change, .. }, Some(said)) => {
            // What was refused has changed nothing.
            if !matches!(entry.delivery, Delivery::Refused(_)) {
                let comment = &mut said.comment;
                if let Some(text) = &change.text {
                    comment.text.clone_from(text);
                }
                match change.resolved {
                    Some(true) => comment.resolved = comment.resolved.or(Some((me, entry.at))),
                    Some(false) => comment.resolved = None,
                    None => {}
                }
                comment.deleted |= change.deleted == Some(true);
            }
            said.pending = pending;
        }
        (Request::Change { .. }, None) => {}
    }
}

/// What `me` has not read of these comments, having read those up to `until`.
pub(crate) fn unread(comments: &[Comment], me: MemberId, until: i64) -> Unread {
    let mut unread = Unread::default();
    let news = comments
        .iter()
        .filter(|comment| is_news(comment, me, until));
    for comment in news {
        unread.count += 1;
        unread.mentions += usize::from(mentions(&comment.text).any(|member| member == me));
    }
    unread
}

/// Whether somebody else has said this since `until`.
pub(crate) fn is_news(comment: &Comment, me: MemberId, until: i64) -> bool {
    comment.at > until && comment.author != me && !comment.deleted
}

/// How many open threads there are about every part of the plan; those about a field count for
/// its item too.
pub(crate) fn open_by_part(threads: &[Thread]) -> HashMap<About, usize> {
    let mut counts = HashMap::new();
    for thread in threads.iter().filter(|thread| !thread.is_settled()) {
        let Some(about) = thread.about else { continue };
        *counts.entry(about).or_default() += 1;
        if let (About::Field(_), Some(section), Some(item)) =
            (about, about.section(&SCHEMA), about.item())
        {
            *counts.entry(About::Item(section, item)).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use tandem_plan::ids::ItemId;
    use tandem_protocol::http::{ChangeComment, PostComment};

    use super::*;

    const ANN: MemberId = MemberId::from_u128(1);
    const BEN: MemberId = MemberId::from_u128(2);

    fn id(number: u128) -> CommentId {
        CommentId::from_u128(number)
    }

    fn comment(number: u128, thread: Option<u128>, author: MemberId) -> Comment {
        Comment {
            id: id(number),
            thread: thread.map(id),
            about: "vision".to_owned(),
            author,
            at: i64::try_from(number).unwrap(),
            edited_at: None,
            text: format!("said {number}"),
            resolved: None,
            deleted: false,
        }
    }

    fn entry(key: u128, request: Request, delivery: Delivery) -> Entry {
        Entry {
            key: id(key),
            at: 100,
            request,
            delivery,
        }
    }

    fn change(text: Option<&str>, resolved: Option<bool>, deleted: Option<bool>) -> ChangeComment {
        ChangeComment {
            author: None,
            layer: Layer::Joint,
            text: text.map(str::to_owned),
            resolved,
            deleted,
        }
    }

    #[test]
    fn the_thread_with_the_latest_word_comes_first_and_empty_ones_do_not() {
        let gone = |comment| Comment {
            deleted: true,
            text: String::new(),
            ..comment
        };
        let comments = vec![
            comment(1, None, ANN),
            gone(comment(2, None, BEN)),
            gone(comment(3, None, BEN)),
            comment(4, Some(3), ANN),
            gone(comment(5, Some(1), BEN)),
            comment(6, Some(1), BEN),
        ];
        let threads = threads(comments, &[], Layer::Joint, ANN);
        let shape: Vec<(CommentId, usize, i64)> = threads
            .iter()
            .map(|thread| (thread.id(), thread.answers.len(), thread.latest))
            .collect();
        assert_eq!(shape, [(id(1), 1, 6), (id(3), 1, 4)]);
    }

    #[test]
    fn what_is_on_its_way_shows_and_is_no_promise() {
        let comments = vec![comment(1, None, ANN)];
        let post = Request::Post(PostComment {
            id: id(7),
            author: Some(ANN),
            layer: Layer::Joint,
            about: "vision".to_owned(),
            thread: Some(id(1)),
            text: "More".to_owned(),
        });
        let reword = |comment| Request::Change {
            comment,
            change: change(Some("Better"), None, None),
        };
        let outbox = [
            entry(7, post.clone(), Delivery::Waits),
            entry(8, reword(id(1)), Delivery::Sent),
        ];
        let found = threads(comments.clone(), &outbox, Layer::Joint, ANN);
        let thread = &found[0];
        assert_eq!(thread.first.comment.text, "Better");
        assert_eq!(thread.first.pending, Some((id(8), Delivery::Sent)));
        assert_eq!(thread.answers[0].comment.text, "More");
        assert_eq!(thread.answers[0].comment.author, ANN);
        assert_eq!(thread.answers[0].pending, Some((id(7), Delivery::Waits)));
        // Of another layer nothing shows.
        let found = threads(comments.clone(), &outbox, Layer::Vendor, ANN);
        assert_eq!(found[0].first.comment.text, "said 1");
        // It has arrived: it shows once.
        let arrived = vec![comment(1, None, ANN), comment(7, Some(1), ANN)];
        let found = threads(arrived, &outbox[..1], Layer::Joint, ANN);
        assert_eq!(
            (found[0].answers.len(), &found[0].answers[0].pending),
            (1, &None)
        );
        // What was refused has changed nothing and says why.
        let refused = Delivery::Refused("no".to_owned());
        let outbox = [entry(8, reword(id(1)), refused.clone())];
        let found = threads(comments, &outbox, Layer::Joint, ANN);
        assert_eq!(found[0].first.comment.text, "said 1");
        assert_eq!(found[0].first.pending, Some((id(8), refused)));
    }

    #[test]
    fn ones_own_words_are_no_news_and_mentions_are_counted() {
        let mut comments = vec![
            comment(1, None, BEN),
            comment(2, None, ANN),
            comment(3, None, BEN),
            comment(4, None, BEN),
        ];
        comments[3].text = format!("@{ANN}?");
        assert_eq!(
            unread(&comments, ANN, 1),
            Unread {
                count: 2,
                mentions: 1,
                private: 0
            }
        );
        assert_eq!(unread(&comments, ANN, 4), Unread::default());
    }

    #[test]
    fn a_thread_about_a_field_counts_for_the_item_too_and_settled_ones_do_not() {
        let item = ItemId::from_u128(9);
        let about = |comment, about: About| Comment {
            about: about.to_string(),
            ..comment
        };
        let field =
            About::Field(tandem_plan::address::Holder::Item("objectives", item).field("title"));
        let whole = About::Item("objectives", item);
        let mut settled = about(comment(3, None, ANN), whole);
        settled.resolved = Some((BEN, 4));
        let comments = vec![
            about(comment(1, None, ANN), field),
            about(comment(2, None, ANN), whole),
            settled,
        ];
        let counts = open_by_part(&threads(comments, &[], Layer::Joint, ANN));
        assert_eq!((counts[&field], counts[&whole]), (1, 2));
    }
}
