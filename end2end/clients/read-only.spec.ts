/** Who may only read gets a refusal for what they write, and nobody else gets any of it. */
import { ANN, BEN, CLEO, expect, test, VIC } from '../fixtures/clients.ts';

// The notes are empty.
test.use({ preset: 'blank' });

test('what a viewer writes is refused and reaches nobody', async ({ connect }) => {
  const [ann, ben, vic] = await Promise.all([connect(ANN), connect(BEN), connect(VIC)]);
  ann.append('Agreed. ');
  await expect.poll(() => vic.text).toBe('Agreed. ');

  vic.append('Not by me.');
  await expect.poll(() => vic.refusals).toEqual(['you may read this plan, not change it']);
  // Later work builds on what was refused, and is refused like it.
  vic.append('!');
  await expect.poll(() => vic.refusals.length).toBeGreaterThan(1);

  ben.append('And so it goes on.');
  await expect.poll(() => ann.text).toBe('Agreed. And so it goes on.');
  await expect.poll(() => vic.text).toContain('And so it goes on.');
  expect(ben.text).toBe('Agreed. And so it goes on.');
  expect([ann.refusals, ben.refusals]).toEqual([[], []]);
  expect([ann.opened, ben.opened, vic.opened]).toEqual([1, 1, 1]);
  const cleo = await connect(CLEO);
  expect(cleo.text).toBe('Agreed. And so it goes on.');
});

test('a viewer who comes back with offline work still reads', async ({ connect }) => {
  const [ann, vic] = await Promise.all([connect(ANN), connect(VIC)]);
  vic.provider.disconnect();
  vic.append('Only here. ');
  ann.append('For everybody. ');

  vic.provider.connect();

  await expect.poll(() => vic.text).toContain('For everybody. ');
  await expect.poll(() => vic.refusals).toEqual(['you may read this plan, not change it']);
  const cleo = await connect(CLEO);
  expect(cleo.text).toBe('For everybody. ');
});
