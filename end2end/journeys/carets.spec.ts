/** The carets and selections of others: at the right letter, with the name, gone when they leave. */
import { expect, test } from '../fixtures/test.ts';

const OBJECTIVE = 'Four certified consultants';
const TEXT = 'What exactly';

test.beforeEach(async ({ ann, ben }) => {
  await Promise.all([ann.open('Objectives'), ben.open('Objectives')]);
  await ann.item(OBJECTIVE).write(TEXT, 'one two three');
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue('one two three');
});

test('a caret is seen at its letter, with the name, and follows what is typed', async ({
  ann,
  ben,
}) => {
  const annSees = () => ann.item(OBJECTIVE).withCarets(TEXT);
  await ben.item(OBJECTIVE).caretToEnd(TEXT);
  await expect.poll(annSees).toBe('one two three|');
  const caret = ann.item(OBJECTIVE).text(TEXT).locator('.caret');
  await expect(caret).toHaveAttribute('data-name', 'Ben');
  await expect(caret).toHaveAttribute('data-side', 'partner');

  await ben.page.keyboard.press('ControlOrMeta+ArrowLeft');
  await expect.poll(annSees).toBe('one two |three');

  await ben.page.keyboard.type('and ');
  await expect.poll(annSees).toBe('one two and |three');

  // What is typed in front of it pushes it along.
  await ann.item(OBJECTIVE).caretToStart(TEXT);
  await ann.page.keyboard.type('zero ');
  await expect.poll(annSees).toBe('zero one two and |three');
});

test('a selection is seen whole, and its caret at the end that moves', async ({ ann, ben }) => {
  const annSees = () => ann.item(OBJECTIVE).withCarets(TEXT);
  await ben.item(OBJECTIVE).caretToEnd(TEXT);
  await ben.page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await expect.poll(annSees).toBe('one two |[three]');

  await ben.page.keyboard.press('ArrowLeft');
  await ben.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(annSees).toBe('one two [t]|hree');
});

test('carets show in Markdown as it reads, and in what is being written', async ({ ann, ben }) => {
  await ann.item(OBJECTIVE).write(TEXT, 'a **bold** word');
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue('a **bold** word');
  await ann.item(OBJECTIVE).field('Metric').focus();
  const annSees = () => ann.item(OBJECTIVE).withCarets(TEXT);

  await ben.item(OBJECTIVE).caretToStart(TEXT);
  for (let i = 0; i < 6; i += 1) {
    await ben.page.keyboard.press('ArrowRight');
  }
  await expect.poll(annSees).toBe('a bo|ld word');

  await ann.item(OBJECTIVE).caretToEnd(TEXT);
  await expect.poll(annSees).toBe('a **bo|ld** word');
});

test('a caret is where the letters are, over a text of many lines', async ({ ann, ben }) => {
  const long = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ');
  await ann.item(OBJECTIVE).write(TEXT, `${long}\n\n${long}`);
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue(`${long}\n\n${long}`);
  await ben.item(OBJECTIVE).caretToEnd(TEXT);

  const caret = ann.item(OBJECTIVE).text(TEXT).locator('.carets .caret');
  await expect(caret).toHaveCount(1);
  const control = ann.item(OBJECTIVE).field(TEXT);
  // The last line of the control is the line of the caret: both break the text alike.
  const below = async () => {
    const [box, at] = [await control.boundingBox(), await caret.boundingBox()];
    return box && at ? box.y + box.height - (at.y + at.height) : undefined;
  };
  await expect.poll(below).toBeGreaterThan(0);
  expect(await below()).toBeLessThan(16);
});

test('who leaves the field or the plan takes the caret along', async ({ ann, ben }) => {
  const annSees = () => ann.item(OBJECTIVE).withCarets(TEXT);
  await ben.item(OBJECTIVE).caretToStart(TEXT);
  await expect.poll(annSees).toBe('|one two three');

  await ben.item(OBJECTIVE).caretToStart('Metric');
  await expect.poll(annSees).toBe('one two three');

  await ben.item(OBJECTIVE).caretToStart(TEXT);
  await expect.poll(annSees).toBe('|one two three');
  await ben.page.close();
  await expect.poll(annSees).toBe('one two three');
});

test('carets hold in text from right to left', async ({ ann, ben }) => {
  const arabic = 'خطة الشراكة';
  await ann.item(OBJECTIVE).write(TEXT, arabic);
  await expect(ben.item(OBJECTIVE).field(TEXT)).toHaveValue(arabic);
  await expect(ben.item(OBJECTIVE).reading(TEXT).locator('p')).toHaveCSS('direction', 'rtl');

  await ben.item(OBJECTIVE).caretToEnd(TEXT);
  await expect.poll(() => ann.item(OBJECTIVE).withCarets(TEXT)).toBe(`${arabic}|`);
  const box = await ann.item(OBJECTIVE).text(TEXT).boundingBox();
  const caret = await ann.item(OBJECTIVE).text(TEXT).locator('.caret').boundingBox();
  expect(caret && box && caret.x - box.x).toBeGreaterThan(0);

  await ann.item(OBJECTIVE).caretToStart(TEXT);
  await ann.page.keyboard.insertText('هذه ');
  await expect.poll(() => ann.item(OBJECTIVE).withCarets(TEXT)).toBe(`هذه ${arabic}|`);
  await ben.page.keyboard.insertText(' שלום');
  await expect(ann.item(OBJECTIVE).field(TEXT)).toHaveValue(`هذه ${arabic} שלום`);
});
