//! The table of roles as people were told it: every route, who may it, and what a try needs.

use serde_json::{Value as Json, json};
use tandem_protocol::role::Role::{self, Commenter, Editor, Facilitator, Lead, Viewer};
use tandem_protocol::role::Side::{self, Neutral, Partner, Vendor};

use crate::program::Answer;
use crate::world::{World, new_id};

/// Who may do something.
#[derive(Debug, Clone, Copy)]
pub(super) enum May {
    /// Also who is nobody here.
    Anybody,
    /// Everybody of the plan.
    Everybody,
    /// Who comments in what both sides see.
    Comments,
    /// Who reads the layer of this side.
    ReadsLayer(Side),
    /// Who changes what both sides see.
    Edits,
    /// Who changes the layer of this side.
    EditsLayer(Side),
    /// Who gives states of the plan a name.
    Baselines,
    /// Leads of both companies.
    Leads,
    /// Who manages the people of this side.
    Manages(Side),
    /// Who names people of this side.
    Names(Side),
    /// Whose the thing is: the person with this side and role.
    Owner(Side, Role),
    /// Whoever leaves no side without a lead.
    Leaves,
}

impl May {
    pub(super) fn holds(self, side: Side, role: Role) -> bool {
        match self {
            Self::Anybody | Self::Everybody => true,
            Self::Comments => role != Viewer,
            Self::ReadsLayer(of) => side == of && role != Viewer,
            Self::Edits => matches!(role, Lead | Facilitator | Editor),
            Self::EditsLayer(of) => side == of && Self::Edits.holds(side, role),
            Self::Baselines => matches!(role, Lead | Facilitator),
            Self::Leads => role == Lead,
            Self::Manages(of) => role == Lead && (of == side || of == Neutral),
            Self::Names(of) => {
                side == of && matches!(role, Lead | Facilitator | Editor)
                    || Self::Manages(of).holds(side, role)
            }
            Self::Owner(of, with) => (of, with) == (side, role),
            Self::Leaves => role != Lead,
        }
    }
}

/// What a try needs to be there, new for each.
#[derive(Debug, Clone, Copy)]
pub(super) enum Needs {
    Nothing,
    /// Somebody of this side who is only named.
    Named(Side),
    /// Somebody who has joined.
    Joined(Side, Role),
    /// Who tries it.
    Oneself,
    /// A link of this side.
    Invite(Side),
    /// A token of this person.
    Token(Side, Role),
    /// A comment of this person in the joint layer.
    Said(Side, Role),
    /// A comment in the layer of this side, by its lead.
    SaidIn(Side),
}

/// One thing to try.
pub(super) struct Try {
    /// As the description of the interface writes it.
    pub(super) route: &'static str,
    pub(super) needs: Needs,
    pub(super) may: May,
    pub(super) body: fn(&Subject) -> Option<Json>,
    /// It changes who somebody is, or ends the plan: everybody tries it in a plan of its own.
    pub(super) alone: bool,
}

/// What a try is about.
#[derive(Default)]
pub(super) struct Subject {
    pub(super) id: String,
    pub(super) secret: String,
}

const fn attempt(
    route: &'static str,
    needs: Needs,
    may: May,
    body: fn(&Subject) -> Option<Json>,
) -> Try {
    Try {
        route,
        needs,
        may,
        body,
        alone: false,
    }
}

const fn none(_: &Subject) -> Option<Json> {
    None
}

impl Try {
    /// Whether those who may not are told that it is not there.
    pub(super) fn is_hidden(&self) -> bool {
        matches!(self.may, May::ReadsLayer(_))
            || ["invites/{invite}", "tokens/{token}"]
                .iter()
                .any(|end| self.route.ends_with(end))
    }

    /// Whether who is nobody here is led to the plan's page instead, which says why.
    pub(super) fn leads_to_the_plan(&self, answer: &Answer, world: &World<'_>) -> bool {
        let page = format!("/plan/{}", world.plan);
        self.route == "GET /plan/{plan}/print" && answer.header("location") == Some(&page)
    }

    /// Whether it can be impossible for some who may do it to others: a side keeps its lead.
    pub(super) fn may_conflict(&self) -> bool {
        matches!(self.may, May::Leaves) || self.route.ends_with("/handover")
    }

    /// Whether whoever may do it is told that there is nothing to do here, or no such thing.
    pub(super) fn is_in_vain(&self) -> bool {
        ["/revert", "/restore", "/{command}", "/recap", "/recap.md"]
            .iter()
            .any(|end| self.route.ends_with(end))
    }

    const fn alone(self) -> Self {
        Self {
            alone: true,
            ..self
        }
    }
}

fn invite(side: Side, role: Role) -> Option<Json> {
    Some(json!({"side": side.key(), "role": role.key()}))
}

pub(super) fn comment(layer: &str) -> Option<Json> {
    Some(json!({"id": new_id(), "layer": layer, "about": "vision", "text": "Hm."}))
}

pub(super) fn tries() -> Vec<Try> {
    use May::{
        Anybody, Baselines, Comments, Edits, EditsLayer, Everybody, Leads, Leaves, Manages, Names,
        Owner, ReadsLayer,
    };
    use Needs::{Invite, Joined, Named, Nothing, Oneself, Said, SaidIn, Token};
    vec![
        attempt("GET /api/openapi.json", Nothing, Anybody, none),
        attempt("GET /api/plans", Nothing, Anybody, none),
        attempt("POST /api/plans", Nothing, Anybody, |_| {
            Some(json!({
                "name": "", "vendor_name": "V", "partner_name": "P", "preset": "blank", "tier": "",
                "start": "", "end": "", "my_name": "Eve", "my_side": "vendor",
            }))
        })
        .alone(),
        attempt("DELETE /api/session", Nothing, Anybody, none).alone(),
        attempt("GET /api/invites/{token}", Invite(Partner), Anybody, none),
        attempt(
            "POST /api/invites/{token}/join",
            Invite(Partner),
            Anybody,
            |_| Some(json!({"name": "Eve"})),
        )
        .alone(),
        // The plan.
        attempt("GET /api/plans/{plan}", Nothing, Everybody, none),
        attempt("GET /api/plans/{plan}/document", Nothing, Everybody, none),
        attempt(
            "GET /api/plans/{plan}/contributions",
            Nothing,
            Everybody,
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/export.json",
            Nothing,
            Everybody,
            none,
        ),
        attempt("GET /api/plans/{plan}/deletion", Nothing, Leads, none),
        attempt("PUT /api/plans/{plan}/deletion", Nothing, Leads, none).alone(),
        attempt("DELETE /api/plans/{plan}/deletion", Nothing, Leads, none),
        attempt("GET /api/plans/{plan}/audit", Nothing, Leads, none),
        // People.
        attempt("GET /api/plans/{plan}/members", Nothing, Everybody, none),
        attempt(
            "POST /api/plans/{plan}/members",
            Nothing,
            Names(Vendor),
            |_| Some(json!({"name": "Priya", "side": "vendor"})),
        ),
        attempt(
            "POST /api/plans/{plan}/members",
            Nothing,
            Names(Partner),
            |_| Some(json!({"name": "Priya", "side": "partner"})),
        ),
        attempt(
            "POST /api/plans/{plan}/members",
            Nothing,
            Names(Neutral),
            |_| Some(json!({"name": "Priya", "side": "neutral"})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/members/{member}",
            Named(Vendor),
            Names(Vendor),
            |_| Some(json!({"name": "Priya S."})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/members/{member}",
            Oneself,
            Everybody,
            |_| Some(json!({"name": "Somebody"})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/members/{member}",
            Joined(Vendor, Editor),
            Manages(Vendor),
            |_| Some(json!({"role": "viewer"})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/members/{member}",
            Joined(Partner, Editor),
            Manages(Partner),
            |_| Some(json!({"facilitates": true})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/members/{member}",
            Joined(Neutral, Viewer),
            Manages(Neutral),
            |_| Some(json!({"role": "facilitator"})),
        ),
        attempt(
            "DELETE /api/plans/{plan}/members/{member}",
            Joined(Vendor, Editor),
            Manages(Vendor),
            none,
        ),
        attempt(
            "DELETE /api/plans/{plan}/members/{member}",
            Joined(Partner, Lead),
            Manages(Partner),
            none,
        ),
        attempt(
            "DELETE /api/plans/{plan}/members/{member}",
            Joined(Neutral, Facilitator),
            Manages(Neutral),
            none,
        ),
        attempt(
            "DELETE /api/plans/{plan}/members/{member}",
            Oneself,
            Leaves,
            none,
        )
        .alone(),
        attempt(
            "DELETE /api/plans/{plan}/members/{member}/sessions",
            Joined(Partner, Viewer),
            Manages(Partner),
            none,
        ),
        attempt(
            "DELETE /api/plans/{plan}/members/{member}/sessions",
            Joined(Neutral, Editor),
            Manages(Neutral),
            none,
        ),
        attempt(
            "DELETE /api/plans/{plan}/members/{member}/sessions",
            Oneself,
            Everybody,
            none,
        )
        .alone(),
        attempt(
            "POST /api/plans/{plan}/handover",
            Joined(Vendor, Editor),
            Owner(Vendor, Lead),
            |of| Some(json!({"to": of.id})),
        )
        .alone(),
        attempt(
            "POST /api/plans/{plan}/members/{member}/continue",
            Oneself,
            Everybody,
            none,
        ),
        attempt(
            "POST /api/plans/{plan}/members/{member}/continue",
            Joined(Partner, Viewer),
            Manages(Partner),
            none,
        ),
        // Links.
        attempt("GET /api/plans/{plan}/invites", Nothing, Leads, none),
        attempt(
            "POST /api/plans/{plan}/invites",
            Nothing,
            Manages(Vendor),
            |_| invite(Vendor, Lead),
        ),
        attempt(
            "POST /api/plans/{plan}/invites",
            Nothing,
            Manages(Partner),
            |_| invite(Partner, Viewer),
        ),
        attempt(
            "POST /api/plans/{plan}/invites",
            Nothing,
            Manages(Neutral),
            |_| invite(Neutral, Facilitator),
        ),
        attempt(
            "DELETE /api/plans/{plan}/invites/{invite}",
            Invite(Vendor),
            Manages(Vendor),
            none,
        ),
        attempt(
            "DELETE /api/plans/{plan}/invites/{invite}",
            Invite(Partner),
            Manages(Partner),
            none,
        ),
        attempt(
            "DELETE /api/plans/{plan}/invites/{invite}",
            Invite(Neutral),
            Manages(Neutral),
            none,
        ),
        // Tokens.
        attempt("GET /api/plans/{plan}/tokens", Nothing, Everybody, none),
        attempt("POST /api/plans/{plan}/tokens", Nothing, Everybody, |_| {
            Some(json!({"name": "script"}))
        }),
        attempt(
            "DELETE /api/plans/{plan}/tokens/{token}",
            Token(Vendor, Viewer),
            Owner(Vendor, Viewer),
            none,
        ),
        // Comments.
        attempt("POST /api/plans/{plan}/comments", Nothing, Comments, |_| {
            comment("joint")
        }),
        attempt(
            "POST /api/plans/{plan}/comments",
            Nothing,
            ReadsLayer(Vendor),
            |_| comment("vendor"),
        ),
        attempt(
            "POST /api/plans/{plan}/comments",
            Nothing,
            ReadsLayer(Partner),
            |_| comment("partner"),
        ),
        attempt(
            "PATCH /api/plans/{plan}/comments/{comment}",
            Said(Vendor, Commenter),
            Comments,
            |_| Some(json!({"layer": "joint", "resolved": true})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/comments/{comment}",
            Said(Vendor, Commenter),
            Owner(Vendor, Commenter),
            |_| Some(json!({"layer": "joint", "text": "Hm?"})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/comments/{comment}",
            Said(Partner, Editor),
            Owner(Partner, Editor),
            |_| Some(json!({"layer": "joint", "deleted": true})),
        ),
        attempt(
            "PATCH /api/plans/{plan}/comments/{comment}",
            SaidIn(Partner),
            ReadsLayer(Partner),
            |_| Some(json!({"layer": "partner", "resolved": true})),
        ),
        attempt("GET /api/plans/{plan}/read-marks", Nothing, Everybody, none),
        attempt(
            "PUT /api/plans/{plan}/read-marks",
            Nothing,
            Everybody,
            |_| Some(json!({"layer": "joint", "at": 1})),
        ),
        attempt(
            "PUT /api/plans/{plan}/read-marks",
            Nothing,
            ReadsLayer(Vendor),
            |_| Some(json!({"layer": "vendor", "at": 1})),
        ),
        // The history.
        attempt("GET /api/plans/{plan}/history", Nothing, Everybody, none),
        attempt(
            "GET /api/plans/{plan}/history?layer=vendor",
            Nothing,
            ReadsLayer(Vendor),
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/history/counts",
            Nothing,
            Everybody,
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/history/counts?layer=partner",
            Nothing,
            ReadsLayer(Partner),
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/history.csv",
            Nothing,
            Everybody,
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/history.csv?layer=partner",
            Nothing,
            ReadsLayer(Partner),
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/history.json",
            Nothing,
            Everybody,
            none,
        ),
        attempt("GET /api/plans/{plan}/at/{seq}", Nothing, Everybody, none),
        attempt(
            "GET /api/plans/{plan}/compare?from=0&to=1",
            Nothing,
            Everybody,
            none,
        ),
        attempt(
            "POST /api/plans/{plan}/history/{change}/revert",
            Nothing,
            Edits,
            |_| Some(json!({"layer": "joint"})),
        ),
        attempt(
            "POST /api/plans/{plan}/history/{change}/revert",
            Nothing,
            EditsLayer(Vendor),
            |_| Some(json!({"layer": "vendor"})),
        ),
        attempt(
            "GET /api/plans/{plan}/authorship?field=vision.thesis",
            Nothing,
            Everybody,
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/authorship?field=notes&layer=vendor",
            Nothing,
            ReadsLayer(Vendor),
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/presence?at=1",
            Nothing,
            Everybody,
            none,
        ),
        attempt("GET /api/plans/{plan}/visit", Nothing, Everybody, none),
        attempt(
            "GET /api/plans/{plan}/visit?layer=vendor",
            Nothing,
            ReadsLayer(Vendor),
            none,
        ),
        attempt("PUT /api/plans/{plan}/visit", Nothing, Everybody, |_| {
            Some(json!({"layer": "joint", "seq": 1}))
        }),
        attempt(
            "PUT /api/plans/{plan}/visit",
            Nothing,
            ReadsLayer(Partner),
            |_| Some(json!({"layer": "partner", "seq": 1})),
        ),
        attempt("GET /api/plans/{plan}/workshop", Nothing, Everybody, none),
        attempt(
            "POST /api/plans/{plan}/workshop/{command}",
            Nothing,
            Comments,
            |_| Some(json!({"id": new_id(), "up": true})),
        ),
        attempt(
            "GET /api/plans/{plan}/workshop/touching",
            Nothing,
            Everybody,
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/workshop/recap",
            Nothing,
            Everybody,
            none,
        ),
        attempt(
            "GET /api/plans/{plan}/workshop/recap.md",
            Nothing,
            Everybody,
            none,
        ),
        attempt("GET /api/plans/{plan}/baselines", Nothing, Everybody, none),
        attempt(
            "POST /api/plans/{plan}/baselines",
            Nothing,
            Baselines,
            |_| Some(json!({"name": "As agreed"})),
        ),
        attempt(
            "POST /api/plans/{plan}/baselines/{baseline}/restore",
            Nothing,
            Baselines,
            none,
        ),
        // Pages and what stands beside the API.
        attempt("GET /", Nothing, Anybody, none),
        attempt("GET /join/{token}", Invite(Partner), Anybody, none),
        attempt("GET /plan/{plan}", Nothing, Anybody, none),
        attempt("GET /plan/{plan}/people", Nothing, Anybody, none),
        attempt("GET /plan/{plan}/history", Nothing, Anybody, none),
        attempt("GET /plan/{plan}/recap", Nothing, Anybody, none),
        attempt("GET /plan/{plan}/print", Nothing, Everybody, none),
        attempt("GET /shell", Nothing, Anybody, none),
        attempt("GET /healthz", Nothing, Anybody, none),
        attempt("GET /readyz", Nothing, Anybody, none),
        attempt("GET /metrics", Nothing, Anybody, none),
    ]
}
