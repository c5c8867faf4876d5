/** The items of one kind as a table that is used like a spreadsheet. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Table {
  readonly grid: Locator;
  readonly #page: Page;

  constructor(content: Locator, readonly kind: string) {
    this.#page = content.page();
    this.grid = content.getByRole('grid', { name: kind });
  }

  /** The row of the item with this title. */
  row(title: string): Locator {
    const name = this.#page.getByRole('rowheader', { name: title, exact: true });
    return this.grid.getByRole('row').filter({ has: name });
  }

  /** The titles from top to bottom. */
  async titles(): Promise<string[]> {
    return this.grid.getByRole('rowheader').allInnerTexts();
  }

  /** The cell of a row in the column with this label. */
  async cell(title: string, column: string): Promise<Locator> {
    const labels = await this.grid.getByRole('columnheader').allInnerTexts();
    const index = labels.indexOf(column);
    expect(index, `a column ${column} among ${labels.join(', ')}`).toBeGreaterThanOrEqual(0);
    return this.row(title).locator('td').nth(index);
  }

  /** Pastes cells, as a spreadsheet copies them, where the focus is. */
  async paste(rows: string[][]): Promise<void> {
    const text = rows.map((row) => row.join('\t')).join('\n');
    await this.#page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const event = new ClipboardEvent('paste', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      });
      document.activeElement?.dispatchEvent(event);
    }, text);
  }

  /** What copying what is selected gives a spreadsheet. */
  async copy(): Promise<string> {
    return this.#page.evaluate(() => {
      const data = new DataTransfer();
      const event = new ClipboardEvent('copy', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      });
      document.activeElement?.dispatchEvent(event);
      return data.getData('text/plain');
    });
  }

  /** What was not taken, a sentence for each cell. */
  get left(): Locator {
    return this.#page.getByRole('alert').filter({ hasText: 'Not taken' }).getByRole('listitem');
  }
}
