//! Several people edit one plan at once: whatever they do and however their updates travel, all
//! replicas end alike, and everything that is read is of its field's type.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use tandem_plan::address::FieldAddress;
use tandem_plan::document::{Change, PlanDoc, Replica};
use tandem_plan::ids::ClientId;
use tandem_plan::schema::SCHEMA;
use tandem_plan::splice::apply_delta;

use crate::intents::{Intent, content, edit_for, intent, seed, text_fields};

/// One person's editor, with a mirror of every text that is kept by the reported changes alone.
struct Editor {
    replica: Replica,
    sent: Vec<Vec<u8>>,
    texts: BTreeMap<FieldAddress, String>,
}

impl Editor {
    fn new(client: u64, seed: &[u8]) -> Self {
        let client = ClientId::try_from(client).unwrap();
        let mut replica = Replica::new(&SCHEMA, client, Arc::new(|| 0));
        replica.apply(seed).unwrap();
        let mut editor = Self {
            replica,
            sent: Vec::new(),
            texts: BTreeMap::new(),
        };
        editor.drain();
        editor.texts = text_fields(&editor.replica);
        editor
    }

    /// Takes what the replica noted, and keeps the mirror by it.
    fn drain(&mut self) {
        let drained = self.replica.drain();
        self.sent.extend(drained.updates);
        for change in drained.changes {
            if let Change::Text { at, delta, .. } = change
                && let Some(text) = self.texts.get_mut(&at)
            {
                *text = apply_delta(text, &delta).expect("the delta fits the mirrored text");
            }
        }
        // New items and rows bring texts with them, maybe already filled.
        for (at, text) in text_fields(&self.replica) {
            self.texts.entry(at).or_insert(text);
        }
    }

    fn act(&mut self, intent: &Intent, others: &[Vec<u8>]) {
        match intent {
            Intent::Undo => {
                self.replica.undo();
            }
            Intent::Redo => {
                self.replica.redo();
            }
            Intent::Receive { updates } => {
                for index in updates.iter().filter(|_| !others.is_empty()) {
                    // Out of order there may be gaps: yrs keeps those, and the editor resyncs.
                    let update: &Vec<u8> = index.get(others);
                    let _ = self.replica.apply(update);
                    self.drain();
                }
            }
            _ => {
                if let Some(edit) = edit_for(&self.replica, intent) {
                    self.replica
                        .edit(&edit)
                        .unwrap_or_else(|error| panic!("{edit:?}: {error}"));
                }
            }
        }
        self.drain();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn replicas_converge_whatever_they_do(
        script in prop::collection::vec((0usize..3, intent()), 1..60),
        order in any::<u64>(),
    ) {
        let seed = seed();
        let mut editors: Vec<Editor> = (0..3).map(|n| Editor::new(10 + n, &seed)).collect();
        for (who, intent) in &script {
            let others: Vec<Vec<u8>> = editors
                .iter()
                .enumerate()
                .filter(|(n, _)| n != who)
                .flat_map(|(_, editor)| editor.sent.iter().cloned())
                .collect();
            editors[*who].act(intent, &others);
        }

        // Everything reaches everybody, in an order of its own and some of it twice.
        let all: Vec<Vec<u8>> = editors.iter().flat_map(|editor| editor.sent.clone()).collect();
        for editor in &mut editors {
            let mut shuffled: Vec<(u64, &Vec<u8>)> = all
                .iter()
                .chain(all.iter().step_by(3))
                .zip(1_u64..)
                .map(|(update, n)| (n.wrapping_mul(order | 1).rotate_left(17), update))
                .collect();
            shuffled.sort();
            for (_, update) in shuffled {
                let _ = editor.replica.apply(update);
            }
            editor.drain();
        }

        let contents: Vec<String> = editors.iter().map(|editor| content(&editor.replica)).collect();
        prop_assert_eq!(&contents[0], &contents[1]);
        prop_assert_eq!(&contents[1], &contents[2]);
        let vectors: Vec<_> = editors.iter().map(|editor| editor.replica.state_vector()).collect();
        prop_assert_eq!(&vectors[0], &vectors[1]);
        prop_assert_eq!(&vectors[1], &vectors[2]);

        // What the changes told is what the documents hold.
        for editor in &editors {
            prop_assert_eq!(&editor.texts, &text_fields(&editor.replica));
        }

        // A replica that comes later gets the same plan from the state.
        let late = PlanDoc::new(&SCHEMA, ClientId::try_from(99).unwrap());
        late.apply(&editors[0].replica.state()).unwrap();
        prop_assert_eq!(&content(&late), &contents[0]);
        prop_assert!(!late.complete(), "nothing of the schema was missing");
    }
}
