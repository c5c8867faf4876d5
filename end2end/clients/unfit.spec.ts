/** What a plan does not hold is refused, with the reason; nobody else gets it, and all go on. */
import * as Y from 'yjs';

import { ANN, BEN, CLEO, expect, test } from '../fixtures/clients.ts';

const UNFIT = 'the change does not fit the plan';

// The notes are empty.
test.use({ preset: 'blank' });

const CASES: [string, (doc: Y.Doc) => void][] = [
  ['formatting', (doc) => doc.getText('notes').insert(0, 'bold', { bold: true })],
  ['an embedded picture', (doc) => doc.getText('notes').insertEmbed(0, { image: 'x.png' })],
  ['an array', (doc) => doc.getMap('plan').set('currency', Y.Array.from(['EUR']))],
  ['bytes', (doc) => doc.getMap('plan').set('currency', new Uint8Array([1, 2]))],
  ['a subdocument', (doc) => doc.getMap('plan').set('currency', new Y.Doc())],
  ['another root', (doc) => doc.getText('elsewhere').insert(0, 'x')],
  ['comments', (doc) => doc.getMap('comments').set('x', 'y')],
  ['a text in the place of another', (doc) => doc.getMap('vision').set('thesis', new Y.Text('Mine'))],
];

for (const [what, edit] of CASES) {
  test(what, async ({ connect }) => {
    const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
    let heard = 0;
    ben.doc.on('update', () => {
      heard += 1;
    });

    edit(ann.doc);
    await expect.poll(() => ann.refusals).toEqual([UNFIT]);
    ben.append('And on.');
    await expect.poll(() => ann.text).toContain('And on.');

    expect(heard, 'what Ben got, beside what he wrote').toBe(1);
    expect([ann.opened, ben.opened]).toEqual([1, 1]);
    const cleo = await connect(CLEO);
    expect(cleo.doc.store.clients.has(ann.doc.clientID)).toBe(false);
  });
}

test("another member's edits, however they got here", async ({ connect }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
  ann.provider.disconnect();
  ann.append('Not through Ben. ');

  Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(ann.doc));
  await expect
    .poll(() => ben.refusals)
    .toEqual(["the change is signed with somebody else's client id"]);

  ann.provider.connect();
  const cleo = await connect(CLEO);
  await expect.poll(() => cleo.text).toBe('Not through Ben. ');
});
