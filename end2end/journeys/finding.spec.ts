/** Finding one's way: the box that finds everything, the checks, following somebody, the keys. */
import type { Page } from '@playwright/test';

import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';

const OBJECTIVE = 'Four certified consultants';

async function expectGoodLooks(page: Page, screen: string): Promise<void> {
  for (const look of LOOKS) {
    await lookAt(page, look);
    expect.soft(await whatSticksOut(page), look.name).toEqual([]);
    expect.soft(await seriousFaults(page), look.name).toEqual([]);
    await page.screenshot({ path: `test-results/screens/${screen} ${look.name}.png` });
  }
}

test('words are found where they stand, and picked with the keyboard', async ({ ann, ben }) => {
  await ben.open('Objectives');
  await ben.item(OBJECTIVE).write('What exactly', 'Zebra crossings for consultants.');
  await ben.waitUntilSaved();

  await ann.page.keyboard.press('ControlOrMeta+k');
  const finder = ann.page.getByRole('dialog', { name: 'Search and commands' });
  const input = finder.getByRole('combobox');
  await expect(input).toBeFocused();
  await input.fill('zebra CROSS');
  await expect(finder.getByRole('option')).toHaveCount(1);
  await expect(finder.getByRole('option')).toContainText(OBJECTIVE);
  await expectGoodLooks(ann.page, 'finder');
  await input.press('Enter');

  await expect(finder).toBeHidden();
  await ann.expectSection('Objectives');
  await expect(ann.item(OBJECTIVE).field('What exactly')).toBeFocused();
});

test('a command is found by its name and done', async ({ ann }) => {
  await ann.page.keyboard.press('ControlOrMeta+k');
  const finder = ann.page.getByRole('dialog', { name: 'Search and commands' });
  await finder.getByRole('combobox').fill('keyboard short');
  await finder.getByRole('combobox').press('Enter');

  const keys = ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toContainText('Undo your last step');
  await expectGoodLooks(ann.page, 'keys');
  await ann.page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('what is not there is said', async ({ ann }) => {
  await ann.page.keyboard.press('ControlOrMeta+k');
  const finder = ann.page.getByRole('dialog', { name: 'Search and commands' });
  await finder.getByRole('combobox').fill('no such words anywhere');
  await expect(finder).toContainText('Nothing found');
});

test('a finding is seen in its field, in its section and in the list, and goes when it is mended', async ({
  ann,
}) => {
  await ann.open('Objectives');
  await ann.addItem('objective', 'Sell more');
  const item = ann.item('Sell more');
  const marker = item.card.getByTitle(/does not say what exactly is to come true/).first();
  await expect(marker).toBeVisible();

  await ann.page.getByRole('button', { name: /^Checks/ }).click();
  const list = ann.page.getByRole('complementary', { name: 'Checks' });
  await expect(list).toBeVisible();
  await list.getByText('This section').click();
  await expectGoodLooks(ann.page, 'checks');

  const links = list.getByRole('link').filter({ hasText: 'Sell more' });
  for (const group of await list.getByRole('group').all()) {
    await group.locator('summary').click();
  }
  const before = await links.count();
  expect(before).toBeGreaterThan(2);

  const due = list.getByRole('link', { name: 'Sell more Due' }).first();
  await due.click();
  await expect(item.field('Due')).toBeFocused();
  await item.enter('Due', '2026-12-15');
  await expect(due).toHaveCount(0);
});

test('one follows somebody through the plan until one does something oneself', async ({
  ann,
  ben,
}) => {
  await ann.page.getByRole('button', { name: 'Follow Ben' }).click();
  await expect(ann.page.getByText('You follow Ben through the plan.')).toBeVisible();

  await ben.open('Vision');
  await ann.expectSection('Vision');
  await ben.open('Objectives');
  await ann.expectSection('Objectives');

  await ann.page.keyboard.press('Shift');
  await expect(ann.page.getByText('You follow Ben through the plan.')).toBeHidden();
  await ben.open('Vision');
  await expect(ben.content.getByRole('heading', { level: 2 })).toHaveText('Vision');
  await ann.expectSection('Objectives');
});

test('the keys go from section to section', async ({ ann }) => {
  await ann.open('Plan');
  await ann.page.keyboard.press('Alt+PageDown');
  await ann.expectSection('Current state');
  await ann.page.keyboard.press('Alt+PageUp');
  await ann.expectSection('Plan');
});
