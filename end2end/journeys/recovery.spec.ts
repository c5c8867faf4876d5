/**
 * What the server does not take costs one field: all else arrives, and what was refused lies in a
 * drawer until the person who wrote it has put it aside.
 */
import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Wire } from '../fixtures/wire.ts';
import type { PlanPage } from '../pages/plan.ts';

const OBJECTIVE = 'Four certified consultants';
const KPI = 'Consultants certified';
const THESIS = 'Our thesis';

/** Browsers try again after a growing while; this is far beyond what they wait after seconds. */
const RECONNECT = { timeout: 60_000 };

/** Each fits into a text, and both together do not. */
const HERS = 'Ann’s thoughts 😀 '.repeat(2_400);
const HIS = 'Ben’s thoughts. '.repeat(2_500);

/** Ann goes offline and writes; Ben fills the same text meanwhile. */
async function bothFillOneText(ann: PlanPage, ben: PlanPage, wire: Wire): Promise<void> {
  await ann.open('Vision');
  await ben.open('Vision');
  await ann.waitUntilSaved();
  wire.cut();
  await expect(ann.saved).toContainText('Offline');
  await ann.field(THESIS).fill(HERS);
  await ben.field(THESIS).fill(HIS);
  await ben.waitUntilSaved();
}

test('of offline work in five sections only the refused text comes back', async ({
  ben, invite, plan, wire,
}) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await bothFillOneText(ann, ben, wire);
  await ann.field('Why neither alone').fill('Neither of us has both.');
  await ann.open('Objectives');
  await ann.item(OBJECTIVE).write('What exactly', 'Certified while offline 😀');
  await ann.open('KPIs');
  await ann.addItem('KPI', 'Measured while offline');
  await ann.open('Strategies and actions');
  await ann.addItem('action', 'Planned while offline');
  await ann.open('Governance');
  await ann.addItem('decision', 'Decided while offline');

  wire.mend();
  await expect(ann.saved).toHaveText('Not accepted · the rest is saved', RECONNECT);

  // What she looks at stays, and the other has it.
  await expect(ann.item('Decided while offline').card).toBeVisible();
  await ben.open('Governance');
  await expect(ben.item('Decided while offline').card).toBeVisible();
  await ben.open('Strategies and actions');
  await expect(ben.item('Planned while offline').card).toBeVisible();
  await ben.open('KPIs');
  await expect(ben.item('Measured while offline').card).toBeVisible();
  await ben.open('Objectives');
  await expect(ben.item(OBJECTIVE).field('What exactly')).toHaveValue('Certified while offline 😀');
  await ben.open('Vision');
  await expect(ben.field('Why neither alone')).toHaveValue('Neither of us has both.');
  await expect(ben.field(THESIS)).toHaveValue(HIS);
  await ann.open('Vision');
  await expect(ann.field(THESIS)).toHaveValue(HIS);

  const entry = ann.refused(`Vision › ${THESIS}`);
  await expect(ann.drawer.getByRole('listitem')).toHaveCount(1);
  await expect(entry).toContainText('it would be longer than 65,536 characters');
  await expect(entry.getByRole('textbox')).toHaveValue(HERS);
  await entry.getByRole('button', { name: 'Copy' }).click();
  await ann.waitUntilSaved();
  // A copy is not the end of it: the drawer keeps the text until it is put aside.
  await ann.field('Why neither alone').press('ControlOrMeta+a');
  await ann.page.keyboard.press('ControlOrMeta+v');
  await expect(ann.field('Why neither alone')).toHaveValue(HERS);
  await expect(ben.field('Why neither alone')).toHaveValue(HERS);
  await entry.getByRole('button', { name: 'Put aside' }).click();
  await expect(ann.drawer).toBeHidden();
  await expect(ann.content).toBeFocused();
  await ann.waitUntilSaved();
});

test('the connection breaks again and again: nothing is lost or there twice', async ({
  ben, invite, plan, wire,
}) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await bothFillOneText(ann, ben, wire);
  await ann.open('Objectives');
  for (const title of ['First', 'Second', 'Third']) {
    await ann.addItem('objective', title);
  }
  wire.mend();
  await expect(ann.saved).not.toContainText('Offline', RECONNECT);
  wire.cut();
  await ann.item(OBJECTIVE).write('Metric', 'Written in between');
  wire.mend();

  await expect(ann.saved).toHaveText('Not accepted · the rest is saved', RECONNECT);
  await ben.open('Objectives');
  await expect(ben.item(OBJECTIVE).field('Metric')).toHaveValue('Written in between');
  const titles = await ben.titles('Objectives');
  expect(titles.slice(-3)).toEqual(['First', 'Second', 'Third']);
  expect(new Set(titles).size).toBe(titles.length);
  await expect(ann.refused(`Vision › ${THESIS}`).getByRole('textbox')).toHaveValue(HERS);
});

test('after a restored backup everybody brings back what they wrote, once', async ({
  ann, ben, server,
}) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
  const [hers, his] = [ann.item(OBJECTIVE), ben.item(OBJECTIVE)];
  await hers.write('What exactly', 'Before the backup. ');
  await ann.waitUntilSaved();
  const backup = await server.backUp();
  await ann.page.keyboard.type('Ann after it. ');
  await ann.waitUntilSaved();
  await expect(his.field('What exactly')).toHaveValue('Before the backup. Ann after it. ');
  await his.caretToEnd('What exactly');
  await ben.page.keyboard.type('Ben after it. ');
  await ben.addItem('objective', 'Added by Ben after it');
  await ben.waitUntilSaved();
  await expect(ann.item('Added by Ben after it').card).toBeVisible();

  await server.stop();
  await server.restore(backup);
  await server.startAgain();

  for (const plan of [ann, ben]) {
    await plan.waitUntilSaved(RECONNECT.timeout);
    const field = plan.item(OBJECTIVE).field('What exactly');
    await expect(field).toHaveValue(/Ann after it\..*Ben after it\.|Ben after it\..*Ann after it\./);
    expect(await field.inputValue()).toHaveLength('Before the backup. '.length + 28);
    await expect(plan.item('Added by Ben after it').card).toHaveCount(1);
    await expect(plan.drawer).toBeHidden();
  }
});

test('the drawer can be seen, read and used everywhere', async ({ ben, invite, plan, wire }) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await bothFillOneText(ann, ben, wire);
  wire.mend();
  await expect(ann.drawer).toBeVisible(RECONNECT);
  await ann.open('KPIs');
  await ann.item(KPI).card.scrollIntoViewIfNeeded();

  for (const look of LOOKS) {
    await lookAt(ann.page, look);
    await expect(ann.drawer).toBeInViewport();
    expect.soft(await seriousFaults(ann.page), look.name).toEqual([]);
    expect.soft(await whatSticksOut(ann.page), look.name).toEqual([]);
    await ann.page.screenshot({ path: `test-results/screens/drawer ${look.name}.png` });
  }
  // It makes room when it is in the way, and what is in it stays.
  await ann.page.getByText('1 change not accepted').click();
  await expect(ann.drawer.getByRole('listitem')).toBeHidden();
  await expect(ann.saved).toContainText('Not accepted');
});
