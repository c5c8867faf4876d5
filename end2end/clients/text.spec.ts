/** Stock clients write one text together: live, after time apart, and over a hard stop. */
import * as Y from 'yjs';

import { ANN, BEN, CLEO, expect, test } from '../fixtures/clients.ts';

// The notes are empty.
test.use({ preset: 'blank' });

test('two stock clients see what the other writes', async ({ connect }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);

  ann.append('Ann was here. 🎯');
  await expect.poll(() => ben.text).toBe('Ann was here. 🎯');
  ben.notes.delete(0, 3);
  ben.notes.insert(0, 'Ben');
  await expect.poll(() => ann.text).toBe('Ben was here. 🎯');
});

test('who comes later gets everything at once', async ({ connect, open, plan, server }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
  for (const word of ['one ', 'two ', 'three ']) {
    ann.append(word);
    await expect.poll(() => ben.text).toContain(word);
    ben.append(word.toUpperCase());
    await expect.poll(() => ann.text).toContain(word.toUpperCase());
  }

  const token = await server.createToken(plan, CLEO);
  const cleo = open({ plan: plan.id, token });
  let updates = 0;
  cleo.doc.on('update', () => {
    updates += 1;
  });
  await cleo.synced();

  expect(cleo.text).toBe('one ONE two TWO three THREE ');
  expect(updates, 'one step 2 holds it all').toBe(1);
  // What the plan began with came with it.
  expect(cleo.doc.getMap('vision').get('thesis')).toBeInstanceOf(Y.Text);
});

test('what both write offline is merged', async ({ connect }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
  ann.append('middle');
  await expect.poll(() => ben.text).toBe('middle');

  ann.provider.disconnect();
  ben.provider.disconnect();
  ann.notes.insert(0, 'Ann, offline: ');
  ben.append(' (Ben, offline)');
  ben.doc.getMap('plan').set('state', 'proposed');
  ann.provider.connect();
  ben.provider.connect();

  for (const client of [ann, ben]) {
    await expect.poll(() => client.text).toBe('Ann, offline: middle (Ben, offline)');
    await expect.poll(() => client.doc.getMap('plan').get('state')).toBe('proposed');
  }
  const cleo = await connect(CLEO);
  expect(cleo.text).toBe('Ann, offline: middle (Ben, offline)');
});

test('a kill in the middle of writing loses nothing', async ({ connect, server }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
  const words = Array.from({ length: 60 }, (_, at) => `${at} `);

  words.slice(0, 40).forEach((word) => ann.append(word));
  await expect.poll(() => ben.text.length).toBeGreaterThan(0);
  await server.kill();
  await expect.poll(() => ann.provider.wsconnected || ben.provider.wsconnected).toBe(false);
  words.slice(40).forEach((word) => ann.append(word));
  ben.notes.insert(0, 'Ben, meanwhile. ');
  await server.startAgain();

  const everything = `Ben, meanwhile. ${words.join('')}`;
  await expect.poll(() => ann.text).toBe(everything);
  await expect.poll(() => ben.text).toBe(everything);
  ben.append('And on.');
  await expect.poll(() => ann.text).toBe(`${everything}And on.`);
  expect([ann.opened, ben.opened]).toEqual([2, 2]);
  const cleo = await connect(CLEO);
  expect(cleo.text).toBe(`${everything}And on.`);
});
