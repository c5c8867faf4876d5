//! Where the log goes: to the standard error output, as text for people or as JSON for machines.

use std::io::{self, IsTerminal as _};

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

/// How a line of the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

/// What the log holds unless something else is asked for.
pub const DEFAULT_FILTER: &str = "info,sqlx=warn";

/// Begins to log. A second call does nothing.
///
/// # Errors
/// If the filter cannot be understood.
pub fn init(format: LogFormat, filter: &str) -> Result<(), ParseError> {
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::builder().parse(filter)?)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    let begun = match format {
        LogFormat::Text => subscriber.try_init(),
        LogFormat::Json => subscriber.json().try_init(),
    };
    // Already begun: two servers in one process, as in tests, share the first one's log.
    drop(begun);
    Ok(())
}
