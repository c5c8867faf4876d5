/** The plan page as somebody uses it: its sections, its people, and whether all is saved. */
import { expect, type Locator, type Page } from '@playwright/test';

import type { Kind, Section } from '../fixtures/schema.ts';
import { Item } from './item.ts';
import { SavedRecord } from './saved.ts';
import { Table } from './table.ts';

export class PlanPage {
  /** The words of the saved indicator. */
  readonly saved: Locator;
  /** The links to the sections. */
  readonly sections: Locator;
  /** The section that is shown. */
  readonly content: Locator;
  /** What the server did not accept. */
  readonly drawer: Locator;

  private constructor(readonly page: Page) {
    this.saved = page.getByRole('group', { name: 'Saved indicator' });
    this.sections = page
      .getByRole('navigation', { name: 'Sections', exact: true })
      .getByRole('link');
    this.content = page.getByRole('main');
    this.drawer = page.getByRole('region', { name: /not accepted$/ });
  }

  /** The plan on a page that shows it, or will. */
  static on(page: Page): PlanPage {
    return new PlanPage(page);
  }

  /** Waits until the plan is there and may be written in. */
  static async arrive(page: Page): Promise<PlanPage> {
    await page.waitForURL(/\/plan\//);
    const plan = new PlanPage(page);
    await expect(plan.saved).toHaveText('Saved');
    await expect(plan.content.getByRole('heading', { level: 2 })).toBeVisible();
    return plan;
  }

  /** Shows a section. */
  async open(section: string): Promise<void> {
    await this.sections.filter({ hasText: section }).click();
    await this.expectSection(section);
  }

  async expectSection(section: string): Promise<void> {
    await expect(this.content.getByRole('heading', { level: 2 })).toHaveText(section);
  }

  /** Loads the page again and waits until the plan is there. */
  async reload(): Promise<void> {
    await this.page.reload();
    await PlanPage.arrive(this.page);
  }

  async waitUntilSaved(timeout?: number): Promise<void> {
    await expect(this.saved).toHaveText('Saved', { timeout });
  }

  /** Watches from now on what the page calls saved. */
  async recordSaved(field: Locator): Promise<SavedRecord> {
    return SavedRecord.begin(this.saved, field);
  }

  /** Somebody in the list of who is here, by what it says of them. */
  person(words: string | RegExp): Locator {
    return this.page
      .getByRole('group', { name: 'Who is here' })
      .getByRole('img', { name: words });
  }

  /** A field of a section that is one form, by its label. */
  field(label: string): Locator {
    return this.content.getByLabel(label, { exact: true });
  }

  /** One entry of the drawer, by where it stood. */
  refused(place: string): Locator {
    const heading = this.page.getByRole('heading', { name: place, exact: true });
    return this.drawer.getByRole('listitem').filter({ has: heading });
  }

  item(title: string): Item {
    return new Item(this.content.getByRole('article', { name: title, exact: true }));
  }

  /** All items of a kind in the section that is shown. */
  items({ kinds }: Section, kind: Kind): Locator {
    // A section and a kind in it may have the same name.
    const group = this.content.getByRole('region', { name: kind.plural.en, exact: true }).last();
    return (kinds?.length === 1 ? this.content : group).getByRole('article');
  }

  addButton(kind: string): Locator {
    return this.content.getByRole('button', { name: `Add ${kind}` });
  }

  /** Adds an item of this kind to the open section and gives it a title. */
  async addItem(kind: string, title: string): Promise<Item> {
    // Cards that are still being built move what stands below them, from under the pointer as well.
    await expect(this.content.locator('article[data-light]')).toHaveCount(0);
    await this.addButton(kind).click();
    const untitled = this.content.getByRole('article', { name: `Untitled ${kind}` });
    await expect(untitled.getByLabel('Title', { exact: true })).toBeFocused();
    await this.page.keyboard.type(title);
    return this.item(title);
  }

  /** The titles of one kind of items in their order; the kind by its plural. */
  async titles(kind: string): Promise<string[]> {
    return this.content
      .getByRole('region', { name: kind })
      .getByRole('heading', { level: 4 })
      .allTextContents();
  }

  /** Shows the items of this kind as a table; the kind by its plural. */
  async showTable(kind: string): Promise<Table> {
    const view = this.content.getByRole('radiogroup', { name: `${kind}: View` });
    await view.getByText('Table').click();
    const table = new Table(this.content, kind);
    await expect(table.grid).toBeVisible();
    return table;
  }

  /** Opens the trash of the section. */
  async openTrash(): Promise<Locator> {
    const trash = this.content.getByRole('region', { name: 'Trash' });
    await trash.getByRole('button', { name: /^Trash/ }).click();
    return trash;
  }

  /** Presses the button of the newest message. */
  async undoThroughMessage(): Promise<void> {
    await this.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  }
}
