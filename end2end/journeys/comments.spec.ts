/** What people say about the plan: comments with mentions, replies, what is new, without a network. */
import { seriousFaults, whatSticksOut } from '../fixtures/audit.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { PeoplePage } from '../pages/people.ts';
import { PlanPage } from '../pages/plan.ts';
import { Talk } from '../pages/talk.ts';

const OBJECTIVE = 'Four certified consultants';

test('a comment on a field mentions somebody, who replies and resolves it', async ({
  ann, ben,
}) => {
  await ann.open('Objectives');
  const objective = ann.item(OBJECTIVE);
  await objective.field('What exactly').focus();
  const mine = await Talk.open(ann);
  await expect(mine.rail.getByText('Comment about')).toContainText('Comment about');
  await mine.words.fill('Is this still right, ');
  await mine.mention('be', 'Ben');
  await mine.words.pressSequentially('? <b>not bold</b>');
  await mine.words.press('ControlOrMeta+Enter');
  const asked = mine.thread('Is this still right');
  await expect(asked).toContainText('@Ben');
  await expect(asked).toContainText('<b>not bold</b>');

  // Ben is told without opening anything, and finds the place.
  await expect(Talk.opener(ben.page)).toHaveAccessibleName('Comments: 1 new, it mentions you');
  const his = await Talk.open(ben);
  await his.showAll();
  await expect(his.said('Is this still right')).toContainText('New');
  await expect(Talk.opener(ben.page)).toHaveAccessibleName('Comments');
  await his.thread('Is this still right').getByRole('link').first().click();
  await ben.expectSection('Objectives');
  await expect(
    ben.content.getByRole('button', { name: '1 open comment' }).first(),
  ).toBeVisible();

  await his.reply('Is this still right', 'It is.');
  await expect(asked).toContainText('It is.');
  await his.thread('Is this still right').getByRole('button', { name: 'Resolve' }).click();
  await expect(mine.rail.getByText('Resolved (1)')).toBeVisible();
  await expect(ann.content.getByRole('button', { name: /open comment/ })).toHaveCount(0);
  await mine.rail.getByText('Resolved (1)').click();
  await expect(asked).toContainText('Resolved by Ben');
  await asked.getByRole('button', { name: 'Open again' }).click();
  await expect(his.rail.getByText('Resolved (1)')).toHaveCount(0);
});

test('a comment that is being written stays what it is about, also while one looks around', async ({
  ann,
}) => {
  await ann.open('Objectives');
  await ann.item(OBJECTIVE).field('Metric').focus();
  const talk = await Talk.open(ann);
  const about = talk.rail.getByText('Comment about').locator('..');
  await expect(about).toContainText(`${OBJECTIVE} · Metric`);
  await talk.words.fill('Half a thought');
  await ann.open('KPIs');
  await talk.rail.getByRole('button', { name: 'Close' }).click();
  await Talk.open(ann);
  await expect(talk.words).toHaveValue('Half a thought');
  await expect(about).toContainText(`${OBJECTIVE} · Metric`);
  await talk.words.press('ControlOrMeta+Enter');
  await talk.showAll();
  await expect(talk.thread('Half a thought')).toContainText(`${OBJECTIVE} · Metric`);
});

test('one changes and takes back what one has said, and nobody else does', async ({ ann, ben }) => {
  const mine = await Talk.open(ann);
  await mine.say('We shoud talk');
  const his = await Talk.open(ben);
  await expect(his.said('We shoud talk')).toBeVisible();
  await expect(his.said('We shoud talk').getByRole('button', { name: /^Commands/ })).toHaveCount(0);

  await mine.said('We shoud talk').getByRole('button', { name: /^Commands/ }).click();
  await ann.page.getByRole('menuitem', { name: 'Edit' }).click();
  const words = mine.rail.getByRole('textbox', { name: 'Edit' });
  await expect(words).toHaveValue('We shoud talk');
  await words.fill('We should talk');
  await mine.rail.getByRole('button', { name: 'Save' }).click();
  await expect(his.said('We should talk')).toContainText('edited');

  await his.reply('We should talk', 'When?');
  await expect(mine.said('When?')).toBeVisible();
  await mine.said('We should talk').getByRole('button', { name: /^Commands/ }).click();
  await ann.page.getByRole('menuitem', { name: 'Take back' }).click();
  await expect(his.thread('When?')).toContainText('Taken back');
  await expect(his.rail.getByText('We should talk')).toHaveCount(0);
});

test('what is said without a network waits, also over a reload, and is said once', async ({
  freshPage, plan, ben, wire,
}) => {
  const joining = await JoinPage.open(await freshPage(), wire.through(plan.links.vendor));
  const cut = await joining.joinAs('Cora');
  const mine = await Talk.open(cut);
  wire.cut();
  await mine.say('Said in a tunnel');
  await expect(mine.thread('Said in a tunnel')).toContainText('Kept on this device');
  wire.mend();
  await cut.page.reload();
  await PlanPage.arrive(cut.page);
  await expect(mine.said('Said in a tunnel')).toBeVisible();
  await expect(mine.rail.getByText('Kept on this device')).toHaveCount(0);
  const his = await Talk.open(ben);
  await expect(his.said('Said in a tunnel')).toHaveCount(1);
});

test('a commenter comments and changes nothing, a viewer only reads', async ({ ann, freshPage }) => {
  const people = await PeoplePage.from(ann);
  const links = [
    await people.makeLink({ role: 'Commenter' }),
    await people.makeLink({ role: 'Viewer' }),
  ];
  await people.toPlan();
  const [commenter, viewer] = [
    await (await JoinPage.open(await freshPage(), links[0]!)).joinAs('Cleo'),
    await (await JoinPage.open(await freshPage(), links[1]!)).joinAs('Vito'),
  ];
  await commenter.open('Objectives');
  const item = commenter.item(OBJECTIVE);
  await expect(item.field('What exactly')).not.toBeEditable();
  await item.card.getByRole('button', { name: /^Commands for/ }).click();
  await commenter.page.getByRole('menuitem', { name: 'Comment' }).click();
  const words = commenter.page.getByRole('textbox', { name: 'Write a comment' });
  await expect(words).toBeFocused();
  await words.fill('From the side');
  await words.press('ControlOrMeta+Enter');

  await viewer.open('Objectives');
  const hers = await Talk.open(viewer);
  await expect(hers.said('From the side')).toBeVisible();
  await expect(hers.words).toHaveCount(0);
  await expect(hers.rail.getByText('You may read comments here.')).toBeVisible();
  await expect(hers.rail.getByRole('button', { name: 'Reply' })).toHaveCount(0);
  await expect(viewer.page.getByRole('tab', { name: 'Only your side' })).toHaveCount(0);
});

test('the talk can be seen, read and used everywhere', async ({ ann, ben }) => {
  const mine = await Talk.open(ann);
  await mine.words.fill('Where do the 30 new customers come from, ');
  await mine.mention('b', 'Ben');
  await mine.words.press('ControlOrMeta+Enter');
  const his = await Talk.open(ben);
  await his.reply('Where do the 30', 'From the northern region: https://example.com/regions');
  await expect(mine.said('northern region')).toBeVisible();
  for (const look of LOOKS) {
    await lookAt(ann.page, look);
    await expect(mine.rail).toBeInViewport();
    expect.soft(await seriousFaults(ann.page), look.name).toEqual([]);
    expect.soft(await whatSticksOut(ann.page), look.name).toEqual([]);
    await ann.page.screenshot({ path: `test-results/screens/talk ${look.name}.png` });
  }
});
