//! What a code span names: a path, a Rust item, or neither.
//!
//! A path contains `/`, ends like a file, or is a folder at the root. It is written from the root;
//! `*`, `<…>` and `{…}` stand for any name. Addresses that begin with `/`, media types and what
//! commands generate are no paths.
//!
//! An item is `Type`, `Type::member`, `module::item` or `function(…)`. Items of dependencies are
//! written with the name of their crate and not looked for, nor is what the prelude brings.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::files::{Files, GENERATED};
use crate::items::{self, Items};

const EXTENSIONS: &[&str] = &[
    "css", "html", "js", "json", "lock", "md", "rs", "sql", "svg", "toml", "ts", "txt", "yml",
];

const MEDIA_TYPES: &[&str] = &["application", "audio", "font", "image", "text", "video"];

const PRELUDE: &[&str] = &[
    "Box", "Err", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// From the root, up to the first part that stands for any name.
    Path(String),
    /// `a::b::c` in parts.
    Item(Vec<String>),
}

impl Name {
    /// Whether it exists, else what the author of the page can do.
    pub(crate) fn find(&self, files: &Files, items: &Items) -> Result<(), &'static str> {
        match self {
            Self::Path(path) if files.has(path) => Ok(()),
            Self::Path(_) => Err("there is no such path; write paths from the root"),
            Self::Item(parts) if items.has(parts) => Ok(()),
            Self::Item(_) => Err(
                "no source defines it; write an item of a dependency with its \
                                  crate, and what is no item without backticks",
            ),
        }
    }
}

/// What is needed to tell names apart.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Folders at the root.
    folders: BTreeSet<String>,
    /// Crates that others wrote, as they are named in sources.
    dependencies: BTreeSet<String>,
}

impl Vocabulary {
    pub(crate) fn read(root: &Path) -> Self {
        let entries = fs::read_dir(root).expect("the root of the repository can be listed");
        let folders = entries
            .filter_map(|entry| entry.ok().filter(|entry| entry.path().is_dir()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !GENERATED.contains(&name.as_str()))
            .collect();
        let manifest =
            fs::read_to_string(root.join("Cargo.toml")).expect("the workspace has a manifest");
        let own: BTreeSet<String> = items::crates(root)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let mut dependencies = dependencies(&manifest);
        dependencies.retain(|name| !own.contains(name));
        Self {
            folders,
            dependencies,
        }
    }

    /// What the span names, if anything that can be looked for.
    pub(crate) fn classify(&self, span: &str) -> Option<Name> {
        self.path(span).or_else(|| self.item(span))
    }

    fn path(&self, span: &str) -> Option<Name> {
        let no_path = span.starts_with('/') || span.contains("://") || span.contains("::");
        if no_path || span.contains(|c: char| c.is_whitespace() || "()=\"'`,;".contains(c)) {
            return None;
        }
        let (first, rest) = span.split_once('/').unwrap_or((span, ""));
        if GENERATED.contains(&first) {
            return None;
        }
        let is_media_type = MEDIA_TYPES.contains(&first) && !rest.is_empty();
        let is_file = span
            .rsplit_once('.')
            .is_some_and(|(stem, extension)| !stem.is_empty() && EXTENSIONS.contains(&extension));
        let is_path = span.contains('/') && !is_media_type
            || is_file && !span.contains('*')
            || self.folders.contains(first);
        let known: Vec<&str> = span
            .split('/')
            .take_while(|part| !part.contains(['*', '<', '{']))
            .collect();
        (is_path && !known.is_empty()).then(|| Name::Path(known.join("/")))
    }

    fn item(&self, span: &str) -> Option<Name> {
        let (path, is_call) = match span.split_once('(') {
            Some((path, _)) => (path, true),
            None => (span, false),
        };
        let path = path.split('<').next().unwrap_or_default();
        let parts: Vec<String> = path.split("::").map(str::to_owned).collect();
        if !parts.iter().all(|part| is_identifier(part)) {
            return None;
        }
        let first = parts[0].as_str();
        let is_item = if parts.len() == 1 {
            (is_call || is_type(first)) && !PRELUDE.contains(&first)
        } else {
            !self.dependencies.contains(first) && !PRELUDE.contains(&first)
        };
        is_item.then_some(Name::Item(parts))
    }
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Written like a type: a capital first, and neither an abbreviation nor a constant.
fn is_type(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.contains(|c: char| c.is_ascii_lowercase())
        && !text.contains('_')
}

/// The standard library and the keys of `[workspace.dependencies]`.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let table = manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .unwrap_or_default();
    let lines = table.lines().take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key.replace('-', "_"))
        .chain(["std", "core", "alloc"].map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary {
            folders: ["app", "docs"].map(str::to_owned).into(),
            dependencies: dependencies(
                "[workspace.dependencies]\nyrs = \"1\"\nweb-sys = \"1\"\n\n[profile.dev]\nnot = 1\n",
            ),
        }
    }

    #[track_caller]
    fn path(span: &str, expected: &str) {
        assert_eq!(
            vocabulary().classify(span),
            Some(Name::Path(expected.to_owned())),
            "{span}"
        );
    }

    #[track_caller]
    fn item(span: &str, expected: &[&str]) {
        let parts = expected.iter().map(|&part| part.to_owned()).collect();
        assert_eq!(
            vocabulary().classify(span),
            Some(Name::Item(parts)),
            "{span}"
        );
    }

    #[track_caller]
    fn neither(span: &str) {
        assert_eq!(vocabulary().classify(span), None, "{span}");
    }

    #[test]
    fn paths() {
        path("shared/plan", "shared/plan");
        path("server/src/rooms/", "server/src/rooms/");
        path(".ci/run", ".ci/run");
        path("Cargo.toml", "Cargo.toml");
        path("app", "app");
        path("style/**/*.css", "style");
        path("docs/decisions/<number>-<title>.md", "docs/decisions");
    }

    #[test]
    fn items() {
        item("Room", &["Room"]);
        item("Room::handle", &["Room", "handle"]);
        item("rooms::guard", &["rooms", "guard"]);
        item(
            "tandem_plan::document::Plan",
            &["tandem_plan", "document", "Plan"],
        );
        item("splice()", &["splice"]);
        item("handle(event) → effects", &["handle"]);
        item("Signal<Text>", &["Signal"]);
    }

    #[test]
    fn what_is_neither() {
        for span in [
            "cargo xtask test",
            "/api/plans",
            "/p/{id}",
            "https://example.com/a",
            "text/html",
            "target/dist/tandem",
            "node_modules",
            "room",
            "--listen",
            "TANDEM_LISTEN",
            "WAL",
            "yrs::Doc",
            "web_sys::Element",
            "std::fs::read",
            "Option<String>",
            "view!",
            "*.css",
            "0.28",
            "a = 1",
            "",
        ] {
            neither(span);
        }
    }

    #[test]
    fn what_does_not_exist_is_answered_with_advice() {
        let (files, items) = (Files::of(&["app", "app/src"]), Items::default());
        let classify = |span| vocabulary().classify(span).unwrap();
        assert_eq!(classify("app/src").find(&files, &items), Ok(()));
        assert!(
            classify("src/main.rs")
                .find(&files, &items)
                .unwrap_err()
                .contains("from the root")
        );
        assert!(
            classify("Room")
                .find(&files, &items)
                .unwrap_err()
                .contains("no source defines it")
        );
    }
}
