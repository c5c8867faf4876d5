/** One item of a plan, such as an objective, as a card with a title, fields and commands. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Item {
  /** What moves it: by dragging, or with Alt and the arrow keys. */
  readonly handle: Locator;
  readonly #page: Page;

  constructor(readonly card: Locator) {
    this.#page = card.page();
    this.handle = card.getByRole('button', { name: /^Move (?!row$)/ });
  }

  /** A field by its label. The columns of tables have the same names; they are none of these. */
  field(label: string): Locator {
    return this.card.getByLabel(label, { exact: true }).and(this.#page.locator(':not(td *)'));
  }

  async showAllFields(): Promise<void> {
    const toggle = this.card.getByRole('button', { name: /^(All|Fewer) fields$/ });
    if ((await toggle.getAttribute('aria-expanded')) === 'false') {
      await toggle.click();
    }
    await expect(this.card.getByRole('button', { name: 'Fewer fields' })).toBeVisible();
  }

  /** Replaces a text by typing; the caret stays behind it. */
  async write(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
    await expect(this.field(label)).toHaveValue(text);
    await this.field(label).press('ControlOrMeta+End');
  }

  /** Types a value and takes it with Enter. */
  async enter(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
    await this.field(label).press('Enter');
  }

  async choose(label: string, option: string): Promise<void> {
    await this.field(label).selectOption({ label: option });
  }

  /** What a field with choices shows. */
  chosen(label: string): Locator {
    return this.field(label).locator('option:checked');
  }

  async caretToStart(label: string): Promise<void> {
    await this.field(label).press('ControlOrMeta+Home');
  }

  async caretToEnd(label: string): Promise<void> {
    await this.field(label).press('ControlOrMeta+End');
  }

  /** The name tag of somebody else who is in one of its fields. */
  visitor(name: string): Locator {
    // The lists of people offer the same names.
    return this.card.getByText(name, { exact: true }).and(this.#page.locator(':not(option)'));
  }

  /** What is around the control of a text: its reading form, and the carets of others. */
  text(label: string): Locator {
    return this.field(label).locator('..');
  }

  /** The prose of a field as it reads while nobody here writes in it. */
  reading(label: string): Locator {
    return this.text(label).locator('.reading');
  }

  /**
   * A text as it is shown, with a bar where somebody else's caret is and brackets around what they
   * have selected. Nothing of it is heard, so it is found by how it looks.
   */
  async withCarets(label: string): Promise<string> {
    return this.text(label).evaluate((around) => {
      const layer = around.querySelector('.carets');
      const isRead = !around.matches('[data-written]') && around.querySelector('.reading > *');
      const shown = layer ?? (isRead ? around.querySelector('.reading') : null);
      const show = (node: Node): string => {
        if (node instanceof Text) {
          return node.data;
        }
        if (!(node instanceof HTMLElement)) {
          return '';
        }
        if (node.matches('.caret')) {
          return '|';
        }
        const inside = [...node.childNodes].map(show).join('');
        const text = node.matches('br') ? '\n' : inside;
        return node.matches('[data-at][data-side]') ? `[${text}]` : text;
      };
      return shown ? show(shown) : (around.querySelector('input, textarea') as HTMLInputElement).value;
    });
  }

  /** One position of a score. */
  score(label: string, points: number): Locator {
    return this.card
      .getByRole('radiogroup', { name: label })
      .getByRole('radio', { name: `${points} of 5` });
  }

  async givePoints(label: string, points: number): Promise<void> {
    // What is drawn over the button belongs to it and takes the click.
    await this.score(label, points).click({ force: true });
  }

  /** One of a set of tags that are on or off. */
  tag(label: string, name: string): Locator {
    return this.card.getByRole('group', { name: label }).getByRole('button', { name });
  }

  /** The rows of one of its tables, without the head. */
  rows(table: string): Locator {
    return this.card.getByRole('table', { name: table }).locator('tbody').getByRole('row');
  }

  /** Adds a row at the end and comes back with it, once its first column has the focus. */
  async addRow(table: string): Promise<Locator> {
    const rows = this.rows(table);
    const before = await rows.count();
    await this.card.getByRole('button', { name: `Add row to ${table}` }).click();
    await expect(rows).toHaveCount(before + 1);
    await expect(rows.nth(before).getByRole('textbox').first()).toBeFocused();
    return rows.nth(before);
  }

  async openMenu(): Promise<Locator> {
    await this.card.getByRole('button', { name: /^Commands for / }).click();
    return this.card.getByRole('menu');
  }

  /** Chooses a command of its menu. */
  async command(name: string): Promise<void> {
    const menu = await this.openMenu();
    await menu.getByRole('menuitem', { name }).click();
  }

  /** Drags it by its handle to just above another one. */
  async dragAbove(other: Item): Promise<void> {
    await this.handle.hover();
    await this.#page.mouse.down();
    const target = await other.card.boundingBox();
    if (!target) {
      throw new Error('The item to drop on is not on the screen');
    }
    await this.#page.mouse.move(target.x + 40, target.y + 10, { steps: 12 });
    await this.#page.mouse.up();
  }
}
