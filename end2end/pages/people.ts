/** The people of a plan: who may what, and by which links others come. */
import { expect, type Locator, type Page } from '@playwright/test';

import { PlanPage } from './plan.ts';

/** A link to be made, in the words of the page. */
export interface LinkWanted {
  role: 'Lead' | 'Facilitator' | 'Editor' | 'Commenter' | 'Viewer';
  /** The own side if it is left out. */
  side?: string;
}

export class PeoplePage {
  /** The window that asks, or shows what was made. */
  readonly dialog: Locator;
  readonly links: Locator;
  readonly log: Locator;

  private constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog');
    this.links = page.getByRole('region', { name: 'Links' });
    this.log = page.getByRole('region', { name: 'Log' });
  }

  /** Goes there from the plan, as people do. */
  static async from(plan: PlanPage): Promise<PeoplePage> {
    await plan.page.getByRole('link', { name: 'People' }).click();
    await plan.page.waitForURL(/\/people$/);
    const people = new PeoplePage(plan.page);
    await expect(people.page.getByRole('heading', { level: 1 })).toBeVisible();
    return people;
  }

  /** Opens it by its address. */
  static async open(page: Page, plan: string): Promise<PeoplePage> {
    await page.goto(`${plan}/people`);
    return new PeoplePage(page);
  }

  /** The people of one side, by the name of the company. */
  side(company: string): Locator {
    return this.page.getByRole('region', { name: company });
  }

  /** Somebody in the lists. */
  member(name: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: name });
  }

  /** Does something about somebody, by the words of the menu. */
  async command(name: string, words: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: `What to do about ${name}` }).click();
    const menu = this.page.getByRole('menu', { name: `What to do about ${name}` });
    await menu
      .getByRole('menuitem', { name: words })
      .or(menu.getByRole('menuitemradio', { name: words }))
      .click();
  }

  /** Presses the button of the window that does what it asks about. */
  async confirm(label: string): Promise<void> {
    await this.dialog.getByRole('button', { name: label, exact: true }).click();
  }

  /** Makes a link and returns it. */
  async makeLink({ role, side }: LinkWanted): Promise<string> {
    if (side) {
      await this.links.getByLabel('For people of').selectOption({ label: side });
    }
    await this.links.getByLabel('Role').selectOption(role.toLowerCase());
    await this.links.getByRole('button', { name: 'Make a link' }).click();
    return this.takeLink();
  }

  /** The link that the window shows; closes it. */
  async takeLink(): Promise<string> {
    await expect(this.dialog.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
    const link = await this.dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    return link;
  }

  /** Goes back to the plan. */
  async toPlan(): Promise<PlanPage> {
    await this.page.getByRole('link', { name: 'To the plan' }).click();
    await this.page.waitForURL((url) => !url.pathname.endsWith('/people'));
    return PlanPage.arrive(this.page);
  }
}
