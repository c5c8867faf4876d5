//! Other programs: finding them, running them, listening to what they say.
//!
//! Every failure names the command line that failed. Nothing here knows what the programs are for.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::{env, thread};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Cargo in this repository, with the one target folder of this repository.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(workspace.root())
        .env("CARGO_TARGET_DIR", workspace.target());
    if env::var_os("CI").is_some() {
        // Nothing is compiled twice there, so that incremental files would only cost time and disk.
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

/// Runs to the end with our input and output; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    check(command, status)
}

/// Runs to the end and returns what it wrote on its standard output; its errors are shown.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| cannot_start(command))?;
    check(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether it can be started and exits with 0; it is not shown and not heard.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program did that was shown and recorded at the same time.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) status: ExitStatus,
    /// Standard output, then standard error.
    pub(crate) text: String,
}

/// Runs to the end; what it writes is passed on at once and kept.
pub(crate) fn record(command: &mut Command) -> Result<Recorded> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let output = child.stdout.take().expect("standard output is piped");
    let errors = child.stderr.take().expect("standard error is piped");
    let (output, errors) = thread::scope(|scope| {
        let errors = scope.spawn(move || pass_on(errors, io::stderr()));
        (
            pass_on(output, io::stdout()),
            errors.join().expect("copying bytes does not panic"),
        )
    });
    let status = child
        .wait()
        .with_context(|| format!("lost sight of `{}`", line_of(command)))?;
    let text = [output?, errors?].concat();
    Ok(Recorded {
        status,
        text: String::from_utf8_lossy(&text).into_owned(),
    })
}

fn pass_on(mut from: impl Read, mut to: impl Write) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match from.read(&mut chunk)? {
            0 => return Ok(kept),
            length => {
                to.write_all(&chunk[..length])?;
                to.flush()?;
                kept.extend_from_slice(&chunk[..length]);
            }
        }
    }
}

/// Starts it with our output and returns while it runs. It does not hear the terminal's Ctrl+C:
/// whoever started it stops it, see [`stop`].
pub(crate) fn spawn_apart(command: &mut Command) -> Result<Child> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| cannot_start(command))
}

/// Becomes the other program, so that it alone answers Ctrl+C and its exit code is ours.
#[cfg(unix)]
pub(crate) fn become_program(command: &mut Command) -> Result<std::process::ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).with_context(|| cannot_start(command))
}

/// Runs the other program to its end; its exit code is ours.
#[cfg(not(unix))]
pub(crate) fn become_program(command: &mut Command) -> Result<std::process::ExitCode> {
    run(command).map(|()| std::process::ExitCode::SUCCESS)
}

/// Asks a program that we started to stop, and waits until it has.
pub(crate) fn stop(child: &mut Child) -> Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process};
        // It may have ended by itself; then there is nobody to ask.
        if child.try_wait()?.is_none() {
            kill_process(Pid::from_child(child), Signal::TERM)
                .with_context(|| format!("cannot stop process {}", child.id()))?;
        }
    }
    #[cfg(not(unix))]
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// The first of these programs that is on the `PATH`.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    find_in(&path, names)
}

fn find_in(path: &OsStr, names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| {
        env::split_paths(path)
            .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
            .find(|file| is_program(file))
    })
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// The command as one would type it.
pub(crate) fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", line_of(command))
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", line_of(command));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_line() {
        let mut command = Command::new("/no/such/program");
        let error = run(command.arg("--now")).unwrap_err();
        assert!(
            format!("{error:#}").contains("`program --now`"),
            "{error:#}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_is_recorded_is_both_outputs_and_the_exit_code() {
        let recorded =
            record(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert_eq!(recorded.text, "out\nerr\n");
        assert_eq!(recorded.status.code(), Some(3));
    }

    #[cfg(unix)]
    #[test]
    fn what_was_started_is_asked_to_stop_and_waited_for() {
        let mut child = spawn_apart(Command::new("sleep").arg("600")).unwrap();
        stop(&mut child).unwrap();
        let status = child.try_wait().unwrap().expect("it has ended");
        assert_eq!(
            std::os::unix::process::ExitStatusExt::signal(&status),
            Some(15)
        );
        stop(&mut child).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn only_files_that_can_be_executed_are_programs() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let browser = folder.path().join("browser");
        std::fs::write(&browser, "").unwrap();
        let path = folder.path().as_os_str();
        assert_eq!(find_in(path, &["browser"]), None);
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(find_in(path, &["other", "browser"]), Some(browser));
    }
}
