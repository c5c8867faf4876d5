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

/// Libraries that write at lower levels what was sent, and so what people write.
const TALKATIVE: [&str; 2] = ["tungstenite=info", "axum::rejection=info"];

/// Begins to log. A second call does nothing.
///
/// # Errors
/// If the filter cannot be understood.
pub fn init(format: LogFormat, filter: &str) -> Result<(), ParseError> {
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(parse(filter)?)
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

/// The filter that was asked for, less what must not be in a log.
fn parse(filter: &str) -> Result<EnvFilter, ParseError> {
    let capped = TALKATIVE
        .iter()
        .fold(EnvFilter::builder().parse(filter)?, |filter, library| {
            let directive = library
                .parse()
                .expect("a target and a level are a directive");
            filter.add_directive(directive)
        });
    Ok(capped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_in_no_log() {
        for asked in ["trace", "info,tungstenite=trace"] {
            let filter = parse(asked).unwrap().to_string();
            let directives: Vec<&str> = filter.split(',').collect();
            for library in TALKATIVE {
                assert!(
                    directives.contains(&library),
                    "{library} is not in {filter}"
                );
            }
            assert!(!directives.contains(&"tungstenite=trace"), "{filter}");
        }
    }
}
