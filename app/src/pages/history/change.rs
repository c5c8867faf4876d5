//! One change: who did what, how it was before, and what can be done about it.

use leptos::prelude::*;
use tandem_protocol::http::PlanChange;
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Action, Side};

use super::book::Book;
use super::difference::difference;
use super::wanted::View;
use super::words::{Place, anchor};
use crate::components::{Avatar, Button, Glyph, Icon, Weight};
use crate::route::Route;
use crate::texts::{history as texts, tr};

/// Where a change is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// On the page of the history.
    Page,
    /// Beside the plan.
    Beside,
}

/// A change in a list.
pub(super) fn line(book: Book, change: PlanChange, place: Where) -> AnyView {
    let side = change.member.side;
    let (before, after) = (change.before.clone(), change.after.clone());
    let values = difference(book, Place::of(&change), before, after);
    let someone = book.someone(&change.member);
    let note = if change.baseline.is_some() {
        Some(texts::BY_BASELINE)
    } else {
        change.reverts.as_ref().map(|_| texts::REVERTS)
    };
    let (id, name, until) = (change.id.clone(), change.member.name.clone(), change.until);
    let said = sentence(book, &change);
    let claimed = change.claimed_at.map(texts::claimed);
    let in_step = (!change.step_title.is_empty()).then(|| texts::in_step(&change.step_title));
    let tools = tools(book, change, place);
    let hint = |text: String| view! { <p class="hint">{text}</p> };
    view! {
        <li class="change" data-side=side.key() data-change=id>
            <Avatar someone is_small=true />
            <div class="change-body">
                <p class="change-said">
                    <strong>{name}</strong>
                    {company(book, side)}
                    " "
                    {said}
                    <span class="hint change-when">{texts::time(until)}</span>
                </p>
                {values}
                {claimed.map(hint)}
                {in_step.map(hint)}
                {note.map(|note| hint(tr(note).to_owned()))}
                {tools}
            </div>
        </li>
    }
    .into_any()
}

fn company(book: Book, side: Side) -> AnyView {
    view! { <span class="hint">{format!(" ({})", book.company(side))}</span> }.into_any()
}

/// What was done, behind the name of who did it.
pub(super) fn sentence(book: Book, change: &PlanChange) -> String {
    book.names.with_value(|names| {
        names.did(
            &Place::of(change),
            change.row.is_some(),
            change.kind,
            (change.before.as_ref(), change.after.as_ref()),
        )
    })
}

fn tools(book: Book, change: PlanChange, place: Where) -> AnyView {
    let may_revert = book.may(Action::Revert) && book.may(book.layer().writing());
    let is_back = change.before == change.after;
    let take_back = (change.kind.is_revertible() && may_revert && !is_back).then(|| {
        let change = change.clone();
        view! {
            <Button
                label=tr(texts::TAKE_BACK).to_owned()
                weight=Weight::Quiet
                glyph=Glyph::Undo
                on_press=move |_| book.take_back(change.clone(), false)
            />
        }
    });
    if place == Where::Beside {
        return view! { <div class="change-tools">{take_back}</div> }.into_any();
    }
    let to_plan = anchor(&change).map(|anchor| {
        let href = format!("{}#{anchor}", Route::to_plan(book.plan));
        view! {
            <a class="button" data-kind="quiet" href=href>
                <Icon glyph=Glyph::ChevronRight />
                {tr(texts::SHOW_IN_PLAN)}
            </a>
        }
    });
    let of_field = change.field.clone().map(|field| {
        let item = change.item.map(|item| item.to_string());
        let section = change.section.clone();
        let row = change.row.map(|row| row.to_string());
        view! {
            <Button
                label=tr(texts::HOW_IT_CAME).to_owned()
                weight=Weight::Quiet
                glyph=Glyph::Search
                on_press=move |_| {
                    book.wanted.clear();
                    book.wanted
                        .set(
                            &[
                                ("section", section.clone()),
                                ("item", item.clone()),
                                ("field", Some(field.clone())),
                                ("row", row.clone()),
                            ],
                        );
                }
            />
        }
    });
    let seq = change.until_seq;
    let then = (book.layer() == Layer::Joint).then(|| {
        view! {
            <Button
                label=tr(texts::SEE_THEN).to_owned()
                weight=Weight::Quiet
                on_press=move |_| {
                    book.wanted
                        .set(
                            &[
                                ("at", Some(seq.to_string())),
                                ("view", Some(View::Replay.key().to_owned())),
                            ],
                        );
                }
            />
        }
    });
    view! { <div class="change-tools">{take_back} {to_plan} {of_field} {then}</div> }.into_any()
}
