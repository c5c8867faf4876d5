/** The picture of README.md: two people, one from either side, in one plan. */
import { DESK, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';

test('two people write the objectives of one plan', async ({ invite, server }) => {
  const plan = await server.createPlan('Connect for mid-market manufacturers');
  const ann = await invite('Ann Meyer', plan.links.vendor);
  const ben = await invite('Ben Ortiz', plan.links.partner);
  const chloe = await invite('Chloe Martin', plan.links.partner);
  await ann.open('Objectives');
  await ben.open('Objectives');
  await chloe.open('Vision');
  const bookings = ann.item('New bookings through the partner');
  await bookings.choose('Owner', 'Ben Ortiz');
  await ben.item('New bookings through the partner').caretToEnd('Value to the partner');
  await expect(ann.person(/^Ben Ortiz, Contoso: Objectives/)).toBeVisible();
  await expect(bookings.visitor('Ben Ortiz')).toBeVisible();
  await bookings.caretToEnd('What exactly');

  await lookAt(ann.page, DESK);
  await ann.waitUntilSaved();
  await ann.page.mouse.move(0, 0);
  await ann.page.evaluate(() => scrollTo(0, 0));
  // The name at Ben's caret fades; the one at the field says the same.
  await ann.page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
  });
  await ann.page.screenshot({ path: '../docs/images/plan.png', caret: 'initial' });
});
