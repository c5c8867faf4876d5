//! Every item that the sources of the workspace define, by its path.
//!
//! Sources are parsed, so that a name in a comment or a string is no definition. What macros make
//! is not expanded: the names that an item-like macro call is given count as defined there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{ImplItem, Item, TraitItem, Type};

/// Paths by their last part: `Room` → `[tandem_server, rooms, room, Room]`.
#[derive(Debug, Default)]
pub(crate) struct Items {
    paths: BTreeMap<String, Vec<Vec<String>>>,
}

impl Items {
    pub(crate) fn read(root: &Path) -> Self {
        let mut items = Self::default();
        for (name, folder) in crates(root) {
            items.add(vec![name.clone()]);
            for part in ["src", "tests"] {
                items.read_folder(&folder.join(part), std::slice::from_ref(&name));
            }
        }
        items
    }

    /// Whether something is defined whose path ends with the last part and has the others before
    /// it in this order. Parts may be left out: what is exported again has more than one path.
    pub(crate) fn has(&self, parts: &[String]) -> bool {
        let Some((last, before)) = parts.split_last() else {
            return false;
        };
        let candidates = self.paths.get(last).map(Vec::as_slice).unwrap_or_default();
        candidates.iter().any(|path| {
            let mut path = path[..path.len() - 1].iter();
            before
                .iter()
                .filter(|part| *part != "crate")
                .all(|part| path.any(|known| known == part))
        })
    }

    fn add(&mut self, path: Vec<String>) {
        let last = path.last().expect("a path has at least one part").clone();
        self.paths.entry(last).or_default().push(path);
    }

    fn read_folder(&mut self, folder: &Path, module: &[String]) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries {
            let path = entry.expect("a folder of sources can be listed").path();
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let mut inner = module.to_vec();
            if !matches!(stem.as_str(), "lib" | "main") {
                inner.push(stem);
            }
            if path.is_dir() {
                self.read_folder(&path, &inner);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source can be read");
                let parsed = self.read_source(&text, &inner);
                parsed.unwrap_or_else(|error| panic!("cannot parse {}: {error}", path.display()));
            }
        }
    }

    fn read_source(&mut self, text: &str, module: &[String]) -> syn::Result<()> {
        self.add(module.to_vec());
        for item in syn::parse_file(text)?.items {
            self.read_item(&item, module);
        }
        Ok(())
    }

    fn read_item(&mut self, item: &Item, module: &[String]) {
        match item {
            Item::Const(item) => self.member(module, &item.ident),
            Item::Fn(item) => self.member(module, &item.sig.ident),
            Item::Static(item) => self.member(module, &item.ident),
            Item::Struct(item) => self.member(module, &item.ident),
            Item::Type(item) => self.member(module, &item.ident),
            Item::Union(item) => self.member(module, &item.ident),
            Item::Enum(item) => {
                let within = self.scope(module, &item.ident);
                item.variants
                    .iter()
                    .for_each(|variant| self.member(&within, &variant.ident));
            }
            Item::Trait(item) => {
                let within = self.scope(module, &item.ident);
                for item in &item.items {
                    match item {
                        TraitItem::Const(item) => self.member(&within, &item.ident),
                        TraitItem::Fn(item) => self.member(&within, &item.sig.ident),
                        TraitItem::Type(item) => self.member(&within, &item.ident),
                        _ => {}
                    }
                }
            }
            Item::Impl(item) => {
                let Some(owner) = name_of(&item.self_ty) else {
                    return;
                };
                let within = [module, &[owner]].concat();
                for item in &item.items {
                    match item {
                        ImplItem::Const(item) => self.member(&within, &item.ident),
                        ImplItem::Fn(item) => self.member(&within, &item.sig.ident),
                        ImplItem::Type(item) => self.member(&within, &item.ident),
                        _ => {}
                    }
                }
            }
            Item::Mod(item) => {
                let within = self.scope(module, &item.ident);
                for item in item.content.iter().flat_map(|(_, items)| items) {
                    self.read_item(item, &within);
                }
            }
            Item::Macro(item) => {
                if let Some(name) = &item.ident {
                    self.member(module, name);
                } else {
                    self.names_in_macro(module, &item.mac.tokens.to_string());
                }
            }
            _ => {}
        }
    }

    fn names_in_macro(&mut self, module: &[String], tokens: &str) {
        let words = tokens.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        for word in words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())) {
            self.member(module, &word);
        }
    }

    fn member(&mut self, module: &[String], name: &impl ToString) {
        self.scope(module, name);
    }

    /// Adds the name and returns its path, for what is defined in it.
    fn scope(&mut self, module: &[String], name: &impl ToString) -> Vec<String> {
        let path = [module, &[name.to_string()]].concat();
        self.add(path.clone());
        path
    }
}

/// The type that an `impl` is for, without what it refers to or is filled with.
fn name_of(owner: &Type) -> Option<String> {
    match owner {
        Type::Path(owner) => owner
            .path
            .segments
            .last()
            .map(|part| part.ident.to_string()),
        Type::Reference(owner) => name_of(&owner.elem),
        _ => None,
    }
}

/// The crates of the workspace: their names as sources write them, and their folders.
pub(crate) fn crates(root: &Path) -> Vec<(String, PathBuf)> {
    let mut crates = Vec::new();
    for folder in [root.to_path_buf(), root.join("shared")] {
        let entries = fs::read_dir(folder).expect("a folder of the repository can be listed");
        for entry in entries {
            let folder = entry
                .expect("a folder of the repository can be listed")
                .path();
            if let Ok(manifest) = fs::read_to_string(folder.join("Cargo.toml")) {
                crates.extend(package_name(&manifest).map(|name| (name, folder)));
            }
        }
    }
    crates
}

fn package_name(manifest: &str) -> Option<String> {
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = \""))?;
    Some(line.split('"').next()?.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Items {
        let mut items = Items::default();
        let source = r#"
            //! `Absent` and `absent()` stand only in a comment.
            pub struct Room<T>(T);
            pub enum Event { Joined { name: String }, Left }
            pub trait Store { type Error; fn append(&self); }
            impl<T> Room<T> { pub const LIMIT: u32 = 1; pub fn handle(&mut self) { "absent2()"; } }
            impl Store for &Room<u8> { type Error = (); fn append(&self) {} }
            mod guard { pub fn scan() {} }
            id!(PlanId);
        "#;
        items
            .read_source(source, &["tandem_server".to_owned(), "rooms".to_owned()])
            .unwrap();
        items
    }

    #[track_caller]
    fn check(path: &str, expected: bool) {
        let parts: Vec<String> = path.split("::").map(str::to_owned).collect();
        assert_eq!(items().has(&parts), expected, "{path}");
    }

    #[test]
    fn definitions_are_found_by_any_of_their_paths() {
        for path in [
            "Room",
            "rooms",
            "rooms::Room",
            "tandem_server::Room",
            "tandem_server::rooms::Room",
            "crate::rooms::Room",
            "Room::handle",
            "Room::LIMIT",
            "Room::append",
            "handle",
            "Event::Left",
            "Joined",
            "Store::append",
            "Store::Error",
            "guard::scan",
            "PlanId",
        ] {
            check(path, true);
        }
    }

    #[test]
    fn nothing_else_is_found() {
        for path in [
            "Absent",
            "absent",
            "absent2",
            "Event::handle",
            "Room::scan",
            "handle::Room",
            "tandem_plan::Room",
            "Room::Room",
        ] {
            check(path, false);
        }
    }

    #[test]
    fn the_name_of_a_package_is_written_as_in_sources() {
        let manifest = "[package]\nname = \"tandem-plan\"\n\n[[bin]]\nname = \"other\"\n";
        assert_eq!(package_name(manifest).as_deref(), Some("tandem_plan"));
        assert_eq!(package_name("[workspace]\n"), None);
    }
}
