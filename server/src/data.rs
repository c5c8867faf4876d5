//! The data folder: the database, the lock of the server that runs on it, and where that server
//! is found.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::path::PathBuf;

use crate::config::{InvalidPublicUrl, PublicUrl};

const DATABASE: &str = "tandem.sqlite";
const LOCK: &str = "server.lock";
const PUBLIC_URL: &str = "public-url";

/// The folder that holds everything a server keeps.
#[derive(Debug, Clone)]
pub struct DataFolder {
    path: PathBuf,
}

/// Held while a server runs on the folder; given back by the system even if the server is killed.
#[derive(Debug)]
pub struct ServerLock {
    _file: File,
}

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// It is not there and cannot be made, or cannot be written to.
    #[error(
        "cannot write to the data folder {}: {source}; choose another with --data, or mend its permissions", path.display()
    )]
    NotWritable {
        /// Which folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another server runs on it.
    #[error(
        "another server is running on the data folder {}: stop it, or choose another folder with --data", path.display()
    )]
    Taken {
        /// Which folder.
        path: PathBuf,
    },
    /// A file of it cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    NotReadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file that says where the server is found does not.
    #[error("{}: {source}; remove the file and start the server again", path.display())]
    PublicUrl {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        source: InvalidPublicUrl,
    },
}

impl DataFolder {
    /// The folder under this path. Nothing is looked at or made yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Makes the folder if it is not there, and sees to it that it can be written to.
    ///
    /// # Errors
    /// If it cannot.
    pub fn prepare(&self) -> Result<(), DataError> {
        // Permissions tell only half of it, the disk may be read-only: so a file is opened.
        let opened = self.make().and_then(|()| self.lock_file());
        match opened {
            Ok(_) => Ok(()),
            Err(source) => Err(self.not_writable(source)),
        }
    }

    /// The database's file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Takes the folder for one server.
    ///
    /// # Errors
    /// If another server has it.
    pub fn lock(&self) -> Result<ServerLock, DataError> {
        let file = self
            .lock_file()
            .map_err(|source| self.not_writable(source))?;
        match file.try_lock() {
            Ok(()) => Ok(ServerLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(DataError::Taken {
                path: self.path.clone(),
            }),
            Err(TryLockError::Error(source)) => Err(self.not_writable(source)),
        }
    }

    /// Where the server that runs here, or ran here last, is found.
    ///
    /// # Errors
    /// If the file that says so cannot be read or understood.
    pub fn public_url(&self) -> Result<Option<PublicUrl>, DataError> {
        let path = self.path.join(PUBLIC_URL);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(DataError::NotReadable { path, source }),
        };
        let url = text.trim().parse();
        url.map(Some)
            .map_err(|source| DataError::PublicUrl { path, source })
    }

    /// Notes where the server that runs here is found.
    ///
    /// # Errors
    /// If that cannot be written.
    pub fn set_public_url(&self, url: &PublicUrl) -> Result<(), DataError> {
        // Written beside and moved, so that a reader never finds half of it.
        let beside = self.path.join(format!("{PUBLIC_URL}.new"));
        fs::write(&beside, format!("{url}\n"))
            .and_then(|()| fs::rename(&beside, self.path.join(PUBLIC_URL)))
            .map_err(|source| self.not_writable(source))
    }

    /// Plans are nobody's business but the server's: other users of the machine see nothing of a
    /// folder that is made here. One that was there keeps its permissions.
    fn make(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(&self.path)
    }

    fn lock_file(&self) -> io::Result<File> {
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.path.join(LOCK))
    }

    fn not_writable(&self, source: io::Error) -> DataError {
        DataError::NotWritable {
            path: self.path.clone(),
            source,
        }
    }
}
