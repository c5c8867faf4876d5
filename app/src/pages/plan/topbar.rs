//! The bar above the plan: whose plan it is and how it stands, who is here, whether everything is
//! saved, and a few commands.

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::naming;
use tandem_plan::schema::{FieldType, SCHEMA};

use super::commands;
use super::panels::Panels;
use super::presence::Presence;
use super::saved::Saved;
use crate::browser::screen;
use crate::components::{Glyph, Icon, IconButton, Logo, Menu, PillSelect, follow};
use crate::editor::{Editor, Tab};
use crate::fields::choice_value;
use crate::route::Route;
use crate::texts::plan::{REDO, UNDO};
use crate::texts::{palette, parts, plan as texts, review, talk, tr};
use tandem_plan::value::Value;

/// The bar.
#[component]
pub(super) fn Topbar(
    /// The plan's name until the plan itself has arrived.
    fallback: String,
    panels: Panels,
) -> impl IntoView {
    let editor = Editor::of_page();
    let store = editor.store;
    let loaded = store.loaded();
    let name = store.text(Holder::Section("plan").field("name"));
    let title = Memo::new(move |_| {
        let name = if loaded.get() {
            name.get()
        } else {
            fallback.clone()
        };
        parts::plan_name(name)
    });
    Effect::new(move |_| screen::set_title(&format!("{} · Tandem", title.get())));
    let parties =
        move || naming::parties(&title.get(), &editor.vendor.get(), &editor.partner.get());
    let lines = Callback::new(move |()| commands::menu(editor, panels));
    let survey = editor.review.survey();
    let findings = Memo::new(move |_| survey.with(|survey| survey.findings.len()));
    let checks = move || match findings.get() {
        0 => tr(review::CHECKS).to_owned(),
        count => format!("{}: {}", tr(review::CHECKS), texts::to_mend(count)),
    };
    let news = editor.talk.unread;
    let talk = move || {
        let news = news.get();
        match news.count {
            0 => tr(talk::COMMENTS).to_owned(),
            _ => format!("{}: {}", tr(talk::COMMENTS), talk::unread(news)),
        }
    };
    let unread = move || {
        let count = news.with(|news| news.count);
        (count > 0).then(|| count.to_string())
    };
    view! {
        <header class="topbar">
            <a class="brand" href="/" aria-label=tr(palette::MY_PLANS)>
                <Logo />
            </a>
            <div class="topbar-plan">
                <h1>{title}</h1>
                <span class="topbar-parties">{follow(parties)}</span>
            </div>
            <State />
            <div class="topbar-end">
                <Saved />
                <Presence />
                <a class="button topbar-people" data-kind="plain" href=Route::to_people(editor.plan)>
                    <Icon glyph=Glyph::Person />
                    {tr(palette::PEOPLE)}
                </a>
                <div class="topbar-tools">
                    <span class="only-wide">
                        <IconButton
                            label=tr(UNDO).to_owned()
                            glyph=Glyph::Undo
                            on_press=move |_| editor.undo()
                        />
                    </span>
                    <span class="only-wide">
                        <IconButton
                            label=tr(REDO).to_owned()
                            glyph=Glyph::Redo
                            on_press=move |_| editor.redo()
                        />
                    </span>
                    <IconButton
                        label=tr(palette::FIND).to_owned()
                        glyph=Glyph::Search
                        on_press=move |_| panels.palette.set(true)
                    />
                    <span class="topbar-talk" data-count=follow(unread)>
                        <IconButton
                            label=follow(talk)
                            glyph=Glyph::Talk
                            on_press=move |_| editor.rail.toggle(Tab::Talk)
                        />
                    </span>
                    <span class="only-wide">
                        <IconButton
                            label=follow(checks)
                            glyph=Glyph::Check
                            on_press=move |_| editor.rail.toggle(Tab::Checks)
                        />
                    </span>
                    <Menu
                        id="plan-menu".to_owned()
                        label=tr(texts::MORE).to_owned()
                        glyph=Glyph::More
                        lines
                    />
                </div>
            </div>
        </header>
    }
    .into_any()
}

/// How the plan stands: draft, proposed, agreed.
#[component]
fn State() -> impl IntoView {
    let editor = Editor::of_page();
    let at = Holder::Section("plan").field("state");
    let field = at
        .describe(&SCHEMA)
        .expect("the schema's section plan has a state");
    let FieldType::Choice(choices) = field.ty else {
        unreachable!("the state is a choice")
    };
    let value = choice_value(editor, at);
    let choose = Callback::new(move |key: Option<&'static str>| {
        editor.step(|store| store.set_value(at, key.map(Value::Choice)));
    });
    view! {
        <PillSelect
            label=tr(texts::STATE)
            choices
            value
            disabled=editor.is_read_only
            unset=tr(texts::NO_STATE)
            on_choose=choose
        />
    }
}
