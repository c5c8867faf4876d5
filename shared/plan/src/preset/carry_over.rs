//! *From last plan*: what of a plan that ends goes on in the next one.
//!
//! What is finished stays behind: items that are done, dropped or in the trash, feedback that was
//! answered, and the workshop's notes. What goes on keeps its words and agreements. What was
//! measured does not go on, because it is measured anew; where an objective stood last becomes its
//! baseline. Dates and periods up to the last plan's end move on by its length; later ones, and days
//! on which something was, stay. The last plan is only read.

use std::collections::{BTreeMap, BTreeSet};

use super::seed::SeedError;
use crate::address::{FieldAddress, Holder};
use crate::document::{ItemHead, PlanDoc};
use crate::edit::{Edit, Place, TableAddress};
use crate::ids::{ItemId, MemberId, RowId};
use crate::schema::{Field, FieldType, Kind};
use crate::splice::Splice;
use crate::value::{Date, FiscalStart, Period, Value};

/// The next plan, as far as it is not the last one.
#[derive(Debug, Clone, Copy)]
pub struct NextPlan<'a> {
    /// Its name.
    pub name: &'a str,
    /// The vendor's name, if it is another one.
    pub vendor_name: Option<&'a str>,
    /// The partner's name, if it is another one.
    pub partner_name: Option<&'a str>,
    /// Its first day; the day after the last plan's end if it is not said.
    pub start: Option<Date>,
    /// Who somebody of the last plan is in the next one. People who are missing here are named
    /// nowhere in the next plan.
    pub people: &'a BTreeMap<MemberId, MemberId>,
}

/// The key of this way to begin in the field `preset` of the section `plan`.
pub const LAST_PLAN: &str = "last-plan";

/// Results of the period that have no source of their own, by the key of their field or column.
const RESULTS: [&str; 2] = ["actual", "claimed"];
/// Figures with a source that are no results of the period: what a market is worth.
const NO_RESULTS: [&str; 1] = ["size"];
/// Days on which something was.
const WHEN_IT_WAS: [&str; 2] = ["as_of", "made_at"];

/// Fills a new document with what goes on of the last plan. Returns those of its members who are
/// named in the next plan, by the ids that they have there.
///
/// # Errors
/// If the document does not take the content; it is not to be used then.
pub fn carry_over(
    last: &PlanDoc,
    next: &PlanDoc,
    plan: &NextPlan<'_>,
) -> Result<BTreeSet<MemberId>, SeedError> {
    next.complete();
    let mut carrier = Carrier {
        last,
        next,
        plan,
        shift: Shift::of(last, plan.start),
        items: BTreeMap::new(),
        named: BTreeSet::new(),
    };
    carrier.choose_items();
    carrier.forms()?;
    carrier.set_up()?;
    let sections = last.schema().sections;
    for section in sections
        .iter()
        .filter(|section| !section.kinds().is_empty())
    {
        for head in last.items(section.key) {
            if let Some(copy) = carrier.items.get(&head.id).copied() {
                carrier.item(section.key, &head, copy)?;
            }
        }
    }
    Ok(carrier.named)
}

/// How far everything moves.
#[derive(Debug, Clone, Copy)]
struct Shift {
    months: i32,
    /// How many months the last plan ran, and the next one will.
    length: i32,
    /// The last plan's last day.
    end: Option<Date>,
    /// The last plan's period.
    period: Option<Period>,
    start: Option<Date>,
}

struct Carrier<'a> {
    last: &'a PlanDoc,
    next: &'a PlanDoc,
    plan: &'a NextPlan<'a>,
    shift: Shift,
    /// What goes on: its id in the last plan and in the next one.
    items: BTreeMap<ItemId, ItemId>,
    named: BTreeSet<MemberId>,
}

fn value(plan: &PlanDoc, at: FieldAddress) -> Option<Value> {
    plan.value(at).ok().flatten()
}

fn date(plan: &PlanDoc, field: &'static str) -> Option<Date> {
    match value(plan, Holder::Section("plan").field(field)) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    }
}

impl Shift {
    /// From the last plan's first day to the next one's. A plan without days is a quarter long.
    fn of(last: &PlanDoc, next: Option<Date>) -> Self {
        let (start, end) = (date(last, "start"), date(last, "end"));
        let period = match value(last, Holder::Section("plan").field("period")) {
            Some(Value::Period(period)) => Some(period),
            _ => None,
        };
        let next = next.or_else(|| end?.plus_days(1));
        let between = |from: Option<Date>, to: Option<Date>| {
            let months = from.zip(to).map(|(from, to)| months_between(from, to));
            months.filter(|months| *months > 0)
        };
        let usual = period.map_or(3, |period| i32::from(period.length()) * 3);
        let behind = end.and_then(|end| end.plus_days(1));
        let length = between(start, behind).unwrap_or(usual);
        Self {
            months: between(start, next).unwrap_or(length),
            length,
            end,
            period,
            start: next,
        }
    }

    /// A date that lies in the last plan's time or before, in the next plan's.
    fn date(self, date: Date) -> Option<Date> {
        if self.end.is_some_and(|end| date > end) {
            return Some(date);
        }
        // The last day of a month stays the last day: what ends with the quarter still does.
        let is_last = date.plus_days(1).is_some_and(|next| next.day() == 1);
        match date.plus_days(1).filter(|_| is_last) {
            Some(next) => next.plus_months(self.months)?.plus_days(-1),
            None => date.plus_months(self.months),
        }
    }

    /// A period of the last plan's time, in the next plan's. One that does not fit into it a whole
    /// number of times stays as it is.
    fn period(self, period: Period, fiscal: FiscalStart) -> Period {
        let ends_later = period.last_day(fiscal).zip(self.end);
        let length = i32::from(period.length()) * 3;
        if ends_later.is_some_and(|(last, end)| last > end) || self.months % length != 0 {
            return period;
        }
        (0..self.months / length).fold(period, |period, _| period.next().unwrap_or(period))
    }
}

fn months_between(from: Date, to: Date) -> i32 {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    months(to) - months(from)
}

impl Carrier<'_> {
    fn choose_items(&mut self) {
        for section in self.last.schema().sections {
            for head in self.last.items(section.key) {
                if self.goes_on(section.key, &head) {
                    self.items.insert(head.id, ItemId::random());
                }
            }
        }
    }

    fn goes_on(&self, section: &'static str, head: &ItemHead) -> bool {
        let holder = Holder::Item(section, head.id);
        let status = value(self.last, holder.field("status"));
        let is_over = matches!(status, Some(Value::Choice("done" | "dropped")));
        let is_answered = head.kind.field("answer").is_some()
            && !self.last.text(holder.field("answer")).trim().is_empty();
        !head.deleted && !is_over && !is_answered
    }

    /// The sections that are one form.
    fn forms(&mut self) -> Result<(), SeedError> {
        for section in self.last.schema().sections {
            for field in section.fields() {
                let at = Holder::Section(section.key).field(field.key);
                self.field(at, at, field)?;
            }
        }
        Ok(())
    }

    /// What the plan says of itself and is not the last plan's.
    fn set_up(&self) -> Result<(), SeedError> {
        let plan = Holder::Section("plan");
        for (field, text) in [
            ("name", Some(self.plan.name)),
            ("vendor_name", self.plan.vendor_name),
            ("partner_name", self.plan.partner_name),
        ] {
            if let Some(text) = text {
                self.write(plan.field(field), text)?;
            }
        }
        let start = self.shift.start;
        let end = start.and_then(|start| start.plus_months(self.shift.length)?.plus_days(-1));
        let period = self
            .shift
            .period
            .map(|period| self.shift.period(period, self.fiscal()));
        let values = [
            ("start", start.map(Value::Date)),
            ("end", end.map(Value::Date)),
            ("period", period.map(Value::Period)),
            ("state", Some(Value::Choice("draft"))),
            ("preset", Some(Value::Choice(LAST_PLAN))),
        ];
        for (field, value) in values {
            if value.is_some() {
                self.set(plan.field(field), value)?;
            }
        }
        Ok(())
    }

    fn fiscal(&self) -> FiscalStart {
        let month = value(
            self.last,
            Holder::Section("plan").field("fiscal_start_month"),
        );
        match month {
            Some(Value::Choice(key)) => FiscalStart::from_key(key),
            _ => None,
        }
        .unwrap_or(FiscalStart::JANUARY)
    }

    fn item(
        &mut self,
        section: &'static str,
        head: &ItemHead,
        copy: ItemId,
    ) -> Result<(), SeedError> {
        self.next.edit(&Edit::AddItem {
            section,
            kind: head.kind.key,
            item: copy,
            place: Place::Last,
        })?;
        let from = Holder::Item(section, head.id);
        let to = Holder::Item(section, copy);
        for field in head.kind.all_fields() {
            if is_result(field, head.kind.all_fields()) {
                continue;
            }
            match field.ty {
                FieldType::Rows(columns) => self.table(from, to, field.key, columns)?,
                _ => self.field(from.field(field.key), to.field(field.key), field)?,
            }
        }
        self.baseline(head.kind, from, to)
    }

    /// Where an objective stood last is where it begins.
    fn baseline(&self, kind: &Kind, from: Holder, to: Holder) -> Result<(), SeedError> {
        if kind.key != "objective" {
            return Ok(());
        }
        match value(self.last, from.field("current")) {
            Some(current) => self.set(to.field("baseline"), Some(current)),
            None => Ok(()),
        }
    }

    /// The rows of a table, without those of periods that lie before the last plan's: they are
    /// history, and without their results nothing is left of them.
    fn table(
        &mut self,
        from: Holder,
        to: Holder,
        field: &'static str,
        columns: &'static [Field],
    ) -> Result<(), SeedError> {
        let (Holder::Item(section, item), Holder::Item(_, copy)) = (from, to) else {
            return Ok(());
        };
        let table = |item| TableAddress {
            section,
            item,
            field,
        };
        for head in self.last.rows(table(item)) {
            let from = Holder::Row(section, item, field, head.id);
            if head.deleted || self.is_history(from, columns) {
                continue;
            }
            let row = RowId::random();
            self.next.edit(&Edit::AddRow {
                table: table(copy),
                row,
                place: Place::Last,
            })?;
            let to = Holder::Row(section, copy, field, row);
            for column in columns {
                if !is_result(column, columns.iter()) {
                    self.field(from.field(column.key), to.field(column.key), column)?;
                }
            }
        }
        Ok(())
    }

    fn is_history(&self, row: Holder, columns: &[Field]) -> bool {
        let has_results = columns.iter().any(|column| column.key == "actual");
        let period = match value(self.last, row.field("period")) {
            Some(Value::Period(period)) if has_results => Some(period),
            _ => None,
        };
        let fiscal = self.fiscal();
        let ended = period.and_then(|period| period.last_day(fiscal));
        ended
            .zip(date(self.last, "start"))
            .is_some_and(|(ended, start)| ended < start)
    }

    fn field(
        &mut self,
        from: FieldAddress,
        to: FieldAddress,
        field: &Field,
    ) -> Result<(), SeedError> {
        match field.ty {
            FieldType::Line | FieldType::Prose => self.write(to, &self.last.text(from)),
            FieldType::Tags(_) | FieldType::People | FieldType::Links(_) => {
                for entry in self.last.entries(from) {
                    let entry = match field.ty {
                        FieldType::Tags(_) => Some(entry),
                        FieldType::People => {
                            let member = entry.parse().ok().and_then(|id| self.person(id));
                            member.map(|member| member.to_string())
                        }
                        _ => {
                            let item = entry.parse().ok().and_then(|id| self.items.get(&id));
                            item.map(ItemId::to_string)
                        }
                    };
                    if let Some(entry) = entry {
                        self.next.edit(&Edit::SetEntry {
                            at: to,
                            entry,
                            present: true,
                        })?;
                    }
                }
                Ok(())
            }
            FieldType::Rows(_) | FieldType::Computed(_) => Ok(()),
            _ => {
                let moved = match value(self.last, from) {
                    Some(Value::Date(date)) if !WHEN_IT_WAS.contains(&field.key) => {
                        self.shift.date(date).map(Value::Date)
                    }
                    Some(Value::Period(period)) => {
                        Some(Value::Period(self.shift.period(period, self.fiscal())))
                    }
                    Some(Value::Person(member)) => self.person(member).map(Value::Person),
                    Some(Value::Link(item)) => self.items.get(&item).copied().map(Value::Link),
                    other => other,
                };
                match moved {
                    Some(value) => self.set(to, Some(value)),
                    None => Ok(()),
                }
            }
        }
    }

    fn person(&mut self, member: MemberId) -> Option<MemberId> {
        let next = self.plan.people.get(&member).copied();
        self.named.extend(next);
        next
    }

    /// Makes this the text of a field.
    fn write(&self, at: FieldAddress, text: &str) -> Result<(), SeedError> {
        let splice = Splice {
            at: 0,
            delete: self.next.text_len(at),
            insert: text.to_owned(),
        };
        Ok(self.next.edit(&Edit::Splice { at, splice })?)
    }

    fn set(&self, at: FieldAddress, value: Option<Value>) -> Result<(), SeedError> {
        Ok(self.next.edit(&Edit::SetValue { at, value })?)
    }
}

/// Whether a field holds what came of the last plan, or says where such a figure comes from.
/// `beside` are all fields of the same holder.
fn is_result(field: &Field, mut beside: impl Iterator<Item = &'static Field>) -> bool {
    let is_measured = |field: &Field| {
        let has_source = field.source.is_some() && !NO_RESULTS.contains(&field.key);
        has_source || RESULTS.contains(&field.key)
    };
    match field.key {
        "source" | "as_of" => beside.any(is_measured),
        // What is expected of a period that is over; the forecast of a stock is another thing.
        "forecast" => beside.any(|other| other.key == "actual"),
        _ => is_measured(field),
    }
}
