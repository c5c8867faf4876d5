/** The private huddle: what one side keeps to itself is written live by that side, and is nowhere
 *  for anybody else. */
import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { PeoplePage } from '../pages/people.ts';
import { Talk } from '../pages/talk.ts';

const SECRET = 'Walk away below 12 percent';

test('two of one side huddle while the other side is in the plan', async ({
  ann, ben, invite, plan,
}) => {
  // Whatever reaches Ben's browser from now on is searched.
  const heard: string[] = [];
  ben.page.on('websocket', (socket) => {
    heard.push(socket.url());
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString('latin1')));
  });
  ben.page.on('response', (response) => {
    response.text().then((text) => heard.push(text), () => undefined);
  });
  await ben.reload();
  const cleo = await invite('Cleo', plan.links.vendor);

  const hers = await Talk.openPrivate(ann);
  await expect(hers.rail.getByText('Only people of your side can open it')).toBeVisible();
  const notes = hers.rail.getByRole('textbox', { name: 'Private notes' });
  await notes.click();
  await ann.page.keyboard.type(SECRET);
  await ann.waitUntilSaved();
  await hers.say('Shake on it?');

  const cleos = await Talk.openPrivate(cleo);
  const same = cleos.rail.getByRole('textbox', { name: 'Private notes' });
  await expect(same).toHaveValue(SECRET);
  await same.focus();
  await cleo.page.keyboard.press('ControlOrMeta+End');
  await cleo.page.keyboard.type('!');
  await expect(notes).toHaveValue(`${SECRET}!`);
  await cleos.reply('Shake on it?', 'Shaken.');
  await expect(hers.said('Shaken.')).toBeVisible();

  // A mention offers people of the own side alone.
  await hers.words.pressSequentially('@');
  await expect(hers.offers.getByRole('option', { name: 'Cleo' })).toBeVisible();
  await expect(hers.offers.getByRole('option', { name: 'Ben' })).toHaveCount(0);
  await hers.words.fill('');

  // Ben has a huddle of his own side, and it is empty.
  const his = await Talk.openPrivate(ben);
  await expect(his.rail.getByRole('textbox', { name: 'Private notes' })).toHaveValue('');
  await expect(his.thread('Shake')).toHaveCount(0);
  await ben.reload();
  // What both sides share is found, so that nothing found means something.
  expect(heard.filter((text) => text.includes('Northwind')).length).toBeGreaterThan(0);
  expect(heard.filter((text) => text.includes('Walk away') || text.includes('Shake'))).toEqual([]);
  const kept = await ben.page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return databases.map(({ name }) => name ?? '');
  });
  expect(kept.filter((name) => name.includes('/vendor/'))).toEqual([]);

  // It is there again without a word to the server about it.
  await ann.reload();
  await expect(notes).toHaveValue(`${SECRET}!`);
});

test('one takes back what one has written in the notes, and nothing of the plan', async ({ ann }) => {
  const hers = await Talk.openPrivate(ann);
  const notes = hers.rail.getByRole('textbox', { name: 'Private notes' });
  await notes.click();
  await ann.page.keyboard.type('A thought');
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(notes).toHaveValue('');
  await expect(notes).toBeFocused();
  await ann.page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(notes).toHaveValue('A thought');
});

test('nobody of the middle has a side to keep something to', async ({ ann, freshPage }) => {
  const people = await PeoplePage.from(ann);
  const link = await people.makeLink({ role: 'Facilitator', side: 'Neutral' });
  const joining = await JoinPage.open(await freshPage(), link);
  const neutral = await joining.joinAs('Nora');
  const talk = await Talk.open(neutral);
  await expect(talk.words).toBeVisible();
  await expect(neutral.page.getByRole('tab', { name: 'Only your side' })).toHaveCount(0);
});

test('what only one side sees can be seen, read and used everywhere', async ({ ann }) => {
  const hers = await Talk.openPrivate(ann);
  const notes = hers.rail.getByRole('textbox', { name: 'Private notes' });
  await notes.click();
  await ann.page.keyboard.type('Our **floor** is 12 percent.');
  await hers.say('Not below that.');
  for (const look of LOOKS) {
    await lookAt(ann.page, look);
    await expect(hers.rail).toBeInViewport();
    expect.soft(await seriousFaults(ann.page), look.name).toEqual([]);
    expect.soft(await whatSticksOut(ann.page), look.name).toEqual([]);
    await ann.page.screenshot({ path: `test-results/screens/private ${look.name}.png` });
  }
});
