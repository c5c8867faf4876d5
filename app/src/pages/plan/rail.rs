//! Beside the plan: what people say about it, what the own side keeps to itself, and the checks.
//! One of them at a time; where there is no room for it beside the plan it lies over the right side.

mod composer;
mod news;
mod private;
mod talk;
mod thread;

pub(crate) use self::talk::{name_of as name_of_part, place_of as place_of_part};

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::language::Text;
use tandem_plan::schema::Section;
use tandem_protocol::layer::Layer;
use tandem_protocol::role::Side;

use super::{review, workshop};
use crate::browser::{Alarm, screen};
use crate::components::{Glyph, Icon, IconButton, NotLoaded, follow, later, live, truth};
use crate::editor::{Editor, Tab};
use crate::fields::changed_mark;
use crate::pages::history::beside;
use crate::talk::Conversation;
use crate::texts::{history, palette, review as checks, talk as texts, tr};

/// So long the page is left in peace when it has shown the plan, in milliseconds.
const PEACE_MS: u64 = 1_000;

/// What stands in the rail; loaded when it is opened, or when the page has shown the plan: what is
/// new is counted without anybody opening it.
#[component]
pub(super) fn RailView(section: Memo<&'static Section>) -> impl IntoView {
    let editor = Editor::of_page();
    let is_wanted = RwSignal::new(false);
    let alarm = Alarm::new(move || {
        is_wanted.try_set(true);
    });
    let loaded: Signal<bool> = editor.store.loaded().into();
    Effect::new(move |_| {
        if loaded.get() {
            alarm.set(PEACE_MS);
        }
    });
    let is_there = Memo::new(move |before: Option<&bool>| {
        let is_asked = is_wanted.get() || loaded.get() && editor.rail.tab().is_some();
        before == Some(&true) || is_asked
    });
    live(move || is_there.get().then(|| later(rail(editor, section))))
}

#[wasm_split(talk, wasm_split_path = leptos::wasm_split, fallible)]
fn rail(editor: Editor, section: Memo<&'static Section>) -> Result<AnyView, NotLoaded> {
    let conversation = Conversation::begin(editor);
    news::ask(editor);
    let rail = editor.rail;
    let may_see = Memo::new(move |_| {
        let own = editor.own_layer();
        own.is_some_and(|layer| editor.may(layer.reading()))
    });
    let shown = Memo::new(move |_| {
        rail.tab()
            .filter(|tab| *tab != Tab::Private || may_see.get())
    });
    let is_open = Memo::new(move |_| shown.get().is_some());
    let body = move || match shown.get() {
        None => ().into_any(),
        Some(Tab::History) => later(beside(editor)),
        Some(Tab::Workshop) => later(workshop::panel(editor, section)),
        Some(Tab::Checks) => later(review::panel(editor, section)),
        Some(Tab::Talk) => untrack(|| talk::panel(editor, conversation, section)),
        Some(Tab::Private) => untrack(|| private::panel(editor, conversation, section)),
    };
    let name = follow(move || tr(name_of(shown.get().unwrap_or(Tab::Talk))));
    let private = follow(move || {
        let side = editor.own_layer().and_then(Layer::side);
        let side = side.filter(|_| shown.get() == Some(Tab::Private));
        side.map(Side::key)
    });
    let aside = live(move || {
        is_open.get().then(|| {
            view! {
                <aside class="workspace-rail rail" aria-label=name data-private=private>
                    <div class="rail-head">
                        {tabs(editor, shown, may_see)}
                        <IconButton
                            label=tr(texts::CLOSE).to_owned()
                            glyph=Glyph::Close
                            is_small=true
                            on_press=move |_| rail.close()
                        />
                    </div>
                    <div id="rail-panel" role="tabpanel" aria-label=name>
                        {live(body)}
                    </div>
                </aside>
            }
        })
    });
    Ok(aside)
}

const fn name_of(tab: Tab) -> Text {
    match tab {
        Tab::Talk => texts::COMMENTS,
        Tab::Private => texts::ONLY_OWN_SIDE,
        Tab::History => history::HISTORY,
        Tab::Checks => checks::CHECKS,
        Tab::Workshop => palette::WORKSHOP,
    }
}

fn tab_id(tab: Tab) -> String {
    format!("rail-{}", tab.key())
}

fn tabs(editor: Editor, shown: Memo<Option<Tab>>, may_see: Memo<bool>) -> AnyView {
    let rail = editor.rail;
    let all = move || {
        let may_see = may_see.get();
        Tab::ALL
            .into_iter()
            .filter(move |tab| *tab != Tab::Private || may_see)
    };
    let step = move |event: leptos::ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        let tabs: Vec<Tab> = untrack(all).collect();
        let here = tabs
            .iter()
            .position(|tab| Some(*tab) == shown.get_untracked());
        let next = here.and_then(|here| here.checked_add_signed(by));
        if let Some(next) = next.and_then(|next| tabs.get(next)) {
            event.prevent_default();
            rail.show(*next);
            screen::focus(&tab_id(*next));
        }
    };
    let unread = editor.talk.unread;
    let has_changed = Memo::new(move |_| editor.news.with(|since| !since.parts.is_empty()));
    let news = move |tab: Tab| {
        if tab == Tab::History {
            return has_changed.get().then(changed_mark);
        }
        let count = unread.with(|unread| match tab {
            Tab::Talk => unread.count - unread.private,
            Tab::Private => unread.private,
            Tab::History | Tab::Checks | Tab::Workshop => 0,
        });
        (count > 0).then(|| view! { <span class="news">{count}</span> }.into_any())
    };
    let buttons = move || {
        let buttons = all().map(|tab| {
            let is_on = move || shown.get() == Some(tab);
            view! {
                <button
                    type="button"
                    role="tab"
                    id=tab_id(tab)
                    aria-controls="rail-panel"
                    aria-selected=truth(is_on)
                    tabindex=follow(move || if is_on() { "0" } else { "-1" })
                    on:click=move |_| rail.show(tab)
                >
                    {(tab == Tab::Private).then(|| view! { <Icon glyph=Glyph::Lock /> })}
                    {tr(name_of(tab))}
                    {live(move || news(tab))}
                </button>
            }
        });
        buttons.collect_view()
    };
    view! {
        <div class="rail-tabs" role="tablist" aria-label=tr(texts::BESIDE) on:keydown=step>
            {live(buttons)}
        </div>
    }
    .into_any()
}
