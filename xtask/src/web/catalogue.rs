//! The texts of the client in another language than English, collected from the source.
//!
//! The client that is handed out has only the English texts in it; a page in another language loads
//! the catalogue of that language. This module finds every text where it stands, as a call with
//! literals, and writes the file that `tandem_plan::language::catalogue` reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

/// Where the texts of the client stand, below the workspace.
const SOURCES: [&str; 2] = ["app/src", "shared/plan/src"];

/// What stands before the two languages of a text.
const TEXT: &str = " Text:: new";
/// What stands before a key and the two languages of its label, as in the choices of the schema.
const CHOICE: &str = " choice";
const DEFINITION: &str = " fn choice";

/// German by English.
#[derive(Debug, Default)]
pub(super) struct Catalogue(BTreeMap<String, String>);

impl Catalogue {
    /// All texts that stand in the sources of the client.
    pub(super) fn collect(root: &Path) -> Result<Self> {
        let mut catalogue = Self::default();
        for folder in SOURCES {
            catalogue.read_folder(&root.join(folder))?;
        }
        Ok(catalogue)
    }

    fn read_folder(&mut self, folder: &Path) -> Result<()> {
        let entries = fs::read_dir(folder);
        let entries = entries.with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                self.read_folder(&path)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                self.read_source(&source)
                    .with_context(|| format!("cannot take the texts of {}", path.display()))?;
            }
        }
        Ok(())
    }

    fn read_source(&mut self, source: &str) -> Result<()> {
        let tokens: TokenStream = source.parse().map_err(|error| anyhow!("{error}"))?;
        self.read_tokens(tokens)
    }

    fn read_tokens(&mut self, tokens: TokenStream) -> Result<()> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else {
                continue;
            };
            let before: String = tokens[..at].iter().rev().take(4).map(word).rev().collect();
            let makes_a_choice = before.ends_with(CHOICE) && !before.ends_with(DEFINITION);
            match literals(group.stream()).as_deref() {
                Some([english, german]) if before.ends_with(TEXT) => self.add(english, german)?,
                Some([_, english, german]) if makes_a_choice => self.add(english, german)?,
                _ if before.ends_with(TEXT) => {
                    let at = group.span_open().start().line;
                    bail!("the text in line {at} is not made of two literals");
                }
                _ => self.read_tokens(group.stream())?,
            }
        }
        Ok(())
    }

    fn add(&mut self, english: &str, german: &str) -> Result<()> {
        if german.contains(['\n', '\r']) {
            bail!("the German for `{english}` has more than one line; a catalogue cannot hold it");
        }
        if places(english) != places(german) {
            bail!("`{english}` and `{german}` have not the same places to fill");
        }
        let before = self.0.insert(english.to_owned(), german.to_owned());
        if let Some(before) = before.filter(|before| before != german) {
            bail!(
                "`{english}` is `{before}` in one place and `{german}` in another: \
                 say it differently in English too, for the client finds German by English"
            );
        }
        Ok(())
    }

    /// The file. See `tandem_plan::language::catalogue` for what is in it.
    pub(super) fn file(&self) -> Result<String> {
        let mut lines: BTreeMap<u32, (&str, &str)> = BTreeMap::new();
        for (english, german) in &self.0 {
            let before = lines.insert(fingerprint(english), (english, german));
            if let Some((before, _)) = before {
                bail!("`{before}` and `{english}` have the same fingerprint: change one of them");
            }
        }
        let lines = lines.iter();
        Ok(lines
            .map(|(fingerprint, (_, german))| format!("{fingerprint:08x}{german}\n"))
            .collect())
    }
}

/// A token as far as it can be a part of the name of a call.
fn word(token: &TokenTree) -> String {
    match token {
        TokenTree::Ident(name) => format!(" {name}"),
        TokenTree::Punct(sign) => sign.to_string(),
        TokenTree::Group(_) | TokenTree::Literal(_) => ";".to_owned(),
    }
}

/// The arguments, if all of them are strings.
fn literals(arguments: TokenStream) -> Option<Vec<String>> {
    let arguments = Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(arguments);
    let strings = arguments.ok()?.iter().map(LitStr::value).collect();
    Some(strings)
}

/// The names in braces, in the order of the alphabet.
fn places(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1);
    names.filter_map(|rest| rest.split('}').next()).collect()
}

/// FNV-1a with 32 bits.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file_of(source: &str) -> Result<String> {
        let mut catalogue = Catalogue::default();
        catalogue.read_source(source)?;
        catalogue.file()
    }

    #[test]
    fn every_text_is_a_line_wherever_it_stands() {
        let source = r#"
            const fn choice(key: &'static str, en: &'static str, de: &'static str) -> Choice {}
            const ALL: &[Choice] = &[choice("no", "No", "Nein")];
            fn f() { show(vec![tr(Text::new("Yes", "Ja \
                und Amen",))]); editor.choice(store, "tier"); Other::new("a", "b") }
        "#;
        let expected = "61e6be1aNein\nb3a43630Ja und Amen\n";
        assert_eq!(file_of(source).unwrap(), expected);
    }

    #[test]
    fn a_text_that_would_stay_english_is_refused() {
        let error = file_of("fn f(a: &str) -> Text {\n Text::new(a, \"b\") }").unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
        let error = file_of(r#"const A: Text = Text::new("{a} of {b}", "{b}");"#).unwrap_err();
        assert!(error.to_string().contains("places to fill"), "{error}");
        let source =
            r#"const A: [Text; 2] = [Text::new("Open", "Offen"), Text::new("Open", "Auf")];"#;
        let error = file_of(source).unwrap_err();
        assert!(error.to_string().contains("`Offen`"), "{error}");
    }

    /// The same texts and numbers as in the test of what reads the file.
    #[test]
    fn fingerprints_are_those_of_the_client() {
        assert_eq!(fingerprint(""), 0x811c_9dc5);
        assert_eq!(fingerprint("foobar"), 0xbf9c_f968);
    }

    #[test]
    fn the_client_has_german_texts() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let catalogue = Catalogue::collect(&root).unwrap();
        assert_eq!(catalogue.0["Saved"], "Gespeichert");
        catalogue.file().unwrap();
    }
}
