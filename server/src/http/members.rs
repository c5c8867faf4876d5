//! Who belongs to a plan, and what they may do.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tandem_plan::ids::MemberId;
use tandem_protocol::http::{ChangeMember, ErrorBody, HandOver, Members, NameMember};
use tandem_protocol::member::Member;
use tandem_protocol::role::Action;

use super::caller::{self, Here};
use super::error::ApiError;
use crate::access::{self, MemberName, PeopleProblem, Wanted};
use crate::app::App;
use crate::rooms::room::Ended;
use crate::store::{People, PeopleChange, Store as _};

/// Who belongs to the plan, who is only named in it, and who was removed.
#[utoipa::path(get, path = "/api/plans/{plan}/members", tag = "people",
    params(("plan" = String, Path)),
    responses((status = 200, body = Members), (status = "4XX", body = ErrorBody)))]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    asking: caller::Asking,
) -> Result<Json<Members>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let members = app.store.members(here.plan).await?;
    Ok(Json(Members { members }))
}

/// Names somebody who does not log in.
#[utoipa::path(post, path = "/api/plans/{plan}/members", tag = "people",
    params(("plan" = String, Path)), request_body = NameMember,
    responses((status = 200, body = Member), (status = "4XX", body = ErrorBody)))]
pub(super) async fn name(
    State(app): State<Arc<App>>,
    asking: caller::Asking,
    request: Result<Json<NameMember>, JsonRejection>,
) -> Result<Json<Member>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    here.permit(&app, Action::NamePeople(request.side)).await?;
    let name = MemberName::parse(&request.name)?;
    let change = change(&app, &here, |asking, people| {
        asking.name(people, MemberId::random(), name, request.side)
    })
    .await?;
    first(change)
}

/// Changes somebody's name, their role, or whether they facilitate.
#[utoipa::path(patch, path = "/api/plans/{plan}/members/{member}", tag = "people",
    params(("plan" = String, Path), ("member" = String, Path)), request_body = ChangeMember,
    responses((status = 200, body = Member), (status = "4XX", body = ErrorBody)))]
pub(super) async fn change_one(
    State(app): State<Arc<App>>,
    asking: caller::Asking,
    Path((_, member)): Path<(String, String)>,
    request: Result<Json<ChangeMember>, JsonRejection>,
) -> Result<Json<Member>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    let member = member_id(&member)?;
    let wanted = Wanted {
        name: request.name.as_deref().map(MemberName::parse).transpose()?,
        role: request.role,
        facilitates: request.facilitates,
    };
    change(&app, &here, |asking, people| {
        asking.change_member(people, member, &wanted)
    })
    .await?;
    let members = app.store.members(here.plan).await?;
    let changed = members.into_iter().find(|one| one.id == member);
    Ok(Json(changed.ok_or(PeopleProblem::Unknown)?))
}

/// Removes somebody from the plan, or oneself: that is leaving.
#[utoipa::path(delete, path = "/api/plans/{plan}/members/{member}", tag = "people",
    params(("plan" = String, Path), ("member" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    asking: caller::Asking,
    Path((_, member)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let member = member_id(&member)?;
    change(&app, &here, |asking, people| asking.remove(people, member)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs somebody out everywhere: their browsers are nobody in the plan any more, their tokens of no
/// use. Oneself, it leaves signed in where it is asked from.
#[utoipa::path(delete, path = "/api/plans/{plan}/members/{member}/sessions", tag = "people",
    params(("plan" = String, Path), ("member" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    asking: caller::Asking,
    Path((_, member)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let member = member_id(&member)?;
    let credential = here.credential;
    change(&app, &here, |asking, people| {
        asking.sign_out(people, member, credential)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes somebody else of one's own side its lead instead of oneself.
#[utoipa::path(post, path = "/api/plans/{plan}/handover", tag = "people",
    params(("plan" = String, Path)), request_body = HandOver,
    responses((status = 200, body = Members), (status = "4XX", body = ErrorBody)))]
pub(super) async fn hand_over(
    State(app): State<Arc<App>>,
    asking: caller::Asking,
    request: Result<Json<HandOver>, JsonRejection>,
) -> Result<Json<Members>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    here.permit(&app, Action::ManagePeople(here.me.side))
        .await?;
    let Json(request) = request?;
    change(&app, &here, |asking, people| {
        asking.hand_over(people, request.to)
    })
    .await?;
    let members = app.store.members(here.plan).await?;
    Ok(Json(Members { members }))
}

/// Decides while nobody else changes the people of the plan, and tells the rooms at once: open
/// connections are those of other people now.
pub(super) async fn change(
    app: &App,
    here: &Here,
    decide: impl FnOnce(access::Asking, &People) -> Result<PeopleChange, PeopleProblem> + Send,
) -> Result<PeopleChange, ApiError> {
    let at = app.clock.now();
    let asking = access::Asking {
        plan: here.plan,
        me: here.me.id,
        at,
    };
    let decided = app
        .store
        .change_people(here.plan, at, |people| decide(asking, people))
        .await?;
    match decided {
        Ok(change) => {
            if !change.changed.is_empty() {
                app.rooms.members_changed(here.plan);
            }
            let is_changed = |member| change.changed.iter().any(|changed| changed.id == member);
            for (member, but) in &change.signed_out {
                if is_changed(*member) {
                    // Whoever is removed is told that, and not that they are signed out.
                    continue;
                }
                app.rooms.ended(Ended::AllOf {
                    plan: here.plan,
                    member: *member,
                    but: *but,
                });
            }
            Ok(change)
        }
        Err(PeopleProblem::NotAllowed(action)) => Err(here.refuse(app, action).await),
        Err(problem) => Err(problem.into()),
    }
}

fn first(change: PeopleChange) -> Result<Json<Member>, ApiError> {
    let changed = change.changed.into_iter().next();
    Ok(Json(changed.ok_or(PeopleProblem::Unknown)?))
}

/// The member that an address names.
pub(super) fn member_id(text: &str) -> Result<MemberId, ApiError> {
    text.parse().map_err(|_| PeopleProblem::Unknown.into())
}
