//! `cargo xtask dev`: a debug build that is served, and built and started again on every change.
//!
//! Only what a change touches is built. While something does not compile, the server of the last
//! good build goes on. Open pages load again by themselves: the server tells them the name of the
//! build when they connect, and a debug client that has another one reloads.

mod watch;

use std::process::{Child, Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use self::watch::{Watch, Work};
use crate::workspace::Workspace;
use crate::{process, run, setup, web};

/// How often to look for changes: soon enough to feel immediate, and no load for a few hundred
/// files. Asking the file system to tell us would miss changes in containers and network folders.
const LOOK: Duration = Duration::from_millis(300);

pub(crate) fn start(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    setup::wasm_target()?;
    let stopped = Arc::new(AtomicBool::new(false));
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stopped))
            .context("cannot listen to Ctrl+C")?;
    }
    let mut watch = Watch::new(workspace)?;
    let mut session = Session::new(workspace, arguments);
    session.take_on(Work::EVERYTHING);
    while !stopped.load(Ordering::Relaxed) {
        thread::sleep(LOOK);
        let work = watch.look()?;
        if work == Work::NOTHING {
            session.check_server();
        } else {
            session.take_on(work);
        }
    }
    session.stop()?;
    Ok(ExitCode::SUCCESS)
}

/// What was built so far, and the server that runs.
struct Session<'a> {
    workspace: &'a Workspace,
    arguments: &'a [String],
    client: Option<web::Client>,
    server: Option<Child>,
    /// What is not built yet, because it did not compile the last time.
    open: Work,
}

impl<'a> Session<'a> {
    fn new(workspace: &'a Workspace, arguments: &'a [String]) -> Self {
        Self {
            workspace,
            arguments,
            client: None,
            server: None,
            open: Work::NOTHING,
        }
    }

    /// Builds, and starts the server again if everything could be built.
    fn take_on(&mut self, work: Work) {
        self.open = self.open.and(work);
        match self.build().and_then(|()| self.restart()) {
            Ok(()) => self.open = Work::NOTHING,
            Err(error) => {
                eprintln!("dev: {error:#}");
                let meanwhile = match self.server {
                    Some(_) => "; the server as it was goes on",
                    None => "",
                };
                eprintln!("dev: waiting for the next change{meanwhile}");
            }
        }
    }

    fn build(&mut self) -> Result<()> {
        if self.open.client {
            println!("dev: building the client");
            self.client = Some(web::compile(self.workspace, web::Profile::Development)?);
            self.open = Work {
                client: false,
                files: true,
                ..self.open
            };
        }
        if self.open.files {
            let client = self
                .client
                .as_ref()
                .context("the client has never been built")?;
            web::assemble(self.workspace, client)?;
        }
        if self.open.server {
            println!("dev: building the server");
            process::run(
                process::cargo(self.workspace).args(["build", "--package=tandem-server"]),
            )?;
        }
        Ok(())
    }

    fn restart(&mut self) -> Result<()> {
        self.stop()?;
        let mut server = Command::new(self.workspace.target().join("debug/tandem"));
        server.args(run::serve(self.workspace, self.arguments));
        self.server = Some(process::spawn_apart(&mut server)?);
        Ok(())
    }

    /// Says so when the server has ended by itself.
    fn check_server(&mut self) {
        if let Some(server) = &mut self.server
            && let Ok(Some(status)) = server.try_wait()
        {
            eprintln!("dev: the server has ended ({status}); it starts with the next change");
            self.server = None;
        }
    }

    fn stop(&mut self) -> Result<()> {
        match self.server.take() {
            Some(mut server) => process::stop(&mut server),
            None => Ok(()),
        }
    }
}
