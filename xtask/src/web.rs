//! The web half of the product: wasm client, style sheet and public files as a folder to serve.
//!
//! `target/web` holds, after [`assemble`]:
//!
//! - `assets/tandem-<hash>.wasm` and `.js`, `assets/start-<hash>.js` (starts the client; a file of
//!   its own because the content security policy allows no inline script),
//!   `assets/style-<hash>.css`, `assets/snippets/…` when a crate brings scripts of its own;
//! - `assets/german-<hash>.txt`: the texts of the client in German;
//! - `assets/part-<hash>.wasm`: what the client loads when it is first needed, and
//!   `assets/parts-<hash>.js`, which loads it;
//! - everything in `public/`, at the top, under its own name;
//! - `worker.js`, which keeps the program on people's devices;
//! - `manifest.json`, which tells the server the hashed names;
//! - in distributed builds a `.br` and a `.gz` beside each file that compresses.
//!
//! This module never builds the server and never decides how files are served.

mod catalogue;
mod compress;
mod css;
mod hash;
mod manifest;
mod names;
mod order;
mod site;
mod unused;
mod wasm;
mod worker;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use self::hash::Hash;
use self::manifest::Manifest;
use self::site::Site;
pub(crate) use self::wasm::{Client, Profile};
use self::wasm::{LOADER, SCRIPT};
use crate::workspace::Workspace;

/// Bytes of wasm and scripts, brotli-compressed, that a page may need before it can be used. See
/// decision 22.
const BUDGET: usize = 400_000;

/// What the client weighs, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    wasm: usize,
    wasm_brotli: usize,
    script: usize,
    script_brotli: usize,
    /// What is loaded when it is first needed.
    later: usize,
    later_brotli: usize,
}

/// Compiles the client. See [`wasm::compile`].
pub(crate) fn compile(workspace: &Workspace, profile: Profile) -> Result<Client> {
    wasm::compile(workspace, profile)
}

/// Lays `target/web` for development: nothing is compressed, any size will do.
pub(crate) fn assemble(workspace: &Workspace, client: &Client) -> Result<()> {
    lay_out(workspace, client)?.write(&workspace.web())
}

/// Lays `target/web` for distribution: compressed, and weighed.
pub(crate) fn assemble_compressed(workspace: &Workspace, client: &Client) -> Result<Weight> {
    let mut site = lay_out(workspace, client)?;
    compress::add_siblings(&mut site, &workspace.compressed())?;
    site.write(&workspace.web())?;
    Ok(Weight::of(&site))
}

fn lay_out(workspace: &Workspace, client: &Client) -> Result<Site> {
    let mut site = Site::default();
    let wasm = site.add_hashed("tandem", "wasm", client.wasm.clone())?;
    let script = add_scripts(&mut site, client, &wasm)?;
    let german = site.add_hashed("german", "txt", client.german.clone().into_bytes())?;
    let start = start_script(&script, &wasm, &german);
    let start = site.add_hashed("start", "js", start.into_bytes())?;
    let sheet = css::bundle(&workspace.style())?;
    let style = site.add_hashed("style", "css", sheet.into_bytes())?;
    for (path, text) in &client.snippets {
        site.add(format!("assets/snippets/{path}"), text.clone().into_bytes())?;
    }
    add_public_files(&mut site, &workspace.public(), "")?;
    worker::add(&mut site)?;

    let build = site.hash();
    let manifest = Manifest {
        start,
        style,
        script,
        wasm,
        german,
        build,
    };
    site.add(Manifest::FILE.to_owned(), manifest.to_json().into_bytes())?;
    Ok(site)
}

/// Adds the parts that are loaded later, the module that loads them, and the script of the client;
/// returns the path of the last. The last two name each other: the loader is named after the files
/// that it loads.
fn add_scripts(site: &mut Site, client: &Client, wasm: &str) -> Result<String> {
    let mut loader = client.loader.clone();
    for (name, part) in &client.parts {
        let path = site.add_hashed("part", "wasm", part.clone())?;
        loader = loader.replace(&format!("./{name}"), &beside(&path));
    }
    let mut hash = Hash::default();
    hash.add(wasm.as_bytes());
    hash.add(loader.as_bytes());
    let loader_path = format!("assets/parts-{}.js", hash.name());
    // Only where it is imported: the wasm knows the module under the name that it has there.
    let script = client.script.replace(
        &format!("from \"{LOADER}\""),
        &format!("from \"{}\"", beside(&loader_path)),
    );
    let script = site.add_hashed("tandem", "js", script.into_bytes())?;
    let loader = loader.replace(SCRIPT, &beside(&script));
    site.add(loader_path, loader.into_bytes())?;
    Ok(script)
}

/// A file as another one in the same folder names it.
fn beside(path: &str) -> String {
    format!("./{}", path.trim_start_matches("assets/"))
}

/// The module that the page names: it imports the client's script, hands it the wasm, and tells the
/// client where its German texts are.
fn start_script(script: &str, wasm: &str, german: &str) -> String {
    format!(
        "import init, {{ start }} from \"{script}\";\n\
         await init({{ module_or_path: new URL(\"{wasm}\", import.meta.url) }});\n\
         start(new URL(\"{german}\", import.meta.url).href);\n",
        script = beside(script),
        wasm = beside(wasm),
        german = beside(german),
    )
}

fn add_public_files(site: &mut Site, folder: &Path, below: &str) -> Result<()> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("cannot read the public files in {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            bail!("{} has a name that is not UTF-8; rename it", path.display());
        };
        if path.is_dir() {
            add_public_files(site, &path, &format!("{below}{name}/"))?;
        } else {
            let bytes = fs::read(&path)
                .with_context(|| format!("cannot read the public file {}", path.display()))?;
            site.add(format!("{below}{name}"), bytes)?;
        }
    }
    Ok(())
}

impl Weight {
    fn of(site: &Site) -> Self {
        let mut weight = Self::default();
        for (path, bytes) in site.files() {
            let brotli = || site.length(&format!("{path}.br"));
            match path.rsplit_once('.') {
                Some((name, "wasm")) if name.starts_with("assets/part-") => {
                    weight.later += bytes.len();
                    weight.later_brotli += brotli();
                }
                Some((_, "wasm")) => {
                    weight.wasm += bytes.len();
                    weight.wasm_brotli += brotli();
                }
                Some((_, "js")) => {
                    weight.script += bytes.len();
                    weight.script_brotli += brotli();
                }
                _ => {}
            }
        }
        weight
    }

    /// Whether the start of a page stays within the budget.
    pub(crate) fn check(&self) -> Result<()> {
        let total = self.wasm_brotli + self.script_brotli;
        if total > BUDGET {
            bail!(
                "the client weighs {} compressed, the budget is {}: \
                 look for what was added since the last build that was within it",
                kilobytes(total),
                kilobytes(BUDGET),
            );
        }
        Ok(())
    }

    /// A small table for people.
    pub(crate) fn table(&self) -> String {
        let row = |name: &str, raw, brotli| {
            format!(
                "  {name:<8}{:>12}{:>12}\n",
                kilobytes(raw),
                kilobytes(brotli)
            )
        };
        let raw = self.wasm + self.script;
        let brotli = self.wasm_brotli + self.script_brotli;
        format!("  {:<8}{:>12}{:>12}\n", "client", "raw", "brotli")
            + &row("wasm", self.wasm, self.wasm_brotli)
            + &row("scripts", self.script, self.script_brotli)
            + &row("total", raw, brotli)
            + &format!("  budget {:>25}\n", kilobytes(BUDGET))
            + row("later", self.later, self.later_brotli).trim_end()
    }
}

/// Bytes as thousands of bytes, for people.
pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn weighing(wasm_brotli: usize) -> Site {
        let mut site = Site::default();
        site.add("assets/tandem-0.wasm".to_owned(), vec![0; 2_000_000])
            .unwrap();
        site.add("assets/tandem-0.wasm.br".to_owned(), vec![0; wasm_brotli])
            .unwrap();
        site.add("assets/tandem-0.js".to_owned(), vec![0; 50_000])
            .unwrap();
        site.add("assets/tandem-0.js.br".to_owned(), vec![0; 10_000])
            .unwrap();
        site.add("icon.svg".to_owned(), vec![0; 9_000_000]).unwrap();
        site
    }

    #[test]
    fn scripts_and_wasm_together_must_keep_the_budget() {
        let within = Weight::of(&weighing(BUDGET - 10_000));
        assert_eq!(within.script_brotli, 10_000);
        within.check().unwrap();

        let error = Weight::of(&weighing(BUDGET - 9_999)).check().unwrap_err();
        assert!(error.to_string().contains("budget is 400.0 kB"), "{error}");
    }

    #[test]
    fn the_start_script_names_its_neighbours() {
        let script = start_script(
            "assets/tandem-aa.js",
            "assets/tandem-bb.wasm",
            "assets/german-cc.txt",
        );
        assert!(script.contains(r#"from "./tandem-aa.js""#), "{script}");
        assert!(
            script.contains(r#"URL("./tandem-bb.wasm", import.meta.url)"#),
            "{script}"
        );
        assert!(
            script.contains(r#"start(new URL("./german-cc.txt", import.meta.url)"#),
            "{script}"
        );
    }

    /// A client and style sheets with as little in them as can be, assembled.
    fn manifest_with(style: &str) -> (tempfile::TempDir, BTreeMap<String, String>) {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        fs::create_dir(workspace.style()).unwrap();
        fs::write(workspace.style().join("main.css"), style).unwrap();
        fs::create_dir(workspace.public()).unwrap();
        let client = Client {
            wasm: b"wasm".to_vec(),
            script: format!("import * as parts from \"{LOADER}\""),
            snippets: [("part/inline0.js".to_owned(), "snippet".to_owned())].into(),
            parts: [("split_tools.wasm".to_owned(), b"tools".to_vec())].into(),
            german: "61e6be1aNein\n".to_owned(),
            loader: format!("import {{}} from \"{SCRIPT}\"; load(\"./split_tools.wasm\")"),
        };
        assemble_compressed(&workspace, &client).unwrap();
        let manifest = fs::read(workspace.web().join("manifest.json")).unwrap();
        (folder, serde_json::from_slice(&manifest).unwrap())
    }

    #[test]
    fn the_manifest_names_files_that_are_there_in_three_forms() {
        let (folder, manifest) = manifest_with("a {}");
        let web = Workspace::at(folder.path()).web();
        for key in ["start", "style", "script", "wasm", "german"] {
            for form in ["", ".br", ".gz"] {
                let file = web.join(manifest[key].clone() + form);
                assert!(file.is_file(), "{key}: there is no {}", file.display());
            }
        }
        assert!(web.join("assets/snippets/part/inline0.js").is_file());
    }

    #[test]
    fn the_script_and_what_loads_the_parts_name_each_other() {
        let (folder, manifest) = manifest_with("a {}");
        let web = Workspace::at(folder.path()).web();
        let read = |path: &str| fs::read_to_string(web.join(path)).unwrap();
        // The file that is named in the quotes behind these words.
        let named = |text: &str, before: &str| {
            let (_, rest) = text.split_once(before).unwrap();
            format!("assets/{}", rest.split_once('"').unwrap().0)
        };
        let loader = read(&named(&read(&manifest["script"]), "from \"./"));
        assert_eq!(named(&loader, "from \"./"), manifest["script"]);
        assert_eq!(read(&named(&loader, "load(\"./")), "tools");
    }

    #[test]
    fn another_style_sheet_is_another_build_with_the_same_client() {
        let (_first, before) = manifest_with("a {}");
        let (_second, after) = manifest_with("b {}");
        assert_ne!(before["build"], after["build"]);
        assert_ne!(before["style"], after["style"]);
        assert_eq!(before["start"], after["start"]);
    }

    #[test]
    fn public_files_keep_their_names_and_folders() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("icons")).unwrap();
        fs::write(folder.path().join("robots.txt"), "User-agent: *").unwrap();
        fs::write(folder.path().join("icons/large.svg"), "<svg/>").unwrap();
        let mut site = Site::default();
        add_public_files(&mut site, folder.path(), "").unwrap();
        let paths: Vec<&str> = site.files().map(|(path, _)| path).collect();
        assert_eq!(paths, ["icons/large.svg", "robots.txt"]);
    }
}
