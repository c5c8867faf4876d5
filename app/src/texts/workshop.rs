//! The workshop: its agenda, its tools, and what came of it.

use tandem_plan::language::Text;
use tandem_protocol::workshop::{Confidence, Gesture, Stance, Tool};

use super::{fill, tr};

pub(crate) const LEAD: Text = Text::new(
    "A workshop takes both sides through the plan along an agenda: with a timer, private writing, blind numbers, votes and decisions.",
    "Ein Workshop führt beide Seiten entlang einer Agenda durch den Plan: mit Uhr, verdecktem Schreiben, verdeckten Zahlen, Abstimmungen und Entscheidungen.",
);
pub(crate) const START: Text = Text::new("Start a workshop", "Workshop beginnen");
pub(crate) const ONLY_FACILITATORS: Text = Text::new(
    "Facilitators start workshops. A lead makes somebody a facilitator on the page of the people.",
    "Workshops beginnt, wer moderiert. Wer leitet, macht jemanden auf der Seite der Personen zur Moderation.",
);
pub(crate) const PAST: Text = Text::new("Earlier workshops", "Frühere Workshops");
pub(crate) const NOT_BEGUN: Text = Text::new("Not begun", "Noch nicht begonnen");
pub(crate) const BEGIN: Text = Text::new("Begin", "Anfangen");
pub(crate) const NEXT: Text = Text::new("Next step", "Nächster Schritt");
pub(crate) const BACK: Text = Text::new("Step before", "Schritt davor");
pub(crate) const OPEN_PANEL: Text = Text::new("Open the workshop", "Workshop öffnen");
pub(crate) const READY: Text = Text::new("Ready", "Bereit");
pub(crate) const NOT_READY: Text = Text::new("Not ready yet", "Noch nicht bereit");
pub(crate) const ARE_YOU_READY: Text = Text::new("Are you ready?", "Sind Sie bereit?");
pub(crate) const ASK_READY: Text = Text::new("Ask who is ready", "Fragen, wer bereit ist");
pub(crate) const HAND_UP: Text = Text::new("Raise hand", "Hand heben");
pub(crate) const LOWER_HAND: Text = Text::new("Lower hand", "Hand senken");
pub(crate) const SPEAKS: Text = Text::new("has the word", "hat das Wort");
pub(crate) const GIVE_WORD: Text = Text::new("Give the word", "Wort erteilen");
pub(crate) const REACT: Text = Text::new("React", "Reagieren");
pub(crate) const FACILITATES: Text = Text::new("facilitates", "moderiert");
pub(crate) const AWAY: Text = Text::new("away", "nicht da");
pub(crate) const TIME_LEFT: Text = Text::new("Time left", "Restzeit");
pub(crate) const OVERTIME: Text = Text::new("Overtime", "Überzogen");
pub(crate) const PAUSE: Text = Text::new("Pause the timer", "Uhr anhalten");
pub(crate) const RESUME: Text = Text::new("Let the timer run", "Uhr weiterlaufen lassen");
pub(crate) const ONE_MORE: Text = Text::new("+1 min", "+1 Min.");
pub(crate) const FIVE_MORE: Text = Text::new("+5 min", "+5 Min.");
pub(crate) const SET_TIMER: Text = Text::new("Start a timer", "Uhr stellen");
pub(crate) const STOP_TIMER: Text = Text::new("No timer", "Keine Uhr");
pub(crate) const MINUTES: Text = Text::new("Minutes", "Minuten");
pub(crate) const MUTE: Text = Text::new("Mute the timer", "Uhr stumm schalten");
pub(crate) const UNMUTE: Text = Text::new("Sound when time is up", "Ton, wenn die Zeit um ist");
pub(crate) const SUMMON: Text = Text::new("Call everybody here", "Alle hierher holen");
pub(crate) const GO_THERE: Text = Text::new("Go there", "Dorthin");
pub(crate) const DISMISS: Text = Text::new("Not now", "Nicht jetzt");
pub(crate) const PARTS: Text = Text::new("Parts of the workshop", "Teile des Workshops");
pub(crate) const NOW: Text = Text::new("Now", "Jetzt");
pub(crate) const AGENDA: Text = Text::new("Agenda", "Agenda");
pub(crate) const NOTES: Text = Text::new("Notes", "Notizen");
pub(crate) const LEADING: Text = Text::new("Facilitation", "Moderation");
pub(crate) const TAKING_PART: Text = Text::new("People in the workshop", "Personen im Workshop");

pub(crate) const EDIT_AGENDA: Text = Text::new("Edit the agenda", "Agenda bearbeiten");
pub(crate) const SAVE_AGENDA: Text = Text::new("Keep the agenda", "Agenda übernehmen");
pub(crate) const ADD_STEP: Text = Text::new("Add a step", "Schritt hinzufügen");
pub(crate) const REMOVE_STEP: Text = Text::new("Remove the step", "Schritt entfernen");
pub(crate) const STEP_UP: Text = Text::new("Move the step up", "Schritt nach oben");
pub(crate) const STEP_DOWN: Text = Text::new("Move the step down", "Schritt nach unten");
pub(crate) const STEP_TITLE: Text = Text::new("Title of the step", "Titel des Schritts");
pub(crate) const STEP_SECTION: Text = Text::new("Section of the plan", "Abschnitt des Plans");
pub(crate) const NO_SECTION: Text = Text::new("No section", "Kein Abschnitt");
pub(crate) const STEP_TOOL: Text = Text::new("Tool", "Werkzeug");
pub(crate) const ANONYMOUS: Text = Text::new("Anonymous for good", "Für immer anonym");

pub(crate) const OPEN_WRITING: Text =
    Text::new("Start private writing", "Verdecktes Schreiben beginnen");
pub(crate) const OPEN_NUMBER: Text = Text::new("Ask for a number", "Nach einer Zahl fragen");
pub(crate) const OPEN_VOTE: Text = Text::new("Start a vote", "Abstimmung beginnen");
pub(crate) const OPEN_CONSENT: Text = Text::new("Put a proposal", "Vorschlag machen");
pub(crate) const OPEN_ROUND: Text = Text::new("Start a round", "Runde beginnen");
pub(crate) const OTHER_TOOLS: Text = Text::new("Other tools", "Weitere Werkzeuge");
pub(crate) const NOTHING_OPEN: Text = Text::new(
    "Work in the plan, or talk. What matters can be parked or decided at any time.",
    "Arbeiten Sie im Plan oder reden Sie miteinander. Wichtiges lässt sich jederzeit parken oder entscheiden.",
);
pub(crate) const WRITE_CARD: Text = Text::new("A card of yours", "Eine eigene Karte");
pub(crate) const ADD_CARD: Text = Text::new("Add card", "Karte hinzufügen");
pub(crate) const REMOVE_CARD: Text = Text::new("Remove the card", "Karte entfernen");
pub(crate) const ONLY_YOU: Text = Text::new(
    "Nobody sees your cards before all are shown.",
    "Niemand sieht Ihre Karten, bevor alle gezeigt werden.",
);
pub(crate) const NOBODY_EVER: Text = Text::new(
    "Nobody sees your cards before all are shown, and nobody ever sees whose they are.",
    "Niemand sieht Ihre Karten, bevor alle gezeigt werden, und niemand sieht je, von wem sie sind.",
);
pub(crate) const REVEAL_CARDS: Text = Text::new("Show all cards", "Alle Karten zeigen");
pub(crate) const SELECT_CARD: Text = Text::new("Choose this card", "Diese Karte wählen");
pub(crate) const GROUP_NAME: Text = Text::new("Name of the group", "Name der Gruppe");
pub(crate) const GROUP: Text = Text::new("Group", "Gruppieren");
pub(crate) const INTO_ITEMS: Text = Text::new("Make them items", "Zu Einträgen machen");
pub(crate) const AS_WHAT: Text = Text::new("As what", "Als was");
pub(crate) const IN_PLAN: Text = Text::new("in the plan", "im Plan");
pub(crate) const CLOSE_ACTIVITY: Text = Text::new("Finish this", "Das abschließen");
pub(crate) const CLOSED: Text = Text::new("Finished", "Abgeschlossen");

pub(crate) const WHICH_NUMBER: Text = Text::new("Which number", "Welche Zahl");
pub(crate) const NO_NUMBERS: Text = Text::new(
    "The section of this step has no item with a number yet. Add one first.",
    "Der Abschnitt dieses Schritts hat noch keinen Eintrag mit einer Zahl. Bitte zuerst einen anlegen.",
);
pub(crate) const YOUR_NUMBER: Text = Text::new("Your number", "Ihre Zahl");
pub(crate) const HOW_SURE: Text = Text::new("How sure you are", "Wie sicher Sie sind");
pub(crate) const ENTER_NUMBER: Text = Text::new("Enter the number", "Zahl eintragen");
pub(crate) const ENTERED: Text = Text::new(
    "Your number is in. You can still change it.",
    "Ihre Zahl ist da. Sie können sie noch ändern.",
);
pub(crate) const NUMBER_HIDDEN: Text = Text::new(
    "Nobody sees your number before all are shown.",
    "Niemand sieht Ihre Zahl, bevor alle gezeigt werden.",
);
pub(crate) const REVEAL_NUMBERS: Text = Text::new("Show all numbers", "Alle Zahlen zeigen");
pub(crate) const GAP: Text = Text::new("Gap between sides", "Abstand der Seiten");
pub(crate) const RANGE: Text = Text::new("Range", "Spanne");
pub(crate) const AGREED: Text = Text::new("Agreed", "Vereinbart");
pub(crate) const AGREED_VALUE: Text = Text::new("Agreed value", "Vereinbarter Wert");
pub(crate) const WHY: Text = Text::new("Why", "Warum");
pub(crate) const AGREE_NUMBER: Text = Text::new("Write it into the plan", "In den Plan schreiben");

pub(crate) const VOTE_TITLE: Text = Text::new("What it is about", "Worum es geht");
pub(crate) const DEFAULT_VOTE: Text = Text::new("What matters most?", "Was ist am wichtigsten?");
pub(crate) const VOTE_ON: Text = Text::new("What is voted on", "Worüber abgestimmt wird");
pub(crate) const ON_ITEMS: Text = Text::new("Items of the section", "Einträge des Abschnitts");
pub(crate) const ON_CARDS: Text = Text::new("Cards of this step", "Karten dieses Schritts");
pub(crate) const DOTS: Text = Text::new("Dots per person", "Punkte je Person");
pub(crate) const MORE_DOTS: Text = Text::new("One more dot", "Ein Punkt mehr");
pub(crate) const FEWER_DOTS: Text = Text::new("One dot fewer", "Ein Punkt weniger");
pub(crate) const CAST: Text = Text::new("Vote", "Abstimmen");
pub(crate) const ABSTAIN: Text = Text::new("Abstain", "Enthalten");
pub(crate) const VOTED: Text = Text::new(
    "You have voted. You can still change it.",
    "Sie haben abgestimmt und können es noch ändern.",
);
pub(crate) const COUNT_VOTES: Text = Text::new("Close and count", "Schließen und zählen");
pub(crate) const NO_OPTIONS: Text = Text::new(
    "There is nothing to vote on yet: write cards, or add items to the section.",
    "Noch gibt es nichts abzustimmen: bitte Karten schreiben oder Einträge im Abschnitt anlegen.",
);
pub(crate) const SUM: Text = Text::new("Sum", "Summe");
pub(crate) const OPTION: Text = Text::new("Option", "Möglichkeit");

pub(crate) const PROPOSAL: Text = Text::new("Proposal", "Vorschlag");
pub(crate) const REASON: Text = Text::new("Reason", "Grund");
pub(crate) const REASON_NEEDED: Text = Text::new(
    "Say why you cannot go along.",
    "Bitte sagen, warum Sie nicht mitgehen können.",
);
pub(crate) const SEND_ANSWER: Text = Text::new("Send answer", "Antwort senden");
pub(crate) const ANSWERED: Text = Text::new(
    "You have answered. You can still change it.",
    "Sie haben geantwortet und können es noch ändern.",
);
pub(crate) const CLOSE_CONSENT: Text =
    Text::new("Close and show answers", "Schließen und Antworten zeigen");
pub(crate) const DECIDED: Text = Text::new("This is a decision now.", "Das ist nun entschieden.");
pub(crate) const NOT_DECIDED: Text = Text::new("Not agreed", "Nicht vereinbart");

pub(crate) const YOUR_WORD: Text = Text::new("Your word", "Ihr Wort");
pub(crate) const SAY: Text = Text::new("Say it", "Sagen");
pub(crate) const PASS: Text = Text::new("Pass", "Weitergeben");
pub(crate) const PASSED: Text = Text::new("passes", "gibt weiter");

pub(crate) const PARK: Text = Text::new("Park a point", "Punkt parken");
pub(crate) const PARK_IT: Text = Text::new("Park", "Parken");
pub(crate) const PARKED_NOW: Text = Text::new("Parked.", "Geparkt.");
pub(crate) const NOTHING_PARKED: Text = Text::new("Nothing is parked.", "Nichts ist geparkt.");
pub(crate) const PARKING_LOT: Text = Text::new("Parking lot", "Parkplatz");
pub(crate) const DECIDE: Text = Text::new("Write a decision down", "Entscheidung festhalten");
pub(crate) const DECIDE_IT: Text = Text::new("Decide", "Entscheiden");
pub(crate) const DECIDED_NOW: Text =
    Text::new("Decision written down.", "Entscheidung festgehalten.");
pub(crate) const DECISIONS: Text = Text::new("Decisions", "Entscheidungen");
pub(crate) const NOTHING_DECIDED: Text =
    Text::new("Nothing is decided yet.", "Noch ist nichts entschieden.");
pub(crate) const ITEM_OF_PLAN: Text = Text::new(
    "It also becomes an item of the plan, under Governance.",
    "Daraus wird auch ein Eintrag des Plans, unter Steuerung.",
);

pub(crate) const LOCK_SECTION: Text = Text::new("Lock this section", "Diesen Abschnitt sperren");
pub(crate) const UNLOCK_SECTION: Text =
    Text::new("Unlock this section", "Diesen Abschnitt freigeben");
pub(crate) const LOCKED: Text = Text::new(
    "The facilitator of the workshop has locked this section.",
    "Wer den Workshop leitet, hat diesen Abschnitt gesperrt.",
);
pub(crate) const LOCKED_SECTIONS: Text = Text::new("Locked sections", "Gesperrte Abschnitte");
pub(crate) const HANDS_ON: Text = Text::new("Hands", "Handzeichen");
pub(crate) const REACTIONS_ON: Text = Text::new("Reactions", "Reaktionen");
pub(crate) const BREAKOUTS: Text = Text::new("Breakouts", "Arbeitsgruppen");
pub(crate) const BREAK_OUT: Text = Text::new("Split up", "Aufteilen");
pub(crate) const BREAK_OUT_LEAD: Text = Text::new(
    "Choose a section for everybody who works in a group.",
    "Wählen Sie für alle, die in einer Gruppe arbeiten, einen Abschnitt.",
);
pub(crate) const STAYS: Text = Text::new("Stays", "Bleibt");
pub(crate) const BRING_BACK: Text = Text::new("Bring everybody back", "Alle zurückholen");
pub(crate) const TAKE_OVER: Text = Text::new("Take over", "Übernehmen");
pub(crate) const TAKE_OVER_TOGETHER: Text = Text::new(
    "A lead of each side together can take over the workshop.",
    "Je eine Leitung beider Seiten zusammen kann den Workshop übernehmen.",
);
pub(crate) const ASKED_TO_TAKE_OVER: Text = Text::new(
    "You ask to take over; a lead of the other side has to ask as well.",
    "Sie möchten übernehmen; eine Leitung der anderen Seite muss das auch wollen.",
);
pub(crate) const KEEP_SEAT: Text = Text::new("Do not take over", "Nicht übernehmen");
pub(crate) const END: Text = Text::new("End the workshop", "Workshop beenden");
pub(crate) const END_LEAD: Text = Text::new(
    "The recap is kept as it is then, and the plan gets a baseline.",
    "Das Ergebnis bleibt so erhalten, und der Stand des Plans wird gesichert.",
);
pub(crate) const BASELINE_NAME: Text =
    Text::new("Name of the baseline", "Name des gesicherten Stands");
pub(crate) const RECAP_SO_FAR: Text = Text::new("Recap so far", "Ergebnis bisher");
pub(crate) const RECAP_TITLE: Text = Text::new("Workshop recap", "Ergebnis des Workshops");
pub(crate) const RECAP_COMES: Text =
    Text::new("The recap is on its way.", "Das Ergebnis ist unterwegs.");
pub(crate) const NO_RECAP: Text = Text::new(
    "There was no workshop in this plan yet.",
    "In diesem Plan gab es noch keinen Workshop.",
);
pub(crate) const MARKDOWN: Text = Text::new("Download as Markdown", "Als Markdown laden");
pub(crate) const PRINT: Text = Text::new("Print", "Drucken");
pub(crate) const ATTENDEES: Text = Text::new("Took part", "Dabei waren");
pub(crate) const BASELINE: Text = Text::new("Kept as", "Gesichert als");
pub(crate) const BESIDE_AGENDA: Text = Text::new("Beside the agenda", "Neben der Agenda");
pub(crate) const NUMBERS: Text = Text::new("Numbers", "Zahlen");
pub(crate) const NUMBER: Text = Text::new("Number", "Zahl");
pub(crate) const ROUND: Text = Text::new("Said", "Gesagt");
pub(crate) const ACTIONS: Text = Text::new("Actions", "Maßnahmen");
pub(crate) const ACTION: Text = Text::new("Action", "Maßnahme");
pub(crate) const OWNER: Text = Text::new("Accountable", "Verantwortlich");
pub(crate) const DUE: Text = Text::new("Due", "Fällig");
pub(crate) const CHANGES: Text = Text::new("Changes by section", "Änderungen nach Abschnitt");
pub(crate) const STEP: Text = Text::new("Step", "Schritt");
pub(crate) const TOOK: Text = Text::new("Took", "Dauer");
pub(crate) const PLAN: Text = Text::new("Plan", "Plan");
pub(crate) const SECTION: Text = Text::new("Section", "Abschnitt");
pub(crate) const BALANCE: Text = Text::new("Balance", "Ausgewogenheit");
pub(crate) const CONTRIBUTIONS: Text = Text::new("Contributions", "Beiträge");
pub(crate) const TURNS: Text = Text::new("Turns to speak", "Wortmeldungen");
pub(crate) const COMMITMENTS: Text = Text::new("Commitments", "Zusagen");
pub(crate) const VALUES: Text = Text::new("Values filled in", "Ausgefüllte Werte");
pub(crate) const SIDE: Text = Text::new("Side", "Seite");

/// What a tool is called.
pub(crate) const fn tool(tool: Tool) -> Text {
    match tool {
        Tool::CheckIn => Text::new("Check-in", "Ankommen"),
        Tool::Edit => Text::new("Write together", "Gemeinsam schreiben"),
        Tool::PrivateWriting => Text::new("Private writing", "Verdecktes Schreiben"),
        Tool::BlindNumber => Text::new("Blind number", "Verdeckte Zahl"),
        Tool::Vote => Text::new("Dot vote", "Punktabstimmung"),
        Tool::Consent => Text::new("Consent", "Konsent"),
        Tool::Discussion => Text::new("Discussion", "Gespräch"),
        Tool::CheckOut => Text::new("Check-out", "Abschluss"),
    }
}

/// What somebody thinks of a proposal.
pub(crate) const fn stance(stance: Stance) -> Text {
    match stance {
        Stance::Agree => Text::new("Agree", "Zustimmen"),
        Stance::Abstain => ABSTAIN,
        Stance::Disagree => Text::new("Disagree, go along", "Dagegen, gehe mit"),
        Stance::Block => Text::new("Block", "Blockieren"),
    }
}

/// How sure somebody is.
pub(crate) const fn confidence(confidence: Confidence) -> Text {
    match confidence {
        Confidence::Low => Text::new("A guess", "Geraten"),
        Confidence::Medium => Text::new("Fairly sure", "Ziemlich sicher"),
        Confidence::High => Text::new("Sure", "Sicher"),
    }
}

/// What a reaction says.
pub(crate) const fn gesture(gesture: Gesture) -> Text {
    match gesture {
        Gesture::ThumbsUp => Text::new("Thumbs up", "Daumen hoch"),
        Gesture::Applause => Text::new("Applause", "Applaus"),
        Gesture::Heart => Text::new("I like it", "Gefällt mir"),
        Gesture::Puzzled => Text::new("I do not follow", "Ich komme nicht mit"),
        Gesture::SlowDown => Text::new("Slower, please", "Langsamer, bitte"),
    }
}

/// The how-manieth step of how many.
pub(crate) fn step_of(place: usize, count: usize) -> String {
    let text = Text::new("Step {place} of {count}", "Schritt {place} von {count}");
    fill(text, &[("place", &place), ("count", &count)])
}

/// How long a step takes.
pub(crate) fn minutes(count: u32) -> String {
    fill(
        Text::new("{count} min", "{count} Min."),
        &[("count", &count)],
    )
}

/// Who called, and where to.
pub(crate) fn summoned(name: &str, place: &str) -> String {
    let text = Text::new(
        "{name} calls everybody to {place}.",
        "{name} holt alle zu {place}.",
    );
    fill(text, &[("name", &name), ("place", &place)])
}

/// How many cards there are.
pub(crate) fn cards(count: u32) -> String {
    match count {
        1 => tr(Text::new("1 card", "1 Karte")).to_owned(),
        _ => fill(
            Text::new("{count} cards", "{count} Karten"),
            &[("count", &count)],
        ),
    }
}

/// How many people have entered a number.
pub(crate) fn entered(count: u32) -> String {
    match count {
        1 => tr(Text::new("1 number is in", "1 Zahl ist da")).to_owned(),
        _ => fill(
            Text::new("{count} numbers are in", "{count} Zahlen sind da"),
            &[("count", &count)],
        ),
    }
}

/// How many have voted, of how many, and how many it takes.
pub(crate) fn voted(count: u32, of: u32, quorum: u32) -> String {
    let text = Text::new(
        "{count} of {of} have voted; it takes {quorum}",
        "{count} von {of} haben abgestimmt; nötig sind {quorum}",
    );
    fill(text, &[("count", &count), ("of", &of), ("quorum", &quorum)])
}

/// How many have voted, and how many it took.
pub(crate) fn voted_then(count: u32, quorum: u32) -> String {
    let text = Text::new(
        "{count} have voted; it took {quorum}",
        "{count} haben abgestimmt; nötig waren {quorum}",
    );
    fill(text, &[("count", &count), ("quorum", &quorum)])
}

/// How many have answered, of how many.
pub(crate) fn answered(count: u32, of: u32) -> String {
    let text = Text::new(
        "{count} of {of} have answered",
        "{count} von {of} haben geantwortet",
    );
    fill(text, &[("count", &count), ("of", &of)])
}

/// That somebody's hand is up, the how-manieth.
pub(crate) fn hand_up(place: usize) -> String {
    fill(
        Text::new("hand up ({place})", "Hand oben ({place})"),
        &[("place", &place)],
    )
}

/// How many dots are left.
pub(crate) fn dots_left(count: u32) -> String {
    match count {
        1 => tr(Text::new("1 dot left", "1 Punkt übrig")).to_owned(),
        _ => fill(
            Text::new("{count} dots left", "{count} Punkte übrig"),
            &[("count", &count)],
        ),
    }
}

/// How many have abstained.
pub(crate) fn abstained(count: u32) -> String {
    fill(
        Text::new("{count} abstained", "{count} enthielten sich"),
        &[("count", &count)],
    )
}

/// How many are ready, of how many.
pub(crate) fn ready(count: usize, of: usize) -> String {
    fill(
        Text::new("{count} of {of} ready", "{count} von {of} bereit"),
        &[("count", &count), ("of", &of)],
    )
}

/// The middle number of a side, and how many people it comes from.
pub(crate) fn of_people(value: &str, people: u32) -> String {
    match people {
        1 => value.to_owned(),
        _ => fill(
            Text::new(
                "{value} (middle of {people})",
                "{value} (Mitte von {people})",
            ),
            &[("value", &value), ("people", &people)],
        ),
    }
}

/// Where somebody works, and with whom.
pub(crate) fn in_group(section: &str, names: &str) -> String {
    let text = Text::new(
        "Your group: {section} ({names})",
        "Ihre Gruppe: {section} ({names})",
    );
    fill(text, &[("section", &section), ("names", &names)])
}

/// Who asks to take over.
pub(crate) fn asks_to_take_over(name: &str) -> String {
    let text = Text::new(
        "{name} asks to take over the workshop.",
        "{name} möchte den Workshop übernehmen.",
    );
    fill(text, &[("name", &name)])
}

/// What is open in the panel.
pub(crate) fn opened(step: &str, tool: &str) -> String {
    fill(
        Text::new("{step}: {tool}", "{step}: {tool}"),
        &[("step", &step), ("tool", &tool)],
    )
}

/// Who facilitates.
pub(crate) fn hosted_by(name: &str) -> String {
    fill(
        Text::new("{name} facilitates", "{name} moderiert"),
        &[("name", &name)],
    )
}

/// An earlier workshop.
pub(crate) fn workshop_on(number: u32, day: &str) -> String {
    fill(
        Text::new("Workshop {number}, {day}", "Workshop {number}, {day}"),
        &[("number", &number), ("day", &day)],
    )
}

/// How a baseline is called if nobody calls it otherwise.
pub(crate) fn baseline(number: u32, day: &str) -> String {
    fill(
        Text::new(
            "After workshop {number}, {day}",
            "Nach Workshop {number}, {day}",
        ),
        &[("number", &number), ("day", &day)],
    )
}

/// How long a step took, of what was planned.
pub(crate) fn spent(spent: i64, planned: u32) -> String {
    let text = Text::new("{spent} of {planned} min", "{spent} von {planned} Min.");
    fill(text, &[("spent", &spent), ("planned", &planned)])
}
