//! What the renderings say themselves. Labels of fields stand in the schema.

use crate::language::{Language, Text};

pub(super) const UNTITLED_PLAN: Text = Text::new("Untitled plan", "Plan ohne Namen");
pub(super) const MY_PLANS: Text = Text::new("My plans", "Meine Pläne");
pub(super) const SECTIONS: Text = Text::new("Sections", "Abschnitte");
pub(super) const BEFORE_AND_BEHIND: Text = Text::new(
    "Sections before and behind",
    "Abschnitte davor und dahinter",
);
pub(super) const ALL_FIELDS: Text = Text::new("All fields", "Alle Felder");
pub(super) const NO_STATUS: Text = Text::new("No status", "Kein Status");
pub(super) const NO_STATE: Text = Text::new("No state", "Kein Stand");
pub(super) const BOTH: Text = Text::new("Both", "Beide");
pub(super) const VENDOR: Text = Text::new("Vendor", "Hersteller");
pub(super) const PARTNER: Text = Text::new("Partner", "Partner");
pub(super) const NEUTRAL: Text = Text::new("Neutral", "Neutral");
pub(super) const GONE_PERSON: Text = Text::new("Not in the plan any more", "Nicht mehr im Plan");
pub(super) const DELETED_ITEM: Text = Text::new("Deleted item", "Gelöschter Eintrag");
pub(super) const NOTHING_YET: Text = Text::new(
    "There is nothing in this plan yet.",
    "In diesem Plan steht noch nichts.",
);

/// A title of something in the trash.
pub(super) fn trashed(title: &str, language: Language) -> String {
    Text::new("{title} (in the trash)", "{title} (im Papierkorb)")
        .filled(language, &[("title", &title)])
}

/// How many items of a long list are shown with their titles only, and where all of them are.
pub(super) fn more_items(count: usize, language: Language) -> String {
    let text = Text::new(
        "{count} more, with their titles:",
        "{count} weitere, mit ihren Titeln:",
    );
    text.filled(language, &[("count", &count)])
}

/// A score.
pub(super) fn score(score: u8) -> String {
    format!("{score}/5")
}
