//! A small table of an item: typed columns, rows that are added, moved and removed.

mod cells;
mod split;

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::edit::{Place, TableAddress};
use tandem_plan::ids::RowId;
use tandem_plan::schema::Field;

use super::frame::{Frame, Labels, Look, control_id, never_wrong};
use super::{field_view, while_asked};
use crate::browser::screen;
use crate::components::{
    Button, Edge, Glyph, Handle, IconButton, Reorder, Weight, follow, list, live,
};
use crate::editor::Editor;
use crate::table::{Left, left_view};
use crate::texts::{fields as texts, items, parts, tr};

pub(super) fn view(frame: Frame, columns: &'static [Field]) -> AnyView {
    let Holder::Item(section, item) = frame.at.holder else {
        // The schema has tables in items only, and a test there holds it to that.
        return ().into_any();
    };
    let table = Table {
        editor: Editor::of_page(),
        at: TableAddress {
            section,
            item,
            field: frame.at.field,
        },
        columns,
        reorder: Reorder::new(),
        left: RwSignal::default(),
    };
    let rows = table.editor.store.rows(table.at);
    let is_empty = Memo::new({
        let rows = rows.clone();
        move |_| rows.with(Vec::is_empty)
    });
    let body = move || {
        let rows = rows.clone();
        (!is_empty.get()).then(|| {
            view! {
                <div class="rows-scroll">
                    <table
                        class="rows"
                        aria-labelledby=frame.label_id()
                        on:keydown=move |event| table.key(&event)
                        on:paste=move |event| table.paste(&event)
                    >
                        {table.head()}
                        <tbody>
                            {list(
                                move || {
                                    rows.with(|rows| {
                                        rows.iter().map(|row| row.id.as_u128()).collect()
                                    })
                                },
                                move |row| table.row(RowId::from_u128(row)),
                            )}
                        </tbody>
                    </table>
                </div>
                {left_view(table.left)}
                {table.is_splittable().then(|| table.sum())}
            }
        })
    };
    let control = view! {
        <div class="rows-field">
            {live(body)}
            <div class="rows-buttons">
            <Button
                label=tr(parts::ADD_ROW).to_owned()
                id=table.add_id()
                name=parts::add_row_to(tr(frame.field.label))
                weight=Weight::Quiet
                glyph=Glyph::Plus
                disabled=table.editor.is_read_only
                on_press=move |_| table.add()
            />
            {table.is_splittable().then(|| table.split_target_button())}
            </div>
        </div>
    }
    .into_any();
    frame.view(Labels::Group, never_wrong(), control)
}

#[derive(Clone, Copy)]
struct Table {
    editor: Editor,
    at: TableAddress,
    columns: &'static [Field],
    reorder: Reorder,
    /// What was pasted and not taken.
    left: RwSignal<Vec<Left>>,
}

impl Table {
    const fn holder(self, row: RowId) -> Holder {
        let TableAddress {
            section,
            item,
            field,
        } = self.at;
        Holder::Row(section, item, field, row)
    }

    /// The columns that are asked for at the plan's depth.
    fn shown_columns(self) -> impl Iterator<Item = &'static Field> {
        self.columns
            .iter()
            .filter(move |column| self.editor.asks_for(column))
    }

    fn head(self) -> AnyView {
        view! {
            <thead>
                <tr>
                    <th scope="col">
                        <span class="only-heard">{tr(texts::MOVE)}</span>
                    </th>
                    {live(move || {
                        self.shown_columns()
                            .map(|column| {
                                view! {
                                    <th
                                        scope="col"
                                        title=tr(column.help)
                                        data-type=column.ty.name()
                                    >
                                        {tr(column.label)}
                                    </th>
                                }
                            })
                            .collect_view()
                    })}
                    <th scope="col">
                        <span class="only-heard">{tr(texts::REMOVE)}</span>
                    </th>
                </tr>
            </thead>
        }
        .into_any()
    }

    fn row(self, row: RowId) -> AnyView {
        let holder = self.holder(row);
        let id = row_id(row);
        let reorder = self.reorder;
        let is_dragged = {
            let id = id.clone();
            move || reorder.is_dragged(&id)
        };
        let edge = {
            let id = id.clone();
            move || reorder.drop_edge(&id)
        };
        let cells: Vec<AnyView> = self
            .columns
            .iter()
            .map(|column| {
                let at = holder.field(column.key);
                while_asked(self.editor, column, move || {
                    view! { <td>{field_view(at, column, Look::Bare)}</td> }.into_any()
                })
            })
            .collect();
        view! {
            <tr id=id.clone() data-dragged=follow(is_dragged) data-drop=follow(edge)>
                <td class="rows-tools">
                    <Handle
                        reorder
                        id=id.clone()
                        label=tr(texts::MOVE_ROW).to_owned()
                        disabled=self.editor.is_read_only
                        ids=Callback::new(move |()| {
                            self.ids().into_iter().map(row_id).collect()
                        })
                        on_drop=Callback::new(move |(over, edge): (String, Edge)| {
                            self.land(row, &over, edge);
                        })
                        on_step=Callback::new(move |by| self.step(row, by))
                    />
                </td>
                {cells}
                <td class="rows-tools">
                    {self.is_splittable().then(|| self.split_button(row))}
                    <IconButton
                        label=tr(texts::REMOVE_ROW).to_owned()
                        id=remove_id(row)
                        glyph=Glyph::Close
                        is_small=true
                        disabled=self.editor.is_read_only
                        on_press=move |_| self.remove(row)
                    />
                </td>
            </tr>
        }
        .into_any()
    }

    fn ids(self) -> Vec<RowId> {
        let rows = self.editor.store.rows(self.at);
        rows.with_untracked(|rows| rows.iter().map(|row| row.id).collect())
    }

    /// The id of the button that adds a row.
    fn add_id(self) -> String {
        let TableAddress { item, field, .. } = self.at;
        format!("add-{item}-{field}")
    }

    fn add(self) {
        let added = self
            .editor
            .step(|store| store.add_row(self.at, Place::Last));
        let first = self.columns.first();
        if let (Some(row), Some(column)) = (added, first) {
            let at = self.holder(row).field(column.key);
            request_animation_frame(move || {
                screen::focus(&control_id(at));
            });
        }
    }

    fn remove(self, row: RowId) {
        let Self { editor, at, .. } = self;
        let next = beside(&self.ids(), row);
        if editor.step(|store| store.trash_row(at, row)).is_some() {
            let undo = move || {
                editor.step(|store| store.restore_row(at, row));
            };
            editor
                .toasts
                .show_with(tr(texts::ROW_REMOVED), tr(items::UNDO), undo);
            let add = self.add_id();
            request_animation_frame(move || {
                // The button that was pressed is gone.
                screen::focus(&next.map_or(add, remove_id));
            });
        }
    }

    fn land(self, row: RowId, over: &str, edge: Edge) {
        let ids = self.ids();
        if let Some(over) = ids.into_iter().find(|other| row_id(*other) == over) {
            let place = match edge {
                Edge::Before => Place::Before(over),
                Edge::After => Place::After(over),
            };
            self.put(row, place);
        }
    }

    fn step(self, row: RowId, by: i32) {
        let ids = self.ids();
        let Some(place) = neighbour(&ids, row, by) else {
            return;
        };
        self.put(row, place);
    }

    fn put(self, row: RowId, place: Place<RowId>) {
        let moved = self
            .editor
            .step(|store| store.move_row(self.at, row, place));
        if moved.is_some() {
            let ids = self.ids();
            let position = ids
                .iter()
                .position(|other| *other == row)
                .unwrap_or_default()
                + 1;
            let message = texts::row_moved(position, ids.len());
            self.editor.toasts.announce(message);
        }
    }
}

/// The place one up (-1) or down (1) from where `id` stands; `None` at the ends.
pub(crate) fn neighbour<Id: Copy + PartialEq>(ids: &[Id], id: Id, by: i32) -> Option<Place<Id>> {
    let here = ids.iter().position(|other| *other == id)?;
    if by < 0 {
        Some(Place::Before(*ids.get(here.checked_sub(1)?)?))
    } else {
        Some(Place::After(*ids.get(here + 1)?))
    }
}

/// What takes the place of `id` when it goes: the next one, or the one before the end.
pub(crate) fn beside<Id: Copy + PartialEq>(ids: &[Id], id: Id) -> Option<Id> {
    let here = ids.iter().position(|other| *other == id)?;
    let before = || ids.get(here.checked_sub(1)?);
    ids.get(here + 1).or_else(before).copied()
}

/// The id of the button that removes a row.
fn remove_id(row: RowId) -> String {
    format!("remove-{row}")
}

fn row_id(row: RowId) -> String {
    format!("row-{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_goes_past_one_neighbour_and_not_over_the_ends() {
        let ids = ['a', 'b', 'c'];
        assert_eq!(neighbour(&ids, 'b', -1), Some(Place::Before('a')));
        assert_eq!(neighbour(&ids, 'b', 1), Some(Place::After('c')));
        assert_eq!(neighbour(&ids, 'a', -1), None);
        assert_eq!(neighbour(&ids, 'c', 1), None);
        assert_eq!(neighbour(&ids, 'x', 1), None);
    }

    #[test]
    fn what_is_removed_leaves_the_focus_to_its_neighbour() {
        let ids = ['a', 'b', 'c'];
        assert_eq!(beside(&ids, 'b'), Some('c'));
        assert_eq!(beside(&ids, 'c'), Some('b'));
        assert_eq!(beside(&['a'], 'a'), None);
    }
}
