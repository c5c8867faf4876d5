//! What comes of a workshop in the plan: items and values, in whose name.

use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::edit::{Edit, Place};
use tandem_plan::ids::{CommandId, ItemId, MemberId};
use tandem_plan::schema::{FieldType, Kind, Section};
use tandem_plan::splice::Splice;
use tandem_plan::value::{Date, Value};
use tandem_protocol::workshop::Card;

use super::Context;

/// What one person has contributed to the plan by the workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// Who; `None` for the group, where nobody can tell.
    pub author: Option<MemberId>,
    /// The item that it makes, if it makes one: where that is there already, nothing is left to do.
    pub item: Option<(&'static str, ItemId)>,
    /// What is done to the plan.
    pub edits: Vec<Edit>,
}

/// So many letters of a text make a title.
const TITLE: usize = 120;

/// The item that something with this id becomes.
pub(super) const fn item_of(id: u128) -> ItemId {
    ItemId::from_u128(id)
}

/// A card becomes an item.
pub(super) fn card(
    section: &'static Section,
    kind: &'static Kind,
    item: ItemId,
    card: &Card,
) -> Contribution {
    let mut fields = Vec::new();
    let prose = kind
        .fields
        .iter()
        .find(|field| matches!(field.ty, FieldType::Prose));
    let title = title(&card.text);
    let is_all = title == card.text;
    match prose {
        Some(prose) if !is_all => {
            fields.push(("title", title));
            fields.push((prose.key, card.text.clone()));
        }
        // The whole text is kept, wherever it fits.
        _ => fields.push(("title", card.text.replace(['\n', '\t'], " "))),
    }
    new_item((section.key, kind.key), item, card.author, fields)
}

/// A parked point becomes an item, if plans have such.
pub(super) fn parked(
    order: CommandId,
    text: &str,
    by: MemberId,
    context: &Context<'_>,
) -> Option<Contribution> {
    let (section, kind) = context.schema.kind("parked")?;
    let fields = vec![("title", title(text)), ("text", text.to_owned())];
    let item = item_of(order.as_u128());
    Some(new_item((section.key, kind.key), item, Some(by), fields))
}

/// A decision becomes an item, if plans have such.
pub(super) fn decision(
    order: CommandId,
    text: &str,
    step: &str,
    by: MemberId,
    context: &Context<'_>,
) -> Option<Contribution> {
    let (section, kind) = context.schema.kind("decision")?;
    let mut fields = vec![("title", title(text)), ("text", text.to_owned())];
    if !step.is_empty() {
        fields.push(("agenda_step", step.to_owned()));
    }
    let item = item_of(order.as_u128());
    let mut made = new_item((section.key, kind.key), item, Some(by), fields);
    if let Some(day) = Date::from_unix_day(context.now.div_euclid(24 * 60 * 60 * 1_000)) {
        made.edits.push(Edit::SetValue {
            at: Holder::Item(section.key, item).field("made_at"),
            value: Some(Value::Date(day)),
        });
    }
    Some(made)
}

/// A number that was agreed on stands in its field.
pub(super) fn number(by: MemberId, at: FieldAddress, value: Value) -> Contribution {
    Contribution {
        author: Some(by),
        item: None,
        edits: vec![Edit::SetValue {
            at,
            value: Some(value),
        }],
    }
}

fn new_item(
    (section, kind): (&'static str, &'static str),
    item: ItemId,
    author: Option<MemberId>,
    fields: Vec<(&'static str, String)>,
) -> Contribution {
    let mut edits = vec![Edit::AddItem {
        section,
        kind,
        item,
        place: Place::Last,
    }];
    edits.extend(fields.into_iter().map(|(field, text)| Edit::Splice {
        at: Holder::Item(section, item).field(field),
        splice: Splice {
            at: 0,
            delete: 0,
            insert: text,
        },
    }));
    Contribution {
        author,
        item: Some((section, item)),
        edits,
    }
}

/// The first line of a text, cut at a word where it is long.
fn title(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default().trim();
    if first.chars().count() <= TITLE {
        return first.to_owned();
    }
    let cut: String = first.chars().take(TITLE).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}
