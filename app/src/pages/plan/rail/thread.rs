//! One thread: what it is about, what was said, and what can be done about it.

use leptos::prelude::*;
use tandem_plan::comment::Comment;
use tandem_plan::ids::CommentId;
use tandem_protocol::layer::Layer;

use super::composer::Composer;
use super::talk::{name_of, place_of};
use crate::browser::{self, screen};
use crate::components::{
    Avatar, Button, Glyph, Icon, Menu, MenuItem, MenuLine, Someone, Weight, follow, list, live,
};
use crate::editor::Editor;
use crate::talk::{Conversation, Delivery, Said, Stretch, Thread, stretches, to_words};
use crate::texts::{self, parts, talk, tr};

#[derive(Clone, Copy)]
struct Context {
    editor: Editor,
    conversation: Conversation,
    layer: Layer,
    /// Up to when this person had read when the list was opened.
    since: RwSignal<i64>,
}

/// The thread that begins with this comment.
pub(super) fn thread_view(
    editor: Editor,
    conversation: Conversation,
    layer: Layer,
    id: CommentId,
    since: RwSignal<i64>,
) -> AnyView {
    let context = Context {
        editor,
        conversation,
        layer,
        since,
    };
    let all = conversation.threads(layer);
    let thread = Memo::new(move |before: Option<&Option<Thread>>| {
        let found = all.with(|all| all.iter().find(|thread| thread.id() == id).cloned());
        // Until it leaves the list it stays what it was.
        found.or_else(|| before.cloned().flatten())
    });
    let about = Memo::new(move |_| thread.with(|thread| thread.as_ref().and_then(|it| it.about)));
    let place = Memo::new(move |_| match about.get() {
        Some(about) => name_of(editor, about),
        None => tr(talk::UNKNOWN_PART).to_owned(),
    });
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(at) = about.get_untracked().and_then(place_of) {
            editor.shown.go(at);
        }
    };
    let link = move || {
        let anchor = about.get().and_then(place_of).map(crate::editor::anchor_of);
        match anchor {
            Some(anchor) => view! {
                <a class="thread-about" href=format!("#{anchor}") on:click=go>
                    {place}
                </a>
            }
            .into_any(),
            None => view! { <span class="thread-about">{place}</span> }.into_any(),
        }
    };
    let said = move || {
        thread.with(|thread| {
            let all = thread.iter().flat_map(Thread::all);
            all.map(|said| said.comment.id.as_u128()).collect()
        })
    };
    let comments = list(said, move |number| {
        context.comment(thread, CommentId::from_u128(number))
    });
    let is_settled =
        Memo::new(move |_| thread.with(|thread| thread.as_ref().is_some_and(Thread::is_settled)));
    let may = Memo::new(move |_| editor.may(layer.commenting()));
    let foot = move || {
        may.get()
            .then(|| untrack(|| context.foot(id, thread, is_settled)))
    };
    let settled_by = move || {
        let by = thread.with(|thread| {
            let by = thread.as_ref()?.first.comment.resolved?.0;
            Some(by)
        })?;
        let name = editor.member(by).map(|member| member.name);
        Some(view! {
            <p class="thread-settled">
                <Icon glyph=Glyph::Saved />
                {talk::settled_by(&name.unwrap_or_default())}
            </p>
        })
    };
    view! {
        <li class="thread" data-settled=follow(move || is_settled.get())>
            <article aria-label=follow(move || talk::thread_about(&place.get()))>
                {live(link)}
                <ol class="thread-said">{comments}</ol>
                {live(settled_by)}
                {live(foot)}
            </article>
        </li>
    }
    .into_any()
}

impl Context {
    /// One comment of a thread.
    fn comment(self, thread: Memo<Option<Thread>>, id: CommentId) -> AnyView {
        let Self { editor, since, .. } = self;
        let said = Memo::new(move |before: Option<&Option<Said>>| {
            let found = thread.with(|thread| {
                let mut all = thread.iter().flat_map(Thread::all);
                all.find(|said| said.comment.id == id).cloned()
            });
            found.or_else(|| before.cloned().flatten())
        });
        let is_edited_here = RwSignal::new(false);
        let author = Memo::new(move |_| {
            let author = said.with(|said| said.as_ref().map(|said| said.comment.author))?;
            editor.member(author)
        });
        let avatar = move || {
            author.get().map(|member| {
                let someone = Someone {
                    name: member.name,
                    side: member.side,
                    note: editor.side_name(member.side),
                };
                view! { <Avatar someone is_small=true /> }
            })
        };
        let name = move || author.with(|author| author.as_ref().map(|member| member.name.clone()));
        let when = move || {
            said.with(|said| {
                let comment = &said.as_ref()?.comment;
                let tag = texts::language().tag();
                let moment = browser::moment(comment.at, tag, true);
                Some(match comment.edited_at {
                    Some(_) => format!("{moment}, {}", tr(talk::EDITED)),
                    None => moment,
                })
            })
        };
        let is_new = Memo::new(move |_| {
            let since = since.get();
            said.with(|said| {
                said.as_ref()
                    .is_some_and(|said| said.comment.at > since && said.comment.author != editor.me)
            })
        });
        let news = move || {
            is_new
                .get()
                .then(|| view! { <span class="said-new">{tr(talk::NEW)}</span> })
        };
        let text = Memo::new(move |_| {
            said.with(|said| {
                said.as_ref()
                    .map(|said| (said.comment.text.clone(), said.comment.deleted))
            })
        });
        let words = move || {
            if is_edited_here.get() {
                return untrack(|| self.rewording(said, is_edited_here));
            }
            match text.get() {
                Some((_, true)) => {
                    view! { <p class="said-gone">{tr(talk::TAKEN_BACK)}</p> }.into_any()
                }
                Some((text, false)) => words_view(editor, &text),
                None => ().into_any(),
            }
        };
        let is_mine = Memo::new(move |_| {
            let is_mine = |said: &Said| said.comment.author == editor.me && !said.comment.deleted;
            said.with(|said| said.as_ref().is_some_and(is_mine))
                && editor.may(self.layer.commenting())
        });
        let menu = move || {
            is_mine
                .get()
                .then(|| untrack(|| self.menu(id, said, is_edited_here)))
        };
        let pending = Memo::new(move |_| {
            said.with(|said| said.as_ref().and_then(|said| said.pending.clone()))
        });
        let delivery = move || {
            pending
                .get()
                .map(|(request, delivery)| self.delivery(request, &delivery))
        };
        view! {
            <li class="said" id=format!("said-{id}")>
                <div class="said-head">
                    {live(avatar)}
                    <span class="said-who">{follow(name)}</span>
                    <span class="said-when">{follow(when)}</span>
                    {live(news)}
                    {live(menu)}
                </div>
                {live(words)}
                {live(delivery)}
            </li>
        }
        .into_any()
    }

    /// What can be done with one's own comment.
    fn menu(
        self,
        id: CommentId,
        said: Memo<Option<Said>>,
        is_edited_here: RwSignal<bool>,
    ) -> AnyView {
        let Self {
            conversation,
            layer,
            ..
        } = self;
        let edit = Callback::new(move |()| is_edited_here.set(true));
        let take_back = Callback::new(move |()| conversation.take_back(layer, id));
        let lines = Callback::new(move |()| -> Vec<MenuLine> {
            vec![
                MenuItem::new(tr(talk::EDIT), Glyph::Edit, edit).into(),
                MenuItem::new(tr(talk::TAKE_BACK), Glyph::Trash, take_back)
                    .dangerous()
                    .into(),
            ]
        });
        let editor = self.editor;
        let label = follow(move || {
            said.with(|said| {
                let text = said.as_ref().map(|said| said.comment.text.as_str());
                talk::commands(&plain(editor, text.unwrap_or_default()))
            })
        });
        view! { <Menu id=format!("said-{id}-menu") label glyph=Glyph::More lines /> }.into_any()
    }

    fn rewording(self, said: Memo<Option<Said>>, is_edited_here: RwSignal<bool>) -> AnyView {
        let Self {
            editor,
            conversation,
            layer,
            ..
        } = self;
        let Some(comment) =
            said.with_untracked(|said| said.as_ref().map(|said| said.comment.clone()))
        else {
            return ().into_any();
        };
        let Comment { id, text, .. } = comment;
        let control = Composer {
            editor,
            layer,
            id: format!("said-{id}-edit"),
            name: tr(talk::EDIT).to_owned(),
            hint: "",
            send: tr(talk::SAVE),
            words: RwSignal::new(plain(editor, &text)),
            takes_focus: true,
            folds: false,
            on_send: Callback::new(move |words: String| {
                is_edited_here.set(false);
                if words != text {
                    conversation.reword(layer, id, words);
                }
            }),
            on_cancel: Some(Callback::new(move |()| is_edited_here.set(false))),
        };
        control.view()
    }

    /// How far something has come that is not on the server's disk.
    fn delivery(self, request: CommentId, delivery: &Delivery) -> AnyView {
        let conversation = self.conversation;
        match delivery {
            Delivery::Done => ().into_any(),
            Delivery::Sent => view! { <p class="said-state">{tr(talk::SENT)}</p> }.into_any(),
            Delivery::Waits => view! {
                <p class="said-state" data-tone="warn">
                    <Icon glyph=Glyph::Offline />
                    {tr(talk::WAITS)}
                </p>
            }
            .into_any(),
            Delivery::Refused(why) => view! {
                <div class="said-state" data-tone="bad" role="alert">
                    <p>{tr(talk::NOT_SAID)} " " {parts::as_sentence(why)}</p>
                    <Button
                        label=tr(talk::TRY_AGAIN).to_owned()
                        weight=Weight::Plain
                        on_press=move |_| conversation.try_again(request)
                    />
                    <Button
                        label=tr(talk::PUT_ASIDE).to_owned()
                        weight=Weight::Quiet
                        on_press=move |_| conversation.put_aside(request)
                    />
                </div>
            }
            .into_any(),
        }
    }

    /// Answering, and settling.
    fn foot(self, id: CommentId, thread: Memo<Option<Thread>>, is_settled: Memo<bool>) -> AnyView {
        let Self {
            editor,
            conversation,
            layer,
            ..
        } = self;
        let is_answering = RwSignal::new(false);
        let button_id = format!("thread-{id}-answer");
        let back = {
            let button_id = button_id.clone();
            move || {
                is_answering.set(false);
                let id = button_id.clone();
                screen::retry(move || screen::focus(&id));
            }
        };
        let answer = {
            let back = back.clone();
            move || {
                let who = thread.with_untracked(|thread| {
                    let author = thread.as_ref()?.first.comment.author;
                    editor.members.with_untracked(|members| {
                        let found = members.iter().find(|member| member.id == author);
                        found.map(|member| member.name.clone())
                    })
                });
                let sent = back.clone();
                let cancelled = back.clone();
                let control = Composer {
                    editor,
                    layer,
                    id: format!("thread-{id}-words"),
                    name: talk::answer_to(&who.unwrap_or_default()),
                    hint: "",
                    send: tr(talk::ANSWER),
                    words: RwSignal::new(String::new()),
                    takes_focus: true,
                    folds: false,
                    on_send: Callback::new(move |text: String| {
                        let about =
                            thread.with_untracked(|thread| thread.as_ref().and_then(|it| it.about));
                        let about = about.unwrap_or(tandem_plan::comment::About::Plan);
                        conversation.say(layer, about, Some(id), text);
                        sent();
                    }),
                    on_cancel: Some(Callback::new(move |()| cancelled())),
                };
                control.view()
            }
        };
        let buttons = {
            let button_id = button_id.clone();
            move || {
                let settle = move |_| {
                    conversation.settle(layer, id, !is_settled.get_untracked());
                };
                let settle_label = follow(move || {
                    let text = if is_settled.get() {
                        talk::REOPEN
                    } else {
                        talk::RESOLVE
                    };
                    tr(text).to_owned()
                });
                view! {
                    <div class="thread-foot">
                        <Button
                            label=tr(talk::ANSWER).to_owned()
                            id=button_id.clone()
                            weight=Weight::Quiet
                            on_press=move |_| is_answering.set(true)
                        />
                        <Button label=settle_label weight=Weight::Quiet on_press=settle />
                    </div>
                }
                .into_any()
            }
        };
        live(move || {
            if is_answering.get() {
                untrack(&answer)
            } else {
                untrack(&buttons)
            }
        })
    }
}

/// A comment's text with the names of those it mentions, as it was typed.
fn plain(editor: Editor, text: &str) -> String {
    to_words(text, |id| editor.member(id).map(|member| member.name))
}

/// A comment as it is read. What people wrote is only ever text.
fn words_view(editor: Editor, text: &str) -> AnyView {
    let views = stretches(text).into_iter().map(|stretch| match stretch {
        Stretch::Words(words) => words.into_any(),
        Stretch::Link(to) => view! {
            <a href=to.clone() target="_blank" rel="noopener">
                {to.clone()}
            </a>
        }
        .into_any(),
        Stretch::Mention(id) => {
            let member = editor.member(id);
            let side = member.as_ref().map(|member| member.side.key());
            let name = member.map(|member| member.name).unwrap_or_default();
            view! {
                <span class="mention" data-side=side data-me=(id == editor.me).then_some("")>
                    "@"
                    {name}
                </span>
            }
            .into_any()
        }
    });
    let views: Vec<AnyView> = views.collect();
    view! {
        <p class="said-words" dir="auto">
            {views}
        </p>
    }
    .into_any()
}
