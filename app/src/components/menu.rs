//! A button that opens a list of commands. The list is a popover: the browser closes it on Escape
//! and on a press elsewhere, and gives the focus back.

use leptos::ev;
use leptos::prelude::*;
use tandem_plan::language::Language;
use wasm_bindgen::JsCast;

use super::icon::{Glyph, Icon};
use super::live::{live, truth};
use crate::browser::screen;

/// One command.
#[derive(Clone)]
pub(crate) struct MenuItem {
    /// What it does, in words.
    pub(crate) label: String,
    /// What it is one of, where its own words do not say it.
    pub(crate) group: &'static str,
    pub(crate) glyph: Glyph,
    /// The keys that do the same.
    pub(crate) keys: &'static str,
    /// In a menu of alternatives: whether this one holds.
    pub(crate) checked: Option<bool>,
    pub(crate) is_danger: bool,
    /// The language of its words, where it is not the page's.
    pub(crate) language: Option<Language>,
    pub(crate) on_choose: Callback<()>,
}

impl MenuItem {
    /// A plain command.
    pub(crate) fn new(label: impl Into<String>, glyph: Glyph, on_choose: Callback<()>) -> Self {
        Self {
            label: label.into(),
            group: "",
            glyph,
            keys: "",
            checked: None,
            is_danger: false,
            language: None,
            on_choose,
        }
    }

    /// The same, with the keys that do it.
    pub(crate) const fn with_keys(mut self, keys: &'static str) -> Self {
        self.keys = keys;
        self
    }

    /// The same, as something that takes away.
    pub(crate) const fn dangerous(mut self) -> Self {
        self.is_danger = true;
        self
    }

    /// The same, with words in this language.
    pub(crate) const fn spoken_in(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The same, as one of what is called so.
    pub(crate) const fn in_group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }

    /// What it does, where nothing around it says what it belongs to.
    pub(crate) fn full_label(&self) -> String {
        match self.group {
            "" => self.label.clone(),
            group => format!("{group}: {}", self.label),
        }
    }

    /// The same, as one of several alternatives.
    pub(crate) const fn chosen(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }
}

/// What stands in a menu.
#[derive(Clone)]
pub(crate) enum MenuLine {
    /// A command.
    Item(MenuItem),
    /// A line between two groups.
    Rule,
}

impl From<MenuItem> for MenuLine {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

/// The button and its list.
#[component]
pub(crate) fn Menu(
    /// Unique on the page.
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] glyph: Signal<Glyph>,
    /// What stands in it; asked every time it opens.
    lines: Callback<(), Vec<MenuLine>>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let list = format!("{id}-list");
    let button_id = id.clone();
    let place_id = list.clone();
    let before = move |event: ev::Event| {
        if is_opening(&event) {
            place_beside(&place_id, &button_id);
            is_open.set(true);
        }
    };
    let list_id = list.clone();
    let after = move |event: ev::Event| {
        if is_opening(&event) {
            screen::move_focus(&list_id, ITEM, 1);
        } else {
            // Not before: the browser gives the focus back from what stands in the list.
            is_open.set(false);
        }
    };
    let keys_id = list.clone();
    let on_key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        screen::move_focus(&keys_id, ITEM, by);
    };
    let close_id = list.clone();
    let content = move || {
        let close_id = close_id.clone();
        is_open.get().then(move || {
            let lines = lines.run(()).into_iter();
            lines
                .map(|line| line_view(line, close_id.clone()))
                .collect_view()
        })
    };
    view! {
        <span class="menu">
            <button
                class="icon-button"
                type="button"
                id=id
                data-tooltip=label
                data-tooltip-end=true
                aria-label=label
                aria-haspopup="menu"
                aria-expanded=truth(move || is_open.get())
                popovertarget=list.clone()
            >
                {live(move || view! { <Icon glyph=glyph.get() /> })}
            </button>
            <div
                class="menu-list"
                id=list
                role="menu"
                popover="auto"
                aria-label=label
                on:beforetoggle=before
                on:toggle=after
                on:keydown=on_key
            >
                {live(content)}
            </div>
        </span>
    }
    .into_any()
}

/// What can have the focus in a list.
const ITEM: &str = "button";

fn line_view(line: MenuLine, list: String) -> AnyView {
    let MenuLine::Item(item) = line else {
        return view! { <hr /> }.into_any();
    };
    let role = if item.checked.is_some() {
        "menuitemradio"
    } else {
        "menuitem"
    };
    let checked = item
        .checked
        .map(|checked| if checked { "true" } else { "false" });
    view! {
        <button
            class="menu-item"
            type="button"
            role=role
            aria-checked=checked
            lang=item.language.map(Language::tag)
            data-danger=item.is_danger
            tabindex="-1"
            popovertarget=list
            popovertargetaction="hide"
            on:click=move |_| item.on_choose.run(())
        >
            <Icon glyph=item.glyph />
            {item.label}
            {(!item.keys.is_empty())
                .then(|| view! { <span class="keys" aria-hidden="true">{item.keys}</span> })}
        </button>
    }
    .into_any()
}

/// Whether a toggle event of a popover says that it opens. Its class is newer than what the
/// bindings know, so the property is read by name.
fn is_opening(event: &ev::Event) -> bool {
    js_sys::Reflect::get(event.unchecked_ref(), &"newState".into())
        .is_ok_and(|state| state.as_string().as_deref() == Some("open"))
}

/// Puts a list below its button, or above it in the lower part of the screen; inwards from the
/// nearer end.
fn place_beside(list: &str, button: &str) {
    const GAP: i32 = 4;
    let Some(extent) = screen::extent(button) else {
        return;
    };
    let (width, height) = screen::size();
    let pixels = |length: i32| format!("{length}px");
    let auto = || "auto".to_owned();
    let (top, bottom) = if extent.bottom > height * 3 / 5 {
        (auto(), pixels(height - extent.top + GAP))
    } else {
        (pixels(extent.bottom + GAP), auto())
    };
    let (left, right) = if extent.left > width / 2 {
        (auto(), pixels(width - extent.right))
    } else {
        (pixels(extent.left), auto())
    };
    let sides = [
        ("top", top),
        ("bottom", bottom),
        ("left", left),
        ("right", right),
    ];
    screen::set_styles(list, &sides);
}
