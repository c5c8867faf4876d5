//! What a library offers to other scripts of a page, and no script of this page asks for.
//!
//! An exported class is never unused for the linker. `wasm-streams`, which comes with Leptos, has
//! three; nothing that the client does needs a stream.

use std::ops::Range;

use anyhow::{Result, ensure};
use walrus::Module;

/// Removes these classes from the wasm and, as its result, from the script.
///
/// # Errors
/// If the script uses one of them.
pub(super) fn remove_classes(wasm: &mut Module, script: &str, classes: &[&str]) -> Result<String> {
    let is_of_one = |name: &str| {
        let method = name.strip_prefix("__wbg_").unwrap_or(name);
        let class = method.split('_').next().unwrap_or_default();
        let mut classes = classes.iter().map(|class| class.to_ascii_lowercase());
        classes.any(|other| other == class)
    };
    let exports = wasm.exports.iter();
    let exports = exports.filter(|export| is_of_one(&export.name));
    for export in exports.map(walrus::Export::id).collect::<Vec<_>>() {
        wasm.exports.delete(export);
    }
    walrus::passes::gc::run(wasm);
    let mut script = script.to_owned();
    for class in classes {
        for piece in pieces(&script, class).into_iter().rev() {
            script.replace_range(piece, "");
        }
        ensure!(!script.contains(class), "the client uses {class}: it stays");
    }
    Ok(script)
}

/// Where a class stands in a script of wasm-bindgen: the class itself with the line that makes it
/// disposable, and what frees those that were forgotten.
fn pieces(script: &str, class: &str) -> Vec<Range<usize>> {
    let marks = [
        (
            format!("export class {class} {{\n"),
            format!(
                "if (Symbol.dispose) {class}.prototype[Symbol.dispose] = {class}.prototype.free;\n"
            ),
        ),
        (
            format!("const {class}Finalization = "),
            ", 1));\n".to_owned(),
        ),
    ];
    let pieces = marks.iter().filter_map(|(start, end)| {
        let from = script.find(start.as_str())?;
        let length = script[from..].find(end.as_str())? + end.len();
        Some(from..from + length)
    });
    pieces.collect()
}

/// A script without comments that have lines of their own, empty lines and indentation. No text in a
/// script of wasm-bindgen has a second line.
pub(super) fn without_space(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let is_said = |line: &&str| {
        let is_comment = ["* ", "//"].iter().any(|mark| line.starts_with(mark))
            || ["/**", "*", "*/"].contains(line)
            || (line.starts_with("/*") && line.ends_with("*/"));
        !line.is_empty() && !is_comment
    };
    let lines: Vec<&str> = lines.filter(is_said).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "import * as a from 'a'

export class Unused {
    __destroy_into_raw() {
        UnusedFinalization.unregister(this);
    }
    /**
     * How many.
     *
     * @returns {number}
     */
    get size() {
        return wasm.unused_size(this.__wbg_ptr) >>> 0;
    }
}
if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;

export class Used {
    /** Says it. */
    /* aside, history */
    /**
     * To all.
     *
     * @returns {string}
     */
    say() {
        // All of it.
        return `${this}: ${wasm.used_say()}`;
    }
}
const UnusedFinalization = (typeof FinalizationRegistry === 'undefined')
? { register: () => {}, unregister: () => {} }
: new FinalizationRegistry(ptr => wasm.__wbg_unused_free(ptr, 1));
last();
";

    #[test]
    fn only_the_unused_goes() {
        let mut wasm = Module::default();
        let memory = wasm.memories.add_local(false, false, 1, None, None);
        for name in [
            "unused_size",
            "__wbg_unused_free",
            "used_say",
            "unusedness",
            "memory",
        ] {
            wasm.exports.add(name, memory);
        }
        let script = remove_classes(&mut wasm, SCRIPT, &["Unused", "Missing"]).unwrap();
        let names: Vec<&str> = wasm.exports.iter().map(|export| &*export.name).collect();
        assert_eq!(names, ["used_say", "unusedness", "memory"]);
        assert_eq!(
            without_space(&script),
            "import * as a from 'a'\nexport class Used {\nsay() {\n\
             return `${this}: ${wasm.used_say()}`;\n}\n}\nlast();"
        );
    }

    #[test]
    fn what_is_used_after_all_stays() {
        let script = format!("{SCRIPT}new Unused();\n");
        let removed = remove_classes(&mut Module::default(), &script, &["Unused"]);
        assert!(removed.unwrap_err().to_string().contains("Unused"));
    }
}
