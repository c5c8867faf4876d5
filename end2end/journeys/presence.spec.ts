/** Who is here: by name and side, in which section, in which field, and gone when they leave. */
import { expect, test } from '../fixtures/test.ts';

const OBJECTIVE = 'Four certified consultants';

test('each link joins its own side, and both people see each other', async ({ ann, ben }) => {
  for (const page of [ann, ben]) {
    await expect(page.person('Ann, Northwind')).toBeVisible();
    await expect(page.person('Ben, Contoso')).toBeVisible();
  }
});

test('one sees in which section and in which field the other is', async ({ ann, ben }) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
  await expect(ann.person('Ben, Contoso: Objectives')).toBeVisible();

  await ben.item(OBJECTIVE).caretToEnd('What exactly');
  await expect(ann.item(OBJECTIVE).visitor('Ben')).toBeVisible();

  await ben.open('Vision');
  await expect(ann.person('Ben, Contoso: Vision')).toBeVisible();
  await expect(ann.item(OBJECTIVE).visitor('Ben')).toHaveCount(0);
});

test('who is in a cell of a table is seen in that cell only', async ({ ann, ben }) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
  const table = 'Targets by period';
  const item = 'New bookings through the partner';

  await ben.item(item).rows(table).first().getByLabel('Target').focus();

  await expect(ann.item(item).visitor('Ben')).toHaveCount(1);
  const cells = ann.item(item).rows(table).first().getByRole('cell');
  await expect(cells.filter({ hasText: 'Ben' })).toHaveCount(1);
});

test('who leaves is gone from the list', async ({ ann, ben }) => {
  await expect(ann.person('Ben, Contoso')).toBeVisible();

  await ben.page.close();

  await expect(ann.person('Ben, Contoso')).toHaveCount(0);
  await expect(ann.person('Ann, Northwind')).toBeVisible();
});
