/** Stock clients see who is here, under the names that the server knows. */
import { ANN, BEN, CLEO, expect, test } from '../fixtures/clients.ts';
import type { StockClient } from '../fixtures/stock.ts';

const names = (client: StockClient) => client.others.map((user) => user.name);

test('both see each other', async ({ connect }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);

  await expect.poll(() => ann.others).toMatchObject([{ name: 'Ben', side: 'partner' }]);
  await expect.poll(() => ben.others).toMatchObject([{ name: 'Ann', side: 'vendor' }]);
});

test('what a client claims to be is overwritten, the rest passes', async ({ connect }) => {
  const [ann, ben] = await Promise.all([connect(ANN), connect(BEN)]);
  await expect.poll(() => names(ben)).toEqual(['Ann']);
  const [known] = ben.others;

  ann.show({
    user: { id: 'forged', name: 'Ben', side: 'partner', color: '#ff0000', colorLight: '#ff000033' },
    cursor: { anchor: 3 },
  });

  const shown = () => ben.provider.awareness.getStates().get(ann.doc.clientID);
  await expect.poll(() => shown()?.cursor).toEqual({ anchor: 3 });
  expect(ben.others).toEqual([known]);
});

test('nobody can speak for somebody else', async ({ connect }) => {
  const [ann, ben, cleo] = await Promise.all([connect(ANN), connect(BEN), connect(CLEO)]);
  await expect.poll(() => names(cleo)).toEqual(['Ann', 'Ben']);

  // As stock clients do by themselves when they pass on what they heard, here with a new clock.
  const { awareness } = ann.provider;
  const meta = awareness.meta.get(ben.doc.clientID);
  awareness.meta.set(ben.doc.clientID, { clock: (meta?.clock ?? 0) + 5, lastUpdated: Date.now() });
  awareness.getStates().set(ben.doc.clientID, { user: { name: 'Mallory' } });
  awareness.emit('update', [{ added: [], updated: [ben.doc.clientID], removed: [] }, 'forged']);
  ann.show({ after: true });

  const state = () => cleo.provider.awareness.getStates().get(ann.doc.clientID);
  await expect.poll(() => state()?.after).toBe(true);
  expect(names(cleo)).toEqual(['Ann', 'Ben']);
  expect(ann.opened, 'nobody is punished for it').toBe(1);
});

test('who leaves is gone, in good order or not', async ({ connect }) => {
  const [ann, ben, cleo] = await Promise.all([connect(ANN), connect(BEN), connect(CLEO)]);
  await expect.poll(() => names(cleo)).toEqual(['Ann', 'Ben']);

  ann.provider.disconnect();
  await expect.poll(() => names(cleo)).toEqual(['Ben']);
  ben.vanish();
  await expect.poll(() => names(cleo)).toEqual([]);

  ann.provider.connect();
  ann.show({ cursor: { anchor: 0 } });
  await expect.poll(() => names(cleo)).toEqual(['Ann']);
});
