//! Listening, and stopping gracefully.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::router::router;
use crate::app::App;
use crate::store::Store as _;

/// How long stopping may take altogether. Those who run servers kill after 30 s.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that listens.
#[derive(Debug)]
pub struct Running {
    app: Arc<App>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<io::Result<()>>,
}

/// Begins to answer on a bound port.
#[must_use]
pub fn spawn(app: Arc<App>, listener: TcpListener) -> Running {
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| {
        // Edits are small and must not wait for company.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let (stop, stopped) = oneshot::channel();
    let serve = axum::serve(listener, service).with_graceful_shutdown(async {
        // A sender that is gone means the same.
        let _ = stopped.await;
    });
    Running {
        app,
        stop,
        served: tokio::spawn(serve.into_future()),
    }
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
            served.unwrap_or_else(|error| Err(io::Error::other(error)))
        };
        match tokio::time::timeout(PATIENCE, finish).await {
            Ok(result) => result,
            Err(_) => {
                abort.abort();
                tracing::warn!("some connections did not end in time and were cut");
                Ok(())
            }
        }
    }
}
