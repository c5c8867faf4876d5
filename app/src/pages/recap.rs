//! What came of a workshop, at `/plan/{plan}/recap`: on the screen, on paper, and as Markdown to take
//! along.

use leptos::prelude::*;
use tandem_plan::ids::PlanId;
use tandem_plan::language::Text;
use tandem_plan::schema::SCHEMA;
use tandem_protocol::role::Side;
use tandem_protocol::workshop::{
    BalanceOfSide, Recap, RecapAction, RecapChange, RecapNumber, RecapStep, RecapVote, Tally,
};

use super::missing::{Missing, MissingPage};
use super::plan::{shown_number, tally_line};
use super::{answer_of, plan_and_members};
use crate::browser::{self, get_json, screen};
use crate::components::{Button, Empty, Glyph, Icon, Page, SideMark, Skeletons, Weight, live};
use crate::route::Route;
use crate::texts::{history, language, parts, people, tr, workshop as texts};

/// The page.
#[component]
pub(crate) fn RecapPage(
    /// Which plan; `None` where the address names none.
    plan: Option<PlanId>,
) -> impl IntoView {
    screen::set_title("Tandem");
    let found = answer_of(async move {
        let (view, _) = plan_and_members(plan).await?;
        let path = path_of(view.id, "recap");
        match get_json::<Recap>(&path).await {
            Ok(recap) => Ok((view.id, Some(recap))),
            Err(error) if error.status() == Some(404) => Ok((view.id, None)),
            Err(error) => Err(Missing::of_plan(&error)),
        }
    });
    live(move || match found.get() {
        None => view! {
            <Page>
                <Skeletons label=tr(texts::RECAP_COMES) cards=3 />
            </Page>
        }
        .into_any(),
        Some(Ok((plan, Some(recap)))) => untrack(|| shown(plan, recap)),
        Some(Ok((plan, None))) => view! {
            <Page>
                <Empty text=tr(texts::NO_RECAP)>{back(plan)}</Empty>
            </Page>
        }
        .into_any(),
        Some(Err(why)) => view! { <MissingPage why /> }.into_any(),
    })
    .into_any()
}

/// Where the recap that the page's address names is asked for.
fn path_of(plan: PlanId, what: &str) -> String {
    let wanted = browser::query();
    let language = language().tag();
    let joint = if wanted.is_empty() { "?" } else { "&" };
    format!("/api/plans/{plan}/workshop/{what}{wanted}{joint}language={language}")
}

fn back(plan: PlanId) -> AnyView {
    view! {
        <a class="back" href=Route::to_plan(plan)>
            <Icon glyph=Glyph::ChevronLeft />
            {tr(people::BACK)}
        </a>
    }
    .into_any()
}

fn shown(plan: PlanId, recap: Recap) -> AnyView {
    let name = parts::plan_name(recap.plan.clone());
    let title = tr(texts::RECAP_TITLE);
    screen::set_title(&format!("{} · Tandem", title));
    let names = side_names(&recap);
    let attendees = recap.attendees.iter().map(|(name, side)| {
        let side = Side::from_key(side).unwrap_or(Side::Neutral);
        view! {
            <li>
                <SideMark side=side.key() />
                {name.clone()}
            </li>
        }
    });
    let attendees = attendees.collect_view();
    let baseline = recap.baseline.as_ref().map(|(_, name)| {
        view! { <p>{tr(texts::BASELINE)} ": " <strong>{name.clone()}</strong></p> }
    });
    let day = match recap.ended_at {
        Some(end) => format!(
            "{} – {}",
            history::when(recap.started_at),
            history::time(end)
        ),
        None => history::when(recap.started_at),
    };
    let agenda = agenda(&recap.steps);
    let steps = recap.steps.iter().filter(|step| !step.came_to_nothing());
    let steps = steps.map(|step| step_view(&names, step)).collect_view();
    view! {
        <Page>
            <article class="recap">
                <header class="people-head">
                    {back(plan)} <h1>{title}</h1> <p class="lead">{name}</p>
                    <p class="hint">{day}</p> <ul class="recap-people" aria-label=tr(texts::ATTENDEES)>
                        {attendees}
                    </ul> {baseline}
                    <div class="recap-tools">
                        <Button
                            label=tr(texts::PRINT).to_owned()
                            weight=Weight::Plain
                            glyph=Glyph::Print
                            on_press=|_| browser::print()
                        />
                        <a class="button" data-kind="plain" href=path_of(plan, "recap.md") download="">
                            {tr(texts::MARKDOWN)}
                        </a>
                    </div>
                </header>
                {agenda}
                {steps}
                {actions(&recap.actions)}
                <section class="card">
                    <h2>{tr(texts::BALANCE)}</h2>
                    {balance(&names, recap.balance, Names::Shown)}
                </section>
                {changes(&names, &recap.changes)}
            </article>
        </Page>
    }
    .into_any()
}

fn side_names(recap: &Recap) -> [String; 3] {
    let or = |name: &str, unnamed: Text| match name.trim() {
        "" => tr(unnamed).to_owned(),
        name => name.to_owned(),
    };
    [
        or(&recap.vendor, parts::VENDOR),
        or(&recap.partner, parts::PARTNER),
        tr(parts::NEUTRAL).to_owned(),
    ]
}

/// Which steps there were, and how long they took.
fn agenda(steps: &[RecapStep]) -> Option<AnyView> {
    let taken = steps
        .iter()
        .filter(|step| step.spent > 0 && step.planned > 0);
    let lines = taken.map(|step| {
        view! {
            <tr>
                <th scope="row">{step.title.clone()}</th>
                <td>{texts::spent(step.spent / 60_000, step.planned)}</td>
            </tr>
        }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        let heads = [texts::STEP, texts::TOOK].map(|head| tr(head).to_owned());
        let lines = lines.collect_view().into_any();
        view! {
            <section class="card">
                <h2>{tr(texts::AGENDA)}</h2>
                {table(heads.to_vec(), lines, Columns::Numbers)}
            </section>
        }
        .into_any()
    })
}

fn step_view(names: &[String; 3], step: &RecapStep) -> AnyView {
    let title = match step.title.as_str() {
        "" => tr(texts::BESIDE_AGENDA).to_owned(),
        title => title.to_owned(),
    };
    let blocked = step.blocked.iter().map(|(proposal, answers)| {
        let answers = answers.iter().map(|(name, answer)| {
            view! {
                <li>
                    {name.clone()}": "{tr(texts::stance(answer.stance))}
                    <span class="hint">" "{answer.reason.clone()}</span>
                </li>
            }
        });
        view! {
            <h3>{tr(texts::NOT_DECIDED)}</h3>
            <p>{proposal.clone()}</p>
            <ul>{answers.collect_view()}</ul>
        }
    });
    view! {
        <section class="card recap-step">
            <h2>{title}</h2>
            {said(texts::DECISIONS, &step.decisions)}
            {blocked.collect_view()}
            {numbers(names, &step.numbers)}
            {step.votes.iter().map(|vote| vote_view(names, vote)).collect_view()}
            {said(texts::PARKING_LOT, &step.parked)}
            {said(texts::ROUND, &step.said)}
        </section>
    }
    .into_any()
}

fn said(heading: Text, said: &[(String, String)]) -> Option<AnyView> {
    let lines = said.iter().map(|(text, by)| {
        view! {
            <li>
                {text.clone()} <span class="hint">" "{by.clone()}</span>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!said.is_empty()).then(|| {
        view! {
            <h3>{tr(heading)}</h3>
            <ul class="recap-list">{lines}</ul>
        }
        .into_any()
    })
}

fn or_dash(number: Option<&String>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| shown_number(number))
}

fn numbers(names: &[String; 3], numbers: &[RecapNumber]) -> Option<AnyView> {
    let lines = numbers.iter().map(|one| {
        view! {
            <tr>
                <th scope="row">{one.label.clone()}</th>
                <td>{or_dash(one.vendor.as_ref())}</td>
                <td>{or_dash(one.partner.as_ref())}</td>
                <td>{or_dash(one.gap.as_ref())}</td>
                <td>{shown_number(&one.low)}" … "{shown_number(&one.high)}</td>
                <td>
                    <strong>{or_dash(one.agreed.as_ref())}</strong>
                </td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    let heads = [
        tr(texts::NUMBER).to_owned(),
        names[0].clone(),
        names[1].clone(),
        tr(texts::GAP).to_owned(),
        tr(texts::RANGE).to_owned(),
        tr(texts::AGREED).to_owned(),
    ];
    (!numbers.is_empty()).then(|| {
        view! {
            <h3>{tr(texts::NUMBERS)}</h3>
            {table(heads.to_vec(), lines.into_any(), Columns::Numbers)}
        }
        .into_any()
    })
}

/// What stands in the columns behind the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Columns {
    Numbers,
    Words,
}

fn table(heads: Vec<String>, lines: AnyView, columns: Columns) -> AnyView {
    let heads = heads
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> });
    view! {
        <div class="recap-scroll">
            <table class="workshop-table" data-words=columns == Columns::Words>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Numbers of each side beside their sum.
fn tallies(names: &[String; 3], first: Text, lines: Vec<(String, Tally)>) -> AnyView {
    let lines = lines
        .into_iter()
        .map(|(label, tally)| tally_line(label, tally));
    let heads = [tr(first).to_owned(), tr(texts::SUM).to_owned()];
    let heads = heads.into_iter().chain(names.iter().cloned()).collect();
    table(heads, lines.collect_view().into_any(), Columns::Numbers)
}

fn vote_view(names: &[String; 3], vote: &RecapVote) -> AnyView {
    view! {
        <h3>{vote.title.clone()}</h3>
        <p class="hint">{texts::voted_then(vote.voted, vote.quorum)}</p>
        {tallies(names, texts::OPTION, vote.options.clone())}
    }
    .into_any()
}

fn actions(actions: &[RecapAction]) -> Option<AnyView> {
    let or = |text: &str| match text {
        "" => "–".to_owned(),
        text => text.to_owned(),
    };
    let lines = actions.iter().map(|one| {
        view! {
            <tr>
                <th scope="row">{one.title.clone()}</th>
                <td>{or(&one.owner)}</td>
                <td>{or(&one.due)}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    let heads = [texts::ACTION, texts::OWNER, texts::DUE].map(|head| tr(head).to_owned());
    (!actions.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{tr(texts::ACTIONS)}</h2>
                {table(heads.to_vec(), lines.into_any(), Columns::Words)}
            </section>
        }
        .into_any()
    })
}

fn changes(names: &[String; 3], changes: &[RecapChange]) -> Option<AnyView> {
    let label = |key: &str| match SCHEMA.section(key) {
        Some(section) => tr(section.label).to_owned(),
        None => tr(texts::PLAN).to_owned(),
    };
    let lines = changes.iter().map(|one| (label(&one.section), one.changes));
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{tr(texts::CHANGES)}</h2>
                {tallies(names, texts::SECTION, lines)}
            </section>
        }
        .into_any()
    })
}

/// What is counted of each side, and how it is called.
type Measure = (Text, fn(&BalanceOfSide) -> u64);

/// Whether the names of the sides stand beside their marks, or are only heard where there is no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    Shown,
    Heard,
}

/// How much each side has had its part in it: a bar for each measure, and the numbers.
pub(crate) fn balance(names: &[String; 3], sides: [BalanceOfSide; 3], shown: Names) -> AnyView {
    let measures: [Measure; 4] = [
        (texts::CONTRIBUTIONS, |of| of.contributions),
        (texts::TURNS, |of| of.turns.into()),
        (texts::COMMITMENTS, |of| of.commitments.into()),
        (texts::VALUES, |of| of.values.into()),
    ];
    let lines = measures.map(|(label, count)| {
        let counts = sides.each_ref().map(count);
        let all: u64 = counts.iter().sum();
        let parts = Side::ALL
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0);
        let parts = parts.map(|(side, count)| {
            view! { <span data-side=side.key() style:flex-grow=count.to_string()></span> }
        });
        view! {
            <tr>
                <th scope="row">
                    {tr(label)} <span class="balance-bar" data-empty=all == 0 aria-hidden="true">
                        {parts.collect_view()}
                    </span>
                </th>
                {counts.map(|count| view! { <td>{count}</td> }).collect_view()}
            </tr>
        }
    });
    let heads = Side::ALL.into_iter().zip(names).map(|(side, name)| {
        view! {
            <th scope="col">
                <SideMark side=side.key() />
                <span class=(shown == Names::Heard).then_some("only-heard")>{name.clone()}</span>
            </th>
        }
    });
    view! {
        <table class="workshop-table balance">
            <thead>
                <tr>
                    <th scope="col">{tr(texts::SIDE)}</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>{lines.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
