//! Reading the body of a request, before anything is decided about it: whoever sends it slowly is judged
//! by what holds when all of it is there.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::LengthLimitError;
use tokio::time::timeout;

use super::error::ApiError;
use crate::app::App;

/// The largest body of a request to the API. Plans travel over the websocket.
const MAX_BODY: usize = 64 * 1_024;

/// Reads the whole body, as long as that takes no longer than a client may be silent.
pub(super) async fn whole(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let body = read(body, app.connections.stalled_after).await?;
    Ok(next.run(Request::from_parts(parts, body)).await)
}

async fn read(body: Body, patience: Duration) -> Result<Body, ApiError> {
    match timeout(patience, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        Ok(Err(error))
            if error
                .source()
                .is_some_and(|source| source.is::<LengthLimitError>()) =>
        {
            Err(ApiError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "This request is too large.",
            ))
        }
        Ok(Err(_)) => Err(ApiError::invalid("This request has not arrived whole.")),
        Err(_) => Err(ApiError::new(
            StatusCode::REQUEST_TIMEOUT,
            "too_slow",
            "This request took too long to arrive. Try again.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use futures_util::stream;

    use super::*;

    const PATIENCE: Duration = Duration::from_millis(10);

    #[tokio::test]
    async fn a_body_is_read_whole_or_refused() {
        let whole = read(Body::from("x".repeat(MAX_BODY)), PATIENCE).await;
        assert!(whole.is_ok());
        let large = read(Body::from("x".repeat(MAX_BODY + 1)), PATIENCE).await;
        assert_eq!(large.unwrap_err().status(), StatusCode::PAYLOAD_TOO_LARGE);
        let broken = stream::iter([Ok(Bytes::from("{")), Err(std::io::Error::other("cut"))]);
        let broken = read(Body::from_stream(broken), PATIENCE).await;
        assert_eq!(broken.unwrap_err().key(), "invalid");
        let silence = stream::pending::<std::io::Result<Bytes>>();
        let slow = read(Body::from_stream(silence), PATIENCE).await;
        assert_eq!(slow.unwrap_err().status(), StatusCode::REQUEST_TIMEOUT);
    }
}
