/** Prose reads as a document: its Markdown shows until somebody writes in it. */
import { expect, test } from '../fixtures/test.ts';
import type { Item } from '../pages/item.ts';

const OBJECTIVE = 'Four certified consultants';
const TEXT = 'What exactly';

test.beforeEach(async ({ ann }) => {
  await ann.open('Objectives');
});

/** Writes a text and leaves the field. */
async function put(item: Item, text: string): Promise<void> {
  await item.write(TEXT, text);
  await item.field('Metric').focus();
}

test('Markdown shows as it reads, and no HTML comes of it', async ({ ann }) => {
  const item = ann.item(OBJECTIVE);
  await put(
    item,
    'Some **bold** and *italic* <b>text</b>\n- first\n- second\n  1. inner\n\n' +
      '[a link](https://example.com/plan) and [no link](javascript:alert(1))',
  );
  const reading = item.reading(TEXT);
  await expect(reading.locator('strong')).toHaveText('bold');
  await expect(reading.locator('em')).toHaveText('italic');
  await expect(reading.locator('ul > li')).toHaveCount(2);
  await expect(reading.locator('ol > li')).toHaveText('inner');
  await expect(reading.locator('b')).toHaveCount(0);
  await expect(reading).toContainText('<b>text</b>');
  await expect(reading.getByRole('link')).toHaveCount(1);
  await expect(reading.getByRole('link')).toHaveAttribute('href', 'https://example.com/plan');
  await expect(reading.getByRole('link')).toHaveAttribute('rel', /noopener/);
});

test('a press begins to write at the pressed letter, and leaving reads again', async ({ ann }) => {
  const item = ann.item(OBJECTIVE);
  await put(item, 'a **bold** word');
  const strong = item.reading(TEXT).locator('strong');
  const box = await strong.boundingBox();
  if (!box) {
    throw new Error('The bold word is not on the screen');
  }
  await ann.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(item.field(TEXT)).toBeFocused();
  await expect(item.reading(TEXT)).toBeHidden();
  await ann.page.keyboard.type('X');
  await expect(item.field(TEXT)).toHaveValue('a **boXld** word');

  await item.field('Metric').focus();
  await expect(item.reading(TEXT)).toHaveText('a boXld word');
});

test('the keyboard comes to a text as to any field, and to its links', async ({ ann }) => {
  const item = ann.item(OBJECTIVE);
  await put(item, 'see https://example.com for more');
  await item.reading(TEXT).getByRole('link').focus();
  await expect(item.reading(TEXT)).toBeVisible();
  await ann.page.keyboard.press('Tab');
  await expect(item.field(TEXT)).toBeFocused();
  await ann.page.keyboard.press('Tab');
  await expect(item.field(TEXT)).not.toBeFocused();
  await expect(item.field(TEXT)).toHaveValue('see https://example.com for more');
});

test('keys make bold, italic and the next item of a list', async ({ ann }) => {
  const item = ann.item(OBJECTIVE);
  await item.write(TEXT, 'one two');
  await ann.page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await ann.page.keyboard.press('ControlOrMeta+b');
  await expect(item.field(TEXT)).toHaveValue('one **two**');
  await ann.page.keyboard.press('ControlOrMeta+i');
  await expect(item.field(TEXT)).toHaveValue('one ***two***');
  await ann.page.keyboard.press('ControlOrMeta+b');
  await expect(item.field(TEXT)).toHaveValue('one *two*');
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(item.field(TEXT)).toHaveValue('one ***two***');

  await item.write(TEXT, '1. first');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.type('second');
  await expect(item.field(TEXT)).toHaveValue('1. first\n2. second');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.type('after');
  await expect(item.field(TEXT)).toHaveValue('1. first\n2. second\nafter');
});

test('pasted HTML comes as its plain text', async ({ ann }) => {
  const item = ann.item(OBJECTIVE);
  await item.write(TEXT, '');
  await ann.page.evaluate(async () => {
    const html = new Blob(['<p><b>Bold</b> from a document</p>'], { type: 'text/html' });
    const plain = new Blob(['Bold from a document\r\nsecond line'], { type: 'text/plain' });
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/html': html, 'text/plain': plain }),
    ]);
  });
  await ann.page.keyboard.press('ControlOrMeta+v');
  await expect(item.field(TEXT)).toHaveValue('Bold from a document\nsecond line');
});

test('what is pressed below a text or a mistake does not move away from under the press', async ({
  ann,
}) => {
  await ann.open('Objectives');
  const item = ann.item('Four certified consultants');
  await item.showAllFields();

  const pillar = item.tag('Lifecycle pillars', 'Recruit');
  await item.write('What exactly', 'It reads shorter:\n\n\n\n\n\nmuch shorter.');
  await pillar.click();
  await expect(pillar).toHaveAttribute('aria-pressed', 'true');

  await item.field('Target').fill('many');
  await pillar.click();
  await expect(pillar).toHaveAttribute('aria-pressed', 'false');
  await expect(item.field('Target')).toHaveAttribute('aria-invalid', 'true');
});
