//! Whether two letters ever stood side by side.
//!
//! A letter names the two between which it was written. The CRDT never takes a letter out of a
//! text, so they stood side by side if and only if nothing of what they lean on themselves stands
//! between them: the left one in front of the right one, nothing that the left one names as its
//! right neighbour before the right one, and nothing that the right one names as its left
//! neighbour behind the left one. Whoever keeps to that could have written without knowing more,
//! and replicas agree about what could have been written, in whatever order it arrives. Whoever
//! does not can make two replicas read one text differently.
//!
//! Nearly always one of the two names the other. Where neither knew of the other, their order
//! follows from the letters that they lean on: every letter stands behind its left neighbour, with
//! nothing but what leans on that one in between, and those that share a left neighbour are put
//! in order by the ids of their clients, each in front of its right neighbour.
//!
//! It only follows references, as many as the caller allows, and knows no letter.

use std::collections::HashMap;

use super::blocks::Operation;

/// Letters of one client of which each was written directly behind the one before it, all in front
/// of the same right neighbour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    /// The first of them, or any before the one that was asked for.
    pub(super) first: Operation,
    /// The left neighbour of the first.
    pub(super) left: Option<Operation>,
    pub(super) right: Option<Operation>,
}

/// Letters of texts.
pub(super) trait Letters {
    /// The chain that a letter belongs to, if it is one.
    fn chain(&self, letter: Operation) -> Option<Chain>;
}

/// What cannot be worked out: there is no such letter, or it would take too many steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclear;

/// Whether a letter may name these neighbours. `None` stands for the beginning and for the end of
/// the text. Both must be letters of one text, and `steps` says how many references may be
/// followed.
pub(super) fn stood_side_by_side(
    letters: &impl Letters,
    left: Option<Operation>,
    right: Option<Operation>,
    steps: &mut usize,
) -> Result<bool, Unclear> {
    let mut order = Order { letters, steps };
    match (left, right) {
        (None, None) => Ok(true),
        (Some(left), None) => Ok(order.right_of(left)?.is_none()),
        (None, Some(right)) => Ok(order.left_of(right)?.is_none()),
        (Some(left), Some(right)) => {
            if order.right_of(left)? == Some(right) || order.left_of(right)? == Some(left) {
                return Ok(true);
            }
            order.met(left, right)
        }
    }
}

struct Order<'a, L> {
    letters: &'a L,
    steps: &'a mut usize,
}

impl<L: Letters> Order<'_, L> {
    /// Whether two letters of which neither knew of the other came to stand side by side.
    fn met(&mut self, left: Operation, right: Operation) -> Result<bool, Unclear> {
        let shared = self.left_of(right)?;
        let beyond = self.right_of(left)?;
        let before_beyond = match beyond {
            Some(beyond) => Some(self.left_of(beyond)?),
            None => None,
        };
        // The one that the left letter leans on, or itself, beside which the right one was put.
        let mut letter = left;
        let branch = loop {
            let chain = self.chain(letter)?;
            let within = |other: Operation, first: u32| {
                other.0 == letter.0 && (first..=letter.1).contains(&other.1)
            };
            let branch = match shared {
                Some(shared) if shared != letter && within(shared, chain.first.1) => {
                    Some((shared.0, shared.1 + 1))
                }
                _ => (chain.left == shared).then_some(chain.first),
            };
            let from = branch.unwrap_or(chain.first).1;
            if before_beyond.flatten().is_some_and(|it| within(it, from)) {
                // The left letter's right neighbour leans on the branch too: it is nearer.
                return Ok(false);
            }
            match (branch, chain.left) {
                (Some(branch), _) => break branch,
                (None, Some(next)) => letter = next,
                // The left letter does not lean on what the right one was put behind.
                (None, None) => return Ok(false),
            }
        };
        if !self.is_before(branch, right, shared)? {
            return Ok(false);
        }
        match beyond {
            Some(beyond) if before_beyond == Some(shared) => self.is_before(right, beyond, shared),
            _ => Ok(true),
        }
    }

    /// Whether one of two letters with the same left neighbour stands before the other.
    fn is_before(
        &mut self,
        one: Operation,
        other: Operation,
        shared: Option<Operation>,
    ) -> Result<bool, Unclear> {
        if one == other {
            return Ok(false);
        }
        // Each and what it was put in front of, up to what both were put in front of.
        let mut rows = [Row::new(one), Row::new(other)];
        let mut behind = None;
        while behind.is_none() && rows.iter().any(|row| row.next.is_some()) {
            for at in [0, 1] {
                let Some(letter) = rows[at].next else {
                    continue;
                };
                if let Some(met) = rows[1 - at].places.get(&letter).copied() {
                    rows[1 - at].letters.truncate(met);
                    behind = Some(rows[0].letters.len());
                    break;
                }
                let next = self.next(letter, shared)?;
                rows[at].push(letter, next);
            }
        }
        let [ones, others] = rows.map(|row| row.letters);
        let mut behind = behind.unwrap_or(ones.len());
        // From the last one on, each is put in front of its right neighbour and there behind the
        // last one that goes before it.
        for letter in others.iter().rev() {
            while behind > 0 && !goes_before(ones[behind - 1], *letter) {
                behind -= 1;
            }
        }
        Ok(behind > 0)
    }

    /// The right neighbour of a letter, if both have the same left one.
    fn next(
        &mut self,
        letter: Operation,
        shared: Option<Operation>,
    ) -> Result<Option<Operation>, Unclear> {
        let Some(right) = self.right_of(letter)? else {
            return Ok(None);
        };
        Ok((self.left_of(right)? == shared).then_some(right))
    }

    fn left_of(&mut self, letter: Operation) -> Result<Option<Operation>, Unclear> {
        let chain = self.chain(letter)?;
        Ok(match chain.first == letter {
            true => chain.left,
            false => Some((letter.0, letter.1 - 1)),
        })
    }

    fn right_of(&mut self, letter: Operation) -> Result<Option<Operation>, Unclear> {
        Ok(self.chain(letter)?.right)
    }

    fn chain(&mut self, letter: Operation) -> Result<Chain, Unclear> {
        *self.steps = self.steps.checked_sub(1).ok_or(Unclear)?;
        self.letters.chain(letter).ok_or(Unclear)
    }
}

/// Letters with the same left neighbour, each the right neighbour of the one before it.
struct Row {
    letters: Vec<Operation>,
    places: HashMap<Operation, usize>,
    /// The one that comes then.
    next: Option<Operation>,
}

impl Row {
    fn new(first: Operation) -> Self {
        Self {
            letters: Vec::new(),
            places: HashMap::new(),
            next: Some(first),
        }
    }

    fn push(&mut self, letter: Operation, next: Option<Operation>) {
        self.places.insert(letter, self.letters.len());
        self.letters.push(letter);
        self.next = next;
    }
}

/// Which of two letters goes first where neither knew of the other: the one with the smaller id of
/// its client; of one client, which never makes two such letters, the later one.
fn goes_before((client, clock): Operation, (other, others): Operation) -> bool {
    client < other || (client == other && clock > others)
}
