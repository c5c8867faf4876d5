//! Whether everything is saved: the indicator, the notices, and what the server did not accept.

use tandem_plan::language::Text;

use super::fill;

pub(crate) const INDICATOR: Text = Text::new("Saved indicator", "Speicherstand");
pub(crate) const CONNECTING: Text = Text::new("Connecting…", "Verbinden…");
pub(crate) const PLAN_COMES: Text = Text::new("The plan is on its way.", "Der Plan wird geladen.");
pub(crate) const SAVED: Text = Text::new("Saved", "Gespeichert");
pub(crate) const ALL_SAVED: Text = Text::new("Saved.", "Gespeichert.");
pub(crate) const ON_DISK: Text = Text::new(
    "Everything you wrote is on the server's disk.",
    "Alles, was Sie geschrieben haben, liegt auf der Festplatte des Servers.",
);
pub(crate) const SAVING: Text = Text::new("Saving…", "Speichern…");
pub(crate) const ON_ITS_WAY: Text = Text::new(
    "What you wrote is on its way to the server.",
    "Das Geschriebene ist auf dem Weg zum Server.",
);
pub(crate) const OFFLINE: Text = Text::new("Offline", "Offline");
pub(crate) const WRITE_ON: Text = Text::new(
    "There is no connection to the server. You can write on; it is sent when the connection is back.",
    "Es besteht keine Verbindung zum Server. Weiterschreiben ist möglich; gesendet wird, sobald die Verbindung wieder da ist.",
);
pub(crate) const LEAVE_OPEN: Text = Text::new(
    "There is no connection to the server. Leave this tab open: what you wrote is sent when the connection is back.",
    "Es besteht keine Verbindung zum Server. Bitte diesen Tab geöffnet lassen: Das Geschriebene wird gesendet, sobald die Verbindung wieder da ist.",
);
pub(crate) const KEPT_HERE: Text = Text::new(
    "There is no connection to the server. What you wrote is kept on this device and sent when the connection is back, also if you close or reload the page.",
    "Es besteht keine Verbindung zum Server. Das Geschriebene ist auf diesem Gerät aufbewahrt und wird gesendet, sobald die Verbindung wieder da ist, auch wenn die Seite geschlossen oder neu geladen wird.",
);
pub(crate) const BEING_KEPT: Text = Text::new(
    "There is no connection to the server. What you wrote is being written to this device.",
    "Es besteht keine Verbindung zum Server. Das Geschriebene wird gerade auf diesem Gerät aufbewahrt.",
);
pub(crate) const STAYS_HERE: Text = Text::new(
    "What you write is kept on this device until the server can write again.",
    "Das Geschriebene bleibt auf diesem Gerät aufbewahrt, bis der Server wieder speichern kann.",
);
pub(crate) const CANNOT_KEEP: Text = Text::new(
    "This browser cannot keep the plan on this device: it is a private window, or the device is full. You can go on while there is a connection; without one, leave the tab open.",
    "Dieser Browser kann den Plan nicht auf diesem Gerät aufbewahren: Das Fenster ist privat oder der Speicher voll. Mit Verbindung geht alles weiter; ohne Verbindung bitte den Tab geöffnet lassen.",
);
pub(crate) const CANNOT_SAVE: Text = Text::new(
    "Cannot save: the server's disk is full or broken",
    "Speichern nicht möglich: Die Festplatte des Servers ist voll oder defekt",
);
pub(crate) const STAYS_IN_TAB: Text = Text::new(
    "What you write stays in this tab until the server can write again. Leave the tab open.",
    "Das Geschriebene bleibt in diesem Tab, bis der Server wieder speichern kann. Bitte den Tab geöffnet lassen.",
);
pub(crate) const NOTHING_SENT: Text = Text::new(
    "Nothing that you write now is sent.",
    "Was jetzt geschrieben wird, wird nicht gesendet.",
);
pub(crate) const REST_SAVED: Text = Text::new("the rest is saved", "der Rest ist gespeichert");
pub(crate) const REST_SAVING: Text = Text::new("saving the rest…", "der Rest wird gespeichert…");

pub(crate) const HEAR_OFFLINE: Text = Text::new(
    "Offline. What you write is sent when the connection is back.",
    "Offline. Das Geschriebene wird gesendet, sobald die Verbindung wieder da ist.",
);
pub(crate) const HEAR_NOT_ACCEPTED: Text = Text::new(
    "The server did not accept all that you wrote. It is kept below the plan, to be copied.",
    "Der Server hat nicht alles angenommen. Es ist unter dem Plan aufbewahrt und lässt sich dort kopieren.",
);
pub(crate) const HEAR_CANNOT_SAVE: Text = Text::new(
    "The server cannot save at present.",
    "Der Server kann derzeit nicht speichern.",
);
pub(crate) const HEAR_STOPPED: Text = Text::new(
    "The connection ended. Nothing is sent any more.",
    "Die Verbindung ist beendet. Es wird nichts mehr gesendet.",
);

pub(crate) const RELOAD: Text = Text::new("Reload", "Neu laden");
pub(crate) const NEW_VERSION: Text = Text::new(
    "A new version of Tandem is there.",
    "Eine neue Version von Tandem ist da.",
);
pub(crate) const READ_ONLY: Text = Text::new(
    "You read this plan; your role does not change it.",
    "Sie lesen diesen Plan; Ihre Rolle erlaubt keine Änderungen.",
);

pub(crate) const DRAWER_ADVICE: Text = Text::new(
    "The plan shows what everybody has. Copy what you still need, and write it anew where it fits. Everything else that you wrote goes on its way.",
    "Der Plan zeigt, was alle haben. Was noch gebraucht wird, bitte kopieren und neu schreiben, wo es passt. Alles andere Geschriebene geht seinen Weg.",
);
pub(crate) const NOT_ACCEPTED: Text = Text::new("Not accepted: ", "Nicht angenommen: ");
pub(crate) const COPY: Text = Text::new("Copy", "Kopieren");
pub(crate) const COPIED: Text = Text::new("Copied", "Kopiert");
pub(crate) const HEAR_COPIED: Text = Text::new("Copied.", "Kopiert.");
pub(crate) const CANNOT_COPY: Text = Text::new(
    "This browser does not let the page copy. The text is selected: copy it with Ctrl C.",
    "Dieser Browser lässt die Seite nicht kopieren. Der Text ist ausgewählt: bitte mit Strg C kopieren.",
);
pub(crate) const PUT_ASIDE: Text = Text::new("Put aside", "Weglegen");

/// How many edits only this tab has, and nothing else will keep.
pub(crate) fn offline_without(changes: usize) -> String {
    let text = if changes == 1 {
        Text::new(
            "Offline: cannot keep 1 change on this device",
            "Offline: 1 Änderung nur in diesem Tab",
        )
    } else {
        Text::new(
            "Offline: cannot keep {changes} changes on this device",
            "Offline: {changes} Änderungen nur in diesem Tab",
        )
    };
    fill(text, &[("changes", &changes)])
}

/// The indicator without a connection, while edits are on their way to this device.
pub(crate) fn offline_under(changes: usize) -> String {
    let text = if changes == 1 {
        Text::new("Offline: 1 change", "Offline: 1 Änderung")
    } else {
        Text::new(
            "Offline: {changes} changes",
            "Offline: {changes} Änderungen",
        )
    };
    fill(text, &[("changes", &changes)])
}

/// How many edits only this device has.
pub(crate) fn offline_with(changes: usize) -> String {
    let text = if changes == 1 {
        Text::new(
            "Offline: 1 change kept on this device",
            "Offline: 1 Änderung auf diesem Gerät aufbewahrt",
        )
    } else {
        Text::new(
            "Offline: {changes} changes kept on this device",
            "Offline: {changes} Änderungen auf diesem Gerät aufbewahrt",
        )
    };
    fill(text, &[("changes", &changes)])
}

/// Something was refused, and how it stands with the rest.
pub(crate) fn not_accepted_and(rest: &str) -> String {
    fill(
        Text::new("Not accepted · {rest}", "Nicht angenommen · {rest}"),
        &[("rest", &rest)],
    )
}

/// Why something was refused, and where it is.
pub(crate) fn refused_because(reason: &str) -> String {
    fill(
        Text::new(
            "The server refused something that you wrote: {reason}. It is kept below the plan, to be copied.",
            "Der Server hat etwas abgelehnt: {reason}. Es ist unter dem Plan aufbewahrt und lässt sich dort kopieren.",
        ),
        &[("reason", &reason)],
    )
}

/// The heading of the drawer.
pub(crate) fn changes_not_accepted(count: usize) -> String {
    let text = if count == 1 {
        Text::new("1 change not accepted", "1 Änderung nicht angenommen")
    } else {
        Text::new(
            "{count} changes not accepted",
            "{count} Änderungen nicht angenommen",
        )
    };
    fill(text, &[("count", &count)])
}

/// The name of a refused text.
pub(crate) fn written_in(place: &str) -> String {
    fill(
        Text::new("What you wrote in {place}", "Geschrieben in {place}"),
        &[("place", &place)],
    )
}

/// What puts a refused text aside; begins with [`PUT_ASIDE`].
pub(crate) fn put_aside(place: &str) -> String {
    fill(
        Text::new(
            "Put aside what you wrote in {place}",
            "Weglegen, was in {place} geschrieben wurde",
        ),
        &[("place", &place)],
    )
}
