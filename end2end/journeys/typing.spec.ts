/**
 * Several people write into one text at the same time. What one typed stays in the order in which
 * it was typed, nothing is lost or doubled, and the server's copy is the one on the screens.
 */
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/test.ts';
import type { PlanPage } from '../pages/plan.ts';

const OBJECTIVE = 'Four certified consultants';

/** Two hundred letters without a pattern that would hide a swap. */
function letters(first: string, step: number): string {
  const start = first.charCodeAt(0);
  return Array.from({ length: 200 }, (_, i) =>
    String.fromCharCode(start + ((i * step + Math.floor(i / 26)) % 26)),
  ).join('');
}

const ANNS = letters('a', 7);
const BENS = letters('A', 11);

test.beforeEach(async ({ ann, ben }) => {
  await Promise.all([ann.open('Objectives'), ben.open('Objectives')]);
});

/** The one text that all of them see, once they see the same. */
async function agreedText(people: PlanPage[], length: number): Promise<string> {
  const texts = () => Promise.all(people.map((one) => one.item(OBJECTIVE).field('What exactly').inputValue()));
  await expect
    .poll(async () => (await texts()).map((text) => text.length))
    .toEqual(people.map(() => length));
  const [first, ...others] = await texts();
  expect(others).toEqual(others.map(() => first));
  return first ?? '';
}

/** What an input method does in a page: it composes a word, and then puts it in. */
async function inputMethod(page: Page) {
  const keyboard = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  return { keyboard, compose };
}

test.describe('two people type 200 characters each', () => {
  test('at the same place of an empty field', async ({ ann, ben, invite, plan }) => {
    await ann.item(OBJECTIVE).write('What exactly', '');
    await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('');

    await Promise.all([
      ann.item(OBJECTIVE).field('What exactly').pressSequentially(ANNS),
      ben.item(OBJECTIVE).field('What exactly').pressSequentially(BENS),
    ]);

    const text = await agreedText([ann, ben], 400);
    expect(text.replace(/[^a-z]/g, '')).toBe(ANNS);
    expect(text.replace(/[^A-Z]/g, '')).toBe(BENS);
    await ann.waitUntilSaved();
    await ben.waitUntilSaved();
    const cleo = await invite('Cleo', plan.links.partner);
    await cleo.open('Objectives');
    expect(await agreedText([cleo], 400)).toBe(text);
  });

  test('at both ends of the same text', async ({ ann, ben, invite, plan }) => {
    await ann.item(OBJECTIVE).write('What exactly', '12345');
    await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('12345');
    await ann.item(OBJECTIVE).caretToStart('What exactly');
    await ben.item(OBJECTIVE).caretToEnd('What exactly');

    await Promise.all([ann.page.keyboard.type(ANNS), ben.page.keyboard.type(BENS)]);

    const expected = `${ANNS}12345${BENS}`;
    expect(await agreedText([ann, ben], expected.length)).toBe(expected);
    await ann.waitUntilSaved();
    await ben.waitUntilSaved();
    const cleo = await invite('Cleo', plan.links.partner);
    await cleo.open('Objectives');
    expect(await agreedText([cleo], expected.length)).toBe(expected);
  });
});

test('the caret stays where it is while somebody writes before it', async ({ ann, ben }) => {
  await ann.item(OBJECTIVE).write('What exactly', 'one three');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('one three');
  await ann.item(OBJECTIVE).caretToEnd('What exactly');
  await ann.page.keyboard.press('Control+ArrowLeft');

  await ben.item(OBJECTIVE).caretToStart('What exactly');
  await ben.page.keyboard.type('zero ');
  await expect(ann.item(OBJECTIVE).field('What exactly')).toHaveValue('zero one three');
  await ann.page.keyboard.type('two ');

  await expect(ann.item(OBJECTIVE).field('What exactly')).toHaveValue('zero one two three');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('zero one two three');
});

test('emoji arrive whole and are deleted whole', async ({ ann, ben }) => {
  await ann.item(OBJECTIVE).write('What exactly', '');
  await ann.page.keyboard.insertText('🎯 aim 👩‍👩‍👧 🚀');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('🎯 aim 👩‍👩‍👧 🚀');

  await ann.page.keyboard.press('Backspace');
  await ben.item(OBJECTIVE).caretToStart('What exactly');
  await ben.page.keyboard.press('Delete');

  await expect(ann.item(OBJECTIVE).field('What exactly')).toHaveValue(' aim 👩‍👩‍👧 ');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue(' aim 👩‍👩‍👧 ');
});

test('pasted lines stay lines in a text and become one line in a title', async ({ ann, ben }) => {
  await ann.item(OBJECTIVE).write('What exactly', 'first\nsecond\n\nfourth');
  await ann.page.keyboard.press('Control+a');
  await ann.page.keyboard.press('Control+c');

  await ann.page.keyboard.press('Control+End');
  await ann.page.keyboard.press('Control+v');
  const both = 'first\nsecond\n\nfourthfirst\nsecond\n\nfourth';
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue(both);

  await ann.item(OBJECTIVE).caretToEnd('Metric');
  await ann.page.keyboard.press('Control+a');
  await ann.page.keyboard.press('Control+v');
  await expect(ben.item(OBJECTIVE).field('Metric')).toHaveValue(/^first second +fourth$/);
});

test('a word composed with an input method survives what others type', async ({ ann, ben }) => {
  await ann.item(OBJECTIVE).write('What exactly', 'goal: ');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('goal: ');
  await ann.item(OBJECTIVE).caretToEnd('What exactly');
  const { keyboard, compose } = await inputMethod(ann.page);

  await compose('に');
  await ben.item(OBJECTIVE).caretToStart('What exactly');
  await ben.page.keyboard.type('Our ');
  await compose('にほ');
  await compose('にほん');
  await ben.waitUntilSaved();
  await keyboard.send('Input.insertText', { text: '日本' });

  await expect(ann.item(OBJECTIVE).field('What exactly')).toHaveValue('Our goal: 日本');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('Our goal: 日本');
});

test('Korean syllables are composed to the end while somebody writes before them', async ({
  ann,
  ben,
}) => {
  await ann.item(OBJECTIVE).write('What exactly', '목표 ');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('목표 ');
  await ann.item(OBJECTIVE).caretToEnd('What exactly');
  const { keyboard, compose } = await inputMethod(ann.page);

  await ben.item(OBJECTIVE).caretToStart('What exactly');
  for (const [syllable, letter] of [
    ['ㅎ', 'a'],
    ['하', 'b'],
    ['한', 'c'],
  ] as const) {
    await compose(syllable);
    await ben.page.keyboard.type(letter);
  }
  await keyboard.send('Input.insertText', { text: '한' });
  await compose('ㄱ');
  await compose('그');
  await ben.page.keyboard.type(' ');
  await compose('글');
  await keyboard.send('Input.insertText', { text: '글' });

  for (const page of [ann, ben]) {
    await expect(page.item(OBJECTIVE).field('What exactly')).toHaveValue('abc 목표 한글');
  }
});

test('families, skin tones and flags stay whole while two people write around them', async ({
  ann,
  ben,
}) => {
  const [family, thumb, flag] = ['👩‍👩‍👧', '👍🏽', '🇩🇪'];
  await ann.item(OBJECTIVE).write('What exactly', `${family}${thumb}${flag}`);
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue(`${family}${thumb}${flag}`);
  // One step of the caret is one sign, whatever it is made of.
  await ann.item(OBJECTIVE).caretToStart('What exactly');
  await ann.page.keyboard.press('ArrowRight');
  await ben.item(OBJECTIVE).caretToEnd('What exactly');
  await ben.page.keyboard.press('ArrowLeft');

  await Promise.all([
    ann.page.keyboard.insertText('🚀'),
    ben.page.keyboard.insertText('🇺🇸'),
  ]);

  for (const page of [ann, ben]) {
    await expect(page.item(OBJECTIVE).field('What exactly')).toHaveValue(
      `${family}🚀${thumb}🇺🇸${flag}`,
    );
  }
});
