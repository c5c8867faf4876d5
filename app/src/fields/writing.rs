//! Texts that several people write at once.

use leptos::prelude::*;
use tandem_plan::schema::FieldType;

use super::frame::{Frame, Labels, Look, never_wrong};
use super::text::TextField;
use crate::texts::tr;

pub(super) fn view(frame: Frame) -> AnyView {
    let multiline = matches!(frame.field.ty, FieldType::Prose);
    let placeholder = match (frame.look, multiline) {
        (Look::Bare, _) => "",
        (Look::Labelled, true) => tr(frame.field.help),
        (Look::Labelled, false) => "–",
    };
    let control = view! {
        <div class="field-box">
            <TextField
                at=frame.at
                multiline
                id=frame.id()
                placeholder
                described_by=frame.described_by()
            />
        </div>
    }
    .into_any();
    frame.view(Labels::Control, never_wrong(), control)
}
