/** What stands beside the plan: comments, and what the own side keeps to itself. */
import { expect, type Locator, type Page } from '@playwright/test';

import { PlanPage } from './plan.ts';

export class Talk {
  /** All of it. */
  readonly rail: Locator;
  /** The control for a new comment. */
  readonly words: Locator;
  /** People who are offered while a mention is typed. */
  readonly offers: Locator;
  /** The button of the top bar that opens the comments. */
  readonly opener: Locator;

  private constructor(readonly page: Page, name: string) {
    this.rail = page.getByRole('complementary', { name });
    this.words = this.rail.getByRole('textbox', { name: 'Write a comment' });
    this.offers = this.rail.getByRole('listbox', { name: 'Mention' });
    this.opener = Talk.opener(page);
  }

  static opener(page: Page): Locator {
    return page.getByRole('banner').getByRole('button', { name: /^Comments/ });
  }

  /** The comments that both sides see. */
  static async open(plan: PlanPage): Promise<Talk> {
    await Talk.opener(plan.page).click();
    const talk = new Talk(plan.page, 'Comments');
    await expect(talk.rail).toBeVisible();
    return talk;
  }

  /** What the own side keeps to itself. */
  static async openPrivate(plan: PlanPage): Promise<Talk> {
    await Talk.opener(plan.page).click();
    const tab = plan.page.getByRole('tab', { name: 'Only your side' });
    await tab.click();
    const talk = new Talk(plan.page, 'Only your side');
    await expect(talk.rail).toBeVisible();
    return talk;
  }

  /** Says something new. */
  async say(text: string): Promise<void> {
    await this.words.fill(text);
    await this.rail.getByRole('button', { name: 'Comment', exact: true }).click();
    await expect(this.words).toHaveValue('');
  }

  /** Mentions somebody, as one types it, behind what is there. */
  async mention(letters: string, name: string): Promise<void> {
    await this.words.pressSequentially(`@${letters}`);
    await expect(this.offers.getByRole('option', { name })).toBeVisible();
    await this.words.press('Enter');
    await expect(this.offers).toHaveCount(0);
  }

  /** The thread in which this was said. */
  thread(text: string): Locator {
    return this.rail.getByRole('article', { name: /^Comments about/ }).filter({ hasText: text });
  }

  /** One comment of any thread. */
  said(text: string): Locator {
    return this.rail.locator('.said').filter({ hasText: text });
  }

  async reply(to: string, text: string): Promise<void> {
    const thread = this.thread(to);
    await thread.getByRole('button', { name: 'Reply' }).click();
    await thread.getByRole('textbox', { name: /^Reply to/ }).fill(text);
    await thread.getByRole('button', { name: 'Reply' }).click();
  }

  /** Everybody sees the rest: all comments, not those of the section alone. */
  async showAll(): Promise<void> {
    await this.rail.getByText('Whole plan').click();
  }
}
