/** Everything from the link to a written objective, without a mouse. */
import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { PlanPage } from '../pages/plan.ts';

/** More stops than the whole plan page has before its end. */
const MOST_STOPS = 400;

/** Presses Tab until this has the focus; what has it on the way must show it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target.first()).toBeAttached();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const element = document.activeElement ?? document.body;
      return { ...focusRing(element), html: element.outerHTML.slice(0, 120) };

      /** Its own ring, or that of something around it that stands for it. */
      function focusRing(inner: Element): { hasRing: boolean } {
        for (let at: Element | null = inner; at && at !== document.body; at = at.parentElement) {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
          const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
          if (isOutlined || (at.matches(':focus-within') && /0px 0px 0px [1-9]/.test(boxShadow))) {
            return { hasRing: true };
          }
        }
        return { hasRing: false };
      }
    });
    expect(seen.hasRing, `the focus shows on ${seen.html}`).toBe(true);
    if (await target.evaluateAll((found) => found.includes(document.activeElement as never))) {
      return;
    }
  }
  throw new Error(`Tab does not reach ${String(target)}`);
}

test('from the link to a written objective', async ({ ben, freshPage, plan }) => {
  const joining = await JoinPage.open(await freshPage(), plan.links.vendor);
  const { page } = joining;
  await expect(joining.name).toBeFocused();
  await page.keyboard.type('Ann');
  await page.keyboard.press('Enter');
  const ann = await PlanPage.arrive(page);
  await ben.open('Objectives');

  await tabTo(page, page.getByRole('link', { name: 'Objectives' }));
  await page.keyboard.press('Enter');
  await ann.expectSection('Objectives');
  await tabTo(page, ann.addButton('objective'));
  await page.keyboard.press('Enter');
  await page.keyboard.type('Win twelve new customers');
  await tabTo(page, ann.item('Win twelve new customers').field('What exactly'));
  await page.keyboard.type('Twelve, counted by signed contracts.');

  await expect(ben.item('Win twelve new customers').field('What exactly')).toHaveValue(
    'Twelve, counted by signed contracts.',
  );
});

test('the first stop leads past the head of the page', async ({ ann }) => {
  await ann.page.keyboard.press('Tab');
  await expect(ann.page.getByRole('link', { name: 'To the plan' })).toBeFocused();

  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.press('Tab');

  const isInMain = ann.page.getByRole('main').locator(':focus');
  await expect(isInMain).toHaveCount(1);
});

test('the parts of the page are landmarks with headings in order', async ({ ann }) => {
  await ann.open('Objectives');
  for (const landmark of ['banner', 'main'] as const) {
    await expect(ann.page.getByRole(landmark)).toHaveCount(1);
  }
  await expect(ann.sections).toHaveCount(13);
  const levels = await ann.page
    .getByRole('heading')
    .evaluateAll((found) => found.map((heading) => Number(heading.tagName.slice(1))));
  expect(levels[0]).toBe(1);
  const jumps = levels.filter((level, i) => i > 0 && level > (levels[i - 1] ?? 0) + 1);
  expect(jumps).toEqual([]);
});
