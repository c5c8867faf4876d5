/** Who may not be in a room is told why, with a code after which stock clients stay away. */
import { ANN, BEN, expect, test } from '../fixtures/clients.ts';
import type { StockClient } from '../fixtures/stock.ts';

const UNAUTHENTICATED = 4401;
const FORBIDDEN = 4403;
const NOT_FOUND = 4404;

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Waits for the close code, and that the client has given up with it. */
async function expectFinal(client: StockClient, code: number): Promise<void> {
  await expect.poll(() => client.finalCode).toBe(code);
  expect(client.provider.shouldConnect, 'whether the client comes back').toBe(false);
  expect(client.provider.ws).toBeNull();
  expect(client.opened).toBe(1);
  expect(client.doc.store.clients.size, 'what it got to see').toBe(0);
}

test('a token that nobody has', async ({ open, plan, server }) => {
  const token = await server.createToken(plan, ANN);
  const swapped = token.replaceAll(/[0-9a-f]/g, (digit) => (digit === '0' ? '1' : '0'));
  for (const wrong of ['', 'junk', swapped]) {
    await expectFinal(open({ plan: plan.id, token: wrong }), UNAUTHENTICATED);
  }
});

test("another plan's token", async ({ open, plan, server }) => {
  const other = await server.createPlan('Another plan');
  const token = await server.createToken(other, ANN);
  await expectFinal(open({ plan: plan.id, token }), FORBIDDEN);
});

test('a plan or layer that is not there', async ({ open, plan, server }) => {
  const token = await server.createToken(plan, ANN);
  await expectFinal(open({ plan: NOBODY, token }), NOT_FOUND);
  await expectFinal(open({ plan: 'junk', token }), NOT_FOUND);
  await expectFinal(open({ plan: plan.id, layer: 'junk', token }), NOT_FOUND);
});

test("the other side's layer looks as if it were not there", async ({ open, plan, server }) => {
  for (const [person, layer] of [[ANN, 'partner'], [BEN, 'vendor']] as const) {
    const token = await server.createToken(plan, person);
    await expectFinal(open({ plan: plan.id, layer, token }), NOT_FOUND);
  }
});
