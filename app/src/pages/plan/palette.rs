//! The box that finds everything: words in the plan, items, sections, people and commands. What is
//! picked is done or gone to; Escape closes it and gives the focus back.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::check::At;
use tandem_plan::schema::{SCHEMA, Section};
use tandem_plan::search::Hit;

use super::commands;
use super::panels::Panels;
use super::review::names;
use crate::browser::screen::{self, small_letters};
use crate::components::{Dialog, Glyph, Icon, MenuItem, NotLoaded, follow, later, live};
use crate::editor::Editor;
use crate::texts::{palette as texts, plan, tr};

/// So many places in the plan are listed.
const MOST: usize = 40;
const WINDOW: &str = "palette";
const INPUT: &str = "palette-input";
const LIST: &str = "palette-list";

/// One thing to pick.
#[derive(Clone)]
struct Entry {
    group: &'static str,
    glyph: Glyph,
    label: String,
    /// What stands beside it: keys, or where it is.
    hint: String,
    /// Where the words were found in a text.
    excerpt: Option<Hit>,
    pick: Callback<()>,
}

/// The box.
#[component]
pub(super) fn Palette(section: Memo<&'static Section>, panels: Panels) -> impl IntoView {
    let editor = Editor::of_page();
    let is_open = panels.palette;
    let finder = Finder {
        editor,
        panels,
        section,
        typed: RwSignal::new(String::new()),
        active: RwSignal::new(0),
    };
    Effect::new(move |_| {
        if is_open.get() {
            finder.typed.set(String::new());
            finder.active.set(0);
        }
    });
    view! {
        <Dialog id=WINDOW class="palette" title=tr(texts::FIND) is_title_heard=true is_open>
            {later(finder_view(finder))}
        </Dialog>
    }
    .into_any()
}

#[wasm_split(tools, wasm_split_path = leptos::wasm_split, fallible)]
fn finder_view(finder: Finder) -> Result<AnyView, NotLoaded> {
    Ok(finder.view())
}

#[derive(Clone, Copy)]
struct Finder {
    editor: Editor,
    panels: Panels,
    section: Memo<&'static Section>,
    typed: RwSignal<String>,
    active: RwSignal<usize>,
}

impl Finder {
    fn view(self) -> AnyView {
        // Not a memo: commands are no values that could be compared.
        let found = RwSignal::new(Vec::<Entry>::new());
        Effect::new(move |_| {
            let typed = self.typed.get();
            found.set(untrack(|| self.found(&typed)));
        });
        let count = Memo::new(move |_| found.with(Vec::len));
        let input = NodeRef::<html::Input>::new();
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                // An input that is on the page can have the focus.
                let _ = input.focus();
            }
        });
        let list = move || {
            let entries = found.get();
            if entries.is_empty() {
                return view! { <p class="listbox-empty">{tr(texts::NOTHING)}</p> }.into_any();
            }
            let mut last = "";
            let rows = entries.into_iter().enumerate().map(|(index, entry)| {
                let heading = (entry.group != last).then_some(entry.group);
                last = entry.group;
                (
                    heading.map(|group| {
                        view! {
                            <div class="palette-group" role="presentation">
                                {group}
                            </div>
                        }
                    }),
                    self.row(index, entry),
                )
            });
            rows.collect_view().into_any()
        };
        view! {
            <div class="palette-box">
                <Icon glyph=Glyph::Search />
                <input
                    type="text"
                    id=INPUT
                    node_ref=input
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=tr(texts::FIND)
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=LIST
                    aria-activedescendant=follow(move || option_id(self.active.get()))
                    placeholder=tr(texts::PLACEHOLDER)
                    prop:value=self.typed
                    on:input=move |event| {
                        self.typed.set(event_target_value(&event));
                        self.active.set(0);
                    }
                    on:keydown=move |event| self.key(&event, found)
                />
            </div>
            <div class="palette-list" id=LIST role="listbox" aria-label=tr(texts::FIND)>
                {live(list)}
            </div>
            <span class="only-heard" role="status">
                {follow(move || texts::found(count.get()))}
            </span>
        }
        .into_any()
    }

    fn row(self, index: usize, entry: Entry) -> AnyView {
        let is_active = move || self.active.get() == index;
        let excerpt = entry.excerpt.map(|hit| {
            view! {
                <span class="palette-excerpt">
                    {hit.before} <mark>{hit.found}</mark> {hit.after}
                </span>
            }
        });
        let pick = entry.pick;
        view! {
            <div
                class="option"
                id=option_id(index)
                role="option"
                aria-selected=crate::components::truth(is_active)
                data-active=follow(is_active)
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| self.pick(pick)
            >
                <Icon glyph=entry.glyph />
                <span>{entry.label} {excerpt}</span>
                {(!entry.hint.is_empty()).then(|| view! { <span class="hint">{entry.hint}</span> })}
            </div>
        }
        .into_any()
    }

    fn key(self, event: &ev::KeyboardEvent, found: RwSignal<Vec<Entry>>) {
        let count = found.with_untracked(Vec::len);
        let step = |by: usize| {
            if count > 0 {
                self.active
                    .update(|active| *active = (*active + by) % count);
                screen::reveal(&option_id(self.active.get_untracked()));
            }
        };
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(count.saturating_sub(1)),
            "Enter" => {
                let active = self.active.get_untracked();
                let picked = found.with_untracked(|found| found.get(active).map(|one| one.pick));
                if let Some(pick) = picked {
                    self.pick(pick);
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn pick(self, pick: Callback<()>) {
        // The closing window gives the focus back; what is picked may take it after that. It is done
        // before the page hears of the closing and lets go of everything in the window.
        screen::close_window(WINDOW);
        pick.run(());
    }

    fn found(self, typed: &str) -> Vec<Entry> {
        let editor = self.editor;
        let folded = small_letters(typed);
        let matches = |label: &str| {
            let label = small_letters(label);
            folded.split_whitespace().all(|word| label.contains(word))
        };
        let mut entries = Vec::new();
        let is_asked = !folded.trim().is_empty();
        if is_asked {
            let hits = editor.store.search(typed, MOST);
            entries.extend(hits.into_iter().map(|hit| self.place(hit)));
        }
        let sections = editor
            .sections()
            .filter(|section| matches(tr(section.label)));
        entries.splice(
            0..0,
            sections.map(|section| Entry {
                group: tr(texts::SECTIONS),
                glyph: Glyph::ChevronRight,
                label: tr(section.label).to_owned(),
                hint: String::new(),
                excerpt: None,
                pick: self.going(At::Section(section.key)),
            }),
        );
        let people = editor.store.people().get_untracked();
        let mut seen = Vec::new();
        for person in people.iter().filter(|person| !person.is_me) {
            let label = plan::follow(&person.name);
            if matches(&label) && !seen.contains(&person.member) {
                seen.push(person.member);
                let member = person.member;
                entries.push(Entry {
                    group: tr(texts::PEOPLE),
                    glyph: Glyph::ChevronRight,
                    label,
                    hint: editor.side_name(person.side),
                    excerpt: None,
                    pick: Callback::new(move |()| editor.following.start(member)),
                });
            }
        }
        let page = commands::of_page(editor, self.panels).into_iter().flatten();
        let commands = commands::additions(editor, self.section.get_untracked());
        let commands = commands.into_iter().chain(page);
        entries.extend(
            commands
                .filter(|item| matches(&item.full_label()))
                .map(command),
        );
        entries
    }

    fn place(self, hit: Hit) -> Entry {
        let at = hit.at;
        let (label, field) = names(self.editor, At::Field(at));
        let section = At::Field(at).section(&SCHEMA);
        let section = section.and_then(|key| SCHEMA.section(key));
        let section = section.map_or("", |section| tr(section.label));
        Entry {
            group: tr(texts::IN_PLAN),
            glyph: Glyph::ChevronRight,
            label,
            hint: field.unwrap_or_else(|| section.to_owned()),
            excerpt: (at.field != "title").then_some(hit),
            pick: self.going(At::Field(at)),
        }
    }

    fn going(self, at: At) -> Callback<()> {
        let shown = self.editor.shown;
        Callback::new(move |()| shown.go(at))
    }
}

fn command(item: MenuItem) -> Entry {
    Entry {
        group: tr(texts::COMMANDS),
        glyph: item.glyph,
        label: item.full_label(),
        hint: item.keys.to_owned(),
        excerpt: None,
        pick: item.on_choose,
    }
}

fn option_id(index: usize) -> String {
    format!("{LIST}-{index}")
}
