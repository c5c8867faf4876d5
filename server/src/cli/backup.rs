//! `tandem backup` and `tandem restore`: everything in one file, and back again.
//!
//! A backup is taken of a live database and holds one moment of it. A restore never deletes: what
//! was there before stays in the data folder under another name.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{DataArguments, Failure, open_existing_store};
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write; it must not be there yet.
    file: PathBuf,
    #[command(flatten)]
    data: DataArguments,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `tandem backup` wrote.
    file: PathBuf,
    #[command(flatten)]
    data: DataArguments,
}

pub(super) async fn backup(arguments: Backup) -> Result<(), Failure> {
    let Backup { file, data } = arguments;
    if file.exists() {
        return Err(Failure::User(format!(
            "{} is there already: choose another name, or move it away",
            file.display()
        )));
    }
    let store = open_existing_store(&data.folder()).await?;
    // Written beside and moved, so that a file under this name is always a whole backup.
    let unfinished = beside(&file, "unfinished");
    remove_if_there(&unfinished).map_err(|error| cannot_write(&unfinished, &error))?;
    let copied = store.copy_to(&unfinished).await;
    store.close().await;
    if let Err(error) = copied {
        // Half a backup is none; what cannot be removed is named by the error that follows.
        let _ = remove_if_there(&unfinished);
        return Err(Failure::User(format!(
            "cannot write {}: {}",
            file.display(),
            super::sentence(&error)
        )));
    }
    File::open(&unfinished)
        .and_then(|written| written.sync_all())
        .and_then(|()| fs::rename(&unfinished, &file))
        .and_then(|()| sync_folder_of(&file))
        .map_err(|error| cannot_write(&file, &error))?;
    let bytes = fs::metadata(&file)?.len();
    writeln!(io::stdout(), "{}: {bytes} bytes", file.display())?;
    Ok(())
}

pub(super) async fn restore(arguments: Restore) -> Result<(), Failure> {
    let Restore { file, data } = arguments;
    let folder = data.folder();
    folder.prepare()?;
    let _lock = folder.lock()?;
    let database = folder.database();
    let restoring = beside(&database, "restoring");
    remove_database(&restoring)?;
    fs::copy(&file, &restoring)
        .map_err(|error| Failure::User(format!("cannot read {}: {error}", file.display())))?;
    let prepared = prepare(&restoring).await;
    if let Err(why) = prepared {
        // It is a copy of the file that was named.
        let _ = remove_database(&restoring);
        return Err(Failure::User(format!(
            "{} is no backup that can be restored: {why}; nothing was changed",
            file.display()
        )));
    }
    let kept = database.exists().then(|| unused_name(&database));
    if let Some(kept) = &kept {
        move_database(&database, kept)?;
    }
    fs::rename(&restoring, &database).and_then(|()| sync_folder_of(&database))?;
    let mut out = io::stdout().lock();
    let (database, file) = (database.display(), file.display());
    writeln!(out, "{database} is restored from {file}.")?;
    if let Some(kept) = kept {
        writeln!(out, "What was there before is kept as {}.", kept.display())?;
    }
    Ok(())
}

/// Brings a copy of a backup up to date, sees that it is sound, and gives it a life of its own:
/// clients that know the old one compare instead of merging.
async fn prepare(copy: &Path) -> Result<(), String> {
    let read = |error: &dyn std::error::Error| super::sentence(error);
    let store = SqliteStore::open_existing(copy)
        .await
        .map_err(|error| read(&error))?;
    let findings = store.examine().await.map_err(|error| read(&error))?;
    if let Some(finding) = findings.first() {
        return Err(format!("the database says: {finding}"));
    }
    store.renew_epoch().await.map_err(|error| read(&error))?;
    store.close().await;
    for part in ["wal", "shm"] {
        if sidecar(copy, part).exists() {
            return Err("its last changes are still beside it".to_owned());
        }
    }
    // Its lock has done its work.
    remove_if_there(&copy.with_extension("opening")).map_err(|error| error.to_string())?;
    File::open(copy)
        .and_then(|file| file.sync_all())
        .map_err(|error| error.to_string())
}

/// `tandem.sqlite` → `tandem.sqlite.WORD`.
fn beside(path: &Path, word: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(word);
    name.into()
}

/// What SQLite keeps beside a database: `tandem.sqlite-wal`.
fn sidecar(database: &Path, part: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-");
    name.push(part);
    name.into()
}

fn unused_name(database: &Path) -> PathBuf {
    let first = beside(database, "before-restore");
    let more = (2..).map(|number| beside(database, &format!("before-restore-{number}")));
    std::iter::once(first)
        .chain(more)
        .find(|name| !name.exists())
        .expect("numbers do not end")
}

fn move_database(from: &Path, to: &Path) -> io::Result<()> {
    // What is beside it first: a database without its last changes would be an older one.
    for part in ["wal", "shm"] {
        let beside = sidecar(from, part);
        if beside.exists() {
            fs::rename(beside, sidecar(to, part))?;
        }
    }
    fs::rename(from, to)
}

fn remove_database(database: &Path) -> io::Result<()> {
    for part in ["wal", "shm"] {
        remove_if_there(&sidecar(database, part))?;
    }
    remove_if_there(&database.with_extension("opening"))?;
    remove_if_there(database)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all())
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::User(format!("cannot write {}: {error}", path.display()))
}
