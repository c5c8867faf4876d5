//! `cargo xtask test`: everything there is to check, in one run.
//!
//! A step that fails does not stop the others, so that one run shows all there is to mend; only
//! what needs its result is left out. The last line is the sum over all test runners.

mod count;
mod report;
mod steps;

use std::process::ExitCode;

use anyhow::Result;

use self::report::Report;
use crate::help;
use crate::workspace::Workspace;

pub(crate) fn start(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let fast = arguments.iter().any(|argument| argument == "--fast");
    let others: Vec<String> = arguments
        .iter()
        .filter(|argument| *argument != "--fast")
        .cloned()
        .collect();
    help::expect_no_more(&others)?;

    let mut report = Report::default();
    steps::code(workspace, &mut report);
    if !fast {
        steps::browser(workspace, &mut report);
    }
    println!("\n{report}");
    Ok(if report.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
