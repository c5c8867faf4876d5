/**
 * Connections on which nobody writes. A stock client closes one on which it has heard nothing for
 * half a minute, and pings do not count; the server closes one on which no ping is answered.
 */
import { ANN, BEN, expect, test } from '../fixtures/clients.ts';
import { IdleTime } from '../fixtures/idle.ts';
import type { StockClient } from '../fixtures/stock.ts';

const HOUR_MS = 3_600_000;
/** What a client shows of itself it shows again after so long. */
const RENEWED_EVERY_MS = 15_000;

// A server for which a second is a long time, and which tells an hour's presences in a few.
test.use({
  flags: [
    '--ping-every', '0.1',
    '--dead-after', '0.5',
    '--presence-every', '0.001',
    '--limit-messages-per-second', '10000',
  ],
});

for (const people of [[ANN], [ANN, BEN]]) {
  test(`an hour without a word keeps ${people.length} connected and in sight`, async ({
    open, plan, server,
  }) => {
    const time = new IdleTime();
    const clients: StockClient[] = [];
    for (const person of people) {
      const token = await server.createToken(plan, person);
      const client = time.for(() => open({ plan: plan.id, token }));
      await client.synced();
      clients.push(client);
    }
    await expect.poll(() => haveNews(clients, clients.map(() => 0))).toBe(true);
    let renewed = 0;
    let lost = 0;
    for (const { provider: { awareness } } of clients) {
      awareness.on('update', ({ removed }: { removed: number[] }, origin: unknown) => {
        renewed += origin === 'local' ? 1 : 0;
        lost += removed.length;
      });
    }

    for (let passed = 0; passed < HOUR_MS; passed += time.stepMs) {
      const [before, heard] = [renewed, clients.map((client) => client.heard)];
      time.step();
      if (renewed > before) {
        await expect.poll(() => haveNews(clients, heard), { intervals: [1] }).toBe(true);
      }
    }
    // Meanwhile, by the server's clock: nothing but answered pings, for longer than the dead last.
    for (const client of clients) {
      const pings = client.pings;
      await expect.poll(() => client.pings - pings).toBeGreaterThan(10);
    }

    expect(renewed).toBe((clients.length * HOUR_MS) / RENEWED_EVERY_MS);
    expect(lost).toBe(0);
    expect(clients.map((client) => client.opened)).toEqual(people.map(() => 1));
    expect(clients.map((client) => client.others.length)).toEqual(people.map(() => people.length - 1));
  });
}

/** Whether each has heard something since, and knows what every other shows at the moment. */
function haveNews(clients: StockClient[], heard: number[]): boolean {
  const clock = (at: StockClient, of: StockClient) =>
    at.provider.awareness.meta.get(of.doc.clientID)?.clock;
  return clients.every(
    (client, at) =>
      client.heard > (heard[at] ?? 0) &&
      clients.every((other) => clock(client, other) === clock(other, other)),
  );
}

test('a client that shows nothing hears nothing, and helps itself', async ({
  open, plan, server,
}) => {
  const time = new IdleTime();
  const token = await server.createToken(plan, ANN);
  const ann = time.for(() => open({ plan: plan.id, token }));
  await ann.synced();
  ann.append('Before. ');
  ann.provider.awareness.setLocalState(null);

  for (let passed = 0; passed <= 40_000; passed += time.stepMs) {
    time.step();
  }

  await expect.poll(() => ann.opened).toBe(2);
  await expect.poll(() => ann.provider.synced).toBe(true);
  expect(ann.text).toContain('Before. ');
});
