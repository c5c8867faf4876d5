//! The fields of the plan: what stands around what people write.

use tandem_plan::language::Text;

pub(crate) const GONE: Text = Text::new("Not in the plan any more", "Nicht mehr im Plan");
pub(crate) const ADD_PERSON: Text = Text::new("Add a person", "Person hinzufügen");
