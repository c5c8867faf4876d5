/** Nothing serious that axe knows of, on any page, in either colours, on a desk or in a hand. */
import type { Page } from '@playwright/test';

import { seriousFaults } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { StartPage } from '../pages/start.ts';

async function expectNoFaults(page: Page): Promise<void> {
  for (const look of LOOKS) {
    await lookAt(page, look);
    expect.soft(await seriousFaults(page), look.name).toEqual([]);
  }
}

test('the start page, with and without plans', async ({ ann, freshPage, plan, server }) => {
  const empty = await StartPage.open(await freshPage(), server.url);
  await expect(empty.plans).toContainText('You are not in a plan yet');
  await expectNoFaults(empty.page);

  const filled = await StartPage.open(ann.page, server.url);
  await expect(filled.plan(plan.name)).toBeVisible();
  await expectNoFaults(filled.page);
});

test('the page that a link opens, also after a mistake', async ({ ann, freshPage, plan }) => {
  const joining = await JoinPage.open(await freshPage(), plan.links.vendor);
  await joining.join.click();
  await expect(joining.problem).not.toBeEmpty();
  await expectNoFaults(joining.page);

  const again = await JoinPage.open(ann.page, plan.links.partner);
  await expect(again.content).toContainText('already in the plan');
  await expectNoFaults(again.page);
});

test('a filled plan with two people in it', async ({ ann, ben }) => {
  await expectNoFaults(ann.page);
  await ann.open('Objectives');
  await ben.open('Objectives');
  await ben.item('Four certified consultants').caretToEnd('What exactly');
  await expect(ann.person('Ben, Contoso: Objectives')).toBeVisible();
  await expectNoFaults(ann.page);
});

test('an item with all its fields, a refused number and an open menu', async ({ ann }) => {
  await ann.open('Objectives');
  const item = ann.item('Four certified consultants');
  await item.showAllFields();
  await item.enter('Target', 'many');
  await expect(item.field('Target')).toHaveAttribute('aria-invalid', 'true');
  await expectNoFaults(ann.page);

  await item.openMenu();
  await expectNoFaults(ann.page);
});

test('the trash and the message after throwing something away', async ({ ann }) => {
  await ann.open('Objectives');
  await ann.item('Four certified consultants').command('Move to the trash');
  await expectNoFaults(ann.page);

  await ann.openTrash();
  await expectNoFaults(ann.page);
});
