//! Why a request has no answer to show. What the server says is for programs and in English; here
//! its keys become sentences.

use tandem_plan::language::{Language, Text};

use super::{fill, language, tr};
use crate::browser::RequestError;

const UNREACHABLE: Text = Text::new(
    "The server cannot be reached. Check the network connection and try again.",
    "Der Server ist nicht erreichbar. Bitte die Netzverbindung prüfen und erneut versuchen.",
);

/// The sentence for people.
pub(crate) fn sentence(error: &RequestError) -> String {
    match error {
        RequestError::Unreachable => tr(UNREACHABLE).to_owned(),
        RequestError::Refused { status, body } => match of_key(&body.error) {
            Some(text) => tr(text).to_owned(),
            None => refused(*status, &body.message),
        },
        RequestError::Unreadable { status } => unreadable(*status),
    }
}

fn of_key(key: &str) -> Option<Text> {
    let text = match key {
        "not_found" | "plan_not_found" => Text::new(
            "There is no such plan. Check the address, or ask for a new link.",
            "Diesen Plan gibt es nicht. Bitte die Adresse prüfen oder um einen neuen Link bitten.",
        ),
        "not_signed_in" => Text::new(
            "You are not signed in on this browser. Open the link you were sent.",
            "Dieser Browser ist nicht angemeldet. Bitte den Einladungslink öffnen.",
        ),
        "not_a_member" => Text::new(
            "You are not a member of this plan. Ask one of its leads for a link.",
            "Sie gehören nicht zu diesem Plan. Wer ihn leitet, kann einen Link ausstellen.",
        ),
        "invite_unknown" => Text::new(
            "This link is not known. Check that it was copied whole, or ask for a new one.",
            "Dieser Link ist nicht bekannt. Bitte prüfen, ob er vollständig kopiert wurde, oder um einen neuen bitten.",
        ),
        "invite_revoked" => Text::new(
            "This link was withdrawn.",
            "Dieser Link wurde zurückgezogen.",
        ),
        "invite_expired" => Text::new("This link has expired.", "Dieser Link ist abgelaufen."),
        "invite_used_up" => Text::new(
            "This link has been used up.",
            "Dieser Link wurde schon so oft benutzt, wie er darf.",
        ),
        "invalid_name" => Text::new(
            "A name is one line of visible characters, 80 at most.",
            "Ein Name ist eine Zeile aus sichtbaren Zeichen, höchstens 80.",
        ),
        "too_many_tries" => Text::new(
            "Too many tries from your network. Wait a minute, then try again.",
            "Zu viele Versuche aus diesem Netz. Bitte eine Minute warten, dann erneut versuchen.",
        ),
        "internal" => Text::new(
            "Something went wrong on the server. Try again in a moment.",
            "Auf dem Server ist etwas schiefgegangen. Bitte gleich noch einmal versuchen.",
        ),
        _ => return None,
    };
    Some(text)
}

/// A refusal whose key this client does not know.
fn refused(status: u16, message: &str) -> String {
    match language() {
        Language::English => message.to_owned(),
        Language::German => format!("Der Server hat die Anfrage abgelehnt (Status {status})."),
    }
}

fn unreadable(status: u16) -> String {
    fill(
        Text::new(
            "The server's answer (status {status}) cannot be read. Reload the page; if that does not help, the server needs attention.",
            "Die Antwort des Servers (Status {status}) ist nicht lesbar. Bitte die Seite neu laden; hilft das nicht, braucht der Server Aufmerksamkeit.",
        ),
        &[("status", &status)],
    )
}
