/** Who belongs to a plan and may what: invited, changed, removed, while the plan is open. */
import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { PeoplePage } from '../pages/people.ts';
import { Talk } from '../pages/talk.ts';
import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';

const PHONE = { width: 390, height: 844 };

test('an editor joins on a phone, becomes a viewer, and is removed', async ({
  ann, freshPage,
}) => {
  const people = await PeoplePage.from(ann);
  const link = await people.makeLink({ role: 'Editor' });

  const phone = await freshPage();
  await phone.setViewportSize(PHONE);
  const joining = await JoinPage.open(phone, link);
  await expect(joining.join).toBeInViewport();
  expect(await whatSticksOut(phone)).toEqual([]);
  const eve = await joining.joinAs('Eve');
  await eve.open('Objectives');
  const title = eve.item('Four certified consultants').field('Title');
  await expect(title).toBeEditable();

  await people.page.reload();
  await people.command('Eve', /^Viewer/);
  await expect(title).not.toBeEditable({ timeout: 1_000 });

  await people.command('Eve', 'Remove from the plan');
  await people.confirm('Remove from the plan');
  await expect(eve.page.getByText('You are not in this plan any more').first()).toBeVisible({
    timeout: 1_000,
  });
  await expect(people.member('Eve')).toHaveCount(0);

  await phone.reload();
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(
    /You are not in this plan|You may not see this plan/,
  );
});

test('one goes on as oneself on another device', async ({ ann, freshPage }) => {
  const people = await PeoplePage.from(ann);
  await people.page.getByRole('button', { name: 'Continue on another device' }).click();
  const link = await people.takeLink();

  const other = await JoinPage.open(await freshPage(), link);
  await expect(other.name).toHaveCount(0);
  await other.page.getByRole('button', { name: 'Go on as Ann' }).click();

  await other.page.waitForURL(/\/plan\//);
  await expect(
    other.page.getByRole('group', { name: 'Who is here' }).getByRole('img', { name: /^Ann/ }),
  ).toBeVisible();

  // The device was lost: it is out at once, this one stays.
  await people.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await people.confirm('Sign out everywhere else');
  await expect(other.page.getByText(/signed out/).first()).toBeVisible({ timeout: 1_000 });
  await other.page.reload();
  await expect(other.page.getByRole('heading', { level: 1 })).toHaveText(
    'You may not see this plan',
  );
  await people.page.reload();
  await expect(people.side('Northwind')).toContainText('Ann');
});

test('who may not read the private notes any more keeps nothing of them on the device', async ({
  ann, freshPage,
}) => {
  const people = await PeoplePage.from(ann);
  const link = await people.makeLink({ role: 'Editor' });
  const eve = await (await JoinPage.open(await freshPage(), link)).joinAs('Eve');
  const records = () => eve.page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = await indexedDB.databases();
    const name = found.map(({ name }) => name ?? '').find((name) => name.includes('vendor'));
    if (!name) return 0;
    const database = await done(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    const reading = database.transaction(stores);
    const counts = stores.map((store) => done(reading.objectStore(store).count()));
    const all = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    database.close();
    return all;
  });
  const eves = await Talk.openPrivate(eve);
  await eves.rail.getByRole('textbox', { name: 'Private notes' }).click();
  await eve.page.keyboard.type('Only for us');
  await expect.poll(records).toBeGreaterThan(1);

  await people.page.reload();
  await people.command('Eve', /^Viewer/);
  // What is left is how often it was emptied.
  await expect.poll(records).toBe(1);
  await expect(eve.page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('somebody who was named turns out to be who joins', async ({ ann, ben, freshPage }) => {
  const people = await PeoplePage.from(ann);
  await people.side('Northwind').getByText('Name somebody').click();
  await people.side('Northwind').getByRole('textbox', { name: 'Name' }).fill('Dora Named');
  await people.side('Northwind').getByRole('button', { name: 'Add' }).click();
  await expect(people.member('Dora Named')).toContainText('has not joined');
  const link = await people.makeLink({ role: 'Editor' });

  const joining = await JoinPage.open(await freshPage(), link);
  await joining.page.getByRole('radio', { name: 'Dora Named' }).check();
  await expect(joining.name).toHaveValue('Dora Named');
  await joining.join.click();
  await joining.page.waitForURL(/\/plan\//);

  await expect(ben.person('Dora Named, Northwind')).toBeVisible();
});

test('the other side sees who is there, and may do nothing about them', async ({ ann, ben }) => {
  const people = await PeoplePage.from(ben);

  await expect(people.side('Northwind')).toContainText('Ann');
  await expect(people.side('Northwind')).toContainText('Ann leads Northwind in this plan');
  await expect(people.page.getByRole('button', { name: 'What to do about Ann' })).toHaveCount(0);
  await expect(ann.person('Ann, Northwind')).toBeVisible();
});

test('a link that was withdrawn opens nothing, and the log tells of it', async ({
  ann, freshPage,
}) => {
  const people = await PeoplePage.from(ann);
  const link = await people.makeLink({ role: 'Viewer' });
  await people.links
    .getByRole('button', { name: 'Withdraw: Northwind, Viewer' })
    .click();
  await people.confirm('Withdraw');
  await expect(people.links.getByText('withdrawn')).toHaveCount(1);

  const joining = await JoinPage.open(await freshPage(), link);
  await expect(joining.content).toContainText('This link was withdrawn.');

  await people.log.getByRole('button', { name: 'Show the log' }).click();
  await expect(people.log).toContainText('Ann withdrew a link for Northwind (Viewer).');
});

test('the people of a plan can be seen, read and used everywhere', async ({ ann, ben }) => {
  await expect(ben.person('Ann, Northwind')).toBeVisible();
  const people = await PeoplePage.from(ann);
  await people.makeLink({ role: 'Commenter' });
  await people.log.getByRole('button', { name: 'Show the log' }).click();
  await expect(people.log).toContainText('made a link');
  for (const look of LOOKS) {
    await lookAt(ann.page, look);
    expect.soft(await seriousFaults(ann.page), look.name).toEqual([]);
    expect.soft(await whatSticksOut(ann.page), look.name).toEqual([]);
    await ann.page.screenshot({
      path: `test-results/screens/people ${look.name}.png`, fullPage: true,
    });
  }
});

test('somebody who was removed stays where they were chosen, and is not offered again', async ({
  ann, invite, plan,
}) => {
  const cleo = await invite('Cleo', plan.links.vendor);
  await cleo.page.close();
  await ann.open('Objectives');
  const item = ann.item('Four certified consultants');
  await item.showAllFields();
  await item.choose('Owner', 'Cleo');
  await ann.waitUntilSaved();

  const people = await PeoplePage.from(ann);
  await people.command('Cleo', 'Remove from the plan');
  await people.confirm('Remove from the plan');
  await expect(people.member('Cleo')).toHaveCount(0);
  const back = await people.toPlan();
  await back.open('Objectives');
  await expect(back.item('Four certified consultants').chosen('Owner')).toHaveText(/Cleo/);
  await back.open('KPIs');
  const other = back.item('Consultants certified');
  await other.showAllFields();
  await expect(other.field('Owner').getByRole('option', { name: /Cleo/ })).toHaveCount(0);
});

test('a plan is taken along, and is gone for good when both sides have agreed', async ({
  ann, ben,
}) => {
  const plan = ben.page.url();
  const hers = await PeoplePage.from(ann);
  const [file] = await Promise.all([
    hers.page.waitForEvent('download'),
    hers.page.getByRole('link', { name: 'Take it along as JSON' }).click(),
  ]);
  const exported = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    format: string;
    members: { name: string }[];
  };
  expect(exported.format).toBe('tandem-plan');
  expect(exported.members.map(({ name }) => name)).toContain('Ben');

  await hers.page.getByRole('button', { name: 'Agree to delete it' }).click();
  await hers.confirm('Agree to delete it');
  await expect(hers.page.getByText('Ann of Northwind has agreed.')).toBeVisible();
  await hers.page.getByRole('button', { name: 'Take the agreement back' }).click();
  await hers.page.getByRole('button', { name: 'Agree to delete it' }).click();
  await hers.confirm('Agree to delete it');

  const his = await PeoplePage.from(ben);
  await his.page.getByRole('button', { name: 'Delete the plan' }).click();
  await his.confirm('Delete for good');
  await his.page.waitForURL((url) => url.pathname === '/');
  await expect(his.page.getByRole('main')).toContainText('You are not in a plan yet');
  await his.page.goto(plan);
  await expect(his.page.getByRole('heading', { level: 1 })).toHaveText(/no such plan|not in this plan/i);
});

test('a lead hands over, and appoints who runs workshops', async ({ ann, invite, plan }) => {
  const cleo = await invite('Cleo', plan.links.vendor);
  await cleo.page.close();
  const people = await PeoplePage.from(ann);
  await people.command('Cleo', /^Editor/);
  await expect(people.member('Cleo')).toContainText('Editor');
  await people.command('Cleo', 'Let run workshops');
  await expect(people.member('Cleo')).toContainText(/workshops/);
  await people.command('Cleo', 'Hand over the lead');
  await people.confirm('Hand over the lead');
  await expect(people.member('Cleo')).toContainText('Lead');
  await expect(people.member('Ann')).toContainText('Editor');
  await expect(people.page.getByRole('button', { name: 'What to do about Cleo' })).toHaveCount(0);
});
