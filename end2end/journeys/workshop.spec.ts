/** A workshop from the first step to the recap, with six people, a restart and a dropped connection. */
import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures/test.ts';
import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { JoinPage } from '../pages/join.ts';
import { PeoplePage } from '../pages/people.ts';
import { PlanPage } from '../pages/plan.ts';
import { Workshop } from '../pages/workshop.ts';
import type { Invite } from '../fixtures/test.ts';

/** A link for a neutral facilitator, made by Ann. */
async function facilitator(ann: PlanPage, invite: Invite): Promise<PlanPage> {
  const people = await PeoplePage.from(ann);
  const link = await people.makeLink({ role: 'Facilitator', side: 'Neutral' });
  const fay = await invite('Fay', link);
  await people.page.goBack();
  await PlanPage.arrive(people.page);
  return fay;
}

async function editor(of: PlanPage, name: string, invite: Invite): Promise<PlanPage> {
  const people = await PeoplePage.from(of);
  const link = await people.makeLink({ role: 'Editor' });
  const joined = await invite(name, link);
  await people.page.goBack();
  await PlanPage.arrive(people.page);
  return joined;
}

test.describe('six people', () => {
  test.setTimeout(600_000);

  test('run the default agenda end to end, whatever happens in between', async ({
    ann, ben, invite, server, wire, plan,
  }) => {
    const fayPage = await facilitator(ann, invite);
    const adaPage = await editor(ann, 'Ada', invite);
    // Bea's connection can be cut.
    const people = await PeoplePage.from(ben);
    const link = await people.makeLink({ role: 'Editor' });
    const beaPage = await invite('Bea', wire.through(link));
    await people.page.goBack();
    await PlanPage.arrive(people.page);

    const fay = await Workshop.openFrom(fayPage);
    await fay.start();
    const [anns, adas, bens, beas] = await Promise.all(
      [ann, adaPage, ben, beaPage].map((page) => Workshop.join(page)),
    );
    if (!anns || !adas || !bens || !beas) throw new Error('four take part');
    const others = [anns, adas, bens, beas];

    await fay.next('Check-in', others);
    await anns.say('Curious');
    await bens.say('Ready to go');
    await expect(fay.now).toContainText('Curious');
    await anns.bar.getByRole('button', { name: 'Ready', exact: true }).click();
    await expect(fay.who.getByRole('listitem').filter({ hasText: 'Ann' })).toContainText('Ready');

    // Private writing, anonymous, with a restart of the server in the middle.
    await fay.next('Where we stand', others);
    await anns.writeCard('We do not share leads');
    await bens.writeCard('Deals are registered twice');
    await expect(fay.now).toContainText('2 cards');
    await server.stop();
    await server.startAgain();
    await adas.bar.getByRole('button', { name: 'Raise hand' }).click({ trial: true });
    await adas.writeCard('Nobody owns renewals');
    await expect(fay.now).toContainText('3 cards');
    await expect(bens.card('We do not share leads')).toHaveCount(0);

    // A late joiner sees the present state at once.
    const maxPage = await editor(ann, 'Max', invite);
    const max = await Workshop.join(maxPage);
    await anns.open();
    await max.expectStep('Where we stand');
    await expect(max.now).toContainText('3 cards');

    await fay.press('Show all cards');
    for (const workshop of [...others, max, fay]) {
      await expect(workshop.card('Nobody owns renewals')).toBeVisible();
    }
    await fay.card('Nobody owns renewals').getByRole('checkbox').check();
    await fay.card('Deals are registered twice').getByRole('checkbox').check();
    await fay.now.getByRole('textbox', { name: 'Name of the group' }).fill('Process');
    await fay.press('Group');
    await expect(max.now.getByRole('heading', { name: 'Process' })).toBeVisible();
    await fay.card('Nobody owns renewals').getByRole('checkbox').check();
    await fay.now.getByRole('combobox', { name: 'As what' }).selectOption('capability');
    await fay.press('Make them items');
    await expect(max.card('Nobody owns renewals')).toContainText('in the plan');
    await fay.press('Finish this');

    // One is offline while the facilitator goes on, and reloads in the middle.
    wire.cut();
    await fay.next('Vision', [anns, adas, bens, max]);
    await fayPage.reload();
    await fay.open();
    await fay.expectStep('Vision');
    await fay.next('Goals', [anns, adas, bens, max]);
    wire.mend();
    await beas.expectStep('Goals');

    // A blind number.
    const number = fay.now.getByRole('combobox', { name: 'Which number' });
    await number.selectOption({ index: 0 });
    await fay.press('Ask for a number');
    await anns.enterNumber('100');
    await bens.enterNumber('60');
    await expect(fay.now).toContainText('2 numbers are in');
    await fay.press('Show all numbers');
    for (const workshop of [...others, max]) {
      await expect(workshop.now.getByText('Gap between sides')).toBeVisible();
      await expect(workshop.now).toContainText('40');
    }
    await fay.now.getByRole('textbox', { name: 'Agreed value' }).fill('80');
    await fay.press('Write it into the plan');
    await expect(max.now.getByText('Agreed', { exact: true })).toBeVisible();
    await fay.press('Finish this');

    await fay.next('Opportunities', others);
    await bens.writeCard('Hospitals');
    await fay.press('Show all cards');
    await expect(anns.card('Hospitals')).toBeVisible();
    await fay.press('Finish this');

    // Hands and the word.
    await adas.bar.getByRole('button', { name: 'Raise hand' }).click();
    await fay.who.getByRole('button', { name: 'Give the word' }).click();
    await expect(bens.who.getByRole('listitem').filter({ hasText: 'Ada' })).toContainText(
      'has the word',
    );

    await fay.next('What comes first', others);
    await fay.press('Start a vote');
    const option = await anns.now.locator('.workshop-option > span').first().textContent();
    if (!option) throw new Error('there is something to vote on');
    await anns.giveDots(option, 3);
    await bens.giveDots(option, 2);
    await expect(anns.now.getByRole('table')).toHaveCount(0);
    await fay.press('Close and count');
    const row = beas.now.getByRole('row').filter({ hasText: option });
    await expect(row.getByRole('cell')).toHaveText(['5', '3', '2', '0']);

    for (const title of ['Strategies', 'Resources', 'KPIs', 'Reviews', 'Commitments']) {
      await fay.next(title, others);
    }
    await fay.now.getByRole('textbox', { name: 'Proposal' }).fill('We review every month');
    await fay.press('Put a proposal');
    await anns.answer('Agree');
    await bens.answer('Disagree, go along', 'It is a lot');
    await expect(fay.now).toContainText('2 of 6 have answered');
    await expect(max.now).not.toContainText('It is a lot');
    await fay.press('Close and show answers');
    await expect(max.now).toContainText('It is a lot');
    await expect(max.now).toContainText('This is a decision now');

    await bens.park('Prices for hospitals');
    await fay.next('Check-out', others);
    await max.say('Good');

    // All agree.
    const shown = await Promise.all(
      [fay, ...others, max].map(async (workshop) => {
        await workshop.show('Notes');
        await expect(workshop.panel.getByText('Prices for hospitals')).toBeVisible();
        return workshop.panel.locator('.workshop-notes').allTextContents();
      }),
    );
    expect(new Set(shown.map((lists) => JSON.stringify(lists))).size).toBe(1);

    await fay.show('Facilitation');
    await fay.panel.getByRole('button', { name: 'End the workshop' }).click();
    const window = fayPage.page.getByRole('dialog', { name: 'End the workshop' });
    await window.getByRole('textbox').fill('After the workshop');
    await window.getByRole('button', { name: 'End the workshop' }).click();
    await fayPage.page.waitForURL(/\/recap$/);
    await expect(beas.bar).toHaveCount(0);

    const recap = fayPage.page.getByRole('article');
    await expect(recap).toContainText('After the workshop');
    for (const told of [
      'We review every month', 'Prices for hospitals', 'Curious', 'Goals', option,
    ]) {
      await expect(recap).toContainText(told);
    }
    const numbers = recap.getByRole('row').filter({ hasText: '…' }).getByRole('cell');
    await expect(numbers).toHaveText(['100', '60', '40', '60 … 100', '80']);
    const turns = recap.getByRole('row').filter({ hasText: 'Turns to speak' }).getByRole('cell');
    await expect(turns).toHaveText(['1', '0', '0']);
    const people6 = recap.getByRole('list', { name: 'Took part' }).getByRole('listitem');
    await expect(people6).toHaveCount(6);

    const download = fayPage.page.waitForEvent('download');
    await fayPage.page.getByRole('link', { name: 'Download as Markdown' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain('- We review every month (Fay)');
    expect(text).toContain(plan.name);

    // The history knows the step, and the baseline is there.
    await ben.page.goto(`${server.url}/plan/${plan.id}/history`);
    const step = ben.page.getByRole('combobox', { name: 'Step of the agenda' });
    await expect(step).toBeVisible();
  });
});

test('whoever writes is asked and never moved', async ({ ann, ben, invite }) => {
  const fayPage = await facilitator(ann, invite);
  const fay = await Workshop.openFrom(fayPage);
  await fay.start();
  await fay.next('Check-in');
  await ann.open('Vision');
  await ben.open('Vision');
  const field = ann.content.getByRole('textbox').first();
  await field.focus();
  await ann.page.keyboard.press('End');
  await ann.page.keyboard.type('Still wri');

  await fayPage.open('Objectives');
  await fay.show('Facilitation');
  await fay.panel.getByRole('button', { name: 'Call everybody here' }).click();
  await ben.expectSection('Objectives');
  const notice = new Workshop(ann.page).bar.getByRole('status').filter({ hasText: 'Fay' });
  await expect(notice).toContainText('Objectives');
  await ann.page.keyboard.type('ting');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/Still writing/);
  await ann.expectSection('Vision');
  await notice.getByRole('button', { name: 'Go there' }).click();
  await ann.expectSection('Objectives');
});

test('only facilitators write in a locked section', async ({ ann, ben, invite }) => {
  const fayPage = await facilitator(ann, invite);
  const fay = await Workshop.openFrom(fayPage);
  await fay.start();
  await fayPage.open('Vision');
  await ben.open('Vision');
  await fay.show('Facilitation');
  await fay.panel.getByRole('button', { name: 'Lock this section' }).click();
  const bens = new Workshop(ben.page);
  await expect(bens.bar.getByText('has locked this section')).toBeVisible();
  await expect(ben.content.getByRole('textbox').first()).not.toBeEditable();
  await expect(fayPage.content.getByRole('textbox').first()).toBeEditable();
  await fay.panel.getByRole('button', { name: 'Unlock this section' }).click();
  await expect(ben.content.getByRole('textbox').first()).toBeEditable();
});

test('clocks that are five minutes wrong show the same time', async ({
  ann, plan, freshPage, invite, server,
}) => {
  const wrong = await freshPage();
  const right = Date.now.bind(Date);
  await wrong.clock.install({ time: right() + 5 * 60_000 });
  await wrong.clock.resume();
  const ben = await (await JoinPage.open(wrong, plan.links.partner)).joinAs('Ben');
  const fay = await Workshop.openFrom(await facilitator(ann, invite));
  await fay.start();
  await fay.next('Check-in');
  const [one, other] = [new Workshop(ann.page), new Workshop(ben.page)];
  await expect(one.clock).toHaveText(/^[45]:\d\d$/);
  await expect(other.clock).toHaveText(/^[45]:\d\d$/);
  // The server runs by the clock of this machine. A page shows another second when it sees that one is
  // over: to see it here takes a while, never less. So the soonest of several is how wrong it is.
  const token = await server.createToken(plan, { name: 'Tim', side: 'vendor', role: 'viewer' });
  const answer = await fetch(`${server.url}/api/plans/${plan.id}/workshop`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { workshop } = (await answer.json()) as { workshop: { timer: { ends_at: number } } };
  const errors = async (of: Workshop): Promise<number[]> => {
    const found: number[] = [];
    let last = await of.seconds();
    while (found.length < 6) {
      const shown = await of.seconds();
      if (shown !== last) found.push(right() - (workshop.timer.ends_at - shown * 1_000));
      last = shown;
    }
    return found;
  };
  for (const found of await Promise.all([errors(one), errors(other)])) {
    expect(Math.min(...found)).toBeGreaterThanOrEqual(-250);
    expect(Math.min(...found)).toBeLessThanOrEqual(250);
  }
});

test('everything at any time is reached by keys, and one person alone can do it all', async ({
  ann, invite,
}) => {
  const fayPage = await facilitator(ann, invite);
  const fay = await Workshop.openFrom(fayPage);
  await fay.start();
  await fay.next('Check-in');
  const { keyboard } = fayPage.page;
  await keyboard.press('Alt+Shift+H');
  await expect(fay.bar.getByRole('button', { name: 'Raise hand' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await keyboard.press('Alt+Shift+R');
  await expect(fay.bar.getByRole('button', { name: 'Ready', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await keyboard.press('Alt+Shift+P');
  await expect(fay.noting.getByRole('textbox')).toBeFocused();
  await keyboard.type('Later');
  await keyboard.press('Control+Enter');
  await expect(fay.noting).toBeHidden();
  await keyboard.press('Alt+Shift+C');
  await expect(fay.noting.getByRole('textbox')).toBeFocused();
  await keyboard.type('Now');
  await keyboard.press('Control+Enter');
  await expect(fay.noting).toBeHidden();
  await fay.show('Notes');
  await expect(fay.panel.getByText('Later', { exact: true })).toBeVisible();
  await expect(fay.panel.getByText('Now', { exact: true }).last()).toBeVisible();
  await fayPage.open('Governance');
  await expect(fayPage.item('Later').field('Title')).toHaveValue('Later');
});

for (const look of LOOKS) {
  test(`the workshop looks right: ${look.name}`, async ({ ann, ben, invite }) => {
    const fayPage = await facilitator(ann, invite);
    const fay = await Workshop.openFrom(fayPage);
    await fay.start();
    await fay.next('Check-in');
    await fay.next('Where we stand');
    const bens = await Workshop.join(ben);
    await bens.writeCard('Deals are registered twice, and nobody notices before the quarter ends');
    await bens.writeCard('We do not share leads');
    const anns = await Workshop.join(ann);
    await anns.writeCard('Nobody owns renewals');
    await bens.bar.getByRole('button', { name: 'Raise hand' }).click();
    for (const [name, workshop] of [['facilitator', fay], ['partner', bens]] as const) {
      await lookAt(workshop.page, look);
      await expect(workshop.now).toBeVisible();
      expect(await seriousFaults(workshop.page)).toEqual([]);
      expect(await whatSticksOut(workshop.page)).toEqual([]);
      await workshop.page.screenshot({
        path: `test-results/screens/workshop ${name} ${look.name}.png`,
      });
    }
    await fay.press('Show all cards');
    await expect(bens.card('Nobody owns renewals')).toBeVisible();
    await fay.press('Finish this');
    await fay.show('Facilitation');
    await fay.page.screenshot({ path: `test-results/screens/workshop leading ${look.name}.png` });
    await fay.show('Agenda');
    await fay.panel.getByRole('button', { name: 'Edit the agenda' }).click();
    expect(await seriousFaults(fay.page)).toEqual([]);
    await fay.page.screenshot({ path: `test-results/screens/workshop agenda ${look.name}.png` });
    await fay.panel.getByRole('button', { name: 'Cancel' }).click();
    await fay.show('Notes');
    await expect(fay.panel.getByRole('table')).toBeVisible();
    await fay.page.screenshot({ path: `test-results/screens/workshop notes ${look.name}.png` });
    await fay.panel.getByRole('link', { name: 'Recap so far' }).click();
    await expect(fay.page.getByRole('article')).toContainText('Balance');
    expect(await seriousFaults(fay.page)).toEqual([]);
    expect(await whatSticksOut(fay.page)).toEqual([]);
    await fay.page.screenshot({
      path: `test-results/screens/recap ${look.name}.png`, fullPage: true,
    });
  });
}
