//! The documents of this repository name only what exists.
//!
//! - Every path and every Rust item that docs/ARCHITECTURE.md names as `code` is there, see
//!   [`names`] for what counts as which.
//! - Every relative link in README.md and below docs/ leads to a file and, if it names one, to a
//!   heading.
//!
//! Nothing here judges what the documents say.

mod files;
mod items;
mod links;
mod markdown;
mod names;

use std::path::{Path, PathBuf};

use self::files::Files;
use self::items::Items;
use self::markdown::Page;
use self::names::Vocabulary;

const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";
const README: &str = "README.md";

fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .parent()
        .expect("xtask is a folder of the repository")
        .to_path_buf()
}

#[track_caller]
fn expect_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn the_architecture_page_names_only_what_exists() {
    let root = root();
    let page = Page::read(&root.join(ARCHITECTURE));
    let vocabulary = Vocabulary::read(&root);
    let (files, items) = (Files::read(&root), Items::read(&root));
    let mut complaints = Vec::new();
    let mut checked = 0;
    for (line, span) in page.code_spans() {
        let Some(name) = vocabulary.classify(span) else {
            continue;
        };
        checked += 1;
        if let Err(why) = name.find(&files, &items) {
            complaints.push(format!("{ARCHITECTURE}:{line}: `{span}`: {why}"));
        }
    }
    expect_none(&complaints);
    assert!(
        checked > 0,
        "{ARCHITECTURE} names no path and no item as `code`"
    );
}

#[test]
fn every_relative_link_leads_somewhere() {
    let root = root();
    let files = Files::read(&root);
    let mut pages = files.markdown_below("docs/");
    pages.push(README.to_owned());
    let mut complaints = Vec::new();
    for path in pages {
        let page = Page::read(&root.join(&path));
        for (line, target) in page.links() {
            if let Err(why) = links::follow(&root, &path, target) {
                complaints.push(format!("{path}:{line}: the link to {target} {why}"));
            }
        }
    }
    expect_none(&complaints);
}
