//! The control in which a comment is written: a text in which `@` offers people to mention.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use tandem_plan::comment::MAX_COMMENT;
use tandem_plan::ids::MemberId;
use tandem_plan::sorted::sorted;
use tandem_protocol::layer::Layer;
use tandem_protocol::member::{Member, Standing};

use crate::browser::screen;
use crate::components::{Avatar, Button, Someone, Weight, follow, live, truth};
use crate::editor::Editor;
use crate::talk::{Asked, Named, asked, to_text};
use crate::texts::{talk as texts, tr};

/// So many people are offered at most.
const MOST: usize = 6;

/// What a composer is for.
pub(super) struct Composer {
    pub(super) editor: Editor,
    /// Who of the plan may be mentioned: whoever can read the layer.
    pub(super) layer: Layer,
    /// The id of the control.
    pub(super) id: String,
    /// What the control is called.
    pub(super) name: String,
    pub(super) hint: &'static str,
    /// What the button says.
    pub(super) send: &'static str,
    /// What is written in it.
    pub(super) words: RwSignal<String>,
    /// Whether it takes the focus when it appears.
    pub(super) takes_focus: bool,
    /// Whether it is small until something is written in it.
    pub(super) folds: bool,
    pub(super) on_send: Callback<String>,
    /// What takes it away again, if anything does.
    pub(super) on_cancel: Option<Callback<()>>,
}

/// Those who can be mentioned in a layer.
fn people(editor: Editor, layer: Layer) -> Vec<Member> {
    let reads = |member: &&Member| {
        member.standing != Standing::Removed && layer.side().is_none_or(|side| side == member.side)
    };
    editor
        .members
        .with_untracked(|members| members.iter().filter(reads).cloned().collect())
}

fn named(people: &[Member]) -> Vec<Named> {
    let named = people.iter().map(|member| Named {
        id: member.id,
        name: member.name.clone(),
    });
    named.collect()
}

impl Composer {
    pub(super) fn view(self) -> AnyView {
        let Self {
            editor,
            layer,
            id,
            name,
            hint,
            send,
            words,
            takes_focus,
            folds,
            on_send,
            on_cancel,
        } = self;
        let area = NodeRef::<html::Textarea>::new();
        let question = RwSignal::new(None::<Asked>);
        let picked = RwSignal::new(0_usize);
        let offers = Memo::new(move |_| {
            question.with(|question| match question {
                Some(asked) => matching(&people(editor, layer), &asked.letters),
                None => Vec::new(),
            })
        });
        let choose = move |member: &Member| {
            let Some(asked) = question.get_untracked() else {
                return;
            };
            let mut text = words.get_untracked();
            let mention = format!("@{} ", member.name);
            text.replace_range(asked.from..asked.to, &mention);
            let caret = text[..asked.from + mention.len()].encode_utf16().count() as u32;
            words.set(text.clone());
            question.set(None);
            if let Some(area) = area.get_untracked() {
                // The control shows it before the caret is put behind it.
                area.set_value(&text);
                let _ = area.focus();
                let _ = area.set_selection_range(caret, caret);
            }
        };
        let ask = move || {
            let caret = area.get_untracked().and_then(|area| {
                let caret = area.selection_start().ok()??;
                (area.selection_end().ok()?? == caret).then_some(caret)
            });
            let found = caret.and_then(|caret| words.with_untracked(|words| asked(words, caret)));
            if question.get_untracked() != found {
                picked.set(0);
                question.set(found);
            }
        };
        let too_long = Memo::new(move |_| words.with(|words| words.chars().count() > MAX_COMMENT));
        let say = move || {
            let text =
                words.with_untracked(|words| to_text(words.trim(), &named(&people(editor, layer))));
            if !text.is_empty() && text.chars().count() <= MAX_COMMENT {
                words.set(String::new());
                question.set(None);
                on_send.run(text);
            }
        };
        let on_key = move |event: ev::KeyboardEvent| {
            let offered = offers.with_untracked(Vec::len);
            let key = event.key();
            match key.as_str() {
                "ArrowDown" if offered > 0 => {
                    picked.update(|picked| *picked = (*picked + 1) % offered);
                }
                "ArrowUp" if offered > 0 => {
                    picked.update(|picked| *picked = (*picked + offered - 1) % offered);
                }
                "Enter" | "Tab" if offered > 0 && !event.is_composing() => {
                    let member =
                        offers.with_untracked(|offers| offers.get(picked.get_untracked()).cloned());
                    if let Some(member) = member {
                        choose(&member);
                    }
                }
                "Escape" if offered > 0 => question.set(None),
                "Escape" => match on_cancel {
                    Some(cancel) => cancel.run(()),
                    None => return,
                },
                "Enter" if event.ctrl_key() || event.meta_key() => say(),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        };
        if takes_focus {
            let id = id.clone();
            screen::retry(move || screen::focus(&id));
        }
        let list = format!("{id}-people");
        let option_id = {
            let list = list.clone();
            move |member: MemberId| format!("{list}-{member}")
        };
        let active = {
            let option_id = option_id.clone();
            follow(move || {
                offers.with(|offers| offers.get(picked.get()).map(|member| option_id(member.id)))
            })
        };
        let options = move || {
            let offers = offers.get();
            (!offers.is_empty()).then(|| {
                let options = offers.into_iter().enumerate().map(|(index, member)| {
                    let someone = Someone {
                        name: member.name.clone(),
                        side: member.side,
                        note: editor.side_name(member.side),
                    };
                    let name = member.name.clone();
                    view! {
                        <li
                            role="option"
                            id=option_id(member.id)
                            aria-selected=truth(move || picked.get() == index)
                            on:pointerdown=move |event| {
                                event.prevent_default();
                                choose(&member);
                            }
                        >
                            <Avatar someone is_small=true />
                            {name}
                        </li>
                    }
                });
                view! {
                    <ul class="mention-offers" role="listbox" id=list.clone() aria-label=tr(texts::MENTION)>
                        {options.collect_view()}
                    </ul>
                }
            })
        };
        let is_empty = Memo::new(move |_| words.with(|words| words.trim().is_empty()));
        let cancel = on_cancel.map(|cancel| {
            view! {
                <Button
                    label=tr(texts::CANCEL).to_owned()
                    weight=Weight::Quiet
                    on_press=move |_| cancel.run(())
                />
            }
        });
        view! {
            <div class="composer" data-folds=folds data-empty=follow(move || is_empty.get())>
                <div class="composer-box">
                    <textarea
                        node_ref=area
                        class="input"
                        id=id
                        rows="1"
                        dir="auto"
                        placeholder=hint
                        aria-label=name
                        aria-autocomplete="list"
                        aria-activedescendant=active
                        prop:value=words
                        on:input=move |event| {
                            words.set(event_target_value(&event));
                            ask();
                        }
                        on:click=move |_| ask()
                        on:keydown=on_key
                        on:blur=move |_| question.set(None)
                    ></textarea>
                    {live(options)}
                </div>
                {live(move || {
                    too_long
                        .get()
                        .then(|| view! { <p class="field-problem" role="alert">{tr(texts::TOO_LONG)}</p> })
                })}
                <div class="composer-foot">
                    {cancel}
                    <Button
                        label=send.to_owned()
                        weight=Weight::Primary
                        disabled=Signal::derive(move || is_empty.get() || too_long.get())
                        on_press=move |_| say()
                    />
                </div>
            </div>
        }
        .into_any()
    }
}

/// Those whose name has a word that begins like this, in any case; whoever is meant most likely
/// comes first.
fn matching(people: &[Member], letters: &str) -> Vec<Member> {
    if people.iter().any(|member| member.name == letters) {
        return Vec::new();
    }
    let wanted = letters.to_lowercase();
    let ranked = people.iter().filter_map(|member| {
        let name = member.name.to_lowercase();
        let begins = name.starts_with(&wanted);
        let mut words = name.split_whitespace();
        let fits = begins || words.any(|word| word.starts_with(&wanted));
        // Who comes and goes before who is only named.
        fits.then_some(((member.standing != Standing::Active, !begins), member))
    });
    let ranked = sorted(ranked, |(one, _), (other, _)| one.cmp(other));
    let first = ranked.into_iter().take(MOST);
    first.map(|(_, member)| member.clone()).collect()
}
