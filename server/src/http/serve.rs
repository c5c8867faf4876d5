//! Listening, and stopping gracefully.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::router::router;
use crate::app::App;
use crate::store::Store as _;

/// How long stopping may take altogether. Those who run servers kill after 30 s.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many connections may be without their first answer before more are taken. After a restart
/// everybody comes back at the same moment, and a beginning takes several times the memory that a
/// connection needs afterwards.
const NEWCOMERS: usize = 64;
/// How long a connection that says nothing keeps others waiting for its place.
const COURTESY: Duration = Duration::from_millis(100);
/// How long no connection is taken after the system had none left to give.
const BREATH: Duration = Duration::from_millis(500);

/// A server that listens.
#[derive(Debug)]
pub struct Running {
    app: Arc<App>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

/// Begins to answer on a bound port.
#[must_use]
pub fn spawn(app: Arc<App>, listener: TcpListener) -> Running {
    let (stop, stopped) = oneshot::channel();
    let served = tokio::spawn(serve(Arc::clone(&app), listener, stopped));
    Running { app, stop, served }
}

/// Takes connections until it is told to stop, then waits for the answers that are under way.
/// Websockets are not among them: they end with their rooms.
async fn serve(app: Arc<App>, listener: TcpListener, mut stopped: oneshot::Receiver<()>) {
    let router = router(&app);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(app.connections.authenticate_within);
    // Every connection holds a receiver: told once to finish, it is gone when it has.
    let (finish, finished) = watch::channel(());
    let newcomers = Arc::new(Semaphore::new(NEWCOMERS));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &newcomers) => accepted,
            // A sender that is gone means the same.
            _ = &mut stopped => break,
        };
        match accepted {
            Ok((stream, peer, newcomer)) => {
                let newcomer = Arc::new(newcomer);
                let connection = http
                    .serve_connection(
                        TokioIo::new(without_delay(stream)),
                        hyper::service::service_fn({
                            let (router, newcomer) = (router.clone(), Arc::clone(&newcomer));
                            move |request| {
                                answer(router.clone(), request, peer, Arc::clone(&newcomer))
                            }
                        }),
                    )
                    .with_upgrades();
                let mut finish = finished.clone();
                tokio::spawn(async move {
                    let mut connection = pin!(connection);
                    if let Ok(done) = timeout(COURTESY, connection.as_mut()).await {
                        return note(done);
                    }
                    newcomer.settle();
                    tokio::select! {
                        done = connection.as_mut() => note(done),
                        _ = finish.changed() => {
                            connection.as_mut().graceful_shutdown();
                            note(connection.await);
                        }
                    }
                });
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken for a moment");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop((listener, finished));
    finish.send_replace(());
    finish.closed().await;
}

/// Takes the next connection when there is a place for a newcomer.
async fn accept(
    listener: &TcpListener,
    newcomers: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, Newcomer)> {
    let place = Arc::clone(newcomers).acquire_owned().await;
    let place = place.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, Newcomer(Mutex::new(Some(place)))))
}

/// A connection that has had no answer yet holds a place among the newcomers.
struct Newcomer(Mutex<Option<OwnedSemaphorePermit>>);

impl Newcomer {
    /// Gives the place to another.
    fn settle(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

async fn answer(
    router: Router,
    mut request: Request<Incoming>,
    peer: SocketAddr,
    newcomer: Arc<Newcomer>,
) -> Result<Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = router.oneshot(request).await;
    newcomer.settle();
    answer
}

fn note(done: hyper::Result<()>) {
    if let Err(error) = done {
        tracing::debug!(%error, "a connection broke");
    }
}

/// Edits are small and must not wait for company.
fn without_delay(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
    stream
}

/// Whether a connection was gone before it was taken.
fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}

impl Running {
    /// The server that runs.
    #[must_use]
    pub const fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Takes no new connections, lets the rooms save what they hold and close theirs, waits for
    /// the answers that are under way, closes the store. What is not done after 20 s is given up.
    ///
    /// # Errors
    /// If serving had failed before.
    pub async fn stop(self) -> io::Result<()> {
        let Self { app, stop, served } = self;
        let abort = served.abort_handle();
        let finish = async {
            // The receiver is gone when serving has failed; that is told below.
            let _ = stop.send(());
            app.stop().await;
            let served = served.await;
            app.store.close().await;
            served.map_err(io::Error::other)
        };
        match timeout(PATIENCE, finish).await {
            Ok(result) => result,
            Err(_) => {
                abort.abort();
                tracing::warn!("some connections did not end in time and were cut");
                Ok(())
            }
        }
    }
}
