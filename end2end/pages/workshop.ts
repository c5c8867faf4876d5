/** The workshop as somebody takes part in it: the bar below the top and the panel beside the plan. */
import { expect, type Locator, type Page } from '@playwright/test';

import type { PlanPage } from './plan.ts';

export class Workshop {
  /** The bar that everybody sees while a workshop is under way. */
  readonly bar: Locator;
  readonly clock: Locator;
  /** What stands beside the plan. */
  readonly panel: Locator;
  /** What people do now. */
  readonly now: Locator;
  readonly who: Locator;
  /** The window in which a point is parked or a decision written down. */
  readonly noting: Locator;

  constructor(readonly page: Page) {
    this.bar = page.getByRole('region', { name: 'Workshop', exact: true });
    this.clock = this.bar.getByRole('timer');
    this.panel = page.getByRole('complementary', { name: 'Workshop' });
    this.now = this.panel.getByRole('region', { name: 'Now' });
    this.who = this.panel.getByRole('region', { name: 'People in the workshop' });
    this.noting = page.getByRole('dialog');
  }

  /** Opens the panel through the menu, as one does before there is a workshop. */
  static async openFrom(plan: PlanPage): Promise<Workshop> {
    await plan.page.getByRole('button', { name: 'More', exact: true }).click();
    await plan.page.getByRole('menuitem', { name: 'Workshop' }).click();
    const workshop = new Workshop(plan.page);
    await expect(workshop.panel).toBeVisible();
    return workshop;
  }

  /** Takes part in what is under way. */
  static async join(plan: PlanPage): Promise<Workshop> {
    const workshop = new Workshop(plan.page);
    await expect(workshop.bar).toBeVisible();
    await workshop.open();
    return workshop;
  }

  /** Opens the panel through the bar. */
  async open(): Promise<void> {
    if (!(await this.panel.isVisible())) {
      await this.bar.locator('.workshop-step').click();
    }
    await expect(this.panel).toBeVisible();
  }

  async start(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Start a workshop' }).click();
    await expect(this.bar).toBeVisible();
  }

  /** A facilitator goes on; everybody who is given sees it. */
  async next(title: string, others: readonly Workshop[] = []): Promise<void> {
    await this.bar.getByRole('button', { name: /^(Begin|Next step)$/ }).click();
    for (const workshop of [this, ...others]) {
      await workshop.expectStep(title);
    }
  }

  async expectStep(title: string): Promise<void> {
    await expect(this.bar.locator('.workshop-title')).toHaveText(title);
  }

  /** Shows one part of the panel. */
  async show(part: 'Now' | 'Agenda' | 'Notes' | 'Facilitation'): Promise<void> {
    await this.panel.getByText(part, { exact: true }).click();
  }

  press(name: string | RegExp): Promise<void> {
    return this.now.getByRole('button', { name }).click();
  }

  async writeCard(text: string): Promise<void> {
    const words = this.now.getByRole('textbox', { name: 'A card of yours' });
    await words.fill(text);
    await words.press('Enter');
    await expect(words).toHaveValue('');
    await expect(this.card(text)).toBeVisible();
  }

  card(text: string): Locator {
    return this.now.getByRole('listitem').filter({ hasText: text });
  }

  async say(word: string): Promise<void> {
    await this.now.getByRole('textbox', { name: 'Your word' }).fill(word);
    await this.press('Say it');
    await expect(this.now.getByRole('listitem').filter({ hasText: word })).toBeVisible();
  }

  async enterNumber(value: string): Promise<void> {
    await this.now.getByRole('textbox', { name: 'Your number' }).fill(value);
    await this.press('Enter the number');
  }

  async giveDots(option: string, dots: number): Promise<void> {
    const more = this.now.getByRole('button', { name: `One more dot: ${option}` });
    for (let given = 0; given < dots; given += 1) {
      await more.click();
    }
    await this.press('Vote');
    await expect(this.now.getByText('You have voted')).toBeVisible();
  }

  async answer(stance: string, reason = ''): Promise<void> {
    await this.now.getByRole('radio', { name: stance, exact: true }).check();
    await this.now.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await this.press('Send answer');
    await expect(this.now.getByText('You have answered')).toBeVisible();
  }

  async park(text: string): Promise<void> {
    await this.bar.getByRole('button', { name: 'Park a point' }).click();
    await this.noting.getByRole('textbox').fill(text);
    await this.noting.getByRole('button', { name: 'Park', exact: true }).click();
    await expect(this.noting).toBeHidden();
  }

  /** What the clock of this page shows, in seconds; negative for overtime. */
  async seconds(): Promise<number> {
    const shown = (await this.clock.textContent()) ?? '';
    const [, sign, minutes, seconds] = /^(\+?)(\d+):(\d\d)$/.exec(shown) ?? [];
    const all = Number(minutes) * 60 + Number(seconds);
    return sign ? -all : all;
  }
}
