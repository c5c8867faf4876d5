//! What the own side keeps to itself: a text that all of the side write, and their comments.

use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::schema::Section;
use tandem_protocol::layer::Layer;

use super::talk;
use crate::components::{Glyph, Icon, SideMark, Skeletons, live};
use crate::editor::Editor;
use crate::fields::text::TextField;
use crate::store::PlanStore;
use crate::talk::Conversation;
use crate::texts::{talk as texts, tr};

const NOTES: FieldAddress = Holder::Document.field("notes");

/// The notes and comments of the own side.
pub(super) fn panel(
    editor: Editor,
    conversation: Conversation,
    section: Memo<&'static Section>,
) -> AnyView {
    let Some((layer, side)) = editor
        .own_layer()
        .and_then(|layer| Some((layer, layer.side()?)))
    else {
        return ().into_any();
    };
    let name = move || editor.side_name(side);
    let private = editor.talk.private;
    let content = move || {
        private.get().map(|store| {
            let notes = untrack(|| notes(editor.in_layer(layer, store), store));
            let comments = untrack(|| comments(editor, conversation, section, layer));
            view! {
                {notes}
                {comments}
            }
        })
    };
    view! {
        <div class="private" data-side=side.key()>
            <div class="private-banner">
                <Icon glyph=Glyph::Lock />
                <div>
                    <p class="private-whose">
                        <SideMark side=side.key() />
                        <strong>{name}</strong>
                    </p>
                    <p>{tr(texts::NEVER_SEEN)}</p>
                </div>
            </div>
            {live(content)}
        </div>
    }
    .into_any()
}

fn notes(editor: Editor, store: PlanStore) -> AnyView {
    let id = editor.id_of(NOTES);
    let loaded = store.loaded();
    let field = move || {
        if !loaded.get() {
            return view! { <Skeletons label=tr(texts::PRIVATE_COMES) cards=1 /> }.into_any();
        }
        let id = id.clone();
        untrack(|| {
            // Everything in here reads and writes the side's own layer.
            provide_context(editor);
            view! {
                <div
                    class="private-notes"
                    on:focusin=move |_| editor.enter(NOTES)
                    on:focusout=move |_| store.set_focus(None)
                >
                    <label for=id.clone()>{tr(texts::NOTES)}</label>
                    <TextField
                        at=NOTES
                        multiline=true
                        id
                        placeholder=tr(texts::NOTES_HINT)
                        described_by="own-notes-help"
                    />
                    <p class="only-heard" id="own-notes-help">
                        {tr(texts::NOTES_HINT)}
                    </p>
                </div>
            }
            .into_any()
        })
    };
    live(field)
}

fn comments(
    editor: Editor,
    conversation: Conversation,
    section: Memo<&'static Section>,
    layer: Layer,
) -> AnyView {
    view! {
        <h3 class="private-heading">{tr(texts::PRIVATE_COMMENTS)}</h3>
        {talk::list_of(editor, conversation, section, layer)}
    }
    .into_any()
}
