/** The page that a link opens: whose plan it is, which side one joins, and who one wants to be. */
import type { Locator, Page } from '@playwright/test';

import { PlanPage } from './plan.ts';

export class JoinPage {
  /** All that it says. */
  readonly content: Locator;
  readonly name: Locator;
  readonly join: Locator;
  /** What is wrong with what was sent. */
  readonly problem: Locator;

  constructor(readonly page: Page) {
    this.content = page.getByRole('main');
    this.name = page.getByRole('textbox', { name: 'Your name' });
    this.join = page.getByRole('button', { name: 'Join' });
    this.problem = page.getByRole('alert');
  }

  static async open(page: Page, link: string): Promise<JoinPage> {
    await page.goto(link);
    return new JoinPage(page);
  }

  /** Joins under this name and waits for the plan. */
  async joinAs(name: string): Promise<PlanPage> {
    await this.name.fill(name);
    await this.join.click();
    return PlanPage.arrive(this.page);
  }

  /** Goes on as the person that this browser already is in the plan. */
  async stay(): Promise<PlanPage> {
    await this.page.getByRole('link', { name: 'Stay as' }).click();
    return PlanPage.arrive(this.page);
  }
}
