//! Blind numbers: everybody enters one, and all are shown together.

use leptos::prelude::*;
use tandem_plan::address::Holder;
use tandem_plan::language::Text;
use tandem_plan::schema::Field;
use tandem_protocol::role::Side;
use tandem_protocol::workshop::{Body, Command, Confidence, Figures};

use super::activity::close;
use super::desk::{Desk, shown_number};
use crate::components::{Button, SideMark, Weight, follow, live};
use crate::texts::{tr, workshop as texts};

/// A numeric field of an item of the step's section: its address, and what it is called.
fn fields(desk: Desk) -> Vec<(String, String)> {
    let editor = desk.editor;
    let is_number = |field: &&Field| field.ty.is_number() && untrack(|| editor.asks_for(field));
    let sections: Vec<_> = match desk.section() {
        Some(section) => vec![section],
        None => untrack(|| editor.sections().collect()),
    };
    let mut found = Vec::new();
    for section in sections {
        for item in editor.store.items(section.key).get_untracked() {
            let holder = Holder::Item(section.key, item.id);
            let title = desk.place(&holder.to_string());
            for field in item.kind.fields.iter().filter(is_number) {
                let label = format!("{title}: {}", tr(field.label));
                found.push((holder.field(field.key).to_string(), label));
            }
        }
    }
    found
}

pub(super) fn begin(desk: Desk) -> AnyView {
    // Asked again whenever somebody looks: items come and go.
    let revision = desk.editor.store.revision();
    let wanted = RwSignal::new(String::new());
    let options = Memo::new(move |_| {
        revision.track();
        untrack(|| fields(desk))
    });
    live(move || {
        let options = options.get();
        let Some((first, _)) = options.first() else {
            return view! { <p class="hint">{tr(texts::NO_NUMBERS)}</p> }.into_any();
        };
        let known = wanted.with_untracked(|wanted| options.iter().any(|(at, _)| at == wanted));
        if !known {
            wanted.set(first.clone());
        }
        let lines = options.clone().into_iter().map(|(at, label)| {
            let is_chosen = wanted.with_untracked(|wanted| *wanted == at);
            view! {
                <option value=at selected=is_chosen>
                    {label}
                </option>
            }
        });
        let open = move |_| {
            let field = wanted.get_untracked();
            let label = options.iter().find(|(at, _)| *at == field);
            let label = label.map(|(_, label)| label.chars().take(200).collect());
            desk.tell(Command::OpenNumber {
                step: desk.step_number(),
                field,
                label: label.unwrap_or_default(),
            });
        };
        view! {
            <div class="workshop-line">
                <select
                    class="input"
                    aria-label=tr(texts::WHICH_NUMBER)
                    on:change=move |event| wanted.set(event_target_value(&event))
                >
                    {lines.collect_view()}
                </select>
                <Button label=tr(texts::OPEN_NUMBER).to_owned() weight=Weight::Plain on_press=open />
            </div>
        }
        .into_any()
    })
}

pub(super) fn view(
    desk: Desk,
    number: u32,
    (field, label): (String, String),
    is_open: bool,
) -> AnyView {
    let activity = desk.activity(number);
    let state = Memo::new(move |_| {
        activity.with(|activity| match activity.as_ref().map(|one| &one.body) {
            Some(Body::Number {
                entered,
                mine,
                revealed,
                agreed,
                ..
            }) => Some((*entered, mine.clone(), revealed.clone(), agreed.clone())),
            _ => None,
        })
    });
    let is_revealed = Memo::new(move |_| {
        state.with(|state| state.as_ref().is_some_and(|state| state.2.is_some()))
    });
    let entered = move || state.with(|state| state.as_ref().map_or(0, |state| state.0));
    let shown = move || {
        let (_, _, revealed, agreed) = state.get()?;
        revealed.map(|figures| figures_view(desk, &figures, agreed))
    };
    let doing = move || {
        let is_revealed = is_revealed.get();
        let field = field.clone();
        untrack(|| match (is_open, is_revealed) {
            (false, _) => ().into_any(),
            (true, false) => entering(desk, number, field, state.get().and_then(|state| state.1)),
            (true, true) => live({
                move || {
                    let field = field.clone();
                    desk.runs()
                        .then(|| untrack(|| agreeing(desk, number, field)))
                }
            }),
        })
    };
    let has_entered = move || {
        let is_in = state.with(|state| state.as_ref().is_some_and(|state| state.1.is_some()));
        is_in && is_open && !is_revealed.get()
    };
    view! {
        <h4>{label}</h4>
        {live(shown)}
        {live(move || {
            (!is_revealed.get())
                .then(|| {
                    view! { <p class="workshop-count" role="status">{texts::entered(entered())}</p> }
                })
        })}
        {live(move || has_entered().then(|| view! { <p class="hint">{tr(texts::ENTERED)}</p> }))}
        {live(doing)}
    }
    .into_any()
}

/// An input for a number, and what is wrong with what stands in it.
#[derive(Clone, Copy)]
struct Entry {
    typed: RwSignal<String>,
    problem: RwSignal<Option<String>>,
}

impl Entry {
    fn new(typed: RwSignal<String>) -> Self {
        Self {
            typed,
            problem: RwSignal::new(None),
        }
    }

    /// What was typed as a number for this field; what is wrong with it is said at the input.
    fn number(self, desk: Desk, field: &str) -> Option<String> {
        let number = desk.typed_number(field, &self.typed.get_untracked());
        self.problem.set(number.as_ref().err().cloned());
        number.ok()
    }

    fn view(self, id: &'static str, label: Text) -> AnyView {
        let Self { typed, problem } = self;
        view! {
            <label for=id>{tr(label)}</label>
            <input
                id=id
                class="input"
                inputmode="decimal"
                autocomplete="off"
                aria-invalid=follow(move || problem.with(Option::is_some).then_some("true"))
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <div role="alert">
                {live(move || problem.get().map(|text| view! { <p class="field-problem">{text}</p> }))}
            </div>
        }
        .into_any()
    }
}

fn entering(
    desk: Desk,
    number: u32,
    field: String,
    mine: Option<tandem_protocol::workshop::Estimate>,
) -> AnyView {
    let known = mine.as_ref().map(|mine| shown_number(&mine.value));
    let entry = Entry::new(desk.draft(number, "number", known.as_deref().unwrap_or_default()));
    let sure = RwSignal::new(mine.map_or(Confidence::Medium, |mine| mine.confidence));
    let enter = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(value) = entry.number(desk, &field) {
            desk.tell(Command::Estimate {
                activity: number,
                value,
                confidence: sure.get_untracked(),
            });
        }
    };
    let levels = Confidence::ALL.map(|level| {
        view! {
            <label class="workshop-check">
                <input
                    type="radio"
                    name="workshop-sure"
                    prop:checked=follow(move || sure.get() == level)
                    on:change=move |_| sure.set(level)
                />
                {tr(texts::confidence(level))}
            </label>
        }
    });
    let reveal = move || {
        desk.runs().then(|| {
            desk.button(texts::REVEAL_NUMBERS, Weight::Primary, move || {
                Command::Reveal { activity: number }
            })
        })
    };
    let form = view! {
        <p class="hint">{tr(texts::NUMBER_HIDDEN)}</p>
        <form class="stack" on:submit=enter novalidate>
            {entry.view("workshop-number", texts::YOUR_NUMBER)}
            <fieldset class="workshop-choices">
                <legend>{tr(texts::HOW_SURE)}</legend>
                {levels.collect_view()}
            </fieldset>
            <Button label=tr(texts::ENTER_NUMBER).to_owned() weight=Weight::Plain submits=true />
        </form>
    };
    view! {
        {desk.takes_part().then_some(form)}
        {live(reveal)}
    }
    .into_any()
}

fn figures_view(desk: Desk, figures: &Figures, agreed: Option<String>) -> AnyView {
    let sides = [
        (Side::Vendor, &figures.vendor),
        (Side::Partner, &figures.partner),
    ];
    let sides = sides.map(|(side, figure)| {
        let figure = figure
            .as_ref()
            .map(|figure| texts::of_people(&shown_number(&figure.value), figure.people));
        view! {
            <dt>
                <SideMark side=side.key() />
                {desk.editor.side_name(side)}
            </dt>
            <dd>{figure.unwrap_or_else(|| "–".to_owned())}</dd>
        }
    });
    let gap = figures.gap.as_ref().map(|gap| {
        view! {
            <dt>{tr(texts::GAP)}</dt>
            <dd>{shown_number(gap)}</dd>
        }
    });
    let agreed = agreed.map(|agreed| {
        view! {
            <dt>{tr(texts::AGREED)}</dt>
            <dd>
                <strong>{shown_number(&agreed)}</strong>
            </dd>
        }
    });
    let range = format!(
        "{} … {}",
        shown_number(&figures.low),
        shown_number(&figures.high)
    );
    let each = figures.estimates.iter().map(|one| {
        view! {
            <li>
                <SideMark side=desk.side(one.member).key() />
                {desk.name(one.member)}
                <span class="workshop-value">{shown_number(&one.value)}</span>
                <span class="hint">{tr(texts::confidence(one.confidence))}</span>
            </li>
        }
    });
    let each = each.collect_view();
    view! {
        <dl class="workshop-figures">
            {sides.collect_view()} {gap} <dt>{tr(texts::RANGE)}</dt> <dd>{range}</dd> {agreed}
        </dl>
        <ul class="workshop-each">{each}</ul>
    }
    .into_any()
}

fn agreeing(desk: Desk, number: u32, field: String) -> AnyView {
    let entry = Entry::new(desk.draft(number, "agreed", ""));
    let why = desk.draft(number, "why", "");
    let agree = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(value) = entry.number(desk, &field) {
            desk.tell(Command::AgreeNumber {
                activity: number,
                value,
                reason: why.get_untracked(),
            });
        }
    };
    view! {
        <form class="stack" on:submit=agree novalidate>
            {entry.view("workshop-agreed", texts::AGREED_VALUE)}
            <label for="workshop-why">{tr(texts::WHY)}</label>
            <input
                id="workshop-why"
                class="input"
                autocomplete="off"
                prop:value=why
                on:input=move |event| why.set(event_target_value(&event))
            />
            <div class="workshop-line">
                <Button label=tr(texts::AGREE_NUMBER).to_owned() weight=Weight::Primary submits=true />
                {close(desk, number)}
            </div>
        </form>
    }
    .into_any()
}
