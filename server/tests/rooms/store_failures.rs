//! The real program over a store that fails: people are told, nothing is acknowledged or passed on
//! that could be lost, and when the store is well again everything is saved by itself.

use std::path::Path;

use tandem_plan::ids::PlanId;
use tandem_protocol::event::Event;
use tandem_server::store::sqlite::SqliteStore;

use crate::editing::NAME;
use crate::program::{Program, assert_sound, create_plan};
use crate::server::Client;

const DATABASE: &str = "tandem.sqlite";

/// Two people in one plan of a server of their own.
struct Scene<'a> {
    data: &'a Path,
    program: Program,
    plan: PlanId,
    cookies: [String; 2],
    ann: Client,
    bob: Client,
}

impl<'a> Scene<'a> {
    async fn begin(program: Program, data: &'a Path) -> Self {
        let (plan, links) = create_plan(data);
        let cookies = [
            program.join(&links[0], "Ann"),
            program.join(&links[1], "Bob"),
        ];
        let mut ann = program.client(plan, &cookies[0]).await;
        let mut bob = program.client(plan, &cookies[1]).await;
        ann.write("before").await.unwrap();
        ann.saved().await;
        bob.until(|bob| bob.replica.text(NAME).contains("before"))
            .await;
        bob.saved().await;
        Self {
            data,
            program,
            plan,
            cookies,
            ann,
            bob,
        }
    }

    /// The store does not take what Ann writes now.
    async fn nothing_is_promised(&mut self) {
        let acked = self.ann.acked;
        self.ann.write("kept").await.unwrap();
        self.is_told(1).await;
        assert_eq!(self.ann.acked, acked, "what is not saved is acknowledged");
        // Bob asks for all there is: what was passed on to him came before the answer.
        self.bob.is_synced = false;
        self.bob.sync().await;
        let text = self.bob.replica.text(NAME);
        assert!(!text.contains("kept"), "what is not saved is passed on");
        // And so does somebody who comes now.
        let newcomer = self.program.client(self.plan, &self.cookies[1]).await;
        let text = newcomer.replica.text(NAME);
        assert!(text.contains("before") && !text.contains("kept"), "{text}");
        // Nor is it in what pages begin with, not even in Ann's own.
        assert!(self.page_begins_with("before"));
        assert!(!self.page_begins_with("kept"));
    }

    /// Whether this word is in the document that Ann's page would begin with.
    fn page_begins_with(&self, word: &str) -> bool {
        let path = format!("/api/plans/{}/document", self.plan);
        let answer = self.program.get(&path, &self.cookies[0]);
        answer
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    }

    /// Ann is told so often that nothing can be saved.
    async fn is_told(&mut self, times: usize) {
        let is_it = |event: &&Event| matches!(event, Event::CannotSave);
        self.ann
            .until(|ann| ann.events.iter().filter(is_it).count() >= times)
            .await;
    }

    /// The store is well again.
    async fn everything_is_saved(mut self) {
        self.ann.saved().await;
        self.bob
            .until(|bob| bob.replica.text(NAME).contains("kept"))
            .await;
        assert!(self.page_begins_with("kept"));
        self.bob.write("after").await.unwrap();
        self.bob.saved().await;
        self.program.kill();
        let program = Program::start(self.data);
        let reader = program.client(self.plan, &self.cookies[0]).await;
        let text = reader.replica.text(NAME);
        for word in ["before", "kept", "after"] {
            assert_eq!(text.matches(word).count(), 1, "{word} in {text}");
        }
        drop(program);
        assert_sound(self.data);
    }
}

#[tokio::test]
async fn a_database_that_another_program_locks_for_long() {
    let data = tempfile::tempdir().unwrap();
    let mut scene = Scene::begin(Program::start(data.path()), data.path()).await;
    let database = data.path().join(DATABASE);
    let other = SqliteStore::open_existing(&database).await.unwrap();
    let held = other.hold().await.unwrap();
    scene.nothing_is_promised().await;
    drop(held);
    scene.everything_is_saved().await;
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File, Permissions};
    use std::io::Write as _;
    use std::os::unix::fs::{PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use rustix::process::{Pid, Resource, Rlimit, getuid, prlimit};

    use super::{DATABASE, Program, Scene, SqliteStore};
    use crate::program::tandem;

    /// Lets the files of a program grow no longer, or again.
    fn limit_files(program: &Program, bytes: Option<u64>) {
        let limit = Rlimit {
            current: bytes,
            maximum: None,
        };
        let pid = Pid::from_raw(i32::try_from(program.id()).unwrap());
        prlimit(pid, Resource::Fsize, limit).unwrap();
    }

    #[tokio::test]
    async fn files_that_may_not_grow() {
        let data = tempfile::tempdir().unwrap();
        let mut scene = Scene::begin(Program::start_unlimited(data.path()), data.path()).await;
        limit_files(&scene.program, Some(1));
        scene.nothing_is_promised().await;
        limit_files(&scene.program, None);
        scene.everything_is_saved().await;
    }

    /// A small disk in memory; gone with it.
    struct SmallDisk(tempfile::TempDir);

    impl SmallDisk {
        /// `None` where nobody may mount one.
        fn mount() -> Option<Self> {
            let folder = tempfile::tempdir().unwrap();
            let mounted = Command::new("mount")
                .args(["-t", "tmpfs", "-o", "size=4m", "tandem-test"])
                .arg(folder.path())
                .output();
            match mounted {
                Ok(output) if output.status.success() => Some(Self(folder)),
                why => {
                    eprintln!("skipped: no disk can be mounted here: {why:?}");
                    None
                }
            }
        }

        /// Takes all there is left.
        fn fill(&self) {
            let mut filler = File::create(self.filler()).unwrap();
            while filler.write(&[0; 4_096]).is_ok() {}
        }

        fn empty(&self) {
            fs::remove_file(self.filler()).unwrap();
        }

        fn filler(&self) -> PathBuf {
            self.0.path().join("filler")
        }
    }

    impl Drop for SmallDisk {
        fn drop(&mut self) {
            // Who holds it still lets go later.
            let unmounted = Command::new("umount")
                .arg("--lazy")
                .arg(self.0.path())
                .status();
            if !std::thread::panicking() {
                assert!(unmounted.unwrap().success());
            }
        }
    }

    #[tokio::test]
    async fn a_disk_that_is_full() {
        let Some(disk) = SmallDisk::mount() else {
            return;
        };
        let data = disk.0.path().join("data");
        let mut scene = Scene::begin(Program::start(&data), &data).await;
        disk.fill();
        scene.nothing_is_promised().await;
        disk.empty();
        scene.everything_is_saved().await;
    }

    /// Who the program runs as when the tests are run by root, for whom nothing is read-only.
    const NOBODY: u32 = 65_534;

    fn set_mode(data: &Path, folder: u32, file: u32) {
        for entry in fs::read_dir(data).unwrap() {
            fs::set_permissions(entry.unwrap().path(), Permissions::from_mode(file)).unwrap();
        }
        fs::set_permissions(data, Permissions::from_mode(folder)).unwrap();
    }

    #[tokio::test]
    async fn a_database_that_becomes_read_only() {
        let data = tempfile::tempdir().unwrap();
        let user = getuid().is_root().then_some(NOBODY);
        if let Some(user) = user {
            let started = tandem(&["--version"], data.path()).uid(user).output();
            if started.is_err() {
                eprintln!("skipped: run by root, and nobody else may run the program: {started:?}");
                return;
            }
            chown(data.path(), Some(user), Some(user)).unwrap();
        }
        let program = Program::start_as(data.path(), user);
        let mut scene = Scene::begin(program, data.path()).await;
        let other = SqliteStore::open_existing(&data.path().join(DATABASE))
            .await
            .unwrap();
        set_mode(data.path(), 0o555, 0o444);
        // What is open stays writable: one failure makes the server open it again.
        let held = other.hold().await.unwrap();
        scene.nothing_is_promised().await;
        drop(held);
        let acked = scene.ann.acked;
        scene.is_told(2).await;
        assert_eq!(scene.ann.acked, acked);
        set_mode(data.path(), 0o755, 0o644);
        scene.everything_is_saved().await;
    }
}
