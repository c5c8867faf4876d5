/** Who sends what a plan does not hold is told and sent away; nobody else gets any of it. */
import * as Y from 'yjs';

import { ANN, BEN, CLEO, expect, test } from '../fixtures/clients.ts';

const BAD_DATA = 4400;

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
  ['taking a text away', (doc) => doc.getMap('vision').delete('thesis')],
];

for (const [what, edit] of CASES) {
  test(what, async ({ connect }) => {
    const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
    let heard = 0;
    ben.doc.on('update', () => {
      heard += 1;
    });

    edit(ann.doc);
    await expect.poll(() => ann.finalCode).toBe(BAD_DATA);
    expect(ann.refusals).toEqual(['the client sent what no client of this protocol sends']);
    expect(ann.provider.shouldConnect, 'whether she comes back').toBe(false);

    const cleo = await connect(CLEO);
    ben.append('And on.');
    await expect.poll(() => cleo.text).toBe('And on.');
    expect(cleo.doc.store.clients.has(ann.doc.clientID)).toBe(false);
    expect(cleo.doc.getMap('vision').get('thesis')).toBeInstanceOf(Y.Text);
    expect(heard, 'what Ben got, beside what he wrote').toBe(1);
    expect(ben.opened).toBe(1);
  });
}

test("another member's edits, however they got here, are refused alone", async ({ connect }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
  ann.append('By Ann. ');
  await expect.poll(() => ben.text).toBe('By Ann. ');
  ann.provider.disconnect();
  ann.append('Not through Ben. ');

  Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(ann.doc));
  await expect
    .poll(() => ben.refusals)
    .toEqual(["the change is signed with somebody else's client id"]);

  ann.provider.connect();
  const cleo = await connect(CLEO);
  await expect.poll(() => cleo.text).toBe('By Ann. Not through Ben. ');
  // Now the server has from her what he had of her: nothing of his is in the way any more.
  ben.append('By Ben.');
  await expect.poll(() => cleo.text).toBe('By Ann. Not through Ben. By Ben.');
  expect([ann.opened, ben.opened]).toEqual([2, 1]);
});
