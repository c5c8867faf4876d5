//! The log of who got in, who was let in by whom, and what was refused.

use tandem_plan::language::Text;
use tandem_protocol::http::AuditEntry;

use super::parts::SOMEBODY;
use super::{fill, language, people, tr};
use crate::browser::moment;

pub(crate) const LOG: Text = Text::new("Log", "Protokoll");
pub(crate) const LOG_LEAD: Text = Text::new(
    "Who got in, who let them in, and what was refused. Leads of both sides read it.",
    "Wer Zugang bekam, von wem, und was abgelehnt wurde. Die Leitungen beider Seiten lesen es.",
);
pub(crate) const SHOW_LOG: Text = Text::new("Show the log", "Protokoll zeigen");
pub(crate) const OLDER: Text = Text::new("Show older entries", "Ältere Einträge zeigen");
pub(crate) const NOTHING: Text =
    Text::new("Nothing has happened yet.", "Noch ist nichts geschehen.");
pub(crate) const OPERATOR: Text = Text::new("The operator", "Der Betrieb");

/// When something happened.
pub(crate) fn when(at: i64) -> String {
    moment(at, language().tag(), true)
}

/// What happened, in a sentence. `actor` and `subject` are the names of whom it is about, `company`
/// that of the side.
pub(crate) fn sentence(
    entry: &AuditEntry,
    actor: Option<String>,
    subject: Option<String>,
    company: &str,
) -> String {
    let key = entry.action.key();
    let unknown = match key {
        "refused" => SOMEBODY,
        _ => OPERATOR,
    };
    let actor = actor.unwrap_or_else(|| tr(unknown).to_owned());
    let subject = subject.unwrap_or_else(|| tr(SOMEBODY).to_owned());
    let role = entry.role.map(|role| tr(people::role(role)));
    fill(
        of_key(key),
        &[
            ("actor", &actor),
            ("subject", &subject),
            ("company", &company),
            ("role", &role.unwrap_or("–")),
            ("detail", &entry.detail),
        ],
    )
}

fn of_key(key: &str) -> Text {
    match key {
        "plan_started" => Text::new(
            "{actor} started the plan.",
            "{actor} hat den Plan begonnen.",
        ),
        "invite_made" => Text::new(
            "{actor} made a link for {company} ({role}).",
            "{actor} hat einen Link für {company} ausgestellt ({role}).",
        ),
        "invite_revoked" => Text::new(
            "{actor} withdrew a link for {company} ({role}).",
            "{actor} hat einen Link für {company} zurückgezogen ({role}).",
        ),
        "joined" => Text::new(
            "{subject} joined for {company} ({role}).",
            "{subject} ist für {company} beigetreten ({role}).",
        ),
        "claimed" => Text::new(
            "{subject} joined for {company} as somebody who was named ({role}).",
            "{subject} ist für {company} beigetreten und war schon genannt ({role}).",
        ),
        "continue_made" => Text::new(
            "{actor} made a link with which {subject} goes on on another device.",
            "{actor} hat einen Link ausgestellt, mit dem {subject} auf einem anderen Gerät weitermacht.",
        ),
        "continued" => Text::new(
            "{subject} went on on another device.",
            "{subject} hat auf einem anderen Gerät weitergemacht.",
        ),
        "named" => Text::new(
            "{actor} named {subject} of {company}.",
            "{actor} hat {subject} von {company} genannt.",
        ),
        "renamed" => Text::new(
            "{actor} gave {subject} this name.",
            "{actor} hat {subject} so genannt.",
        ),
        "role_changed" => Text::new(
            "{actor} gave {subject} another role: {role}.",
            "{actor} hat {subject} eine andere Rolle gegeben: {role}.",
        ),
        "facilitator_appointed" => Text::new(
            "{actor} lets {subject} run workshops.",
            "{actor} lässt {subject} Workshops leiten.",
        ),
        "facilitator_dismissed" => Text::new(
            "{actor} does not let {subject} run workshops any more.",
            "{actor} lässt {subject} keine Workshops mehr leiten.",
        ),
        "handed_over" => Text::new(
            "{actor} handed the lead over to {subject}.",
            "{actor} hat die Leitung an {subject} übergeben.",
        ),
        "removed" => Text::new(
            "{actor} removed {subject}.",
            "{actor} hat {subject} entfernt.",
        ),
        "left" => Text::new("{actor} left the plan.", "{actor} hat den Plan verlassen."),
        "signed_out" => Text::new(
            "{actor} signed {subject} out everywhere else.",
            "{actor} hat {subject} überall sonst abgemeldet.",
        ),
        "token_made" => Text::new(
            "{actor} made a token for a program.",
            "{actor} hat ein Token für ein Programm ausgestellt.",
        ),
        "token_revoked" => Text::new(
            "{actor} withdrew a token.",
            "{actor} hat ein Token zurückgezogen.",
        ),
        "exported" => Text::new(
            "{actor} took the whole plan along.",
            "{actor} hat den ganzen Plan mitgenommen.",
        ),
        "deletion_agreed" => Text::new(
            "{actor} agreed to delete the plan.",
            "{actor} hat dem Löschen des Plans zugestimmt.",
        ),
        "deletion_withdrawn" => Text::new(
            "{actor} took the agreement to delete the plan back.",
            "{actor} hat die Zustimmung zum Löschen zurückgenommen.",
        ),
        "refused" => Text::new(
            "{actor} tried what is not allowed ({detail}).",
            "{actor} hat etwas versucht, das nicht erlaubt ist ({detail}).",
        ),
        // Of a newer server.
        _ => Text::new(
            "{actor} did something that this page does not know yet. Reload it.",
            "{actor} hat etwas getan, das diese Seite noch nicht kennt. Bitte neu laden.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use tandem_plan::language::{Language, Text};
    use tandem_protocol::http::AuditAction;

    use super::of_key;

    #[test]
    fn everything_that_leads_read_has_a_sentence_of_its_own() {
        let unknown = of_key("fireworks");
        let mut told: Vec<Text> = Vec::new();
        for action in AuditAction::ALL {
            // Nobody is left who could read it in the plan.
            if action.key() == "plan_deleted" {
                continue;
            }
            let text = of_key(action.key());
            assert!(text != unknown && !told.contains(&text), "{action:?}");
            assert!(!text.in_language(Language::German).is_empty());
            told.push(text);
        }
    }
}
