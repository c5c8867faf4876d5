//! What the server did not accept: where it stood, why, and what was written, to be copied and put
//! aside. Nothing leaves it by itself, and nothing of the plan moves when it comes.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::Subject;
use tandem_plan::schema::SCHEMA;

use crate::browser::screen;
use crate::components::{Button, Glyph, Icon, NotLoaded, Weight, follow, later, list_of, live};
use crate::editor::Editor;
use crate::store::Refusal;
use crate::texts::{parts, saving as texts, tr};

/// What has the focus when nothing is left in the drawer.
const MAIN: &str = "main";

/// The drawer; nothing while it is empty.
#[component]
pub(super) fn Drawer() -> impl IntoView {
    let refused = Editor::of_page().store.refused();
    let count = Memo::new(move |_| refused.with(Vec::len));
    let is_filled = Memo::new(move |_| count.get() > 0);
    live(move || is_filled.get().then(|| later(filled(count))))
}

#[wasm_split(aside, wasm_split_path = leptos::wasm_split, fallible)]
fn filled(count: Memo<usize>) -> Result<AnyView, NotLoaded> {
    let refused = Editor::of_page().store.refused();
    let number = |refusal: &Refusal| u128::from(refusal.number);
    let heading = move || texts::changes_not_accepted(count.get());
    let drawer = view! {
        <section class="workspace-drawer" aria-labelledby="drawer-heading">
        <details class="drawer" open>
            <summary>
                <Icon glyph=Glyph::Warning />
                <h2 id="drawer-heading">{follow(heading)}</h2>
                <Icon glyph=Glyph::ChevronDown />
            </summary>
            <p class="drawer-advice">{tr(texts::DRAWER_ADVICE)}</p>
            <ul class="drawer-list">{list_of(move || refused.get(), number, entry)}</ul>
        </details>
        </section>
    };
    Ok(drawer.into_any())
}

fn entry(refusal: Refusal) -> AnyView {
    let editor = Editor::of_page();
    let Refusal { number, kept, .. } = refusal;
    let place = place(kept.subject, kept.title);
    let refused = editor.store.refused();
    let is_copied = Memo::new(move |_| {
        refused.with(|all| {
            let this = all.iter().find(|refusal| refusal.number == number);
            this.is_some_and(|refusal| refusal.is_copied)
        })
    });
    let copy = move |_| {
        if screen::copy(&text_id(number)) {
            editor.toasts.announce(tr(texts::HEAR_COPIED));
        } else {
            editor.toasts.show(tr(texts::CANNOT_COPY));
        }
        editor.store.refusal_copied(number);
    };
    let put_aside = move |_| {
        let next = editor.store.refused().with_untracked(|all| {
            let here = all.iter().position(|refusal| refusal.number == number);
            let other = here.and_then(|here| all.get(here + 1).or(all.get(here.checked_sub(1)?)));
            other.map(|other| aside_id(other.number))
        });
        editor.store.put_refusal_aside(number);
        // What had the focus is gone.
        screen::focus(next.as_deref().unwrap_or(MAIN));
    };
    let text = (!kept.text.is_empty()).then(|| {
        view! {
            <textarea
                class="drawer-text"
                id=text_id(number)
                readonly
                rows="2"
                aria-label=texts::written_in(&place)
                prop:value=kept.text.clone()
            ></textarea>
        }
    });
    let copies = (!kept.text.is_empty()).then(|| {
        view! {
            <Button
                label=follow(move || {
                    tr(if is_copied.get() { texts::COPIED } else { texts::COPY }).to_owned()
                })
                weight=Weight::Plain
                on_press=copy
            />
        }
    });
    view! {
        <li class="drawer-entry">
            <h3>{place.clone()}</h3>
            <p>{tr(texts::NOT_ACCEPTED)} {parts::as_sentence(&kept.reason)}</p>
            {text}
            <div class="drawer-foot">
                {copies}
                <Button
                    label=tr(texts::PUT_ASIDE).to_owned()
                    name=texts::put_aside(&place)
                    id=aside_id(number)
                    weight=Weight::Quiet
                    on_press=put_aside
                />
            </div>
        </li>
    }
    .into_any()
}

fn text_id(number: u32) -> String {
    format!("refused-{number}")
}

fn aside_id(number: u32) -> String {
    format!("refused-{number}-aside")
}

/// Where something stood, from the section down to the field, as people know it.
fn place(subject: Subject, title: Option<String>) -> String {
    let (holder, field) = match subject {
        Subject::Item(section, item) => (Holder::Item(section, item), None),
        Subject::Row(table, _) => {
            let holder = Holder::Item(table.section, table.item);
            (holder, label(holder.field(table.field)))
        }
        Subject::Field(at) => (at.holder, label(at)),
    };
    let table = match holder {
        Holder::Row(section, item, table, _) => label(Holder::Item(section, item).field(table)),
        Holder::Section(_) | Holder::Item(..) | Holder::Document => None,
    };
    let section = holder.section().and_then(|key| SCHEMA.section(key));
    let title = title.map(|title| parts::title_or(title, parts::ITEM));
    let section = section.map(|section| tr(section.label).to_owned());
    let [table, field] = [table, field].map(|label| label.map(str::to_owned));
    let steps = [section, title, table, field].into_iter().flatten();
    steps.collect::<Vec<_>>().join(" › ")
}

fn label(at: FieldAddress) -> Option<&'static str> {
    at.describe(&SCHEMA).map(|field| tr(field.label))
}

#[cfg(test)]
mod tests {
    use tandem_plan::edit::TableAddress;
    use tandem_plan::ids::{ItemId, RowId};

    use super::*;

    #[test]
    fn a_place_is_named_as_people_know_it() {
        let (item, row) = (ItemId::from_u128(7), RowId::from_u128(9));
        let field = |holder: Holder, key| Subject::Field(holder.field(key));
        let named = |subject, title: Option<&str>| place(subject, title.map(str::to_owned));
        let section = Holder::Section("vision");
        assert_eq!(named(field(section, "thesis"), None), "Vision › Our thesis");
        let objective = Holder::Item("objectives", item);
        assert_eq!(
            named(field(objective, "metric"), Some("Grow")),
            "Objectives › Grow › Metric"
        );
        let in_table = Holder::Row("objectives", item, "evidence", row);
        assert_eq!(
            named(field(in_table, "text"), Some(" ")),
            "Objectives › Untitled item › Evidence › What it shows"
        );
        let table = TableAddress {
            section: "objectives",
            item,
            field: "evidence",
        };
        assert_eq!(
            named(Subject::Row(table, row), Some("Grow")),
            "Objectives › Grow › Evidence"
        );
        assert_eq!(
            named(Subject::Item("objectives", item), Some("Grow")),
            "Objectives › Grow"
        );
        assert_eq!(
            named(field(Holder::Document, "notes"), None),
            "Workshop notes"
        );
    }
}
