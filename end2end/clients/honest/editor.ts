/**
 * Somebody who writes in a plan with an unmodified Yjs: types, pastes, deletes, sets values, adds
 * items and rows, undoes. Which edits these are depends on the seed and the document alone.
 */
import * as Y from 'yjs';

import { addItem, addRow, NOTES, type Places, places, SECTIONS, someScalar } from './layout.ts';
import type { Random } from './random.ts';

/** Whoever takes in what others wrote. */
const REMOTE = 'remote';
/** What undo takes back. */
const OWN = 'own';
/** What is laid out once and never taken back. */
const LAYOUT = 'layout';

const WORDS = [
  'partner ', 'Umsatz über ', '目標を', 'ação ', '🎯', '👩‍👩‍👧', '🇩🇪', 'e\u0301', ' \n', '- item\n', '\u0000', '\ufffd',
  '**bold** ', '“quoted” ', '𝔘𝔫𝔦 ', 'x',
];
const LONGEST_TEXT = 3_000;
const MOST_ITEMS = 40;
const MOST_ROWS = 120;

export class Editor {
  readonly doc = new Y.Doc();
  /** Updates that were made here and that nobody has taken, in their order. */
  readonly made: Uint8Array[] = [];
  /** How many of them were undo or redo. */
  undone = 0;
  #places: Places | undefined;
  #caret: { text: Y.Text; at: number; left: number } | undefined;
  #undo: Y.UndoManager | undefined;

  constructor(private readonly random: Random) {
    this.doc.clientID = random.uint32();
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) {
        this.made.push(update);
        this.undone += origin === this.#undo ? 1 : 0;
      }
    });
  }

  /** Takes in what others wrote. */
  take(updates: Uint8Array[]): void {
    this.doc.transact(() => {
      updates.splice(0).forEach((update) => Y.applyUpdate(this.doc, update, REMOTE));
    }, REMOTE);
    this.#places = undefined;
  }

  /** Does one thing. It may come to nothing. */
  edit(): void {
    const kind = this.random.below(100);
    if (kind < 45) {
      this.#type();
    } else if (kind < 55) {
      this.#as(OWN, () => this.#insert(this.#text()));
    } else if (kind < 67) {
      this.#as(OWN, () => this.#remove(this.#text()));
    } else if (kind < 72) {
      this.#replace();
    } else if (kind < 84) {
      this.#as(OWN, () => this.#setScalar());
    } else if (kind < 88) {
      this.#as(OWN, () => this.#toggle());
    } else if (kind < 97) {
      this.#undoOrRedo();
    } else if (kind < 99) {
      this.#as(OWN, () => this.#muchAtOnce());
    } else {
      this.#layOut();
    }
  }

  get #known(): Places {
    this.#places ??= places(this.doc);
    return this.#places;
  }

  get #history(): Y.UndoManager {
    const roots = [...SECTIONS.map((key) => this.doc.getMap(key)), this.doc.getText(NOTES)];
    this.#undo ??= new Y.UndoManager(roots, {
      trackedOrigins: new Set([OWN]),
      // Every edit is undone by itself, whatever the clock says.
      captureTimeout: 0,
    });
    return this.#undo;
  }

  #as(origin: string, edit: () => void): void {
    // The history must be there before what it is to take back.
    this.#history.stopCapturing();
    this.doc.transact(edit, origin);
  }

  #text(): Y.Text {
    return this.random.popular(this.#known.texts);
  }

  /** Letter by letter from where the caret is, each a transaction of its own. */
  #type(): void {
    if (!this.#caret || this.#caret.left === 0) {
      const text = this.#text();
      this.#caret = { text, at: this.random.below(text.length + 1), left: 1 + this.random.below(20) };
    }
    const caret = this.#caret;
    caret.left -= 1;
    caret.at = Math.min(caret.at, caret.text.length);
    this.#as(OWN, () => {
      if (caret.at > 0 && this.random.chance(15)) {
        caret.at -= 1;
        caret.text.delete(caret.at, 1);
      } else {
        const letter = this.random.chance(5) ? '🚀' : 'etaoin shrdlu'.charAt(this.random.below(13));
        caret.text.insert(caret.at, letter);
        caret.at += letter.length;
      }
    });
  }

  /** Anywhere, also between the two halves of an emoji: Yjs puts two marks in its place. */
  #insert(text: Y.Text): void {
    if (text.length > LONGEST_TEXT) {
      this.#remove(text);
      return;
    }
    const words = Array.from({ length: 1 + this.random.below(4) }, () => this.random.one(WORDS));
    text.insert(this.random.below(text.length + 1), words.join(''));
  }

  #remove(text: Y.Text): void {
    const from = this.random.below(text.length + 1);
    const most = text.length > LONGEST_TEXT ? text.length : 12;
    text.delete(from, Math.min(text.length - from, 1 + this.random.below(most)));
  }

  /** What an editor does that only knows the old text and the new one. */
  #replace(): void {
    const text = this.#text();
    const kept = this.random.below(text.length + 1);
    const removed = Math.min(text.length - kept, this.random.below(8));
    this.#as(OWN, () => {
      text.applyDelta([
        ...(kept > 0 ? [{ retain: kept }] : []),
        { insert: this.random.one(WORDS) },
        ...(removed > 0 ? [{ delete: removed }] : []),
      ]);
    });
  }

  #setScalar(): void {
    const { map, key, value } = someScalar(this.doc, this.#known, this.random);
    if (this.random.chance(10)) {
      map.delete(key);
    } else {
      map.set(key, value);
    }
  }

  #toggle(): void {
    const { sets } = this.#known;
    if (sets.length === 0) {
      return;
    }
    const set = this.random.popular(sets);
    const entry = this.random.one(['recruit', 'enable', 'sell', 'market']);
    if (set.has(entry)) {
      set.delete(entry);
    } else {
      set.set(entry, true);
    }
  }

  #undoOrRedo(): void {
    const history = this.#history;
    if (this.random.chance(35)) {
      history.redo();
    } else {
      history.undo();
    }
    if (history.undoStack.length > 100) {
      history.clear();
    }
  }

  #muchAtOnce(): void {
    const pasted = Array.from({ length: 200 }, () => this.random.one(WORDS)).join('');
    this.random.one(this.#known.texts.slice(0, 40)).insert(0, pasted);
    for (let edits = this.random.below(20); edits > 0; edits -= 1) {
      this.random.one([
        () => this.#insert(this.#text()),
        () => this.#remove(this.#text()),
        () => this.#setScalar(),
        () => this.#toggle(),
      ])();
    }
  }

  #layOut(): void {
    const { items, rows, tables } = this.#known;
    this.#as(LAYOUT, () => {
      if (tables.length > 0 && rows.length < MOST_ROWS && this.random.chance(60)) {
        addRow(this.random.popular(tables), this.random);
      } else if (items.length < MOST_ITEMS) {
        addItem(this.doc, this.random);
      }
    });
    this.#places = undefined;
  }
}
