//! From lines to paragraphs and lists.

use std::ops::Range;

use super::inlines::Reader;
use super::lines::{indent, marker};
use super::{Block, Item, List, MAX_LIST_DEPTH};

/// How many columns further in an item of the next level begins at least.
const STEP: usize = 2;

/// An item before its list is known.
struct Flat {
    depth: usize,
    number: Option<u16>,
    /// Where its lines lie in the text.
    lines: Vec<Range<usize>>,
}

#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    Paragraph(Vec<Range<usize>>),
    List(OpenList),
}

#[derive(Default)]
struct OpenList {
    items: Vec<Flat>,
    /// The indents of the levels that the last item lies in.
    levels: Vec<usize>,
    /// An empty line stands behind the last item.
    has_gap: bool,
}

pub(super) fn parse(text: &str) -> Vec<Block<'_>> {
    let mut reader = Reader::new(text);
    let mut blocks = Vec::new();
    let mut open = Open::Nothing;
    let mut start = 0;
    for line in text.split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        if let Some(marker) = marker(line) {
            let content = range.start + marker.typed.len()..range.end;
            let number = marker.number.map(|number| number.value);
            if !matches!(&open, Open::List(list) if list.takes(marker.columns(), number)) {
                close(&mut open, &mut reader, &mut blocks);
                open = Open::List(OpenList::default());
            }
            if let Open::List(list) = &mut open {
                list.add(marker.columns(), number, content);
            }
        } else if line.trim().is_empty() {
            match &mut open {
                Open::List(list) => list.has_gap = true,
                _ => close(&mut open, &mut reader, &mut blocks),
            }
        } else {
            match &mut open {
                Open::Paragraph(lines) => lines.push(range),
                Open::List(list) if !list.has_gap && indent(line) >= STEP => list.go_on(range),
                _ => {
                    close(&mut open, &mut reader, &mut blocks);
                    open = Open::Paragraph(vec![range]);
                }
            }
        }
    }
    close(&mut open, &mut reader, &mut blocks);
    blocks
}

fn close<'a>(open: &mut Open, reader: &mut Reader<'a>, blocks: &mut Vec<Block<'a>>) {
    match std::mem::take(open) {
        Open::Nothing => {}
        Open::Paragraph(lines) => blocks.push(Block::Paragraph(reader.read(&lines))),
        Open::List(list) => {
            let mut items = list.items.into_iter().peekable();
            let lists = nest(&mut items, 0, reader);
            blocks.extend(lists.into_iter().map(Block::List));
        }
    }
}

impl OpenList {
    /// Whether an item goes on with this list. A list of the outermost level with another kind of
    /// marker is another block.
    fn takes(&self, columns: usize, number: Option<u16>) -> bool {
        let Some(first) = self.items.first() else {
            return true;
        };
        let is_outermost = self.depth_of(columns) == 0;
        !is_outermost || first.number.is_some() == number.is_some()
    }

    fn depth_of(&self, columns: usize) -> usize {
        let outer = self.levels.iter().rposition(|level| *level <= columns);
        let Some(depth) = outer else { return 0 };
        let is_inner = columns >= self.levels[depth] + STEP;
        if is_inner {
            (depth + 1).min(MAX_LIST_DEPTH - 1)
        } else {
            depth
        }
    }

    fn add(&mut self, columns: usize, number: Option<u16>, content: Range<usize>) {
        let depth = self.depth_of(columns);
        let is_new_level = depth >= self.levels.len();
        self.levels.truncate(depth + 1);
        if is_new_level {
            self.levels.push(columns);
        }
        self.has_gap = false;
        self.items.push(Flat {
            depth,
            number,
            lines: vec![content],
        });
    }

    fn go_on(&mut self, line: Range<usize>) {
        if let Some(item) = self.items.last_mut() {
            item.lines.push(line);
        }
    }
}

/// The lists of one level, from items in their order. Recurses over [`MAX_LIST_DEPTH`] levels.
fn nest<'a>(
    items: &mut std::iter::Peekable<impl Iterator<Item = Flat>>,
    depth: usize,
    reader: &mut Reader<'a>,
) -> Vec<List<'a>> {
    let mut lists: Vec<List<'a>> = Vec::new();
    while let Some(flat) = items.next_if(|flat| flat.depth >= depth) {
        let content = reader.read(&flat.lines);
        let inner = if depth + 1 < MAX_LIST_DEPTH {
            nest(items, depth + 1, reader)
        } else {
            Vec::new()
        };
        let item = Item {
            number: flat.number,
            content,
            lists: inner,
        };
        let is_numbered = flat.number.is_some();
        match lists.last_mut() {
            Some(list) if list.is_numbered == is_numbered => list.items.push(item),
            _ => lists.push(List {
                is_numbered,
                items: vec![item],
            }),
        }
    }
    lists
}
