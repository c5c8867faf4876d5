//! One module for each page. The paths stand in [`crate::App`].

mod join;
mod missing;
mod plan;
mod start;

pub(crate) use join::JoinPage;
pub(crate) use missing::MissingPage;
pub(crate) use plan::PlanPage;
pub(crate) use start::StartPage;
