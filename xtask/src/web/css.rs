//! The style sheet: `style/main.css` with its partials put in the place of their imports.
//!
//! `main.css` sets the order of the layers and lists every partial once, as
//! `@import "./name.css";` or `@import "./name.css" layer(name);`, each on a line of its own. That
//! is all this bundler understands; the partials are plain CSS that it never looks into, except to
//! refuse imports, which have no effect there, and to leave out comments and blank space.

mod minify;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use self::minify::minify;

const MAIN: &str = "main.css";

/// The bundle of all style sheets below `folder`.
pub(super) fn bundle(folder: &Path) -> Result<String> {
    let main = read(&folder.join(MAIN))?;
    let mut unlisted = BTreeSet::new();
    collect(folder, Path::new(""), &mut unlisted)
        .with_context(|| format!("cannot list the style sheets in {}", folder.display()))?;
    unlisted.remove(Path::new(MAIN));

    let mut sheet = String::new();
    for (number, line) in without_comments(&main).lines().enumerate() {
        let Some(import) = Import::parse(line) else {
            sheet.push_str(line);
            sheet.push('\n');
            continue;
        };
        let number = number + 1;
        let import = import.with_context(|| format!("style/{MAIN}:{number}"))?;
        let path = import.path;
        let file = folder.join(path);
        if !file.is_file() {
            bail!("style/{MAIN}:{number} imports `{path}`, but there is no style/{path}");
        }
        if !unlisted.remove(Path::new(path)) {
            bail!("style/{MAIN}:{number} imports `{path}` a second time; remove one of the two");
        }
        let partial = read(&file)?;
        if without_comments(&partial)
            .lines()
            .any(|line| Import::parse(line).is_some())
        {
            bail!("style/{path} has an import; only style/{MAIN} may import, list it there");
        }
        match import.layer {
            Some(layer) => sheet.push_str(&format!("@layer {layer} {{\n{partial}\n}}\n")),
            None => sheet.push_str(&partial),
        }
    }
    if let Some(partial) = unlisted.first() {
        let partial = partial.display();
        bail!("style/{MAIN} does not import style/{partial}; list it there or remove the file");
    }
    Ok(minify(&sheet))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file)
        .with_context(|| format!("cannot read the style sheet {}", file.display()))
}

/// All style sheets below `folder`, as paths relative to it.
fn collect(folder: &Path, below: &Path, found: &mut BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder.join(below))? {
        let path = below.join(entry?.file_name());
        if folder.join(&path).is_dir() {
            collect(folder, &path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            found.insert(path);
        }
    }
    Ok(())
}

/// One import, its path relative to `style/`.
struct Import<'a> {
    path: &'a str,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// `None` if the line is something else; an error if it is an import in another form.
    fn parse(line: &'a str) -> Option<Result<Self>> {
        let rest = line.trim().strip_prefix("@import")?;
        Some(Self::parse_rest(rest).with_context(|| {
            format!(
                "cannot read `{}`: write @import \"./name.css\"; or \
                 @import \"./name.css\" layer(name);",
                line.trim()
            )
        }))
    }

    fn parse_rest(rest: &'a str) -> Option<Self> {
        let (path, rest) = rest.trim().strip_prefix("\"./")?.split_once('"')?;
        let rest = rest.trim().strip_suffix(';')?.trim();
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return None;
        }
        if rest.is_empty() {
            return Some(Self { path, layer: None });
        }
        let layer = rest.strip_prefix("layer(")?.strip_suffix(')')?.trim();
        Some(Self {
            path,
            layer: Some(layer),
        })
    }
}

/// Blanks out comments and keeps the line breaks in them, so that line numbers stay right.
fn without_comments(sheet: &str) -> String {
    let mut rest = sheet;
    let mut text = String::with_capacity(sheet.len());
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        text.push_str(before);
        text.extend(comment.chars().filter(|character| *character == '\n'));
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle_of(files: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        bundle(folder.path())
    }

    #[track_caller]
    fn refuses(files: &[(&str, &str)], expected: &str) {
        let error = format!("{:#}", bundle_of(files).unwrap_err());
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn partials_stand_in_the_order_of_their_imports() {
        let sheet = bundle_of(&[
            (
                "main.css",
                "/* order */\n@layer base, parts;\n@import \"./b.css\";\n\
                 @import \"./parts/a.css\" layer(parts);\n",
            ),
            ("parts/a.css", ".a { color: red; }"),
            ("b.css", "@layer base { b { color: blue; } }\n"),
        ])
        .unwrap();
        assert_eq!(
            sheet,
            "@layer base,parts;@layer base{b{color: blue;}}@layer parts{.a{color: red;}}"
        );
    }

    #[test]
    fn a_missing_partial_is_named_with_its_line() {
        refuses(
            &[("main.css", "/*\n*/\n@import \"./gone.css\";")],
            "style/main.css:3 imports `gone.css`, but there is no style/gone.css",
        );
    }

    #[test]
    fn an_unlisted_partial_is_named() {
        refuses(
            &[
                ("main.css", "/* @import \"./forgotten.css\"; */"),
                ("forgotten.css", ""),
            ],
            "does not import style/forgotten.css",
        );
    }

    #[test]
    fn a_partial_is_imported_once() {
        refuses(
            &[
                ("main.css", "@import \"./a.css\";\n@import \"./a.css\";"),
                ("a.css", ""),
            ],
            "style/main.css:2 imports `a.css` a second time",
        );
    }

    #[test]
    fn only_the_main_sheet_imports() {
        refuses(
            &[
                ("main.css", "@import \"./a.css\";"),
                ("a.css", "@import \"./b.css\";"),
            ],
            "style/a.css has an import",
        );
    }

    #[test]
    fn other_forms_of_import_are_refused() {
        for import in [
            "@import url(./a.css);",
            "@import \"../a.css\";",
            "@import \"./a.css\" print;",
            "@import \"./a.css\"",
        ] {
            refuses(
                &[("main.css", import), ("a.css", "")],
                "style/main.css:1: cannot read",
            );
        }
    }

    #[test]
    fn without_a_main_sheet_nothing_can_be_bundled() {
        refuses(&[("a.css", "")], "cannot read the style sheet");
    }
}
