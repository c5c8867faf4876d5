//! Which files changed since the last look, and what has to be built because of them.
//!
//! It compares times of change and lengths. It never reads what is in a file.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// What has to be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) client: bool,
    /// Style sheets and public files.
    pub(super) files: bool,
    pub(super) server: bool,
}

impl Work {
    pub(super) const NOTHING: Self = Self {
        client: false,
        files: false,
        server: false,
    };
    pub(super) const EVERYTHING: Self = Self {
        client: true,
        files: true,
        server: true,
    };

    /// This and the other.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            client: self.client || other.client,
            files: self.files || other.files,
            server: self.server || other.server,
        }
    }
}

/// What is watched, and what a change in it makes necessary.
const WATCHED: &[(&str, Work)] = &[
    (
        "app",
        Work {
            client: true,
            ..Work::NOTHING
        },
    ),
    (
        "style",
        Work {
            files: true,
            ..Work::NOTHING
        },
    ),
    (
        "public",
        Work {
            files: true,
            ..Work::NOTHING
        },
    ),
    (
        "server",
        Work {
            server: true,
            ..Work::NOTHING
        },
    ),
    (
        "shared",
        Work {
            client: true,
            server: true,
            ..Work::NOTHING
        },
    ),
    (
        "Cargo.toml",
        Work {
            client: true,
            server: true,
            ..Work::NOTHING
        },
    ),
];

/// Time of change and length by path.
type Snapshot = BTreeMap<PathBuf, (SystemTime, u64)>;

/// The watched files as they were at the last look.
pub(super) struct Watch {
    root: PathBuf,
    /// In the order of [`WATCHED`]: what the last work was based on, and the last look.
    places: Vec<Place>,
}

#[derive(Default)]
struct Place {
    known: Snapshot,
    seen: Snapshot,
}

impl Watch {
    /// Takes what is there now as known.
    pub(super) fn new(workspace: &Workspace) -> Result<Self> {
        Self::of(workspace.root())
    }

    fn of(root: &Path) -> Result<Self> {
        let mut watch = Self {
            root: root.to_path_buf(),
            places: Vec::new(),
        };
        for (place, _) in WATCHED {
            let seen = watch.snapshot(place)?;
            watch.places.push(Place {
                known: seen.clone(),
                seen,
            });
        }
        Ok(watch)
    }

    /// What changed since the last look that found something. A change is reported when the look
    /// after it finds the same, so that somebody who saves ten files is answered once.
    pub(super) fn look(&mut self) -> Result<Work> {
        let mut work = Work::NOTHING;
        let mut settled = true;
        for (number, (place, needed)) in WATCHED.iter().enumerate() {
            let now = self.snapshot(place)?;
            let before = &mut self.places[number];
            settled &= now == before.seen;
            if now != before.known {
                work = work.and(*needed);
            }
            before.seen = now;
        }
        if !settled {
            return Ok(Work::NOTHING);
        }
        for place in &mut self.places {
            place.known.clone_from(&place.seen);
        }
        Ok(work)
    }

    fn snapshot(&self, place: &str) -> Result<Snapshot> {
        let mut snapshot = Snapshot::new();
        collect(&self.root.join(place), &mut snapshot)
            .with_context(|| format!("cannot look for changes in {place}"))?;
        Ok(snapshot)
    }
}

/// A file that vanishes while we look is simply not there.
fn collect(path: &Path, snapshot: &mut Snapshot) -> io::Result<()> {
    let meta = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        meta => meta?,
    };
    if !meta.is_dir() {
        snapshot.insert(path.to_path_buf(), (meta.modified()?, meta.len()));
        return Ok(());
    }
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // What editors leave beside the file that is being written.
        if !(name.starts_with(['.', '#']) || name.ends_with('~')) {
            collect(&entry.path(), snapshot)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Repository(tempfile::TempDir);

    impl Repository {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            for place in [
                "app/src",
                "style",
                "public",
                "server/src",
                "shared/plan/src",
            ] {
                fs::create_dir_all(folder.path().join(place)).unwrap();
            }
            Self(folder)
        }

        fn write(&self, path: &str, text: &str) {
            fs::write(self.0.path().join(path), text).unwrap();
        }

        fn watch(&self) -> Watch {
            Watch::of(self.0.path()).unwrap()
        }
    }

    /// What is to be built after a change, once it has settled.
    #[track_caller]
    fn check(change: impl FnOnce(&Repository), expected: Work) {
        let repository = Repository::new();
        repository.write("style/main.css", "a {}");
        let mut watch = repository.watch();
        change(&repository);
        let first = watch.look().unwrap();
        assert_eq!(first.and(watch.look().unwrap()), expected);
        assert_eq!(watch.look().unwrap(), Work::NOTHING, "it is reported once");
    }

    #[test]
    fn only_what_a_change_touches_is_built() {
        let nothing = Work::NOTHING;
        check(|_| (), nothing);
        check(
            |r| r.write("app/src/lib.rs", ""),
            Work {
                client: true,
                ..nothing
            },
        );
        check(
            |r| r.write("server/src/main.rs", ""),
            Work {
                server: true,
                ..nothing
            },
        );
        check(
            |r| r.write("style/main.css", "longer {}"),
            Work {
                files: true,
                ..nothing
            },
        );
        check(
            |r| r.write("public/robots.txt", ""),
            Work {
                files: true,
                ..nothing
            },
        );
        check(
            |r| r.write("shared/plan/src/lib.rs", ""),
            Work {
                client: true,
                server: true,
                ..nothing
            },
        );
    }

    #[test]
    fn a_file_that_goes_is_a_change() {
        check(
            |r| fs::remove_file(r.0.path().join("style/main.css")).unwrap(),
            Work {
                files: true,
                ..Work::NOTHING
            },
        );
    }

    #[test]
    fn what_editors_leave_is_none() {
        check(
            |r| {
                r.write("app/src/.lib.rs.swp", "");
                r.write("app/src/lib.rs~", "");
            },
            Work::NOTHING,
        );
    }

    #[test]
    fn changes_are_reported_when_they_have_settled() {
        let repository = Repository::new();
        let mut watch = repository.watch();
        repository.write("app/src/lib.rs", "");
        assert_eq!(watch.look().unwrap(), Work::NOTHING);
        repository.write("server/src/main.rs", "");
        assert_eq!(watch.look().unwrap(), Work::NOTHING);
        let both = Work {
            client: true,
            server: true,
            files: false,
        };
        assert_eq!(watch.look().unwrap(), both);
    }
}
