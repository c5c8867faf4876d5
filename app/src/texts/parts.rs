//! The parts that pages are made of.

use tandem_plan::language::Text;

pub(crate) const CLOSE: Text = Text::new("Close", "Schließen");
pub(crate) const COLOURS: Text = Text::new("Colours", "Farben");
pub(crate) const AS_SYSTEM: Text = Text::new("As the system", "Wie das System");
pub(crate) const LIGHT: Text = Text::new("Light", "Hell");
pub(crate) const DARK: Text = Text::new("Dark", "Dunkel");
