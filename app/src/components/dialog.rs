//! A window over the page. The browser keeps the focus inside and closes it on Escape.

use leptos::html;
use leptos::prelude::*;

use super::button::{Button, Weight};
use super::live::live;

/// A window with a heading and a button that closes it.
#[component]
pub(crate) fn Dialog(
    id: &'static str,
    title: &'static str,
    is_open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if is_open.get() && !dialog.open() {
            // It fails only for a dialog that is not in the page, and this one is.
            let _ = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    let title_id = format!("{id}-title");
    view! {
        <dialog
            class="dialog"
            id=id
            node_ref=dialog
            aria-labelledby=title_id.clone()
            on:close=move |_| is_open.set(false)
        >
            <h2 id=title_id.clone()>{title}</h2>
            {live(move || is_open.get().then(|| children()))}
            <div class="dialog-foot">
                <Button
                    label="Close".to_owned()
                    weight=Weight::Plain
                    on_press=move |_| is_open.set(false)
                />
            </div>
        </dialog>
    }
    .into_any()
}
