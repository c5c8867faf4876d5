//! A list to choose from; what is chosen stands in the address.

use leptos::prelude::*;
use tandem_plan::language::Text;

use super::book::Book;
use crate::components::{follow, live};
use crate::texts::tr;

/// The list of this name. `options` are what is handed back and what is read; the one that `chosen` names
/// shows.
pub(super) fn picker(
    book: Book,
    key: &'static str,
    id: String,
    label: Text,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    chosen: Memo<String>,
) -> AnyView {
    let lines = move || {
        let chosen = chosen.get();
        let options = options().into_iter().map(|(key, label)| {
            let is_chosen = key == chosen;
            view! {
                <option value=key prop:selected=is_chosen>
                    {label}
                </option>
            }
        });
        options.collect_view()
    };
    let choose = move |event| book.wanted.set(&[(key, Some(event_target_value(&event)))]);
    view! {
        <div class="text-input">
            <label for=id.clone()>{tr(label)}</label>
            <select id=id data-on=follow(move || book.wanted.get(key).is_some()) on:change=choose>
                {live(lines)}
            </select>
        </div>
    }
    .into_any()
}
