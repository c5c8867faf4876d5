//! Rows of the history, made from what updates have altered.
//!
//! What one member does to one field without a pause and without anybody else changing it becomes one
//! row: its `before` is what stood there when they began, its `after` what stands there now; of a long
//! text, only where they differ. So the rows of a field chain: each begins with what the one before it
//! has left.
//!
//! The same updates always make the same rows, whether they come one by one or from a log.

use std::collections::HashMap;
use std::time::Duration;

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::comment::About;
use tandem_plan::document::Ledger;
use tandem_plan::history::{Alteration, ChangeKind, Content, difference, joined};
use tandem_plan::ids::{ItemId, MemberId};
use tandem_plan::schema::{Schema, structure};

use crate::clock::Timestamp;
use crate::store::{Cause, ChangeId, ChangeRow, Spot};

/// A longer pause ends a row.
pub const PAUSE: Duration = Duration::from_secs(60);
/// From so many remembered rows on the old ones are looked for.
const MANY: usize = 512;
const TITLE: &str = "title";
/// So many letters of a title are enough to know which item it is.
const LONGEST_TITLE: usize = 200;

/// Who did something, and when.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The number of the update.
    pub seq: u64,
    /// Who.
    pub member: MemberId,
    /// When the server took it.
    pub at: Timestamp,
    /// When they say they wrote it.
    pub claimed_at: Option<Timestamp>,
    /// Why the server did it for them, if it did.
    pub cause: Option<Cause>,
    /// In which step of the agenda.
    pub step: Option<String>,
}

/// The last row of every spot that may still go on.
#[derive(Debug)]
pub struct Chronicle {
    schema: &'static Schema,
    last: HashMap<Spot, ChangeRow>,
    /// How they were before what is not handed in, and before what is being written.
    before_open: Before,
    before_writing: Before,
}

type Before = HashMap<Spot, Option<ChangeRow>>;

impl Chronicle {
    /// Goes on where these rows have ended, the older ones first.
    #[must_use]
    pub fn new(schema: &'static Schema, recent: Vec<ChangeRow>) -> Self {
        Self {
            schema,
            last: recent
                .into_iter()
                .map(|row| (row.spot.clone(), row))
                .collect(),
            before_open: Before::new(),
            before_writing: Before::new(),
        }
    }

    /// The rows that begin or go on with what one update has altered.
    #[must_use]
    pub fn tell(
        &mut self,
        origin: &Origin,
        ledger: &Ledger,
        alterations: Vec<Alteration>,
    ) -> Vec<ChangeRow> {
        self.forget_old(origin.at);
        let mut told = Vec::new();
        let mut part = 0;
        for alteration in alterations {
            let kind = alteration.kind();
            let (spot, before, after) = self.described(alteration);
            let title = title(ledger, &spot, self.schema);
            let going_on = self
                .last
                .get(&spot)
                .filter(|row| goes_on(row, kind, origin));
            let going_on = going_on.and_then(|row| {
                if kind != ChangeKind::Edited {
                    return Some((row, row.before.clone(), after.clone()));
                }
                let earlier = (row.before.as_ref(), row.after.as_ref());
                let joined = joined(earlier, text(before.as_ref()), text(after.as_ref()));
                joined.map(|(before, after)| (row, before, after))
            });
            if let Some((row, before, after)) = going_on {
                told.push(ChangeRow {
                    until_seq: origin.seq,
                    until: origin.at,
                    title,
                    words: words(kind, before.as_ref(), after.as_ref()),
                    before,
                    after,
                    ..row.clone()
                });
            } else {
                let (before, after) = if kind == ChangeKind::Edited {
                    difference(text(before.as_ref()), text(after.as_ref()))
                } else {
                    (before, after)
                };
                told.push(ChangeRow {
                    id: ChangeId {
                        seq: origin.seq,
                        part,
                    },
                    until_seq: origin.seq,
                    at: origin.at,
                    until: origin.at,
                    claimed_at: origin.claimed_at,
                    member: origin.member,
                    kind,
                    spot,
                    title,
                    words: words(kind, before.as_ref(), after.as_ref()),
                    before,
                    after,
                    step: origin.step.clone(),
                    cause: origin.cause,
                });
                part += 1;
            }
        }
        let named = told.iter().filter_map(|row| self.named(row, origin));
        let named: Vec<ChangeRow> = named.collect();
        told.extend(named);
        for row in &told {
            let known = self.last.insert(row.spot.clone(), row.clone());
            self.before_open.entry(row.spot.clone()).or_insert(known);
        }
        told
    }

    /// What was told so far is being written.
    pub fn handed_in(&mut self) {
        self.before_writing = std::mem::take(&mut self.before_open);
    }

    /// What was being written is on disk.
    pub fn committed(&mut self) {
        self.before_writing.clear();
    }

    /// Nothing of what was told since the last commit is on disk.
    pub fn failed(&mut self) {
        let lost = [
            std::mem::take(&mut self.before_open),
            std::mem::take(&mut self.before_writing),
        ];
        for (spot, before) in lost.into_iter().flatten() {
            match before {
                Some(row) => self.last.insert(spot, row),
                None => self.last.remove(&spot),
            };
        }
    }

    /// Whoever adds something says what it is called right afterwards: the row that it came by says so
    /// too.
    fn named(&self, titled: &ChangeRow, origin: &Origin) -> Option<ChangeRow> {
        if titled.spot.field.as_deref() != Some(TITLE) || titled.spot.row.is_some() {
            return None;
        }
        let came = Spot {
            field: Some(structure::KIND.to_owned()),
            ..titled.spot.clone()
        };
        let row = self.last.get(&came)?;
        let is_fresh = row.member == origin.member && origin.at.since(row.at) < PAUSE;
        (is_fresh && row.title != titled.title).then(|| ChangeRow {
            title: titled.title.clone(),
            ..row.clone()
        })
    }

    /// Forgets rows that nothing can go on with, when there are many.
    fn forget_old(&mut self, now: Timestamp) {
        if self.last.len() > MANY {
            let (open, writing) = (&self.before_open, &self.before_writing);
            self.last.retain(|spot, row| {
                now.since(row.until) < PAUSE
                    || open.contains_key(spot)
                    || writing.contains_key(spot)
            });
        }
    }

    fn described(&self, alteration: Alteration) -> (Spot, Option<Content>, Option<Content>) {
        match alteration {
            Alteration::Field {
                at, before, after, ..
            } => (spot(self.schema, at), before, after),
            Alteration::Comment { after, .. } => {
                let about = About::parse(&after.about, self.schema).unwrap_or(About::Plan);
                let mut spot = match about {
                    About::Field(at) => spot(self.schema, at),
                    about => Spot {
                        section: about.section(self.schema).map(str::to_owned),
                        item: about.item(),
                        ..Spot::default()
                    },
                };
                spot.comment = Some(after.id);
                // The words stand in the comment alone: whoever takes them back takes back all of them.
                (spot, None, None)
            }
        }
    }
}

/// What of a plan a field is.
#[must_use]
pub fn spot(schema: &Schema, at: FieldAddress) -> Spot {
    let key = || Some(at.field.to_owned());
    match at.holder {
        Holder::Row(section, item, table, row) => Spot {
            section: Some(section.to_owned()),
            item: Some(item),
            field: Some(table.to_owned()),
            row: Some(row),
            column: key(),
            comment: None,
        },
        holder => Spot {
            section: About::Field(at).section(schema).map(str::to_owned),
            item: holder.item(),
            field: key(),
            ..Spot::default()
        },
    }
}

/// Whether what happens to a spot goes on with what happened there last.
fn goes_on(last: &ChangeRow, kind: ChangeKind, origin: &Origin) -> bool {
    let is_lasting = matches!(
        kind,
        ChangeKind::Set | ChangeKind::Edited | ChangeKind::Moved | ChangeKind::Reworded
    );
    is_lasting
        && last.kind == kind
        && last.member == origin.member
        && last.step == origin.step
        && last.claimed_at == origin.claimed_at
        && last.cause.is_none()
        && origin.cause.is_none()
        // A clock that was set back ends all that was going on.
        && origin.at >= last.until
        && origin.at.since(last.until) < PAUSE
}

/// What the item that a change is about is called; empty if it has no title.
#[must_use]
pub fn title(ledger: &Ledger, spot: &Spot, schema: &Schema) -> String {
    let find = |section: &str, item: ItemId| {
        let section = schema.section(section)?;
        let at = Holder::Item(section.key, item).field(TITLE);
        let title = ledger.content(at)?.text()?;
        Some(title.chars().take(LONGEST_TITLE).collect())
    };
    let found = spot.section.as_deref().zip(spot.item);
    found
        .and_then(|(section, item)| find(section, item))
        .unwrap_or_default()
}

fn text(content: Option<&Content>) -> &str {
    content.and_then(Content::text).unwrap_or_default()
}

/// How many words a text has gained.
fn words(kind: ChangeKind, before: Option<&Content>, after: Option<&Content>) -> i64 {
    if kind != ChangeKind::Edited {
        return 0;
    }
    let count = |content: Option<&Content>| {
        i64::try_from(text(content).split_ascii_whitespace().count()).unwrap_or(i64::MAX)
    };
    count(after) - count(before)
}
