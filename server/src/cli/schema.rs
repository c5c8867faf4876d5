//! `tandem schema`: prints the tables that plans are made of, for people and for those who write
//! programs. It needs no data folder.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use tandem_plan::language::{Language, Text};
use tandem_plan::schema::{
    COMMON, Choice, Field, FieldType, Kind, SCHEMA, SCHEMA_VERSION, Schema, Section, Unit,
};

use super::Failure;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print JSON, with every text in every language.
    #[arg(long, conflicts_with = "language")]
    json: bool,
    /// The language of the labels: en or de.
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    language: Language,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    if arguments.json {
        let tables = Tables::of(&SCHEMA);
        let json = serde_json::to_string_pretty(&tables).map_err(io::Error::from)?;
        writeln!(out, "{json}")?;
    } else {
        print(&mut out, &SCHEMA, arguments.language)?;
    }
    Ok(())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| {
        let tags = Language::ALL.map(Language::tag).join(" or ");
        format!("{text:?} is no language of this program: write {tags}")
    })
}

#[derive(Serialize)]
struct Tables {
    version: i64,
    sections: Vec<SectionTable>,
    /// The fields of every item, whatever its kind.
    common: Vec<FieldTable>,
}

#[derive(Serialize)]
struct SectionTable {
    key: &'static str,
    label: Words,
    summary: Words,
    tier: &'static str,
    /// Fields of a section that is one form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldTable>,
    /// Kinds of items of any other section.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<KindTable>,
    /// A text that lies in a root of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<FieldTable>,
}

#[derive(Serialize)]
struct KindTable {
    key: &'static str,
    label: Words,
    plural: Words,
    empty: Words,
    fields: Vec<FieldTable>,
}

#[derive(Serialize)]
struct FieldTable {
    key: &'static str,
    #[serde(rename = "type")]
    ty: &'static str,
    label: Words,
    help: Words,
    tier: &'static str,
    /// The unit of a number, if it is always the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Words>,
    /// The field of the same item that says the unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_field: Option<&'static str>,
    /// The field beside it that says where the figure comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_field: Option<&'static str>,
    /// What a choice or tags may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<ChoiceTable>>,
    /// Which kinds a link may name; none means any.
    #[serde(skip_serializing_if = "Option::is_none")]
    targets: Option<&'static [&'static str]>,
    /// The columns of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Vec<FieldTable>>,
}

#[derive(Serialize)]
struct ChoiceTable {
    key: &'static str,
    label: Words,
}

/// A text in every language.
#[derive(Serialize)]
struct Words {
    en: &'static str,
    de: &'static str,
}

impl From<Text> for Words {
    fn from(Text { en, de }: Text) -> Self {
        Self { en, de }
    }
}

impl Tables {
    fn of(schema: &Schema) -> Self {
        Self {
            version: SCHEMA_VERSION,
            sections: schema.sections.iter().map(SectionTable::of).collect(),
            common: fields(COMMON),
        }
    }
}

impl SectionTable {
    fn of(section: &Section) -> Self {
        Self {
            key: section.key,
            label: section.label.into(),
            summary: section.summary.into(),
            tier: section.tier.key(),
            fields: fields(section.fields()),
            kinds: section.kinds().iter().map(KindTable::of).collect(),
            document: section.document.as_ref().map(FieldTable::of),
        }
    }
}

impl KindTable {
    fn of(kind: &Kind) -> Self {
        Self {
            key: kind.key,
            label: kind.label.into(),
            plural: kind.plural.into(),
            empty: kind.empty.into(),
            fields: fields(kind.fields),
        }
    }
}

fn fields(fields: &[Field]) -> Vec<FieldTable> {
    fields.iter().map(FieldTable::of).collect()
}

impl FieldTable {
    fn of(field: &Field) -> Self {
        let (unit, unit_field) = match field.ty {
            FieldType::Number(Unit::Fixed(unit)) => (Some(unit.into()), None),
            FieldType::Number(Unit::Field(key)) => (None, Some(key)),
            _ => (None, None),
        };
        let choice = |choice: &Choice| ChoiceTable {
            key: choice.key,
            label: choice.label.into(),
        };
        Self {
            key: field.key,
            ty: field.ty.name(),
            label: field.label.into(),
            help: field.help.into(),
            tier: field.tier.key(),
            unit,
            unit_field,
            source_field: field.source,
            choices: match field.ty {
                FieldType::Choice(choices) | FieldType::Tags(choices) => {
                    Some(choices.iter().map(choice).collect())
                }
                _ => None,
            },
            targets: match field.ty {
                FieldType::Link(kinds) | FieldType::Links(kinds) => Some(kinds),
                _ => None,
            },
            columns: match field.ty {
                FieldType::Rows(columns) => Some(fields(columns)),
                _ => None,
            },
        }
    }
}

/// The same for people: a line for every field.
fn print(out: &mut impl Write, schema: &Schema, language: Language) -> io::Result<()> {
    let tr = |text: Text| text.in_language(language);
    for section in schema.sections {
        let tier = section.tier.key();
        writeln!(out, "{} · {} ({tier})", section.key, tr(section.label))?;
        writeln!(out, "  {}", tr(section.summary))?;
        for field in section.fields().iter().chain(&section.document) {
            print_field(out, field, 1, language)?;
        }
        for kind in section.kinds() {
            writeln!(out, "  {} · {}", kind.key, tr(kind.label))?;
            for field in kind.fields {
                print_field(out, field, 2, language)?;
            }
        }
        writeln!(out)?;
    }
    match language {
        Language::English => writeln!(out, "Every item:")?,
        Language::German => writeln!(out, "Jeder Eintrag:")?,
    }
    for field in COMMON {
        print_field(out, field, 1, language)?;
    }
    Ok(())
}

fn print_field(
    out: &mut impl Write,
    field: &Field,
    depth: usize,
    language: Language,
) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let label = field.label.in_language(language);
    let tier = field.tier.key();
    write!(out, "{indent}{} · {label}: {}", field.key, field.ty.name())?;
    match field.ty {
        FieldType::Number(Unit::Fixed(unit)) => write!(out, " ({})", unit.in_language(language))?,
        FieldType::Number(Unit::Field(key)) => write!(out, " ({key})")?,
        FieldType::Choice(choices) | FieldType::Tags(choices) if choices.len() <= 12 => {
            let keys: Vec<&str> = choices.iter().map(|choice| choice.key).collect();
            write!(out, " ({})", keys.join(", "))?;
        }
        FieldType::Link(kinds) | FieldType::Links(kinds) if !kinds.is_empty() => {
            write!(out, " ({})", kinds.join(", "))?;
        }
        _ => {}
    }
    writeln!(out, ", {tier}")?;
    for column in field.columns() {
        print_field(out, column, depth + 1, language)?;
    }
    Ok(())
}
