//! How much each side has had its part in it so far.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tandem_protocol::workshop::{BalanceOfSide, Recap};

use super::desk::Desk;
use crate::browser::{Alarm, get_json};
use crate::components::live;
use crate::pages::recap::{Names, balance};

/// So long after something happened it is asked again, in milliseconds.
const CALM: u64 = 2_000;

pub(super) fn view(desk: Desk) -> AnyView {
    let found = RwSignal::new(None::<[BalanceOfSide; 3]>);
    let path = format!("/api/plans/{}/workshop/recap", desk.editor.plan);
    let ask = move || {
        let path = path.clone();
        spawn_local(async move {
            // Without an answer what is shown stays.
            if let Ok(recap) = get_json::<Recap>(&path).await {
                let _ = found.try_set(Some(recap.balance));
            }
        });
    };
    ask.clone()();
    let is_due = StoredValue::new(false);
    let alarm = Alarm::new(move || {
        is_due.set_value(false);
        ask();
    });
    let alarm = StoredValue::new_local(alarm);
    let plan = desk.editor.store.revision();
    let workshop = desk.follow(|view| view.revision);
    Effect::new(move |before: Option<()>| {
        plan.track();
        workshop.track();
        // Not put off again and again while everybody works.
        if before.is_some() && !is_due.get_value() {
            is_due.set_value(true);
            alarm.with_value(|alarm| alarm.set(CALM));
        }
    });
    live(move || {
        let sides = found.get()?;
        let names = tandem_protocol::role::Side::ALL.map(|side| desk.editor.side_name(side));
        Some(balance(&names, sides, Names::Heard))
    })
}
