//! Every text that people see or hear stands in `src/texts`, in every language: no literal of the
//! other modules looks like one.
//!
//! The source is read as text. What looks like words is a literal of several words, one that begins
//! like a sentence, one that stands between two tags, and one that names an element.

use std::fs;
use std::path::{Path, PathBuf};

/// What is the same in every language, and a name that only developers read.
const ALLOWED: [&str; 6] = [
    "Tandem",
    "{} · Tandem",
    "https://…/join/…",
    "Alt ↑",
    "Alt ↓",
    "Session",
];

/// Keys as browsers name them.
const KEYS: [&str; 22] = [
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Alt+ArrowUp Alt+ArrowDown",
    "Backspace",
    "Delete",
    "Enter",
    "Escape",
    "F2",
    "Home",
    "End",
    "KeyC",
    "KeyD",
    "KeyH",
    "KeyM",
    "KeyP",
    "KeyR",
    "PageUp",
    "PageDown",
    "Shift",
    "Tab",
];

/// What stands before a literal that nobody sees: messages for developers, and names of styles.
const UNSEEN: [&str; 12] = [
    "expect(",
    "panic!(",
    "unreachable!(",
    "reason =",
    "class=",
    "class=format!(",
    "set_cookie(&format!(",
    "class:",
    "viewBox=",
    "NotInSchema(format!(",
    "cell_around(event,",
    "#[error(",
];

/// Attributes that are seen or heard.
const NAMING: [&str; 8] = [
    "label=",
    "aria-label=",
    "title=",
    "placeholder=",
    "hint=",
    "text=",
    "unset=",
    "alt=",
];

#[test]
fn no_text_stands_outside_of_the_texts() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for path in files(&source) {
        let name = path.strip_prefix(&source).unwrap().display().to_string();
        if name.starts_with("texts") || name.contains("tests") || name.ends_with("simulation.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (line, literal) in shown(&text) {
            found.push(format!("{name}:{line}: {literal:?}"));
        }
    }
    assert!(
        found.is_empty(),
        "put these into src/texts:\n{}",
        found.join("\n")
    );
}

#[test]
fn what_looks_like_words_is_found() {
    let literals = |source: &'static str| -> Vec<&str> {
        let shown = shown(source).into_iter();
        shown.map(|(_, literal)| literal).collect()
    };
    assert_eq!(literals(r#"<p>"or"</p>"#), ["or"]);
    assert_eq!(literals(r#"<Button label="undo" />"#), ["undo"]);
    assert_eq!(literals(r#"format!("Move {title}")"#), ["Move {title}"]);
    assert_eq!(
        literals(r#"format!("{count} of {all}")"#),
        ["{count} of {all}"]
    );
    assert_eq!(
        literals("let c = '\"'; // \"No text\"\n\"Saved\""),
        ["Saved"]
    );
    assert!(literals(r#"<div class="field-box wide" id="main">"#).is_empty());
    assert!(literals(r#"list.expect("the list is there")"#).is_empty());
    assert!(literals(r#"format!("f-{at}-help f-{at}-error")"#).is_empty());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the sources can be read");
    let entries = entries.map(|entry| entry.expect("the sources can be read").path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The literals of a file that look like words, with their lines; tests at its end are left out.
fn shown(source: &str) -> Vec<(usize, &str)> {
    let tests = source.find("#[cfg(test)]\nmod tests {");
    let source = &source[..tests.unwrap_or(source.len())];
    let mut shown = Vec::new();
    for (start, end) in literals(source) {
        let literal = &source[start + 1..end];
        let before = source[..start].trim_end();
        let behind = source[end + 1..].trim_start();
        let is_unseen = is_unseen(before);
        let is_text = before.ends_with('>') && !before.ends_with("=>") && behind.starts_with('<');
        let names = NAMING.iter().any(|mark| before.ends_with(mark));
        let has_letters = literal.chars().any(char::is_alphabetic);
        let looks_shown = reads_as_words(literal) || (has_letters && (is_text || names));
        let is_allowed = ALLOWED.contains(&literal) || KEYS.contains(&literal);
        if looks_shown && !is_unseen && !is_allowed {
            let line = source[..start].matches('\n').count() + 1;
            shown.push((line, literal));
        }
    }
    shown
}

/// Whether nobody sees what stands behind this; a message may stand behind a condition.
fn is_unseen(before: &str) -> bool {
    let statement = before.rfind([';', '{', '}']).map_or(0, |at| at + 1);
    let asserts = before[statement..].contains("assert!(");
    asserts || UNSEEN.iter().any(|mark| before.ends_with(mark))
}

/// Whether a literal has several words, or one that begins like a sentence.
fn reads_as_words(literal: &str) -> bool {
    let is_word = |word: &&str| {
        let letters = word.trim_matches(|c: char| c.is_ascii_punctuation() || "…“”".contains(c));
        let begins = word
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || "(“".contains(c));
        begins
            && letters.len() > 1
            && letters.chars().all(char::is_alphabetic)
            && !word.contains('{')
    };
    let words = literal.split_whitespace().filter(is_word).count();
    let mut letters = literal.chars();
    let begins = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    begins || (words > 0 && literal.split_whitespace().count() > 1)
}

/// Where the string literals of a source begin and end: the places of their quotation marks.
fn literals(source: &str) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => {
                at += source[at..].find('\n').unwrap_or(source.len() - at);
            }
            b'\'' if bytes[at..].starts_with(b"'\"'") => at += 2,
            b'"' => {
                let start = at;
                at += 1;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                found.push((start, at));
            }
            _ => {}
        }
        at += 1;
    }
    found
}
