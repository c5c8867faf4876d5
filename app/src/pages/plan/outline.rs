//! The sections of the plan: how complete each is, who is there, and what the checks have found.

use leptos::prelude::*;
use tandem_plan::comment::About;
use tandem_plan::schema::{SCHEMA, Section};

use crate::browser::screen;
use crate::components::{AvatarStack, Glyph, Icon, Ring, Someone, follow, live};
use crate::editor::Editor;
use crate::fields::news_mark;
use crate::texts::{parts, plan as texts, tr};

/// The list of the sections.
#[component]
pub(super) fn Outline(section: Memo<&'static Section>) -> impl IntoView {
    let editor = Editor::of_page();
    let entries = move || {
        editor
            .sections()
            .map(|entry| view! { <li>{link(editor, entry, section)}</li> })
            .collect_view()
    };
    // Across a narrow screen not all fit; the one that is shown comes into view.
    Effect::new(move |_| {
        let entry = link_id(section.get());
        request_animation_frame(move || {
            screen::scroll_across("outline", &entry);
        });
    });
    view! {
        <nav class="outline" id="outline" aria-label=tr(texts::SECTIONS)>
            <ul>{live(entries)}</ul>
        </nav>
    }
    .into_any()
}

fn link_id(section: &Section) -> String {
    format!("to-{}", section.key)
}

fn link(editor: Editor, entry: &'static Section, section: Memo<&'static Section>) -> AnyView {
    let people = editor.store.people();
    let others = Memo::new(move |_| {
        people.with(|people| {
            let here = people
                .iter()
                .filter(|person| !person.is_me && person.section.as_deref() == Some(entry.key));
            here.map(|person| Someone {
                name: person.name.clone(),
                side: person.side,
                note: tr(parts::side(person.side)).to_owned(),
            })
            .collect::<Vec<_>>()
        })
    });
    let others = move || {
        let people = others.get();
        (!people.is_empty()).then(|| view! { <AvatarStack people most=3 is_small=true /> })
    };
    let completeness = editor.review.completeness(entry.key);
    let ring = move || {
        let percent = completeness.get().map(|state| state.percent());
        view! {
            <Ring percent />
            <span class="only-heard">{percent.map(texts::complete)}</span>
        }
    };
    let survey = editor.review.survey();
    let findings = Memo::new(move |_| {
        survey.with(|survey| {
            let here = survey
                .findings
                .iter()
                .filter(|finding| finding.at.section(&SCHEMA) == Some(entry.key));
            here.count()
        })
    });
    let findings = move || {
        let count = findings.get();
        (count > 0).then(|| {
            view! {
                <span class="outline-findings">
                    <Icon glyph=Glyph::Check />
                    <span aria-hidden="true">{count}</span>
                    <span class="only-heard">{texts::to_mend(count)}</span>
                </span>
            }
        })
    };
    view! {
        <a
            class="outline-link"
            id=link_id(entry)
            href=format!("#{}", entry.key)
            aria-current=follow(move || (section.get().key == entry.key).then_some("true"))
        >
            {live(ring)}
            <span class="outline-name">{tr(entry.label)}</span>
            {news_mark(editor, About::Section(entry.key))}
            {live(others)}
            {live(findings)}
        </a>
    }
    .into_any()
}
