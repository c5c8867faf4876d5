//! Who did what to a plan: pages of it, how much there is, and the plan as it was at any moment; in
//! [`file`], all of it as a file, and in [`visits`], who was there and what they have seen. A side's own layer has a history of its own, for that side alone.

pub(super) mod file;
pub(super) mod visits;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use tandem_plan::address::FieldAddress;
use tandem_plan::document::{Ledger, PlanDoc};
use tandem_plan::export::{self, Document};
use tandem_plan::history::{Alteration, ChangeKind};
use tandem_plan::ids::{MemberId, PlanId};
use tandem_plan::value::Date;
use tandem_protocol::http::{
    Authorship, Comparison, Contributor, Difference, ErrorBody, History, HistoryCount,
    HistoryCounts, PlanChange, Revert, Reverted, WrittenBy,
};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Side};

use super::caller::{Asking, Here};
use super::error::ApiError;
use crate::app::App;
use crate::clock::Timestamp;
use crate::history;
use crate::rooms::DeedError;
use crate::rooms::room::{Deed, NotDone};
use crate::store::{Cause, ChangeFilter, ChangeId, ChangeRow, RoomKey, Spot, Store, StoreError};
use crate::workshop;

/// The most changes of one page.
const MOST: u32 = 200;
const USUAL: u32 = 50;

/// Which changes are wanted. What is left out stands for all; several are separated by commas.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Whose layer: `joint` if nothing is said.
    layer: Option<String>,
    /// Ids of members.
    member: Option<String>,
    /// `vendor`, `partner` or `neutral`.
    side: Option<String>,
    /// The key of a section.
    section: Option<String>,
    /// The id of an item.
    item: Option<String>,
    /// The key of a field, or of a table.
    field: Option<String>,
    /// The id of a row of a table.
    row: Option<String>,
    /// Kinds of change.
    kind: Option<String>,
    /// From this moment on: milliseconds since 1970, or a day in UTC such as 2026-10-01.
    from: Option<String>,
    /// Before this moment, or up to the end of this day.
    to: Option<String>,
    /// A step of the agenda.
    step: Option<String>,
    /// Behind the update with this number.
    after: Option<u64>,
    /// Where to go on: what `next` of the last page said.
    cursor: Option<String>,
    /// How many at most: 50 if nothing is said, 200 at most.
    limit: Option<u32>,
}

/// What somebody wants of the history, checked.
struct Look {
    here: Here,
    room: RoomKey,
    filter: ChangeFilter,
    /// Nobody passes the filter.
    is_empty: bool,
    members: Arc<HashMap<MemberId, Member>>,
    /// What the steps of agendas are called.
    steps: Arc<BTreeMap<String, String>>,
}

impl Look {
    async fn of(app: &App, here: Here, wanted: &Wanted) -> Result<Self, ApiError> {
        let layer = layer(wanted.layer.as_deref())?;
        here.permit(app, layer.reading()).await?;
        let members = members(app, here.plan).await?;
        let steps = workshop::step_titles(&app.store, here.plan).await?;
        let mut filter = filter(wanted)?;
        let mut is_empty = false;
        if let Some(side) = &wanted.side {
            let side = Side::from_key(side)
                .ok_or_else(|| ApiError::invalid("A side is vendor, partner or neutral."))?;
            let of_side = members.values().filter(|member| member.side == side);
            let of_side: Vec<MemberId> = of_side.map(|member| member.id).collect();
            if filter.members.is_empty() {
                filter.members = of_side;
            } else {
                filter.members.retain(|member| of_side.contains(member));
            }
            is_empty = filter.members.is_empty();
        }
        Ok(Self {
            room: RoomKey {
                plan: here.plan,
                layer,
            },
            here,
            filter,
            is_empty,
            members: Arc::new(members),
            steps: Arc::new(steps),
        })
    }

    async fn page(
        &self,
        app: &App,
        before: Option<ChangeId>,
        limit: u32,
    ) -> Result<Vec<ChangeRow>, StoreError> {
        if self.is_empty {
            return Ok(Vec::new());
        }
        app.store
            .changes(self.room, &self.filter, before, limit)
            .await
    }
}

/// Changes that pass the filters, the newest first.
#[utoipa::path(get, path = "/api/plans/{plan}/history", tag = "history",
    params(("plan" = String, Path), Wanted),
    responses((status = 200, body = History), (status = "4XX", body = ErrorBody)))]
pub(super) async fn page(
    State(app): State<Arc<App>>,
    asking: Asking,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<History>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let wanted = query(wanted)?;
    let look = Look::of(&app, here, &wanted).await?;
    let limit = wanted.limit.unwrap_or(USUAL).clamp(1, MOST);
    let cursor = wanted.cursor.as_deref().map(change_id).transpose()?;
    // One more than wanted tells whether there are more.
    let mut rows = look.page(&app, cursor, limit + 1).await?;
    let has_more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| has_more);
    Ok(Json(History {
        next: next.map(|row| row.id.to_string()),
        changes: rows
            .into_iter()
            .map(|row| told(row, &look.members, &look.steps))
            .collect(),
    }))
}

/// How many changes there are of which sort.
#[utoipa::path(get, path = "/api/plans/{plan}/history/counts", tag = "history",
    params(("plan" = String, Path), Wanted),
    responses((status = 200, body = HistoryCounts), (status = "4XX", body = ErrorBody)))]
pub(super) async fn counts(
    State(app): State<Arc<App>>,
    asking: Asking,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<HistoryCounts>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let look = Look::of(&app, here, &query(wanted)?).await?;
    let counted = if look.is_empty {
        Vec::new()
    } else {
        app.store.count_changes(look.room, &look.filter).await?
    };
    let counts = counted.into_iter().map(|count| HistoryCount {
        member: contributor(count.member, &look.members),
        section: count.section,
        kind: count.kind,
        step: count.step,
        changes: count.changes,
        words: count.words,
    });
    Ok(Json(HistoryCounts {
        counts: counts.collect(),
        steps: BTreeMap::clone(&look.steps),
        head: app.store.head(look.room).await?,
    }))
}

/// The joint plan as it was after the update with this number, as in an export.
#[utoipa::path(get, path = "/api/plans/{plan}/at/{seq}", tag = "history",
    params(("plan" = String, Path), ("seq" = u64, Path)),
    responses((status = 200, body = Document), (status = "4XX", body = ErrorBody)))]
pub(super) async fn at(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, seq)): Path<(String, String)>,
) -> Result<Json<Document>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let seq: u64 = seq
        .parse()
        .map_err(|_| ApiError::invalid("A moment of the plan is the number of an update."))?;
    app.moments.take(here.me.id, app.clock.now())?;
    let key = RoomKey::joint(here.plan);
    let read = app.readings.read_at(key, seq, export::document).await?;
    read.map(Json).ok_or_else(no_such_moment)
}

/// Between which moments.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Between {
    /// The number of the last update before the first moment; 0 for what the plan began with.
    from: u64,
    /// The number of the last update before the second.
    to: u64,
}

/// What differs between two moments of the joint plan, and who has changed it.
#[utoipa::path(get, path = "/api/plans/{plan}/compare", tag = "history",
    params(("plan" = String, Path), Between),
    responses((status = 200, body = Comparison), (status = "4XX", body = ErrorBody)))]
pub(super) async fn compare(
    State(app): State<Arc<App>>,
    asking: Asking,
    between: Result<Query<Between>, QueryRejection>,
) -> Result<Json<Comparison>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Query(Between { from, to }) = between.map_err(|_| {
        ApiError::invalid("Two moments are compared: from and to are numbers of updates.")
    })?;
    app.moments.take(here.me.id, app.clock.now())?;
    let key = RoomKey::joint(here.plan);
    let at = async |seq| {
        let read = app.readings.read_at(key, seq, Ledger::of).await?;
        read.ok_or_else(no_such_moment)
    };
    let (first, second) = (at(from).await?, at(to).await?);
    let (earlier, later) = (from.min(to), from.max(to));
    let mut changed_by: HashMap<Spot, Vec<MemberId>> = HashMap::new();
    for (spot, member) in app.store.changed_by(key, earlier, later).await? {
        changed_by.entry(spot).or_default().push(member);
    }
    let members = members(&app, here.plan).await?;
    let schema = key.layer.schema();
    let differences = first.changes_to(&second).into_iter().filter_map(|altered| {
        let kind = altered.kind();
        let Alteration::Field {
            at, before, after, ..
        } = altered
        else {
            return None;
        };
        let spot = history::spot(schema, at);
        let by = changed_by.remove(&spot).unwrap_or_default();
        let mut title = history::title(&second, &spot, schema);
        if title.is_empty() {
            title = history::title(&first, &spot, schema);
        }
        Some(Difference {
            title,
            section: spot.section,
            item: spot.item,
            field: spot.field,
            row: spot.row,
            column: spot.column,
            kind,
            before,
            after,
            members: by.into_iter().map(|id| contributor(id, &members)).collect(),
        })
    });
    Ok(Json(Comparison {
        differences: differences.collect(),
    }))
}

/// Takes one change back, by a new change in one's own name.
#[utoipa::path(post, path = "/api/plans/{plan}/history/{change}/revert", tag = "history",
    params(("plan" = String, Path), ("change" = String, Path)), request_body = Revert,
    responses((status = 200, body = Reverted), (status = "4XX", body = ErrorBody)))]
pub(super) async fn revert(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, change)): Path<(String, String)>,
    request: Result<Json<Revert>, JsonRejection>,
) -> Result<Json<Reverted>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    here.permit(&app, request.layer.writing()).await?;
    here.permit(&app, Action::Revert).await?;
    let room = RoomKey {
        plan: here.plan,
        layer: request.layer,
    };
    let change = app
        .store
        .change(room, change_id(&change)?)
        .await?
        .ok_or_else(no_such_change)?;
    let since = ChangeFilter {
        section: change.spot.section.clone(),
        item: change.spot.item,
        field: change.spot.field.clone(),
        row: change.spot.row,
        after_seq: Some(change.id.seq),
        ..ChangeFilter::default()
    };
    let since = app.store.changes(room, &since, None, MOST).await?;
    let since: Vec<ChangeRow> = since
        .into_iter()
        .filter(|later| later.spot == change.spot && later.id > change.id)
        .collect();
    let last = since.first().and_then(|last| last.cause);
    if last == Some(Cause::Reverted(change.id)) {
        return Ok(Json(Reverted::NothingToDo));
    }
    let deed = Deed::Revert {
        is_last: since.is_empty(),
        change: Box::new(change),
        even_if_changed: request.even_if_changed,
    };
    let done = app.rooms.act(room, here.me.id, deed).await;
    Ok(Json(match done {
        Ok(_) => Reverted::Done,
        Err(DeedError::NotDone(NotDone::NothingToDo)) => Reverted::NothingToDo,
        Err(DeedError::NotDone(NotDone::Changed { now, before })) => {
            Reverted::Changed { now, before }
        }
        Err(error) => return Err(error.into()),
    }))
}

/// Of which text.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfText {
    /// The address of the field, such as `vision.thesis` or `objectives/ID.title`.
    field: String,
    /// In which layer: `joint` if nothing is said.
    layer: Option<String>,
}

/// Who wrote the words of a text, as it is on disk.
#[utoipa::path(get, path = "/api/plans/{plan}/authorship", tag = "history",
    params(("plan" = String, Path), OfText),
    responses((status = 200, body = Authorship), (status = "4XX", body = ErrorBody)))]
pub(super) async fn authorship(
    State(app): State<Arc<App>>,
    asking: Asking,
    wanted: Result<Query<OfText>, QueryRejection>,
) -> Result<Json<Authorship>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let no_field = || ApiError::invalid("Name a field of the plan, such as vision.thesis.");
    let Query(OfText { field, layer: key }) = wanted.map_err(|_| no_field())?;
    let layer = layer(key.as_deref())?;
    here.permit(&app, layer.reading()).await?;
    let at = FieldAddress::parse(&field, layer.schema()).ok_or_else(no_field)?;
    app.moments.take(here.me.id, app.clock.now())?;
    let room = RoomKey {
        plan: here.plan,
        layer,
    };
    let read = move |plan: &PlanDoc| plan.authorship(at);
    let runs = app.readings.read_whole(room, read).await?;
    let owners: HashMap<_, _> = app.store.owners(room).await?.into_iter().collect();
    let members = members(&app, here.plan).await?;
    let mut written: Vec<WrittenBy> = Vec::new();
    for run in runs.unwrap_or_default() {
        let owner = owners.get(&run.client);
        let member = owner.map(|id| contributor(*id, &members));
        match written.last_mut() {
            // Somebody writes under another id after every visit.
            Some(last) if last.member == member => last.text.push_str(&run.text),
            _ => written.push(WrittenBy {
                text: run.text,
                member,
            }),
        }
    }
    Ok(Json(Authorship { runs: written }))
}

/// Everybody who belongs to a plan or did.
pub(super) async fn members(
    app: &App,
    plan: PlanId,
) -> Result<HashMap<MemberId, Member>, StoreError> {
    let members = app.store.members(plan).await?;
    Ok(members
        .into_iter()
        .map(|member| (member.id, member))
        .collect())
}

/// Who did something, by their id.
pub(super) fn contributor(id: MemberId, members: &HashMap<MemberId, Member>) -> Contributor {
    let member = members.get(&id);
    Contributor {
        id,
        name: member.map(|member| member.name.clone()).unwrap_or_default(),
        side: member.map_or(Side::Neutral, |member| member.side),
    }
}

fn told(
    row: ChangeRow,
    members: &HashMap<MemberId, Member>,
    steps: &BTreeMap<String, String>,
) -> PlanChange {
    let (reverts, baseline) = match row.cause {
        Some(Cause::Reverted(change)) => (Some(change.to_string()), None),
        Some(Cause::Baseline(baseline)) => (None, Some(baseline)),
        None => (None, None),
    };
    PlanChange {
        id: row.id.to_string(),
        seq: row.id.seq,
        until_seq: row.until_seq,
        at: row.at.millis(),
        until: row.until.millis(),
        claimed_at: row.claimed_at.map(Timestamp::millis),
        member: contributor(row.member, members),
        section: row.spot.section,
        item: row.spot.item,
        title: row.title,
        field: row.spot.field,
        row: row.spot.row,
        column: row.spot.column,
        comment: row.spot.comment,
        kind: row.kind,
        before: row.before,
        after: row.after,
        words: row.words,
        step_title: row
            .step
            .as_ref()
            .and_then(|step| steps.get(step))
            .cloned()
            .unwrap_or_default(),
        step: row.step,
        reverts,
        baseline,
    }
}

fn query(wanted: Result<Query<Wanted>, QueryRejection>) -> Result<Wanted, ApiError> {
    let Query(wanted) = wanted.map_err(|_| {
        ApiError::invalid("The address asks for something that the history does not have.")
    })?;
    Ok(wanted)
}

fn layer(key: Option<&str>) -> Result<Layer, ApiError> {
    match key {
        None => Ok(Layer::Joint),
        Some(key) => Layer::from_key(key)
            .ok_or_else(|| ApiError::invalid("A layer is joint, vendor or partner.")),
    }
}

fn filter(wanted: &Wanted) -> Result<ChangeFilter, ApiError> {
    let members = listed(wanted.member.as_deref())
        .map(str::parse)
        .collect::<Result<_, _>>();
    let kinds = listed(wanted.kind.as_deref())
        .map(ChangeKind::from_key)
        .collect::<Option<_>>();
    let item = wanted.item.as_deref().map(str::parse).transpose();
    let row = wanted.row.as_deref().map(str::parse).transpose();
    Ok(ChangeFilter {
        members: members.map_err(|_| ApiError::invalid("That is no id of a member."))?,
        section: wanted.section.clone(),
        item: item.map_err(|_| ApiError::invalid("That is no id of an item."))?,
        field: wanted.field.clone(),
        row: row.map_err(|_| ApiError::invalid("That is no id of a row."))?,
        kinds: kinds.ok_or_else(|| ApiError::invalid("There is no such kind of change."))?,
        from: moment(wanted.from.as_deref(), 0)?,
        to: moment(wanted.to.as_deref(), 1)?,
        step: wanted.step.clone(),
        after_seq: wanted.after.map(|seq| seq.min(i64::MAX.unsigned_abs())),
    })
}

fn listed(text: Option<&str>) -> impl Iterator<Item = &str> {
    text.unwrap_or_default()
        .split(',')
        .filter(|part| !part.is_empty())
}

/// A moment, or the beginning of a day so many days later.
fn moment(text: Option<&str>, days: i64) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let millis = text.parse().ok().map(Timestamp::from_millis);
    let moment = millis.or_else(|| {
        let day: Date = text.parse().ok()?;
        Some(Timestamp::of_unix_day(day.unix_day() + days))
    });
    moment.map(Some).ok_or_else(|| {
        ApiError::invalid("A moment is milliseconds since 1970, or a day such as 2026-10-01.")
    })
}

fn change_id(text: &str) -> Result<ChangeId, ApiError> {
    text.parse()
        .map_err(|_| ApiError::invalid("A change is named like 17.0."))
}

fn no_such_change() -> ApiError {
    ApiError::new(
        StatusCode::NOT_FOUND,
        "no_such_change",
        "There is no such change in this plan's history.",
    )
}

pub(super) fn no_such_moment() -> ApiError {
    ApiError::new(
        StatusCode::NOT_FOUND,
        "no_such_moment",
        "The plan has not come that far: there is no update with this number.",
    )
}
