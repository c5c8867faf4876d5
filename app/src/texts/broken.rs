//! What is said when the program breaks.

use tandem_plan::language::Text;

pub(crate) const HEADING: Text = Text::new("Something broke", "Etwas ist kaputtgegangen");
pub(crate) const SENTENCE: Text = Text::new(
    "Your work up to the last saved moment is on the server. Copy what was not saved, if you need it, and reload the page.",
    "Alles bis zum letzten gespeicherten Stand liegt auf dem Server. Bitte bei Bedarf kopieren, was nicht gespeichert war, und die Seite neu laden.",
);
