//! One field: its key, its label, and what it may hold.

use super::Choice;
use crate::language::Text;

/// How deep a plan goes. A section or field shows when the plan's tier is at least its own;
/// lowering the tier hides and never deletes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// The few things without which a plan is none.
    Essential,
    /// What most partnerships agree on.
    Standard,
    /// Everything.
    Strategic,
}

impl Tier {
    /// Its key in the choice field `tier` of the section `plan`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Essential => "essential",
            Self::Standard => "standard",
            Self::Strategic => "strategic",
        }
    }

    /// The tier with this key of the choice field `tier` of the section `plan`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "essential" => Some(Self::Essential),
            "standard" => Some(Self::Standard),
            "strategic" => Some(Self::Strategic),
            _ => None,
        }
    }
}

/// Where the unit of a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Always this one, such as `hours`.
    Fixed(Text),
    /// As another field of the same item says, the one with this key: the text of a line, the
    /// label of a choice (`money` is the plan's currency), or the unit of the linked item.
    Field(&'static str),
}

/// How a value that nobody enters is worked out, see [`crate::computed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// What an incentive has earned so far.
    PayoutEarned,
}

/// What a field holds. The first group is text that several people edit at once, the second is
/// scalars of which the last writer wins, the third is containers that merge by entry. The last one
/// lies in no document.
#[derive(Debug, Clone, Copy)]
pub enum FieldType {
    /// One line of text; a line break becomes a space.
    Line,
    /// Text with line breaks and light Markdown: bold, italic, lists, links.
    Prose,

    /// An amount in minor units of a currency.
    Money,
    /// An exact decimal number.
    Number(Unit),
    /// Basis points: 1 % is 100.
    Percent,
    /// A day of the calendar.
    Date,
    /// A year, half-year or quarter: `2026`, `2026-H1`, `2026-Q3`.
    Period,
    /// One key of a fixed set.
    Choice(&'static [Choice]),
    /// The id of a member.
    Person,
    /// Vendor, partner or both.
    Side,
    /// One to five.
    Score,
    /// The id of an item of one of these kinds; no kinds means any.
    Link(&'static [&'static str]),

    /// Any keys of a fixed set.
    Tags(&'static [Choice]),
    /// The ids of several members.
    People,
    /// The ids of several items of these kinds; no kinds means any.
    Links(&'static [&'static str]),
    /// A small table whose rows have ids of their own and these columns.
    Rows(&'static [Field]),

    /// A value that is worked out from others wherever it is shown.
    Computed(Formula),
}

impl FieldType {
    /// What the type is called, in errors and style sheets.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Prose => "prose",
            Self::Money => "money",
            Self::Number(_) => "number",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Period => "period",
            Self::Choice(_) => "choice",
            Self::Person => "person",
            Self::Side => "side",
            Self::Score => "score",
            Self::Link(_) => "link",
            Self::Tags(_) => "tags",
            Self::People => "people",
            Self::Links(_) => "links",
            Self::Rows(_) => "rows",
            Self::Computed(_) => "computed",
        }
    }

    /// Whether the field is a text that several people edit at once.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Line | Self::Prose)
    }

    /// Whether the field holds one number of any kind.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Money | Self::Number(_) | Self::Percent | Self::Score
        )
    }

    /// Whether the field is a set of keys or ids that merges entry by entry.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        matches!(self, Self::Tags(_) | Self::People | Self::Links(_))
    }

    /// Whether the field is a table of rows.
    #[must_use]
    pub const fn is_rows(&self) -> bool {
        matches!(self, Self::Rows(_))
    }

    /// Whether the field is worked out from others, and nobody enters it.
    #[must_use]
    pub const fn is_computed(&self) -> bool {
        matches!(self, Self::Computed(_))
    }

    /// Whether the field is a plain value: neither text, nor set, nor rows, and entered by people.
    #[must_use]
    pub const fn is_scalar(&self) -> bool {
        !self.is_text() && !self.is_set() && !self.is_rows() && !self.is_computed()
    }
}

/// One field of a section, an item or a row.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the document; never changes once released.
    pub key: &'static str,
    /// What people read before it.
    pub label: Text,
    /// One sentence of advice, from the domain.
    pub help: Text,
    /// What it holds.
    pub ty: FieldType,
    /// From which tier on it is asked.
    pub tier: Tier,
    /// For a figure that comes from somewhere: the key of the line field beside it that says from
    /// where. Its day stands beside it as well, in the field `as_of`.
    pub source: Option<&'static str>,
}

impl Field {
    /// A field that every tier asks for.
    #[must_use]
    pub const fn new(key: &'static str, label: Text, ty: FieldType, help: Text) -> Self {
        Self {
            key,
            label,
            help,
            ty,
            tier: Tier::Essential,
            source: None,
        }
    }

    /// The same field, asked for from `tier` on.
    #[must_use]
    pub const fn from_tier(mut self, tier: Tier) -> Self {
        self.tier = tier;
        self
    }

    /// The same field, as a figure whose source stands in the line field with this key.
    #[must_use]
    pub const fn sourced_by(mut self, key: &'static str) -> Self {
        self.source = Some(key);
        self
    }

    /// The columns of a table; none for every other type.
    #[must_use]
    pub const fn columns(&self) -> &'static [Field] {
        match self.ty {
            FieldType::Rows(columns) => columns,
            _ => &[],
        }
    }
}
