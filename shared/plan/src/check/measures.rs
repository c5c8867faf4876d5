//! Objectives that nothing measures, KPIs without figures, figures that come from nowhere, and
//! units that do not fit each other.

use std::collections::{BTreeSet, HashSet};

use super::look::{Item, Look};
use super::{About, Spot};
use crate::ids::ItemId;
use crate::schema::{Field, FieldType};

type Tell<'a> = &'a mut dyn FnMut(Spot);

pub(super) fn unmeasured(look: &Look<'_>, tell: Tell<'_>) {
    if !look.shows("kpis") {
        return;
    }
    let measured: HashSet<ItemId> = look
        .items("kpi")
        .filter_map(|kpi| kpi.link("objective"))
        .collect();
    for objective in look.items("objective") {
        if !objective.is_over() && !measured.contains(&objective.id) {
            tell(Spot::field(objective.at("metric")));
        }
    }
}

pub(super) fn empty_kpi(look: &Look<'_>, tell: Tell<'_>) {
    for kpi in look.items("kpi") {
        if !kpi.is_over() && kpi.lacks("measurements") {
            tell(Spot::field(kpi.at("measurements")));
        }
    }
}

/// Figures that come from somewhere, and do not say from where.
pub(super) fn sourceless(look: &Look<'_>, tell: Tell<'_>) {
    for (_, items) in look.sections() {
        for item in items {
            for source in sources(item.kind.all_fields()) {
                let figures = figures_of(item.kind.all_fields(), source);
                let mut figures = figures.filter(|figure| item.asks(figure));
                if figures.any(|figure| item.has_value(figure)) && item.lacks(source) {
                    tell(Spot::field(item.at(source)));
                }
            }
            for (_, field) in item.fields() {
                for source in sources(field.columns().iter()) {
                    for row in item.rows(field.key) {
                        let mut figures = figures_of(field.columns().iter(), source);
                        if figures.any(|figure| row.has_value(figure)) && !row.has_text(source) {
                            tell(Spot::field(row.at(source)));
                        }
                    }
                }
            }
        }
    }
}

/// The fields that say where figures come from, each once.
fn sources(fields: impl Iterator<Item = &'static Field>) -> BTreeSet<&'static str> {
    fields.filter_map(|field| field.source).collect()
}

/// The figures that come from there.
fn figures_of(
    fields: impl Iterator<Item = &'static Field>,
    source: &'static str,
) -> impl Iterator<Item = &'static str> {
    fields
        .filter(move |field| field.source == Some(source))
        .map(|field| field.key)
}

/// A KPI in another unit than the objective that it tells about. A leading one counts something
/// else that comes before.
pub(super) fn units(look: &Look<'_>, tell: Tell<'_>) {
    let kpis = look.items("kpi");
    for kpi in kpis.filter(|kpi| kpi.choice("indicator") != Some("leading")) {
        let Some(objective) = kpi.link("objective").and_then(|id| look.find(id)) else {
            continue;
        };
        let (of_kpi, of_objective) = (kpi.text("unit"), objective.text("unit"));
        let (of_kpi, of_objective) = (of_kpi.trim(), of_objective.trim());
        let differ = !of_kpi.eq_ignore_ascii_case(of_objective);
        if differ && !of_kpi.is_empty() && !of_objective.is_empty() {
            tell(Spot::field(kpi.at("unit")).about(About::Quote(of_objective.to_owned())));
        }
    }
}

/// Amounts of items that are linked with each other, in different currencies.
pub(super) fn currencies(look: &Look<'_>, tell: Tell<'_>) {
    for (_, items) in look.sections() {
        for item in items {
            let Some((at, currency)) = amounts(item).next() else {
                continue;
            };
            let mixed = amounts(item).find(|(_, other)| *other != currency);
            let linked = linked(item).filter_map(|id| look.find(id));
            let others = linked.filter_map(|other| Some(amounts(other).next()?.1));
            let foreign = others.into_iter().find(|other| *other != currency);
            if let Some((at, _)) = mixed {
                tell(Spot::field(at).about(About::Quote(currency.to_owned())));
            } else if let Some(foreign) = foreign {
                tell(Spot::field(at).about(About::Quote(foreign.to_owned())));
            }
        }
    }
}

fn amounts<'a>(
    item: Item<'a>,
) -> impl Iterator<Item = (crate::address::FieldAddress, &'static str)> + use<'a> {
    item.fields()
        .filter(|(_, field)| matches!(field.ty, FieldType::Money))
        .filter_map(move |(at, field)| Some((at, item.money(field.key)?.currency.code())))
}

fn linked<'a>(item: Item<'a>) -> impl Iterator<Item = ItemId> + use<'a> {
    item.fields().flat_map(move |(_, field)| match field.ty {
        FieldType::Link(_) => item.link(field.key).into_iter().collect::<Vec<_>>(),
        FieldType::Links(_) => item.links(field.key).collect(),
        _ => Vec::new(),
    })
}
