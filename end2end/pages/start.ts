/** The first page: the plans that this browser is in, and the way into another. */
import type { Locator, Page } from '@playwright/test';

export class StartPage {
  readonly plans: Locator;
  readonly link: Locator;
  readonly problem: Locator;

  private constructor(readonly page: Page) {
    this.plans = page.getByRole('region', { name: 'My plans' });
    this.link = page.getByRole('textbox', { name: 'Link' });
    this.problem = page.getByRole('alert');
  }

  static async open(page: Page, url: string): Promise<StartPage> {
    await page.goto(url);
    return new StartPage(page);
  }

  plan(name: string): Locator {
    return this.plans.getByRole('link', { name });
  }

  /** Follows a link that somebody sent. */
  async follow(link: string): Promise<void> {
    await this.link.fill(link);
    await this.link.press('Enter');
  }
}
