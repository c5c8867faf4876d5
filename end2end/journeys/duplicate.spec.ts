/** Copies of items: from the menu, with the keys, taken back in one step. */
import { expect, test } from '../fixtures/test.ts';

const CERTIFIED = 'Four certified consultants';
const COPY = `${CERTIFIED} (copy)`;

test.beforeEach(async ({ ann, ben }) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
});

test('a copy stands below, has everything, and one undo puts it into the trash', async ({
  ann,
  ben,
}) => {
  const target = await ann.item(CERTIFIED).field('Target').inputValue();
  const what = await ann.item(CERTIFIED).field('What exactly').inputValue();
  await ann.item(CERTIFIED).command('Duplicate');

  const copy = ben.item(COPY);
  await expect(copy.field('Target')).toHaveValue(target);
  await expect(copy.field('What exactly')).toHaveValue(what);
  await expect(ann.item(COPY).field('Title')).toBeFocused();
  const titles = ann.content.getByRole('heading', { level: 4 });
  const all = await titles.allTextContents();
  expect(all.indexOf(COPY)).toBe(all.indexOf(CERTIFIED) + 1);

  await test.step('the copy is an item of its own', async () => {
    await ann.item(COPY).enter('Target', '7');
    await expect(copy.field('Target')).toHaveValue('7');
    await expect(ben.item(CERTIFIED).field('Target')).toHaveValue(target);
  });

  await ann.undoThroughMessage();
  await expect(copy.card).toHaveCount(0);
  await ann.openTrash();
  await expect(ann.content.getByRole('region', { name: 'Trash' })).toContainText(COPY);
});

test('the keys do the same', async ({ ann, ben }) => {
  await ann.item(CERTIFIED).field('Title').press('Alt+Shift+d');
  await expect(ben.item(COPY).card).toBeVisible();
  await ann.item(COPY).handle.focus();
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(ben.item(COPY).card).toHaveCount(0);
});
