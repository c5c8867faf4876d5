/**
 * What was shown as saved is there: after a reload, after the server was restarted under open
 * browsers, and after it was killed while somebody typed.
 */
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';

const OBJECTIVE = 'Four certified consultants';

/** Browsers try again after a growing while; this is far beyond what they wait after seconds. */
const RECONNECT = { timeout: 60_000 };

test('a reload keeps everything', async ({ ann }) => {
  await ann.open('Objectives');
  await ann.item(OBJECTIVE).write('What exactly', 'Certified, and each has led one rollout.');
  await ann.addItem('objective', 'A second reference customer');
  await ann.waitUntilSaved();

  await ann.reload();

  await expect(ann.item(OBJECTIVE).field('What exactly')).toHaveValue(
    'Certified, and each has led one rollout.',
  );
  await expect(ann.item('A second reference customer').card).toBeVisible();
});

test('people reconnect by themselves and bring what they wrote meanwhile', async ({
  ann, ben, server,
}) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
  await server.stop();
  await expect(ann.saved).toContainText('Offline');
  await expect(ben.saved).toContainText('Offline');
  await ann.item(OBJECTIVE).write('What exactly', 'Written by Ann while it was down.');
  await ben.item(OBJECTIVE).write('Metric', 'Written by Ben while it was down');
  await expect(ann.saved).toContainText(/Offline: \d+ changes? kept on this device/);

  await server.startAgain();

  await expect(ann.item(OBJECTIVE).field('Metric')).toHaveValue(
    'Written by Ben while it was down', RECONNECT,
  );
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue(
    'Written by Ann while it was down.', RECONNECT,
  );
  await ann.waitUntilSaved();
  await ben.waitUntilSaved();
});

test('a connection that breaks while both type loses and doubles nothing', async ({
  ben, invite, plan, wire,
}) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await ann.open('Objectives');
  await ben.open('Objectives');
  const [hers, his] = [ann.item(OBJECTIVE), ben.item(OBJECTIVE)];
  await hers.write('What exactly', '|');
  await expect(his.field('What exactly')).toHaveValue('|');
  await hers.caretToStart('What exactly');
  await his.caretToEnd('What exactly');

  const typing = Promise.all([
    ann.page.keyboard.type('a'.repeat(120), { delay: 10 }),
    ben.page.keyboard.type('b'.repeat(120), { delay: 10 }),
  ]);
  await expect(hers.field('What exactly')).toHaveValue(/a{20}.*b{20}/);
  wire.cut();
  await expect(ann.saved).toContainText('Offline');
  await typing;
  wire.mend();

  const everything = `${'a'.repeat(120)}|${'b'.repeat(120)}`;
  await expect(his.field('What exactly')).toHaveValue(everything, RECONNECT);
  await expect(hers.field('What exactly')).toHaveValue(everything, RECONNECT);
  await ann.waitUntilSaved();
});

test('nothing is called saved while the wire is stuck', async ({ ben, invite, plan, wire }) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await ann.open('Objectives');
  await ben.open('Objectives');
  await ann.item(OBJECTIVE).write('What exactly', 'Flows. ');
  await ann.waitUntilSaved();

  wire.stall();
  const shown = await ann.recordSaved(ann.item(OBJECTIVE).field('What exactly'));
  await ann.page.keyboard.type('Stuck.');
  await expect(ann.saved).toHaveText('Saving…');
  // A round trip between others shows that the server had the time to save, had it been told.
  await ben.item(OBJECTIVE).write('Metric', 'Meanwhile');
  await ben.waitUntilSaved();
  expect(await shown.last()).toBe('Flows. ');

  wire.flow();
  await ann.waitUntilSaved();
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('Flows. Stuck.');
});

test('what was shown as saved survives a kill in the middle of typing', async ({
  ann, invite, plan, server,
}) => {
  await ann.open('Objectives');
  await ann.item(OBJECTIVE).write('What exactly', 'Begin. ');
  await ann.waitUntilSaved();
  const shown = await ann.recordSaved(ann.item(OBJECTIVE).field('What exactly'));
  await ann.item(OBJECTIVE).caretToEnd('What exactly');

  // Nothing is called saved while somebody writes; it is when they rest.
  for (let rest = 0; rest < 3; rest += 1) {
    await ann.page.keyboard.type('word '.repeat(6), { delay: 10 });
    await ann.waitUntilSaved();
  }
  expect((await shown.last()).length).toBeGreaterThan(60);
  const typing = ann.page.keyboard.type('word '.repeat(60), { delay: 10 });
  await expect(ann.saved).toHaveText('Saving…');
  await server.kill();
  await typing;
  await expect(ann.saved).toContainText('Offline');
  const promised = await shown.last();
  // Her tab must not bring the rest after the restart: only what is on disk counts.
  await ann.page.context().close();

  await server.startAgain();
  const reader = await invite('Cleo', plan.links.partner);
  await reader.open('Objectives');
  const kept = await reader.item(OBJECTIVE).field('What exactly').inputValue();
  expect(kept.slice(0, promised.length)).toBe(promised);
});

test('nothing is called saved while the server is down', async ({ ann, server }) => {
  await ann.open('Objectives');
  await ann.item(OBJECTIVE).write('What exactly', 'Up. ');
  await ann.waitUntilSaved();
  await server.kill();
  const shown = await ann.recordSaved(ann.item(OBJECTIVE).field('What exactly'));

  await ann.item(OBJECTIVE).caretToEnd('What exactly');
  await ann.page.keyboard.type('Down.');
  await expect(ann.saved).toContainText('Offline');
  expect(await shown.texts()).not.toContainEqual(expect.stringContaining('D'));

  await server.startAgain();
  await ann.waitUntilSaved(RECONNECT.timeout);
  await expect(ann.item(OBJECTIVE).field('What exactly')).toHaveValue('Up. Down.');
});

test('the browser asks before changes are left that only the tab has', async ({
  freshPage, plan, server,
}) => {
  const page = await freshPage();
  await keepNothing(page);
  const ann = await (await JoinPage.open(page, plan.links.vendor)).joinAs('Ann');
  await expect(page.getByText('This browser cannot keep the plan on this device')).toBeVisible();
  await ann.open('Objectives');
  await server.kill();
  await ann.item(OBJECTIVE).write('Metric', 'Only in this tab');
  await expect(ann.saved).toHaveText('Offline: cannot keep 1 change on this device');

  const question = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await question;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();

  await server.startAgain();
  await ann.waitUntilSaved(RECONNECT.timeout);
  const leaving = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await leaving;
});

/** A browser that lets pages keep nothing, as private windows and full devices do. */
async function keepNothing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
}
