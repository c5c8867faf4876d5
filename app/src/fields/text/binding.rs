//! What a bound text control knows of its text, as a pure state machine.
//!
//! A control shows the document's text until it holds a *draft*: while an input method composes a
//! character, and after the document refused what was typed. A draft is never overwritten; what
//! others write meanwhile is remembered, and when the draft can be taken its difference, as one
//! change, is moved to where it belongs by then. All positions are in UTF-16 units.

use tandem_plan::splice::{Splice, TextDelta, apply_delta, minimal_splice, shift_caret, utf16_len};

/// Whether a control has one line or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Many,
}

/// What is selected in a control; both ends are equal where there is only a caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Selection {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// One control's knowledge of its text.
#[derive(Debug)]
pub(super) struct Binding {
    lines: Lines,
    /// The document's text as the control last showed it, or as it was when the draft began.
    base: String,
    /// What happened to the document since then, while a draft is open.
    pending: Vec<Vec<TextDelta>>,
    is_composing: bool,
    is_refused: bool,
}

impl Binding {
    /// A control that shows `text`.
    pub(super) fn new(text: &str, lines: Lines) -> Self {
        Self {
            lines,
            base: showable(text, lines),
            pending: Vec::new(),
            is_composing: false,
            is_refused: false,
        }
    }

    /// What the control is to show when there is no draft.
    pub(super) fn text(&self) -> &str {
        &self.base
    }

    pub(super) const fn is_composing(&self) -> bool {
        self.is_composing
    }

    pub(super) const fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// An input method begins to compose.
    pub(super) const fn compose(&mut self) {
        self.is_composing = true;
    }

    /// The input method is done: the draft can be taken.
    pub(super) const fn composed(&mut self) {
        self.is_composing = false;
    }

    /// Somebody else changed the text, or undo did. Returns what is to be selected in the new
    /// [`Binding::text`], or `None` if the control keeps its draft.
    pub(super) fn changed(
        &mut self,
        delta: &[TextDelta],
        selection: Selection,
    ) -> Option<Selection> {
        let delta = self.showable_delta(delta);
        if self.is_composing || self.is_refused {
            self.pending.push(delta);
            return None;
        }
        // A change that does not fit would mean that one was missed; the next edit here reads the
        // document afresh.
        if let Some(text) = apply_delta(&self.base, &delta) {
            self.base = text;
        }
        Some(selection.map(|position| shift_caret(position, &delta)))
    }

    /// The change that makes the document's text `text`, if it is another one. For
    /// [`Binding::changed`].
    pub(super) fn difference(&self, text: &str) -> Option<Vec<TextDelta>> {
        let known = self
            .pending
            .iter()
            .try_fold(self.base.clone(), |text, delta| apply_delta(&text, delta));
        let known = known.unwrap_or_else(|| self.base.clone());
        let splice = minimal_splice(&known, &showable(text, self.lines), None)?;
        Some(vec![
            TextDelta::Keep(splice.at),
            TextDelta::Delete(splice.delete),
            TextDelta::Insert(splice.insert),
        ])
    }

    /// The edits that bring what the control holds into the document, to be made in this order.
    /// Only the first inserts anything, so if it is taken all are.
    pub(super) fn edits(&self, value: &str, selection: Selection) -> Vec<Splice> {
        match minimal_splice(&self.base, value, Some(selection.end)) {
            Some(typed) => self.rebase(&typed).splices(),
            None => Vec::new(),
        }
    }

    /// The document took the edits and holds `document` now. Returns what is to be selected in
    /// the new [`Binding::text`] if the control does not show that yet.
    pub(super) fn taken(
        &mut self,
        document: &str,
        value: &str,
        selection: Selection,
    ) -> Option<Selection> {
        let selection = if self.pending.is_empty() {
            selection
        } else if let Some(typed) = minimal_splice(&self.base, value, Some(selection.end)) {
            let rebased = self.rebase(&typed);
            selection.map(|position| self.follow(position, &typed, &rebased))
        } else {
            selection.map(|position| shift_all(position, &self.pending))
        };
        self.accept(document);
        (self.base != value).then_some(selection)
    }

    /// The document refused the edits: the control keeps its text.
    pub(super) const fn refused(&mut self) {
        self.is_refused = true;
    }

    /// The control gives up its draft and shows what the document holds.
    pub(super) fn accept(&mut self, document: &str) {
        self.base = showable(document, self.lines);
        self.pending.clear();
        self.is_refused = false;
    }

    /// Where an edit of `base` belongs after what happened since.
    fn rebase(&self, typed: &Splice) -> Rebased {
        let mut deleted = vec![(typed.at, typed.at + typed.delete)];
        for delta in &self.pending {
            deleted = deleted
                .into_iter()
                .flat_map(|range| survivors(range, delta))
                .collect();
        }
        deleted.retain(|(start, end)| start < end);
        Rebased {
            at: shift_all(typed.at, &self.pending),
            insert: typed.insert.clone(),
            deleted,
        }
    }

    /// Where a position of the draft is once `typed`, as `rebased`, is in the document.
    fn follow(&self, position: u32, typed: &Splice, rebased: &Rebased) -> u32 {
        let inserted = utf16_len(&typed.insert);
        if position < typed.at {
            return shift_all(position, &self.pending);
        }
        if position <= typed.at + inserted {
            return rebased.at + (position - typed.at);
        }
        // What stood behind the edit stands behind it still.
        let before = shift_all(position - inserted + typed.delete, &self.pending);
        let deleted: u32 = rebased
            .deleted
            .iter()
            .map(|(start, end)| end.min(&before).saturating_sub(*start))
            .sum();
        before + inserted - deleted
    }

    fn showable_delta(&self, delta: &[TextDelta]) -> Vec<TextDelta> {
        let step = |step: &TextDelta| match step {
            TextDelta::Insert(text) => TextDelta::Insert(showable(text, self.lines)),
            other => other.clone(),
        };
        delta.iter().map(step).collect()
    }
}

impl Selection {
    /// Only a caret.
    pub(super) const fn caret(at: u32) -> Self {
        Self { start: at, end: at }
    }

    fn map(self, position: impl Fn(u32) -> u32) -> Self {
        Self {
            start: position(self.start),
            end: position(self.end),
        }
    }
}

/// An edit after it was moved: what it deleted may lie in several places, because nobody else's
/// words inside are deleted with it.
struct Rebased {
    at: u32,
    insert: String,
    /// From the start of the text to its end, not touching each other.
    deleted: Vec<(u32, u32)>,
}

impl Rebased {
    fn splices(self) -> Vec<Splice> {
        let inserted = utf16_len(&self.insert);
        let mut first = Splice {
            at: self.at,
            delete: 0,
            insert: self.insert,
        };
        let mut rest = self.deleted.as_slice();
        if let Some(((start, end), others)) = rest.split_first()
            && *start == self.at
        {
            first.delete = end - start;
            rest = others;
        }
        // From the end to the start, so that the positions of those that follow stay right.
        let grown = inserted.wrapping_sub(first.delete);
        let deletions = rest.iter().rev().map(|(start, end)| Splice {
            at: start.wrapping_add(grown),
            delete: end - start,
            insert: String::new(),
        });
        let is_empty = first.delete == 0 && first.insert.is_empty();
        let mut splices: Vec<Splice> = Vec::with_capacity(1 + rest.len());
        if !is_empty {
            splices.push(first);
        }
        splices.extend(deletions);
        splices
    }
}

/// The parts of a range that are still there after a change, in the new positions.
fn survivors((start, end): (u32, u32), delta: &[TextDelta]) -> Vec<(u32, u32)> {
    let mut parts = Vec::new();
    let (mut old, mut new) = (0, 0);
    let mut keep = |old: u32, new: u32, count: u32| {
        let (from, to) = (start.max(old), end.min(old.saturating_add(count)));
        if from < to {
            parts.push((new + (from - old), new + (to - old)));
        }
    };
    for step in delta {
        match step {
            TextDelta::Keep(count) => {
                keep(old, new, *count);
                old += count;
                new += count;
            }
            TextDelta::Insert(text) => new += utf16_len(text),
            TextDelta::Delete(count) => old += count,
        }
    }
    keep(old, new, u32::MAX);
    parts
}

fn shift_all(position: u32, deltas: &[Vec<TextDelta>]) -> u32 {
    deltas
        .iter()
        .fold(position, |position, delta| shift_caret(position, delta))
}

/// The text as a control keeps it, unit for unit: controls drop or change some line breaks, and
/// positions must be the same in the control and in the document.
fn showable(text: &str, lines: Lines) -> String {
    match lines {
        Lines::One => text.replace(['\r', '\n'], " "),
        Lines::Many => text.replace('\r', " "),
    }
}
