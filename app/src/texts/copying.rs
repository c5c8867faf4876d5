//! Texts that are taken along: links, their codes, tokens.

use tandem_plan::language::Text;

use super::fill;
use crate::browser::moment;
use crate::texts::language;

pub(crate) const COPY: Text = Text::new("Copy", "Kopieren");
pub(crate) const COPIED: Text = Text::new("Copied.", "Kopiert.");
pub(crate) const SELECTED: Text = Text::new(
    "This browser does not copy by itself. The text is selected: copy it with the keyboard or the menu.",
    "Dieser Browser kopiert nicht von selbst. Der Text ist markiert: bitte mit der Tastatur oder dem Menü kopieren.",
);
pub(crate) const LINK: Text = Text::new("Link", "Link");
pub(crate) const QR_CODE: Text = Text::new("The link as a QR code", "Der Link als QR-Code");
pub(crate) const QR_HINT: Text = Text::new(
    "Or hold the camera of a phone here.",
    "Oder die Kamera eines Telefons hierauf richten.",
);
pub(crate) const SHOWN_ONCE: Text = Text::new(
    "It is shown this once. If it gets lost, make another one.",
    "Er wird nur dieses eine Mal gezeigt. Geht er verloren, einfach einen neuen ausstellen.",
);

/// How long a link opens the plan.
pub(crate) fn opens_until(at: i64) -> String {
    let day = moment(at, language().tag(), false);
    fill(
        Text::new(
            "It opens the plan until {day}.",
            "Er öffnet den Plan bis {day}.",
        ),
        &[("day", &day)],
    )
}
