//! Looking after the data: check, backup, restore, with the real program.

use std::path::Path;
use std::process::Output;

use crate::command_line::{Server, folder, run, str_of, text};

/// What `tandem plan create` made here: the plan's id.
fn a_plan(data: &Path) -> String {
    let output = run(&[
        "plan",
        "create",
        "--preset",
        "it-quarterly",
        "--name",
        "Plan",
        "--json",
        "--public-url",
        "http://localhost",
        "--data",
        str_of(data),
    ]);
    assert!(output.status.success(), "{output:?}");
    let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    made["plan"].as_str().unwrap().to_owned()
}

fn check(data: &Path) -> Output {
    run(&["check", "--data", str_of(data)])
}

fn backup(data: &Path, file: &Path) -> Output {
    run(&["backup", str_of(file), "--data", str_of(data)])
}

fn restore(data: &Path, file: &Path) -> Output {
    run(&["restore", str_of(file), "--data", str_of(data)])
}

#[test]
fn a_backup_of_a_running_server_comes_back_as_another_life() {
    let (data, elsewhere) = (folder(), folder());
    let file = elsewhere.path().join("plans.backup");
    let server = Server::start(data.path(), &[]);
    let kept = a_plan(data.path());
    let output = backup(data.path(), &file);
    assert!(output.status.success(), "{output:?}");
    // It is never written over.
    let again = backup(data.path(), &file);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is there already"));
    let later = a_plan(data.path());

    // Not under a running server.
    let refused = restore(data.path(), &file);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("another server is running"));
    assert_eq!(server.stop(), Some(0));

    let output = restore(data.path(), &file);
    assert!(output.status.success(), "{output:?}");
    assert!(text(&output.stdout).contains("tandem.sqlite.before-restore"));
    let output = check(data.path());
    assert!(output.status.success(), "{output:?}");
    assert!(text(&output.stdout).contains("1 rooms, 1 updates and 0 snapshots were read"));

    let has = |plan: &str| {
        let rights = ["--side", "vendor", "--role", "viewer", "--name", "Ann"];
        let mut arguments = vec!["token", "create", "--plan", plan];
        arguments.extend(rights);
        arguments.extend(["--data", str_of(data.path())]);
        run(&arguments).status.success()
    };
    assert!(has(&kept), "what was backed up is lost");
    assert!(!has(&later), "what came later is not gone");
    // What was there before is whole, too, and comes back the same way.
    let before = data.path().join("tandem.sqlite.before-restore");
    let output = restore(data.path(), &before);
    assert!(output.status.success(), "{output:?}");
    assert!(has(&later));
}

#[test]
fn what_is_no_backup_is_told_and_nothing_is_changed() {
    let data = folder();
    let plan = a_plan(data.path());
    let file = data.path().join("broken");
    for content in [b"no database at all".as_slice(), b""] {
        std::fs::write(&file, content).unwrap();
        let output = restore(data.path(), &file);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(text(&output.stderr).contains("nothing was changed"));
    }
    let missing = restore(data.path(), &data.path().join("nowhere"));
    assert_eq!(missing.status.code(), Some(2));
    assert!(check(data.path()).status.success());
    assert!(!plan.is_empty());
}

#[test]
fn a_check_of_nothing_is_told() {
    let data = folder();
    let output = check(&data.path().join("nowhere"));
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("cannot open the database"));
}

#[test]
fn damage_is_found_and_named() {
    let data = folder();
    a_plan(data.path());
    let database = data.path().join("tandem.sqlite");
    // The plan's first content lies in the file as it is; before a name stands how long it is.
    let mut bytes = std::fs::read(&database).unwrap();
    let named: Vec<usize> = (1..bytes.len() - 10)
        .filter(|at| bytes[at - 1] == 10 && bytes[*at..].starts_with(b"objectives"))
        .collect();
    assert!(!named.is_empty(), "the content is not in the file");
    for at in named {
        bytes[at - 1] = 0x7f;
    }
    std::fs::write(&database, bytes).unwrap();
    let output = check(data.path());
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        text(&output.stdout).contains("update 1 cannot be read"),
        "{output:?}"
    );
}
