//! The HTTP interface, as it describes itself: every route stands here once, with the handler that
//! documents it.

use std::sync::Arc;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi};
use utoipa::{Modify, OpenApi as _};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    audit, baselines, comments, deletion, export, history, invites, links, members, plans, workshop,
};
use crate::app::App;

/// What the interface says of itself as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Tandem",
        description = "Partner business plans, written together. Programs send `Authorization: Bearer TOKEN`; \
            whoever has a token has the rights of the person who made it.",
    ),
    modifiers(&Secrets),
    security(("token" = []), ("session" = []))
)]
struct Description;

/// The two ways in which somebody says who they are.
struct Secrets;

impl Modify for Secrets {
    fn modify(&self, api: &mut OpenApi) {
        let components = api.components.get_or_insert_with(Components::default);
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        let session = ApiKey::Cookie(ApiKeyValue::new("tandem_session"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(session));
    }
}

/// The routes that are described, and their description.
pub(super) fn described() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(plans::mine, plans::start))
        .routes(routes!(plans::one))
        .routes(routes!(plans::document))
        .routes(routes!(plans::contributions))
        .routes(routes!(export::json))
        .routes(routes!(members::list, members::name))
        .routes(routes!(members::change_one, members::remove))
        .routes(routes!(members::sign_out))
        .routes(routes!(members::hand_over))
        .routes(routes!(links::go_on))
        .routes(routes!(links::list, links::create))
        .routes(routes!(links::revoke))
        .routes(routes!(links::tokens, links::create_token))
        .routes(routes!(links::revoke_token))
        .routes(routes!(comments::post))
        .routes(routes!(comments::change))
        .routes(routes!(comments::marks, comments::mark))
        .routes(routes!(history::page))
        .routes(routes!(history::counts))
        .routes(routes!(history::file::csv))
        .routes(routes!(history::file::json))
        .routes(routes!(history::at))
        .routes(routes!(history::compare))
        .routes(routes!(history::authorship))
        .routes(routes!(history::visits::presence))
        .routes(routes!(history::revert))
        .routes(routes!(history::visits::visit, history::visits::seen))
        .routes(routes!(baselines::list, baselines::name))
        .routes(routes!(baselines::restore))
        .routes(routes!(workshop::tell))
        .routes(routes!(workshop::show))
        .routes(routes!(workshop::touching))
        .routes(routes!(workshop::recap))
        .routes(routes!(workshop::recap_file))
        .routes(routes!(audit::list))
        .routes(routes!(deletion::show, deletion::agree, deletion::withdraw))
        .routes(routes!(invites::show))
        .routes(routes!(invites::join))
        .routes(routes!(plans::sign_out))
}
