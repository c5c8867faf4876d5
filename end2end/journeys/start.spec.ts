/** How a plan begins: somebody starts it, and the other side comes by a link. */
import type { Page } from '@playwright/test';

import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { PeoplePage } from '../pages/people.ts';
import { type NewPlan, StartPage } from '../pages/start.ts';

const WANTED: NewPlan = {
  vendor: 'Northwind',
  partner: 'Contoso',
  me: 'Ann',
  side: 'vendor',
  preset: 'IT and software, one quarter',
};

test('a plan is started, and the other side joins by the link', async ({ freshPage, server }) => {
  const start = await StartPage.open(await freshPage(), server.url);
  const link = await start.begin(WANTED);
  expect(link).toContain('/join/');
  await expect(start.page.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  await start.page.getByRole('button', { name: 'Copy' }).click();
  await expect(start.page.getByRole('status')).toContainText(['Copied.']);

  const ann = await start.openStarted();
  await expect(ann.person('Ann, Northwind')).toBeVisible();

  const joining = await JoinPage.open(await freshPage(), link);
  await expect(joining.content).toContainText('Contoso');
  const ben = await joining.joinAs('Ben');
  await expect(ben.person('Ben, Contoso')).toBeVisible();
  await expect(ann.person('Ben, Contoso')).toBeVisible();
});

test('a first link that was lost is made again', async ({ freshPage, server }) => {
  const start = await StartPage.open(await freshPage(), server.url);
  const lost = await start.begin(WANTED);
  const people = await PeoplePage.from(await start.openStarted());
  await expect(people.side('Contoso')).toContainText('Nobody of Contoso has come yet.');
  await people.page.getByRole('button', { name: 'Make a new link for their lead' }).click();
  const link = await people.takeLink();

  const late = await JoinPage.open(await freshPage(), lost);
  await expect(late.content).toContainText('This link was withdrawn.');
  const ben = await (await JoinPage.open(await freshPage(), link)).joinAs('Ben');
  await expect(ben.person('Ben, Contoso')).toBeVisible();
  await people.page.reload();
  await expect(people.side('Contoso')).toContainText('Ben leads Contoso in this plan');
});

test('what is missing is said where it was typed', async ({ freshPage, server }) => {
  const start = await StartPage.open(await freshPage(), server.url);
  await start.page.getByRole('button', { name: 'Start a plan' }).click();
  await start.page.getByRole('textbox', { name: 'The vendor' }).fill('Northwind');
  await start.page.getByRole('button', { name: 'Start the plan' }).click();

  const partner = start.page.getByRole('textbox', { name: 'The channel partner' });
  await expect(start.problem).toHaveText(/names of both companies/);
  await expect(partner).toBeFocused();
  await expect(partner).toHaveAttribute('aria-invalid', 'true');
});

test('who signs out leaves nothing in the browser', async ({ freshPage, server }) => {
  const start = await StartPage.open(await freshPage(), server.url);
  await start.begin(WANTED);
  const ann = await start.openStarted();
  const plan = ann.page.url();

  const again = await StartPage.open(ann.page, server.url);
  await again.signOut();

  await expect(again.plans).toContainText('You are not in a plan yet');
  const left = await again.page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return [...databases.map(({ name }) => name), ...Object.keys(localStorage)].filter((name) =>
      /^tandem[/.](plan|said)|^tandem\//.test(name ?? ''),
    );
  });
  expect(left).toEqual([]);
  await again.page.goto(plan);
  await expect(again.page.getByRole('heading', { level: 1 })).toHaveText(
    'You are not in this plan',
  );
});

async function seenEverywhere(page: Page, name: string): Promise<void> {
  for (const look of LOOKS) {
    await lookAt(page, look);
    expect.soft(await seriousFaults(page), `${name}, ${look.name}`).toEqual([]);
    expect.soft(await whatSticksOut(page), `${name}, ${look.name}`).toEqual([]);
    await page.screenshot({ path: `test-results/screens/${name} ${look.name}.png`, fullPage: true });
  }
}

test('the start of a plan can be seen, read and used everywhere', async ({ freshPage, server }) => {
  const start = await StartPage.open(await freshPage(), server.url);
  await expect(start.page.getByRole('button', { name: 'Start a plan' })).toBeVisible();
  await seenEverywhere(start.page, 'start empty');
  await start.page.getByRole('button', { name: 'Start a plan' }).click();
  await seenEverywhere(start.page, 'start form');
  await start.page.reload();
  const link = await start.begin(WANTED);
  await seenEverywhere(start.page, 'start ready');
  const joining = await JoinPage.open(await freshPage(), link);
  await expect(joining.join).toBeVisible();
  await seenEverywhere(joining.page, 'join');
});
