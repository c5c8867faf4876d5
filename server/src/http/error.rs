//! How a failure is told: a status, a key for programs, a sentence for people. What went wrong
//! inside the server is logged once, here, and never told.

use std::error::Error;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tandem_protocol::http::ErrorBody;

use tandem_plan::preset::SeedError;

use crate::access::{AccessError, InvalidName, PeopleProblem, TooMany};
use crate::plans::CreateError;
use crate::reading::ReadError;
use crate::rooms::room::NotDone;
use crate::rooms::{DeedError, NotJoined};
use crate::store::{InviteProblem, StoreError};

/// A failure as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    status: StatusCode,
    key: &'static str,
    message: String,
    retry_after: Option<Duration>,
}

impl ApiError {
    /// A failure with this status, key and sentence.
    #[must_use]
    pub fn new(status: StatusCode, key: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            key,
            message: message.into(),
            retry_after: None,
        }
    }

    /// There is nothing under this address.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing at this address.",
        )
    }

    /// The address does not know this method.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "This address does not take this kind of request.",
        )
    }

    /// Something broke on the way.
    #[must_use]
    pub fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong on the server. Try again in a moment.",
        )
    }

    /// The request does not come from one of our own pages.
    #[must_use]
    pub fn foreign_origin() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "foreign_origin",
            "This request did not come from Tandem's own pages. Open Tandem and try again there.",
        )
    }

    /// What was sent can not be done, and why.
    #[must_use]
    pub fn invalid(message: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", message)
    }

    /// What was named is not there.
    #[must_use]
    pub fn unknown(key: &'static str, message: &'static str) -> Self {
        Self::new(StatusCode::NOT_FOUND, key, message)
    }

    /// Its key for programs.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// The status it is told with.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = ErrorBody {
            error: self.key.to_owned(),
            message: self.message,
        };
        let mut response = (self.status, Json(body)).into_response();
        if let Some(wait) = self.retry_after {
            let seconds = wait.as_millis().div_ceil(1_000);
            if let Ok(value) = HeaderValue::try_from(seconds.to_string()) {
                response.headers_mut().insert(header::RETRY_AFTER, value);
            }
        }
        response
    }
}

impl From<AccessError> for ApiError {
    fn from(error: AccessError) -> Self {
        let (status, key) = match &error {
            AccessError::NoSuchPlan => (StatusCode::NOT_FOUND, "plan_not_found"),
            AccessError::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in"),
            AccessError::NotMember => (StatusCode::FORBIDDEN, "not_a_member"),
            AccessError::Invite(problem) => (problem_status(*problem), problem.key()),
            AccessError::Store(_) => return internal(&error),
        };
        Self::new(status, key, error.to_string())
    }
}

const fn problem_status(problem: InviteProblem) -> StatusCode {
    match problem {
        InviteProblem::Unknown => StatusCode::NOT_FOUND,
        InviteProblem::Revoked | InviteProblem::Expired | InviteProblem::UsedUp => StatusCode::GONE,
        InviteProblem::NotNamed => StatusCode::CONFLICT,
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        internal(&error)
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        internal(&error)
    }
}

impl From<PeopleProblem> for ApiError {
    fn from(problem: PeopleProblem) -> Self {
        let (status, key) = match problem {
            PeopleProblem::NotAllowed(_) => (StatusCode::FORBIDDEN, "not_allowed"),
            PeopleProblem::Unknown => (StatusCode::NOT_FOUND, "member_unknown"),
            PeopleProblem::NotCome => (StatusCode::CONFLICT, "not_come"),
            PeopleProblem::LastLead => (StatusCode::CONFLICT, "last_lead"),
            PeopleProblem::NeutralLead => (StatusCode::CONFLICT, "neutral_lead"),
            PeopleProblem::CannotFacilitate => (StatusCode::CONFLICT, "cannot_facilitate"),
            PeopleProblem::NotYourName => (StatusCode::FORBIDDEN, "not_your_name"),
            PeopleProblem::NoHeir => (StatusCode::CONFLICT, "no_heir"),
            PeopleProblem::UnknownLink => (StatusCode::NOT_FOUND, "invite_unknown"),
            PeopleProblem::TooManyNamed => (StatusCode::CONFLICT, "too_many_named"),
            PeopleProblem::TooManyLinks => (StatusCode::CONFLICT, "too_many_links"),
            PeopleProblem::TooManyTokens => (StatusCode::CONFLICT, "too_many_tokens"),
        };
        Self::new(status, key, problem.to_string())
    }
}

impl From<NotDone> for ApiError {
    fn from(not_done: NotDone) -> Self {
        let (status, key) = match not_done {
            NotDone::Forbidden | NotDone::ReadOnly => (StatusCode::FORBIDDEN, "not_allowed"),
            NotDone::Locked => (StatusCode::CONFLICT, "locked"),
            NotDone::Unknown => (StatusCode::NOT_FOUND, "comment_unknown"),
            NotDone::NotYours => (StatusCode::FORBIDDEN, "comment_not_yours"),
            NotDone::NoThread => (StatusCode::CONFLICT, "no_thread"),
            NotDone::Taken => (StatusCode::CONFLICT, "comment_taken"),
            NotDone::TooFast => (StatusCode::TOO_MANY_REQUESTS, "too_fast"),
            NotDone::TooMany => (StatusCode::CONFLICT, "too_many_comments"),
            NotDone::TooLarge => (StatusCode::CONFLICT, "document_too_large"),
            NotDone::Unsaved => (StatusCode::SERVICE_UNAVAILABLE, "cannot_save"),
            NotDone::Changed { .. } => (StatusCode::CONFLICT, "changed_since"),
            NotDone::NothingToDo => (StatusCode::CONFLICT, "nothing_to_do"),
            NotDone::MovedOn => (StatusCode::CONFLICT, "moved_on"),
            NotDone::Unfit => (StatusCode::CONFLICT, "unfit"),
            NotDone::Irrevocable => (StatusCode::CONFLICT, "irrevocable"),
        };
        Self::new(status, key, not_done.to_string())
    }
}

impl From<DeedError> for ApiError {
    fn from(error: DeedError) -> Self {
        match error {
            DeedError::NotDone(not_done) => not_done.into(),
            DeedError::NoRoom(NotJoined::NotFound) => AccessError::NoSuchPlan.into(),
            DeedError::NoRoom(NotJoined::Stopping) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "restarting",
                "The server is restarting. Try again in a moment.",
            ),
            DeedError::NoRoom(error @ NotJoined::Unreadable(_)) => internal(&error),
        }
    }
}

impl From<CreateError> for ApiError {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Seed {
                source: SeedError::Calendar(_),
                ..
            } => Self::invalid("A plan that starts on this day ends outside of the calendar."),
            error => internal(&error),
        }
    }
}

impl From<InvalidName> for ApiError {
    fn from(error: InvalidName) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_name",
            error.to_string(),
        )
    }
}

impl From<TooMany> for ApiError {
    fn from(error: TooMany) -> Self {
        Self {
            retry_after: Some(error.retry_after),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_tries",
                error.to_string(),
            )
        }
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        let status = rejection.status();
        let (key, message) = match status {
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (
                "not_json",
                "This request must be JSON: set its Content-Type to application/json.",
            ),
            _ => (
                "invalid_request",
                "This request is not what the server expects here.",
            ),
        };
        Self::new(status, key, message)
    }
}

/// Something that nobody outside can mend: logged with its causes, told without them.
fn internal(error: &dyn Error) -> ApiError {
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    tracing::error!(%error, ?causes, "a request failed");
    ApiError::broken()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inner_failure_tells_nothing() {
        let error = ApiError::from(StoreError::Damaged {
            what: "the secret column".to_owned(),
        });
        assert_eq!(error.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!error.message.contains("secret"), "{error:?}");
    }
}
