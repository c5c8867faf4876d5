//! `tandem serve`: runs the server until it is told to stop.

use std::io::{self, ErrorKind, Write as _};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tandem_plan::preset::Preset;
use tokio::net::TcpListener;

use super::limits::LimitArguments;
use super::{DataArguments, Failure, open_store};
use crate::app::{App, Parts};
use crate::clock::SystemClock;
use crate::config::{FrameAncestor, FrameAncestors, Proxy, PublicUrl, Starters};
use crate::http::assets::Assets;
use crate::http::serve;
use crate::plans::{self, Beginning, Wish};
use crate::process;
use crate::store::{Purpose, Store as _};
use crate::telemetry::{self, LogFormat};

const VENDOR: &str = "Northwind Software";
const PARTNER: &str = "Contoso Solutions";
const DEMO: &str = "Growing in manufacturing together";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The address and port to listen on; port 0 takes a free one.
    #[arg(
        long,
        env = "TANDEM_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:3000"
    )]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataArguments,
    /// Where browsers find the server, such as https://plans.example.com
    /// [default: the address it listens on].
    #[arg(long, env = "TANDEM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Pages that may show the server in a frame, such as https://portal.example.com: origins with
    /// https, separated by commas [default: none]. The public address must be https then.
    #[arg(
        long,
        env = "TANDEM_FRAME_ANCESTORS",
        value_name = "ORIGINS",
        value_delimiter = ','
    )]
    frame_ancestors: Vec<FrameAncestor>,
    /// The server is behind one proxy, which appends the browser's address to X-Forwarded-For.
    #[arg(long, env = "TANDEM_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Who may start a plan in a browser.
    #[arg(
        long,
        env = "TANDEM_PLANS_BY",
        value_name = "WHO",
        default_value = "anyone"
    )]
    plans_by: Starters,
    /// Make a demo plan if the data folder never had one, and print fresh links to it.
    #[arg(long, env = "TANDEM_DEMO")]
    demo: bool,
    /// How the log is written.
    #[arg(
        long,
        env = "TANDEM_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text"
    )]
    log_format: LogFormat,
    /// What the log holds: error, warn, info, debug or trace, or per module as in
    /// tandem_server::http=debug.
    #[arg(long, env = "TANDEM_LOG", value_name = "FILTER", default_value = telemetry::DEFAULT_FILTER)]
    log: String,
    /// On how many threads rooms and connections live [default: half of the processors; the others
    /// have enough to do with the database and the network].
    #[arg(long, env = "TANDEM_WORKERS", value_name = "NUMBER")]
    workers: Option<NonZeroUsize>,
    /// Serve the web client from this folder instead of the one inside the program.
    #[arg(long, env = "TANDEM_WEB", value_name = "FOLDER")]
    web: Option<PathBuf>,
    #[command(flatten)]
    limits: LimitArguments,
}

impl Arguments {
    pub(super) fn workers(&self) -> NonZeroUsize {
        let half = || {
            let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
            NonZeroUsize::new(processors / 2).unwrap_or(NonZeroUsize::MIN)
        };
        self.workers.unwrap_or_else(half)
    }
}

pub(super) async fn run(arguments: Arguments) -> Result<(), Failure> {
    telemetry::init(arguments.log_format, &arguments.log).map_err(|error| {
        Failure::User(format!("--log {:?} is no filter: {error}", arguments.log))
    })?;
    let frame_ancestors = FrameAncestors::of(arguments.frame_ancestors);
    let is_https = arguments
        .public_url
        .as_ref()
        .is_some_and(PublicUrl::is_https);
    if frame_ancestors.any() && !is_https {
        return Err(Failure::User(
            "--frame-ancestors needs a public address with https: browsers give a frame no cookie \
             otherwise; set --public-url to where browsers find the server, or leave out the frames"
                .to_owned(),
        ));
    }
    // From here on a signal stops the server instead of killing it.
    let mut stop = process::StopSignals::listen()?;
    let folder = arguments.data.folder();
    folder.prepare()?;
    let _lock = folder.lock()?;
    let listener = TcpListener::bind(arguments.listen)
        .await
        .map_err(|error| cannot_listen(arguments.listen, &error))?;
    let public_url = match arguments.public_url {
        Some(url) => url,
        None => PublicUrl::of_listener(listener.local_addr()?),
    };
    let store = open_store(&folder).await?;
    folder.set_public_url(&public_url)?;
    let open_files = process::raise_open_files();
    tracing::info!(%public_url, open_files, "the server starts");

    let app = App::start(Parts {
        store,
        clock: Arc::new(SystemClock),
        assets: arguments.web.map_or(Assets::BuiltIn, Assets::Folder),
        public_url,
        frame_ancestors,
        starters: arguments.plans_by,
        proxy: if arguments.behind_proxy {
            Proxy::One
        } else {
            Proxy::None
        },
        limits: arguments.limits.limits(),
    });
    let running = serve::spawn(Arc::clone(&app), listener);
    announce(&app, arguments.demo).await?;

    stop.recv().await;
    tracing::info!("the server stops");
    tokio::select! {
        stopped = running.stop() => stopped?,
        // Who asks twice does not want to wait.
        () = stop.recv() => tracing::warn!("stopped at once"),
    }
    Ok(())
}

/// Tells where the server is, and with a demo the links that lead into it.
async fn announce(app: &App, demo: bool) -> Result<(), Failure> {
    let mut text = format!(
        "Tandem {} is at {}\n",
        env!("CARGO_PKG_VERSION"),
        app.public_url
    );
    if demo {
        let (vendor, partner) = demo_links(app).await?;
        text += &format!(
            "
The demo plan of {VENDOR} and {PARTNER}:
Vendor's side:  {vendor}
Partner's side: {partner}

Open both, in two browsers or in one. Ctrl+C stops the server.
"
        );
    }
    // Whoever started the server may not read what it says; it serves all the same.
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        tracing::warn!(%error, "the server's address could not be printed");
    }
    Ok(())
}

/// Two fresh links to the demo plan, which is made if there never was one.
async fn demo_links(app: &App) -> Result<(String, String), Failure> {
    let now = app.clock.now();
    let plan = match app.store.demo_plan().await? {
        Some(plan) => plan,
        None => {
            let preset = Preset::from_key("it-quarterly").expect("the demo's preset exists");
            let wish = Wish {
                vendor_name: Some(VENDOR.to_owned()),
                partner_name: Some(PARTNER.to_owned()),
                purpose: Purpose::Demo,
                ..Wish::new(Beginning::Preset(preset), DEMO.to_owned())
            };
            plans::create(&app.store, wish, now).await?
        }
    };
    let links = plans::lead_links(&app.store, plan, now).await?;
    Ok((
        app.public_url.join_link(&links.vendor),
        app.public_url.join_link(&links.partner),
    ))
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> Failure {
    let why = match error.kind() {
        ErrorKind::AddrInUse => "the port is taken".to_owned(),
        ErrorKind::PermissionDenied => "the system does not allow it".to_owned(),
        ErrorKind::AddrNotAvailable => "this machine does not have that address".to_owned(),
        _ => error.to_string(),
    };
    Failure::User(format!(
        "cannot listen on {address}: {why}; choose another address with --listen"
    ))
}
