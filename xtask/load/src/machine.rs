//! What the system tells: of a process its time and memory, of the machine what it is.
//!
//! Read from `/proc`, so that it works on Linux only; nothing is asked of the process itself.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::time::Instant;

/// In these units Linux tells times in `/proc`, on every processor that counts.
const TICK: Duration = Duration::from_millis(10);

/// How much processor time a process has used, in its own code and in the system's, to 10 ms.
///
/// # Errors
/// If there is no such process, or no `/proc`.
pub(crate) fn processor_time(process: u32) -> Result<Duration> {
    let path = format!("/proc/{process}/stat");
    let stat = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let ticks = ticks(&stat).with_context(|| format!("cannot understand {path}"))?;
    Ok(TICK * ticks)
}

/// The sum of the fields `utime` and `stime`, see `man 5 proc_pid_stat`.
fn ticks(stat: &str) -> Option<u32> {
    // The name stands in parentheses and may hold any characters; field 3 comes behind it.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut times = fields.split(' ').skip(14 - 3);
    let user: u32 = times.next()?.parse().ok()?;
    let system: u32 = times.next()?.parse().ok()?;
    Some(user + system)
}

/// How much processor time everything on this machine has used.
///
/// # Errors
/// If there is no `/proc`.
pub(crate) fn processor_time_of_all() -> Result<Duration> {
    const PATH: &str = "/proc/stat";
    let stat = fs::read_to_string(PATH).with_context(|| format!("cannot read {PATH}"))?;
    let ticks = ticks_of_all(&stat).with_context(|| format!("cannot understand {PATH}"))?;
    Ok(Duration::from_millis(10 * ticks))
}

/// The sum of user, nice, system, irq, softirq and steal: neither idle nor waiting for a disk,
/// see `man 5 proc_stat`.
fn ticks_of_all(stat: &str) -> Option<u64> {
    let times: Option<Vec<u64>> = stat
        .lines()
        .find_map(|line| line.strip_prefix("cpu "))?
        .split_whitespace()
        .map(|time| time.parse().ok())
        .collect();
    match times?[..] {
        [user, nice, system, _idle, _waiting, irq, softirq, steal, ..] => {
            Some(user + nice + system + irq + softirq + steal)
        }
        _ => None,
    }
}

/// The memory of a process that is in RAM, in KiB.
///
/// # Errors
/// If there is no such process, or no `/proc`.
pub(crate) fn resident_kib(process: u32) -> Result<u64> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let value = line(&status, "VmRSS").and_then(|value| value.split(' ').next()?.parse().ok());
    value.with_context(|| format!("{path} tells no memory"))
}

/// The value of the first line `name: value`.
fn line<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        (found.trim() == name).then(|| value.trim())
    })
}

/// Lets this process have as many connections as the system allows it.
pub(crate) fn raise_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let raised = Rlimit {
            current: limit.maximum,
            ..limit
        };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            eprintln!("bench: the limit of open files stays as it is: {error}");
        }
    }
}

/// The machine in one line: cores, processor, kernel, and how long the disk takes to keep
/// something that is written into this folder.
pub(crate) fn describe(folder: &Path) -> io::Result<String> {
    let cores = std::thread::available_parallelism()?;
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = line(&processors, "model name").unwrap_or("unknown processor");
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let filesystem = filesystem(&mounts, &folder.canonicalize()?).unwrap_or("unknown file system");
    let write = durable_write(folder)?;
    Ok(format!(
        "{cores} cores of {model}, Linux {}, {filesystem} with {:.2} ms for one durable write \
         (4 KiB and fdatasync, median)",
        kernel.trim(),
        write.as_secs_f64() * 1_000.0
    ))
}

/// The type of the file system that a path lies on, from `/proc/mounts`.
fn filesystem<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    let mounts = mounts.lines().filter_map(|mount| {
        let mut fields = mount.split(' ').skip(1);
        let at = Path::new(fields.next()?);
        path.starts_with(at).then_some((at, fields.next()?))
    });
    // Of two at one place the later one lies on top.
    let nearest = mounts.max_by_key(|(at, _)| at.components().count());
    nearest.map(|(_, filesystem)| filesystem)
}

fn durable_write(folder: &Path) -> io::Result<Duration> {
    const TRIES: usize = 51;
    let path = folder.join("durable-write");
    let mut file = File::create(&path)?;
    let mut took = Vec::new();
    for _ in 0..TRIES {
        let begin = Instant::now();
        file.write_all(&[7; 4_096])?;
        file.sync_data()?;
        took.push(begin.elapsed());
    }
    fs::remove_file(path)?;
    took.sort_unstable();
    Ok(took[TRIES / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_whatever_the_process_is_called() {
        let stat = "12 (a) b) S 1 12 12 0 -1 4194560 900 0 0 0 250 75 0 0 20 0 4 0 80 1 2";
        assert_eq!(ticks(stat), Some(325));
        assert_eq!(ticks("12 (a"), None);
    }

    #[test]
    fn what_is_idle_is_not_busy() {
        let stat = "cpu  1 2 4 1000 2000 8 16 32 4000 5000\ncpu0 9 9 9 9 9 9 9 9 9 9\n";
        assert_eq!(ticks_of_all(stat), Some(63));
        assert_eq!(ticks_of_all("cpu  1 2 3\n"), None);
    }

    #[test]
    fn values_are_found_by_their_name() {
        let text = "VmRSSX:\t1 kB\nVmRSS:\t  5120 kB\nmodel name\t: Some CPU: fast\n";
        assert_eq!(line(text, "VmRSS"), Some("5120 kB"));
        assert_eq!(line(text, "model name"), Some("Some CPU: fast"));
        assert_eq!(line(text, "VmSwap"), None);
    }

    #[test]
    fn the_nearest_mount_says_the_file_system() {
        let mounts = "/dev/a / ext4 rw 0 0\nb /tmp tmpfs rw 0 0\n/dev/c /tmp/x xfs rw 0 0\n";
        for (path, expected) in [
            ("/home", "ext4"),
            ("/tmp/y", "tmpfs"),
            ("/tmp/x/y", "xfs"),
            ("/tmpx", "ext4"),
        ] {
            assert_eq!(
                filesystem(mounts, Path::new(path)),
                Some(expected),
                "{path}"
            );
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_a_time_and_a_memory() {
        let me = std::process::id();
        assert!(resident_kib(me).unwrap() > 100);
        assert!(processor_time(me).unwrap() <= processor_time_of_all().unwrap());
    }
}
