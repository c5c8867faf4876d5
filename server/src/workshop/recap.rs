//! What came of a workshop: from its own state, the plan, and the history of the plan since it began.

use std::collections::{BTreeMap, HashSet};

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::PlanDoc;
use tandem_plan::ids::MemberId;
use tandem_plan::language::Language;
use tandem_plan::naming::untitled;
use tandem_plan::schema::{FieldType, Schema};
use tandem_plan::value::{Party, Value};
use tandem_protocol::member::Member;
use tandem_protocol::role::Side;
use tandem_protocol::workshop::{
    BalanceOfSide, Recap, RecapAction, RecapChange, RecapNumber, RecapStep, RecapVote, Tally,
};

use super::Workshop;
use super::look::figures;
use super::state::{Activity, Work, quorum};
use crate::history;
use crate::store::{ChangeCount, ChangeRow, Spot};

/// What a recap is made of beside the workshop.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Everybody who belongs to the plan.
    pub members: &'a [Member],
    /// The plan as it is on disk.
    pub document: &'a PlanDoc,
    /// How many changes there have been since the workshop began.
    pub counts: &'a [ChangeCount],
    /// Values that were set since.
    pub set: &'a [ChangeRow],
    /// What nobody has named is named in this language.
    pub language: Language,
}

/// What came of a workshop.
#[must_use]
pub fn recap(workshop: &Workshop, plan: &Plan<'_>, schema: &'static Schema) -> Recap {
    let text = |field| plan.document.text(Holder::Section("plan").field(field));
    let attendees = workshop.attendees.iter().filter_map(|id| plan.member(*id));
    let mut steps: Vec<RecapStep> = workshop
        .agenda
        .iter()
        .map(|step| {
            let is_under_way = workshop.ended_at.is_none() && workshop.step == Some(step.number);
            let mut told = happened(workshop, plan, Some(step.number));
            told.title.clone_from(&step.title);
            told.planned = step.minutes;
            told.spent = if is_under_way {
                step.spent.max(1)
            } else {
                step.spent
            };
            told
        })
        .collect();
    let outside = happened(workshop, plan, None);
    if outside != RecapStep::default() {
        steps.push(outside);
    }
    Recap {
        id: workshop.id,
        number: workshop.number,
        plan: text("name"),
        vendor: text("vendor_name"),
        partner: text("partner_name"),
        started_at: workshop.started_at,
        ended_at: workshop.ended_at,
        baseline: workshop.baseline.clone(),
        attendees: attendees
            .map(|member| (member.name.clone(), member.side.key().to_owned()))
            .collect(),
        steps,
        actions: actions(plan, schema),
        balance: balance(workshop, plan, schema),
        changes: changes(plan),
    }
}

impl Plan<'_> {
    fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id)
    }

    fn name(&self, id: MemberId) -> String {
        self.member(id)
            .map(|member| member.name.clone())
            .unwrap_or_default()
    }

    fn side(&self, id: MemberId) -> Side {
        self.member(id).map_or(Side::Neutral, |member| member.side)
    }
}

/// What happened in one step, or outside of all.
fn happened(workshop: &Workshop, plan: &Plan<'_>, step: Option<u32>) -> RecapStep {
    let decided = workshop.decisions.iter().filter(|one| one.step == step);
    let parked = workshop.parked.iter().filter(|one| one.step == step);
    let mut told = RecapStep {
        decisions: decided
            .map(|one| (one.text.clone(), plan.name(one.by)))
            .collect(),
        parked: parked
            .map(|one| (one.text.clone(), plan.name(one.by)))
            .collect(),
        ..RecapStep::default()
    };
    let activities = workshop.activities.iter();
    for activity in activities.filter(|activity| Some(activity.step) == step) {
        tell(activity, plan, &mut told);
    }
    told
}

fn tell(activity: &Activity, plan: &Plan<'_>, told: &mut RecapStep) {
    match &activity.work {
        Work::Number {
            label,
            estimates,
            revealed: true,
            agreed,
            ..
        } => {
            let Some(figures) = figures(estimates, plan.members) else {
                return;
            };
            told.numbers.push(RecapNumber {
                label: label.clone(),
                vendor: figures.vendor.map(|figure| figure.value),
                partner: figures.partner.map(|figure| figure.value),
                gap: figures.gap,
                low: figures.low,
                high: figures.high,
                agreed: agreed.clone(),
            });
        }
        Work::Vote {
            title,
            options,
            electorate,
            outcome: Some(outcome),
            ..
        } => {
            let labels = options.iter().map(|option| option.label.clone());
            let mut options: Vec<(String, Tally)> =
                labels.zip(outcome.tallies.iter().copied()).collect();
            options.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.sum()));
            told.votes.push(RecapVote {
                title: title.clone(),
                options,
                voted: outcome.voted,
                quorum: quorum(*electorate),
            });
        }
        Work::Consent {
            proposal,
            answers,
            decided: Some(false),
            ..
        } => {
            let answers = answers
                .iter()
                .map(|answer| (plan.name(answer.member), answer.clone()));
            told.blocked.push((proposal.clone(), answers.collect()));
        }
        Work::Round { said } => {
            let spoken = said.iter().filter(|one| !one.text.is_empty());
            told.said
                .extend(spoken.map(|one| (one.text.clone(), plan.name(one.member))));
        }
        Work::Writing { .. } | Work::Number { .. } | Work::Vote { .. } | Work::Consent { .. } => {}
    }
}

/// Actions that are not done, with who answers for them and until when.
fn actions(plan: &Plan<'_>, schema: &'static Schema) -> Vec<RecapAction> {
    let Some((section, kind)) = schema.kind("action") else {
        return Vec::new();
    };
    let items = plan.document.items(section.key).into_iter();
    let actions = items.filter(|item| item.kind.key == kind.key && !item.deleted);
    let mut actions: Vec<RecapAction> = actions
        .filter_map(|item| {
            let field = |key| Holder::Item(section.key, item.id).field(key);
            let value = |key| plan.document.value(field(key)).ok().flatten();
            if matches!(value("status"), Some(Value::Choice("done" | "dropped"))) {
                return None;
            }
            let title = plan.document.text(field("title"));
            Some(RecapAction {
                item: item.id,
                title: match title.trim() {
                    "" => untitled(kind.label, plan.language),
                    title => title.to_owned(),
                },
                owner: match value("accountable") {
                    Some(Value::Person(member)) => plan.name(member),
                    _ => String::new(),
                },
                due: match value("due") {
                    Some(Value::Date(day)) => day.to_string(),
                    _ => String::new(),
                },
            })
        })
        .collect();
    // What is due first; what is open comes last.
    actions.sort_by(|a, b| (a.due.is_empty(), &a.due).cmp(&(b.due.is_empty(), &b.due)));
    actions
}

const fn place(side: Side) -> usize {
    match side {
        Side::Vendor => 0,
        Side::Partner => 1,
        Side::Neutral => 2,
    }
}

/// How much each side has had its part in it.
fn balance(workshop: &Workshop, plan: &Plan<'_>, schema: &'static Schema) -> [BalanceOfSide; 3] {
    let mut balance = [BalanceOfSide::default(); 3];
    for count in plan.counts {
        balance[place(plan.side(count.member))].contributions += count.changes;
    }
    for (member, turns) in &workshop.turns {
        balance[place(plan.side(*member))].turns += turns;
    }
    let mut filled: HashSet<(FieldAddress, usize)> = HashSet::new();
    for row in plan.set.iter().filter(|row| row.after.is_some()) {
        if let Some(at) = numeric(&row.spot, schema) {
            filled.insert((at, place(plan.side(row.member))));
        }
    }
    for (_, side) in filled {
        balance[side].values += 1;
    }
    for side in promised(plan, schema) {
        balance[place(side)].commitments += 1;
    }
    balance
}

/// The address of a spot, if it holds a number.
fn numeric(spot: &Spot, schema: &'static Schema) -> Option<FieldAddress> {
    let at = history::address(spot, schema)?;
    let is_number = matches!(
        at.describe(schema)?.ty,
        FieldType::Money | FieldType::Number(_) | FieldType::Percent
    );
    is_number.then_some(at)
}

/// By whom something is promised: the side of who answers for an action, and of who gives a resource;
/// what both give counts for both.
fn promised(plan: &Plan<'_>, schema: &'static Schema) -> Vec<Side> {
    let mut promised = Vec::new();
    for section in schema.sections {
        for item in plan.document.items(section.key) {
            if item.deleted {
                continue;
            }
            let kind = item.kind;
            for field in kind.fields {
                let counts = matches!((kind.key, field.key), ("action", "accountable"))
                    || matches!(field.ty, FieldType::Side) && kind.key == "resource";
                if !counts {
                    continue;
                }
                let at = Holder::Item(section.key, item.id).field(field.key);
                match plan.document.value(at) {
                    Ok(Some(Value::Person(member))) => promised.push(plan.side(member)),
                    Ok(Some(Value::Side(Party::Vendor))) => promised.push(Side::Vendor),
                    Ok(Some(Value::Side(Party::Partner))) => promised.push(Side::Partner),
                    Ok(Some(Value::Side(Party::Both))) => {
                        promised.extend([Side::Vendor, Side::Partner]);
                    }
                    _ => {}
                }
            }
        }
    }
    promised
}

/// How much was changed in which section, the most first.
fn changes(plan: &Plan<'_>) -> Vec<RecapChange> {
    let mut by_section: BTreeMap<&str, Tally> = BTreeMap::new();
    for count in plan.counts {
        let changes = u32::try_from(count.changes).unwrap_or(u32::MAX);
        let tally = by_section.entry(&count.section).or_default();
        tally.add(plan.side(count.member), changes);
    }
    let mut changes: Vec<RecapChange> = by_section
        .into_iter()
        .map(|(section, changes)| RecapChange {
            section: section.to_owned(),
            changes,
        })
        .collect();
    changes.sort_by_key(|one| std::cmp::Reverse(one.changes.sum()));
    changes
}
