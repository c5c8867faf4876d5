//! What the server did not accept, until the person who wrote it has put it aside.

use crate::sync::Kept;

/// One piece of work that did not get into the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Which one; never used twice on a page.
    pub(crate) number: u32,
    /// Under which name it is kept on this device.
    pub(crate) key: String,
    /// What it is, and why it was not taken.
    pub(crate) kept: Kept,
    /// Whether somebody has taken a copy.
    pub(crate) is_copied: bool,
}

/// All of them, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Refusals {
    pub(super) all: Vec<Refusal>,
    next: u32,
}

impl Refusals {
    /// More came. What holds all that an older one of the same field held takes its place.
    pub(super) fn add(&mut self, kept: Vec<(String, Kept)>) {
        for (key, kept) in kept {
            self.all.retain(|old| {
                old.kept.subject != kept.subject || !kept.text.contains(&old.kept.text)
            });
            self.all.push(Refusal {
                number: self.next,
                key,
                kept,
                is_copied: false,
            });
            self.next += 1;
        }
    }

    /// Somebody has taken a copy of this one.
    pub(super) fn copied(&mut self, number: u32) {
        for refusal in &mut self.all {
            refusal.is_copied |= refusal.number == number;
        }
    }

    /// Nobody needs this one any more.
    pub(super) fn put_aside(&mut self, number: u32) {
        self.all.retain(|refusal| refusal.number != number);
    }

    /// Whether there is none that could still be lost.
    pub(super) fn are_seen(&self) -> bool {
        self.all.iter().all(|refusal| refusal.is_copied)
    }
}

#[cfg(test)]
mod tests {
    use tandem_plan::address::Holder;
    use tandem_plan::document::Subject;

    use super::*;

    fn kept(field: &'static str, text: &str) -> Kept {
        Kept {
            subject: Subject::Field(Holder::Section("vision").field(field)),
            title: None,
            reason: "it is too long".to_owned(),
            text: text.to_owned(),
        }
    }

    fn add(refusals: &mut Refusals, kept: Vec<Kept>) {
        let keyed = kept.into_iter().map(|kept| (kept.text.clone(), kept));
        refusals.add(keyed.collect());
    }

    fn texts(refusals: &Refusals) -> Vec<&str> {
        let all = refusals.all.iter();
        all.map(|refusal| refusal.kept.text.as_str()).collect()
    }

    #[test]
    fn nothing_leaves_the_drawer_but_what_was_put_aside_or_is_in_another() {
        let mut refusals = Refusals::default();
        add(
            &mut refusals,
            vec![kept("thesis", "one"), kept("horizon", "5")],
        );
        add(&mut refusals, vec![kept("thesis", "two")]);
        assert_eq!(texts(&refusals), ["one", "5", "two"]);
        add(&mut refusals, vec![kept("thesis", "one and more")]);
        assert_eq!(texts(&refusals), ["5", "two", "one and more"]);
        let first = refusals.all[0].number;
        refusals.put_aside(first);
        assert_eq!(texts(&refusals), ["two", "one and more"]);
    }

    #[test]
    fn a_copy_of_each_is_enough() {
        let mut refusals = Refusals::default();
        add(
            &mut refusals,
            vec![kept("thesis", "one"), kept("horizon", "5")],
        );
        let numbers: Vec<u32> = refusals.all.iter().map(|refusal| refusal.number).collect();
        refusals.copied(numbers[0]);
        assert!(!refusals.are_seen());
        refusals.put_aside(numbers[1]);
        assert!(refusals.are_seen());
        // What comes later is to be looked at anew.
        add(&mut refusals, vec![kept("thesis", "one two")]);
        assert!(!refusals.are_seen());
    }
}
