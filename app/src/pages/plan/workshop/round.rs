//! Rounds: everybody says a word, or passes. Nobody waits for anybody.

use leptos::prelude::*;
use tandem_protocol::workshop::{Body, Command, Said};

use super::activity::close;
use super::desk::Desk;
use crate::components::{Button, SideMark, Weight, live};
use crate::texts::{tr, workshop as texts};

pub(super) fn begin(desk: Desk) -> AnyView {
    desk.button(texts::OPEN_ROUND, Weight::Plain, move || {
        Command::OpenRound {
            step: desk.step_number(),
        }
    })
}

pub(super) fn view(desk: Desk, number: u32, is_open: bool) -> AnyView {
    let activity = desk.activity(number);
    let said = Memo::new(move |_| {
        activity.with(|activity| match activity.as_ref().map(|one| &one.body) {
            Some(Body::Round { said }) => said.clone(),
            _ => Vec::new(),
        })
    });
    let mine = desk.editor.me;
    let mine = said.with_untracked(|said| said.iter().find(|one| one.member == mine).cloned());
    let lines = move || {
        let said = said.get().into_iter().map(|Said { member, text }| {
            let text = match text.as_str() {
                "" => view! { <span class="hint">{tr(texts::PASSED)}</span> }.into_any(),
                _ => view! { <span>{text}</span> }.into_any(),
            };
            view! {
                <li>
                    <SideMark side=desk.side(member).key() />
                    <strong>{desk.name(member)}</strong>
                    {text}
                </li>
            }
        });
        said.collect_view()
    };
    let words = desk.draft(number, "word", mine.as_ref().map_or("", |mine| &mine.text));
    let say = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.tell(Command::Say {
            activity: number,
            text: words.get_untracked(),
        });
    };
    let form = (is_open && untrack(|| desk.takes_part())).then(|| {
        view! {
            <form class="stack" on:submit=say novalidate>
                <label for="workshop-word">{tr(texts::YOUR_WORD)}</label>
                <input
                    id="workshop-word"
                    class="input"
                    autocomplete="off"
                    prop:value=words
                    on:input=move |event| words.set(event_target_value(&event))
                />
                <div class="workshop-line">
                    <Button label=tr(texts::SAY).to_owned() weight=Weight::Primary submits=true />
                    {desk
                        .button(
                            texts::PASS,
                            Weight::Quiet,
                            move || Command::Say {
                                activity: number,
                                text: String::new(),
                            },
                        )}
                </div>
            </form>
        }
    });
    view! {
        {form}
        <ul class="workshop-each">{live(lines)}</ul>
        {is_open.then(|| close(desk, number))}
    }
    .into_any()
}
