//! A text input that filters a list of offers below it (the ARIA combobox pattern).
//!
//! The offers are asked for when the list opens, not before: a page may hold hundreds of these
//! inputs, and most are never opened.

use leptos::ev;
use leptos::prelude::*;

use super::icon::SideMark;
use super::live::{follow, live, truth};
use crate::browser::screen::{self, small_letters};
use crate::texts::parts::NOTHING_FOUND;
use crate::texts::tr;

/// One thing to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// What is handed back.
    pub(crate) key: String,
    /// What is read and searched.
    pub(crate) label: String,
    /// What stands beside it, such as the kind of an item.
    pub(crate) hint: String,
    /// The side whose mark stands before it.
    pub(crate) side: Option<&'static str>,
}

/// The most offers that are shown at once; further ones are found by typing.
const MOST: usize = 60;

/// An input with its list. Whoever shows it gives it a label for `id`.
#[component]
pub(crate) fn Combobox(
    id: String,
    /// What stands in the input while nothing is searched.
    #[prop(into)]
    text: Signal<String>,
    #[prop(into)] placeholder: String,
    #[prop(into)] disabled: Signal<bool>,
    offers: Callback<(), Vec<Offer>>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let search = Search {
        typed: RwSignal::new(None),
        is_open: RwSignal::new(false),
        active: RwSignal::new(0),
        offered: RwSignal::new(Vec::new()),
    };
    let open = move || {
        if !search.is_open.get_untracked() && !disabled.get_untracked() {
            search.offered.set(offers.run(()));
            search.active.set(0);
            search.is_open.set(true);
        }
    };
    let pick = move |offer: Offer| {
        search.close();
        on_pick.run(offer.key);
    };
    let found = Memo::new(move |_| search.found());
    let list = format!("{id}-list");
    let option_id = {
        let list = list.clone();
        move |index: usize| format!("{list}-{index}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || search.is_open.get().then(|| option_id(search.active.get()))
    };
    let on_key = {
        let option_id = option_id.clone();
        move |event: ev::KeyboardEvent| {
            let is_open = search.is_open.get_untracked();
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" if !is_open => open(),
                "ArrowDown" => search.step(1, found.with_untracked(Vec::len)),
                "ArrowUp" => search.step(-1, found.with_untracked(Vec::len)),
                "Enter" if is_open => {
                    let active = search.active.get_untracked();
                    let picked = found.with_untracked(|found| found.get(active).cloned());
                    if let Some(offer) = picked {
                        pick(offer);
                    }
                }
                "Enter" => open(),
                "Escape" if is_open => search.close(),
                _ => return,
            }
            event.prevent_default();
            screen::reveal(&option_id(search.active.get_untracked()));
        }
    };
    let options = {
        let list = list.clone();
        move || {
            let option_id = option_id.clone();
            search.is_open.get().then(|| {
                let offers = found.get();
                let is_empty = offers.is_empty();
                let options = offers.into_iter().enumerate().map(move |(index, offer)| {
                    option_view(option_id(index), index, offer, search, Callback::new(pick))
                });
                view! {
                    <div class="listbox" id=list.clone() role="listbox">
                        {options.collect_view()}
                        {is_empty.then(|| view! { <p class="listbox-empty">{tr(NOTHING_FOUND)}</p> })}
                    </div>
                }
            })
        }
    };
    view! {
        <div class="combobox">
            <input
                class="input"
                type="text"
                id=id
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-expanded=truth(move || search.is_open.get())
                aria-controls=list
                aria-activedescendant=follow(active_id)
                placeholder=placeholder
                readonly=disabled
                prop:value=follow(move || search.typed.get().unwrap_or_else(|| text.get()))
                on:input=move |event| {
                    search.typed.set(Some(event_target_value(&event)));
                    open();
                    search.active.set(0);
                }
                on:click=move |_| open()
                on:keydown=on_key
                on:blur=move |_| search.close()
            />
            {live(options)}
        </div>
    }
    .into_any()
}

fn option_view(
    id: String,
    index: usize,
    offer: Offer,
    search: Search,
    pick: Callback<Offer>,
) -> AnyView {
    let is_active = move || search.active.get() == index;
    let chosen = offer.clone();
    view! {
        <div
            class="option"
            id=id
            role="option"
            aria-selected=truth(is_active)
            data-active=follow(is_active)
            // The focus stays in the input, so that it does not close the list before the press.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| pick.run(chosen.clone())
        >
            {offer.side.map(|side| view! { <SideMark side /> })}
            <span>{offer.label}</span>
            {(!offer.hint.is_empty()).then(|| view! { <span class="hint">{offer.hint}</span> })}
        </div>
    }
    .into_any()
}

/// What is going on in a combobox.
#[derive(Clone, Copy)]
struct Search {
    /// What was typed since the list opened.
    typed: RwSignal<Option<String>>,
    is_open: RwSignal<bool>,
    /// Which of the found offers Enter picks.
    active: RwSignal<usize>,
    offered: RwSignal<Vec<Offer>>,
}

impl Search {
    /// An input that is taken off the page loses the focus after its signals are gone.
    fn close(self) {
        let _ = self.is_open.try_set(false);
        let _ = self.typed.try_set(None);
    }

    fn step(self, by: isize, count: usize) {
        let count = count.cast_signed();
        if count > 0 {
            self.active.update(|active| {
                *active = (active.cast_signed() + by)
                    .rem_euclid(count)
                    .cast_unsigned();
            });
        }
    }

    fn found(self) -> Vec<Offer> {
        let typed = small_letters(&self.typed.get().unwrap_or_default());
        self.offered.with(|offered| {
            let is_found = |offer: &&Offer| matches(&small_letters(&offer.label), &typed);
            let matching = offered.iter().filter(is_found);
            matching.take(MOST).cloned().collect()
        })
    }
}

/// Whether every word that was typed stands somewhere in the label; both in small letters.
fn matches(label: &str, typed: &str) -> bool {
    typed.split_whitespace().all(|word| label.contains(word))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn words_are_found_in_any_order() {
        assert!(matches("win 12 new logos", "new win"));
        assert!(matches("win 12 new logos", "  "));
        assert!(!matches("win 12 new logos", "new partner"));
    }
}
