//! The real binary: what it prints, and how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

fn tandem(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
    command.args(arguments);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TANDEM_")) {
        command.env_remove(name);
    }
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    tandem(arguments).output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// That a command ended with exit code 2 and one sentence.
fn assert_told(output: &Output, part: &str) {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(text(&output.stdout), "");
    assert!(said.starts_with("tandem: "), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(part), "{said}");
}

/// A running server; it is killed when a test ends early.
pub(crate) struct Server {
    process: Child,
    url: String,
    links: Vec<String>,
}

impl Server {
    pub(crate) fn start(data: &Path, arguments: &[&str]) -> Self {
        let mut process = tandem(&["serve", "--listen", "127.0.0.1:0", "--log", "error"])
            .args(arguments)
            .arg("--data")
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.split_once(" is at ").unwrap().1.to_owned();
        let links = if arguments.contains(&"--demo") {
            lines
                .map_while(Result::ok)
                .filter_map(|line| Some(line.split_once("side:")?.1.trim().to_owned()))
                .take(2)
                .collect()
        } else {
            Vec::new()
        };
        Self {
            process,
            url,
            links,
        }
    }

    fn port(&self) -> &str {
        self.url.rsplit_once(':').unwrap().1
    }

    /// The status line and the rest of an answer.
    fn get(&self, path: &str) -> String {
        let address = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn path_of<'a>(&self, link: &'a str) -> &'a str {
        link.strip_prefix(&self.url).unwrap()
    }

    /// Asks it to stop, and returns its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill")
            .args(["-TERM", &self.process.id().to_string()])
            .status()
            .unwrap();
        assert!(asked.success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already when the test went well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn str_of(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn it_tells_its_version() {
    let output = run(&["--version"]);
    assert!(output.status.success());
    assert_eq!(
        text(&output.stdout),
        concat!("tandem ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn it_serves_on_a_free_port_and_stops_when_asked() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    assert_ne!(server.port(), "0");
    for path in ["/healthz", "/readyz"] {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    let noted = fs::read_to_string(data.path().join("public-url")).unwrap();
    assert_eq!(noted.trim(), server.url);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn the_demo_is_made_once_and_its_links_are_fresh_at_every_start() {
    let data = folder();
    let plan_of = |server: &Server, link: &str| {
        let token = link.rsplit_once('/').unwrap().1;
        let answer = server.get(&format!("/api/invites/{token}"));
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        let invite: serde_json::Value = serde_json::from_str(body).unwrap();
        (invite["plan"].to_string(), invite["side"].to_string())
    };

    let first = Server::start(data.path(), &["--demo"]);
    let [vendor, partner] = first.links.as_slice() else {
        panic!("two links: {:?}", first.links)
    };
    let (plan, side) = plan_of(&first, vendor);
    assert_eq!(side, r#""vendor""#);
    assert_eq!(
        plan_of(&first, partner),
        (plan.clone(), r#""partner""#.to_owned())
    );
    let page = first.get(first.path_of(vendor));
    assert!(page.contains("content-security-policy"), "{page}");
    let old = vendor.rsplit_once('/').unwrap().1.to_owned();
    assert_eq!(first.stop(), Some(0));

    let second = Server::start(data.path(), &["--demo"]);
    let new = second.links[0].rsplit_once('/').unwrap().1;
    assert_ne!(new, old);
    assert_eq!(plan_of(&second, &second.links[0]).0, plan, "the same plan");
}

#[test]
fn frames_need_an_encrypted_address() {
    let data = folder();
    let serve = |arguments: &[&str]| {
        let always = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            str_of(data.path()),
        ];
        run(&[&always[..], arguments].concat())
    };
    let portal = ["--frame-ancestors", "https://portal.example.com"];
    for public_url in [&[][..], &["--public-url", "http://plans.example.com"]] {
        let refused = serve(&[&portal[..], public_url].concat());
        assert_told(&refused, "--public-url");
    }
    for origin in [
        "http://portal.example.com",
        "https://portal.example.com/a",
        "*",
    ] {
        let refused = serve(&["--frame-ancestors", origin]);
        assert_eq!(refused.status.code(), Some(2));
        let said = text(&refused.stderr);
        assert!(
            said.contains("such as https://portal.example.com"),
            "{said}"
        );
    }
    let server = Server::start(
        data.path(),
        &[
            "--public-url",
            "https://plans.example.com",
            "--frame-ancestors",
            "https://portal.example.com,https://crm.example.com",
        ],
    );
    assert_eq!(server.url, "https://plans.example.com");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_plan_is_made_while_a_server_runs() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    let output = run(&[
        "plan",
        "create",
        "--preset",
        "it-quarterly",
        "--name",
        "Année 1",
        "--json",
        "--data",
        str_of(data.path()),
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let created: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let object = created.as_object().unwrap();
    assert_eq!(object.keys().collect::<Vec<_>>(), ["links", "plan"]);
    for side in ["vendor", "partner"] {
        let link = created["links"][side].as_str().unwrap();
        let token = server.path_of(link).strip_prefix("/join/").unwrap();
        let answer = server.get(&format!("/api/invites/{token}"));
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.contains("Année 1"), "{answer}");
        assert!(
            answer.contains(&format!(r#""side":"{side}","role":"lead""#)),
            "{answer}"
        );
        assert!(
            answer.contains(created["plan"].as_str().unwrap()),
            "{answer}"
        );
    }
}

#[test]
fn a_plan_begins_with_what_another_one_has_left_open() {
    let data = folder();
    let create = |arguments: &[&str]| {
        let mut all = vec!["plan", "create", "--data", str_of(data.path()), "--json"];
        all.extend(["--public-url", "https://plans.example.com"]);
        all.extend(arguments);
        run(&all)
    };
    let last = create(&["--preset", "it-quarterly", "--name", "Last"]);
    let last: serde_json::Value = serde_json::from_slice(&last.stdout).unwrap();
    let last = last["plan"].as_str().unwrap();
    let next = create(&["--from", last, "--name", "Next"]);
    assert!(next.status.success(), "{}", text(&next.stderr));
    let next: serde_json::Value = serde_json::from_slice(&next.stdout).unwrap();
    assert_ne!(next["plan"].as_str().unwrap(), last);

    let nobodys = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_told(
        &create(&["--from", nobodys, "--name", "Next"]),
        "there is no plan",
    );
    for (wrong, part) in [
        (&["--name", "Next"][..], "--preset"),
        (
            &["--from", last, "--preset", "blank", "--name", "Next"],
            "cannot be used with",
        ),
    ] {
        let output = create(wrong);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(part));
    }
    let checked = run(&["check", "--data", str_of(data.path())]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
}

/// Programs rely on these names: what is here stays.
#[test]
fn the_tables_are_printed_for_programs_and_for_people() {
    let output = run(&["schema", "--json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let tables: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys = |of: &serde_json::Value| -> Vec<String> {
        let all = of.as_array().unwrap().iter();
        all.map(|entry| entry["key"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        keys(&tables["sections"]),
        [
            "plan",
            "current",
            "vision",
            "objectives",
            "kpis",
            "opportunities",
            "actions",
            "campaigns",
            "resources",
            "enablement",
            "roadmap",
            "entry",
            "customers",
            "incentives",
            "inventory",
            "risks",
            "reviews",
            "governance"
        ]
    );
    assert_eq!(keys(&tables["common"])[..2], ["title", "owner"]);
    let section = |key: &str| {
        let sections = tables["sections"].as_array().unwrap();
        let mut sections = sections.iter();
        sections.find(|section| section["key"] == key).unwrap()
    };
    let field = |kind: &serde_json::Value, key: &str| {
        let fields = kind["fields"].as_array().unwrap();
        fields.iter().find(|field| field["key"] == key).cloned()
    };
    let kpi = &section("kpis")["kinds"][0];
    assert_eq!(kpi["key"], "kpi");
    assert_eq!(kpi["plural"]["de"], "KPIs");
    let objective = field(kpi, "objective").unwrap();
    assert_eq!(objective["type"], "link");
    assert_eq!(objective["targets"], serde_json::json!(["objective"]));
    assert_eq!(objective["label"]["de"], "Ziel");
    let columns = field(kpi, "measurements").unwrap()["columns"].clone();
    assert_eq!(
        keys(&columns),
        ["period", "target", "actual", "forecast", "source", "as_of"]
    );
    assert_eq!(columns[2]["unit_field"], "unit");
    assert_eq!(columns[2]["source_field"], "source");
    let action = &section("actions")["kinds"][1];
    let effort = field(action, "effort").unwrap();
    assert_eq!(effort["unit"]["de"], "Stunden");
    assert_eq!(effort["tier"], "standard");
    let incentive = &section("incentives")["kinds"][0];
    assert_eq!(field(incentive, "earned").unwrap()["type"], "computed");
    let tier = field(section("plan"), "tier").unwrap();
    assert_eq!(
        keys(&tier["choices"]),
        ["essential", "standard", "strategic"]
    );
    assert_eq!(section("governance")["document"]["key"], "notes");

    let output = run(&["schema", "--language", "de"]);
    let said = text(&output.stdout);
    assert!(said.contains("objectives · Ziele (essential)"), "{said}");
    assert!(said.contains("effort · Aufwand: number (Stunden), standard"));
    let output = run(&["schema", "--language", "fr"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("en or de"));
}

#[test]
fn a_token_is_made_while_a_server_runs() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    let data = str_of(data.path());
    let made = run(&[
        "plan", "create", "--preset", "blank", "--name", "Plan", "--data", data, "--json",
    ]);
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    let plan = made["plan"].as_str().unwrap();
    let create = |plan: &str, role: &str| {
        run(&[
            "token", "create", "--plan", plan, "--side", "vendor", "--role", role, "--name", "Ann",
            "--data", data, "--json",
        ])
    };
    let output = create(plan, "editor");
    assert!(output.status.success(), "{output:?}");
    let token: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(token["token"].as_str().unwrap().len(), 32);
    assert_eq!(token["member"].as_str().unwrap().len(), 36);
    let refused = create(plan, "boss");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("choose one of lead, facilitator"));
    let nobodys = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_told(&create(nobodys, "editor"), "there is no plan");
    drop(server);
}

#[test]
fn whoever_lost_the_way_in_gets_a_link_and_the_log_says_so() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    let folder = str_of(data.path());
    let json = |output: &Output| -> serde_json::Value {
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let made = json(&run(&[
        "plan", "create", "--preset", "blank", "--name", "Plan", "--data", folder, "--json",
    ]));
    let plan = made["plan"].as_str().unwrap();
    let create = |plan: &str, member: &str| {
        run(&[
            "link", "create", "--plan", plan, "--member", member, "--data", folder, "--json",
        ])
    };
    let nobodys = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_told(&create(nobodys, nobodys), "there is no plan");
    assert_told(&create(plan, nobodys), "nobody has joined this plan yet");
    // What a plan begins with is nobody's change.
    let rebuilt = run(&[
        "rebuild-history",
        "--plan",
        plan,
        "--dry-run",
        "--data",
        folder,
    ]);
    assert!(rebuilt.status.success(), "{rebuilt:?}");
    let told = "0 changes of 1 rooms: all of them are as the logs say\n";
    assert_eq!(text(&rebuilt.stdout), told);
    let token = json(&run(&[
        "token", "create", "--plan", plan, "--side", "vendor", "--role", "editor", "--name", "Ann",
        "--data", folder, "--json",
    ]));
    let ann = token["member"].as_str().unwrap();
    assert_told(
        &create(plan, nobodys),
        &format!("{ann} (Ann, vendor editor)"),
    );

    let link = json(&create(plan, ann));
    assert_eq!(link["member"], ann);
    let link = link["link"].as_str().unwrap();
    let secret = link.strip_prefix(&format!("{}/join/", server.url)).unwrap();

    let audit = |plan: &str| run(&["audit", "--plan", plan, "--data", folder]);
    let log = audit(plan);
    assert!(!text(&log.stdout).contains(secret));
    let lines = text(&log.stdout).lines();
    let entries: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let newest = &entries[0];
    assert_eq!(newest["action"], "continue_made");
    assert_eq!(newest["subject"], ann);
    assert_eq!(newest["plan"], plan);
    assert!(newest["actor"].is_null());
    assert_eq!(entries.last().unwrap()["action"], "plan_started");
    let whole = run(&["audit", "--data", folder]);
    assert_eq!(text(&whole.stdout), text(&log.stdout));
    assert_told(&audit(nobodys), "there is no plan");

    // For somebody new, where no lead can make a link.
    let new = |arguments: &[&str]| {
        let mut all = vec!["link", "create", "--plan", plan, "--data", folder, "--json"];
        all.extend(arguments);
        run(&all)
    };
    let made = json(&new(&["--side", "partner"]));
    assert!(
        made["member"].is_null() && made["link"].is_string(),
        "{made}"
    );
    let log = audit(plan);
    let newest = text(&log.stdout).lines().next().unwrap();
    let newest: serde_json::Value = serde_json::from_str(newest).unwrap();
    assert_eq!(newest["action"], "invite_made");
    assert_eq!(
        (&newest["side"], &newest["role"]),
        (&"partner".into(), &"lead".into())
    );
    assert_told(&new(&["--side", "neutral"]), "choose another role");
    let refused = |arguments: &[&str], why: &str| {
        let output = new(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(why), "{output:?}");
    };
    refused(&["--side", "nobody"], "vendor, partner, neutral");
    refused(&[], "required");
    refused(
        &["--side", "vendor", "--member", ann],
        "cannot be used with",
    );
}

#[test]
fn a_plan_can_be_made_before_any_server_ran_if_the_address_is_said() {
    let data = folder();
    let create = |arguments: &[&str]| {
        let mut all = vec!["plan", "create", "--preset", "blank", "--name", "Plan"];
        all.extend(["--data", str_of(data.path())]);
        all.extend(arguments);
        run(&all)
    };
    assert_told(&create(&[]), "--public-url");
    let output = create(&[
        "--public-url",
        "https://plans.example.com/",
        "--start",
        "2027-01-01",
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert_eq!(
        said.matches("https://plans.example.com/join/").count(),
        2,
        "{said}"
    );
}

#[test]
fn an_unknown_preset_is_told_with_those_that_are_known() {
    let output = run(&["plan", "create", "--preset", "retail", "--name", "Plan"]);
    assert_told(&output, "it-quarterly, manufacturing-annual, blank");
    assert!(text(&output.stderr).contains("\"retail\""));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let data = folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(&["serve", "--listen", &address, "--data", str_of(data.path())]);
    assert_told(
        &output,
        &format!("cannot listen on {address}: the port is taken"),
    );
}

#[test]
fn a_data_folder_that_cannot_be_used_is_told() {
    let data = folder();
    let file = data.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    for path in [file.clone(), file.join("below")] {
        let output = run(&["serve", "--listen", "127.0.0.1:0", "--data", str_of(&path)]);
        assert_told(&output, "cannot write to the data folder");
    }
    // A file that is no database.
    let broken = data.path().join("broken");
    fs::create_dir(&broken).unwrap();
    fs::write(
        broken.join("tandem.sqlite"),
        "this is no database, whatever it is",
    )
    .unwrap();
    let output = run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data",
        str_of(&broken),
    ]);
    assert_told(&output, "cannot open the database");
}

#[test]
fn one_server_holds_a_data_folder() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    let output = run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data",
        str_of(data.path()),
    ]);
    assert_told(&output, "another server is running on the data folder");
    drop(server);
    // A server that was killed holds nothing.
    let again = Server::start(data.path(), &[]);
    assert_eq!(again.stop(), Some(0));
}

#[test]
fn bad_flags_are_told() {
    for (arguments, part) in [
        (&["serve", "--listen", "nowhere"][..], "--listen"),
        (
            &["serve", "--public-url", "plans.example.com"],
            "https://plans.example.com",
        ),
        (&["plan", "create", "--preset", "blank"], "--name"),
        (
            &["plan", "create", "--preset", "blank", "--name", " "],
            "1 to 200 characters",
        ),
        (
            &[
                "plan", "create", "--preset", "blank", "--name", "P", "--start", "soon",
            ],
            "--start",
        ),
        (&["dance"], "dance"),
    ] {
        let output = run(arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(part), "{arguments:?}: {said}");
    }
}
