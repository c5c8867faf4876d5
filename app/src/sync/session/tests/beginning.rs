//! What came with the page: shown at once, and only what is missing travels.

use super::*;

/// What the page holds, and what the server has by the time of the connection.
fn plans() -> (PlanDoc, PlanDoc) {
    let page = PlanDoc::new(&SCHEMA, ClientId::random());
    page.complete();
    let server = PlanDoc::new(&SCHEMA, ClientId::random());
    server.apply(&page.state()).unwrap();
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: "since then".to_owned(),
    };
    server.edit(&Edit::Splice { at: NOTES, splice }).unwrap();
    (page, server)
}

fn is_told(effects: &[Effect]) -> bool {
    let is_it = |effect: &Effect| matches!(effect, Effect::Tell(Notice::Loaded));
    effects.iter().any(is_it)
}

#[test]
fn the_plan_is_there_before_the_connection_and_only_what_is_missing_is_asked_for() {
    let (page, server) = plans();
    let mut talk = Talk::new();
    assert!(is_told(&talk.session.begin_with(&page.state(), "first")));
    assert_eq!(talk.session.saving(), SaveState::Connecting);
    talk.happen(Event::Start);
    assert_eq!(talk.session.saving(), SaveState::Connecting);
    let effects = talk.happen(Event::Opened);
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Send(bytes) => match Frame::decode(bytes).unwrap() {
            Frame::SyncStep1(vector) => Some(vector.to_vec()),
            _ => None,
        },
        _ => None,
    });
    assert_eq!(asked, Some(page.state_vector().encode()));
    talk.tell(&hello(PROTOCOL_VERSION, "first"));
    talk.server(&Frame::SyncStep1(&server.state_vector().encode()));
    let effects = talk.server(&Frame::SyncStep2(&server.diff(&page.state_vector())));
    assert!(
        !is_told(&effects),
        "nothing that is on the screen is read anew"
    );
    assert_eq!(talk.reads(NOTES), "since then");
}

#[test]
fn what_is_written_before_the_connection_travels_with_it() {
    let (page, server) = plans();
    let mut talk = Talk::new();
    talk.session.begin_with(&page.state(), "first");
    talk.happen(Event::Start);
    talk.write("early ");
    assert_ne!(talk.session.saving(), SaveState::Saved);
    talk.happen(Event::Opened);
    talk.tell(&hello(PROTOCOL_VERSION, "first"));
    let effects = talk.server(&Frame::SyncStep1(&server.state_vector().encode()));
    for effect in &effects {
        if let Effect::Send(bytes) = effect
            && let Frame::SyncStep2(update) = Frame::decode(bytes).unwrap()
        {
            server.apply(update).unwrap();
        }
    }
    assert!(server.text(NOTES).contains("early "));
}

#[test]
fn a_server_of_another_life_is_not_told_what_it_does_not_know() {
    let (page, _) = plans();
    let mut talk = Talk::new();
    talk.session.begin_with(&page.state(), "first");
    talk.happen(Event::Start);
    talk.happen(Event::Opened);
    let effects = talk.tell(&hello(PROTOCOL_VERSION, "second"));
    assert!(closes(&effects), "it begins anew with a fresh replica");
}

#[test]
fn what_does_not_fit_is_left_out() {
    let mut talk = Talk::new();
    assert!(!is_told(&talk.session.begin_with(b"no update", "first")));
    assert_eq!(talk.session.saving(), SaveState::Connecting);
    let (_, server) = plans();
    talk.happen(Event::Start);
    talk.answered_with(&server);
    assert_eq!(talk.reads(NOTES), "since then");
}

#[test]
fn a_session_that_talks_already_takes_nothing_in_beside_it() {
    let (page, _) = plans();
    let mut talk = Talk::synced();
    assert!(talk.session.begin_with(&page.state(), "first").is_empty());
    assert_eq!(talk.session.saving(), SaveState::Saved);
}
