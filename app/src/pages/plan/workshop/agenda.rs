//! The steps of the workshop, and changing them.

use leptos::prelude::*;
use tandem_protocol::workshop::{Command, MAX_MINUTES, MAX_STEPS, Step, StepDraft, Tool};

use super::desk::Desk;
use crate::components::{Button, Glyph, IconButton, Weight, follow, list, live, truth};
use crate::texts::{tr, workshop as texts};

pub(super) fn view(desk: Desk) -> AnyView {
    let is_editing = RwSignal::new(false);
    live(move || match is_editing.get() {
        true => untrack(|| editing(desk, is_editing)),
        false => untrack(|| steps(desk, is_editing)),
    })
}

fn steps(desk: Desk, is_editing: RwSignal<bool>) -> AnyView {
    let agenda = desk.follow(|view| (view.agenda.clone(), view.step));
    let lines = move || {
        let (agenda, now) = agenda.get()?;
        let lines = agenda.into_iter().map(|step| {
            let is_now = now == Some(step.number);
            let place = step.section.as_ref().map(|section| {
                let href = format!("#{section}");
                view! { <a href=href>{desk.place(section)}</a> }
            });
            view! {
                <li class="workshop-agenda-step" aria-current=is_now.then_some("step")>
                    <span class="workshop-agenda-title">{step.title}</span>
                    <span class="hint">
                        {tr(texts::tool(step.tool))} " · " {texts::minutes(step.minutes)}
                        {place.map(|place| view! { " · " {place} })}
                    </span>
                </li>
            }
        });
        Some(lines.collect_view())
    };
    let edit = move || {
        desk.runs().then(|| {
            view! {
                <Button
                    label=tr(texts::EDIT_AGENDA).to_owned()
                    weight=Weight::Plain
                    glyph=Glyph::Edit
                    on_press=move |_| is_editing.set(true)
                />
            }
        })
    };
    view! {
        <ol class="workshop-agenda">{live(lines)}</ol>
        {live(edit)}
    }
    .into_any()
}

/// A step that is being changed. Its inputs keep the focus whatever the others do.
#[derive(Clone, Copy)]
struct Row {
    key: u128,
    number: Option<u32>,
    title: RwSignal<String>,
    section: RwSignal<String>,
    minutes: RwSignal<String>,
    tool: RwSignal<Tool>,
    anonymous: RwSignal<bool>,
}

impl Row {
    fn of(step: &Step) -> Self {
        Self {
            key: step.number.into(),
            number: Some(step.number),
            title: RwSignal::new(step.title.clone()),
            section: RwSignal::new(step.section.clone().unwrap_or_default()),
            minutes: RwSignal::new(step.minutes.to_string()),
            tool: RwSignal::new(step.tool),
            anonymous: RwSignal::new(step.anonymous),
        }
    }

    /// A new one, with a key that no step has.
    fn new(place: usize) -> Self {
        Self {
            key: (1 << 64) + place as u128,
            number: None,
            title: RwSignal::new(String::new()),
            section: RwSignal::new(String::new()),
            minutes: RwSignal::new("10".to_owned()),
            tool: RwSignal::new(Tool::Discussion),
            anonymous: RwSignal::new(true),
        }
    }

    fn draft(self) -> StepDraft {
        let section = self.section.get_untracked();
        StepDraft {
            number: self.number,
            title: self.title.get_untracked(),
            section: (!section.is_empty()).then_some(section),
            minutes: self.minutes.get_untracked().parse().unwrap_or(0),
            tool: self.tool.get_untracked(),
            anonymous: self.anonymous.get_untracked(),
        }
    }
}

fn editing(desk: Desk, is_editing: RwSignal<bool>) -> AnyView {
    let from = desk.read(|view| view.agenda_changes);
    let agenda = desk.read(|view| view.agenda.iter().map(Row::of).collect::<Vec<_>>());
    let rows = RwSignal::new(agenda.unwrap_or_default());
    let added = StoredValue::new(0_usize);
    let keep = move |_| {
        let agenda = rows.get_untracked().into_iter().map(Row::draft).collect();
        desk.tell_and(Command::SetAgenda { agenda, from }, move || {
            let _ = is_editing.try_set(false);
        });
    };
    let add = move |_| {
        added.update_value(|added| *added += 1);
        rows.update(|rows| rows.push(Row::new(added.get_value())));
    };
    let lines = list(
        move || rows.with(|rows| rows.iter().map(|row| row.key).collect()),
        move |key| {
            let row = rows.with_untracked(|rows| rows.iter().find(|row| row.key == key).copied());
            row.map(|row| line(desk, rows, row)).into_any()
        },
    );
    view! {
        <div class="stack">
            <ol class="workshop-rows">{lines}</ol>
            <Button
                label=tr(texts::ADD_STEP).to_owned()
                weight=Weight::Quiet
                glyph=Glyph::Plus
                disabled=follow(move || rows.with(Vec::len) >= MAX_STEPS)
                on_press=add
            />
            <div class="workshop-line">
                <Button label=tr(texts::SAVE_AGENDA).to_owned() weight=Weight::Primary on_press=keep />
                <Button
                    label=tr(crate::texts::talk::CANCEL).to_owned()
                    weight=Weight::Quiet
                    on_press=move |_| is_editing.set(false)
                />
            </div>
        </div>
    }
    .into_any()
}

fn line(desk: Desk, rows: RwSignal<Vec<Row>>, row: Row) -> AnyView {
    let shift = move |by: isize| {
        rows.update(|rows| {
            let here = rows.iter().position(|one| one.key == row.key);
            let there = here.and_then(|here| here.checked_add_signed(by));
            if let (Some(here), Some(there)) = (here, there)
                && there < rows.len()
            {
                rows.swap(here, there);
            }
        });
    };
    let sections = untrack(|| desk.editor.sections().collect::<Vec<_>>());
    let sections = sections.into_iter().map(|section| {
        let is_chosen = row.section.with_untracked(|chosen| chosen == section.key);
        view! {
            <option value=section.key selected=is_chosen>
                {tr(section.label)}
            </option>
        }
    });
    let tools = Tool::ALL.map(|tool| {
        let is_chosen = row.tool.get_untracked() == tool;
        view! {
            <option value=tool.key() selected=is_chosen>
                {tr(texts::tool(tool))}
            </option>
        }
    });
    let anonymous = move || {
        (row.tool.get() == Tool::PrivateWriting).then(|| {
            view! {
                <label class="workshop-check">
                    <input
                        type="checkbox"
                        prop:checked=row.anonymous
                        on:change=move |event| row.anonymous.set(event_target_checked(&event))
                    />
                    {tr(texts::ANONYMOUS)}
                </label>
            }
        })
    };
    view! {
        <li class="workshop-row">
            <input
                class="input"
                aria-label=tr(texts::STEP_TITLE)
                placeholder=tr(texts::STEP_TITLE)
                aria-invalid=truth(move || row.title.with(|title| title.trim().is_empty()))
                prop:value=row.title
                on:input=move |event| row.title.set(event_target_value(&event))
            />
            <div class="workshop-line">
                <select
                    class="input"
                    aria-label=tr(texts::STEP_TOOL)
                    on:change=move |event| {
                        if let Some(tool) = Tool::from_key(&event_target_value(&event)) {
                            row.tool.set(tool);
                        }
                    }
                >
                    {tools.collect_view()}
                </select>
                <input
                    class="input workshop-small"
                    type="number"
                    min="1"
                    max=MAX_MINUTES.to_string()
                    aria-label=tr(texts::MINUTES)
                    prop:value=row.minutes
                    on:input=move |event| row.minutes.set(event_target_value(&event))
                />
            </div>
            <div class="workshop-line">
                <select
                    class="input"
                    aria-label=tr(texts::STEP_SECTION)
                    on:change=move |event| row.section.set(event_target_value(&event))
                >
                    <option value="">{tr(texts::NO_SECTION)}</option>
                    {sections.collect_view()}
                </select>
                <IconButton
                    label=tr(texts::STEP_UP).to_owned()
                    glyph=Glyph::Up
                    is_small=true
                    on_press=move |_| shift(-1)
                />
                <IconButton
                    label=tr(texts::STEP_DOWN).to_owned()
                    glyph=Glyph::Down
                    is_small=true
                    on_press=move |_| shift(1)
                />
                <IconButton
                    label=tr(texts::REMOVE_STEP).to_owned()
                    glyph=Glyph::Trash
                    is_small=true
                    on_press=move |_| rows.update(|rows| rows.retain(|one| one.key != row.key))
                />
            </div>
            {live(anonymous)}
        </li>
    }
    .into_any()
}
