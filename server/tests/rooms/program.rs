//! The real program as a process of its own: started, asked, and killed without warning.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tandem_plan::ids::PlanId;

use crate::server::Client;

pub(crate) struct Program {
    process: Child,
    pub(crate) address: SocketAddr,
}

/// A command of the program. What is set for the tests is not meant for it.
pub(crate) fn tandem(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TANDEM_")) {
        command.env_remove(name);
    }
    command.args(arguments).arg("--data").arg(data);
    command
}

const SERVE: [&str; 5] = ["serve", "--listen", "127.0.0.1:0", "--log", "off"];

impl Program {
    /// Serves the plans in this folder.
    pub(crate) fn start(data: &Path) -> Self {
        Self::spawn(tandem(&SERVE, data))
    }

    /// The same, of a program for which a file that may not grow is an error instead of its end.
    #[cfg(target_os = "linux")]
    pub(crate) fn start_unlimited(data: &Path) -> Self {
        let served = tandem(&SERVE, data);
        let mut shell = Command::new("sh");
        shell
            .args(["-c", r#"trap '' XFSZ; exec "$@""#, "sh"])
            .arg(served.get_program())
            .args(served.get_args());
        for (name, value) in served.get_envs() {
            assert!(value.is_none(), "{} is only removed", name.display());
            shell.env_remove(name);
        }
        Self::spawn(shell)
    }

    /// The same as [`Self::start`], as this user if one is named.
    #[cfg(target_os = "linux")]
    pub(crate) fn start_as(data: &Path, user: Option<u32>) -> Self {
        use std::os::unix::process::CommandExt as _;

        let mut command = tandem(&SERVE, data);
        if let Some(user) = user {
            command.uid(user).gid(user);
        }
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut first).unwrap();
        let (_, url) = first
            .trim()
            .split_once(" is at http://")
            .unwrap_or_else(|| panic!("the server says {first:?} and not where it is"));
        Self {
            process,
            address: url.parse().unwrap(),
        }
    }

    #[cfg(target_os = "linux")]
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Sends SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Opens a link and gives a name. Returns the cookie.
    pub(crate) fn join(&self, link: &str, name: &str) -> String {
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

    /// What is answered to somebody with this cookie: head and body as they came.
    pub(crate) fn get(&self, path: &str, cookie: &str) -> Vec<u8> {
        let address = self.address;
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
        answer
    }

    /// Somebody who has the plan.
    pub(crate) async fn client(&self, plan: PlanId, cookie: &str) -> Client {
        let path = format!("/sync/{plan}/joint?ext=1");
        let mut client = Client::connect(self.address, &path, Some(cookie))
            .await
            .unwrap();
        client.sync().await;
        client
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
pub(crate) fn create_plan(data: &Path) -> (PlanId, [String; 2]) {
    let output = tandem(
        &[
            "plan", "create", "--preset", "blank", "--name", "Plan", "--json",
        ],
        data,
    )
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

/// Everything in a data folder can be read and fits together.
pub(crate) fn assert_sound(data: &Path) {
    let Output {
        status,
        stdout,
        stderr,
    } = tandem(&["check"], data).output().unwrap();
    let said = [stdout, stderr].concat();
    assert_eq!(status.code(), Some(0), "{}", String::from_utf8_lossy(&said));
}
