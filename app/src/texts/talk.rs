//! What people say about the plan, and what one side keeps to itself.

use tandem_plan::language::Text;

use super::fill;
use crate::talk::Unread;

pub(crate) const COMMENTS: Text = Text::new("Comments", "Kommentare");
pub(crate) const COMMENT: Text = Text::new("Comment", "Kommentieren");
pub(crate) const BESIDE: Text = Text::new("Beside the plan", "Neben dem Plan");
pub(crate) const CLOSE: Text = Text::new("Close", "Schließen");

pub(crate) const SCOPE: Text = Text::new("Which comments", "Welche Kommentare");
pub(crate) const ABOUT: Text = Text::new("Comment about", "Kommentar zu");
pub(crate) const WHOLE_PLAN: Text = Text::new("the whole plan", "dem ganzen Plan");
pub(crate) const UNKNOWN_PART: Text = Text::new(
    "A part of the plan that this version does not know",
    "Ein Teil des Plans, den diese Version nicht kennt",
);
pub(crate) const ABOUT_SECTION: Text = Text::new(
    "Comment on the section instead",
    "Stattdessen den Abschnitt kommentieren",
);
pub(crate) const WRITE: Text = Text::new("Write a comment", "Kommentar schreiben");
pub(crate) const WRITE_HINT: Text = Text::new(
    "Comment, or @ to mention somebody",
    "Kommentieren, mit @ jemanden erwähnen",
);
pub(crate) const ANSWER: Text = Text::new("Reply", "Antworten");
pub(crate) const SAVE: Text = Text::new("Save", "Speichern");
pub(crate) const CANCEL: Text = Text::new("Cancel", "Abbrechen");
pub(crate) const EDIT: Text = Text::new("Edit", "Bearbeiten");
pub(crate) const TAKE_BACK: Text = Text::new("Take back", "Zurückziehen");
pub(crate) const RESOLVE: Text = Text::new("Resolve", "Erledigt");
pub(crate) const REOPEN: Text = Text::new("Open again", "Wieder öffnen");
pub(crate) const TAKEN_BACK: Text = Text::new("Taken back", "Zurückgezogen");
pub(crate) const EDITED: Text = Text::new("edited", "bearbeitet");
pub(crate) const NEW: Text = Text::new("New", "Neu");
pub(crate) const MENTION: Text = Text::new("Mention", "Erwähnen");
pub(crate) const TOO_LONG: Text = Text::new(
    "A comment has up to 4,000 characters.",
    "Ein Kommentar hat bis zu 4.000 Zeichen.",
);
pub(crate) const WAITS: Text = Text::new(
    "Kept on this device until there is a connection",
    "Bleibt auf diesem Gerät, bis es eine Verbindung gibt",
);
pub(crate) const SENT: Text = Text::new("Sending", "Wird gesendet");
pub(crate) const NOT_SAID: Text = Text::new("Not accepted.", "Nicht angenommen.");
pub(crate) const TRY_AGAIN: Text = Text::new("Try again", "Erneut versuchen");
pub(crate) const PUT_ASIDE: Text = Text::new("Discard", "Verwerfen");
pub(crate) const HEAR_SAVED: Text = Text::new("Comment saved", "Kommentar gespeichert");
pub(crate) const NOTHING_HERE: Text = Text::new(
    "Nobody has said anything about this section. Ask what an item means, or agree here before the text changes.",
    "Zu diesem Abschnitt hat noch niemand etwas gesagt. Hier lässt sich nachfragen und einig werden, bevor sich der Text ändert.",
);
pub(crate) const NOTHING: Text = Text::new(
    "Nobody has said anything about this plan yet.",
    "Zu diesem Plan hat noch niemand etwas gesagt.",
);
pub(crate) const MAY_NOT: Text = Text::new(
    "You may read comments here. Ask a lead of your side for the right to comment.",
    "Kommentare sind hier für Sie lesbar. Wer Ihre Seite leitet, kann das Recht zum Kommentieren geben.",
);

pub(crate) const ONLY_OWN_SIDE: Text = Text::new("Only your side", "Nur Ihre Seite");
pub(crate) const NEVER_SEEN: Text = Text::new(
    "What stands here lies apart from the plan. Only people of your side can open it; neither the other side nor neutral people ever can.",
    "Was hier steht, liegt getrennt vom Plan. Nur Personen Ihrer Seite können es öffnen, die andere Seite und neutrale Personen nie.",
);
pub(crate) const NOTES: Text = Text::new("Private notes", "Private Notizen");
pub(crate) const NOTES_HINT: Text = Text::new(
    "One text that everybody of your side writes in. The other side never sees it.",
    "Ein Text, in dem alle Ihrer Seite schreiben. Die andere Seite sieht ihn nie.",
);
pub(crate) const PRIVATE_COMMENTS: Text = Text::new("Private comments", "Private Kommentare");
pub(crate) const NOTHING_PRIVATE: Text = Text::new(
    "Talk here about what you do not want to say to the other side yet.",
    "Hier ist Platz für das, was die andere Seite noch nicht hören soll.",
);
pub(crate) const PRIVATE_COMES: Text = Text::new(
    "What your side keeps to itself is on its way",
    "Was Ihre Seite für sich behält, wird geladen",
);

/// How many comments are new, and how many of them mention one.
pub(crate) fn unread(unread: Unread) -> String {
    let text = match (unread.count, unread.mentions) {
        (1, 0) => Text::new("1 new", "1 neuer"),
        (_, 0) => Text::new("{count} new", "{count} neue"),
        (1, _) => Text::new("1 new, it mentions you", "1 neuer, er erwähnt Sie"),
        (_, 1) => Text::new(
            "{count} new, one mentions you",
            "{count} neue, einer erwähnt Sie",
        ),
        _ => Text::new(
            "{count} new, {mentions} mention you",
            "{count} neue, {mentions} erwähnen Sie",
        ),
    };
    let (count, mentions) = (unread.count, unread.mentions);
    fill(text, &[("count", &count), ("mentions", &mentions)])
}

/// How many open threads there are about something.
pub(crate) fn open_threads(count: usize) -> String {
    let text = if count == 1 {
        Text::new("1 open comment", "1 offener Kommentar")
    } else {
        Text::new("{count} open comments", "{count} offene Kommentare")
    };
    fill(text, &[("count", &count)])
}

/// How many threads are settled.
pub(crate) fn settled(count: usize) -> String {
    fill(
        Text::new("Resolved ({count})", "Erledigt ({count})"),
        &[("count", &count)],
    )
}

/// Who settled a thread.
pub(crate) fn settled_by(name: &str) -> String {
    fill(
        Text::new("Resolved by {name}", "Erledigt von {name}"),
        &[("name", &name)],
    )
}

/// The name of a thread for who hears it.
pub(crate) fn thread_about(place: &str) -> String {
    fill(
        Text::new("Comments about {place}", "Kommentare zu {place}"),
        &[("place", &place)],
    )
}

/// The name of an answer's control.
pub(crate) fn answer_to(name: &str) -> String {
    fill(
        Text::new("Reply to {name}", "Antwort an {name}"),
        &[("name", &name)],
    )
}

/// What an own comment's menu is called.
pub(crate) fn commands(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    fill(
        Text::new("Commands for “{start}”", "Befehle für „{start}“"),
        &[("start", &start)],
    )
}
