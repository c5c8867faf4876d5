/** A target of a year as targets of its quarters. */
import { expect, test } from '../fixtures/test.ts';

const BOOKINGS = 'New bookings through the partner';
const TABLE = 'Targets by period';

test('a year is split into its quarters, the sum is shown, and one undo takes it back', async ({
  ann,
  ben,
}) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
  const item = await ann.addItem('objective', 'Grow');
  await item.enter('Target', '10');
  const row = await item.addRow(TABLE);
  await row.getByRole('textbox', { name: 'Period' }).fill('2027');
  await row.getByRole('textbox', { name: 'Region' }).fill('EMEA');
  await row.getByRole('textbox', { name: 'Target', exact: true }).fill('10');
  await row.getByRole('textbox', { name: 'Target', exact: true }).press('Enter');
  await row.getByRole('button', { name: 'Split into quarters' }).click();

  const rows = ben.item('Grow').rows(TABLE);
  await expect(rows).toHaveCount(5);
  const targets = ['10', '2', '3', '2', '3'];
  const periods = ['2027', 'Q1 2027', 'Q2 2027', 'Q3 2027', 'Q4 2027'];
  for (const [index, target] of targets.entries()) {
    const row = rows.nth(index);
    await expect(row.getByRole('textbox', { name: 'Period' })).toHaveValue(periods[index] ?? '');
    await expect(row.getByRole('textbox', { name: 'Region' })).toHaveValue('EMEA');
    await expect(row.getByRole('textbox', { name: 'Target', exact: true })).toHaveValue(target);
  }
  await expect(ben.item('Grow').card).toContainText('Sum of targets: 10');
  await expect(ben.item('Grow').card).not.toContainText('not the target');

  await test.step('the cells can be edited, and a sum that is not the target is marked', async () => {
    const cell = rows.nth(1).getByRole('textbox', { name: 'Target', exact: true });
    await cell.fill('5');
    await cell.press('Enter');
    await expect(item.card).toContainText('Sum of targets: 13');
    await expect(item.card).toContainText('not the target of 10');
  });

  await item.handle.focus();
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(item.rows(TABLE)).toHaveCount(1);
});

test('the target of an item is split over the year in which it is due', async ({ ann }) => {
  await ann.open('Objectives');
  const item = await ann.addItem('objective', 'Grow');
  await item.enter('Target', '4.5');
  await item.enter('Due', '2027-06-30');
  await item.card.getByRole('button', { name: 'Split the target into quarters' }).click();
  await expect(item.rows(TABLE)).toHaveCount(4);
  const first = item.rows(TABLE).first();
  await expect(first.getByRole('textbox', { name: 'Period' })).toHaveValue('Q1 2027');
  await expect(first.getByRole('textbox', { name: 'Target', exact: true })).toHaveValue('1.1');
  await expect(item.card).toContainText('Sum of targets: 4.5');
  await expect(
    item.card.getByRole('button', { name: 'Split the target into quarters' }),
  ).toHaveCount(0);
  await expect(ann.item(BOOKINGS).card).toBeVisible();
});
