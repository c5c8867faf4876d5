//! Requests to the server's HTTP interface.

use gloo_net::http::{Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tandem_protocol::http::ErrorBody;

/// Why a request has no answer to show; `texts::requests` has the sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RequestError {
    /// No answer came.
    Unreachable,
    /// The server refused, and said why.
    Refused {
        /// The status of the answer.
        status: u16,
        /// The reason.
        body: ErrorBody,
    },
    /// The answer is not what this client understands.
    Unreadable {
        /// The status of the answer.
        status: u16,
    },
}

impl RequestError {
    /// The status of the answer, if there was one.
    pub(crate) const fn status(&self) -> Option<u16> {
        match self {
            Self::Unreachable => None,
            Self::Refused { status, .. } | Self::Unreadable { status } => Some(*status),
        }
    }
}

/// `GET path`.
///
/// # Errors
/// If there is no answer, or none with what was asked for.
pub(crate) async fn get_json<T: DeserializeOwned>(path: &str) -> Result<T, RequestError> {
    let answer = Request::get(path).send().await;
    read(answer.map_err(|_| RequestError::Unreachable)?).await
}

/// `GET path`, for what is no JSON.
///
/// # Errors
/// If there is no answer, or none with what was asked for.
pub(crate) async fn get_bytes(path: &str) -> Result<Vec<u8>, RequestError> {
    let answer = Request::get(path).send().await;
    let answer = answer.map_err(|_| RequestError::Unreachable)?;
    let status = answer.status();
    let bytes = answer.ok().then_some(answer.binary());
    let unreadable = RequestError::Unreadable { status };
    match bytes {
        Some(bytes) => bytes.await.map_err(|_| unreadable),
        None => Err(unreadable),
    }
}

/// `POST path` with a JSON body.
///
/// # Errors
/// If there is no answer, or none with what was asked for.
pub(crate) async fn post_json<B: Serialize, T: DeserializeOwned>(
    path: &str,
    body: &B,
) -> Result<T, RequestError> {
    send_json(Change::Post, path, body).await
}

/// How a request changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
}

/// `change path` with a JSON body. What has no answer is read as `()`.
///
/// # Errors
/// If there is no answer, or none with what was asked for.
pub(crate) async fn send_json<B: Serialize, T: DeserializeOwned>(
    change: Change,
    path: &str,
    body: &B,
) -> Result<T, RequestError> {
    let body = serde_json::to_string(body).expect("the bodies of this interface are plain data");
    let answer = send(change, path, Some(body)).await?;
    read_or_nothing(answer).await
}

/// The same without a body.
///
/// # Errors
/// If there is no answer, or none with what was asked for.
pub(crate) async fn send_nothing<T: DeserializeOwned>(
    change: Change,
    path: &str,
) -> Result<T, RequestError> {
    let answer = send(change, path, None).await?;
    read_or_nothing(answer).await
}

async fn send(change: Change, path: &str, body: Option<String>) -> Result<Response, RequestError> {
    let request = match change {
        Change::Post => Request::post(path),
        Change::Patch => Request::patch(path),
        Change::Put => Request::put(path),
        Change::Delete => Request::delete(path),
    };
    let sent = match body {
        None => request.send().await,
        Some(body) => {
            let request = request.header("content-type", "application/json");
            let request = request.body(body).map_err(|_| RequestError::Unreachable)?;
            request.send().await
        }
    };
    sent.map_err(|_| RequestError::Unreachable)
}

async fn read_or_nothing<T: DeserializeOwned>(answer: Response) -> Result<T, RequestError> {
    const NO_CONTENT: u16 = 204;
    let status = answer.status();
    if status == NO_CONTENT {
        // What is nothing in JSON.
        return serde_json::from_str("null").map_err(|_| RequestError::Unreadable { status });
    }
    read(answer).await
}

async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, RequestError> {
    let status = answer.status();
    let unreadable = RequestError::Unreadable { status };
    if answer.ok() {
        return answer.json().await.map_err(|_| unreadable);
    }
    match answer.json().await {
        Ok(body) => Err(RequestError::Refused { status, body }),
        Err(_) => Err(unreadable),
    }
}
