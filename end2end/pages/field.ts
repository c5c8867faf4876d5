/**
 * A field of any type: how somebody changes it, whatever it holds, and what of it is seen. One entry
 * of a table for each type of the schema.
 */
import { expect, type Locator } from '@playwright/test';

import type { Field as Definition } from '../fixtures/schema.ts';

/** How fields of one type are used. */
interface Way {
  /** Makes the field hold something else. */
  change: (field: Field) => Promise<void>;
  /** All that it shows of what it holds. */
  shown: (field: Field) => Promise<string>;
}

export class Field {
  readonly #way: Way;

  private constructor(
    readonly definition: Definition,
    /** What has the label. */
    readonly control: Locator,
    /** The form, item or row that it stands in. */
    readonly around: Locator,
  ) {
    const way = WAYS[definition.type];
    if (!way) {
      throw new Error(`Nobody here knows how to change a field of the type ${definition.type}`);
    }
    this.#way = way;
  }

  /** A field of a form or an item. Columns of its tables and parts of the page have such names too. */
  static of(around: Locator, definition: Definition): Field {
    const others = around.page().locator(':not(td *, section)');
    const control = around.getByLabel(definition.label.en, { exact: true }).and(others);
    return new Field(definition, control, around);
  }

  /** A cell of a row. */
  static inRow(row: Locator, definition: Definition): Field {
    return new Field(definition, row.getByLabel(definition.label.en, { exact: true }), row);
  }

  async shown(): Promise<string> {
    return this.#way.shown(this);
  }

  /** Changes it, and waits until it shows so. */
  async change(): Promise<void> {
    const before = await this.shown();
    await this.#way.change(this);
    const saying = `${this.definition.label.en}, after it was changed`;
    await expect.poll(() => this.shown(), saying).not.toBe(before);
  }
}

const text = (words: string): Way => ({
  change: ({ control }) => control.fill(words),
  shown: ({ control }) => control.inputValue(),
});

const typed = (value: string): Way => ({
  change: async ({ control }) => {
    await control.fill(value);
    await control.press('Enter');
  },
  shown: ({ control }) => control.inputValue(),
});

/** One of a list that the browser opens: the first that is not chosen. */
const listed: Way = {
  change: async ({ control }) => {
    const other = await control.locator('option:not(:checked, :disabled, [value=""])').first();
    await control.selectOption(await other.getAttribute('value'));
  },
  shown: async ({ control }) => (await control.locator('option:checked').innerText()).trim(),
};

/** One of a few switches: the first that is not on. */
const switched: Way = {
  change: async ({ control }) => {
    // What is drawn over the button belongs to it and takes the click.
    await control.getByRole('radio', { checked: false }).first().click({ force: true });
  },
  shown: ({ control }) =>
    control.getByRole('radio').evaluateAll((all) => {
      const position = all.findIndex((radio) => (radio as HTMLInputElement).checked);
      return `${position + 1} of ${all.length}`;
    }),
};

/** Opens the list of what may be picked and takes the last: what is chosen stands first. */
async function pick({ control }: Field): Promise<void> {
  await control.click();
  const list = control.page().locator(`[id="${await control.getAttribute('aria-controls')}"]`);
  await list.getByRole('option').last().click();
}

/** Several people or items: one more. */
const collected: Way = {
  change: pick,
  shown: ({ control }) => control.locator('xpath=ancestor::*[@class="chips"]').innerText(),
};

const WAYS: Record<string, Way> = {
  line: text('Walked through by both'),
  prose: text('Walked through by **both**,\n\n- one after\n- the other'),
  number: typed('73'),
  money: typed('12,345'),
  percent: typed('42'),
  date: typed('2027-02-03'),
  period: typed('2027-Q1'),
  choice: listed,
  person: listed,
  side: switched,
  score: switched,
  tags: {
    change: ({ control }) => control.getByRole('button', { pressed: false }).first().click(),
    shown: async ({ control }) =>
      (await control.getByRole('button', { pressed: true }).allInnerTexts()).join(', '),
  },
  people: collected,
  links: collected,
  link: {
    change: pick,
    shown: ({ control }) => control.inputValue(),
  },
  rows: {
    change: async ({ around, control, definition }) => {
      const rows = control.locator('tbody').getByRole('row');
      const before = await rows.count();
      await around.getByRole('button', { name: `Add row to ${definition.label.en}` }).click();
      await expect(rows).toHaveCount(before + 1);
      for (const column of definition.columns ?? []) {
        await Field.inRow(rows.nth(before), column).change();
      }
    },
    shown: async ({ control, definition }) => {
      const rows = await control.locator('tbody').getByRole('row').all();
      const shown = rows.map((row) => {
        const cells = definition.columns ?? [];
        return Promise.all(cells.map((column) => Field.inRow(row, column).shown()));
      });
      return (await Promise.all(shown)).map((cells) => cells.join(' | ')).join('\n');
    },
  },
  // Nobody enters it; it follows from the most that may be paid.
  computed: {
    change: async ({ around }) => {
      const most = around.getByLabel('At most', { exact: true });
      await most.fill('1');
      await most.press('Enter');
    },
    shown: ({ control }) => control.innerText(),
  },
};
