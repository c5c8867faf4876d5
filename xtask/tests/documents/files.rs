//! The files and folders of the repository, without what is built, fetched or stored in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Made by commands, never part of a clone.
pub(crate) const GENERATED: &[&str] = &["target", "data", "node_modules"];

/// Paths from the root, with `/`.
#[derive(Debug, Default)]
pub(crate) struct Files {
    paths: BTreeSet<String>,
}

impl Files {
    pub(crate) fn read(root: &Path) -> Self {
        let mut files = Self::default();
        files.collect(root, "");
        files
    }

    /// For trials.
    pub(crate) fn of(paths: &[&str]) -> Self {
        Self {
            paths: paths.iter().map(|&path| path.to_owned()).collect(),
        }
    }

    fn collect(&mut self, folder: &Path, below: &str) {
        let entries = fs::read_dir(folder).expect("a folder of the repository can be listed");
        for entry in entries {
            let entry = entry.expect("a folder of the repository can be listed");
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name == ".git" || GENERATED.contains(&&*name) {
                continue;
            }
            let path = format!("{below}{name}");
            if entry.path().is_dir() {
                self.collect(&entry.path(), &format!("{path}/"));
            }
            self.paths.insert(path);
        }
    }

    /// Whether there is a file or folder of this path; of a bare file name, anywhere.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.paths.contains(path)
            || !path.contains('/')
                && self
                    .paths
                    .iter()
                    .any(|known| known.rsplit_once('/').is_some_and(|(_, name)| name == path))
    }

    /// The pages below a folder.
    pub(crate) fn markdown_below(&self, folder: &str) -> Vec<String> {
        let is_page = |path: &&String| path.starts_with(folder) && path.ends_with(".md");
        self.paths.iter().filter(is_page).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_from_the_root_and_a_bare_name_is_found_anywhere() {
        let files = Files::of(&["server", "server/src", "server/src/rooms.rs"]);
        assert!(files.has("server/src/rooms.rs"));
        assert!(files.has("server/"));
        assert!(files.has("rooms.rs"));
        assert!(!files.has("src/rooms.rs"));
        assert!(!files.has("room.rs"));
    }
}
