/**
 * Without a network: the plan opens from this device, work goes on there, and everything meets
 * when the network is back.
 */
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';
import { PlanPage } from '../pages/plan.ts';

const OBJECTIVE = 'Four certified consultants';

/** Browsers try again after a growing while; this is far beyond what they wait after seconds. */
const RECONNECT = { timeout: 60_000 };

/** The program is kept on the device, and the plan too. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

test('a reload without a network opens the plan, and work goes on', async ({
  ben, invite, plan, wire,
}) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await isKept(ann.page);
  await ann.open('Objectives');
  await ann.item(OBJECTIVE).write('What exactly', 'With a network. ');
  await ann.waitUntilSaved();
  wire.cut();
  await expect(ann.saved).toContainText('Offline');
  await ann.page.keyboard.type('Without one. ');
  await expect(ann.saved).toContainText(/Offline: \d+ changes? kept on this device/);

  await ann.page.reload();
  const text = ann.item(OBJECTIVE).field('What exactly');
  await expect(text).toHaveValue('With a network. Without one. ');
  await expect(ann.saved).toContainText(/Offline: \d+ changes? kept on this device/);
  await ann.item(OBJECTIVE).caretToEnd('What exactly');
  await ann.page.keyboard.type('After a reload.');
  await ann.addItem('objective', 'Thought of on the train');
  // A device takes a moment to keep the last letters, and says when it has.
  await expect(ann.saved).toContainText(/Offline: \d+ changes kept on this device/);
  await ann.page.reload();
  await expect(text).toHaveValue('With a network. Without one. After a reload.');

  // Her colleague's page on another device, and the same plan in a new tab of hers.
  await ben.open('Objectives');
  await ben.item(OBJECTIVE).write('Metric', 'Meanwhile by Ben');
  wire.mend();
  await ann.waitUntilSaved(RECONNECT.timeout);
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue(
    'With a network. Without one. After a reload.',
  );
  await expect(ben.item('Thought of on the train').card).toHaveCount(1);
  await expect(ann.item(OBJECTIVE).field('Metric')).toHaveValue('Meanwhile by Ben');
});

test('two tabs without a network see each other, and nothing comes twice', async ({
  ben, invite, plan, wire,
}) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await isKept(ann.page);
  await ann.open('Objectives');
  wire.cut();
  await expect(ann.saved).toContainText('Offline');
  const page = await ann.page.context().newPage();
  await page.goto(ann.page.url());
  const other = PlanPage.on(page);
  await expect(other.saved).toContainText('Offline');

  await ann.item(OBJECTIVE).write('What exactly', 'Typed in the first tab. ');
  await expect(other.item(OBJECTIVE).field('What exactly')).toHaveValue('Typed in the first tab. ');
  await other.item(OBJECTIVE).caretToEnd('What exactly');
  await page.keyboard.type('And in the second.');
  const both = 'Typed in the first tab. And in the second.';
  await expect(ann.item(OBJECTIVE).field('What exactly')).toHaveValue(both);

  wire.mend();
  await ann.waitUntilSaved(RECONNECT.timeout);
  await other.waitUntilSaved(RECONNECT.timeout);
  await ben.open('Objectives');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue(both);
});

test('long work on both sides without a network meets without a loss', async ({
  ann, ben, server,
}) => {
  const [hers, his] = [ann.item(OBJECTIVE), ben.item(OBJECTIVE)];
  await ann.open('Objectives');
  await ben.open('Objectives');
  await hers.write('What exactly', '|');
  await expect(his.field('What exactly')).toHaveValue('|');
  await server.stop();
  await expect(ann.saved).toContainText('Offline');
  await expect(ben.saved).toContainText('Offline');
  await hers.caretToStart('What exactly');
  await ann.page.keyboard.type('Ann wrote this. '.repeat(20));
  await his.caretToEnd('What exactly');
  await ben.page.keyboard.type('Ben wrote that. '.repeat(20));
  await hers.write('Metric', 'Hers');
  await his.write('Metric', 'His');
  for (const title of ['One', 'Two', 'Three']) {
    await ann.addItem('objective', `${title} of Ann`);
    await ben.addItem('objective', `${title} of Ben`);
  }

  await server.startAgain();
  await ann.waitUntilSaved(RECONNECT.timeout);
  await ben.waitUntilSaved(RECONNECT.timeout);
  const everything = `${'Ann wrote this. '.repeat(20)}|${'Ben wrote that. '.repeat(20)}`;
  const metrics = [];
  for (const person of [ann, ben]) {
    const item = person.item(OBJECTIVE);
    await expect(item.field('What exactly')).toHaveValue(everything);
    for (const title of ['One', 'Two', 'Three']) {
      await expect(person.item(`${title} of Ann`).card).toHaveCount(1);
      await expect(person.item(`${title} of Ben`).card).toHaveCount(1);
    }
    metrics.push(await item.field('Metric').inputValue());
  }
  expect(metrics[0]).toBe(metrics[1]);
  expect(metrics[0]).toContain('His');
  expect(metrics[0]).toContain('Hers');
});

test('a page that is older than the server keeps its work for the next one', async ({
  ben, invite, plan, wire,
}) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await ann.open('Objectives');
  await ann.waitUntilSaved();
  wire.cut();
  await expect(ann.saved).toContainText('Offline');
  await ann.item(OBJECTIVE).write('What exactly', 'Written on the old page.');
  await expect(ann.saved).toContainText('kept on this device');
  // From now on the server speaks another version of the protocol, to this page alone.
  let isNewer = true;
  await ann.page.routeWebSocket(/\/sync\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!isNewer || typeof message === 'string') {
        socket.send(message);
        return;
      }
      const text = message.toString('latin1').replace('"protocol":2', '"protocol":9');
      socket.send(Buffer.from(text, 'latin1'));
    });
  });
  // A socket is routed when the page was loaded after the route was made.
  wire.mend();
  await ann.page.reload();
  const stopped = ann.page.getByText('What you wrote is kept on this device').first();
  await expect(stopped).toBeVisible(RECONNECT);
  await expect(ann.drawer).toBeHidden();

  isNewer = false;
  await ann.page.getByRole('button', { name: 'Reload' }).click();
  await ann.waitUntilSaved(RECONNECT.timeout);
  await ben.open('Objectives');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('Written on the old page.');
});

test('what was refused lies in the drawer after a reload too, until it is put aside', async ({
  ben, invite, plan, wire,
}) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await ann.open('Vision');
  await ben.open('Vision');
  await ann.waitUntilSaved();
  wire.cut();
  await expect(ann.saved).toContainText('Offline');
  const hers = 'Ann’s thoughts 😀 '.repeat(2_400);
  await ann.field('Our thesis').fill(hers);
  await ben.field('Our thesis').fill('Ben’s thoughts. '.repeat(2_500));
  await ben.waitUntilSaved();
  wire.mend();
  await expect(ann.saved).toHaveText('Not accepted · the rest is saved', RECONNECT);

  await ann.page.reload();
  const entry = ann.refused('Vision › Our thesis');
  await expect(entry.getByRole('textbox')).toHaveValue(hers);
  await expect(ann.saved).toHaveText('Not accepted · the rest is saved', RECONNECT);
  await entry.getByRole('button', { name: 'Put aside' }).click();
  await ann.waitUntilSaved();
  await ann.reload();
  await expect(ann.drawer).toBeHidden();
});

test('who is not in the plan any more keeps nothing of it', async ({ ann }) => {
  await ann.open('Objectives');
  await ann.item(OBJECTIVE).write('What exactly', 'A secret of ours');
  await ann.waitUntilSaved();
  const kept = (): Promise<string> => ann.page.evaluate(async () => {
    const found: string[] = Object.values({ ...localStorage });
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((opened, failed) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => opened(request.result);
        request.onerror = () => failed(request.error);
      });
      const rows = await new Promise<unknown[]>((read, failed) => {
        const request = database.transaction('rows').objectStore('rows').getAll();
        request.onsuccess = () => read(request.result);
        request.onerror = () => failed(request.error);
      });
      database.close();
      found.push(...rows.map((row) => new TextDecoder().decode(row as Uint8Array)));
    }
    return found.join();
  });
  expect(await kept()).toContain('A secret of ours');

  // Signed out: the cookie is gone.
  await ann.page.context().clearCookies();
  await ann.page.reload();
  await expect(ann.page.getByText(/You are signed out of this plan/).first()).toBeVisible();
  await expect.poll(kept).not.toContain('A secret of ours');
  expect(await kept()).not.toContain('Northwind');
  await ann.page.reload();
  await expect(ann.page.getByRole('heading', { name: 'You are not in this plan' })).toBeVisible();
});
