//! A whole plan as typed JSON, with the private layer of one's own side and no other.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tandem_plan::export::{self, Document, FORMAT, VERSION};
use tandem_protocol::http::{AuditAction, ErrorBody};
use tandem_protocol::layer::Layer;
use tandem_protocol::member::Member;
use tandem_protocol::role::Action;

use super::caller::Asking;
use super::client_address::ClientAddress;
use super::error::ApiError;
use super::origin;
use super::plans::card;
use crate::access::AccessError;
use crate::app::App;
use crate::store::{NewAudit, RoomKey, Store as _};

/// A whole plan.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Export {
    /// Always `tandem-plan`.
    format: &'static str,
    /// The version of the format.
    version: u32,
    /// When it was made: milliseconds since 1970.
    exported_at: i64,
    /// The plan, and who took it along.
    plan: tandem_protocol::http::PlanCard,
    /// Everybody whose id stands in it.
    members: Vec<Member>,
    /// What both sides write.
    joint: Document,
    /// What the own side keeps to itself, if one may read that.
    #[serde(skip_serializing_if = "Option::is_none")]
    private: Option<Private>,
}

/// What one side keeps to itself.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Private {
    /// Whose it is.
    layer: Layer,
    #[serde(flatten)]
    document: Document,
}

/// The whole plan as typed JSON.
#[utoipa::path(get, path = "/api/plans/{plan}/export.json", tag = "plans",
    params(("plan" = String, Path)),
    responses((status = 200, body = Export), (status = "4XX", body = ErrorBody)))]
pub(super) async fn json(
    State(app): State<Arc<App>>,
    ClientAddress(address): ClientAddress,
    asking: Asking,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let here = asking.permit(Action::ReadPlan).await?;
    // It is written down, so that nobody else may make somebody do it.
    if origin::is_led_by_others(&headers) {
        return Err(origin::refuse(&app, address, Some(here.plan)).await);
    }
    let (plan, me) = (here.plan, here.me);
    let now = app.clock.now();
    app.whole_plans.take(me.id, now)?;
    let of_plan = app.store.plan(plan).await?.ok_or(AccessError::NoSuchPlan)?;
    let members = app.store.members(plan).await?;
    let read = async |layer| {
        let key = RoomKey { plan, layer };
        let read = app.readings.read_layer(key, export::document).await?;
        read.ok_or_else(|| ApiError::from(AccessError::NoSuchPlan))
    };
    let joint = read(Layer::Joint).await?;
    let own = Layer::of(me.side).filter(|layer| me.may(layer.reading()));
    let private = match own {
        Some(layer) => Some(Private {
            layer,
            document: read(layer).await?,
        }),
        None => None,
    };
    let entry = NewAudit::of(plan, now, AuditAction::Exported, Some(me.id)).to(&me);
    app.store.note(&entry).await?;
    let export = Export {
        format: FORMAT,
        version: VERSION,
        exported_at: now.millis(),
        plan: card(of_plan, me),
        members,
        joint,
        private,
    };
    let name = format!("attachment; filename=\"tandem-{plan}.json\"");
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(export)).into_response())
}
