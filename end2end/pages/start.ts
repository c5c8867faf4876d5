/** The first page: the plans that this browser is in, starting one, and the way into another. */
import { expect, type Locator, type Page } from '@playwright/test';

import { PlanPage } from './plan.ts';

/** What is typed to start a plan. */
export interface NewPlan {
  vendor: string;
  partner: string;
  me: string;
  side: 'vendor' | 'partner';
  /** The words of what it begins with. */
  preset: string;
}

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

  /** Starts a plan, and returns the link for the lead of the other side. */
  async begin({ vendor, partner, me, side, preset }: NewPlan): Promise<string> {
    await this.page.getByRole('button', { name: 'Start a plan' }).click();
    await this.page.getByRole('textbox', { name: 'The vendor' }).fill(vendor);
    await this.page.getByRole('textbox', { name: 'The channel partner' }).fill(partner);
    await this.page.getByRole('textbox', { name: 'Your name' }).fill(me);
    const company = side === 'vendor' ? vendor : partner;
    await this.page
      .getByRole('radiogroup', { name: 'I am with' })
      .getByRole('radio', { name: company })
      .check({ force: true });
    await this.page.getByRole('radio', { name: preset }).check();
    await this.page.getByRole('button', { name: 'Start the plan' }).click();
    await expect(this.page.getByRole('heading', { name: 'The plan is ready' })).toBeVisible();
    return this.page.getByRole('textbox', { name: 'Link' }).inputValue();
  }

  /** Goes from what was just started to the plan itself. */
  async openStarted(): Promise<PlanPage> {
    await this.page.getByRole('link', { name: 'Open the plan' }).click();
    return PlanPage.arrive(this.page);
  }

  /** Leaves all plans in this browser. */
  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sign out of this browser' }).click();
    const asked = this.page.getByRole('dialog', { name: 'Sign out of this browser?' });
    await asked.getByRole('button', { name: 'Sign out' }).click();
  }
}
