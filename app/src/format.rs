//! How names and counts are written for people.

use tandem_protocol::role::Side;

/// The first letters of the first and last word of a name; the style sheet makes them capitals.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next().unwrap_or('?');
    std::iter::once(first).chain(words.next_back()).collect()
}

/// Whose plan it is, unless its name says so already. A company without a name is left out.
pub(crate) fn parties(plan: &str, vendor: &str, partner: &str) -> Option<String> {
    if plan.contains(vendor) && plan.contains(partner) {
        return None;
    }
    let named = [vendor, partner]
        .into_iter()
        .filter(|name| !name.is_empty());
    Some(named.collect::<Vec<_>>().join(" × "))
}

/// Which side a field speaks of, if its key says so: `vendor_goals`, `value_partner_money`.
pub(crate) fn side_of_field(key: &str) -> Option<Side> {
    key.split('_').find_map(|word| match word {
        "vendor" => Some(Side::Vendor),
        "partner" => Some(Side::Partner),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_last_word() {
        assert_eq!(initials("Ann"), "A");
        assert_eq!(initials("Ann Maria  Lee"), "AL");
        assert_eq!(initials("(Ö) Özdemir"), "ÖÖ");
        assert_eq!(initials("  "), "?");
    }

    #[test]
    fn a_field_names_its_side_in_its_key() {
        assert_eq!(side_of_field("value_partner_money"), Some(Side::Partner));
        assert_eq!(side_of_field("vendor_goals"), Some(Side::Vendor));
        assert_eq!(side_of_field("owner"), None);
    }

    #[test]
    fn the_companies_are_named_once() {
        let parties = |plan| parties(plan, "Northwind", "Contoso");
        assert_eq!(parties("Growth").as_deref(), Some("Northwind × Contoso"));
        assert_eq!(parties("Northwind × Contoso 2026"), None);
        assert_eq!(
            super::parties("Growth", "", "Contoso").as_deref(),
            Some("Contoso")
        );
        assert_eq!(super::parties("Growth", "", ""), None);
    }
}
