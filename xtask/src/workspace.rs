//! Where things are in this repository.
//!
//! Every path that xtask reads or writes starts here. This module touches no file.

use std::env;
use std::path::{Path, PathBuf};

/// The repository, as absolute paths.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository that this xtask was compiled in.
    pub(crate) fn of_this_repository() -> Self {
        // Cargo tells where the package lies now; what it said at compile time is the answer for
        // an xtask that is started by hand.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .expect("xtask is a folder of the repository")
            .to_path_buf();
        Self { root }
    }

    /// A folder that a test has made.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The one folder for everything that is built.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// What the server serves: hashed assets, their compressed siblings and `manifest.json`.
    pub(crate) fn web(&self) -> PathBuf {
        self.target().join("web")
    }

    /// Compressed files of earlier builds, named by what was compressed.
    pub(crate) fn compressed(&self) -> PathBuf {
        self.target().join("web-compressed")
    }

    /// The self-contained program that is handed out.
    pub(crate) fn distributed_binary(&self) -> PathBuf {
        self.target().join("dist").join("tandem")
    }

    pub(crate) fn style(&self) -> PathBuf {
        self.root.join("style")
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// Where `run` and `dev` keep their plans.
    pub(crate) fn data(&self) -> PathBuf {
        self.root.join("data")
    }
}
