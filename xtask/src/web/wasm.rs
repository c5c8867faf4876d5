//! The client: `tandem-app` compiled to wasm, and the script that binds it to the browser.
//!
//! The client is compiled in an invocation of cargo of its own, so that features of the server's
//! dependencies and of the client's never mix.
//!
//! What is compiled in one piece is taken apart: functions marked with `wasm_split` go, with
//! everything that only they need, into parts that the client loads when they are first called.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_encoder::RawSection;
use wasmparser::{Parser, Payload};

use super::catalogue::Catalogue;
use super::{names, order, unused};
use crate::process;
use crate::setup::WASM_TARGET;
use crate::workspace::Workspace;

/// How the client is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to compile, with checks.
    Development,
    /// Small, as it is handed out.
    Distribution,
}

impl Profile {
    /// The name of the profile in `Cargo.toml`.
    fn name(self) -> &'static str {
        match self {
            Self::Development => "dev",
            Self::Distribution => "wasm-release",
        }
    }

    /// The folder that cargo puts this profile's results in.
    fn folder(self) -> &'static str {
        match self {
            Self::Development => "debug",
            Self::Distribution => "wasm-release",
        }
    }
}

/// The compiled client.
#[derive(Debug)]
pub(crate) struct Client {
    pub(super) wasm: Vec<u8>,
    /// A module whose default export takes the wasm and starts it.
    pub(super) script: String,
    /// Scripts that crates bring along, by path below `snippets/`; `script` imports them.
    pub(super) snippets: BTreeMap<String, String>,
    /// What is loaded later, by file name.
    pub(super) parts: BTreeMap<String, Vec<u8>>,
    /// The module that loads the parts. It names them, and `script` by [`SCRIPT`]; `script` names
    /// it by [`LOADER`].
    pub(super) loader: String,
    /// The texts in German, see [`Catalogue`].
    pub(super) german: String,
}

/// How the module that loads the parts names the script of the client.
pub(super) const SCRIPT: &str = "./tandem.js";
/// How the script of the client names the module that loads the parts.
pub(super) const LOADER: &str = "./parts.js";

pub(super) fn compile(workspace: &Workspace, profile: Profile) -> Result<Client> {
    let mut cargo = process::cargo(workspace);
    cargo
        .args([
            "build",
            "--package=tandem-app",
            "--lib",
            &format!("--target={WASM_TARGET}"),
            &format!("--profile={}", profile.name()),
        ])
        // Flags of the caller would take the place of those that `.cargo/config.toml` has for the
        // client.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    if profile == Profile::Distribution {
        cargo.args(SMALL).env("RUSTC_BOOTSTRAP", "1");
    }
    process::run(&mut cargo)?;
    let library = workspace
        .target()
        .join(WASM_TARGET)
        .join(profile.folder())
        .join("tandem_app.wasm");
    let folder = tempfile::tempdir().context("cannot make a folder for the parts of the client")?;
    take_apart(&library, folder.path())
        .with_context(|| format!("cannot take {} apart", library.display()))?;
    let german = Catalogue::collect(workspace.root())?.file()?;
    bind(folder.path(), profile, german)
        .with_context(|| format!("cannot bind {} to the browser", library.display()))
}

/// The part of the client that every page starts with, before it is bound to the browser.
const FIRST: &str = "first.wasm";

/// Compiles the standard library with the client and for its size, and leaves out where in the source
/// a panic comes from; its message stays. See decision 32.
const SMALL: [&str; 4] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
    "--config",
    "target.wasm32-unknown-unknown.rustflags=['-Zlocation-detail=none']",
];

/// Classes of `wasm-streams`.
const UNUSED: [&str; 3] = [
    "IntoUnderlyingByteSource",
    "IntoUnderlyingSink",
    "IntoUnderlyingSource",
];
/// How the wasm names the module that wasm-bindgen binds it to the browser with.
const BINDINGS: &str = "./tandem_bg.js";

/// Writes [`FIRST`], the parts and [`LOADER`] into `folder`.
fn take_apart(library: &Path, folder: &Path) -> Result<()> {
    let wasm = fs::read(library)?;
    let first = folder.join(FIRST);
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = SCRIPT;
    options.link_name = LOADER;
    wasm_split_cli_support::transform(options).map_err(|report| anyhow!("{report:#}"))?;
    Ok(())
}

fn bind(folder: &Path, profile: Profile, german: String) -> Result<Client> {
    let mut output = Bindgen::new()
        .input_path(folder.join(FIRST))
        .out_name("tandem")
        // The parts need what the linker exports.
        .keep_lld_exports(true)
        .demangle(false)
        .web(true)?
        // The wasm has a hashed name; the start script tells where it is.
        .omit_default_module_path(true)
        .remove_name_section(profile == Profile::Distribution)
        .remove_producers_section(profile == Profile::Distribution)
        .generate_output()?;
    let mut snippets: BTreeMap<String, String> = output
        .local_modules()
        .iter()
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    for (package, texts) in output.snippets() {
        for (number, text) in texts.iter().enumerate() {
            // The names that the generated script imports.
            snippets.insert(format!("{package}/inline{number}.js"), text.clone());
        }
    }
    let script = output.js().to_owned();
    let (wasm, script) = match profile {
        Profile::Development => (output.wasm_mut().emit_wasm(), script),
        Profile::Distribution => {
            let script = unused::remove_classes(output.wasm_mut(), &script, &UNUSED)?;
            let wasm = output.wasm_mut().emit_wasm();
            let (wasm, script) = names::shorten(&wasm, &script, BINDINGS)?;
            (order::alike(&wasm)?, unused::without_space(&script))
        }
    };
    Ok(Client {
        wasm,
        script,
        snippets,
        parts: parts_in(folder, profile)?,
        loader: unused::without_space(&fs::read_to_string(folder.join(LOADER))?),
        german,
    })
}

fn parts_in(folder: &Path, profile: Profile) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut parts = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".wasm") && name != FIRST {
            let part = fs::read(entry.path())?;
            let part = match profile {
                Profile::Development => part,
                Profile::Distribution => order::alike(&without_custom_sections(&part)?)?,
            };
            parts.insert(name, part);
        }
    }
    Ok(parts)
}

/// A module without what only debuggers read, such as the names of its functions.
fn without_custom_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if matches!(payload, Payload::CustomSection(_)) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let data = &wasm[usize::try_from(range.start)?..usize::try_from(range.end)?];
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_loses_its_names_and_nothing_else() {
        let section = |id: u8, data: &[u8]| {
            let mut section = vec![id, u8::try_from(data.len()).unwrap()];
            section.extend(data);
            section
        };
        let head = [b"\0asm".as_slice(), &[1, 0, 0, 0]].concat();
        // One type: a function without parameters and results.
        let types = section(1, &[1, 0x60, 0, 0]);
        let names = section(0, b"\x04name\x00");
        let wasm = [head.clone(), types.clone(), names].concat();
        assert_eq!(
            without_custom_sections(&wasm).unwrap(),
            [head, types].concat()
        );
    }
}
