/**
 * Items of a kind as a table: the keys of a spreadsheet, copying and pasting, and what the others
 * see of it.
 */
import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';

const CERTIFIED = 'Four certified consultants';

test.beforeEach(async ({ ann }) => {
  await ann.open('Objectives');
});

test('cells are reached and edited with the keys of a spreadsheet', async ({ ann, ben }) => {
  const { page } = ann;
  const table = await ann.showTable('Objectives');
  const titles = await table.titles();
  const [first = '', second = ''] = titles;
  await (await table.cell(first, 'Target')).click();
  await expect(await table.cell(first, 'Target')).toBeFocused();

  await test.step('typing begins to edit, Enter takes it and goes down', async () => {
    await page.keyboard.type('1,250.5');
    await page.keyboard.press('Enter');
    await expect(await table.cell(first, 'Target')).toHaveText('1,250.5');
    await expect(await table.cell(second, 'Target')).toBeFocused();
  });

  await test.step('Tab takes it and goes to the right', async () => {
    await page.keyboard.type('20');
    await page.keyboard.press('Tab');
    await expect(await table.cell(second, 'Target')).toHaveText('20');
    await expect(await table.cell(second, 'Stretch')).toBeFocused();
  });

  await test.step('Escape takes back, F2 edits what is there, Delete empties', async () => {
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('F2');
    await page.keyboard.type('99');
    await page.keyboard.press('Escape');
    await expect(await table.cell(second, 'Target')).toHaveText('20');
    await expect(await table.cell(second, 'Target')).toBeFocused();
    await page.keyboard.press('F2');
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await expect(await table.cell(second, 'Target')).toHaveText('200');
    await (await table.cell(second, 'Target')).click();
    await page.keyboard.press('Delete');
    await expect(await table.cell(second, 'Target')).toHaveText('');
  });

  await test.step('Home, End and the corners', async () => {
    await page.keyboard.press('ControlOrMeta+Home');
    await expect(table.grid.getByRole('rowheader').first()).toBeFocused();
    await page.keyboard.press('ControlOrMeta+End');
    await expect(await table.cell(titles.at(-1) ?? '', 'Worth to the partner')).toBeFocused();
    await page.keyboard.press('Home');
    await expect(table.grid.getByRole('rowheader').last()).toBeFocused();
  });

  await test.step('a choice is made from a list', async () => {
    await (await table.cell(first, 'Status')).click();
    await page.keyboard.press('Enter');
    await (await table.cell(first, 'Status')).getByRole('combobox').selectOption('At risk');
    await page.keyboard.press('Enter');
    await expect(await table.cell(first, 'Status')).toHaveText('At risk');
  });

  await ben.open('Objectives');
  await expect(ben.item(first).field('Target')).toHaveValue('1,250.5');
});

test('a wrong value stays in its cell with a sentence until it is mended', async ({ ann }) => {
  const table = await ann.showTable('Objectives');
  const cell = await table.cell(CERTIFIED, 'Target');
  const before = await cell.innerText();
  await cell.click();
  await ann.page.keyboard.type('a lot');
  await ann.page.keyboard.press('Enter');
  await expect(cell.getByRole('alert')).toContainText('“a lot” is no number');
  await expect(cell.getByRole('textbox')).toHaveValue('a lot');
  await expect(cell.getByRole('textbox')).toBeFocused();

  await test.step('it is kept where another cell is edited', async () => {
    await (await table.cell(CERTIFIED, 'Metric')).dblclick();
    await expect(table.left).toHaveCount(1);
    await expect(table.left).toContainText('“a lot” is no number');
  });
  await ann.page.keyboard.press('Escape');
  await expect(cell).toHaveText(before);
});

test('cells of a spreadsheet are pasted, new rows are added, and one undo takes all back', async ({
  ann,
  ben,
}) => {
  const table = await ann.showTable('Objectives');
  const titles = await table.titles();
  const last = titles.at(-1) ?? '';
  await table.row(last).getByRole('rowheader').click();
  await table.paste([
    [last, '', 'On track'],
    ['Pasted one', 'Ann', 'At risk'],
    ['Pasted two', 'Nobody here', 'on TRACK'],
    ['', '', ''],
  ]);

  await expect(table.row('Pasted two')).toBeVisible();
  await expect(await table.cell('Pasted one', 'Owner')).toHaveText('Ann');
  await expect(await table.cell('Pasted one', 'Status')).toHaveText('At risk');
  await expect(await table.cell('Pasted two', 'Status')).toHaveText('On track');
  await expect(table.left).toHaveText([/Row \d+, Owner: “Nobody here”/]);
  await ben.open('Objectives');
  await expect(ben.item('Pasted two').card).toBeVisible();

  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(table.row('Pasted one')).toHaveCount(0);
  expect(await table.titles()).toEqual(titles);
});

test('what is selected is copied as a spreadsheet reads it', async ({ ann }) => {
  const table = await ann.showTable('Objectives');
  const [first = '', second = ''] = await table.titles();
  await table.row(first).getByRole('rowheader').click();
  await ann.page.keyboard.press('Shift+ArrowDown');
  expect(await table.copy()).toBe(`${first}\n${second}`);

  await test.step('one text goes into all selected cells', async () => {
    await (await table.cell(first, 'Unit')).click();
    await (await table.cell(second, 'Unit')).click({ modifiers: ['Shift'] });
    await table.paste([['deals']]);
    await expect(await table.cell(first, 'Unit')).toHaveText('deals');
    await expect(await table.cell(second, 'Unit')).toHaveText('deals');
  });
});

test('the others are seen in their cells, and what they write', async ({ ann, ben }) => {
  const anns = await ann.showTable('Objectives');
  await ben.open('Objectives');
  const bens = await ben.showTable('Objectives');
  await (await bens.cell(CERTIFIED, 'Target')).click();
  await expect((await anns.cell(CERTIFIED, 'Target')).getByText('Ben')).toBeVisible();
  await ben.page.keyboard.type('17');
  await ben.page.keyboard.press('Enter');
  await expect(await anns.cell(CERTIFIED, 'Target')).toHaveText('17');
});

test('the view is remembered on the device, and a card is one press away', async ({ ann }) => {
  const table = await ann.showTable('Objectives');
  await ann.reload();
  await ann.open('Objectives');
  await expect(table.grid).toBeVisible();
  await table.row(CERTIFIED).getByRole('button', { name: /^Commands for/ }).click();
  await ann.page.getByRole('menuitem', { name: 'Open as a card' }).click();
  await expect(ann.item(CERTIFIED).field('Title')).toBeFocused();
});

test('cells are pasted into the small table of an item as well', async ({ ann }) => {
  const item = ann.item(CERTIFIED);
  const row = await item.addRow('Targets by period');
  await row.getByRole('textbox').first().click();
  const table = await ann.showTable('Objectives').then(async (table) => {
    await ann.content.getByText('Cards', { exact: true }).click();
    return table;
  });
  const rows = item.rows('Targets by period');
  const before = await rows.count();
  await rows.last().getByRole('textbox', { name: 'Period' }).click();
  await table.paste([
    ['Q1 2027', 'EMEA'],
    ['Q9 2027', 'APAC'],
  ]);
  await expect(rows).toHaveCount(before + 1);
  await expect(rows.nth(before - 1).getByRole('textbox', { name: 'Period' })).toHaveValue('Q1 2027');
  await expect(rows.last().getByRole('textbox', { name: 'Region' })).toHaveValue('APAC');
  await expect(table.left).toContainText('“Q9 2027” is no period');
});

test('the table is accessible and sticks out of no screen', async ({ ann }) => {
  const table = await ann.showTable('Objectives');
  await (await table.cell(CERTIFIED, 'Target')).click();
  for (const look of LOOKS) {
    await lookAt(ann.page, look);
    expect.soft(await whatSticksOut(ann.page), look.name).toEqual([]);
    expect.soft(await seriousFaults(ann.page), look.name).toEqual([]);
    await ann.page.screenshot({ path: `test-results/screens/table ${look.name}.png` });
  }
});
