//! Why the server took something not, or ended the connection. It says so in keys and codes; the
//! sentences are here. What refuses one piece of work reads as the middle of a sentence.

use tandem_plan::language::Text;
use tandem_protocol::close;

pub(crate) const READ_ONLY: Text = Text::new(
    "you may read this plan, not change it",
    "dieser Plan darf gelesen, aber nicht geändert werden",
);
pub(crate) const RESTORED: Text = Text::new(
    "the server was restored from a backup",
    "der Server wurde aus einer Sicherung wiederhergestellt",
);
pub(crate) const OTHER_VERSION: Text = Text::new(
    "This page is of another version than the server. Copy what is not saved, then reload the page.",
    "Diese Seite hat eine andere Version als der Server. Bitte kopieren, was nicht gespeichert ist, dann die Seite neu laden.",
);

pub(crate) const OTHER_VERSION_KEPT: Text = Text::new(
    "This page is older than the server. What you wrote is kept on this device: reload the page, and it is sent.",
    "Diese Seite ist älter als der Server. Das Geschriebene ist auf diesem Gerät aufbewahrt: Nach dem Neuladen der Seite wird es gesendet.",
);
pub(crate) const OTHER_PERSON: Text = Text::new(
    "In this browser somebody else has joined this plan. Reload the page to go on as that person.",
    "In diesem Browser ist inzwischen jemand anderes im Plan angemeldet. Nach dem Neuladen geht es als diese Person weiter.",
);
pub(crate) const OTHER_TAB: Text = Text::new(
    "another tab of yours went on with the plan at that moment",
    "ein anderer eigener Tab hat den Plan in diesem Moment weitergeführt",
);

/// Why the server did not take an update, by the key that it gave.
pub(crate) fn of_update(key: &str) -> Text {
    match key {
        "read_only" => READ_ONLY,
        "locked" => Text::new(
            "the facilitator of the workshop has locked this section",
            "wer den Workshop leitet, hat diesen Abschnitt gesperrt",
        ),
        "too_large" => Text::new(
            "the change is too large: make it in smaller steps",
            "die Änderung ist zu groß: bitte in kleineren Schritten ändern",
        ),
        "text_too_long" => Text::new(
            "a text would get longer than a text may be: shorten it, or split it into two items",
            "ein Text würde länger, als ein Text sein darf: bitte kürzen oder auf zwei Einträge verteilen",
        ),
        "too_many" => Text::new(
            "there would be more items or rows than a plan or a table may have: remove some",
            "es wären mehr Einträge oder Zeilen, als ein Plan oder eine Tabelle haben darf: bitte einige entfernen",
        ),
        "document_too_large" => Text::new(
            "the plan would get larger than a plan may be: remove what is not needed any more",
            "der Plan würde größer, als ein Plan sein darf: bitte entfernen, was nicht mehr gebraucht wird",
        ),
        _ => Text::new(
            "the server does not understand the change",
            "der Server versteht die Änderung nicht",
        ),
    }
}

/// What a final close code means to the person in front of the screen.
pub(crate) const fn of_close(code: u16) -> Text {
    match code {
        close::UNAUTHENTICATED => Text::new(
            "You are signed out of this plan. Open your invitation link again to come back.",
            "Dieser Browser ist vom Plan abgemeldet. Der Einladungslink führt zurück.",
        ),
        close::FORBIDDEN => Text::new(
            "You are not in this plan any more. Ask a lead of your side to invite you again.",
            "Sie gehören nicht mehr zu diesem Plan. Wer die eigene Seite leitet, kann erneut einladen.",
        ),
        close::NOT_FOUND => Text::new(
            "There is no such plan on this server. Check the link.",
            "Auf diesem Server gibt es diesen Plan nicht. Bitte den Link prüfen.",
        ),
        _ => Text::new(
            "The server does not understand this page. Copy what is not saved, then reload.",
            "Der Server versteht diese Seite nicht. Bitte kopieren, was nicht gespeichert ist, dann neu laden.",
        ),
    }
}
