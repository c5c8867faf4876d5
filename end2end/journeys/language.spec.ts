/** Everything that the program says, in German: on every screen, and for as long as it was chosen. */
import type { Locator, Page } from '@playwright/test';

import { whatSticksOut } from '../fixtures/audit.ts';
import { leftInEnglish } from '../fixtures/catalogue.ts';
import { LOOKS, lookAt } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ locale: 'de-DE' });

/** Words of the program that people wrote into the plan that these journeys begin with. */
const WRITTEN = ['Actions', 'Workshop notes', 'days'];

/** Opens the link, joins, and waits for the plan. */
async function join(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill('Ann');
  await page.getByRole('button', { name: 'Beitreten' }).click();
  await expect(page.getByRole('group', { name: 'Speicherstand' })).toHaveText('Gespeichert');
}

/** Nothing is left in English but what people wrote; a picture is taken of it. */
async function expectGerman(page: Page, screen: string, written: string[] = []): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const left = await leftInEnglish(page);
  expect.soft(left.filter((words) => !written.includes(words)), screen).toEqual([]);
  await page.screenshot({ path: `test-results/screens/de ${screen}.png` });
}

function sections(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Abschnitte', exact: true }).getByRole('link');
}

test('the start page', async ({ freshPage, server }) => {
  const page = await freshPage();
  await page.goto(server.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/gemeinsam geschrieben/);
  await expect(page.getByRole('region', { name: 'Meine Pläne' })).toContainText('Noch kein Plan');
  await expectGerman(page, 'start');

  await page.getByRole('textbox', { name: 'Link' }).fill('hallo');
  await page.getByRole('button', { name: 'Öffnen' }).click();
  await expect(page.getByRole('alert')).toContainText('kein Einladungslink');
  await expectGerman(page, 'start refused');
});

test('the page of a link', async ({ freshPage, plan, server }) => {
  const page = await freshPage();
  await page.goto(plan.links.partner);
  await expect(page.getByRole('main')).toContainText('den Partner');
  await expectGerman(page, 'join');

  await page.getByRole('button', { name: 'Beitreten' }).click();
  await expect(page.getByRole('alert')).toContainText('den Namen angeben');
  await expectGerman(page, 'join refused');

  await page.goto(`${server.url}/join/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`);
  await expect(page.getByRole('main')).toContainText('Dieser Link ist nicht bekannt');
  await expectGerman(page, 'join unknown');

  await page.goto(`${server.url}/plan/nothing`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Diesen Plan gibt es nicht');
  await expectGerman(page, 'no plan');
});

test('every section of the plan, with all fields', async ({ freshPage, plan }) => {
  const page = await freshPage();
  await join(page, plan.links.vendor);
  for (let index = 0; index < (await sections(page).count()); index += 1) {
    const link = sections(page).nth(index);
    await link.click();
    await expect(link).toHaveAttribute('aria-current', /./);
    const more = page.getByRole('main').getByRole('button', { name: 'Alle Felder' });
    while ((await more.count()) > 0) {
      await more.first().click();
    }
    await expectGerman(page, `section ${index + 1}`, WRITTEN);
  }
});

test('the plan for paper', async ({ freshPage, plan }) => {
  const page = await freshPage();
  await join(page, plan.links.vendor);
  await page.goto(`${page.url().split('#')[0]}/print`);
  await expect(page.getByRole('heading', { name: 'Ziele', exact: true })).toBeVisible();
  await expectGerman(page, 'paper', WRITTEN);
});

test('windows, panels and menus', async ({ freshPage, plan }) => {
  const page = await freshPage();
  await join(page, plan.links.vendor);
  await sections(page).filter({ hasText: 'Ziele' }).first().click();

  await page.keyboard.press('Control+k');
  const finder = page.getByRole('combobox', { name: 'Suche und Befehle' });
  await finder.fill('Ziel');
  const found = page.getByRole('listbox', { name: 'Suche und Befehle' }).getByRole('option');
  await expect(found.first()).toBeVisible();
  await expectGerman(page, 'finder');
  await finder.press('Escape');

  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Tastenkürzel' })).toContainText('Strg');
  await expectGerman(page, 'keys');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Prüfung/ }).first().click();
  await expect(page.getByRole('complementary', { name: 'Prüfung' })).toBeVisible();
  await expectGerman(page, 'checks');

  await page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Meine Pläne' })).toBeVisible();
  await expectGerman(page, 'menu');
  await page.keyboard.press('Escape');

  const card = page.getByRole('main').getByRole('article').first();
  await card.getByRole('button', { name: /^Befehle für / }).click();
  await card.getByRole('menuitem', { name: 'In den Papierkorb' }).click();
  await expect(page.getByRole('button', { name: 'Papierkorb (1)' })).toBeVisible();
  await expectGerman(page, 'trash');
});

test('the workshop and what came of it', async ({ freshPage, plan, server }) => {
  const page = await freshPage();
  await join(page, plan.links.vendor);
  // Ann facilitates beside leading her side.
  await page.evaluate(async (id) => {
    const { me } = (await (await fetch(`/api/plans/${id}`)).json()) as { me: { id: string } };
    await fetch(`/api/plans/${id}/members/${me.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ facilitates: true }),
    });
  }, plan.id);
  await page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Workshop' }).click();
  const panel = page.getByRole('complementary', { name: 'Workshop' });
  await panel.getByRole('button', { name: 'Workshop beginnen' }).click();
  const bar = page.getByRole('region', { name: 'Workshop', exact: true });
  await bar.getByRole('button', { name: 'Anfangen' }).click();
  await expect(bar).toContainText('Ankommen');
  await expectGerman(page, 'workshop round', WRITTEN);
  await bar.getByRole('button', { name: 'Nächster Schritt' }).click();
  await expect(panel.getByRole('textbox', { name: 'Eine eigene Karte' })).toBeVisible();
  await expectGerman(page, 'workshop cards', WRITTEN);
  for (const part of ['Agenda', 'Notizen', 'Moderation']) {
    await panel.getByText(part, { exact: true }).click();
    await expectGerman(page, `workshop ${part}`, WRITTEN);
  }
  await page.goto(`${server.url}/plan/${plan.id}/recap`);
  await expect(page.getByRole('article')).toContainText('Ausgewogenheit');
  await expectGerman(page, 'recap', WRITTEN);
});

test('nothing sticks out in the longer language', async ({ freshPage, plan }) => {
  const page = await freshPage();
  await join(page, plan.links.vendor);
  for (const look of LOOKS) {
    await lookAt(page, look);
    expect.soft(await whatSticksOut(page), look.name).toEqual([]);
    await page.screenshot({ path: `test-results/screens/de plan ${look.name}.png` });
  }
});

test('what was chosen stays, on every page', async ({ freshPage, plan, server }) => {
  const page = await freshPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Sprache' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('region', { name: 'My plans' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  // What the other journeys rely on: English texts are found where there are some.
  expect(await leftInEnglish(page)).toContain('Join a plan');
  await page.reload();
  await expect(page.getByRole('region', { name: 'My plans' })).toBeVisible();

  await page.goto(plan.links.vendor);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await join(page, plan.links.vendor);

  await page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('group', { name: 'Saved indicator' })).toHaveText('Saved');
  await page.reload();
  await expect(page.getByRole('group', { name: 'Saved indicator' })).toHaveText('Saved');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
