//! The script that keeps the program on people's devices: `worker.js` beside this file, with the
//! names of a build's files in it.
//!
//! It lies at the top of the site, under a name that never changes: a browser asks for it again
//! and takes the new one when a single byte of it differs, which the hash sees to.

use anyhow::Result;

use super::hash::Hash;
use super::site::Site;

/// Where the script is found; its scope is the folder that it lies in.
pub(super) const PATH: &str = "worker.js";

const TEMPLATE: &str = include_str!("worker.js");

/// Adds the script, which names every file of the site that the program needs.
pub(super) fn add(site: &mut Site) -> Result<()> {
    let mut hash = Hash::default();
    let mut paths = Vec::new();
    for (path, bytes) in site.files().filter(|(path, _)| is_needed(path)) {
        hash.add(path.as_bytes());
        hash.add(bytes);
        paths.push(format!("/{path}"));
    }
    let script = TEMPLATE
        .replace("$NAME", &hash.name())
        .replace("$FILES", &serde_json::to_string(&paths)?);
    site.add(PATH.to_owned(), script.into_bytes())
}

fn is_needed(path: &str) -> bool {
    path.starts_with("assets/") || path.ends_with(".svg") || path.ends_with(".webmanifest")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script_of(files: &[(&str, &str)]) -> String {
        let mut site = Site::default();
        for (path, content) in files {
            site.add((*path).to_owned(), content.as_bytes().to_vec())
                .unwrap();
        }
        add(&mut site).unwrap();
        let (_, script) = site.files().find(|(path, _)| *path == PATH).unwrap();
        String::from_utf8(script.to_vec()).unwrap()
    }

    #[test]
    fn it_names_what_the_program_needs_and_nothing_else() {
        let script = script_of(&[
            ("assets/tandem-1.wasm", "wasm"),
            ("icon.svg", "<svg/>"),
            ("robots.txt", "robots"),
        ]);
        let files = r#"const FILES = ["/assets/tandem-1.wasm","/icon.svg"];"#;
        assert!(script.contains(files), "{script}");
        assert!(!script.contains("$NAME"), "{script}");
    }

    #[test]
    fn another_content_is_another_script() {
        let before = script_of(&[("icon.svg", "<svg/>")]);
        let after = script_of(&[("icon.svg", "<svg></svg>")]);
        assert_ne!(before, after);
        assert_eq!(before, script_of(&[("icon.svg", "<svg/>")]));
    }
}
