//! The page of a plan's history: who did what, what differs, states that keep a name.

use tandem_plan::history::ChangeKind;
use tandem_plan::language::Text;

use super::{fill, language, tr};
use crate::browser::{moment, time_of_day};

pub(crate) const HISTORY: Text = Text::new("History", "Verlauf");
pub(crate) const COMES: Text = Text::new("The history is on its way.", "Der Verlauf wird geladen.");
pub(crate) const LEAD: Text = Text::new(
    "Everything that was done to this plan, by whom, and how it was before. Both companies read the same.",
    "Alles, was an diesem Plan getan wurde, von wem, und wie es vorher war. Beide Unternehmen lesen dasselbe.",
);

pub(crate) const VIEWS: Text = Text::new("What is shown", "Was gezeigt wird");
pub(crate) const TIMELINE: Text = Text::new("Changes", "Änderungen");
pub(crate) const REPLAY: Text = Text::new("Replay", "Abspielen");
pub(crate) const COMPARE: Text = Text::new("Compare", "Vergleichen");
pub(crate) const CONTRIBUTIONS: Text = Text::new("Contributions", "Beiträge");

pub(crate) const FILTERS: Text = Text::new("Filters", "Filter");
pub(crate) const LAYER: Text = Text::new("Of what", "Wovon");
pub(crate) const OF_BOTH: Text = Text::new("The joint plan", "Der gemeinsame Plan");
pub(crate) const OF_OWN: Text = Text::new(
    "Private notes of your side",
    "Private Notizen der eigenen Seite",
);
pub(crate) const SIDE: Text = Text::new("Side", "Seite");
pub(crate) const MEMBER: Text = Text::new("Person", "Person");
pub(crate) const SECTION: Text = Text::new("Section", "Abschnitt");
pub(crate) const KIND: Text = Text::new("What was done", "Was getan wurde");
pub(crate) const STEP: Text = Text::new("Step of the agenda", "Schritt der Agenda");
pub(crate) const PERIOD: Text = Text::new("When", "Wann");
pub(crate) const ALL: Text = Text::new("All", "Alle");
pub(crate) const ANY_TIME: Text = Text::new("Any time", "Jederzeit");
pub(crate) const TODAY: Text = Text::new("Today", "Heute");
pub(crate) const SINCE_YESTERDAY: Text = Text::new("Since yesterday", "Seit gestern");
pub(crate) const LAST_WEEK: Text = Text::new("The last 7 days", "Die letzten 7 Tage");
pub(crate) const LAST_MONTH: Text = Text::new("The last 30 days", "Die letzten 30 Tage");
pub(crate) const SINCE_VISIT: Text = Text::new("Since your last visit", "Seit dem letzten Besuch");
pub(crate) const CLEAR: Text = Text::new("Show all changes", "Alle Änderungen zeigen");
pub(crate) const MARK_READ: Text = Text::new("Mark as read", "Als gelesen markieren");
pub(crate) const MARKED: Text = Text::new(
    "From now on, news begin here.",
    "Ab jetzt beginnt hier das Neue.",
);
pub(crate) const ONE_FIELD: Text =
    Text::new("Only one field is shown.", "Nur ein Feld wird gezeigt.");
pub(crate) const ONE_ITEM: Text =
    Text::new("Only one item is shown.", "Nur ein Eintrag wird gezeigt.");
pub(crate) const NOTHING: Text = Text::new(
    "Nothing was changed that fits these filters.",
    "Keine Änderung passt zu diesen Filtern.",
);
pub(crate) const NOTHING_YET: Text = Text::new(
    "Nobody has changed anything yet. What the plan began with is not counted.",
    "Noch hat niemand etwas geändert. Womit der Plan begonnen hat, zählt nicht.",
);
pub(crate) const NOTHING_HERE: Text = Text::new(
    "Nobody has changed this. Go to a field of the plan to see what happened to it.",
    "Das hat niemand geändert. Im Plan ein Feld wählen, um zu sehen, was damit geschah.",
);
pub(crate) const WHO_WROTE: Text =
    Text::new("Who wrote these words", "Wer diese Wörter geschrieben hat");
pub(crate) const WHOLE_HISTORY: Text = Text::new("The whole history", "Der ganze Verlauf");
pub(crate) const OLDER: Text = Text::new("Show older changes", "Ältere Änderungen zeigen");
pub(crate) const AS_CSV: Text = Text::new("Download as CSV", "Als CSV laden");
pub(crate) const AS_JSON: Text = Text::new("Download as JSON", "Als JSON laden");

pub(crate) const TAKE_BACK: Text = Text::new("Revert", "Zurücknehmen");
pub(crate) const TAKEN_BACK: Text = Text::new("It was taken back.", "Es wurde zurückgenommen.");
pub(crate) const STANDS_ALREADY: Text = Text::new(
    "What was before stands there already.",
    "Dort steht schon, was vorher war.",
);
pub(crate) const SHOW_IN_PLAN: Text = Text::new("Show in the plan", "Im Plan zeigen");
pub(crate) const HOW_IT_CAME: Text = Text::new("All of this field", "Alles zu diesem Feld");
pub(crate) const SEE_THEN: Text = Text::new("The plan then", "Der Plan damals");
pub(crate) const CHANGED_SINCE: Text = Text::new(
    "Somebody has changed this since",
    "Das wurde seither geändert",
);
pub(crate) const CHANGED_SINCE_LEAD: Text = Text::new(
    "Choose what shall stand there. The other value stays in the history.",
    "Bitte wählen, was dort stehen soll. Der andere Wert bleibt im Verlauf.",
);
pub(crate) const STANDS_NOW: Text = Text::new("Now", "Jetzt");
pub(crate) const STOOD_BEFORE: Text = Text::new("Before the change", "Vor der Änderung");
pub(crate) const KEEP_NOW: Text =
    Text::new("Keep what stands now", "Behalten, was jetzt dort steht");
pub(crate) const PUT_BACK: Text =
    Text::new("Put back what was before", "Zurück zu dem, was vorher war");
pub(crate) const EMPTY_VALUE: Text = Text::new("empty", "leer");
pub(crate) const REVERTS: Text = Text::new(
    "Takes back an earlier change.",
    "Nimmt eine frühere Änderung zurück.",
);
pub(crate) const BY_BASELINE: Text = Text::new(
    "By bringing the plan back to a baseline.",
    "Durch Zurückbringen des Plans auf einen festgehaltenen Stand.",
);

pub(crate) const BASELINES: Text = Text::new("Baselines", "Festgehaltene Stände");
pub(crate) const BASELINES_LEAD: Text = Text::new(
    "States of the plan that keep a name, so that everything later can be compared with them.",
    "Stände des Plans, die einen Namen behalten, damit sich alles Spätere mit ihnen vergleichen lässt.",
);
pub(crate) const NO_BASELINES: Text =
    Text::new("No baseline yet.", "Noch kein Stand festgehalten.");
pub(crate) const NAME_BASELINE: Text =
    Text::new("Name of the plan as it is now", "Name des jetzigen Standes");
pub(crate) const KEEP_BASELINE: Text = Text::new("Keep this state", "Diesen Stand festhalten");
pub(crate) const NAME_MISSING: Text = Text::new("Give it a name.", "Bitte einen Namen angeben.");
pub(crate) const COMPARE_NOW: Text = Text::new("Compare with now", "Mit jetzt vergleichen");
pub(crate) const RESTORE: Text =
    Text::new("Bring the plan back to it", "Den Plan dahin zurückbringen");
pub(crate) const RESTORE_TITLE: Text = Text::new(
    "Bring the whole plan back?",
    "Den ganzen Plan zurückbringen?",
);
pub(crate) const RESTORE_LEAD: Text = Text::new(
    "Every field, item and row becomes what it was then; what came since goes to the trash. All of it is one new step in the history in your name, and can be taken back.",
    "Jedes Feld, jeder Eintrag und jede Zeile wird wieder, was sie damals waren; was seither kam, kommt in den Papierkorb. All das steht als neuer Schritt in Ihrem Namen im Verlauf und lässt sich zurücknehmen.",
);
pub(crate) const RESTORED: Text = Text::new(
    "The plan is as it was then.",
    "Der Plan ist wieder, wie er damals war.",
);
pub(crate) const FINGERPRINT: Text = Text::new("Fingerprint", "Fingerabdruck");
pub(crate) const ONLY_LEADS: Text = Text::new(
    "Leads and facilitators keep baselines and bring the plan back.",
    "Leitung und Moderation halten Stände fest und bringen den Plan zurück.",
);

pub(crate) const FROM: Text = Text::new("From", "Von");
pub(crate) const TO: Text = Text::new("To", "Bis");
pub(crate) const BEGINNING: Text = Text::new("What the plan began with", "Womit der Plan begann");
pub(crate) const NOW: Text = Text::new("Now", "Jetzt");
pub(crate) const SAME: Text = Text::new("Both are the same.", "Beide sind gleich.");

pub(crate) const CONTRIBUTIONS_LEAD: Text = Text::new(
    "How many changes each side made in each section. It shows who carries what together, not who is better.",
    "Wie viele Änderungen jede Seite in jedem Abschnitt gemacht hat. Es zeigt, was gemeinsam getragen wird, nicht wer besser ist.",
);
pub(crate) const WORDS_ADDED: Text = Text::new("Words", "Wörter");
pub(crate) const WHOLE_PLAN: Text = Text::new("The plan as a whole", "Der Plan als Ganzes");
pub(crate) const TOTAL: Text = Text::new("Together", "Zusammen");

pub(crate) const PLAY: Text = Text::new("Play", "Abspielen");
pub(crate) const PAUSE: Text = Text::new("Pause", "Anhalten");
pub(crate) const SPEED: Text = Text::new("Speed", "Geschwindigkeit");
pub(crate) const MOMENT: Text = Text::new("Moment", "Zeitpunkt");
pub(crate) const EARLIER: Text = Text::new("One change back", "Eine Änderung zurück");
pub(crate) const LATER: Text = Text::new("One change on", "Eine Änderung weiter");
pub(crate) const REPLAY_LEAD: Text = Text::new(
    "The plan as it was, change by change. Nothing can be edited here.",
    "Der Plan, wie er war, Änderung für Änderung. Hier lässt sich nichts bearbeiten.",
);
pub(crate) const WERE_HERE: Text = Text::new("Were here:", "Waren hier:");
pub(crate) const IN_TRASH: Text = Text::new("in the trash", "im Papierkorb");

pub(crate) const DECIDED: Text =
    Text::new("Decisions and votes", "Entscheidungen und Abstimmungen");

/// How many dots something got, of whom.
pub(crate) fn dots(sum: u32, vendor: u32, partner: u32) -> String {
    let text = Text::new(
        "{sum} dots: {vendor} of the vendor, {partner} of the partner",
        "{sum} Punkte: {vendor} vom Hersteller, {partner} vom Partner",
    );
    fill(
        text,
        &[("sum", &sum), ("vendor", &vendor), ("partner", &partner)],
    )
}

/// The step of the agenda in which something was done.
pub(crate) fn in_step(title: &str) -> String {
    fill(
        Text::new("In the step “{title}”", "Im Schritt „{title}“"),
        &[("title", &title)],
    )
}

/// The title of this page.
pub(crate) fn title(plan: &str) -> String {
    fill(
        Text::new("History: {plan}", "Verlauf: {plan}"),
        &[("plan", &plan)],
    )
}

/// When something happened, with the time of day.
pub(crate) fn when(at: i64) -> String {
    moment(at, language().tag(), true)
}

/// At which time of the day something happened.
pub(crate) fn time(at: i64) -> String {
    time_of_day(at, language().tag())
}

/// On which day something happened.
pub(crate) fn day(at: i64) -> String {
    moment(at, language().tag(), false)
}

/// When the browser says that something was written which came later.
pub(crate) fn claimed(at: i64) -> String {
    fill(
        Text::new(
            "Written without a connection; their device says on {when}.",
            "Ohne Verbindung geschrieben; deren Gerät sagt: {when}.",
        ),
        &[("when", &when(at))],
    )
}

/// How many changes something has.
pub(crate) fn changes(count: u64) -> String {
    match count {
        1 => tr(Text::new("1 change", "1 Änderung")).to_owned(),
        _ => fill(
            Text::new("{count} changes", "{count} Änderungen"),
            &[("count", &count)],
        ),
    }
}

/// A choice of a filter, and how many changes it leaves.
pub(crate) fn counted(label: &str, count: u64) -> String {
    format!("{label} ({count})")
}

/// Who named a state of the plan, and when.
pub(crate) fn kept_by(name: &str, at: i64) -> String {
    fill(
        Text::new("{name}, {when}", "{name}, {when}"),
        &[("name", &name), ("when", &when(at))],
    )
}

/// A title in a sentence.
pub(crate) fn quoted(title: &str) -> String {
    fill(Text::new("“{title}”", "„{title}“"), &[("title", &title)])
}

/// A field of an item in a sentence.
pub(crate) fn field_of(field: &str, item: &str) -> String {
    fill(
        Text::new("{field} of {item}", "{field} von {item}"),
        &[("field", &field), ("item", &item)],
    )
}

/// A choice of the filter by kind.
pub(crate) fn kind(kind: ChangeKind) -> &'static str {
    tr(match kind {
        ChangeKind::Added => Text::new("Added", "Hinzugefügt"),
        ChangeKind::Set => Text::new("Set", "Gesetzt"),
        ChangeKind::Edited => Text::new("Edited", "Bearbeitet"),
        ChangeKind::Moved => Text::new("Moved", "Verschoben"),
        ChangeKind::Deleted => Text::new("Moved to the trash", "In den Papierkorb gelegt"),
        ChangeKind::Restored => Text::new("Taken out of the trash", "Aus dem Papierkorb geholt"),
        ChangeKind::Commented => Text::new("Commented", "Kommentiert"),
        ChangeKind::Reworded => Text::new("Comment reworded", "Kommentar umformuliert"),
        ChangeKind::Resolved => Text::new("Thread settled", "Thema erledigt"),
        ChangeKind::Reopened => Text::new("Thread opened again", "Thema wieder geöffnet"),
        ChangeKind::TakenBack => Text::new("Comment taken back", "Kommentar zurückgenommen"),
    })
}

/// How a value has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// There was none.
    Filled,
    /// There is none any more.
    Emptied,
    /// It is more than before.
    Raised,
    /// It is less.
    Lowered,
    /// It is another.
    Other,
    /// It is what it was.
    Back,
}

/// What somebody did, behind their name: `place` is what it was done to, `item` the item itself.
pub(crate) fn did(kind: ChangeKind, turn: Turn, is_row: bool, place: &str, item: &str) -> String {
    let text = match (kind, turn) {
        (ChangeKind::Added, _) if is_row => Text::new(
            "added a row to {place}.",
            "hat {place} um eine Zeile ergänzt.",
        ),
        (ChangeKind::Deleted, _) if is_row => Text::new(
            "moved a row of {place} to the trash.",
            "hat eine Zeile von {place} in den Papierkorb gelegt.",
        ),
        (ChangeKind::Restored, _) if is_row => Text::new(
            "took a row of {place} out of the trash.",
            "hat eine Zeile von {place} aus dem Papierkorb geholt.",
        ),
        (ChangeKind::Moved, _) if is_row => Text::new(
            "moved a row of {place}.",
            "hat eine Zeile von {place} verschoben.",
        ),
        (ChangeKind::Added, _) => Text::new("added {item}.", "hat {item} hinzugefügt."),
        (ChangeKind::Moved, _) => Text::new("moved {item}.", "hat {item} verschoben."),
        (ChangeKind::Deleted, _) => Text::new(
            "moved {item} to the trash.",
            "hat {item} in den Papierkorb gelegt.",
        ),
        (ChangeKind::Restored, _) => Text::new(
            "took {item} out of the trash.",
            "hat {item} aus dem Papierkorb geholt.",
        ),
        (ChangeKind::Commented, _) => {
            Text::new("commented on {place}.", "hat {place} kommentiert.")
        }
        (ChangeKind::Reworded, _) => Text::new(
            "reworded a comment on {place}.",
            "hat einen Kommentar zu {place} umformuliert.",
        ),
        (ChangeKind::Resolved, _) => Text::new(
            "settled a thread on {place}.",
            "hat ein Thema zu {place} erledigt.",
        ),
        (ChangeKind::Reopened, _) => Text::new(
            "opened a thread on {place} again.",
            "hat ein Thema zu {place} wieder geöffnet.",
        ),
        (ChangeKind::TakenBack, _) => Text::new(
            "took back a comment on {place}.",
            "hat einen Kommentar zu {place} zurückgenommen.",
        ),
        (ChangeKind::Edited, Turn::Filled) => {
            Text::new("wrote {place}.", "hat {place} geschrieben.")
        }
        (ChangeKind::Edited, _) => Text::new("edited {place}.", "hat {place} bearbeitet."),
        (ChangeKind::Set, Turn::Filled) => Text::new("set {place}.", "hat {place} gesetzt."),
        (ChangeKind::Set, Turn::Emptied) => Text::new("emptied {place}.", "hat {place} geleert."),
        (ChangeKind::Set, Turn::Raised) => Text::new("raised {place}.", "hat {place} erhöht."),
        (ChangeKind::Set, Turn::Lowered) => Text::new("lowered {place}.", "hat {place} gesenkt."),
        (ChangeKind::Set, Turn::Other) => Text::new("changed {place}.", "hat {place} geändert."),
        (ChangeKind::Set, Turn::Back) => Text::new(
            "changed {place} and changed it back.",
            "hat {place} geändert und zurückgeändert.",
        ),
    };
    fill(text, &[("place", &place), ("item", &item)])
}
