//! Why a request has no answer to show.

use tandem_plan::language::{Language, Text, catalogue};

use super::{fill, language, tr};
use crate::browser::RequestError;

const UNREACHABLE: Text = Text::new(
    "The server cannot be reached. Check the network connection and try again.",
    "Der Server ist nicht erreichbar. Bitte die Netzverbindung prüfen und erneut versuchen.",
);

const REFUSED: Text = Text::new(
    "The server has refused the request (status {status}).",
    "Der Server hat die Anfrage abgelehnt (Status {status}).",
);

/// The sentence for people.
pub(crate) fn sentence(error: &RequestError) -> String {
    match error {
        RequestError::Unreachable => tr(UNREACHABLE).to_owned(),
        RequestError::Refused { status, body } => refused(*status, &body.message),
        RequestError::Unreadable { status } => unreadable(*status),
    }
}

/// What the server says, in the language of this page: `texts::server` has what that is in German.
fn refused(status: u16, message: &str) -> String {
    let said = match language() {
        Language::English => Some(message),
        Language::German => catalogue::translation(message),
    };
    said.map_or_else(|| fill(REFUSED, &[("status", &status)]), str::to_owned)
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
