//! The bar above the plan: whose plan it is and how it stands, who is here, whether everything is
//! saved, and a few commands.

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::schema::{FieldType, SCHEMA};

use super::presence::Presence;
use super::saved::Saved;
use crate::browser::{self, screen};
use crate::components::{
    Glyph, IconButton, Logo, Menu, MenuItem, MenuLine, PillSelect, ThemeMenu, follow,
};
use crate::editor::Editor;
use crate::fields::choice_value;
use crate::format;
use tandem_plan::value::Value;

/// The bar.
#[component]
pub(super) fn Topbar(
    /// The plan's name until the plan itself has arrived.
    fallback: String,
    /// Whether the list of keys is open.
    helps: RwSignal<bool>,
) -> impl IntoView {
    let editor = Editor::of_page();
    let store = editor.store;
    let loaded = store.loaded();
    let name = store.text(Holder::Section("plan").field("name"));
    let title = Memo::new(move |_| {
        let name = if loaded.get() {
            name.get()
        } else {
            fallback.clone()
        };
        match name.trim() {
            "" => "Untitled plan".to_owned(),
            name => name.to_owned(),
        }
    });
    Effect::new(move |_| screen::set_title(&format!("{} · Tandem", title.get())));
    let parties =
        move || format::parties(&title.get(), &editor.vendor.get(), &editor.partner.get());
    let undo = move |_| {
        if !store.undo() {
            editor.toasts.show("There is nothing of yours to undo.");
        }
    };
    let redo = move |_| {
        if !store.redo() {
            editor.toasts.show("There is nothing to redo.");
        }
    };
    let lines = Callback::new(move |()| menu(helps));
    view! {
        <header class="topbar">
            <a class="brand" href="/" aria-label="My plans">
                <Logo />
            </a>
            <div class="topbar-plan">
                <h1>{title}</h1>
                <span class="topbar-parties">{follow(parties)}</span>
            </div>
            <State />
            <div class="topbar-end">
                <Saved />
                <Presence />
                <div class="topbar-tools">
                    <span class="only-wide">
                        <IconButton label="Undo".to_owned() glyph=Glyph::Undo on_press=undo />
                    </span>
                    <span class="only-wide">
                        <IconButton label="Redo".to_owned() glyph=Glyph::Redo on_press=redo />
                    </span>
                    <ThemeMenu />
                    <Menu
                        id="plan-menu".to_owned()
                        label="More".to_owned()
                        glyph=Glyph::More
                        lines
                    />
                </div>
            </div>
        </header>
    }
    .into_any()
}

fn menu(helps: RwSignal<bool>) -> Vec<MenuLine> {
    let editor = Editor::of_page();
    let undo = Callback::new(move |()| {
        editor.store.undo();
    });
    let redo = Callback::new(move |()| {
        editor.store.redo();
    });
    let keys = Callback::new(move |()| helps.set(true));
    let plans = Callback::new(|()| browser::go("/"));
    vec![
        MenuItem::new("Undo", Glyph::Undo, undo)
            .with_keys("Ctrl Z")
            .into(),
        MenuItem::new("Redo", Glyph::Redo, redo)
            .with_keys("Ctrl Shift Z")
            .into(),
        MenuLine::Rule,
        MenuItem::new("Keyboard shortcuts", Glyph::Keyboard, keys)
            .with_keys("?")
            .into(),
        MenuItem::new("My plans", Glyph::Plans, plans).into(),
    ]
}

/// How the plan stands: draft, proposed, agreed.
#[component]
fn State() -> impl IntoView {
    let editor = Editor::of_page();
    let at = Holder::Section("plan").field("state");
    let field = at
        .describe(&SCHEMA)
        .expect("the schema's section plan has a state");
    let FieldType::Choice(choices) = field.ty else {
        unreachable!("the state is a choice")
    };
    let value = choice_value(editor, at);
    let choose = Callback::new(move |key: Option<&'static str>| {
        editor.step(|store| store.set_value(at, key.map(Value::Choice)));
    });
    view! {
        <PillSelect
            label="State of the plan"
            choices
            value
            disabled=editor.is_read_only
            unset="No state"
            on_choose=choose
        />
    }
}
