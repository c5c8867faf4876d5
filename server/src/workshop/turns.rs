//! One command of a plan's workshop after another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tandem_plan::ids::PlanId;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Whose turn it is in each plan.
#[derive(Debug, Default)]
pub struct Turns {
    plans: Mutex<HashMap<PlanId, Weak<Turn<()>>>>,
}

impl Turns {
    /// Waits until nobody else changes the workshop of this plan. It is one's turn until the guard is
    /// dropped.
    pub async fn of(&self, plan: PlanId) -> OwnedMutexGuard<()> {
        let turn = {
            let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(turn) = plans.get(&plan).and_then(Weak::upgrade) {
                turn
            } else {
                plans.retain(|_, turn| turn.strong_count() > 0);
                let turn = Arc::new(Turn::new(()));
                plans.insert(plan, Arc::downgrade(&turn));
                turn
            }
        };
        turn.lock_owned().await
    }
}
