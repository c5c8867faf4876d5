//! The client: `tandem-app` compiled to wasm, and the script that binds it to the browser.
//!
//! The client is compiled in an invocation of cargo of its own, so that features of the server's
//! dependencies and of the client's never mix.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

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
}

pub(super) fn compile(workspace: &Workspace, profile: Profile) -> Result<Client> {
    // Flags of the caller would take the place of those that `.cargo/config.toml` has for the client.
    process::run(
        process::cargo(workspace)
            .args([
                "build",
                "--package=tandem-app",
                "--lib",
                &format!("--target={WASM_TARGET}"),
                &format!("--profile={}", profile.name()),
            ])
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS"),
    )?;
    let library = workspace
        .target()
        .join(WASM_TARGET)
        .join(profile.folder())
        .join("tandem_app.wasm");
    bind(
        Bindgen::new().input_path(&library).out_name("tandem"),
        profile,
    )
    .with_context(|| format!("cannot bind {} to the browser", library.display()))
}

fn bind(bindgen: &mut Bindgen, profile: Profile) -> Result<Client> {
    let mut output = bindgen
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
    Ok(Client {
        wasm: output.wasm_mut().emit_wasm(),
        script: output.js().to_owned(),
        snippets,
    })
}
