/**
 * The main screens, light and dark, on a desk and in a hand. Nothing sticks out of them; the
 * pictures in `test-results/screens` are there to be looked at.
 */
import type { Page } from '@playwright/test';

import { whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { StartPage } from '../pages/start.ts';

async function takePictures(page: Page, screen: string): Promise<void> {
  for (const look of LOOKS) {
    await lookAt(page, look);
    await page.mouse.move(0, 0);
    expect.soft(await whatSticksOut(page), look.name).toEqual([]);
    await page.screenshot({ path: `test-results/screens/${screen} ${look.name}.png` });
  }
}

test('start', async ({ ann, freshPage, plan, server }) => {
  const empty = await StartPage.open(await freshPage(), server.url);
  await expect(empty.plans).toContainText('You are not in a plan yet');
  await takePictures(empty.page, 'start empty');

  const filled = await StartPage.open(ann.page, server.url);
  await expect(filled.plan(plan.name)).toBeVisible();
  await takePictures(filled.page, 'start');
});

test('join', async ({ ann, freshPage, plan }) => {
  const joining = await JoinPage.open(await freshPage(), plan.links.vendor);
  await expect(joining.name).toBeVisible();
  await takePictures(joining.page, 'join');

  const again = await JoinPage.open(ann.page, plan.links.partner);
  await expect(again.content).toContainText('already in the plan');
  await takePictures(again.page, 'join again');
});

test('plan', async ({ ann, ben }) => {
  await ben.open('Objectives');
  await ben.item('Four certified consultants').caretToEnd('What exactly');
  await expect(ann.person('Ben, Contoso: Objectives')).toBeVisible();
  for (const section of ['Plan', 'Vision', 'Objectives', 'KPIs', 'Governance']) {
    await ann.open(section);
    await takePictures(ann.page, section);
  }
});

test('an objective with all its fields', async ({ ann }) => {
  await ann.open('Objectives');
  await ann.item('Four certified consultants').showAllFields();
  await ann.item('Four certified consultants').card.scrollIntoViewIfNeeded();
  await takePictures(ann.page, 'objective');
});
