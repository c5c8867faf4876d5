//! Workshops: what people tell one to do, how it looks to them, and what came of it.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::Value as AnyJson;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::comment::About;
use tandem_plan::history::ChangeKind;
use tandem_plan::ids::{MemberId, PlanId, WorkshopId};
use tandem_plan::language::Language;
use tandem_plan::schema::{SCHEMA, Tier};
use tandem_plan::value::{Currency, Value};
use tandem_protocol::http::{AuditAction, ErrorBody};
use tandem_protocol::member::{Member, Standing};
use tandem_protocol::role::{Action, Role, Side};
use tandem_protocol::workshop::{
    COMMANDS, Command, Order, PastWorkshop, Recap, Touching, TouchingDecision, TouchingVote,
    WorkshopAnswer,
};

use super::baselines;
use super::caller::{Asking, Here};
use super::error::ApiError;
use super::history::{contributor, members};
use crate::app::App;
use crate::rooms::room::Deed;
use crate::store::{ChangeFilter, NewAudit, PeopleChange, RoomKey, Store as _, StoredWorkshop};
use crate::workshop::{self, Context, Outcome, RecapOf, Refusal, Workshop};

/// At most so many values that were set are looked at for the balance.
const MOST_SET: u32 = 5_000;

/// Tells the workshop to do something. What is told again under the same id is refused.
#[utoipa::path(post, path = "/api/plans/{plan}/workshop/{command}", tag = "workshop",
    params(("plan" = String, Path), ("command" = String, Path, description = "The name of the command, as in the body")),
    request_body = Order,
    responses((status = 200, body = WorkshopAnswer), (status = "4XX", body = ErrorBody)))]
pub(super) async fn tell(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, command)): Path<(String, String)>,
    request: Result<Json<AnyJson>, JsonRejection>,
) -> Result<Json<WorkshopAnswer>, ApiError> {
    let here = asking.permit(Action::Comment).await?;
    let order = order(&command, request)?;
    app.workshop_commands.take(here.me.id, app.clock.now())?;
    // What was begun is brought to its end, also if whoever asked has gone: the room must hear of what is
    // on disk.
    let obeyed = tokio::spawn(async move { obey(&app, &here, &order).await });
    obeyed.await.map_err(|_| ApiError::broken())?
}

async fn obey(app: &App, here: &Here, order: &Order) -> Result<Json<WorkshopAnswer>, ApiError> {
    let plan = here.plan;
    // From here to the end nobody else changes it: what is written into the plan, what is kept and what
    // everybody is told come in one order.
    let _turn = app.workshop_turns.of(plan).await;
    let people = app.rooms.who_is_here(RoomKey::joint(plan)).await;
    let people: Vec<MemberId> = people.into_iter().map(|(member, _)| member).collect();
    let members = app.store.members(plan).await?;
    let (currency, tier) = match basis(app, plan, &order.command).await? {
        Some(basis) => basis,
        None => return Err(refused(app, here, Refusal::NoSuchPlace).await),
    };
    let context = Context {
        now: app.clock.now().millis(),
        members: &members,
        here: &people,
        schema: &SCHEMA,
        currency,
        tier,
        random: || WorkshopId::random().as_u128(),
    };
    let workshops = app.store.workshops(plan).await?;
    let newest = workshops.first();
    let under_way = newest.filter(|one| one.ended_at.is_none());
    let under_way = under_way.map(workshop::read).transpose()?;
    let told = match &under_way {
        Some(workshop) => workshop.told(order, here.me.id, &context),
        None => {
            let number = newest.map_or(0, |one| one.number) + 1;
            let id = WorkshopId::random();
            Workshop::start(id, number, order, here.me.id, &context)
                .map(|workshop| (workshop, Outcome::default()))
        }
    };
    let (mut workshop, outcome) = match told {
        Ok(told) => told,
        Err(refusal) => {
            if let Some(workshop) = under_way {
                // Whoever tells it what does not fit may have been shown something else.
                let workshop = Some(Arc::new(workshop));
                app.rooms.show_workshop(plan, workshop).await;
            }
            return Err(refused(app, here, refusal).await);
        }
    };
    if under_way.is_none() {
        workshop.began_behind = app.store.head(RoomKey::joint(plan)).await?;
    }
    if !outcome.made.is_empty() {
        let group = group(app, plan, &members, &outcome).await?;
        let deed = Deed::Contribute {
            parts: outcome.made,
            group,
        };
        let room = RoomKey::joint(plan);
        app.rooms.act(room, here.me.id, deed).await?;
    }
    let mut recap = None;
    if let Command::End { baseline, language } = &order.command {
        if let Some(name) = baseline {
            let baseline = baselines::keep(app, plan, here.me.id, name).await?;
            workshop.baseline = Some((baseline.id, baseline.name));
        }
        recap = Some(made_recap(app, plan, &workshop, language_of(language)).await?);
    }
    let stored = workshop::stored(&workshop, recap.as_ref());
    let is_kept = app.store.keep_workshop(plan, &stored, outcome.forgotten);
    if !is_kept.await? {
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "moved_on",
            "The workshop has moved on meanwhile. Try again.",
        ));
    }
    let workshop = Arc::new(workshop);
    app.rooms
        .show_workshop(plan, Some(Arc::clone(&workshop)))
        .await;
    let is_under_way = workshop.ended_at.is_none();
    let mut past = past(&workshops)?;
    past.splice(..0, past_workshop(&workshop));
    Ok(Json(WorkshopAnswer {
        now: app.clock.now().millis(),
        workshop: is_under_way.then(|| workshop.seen_by(here.me.id, &members)),
        past,
    }))
}

/// How the workshop that is under way looks to whoever asks, and which there were before.
#[utoipa::path(get, path = "/api/plans/{plan}/workshop", tag = "workshop",
    params(("plan" = String, Path)),
    responses((status = 200, body = WorkshopAnswer), (status = "4XX", body = ErrorBody)))]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<WorkshopAnswer>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let workshops = app.store.workshops(here.plan).await?;
    let newest = workshops.first().filter(|one| one.ended_at.is_none());
    let workshop = newest.map(workshop::read).transpose()?;
    let members = app.store.members(here.plan).await?;
    Ok(Json(WorkshopAnswer {
        now: app.clock.now().millis(),
        workshop: workshop.map(|workshop| workshop.seen_by(here.me.id, &members)),
        past: past(&workshops)?,
    }))
}

/// Which recap somebody wants.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The id of a workshop; left out, the one that is under way, or the last.
    workshop: Option<WorkshopId>,
    /// In which language: `en`, `de`.
    language: Option<String>,
}

/// What came of a workshop, or has come so far.
#[utoipa::path(get, path = "/api/plans/{plan}/workshop/recap", tag = "workshop",
    params(("plan" = String, Path), Wanted),
    responses((status = 200, body = Recap), (status = "4XX", body = ErrorBody)))]
pub(super) async fn recap(
    State(app): State<Arc<App>>,
    asking: Asking,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Recap>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    Ok(Json(find_recap(&app, here.plan, &wanted).await?))
}

/// The same as Markdown, to take along.
#[utoipa::path(get, path = "/api/plans/{plan}/workshop/recap.md", tag = "workshop",
    params(("plan" = String, Path), Wanted),
    responses((status = 200, content_type = "text/markdown", body = String), (status = "4XX", body = ErrorBody)))]
pub(super) async fn recap_file(
    State(app): State<Arc<App>>,
    asking: Asking,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let recap = find_recap(&app, here.plan, &wanted).await?;
    let language = language_of(wanted.language.as_deref().unwrap_or_default());
    let text = workshop::markdown(&recap, language, &SCHEMA);
    let name = format!("attachment; filename=\"workshop-{}.md\"", recap.number);
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/markdown; charset=utf-8".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text))
}

/// Which part of the plan somebody looks at.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// A section, an item or a field, as text; left out for the plan as a whole.
    about: Option<String>,
}

/// What workshops have decided and voted about a part of the plan.
#[utoipa::path(get, path = "/api/plans/{plan}/workshop/touching", tag = "workshop",
    params(("plan" = String, Path), Part),
    responses((status = 200, body = Touching), (status = "4XX", body = ErrorBody)))]
pub(super) async fn touching(
    State(app): State<Arc<App>>,
    asking: Asking,
    Query(part): Query<Part>,
) -> Result<Json<Touching>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let about = part.about.unwrap_or_default();
    let members = members(&app, here.plan).await?;
    let item = About::parse(&about, &SCHEMA).and_then(|about| about.item());
    let item = item.map(|item| item.to_string());
    let mut touching = Touching::default();
    for stored in app.store.workshops(here.plan).await? {
        let workshop = workshop::read(&stored)?;
        let decisions = workshop.decisions().iter().rev();
        let decisions = decisions.filter(|one| touches(&about, one.about.as_deref()));
        touching
            .decisions
            .extend(decisions.map(|one| TouchingDecision {
                text: one.text.clone(),
                by: contributor(one.by, &members).name,
                at: one.at,
            }));
        let votes = workshop.votes();
        let votes = votes.filter(|(_, option, _)| Some(&option.key) == item.as_ref());
        touching
            .votes
            .extend(votes.map(|(title, _, dots)| TouchingVote {
                title: title.to_owned(),
                dots,
            }));
    }
    Ok(Json(touching))
}

/// Whether what is about `of` is about this part as well: about itself, or something in it, or, for a
/// field, about its item.
fn touches(part: &str, of: Option<&str>) -> bool {
    let Some(of) = of else {
        return part.is_empty();
    };
    let is_in = |whole: &str, inner: &str| {
        inner
            .strip_prefix(whole)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
    };
    !part.is_empty() && (is_in(part, of) || of.contains('/') && is_in(of, part))
}

fn language_of(tag: &str) -> Language {
    Language::from_tag(tag).unwrap_or_default()
}

/// The command that the address names, with the parts in the body.
fn order(command: &str, request: Result<Json<AnyJson>, JsonRejection>) -> Result<Order, ApiError> {
    let Json(mut body) = request?;
    if !COMMANDS.contains(&command) {
        return Err(ApiError::unknown(
            "no_such_command",
            "A workshop knows no such command.",
        ));
    }
    let invalid =
        || ApiError::invalid("This command lacks a part, or one of them is not what it should be.");
    let parts = body.as_object_mut().ok_or_else(invalid)?;
    let named = parts.insert("command".to_owned(), command.into());
    if named.is_some_and(|named| named != command) {
        return Err(ApiError::invalid(
            "The command in the body is not the one in the address.",
        ));
    }
    serde_json::from_value(body).map_err(|_| invalid())
}

async fn refused(app: &App, here: &Here, refusal: Refusal) -> ApiError {
    if refusal.is_about_rights() {
        // It is written down like everything that somebody tried and may not.
        here.refuse(app, Action::RunWorkshop).await;
    }
    let status = match refusal {
        _ if refusal.is_about_rights() => StatusCode::FORBIDDEN,
        Refusal::NoSuchActivity | Refusal::NoSuchCard | Refusal::NoSuchPlace => {
            StatusCode::NOT_FOUND
        }
        Refusal::BadAgenda
        | Refusal::BadTimer
        | Refusal::BadNumber
        | Refusal::NoNumber
        | Refusal::BadVote
        | Refusal::BadBallot
        | Refusal::BadBreakouts
        | Refusal::BadLine
        | Refusal::BadWords
        | Refusal::NoWords
        | Refusal::NoReason => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    ApiError::new(status, refusal.key(), refusal.to_string())
}

/// What of the plan a command has to know; `None` if it names a field that is not there.
async fn basis(
    app: &App,
    plan: PlanId,
    command: &Command,
) -> Result<Option<(Currency, Tier)>, ApiError> {
    let item = match command {
        Command::OpenNumber { field, .. } => {
            let Some(at) = FieldAddress::parse(field, &SCHEMA) else {
                return Ok(None);
            };
            at.holder.section().zip(at.holder.item())
        }
        Command::Start { .. } | Command::Estimate { .. } | Command::AgreeNumber { .. } => None,
        _ => return Ok(Some((Currency::USD, Tier::Standard))),
    };
    let read = app.readings.read(plan, move |document| {
        let choice = |field| match document.value(Holder::Section("plan").field(field)) {
            Ok(Some(Value::Choice(key))) => Some(key),
            _ => None,
        };
        let is_there = |(section, item)| document.item_order(section, item).is_some();
        let currency = choice("currency").and_then(Currency::from_code);
        let tier = choice("tier").and_then(Tier::from_key);
        item.is_none_or(is_there).then(|| {
            (
                currency.unwrap_or(Currency::USD),
                tier.unwrap_or(Tier::Standard),
            )
        })
    });
    read.await?.ok_or_else(ApiError::not_found)
}

/// Who stands for all where nobody can tell whose something is: a named person of neither side, who
/// comes into the plan when there is something of theirs.
async fn group(
    app: &App,
    plan: PlanId,
    members: &[Member],
    outcome: &Outcome,
) -> Result<MemberId, ApiError> {
    let id = Member::group_of(plan);
    let is_wanted = outcome.made.iter().any(|part| part.author.is_none());
    if is_wanted && !members.iter().any(|member| member.id == id) {
        let group = Member {
            standing: Standing::Named,
            ..Member::new(id, "The group".to_owned(), Side::Neutral, Role::Editor)
        };
        let at = app.clock.now();
        let audit = NewAudit::of(plan, at, AuditAction::Named, None).to(&group);
        let change = PeopleChange {
            changed: vec![group],
            audit: vec![audit],
            ..PeopleChange::default()
        };
        let changed = app
            .store
            .change_people(plan, at, |_| Ok::<_, Refusal>(change));
        if changed.await?.is_ok() {
            app.rooms.members_changed(plan);
        }
    }
    Ok(id)
}

/// Those that have ended.
fn past(workshops: &[StoredWorkshop]) -> Result<Vec<PastWorkshop>, ApiError> {
    let ended = workshops.iter().filter(|one| one.ended_at.is_some());
    let past: Result<Vec<_>, _> = ended
        .map(|one| workshop::read(one).map(|one| past_workshop(&one)))
        .collect();
    Ok(past?.into_iter().flatten().collect())
}

/// A workshop, if it has ended.
fn past_workshop(workshop: &Workshop) -> Option<PastWorkshop> {
    Some(PastWorkshop {
        id: workshop.id,
        number: workshop.number,
        started_at: workshop.started_at,
        ended_at: workshop.ended_at?,
    })
}

async fn find_recap(app: &App, plan: PlanId, wanted: &Wanted) -> Result<Recap, ApiError> {
    let mut workshops = app.store.workshops(plan).await?.into_iter();
    let stored = match wanted.workshop {
        Some(id) => workshops.find(|one| one.id == id),
        None => workshops.next(),
    };
    let stored = stored.ok_or_else(|| {
        ApiError::unknown(
            "no_such_workshop",
            "There is no such workshop in this plan.",
        )
    })?;
    if let Some(recap) = workshop::read_recap(&stored)? {
        return Ok(recap);
    }
    let language = language_of(wanted.language.as_deref().unwrap_or_default());
    made_recap(app, plan, &workshop::read(&stored)?, language).await
}

/// What has come of a workshop by now.
async fn made_recap(
    app: &App,
    plan: PlanId,
    workshop: &Workshop,
    language: Language,
) -> Result<Recap, ApiError> {
    let room = RoomKey::joint(plan);
    let since = ChangeFilter {
        after_seq: Some(workshop.began_behind),
        ..ChangeFilter::default()
    };
    let set = ChangeFilter {
        kinds: vec![ChangeKind::Set],
        ..since.clone()
    };
    let counts = app.store.count_changes(room, &since).await?;
    let set = app.store.changes(room, &set, None, MOST_SET).await?;
    let members = app.store.members(plan).await?;
    let workshop = workshop.clone();
    let made = app.readings.read(plan, move |document| {
        let plan = RecapOf {
            members: &members,
            document,
            counts: &counts,
            set: &set,
            language,
        };
        workshop::recap(&workshop, &plan, &SCHEMA)
    });
    made.await?.ok_or_else(ApiError::not_found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_decided_about_an_item_is_told_with_its_fields_and_its_section() {
        let of = Some("objectives/1.target");
        for part in ["objectives", "objectives/1", "objectives/1.target"] {
            assert!(touches(part, of), "{part}");
        }
        assert!(touches("objectives/1.target", Some("objectives/1")));
        assert!(touches("", None));
        for part in [
            "",
            "objective",
            "objectives/12",
            "objectives/1.title",
            "risks",
        ] {
            assert!(!touches(part, of), "{part}");
        }
        assert!(!touches("objectives/1", Some("objectives")));
    }
}
