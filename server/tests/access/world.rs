//! A plan with somebody of every side and role.

use serde_json::{Value as Json, json};
use tandem_protocol::role::{Role, Side};

use crate::program::{Answer, Program, Request};

/// How somebody shows who they are.
#[derive(Debug, Clone)]
pub(crate) enum Pass {
    Nothing,
    Cookie(String),
    Bearer(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) side: Side,
    pub(crate) role: Role,
    pub(crate) pass: Pass,
}

pub(crate) struct World<'a> {
    pub(crate) program: &'a Program,
    pub(crate) plan: String,
    pub(crate) people: Vec<Person>,
}

/// Everybody that a plan can have: neutral people lead nothing.
pub(crate) fn everybody() -> impl Iterator<Item = (Side, Role)> {
    let all = Side::ALL.into_iter();
    all.flat_map(|side| Role::ALL.into_iter().map(move |role| (side, role)))
        .filter(|them| *them != (Side::Neutral, Role::Lead))
}

impl<'a> World<'a> {
    pub(crate) async fn make(program: &'a Program) -> Self {
        let made = program.command(&["plan", "create", "--preset", "blank", "--name", "Plan"]);
        let plan = made["plan"].as_str().unwrap().to_owned();
        let people = Vec::new();
        let mut world = Self {
            program,
            plan,
            people,
        };
        for side in [Side::Vendor, Side::Partner] {
            let link = made["links"][side.key()].as_str().unwrap();
            let lead = world.join(link, side, Role::Lead).await;
            world.people.push(lead);
        }
        for (side, role) in everybody().filter(|(_, role)| *role != Role::Lead) {
            let person = world.newcomer(side, role).await;
            world.people.push(person);
        }
        world
    }

    pub(crate) fn person(&self, side: Side, role: Role) -> &Person {
        let mut people = self.people.iter();
        let is_it = |person: &&Person| (person.side, person.role) == (side, role);
        people.find(is_it).unwrap()
    }

    /// The lead who manages the people of a side.
    pub(crate) fn lead_of(&self, side: Side) -> &Person {
        match side {
            Side::Partner => self.person(Side::Partner, Role::Lead),
            Side::Vendor | Side::Neutral => self.person(Side::Vendor, Role::Lead),
        }
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/api/plans/{}{rest}", self.plan)
    }

    /// A new link: its id and its address.
    pub(crate) async fn invite(&self, side: Side, role: Role) -> (String, String) {
        self.make_link(json!({"side": side.key(), "role": role.key()}), side)
            .await
    }

    async fn make_link(&self, body: Json, side: Side) -> (String, String) {
        let lead = &self.lead_of(side).pass;
        let made = self
            .ask(lead, "POST", &self.path("/invites"), Some(body))
            .await
            .json();
        let text = |key: &str| made[key].as_str().unwrap().to_owned();
        (text("id"), text("url"))
    }

    pub(crate) async fn newcomer(&self, side: Side, role: Role) -> Person {
        let once = json!({"side": side.key(), "role": role.key(), "max_uses": 1});
        let (_, url) = self.make_link(once, side).await;
        self.join(&url, side, role).await
    }

    pub(crate) async fn join(&self, link: &str, side: Side, role: Role) -> Person {
        let body = json!({"name": format!("{side} {role}")});
        let path = format!("/api/invites/{}/join", secret(link));
        let answer = self.ask(&Pass::Nothing, "POST", &path, Some(body)).await;
        let me = &answer.json()["me"];
        assert_eq!(
            (&me["side"], &me["role"]),
            (&side.key().into(), &role.key().into())
        );
        Person {
            id: me["id"].as_str().unwrap().to_owned(),
            side,
            role,
            pass: cookie(&answer),
        }
    }

    /// A new token of somebody: its id and the pass.
    pub(crate) async fn token(&self, of: &Person) -> (String, Pass) {
        let body = json!({"name": "script"});
        let made = self
            .ask(&of.pass, "POST", &self.path("/tokens"), Some(body))
            .await
            .json();
        let text = |key: &str| made[key].as_str().unwrap().to_owned();
        (text("id"), Pass::Bearer(text("token")))
    }

    /// Asks as one of our own pages or, with a token, as a program.
    pub(crate) async fn ask(
        &self,
        pass: &Pass,
        method: &str,
        path: &str,
        body: Option<Json>,
    ) -> Answer {
        let headers = match pass {
            Pass::Bearer(token) => vec![("Authorization", format!("Bearer {token}"))],
            Pass::Cookie(cookie) => {
                vec![
                    ("Origin", self.program.origin()),
                    ("Cookie", cookie.clone()),
                ]
            }
            Pass::Nothing => vec![("Origin", self.program.origin())],
        };
        let request = Request {
            method,
            path,
            headers,
            body,
        };
        self.program.ask(request).await
    }
}

/// The last part of a link.
pub(crate) fn secret(link: &str) -> &str {
    link.rsplit_once('/').unwrap().1
}

pub(crate) fn cookie(answer: &Answer) -> Pass {
    let cookie = answer.header("set-cookie").expect("a session begins");
    Pass::Cookie(cookie.split(';').next().unwrap().to_owned())
}

pub(crate) fn new_id() -> String {
    tandem_plan::ids::ItemId::random().to_string()
}
