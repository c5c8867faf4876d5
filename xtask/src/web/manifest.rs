//! What the server must know about the files: the hashed names, and one name for the whole build.

use serde::Serialize;

/// Paths are relative to `target/web`, with `/`.
#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    /// The module that starts the client; the page names it in its one script tag.
    pub(super) start: String,
    pub(super) style: String,
    /// What `start` imports, so that the page can ask for it ahead of time.
    pub(super) script: String,
    /// What `start` loads, so that the page can ask for it ahead of time.
    pub(super) wasm: String,
    /// The client's German texts, which a page in German asks for ahead of time.
    pub(super) german: String,
    /// Changes whenever any file does: an open page with another value is out of date.
    pub(super) build: String,
}

impl Manifest {
    pub(super) const FILE: &str = "manifest.json";

    pub(super) fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self);
        json.expect("a structure of strings is always JSON") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_reads_these_names() {
        let manifest = Manifest {
            start: "assets/start-1.js".to_owned(),
            style: "assets/style-2.css".to_owned(),
            script: "assets/tandem-3.js".to_owned(),
            wasm: "assets/tandem-4.wasm".to_owned(),
            german: "assets/german-6.txt".to_owned(),
            build: "5".to_owned(),
        };
        let json: serde_json::Value = serde_json::from_str(&manifest.to_json()).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "start": "assets/start-1.js",
                "style": "assets/style-2.css",
                "script": "assets/tandem-3.js",
                "wasm": "assets/tandem-4.wasm",
                "german": "assets/german-6.txt",
                "build": "5",
            })
        );
    }
}
