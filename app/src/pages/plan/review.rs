//! The list of everything that the checks have found, beside the plan: what it is, where, why it
//! matters and how to mend it. It never blames a person.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tandem_plan::check::{At, CHECKS, Check, Finding};
use tandem_plan::ids::ItemId;
use tandem_plan::schema::{SCHEMA, Section};

use crate::components::{Glyph, Icon, NotLoaded, Segment, Segmented, live};
use crate::editor::{Editor, anchor_of};
use crate::texts::{self, review, tr};

/// So many places of one check are listed before the rest is only counted.
const MOST: usize = 12;

/// The list, and how much of the plan is looked at.
#[wasm_split(tools, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn panel(editor: Editor, section: Memo<&'static Section>) -> Result<AnyView, NotLoaded> {
    let scope = RwSignal::new(Some("all"));
    let segment = |key, label| Segment {
        key,
        label: tr(label).to_owned(),
        side: None,
    };
    let survey = editor.review.survey();
    let found = Memo::new(move |_| {
        let only = (scope.get() == Some("here")).then(|| section.get().key);
        let is_meant = |finding: &&Finding| {
            only.is_none_or(|section| finding.at.section(&SCHEMA) == Some(section))
        };
        survey.with(|survey| {
            let found = survey.findings.iter().filter(is_meant);
            found.cloned().collect::<Vec<_>>()
        })
    });
    let list = move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="review-empty">{tr(review::NOTHING)}</p> }.into_any();
        }
        let groups = CHECKS.iter().filter_map(|check| {
            let places: Vec<&Finding> = found
                .iter()
                .filter(|finding| finding.check == check)
                .collect();
            (!places.is_empty()).then(|| group(editor, check, &places))
        });
        groups.collect_view().into_any()
    };
    let panel = view! {
        <div class="review">
            <span class="only-heard" id="review-scope">
                {tr(review::SCOPE)}
            </span>
            <Segmented
                name="review-scope-choice".to_owned()
                labelled_by="review-scope".to_owned()
                segments=vec![segment("all", review::EVERYWHERE), segment("here", review::HERE)]
                value=scope
                disabled=false
                on_choose=Callback::new(move |key| scope.set(Some(key)))
            />
            <p class="review-advice">{tr(review::ADVICE)}</p>
            {live(list)}
        </div>
    }
    .into_any();
    Ok(panel)
}

fn group(editor: Editor, check: &'static Check, places: &[&Finding]) -> AnyView {
    let more = places.len().saturating_sub(MOST);
    let links = places.iter().take(MOST).map(|finding| {
        view! { <li>{place(editor, finding)}</li> }
    });
    view! {
        <details class="review-group">
            <summary>
                <Icon glyph=Glyph::ChevronRight />
                <span>
                    <span class="review-pitfall">{tr(check.pitfall)}</span>
                    {tr(check.what)}
                </span>
                <span class="count">{places.len()}</span>
            </summary>
            <p class="review-mend">{tr(check.mend)}</p>
            <ul>{links.collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="review-mend">{review::more_places(more)}</p> })}
        </details>
    }
    .into_any()
}

/// A link to what is to be mended.
fn place(editor: Editor, finding: &Finding) -> AnyView {
    let at = finding.at;
    let (title, detail) = names(editor, at);
    let about = finding.about(texts::language(), |member| {
        editor.member(member).map(|member| member.name)
    });
    let detail = about.map_or_else(|| detail.clone(), |about| Some(about.clone()));
    view! {
        <a
            href=format!("#{}", anchor_of(at))
            on:click=move |event| {
                event.prevent_default();
                editor.shown.go(at);
            }
        >
            <span>{title}</span>
            {detail.map(|detail| view! { <span class="hint">{detail}</span> })}
        </a>
    }
    .into_any()
}

/// What a place is called: the item or section, and the field in it.
pub(super) fn names(editor: Editor, at: At) -> (String, Option<String>) {
    let section = at.section(&SCHEMA).and_then(|key| SCHEMA.section(key));
    let of_section = || {
        let label = section.map(|section| tr(section.label));
        label.unwrap_or_default().to_owned()
    };
    let title = match (section, at.item()) {
        (Some(section), Some(item)) => title_of(editor, section, item),
        _ => of_section(),
    };
    let field = match at {
        At::Field(at) => at.describe(&SCHEMA),
        _ => None,
    };
    let field = field.filter(|field| field.key != "title");
    (title, field.map(|field| tr(field.label).to_owned()))
}

fn title_of(editor: Editor, section: &'static Section, item: ItemId) -> String {
    let items = editor.store.items(section.key);
    let head = items.with_untracked(|items| items.iter().find(|head| head.id == item).copied());
    untrack(|| head.map(|head| editor.title(section, head))).unwrap_or_default()
}
