//! The table on the page, after the grid pattern of ARIA: one stop for the Tab key, and the focus on
//! the cells themselves. Rows far from what is seen show their title only.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{Field, SCHEMA};

use super::looks::Look;
use super::{Grid, cell_id};
use crate::browser::clipboard;
use crate::components::{SideMark, follow, list, live, truth};
use crate::fields::control_id;
use crate::sync::Person;
use crate::table::cell;
use crate::table::keys::Extends;
use crate::table::paste::left_view;
use crate::texts::{table as texts, tr};

/// So many rows are built before the browser has said which of them are seen.
const FIRST: usize = 12;

impl Grid {
    /// The table, with what was not taken below it.
    pub(crate) fn view(
        self,
        id: String,
        labelled_by: String,
        tail: Callback<Holder, AnyView>,
    ) -> AnyView {
        let hint = format!("{id}-hint");
        self.listen();
        let count = move || self.of.rows.with(Vec::len) + 1;
        view! {
            <div class="grid-scroll" id=id>
                <table
                    role="grid"
                    class="grid"
                    aria-labelledby=labelled_by
                    aria-describedby=hint.clone()
                    aria-multiselectable="true"
                    aria-readonly=truth(move || self.editor.is_read_only.get())
                    aria-rowcount=follow(count)
                    on:keydown=move |event| self.key(&event)
                    on:mousedown=move |event| self.pressed(&event)
                    on:mouseover=move |event| self.swept(&event)
                    on:dblclick=move |event| {
                        if let Some(at) = cell_of(&event) {
                            self.begin(at, None);
                        }
                    }
                    on:focusin=move |event| self.entered(&event)
                    on:focusout=move |event| self.exited(&event)
                >
                    {self.head()}
                    <tbody>
                        {list(
                            move || self.of.rows.with(|rows| rows.iter().map(id_of).collect()),
                            move |id| self.row(id, tail),
                        )}
                    </tbody>
                </table>
            </div>
            <p class="only-heard" id=hint>
                {tr(texts::HINT)}
            </p>
            {left_view(self.left)}
        }
        .into_any()
    }

    fn head(self) -> AnyView {
        let columns = move || {
            let columns = self.of.columns.get().into_iter();
            let column = |column: &'static Field| {
                view! {
                    <th scope="col" title=tr(column.help) data-type=column.ty.name()>
                        {tr(column.label)}
                    </th>
                }
            };
            columns.map(column).collect_view()
        };
        view! {
            <thead>
                <tr>
                    {live(columns)} <th scope="col" class="grid-tail">
                        <span class="only-heard">{tr(texts::COMMANDS)}</span>
                    </th>
                </tr>
            </thead>
        }
        .into_any()
    }

    fn row(self, id: u128, tail: Callback<Holder, AnyView>) -> AnyView {
        let rows = self.of.rows;
        let row = rows.with_untracked(|rows| rows.iter().copied().find(|row| id_of(row) == id));
        // The list shows what is among the rows.
        let Some(row) = row else { return ().into_any() };
        let item = ItemId::from_u128(id);
        let is_first = self
            .positions
            .with_untracked(|positions| positions.get(&row).is_some_and(|row| *row < FIRST));
        let is_built = self.editor.built.put(item, is_first);
        let is_light = {
            let is_built = is_built.clone();
            follow(move || !is_built.get())
        };
        let look = self.look_of(row);
        let visitors = self.visitors(row);
        let title = self
            .of
            .columns
            .with_untracked(|columns| columns.first().copied());
        let title = title.map(|column| self.cell(row, column, 0, look, visitors));
        let rest = move || {
            let columns = self.of.columns.get();
            if !is_built.get() {
                let width = columns.len().to_string();
                return view! { <td class="grid-light" colspan=width></td> }.into_any();
            }
            let cells = columns.into_iter().enumerate().skip(1);
            let cells: Vec<AnyView> = untrack(|| {
                cells
                    .map(|(index, column)| self.cell(row, column, index, look, visitors))
                    .collect()
            });
            let tail = untrack(|| tail.run(row));
            view! {
                {cells}
                <td class="grid-tail">{tail}</td>
            }
            .into_any()
        };
        let number = move || {
            self.positions
                .with(|positions| positions.get(&row).map(|row| row + 2))
        };
        view! {
            <tr id=row_id(item) data-light=is_light aria-rowindex=follow(number)>
                {title}
                {live(rest)}
            </tr>
        }
        .into_any()
    }

    /// Who else is in this row, by the field.
    fn visitors(self, row: Holder) -> Memo<Vec<Person>> {
        let prefix = format!("{row}.");
        Memo::new(move |_| self.editor.visitors_in(&prefix))
    }

    fn cell(
        self,
        row: Holder,
        column: &'static Field,
        index: usize,
        look: RwSignal<Look>,
        visitors: Memo<Vec<Person>>,
    ) -> AnyView {
        let at = row.field(column.key);
        let editor = self.editor;
        let key = column.key;
        let address = at.to_string();
        let visitor = Memo::new(move |_| {
            visitors.with(|people| {
                let mut people = people.iter();
                let person = people.find(|person| person.field.as_deref() == Some(&address));
                person.map(|person| (person.name.clone(), person.side.key()))
            })
        });
        let is_editing = Memo::new(move |_| look.get().editing == Some(key));
        let content = move || {
            if is_editing.get() {
                return untrack(|| self.control(at, column));
            }
            let text = follow(move || cell::shown(editor, at, &column.ty));
            view! { <span class="grid-text">{text}</span> }.into_any()
        };
        let tag = move || {
            visitor.get().map(|(name, side)| {
                view! {
                    <span class="field-visitor">
                        <SideMark side />
                        {name}
                    </span>
                }
            })
        };
        let role = if index == 0 { "rowheader" } else { "gridcell" };
        let stop = move || {
            if look.get().current == Some(key) {
                "0"
            } else {
                "-1"
            }
        };
        let is_selected = move || {
            let columns = look.get().selected;
            columns.is_some_and(|(first, last)| (first..=last).contains(&index))
        };
        view! {
            <td
                role=role
                id=cell_id(at)
                class="grid-cell"
                tabindex=follow(stop)
                aria-selected=truth(is_selected)
                data-type=column.ty.name()
                data-editing=is_editing
                data-side=follow(move || visitor.get().map(|visitor| visitor.1))
                data-visited=follow(move || visitor.with(Option::is_some))
            >
                {live(content)}
                {live(tag)}
            </td>
        }
        .into_any()
    }

    /// What a cell is edited with.
    fn control(self, at: FieldAddress, column: &'static Field) -> AnyView {
        let id = control_id(at);
        let error_id = format!("{id}-error");
        let error = self.error;
        let is_wrong = follow(move || error.with(Option::is_some).then_some("true"));
        let typed = self.typed;
        let control = match cell::options(self.editor, &column.ty) {
            Some(options) => {
                let select = NodeRef::<html::Select>::new();
                select.on_load(|select| {
                    // The element has just been put on the page.
                    let _ = select.focus();
                });
                let chosen = typed.get_untracked();
                let options = options.into_iter().map(|(_, label)| {
                    let is_chosen = label == chosen;
                    view! { <option prop:selected=is_chosen>{label.clone()}</option> }
                });
                view! {
                    <select
                        class="grid-input"
                        id=id
                        node_ref=select
                        aria-label=tr(column.label)
                        aria-describedby=error_id.clone()
                        aria-invalid=is_wrong
                        on:change=move |event| typed.set(event_target_value(&event))
                    >
                        <option value="" prop:selected=chosen.is_empty()>
                            "–"
                        </option>
                        {options.collect_view()}
                    </select>
                }
                .into_any()
            }
            None => {
                let input = NodeRef::<html::Input>::new();
                input.on_load(move |input| {
                    input.set_value(&typed.get_untracked());
                    // The element has just been put on the page; the caret stands behind the text.
                    let _ = input.focus();
                });
                view! {
                    <input
                        class="grid-input"
                        type="text"
                        id=id
                        node_ref=input
                        autocomplete="off"
                        aria-label=tr(column.label)
                        aria-describedby=error_id.clone()
                        aria-invalid=is_wrong
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                }
                .into_any()
            }
        };
        view! {
            {control}
            <span class="grid-error" id=error_id role="alert">
                {error}
            </span>
        }
        .into_any()
    }

    fn pressed(self, event: &ev::MouseEvent) {
        let Some(at) = cell_of(event) else { return };
        if self.editing.get_untracked() == Some(at) || event.button() != 0 {
            return;
        }
        let extends = if event.shift_key() {
            Extends::Yes
        } else {
            Extends::No
        };
        // The focus goes by what is remembered, not by where the browser would put it.
        event.prevent_default();
        if self.editing.get_untracked().is_some() && !self.commit() {
            return;
        }
        self.go(at, extends);
    }

    /// With the button held down the selection follows the mouse.
    fn swept(self, event: &ev::MouseEvent) {
        if event.buttons() == 1
            && self.editing.get_untracked().is_none()
            && let Some(at) = cell_of(event)
        {
            self.active.set(Some(at));
        }
    }

    fn entered(self, event: &ev::FocusEvent) {
        let Some(at) = cell_of(event) else { return };
        if self.active.get_untracked() != Some(at) {
            self.anchor.set(Some(at));
            self.active.set(Some(at));
        }
        self.editor.enter(at);
    }

    fn exited(self, event: &ev::FocusEvent) {
        self.editor.store.set_focus(None);
        let from = cell_of(event);
        // From the cell itself the focus goes into what it is edited with.
        if !clipboard::is_on(event, ".grid-cell")
            && from.is_some()
            && from == self.editing.get_untracked()
        {
            self.commit();
        }
    }

    /// Copying and pasting are told to the page, not to what has the focus.
    fn listen(self) {
        let is_here = move || {
            let at = clipboard::holder().and_then(|id| cell_named(&id));
            at.is_some_and(|at| self.spot(at).is_some())
        };
        let copy = move |event: &ev::Event, cuts: bool| {
            if is_here()
                && let Some((text, count)) = self.copied()
                && clipboard::give(event, &text)
            {
                self.editor.toasts.announce(texts::copied(count));
                if cuts && !self.editor.is_read_only.get_untracked() {
                    self.clear();
                }
            }
        };
        let listeners = [
            window_event_listener_untyped("copy", move |event| copy(&event, false)),
            window_event_listener_untyped("cut", move |event| copy(&event, true)),
            window_event_listener_untyped("paste", move |event| {
                if is_here()
                    && let Some(text) = clipboard::take_if(&event, |_| true)
                {
                    self.paste(&text);
                }
            }),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    }
}

/// The id of the item that a row is.
fn id_of(row: &Holder) -> u128 {
    row.item().map_or(0, ItemId::as_u128)
}

/// The id of the element of a row; that of the item's card, where items are shown as cards.
fn row_id(item: ItemId) -> String {
    format!("item-{item}")
}

/// The cell that an event happened in.
fn cell_of(event: &ev::Event) -> Option<FieldAddress> {
    cell_named(&clipboard::cell_around(event, ".grid-cell")?)
}

fn cell_named(id: &str) -> Option<FieldAddress> {
    FieldAddress::parse(id.strip_prefix("cell-")?, &SCHEMA)
}
