//! A server without a port, a clock that stands still, and browsers that ask it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tandem_plan::ids::PlanId;
use tandem_plan::preset::Preset;
use tandem_protocol::http::{ErrorBody, JoinRequest, Joined};
use tandem_server::access::Token;
use tandem_server::app::{App, Parts};
use tandem_server::clock::{ManualClock, Timestamp};
use tandem_server::config::{FrameAncestors, Limits, Proxy, Starters};
use tandem_server::http::assets::Assets;
use tandem_server::http::router::router;
use tandem_server::plans::{self, Beginning, LeadLinks, Wish};
use tandem_server::store::sqlite::SqliteStore;
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const START: Timestamp = Timestamp::from_millis(1_790_000_000_000);
pub(crate) const HOST: &str = "plans.test:3000";

/// One server in a folder of its own.
pub(crate) struct TestServer {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<ManualClock>,
    router: Router,
    _folder: TempDir,
}

/// What a test may choose.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) assets: Assets,
    pub(crate) limits: Limits,
    pub(crate) public_url: Option<&'static str>,
    pub(crate) frame_ancestors: &'static [&'static str],
    pub(crate) proxy: Proxy,
    pub(crate) starters: Starters,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(Options::default()).await
    }

    pub(crate) async fn start_with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("test.sqlite"))
            .await
            .unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let public_url = options.public_url.unwrap_or("http://plans.test:3000");
        let app = App::start(Parts {
            store,
            clock: Arc::clone(&clock) as _,
            assets: options.assets,
            public_url: public_url.parse().unwrap(),
            frame_ancestors: FrameAncestors::of(
                options
                    .frame_ancestors
                    .iter()
                    .map(|origin| origin.parse().unwrap())
                    .collect(),
            ),
            proxy: options.proxy,
            starters: options.starters,
            limits: options.limits,
        });
        Self {
            router: router(&app),
            app,
            clock,
            _folder: folder,
        }
    }

    /// A plan and a link for each side.
    pub(crate) async fn plan(&self) -> (PlanId, LeadLinks) {
        let beginning = Beginning::Preset(Preset::from_key("blank").unwrap());
        let wish = Wish {
            vendor_name: Some("Northwind".to_owned()),
            partner_name: Some("Contoso".to_owned()),
            ..Wish::new(beginning, "One year together".to_owned())
        };
        let plan = plans::create(&self.app.store, wish, START).await.unwrap();
        let links = plans::lead_links(&self.app.store, plan, START)
            .await
            .unwrap();
        (plan, links)
    }

    /// A browser that was never here.
    pub(crate) fn browser(&self) -> Browser {
        let address = SocketAddr::from(([203, 0, 113, 7], 50_000));
        Browser {
            router: self.router.clone().layer(MockConnectInfo(address)),
            cookie: None,
            origin: self.app.public_url.to_string(),
        }
    }
}

/// A browser: it keeps its cookie and says on which page it is.
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookie: Option<String>,
    origin: String,
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub(crate) async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &impl Serialize) -> Answer {
        let body = serde_json::to_vec(body).unwrap();
        let origin = self.origin.clone();
        let headers = [
            ("origin", origin.as_str()),
            ("content-type", "application/json"),
        ];
        self.send(Method::POST, path, &headers, body.into()).await
    }

    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap(),
        };
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        answer
    }

    /// Joins by a link.
    pub(crate) async fn join(&mut self, token: &Token, name: &str) -> Answer {
        let request = JoinRequest {
            name: name.to_owned(),
            claim: None,
        };
        self.post(&join_path(token), &request).await
    }

    pub(crate) async fn joined(&mut self, token: &Token, name: &str) -> Joined {
        let answer = self.join(token, name).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()
    }
}

pub(crate) fn invite_path(token: &Token) -> String {
    format!("/api/invites/{}", token.reveal())
}

pub(crate) fn join_path(token: &Token) -> String {
    format!("{}/join", invite_path(token))
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The status and the key of a failure, which always has a sentence too.
    pub(crate) fn failure(&self) -> (u16, String) {
        let body: ErrorBody = self.json();
        assert!(body.message.ends_with('.'), "{}", body.message);
        (self.status.as_u16(), body.error)
    }
}

pub(crate) fn failure(status: u16, key: &str) -> (u16, String) {
    (status, key.to_owned())
}
