//! Both sides fill what they keep to themselves with words that are nowhere else. Then everybody
//! takes all that they can get: the words are where they belong, and nowhere else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::json;
use tandem_plan::address::Holder;
use tandem_plan::ids::ClientId;
use tandem_protocol::frame::{AwarenessEntry, Frame};
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Role, Side};

use crate::program::Program;
use crate::socket::{Heard, Socket, empty, type_in};
use crate::world::{Pass, Person, World, new_id};

/// What one side hides, and where.
struct Hidden {
    side: Side,
    words: Vec<String>,
    /// Keeps its presence in the layer.
    _present: Socket,
}

async fn hide(world: &World<'_>, side: Side) -> Hidden {
    let layer = Layer::of(side).unwrap();
    let word = |place: &str| format!("hidden-{place}-{}", new_id());
    let words = vec![
        word("note"),
        word("comment"),
        word("answer"),
        word("gone"),
        word("presence"),
    ];
    let [note, comment, answer, gone, presence] = words.as_slice() else {
        panic!("five words");
    };
    let lead = &world.person(side, Role::Lead).pass;
    let mut present = Socket::open(world, lead, layer).await;
    let doc = present.document(layer).await.unwrap();
    let client = ClientId::random();
    let editor = empty(layer, client);
    editor.apply(&doc.state()).unwrap();
    let update = type_in(&editor, Holder::Document.field("notes"), note);
    assert!(present.write(&update).await);
    let entry = AwarenessEntry {
        client,
        clock: 1,
        state: Some(json!({"section": presence}).to_string()),
    };
    present.send(Frame::Awareness(vec![entry]).encode()).await;
    let presence = present.until(|heard| *heard == Heard::Awareness).await;
    assert_eq!(presence, Heard::Awareness);

    let path = world.path("/comments");
    let first = new_id();
    let post = async |by: Role, id: &str, thread: Option<&str>, text: &str| {
        let mut body = json!({"id": id, "layer": layer.key(), "about": "vision", "text": text});
        if let Some(thread) = thread {
            body["thread"] = thread.into();
        }
        let by = &world.person(side, by).pass;
        world.ask(by, "POST", &path, Some(body)).await.json();
    };
    post(Role::Lead, &first, None, comment).await;
    post(Role::Commenter, &new_id(), Some(&first), answer).await;
    // What was taken back stays hidden as well.
    let taken_back = new_id();
    post(Role::Editor, &taken_back, None, gone).await;
    let body = json!({"layer": layer.key(), "deleted": true});
    let by = &world.person(side, Role::Editor).pass;
    let path = format!("{path}/{taken_back}");
    world.ask(by, "PATCH", &path, Some(body)).await.json();
    Hidden {
        side,
        words,
        _present: present,
    }
}

/// Where these bytes hold a text, also inside of Base64.
fn holds(bytes: &[u8], text: &str) -> bool {
    let mut forms = vec![text.as_bytes().to_vec()];
    for shift in 0..3 {
        let padded = [&vec![0; shift], text.as_bytes()].concat();
        let encoded = STANDARD_NO_PAD.encode(padded).into_bytes();
        // The first and the last letters mix with what stands beside them.
        forms.push(encoded[4..encoded.len() - 4].to_vec());
    }
    let is_there = |form: &Vec<u8>| bytes.windows(form.len()).any(|window| window == form);
    forms.iter().any(is_there)
}

#[test]
fn the_search_finds_what_is_packed() {
    let text = "hidden-note-0123456789";
    for before in ["", "a", "ab", "abc"] {
        let packed = STANDARD_NO_PAD
            .encode(format!("{before}{text}!"))
            .into_bytes();
        assert!(holds(&packed, text), "{before:?}");
    }
    assert!(holds(format!("x{text}").as_bytes(), text));
    assert!(!holds(b"hidden-note-0123456788", text));
}

/// Every address that can be read, from the description of the interface and the routes beside it.
async fn addresses(world: &World<'_>) -> Vec<String> {
    let described = world
        .ask(&Pass::Nothing, "GET", "/api/openapi.json", None)
        .await
        .json();
    let described = described["paths"].as_object().unwrap().iter();
    let mut paths: Vec<String> = described
        .filter(|(_, methods)| methods.get("get").is_some())
        .map(|(path, _)| path.clone())
        .collect();
    assert!(
        paths.iter().any(|path| path.ends_with("/export.json")),
        "{paths:?}"
    );
    for page in [
        "/",
        "/plan/{plan}",
        "/plan/{plan}/print",
        "/plan/{plan}/people",
        "/plan/{plan}/history",
        "/plan/{plan}/recap",
        "/metrics",
    ] {
        paths.push(page.to_owned());
    }
    let (_, link) = world.invite(Side::Partner, Role::Viewer).await;
    let secret = crate::world::secret(&link);
    let mut all = Vec::new();
    for path in paths {
        let path = path
            .replace("{plan}", &world.plan)
            .replace("{token}", secret)
            .replace("{seq}", "1");
        assert!(!path.contains('{'), "what stands for the braces of {path}?");
        for query in [
            "",
            "?layer=vendor",
            "?layer=partner",
            "?side=partner",
            "?limit=1000",
            "?q=hidden",
            "?from=0&to=1",
            "?field=notes&layer=vendor",
            "?field=notes&layer=partner",
        ] {
            all.push(format!("{path}{query}"));
        }
    }
    all
}

/// All that somebody can get.
async fn take(world: &World<'_>, addresses: &[String], pass: &Pass) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for path in addresses {
        let answer = world.ask(pass, "GET", path, None).await;
        let bytes = [answer.head.as_bytes(), &answer.body].concat();
        all.push((path.clone(), bytes));
    }
    for layer in Layer::ALL {
        let mut socket = Socket::open(world, pass, layer).await;
        // Where nobody is, nothing is said of who is there; the document comes in any case.
        socket.send(Frame::QueryAwareness.encode()).await;
        socket.document(layer).await;
        all.push((format!("the socket of {layer}"), socket.received));
    }
    all
}

#[tokio::test]
async fn what_one_side_keeps_is_nowhere_for_others() {
    let program = Program::start();
    let world = World::make(&program).await;
    let hidden = [
        hide(&world, Side::Vendor).await,
        hide(&world, Side::Partner).await,
    ];
    let other = World::make(&program).await;
    let addresses = addresses(&world).await;

    let people = world
        .people
        .iter()
        .map(|person| (Some(person), &person.pass));
    let foreigner = &other.person(Side::Vendor, Role::Lead).pass;
    let people = people.chain([(None, foreigner), (None, &Pass::Nothing)]);
    for (person, pass) in people {
        let may = |side| {
            let is_of = |person: &Person| person.side == side && person.role != Role::Viewer;
            person.is_some_and(is_of)
        };
        let who = person.map_or("somebody else".to_owned(), |person| {
            format!("{} {}", person.side, person.role)
        });
        let taken = take(&world, &addresses, pass).await;
        for Hidden { side, words, .. } in &hidden {
            for word in words {
                let found: Vec<&str> = taken
                    .iter()
                    .filter(|(_, bytes)| holds(bytes, word))
                    .map(|(place, _)| place.as_str())
                    .collect();
                if !may(*side) {
                    assert!(
                        found.is_empty(),
                        "{who} finds {word} of {side} in {found:?}"
                    );
                    continue;
                }
                let is_in = |place: &str| found.iter().any(|found| found.contains(place));
                let is_kept = ["note", "comment", "answer"];
                if is_kept
                    .iter()
                    .any(|kind| word.starts_with(&format!("hidden-{kind}")))
                {
                    assert!(is_in("export.json"), "{who}: {word} in {found:?}");
                    assert!(is_in("the socket"), "{who}: {word} in {found:?}");
                }
                if word.starts_with("hidden-presence") {
                    assert!(is_in("the socket"), "{who}: {word} in {found:?}");
                }
            }
        }
    }

    let log = program.log();
    assert!(holds(&log, "/api/plans/{plan}"), "requests are in the log");
    for Hidden { words, .. } in &hidden {
        for word in words {
            assert!(!holds(&log, word), "{word} is in the log");
        }
    }
}

#[tokio::test]
async fn no_secret_is_in_the_log() {
    let program = Program::start();
    let world = World::make(&program).await;
    let mut secrets = Vec::new();
    for person in &world.people {
        let (_, token) = world.token(person).await;
        world.ask(&token, "GET", &world.path(""), None).await.json();
        let mut socket = Socket::open(&world, &token, Layer::Joint).await;
        socket.document(Layer::Joint).await.unwrap();
        for pass in [&person.pass, &token] {
            secrets.push(match pass {
                Pass::Cookie(cookie) => cookie.split_once('=').unwrap().1.to_owned(),
                Pass::Bearer(token) => token.clone(),
                Pass::Nothing => panic!("everybody has a pass"),
            });
        }
    }
    let (_, link) = world.invite(Side::Partner, Role::Viewer).await;
    let secret = crate::world::secret(&link).to_owned();
    for path in [format!("/join/{secret}"), format!("/api/invites/{secret}")] {
        assert_eq!(
            world.ask(&Pass::Nothing, "GET", &path, None).await.status,
            200
        );
    }
    secrets.push(secret);
    let log = program.log();
    for secret in secrets {
        assert!(secret.len() >= 32, "{secret}");
        assert!(!holds(&log, &secret), "{secret} is in the log");
    }
}
