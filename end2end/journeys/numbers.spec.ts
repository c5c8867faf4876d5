/** Numbers, amounts, dates and periods as people write them, in English and in German. */
import { expect, test } from '../fixtures/test.ts';

const CERTIFIED = 'Four certified consultants';

interface Case {
  field: string;
  typed: string;
  shown: string;
}

test.describe('in English', () => {
  const CASES: Case[] = [
    { field: 'Worth to the vendor', typed: 'EUR 1.2m', shown: '€1,200,000' },
    { field: 'Worth to the vendor', typed: "CHF 1'250.50", shown: 'CHF 1,250.50' },
    { field: 'Worth to the vendor', typed: '12k', shown: '$12,000' },
    { field: 'Target', typed: '1 234.5', shown: '1,234.5' },
    { field: 'Due', typed: '24 November 2026', shown: 'Nov 24, 2026' },
    { field: 'Due', typed: '11/24/2026', shown: 'Nov 24, 2026' },
  ];

  for (const { field, typed, shown } of CASES) {
    test(`${field}: ${typed} is read as ${shown}`, async ({ ann, ben }) => {
      await ann.open('Objectives');
      await ben.open('Objectives');
      await ann.item(CERTIFIED).enter(field, typed);
      await expect(ann.item(CERTIFIED).field(field)).toHaveValue(shown);
      await expect(ben.item(CERTIFIED).field(field)).toHaveValue(shown);
    });
  }

  test('what may mean two things is refused, stays, and is told where it stands', async ({
    ann,
  }) => {
    await ann.open('Objectives');
    const due = ann.item(CERTIFIED).field('Due');
    await due.fill('03/04/2026');
    await due.press('Enter');
    await expect(due).toHaveValue('03/04/2026');
    await expect(due).toHaveAttribute('aria-invalid', 'true');
    await expect(due).toHaveAccessibleDescription(/may be read in two ways/);
    await due.press('Escape');
    await expect(due).not.toHaveAttribute('aria-invalid');
    await expect(due).not.toHaveValue('03/04/2026');
  });
});

test('who reads German writes German, and both read the same plan', async ({ ann, ben }) => {
  await ann.page.context().addCookies([
    { name: 'tandem_language', value: 'de', url: ann.page.url() },
  ]);
  await ann.page.reload();
  const anns = ann.item(CERTIFIED);
  await ann.page.goto(`${ann.page.url().split('#')[0]}#objectives`);
  await ben.open('Objectives');
  const item = ben.item(CERTIFIED);

  await anns.field('Zielwert').fill('1.234,5');
  await anns.field('Zielwert').press('Enter');
  await expect(item.field('Target')).toHaveValue('1,234.5');

  await anns.field('Fällig').fill('24.11.2026');
  await anns.field('Fällig').press('Enter');
  await expect(item.field('Due')).toHaveValue('Nov 24, 2026');
  await item.enter('Due', '2026-12-01');
  await expect(anns.field('Fällig')).toHaveValue('01.12.2026');

  await anns.field('Zielwert').fill('1.5');
  await anns.field('Zielwert').press('Enter');
  await expect(anns.field('Zielwert')).toHaveAccessibleDescription(/Punkt und Komma vertauscht/);
});
