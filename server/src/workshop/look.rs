//! How a workshop looks to one person. Whatever must not be seen yet is left out here, and nowhere else.

use std::collections::BTreeMap;

use tandem_plan::ids::MemberId;
use tandem_plan::language::Language;
use tandem_plan::value::Decimal;
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;
use tandem_protocol::workshop::{
    Activity as Shown, Ballot, Body, Estimate, Figures, SideFigure, Turns, WorkshopView,
};

use super::Workshop;
use super::state::{Activity, VoteOutcome, Work, quorum};

impl Workshop {
    /// How it looks to this person.
    #[must_use]
    pub fn seen_by(&self, me: MemberId, members: &[Member]) -> WorkshopView {
        let now_done = self.activities.iter();
        let now_done = now_done.filter(|activity| Some(activity.step) == self.step);
        let turns = self.turns.iter().map(|(member, count)| Turns {
            member: *member,
            count: *count,
        });
        WorkshopView {
            id: self.id,
            number: self.number,
            revision: self.revision,
            started_at: self.started_at,
            agenda: self.agenda.clone(),
            agenda_changes: self.agenda_changes,
            step: self.step,
            timer: self.timer,
            host: self.host,
            granted: self.granted.iter().copied().collect(),
            asking: self.asking.iter().copied().collect(),
            attendees: self.attendees.clone(),
            ready_asked: self.ready_asked,
            ready: self.ready.iter().copied().collect(),
            hands_on: self.hands_on,
            hands: self.hands.clone(),
            speaker: self.speaker,
            turns: turns.collect(),
            reactions_on: self.reactions_on,
            reactions: self.reactions.clone(),
            locked: self.locked.iter().cloned().collect(),
            summons: self.summons.clone(),
            breakouts: self.breakouts.clone(),
            activities: now_done
                .map(|activity| shown(activity, me, members))
                .collect(),
            parked: self.parked.clone(),
            decisions: self.decisions.clone(),
        }
    }
}

fn shown(activity: &Activity, me: MemberId, members: &[Member]) -> Shown {
    Shown {
        number: activity.number,
        step: activity.step,
        open: activity.open,
        body: body(&activity.work, activity.open, me, members),
    }
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

fn body(work: &Work, open: bool, me: MemberId, members: &[Member]) -> Body {
    match work {
        Work::Writing {
            anonymous,
            revealed,
            cards,
        } => {
            let seen = cards
                .iter()
                .filter(|card| *revealed || card.author == Some(me));
            Body::Writing {
                anonymous: *anonymous,
                revealed: *revealed,
                count: count(cards),
                cards: seen.cloned().collect(),
            }
        }
        Work::Number {
            field,
            label,
            estimates,
            revealed,
            agreed,
        } => Body::Number {
            field: field.clone(),
            label: label.clone(),
            entered: count(estimates),
            mine: estimates.iter().find(|one| one.member == me).cloned(),
            revealed: revealed.then(|| figures(estimates, members)).flatten(),
            agreed: agreed.clone(),
        },
        Work::Vote {
            title,
            options,
            dots,
            electorate,
            ballots,
            outcome,
        } => Body::Vote {
            title: title.clone(),
            options: options.clone(),
            dots: *dots,
            voted: voted_in(ballots, outcome.as_ref()),
            electorate: (*electorate).max(voted_in(ballots, outcome.as_ref())),
            quorum: quorum(*electorate),
            mine: ballots.get(&me).cloned(),
            result: outcome.as_ref().map(|outcome| outcome.tallies.clone()),
            abstained: outcome.as_ref().map(|outcome| outcome.abstained),
        },
        Work::Consent {
            proposal,
            about,
            electorate,
            answers,
            decided,
        } => Body::Consent {
            proposal: proposal.clone(),
            about: about.clone(),
            answered: count(answers),
            electorate: (*electorate).max(count(answers)),
            mine: answers.iter().find(|one| one.member == me).cloned(),
            // Who ends the workshop closes nothing: what was not closed stays with who said it.
            result: (!open && decided.is_some()).then(|| answers.clone()),
            decided: *decided,
        },
        Work::Round { said } => Body::Round { said: said.clone() },
    }
}

/// How many have voted. Who came later does so as well.
fn voted_in(ballots: &BTreeMap<MemberId, Vec<Ballot>>, outcome: Option<&VoteOutcome>) -> u32 {
    outcome.map_or_else(
        || u32::try_from(ballots.len()).unwrap_or(u32::MAX),
        |outcome| outcome.voted,
    )
}

/// All numbers beside each other.
pub(super) fn figures(estimates: &[Estimate], members: &[Member]) -> Option<Figures> {
    let number = |one: &Estimate| Decimal::parse(&one.value, Language::English).ok();
    let of_side = |side: Side| {
        let is_there = |id: MemberId| {
            let mut members = members.iter();
            members.any(|member| member.id == id && member.side == side)
        };
        let of_side = estimates.iter().filter(|one| is_there(one.member));
        let mut numbers: Vec<Decimal> = of_side.filter_map(number).collect();
        numbers.sort_unstable();
        middle(&numbers).map(|value| (value, count(&numbers)))
    };
    let figure = |(value, people): (Decimal, u32)| SideFigure {
        value: value.plain(),
        people,
    };
    let (vendor, partner) = (of_side(Side::Vendor), of_side(Side::Partner));
    let gap = vendor.zip(partner).and_then(|((vendor, _), (partner, _))| {
        let (low, high) = (vendor.min(partner), vendor.max(partner));
        high.plus(Decimal::new(-low.mantissa(), low.scale()))
    });
    let low = estimates.iter().filter_map(number).min()?;
    let high = estimates.iter().filter_map(number).max()?;
    Some(Figures {
        estimates: estimates.to_vec(),
        vendor: vendor.map(figure),
        partner: partner.map(figure),
        gap: gap.map(Decimal::plain),
        low: low.plain(),
        high: high.plain(),
    })
}

/// The middle one of sorted numbers; of two the mean, if it can be kept, else the lower one.
fn middle(numbers: &[Decimal]) -> Option<Decimal> {
    let upper = *numbers.get(numbers.len() / 2)?;
    if numbers.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *numbers.get(numbers.len() / 2 - 1)?;
    let mean = lower.plus(upper).and_then(|sum| {
        let halved = sum.mantissa().checked_mul(5)?;
        Decimal::from_parts(halved, i64::from(sum.scale()) + 1)
    });
    Some(mean.unwrap_or(lower))
}
