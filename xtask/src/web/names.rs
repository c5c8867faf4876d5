//! Short names for what the client's wasm imports from its script.
//!
//! wasm-bindgen names an import after what it does and adds a hash, once in the wasm and once in
//! the script. Nobody reads those names in a build that is handed out, and hashes do not compress.
//! Names that the parts of the client know, which are exports, stay.

use std::collections::HashMap;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Imports, Parser};

/// The wasm and the script with a short name for each import that `module` provides.
pub(super) fn shorten(wasm: &[u8], script: &str, module: &str) -> Result<(Vec<u8>, String)> {
    let mut shortener = Shortener {
        module,
        names: HashMap::new(),
    };
    let mut short = Module::new();
    shortener
        .parse_core_module(&mut short, Parser::new(0), wasm)
        .map_err(|error| anyhow!("cannot give the imports short names: {error}"))?;
    Ok((short.finish(), replace_words(script, &shortener.names)))
}

struct Shortener<'a> {
    module: &'a str,
    /// Short names by the names that wasm-bindgen gave.
    names: HashMap<String, String>,
}

impl Reencode for Shortener<'_> {
    type Error = std::convert::Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        match imports {
            Imports::Single(index, mut import) if import.module == self.module => {
                let short = format!("i{}", self.names.len());
                let short = self.names.entry(import.name.to_owned()).or_insert(short);
                let short = short.clone();
                import.name = &short;
                let imports = Imports::Single(index, import);
                reencode::utils::parse_imports(self, section, imports)
            }
            imports => reencode::utils::parse_imports(self, section, imports),
        }
    }
}

/// `script` with every word that has another name under that name.
fn replace_words(script: &str, names: &HashMap<String, String>) -> String {
    let is_of_word =
        |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut replaced = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_of_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !is_of_word(c)).unwrap_or(from.len()));
        replaced.push_str(before);
        replaced.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, TypeSection};
    use wasmparser::Payload;

    use super::*;

    fn importing(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut section = ImportSection::new();
        for (module, name) in imports {
            section.import(module, name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&section);
        module.finish()
    }

    fn imports_of(wasm: &[u8]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ImportSection(section) = payload.unwrap() {
                for import in section.into_imports() {
                    let import = import.unwrap();
                    found.push((import.module.to_owned(), import.name.to_owned()));
                }
            }
        }
        found
    }

    #[test]
    fn wasm_and_script_agree_on_the_short_names_of_one_module() {
        let wasm = importing(&[
            ("./bg.js", "__wbg_call_0123"),
            ("./parts.js", "__wbg_call_0123"),
            ("./bg.js", "__wbg_callback_4567"),
        ]);
        let script = "({__wbg_call_0123: call, __wbg_callback_4567: $b, x__wbg_call_0123: 1})";
        let (wasm, script) = shorten(&wasm, script, "./bg.js").unwrap();

        let imports = imports_of(&wasm);
        let named = |at: usize| (imports[at].0.as_str(), imports[at].1.as_str());
        assert_eq!(named(0), ("./bg.js", "i0"));
        assert_eq!(named(1), ("./parts.js", "__wbg_call_0123"));
        assert_eq!(named(2), ("./bg.js", "i1"));
        assert_eq!(script, "({i0: call, i1: $b, x__wbg_call_0123: 1})");
    }
}
