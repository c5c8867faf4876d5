/** Undo and redo: one's own steps only, wherever they were, with the caret back at their place. */
import { expect, test } from '../fixtures/test.ts';

const OBJECTIVE = 'Four certified consultants';
const OTHER = 'New bookings through the partner';
const TEXT = 'What exactly';

test.beforeEach(async ({ ann, ben }) => {
  await Promise.all([ann.open('Objectives'), ben.open('Objectives')]);
});

test('undo takes back what one wrote and leaves what the other wrote', async ({ ann, ben }) => {
  await ann.item(OBJECTIVE).write(TEXT, 'Ann was here.');
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue('Ann was here.');
  await ben.item(OBJECTIVE).caretToEnd(TEXT);
  await ben.page.keyboard.type(' Ben too.');
  await expect(ann.item(OBJECTIVE).field(TEXT)).toHaveValue('Ann was here. Ben too.');
  await ann.item(OBJECTIVE).caretToEnd(TEXT);
  await ann.page.keyboard.type(' And again.');
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue('Ann was here. Ben too. And again.');

  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue('Ann was here. Ben too.');
  await ann.page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue('Ann was here. Ben too. And again.');

  await ben.page.keyboard.press('ControlOrMeta+z');
  await expect(ann.item(OBJECTIVE).field(TEXT)).toHaveValue('Ann was here. And again.');
  await ben.page.keyboard.press('ControlOrMeta+y');
  await expect(ann.item(OBJECTIVE).field(TEXT)).toHaveValue('Ann was here. Ben too. And again.');
});

test('undo goes from field to field, and the caret to where it did something', async ({ ann }) => {
  const first = ann.item(OBJECTIVE);
  const second = ann.item(OTHER);
  await first.write(TEXT, 'left right');
  await first.caretToStart(TEXT);
  await ann.page.keyboard.press('ControlOrMeta+ArrowRight');
  await ann.page.keyboard.press('ArrowRight');
  await first.field('Metric').focus();
  await first.caretToEnd(TEXT);
  await ann.page.keyboard.press('ControlOrMeta+ArrowLeft');
  await ann.page.keyboard.type('middle ');
  await expect(first.field(TEXT)).toHaveValue('left middle right');
  await second.caretToEnd(TEXT);
  await ann.page.keyboard.type('!!');

  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(second.field(TEXT)).not.toHaveValue(/!!$/);
  await expect(second.field(TEXT)).toBeFocused();
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(first.field(TEXT)).toHaveValue('left right');
  await expect(first.field(TEXT)).toBeFocused();
  await ann.page.keyboard.type('and ');
  await expect(first.field(TEXT)).toHaveValue('left and right');
});

test('undo finds its field in another section', async ({ ann }) => {
  await ann.item(OBJECTIVE).caretToEnd(TEXT);
  const before = await ann.item(OBJECTIVE).field(TEXT).inputValue();
  await ann.page.keyboard.type(' for now');
  await ann.open('Vision');

  await ann.page.keyboard.press('ControlOrMeta+z');
  await ann.expectSection('Objectives');
  await expect(ann.item(OBJECTIVE).field(TEXT)).toHaveValue(before);
  await expect(ann.item(OBJECTIVE).field(TEXT)).toBeFocused();
});

test('undoing an added item trashes it with what others wrote in it', async ({ ann, ben }) => {
  await ann.addItem('objective', 'Short lived');
  await expect(ben.item('Short lived').card).toBeVisible();
  await ben.item('Short lived').write(TEXT, 'written by Ben');
  await expect(ann.item('Short lived').field(TEXT)).toHaveValue('written by Ben');

  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(ann.content.getByRole('article', { name: 'Untitled objective' })).toBeVisible();
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(ann.content.getByRole('article', { name: 'Untitled objective' })).toHaveCount(0);

  await ben.page.keyboard.press('ControlOrMeta+z');
  const trash = await ann.openTrash();
  await expect(trash.getByText('Untitled objective', { exact: true })).toBeVisible();
});
