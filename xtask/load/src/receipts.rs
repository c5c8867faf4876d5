//! What has reached one person: every edit of every other person of the room is counted once.

use crate::marker::Mark;

/// What one person has received.
#[derive(Debug)]
pub(crate) struct Receipts {
    room: usize,
    me: usize,
    /// Per writer: one bit per edit that has come.
    seen: Vec<Vec<u64>>,
    /// Edits of others that came for the first time.
    pub(crate) delivered: u64,
    /// Edits of others that had come before.
    pub(crate) duplicates: u64,
    /// Edits of other rooms, or of nobody: these must not be.
    pub(crate) foreign: u64,
}

impl Receipts {
    /// Of person `me` of a room in which the persons below `writers` write.
    pub(crate) fn new(room: usize, me: usize, writers: usize) -> Self {
        Self {
            room,
            me,
            seen: vec![Vec::new(); writers],
            delivered: 0,
            duplicates: 0,
            foreign: 0,
        }
    }

    /// Counts an edit that has come. Returns whether it is a delivery: the first copy of somebody
    /// else's edit.
    pub(crate) fn take(&mut self, mark: &Mark) -> bool {
        let seen = match self.seen.get_mut(mark.writer) {
            Some(seen) if mark.room == self.room => seen,
            _ => {
                self.foreign += 1;
                return false;
            }
        };
        // Servers may return one's own edits.
        if mark.writer == self.me {
            return false;
        }
        let (word, bit) = (mark.number / 64, 1 << (mark.number % 64));
        if seen.len() <= word {
            seen.resize(word + 1, 0);
        }
        if seen[word] & bit != 0 {
            self.duplicates += 1;
            return false;
        }
        seen[word] |= bit;
        self.delivered += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(room: usize, writer: usize, number: usize) -> Mark {
        Mark {
            room,
            writer,
            number,
            at: 0,
        }
    }

    #[test]
    fn every_edit_of_somebody_else_counts_once() {
        let mut receipts = Receipts::new(5, 1, 3);
        let taken = [
            // In any order, far apart.
            (mark(5, 0, 200), true),
            (mark(5, 0, 232), true),
            (mark(5, 0, 0), true),
            (mark(5, 2, 0), true),
            (mark(5, 0, 200), false),
            // My own.
            (mark(5, 1, 0), false),
            (mark(5, 1, 0), false),
            // Of another room, and of somebody who does not write.
            (mark(4, 0, 1), false),
            (mark(5, 3, 0), false),
        ];
        for (mark, expected) in taken {
            assert_eq!(receipts.take(&mark), expected, "{mark:?}");
        }
        assert_eq!(receipts.delivered, 4);
        assert_eq!(receipts.duplicates, 1);
        assert_eq!(receipts.foreign, 2);
    }
}
