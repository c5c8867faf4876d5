//! The whole plan for paper. Nothing on it can be pressed but the button that prints and the way
//! back, and both are left out on paper.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use tandem_plan::ids::PlanId;
use tandem_plan::language::Text;
use tandem_plan::render;

use super::caller::Caller;
use super::error::ApiError;
use super::first_view::{Readable, read, readable};
use super::look::Look;
use super::pages::{self, Page};
use crate::app::App;

const PRINT: Text = Text::new("Print", "Drucken");
const BACK: Text = Text::new("Back to the plan", "Zurück zum Plan");

/// `GET /plan/{plan}/print`. Whoever may not read the plan is led to its page, which says why.
pub(super) async fn plan(
    State(app): State<Arc<App>>,
    Path(plan): Path<String>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    let look = Look::of(&headers);
    match write(&app, &plan, &caller, look).await {
        Ok(page) => pages::answer(&app, look, StatusCode::OK, |_| page),
        Err(_) => match plan.parse::<PlanId>() {
            Ok(plan) => Redirect::to(&format!("/plan/{plan}")).into_response(),
            Err(_) => pages::shell(&app, &headers, StatusCode::NOT_FOUND),
        },
    }
}

async fn write(app: &App, plan: &str, caller: &Caller, look: Look) -> Result<Page, ApiError> {
    let Readable { plan, me, members } = readable(app, plan, caller).await?;
    app.whole_plans.take(me.id, app.clock.now())?;
    let language = look.language;
    let (title, html) = read(app, plan, &members, language, render::print).await?;
    let (print, back) = (PRINT.in_language(language), BACK.in_language(language));
    Ok(Page {
        title,
        class: "print-page",
        head: "<script type=\"module\" src=\"/print.js\"></script>\n".to_owned(),
        body: format!(
            r#"<nav class="print-tools"><a class="button" data-kind="plain" href="/plan/{plan}">{back}</a><button class="button" data-kind="primary" type="button" data-print hidden>{print}</button></nav>
{html}"#
        ),
    })
}
