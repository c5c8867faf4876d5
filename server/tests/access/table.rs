//! Everybody on every route. What is written in `rows` is the table of roles as people were told it,
//! not what the program says of itself; a route that is not written there fails the test.

mod rows;

use std::collections::BTreeSet;

use serde_json::json;
use tandem_protocol::role::Role::{Editor, Lead};
use tandem_protocol::role::Side::Vendor;

use self::rows::{May, Needs, Subject, Try, comment, tries};
use crate::program::{Answer, Program};
use crate::world::{Pass, Person, World, everybody, new_id, secret};

/// Routes that other tests are about: files, the websocket, and what answers for what is not there.
const ELSEWHERE: [&str; 3] = ["/assets/{*path}", "/sync/{plan}/{layer}", "/api/{*rest}"];

/// Who is somebody elsewhere.
const FOREIGNER: &str = "of another plan";

/// Who comes without anything to show.
const NOBODY: &str = "nobody";

async fn subject(world: &World<'_>, needs: Needs, who: Option<&Person>) -> Subject {
    let lead = |side| &world.lead_of(side).pass;
    match needs {
        Needs::Nothing => Subject::default(),
        Needs::Oneself => Subject {
            id: who.map_or_else(new_id, |who| who.id.clone()),
            ..Subject::default()
        },
        Needs::Named(side) => {
            let body = Some(json!({"name": "Priya", "side": side.key()}));
            let named = world
                .ask(lead(side), "POST", &world.path("/members"), body)
                .await;
            Subject {
                id: named.json()["id"].as_str().unwrap().to_owned(),
                ..Subject::default()
            }
        }
        Needs::Joined(side, role) => Subject {
            id: world.newcomer(side, role).await.id,
            ..Subject::default()
        },
        Needs::Invite(side) => {
            let (id, url) = world.invite(side, Editor).await;
            let secret = secret(&url).to_owned();
            Subject { id, secret }
        }
        Needs::Token(side, role) => {
            let (id, _) = world.token(world.person(side, role)).await;
            Subject {
                secret: id.clone(),
                id,
            }
        }
        Needs::Said(side, role) => said(world, &world.person(side, role).pass, "joint").await,
        Needs::SaidIn(side) => said(world, lead(side), side.key()).await,
    }
}

async fn said(world: &World<'_>, by: &Pass, layer: &str) -> Subject {
    let body = comment(layer);
    let id = body.as_ref().unwrap()["id"].as_str().unwrap().to_owned();
    world
        .ask(by, "POST", &world.path("/comments"), body)
        .await
        .json();
    Subject {
        id,
        ..Subject::default()
    }
}

/// Somebody tries it.
async fn go(world: &World<'_>, it: &Try, who: Option<&Person>, pass: &Pass) -> Answer {
    let subject = subject(world, it.needs, who).await;
    let (method, template) = it.route.split_once(' ').unwrap();
    let path = template
        .replace("{plan}", &world.plan)
        .replace("{token}", &subject.secret)
        .replace("{seq}", "1")
        .replace("{change}", "999999.0")
        .replace("{command}", "raise_hand")
        .replace("{baseline}", &new_id());
    let id = ["{member}", "{invite}", "{comment}"];
    let path = id
        .iter()
        .fold(path, |path, name| path.replace(name, &subject.id));
    assert!(!path.contains('{'), "{path}");
    world.ask(pass, method, &path, (it.body)(&subject)).await
}

#[tokio::test]
async fn everybody_may_on_every_route_what_the_table_says() {
    let program = Program::start();
    let shared = World::make(&program).await;
    let foreign = World::make(&program).await;
    let mut wrong = Vec::new();
    for it in tries() {
        let mut check = |who: &str, world: &World<'_>, answer: Answer, allowed: bool| {
            let is_nobody = who == NOBODY;
            let fits = match answer.status {
                200..=299 => allowed,
                303 => !allowed && it.leads_to_the_plan(&answer, world),
                401 => !allowed && is_nobody,
                403 => !allowed && !is_nobody,
                404 | 409 if it.is_in_vain() && !is_nobody && who != FOREIGNER => allowed,
                // What is of others is not there.
                404 => !allowed && it.is_hidden(),
                // It is not forbidden, but it cannot be.
                409 => !allowed && it.may_conflict(),
                _ => false,
            };
            if !fits {
                let said = answer.text();
                let said = said.get(..200).unwrap_or(&said);
                let needs = it.needs;
                wrong.push(format!(
                    "{who}: {} {needs:?}: {} {said}",
                    it.route, answer.status
                ));
            }
        };
        let is_foreigner_in = matches!(it.may, May::Anybody);
        for (side, role) in everybody() {
            let own;
            let world = if it.alone {
                own = World::make(&program).await;
                &own
            } else {
                &shared
            };
            let person = world.person(side, role);
            let answer = go(world, &it, Some(person), &person.pass).await;
            let who = format!("{side} {role}");
            check(&who, world, answer, it.may.holds(side, role));
        }
        // Somebody of another plan, and nobody. Who may sign out is signed out.
        let other = foreign.person(Vendor, Lead);
        if !(it.alone && is_foreigner_in) {
            let answer = go(&shared, &it, Some(other), &other.pass).await;
            check(FOREIGNER, &shared, answer, is_foreigner_in);
        }
        let answer = go(&shared, &it, None, &Pass::Nothing).await;
        check(NOBODY, &shared, answer, is_foreigner_in);
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A program with somebody's token may what they may.
#[tokio::test]
async fn a_token_is_as_good_as_its_owner() {
    let program = Program::start();
    let world = World::make(&program).await;
    let mut wrong = Vec::new();
    for (side, role) in everybody() {
        let person = world.person(side, role);
        let (_, bearer) = world.token(person).await;
        let of_plan = |it: &Try| it.route.contains("/api/plans/{plan}") && !it.alone;
        for it in tries().iter().filter(|it| of_plan(it)) {
            let answer = go(&world, it, Some(person), &bearer).await;
            let fits = match answer.status {
                200..=299 => it.may.holds(side, role),
                403 => !it.may.holds(side, role),
                404 | 409 if it.is_in_vain() => it.may.holds(side, role),
                404 => !it.may.holds(side, role) && it.is_hidden(),
                _ => false,
            };
            if !fits {
                let said = answer.text();
                wrong.push(format!(
                    "{side} {role}: {} {} {said}",
                    it.route, answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every route that the interface describes, with its method.
async fn described(world: &World<'_>) -> BTreeSet<String> {
    let path = "/api/openapi.json";
    let described = world.ask(&Pass::Nothing, "GET", path, None).await.json();
    let mut routes = BTreeSet::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            routes.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    assert!(routes.len() > 20, "{routes:?}");
    routes
}

/// Every route that stands beside the description, with each of its methods.
fn beside() -> BTreeSet<String> {
    let source = include_str!("../../src/http/router.rs");
    let mut routes = BTreeSet::new();
    for route in source.split(".route(").skip(1) {
        let mut parts = route.split('"');
        let path = parts.nth(1).unwrap();
        let handlers = parts.next().unwrap();
        if ELSEWHERE.contains(&path) {
            continue;
        }
        let methods = ["get", "post", "put", "patch", "delete", "any"];
        let is_there = |method: &&str| {
            handlers.contains(&format!(" {method}(")) || handlers.contains(&format!(".{method}("))
        };
        let before = routes.len();
        for method in methods.into_iter().filter(is_there) {
            routes.insert(format!("{} {path}", method.to_uppercase()));
        }
        assert!(routes.len() > before, "{path} is answered by {handlers}");
    }
    routes
}

#[tokio::test]
async fn every_route_is_in_the_table() {
    let program = Program::start();
    let world = World::make(&program).await;
    let mut routes = described(&world).await;
    routes.extend(beside());
    let known: BTreeSet<String> = tries()
        .iter()
        .map(|it| it.route.split('?').next().unwrap_or_default().to_owned())
        .collect();
    let missing: Vec<_> = routes.difference(&known).collect();
    let gone: Vec<_> = known.difference(&routes).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in the table: {missing:?}; not in the program: {gone:?}"
    );
}

/// What no route does is refused to everybody, also to those who may most.
#[tokio::test]
async fn what_is_not_in_the_table_is_refused() {
    let program = Program::start();
    let world = World::make(&program).await;
    let lead = &world.person(Vendor, Lead).pass;
    let routes = described(&world).await;
    let paths: BTreeSet<&str> = routes
        .iter()
        .map(|route| route.split_once(' ').unwrap().1)
        .collect();
    for path in paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "SIGN"] {
            if routes.contains(&format!("{method} {path}")) {
                continue;
            }
            let path = path.replace("{plan}", &world.plan);
            let answer = world.ask(lead, method, &path, None).await;
            let told = (answer.status, answer.key());
            assert_eq!(
                told,
                (405, "method_not_allowed".to_owned()),
                "{method} {path}"
            );
        }
    }
    for path in ["/nothing", "/nothing/at/all", "/members/all", "/"] {
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let answer = world.ask(lead, method, &world.path(path), None).await;
            assert!(
                matches!(answer.status, 404 | 405),
                "{method} {path}: {}",
                answer.status
            );
        }
    }
}
