//! Writing into texts.

use tandem_plan::edit::EditError;

use super::language;
use tandem_plan::language::Language;

/// Why the document did not take what was typed, and what to do.
pub(crate) fn not_kept(error: &EditError) -> String {
    match (language(), error) {
        (Language::English, EditError::TextTooLong { limit, .. }) => format!(
            "Not kept: this text would get longer than {limit} characters. Shorten it, or put a part of it somewhere else."
        ),
        (Language::German, EditError::TextTooLong { limit, .. }) => format!(
            "Nicht übernommen: Dieser Text würde länger als {limit} Zeichen. Bitte kürzen oder einen Teil an anderer Stelle unterbringen."
        ),
        (Language::English, EditError::NotFound(_) | EditError::OutsideText { .. }) => {
            "Not kept: this text is not in the plan at present. Copy what you wrote.".to_owned()
        }
        (Language::German, EditError::NotFound(_) | EditError::OutsideText { .. }) => {
            "Nicht übernommen: Dieser Text ist zurzeit nicht im Plan. Bitte das Geschriebene kopieren."
                .to_owned()
        }
        (Language::English, error) => format!("Not kept: {error}."),
        (Language::German, error) => format!("Nicht übernommen: {error}."),
    }
}
