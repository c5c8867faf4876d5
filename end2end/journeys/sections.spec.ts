/**
 * A plan of every section: all of them open and fit, on a desk and in a hand, and what follows from
 * other fields is worked out.
 */
import { whatSticksOut } from '../fixtures/audit.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ preset: 'manufacturing-annual' });

const BONUS = 'Bonus of the last quarter, still to be paid';

for (const [where, width] of [['on a desk', 1280], ['in a hand', 390]] as const) {
  test(`every section fits ${where}`, async ({ ann }) => {
    test.slow();
    await ann.page.setViewportSize({ width, height: 900 });
    await expect(ann.sections).toHaveCount(18);
    const links = await ann.sections.evaluateAll((all) =>
      all.map((link) => link.getAttribute('href') ?? ''),
    );
    for (const link of links) {
      await ann.page.locator(`nav a[href="${link}"]`).first().click();
      await expect(ann.page).toHaveURL(new RegExp(`${link}$`));
      await expect(ann.content.getByRole('heading', { level: 2 })).toBeVisible();
      expect.soft(await whatSticksOut(ann.page), link).toEqual([]);
    }
  });
}

test('what an incentive has earned follows its KPI and its cap', async ({ ann, ben }) => {
  await ann.open('Incentives');
  await ben.open('Incentives');
  const earned = (page: typeof ann) => page.item(BONUS).card.getByRole('status', { name: 'Earned' });
  await expect(earned(ann)).toHaveText('$34,650');

  await ben.item(BONUS).enter('At most', '30000');

  await expect(earned(ann)).toHaveText('$30,000');
  await expect(ann.item(BONUS).card.getByText('USD', { exact: true })).toBeVisible();
});
