//! A window over the page. The browser keeps the focus inside and closes it on Escape.

use leptos::html;
use leptos::prelude::*;

use super::button::{Button, Weight};
use super::live::live;
use crate::browser::screen;
use crate::texts::parts::CLOSE;
use crate::texts::tr;

/// A window with a heading and a button that closes it.
#[component]
pub(crate) fn Dialog(
    id: &'static str,
    title: &'static str,
    /// Whether its heading is heard only.
    #[prop(optional)]
    is_title_heard: bool,
    /// What the style sheet knows it by, beside being a window.
    #[prop(optional)]
    class: &'static str,
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
            class=format!("dialog {class}")
            id=id
            node_ref=dialog
            aria-labelledby=title_id.clone()
            on:close=move |_| is_open.set(false)
            on:click=move |event| {
                if is_backdrop(&event, id) {
                    is_open.set(false);
                }
            }
        >
            <h2 id=title_id.clone() class=is_title_heard.then_some("only-heard")>
                {title}
            </h2>
            {live(move || is_open.get().then(|| children()))}
            <div class="dialog-foot">
                <Button
                    label=tr(CLOSE).to_owned()
                    weight=Weight::Plain
                    on_press=move |_| is_open.set(false)
                />
            </div>
        </dialog>
    }
    .into_any()
}

/// Whether a press fell beside the window: the browser gives it to the window all the same.
fn is_backdrop(event: &leptos::ev::MouseEvent, id: &str) -> bool {
    let (x, y) = (event.client_x(), event.client_y());
    // What the keyboard presses has no place.
    let is_press = event.detail() > 0;
    screen::extent(id).is_some_and(|extent| {
        is_press
            && !((extent.left..=extent.right).contains(&x)
                && (extent.top..=extent.bottom).contains(&y))
    })
}
