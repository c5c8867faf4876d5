//! The time that is left. It is the server's: how wrong the clock of this device is does not matter.

use leptos::prelude::*;
use tandem_protocol::workshop::Timer;

use super::desk::Desk;
use crate::browser::{self, Alarm, local, set_local};
use crate::components::{follow, live};
use crate::texts::{tr, workshop as texts};

/// Where it is kept whether the end of the time is heard.
const MUTED_AS: &str = "tandem.timer-muted";
const SECOND: i64 = 1_000;
/// Later than this, the end of the time is not heard any more.
const LATEST: i64 = 65 * SECOND;

/// The time that is left, running; behind its end it counts up.
pub(super) fn clock(desk: Desk) -> AnyView {
    // While people are split, it is the time of the groups.
    let timer = desk.follow(|view| {
        let groups = view.breakouts.as_ref().map(|groups| Timer {
            ends_at: Some(groups.ends_at),
            left: 0,
        });
        groups.or(view.timer)
    });
    let timer = Memo::new(move |_| timer.get().flatten());
    let left = RwSignal::new(0_i64);
    let alarm = StoredValue::new_local(None::<Alarm>);
    let tick = move || {
        let Some(timer) = timer.try_get_untracked().flatten() else {
            return;
        };
        let now = left_of(timer, desk.now());
        let before = left.try_get_untracked().unwrap_or(0);
        let _ = left.try_set(now);
        if timer.ends_at.is_some() {
            // In a page that nobody looks at, the browser lets it tick once a minute.
            if before > 0 && (-LATEST..=0).contains(&now) {
                ring();
            }
            // The next time that another second is shown.
            let wait = now.rem_euclid(SECOND) + 1;
            alarm.with_value(|alarm| {
                if let Some(alarm) = alarm {
                    alarm.set(u64::try_from(wait).unwrap_or(0));
                }
            });
        }
    };
    alarm.set_value(Some(Alarm::new(tick)));
    Effect::new(move |_| {
        timer.track();
        tick();
    });
    live(move || {
        let timer = timer.get()?;
        let is_paused = timer.ends_at.is_none();
        let shown = follow(move || written(left.get()));
        let label = follow(move || {
            let label = if left.get() < 0 {
                texts::OVERTIME
            } else {
                texts::TIME_LEFT
            };
            tr(label)
        });
        Some(view! {
            <span
                class="workshop-clock"
                role="timer"
                aria-label=label
                data-paused=is_paused
                data-over=follow(move || left.get() < 0)
            >
                {shown}
            </span>
        })
    })
}

fn left_of(timer: Timer, now: i64) -> i64 {
    timer.ends_at.map_or(timer.left, |end| end - now)
}

/// Minutes and seconds; a second counts as long as some of it is left.
fn written(left: i64) -> String {
    let (sign, seconds) = if left < 0 {
        ("+", -left / SECOND)
    } else {
        ("", (left + SECOND - 1) / SECOND)
    };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

/// Whether the end of the time is heard on this device.
pub(super) fn is_muted() -> bool {
    local(MUTED_AS).is_some()
}

pub(super) fn set_muted(muted: bool) {
    set_local(MUTED_AS, muted.then_some("yes"));
}

/// Two soft tones.
fn ring() {
    if !is_muted() {
        browser::play("/chime.wav");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_second_is_shown_until_it_is_over() {
        for (left, shown) in [
            (300_000, "5:00"),
            (299_999, "5:00"),
            (299_000, "4:59"),
            (1, "0:01"),
            (0, "0:00"),
            (-999, "+0:00"),
            (-61_000, "+1:01"),
        ] {
            assert_eq!(written(left), shown);
        }
    }
}
