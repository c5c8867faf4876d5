/** The history of a plan: who did what, what differs, states that keep a name, and the plan as it was. */
import { expect, type Locator, type Page } from '@playwright/test';

import type { PlanPage } from './plan.ts';

export class HistoryPage {
  readonly timeline: Locator;
  readonly changes: Locator;
  readonly comparison: Locator;
  readonly baselines: Locator;
  readonly replay: Locator;
  readonly dialog: Locator;

  private constructor(readonly page: Page) {
    this.timeline = page.getByRole('region', { name: 'Changes', exact: true });
    this.changes = this.timeline.locator('.change');
    this.comparison = page.getByRole('region', { name: 'Compare', exact: true });
    this.baselines = page.getByRole('region', { name: 'Baselines', exact: true });
    this.replay = page.getByRole('region', { name: 'Replay', exact: true });
    this.dialog = page.getByRole('dialog');
  }

  /** Opens it in a tab of its own, so that the plan stays open as well. */
  static async beside(plan: PlanPage): Promise<HistoryPage> {
    await plan.waitUntilSaved();
    const page = await plan.page.context().newPage();
    const { origin, pathname } = new URL(plan.page.url());
    await page.goto(`${origin}${pathname}/history`);
    const history = new HistoryPage(page);
    await expect(history.page.getByRole('heading', { level: 1 })).toContainText('History');
    return history;
  }

  /** Goes there from the plan, as people do. */
  static async from(plan: PlanPage): Promise<HistoryPage> {
    await plan.waitUntilSaved();
    await plan.page.getByRole('button', { name: 'More' }).click();
    await plan.page.getByRole('menuitem', { name: 'History' }).click();
    await plan.page.waitForURL(/\/history/);
    return new HistoryPage(plan.page);
  }

  /** Its address, without what is shown. */
  get url(): string {
    return this.page.url().replace(/#.*/, '');
  }

  async show(view: 'Changes' | 'Replay' | 'Compare' | 'Contributions'): Promise<void> {
    await this.page.getByRole('radio', { name: view }).check({ force: true });
  }

  async filter(label: string, choice: string | RegExp): Promise<void> {
    const list = this.page.getByLabel(label, { exact: true });
    const option = list.getByRole('option', { name: choice }).first();
    const value = await option.getAttribute('value');
    await list.selectOption(value ?? '');
  }

  /** A change, by a part of what is said of it. */
  change(words: string | RegExp): Locator {
    return this.changes.filter({ hasText: words });
  }
}
