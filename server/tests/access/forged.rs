//! What is not one's own, is over, was used or is guessed opens nothing and changes nothing.

use serde_json::{Value as Json, json};
use sqlx::SqlitePool;
use tandem_plan::address::Holder;
use tandem_plan::comment::Comment;
use tandem_plan::ids::{ClientId, CommentId, MemberId};
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Role, Side};

use crate::program::{Program, Request};
use crate::socket::{Socket, empty, type_in};
use crate::world::{Pass, World, new_id, secret};

const NAME: tandem_plan::address::FieldAddress = Holder::Section("plan").field("name");

/// All that decides who may what, and all that was written: every column of every row.
async fn state(pool: &SqlitePool) -> String {
    let mut all = String::new();
    for table in [
        "plan",
        "member",
        "invite",
        "session",
        "session_member",
        "api_token",
        "room_update",
        "room_update_recent",
        "read_mark",
        "deletion",
    ] {
        // When a session was last used changes with every visit of another day.
        let columns: Vec<String> =
            sqlx::query_scalar("SELECT name FROM pragma_table_info(?) WHERE name <> 'used_at'")
                .bind(table)
                .fetch_all(pool)
                .await
                .unwrap();
        assert!(!columns.is_empty(), "there is no table {table}");
        let hex: Vec<String> = columns
            .iter()
            .map(|column| format!("hex({column})"))
            .collect();
        let rows = format!(
            "SELECT {} AS line FROM {table} ORDER BY line",
            hex.join(" || ',' || ")
        );
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(rows))
            .fetch_all(pool)
            .await
            .unwrap();
        all += &format!("{table}: {}\n", rows.join("\n"));
    }
    all
}

async fn refusals(pool: &SqlitePool) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM audit WHERE action = 'refused'")
        .fetch_one(pool)
        .await
        .unwrap()
}

fn token() -> String {
    new_id().replace('-', "")
}

#[tokio::test]
async fn a_pass_that_nobody_gave_opens_nothing() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = world.person(Side::Vendor, Role::Lead);
    let (_, Pass::Bearer(bearer)) = world.token(lead).await else {
        panic!("a token");
    };
    let Pass::Cookie(cookie) = &lead.pass else {
        panic!("a cookie");
    };
    let (name, session) = cookie.split_once('=').unwrap();
    let pool = program.database().await;
    let hash: String = sqlx::query_scalar("SELECT hex(token_hash) FROM session LIMIT 1")
        .fetch_one(&pool)
        .await
        .unwrap();
    let before = state(&pool).await;
    let passes = [
        Pass::Cookie(format!("{name}={}", token())),
        Pass::Cookie(format!("{name}={}", &session[..session.len() - 1])),
        Pass::Cookie(format!("{name}={}", hash.to_lowercase())),
        Pass::Cookie(format!("{name}={bearer}")),
        Pass::Cookie(format!("other={session}")),
        Pass::Bearer(token()),
        Pass::Bearer(session.to_owned()),
        Pass::Bearer(bearer.to_uppercase()),
        Pass::Bearer(lead.id.clone()),
    ];
    for pass in passes {
        for (method, path, body) in [
            ("GET", "", None),
            ("GET", "/export.json", None),
            (
                "POST",
                "/members",
                Some(json!({"name": "Eve", "side": "vendor"})),
            ),
            ("DELETE", &format!("/members/{}", lead.id), None),
        ] {
            let answer = world.ask(&pass, method, &world.path(path), body).await;
            assert_eq!(
                answer.status,
                401,
                "{pass:?} {method} {path}: {}",
                answer.text()
            );
        }
        let mut socket = Socket::open(&world, &pass, Layer::Joint).await;
        assert!(socket.document(Layer::Joint).await.is_none(), "{pass:?}");
    }
    assert_eq!(state(&pool).await, before);
}

#[tokio::test]
async fn pages_of_others_change_nothing() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = world.person(Side::Vendor, Role::Lead);
    let Pass::Cookie(cookie) = &lead.pass else {
        panic!("a cookie");
    };
    let pool = program.database().await;
    let before = state(&pool).await;
    let described = world
        .ask(&Pass::Nothing, "GET", "/api/openapi.json", None)
        .await
        .json();
    for (path, methods) in described["paths"].as_object().unwrap() {
        for method in methods
            .as_object()
            .unwrap()
            .keys()
            .filter(|method| *method != "get")
        {
            let mut path = path.replace("{plan}", &world.plan);
            for name in ["{member}", "{invite}", "{token}", "{comment}"] {
                path = path.replace(name, &lead.id);
            }
            let method = method.to_uppercase();
            for origin in [None, Some("null"), Some("https://evil.example"), Some("")] {
                let mut headers = vec![("Cookie", cookie.clone())];
                headers.extend(origin.map(|origin| ("Origin", origin.to_owned())));
                let request = Request {
                    method: &method,
                    path: &path,
                    headers,
                    body: Some(json!({})),
                };
                let answer = program.ask(request).await;
                let told = (answer.status, answer.key());
                assert_eq!(
                    told,
                    (403, "foreign_origin".to_owned()),
                    "{method} {path} {origin:?}"
                );
            }
        }
    }
    for origin in ["null", "https://evil.example"] {
        let opened = Socket::open_from(&world, &lead.pass, "joint", origin).await;
        assert!(opened.is_err(), "{origin}");
    }
    assert_eq!(state(&pool).await, before);
}

#[tokio::test]
async fn nobody_writes_as_somebody_else() {
    let program = Program::start();
    let world = World::make(&program).await;
    let ann = world.person(Side::Vendor, Role::Editor);
    let ben = world.person(Side::Partner, Role::Editor);
    let client = ClientId::random();
    let mut socket = Socket::open(&world, &ann.pass, Layer::Joint).await;
    let doc = socket.document(Layer::Joint).await.unwrap();
    let hers = empty(Layer::Joint, client);
    hers.apply(&doc.state()).unwrap();
    assert!(socket.write(&type_in(&hers, NAME, "Ann ")).await);
    let pool = program.database().await;
    let before = state(&pool).await;

    // The next operation of her client.
    let forged = type_in(&hers, NAME, "Eve ");
    let mut socket = Socket::open(&world, &ben.pass, Layer::Joint).await;
    socket.document(Layer::Joint).await.unwrap();
    assert!(!socket.write(&forged).await);

    // A comment that nobody made, in every layer; and what the server wrote itself.
    for (layer, by) in [
        (Layer::Joint, ben),
        (Layer::Partner, ben),
        (Layer::Joint, ann),
    ] {
        let mut socket = Socket::open(&world, &by.pass, layer).await;
        let doc = socket.document(layer).await.unwrap();
        let editor = empty(layer, ClientId::random());
        editor.apply(&doc.state()).unwrap();
        let known = editor.state_vector();
        editor.write_comment(&Comment {
            id: CommentId::random(),
            thread: None,
            about: "vision".to_owned(),
            author: ann.id.parse::<MemberId>().unwrap(),
            at: 1,
            edited_at: None,
            text: "I agree.".to_owned(),
            resolved: None,
            deleted: false,
        });
        assert!(!socket.write(&editor.diff(&known)).await, "{layer}");
    }
    assert_eq!(state(&pool).await, before);
}

#[tokio::test]
async fn a_comment_is_its_authors() {
    let program = Program::start();
    let world = World::make(&program).await;
    let ann = world.person(Side::Vendor, Role::Editor);
    let ben = world.person(Side::Partner, Role::Lead);
    let path = world.path("/comments");
    let id = new_id();
    let body = |text: &str| {
        json!({
            "id": id, "layer": "joint", "about": "vision", "text": text,
            "at": 1, "by": ben.id,
        })
    };
    // Whoever says that it is from another is refused: a page whose browser is another by now.
    let mut as_ben = body("Hm.");
    as_ben["author"] = ben.id.as_str().into();
    let claimed = world.ask(&ann.pass, "POST", &path, Some(as_ben)).await;
    assert_eq!(claimed.status, 409, "{}", claimed.text());
    world
        .ask(&ann.pass, "POST", &path, Some(body("Hm.")))
        .await
        .json();
    // Once more is once; by somebody else it is nothing.
    world
        .ask(&ann.pass, "POST", &path, Some(body("Hm.")))
        .await
        .json();
    let again = world.ask(&ben.pass, "POST", &path, Some(body("Ha!"))).await;
    assert!(again.status >= 400, "{}", again.text());
    let claimed = json!({"layer": "joint", "text": "Ha!", "author": ben.id});
    let changed = world
        .ask(&ann.pass, "PATCH", &format!("{path}/{id}"), Some(claimed))
        .await;
    assert_eq!(changed.status, 409, "{}", changed.text());
    for change in [json!({"text": "Ha!"}), json!({"deleted": true})] {
        let mut change = change;
        change["layer"] = "joint".into();
        let changed = world
            .ask(&ben.pass, "PATCH", &format!("{path}/{id}"), Some(change))
            .await;
        assert_eq!(changed.status, 403, "{}", changed.text());
    }
    let mut socket = Socket::open(&world, &ben.pass, Layer::Joint).await;
    let comments = socket.document(Layer::Joint).await.unwrap().comments();
    let [comment] = comments.as_slice() else {
        panic!("{comments:?}");
    };
    assert_eq!(comment.author.to_string(), ann.id);
    assert_eq!(comment.text, "Hm.");
    assert!(comment.at > 1_000_000 && !comment.deleted);
}

#[tokio::test]
async fn links_that_are_over_let_nobody_in() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = world.person(Side::Vendor, Role::Lead);
    let pool = program.database().await;
    let path = world.path("/invites");

    let (revoked, revoked_url) = world.invite(Side::Vendor, Role::Lead).await;
    let withdraw = format!("{path}/{revoked}");
    world
        .ask(&lead.pass, "DELETE", &withdraw, None)
        .await
        .assert_done();
    let (expired, expired_url) = world.invite(Side::Vendor, Role::Lead).await;
    sqlx::query("UPDATE invite SET expires_at = 1 WHERE lower(hex(id)) = ?")
        .bind(expired.replace('-', ""))
        .execute(&pool)
        .await
        .unwrap();
    let once = json!({"side": "vendor", "role": "lead", "max_uses": 1});
    let once = world
        .ask(&lead.pass, "POST", &path, Some(once))
        .await
        .json();
    let used_url = once["url"].as_str().unwrap().to_owned();
    world.join(&used_url, Side::Vendor, Role::Lead).await;
    let on = world.path(&format!("/members/{}/continue", lead.id));
    let on = world.ask(&lead.pass, "POST", &on, None).await.json();
    let continued_url = on["url"].as_str().unwrap().to_owned();
    world.join(&continued_url, Side::Vendor, Role::Lead).await;

    let before = state(&pool).await;
    let refused = refusals(&pool).await;
    let unknown_url = format!("/join/{}", token());
    for (url, key) in [
        (&revoked_url, "invite_revoked"),
        (&expired_url, "invite_expired"),
        (&used_url, "invite_used_up"),
        (&continued_url, "invite_used_up"),
        (&unknown_url, "invite_unknown"),
    ] {
        for pass in [&Pass::Nothing, &lead.pass] {
            let invite = format!("/api/invites/{}", secret(url));
            let seen = world.ask(pass, "GET", &invite, None).await;
            assert!(seen.status >= 400, "{key}: {}", seen.text());
            assert_eq!(seen.key(), key);
            let body = Some(json!({"name": "Eve"}));
            let joined = world
                .ask(pass, "POST", &format!("{invite}/join"), body)
                .await;
            assert!(joined.status >= 400 && joined.header("set-cookie").is_none());
            assert_eq!(joined.key(), key);
        }
    }
    assert_eq!(state(&pool).await, before);
    assert!(refusals(&pool).await > refused, "tries are written down");
}

#[tokio::test]
async fn ten_thousand_guesses_find_nothing_and_are_slowed_down() {
    let program = Program::start_with(&[]);
    let world = World::make(&program).await;
    let lead = world.person(Side::Vendor, Role::Lead);
    let pool = program.database().await;
    let before = state(&pool).await;
    let refused = refusals(&pool).await;
    let mut looked_at = 0;
    for guess in 0..10_000 {
        let answer = match guess % 3 {
            0 => {
                let path = format!("/api/invites/{}", token());
                world.ask(&Pass::Nothing, "GET", &path, None).await
            }
            1 => {
                let path = format!("/api/invites/{}/join", token());
                let body = Some(json!({"name": "Eve"}));
                world.ask(&Pass::Nothing, "POST", &path, body).await
            }
            _ => {
                let pass = Pass::Bearer(token());
                world
                    .ask(&pass, "GET", &world.path("/export.json"), None)
                    .await
            }
        };
        match answer.status {
            401 | 404 | 410 => looked_at += 1,
            429 => {}
            other => panic!("{other}: {}", answer.text()),
        }
    }
    // Thirty a minute, however long it takes.
    assert!(looked_at < 1_000, "{looked_at} guesses were looked at");
    assert_eq!(state(&pool).await, before);
    let written = refusals(&pool).await - refused;
    assert!(written > 0, "tries are written down");
    assert!(written <= 1_000, "and do not fill the disk: {written}");
    // Who has a pass goes on working beside it.
    let mine: Json = world
        .ask(&lead.pass, "GET", &world.path(""), None)
        .await
        .json();
    assert_eq!(mine["id"], world.plan.as_str());
}
