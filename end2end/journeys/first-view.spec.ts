/**
 * The plan is readable before the client has arrived, stays where it is when the client takes over,
 * and can be read without JavaScript and on paper.
 */
import type { Page } from '@playwright/test';

import { ANN, expect, test } from '../fixtures/clients.ts';
import { fill, GENEROUS } from '../fixtures/large.ts';
import { PlanPage } from '../pages/plan.ts';

// What a service worker keeps cannot be held back.
test.use({ serviceWorkers: 'block', flags: GENEROUS });

const OBJECTIVE = 'Four certified consultants';

/** The client does not arrive until it is let through. */
async function holdClient(page: Page): Promise<() => Promise<void>> {
  let release = (): void => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route('**/*.wasm', async (route) => {
    await released;
    await route.continue();
  });
  return async () => {
    release();
    await PlanPage.arrive(page);
  };
}

/** How far things on the page were pushed about, as browsers count it. */
async function countShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = window as unknown as { shifted: number };
    counted.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        counted.shifted += (entry as unknown as { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifted: number }).shifted);
}

test('the plan is readable before the client is there, and editable after', async ({ ann }) => {
  const arrived = await holdClient(ann.page);
  const shifts = await countShifts(ann.page);
  await ann.page.reload({ waitUntil: 'commit' });

  await expect(ann.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(ann.content.getByText('Northwind', { exact: true }).first()).toBeVisible();
  await expect(ann.saved).toBeHidden();
  // The sections can be gone through as well.
  await ann.open('Objectives');
  await expect(ann.content.getByRole('heading', { name: OBJECTIVE })).toBeVisible();

  await arrived();

  await ann.expectSection('Objectives');
  await ann.item(OBJECTIVE).write('Metric', 'Certificates');
  await ann.waitUntilSaved();
  expect(await shifts(), 'layout shift').toBeLessThan(0.02);
});

test('what stood on the screen stays there when the client takes over', async ({ ann }) => {
  await ann.open('Objectives');
  const arrived = await holdClient(ann.page);
  await ann.page.reload({ waitUntil: 'commit' });
  const card = ann.content.getByRole('article').filter({ hasText: OBJECTIVE });
  await card.scrollIntoViewIfNeeded();
  await card.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const before = await card.boundingBox();
  expect(before?.y, 'the card is not at the top of the page').toBeGreaterThan(0);
  expect(await ann.page.evaluate(() => window.scrollY)).toBeGreaterThan(0);

  await arrived();

  const after = await ann.item(OBJECTIVE).card.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0)), 'moved by so many pixels').toBeLessThan(12);
});

test('what somebody else wrote since the page was made comes with the connection', async ({
  ann, ben,
}) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
  const arrived = await holdClient(ann.page);
  await ann.page.reload({ waitUntil: 'commit' });
  await expect(ann.content.getByRole('heading', { name: OBJECTIVE })).toBeVisible();
  await ben.item(OBJECTIVE).write('Metric', 'Written meanwhile');
  await ben.waitUntilSaved();

  await arrived();

  await expect(ann.item(OBJECTIVE).field('Metric')).toHaveValue('Written meanwhile');
});

test('a plan too long to lie in its page is fetched beside it', async ({ ann, connect, plan }) => {
  const client = await connect({ ...ANN, name: 'Importer' });
  fill(client, 'actions', 1_200);
  await ann.open('Strategies and actions');
  await expect(ann.item('Copy 1200').card).toBeAttached();
  const fetched = ann.page.waitForResponse(`**/api/plans/${plan.id}/document`);

  await ann.reload();

  expect((await (await fetched).body()).length).toBeGreaterThan(512 * 1024);
  await ann.expectSection('Strategies and actions');
  await expect(ann.item('Copy 1200').card).toBeAttached();
});

test('without JavaScript the plan can be read', async ({ ann, browser, plan, server }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await ann.page.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/plan/${plan.id}`);
  await expect(page.getByText('Without JavaScript this plan can be read')).toBeVisible();
  await page.getByRole('navigation', { name: 'Sections', exact: true })
    .getByRole('link', { name: 'Objectives' }).click();
  await expect(page.getByRole('heading', { name: OBJECTIVE })).toBeVisible();
  await page.getByRole('link', { name: 'The whole plan on one page' }).click();
  await expect(page.getByRole('heading', { name: OBJECTIVE })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await context.close();
});

test('the plan in the language and colours that were chosen, from the first moment', async ({
  ann,
}) => {
  await ann.page.context().addCookies([
    { name: 'tandem_language', value: 'de', url: ann.page.url() },
    { name: 'tandem_theme', value: 'dark', url: ann.page.url() },
  ]);
  await holdClient(ann.page);
  await ann.page.reload({ waitUntil: 'commit' });
  await expect(ann.page.getByRole('navigation', { name: 'Abschnitte', exact: true })).toBeVisible();
  await expect(ann.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(ann.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the whole plan for paper', async ({ ann }) => {
  await ann.page.getByRole('button', { name: 'More' }).click();
  await ann.page.getByRole('menuitem', { name: /Print the plan/ }).click();
  await expect(ann.page).toHaveURL(/\/print$/);
  const print = ann.page.getByRole('button', { name: 'Print' });
  await expect(print).toBeVisible();
  for (const section of ['Vision', 'Objectives', 'Governance']) {
    await expect(ann.page.getByRole('heading', { name: section, exact: true })).toBeVisible();
  }
  await ann.page.emulateMedia({ media: 'print' });
  await expect(print).toBeHidden();
  await expect(ann.page.getByRole('heading', { name: OBJECTIVE })).toBeVisible();
});

test('Ctrl+P shows the whole plan, and the page itself prints without what is around it', async ({
  ann,
}) => {
  await ann.open('Objectives');
  await ann.page.emulateMedia({ media: 'print' });
  await expect(ann.page.getByRole('navigation', { name: 'Sections', exact: true })).toBeHidden();
  await expect(ann.saved).toBeHidden();
  await expect(ann.content.getByRole('button').first()).toBeHidden();
  await expect(ann.content.getByRole('heading', { level: 2 })).toBeVisible();
  await ann.page.emulateMedia({ media: null });
  await ann.page.keyboard.press('ControlOrMeta+p');
  await expect(ann.page).toHaveURL(/\/print$/);
});
