//! The program itself, in a folder of its own, and how it is asked.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value as Json;
use sqlx::SqlitePool;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What a page names to load the client; none of it is there.
const MANIFEST: &str = r#"{"start":"assets/start-1.js","style":"assets/style-2.css","script":"assets/tandem-3.js","wasm":"assets/tandem-4.wasm","german":"assets/german-5.txt","build":"b6"}"#;

fn tandem() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TANDEM_")) {
        command.env_remove(name);
    }
    command
}

/// A running server that logs everything; it is killed when the test ends.
pub(crate) struct Program {
    process: Child,
    /// Host and port.
    pub(crate) address: String,
    folder: TempDir,
}

impl Program {
    /// A server that looks at every try, however many there are.
    pub(crate) fn start() -> Self {
        Self::start_with(&[
            "--limit-comments",
            "100000",
            "--limit-joins",
            "1000000",
            "--limit-failed-tries",
            "1000000",
            "--limit-messages-per-second",
            "1000000",
        ])
    }

    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let web = stand_in(folder.path());
        let mut process = tandem()
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "trace"])
            .args(arguments)
            .arg("--web")
            .arg(web)
            .arg("--data")
            .arg(folder.path().join("data"))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        said.read_line(&mut first).unwrap();
        let (_, address) = first.trim().split_once("http://").unwrap();
        Self {
            process,
            address: address.to_owned(),
            folder,
        }
    }

    /// Runs a command on the same data; its output is JSON.
    pub(crate) fn command(&self, arguments: &[&str]) -> Json {
        let output = tandem()
            .args(arguments)
            .args(["--json", "--data"])
            .arg(self.data())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// All that was logged.
    pub(crate) fn log(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("log")).unwrap()
    }

    pub(crate) async fn database(&self) -> SqlitePool {
        let path = self.data().join("tandem.sqlite");
        SqlitePool::connect(path.to_str().unwrap()).await.unwrap()
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) async fn ask(&self, request: Request<'_>) -> Answer {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        // HTTP/1.0: the answer ends with the connection, and is not cut into pieces.
        let mut text = format!(
            "{} {} HTTP/1.0\r\nHost: {}\r\n",
            request.method, request.path, self.address
        );
        for (name, value) in &request.headers {
            text += &format!("{name}: {value}\r\n");
        }
        let body = request.body.map(|body| body.to_string());
        if let Some(body) = &body {
            let length = body.len();
            text += &format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
        }
        text += "\r\n";
        text += body.as_deref().unwrap_or_default();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        Answer::read(&answer)
    }
}

/// What stands in for the client, so that there are pages whether it was built or not.
fn stand_in(folder: &Path) -> PathBuf {
    let web = folder.join("web");
    fs::create_dir(&web).unwrap();
    fs::write(web.join("manifest.json"), MANIFEST).unwrap();
    web
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<Json>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(end.expect("an answer has a head") + 4);
        let head = String::from_utf8(head.to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = body.to_vec();
        Self { status, head, body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Json {
        assert!(self.status < 300, "{} {}", self.status, self.text());
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn assert_done(&self) {
        assert!(self.status < 300, "{} {}", self.status, self.text());
    }

    /// The key of a refusal.
    pub(crate) fn key(&self) -> String {
        let body: Json = serde_json::from_slice(&self.body).unwrap_or_default();
        body["error"].as_str().unwrap_or_default().to_owned()
    }
}
