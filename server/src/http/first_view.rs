//! The page that loads the client, with the plan in it: readable before the client has arrived, and
//! all that the client needs to begin with.
//!
//! Only members of the plan get it, and only what is on disk is in it. Everybody else gets the page
//! without a plan, as if there were none.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tandem_plan::document::PlanDoc;
use tandem_plan::ids::{MemberId, PlanId};
use tandem_plan::language::{Language, Text};
use tandem_plan::render::{self, Person, Reader};
use tandem_plan::value::Party;
use tandem_protocol::http::Opening;
use tandem_protocol::member::Member;
use tandem_protocol::role::{Action, Side};

use super::caller::Caller;
use super::error::ApiError;
use super::look::Look;
use super::pages::{self, Page};
use super::plans::card;
use crate::access::AccessError;
use crate::app::App;
use crate::store::Store as _;

/// The longest document that travels inside a page, in bytes.
const INLINE: usize = 512 * 1_024;

const READ_ONLY: Text = Text::new(
    "Without JavaScript this plan can be read, not written: several people write in it at the same time.",
    "Ohne JavaScript lässt sich dieser Plan nur lesen: Mehrere schreiben gleichzeitig daran.",
);
const WHOLE_PLAN: Text = Text::new(
    "The whole plan on one page",
    "Der ganze Plan auf einer Seite",
);

/// A plan that somebody may read.
pub(super) struct Readable {
    /// Which one.
    pub(super) plan: PlanId,
    /// Who reads it.
    pub(super) me: Member,
    /// Everybody who belongs to it.
    pub(super) members: Vec<Member>,
}

/// `GET /plan/{plan}`.
pub(super) async fn plan(
    State(app): State<Arc<App>>,
    Path(plan): Path<String>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    let look = Look::of(&headers);
    match paint(&app, &plan, &caller, look).await {
        Ok(painted) => pages::answer(&app, look, StatusCode::OK, |manifest| {
            let mut page = painted;
            page.head
                .insert_str(0, &pages::client_head(manifest, look.language));
            page
        }),
        // What is wrong was logged if it is the server's; the client asks and explains it.
        Err(_) => pages::shell(&app, &headers, StatusCode::OK),
    }
}

/// The plan that an address names, if whoever asks may read it.
pub(super) async fn readable(app: &App, plan: &str, caller: &Caller) -> Result<Readable, ApiError> {
    let plan: PlanId = plan.parse().map_err(|_| AccessError::NoSuchPlan)?;
    let me = caller.permit(app, plan, Action::ReadPlan).await?;
    let members = app.store.members(plan).await?;
    Ok(Readable { plan, me, members })
}

/// The title of a plan in this language, and what is made of it for people who read that.
pub(super) async fn read<T: Send + 'static>(
    app: &App,
    plan: PlanId,
    members: &[Member],
    language: Language,
    make: impl FnOnce(&PlanDoc, &Reader<'_>) -> T + Send + 'static,
) -> Result<(String, T), ApiError> {
    let people = names(members);
    let read = move |document: &PlanDoc| {
        let people: Vec<_> = people.iter().map(Named::as_person).collect();
        let reader = Reader {
            language,
            people: &people,
        };
        (render::title(document, language), make(document, &reader))
    };
    let read = app.readings.read(plan, read).await?;
    Ok(read.ok_or(AccessError::NoSuchPlan)?)
}

async fn paint(app: &App, plan: &str, caller: &Caller, look: Look) -> Result<Page, ApiError> {
    let Readable { plan, me, members } = readable(app, plan, caller).await?;
    let of_plan = app.store.plan(plan).await?.ok_or(AccessError::NoSuchPlan)?;
    // Before the document: one of a later life would be taken for one of this life's otherwise.
    let epoch = app.store.epoch().await?;
    let side = party(me.side);
    let language = look.language;
    let (title, (html, state)) = read(app, plan, &members, language, move |document, reader| {
        let html = render::first_view(document, reader, side);
        (html, document.state())
    })
    .await?;
    let is_short = state.len() <= INLINE;
    let opening = Opening {
        plan: card(of_plan, me),
        members,
        epoch,
        document: is_short.then(|| STANDARD.encode(&state)),
    };
    let fetched = if is_short {
        String::new()
    } else {
        // Asked for at once, not only when the client has arrived.
        format!(
            r#"<link rel="preload" href="/api/plans/{plan}/document" as="fetch" crossorigin>
"#
        )
    };
    let read_only = READ_ONLY.in_language(language);
    let whole = WHOLE_PLAN.in_language(language);
    Ok(Page {
        title: format!("{title} · Tandem"),
        class: "",
        head: fetched,
        body: format!(
            r#"<p class="notice without-script" data-tone="calm"><span>{read_only} <a href="/plan/{plan}/print">{whole}</a></span></p>
<div id="app">{html}</div>
<script type="application/json" id="{id}">{json}</script>"#,
            id = Opening::ELEMENT,
            json = inert(&opening),
        ),
    })
}

/// JSON that cannot end the element that it lies in.
fn inert(opening: &Opening) -> String {
    let json = serde_json::to_string(opening);
    let json = json.expect("a structure of texts and lists is always JSON");
    json.replace('<', "\\u003c")
}

/// Somebody's name and side, for the thread that reads the plan.
struct Named {
    id: MemberId,
    name: String,
    side: Option<Party>,
}

impl Named {
    fn as_person(&self) -> Person<'_> {
        Person {
            id: self.id,
            name: &self.name,
            side: self.side,
        }
    }
}

fn names(members: &[Member]) -> Vec<Named> {
    let named = |member: &Member| Named {
        id: member.id,
        name: member.name.clone(),
        side: party(member.side),
    };
    members.iter().map(named).collect()
}

const fn party(side: Side) -> Option<Party> {
    match side {
        Side::Vendor => Some(Party::Vendor),
        Side::Partner => Some(Party::Partner),
        Side::Neutral => None,
    }
}
