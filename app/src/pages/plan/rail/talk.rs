//! What people say in one layer: a control for something new, the open threads, and behind them
//! those that are settled.

use leptos::prelude::*;
use tandem_plan::check::At;
use tandem_plan::comment::About;
use tandem_plan::ids::CommentId;
use tandem_plan::schema::{SCHEMA, Section};
use tandem_protocol::layer::Layer;

use super::super::review::names;
use super::composer::Composer;
use super::thread::thread_view;
use crate::browser;
use crate::components::{Glyph, IconButton, Segment, Segmented, follow, list, live};
use crate::editor::{COMPOSER, Editor};
use crate::talk::{Conversation, Thread};
use crate::texts::{review, talk as texts, tr};

/// The talk of both sides.
pub(super) fn panel(
    editor: Editor,
    conversation: Conversation,
    section: Memo<&'static Section>,
) -> AnyView {
    list_of(editor, conversation, section, Layer::Joint)
}

/// The place of a part of the plan in the plan; `None` for the plan as a whole.
pub(crate) const fn place_of(about: About) -> Option<At> {
    match about {
        About::Plan => None,
        About::Section(section) => Some(At::Section(section)),
        About::Item(section, item) => Some(At::Item(section, item)),
        About::Field(at) => Some(At::Field(at)),
    }
}

/// What a part of the plan is called: the item or section, and the field in it.
pub(crate) fn name_of(editor: Editor, about: About) -> String {
    let Some(at) = place_of(about) else {
        return tr(texts::WHOLE_PLAN).to_owned();
    };
    match names(editor, at) {
        (title, Some(field)) => format!("{title} · {field}"),
        (title, None) => title,
    }
}

/// The threads of a layer, and the control for a new one.
pub(super) fn list_of(
    editor: Editor,
    conversation: Conversation,
    section: Memo<&'static Section>,
    layer: Layer,
) -> AnyView {
    let all = conversation.threads(layer);
    // What was new when this was opened stays marked as new while it is open.
    let since = RwSignal::new(conversation.read_until(layer));
    let read = {
        let all = all.clone();
        Effect::new(move |_| {
            all.track();
            if since.get_untracked() == i64::MAX {
                since.set(conversation.read_until(layer));
            }
            if browser::screen::is_seen() {
                conversation.read(layer);
            }
        })
    };
    let _ = read;
    let scope = RwSignal::new(Some("here"));
    let is_here = move |thread: &Thread| {
        scope.get() != Some("here")
            || thread.about.is_none_or(|about| {
                matches!(about, About::Plan) || about.section(&SCHEMA) == Some(section.get().key)
            })
    };
    let found = Memo::new(move |_| {
        all.with(|all| {
            let here = all.iter().filter(|thread| is_here(thread));
            let (settled, open): (Vec<&Thread>, Vec<&Thread>) =
                here.partition(|thread| thread.is_settled());
            let ids = |threads: &[&Thread]| -> Vec<CommentId> {
                threads.iter().map(|thread| thread.id()).collect()
            };
            (ids(&open), ids(&settled))
        })
    });
    let view_of = move |id: u128| {
        untrack(|| thread_view(editor, conversation, layer, CommentId::from_u128(id), since))
    };
    let numbers = |ids: &[CommentId]| ids.iter().map(|id| id.as_u128()).collect::<Vec<u128>>();
    let open = list(move || found.with(|(open, _)| numbers(open)), view_of);
    let settled_count = Memo::new(move |_| found.with(|(_, settled)| settled.len()));
    let has_settled = Memo::new(move |_| settled_count.get() > 0);
    let settled = move || {
        has_settled.get().then(|| {
            let threads = list(move || found.with(|(_, settled)| numbers(settled)), view_of);
            view! {
                <details class="talk-settled">
                    <summary>{follow(move || texts::settled(settled_count.get()))}</summary>
                    <ul class="threads">{threads}</ul>
                </details>
            }
        })
    };
    let is_empty =
        Memo::new(move |_| found.with(|(open, settled)| open.is_empty() && settled.is_empty()));
    let empty = move || {
        is_empty.get().then(|| {
            let text = match (layer, scope.get()) {
                (Layer::Joint, Some("here")) => texts::NOTHING_HERE,
                (Layer::Joint, _) => texts::NOTHING,
                _ => texts::NOTHING_PRIVATE,
            };
            view! { <p class="talk-empty">{tr(text)}</p> }
        })
    };
    let may = Memo::new(move |_| editor.may(layer.commenting()));
    let new = move || {
        if may.get() {
            untrack(|| composer(editor, conversation, section, layer))
        } else {
            view! { <p class="talk-empty">{tr(texts::MAY_NOT)}</p> }.into_any()
        }
    };
    let segment = |key, label| Segment {
        key,
        label: tr(label).to_owned(),
        side: None,
    };
    let scope_id = format!("talk-scope-{layer}");
    view! {
        <div class="talk">
            {live(new)}
            <span class="only-heard" id=scope_id.clone()>
                {tr(texts::SCOPE)}
            </span>
            <Segmented
                name=format!("{scope_id}-choice")
                labelled_by=scope_id
                segments=vec![segment("here", review::HERE), segment("all", review::EVERYWHERE)]
                value=scope
                disabled=false
                on_choose=Callback::new(move |key| scope.set(Some(key)))
            />
            {live(empty)}
            <ul class="threads">{open}</ul>
            {live(settled)}
        </div>
    }
    .into_any()
}

/// The control for a new thread, which says what it will be about.
fn composer(
    editor: Editor,
    conversation: Conversation,
    section: Memo<&'static Section>,
    layer: Layer,
) -> AnyView {
    let about = editor.talk.about;
    let name = Memo::new(move |_| name_of(editor, about.get()));
    let is_narrow =
        Memo::new(move |_| about.with(|about| matches!(about, About::Item(..) | About::Field(_))));
    let widen = move || {
        is_narrow.get().then(|| {
            view! {
                <IconButton
                    label=tr(texts::ABOUT_SECTION).to_owned()
                    glyph=Glyph::Close
                    is_small=true
                    on_press=move |_| about.set(About::Section(section.get_untracked().key))
                />
            }
        })
    };
    let id = match layer {
        Layer::Joint => COMPOSER.to_owned(),
        Layer::Vendor | Layer::Partner => format!("own-{COMPOSER}"),
    };
    let say = Callback::new(move |text: String| {
        conversation.say(layer, about.get_untracked(), None, text);
    });
    let control = Composer {
        editor,
        layer,
        id,
        name: tr(texts::WRITE).to_owned(),
        hint: tr(texts::WRITE_HINT),
        send: tr(texts::COMMENT),
        words: match layer {
            Layer::Joint => editor.talk.draft,
            Layer::Vendor | Layer::Partner => editor.talk.private_draft,
        },
        takes_focus: false,
        folds: true,
        on_send: say,
        on_cancel: None,
    };
    view! {
        <div class="talk-new">
            <p class="talk-about">
                <span>{tr(texts::ABOUT)}</span>
                <strong>{name}</strong>
                {live(widen)}
            </p>
            {control.view()}
        </div>
    }
    .into_any()
}
