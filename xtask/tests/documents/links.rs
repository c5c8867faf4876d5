//! Follows the relative links of a page. Addresses on the web are never asked.

use std::path::Path;

use crate::markdown::Page;

/// Whether the link leads to something, else what is wrong with it. `page` is a path from `root`.
pub(crate) fn follow(root: &Path, page: &str, target: &str) -> Result<(), &'static str> {
    if target.contains("://") || target.starts_with("mailto:") {
        return Ok(());
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let page = root.join(page);
    let file = if path.is_empty() {
        page
    } else if path.starts_with('/') {
        return Err("is absolute; write it relative to the page");
    } else {
        page.parent().expect("a page lies in a folder").join(path)
    };
    if !file.exists() {
        return Err("leads to no file");
    }
    let inside = file
        .canonicalize()
        .is_ok_and(|file| root.canonicalize().is_ok_and(|root| file.starts_with(root)));
    if !inside {
        return Err("leads out of the repository");
    }
    if !anchor.is_empty() && !Page::read(&file).has_anchor(anchor) {
        return Err("leads to no heading of that page");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_links_that_lead_nowhere_are_refused() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("docs")).unwrap();
        fs::write(root.path().join("README.md"), "# First steps\n").unwrap();
        fs::write(root.path().join("docs/a.md"), "# A page\n").unwrap();
        let follow = |target| follow(root.path(), "docs/a.md", target);

        for target in [
            "https://example.com/x",
            "mailto:a@b.c",
            "../README.md#first-steps",
            "#a-page",
            ".",
        ] {
            assert_eq!(follow(target), Ok(()), "{target}");
        }
        assert_eq!(follow("b.md"), Err("leads to no file"));
        assert_eq!(follow("#b"), Err("leads to no heading of that page"));
        assert_eq!(
            follow("../README.md#a-page"),
            Err("leads to no heading of that page")
        );
        assert_eq!(
            follow("/README.md"),
            Err("is absolute; write it relative to the page")
        );
        assert_eq!(follow("../.."), Err("leads out of the repository"));
    }
}
