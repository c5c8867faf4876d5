//! Every message of the websocket, in every layer, by everybody.

use tandem_plan::address::Holder;
use tandem_plan::ids::ClientId;
use tandem_protocol::frame::{AwarenessEntry, Frame};
use tandem_protocol::layer::Layer;
use tandem_protocol::role::{Role, Side};

use crate::program::Program;
use crate::socket::{Heard, Socket, empty, type_in};
use crate::world::{Pass, World, everybody};

const NOTES: tandem_plan::address::FieldAddress = Holder::Document.field("notes");

/// Whether somebody reads and writes a layer, as people were told.
fn rights(side: Side, role: Role, layer: Layer) -> (bool, bool) {
    let writes = matches!(role, Role::Lead | Role::Facilitator | Role::Editor);
    let is_own = match layer {
        Layer::Joint => return (true, writes),
        Layer::Vendor => side == Side::Vendor,
        Layer::Partner => side == Side::Partner,
    };
    (is_own && role != Role::Viewer, is_own && writes)
}

#[tokio::test]
async fn every_message_does_for_everybody_what_the_table_says() {
    let program = Program::start();
    let world = World::make(&program).await;
    for (side, role) in everybody() {
        let person = world.person(side, role);
        let (_, bearer) = world.token(person).await;
        for layer in Layer::ALL {
            let rights = rights(side, role, layer);
            for pass in [&person.pass, &bearer] {
                let who = format!("{side} {role} in {layer} by {pass:?}");
                try_all(&world, pass, layer, rights, &who).await;
            }
        }
    }
}

async fn try_all(
    world: &World<'_>,
    pass: &Pass,
    layer: Layer,
    (reads, writes): (bool, bool),
    who: &str,
) {
    if !reads {
        let mut socket = Socket::open(world, pass, layer).await;
        assert_eq!(socket.next().await, Heard::Closed(4404), "{who}");
        return;
    }
    let mut socket = Socket::open(world, pass, layer).await;
    // Step 1.
    let doc = socket.document(layer).await;
    let doc = doc.unwrap_or_else(|| panic!("{who} cannot read"));

    // Awareness, and asking for it.
    let client = ClientId::random();
    let entry = AwarenessEntry {
        client,
        clock: 1,
        state: Some("{}".to_owned()),
    };
    socket.send(Frame::Awareness(vec![entry]).encode()).await;
    let is_presence = |heard: &Heard| *heard == Heard::Awareness;
    assert_eq!(socket.until(is_presence).await, Heard::Awareness, "{who}");
    socket.send(Frame::QueryAwareness.encode()).await;
    assert_eq!(socket.until(is_presence).await, Heard::Awareness, "{who}");

    // An update and a step 2 with something new. Nothing new is always taken.
    assert!(socket.write(&doc.state()).await, "{who}: what is known");
    let editor = empty(layer, client);
    editor.apply(&doc.state()).unwrap();
    let update = type_in(&editor, NOTES, "x");
    assert_eq!(socket.write(&update).await, writes, "{who}: an update");
    let editor = empty(layer, ClientId::random());
    editor.apply(&doc.state()).unwrap();
    let update = type_in(&editor, NOTES, "y");
    socket.send(Frame::SyncStep2(&update).encode()).await;
    assert_eq!(socket.is_taken().await, writes, "{who}: a step 2");
    let mut other = Socket::open(world, pass, layer).await;
    let text = other.document(layer).await.unwrap().text(NOTES);
    let before = doc.text(NOTES);
    let written = text.len() - before.len();
    assert_eq!(
        written,
        if writes { 2 } else { 0 },
        "{who}: {text:?} after {before:?}"
    );

    // What only servers say, and what nobody does.
    let frames = [
        vec![77],
        Frame::Ack { count: 1, seq: 1 }.encode(),
        Frame::Event("{}").encode(),
    ];
    for frame in frames {
        let mut socket = Socket::open(world, pass, layer).await;
        socket.send(frame).await;
        let end = socket.until(|_| false).await;
        assert_eq!(end, Heard::Closed(4400), "{who}");
    }
}

#[tokio::test]
async fn who_is_nobody_here_hears_nothing() {
    let program = Program::start();
    let world = World::make(&program).await;
    let other = World::make(&program).await;
    let foreigner = other.person(Side::Vendor, Role::Lead);
    let (_, token) = other.token(foreigner).await;
    for layer in Layer::ALL {
        for (pass, code) in [
            (&Pass::Nothing, 4401),
            (&foreigner.pass, 4403),
            (&token, 4403),
        ] {
            let mut socket = Socket::open(&world, pass, layer).await;
            assert_eq!(socket.next().await, Heard::Closed(code), "{layer} {pass:?}");
        }
    }
    let lead = &world.person(Side::Vendor, Role::Lead).pass;
    let origin = program.origin();
    for layer in ["comments", "drafts", "joint%00", "neutral", "JOINT"] {
        let mut socket = Socket::open_from(&world, lead, layer, &origin)
            .await
            .unwrap();
        assert_eq!(socket.next().await, Heard::Closed(4404), "{layer}");
    }
}
