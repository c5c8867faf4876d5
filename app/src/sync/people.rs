//! Who is in the plan right now, as awareness frames tell it, and what we show of ourselves.

use tandem_plan::ids::{ClientId, MemberId};
use tandem_plan::sorted::sorted;
use tandem_protocol::frame::AwarenessEntry;
use tandem_protocol::presence::{Caret, Presence};
use tandem_protocol::role::Side;

/// A tab from which nothing came for so long is not shown any more. The server says who leaves;
/// this is for when it cannot. Browsers let the timers of hidden pages run once a minute only.
const GONE_MS: u64 = 3 * 60_000;

/// What somebody does within so many milliseconds is one activity.
const STEP_MS: u64 = 2_000;

/// One open tab of somebody who is in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// The tab.
    pub(crate) client: ClientId,
    /// Who it is.
    pub(crate) member: MemberId,
    /// Their name.
    pub(crate) name: String,
    /// Their side.
    pub(crate) side: Side,
    /// The section that is on their screen: its key.
    pub(crate) section: Option<String>,
    /// The field that has their focus: the text form of its address.
    pub(crate) field: Option<String>,
    /// What is selected in that field, where it is a text.
    pub(crate) caret: Option<Caret>,
    /// Whether it is this very tab.
    pub(crate) is_me: bool,
    /// When they last did something that shows, on the clock of this page.
    pub(crate) active_ms: u64,
}

/// Everybody whose awareness state is known.
#[derive(Debug, Default)]
pub(super) struct People {
    known: Vec<Known>,
    /// What we show of ourselves.
    mine: Presence,
    /// The clock of our own state; grows with every message of it.
    clock: u32,
}

#[derive(Debug)]
struct Known {
    client: ClientId,
    clock: u32,
    /// `None` once they have gone: the clock stays known, so that a late message of them does not
    /// bring them back.
    presence: Option<Presence>,
    heard_ms: u64,
    active_ms: u64,
}

impl People {
    /// What we show of ourselves from now on. Returns whether that is anything new.
    pub(super) fn show(&mut self, mine: Presence) -> bool {
        let is_new = mine != self.mine;
        self.mine = mine;
        is_new
    }

    /// Our own state for the next message of it.
    pub(super) fn my_entry(&mut self, client: ClientId) -> AwarenessEntry {
        self.clock += 1;
        let state = serde_json::to_string(&self.mine).expect("a structure of texts is always JSON");
        AwarenessEntry {
            client,
            clock: self.clock,
            state: Some(state),
        }
    }

    /// Takes in what was told about others, and by the server about us.
    pub(super) fn hear(&mut self, entries: Vec<AwarenessEntry>, me: ClientId, now: u64) {
        for entry in entries {
            if entry.client == me {
                // An earlier life of this connection may have counted further than we did.
                self.clock = self.clock.max(entry.clock);
            }
            let place = self
                .known
                .iter()
                .position(|known| known.client == entry.client);
            let before = place.map(|place| &self.known[place]);
            let is_late = before.is_some_and(|before| {
                entry.clock < before.clock || (entry.clock == before.clock && entry.state.is_some())
            });
            if is_late {
                continue;
            }
            // A state that is no presence comes from another program: not shown.
            let presence: Option<Presence> = entry
                .state
                .and_then(|state| serde_json::from_str(&state).ok());
            let active_ms = match before {
                Some(before) if before.presence == presence => before.active_ms,
                // A caret on its way is one activity, not many.
                Some(before) if now < before.active_ms + STEP_MS => before.active_ms,
                _ => now,
            };
            let known = Known {
                client: entry.client,
                clock: entry.clock,
                presence,
                heard_ms: now,
                active_ms,
            };
            match place {
                Some(place) => self.known[place] = known,
                None => self.known.push(known),
            }
        }
    }

    /// Forgets whom nothing was heard of for long.
    pub(super) fn expire(&mut self, now: u64) {
        self.known
            .retain(|known| now.saturating_sub(known.heard_ms) < GONE_MS);
    }

    /// Nobody is known any more; our own state stays.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    /// The same for another replica, which has another client id: what we show of ourselves stays.
    pub(super) fn renew(&mut self) {
        *self = Self {
            mine: std::mem::take(&mut self.mine),
            ..Self::default()
        };
    }

    /// Everybody who is here, in the order of their sides and names.
    pub(super) fn present(&self, me: ClientId) -> Vec<Person> {
        let people = self.known.iter().filter_map(|known| {
            let presence = known.presence.as_ref()?;
            let user = presence.user.as_ref()?;
            Some(Person {
                client: known.client,
                member: user.id,
                name: user.name.clone(),
                side: user.side,
                section: presence.section.clone(),
                field: presence.field.clone(),
                caret: presence.caret.clone(),
                is_me: known.client == me,
                active_ms: known.active_ms,
            })
        });
        sorted(people, |a, b| {
            (a.side, &a.name, a.client).cmp(&(b.side, &b.name, b.client))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(number: u64) -> ClientId {
        ClientId::try_from(number).unwrap()
    }

    fn entry(number: u64, clock: u32, name: Option<&str>) -> AwarenessEntry {
        let state = name.map(|name| {
            let id = MemberId::from_u128(u128::from(number));
            format!(
                r##"{{"user":{{"id":"{id}","name":"{name}","side":"vendor","color":"#000000"}}}}"##
            )
        });
        AwarenessEntry {
            client: client(number),
            clock,
            state,
        }
    }

    fn names(people: &People) -> Vec<String> {
        let present = people.present(client(1));
        present.into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn a_late_message_brings_nobody_back() {
        let mut people = People::default();
        let me = client(1);
        people.hear(
            vec![entry(1, 1, Some("Ann")), entry(2, 5, Some("Bo"))],
            me,
            0,
        );
        assert_eq!(names(&people), ["Ann", "Bo"]);
        people.hear(vec![entry(2, 5, None)], me, 10);
        people.hear(vec![entry(2, 4, Some("Bo"))], me, 20);
        assert_eq!(names(&people), ["Ann"]);
        people.hear(vec![entry(2, 6, Some("Bo"))], me, 30);
        assert_eq!(names(&people), ["Ann", "Bo"]);
    }

    #[test]
    fn a_renewal_keeps_somebody_here_and_is_no_activity() {
        let mut people = People::default();
        let me = client(1);
        people.hear(vec![entry(2, 1, Some("Bo"))], me, 0);
        people.hear(vec![entry(2, 2, Some("Bo"))], me, GONE_MS - 1);
        people.expire(GONE_MS + 1);
        assert_eq!(people.present(me)[0].active_ms, 0);
        people.expire(3 * GONE_MS);
        assert!(names(&people).is_empty());
    }

    #[test]
    fn our_clock_is_ahead_of_what_the_server_remembers_of_us() {
        let mut people = People::default();
        people.hear(vec![entry(1, 40, None)], client(1), 0);
        assert_eq!(people.my_entry(client(1)).clock, 41);
    }
}
