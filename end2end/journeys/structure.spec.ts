/** What a plan is made of: items that are added, filled, ordered, thrown away and brought back. */
import { expect, test } from '../fixtures/test.ts';
import type { Item } from '../pages/item.ts';

const BOOKINGS = 'New bookings through the partner';
const CERTIFIED = 'Four certified consultants';
const PIPELINE = 'Joint pipeline for the next quarter';
const ADD_ON = 'Insights add-on in every second deal';

test.beforeEach(async ({ ann, ben }) => {
  await Promise.all([ann.open('Objectives'), ben.open('Objectives')]);
});

test.describe('adding', () => {
  for (const [kind, plural, section] of [
    ['objective', 'Objectives', 'Objectives'],
    ['KPI', 'KPIs', 'KPIs'],
    ['action', 'Actions', 'Strategies and actions'],
  ] as const) {
    test(`${kind}: the other sees it at the end of its kind`, async ({ ann, ben }) => {
      await ann.open(section);
      await ben.open(section);
      const before = await ben.titles(plural);

      await ann.addItem(kind, 'Added by Ann');

      await expect.poll(() => ben.titles(plural)).toEqual([...before, 'Added by Ann']);
      expect(before.length).toBeGreaterThan(0);
    });
  }
});

test.describe('fields', () => {
  /** What is entered into an objective, and how the other reads it. */
  const SCALARS: { field: string; typed: string; shown: string | RegExp }[] = [
    { field: 'Target', typed: '1234567.5', shown: '1,234,567.5' },
    { field: 'Weight', typed: '12.5', shown: /^12\.5( ?%)?$/ },
    { field: 'Due', typed: '2027-03-31', shown: 'Mar 31, 2027' },
    { field: 'Worth to the vendor', typed: '250,000 EUR', shown: '€250,000' },
  ];

  for (const { field, typed, shown } of SCALARS) {
    test(`${field}: entered by one, read by the other`, async ({ ann, ben }) => {
      await both(ann.item(CERTIFIED), ben.item(CERTIFIED), (item) => item.showAllFields());

      await ann.item(CERTIFIED).enter(field, typed);

      await expect(ben.item(CERTIFIED).field(field)).toHaveValue(shown);
      await expect(ann.item(CERTIFIED).field(field)).toHaveValue(shown);
    });
  }

  test('choices, a score, tags and a person', async ({ ann, ben }) => {
    const [hers, his] = [ann.item(CERTIFIED), ben.item(CERTIFIED)];
    await both(hers, his, (item) => item.showAllFields());

    await hers.choose('Status', 'At risk');
    await hers.choose('Category', 'Growth');
    await hers.givePoints('Confidence', 2);
    await hers.tag('Lifecycle pillars', 'Recruit').click();
    await hers.choose('Owner', 'Ben');

    await expect(his.chosen('Status')).toHaveText('At risk');
    await expect(his.chosen('Category')).toHaveText('Growth');
    await expect(his.score('Confidence', 2)).toBeChecked();
    await expect(his.tag('Lifecycle pillars', 'Recruit')).toHaveAttribute('aria-pressed', 'true');
    await expect(his.chosen('Owner')).toHaveText('Ben');
  });

  test('a number that is being typed is kept when its section is left', async ({ ann, ben }) => {
    await ann.open('Vision');
    await ann.open('Objectives');
    await ann.item(CERTIFIED).field('Target').fill('77');

    await ann.page.goBack();
    await ann.expectSection('Vision');

    await expect(ben.item(CERTIFIED).field('Target')).toHaveValue('77');
  });

  test('rows of a table', async ({ ann, ben }) => {
    const [hers, his] = [ann.item(BOOKINGS), ben.item(BOOKINGS)];
    const before = await his.rows('Targets by period').count();

    const added = await hers.addRow('Targets by period');
    await added.getByLabel('Region').fill('West');
    await added.getByLabel('Target').fill('75000');
    await added.getByLabel('Target').press('Enter');

    const arrived = his.rows('Targets by period').nth(before);
    await expect(arrived.getByLabel('Region')).toHaveValue('West');
    await expect(arrived.getByLabel('Target')).toHaveValue('75,000');
  });

  test('a wrong number is refused with a sentence and stays to be mended', async ({ ann, ben }) => {
    const [hers, his] = [ann.item(CERTIFIED), ben.item(CERTIFIED)];
    const before = await his.field('Target').inputValue();

    await hers.enter('Target', 'about four');

    await expect(hers.field('Target')).toHaveAttribute('aria-invalid', 'true');
    await expect(hers.field('Target')).toHaveAccessibleDescription(/number/);
    await expect(hers.field('Target')).toHaveValue('about four');
    // Something that travels behind it shows that nothing of it was sent.
    await hers.write('Metric', 'After the mistake');
    await expect(his.field('Metric')).toHaveValue('After the mistake');
    await expect(his.field('Target')).toHaveValue(before);

    await hers.enter('Target', '4');
    await expect(hers.field('Target')).not.toHaveAttribute('aria-invalid', 'true');
    await expect(his.field('Target')).toHaveValue('4');
  });

  test('a row that is removed leaves the focus in its table', async ({ ann }) => {
    const item = ann.item(BOOKINGS);
    const count = await item.rows('Targets by period').count();
    const remove = item.rows('Targets by period').getByRole('button', { name: 'Remove row' });

    await remove.first().press('Enter');

    await expect(item.rows('Targets by period')).toHaveCount(count - 1);
    await expect(remove.first()).toBeFocused();
    expect(count).toBeGreaterThan(1);
  });
});

test.describe('the plan itself', () => {
  test('its name is in the head of every page', async ({ ann, ben }) => {
    await ann.open('Plan');
    await ann.field('Plan name').fill('Two companies, one plan');

    await expect(ben.page.getByRole('heading', { level: 1 })).toHaveText('Two companies, one plan');
    await expect(ben.page).toHaveTitle(/^Two companies, one plan/);
  });

  test('a shallower plan hides sections and deletes nothing', async ({ ann, ben }) => {
    await ben.open('KPIs');
    const before = await ben.titles('KPIs');
    await ann.open('Plan');

    await ann.field('Depth').selectOption({ label: 'Essential' });
    await expect(ben.sections).toHaveText([/Plan/, /Vision/, /Objectives/, /Strategies/, /Reviews/]);

    await ann.field('Depth').selectOption({ label: 'Standard' });
    await expect(ben.sections).toHaveCount(13);
    await ben.open('KPIs');
    expect(await ben.titles('KPIs')).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });
});

test('who writes goes on in the same field while the other changes the depth', async ({
  ann,
  ben,
}) => {
  await ann.open('Plan');
  await ben.open('Plan');
  await ben.field('Depth').selectOption({ label: 'Essential' });
  await expect(ann.field('How we communicate')).toHaveCount(0);
  await ann.field('Better together').fill('One ');

  await ben.field('Depth').selectOption({ label: 'Strategic' });
  await expect(ann.field('How we communicate')).toBeVisible();
  await ann.page.keyboard.type('field');

  await expect(ben.field('Better together')).toHaveValue('One field');
});

test.describe('order', () => {
  test('by keyboard, by menu and by hand; both agree', async ({ ann, ben }) => {
    const orders = () =>
      Promise.all([ann, ben].map((page) => page.titles('Objectives')));
    const expectOrder = (...titles: string[]) => expect.poll(orders).toEqual([titles, titles]);
    await expectOrder(BOOKINGS, CERTIFIED, PIPELINE, ADD_ON);

    await ann.item(PIPELINE).handle.focus();
    await ann.page.keyboard.press('Alt+ArrowUp');
    await expectOrder(BOOKINGS, PIPELINE, CERTIFIED, ADD_ON);
    await ann.page.keyboard.press('Alt+ArrowUp');
    await expectOrder(PIPELINE, BOOKINGS, CERTIFIED, ADD_ON);
    await ann.page.keyboard.press('Alt+ArrowDown');
    await expectOrder(BOOKINGS, PIPELINE, CERTIFIED, ADD_ON);

    await ben.item(BOOKINGS).command('Move to the bottom');
    await expectOrder(PIPELINE, CERTIFIED, ADD_ON, BOOKINGS);

    await ann.item(CERTIFIED).dragAbove(ann.item(PIPELINE));
    await expectOrder(CERTIFIED, PIPELINE, ADD_ON, BOOKINGS);
  });

  test('two people move at the same time; both agree, nothing is lost', async ({ ann, ben }) => {
    await ann.item(PIPELINE).handle.focus();
    await ben.item(BOOKINGS).handle.focus();

    await Promise.all([
      ann.page.keyboard.press('Alt+ArrowUp').then(() => ann.page.keyboard.press('Alt+ArrowUp')),
      ben.page.keyboard.press('Alt+ArrowDown').then(() => ben.page.keyboard.press('Alt+ArrowDown')),
    ]);

    await ann.waitUntilSaved();
    await ben.waitUntilSaved();
    const hers = () => ann.titles('Objectives');
    const his = () => ben.titles('Objectives');
    await expect.poll(async () => (await hers()).join() === (await his()).join()).toBe(true);
    expect((await his()).toSorted()).toEqual([BOOKINGS, CERTIFIED, PIPELINE, ADD_ON].toSorted());
    expect(await his()).not.toEqual([BOOKINGS, CERTIFIED, PIPELINE, ADD_ON]);
  });
});

test.describe('who writes in an item goes on writing', () => {
  for (const [what, moved, place] of [
    ['it', CERTIFIED, 'Move to the top'],
    ['it the other way', CERTIFIED, 'Move to the bottom'],
    ['another over it', PIPELINE, 'Move to the top'],
    ['another below it', BOOKINGS, 'Move to the bottom'],
  ] as const) {
    test(`while the other moves ${what}`, async ({ ann, ben }) => {
      await ann.item(CERTIFIED).write('What exactly', 'before after');
      await ann.page.keyboard.press('ControlOrMeta+ArrowLeft');
      const order = await ben.titles('Objectives');

      await ben.item(moved).command(place);
      await expect.poll(() => ann.titles('Objectives')).not.toEqual(order);
      await ann.page.keyboard.type('and ');

      await expect(ben.item(CERTIFIED).field('What exactly')).toHaveValue('before and after');
    });
  }
});

test.describe('trash', () => {
  test('what was thrown away comes back with Undo', async ({ ann, ben }) => {
    await ann.item(CERTIFIED).command('Move to the trash');
    await expect(ben.item(CERTIFIED).card).toHaveCount(0);

    await ann.undoThroughMessage();

    await expect(ben.item(CERTIFIED).card).toBeVisible();
    await expect.poll(() => ben.titles('Objectives')).toEqual([
      BOOKINGS, CERTIFIED, PIPELINE, ADD_ON,
    ]);
  });

  test('the other brings back what one threw away', async ({ ann, ben }) => {
    await ann.item(CERTIFIED).command('Move to the trash');
    await expect(ben.item(CERTIFIED).card).toHaveCount(0);

    const trash = await ben.openTrash();
    await trash.getByRole('button', { name: `Restore ${CERTIFIED}` }).click();

    await expect(ann.item(CERTIFIED).card).toBeVisible();
  });
});

test('undo takes back only what one did oneself', async ({ ann, ben }) => {
  const [hers, his] = [ann.item(CERTIFIED), ben.item(CERTIFIED)];
  await hers.write('Metric', 'Ann was here');
  await expect(his.field('Metric')).toHaveValue('Ann was here');
  await his.write('What exactly', 'Ben was here');
  await expect(hers.field('What exactly')).toHaveValue('Ben was here');

  await hers.field('Metric').focus();
  await ann.page.keyboard.press('Control+z');

  await expect(his.field('Metric')).not.toHaveValue(/Ann was here/);
  await expect(his.field('What exactly')).toHaveValue('Ben was here');
  await ann.page.keyboard.press('Control+Shift+z');
  await expect(his.field('Metric')).toHaveValue('Ann was here');
});

async function both(one: Item, other: Item, act: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all([act(one), act(other)]);
}
