//! The websocket of a room.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::http::error::ApiError;

/// `GET /sync/{plan}/{layer}`.
pub(super) async fn connect(
    State(_app): State<Arc<App>>,
    Path((_plan, _layer)): Path<(String, String)>,
    _headers: HeaderMap,
) -> Result<Response, ApiError> {
    Err(ApiError::not_found())
}
