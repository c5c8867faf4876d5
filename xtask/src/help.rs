//! `cargo xtask help`: the table of the commands, and what is said to arguments nobody knows.
//!
//! The table is made from the list in `main`; nothing about a command is written twice.

use std::fmt;
use std::process::ExitCode;

use crate::workspace::Workspace;
use crate::{TASKS, Task};

/// Columns up to which a summary is written before it goes on in the next line.
const WIDTH: usize = 100;

pub(crate) fn start(_: &Workspace, _: &[String]) -> anyhow::Result<ExitCode> {
    println!("{}", table(TASKS));
    Ok(ExitCode::SUCCESS)
}

/// A command was given arguments that it does not have.
#[derive(Debug)]
pub(crate) struct Misused(String);

impl fmt::Display for Misused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "does not know `{}`; `cargo xtask help` shows what there is",
            self.0
        )
    }
}

impl Misused {
    /// Names the first argument that nobody knows what to do with.
    pub(crate) fn with(argument: &str) -> Self {
        Self(argument.to_owned())
    }
}

impl std::error::Error for Misused {}

/// For commands without arguments: an error that names the first one that was given.
pub(crate) fn expect_no_more(arguments: &[String]) -> Result<(), Misused> {
    match arguments.first() {
        Some(first) => Err(Misused::with(first)),
        None => Ok(()),
    }
}

/// All commands, one block of lines each, summaries aligned.
pub(crate) fn table(tasks: &[Task]) -> String {
    let usage = |task: &Task| {
        format!("{} {}", task.name, task.arguments)
            .trim_end()
            .to_owned()
    };
    let indent = tasks
        .iter()
        .map(|task| usage(task).chars().count())
        .max()
        .unwrap_or(0)
        + 2;
    let mut table = String::from("cargo xtask …\n");
    for task in tasks {
        let mut line = format!("  {:indent$}", usage(task));
        let mut length = indent;
        for word in task.summary.split_whitespace() {
            if length + word.chars().count() > WIDTH {
                table.push_str(line.trim_end());
                table.push('\n');
                line = " ".repeat(indent + 2);
                length = indent;
            }
            line.push_str(word);
            line.push(' ');
            length += word.chars().count() + 1;
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_the_table_and_no_line_is_too_long() {
        let table = table(TASKS);
        for task in TASKS {
            assert!(
                table.contains(&format!("\n  {}", task.name)),
                "{} is missing",
                task.name
            );
        }
        for line in table.lines() {
            assert!(line.chars().count() <= WIDTH + 2, "too long: {line}");
        }
    }

    #[test]
    fn an_unknown_argument_is_named() {
        let error = expect_no_more(&["--slow".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("`--slow`"), "{error}");
    }
}
