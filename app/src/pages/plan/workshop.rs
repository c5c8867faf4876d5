//! The workshop: a bar below the top that everybody sees while one is under way, and beside the plan
//! what people do in it. Both are loaded when there is one, or when somebody wants one.
//!
//! | module | does |
//! | --- | --- |
//! | `desk` | what both share: how the workshop looks, the server's clock, what is told it |
//! | `bar` | the step, the time, what everybody does at any time |
//! | `clock` | the time that is left, and the sound at its end |
//! | `calls` | brings people to where they are called, unless they write |
//! | `panel` | the parts of the panel |
//! | `activity` | what people do with the tool of the step, and how a facilitator begins it |
//! | `writing`, `number`, `vote`, `consent`, `round` | the tools |
//! | `signs` | the signs, drawn |
//! | `people` | who takes part, by side |
//! | `agenda` | the steps, and changing them |
//! | `notes` | what is parked and decided |
//! | `leading` | what only facilitators do, and taking over |
//! | `balance` | how much each side has had its part in it |

mod activity;
mod agenda;
mod balance;
mod bar;
mod calls;
mod clock;
mod consent;
mod desk;
mod leading;
mod notes;
mod number;
mod panel;
mod people;
mod round;
mod signs;
mod vote;
mod writing;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::schema::Section;

use self::desk::Desk;
pub(crate) use self::desk::shown_number;
pub(crate) use self::vote::tally_line;
use crate::components::{NotLoaded, later, live};
use crate::editor::Editor;

/// The bar, once the server has told of a workshop.
pub(super) fn bar_of(editor: Editor) -> AnyView {
    let told = editor.store.workshop();
    let is_told = Memo::new(move |_| told.with(Option::is_some));
    live(move || is_told.get().then(|| later(bar(editor))))
}

#[wasm_split(workshop, wasm_split_path = leptos::wasm_split, fallible)]
fn bar(editor: Editor) -> Result<AnyView, NotLoaded> {
    let desk = Desk::of(editor);
    desk.keep_locks();
    calls::answer(desk);
    calls::open_panel(desk);
    Ok(bar::view(desk))
}

/// What stands beside the plan.
#[wasm_split(workshop, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn panel(editor: Editor, section: Memo<&'static Section>) -> Result<AnyView, NotLoaded> {
    Ok(panel::view(Desk::of(editor), section))
}
