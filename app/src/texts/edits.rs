//! Why something that somebody did is not taken into the plan.

use tandem_plan::edit::EditError;
use tandem_plan::language::Text;
use tandem_plan::value::Decimal;

use super::{fill, language, tr};

const NOT_IN_SCHEMA: Text = Text::new(
    "This version of the page does not know that. Reload the page.",
    "Diese Version der Seite kennt das nicht. Bitte die Seite neu laden.",
);
const NOT_FOUND: Text = Text::new(
    "That is not in the plan any more.",
    "Das ist nicht mehr im Plan.",
);
const EXISTS: Text = Text::new("That is in the plan already.", "Das ist schon im Plan.");
const WRONG_TYPE: Text = Text::new(
    "This field cannot hold that.",
    "Das passt nicht in dieses Feld.",
);

/// Why the plan did not take an edit, and what to do.
pub(crate) fn sentence(error: &EditError) -> String {
    let text = match error {
        EditError::TextTooLong { limit, .. } => return too_long(&count(*limit)),
        EditError::TooMany { limit, .. } => {
            return too_many(&count(u32::try_from(*limit).unwrap_or(u32::MAX)));
        }
        EditError::NotInSchema(_) => NOT_IN_SCHEMA,
        EditError::NotFound(_) | EditError::OutsideText { .. } => NOT_FOUND,
        EditError::Exists(_) => EXISTS,
        EditError::WrongType { .. } => WRONG_TYPE,
    };
    tr(text).to_owned()
}

/// Why the plan did not take what was typed into a text, which stays in its control.
pub(crate) fn not_kept(error: &EditError) -> String {
    const GONE: Text = Text::new(
        "this text is not in the plan at present. Copy what you wrote.",
        "Dieser Text ist derzeit nicht im Plan. Bitte das Geschriebene kopieren.",
    );
    let why = match error {
        EditError::NotFound(_) | EditError::OutsideText { .. } => tr(GONE).to_owned(),
        error => super::parts::in_sentence(&sentence(error)),
    };
    fill(
        Text::new("Not kept: {why}", "Nicht übernommen: {why}"),
        &[("why", &why)],
    )
}

/// Why work from before does not go into the plan as it is now, as the middle of a sentence.
pub(crate) fn not_remade(error: &EditError) -> String {
    const GONE: Text = Text::new(
        "it is not in the plan any more",
        "es ist nicht mehr im Plan",
    );
    const TOO_LONG: Text = Text::new(
        "with what others wrote it would be longer than {limit} characters",
        "mit dem, was andere geschrieben haben, wäre der Text länger als {limit} Zeichen",
    );
    match error {
        EditError::TextTooLong { limit, .. } => fill(TOO_LONG, &[("limit", &count(*limit))]),
        EditError::NotFound(_) | EditError::OutsideText { .. } => tr(GONE).to_owned(),
        error => {
            let sentence = super::parts::in_sentence(&sentence(error));
            sentence.trim_end_matches('.').to_owned()
        }
    }
}

/// A count with the marks of the language between its digits.
fn count(count: u32) -> String {
    Decimal::new(i64::from(count), 0).display(language())
}

fn too_long(limit: &str) -> String {
    fill(
        Text::new(
            "This text would get longer than {limit} characters. Shorten it, or put a part of it somewhere else.",
            "Dieser Text würde länger als {limit} Zeichen. Bitte kürzen oder einen Teil an anderer Stelle unterbringen.",
        ),
        &[("limit", &limit)],
    )
}

fn too_many(limit: &str) -> String {
    fill(
        Text::new(
            "There is room for {limit}. Remove some, or start another plan.",
            "Hier ist Platz für {limit}. Bitte einige entfernen oder einen weiteren Plan beginnen.",
        ),
        &[("limit", &limit)],
    )
}
