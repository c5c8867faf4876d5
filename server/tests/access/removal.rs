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
async fn what_has_ended_keeps_no_connection_open() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = &world.person(Side::Vendor, Role::Lead).pass;
    let ann = world.newcomer(Side::Vendor, Role::Editor).await;
    let path = world.path(&format!("/members/{}", ann.id));
    let all_closed = async |sockets: &mut [Socket], code| {
        let closed = async {
            for socket in sockets {
                assert_eq!(socket.until(|_| false).await, Heard::Closed(code));
            }
        };
        timeout(AT_ONCE, closed).await.expect("within a second");
    };
    let is_open = async |sockets: &mut [Socket]| {
        for socket in sockets.iter_mut().step_by(2) {
            assert!(writes(socket).await);
        }
    };
    // A token that is withdrawn.
    let (id, token) = world.token(&ann).await;
    let (_, other) = world.token(&ann).await;
    let mut open = sockets(&world, &[&token]).await;
    let mut stay = sockets(&world, &[&ann.pass, &other]).await;
    let revoke = world.path(&format!("/tokens/{id}"));
    world
        .ask(&ann.pass, "DELETE", &revoke, None)
        .await
        .assert_done();
    all_closed(&mut open, 4401).await;
    is_open(&mut stay[..1]).await;

    // Everywhere else: the other device and the program go, the device that asks stays.
    let on = format!("{path}/continue");
    let on = world.ask(&ann.pass, "POST", &on, None).await.json();
    let on = on["url"].as_str().unwrap().to_owned();
    let phone = world.join(&on, Side::Vendor, Role::Editor).await;
    assert_eq!(phone.id, ann.id);
    let mut gone = sockets(&world, &[&phone.pass, &other]).await;
    let sessions = format!("{path}/sessions");
    world
        .ask(&ann.pass, "DELETE", &sessions, None)
        .await
        .assert_done();
    all_closed(&mut gone, 4401).await;
    is_open(&mut stay[..1]).await;
    for pass in [&phone.pass, &other] {
        let answer = world.ask(pass, "GET", &world.path(""), None).await;
        assert!(matches!(answer.status, 401 | 403), "{}", answer.text());
    }

    // A browser that becomes somebody else comes back as them.
    let (_, url) = world.invite(Side::Vendor, Role::Viewer).await;
    let join = format!("/api/invites/{}/join", secret(&url));
    let mut open = sockets(&world, &[&ann.pass]).await;
    let named = Some(json!({"name": "Another"}));
    world
        .ask(&ann.pass, "POST", &join, named)
        .await
        .assert_done();
    all_closed(&mut open, 4509).await;

    // By a lead, and by signing out.
    let ben = world.newcomer(Side::Vendor, Role::Editor).await;
    let mut open = sockets(&world, &[&ben.pass]).await;
    let sessions = world.path(&format!("/members/{}/sessions", ben.id));
    world
        .ask(lead, "DELETE", &sessions, None)
        .await
        .assert_done();
    all_closed(&mut open, 4401).await;
    let cat = world.newcomer(Side::Vendor, Role::Editor).await;
    let mut open = sockets(&world, &[&cat.pass]).await;
    world
        .ask(&cat.pass, "DELETE", "/api/session", None)
        .await
        .assert_done();
    all_closed(&mut open, 4401).await;
}

#[tokio::test]
async fn the_link_somebody_came_by_goes_with_them() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = &world.person(Side::Vendor, Role::Lead).pass;
    let (_, url) = world.invite(Side::Vendor, Role::Editor).await;
    let gone = world.join(&url, Side::Vendor, Role::Editor).await;
    let path = world.path(&format!("/members/{}", gone.id));
    world.ask(lead, "DELETE", &path, None).await.assert_done();
    let join = format!("/api/invites/{}/join", secret(&url));
    let back = Some(json!({"name": "Back"}));
    let back = world.ask(&Pass::Nothing, "POST", &join, back).await;
    assert_eq!(back.status, 410, "{}", back.text());
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

#[tokio::test]
async fn a_first_link_that_was_lost_is_made_again() {
    let program = Program::start();
    let world = World::make(&program).await;
    let start = json!({
        "name": "", "vendor_name": "V", "partner_name": "P", "preset": "blank", "tier": "",
        "start": "", "end": "", "my_name": "Ann", "my_side": "vendor",
    });
    let answer = world.ask(&Pass::Nothing, "POST", "/api/plans", Some(start));
    let answer = answer.await;
    let ann = crate::world::cookie(&answer);
    let started = answer.json();
    let first = started["invite"]["url"].as_str().unwrap().to_owned();
    let invites = format!("/api/plans/{}/invites", started["plan"].as_str().unwrap());
    let wanted = || Some(json!({"side": "partner", "role": "lead"}));
    let second = world.ask(&ann, "POST", &invites, wanted()).await.json();
    let second = second["url"].as_str().unwrap().to_owned();
    let by = async |link: &str, name: &str| {
        let join = format!("/api/invites/{}/join", secret(link));
        let body = Some(json!({"name": name}));
        world.ask(&Pass::Nothing, "POST", &join, body).await.status
    };
    assert_eq!(by(&first, "Eve").await, 410, "only one is open at a time");
    assert_eq!(by(&second, "Pia").await, 200);
    assert_eq!(by(&second, "Eve").await, 410, "one person comes by it");
    let third = world.ask(&ann, "POST", &invites, wanted()).await;
    assert_eq!(third.status, 403, "{}", third.text());
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
