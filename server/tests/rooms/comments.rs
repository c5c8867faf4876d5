//! What people say: the server writes it in their name, and nobody hears of it before it is on disk.

use std::collections::BTreeSet;

use tandem_plan::comment::Comment;
use tandem_plan::ids::{CommentId, MemberId};
use tandem_protocol::role::Role;
use tandem_server::rooms::room::{
    CommitFailure, Deed, MemberList, NotDone, ReplyId, RoomEvent, Saying,
};
use tandem_server::store::Author;

use crate::editing::editor;
use crate::harness::{Table, everybody, first_list, member};

const FIRST: CommentId = CommentId::from_u128(1);
const ANSWER: CommentId = CommentId::from_u128(2);

fn post(id: CommentId, thread: Option<CommentId>, text: &str) -> Saying {
    Saying::Post {
        id,
        about: "vision.thesis".to_owned(),
        thread,
        text: text.to_owned(),
    }
}

fn reword(id: CommentId, text: &str) -> Saying {
    Saying::Reword {
        id,
        text: text.to_owned(),
    }
}

impl Table {
    fn say(&mut self, reply: u64, by: u128, saying: Saying) {
        self.event(RoomEvent::Deed {
            reply: ReplyId(reply),
            by: member(by).id,
            members: first_list(),
            deed: Deed::Comment(saying),
        });
    }

    /// Says it and lets it get to the disk, if there is anything to write.
    fn said(&mut self, reply: u64, by: u128, saying: Saying) -> Option<NotDone> {
        self.say(reply, by, saying);
        while self.is_writing() {
            self.commit();
        }
        self.replies[&reply].clone().err()
    }

    fn comments(&mut self) -> Vec<Comment> {
        self.visible().comments()
    }
}

#[test]
fn nobody_hears_of_a_comment_before_it_is_on_disk() {
    let mut table = Table::new();
    let mut ben = editor(20);
    table.enter(2, 2, &mut ben);
    table.say(7, 1, post(FIRST, None, "Too vague."));
    assert_eq!(table.heard(2), [""; 0]);
    assert!(table.replies.is_empty());
    let write = table.commit();
    assert_eq!(table.replies[&7], Ok(table.now));
    assert_eq!(table.read(2, &mut ben), ["update"]);
    assert_eq!(ben.comments().len(), 1);

    // It is hers, to the log and to the CRDT.
    let ann = MemberId::from_u128(1);
    let update = &write.updates[0];
    assert_eq!(update.author, Author::Member(ann));
    assert_eq!(write.clients, [(update.client.unwrap(), ann)]);
    let comment = &ben.comments()[0];
    assert_eq!((comment.author, comment.at), (ann, table.now.millis()));
}

#[test]
fn each_person_has_a_hand_of_their_own() {
    let mut table = Table::new();
    let mut hands = BTreeSet::new();
    for (reply, by, id) in [(1, 1, FIRST), (2, 2, ANSWER)] {
        table.say(reply, by, post(id, None, "Words"));
        hands.insert(table.commit().updates[0].client);
    }
    table.say(3, 1, reword(FIRST, "Other words"));
    let third = table.commit();
    hands.insert(third.updates[0].client);
    assert_eq!(hands.len(), 2);
    assert_eq!(third.clients, [], "it is known whose it is");
}

#[test]
fn what_is_said_again_is_no_news_and_never_answered_too_early() {
    let mut table = Table::new();
    table.say(1, 1, post(FIRST, None, "Once"));
    table.say(2, 1, post(FIRST, None, "Once"));
    assert!(table.replies.is_empty());
    table.commit();
    assert_eq!(table.replies[&1], table.replies[&2]);
    let at = table.replies[&1].clone();
    table.wait(5);
    table.say(3, 1, post(FIRST, None, "Once"));
    assert!(table.writing.is_none());
    assert_eq!(table.replies[&3], at);
    assert_eq!(
        table.said(4, 2, post(FIRST, None, "Twice")),
        Some(NotDone::Taken)
    );
    assert_eq!(table.comments().len(), 1);
}

#[test]
fn what_did_not_get_to_the_disk_was_not_said() {
    let mut table = Table::new();
    table.join(2, 2);
    table.say(1, 1, post(FIRST, None, "Lost"));
    table.fail(CommitFailure::Unwritable);
    assert_eq!(table.replies[&1], Err(NotDone::Unsaved));
    table.say(2, 1, post(FIRST, None, "Too early"));
    assert_eq!(table.replies[&2], Err(NotDone::Unsaved));
    table.wait(60_000);
    assert_eq!(table.said(3, 1, post(FIRST, None, "Kept")), None);
    assert_eq!(table.comments()[0].text, "Kept");
}

#[test]
fn a_flood_is_held_back_and_says_so() {
    let mut table = Table::new();
    table.join(2, 2);
    let mut flood = (1..).map(|number| post(CommentId::from_u128(number), None, "More"));
    let mut reply = 0;
    let mut next = |table: &mut Table, by| {
        reply += 1;
        table.said(reply, by, flood.next().unwrap())
    };
    assert!((0..30).all(|_| next(&mut table, 1).is_none()));
    assert_eq!(next(&mut table, 1), Some(NotDone::TooFast));
    // It is theirs alone, and passes.
    assert_eq!(next(&mut table, 2), None);
    table.wait(2_000);
    assert_eq!(next(&mut table, 1), None);
    assert_eq!(table.comments().len(), 32);
}

#[test]
fn a_thread_is_answered_settled_and_opened_again_by_all_and_reworded_by_its_author() {
    let mut table = Table::new();
    let resolve = |id, resolved| Saying::Resolve { id, resolved };
    let elsewhere = Saying::Post {
        id: ANSWER,
        about: "plan.name".to_owned(),
        thread: Some(FIRST),
        text: "Indeed.".to_owned(),
    };
    let unknown = CommentId::from_u128(9);
    let steps: [(u128, Saying, Option<NotDone>); 14] = [
        (1, post(FIRST, None, "Too vague."), None),
        (2, elsewhere, None),
        (
            2,
            post(unknown, Some(ANSWER), "Deeper"),
            Some(NotDone::NoThread),
        ),
        (
            2,
            post(unknown, Some(unknown), "To whom?"),
            Some(NotDone::Unknown),
        ),
        (2, reword(FIRST, "Fine."), Some(NotDone::NotYours)),
        (2, Saying::TakeBack { id: FIRST }, Some(NotDone::NotYours)),
        (1, reword(unknown, "Nothing"), Some(NotDone::Unknown)),
        (1, reword(FIRST, "Vague."), None),
        (2, resolve(ANSWER, true), Some(NotDone::NoThread)),
        (2, resolve(FIRST, true), None),
        (1, resolve(FIRST, true), None),
        (1, resolve(FIRST, false), None),
        (1, Saying::TakeBack { id: FIRST }, None),
        (1, reword(FIRST, "Back again"), Some(NotDone::Unknown)),
    ];
    for (reply, (by, saying, refused)) in (0..).zip(steps) {
        let text = format!("{by} {saying:?}");
        table.wait(1);
        assert_eq!(table.said(reply, by, saying), refused, "{text}");
    }
    let comments = table.comments();
    let [first, answer] = &comments[..] else {
        panic!("{comments:?}")
    };
    assert!(first.deleted && first.text.is_empty() && first.edited_at.is_some());
    assert_eq!(first.resolved, None);
    assert_eq!(
        answer.about, first.about,
        "an answer is about what its thread is about"
    );
}

#[test]
fn who_settled_a_thread_first_has_settled_it() {
    let mut table = Table::new();
    table.said(1, 1, post(FIRST, None, "Done?"));
    for (reply, by) in [(2, 2), (3, 1)] {
        let resolved = true;
        table.said(
            reply,
            by,
            Saying::Resolve {
                id: FIRST,
                resolved,
            },
        );
    }
    let (by, _) = table.comments()[0].resolved.unwrap();
    assert_eq!(by, MemberId::from_u128(2));
}

#[test]
fn whoever_may_not_comment_is_refused_by_the_room_too() {
    let mut table = Table::new();
    // What counts is the newest that anybody knows: the room, or whoever brings the comment.
    for (reply, asked, role, refused) in [
        (1, 11, Role::Viewer, Some(NotDone::Forbidden)),
        (2, 10, Role::Commenter, Some(NotDone::Forbidden)),
        (3, 12, Role::Commenter, None),
    ] {
        let mut members = everybody();
        for one in members.iter_mut().filter(|one| one.id == member(1).id) {
            one.role = role;
        }
        table.event(RoomEvent::Deed {
            reply: ReplyId(reply),
            by: member(1).id,
            members: MemberList { asked, members },
            deed: Deed::Comment(post(CommentId::random(), None, "Words")),
        });
        if table.is_writing() {
            table.commit();
        }
        assert_eq!(table.replies[&reply].clone().err(), refused, "{role}");
    }
}

#[test]
fn a_deleted_plan_sends_everybody_away_for_good() {
    let mut table = Table::new();
    let mut ben = editor(20);
    table.enter(2, 2, &mut ben);
    table.event(RoomEvent::Gone);
    assert_eq!(table.closed[&2], tandem_protocol::close::NOT_FOUND);
    assert!(table.is_stopped);
}
