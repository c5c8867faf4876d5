//! The files of `target/web`, in memory until they are complete.
//!
//! A file whose content is the same is not written again: its time of change stays, and cargo does
//! not rebuild the server that embeds it. A file that no longer belongs is removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Hash;

/// Content by path, relative to `target/web` and with `/`.
#[derive(Debug, Default)]
pub(super) struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Adds a file; there must be none of that name.
    pub(super) fn add(&mut self, path: String, bytes: Vec<u8>) -> Result<()> {
        if self.files.contains_key(&path) {
            bail!("two files want to be `{path}` on the web; rename the one in public/");
        }
        self.files.insert(path, bytes);
        Ok(())
    }

    /// Adds `assets/<stem>-<hash>.<extension>` and returns that path.
    pub(super) fn add_hashed(
        &mut self,
        stem: &str,
        extension: &str,
        bytes: Vec<u8>,
    ) -> Result<String> {
        let path = format!("assets/{stem}-{}.{extension}", Hash::of(&bytes));
        self.add(path.clone(), bytes)?;
        Ok(path)
    }

    /// All files in the order of their paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The length of a file, 0 if there is none.
    pub(super) fn length(&self, path: &str) -> usize {
        self.files.get(path).map_or(0, Vec::len)
    }

    /// One name for all paths and contents.
    pub(super) fn hash(&self) -> String {
        let mut hash = Hash::default();
        for (path, bytes) in self.files() {
            hash.add(path.as_bytes());
            hash.add(bytes);
        }
        hash.name()
    }

    /// Makes `folder` hold exactly these files.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        for (path, bytes) in self.files() {
            let file = folder.join(path);
            if fs::read(&file).is_ok_and(|present| present == bytes) {
                continue;
            }
            let parent = file
                .parent()
                .expect("a file of the site lies in its folder");
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&file, bytes))
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        self.remove_others(folder, "")
            .with_context(|| format!("cannot remove old files in {}", folder.display()))
    }

    fn remove_others(&self, folder: &Path, below: &str) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.remove_others(&entry.path(), &format!("{path}/"))?;
                if fs::read_dir(entry.path())?.next().is_none() {
                    fs::remove_dir(entry.path())?;
                }
            } else if !self.files.contains_key(&path) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let mut site = Site::default();
        for (path, text) in files {
            site.add((*path).to_owned(), text.as_bytes().to_vec())
                .unwrap();
        }
        site
    }

    #[test]
    fn the_folder_holds_exactly_the_files_of_the_last_build() {
        let folder = tempfile::tempdir().unwrap();
        site(&[("assets/old/a.js", "a"), ("icon.svg", "i")])
            .write(folder.path())
            .unwrap();
        site(&[("assets/b.js", "b"), ("icon.svg", "j")])
            .write(folder.path())
            .unwrap();
        assert!(!folder.path().join("assets/old").exists());
        assert_eq!(
            fs::read_to_string(folder.path().join("assets/b.js")).unwrap(),
            "b"
        );
        assert_eq!(
            fs::read_to_string(folder.path().join("icon.svg")).unwrap(),
            "j"
        );
    }

    #[test]
    fn what_did_not_change_keeps_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let files = site(&[("icon.svg", "i")]);
        files.write(folder.path()).unwrap();
        let icon = fs::File::options()
            .write(true)
            .open(folder.path().join("icon.svg"))
            .unwrap();
        let earlier = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        icon.set_modified(earlier).unwrap();
        files.write(folder.path()).unwrap();
        assert_eq!(icon.metadata().unwrap().modified().unwrap(), earlier);
    }

    #[test]
    fn a_name_is_given_once() {
        let mut site = site(&[("manifest.json", "{}")]);
        let error = site
            .add("manifest.json".to_owned(), Vec::new())
            .unwrap_err();
        assert!(error.to_string().contains("`manifest.json`"), "{error}");
    }

    #[test]
    fn the_hash_follows_names_and_contents() {
        let first = site(&[("a", "1")]).hash();
        assert_eq!(first, site(&[("a", "1")]).hash());
        assert_ne!(first, site(&[("b", "1")]).hash());
        assert_ne!(first, site(&[("a", "2")]).hash());
    }
}
