//! Compressed siblings: `name.br` (brotli, the highest quality) and `name.gz` (gzip).
//!
//! The highest quality of brotli takes seconds for the wasm, so what was compressed once is kept
//! in a folder of its own under the hash of its content, as long as builds go on using it.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Hash, Site};

/// Kinds of files that get smaller; pictures and fonts are compressed already.
const COMPRESSIBLE: &[&str] = &[
    "css",
    "html",
    "ico",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// How a sibling is made.
struct Method {
    extension: &'static str,
    compress: fn(&[u8]) -> Result<Vec<u8>>,
}

const METHODS: &[Method] = &[
    Method {
        extension: "br",
        compress: brotli,
    },
    Method {
        extension: "gz",
        compress: gzip,
    },
];

/// Adds the siblings of every compressible file except the manifest, which only the server reads.
/// `kept` is the folder with the results of earlier builds.
pub(super) fn add_siblings(site: &mut Site, kept: &Path) -> Result<()> {
    fs::create_dir_all(kept).with_context(|| format!("cannot make {}", kept.display()))?;
    let mut used = BTreeSet::new();
    let mut siblings = Vec::new();
    for (path, bytes) in site.files().filter(|(path, _)| is_compressible(path)) {
        for method in METHODS {
            let name = format!("{}.{}", Hash::of(bytes), method.extension);
            let compressed = match fs::read(kept.join(&name)) {
                Ok(compressed) => compressed,
                Err(_) => compress_and_keep(bytes, method, kept, &name)
                    .with_context(|| format!("cannot compress {path}"))?,
            };
            siblings.push((format!("{path}.{}", method.extension), compressed));
            used.insert(name);
        }
    }
    for (path, bytes) in siblings {
        site.add(path, bytes)?;
    }
    remove_unused(kept, &used).with_context(|| format!("cannot tidy {}", kept.display()))
}

fn is_compressible(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    path != super::Manifest::FILE && COMPRESSIBLE.contains(&extension)
}

/// Writes under another name first: a half-written file must never be taken for the result.
fn compress_and_keep(bytes: &[u8], method: &Method, kept: &Path, name: &str) -> Result<Vec<u8>> {
    let compressed = (method.compress)(bytes)?;
    let unfinished = kept.join(format!("{name}.unfinished"));
    fs::write(&unfinished, &compressed)?;
    fs::rename(&unfinished, kept.join(name))?;
    Ok(compressed)
}

fn remove_unused(kept: &Path, used: &BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(kept)? {
        let entry = entry?;
        if !used.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const TEXT: &[u8] = b"a plan, a plan, a plan, a plan, a plan, a plan, a plan, a plan";

    fn site() -> Site {
        let mut site = Site::default();
        site.add("robots.txt".to_owned(), TEXT.to_vec()).unwrap();
        site.add("photo.webp".to_owned(), TEXT.to_vec()).unwrap();
        site.add("manifest.json".to_owned(), TEXT.to_vec()).unwrap();
        site
    }

    fn content<'a>(site: &'a Site, path: &str) -> &'a [u8] {
        site.files()
            .find(|(name, _)| *name == path)
            .expect("the file is there")
            .1
    }

    #[test]
    fn siblings_unpack_to_the_file() {
        let kept = tempfile::tempdir().unwrap();
        let mut site = site();
        add_siblings(&mut site, kept.path()).unwrap();

        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut content(&site, "robots.txt.br"), &mut unpacked).unwrap();
        assert_eq!(unpacked, TEXT);

        unpacked.clear();
        flate2::read::GzDecoder::new(content(&site, "robots.txt.gz"))
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, TEXT);
    }

    #[test]
    fn only_what_gets_smaller_has_siblings() {
        let kept = tempfile::tempdir().unwrap();
        let mut site = site();
        add_siblings(&mut site, kept.path()).unwrap();
        let paths: Vec<&str> = site.files().map(|(path, _)| path).collect();
        assert_eq!(
            paths,
            [
                "manifest.json",
                "photo.webp",
                "robots.txt",
                "robots.txt.br",
                "robots.txt.gz"
            ]
        );
    }

    #[test]
    fn a_second_build_takes_what_the_first_one_kept_and_drops_the_rest() {
        let kept = tempfile::tempdir().unwrap();
        add_siblings(&mut site(), kept.path()).unwrap();
        let name = format!("{}.br", Hash::of(TEXT));
        fs::write(kept.path().join(&name), "from the first build").unwrap();
        fs::write(
            kept.path().join("0123456789abcdef.br"),
            "of a file that is gone",
        )
        .unwrap();

        let mut site = site();
        add_siblings(&mut site, kept.path()).unwrap();
        assert_eq!(content(&site, "robots.txt.br"), b"from the first build");
        assert!(!kept.path().join("0123456789abcdef.br").exists());
    }
}
