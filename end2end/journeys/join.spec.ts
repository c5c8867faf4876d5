/** How people get into a plan: through a link, under a name, on one side. */
import { expect, test } from '../fixtures/test.ts';
import { JoinPage } from '../pages/join.ts';
import { PlanPage } from '../pages/plan.ts';
import { StartPage } from '../pages/start.ts';

test('a link says whose plan it is and for whom one joins', async ({ freshPage, plan }) => {
  const vendor = await JoinPage.open(await freshPage(), plan.links.vendor);
  await expect(vendor.page.getByRole('heading', { level: 1 })).toHaveText(plan.name);
  await expect(vendor.content).toContainText('the vendor');
  await expect(vendor.name).toBeFocused();

  const partner = await JoinPage.open(await freshPage(), plan.links.partner);
  await expect(partner.content).toContainText('the partner');
});

test('an empty name is refused where it was typed', async ({ freshPage, plan }) => {
  const joining = await JoinPage.open(await freshPage(), plan.links.vendor);

  await joining.name.fill('   ');
  await joining.join.click();

  await expect(joining.problem).toHaveText(/Write your name/);
  await expect(joining.name).toBeFocused();
  await expect(joining.name).toHaveAttribute('aria-invalid', 'true');
});

test.describe('the other link in the same browser', () => {
  test('asks, and one may stay who one is', async ({ ann, plan }) => {
    const joining = await JoinPage.open(await ann.page.context().newPage(), plan.links.partner);
    await expect(joining.content).toContainText('already in the plan as Ann');

    const stayed = await joining.stay();

    await expect(stayed.person('Ann, Northwind')).toBeVisible();
    await expect(stayed.person(/Contoso/)).toHaveCount(0);
  });

  test('asks, and one may join as somebody else', async ({ ann, plan }) => {
    const joining = await JoinPage.open(await ann.page.context().newPage(), plan.links.partner);

    const joined = await joining.joinAs('Ben');

    await expect(joined.person('Ben, Contoso')).toBeVisible();
  });
});

test('a link that leads nowhere says what to do', async ({ freshPage, server }) => {
  const joining = await JoinPage.open(
    await freshPage(),
    `${server.url}/join/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`,
  );

  await expect(joining.content).toContainText(/ask whoever sent it to you/i);
  await expect(joining.page.getByRole('link', { name: 'To my plans' })).toBeVisible();
  await expect(joining.join).toHaveCount(0);
});

test('a link whose time is over says so, and what to do', async ({ freshPage, plan }) => {
  const page = await freshPage();
  const error = 'invite_expired';
  const message = 'This link has expired.';
  // Waiting a fortnight is not an option: the server's answer is played, the page is real.
  await page.route('**/api/invites/*', (route) =>
    route.fulfill({ status: 410, json: { error, message } }),
  );

  const joining = await JoinPage.open(page, plan.links.vendor);

  await expect(joining.content).toContainText('This link has expired.');
  await expect(joining.content).toContainText(/ask whoever sent it to you/i);
});

test('a plan is closed to a browser that was not invited', async ({ ann, freshPage }) => {
  const page = await freshPage();
  await page.goto(ann.page.url());

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are not in this plan');
});

test.describe('the start page', () => {
  test('leads to the plans that one is in', async ({ ann, plan, server }) => {
    const address = ann.page.url();
    const start = await StartPage.open(ann.page, server.url);

    await start.plan(plan.name).click();

    const opened = await PlanPage.arrive(start.page);
    expect(opened.page.url()).toBe(address);
    await expect(opened.person('Ann, Northwind')).toBeVisible();
  });

  test('takes a link that was pasted, and refuses what is none', async ({
    freshPage, plan, server,
  }) => {
    const start = await StartPage.open(await freshPage(), server.url);
    await expect(start.plans).toContainText('You are not in a plan yet');

    await start.follow('hello');
    await expect(start.problem).toHaveText(/no join link/);
    await start.follow(plan.links.partner);

    const joined = await new JoinPage(start.page).joinAs('Ben');
    await expect(joined.person('Ben, Contoso')).toBeVisible();
  });
});
