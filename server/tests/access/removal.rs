//! Who was removed is out, at once and everywhere; who may less does less.

use std::time::Duration;

use serde_json::json;
use tandem_plan::address::Holder;
use tandem_plan::ids::ClientId;
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Role, Side};
use tokio::time::timeout;

use crate::program::Program;
use crate::socket::{Heard, Socket, empty, type_in};
use crate::world::{Pass, World, new_id, secret};

const AT_ONCE: Duration = Duration::from_secs(1);
const LAYERS: [Layer; 2] = [Layer::Joint, Layer::Vendor];

/// Sockets in both layers, with a cookie and with a token.
async fn sockets(world: &World<'_>, passes: &[&Pass]) -> Vec<Socket> {
    let mut sockets = Vec::new();
    for layer in LAYERS {
        for pass in passes {
            let mut socket = Socket::open(world, pass, layer).await;
            socket.document(layer).await.unwrap();
            sockets.push(socket);
        }
    }
    sockets
}

#[tokio::test]
async fn whoever_is_removed_is_out_at_once_and_everywhere() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = &world.person(Side::Vendor, Role::Lead).pass;
    let gone = world.newcomer(Side::Vendor, Role::Editor).await;
    let stays = world.person(Side::Vendor, Role::Editor);
    let (_, token) = world.token(&gone).await;
    let path = world.path(&format!("/members/{}", gone.id));
    let link = world
        .ask(&gone.pass, "POST", &format!("{path}/continue"), None)
        .await;
    let link = link.json()["url"].as_str().unwrap().to_owned();
    let mut open = sockets(&world, &[&gone.pass, &token]).await;
    let mut others = sockets(&world, &[&stays.pass]).await;

    let closed = async {
        world.ask(lead, "DELETE", &path, None).await.assert_done();
        for socket in &mut open {
            let end = socket.until(|_| false).await;
            assert_eq!(
                end,
                Heard::Closed(4403),
                "a code after which nobody comes back"
            );
        }
    };
    timeout(AT_ONCE, closed).await.expect("within a second");

    for pass in [&gone.pass, &token] {
        for path in ["", "/document", "/members", "/export.json", "/tokens"] {
            let answer = world.ask(pass, "GET", &world.path(path), None).await;
            assert!(
                matches!(answer.status, 401 | 403),
                "{path}: {}",
                answer.text()
            );
        }
        let mine = world.ask(pass, "GET", "/api/plans", None).await.text();
        assert!(!mine.contains(&world.plan), "{mine}");
        for page in ["", "/print"] {
            let path = format!("/plan/{}{page}", world.plan);
            let page = world.ask(pass, "GET", &path, None).await;
            assert!(!page.text().contains(&stays.id), "{path}");
        }
        for layer in Layer::ALL {
            let mut socket = Socket::open(&world, pass, layer).await;
            let end = socket.next().await;
            assert!(
                matches!(end, Heard::Closed(4401 | 4403)),
                "{layer}: {end:?}"
            );
        }
    }
    let join = format!("/api/invites/{}/join", secret(&link));
    let back = world
        .ask(&Pass::Nothing, "POST", &join, Some(json!({})))
        .await;
    assert!(back.status >= 400, "{}", back.text());

    // The others stay where they are.
    for (socket, layer) in others.iter_mut().zip(LAYERS) {
        let editor = empty(layer, ClientId::random());
        editor
            .apply(&socket.document(layer).await.unwrap().state())
            .unwrap();
        let update = type_in(&editor, Holder::Document.field("notes"), "x");
        assert!(socket.write(&update).await, "{layer}");
    }
}

#[tokio::test]
async fn who_was_a_lead_comes_back_by_no_link_of_their_own() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = &world.person(Side::Vendor, Role::Lead).pass;
    for (method, body) in [("DELETE", None), ("PATCH", Some(json!({"role": "editor"})))] {
        let second = world.newcomer(Side::Vendor, Role::Lead).await;
        let colleague = world.newcomer(Side::Vendor, Role::Editor).await;
        let wanted = Some(json!({"side": "vendor", "role": "lead"}));
        let to_continue = world.path(&format!("/members/{}/continue", colleague.id));
        let mut links = Vec::new();
        for (path, body) in [(world.path("/invites"), wanted), (to_continue, None)] {
            let made = world.ask(&second.pass, "POST", &path, body).await.json();
            links.push(made["url"].as_str().unwrap().to_owned());
        }
        let path = world.path(&format!("/members/{}", second.id));
        world.ask(lead, method, &path, body).await.assert_done();
        for link in &links {
            let join = format!("/api/invites/{}/join", secret(link));
            let back = Some(json!({"name": "Back"}));
            let answer = world.ask(&Pass::Nothing, "POST", &join, back).await;
            assert_eq!(answer.status, 410, "{method}: {}", answer.text());
        }
        let log = world.ask(lead, "GET", &world.path("/audit"), None).await;
        let log = log.json();
        let entries = log["entries"].as_array().unwrap();
        let withdrawn = |entry: &&serde_json::Value| entry["action"] == "invite_revoked";
        assert!(
            entries.iter().take(6).filter(withdrawn).count() >= 2,
            "{log}"
        );
    }
}

#[tokio::test]
async fn whoever_starts_a_plan_does_not_come_in_as_the_other_side_unnoticed() {
    let program = Program::start();
    let world = World::make(&program).await;
    let start = json!({
        "name": "", "vendor_name": "V", "partner_name": "P", "preset": "blank", "tier": "",
        "start": "", "end": "", "my_name": "Ann", "my_side": "vendor",
    });
    let started = world.ask(&Pass::Nothing, "POST", "/api/plans", Some(start));
    let started = started.await.json();
    let link = started["invite"]["url"].as_str().unwrap();
    let join = format!("/api/invites/{}/join", secret(link));
    let by = |name: &str| world.ask(&Pass::Nothing, "POST", &join, Some(json!({"name": name})));
    by("Pia").await.assert_done();
    let again = by("Ann once more").await;
    assert_eq!(again.status, 410, "{}", again.text());
}

/// Writes once by this connection, as a page that has just opened.
async fn writes(socket: &mut Socket) -> bool {
    let editor = empty(Layer::Joint, ClientId::random());
    let doc = socket.document(Layer::Joint).await.unwrap();
    editor.apply(&doc.state()).unwrap();
    let update = type_in(&editor, Holder::Document.field("notes"), "x");
    socket.write(&update).await
}

#[tokio::test]
async fn whoever_may_less_does_less_at_once_and_who_may_more_does_more() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = &world.person(Side::Vendor, Role::Lead).pass;
    let person = world.newcomer(Side::Vendor, Role::Editor).await;
    let (_, token) = world.token(&person).await;
    let path = world.path(&format!("/members/{}", person.id));
    let become_one = async |role: Role| {
        let role = json!({"role": role.key()});
        world.ask(lead, "PATCH", &path, Some(role)).await.json();
    };
    let is_told = |heard: &Heard| *heard == Heard::Event("members".to_owned());
    let mut open = sockets(&world, &[&person.pass, &token]).await;
    let mut private = open.split_off(2);
    assert!(writes(&mut open[0]).await);

    become_one(Role::Viewer).await;
    let less = async {
        // Who may not read the own side's layer any more hears nothing more of it.
        for socket in &mut private {
            let end = socket.until(|_| false).await;
            assert!(matches!(end, Heard::Closed(4403 | 4404)), "{end:?}");
        }
        for socket in &mut open {
            assert!(!matches!(socket.until(is_told).await, Heard::Closed(_)));
            // What was on its way before it could be known is taken.
            while writes(socket).await {}
        }
    };
    timeout(AT_ONCE, less).await.expect("within a second");
    for pass in [&person.pass, &token] {
        assert!(!writes(&mut Socket::open(&world, pass, Layer::Joint).await).await);
        let comment = json!({"id": new_id(), "layer": "joint", "about": "vision", "text": "Hm."});
        let said = world.path("/comments");
        let said = world.ask(pass, "POST", &said, Some(comment)).await;
        assert_eq!(said.status, 403, "{}", said.text());
    }

    become_one(Role::Commenter).await;
    become_one(Role::Editor).await;
    let more = async {
        for socket in &mut open {
            while !writes(socket).await {}
        }
    };
    timeout(AT_ONCE, more).await.expect("within a second");
}
