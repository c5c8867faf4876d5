//! A workshop with everything under way that nobody may see yet: whatever others and programs get of it
//! is recorded and searched.

use serde_json::{Value as Json, json};
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Role, Side};

use crate::program::{Answer, Program};
use crate::socket::{Heard, Socket};
use crate::world::{Pass, Person, World, new_id};

async fn told(world: &World<'_>, by: &Pass, command: &str, mut parts: Json) -> Answer {
    if parts.get("id").is_none() {
        parts["id"] = new_id().into();
    }
    let path = world.path(&format!("/workshop/{command}"));
    world.ask(by, "POST", &path, Some(parts)).await
}

async fn done(world: &World<'_>, by: &Pass, command: &str, parts: Json) -> Json {
    let answer = told(world, by, command, parts).await;
    assert_eq!(answer.status, 200, "{command}: {}", answer.text());
    answer.json()["workshop"].clone()
}

fn step(title: &str, tool: &str) -> Json {
    json!({"title": title, "section": "objectives", "minutes": 5, "tool": tool, "anonymous": true})
}

/// What somebody does in secret, and what must not be found.
struct Secret<'a> {
    author: &'a Person,
    words: String,
}

/// Where everybody listens, with what they heard of it so far.
struct Ear<'a> {
    person: &'a Person,
    pass: Pass,
    socket: Socket,
}

/// What somebody gets: everything on the socket, and every address that is about the workshop or the
/// history.
async fn taken(world: &World<'_>, ear: &mut Ear<'_>) -> Vec<u8> {
    let mut all = std::mem::take(&mut ear.socket.received);
    for path in [
        world.path("/workshop"),
        world.path("/workshop/recap"),
        world.path("/workshop/recap.md"),
        world.path("/history?limit=1000"),
        world.path("/history/counts"),
        world.path("/history.json"),
        world.path("/export.json"),
        world.path("/members"),
        world.path("/audit"),
        format!("/plan/{}", world.plan),
        "/metrics".to_owned(),
    ] {
        let answer = world.ask(&ear.pass, "GET", &path, None).await;
        all.extend(answer.head.as_bytes());
        all.extend(&answer.body);
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// Everybody listens, with a browser and with a program, until they have heard of this revision.
async fn listen<'a>(world: &World<'_>, people: &[&'a Person]) -> Vec<Ear<'a>> {
    let mut ears = Vec::new();
    for person in people {
        let (_, bearer) = world.token(person).await;
        for pass in [person.pass.clone(), bearer] {
            let mut socket = Socket::open(world, &pass, Layer::Joint).await;
            socket
                .until(|heard| *heard == Heard::Event("workshop".to_owned()))
                .await;
            ears.push(Ear {
                person,
                pass,
                socket,
            });
        }
    }
    ears
}

/// Whatever anybody gets holds a secret only where it is their own.
async fn only_authors_find(world: &World<'_>, ears: &mut [Ear<'_>], secrets: &[Secret<'_>]) {
    for ear in ears {
        let got = taken(world, ear).await;
        for Secret { author, words } in secrets {
            let is_own = author.id == ear.person.id;
            assert_eq!(
                holds(&got, words),
                is_own,
                "{} {}",
                ear.person.side,
                ear.person.role
            );
        }
    }
}

async fn hear(ears: &mut [Ear<'_>], commands: usize) {
    for ear in ears {
        for _ in 0..commands {
            let heard = ear
                .socket
                .until(|heard| *heard == Heard::Event("workshop".to_owned()))
                .await;
            assert_eq!(heard, Heard::Event("workshop".to_owned()));
        }
    }
}

#[tokio::test]
async fn nobody_gets_what_others_do_in_secret() {
    let program = Program::start();
    let world = World::make(&program).await;
    let fay = world.person(Side::Neutral, Role::Facilitator);
    let people = [
        world.person(Side::Vendor, Role::Lead),
        world.person(Side::Vendor, Role::Editor),
        world.person(Side::Vendor, Role::Commenter),
        world.person(Side::Partner, Role::Lead),
        world.person(Side::Partner, Role::Editor),
        fay,
        world.person(Side::Partner, Role::Viewer),
    ];
    let authors = &people[..5];
    let agenda = json!([
        step("Write", "private_writing"),
        step("Guess", "blind_number"),
        step("Choose", "vote"),
        step("Agree", "consent"),
    ]);
    done(&world, &fay.pass, "start", json!({"agenda": agenda})).await;
    done(&world, &fay.pass, "next", json!({})).await;
    let mut ears = listen(&world, &people).await;

    // Anonymous cards.
    let mut cards = Vec::new();
    for author in authors {
        let words = format!("secret-card-{}", new_id());
        let parts = json!({"activity": 1, "card": new_id(), "text": words});
        done(&world, &author.pass, "write_card", parts).await;
        cards.push(Secret { author, words });
    }
    hear(&mut ears, authors.len()).await;
    only_authors_find(&world, &mut ears, &cards).await;
    // When they are shown, all read all of them, and nobody whose they are.
    done(&world, &fay.pass, "reveal", json!({"activity": 1})).await;
    hear(&mut ears, 1).await;
    for ear in &mut ears {
        let view = world
            .ask(&ear.pass, "GET", &world.path("/workshop"), None)
            .await
            .json();
        let activity = view["workshop"]["activities"][0].to_string();
        for Secret { author, words } in &cards {
            assert!(activity.contains(words));
            assert!(!activity.contains(&author.id), "whose cards there are");
        }
    }
    let shown = world
        .ask(&fay.pass, "GET", &world.path("/workshop"), None)
        .await
        .json();
    let ids: Vec<Json> = shown["workshop"]["activities"][0]["cards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["id"].clone())
        .collect();
    let turn = json!({"activity": 1, "cards": ids, "section": "objectives", "kind": "objective"});
    done(&world, &fay.pass, "turn_into_items", turn).await;
    // The items are the group's, in the history and in the log.
    let path = world.path("/history?kind=added&limit=1000");
    let added = world.ask(&fay.pass, "GET", &path, None).await.json();
    let added: Vec<&str> = added["changes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| change["section"] == "objectives" && change["step"] == "1.1")
        .map(|change| change["member"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(added, vec!["The group"; cards.len()]);
    let database = program.database().await;
    let state: String = sqlx::query_scalar("SELECT state FROM workshop")
        .fetch_one(&database)
        .await
        .unwrap();
    let state: Json = serde_json::from_str(&state).unwrap();
    let kept = state["activities"][0].to_string();
    assert!(authors.iter().all(|author| !kept.contains(&author.id)));

    // Numbers, votes and answers.
    let item = ids[0].as_str().unwrap();
    let field = format!("objectives/{item}.target");
    done(&world, &fay.pass, "close", json!({"activity": 1})).await;
    done(&world, &fay.pass, "next", json!({"from": 1})).await;
    let open = json!({"step": 2, "field": field, "label": "Target"});
    done(&world, &fay.pass, "open_number", open).await;
    hear(&mut ears, 4).await;
    for ear in &mut ears {
        taken(&world, ear).await;
    }
    let mut numbers = Vec::new();
    for (place, author) in authors.iter().enumerate() {
        let words = format!("48151623{place}");
        let parts = json!({"activity": 2, "value": words, "confidence": "low"});
        done(&world, &author.pass, "estimate", parts).await;
        numbers.push(Secret { author, words });
    }
    hear(&mut ears, authors.len()).await;
    only_authors_find(&world, &mut ears, &numbers).await;
    done(&world, &fay.pass, "reveal", json!({"activity": 2})).await;
    done(&world, &fay.pass, "close", json!({"activity": 2})).await;
    done(&world, &fay.pass, "next", json!({"from": 2})).await;
    let options = json!([{"key": "one", "label": "One"}, {"key": "two", "label": "Two"}]);
    let open = json!({"step": 3, "title": "Which", "options": options, "dots": 3});
    done(&world, &fay.pass, "open_vote", open).await;
    hear(&mut ears, 4).await;
    for ear in &mut ears {
        taken(&world, ear).await;
    }
    for author in authors {
        let parts = json!({"activity": 3, "ballot": [{"key": "two", "dots": 3}]});
        done(&world, &author.pass, "vote", parts).await;
    }
    hear(&mut ears, authors.len()).await;
    for ear in &mut ears {
        let got = taken(&world, ear).await;
        let is_own = authors.iter().any(|author| author.id == ear.person.id);
        assert_eq!(holds(&got, r#""key":"two","dots":3"#), is_own);
        // Nor the sum of all.
        let sums = [r#""vendor":9"#, r#""partner":6"#, r#""vendor":3"#];
        assert!(sums.iter().all(|sum| !holds(&got, sum)));
    }
    let view = done(&world, &fay.pass, "close", json!({"activity": 3})).await;
    let result = &view["activities"][0]["result"][1];
    assert_eq!(*result, json!({"vendor": 9, "partner": 6, "neutral": 0}));
    done(&world, &fay.pass, "next", json!({"from": 3})).await;
    let open = json!({"step": 4, "proposal": "We go on", "about": "objectives"});
    done(&world, &fay.pass, "open_consent", open).await;
    let mut answers = Vec::new();
    for author in authors {
        let words = format!("secret-reason-{}", new_id());
        let parts = json!({"activity": 4, "stance": "block", "reason": words});
        done(&world, &author.pass, "answer", parts).await;
        answers.push(Secret { author, words });
    }
    hear(&mut ears, 3 + authors.len()).await;
    only_authors_find(&world, &mut ears, &answers).await;
    let log = program.log();
    let secrets = [&cards, &numbers, &answers].into_iter().flatten();
    for Secret { words, .. } in secrets {
        assert!(!holds(&log, words), "{words} is in the log");
    }
}

/// Nothing has changed, and everybody is told why.
async fn is_refused(world: &World<'_>, by: &Pass, command: &str, parts: Json, as_: (u16, &str)) {
    let before = world
        .ask(by, "GET", &world.path("/workshop"), None)
        .await
        .json();
    let answer = told(world, by, command, parts).await;
    assert_eq!(
        (answer.status, answer.key().as_str()),
        as_,
        "{command}: {}",
        answer.text()
    );
    let after = world
        .ask(by, "GET", &world.path("/workshop"), None)
        .await
        .json();
    assert_eq!(before["workshop"], after["workshop"], "{command}");
}

#[tokio::test]
async fn commands_that_are_not_theirs_doubled_or_late_are_refused_and_change_nothing() {
    let program = Program::start();
    let world = World::make(&program).await;
    let fay = &world.person(Side::Neutral, Role::Facilitator).pass;
    let gus = &world.person(Side::Partner, Role::Facilitator).pass;
    let ann = &world.person(Side::Vendor, Role::Lead).pass;
    let ben = &world.person(Side::Partner, Role::Lead).pass;
    let eve = &world.person(Side::Vendor, Role::Editor).pass;
    let carl = &world.person(Side::Vendor, Role::Commenter).pass;
    let vic = &world.person(Side::Vendor, Role::Viewer).pass;

    is_refused(&world, ann, "start", json!({}), (403, "not_allowed")).await;
    is_refused(&world, fay, "next", json!({}), (409, "no_workshop")).await;
    let started = done(&world, fay, "start", json!({"language": "de"})).await;
    assert_eq!(started["agenda"][0]["title"], "Ankommen");
    is_refused(&world, gus, "start", json!({}), (409, "under_way")).await;
    let unknown = told(&world, fay, "dance", json!({})).await;
    assert_eq!(
        (unknown.status, unknown.key().as_str()),
        (404, "no_such_command")
    );
    let other = json!({"command": "back", "from": 1});
    is_refused(&world, fay, "next", other, (422, "invalid")).await;
    is_refused(&world, fay, "back", json!({}), (422, "invalid")).await;

    let id = new_id();
    done(&world, fay, "next", json!({"id": id})).await;
    is_refused(
        &world,
        fay,
        "next",
        json!({"id": id}),
        (409, "done_already"),
    )
    .await;
    // Another facilitator has pressed the same button at the same moment.
    is_refused(&world, gus, "next", json!({}), (409, "step_over")).await;
    for by in [ann, eve, carl] {
        is_refused(&world, by, "next", json!({"from": 1}), (403, "not_allowed")).await;
    }
    is_refused(
        &world,
        vic,
        "raise_hand",
        json!({"up": true}),
        (403, "not_allowed"),
    )
    .await;
    is_refused(
        &world,
        carl,
        "decide",
        json!({"text": "So be it"}),
        (403, "not_allowed"),
    )
    .await;
    done(&world, fay, "next", json!({"from": 1})).await;
    is_refused(
        &world,
        ann,
        "say",
        json!({"activity": 1, "text": "x"}),
        (409, "step_over"),
    )
    .await;
    is_refused(
        &world,
        ann,
        "ready",
        json!({"step": 1, "ready": true}),
        (409, "step_over"),
    )
    .await;

    // Leads of both sides take over together.
    done(&world, ann, "take_over", json!({})).await;
    is_refused(
        &world,
        ann,
        "next",
        json!({"from": 2}),
        (403, "not_allowed"),
    )
    .await;
    done(&world, ben, "take_over", json!({})).await;
    done(&world, ann, "next", json!({"from": 2})).await;
    done(&world, gus, "take_over", json!({})).await;

    // What is parked and decided is in the plan, in the name of who said it.
    done(&world, carl, "park", json!({"text": "Prices"})).await;
    done(
        &world,
        eve,
        "decide",
        json!({"text": "We meet on Mondays", "about": "reviews"}),
    )
    .await;
    let path = world.path("/history?kind=added&section=governance");
    let added = world.ask(fay, "GET", &path, None).await.json();
    let added: Vec<(&str, &str)> = added["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            let name = change["member"]["name"].as_str().unwrap();
            (name, change["title"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        added,
        [
            ("vendor editor", "We meet on Mondays"),
            ("vendor commenter", "Prices")
        ]
    );

    let ended = told(&world, fay, "end", json!({"baseline": "As agreed"})).await;
    assert_eq!(ended.status, 200, "{}", ended.text());
    let recap = world
        .ask(vic, "GET", &world.path("/workshop/recap"), None)
        .await
        .json();
    assert_eq!(recap["baseline"][1], "As agreed");
    let baselines = world
        .ask(vic, "GET", &world.path("/baselines"), None)
        .await
        .json();
    assert_eq!(baselines["baselines"][0]["id"], recap["baseline"][0]);
    let text = world
        .ask(vic, "GET", &world.path("/workshop/recap.md"), None)
        .await
        .text();
    assert!(
        text.contains("- We meet on Mondays (vendor editor)"),
        "{text}"
    );
    is_refused(
        &world,
        fay,
        "next",
        json!({"from": 3}),
        (409, "no_workshop"),
    )
    .await;
    let again = done(&world, gus, "start", json!({})).await;
    assert_eq!(again["number"], 2);
}
