//! Finding words in a plan: in every text that shows at its depth.
//!
//! How letters are made alike for comparing is the caller's business: browsers know it, and the
//! tables for it are large.

use crate::address::{FieldAddress, Holder};
use crate::document::PlanDoc;
use crate::edit::TableAddress;
use crate::schema::{Field, Tier};
use crate::value::Value;

/// A text in which all words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The field that holds it.
    pub at: FieldAddress,
    /// A few words before what was found.
    pub before: String,
    /// What was found, as it is written there: the first word of the question.
    pub found: String,
    /// What stands behind it.
    pub after: String,
}

/// So many letters are shown before what was found.
const BEFORE: usize = 32;
/// So many behind it.
const AFTER: usize = 96;

/// The texts that hold every word of `question`, titles before other texts, then in the plan's
/// order; at most `most`. `fold` makes letters alike that count as the same, such as capitals.
#[must_use]
pub fn search(
    plan: &PlanDoc,
    question: &str,
    fold: &dyn Fn(&str) -> String,
    most: usize,
) -> Vec<Hit> {
    let question = fold(question);
    let words: Vec<&str> = question.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut titles = Vec::new();
    let mut others = Vec::new();
    each_text(plan, &mut |at| {
        let is_title = at.field == "title";
        let hits = if is_title { &mut titles } else { &mut others };
        if hits.len() < most {
            hits.extend(find(at, &plan.text(at), &words, fold));
        }
        titles.len() < most
    });
    titles.append(&mut others);
    titles.truncate(most);
    titles
}

/// Calls `visit` with every text that shows, until it says `false`.
fn each_text(plan: &PlanDoc, visit: &mut dyn FnMut(FieldAddress) -> bool) {
    let tier = match plan.value(Holder::Section("plan").field("tier")) {
        Ok(Some(Value::Choice(key))) => Tier::from_key(key),
        _ => None,
    };
    let tier = tier.unwrap_or(Tier::Standard);
    let shows = |field: &&Field| field.tier <= tier;
    let sections = plan.schema().sections.iter();
    for section in sections.filter(|section| section.tier <= tier) {
        for field in section.fields().iter().filter(shows) {
            let at = Holder::Section(section.key).field(field.key);
            if field.ty.is_text() && !visit(at) {
                return;
            }
        }
        for item in plan.items(section.key) {
            if item.deleted {
                continue;
            }
            let holder = Holder::Item(section.key, item.id);
            for field in item.kind.all_fields().filter(|field| shows(field)) {
                if field.ty.is_text() && !visit(holder.field(field.key)) {
                    return;
                }
                let texts = field.columns().iter().filter(|column| column.ty.is_text());
                let columns: Vec<&Field> = texts.filter(shows).collect();
                if columns.is_empty() {
                    continue;
                }
                let table = TableAddress {
                    section: section.key,
                    item: item.id,
                    field: field.key,
                };
                for row in plan.rows(table) {
                    let holder = Holder::Row(section.key, item.id, field.key, row.id);
                    for column in &columns {
                        if !row.deleted && !visit(holder.field(column.key)) {
                            return;
                        }
                    }
                }
            }
        }
        if let Some(document) = &section.document
            && !visit(Holder::Document.field(document.key))
        {
            return;
        }
    }
}

fn find(
    at: FieldAddress,
    text: &str,
    words: &[&str],
    fold: &dyn Fn(&str) -> String,
) -> Option<Hit> {
    let folded = fold(text);
    if !words.iter().all(|word| folded.contains(word)) {
        return None;
    }
    let first = words.first()?;
    let place = folded.find(first)?;
    let letters: Vec<char> = text.chars().collect();
    // A few letters become two when they are made alike; then the text is shown from its beginning.
    let is_aligned = letters.len() == folded.chars().count();
    let start = if is_aligned {
        folded.get(..place)?.chars().count()
    } else {
        0
    };
    let length = if is_aligned { first.chars().count() } else { 0 };
    let part = |from: usize, to: usize| {
        let to = to.min(letters.len());
        let part = letters.get(from.min(to)..to).unwrap_or_default();
        part.iter()
            .map(|letter| if *letter == '\n' { ' ' } else { *letter })
            .collect::<String>()
    };
    let from = start.saturating_sub(BEFORE);
    let mut before = part(from, start);
    if from > 0 {
        // Not in the middle of a word.
        let word = before.find(' ').map_or(0, |space| space + 1);
        before.replace_range(..word, "…");
    }
    Some(Hit {
        at,
        before,
        found: part(start, start + length),
        after: part(start + length, start + length + AFTER),
    })
}
