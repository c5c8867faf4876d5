//! Moving things up and down in a list, by dragging a handle or with Alt and the arrow keys.
//!
//! It knows elements by their ids and says which one was dropped where; what that means is the
//! list's business.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;

use super::icon::{Glyph, Icon};
use crate::browser::screen;

/// Before or behind something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Before,
    After,
}

impl Edge {
    const fn key(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// What is being dragged in one list, and over what.
#[derive(Clone, Copy)]
pub(crate) struct Reorder {
    dragged: RwSignal<Option<String>>,
    over: RwSignal<Option<(String, Edge)>>,
}

impl Reorder {
    /// A list in which nothing is dragged.
    pub(crate) fn new() -> Self {
        Self {
            dragged: RwSignal::new(None),
            over: RwSignal::new(None),
        }
    }

    /// Whether the element with this id is being dragged.
    pub(crate) fn is_dragged(self, id: &str) -> bool {
        self.dragged.with(|dragged| dragged.as_deref() == Some(id))
    }

    /// On which edge of the element with this id the dragged one would land, as the style sheet
    /// names it.
    pub(crate) fn drop_edge(self, id: &str) -> Option<&'static str> {
        self.over.with(|over| {
            let (over, edge) = over.as_ref()?;
            (over == id).then(|| edge.key())
        })
    }

    fn drag(self, y: i32, ids: &[String]) {
        screen::scroll_near_edge(y);
        let extents: Vec<(i32, i32)> = ids
            .iter()
            .map(|id| screen::extent(id).map_or((0, 0), |extent| (extent.top, extent.bottom)))
            .collect();
        let here = self
            .dragged
            .with_untracked(|dragged| ids.iter().position(|id| Some(id) == dragged.as_ref()));
        let over = landing(y, &extents)
            .filter(|(index, edge)| here.is_none_or(|here| moves(here, *index, *edge)))
            .map(|(index, edge)| (ids[index].clone(), edge));
        self.over.set(over);
    }

    fn end(self) -> Option<(String, Edge)> {
        self.dragged.set(None);
        let over = self.over.get_untracked();
        self.over.set(None);
        over
    }
}

/// Next to which of the things with these tops and bottoms something at height `y` lands.
fn landing(y: i32, extents: &[(i32, i32)]) -> Option<(usize, Edge)> {
    let before = |&(top, bottom): &(i32, i32)| y < i32::midpoint(top, bottom);
    match extents.iter().position(before) {
        Some(index) => Some((index, Edge::Before)),
        None => Some((extents.len().checked_sub(1)?, Edge::After)),
    }
}

/// Whether something that stands at `here` changes its place when it lands there.
const fn moves(here: usize, index: usize, edge: Edge) -> bool {
    match edge {
        Edge::Before => index != here && index != here + 1,
        Edge::After => index != here && index + 1 != here,
    }
}

/// The handle of one thing in a list.
#[component]
pub(crate) fn Handle(
    reorder: Reorder,
    /// The id of the element that the handle moves.
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] disabled: Signal<bool>,
    /// The ids of all elements of the list, in their order.
    ids: Callback<(), Vec<String>>,
    /// The thing was dropped at this edge of the element with this id.
    on_drop: Callback<(String, Edge)>,
    /// The thing shall go one up (-1) or down (1).
    on_step: Callback<i32>,
) -> impl IntoView {
    let press = {
        let id = id.clone();
        move |event: ev::PointerEvent| {
            // Other buttons open menus, further fingers scroll.
            if event.button() != 0 || !event.is_primary() {
                return;
            }
            let target = event.current_target();
            let Some(handle) = target.and_then(|target| target.dyn_into::<Element>().ok()) else {
                return;
            };
            // Without capture the drag ends at the handle's own edge, and that is all.
            let _ = handle.set_pointer_capture(event.pointer_id());
            reorder.dragged.set(Some(id.clone()));
        }
    };
    let drag = move |event: ev::PointerEvent| {
        if reorder.dragged.with_untracked(Option::is_some) {
            reorder.drag(event.client_y(), &ids.run(()));
        }
    };
    let release = move |_: ev::PointerEvent| {
        if let Some(place) = reorder.end() {
            on_drop.run(place);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" if event.alt_key() => -1,
            "ArrowDown" if event.alt_key() => 1,
            "Escape" => {
                reorder.end();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        on_step.run(by);
    };
    view! {
        <button
            class="item-handle"
            type="button"
            aria-label=label
            disabled=disabled
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=move |_| {
                reorder.end();
            }
            // Also when the element was put elsewhere under the pointer.
            on:lostpointercapture=move |_| {
                reorder.end();
            }
            on:keydown=key
        >
            <Icon glyph=Glyph::Grip />
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_lands_before_what_it_is_held_above_the_middle_of() {
        let extents = [(0, 100), (110, 210)];
        assert_eq!(landing(-5, &extents), Some((0, Edge::Before)));
        assert_eq!(landing(70, &extents), Some((1, Edge::Before)));
        assert_eq!(landing(200, &extents), Some((1, Edge::After)));
        assert_eq!(landing(50, &[]), None);
    }

    #[test]
    fn a_thing_that_lands_beside_itself_stays_where_it_is() {
        assert!(!moves(1, 1, Edge::Before));
        assert!(!moves(1, 2, Edge::Before));
        assert!(!moves(1, 0, Edge::After));
        assert!(moves(1, 0, Edge::Before));
        assert!(moves(1, 2, Edge::After));
        assert!(moves(0, 2, Edge::Before));
    }
}
