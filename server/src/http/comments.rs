//! Comments, which only the server writes into a document, and how far one has read them.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tandem_plan::comment::{About, MAX_COMMENT};
use tandem_plan::ids::{CommentId, MemberId};
use tandem_plan::schema::SCHEMA;
use tandem_protocol::http::{
    ChangeComment, CommentPosted, ErrorBody, PostComment, ReadMark, ReadMarks,
};
use tandem_protocol::layer::Layer;
use tandem_protocol::role::Action;

use super::caller::{Asking, Here};
use super::error::ApiError;
use crate::app::App;
use crate::clock::Timestamp;
use crate::rooms::room::{Deed, NotDone, Saying};
use crate::store::{RoomKey, Store as _};

/// Says something about a part of the plan.
#[utoipa::path(post, path = "/api/plans/{plan}/comments", tag = "comments",
    params(("plan" = String, Path)), request_body = PostComment,
    responses((status = 200, body = CommentPosted), (status = "4XX", body = ErrorBody)))]
pub(super) async fn post(
    State(app): State<Arc<App>>,
    asking: Asking,
    request: Result<Json<PostComment>, JsonRejection>,
) -> Result<Json<CommentPosted>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    here.permit(&app, request.layer.commenting()).await?;
    same_person(&here, request.author)?;
    let text = words(&request.text)?;
    if About::parse(&request.about, &SCHEMA).is_none() {
        return Err(ApiError::invalid(
            "A comment is about the plan, a section, an item or a field of it.",
        ));
    }
    let saying = Saying::Post {
        id: request.id,
        about: request.about,
        thread: request.thread,
        text,
    };
    say(&app, &here, request.layer, request.id, saying).await
}

/// Changes the words of one's own comment, takes it back, or settles a thread.
#[utoipa::path(patch, path = "/api/plans/{plan}/comments/{comment}", tag = "comments",
    params(("plan" = String, Path), ("comment" = String, Path)), request_body = ChangeComment,
    responses((status = 200, body = CommentPosted), (status = "4XX", body = ErrorBody)))]
pub(super) async fn change(
    State(app): State<Arc<App>>,
    asking: Asking,
    Path((_, comment)): Path<(String, String)>,
    request: Result<Json<ChangeComment>, JsonRejection>,
) -> Result<Json<CommentPosted>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    here.permit(&app, request.layer.commenting()).await?;
    same_person(&here, request.author)?;
    let id: CommentId = comment.parse().map_err(|_| NotDone::Unknown)?;
    let saying = match (request.text, request.resolved, request.deleted) {
        (Some(text), None, None) => Saying::Reword {
            id,
            text: words(&text)?,
        },
        (None, Some(resolved), None) => Saying::Resolve { id, resolved },
        (None, None, Some(true)) => Saying::TakeBack { id },
        _ => {
            return Err(ApiError::invalid(
                "Change one thing at a time: the text, whether it is resolved, or take it back.",
            ));
        }
    };
    say(&app, &here, request.layer, id, saying).await
}

async fn say(
    app: &App,
    here: &Here,
    layer: Layer,
    id: CommentId,
    saying: Saying,
) -> Result<Json<CommentPosted>, ApiError> {
    let plan = here.plan;
    let key = RoomKey { plan, layer };
    let at = app
        .rooms
        .act(key, here.me.id, Deed::Comment(saying))
        .await?;
    let at = at.millis();
    Ok(Json(CommentPosted { id, at }))
}

/// Refuses what was written as somebody else, before another person joined in the same browser.
fn same_person(here: &Here, author: Option<MemberId>) -> Result<(), ApiError> {
    if author.is_none_or(|author| author == here.me.id) {
        Ok(())
    } else {
        Err(ApiError::new(
            StatusCode::CONFLICT,
            "somebody_else",
            "This browser is somebody else in the plan now. What was written before cannot be said in their name.",
        ))
    }
}

/// The words of a comment, without the space around them.
fn words(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    match text.chars().count() {
        0 => Err(ApiError::invalid("A comment needs words.")),
        1..=MAX_COMMENT if !text.chars().any(is_odd) => Ok(text.to_owned()),
        1..=MAX_COMMENT => Err(ApiError::invalid(
            "A comment holds words, tabs and line breaks, and no other control characters.",
        )),
        _ => Err(ApiError::invalid("A comment has up to 4,000 characters.")),
    }
}

/// Up to when one has read the comments of each layer.
#[utoipa::path(get, path = "/api/plans/{plan}/read-marks", tag = "comments",
    params(("plan" = String, Path)),
    responses((status = 200, body = ReadMarks), (status = "4XX", body = ErrorBody)))]
pub(super) async fn marks(
    State(app): State<Arc<App>>,
    asking: Asking,
) -> Result<Json<ReadMarks>, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let marks = app.store.read_marks(here.me.id).await?.into_iter();
    let marks = marks.map(|(layer, at)| ReadMark {
        layer,
        at: at.millis(),
    });
    Ok(Json(ReadMarks {
        marks: marks.collect(),
    }))
}

/// Notes up to when one has read the comments of a layer.
#[utoipa::path(put, path = "/api/plans/{plan}/read-marks", tag = "comments",
    params(("plan" = String, Path)), request_body = ReadMark,
    responses((status = 204), (status = "4XX", body = ErrorBody)))]
pub(super) async fn mark(
    State(app): State<Arc<App>>,
    asking: Asking,
    request: Result<Json<ReadMark>, JsonRejection>,
) -> Result<StatusCode, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    let Json(request) = request?;
    here.permit(&app, request.layer.reading()).await?;
    // Nobody has read what is still to come.
    let until = Timestamp::from_millis(request.at.min(app.clock.now().millis()));
    let (me, layer) = (here.me.id, request.layer);
    app.store.set_read_mark(me, layer, until).await?;
    Ok(StatusCode::NO_CONTENT)
}
