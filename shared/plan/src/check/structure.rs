//! What no editor of this program writes, and what came from another one or lost its target.

use super::Spot;
use super::look::Look;
use crate::address::{FieldAddress, Holder};
use crate::schema::{Field, FieldType};

type Tell<'a> = &'a mut dyn FnMut(Spot);

/// Values that are not of their field's type; they show as absent.
pub(super) fn ill_typed(look: &Look<'_>, tell: Tell<'_>) {
    let mut check = |at: FieldAddress, field: &Field| {
        if field.ty.is_scalar() && look.plan.value(at).is_err() {
            tell(Spot::field(at));
        }
    };
    for (section, items) in look.sections() {
        for field in section.fields() {
            check(Holder::Section(section.key).field(field.key), field);
        }
        for item in items {
            for (at, field) in item.fields() {
                check(at, field);
                for row in item.rows_of(field) {
                    for column in field.columns() {
                        check(row.at(column.key), column);
                    }
                }
            }
        }
    }
}

/// Links to items that lie in the trash or are not there.
pub(super) fn dangling(look: &Look<'_>, tell: Tell<'_>) {
    for (_, items) in look.sections() {
        for item in items {
            for (at, field) in item.fields() {
                let is_dangling = match field.ty {
                    FieldType::Link(_) => {
                        let target = item.link(field.key);
                        target.is_some_and(|target| look.find(target).is_none())
                    }
                    FieldType::Links(_) => item
                        .links(field.key)
                        .any(|target| look.find(target).is_none()),
                    _ => false,
                };
                if is_dangling {
                    tell(Spot::field(at));
                }
                for row in item.rows_of(field) {
                    for column in field.columns() {
                        let target = row.link(column.key);
                        if target.is_some_and(|target| look.find(target).is_none()) {
                            tell(Spot::field(row.at(column.key)));
                        }
                    }
                }
            }
        }
    }
}
