//! Vendor, partner or both, as a switch that shows the companies' names and marks.

use leptos::prelude::*;
use tandem_plan::value::{Party, Value};

use super::frame::{Frame, Labels, never_wrong};
use crate::components::{Segment, Segmented};
use crate::editor::Editor;
use crate::texts::fields::BOTH;
use crate::texts::tr;

pub(super) fn view(frame: Frame) -> AnyView {
    let editor = Editor::of_page();
    let at = frame.at;
    let stored = editor.store.value(at);
    let value = Memo::new(move |_| match stored.get() {
        Ok(Some(Value::Side(party))) => Some(party.key()),
        _ => None,
    });
    let segments = Party::ALL.map(|party| Segment {
        key: party.key(),
        label: untrack(|| label(editor, party)),
        side: Some(party.key()),
    });
    let choose = Callback::new(move |key| {
        let value = Party::from_key(key).map(Value::Side);
        editor.accept(editor.store.set_value(at, value));
    });
    let control = view! {
        <Segmented
            name=frame.id()
            labelled_by=frame.label_id()
            segments=segments.to_vec()
            value
            disabled=editor.is_read_only
            on_choose=choose
        />
    }
    .into_any();
    frame.view(Labels::Group, never_wrong(), control)
}

fn label(editor: Editor, party: Party) -> String {
    match party {
        Party::Vendor => editor.vendor.get(),
        Party::Partner => editor.partner.get(),
        Party::Both => tr(BOTH).to_owned(),
    }
}
