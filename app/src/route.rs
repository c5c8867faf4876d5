//! Which page an address is.
//!
//! Every page is loaded from the server under an address of its own, and a link from one page to
//! another is a plain link: the program is in the browser's cache by then, and a page that was
//! left holds nothing that could go stale. Behind the `#`, the plan page reads the address itself.

use tandem_plan::ids::PlanId;

/// A page of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    /// `/`
    Start,
    /// `/join/{token}`
    Join {
        /// What the link carries.
        token: String,
    },
    /// `/plan/{plan}`
    Plan {
        /// `None` if what stands there is no id.
        plan: Option<PlanId>,
    },
    /// `/plan/{plan}/people`
    People {
        /// `None` if what stands there is no id.
        plan: Option<PlanId>,
    },
    /// `/plan/{plan}/history`
    History {
        /// `None` if what stands there is no id.
        plan: Option<PlanId>,
    },
    /// `/plan/{plan}/recap`
    Recap {
        /// `None` if what stands there is no id.
        plan: Option<PlanId>,
    },
    /// Any other address.
    Missing,
}

impl Route {
    /// The page at this path.
    pub(crate) fn of(path: &str) -> Self {
        let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        match steps[..] {
            [] => Self::Start,
            ["join", token] => Self::Join {
                token: token.to_owned(),
            },
            ["plan", plan] => Self::Plan {
                plan: plan.parse().ok(),
            },
            ["plan", plan, "people"] => Self::People {
                plan: plan.parse().ok(),
            },
            ["plan", plan, "recap"] => Self::Recap {
                plan: plan.parse().ok(),
            },
            ["plan", plan, "history"] => Self::History {
                plan: plan.parse().ok(),
            },
            _ => Self::Missing,
        }
    }

    /// Where the plan is.
    pub(crate) fn to_plan(plan: PlanId) -> String {
        format!("/plan/{plan}")
    }

    /// Where the people of the plan are.
    pub(crate) fn to_people(plan: PlanId) -> String {
        format!("/plan/{plan}/people")
    }

    /// Where the history of the plan is.
    pub(crate) fn to_history(plan: PlanId) -> String {
        format!("/plan/{plan}/history")
    }

    /// Where what came of the plan's workshop is.
    pub(crate) fn to_recap(plan: PlanId) -> String {
        format!("/plan/{plan}/recap")
    }

    /// Where the link with this token leads.
    pub(crate) fn to_join(token: &str) -> String {
        format!("/join/{token}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_page() {
        let plan = PlanId::from_u128(7);
        assert_eq!(Route::of("/"), Route::Start);
        assert_eq!(
            Route::of(&Route::to_join("abc")),
            Route::Join {
                token: "abc".to_owned()
            }
        );
        assert_eq!(
            Route::of(&Route::to_plan(plan)),
            Route::Plan { plan: Some(plan) }
        );
        assert_eq!(
            Route::of(&format!("/plan/{plan}/")),
            Route::Plan { plan: Some(plan) }
        );
        assert_eq!(
            Route::of(&Route::to_people(plan)),
            Route::People { plan: Some(plan) }
        );
        assert_eq!(
            Route::of(&Route::to_history(plan)),
            Route::History { plan: Some(plan) }
        );
        assert_eq!(
            Route::of(&Route::to_recap(plan)),
            Route::Recap { plan: Some(plan) }
        );
        assert_eq!(Route::of("/plan/x"), Route::Plan { plan: None });
        for path in ["/join", "/plan", "/plan/a/b", "/elsewhere"] {
            assert_eq!(Route::of(path), Route::Missing, "{path}");
        }
    }
}
