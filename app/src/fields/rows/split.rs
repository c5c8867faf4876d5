//! Tables of targets by period: a year or half-year is split into its quarters with one press, and
//! what the targets add up to stands below, with a mark where it is not the target of the item.

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::ids::RowId;
use tandem_plan::schema::SCHEMA;
use tandem_plan::split::{Amount, is_splittable, unit_of};
use tandem_plan::value::{FiscalStart, Period, Value};

use super::Table;
use crate::browser::screen;
use crate::components::{Button, Glyph, Icon, IconButton, Weight, live};
use crate::fields::control_id;
use crate::texts::{table as texts, tr};

impl Table {
    /// Whether this table has targets by period.
    pub(super) fn is_splittable(self) -> bool {
        is_splittable(self.columns)
    }

    /// Reads what splitting and adding up depend on, so that who calls it follows that.
    fn track(self) {
        let store = self.editor.store;
        if let Some(unit) = unit_of(&SCHEMA, self.at) {
            store.text(unit).track();
        }
        for row in store.rows(self.at).get() {
            let holder = self.holder(row.id);
            for column in self.columns {
                match column.key {
                    "period" | "target" => store.value(holder.field(column.key)).track(),
                    _ if column.ty.is_text() => store.text(holder.field(column.key)).track(),
                    _ => {}
                }
            }
        }
    }

    /// The button that splits a row, while it can be split.
    pub(super) fn split_button(self, row: RowId) -> AnyView {
        let can_split = Memo::new(move |_| {
            self.track();
            self.editor.store.split_row(self.at, row).is_some()
        });
        let button = move || {
            can_split.get().then(|| {
                view! {
                    <IconButton
                        label=tr(texts::SPLIT).to_owned()
                        glyph=Glyph::Split
                        is_small=true
                        disabled=self.editor.is_read_only
                        on_press=move |_| self.split_row(row)
                    />
                }
            })
        };
        live(button)
    }

    fn split_row(self, row: RowId) {
        let Some(edits) = self.editor.store.split_row(self.at, row) else {
            return;
        };
        if self.editor.step(|store| store.edit_all(&edits)).is_some() {
            // The button that was pressed is gone.
            let target = control_id(self.holder(row).field("target"));
            request_animation_frame(move || {
                screen::focus(&target);
            });
        }
    }

    /// Below the table: the sum, and the way to split the target of the item.
    pub(super) fn sum(self) -> AnyView {
        let store = self.editor.store;
        let target = self.item_target();
        let sum = Memo::new(move |_| {
            self.track();
            store.total(self.at)
        });
        let shown = move || {
            let sum = sum.get()?;
            let show = |amount: Amount| self.editor.display(&amount.value());
            let differs = target.get().filter(|target| *target != sum).map(|target| {
                view! {
                    <span class="rows-differs">
                        <Icon glyph=Glyph::Warning />
                        {texts::differs(&show(target))}
                    </span>
                }
            });
            Some(view! {
                <p class="rows-sum">
                    <span>{texts::sum(&show(sum))}</span>
                    {differs}
                </p>
            })
        };
        live(shown)
    }

    /// The button that splits the target of the item, while the table has nothing of its period.
    pub(super) fn split_target_button(self) -> AnyView {
        let target = self.item_target();
        let edits = move || {
            let (whole, target) = (self.whole()?, target.get()?);
            self.editor.store.split_target(self.at, whole, target)
        };
        let can_split = Memo::new(move |_| {
            self.track();
            edits().is_some()
        });
        let press = move || {
            if let Some(edits) = untrack(edits) {
                self.editor.step(|store| store.edit_all(&edits));
                // The button that was pressed is gone.
                let add = self.add_id();
                request_animation_frame(move || {
                    screen::focus(&add);
                });
            }
        };
        let button = move || {
            can_split.get().then(|| {
                view! {
                    <Button
                        label=tr(texts::SPLIT_TARGET).to_owned()
                        weight=Weight::Quiet
                        glyph=Glyph::Split
                        disabled=self.editor.is_read_only
                        on_press=move |_| press()
                    />
                }
            })
        };
        live(button)
    }

    /// The target of the item itself, if its kind has one.
    fn item_target(self) -> Memo<Option<Amount>> {
        let at = Holder::Item(self.at.section, self.at.item).field("target");
        let value = at.describe(&SCHEMA).map(|_| self.editor.store.value(at));
        Memo::new(move |_| match value.as_ref()?.get() {
            Ok(Some(value)) => Amount::of(&value),
            _ => None,
        })
    }

    /// The period of the item's target: the plan's if it can be split, or the year of its due date.
    fn whole(self) -> Option<Period> {
        let value = |at| self.editor.store.value(at).get().ok().flatten();
        let plan = Holder::Section("plan");
        if let Some(Value::Period(period)) = value(plan.field("period"))
            && period.length() > 1
        {
            return Some(period);
        }
        let start = match value(plan.field("fiscal_start_month")) {
            Some(Value::Choice(key)) => FiscalStart::from_key(key),
            _ => None,
        };
        let due = Holder::Item(self.at.section, self.at.item).field("due");
        due.describe(&SCHEMA)?;
        match value(due)? {
            Value::Date(due) => {
                let quarter = Period::quarter_of(due, start.unwrap_or(FiscalStart::JANUARY))?;
                Some(Period::Year(quarter.year()))
            }
            _ => None,
        }
    }
}
