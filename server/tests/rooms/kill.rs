//! The real program, killed without warning while people type: everything that was acknowledged
//! is there afterwards.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tandem_plan::ids::PlanId;

use crate::editing::NAME;
use crate::server::Client;

/// How often the server is killed.
const KILLS: u64 = 4;
/// How many updates each person may have on their way.
const UNDER_WAY: u64 = 8;

struct Program {
    process: Child,
    address: SocketAddr,
}

impl Program {
    fn start(data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_tandem"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "error",
                "--data",
            ])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut first).unwrap();
        let (_, url) = first.trim().split_once(" is at http://").unwrap();
        Self {
            process,
            address: url.parse().unwrap(),
        }
    }

    /// Sends SIGKILL.
    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Opens a link and gives a name. Returns the cookie.
    fn join(&self, link: &str, name: &str) -> String {
        let (_, token) = link.rsplit_once('/').unwrap();
        let (address, body) = (self.address, format!(r#"{{"name":"{name}"}}"#));
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST /api/invites/{token}/join HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let cookie = answer
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "))
            .unwrap_or_else(|| panic!("no cookie in {answer}"));
        cookie.split(';').next().unwrap().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It is dead already when the test went well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A plan, and a link for each side.
fn create_plan(data: &Path) -> (PlanId, [String; 2]) {
    let output = Command::new(env!("CARGO_BIN_EXE_tandem"))
        .args([
            "plan", "create", "--preset", "blank", "--name", "Kill", "--json", "--data",
        ])
        .arg(data)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let links = [
        text(&made["links"]["vendor"]),
        text(&made["links"]["partner"]),
    ];
    (text(&made["plan"]).parse().unwrap(), links)
}

async fn connect(program: &Program, plan: PlanId, cookie: &str) -> Client {
    let path = format!("/sync/{plan}/joint?ext=1");
    let mut client = Client::connect(program.address, &path, Some(cookie))
        .await
        .unwrap();
    client.sync().await;
    client
}

/// Types words that nobody else types until the connection breaks. Returns those that were
/// acknowledged.
async fn type_on(
    mut client: Client,
    mark: String,
    enough: tokio::sync::mpsc::Sender<()>,
) -> Vec<String> {
    let mut words: Vec<(u64, String)> = Vec::new();
    for number in 0_u64.. {
        while client.sent - client.acked >= UNDER_WAY {
            if client.receive().await.is_err() {
                words.retain(|(count, _)| *count <= client.acked);
                return words.into_iter().map(|(_, word)| word).collect();
            }
        }
        let word = format!("<{mark}{number}>");
        if client.write(&word).await.is_ok() {
            words.push((client.sent, word));
        }
        if number == 40 {
            // Whoever waits may have heard it from another.
            let _ = enough.try_send(());
        }
    }
    Vec::new()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_acknowledged_survives_being_killed() {
    let data = tempfile::tempdir().unwrap();
    let mut program = Program::start(data.path());
    let (plan, links) = create_plan(data.path());
    let cookies = [
        program.join(&links[0], "Ann"),
        program.join(&links[1], "Bob"),
    ];
    let mut acknowledged = Vec::new();
    for round in 0..KILLS {
        let (enough, mut typed_enough) = tokio::sync::mpsc::channel(1);
        let mut typists = Vec::new();
        for (name, cookie) in ["a", "b"].into_iter().zip(&cookies) {
            let client = connect(&program, plan, cookie).await;
            let mark = format!("{name}{round}-");
            typists.push(tokio::spawn(type_on(client, mark, enough.clone())));
        }
        typed_enough.recv().await.unwrap();
        program.kill();
        for typist in typists {
            let words = typist.await.unwrap();
            assert!(
                !words.is_empty(),
                "nothing was acknowledged in round {round}"
            );
            acknowledged.extend(words);
        }
        program = Program::start(data.path());
        let reader = connect(&program, plan, &cookies[0]).await;
        let text = reader.replica.text(NAME);
        for word in &acknowledged {
            assert!(
                text.contains(word.as_str()),
                "{word} is lost after {round} restarts"
            );
        }
    }
}
