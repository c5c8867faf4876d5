//! Two people with one text each on their screens: typing, composing, being refused, and hearing
//! of each other in any order.
//!
//! Every character typed is another one, so that each can be followed: none may vanish, none may
//! appear twice, and a caret stays between the same characters whatever others do.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use proptest::prelude::*;
use tandem_plan::address::{FieldAddress, Holder};
use tandem_plan::document::{Change, Replica};
use tandem_plan::edit::Edit;
use tandem_plan::ids::ClientId;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::{Splice, TextDelta, apply_splice, utf16_len};

use super::binding::{Binding, Lines, Selection};

const NOTES: FieldAddress = Holder::Document.field("notes");

#[derive(Debug, Clone)]
enum Step {
    /// Select something and type over it.
    Type {
        who: usize,
        from: usize,
        selected: usize,
        typed: usize,
        is_refused: bool,
    },
    /// Select something, with the caret wherever it ends.
    Select {
        who: usize,
        from: usize,
        selected: usize,
    },
    /// The input method puts these many characters in the place of what it composed so far.
    Compose { who: usize, typed: usize },
    /// The input method is done.
    Composed { who: usize },
    /// What the other person did so far arrives.
    Hear { who: usize, updates: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..2_usize;
    let place = || (0..40_usize, 0..4_usize);
    prop_oneof![
        4 => (who(), place(), 0..4_usize, prop::bool::weighted(0.2)).prop_map(
            |(who, (from, selected), typed, is_refused)| Step::Type { who, from, selected, typed, is_refused }
        ),
        1 => (who(), place()).prop_map(|(who, (from, selected))| Step::Select { who, from, selected }),
        3 => (who(), 0..4_usize).prop_map(|(who, typed)| Step::Compose { who, typed }),
        2 => who().prop_map(|who| Step::Composed { who }),
        4 => (who(), 1..4_usize).prop_map(|(who, updates)| Step::Hear { who, updates }),
    ]
}

/// One person's screen and replica.
struct Screen {
    replica: Replica,
    binding: Binding,
    value: String,
    selection: Selection,
    /// Where the characters stand that the input method is still composing.
    composed: Option<(u32, u32)>,
    /// What this person did and the other has not heard.
    outbox: Vec<Vec<u8>>,
    /// Characters that were deleted and typed anew, because a refused draft was changed in two
    /// places and is brought in as one change: neither carets nor deletions can follow them.
    retyped: Rc<RefCell<HashSet<char>>>,
}

struct World {
    screens: [Screen; 2],
    next: u32,
    typed: HashSet<char>,
    deleted: HashSet<char>,
}

impl World {
    fn new() -> Self {
        let retyped = Rc::<RefCell<HashSet<char>>>::default();
        let screen = || Screen {
            retyped: Rc::clone(&retyped),
            replica: Replica::new(&SCHEMA, ClientId::random(), Arc::new(|| 0)),
            binding: Binding::new("", Lines::Many),
            value: String::new(),
            selection: Selection::caret(0),
            composed: None,
            outbox: Vec::new(),
        };
        Self {
            screens: [screen(), screen()],
            next: 0,
            typed: HashSet::new(),
            deleted: HashSet::new(),
        }
    }

    /// Characters that nobody typed before; every second one is two UTF-16 units long.
    fn characters(&mut self, count: usize) -> String {
        let new = (0..count).map(|_| {
            self.next += 1;
            let plane = if self.next.is_multiple_of(2) {
                0x4e00
            } else {
                0x2_0000
            };
            char::from_u32(plane + self.next).expect("a character")
        });
        let new: String = new.collect();
        self.typed.extend(new.chars());
        new
    }

    fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Type {
                who,
                from,
                selected,
                typed,
                is_refused,
            } => {
                let typed = self.characters(typed);
                let screen = &mut self.screens[who];
                if screen.composed.is_some() {
                    // Whoever clicks or types elsewhere ends the composition first.
                    screen.composed = None;
                    screen.binding.composed();
                    screen.take_draft(false)?;
                }
                let (start, end) = range(&screen.value, from, selected);
                let deleted = screen.replace(start, end, &typed);
                self.deleted.extend(deleted.chars());
                screen.take_draft(is_refused)
            }
            Step::Select {
                who,
                from,
                selected,
            } => {
                let screen = &mut self.screens[who];
                if screen.composed.is_none() {
                    let (start, end) = range(&screen.value, from, selected);
                    screen.selection = Selection { start, end };
                }
                Ok(())
            }
            Step::Compose { who, typed } => {
                let typed = self.characters(typed);
                let screen = &mut self.screens[who];
                let Selection { start, end } = screen.selection;
                let (start, end) = screen.composed.unwrap_or((start, end));
                screen.binding.compose();
                let deleted = screen.replace(start, end, &typed);
                screen.composed = Some((start, start + utf16_len(&typed)));
                self.deleted.extend(deleted.chars());
                Ok(())
            }
            Step::Composed { who } => {
                let screen = &mut self.screens[who];
                if screen.composed.take().is_some() {
                    screen.binding.composed();
                    screen.take_draft(false)?;
                }
                Ok(())
            }
            Step::Hear { who, updates } => {
                let heard = &mut self.screens[1 - who].outbox;
                let updates: Vec<_> = heard.drain(..updates.min(heard.len())).collect();
                updates
                    .iter()
                    .try_for_each(|update| self.screens[who].hear(update))
            }
        }
    }

    /// Everybody finishes and hears everything.
    fn settle(&mut self) -> Result<(), TestCaseError> {
        for screen in &mut self.screens {
            screen.composed = None;
            screen.binding.composed();
            screen.take_draft(false)?;
        }
        for who in 0..2 {
            self.step(&Step::Hear {
                who,
                updates: usize::MAX,
            })?;
        }
        Ok(())
    }
}

impl Screen {
    /// As the browser does it: replaces a part of the value and puts the caret behind it.
    fn replace(&mut self, start: u32, end: u32, typed: &str) -> String {
        let units: Vec<u16> = self.value.encode_utf16().collect();
        let deleted = String::from_utf16(&units[start as usize..end as usize]).unwrap();
        let splice = Splice {
            at: start,
            delete: end - start,
            insert: typed.to_owned(),
        };
        self.value = apply_splice(&self.value, &splice).unwrap();
        self.selection = Selection::caret(start + utf16_len(typed));
        deleted
    }

    /// As the bound control does it on input.
    fn take_draft(&mut self, is_refused: bool) -> Result<(), TestCaseError> {
        let edits = self.binding.edits(&self.value, self.selection);
        if is_refused && !edits.is_empty() {
            self.binding.refused();
            return Ok(());
        }
        let known = self.replica.text(NOTES) + self.binding.text();
        for splice in edits {
            let typed = splice.insert.chars();
            let retyped = typed.filter(|typed| known.contains(*typed));
            self.retyped.borrow_mut().extend(retyped);
            let edit = Edit::Splice { at: NOTES, splice };
            self.replica.edit(&edit).unwrap();
        }
        self.outbox.extend(self.replica.drain().updates);
        let (value, selection) = (self.value.clone(), self.selection);
        let document = self.replica.text(NOTES);
        if let Some(selection) = self.binding.taken(&document, &value, selection) {
            self.show(selection)?;
        }
        self.shows_the_document()
    }

    fn hear(&mut self, update: &[u8]) -> Result<(), TestCaseError> {
        self.replica.apply(update).unwrap();
        for change in self.replica.drain().changes {
            let Change::Text { delta, .. } = change else {
                continue;
            };
            if let Some(selection) = self.binding.changed(&delta, self.selection) {
                self.show(selection)?;
            }
        }
        if self.composed.is_some() || self.binding.is_refused() {
            return Ok(());
        }
        self.shows_the_document()
    }

    /// Shows the binding's text; both ends of the selection must stay between the same characters.
    fn show(&mut self, selection: Selection) -> Result<(), TestCaseError> {
        let text = self.binding.text().to_owned();
        for (before, after) in [
            (self.selection.start, selection.start),
            (self.selection.end, selection.end),
        ] {
            let old: Vec<char> = head(&self.value, before);
            let new: Vec<char> = head(&text, after);
            let retyped = self.retyped.borrow();
            let in_both = |found: &char| {
                text.contains(*found) && self.value.contains(*found) && !retyped.contains(found)
            };
            let old_and_left = old.into_iter().filter(in_both);
            let new_and_known = new.into_iter().filter(in_both);
            let (old, new): (Vec<_>, Vec<_>) = (old_and_left.collect(), new_and_known.collect());
            prop_assert_eq!(
                old,
                new,
                "from {:?} at {} to {:?} at {}",
                self.value,
                before,
                text,
                after
            );
        }
        self.value = text;
        self.selection = selection;
        Ok(())
    }

    fn shows_the_document(&self) -> Result<(), TestCaseError> {
        prop_assert_eq!(&self.value, &self.replica.text(NOTES));
        Ok(())
    }
}

/// A range between characters, in UTF-16 units.
fn range(text: &str, from: usize, length: usize) -> (u32, u32) {
    let characters: Vec<char> = text.chars().collect();
    let start = from.min(characters.len());
    let end = (start + length).min(characters.len());
    let units = |part: &[char]| utf16_len(&part.iter().collect::<String>());
    (units(&characters[..start]), units(&characters[..end]))
}

fn head(text: &str, at: u32) -> Vec<char> {
    let units: Vec<u16> = text.encode_utf16().take(at as usize).collect();
    String::from_utf16(&units)
        .expect("a caret cuts no pair")
        .chars()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn two_screens_agree_and_no_character_is_lost(steps in prop::collection::vec(step(), 0..60)) {
        let mut world = World::new();
        for step in &steps {
            world.step(step)?;
        }
        world.settle()?;
        let [a, b] = &world.screens;
        prop_assert_eq!(&a.value, &b.value);
        let retyped = a.retyped.borrow();
        let mut left: Vec<char> = a.value.chars().collect();
        left.sort_unstable();
        left.retain(|found| !retyped.contains(found));
        let mut expected: Vec<char> = world.typed.difference(&world.deleted).copied().collect();
        expected.sort_unstable();
        expected.retain(|found| !retyped.contains(found));
        prop_assert_eq!(left, expected);
    }
}

#[test]
fn nobody_elses_words_are_deleted_with_what_they_were_written_into() {
    let mut binding = Binding::new("one two three", Lines::Many);
    binding.compose();
    // Somebody writes into "two" while it is being replaced here.
    let delta = [TextDelta::Keep(5), TextDelta::Insert("XY".to_owned())];
    assert_eq!(binding.changed(&delta, Selection::caret(5)), None);
    binding.composed();
    let caret = Selection::caret(5);
    let mut document = "one tXYwo three".to_owned();
    for splice in binding.edits("one 2 three", caret) {
        document = apply_splice(&document, &splice).unwrap();
    }
    assert_eq!(document, "one 2XY three");
    let selection = binding.taken(&document, "one 2 three", caret);
    assert_eq!(selection, Some(Selection::caret(5)));
}

#[test]
fn a_text_that_was_replaced_moves_the_caret_as_little_as_it_must() {
    let mut binding = Binding::new("our plan", Lines::One);
    let delta = binding.difference("our joint plan").unwrap();
    let selection = binding.changed(&delta, Selection { start: 4, end: 8 });
    assert_eq!(selection, Some(Selection { start: 4, end: 14 }));
    assert_eq!(binding.text(), "our joint plan");
    assert_eq!(binding.difference("our joint plan"), None);
}

#[test]
fn positions_are_the_same_in_a_control_that_keeps_no_line_breaks() {
    let mut binding = Binding::new("a\nb", Lines::One);
    assert_eq!(binding.text(), "a b");
    let edits = binding.edits("a bc", Selection::caret(4));
    assert_eq!(
        edits,
        [Splice {
            at: 3,
            delete: 0,
            insert: "c".to_owned()
        }]
    );
    assert_eq!(binding.taken("a\nbc", "a bc", Selection::caret(4)), None);
    assert_eq!(binding.text(), "a bc");
}
