/** Who did what to a plan, how it was before, and taking it back. */
import { readFile } from 'node:fs/promises';

import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';
import { HistoryPage } from '../pages/history.ts';
import { Talk } from '../pages/talk.ts';

test('who changed this number, and how it was before', async ({ ann, ben }) => {
  await ann.open('Objectives');
  const objective = await ann.addItem('objective', 'Win twelve customers');
  await objective.enter('Target', '12');
  await ann.waitUntilSaved();
  await ben.open('Objectives');
  const same = ben.item('Win twelve customers');
  await same.enter('Target', '15');
  await ben.waitUntilSaved();

  const history = await HistoryPage.from(ann);
  const raised = history.change('raised target');
  await expect(raised).toContainText('Ben');
  await expect(raised).toContainText('“Win twelve customers”');
  await expect(raised.locator('del')).toHaveText('12');
  await expect(raised.locator('ins')).toHaveText('15');

  // All of this one field, and nothing else; the address holds it.
  await raised.getByRole('button', { name: 'All of this field' }).click();
  await expect(history.changes).toHaveCount(2);
  await history.page.reload();
  await expect(history.changes).toHaveCount(2);
  await expect(history.changes.last()).toContainText('Ann');
  await history.page.getByRole('button', { name: 'Show all changes' }).click();
  await expect(history.change('added objective')).toContainText('Ann');

  await history.filter('Person', /^Ben \(1\)/);
  await expect(history.changes).toHaveCount(1);
  expect(await seriousFaults(history.page)).toEqual([]);
});

test('one change is taken back while somebody else writes on', async ({ ann, ben, invite, plan }) => {
  const eve = await invite('Eve', plan.links.partner);
  for (const one of [ann, ben, eve]) {
    await one.open('Objectives');
  }
  const objective = await ann.addItem('objective', 'Open two regions');
  await objective.enter('Target', '2');
  await ann.waitUntilSaved();
  const bens = ben.item('Open two regions');
  await bens.enter('Target', '9');
  await ben.waitUntilSaved();
  const eves = eve.item('Open two regions').field('What exactly');
  await eves.click();
  await eves.pressSequentially('North and ');

  const history = await HistoryPage.beside(ann);
  await history.change('raised target').getByRole('button', { name: 'Revert' }).click();
  await expect(history.change('lowered target')).toContainText('Takes back an earlier change');
  await expect(history.change('lowered target')).toContainText('Ann');

  await eves.pressSequentially('South');
  await expect(bens.field('Target')).toHaveValue('2');
  await expect(bens.field('What exactly')).toHaveValue('North and South');
});

test('what somebody has changed since is not taken back unasked', async ({ ann, ben }) => {
  await ann.open('Plan');
  const name = ann.field('Plan name');
  await name.fill('Alliance plan');
  await ann.waitUntilSaved();
  await ben.open('Plan');
  await expect(ben.field('Plan name')).toHaveValue('Alliance plan');
  await ben.field('Plan name').fill('Alliance plan 2027');
  await ben.waitUntilSaved();

  const history = await HistoryPage.beside(ann);
  await history.changes
    .filter({ hasText: 'Ann' })
    .getByRole('button', { name: 'Revert' })
    .click();
  await expect(history.dialog).toContainText('Somebody has changed this since');
  await expect(history.dialog).toContainText('Alliance plan 2027');
  await history.dialog.getByRole('button', { name: 'Keep what stands now' }).click();
  await expect(name).toHaveValue('Alliance plan 2027');
});

test('what happened since one was here', async ({ ann, ben }) => {
  await ann.open('Objectives');
  await ann.addItem('objective', 'Known already');
  const history = await HistoryPage.beside(ann);
  await history.page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(history.page.getByRole('button', { name: 'Since your last visit' })).toHaveCount(0);

  await ben.open('Objectives');
  await ben.addItem('objective', 'News of Ben');
  await ben.waitUntilSaved();
  await history.page.reload();
  await history.page.getByRole('button', { name: 'Since your last visit' }).click();
  await expect(history.change('News of Ben').first()).toBeVisible();
  await expect(history.change('Known already')).toHaveCount(0);
});

test('what others have changed is marked until it is read', async ({ ann, ben }) => {
  await ann.open('Objectives');
  await ben.open('Objectives');
  const objective = await ann.addItem('objective', 'Known already');
  const history = await HistoryPage.beside(ann);
  await history.page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(history.page.getByRole('button', { name: 'Mark as read' })).toHaveCount(0);
  await history.page.close();

  await ben.item('Known already').enter('Target', '5');
  await ben.waitUntilSaved();
  await ann.page.reload();
  const mark = { name: 'Changed since your last visit' };
  await expect(objective.card.getByRole('img', mark)).toBeVisible();
  await expect(ann.page.getByRole('link', { name: 'Objectives' }).getByRole('img', mark)).toBeVisible();
  await expect(ann.page.getByRole('img', mark)).toHaveCount(2);
  expect(await seriousFaults(ann.page)).toEqual([]);

  await Talk.opener(ann.page).click();
  await ann.page.getByRole('tab', { name: 'History' }).click();
  await ann.page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(ann.page.getByRole('img', mark)).toHaveCount(0);
  await ann.page.reload();
  // The rail stays open.
  await expect(ann.page.getByRole('link', { name: 'The whole history' })).toBeVisible();
  await expect(ann.page.getByRole('img', mark)).toHaveCount(0);
});

test('what was written offline says so, with both times', async ({ ben, invite, plan, wire }) => {
  const ann = await invite('Ann', wire.through(plan.links.vendor));
  await ann.open('Objectives');
  const objective = await ann.addItem('objective', 'Written on a train');
  await ann.waitUntilSaved();
  wire.cut();
  await expect(ann.saved).toContainText('Offline');
  await objective.enter('Target', '7');
  // Two hours pass on her device.
  await ann.page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 2 * 60 * 60 * 1_000;
  });
  wire.mend();
  await ann.waitUntilSaved();
  await objective.enter('Target', '8');
  await ann.waitUntilSaved();

  const history = await HistoryPage.beside(ben);
  await history.filter('What was done', /^Set/);
  await expect(history.changes).toHaveCount(2);
  const claim = 'Written without a connection';
  await expect(history.changes.first()).toContainText('8');
  await expect(history.changes.first()).not.toContainText(claim);
  await expect(history.changes.last()).toContainText('7');
  await expect(history.changes.last()).toContainText(claim);
});

test('the plan is compared with a baseline and brought back to it', async ({ ann, ben }) => {
  const history = await HistoryPage.beside(ann);
  await history.show('Compare');
  await history.baselines.getByLabel('Name of the plan as it is now').fill('As agreed');
  await history.baselines.getByRole('button', { name: 'Keep this state' }).click();
  await expect(history.baselines.getByRole('listitem')).toContainText('As agreed');

  await ben.open('Objectives');
  const title = ben.item('Four certified consultants').field('Title');
  await title.fill('Six certified consultants');
  await ben.addItem('objective', 'Something new');
  await ben.waitUntilSaved();
  await history.page.reload();
  await expect(history.comparison).toContainText('Something new');
  const renamed = history.comparison.locator('.change').filter({ hasText: 'Six' });
  await expect(renamed.locator('del')).toHaveText('Four');
  await expect(renamed.locator('ins')).toHaveText('Six');
  await expect(renamed.getByRole('img', { name: /^Ben/ })).toBeVisible();

  await history.baselines.getByRole('button', { name: 'Bring the plan back to it' }).click();
  await history.dialog.getByRole('button', { name: 'Bring the plan back to it' }).click();
  await expect(ben.item('Four certified consultants').field('Title')).toBeVisible();
  await expect(ben.item('Something new').card).toHaveCount(0);
  await history.show('Changes');
  await expect(history.changes.first()).toContainText('baseline');
});

test('the plan as it was, change by change', async ({ ann }) => {
  await ann.open('Objectives');
  const objective = await ann.addItem('objective', 'Only for a while');
  await objective.enter('Target', '7');
  await ann.waitUntilSaved();
  const history = await HistoryPage.beside(ann);
  await history.show('Replay');
  await expect(history.replay.getByRole('heading', { name: 'Only for a while' })).toBeVisible();
  await expect(history.replay.getByText('Were here:')).toBeVisible();
  await expect(history.replay.getByRole('img', { name: /^Ann/ })).toBeVisible();
  const slider = history.replay.getByRole('slider', { name: 'Moment' });
  await slider.fill('1');
  await expect(history.replay.getByRole('heading', { name: 'Only for a while' })).toHaveCount(0);
  await history.replay.getByLabel('Speed').selectOption('64');
  await history.replay.getByRole('button', { name: 'Play' }).click();
  await expect(history.replay.getByRole('heading', { name: 'Only for a while' })).toBeVisible();
  await expect(history.replay.locator('[data-lit]').first()).toBeVisible();
});

test('who carries what, by side', async ({ ann, ben }) => {
  await ann.open('Objectives');
  await ann.addItem('objective', 'Of the vendor');
  await ann.waitUntilSaved();
  await ben.open('Risks');
  await ben.addItem('risk', 'Of the partner');
  await ben.waitUntilSaved();
  const history = await HistoryPage.beside(ann);
  await history.show('Contributions');
  const table = history.page.getByRole('table');
  await expect(table.getByRole('row', { name: /^Objectives/ })).toContainText('2 changes');
  await expect(table.getByRole('row', { name: /^Risks/ })).toContainText('2 changes');
  await expect(table).not.toContainText('Ben');
});

test('beside the plan: what happened to a field, and who wrote its words', async ({ ann, ben }) => {
  await ann.open('Objectives');
  const objective = await ann.addItem('objective', 'Shared words');
  await objective.write('What exactly', 'Ann says this');
  await ben.open('Objectives');
  const same = ben.item('Shared words');
  await expect(same.field('What exactly')).toHaveValue('Ann says this');
  await same.caretToEnd('What exactly');
  await ben.page.keyboard.type(' and Ben adds that');
  await ben.waitUntilSaved();

  await ann.page.getByRole('button', { name: 'Comments' }).first().click();
  await ann.page.getByRole('tab', { name: 'History' }).click();
  await objective.field('What exactly').focus();
  const panel = ann.page.getByRole('tabpanel', { name: 'History' });
  await expect(panel.locator('.authored')).toHaveText(['Ann says this', ' and Ben adds that']);
  await expect(panel.locator('.authored').last()).toHaveAttribute('title', 'Ben');
  await expect(panel.locator('.change')).toHaveCount(2);
  await panel.locator('.change').first().getByRole('button', { name: 'Revert' }).click();
  await expect(same.field('What exactly')).toHaveValue('Ann says this');
  await expect(panel.locator('.change')).toHaveCount(3);

  // She takes that back as well: what returns is Ben's still.
  await panel.locator('.change').first().getByRole('button', { name: 'Revert' }).click();
  await expect(same.field('What exactly')).toHaveValue('Ann says this and Ben adds that');
  await expect(panel.locator('.authored')).toHaveText(['Ann says this', ' and Ben adds that']);
  await expect(panel.locator('.authored').last()).toHaveAttribute('title', 'Ben');
});

test('the changes are taken along as a file', async ({ ann }) => {
  await ann.open('Objectives');
  await ann.addItem('objective', '=SUM(A1)');
  const history = await HistoryPage.beside(ann);
  const [file] = await Promise.all([
    history.page.waitForEvent('download'),
    history.page.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  const rows = await readFile(await file.path(), 'utf8');
  expect(rows.split('\n')[0]).toContain('member,name,side,section,item');
  expect(rows).toContain("'=SUM(A1)");
});

test('a side reads the history of its own notes, and nobody else does', async ({ ann, ben }) => {
  await ann.page.keyboard.press('Control+k');
  await ann.page.keyboard.type('Only');
  await ann.page.keyboard.press('Escape');
  const history = await HistoryPage.beside(ann);
  await history.filter('Of what', 'Private notes of your side');
  await expect(history.timeline).toContainText('Nothing was changed that fits these filters.');
  const others = await ben.page.request.get(
    `${history.url.replace('/plan/', '/api/plans/')}?layer=vendor`,
  );
  expect(others.status()).toBe(403);
});

test('the history can be seen, read and used everywhere', async ({ ann, ben }) => {
  await ann.open('Objectives');
  const objective = await ann.addItem('objective', 'Win twelve customers in the north');
  await objective.enter('Target', '12');
  await ben.open('Objectives');
  const same = ben.item('Win twelve customers in the north');
  await same.write('What exactly', 'Signed contracts.');
  await same.enter('Target', '15');
  await ben.waitUntilSaved();
  await ann.waitUntilSaved();
  const history = await HistoryPage.from(ann);
  await expect(history.change('wrote what exactly')).toBeVisible();
  for (const view of ['Changes', 'Replay', 'Compare', 'Contributions'] as const) {
    await history.show(view);
    await expect(history.page.getByText('The history is on its way.')).toHaveCount(0);
    for (const look of LOOKS) {
      await lookAt(history.page, look);
      expect.soft(await seriousFaults(history.page), `${view} ${look.name}`).toEqual([]);
      expect.soft(await whatSticksOut(history.page), `${view} ${look.name}`).toEqual([]);
      await history.page.screenshot({
        path: `test-results/screens/history ${view} ${look.name}.png`,
        fullPage: view !== 'Replay',
      });
    }
  }
});
