/**
 * A plan of 2,000 items: its longest section opens at once, everything in it can be reached, and
 * who writes in it does not wait.
 */
import { ANN, expect, test } from '../fixtures/clients.ts';
import { fill, GENEROUS } from '../fixtures/large.ts';

const OBJECTIVES = 354;
const ACTIONS = 1_640;

test.use({ flags: GENEROUS });

test('2,000 items: cards are built where they are needed', async ({ ann, ben, connect }) => {
  test.slow();
  const client = await connect({ ...ANN, name: 'Importer' });
  fill(client, 'objectives', OBJECTIVES);
  fill(client, 'actions', ACTIONS);
  await ann.open('Objectives');
  const headings = ann.content.getByRole('heading', { level: 4 });
  await expect(headings).toHaveCount(OBJECTIVES + 4, { timeout: 60_000 });

  await test.step('far cards show their titles only, for the browser’s own search', async () => {
    const elements = await ann.page.evaluate(() => document.querySelectorAll('*').length);
    expect(elements).toBeLessThan(12_000);
    await expect(ann.item(`Copy ${OBJECTIVES}`).card).toBeAttached();
  });

  await test.step('a card is built when it comes near', async () => {
    const far = ann.item('Copy 200');
    await expect(far.field('Title')).toHaveCount(0);
    await far.card.scrollIntoViewIfNeeded();
    await expect(far.field('Title')).toHaveValue('Copy 200');
    await far.field('Title').fill('Copy 200, changed');
  });

  await test.step('what is written arrives in a card that is not built', async () => {
    await ben.open('Objectives');
    await expect(ben.item('Copy 200, changed').card).toBeAttached();
  });

  await test.step('an address leads to a far card', async () => {
    const far = ben.item('Copy 300');
    const id = await far.card.getAttribute('id');
    await ben.page.evaluate((id) => {
      location.hash = `#objectives/${id}`;
    }, id?.replace('item-', ''));
    await expect(far.field('Title')).toBeFocused();
    await expect(far.card).toBeInViewport();
  });

  await test.step('the same as a table', async () => {
    const table = await ann.showTable('Objectives');
    await expect(table.grid.getByRole('rowheader')).toHaveCount(OBJECTIVES + 4);
    await table.row('Copy 1').getByRole('rowheader').click();
    await ann.page.keyboard.press('ControlOrMeta+End');
    const last = (await table.titles()).at(-1) ?? '';
    await expect(await table.cell(last, 'Worth to the partner')).toBeFocused();
  });
});
