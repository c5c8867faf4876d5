/**
 * The main screens, light and dark, on a desk and in a hand. Nothing sticks out of them; the
 * pictures in `test-results/screens` are there to be looked at.
 */
import type { Page } from '@playwright/test';

import { whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { PRESETS, readSchema, shownAt } from '../fixtures/schema.ts';
import { expect, test } from '../fixtures/test.ts';
import { Item } from '../pages/item.ts';
import { JoinPage } from '../pages/join.ts';
import { StartPage } from '../pages/start.ts';

const SCHEMA = readSchema();

async function takePictures(page: Page, screen: string): Promise<void> {
  for (const look of LOOKS) {
    await lookAt(page, look);
    await page.mouse.move(0, 0);
    await page.evaluate(() => scrollTo(0, 0));
    expect.soft(await whatSticksOut(page), look.name).toEqual([]);
    await page.screenshot({ path: `test-results/screens/${screen} ${look.name}.png`, fullPage: true });
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

test('what is not there', async ({ ann, server }) => {
  const { page } = ann;
  await page.goto(`${server.url}/join/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`);
  await expect(page.getByRole('main')).toContainText('This link is not known');
  await takePictures(page, 'join unknown');

  await page.goto(`${server.url}/nothing/here`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await takePictures(page, 'missing');
});

for (const { preset, depth } of PRESETS) {
  test.describe(preset, () => {
    test.use({ preset });

    test('every section, with all fields of one item of every kind', async ({ ann, ben }) => {
      test.slow();
      await ben.open('Objectives');
      for (const section of shownAt(depth, SCHEMA.sections)) {
        await ann.open(section.label.en);
        for (const kind of section.kinds ?? []) {
          const items = ann.items(section, kind);
          if ((await items.count()) > 0) {
            await new Item(items.first()).showAllFields();
          }
        }
        await takePictures(ann.page, `${preset} ${section.key}`);
      }
    });
  });
}
