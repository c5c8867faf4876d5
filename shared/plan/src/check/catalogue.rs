//! The table of all checks, in the order in which a plan is mended: first what the plan is for,
//! then who does it, then what it rests on.

use super::{Check, actions, balance, measures, objectives, resources, reviews, structure};
use crate::language::Text;

const VAGUE_GOALS: Text = Text::new("Vague goals", "Unklare Ziele");
const UNFOUNDED_GOALS: Text =
    Text::new("Goals that nobody believes", "Ziele, an die niemand glaubt");
const NO_DEADLINE: Text = Text::new("Goals without an end", "Ziele ohne Ende");
const ONE_SIDED: Text = Text::new("A plan of one side", "Plan nur einer Seite");
const NOBODY: Text = Text::new("Nobody answers for it", "Niemand ist verantwortlich");
const SHORT: Text = Text::new("Too few resources", "Zu wenig Mittel");
const SELDOM: Text = Text::new("Too few reviews", "Zu seltene Überprüfung");
const MARKET: Text = Text::new("The market moved on", "Der Markt ist weiter");
const UNMEASURED: Text = Text::new("Decisions without data", "Entscheidungen ohne Daten");
const GAPS: Text = Text::new("Gaps in the partnership", "Lücken in der Partnerschaft");
const CONTRADICTION: Text = Text::new("Contradictions", "Widersprüche");

/// Every check of this program.
pub static CHECKS: &[Check] = &[
    Check {
        key: "objective-vague",
        pitfall: VAGUE_GOALS,
        what: Text::new(
            "The objective does not say what exactly is to come true, or what is counted.",
            "Das Ziel sagt nicht, was genau eintreten soll oder was gezählt wird.",
        ),
        mend: Text::new(
            "Write one outcome that both sides would judge alike, and name the metric.",
            "Ein Ergebnis beschreiben, das beide Seiten gleich beurteilen, und die Messgröße nennen.",
        ),
        find: objectives::vague,
    },
    Check {
        key: "objective-unmeasurable",
        pitfall: VAGUE_GOALS,
        what: Text::new(
            "The objective cannot be measured: baseline, target or unit is missing.",
            "Das Ziel ist nicht messbar: Ausgangswert, Zielwert oder Einheit fehlt.",
        ),
        mend: Text::new(
            "Enter where it stands today, where it shall stand, and the unit of both.",
            "Eintragen, wo es heute steht, wo es stehen soll und in welcher Einheit.",
        ),
        find: objectives::unmeasurable,
    },
    Check {
        key: "objective-unreasoned",
        pitfall: UNFOUNDED_GOALS,
        what: Text::new(
            "Nothing says why the target can be reached.",
            "Nichts sagt, warum der Zielwert erreichbar ist.",
        ),
        mend: Text::new(
            "Name the facts that make it believable: a past figure, a pilot, a pipeline.",
            "Die Tatsachen nennen, die dafür sprechen: ein früherer Wert, ein Pilot, eine Pipeline.",
        ),
        find: objectives::unreasoned,
    },
    Check {
        key: "objective-slack",
        pitfall: UNFOUNDED_GOALS,
        what: Text::new(
            "The stretch target asks for less than the target.",
            "Der Bestwert verlangt weniger als der Zielwert.",
        ),
        mend: Text::new(
            "Swap the two, or correct the direction.",
            "Beide tauschen oder die Richtung berichtigen.",
        ),
        find: objectives::slack,
    },
    Check {
        key: "objective-irrelevant",
        pitfall: VAGUE_GOALS,
        what: Text::new(
            "Nothing ties the objective to the vision.",
            "Nichts verbindet das Ziel mit der Vision.",
        ),
        mend: Text::new(
            "Say in one sentence how it serves what both of you want.",
            "In einem Satz sagen, wie es dem dient, was beide wollen.",
        ),
        find: objectives::irrelevant,
    },
    Check {
        key: "objective-undated",
        pitfall: NO_DEADLINE,
        what: Text::new(
            "The objective has no due date.",
            "Das Ziel hat keinen Termin.",
        ),
        mend: Text::new(
            "Enter the day on which it is judged.",
            "Den Tag eintragen, an dem es beurteilt wird.",
        ),
        find: objectives::undated,
    },
    Check {
        key: "objective-outside",
        pitfall: NO_DEADLINE,
        what: Text::new(
            "The due date lies outside of the plan's period.",
            "Der Termin liegt außerhalb der Laufzeit des Plans.",
        ),
        mend: Text::new(
            "Move the date, or the plan's first or last day.",
            "Den Termin verschieben oder den ersten oder letzten Tag des Plans.",
        ),
        find: objectives::outside,
    },
    Check {
        key: "objective-one-sided",
        pitfall: ONE_SIDED,
        what: Text::new(
            "The objective does not say what this side gains.",
            "Das Ziel sagt nicht, was diese Seite gewinnt.",
        ),
        mend: Text::new(
            "Let that side write what it is worth to it, in words or in money.",
            "Diese Seite schreiben lassen, was es ihr wert ist, in Worten oder in Geld.",
        ),
        find: objectives::one_sided,
    },
    Check {
        key: "objective-unmeasured",
        pitfall: UNMEASURED,
        what: Text::new(
            "No KPI tells in time whether the objective will be reached.",
            "Kein KPI zeigt rechtzeitig, ob das Ziel erreicht wird.",
        ),
        mend: Text::new(
            "Add a KPI and choose this objective in it.",
            "Einen KPI hinzufügen und darin dieses Ziel auswählen.",
        ),
        find: measures::unmeasured,
    },
    Check {
        key: "kpi-empty",
        pitfall: UNMEASURED,
        what: Text::new("The KPI has no figures.", "Der KPI hat keine Werte."),
        mend: Text::new(
            "Add a row for each period with its target.",
            "Für jeden Zeitraum eine Zeile mit dem Zielwert hinzufügen.",
        ),
        find: measures::empty_kpi,
    },
    Check {
        key: "number-sourceless",
        pitfall: UNMEASURED,
        what: Text::new(
            "The figure does not say where it comes from.",
            "Der Wert sagt nicht, woher er kommt.",
        ),
        mend: Text::new(
            "Name the system, report or person behind it.",
            "Das System, den Bericht oder die Person dahinter nennen.",
        ),
        find: measures::sourceless,
    },
    Check {
        key: "action-unowned",
        pitfall: NOBODY,
        what: Text::new(
            "Nobody answers for the action.",
            "Niemand ist für die Maßnahme verantwortlich.",
        ),
        mend: Text::new(
            "Choose exactly one person, of either side.",
            "Genau eine Person auswählen, gleich von welcher Seite.",
        ),
        find: actions::unowned,
    },
    Check {
        key: "action-undated",
        pitfall: NOBODY,
        what: Text::new(
            "The action has no due date.",
            "Die Maßnahme hat keinen Termin.",
        ),
        mend: Text::new(
            "Enter the day on which it is done.",
            "Den Tag eintragen, an dem sie erledigt ist.",
        ),
        find: actions::undated,
    },
    Check {
        key: "action-late",
        pitfall: NO_DEADLINE,
        what: Text::new(
            "The action is due after the objective that it serves.",
            "Die Maßnahme endet nach dem Ziel, dem sie dient.",
        ),
        mend: Text::new(
            "Do it earlier, or judge the objective later.",
            "Früher erledigen oder das Ziel später beurteilen.",
        ),
        find: actions::late,
    },
    Check {
        key: "action-circular",
        pitfall: CONTRADICTION,
        what: Text::new(
            "The action waits for itself, by way of others.",
            "Die Maßnahme wartet über andere auf sich selbst.",
        ),
        mend: Text::new(
            "Take one of the dependencies out.",
            "Eine der Abhängigkeiten entfernen.",
        ),
        find: actions::circular,
    },
    Check {
        key: "person-overloaded",
        pitfall: SHORT,
        what: Text::new(
            "This person's open actions take more hours than are committed for them; without a commitment, 20 a week count.",
            "Die offenen Maßnahmen dieser Person brauchen mehr Stunden, als für sie zugesagt sind; ohne Zusage zählen 20 pro Woche.",
        ),
        mend: Text::new(
            "Hand something over, move a date, or drop something.",
            "Etwas abgeben, einen Termin verschieben oder etwas streichen.",
        ),
        find: actions::overload,
    },
    Check {
        key: "resource-short",
        pitfall: SHORT,
        what: Text::new(
            "Less is committed than was requested.",
            "Zugesagt ist weniger als angefragt.",
        ),
        mend: Text::new(
            "Commit the rest, or lower what depends on it.",
            "Den Rest zusagen oder senken, was davon abhängt.",
        ),
        find: resources::short,
    },
    Check {
        key: "review-unplanned",
        pitfall: SELDOM,
        what: Text::new("No review lies ahead.", "Es ist keine Überprüfung geplant."),
        mend: Text::new(
            "Add a review with its date.",
            "Eine Überprüfung mit Datum hinzufügen.",
        ),
        find: reviews::unplanned,
    },
    Check {
        key: "review-overdue",
        pitfall: SELDOM,
        what: Text::new(
            "The day of the review has passed, and it is not done.",
            "Der Tag der Überprüfung ist vorbei, und sie ist nicht erledigt.",
        ),
        mend: Text::new(
            "Hold it and set it to done, or move it.",
            "Sie abhalten und auf erledigt setzen oder verschieben.",
        ),
        find: reviews::overdue,
    },
    Check {
        key: "assumption-stale",
        pitfall: MARKET,
        what: Text::new(
            "The assumption should have been looked at again by now.",
            "Die Annahme sollte inzwischen überprüft sein.",
        ),
        mend: Text::new(
            "Enter the current value and the next day to check.",
            "Den aktuellen Wert und den nächsten Prüftag eintragen.",
        ),
        find: reviews::stale,
    },
    Check {
        key: "assumption-tripped",
        pitfall: MARKET,
        what: Text::new(
            "The value has passed the point at which the plan was to change.",
            "Der Wert hat die Schwelle überschritten, ab der der Plan zu ändern ist.",
        ),
        mend: Text::new(
            "Decide together what changes, and note the decision.",
            "Gemeinsam entscheiden, was sich ändert, und es festhalten.",
        ),
        find: reviews::tripped,
    },
    Check {
        key: "side-silent",
        pitfall: ONE_SIDED,
        what: Text::new(
            "Nobody of this side has written anything yet.",
            "Von dieser Seite hat noch niemand etwas geschrieben.",
        ),
        mend: Text::new(
            "Invite somebody of that side and go through the plan together.",
            "Jemanden dieser Seite einladen und den Plan gemeinsam durchgehen.",
        ),
        find: balance::silent,
    },
    Check {
        key: "side-dominant",
        pitfall: ONE_SIDED,
        what: Text::new(
            "This side has written more than 85 % of the plan.",
            "Diese Seite hat mehr als 85 % des Plans geschrieben.",
        ),
        mend: Text::new(
            "Ask the other side for what is missing from its view.",
            "Die andere Seite fragen, was aus ihrer Sicht fehlt.",
        ),
        find: balance::dominated,
    },
    Check {
        key: "pillar-uncovered",
        pitfall: GAPS,
        what: Text::new(
            "No item serves this part of the partnership's life.",
            "Kein Eintrag dient dieser Säule der Partnerschaft.",
        ),
        mend: Text::new(
            "Add one, or agree that this plan leaves it out.",
            "Einen hinzufügen oder sich einigen, dass der Plan ihn auslässt.",
        ),
        find: balance::uncovered,
    },
    Check {
        key: "unit-mismatch",
        pitfall: CONTRADICTION,
        what: Text::new(
            "The KPI is measured in another unit than its objective.",
            "Der KPI wird in einer anderen Einheit gemessen als sein Ziel.",
        ),
        mend: Text::new(
            "Use one unit in both.",
            "In beiden dieselbe Einheit verwenden.",
        ),
        find: measures::units,
    },
    Check {
        key: "currency-mismatch",
        pitfall: CONTRADICTION,
        what: Text::new(
            "Amounts that belong together are in different currencies.",
            "Zusammengehörige Beträge stehen in verschiedenen Währungen.",
        ),
        mend: Text::new(
            "Convert one of them; amounts are never converted by themselves.",
            "Einen davon umrechnen; Beträge werden nie von selbst umgerechnet.",
        ),
        find: measures::currencies,
    },
    Check {
        key: "link-dangling",
        pitfall: CONTRADICTION,
        what: Text::new(
            "The field names an item that is in the trash.",
            "Das Feld nennt einen Eintrag, der im Papierkorb liegt.",
        ),
        mend: Text::new(
            "Choose another one, or restore it.",
            "Einen anderen auswählen oder ihn wiederherstellen.",
        ),
        find: structure::dangling,
    },
    Check {
        key: "value-ill-typed",
        pitfall: CONTRADICTION,
        what: Text::new(
            "Another program has put something into the field that does not belong there.",
            "Ein anderes Programm hat etwas in das Feld gesetzt, das nicht hineingehört.",
        ),
        mend: Text::new("Enter the value anew.", "Den Wert neu eintragen."),
        find: structure::ill_typed,
    },
];
