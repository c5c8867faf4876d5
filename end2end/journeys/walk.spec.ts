/**
 * Two people, one of either side, go through the whole plan of a preset: in every section that it
 * shows they change every field of one item of every kind, in turns, and each sees what the other
 * has changed; the fields that all items have, once in every section. At the end both and somebody
 * who comes anew see the same. What there is to go through is read from the tables of the program
 * under test: a section or a type of field that is added there is walked through as well, or fails
 * here.
 */
import type { Locator } from '@playwright/test';

import {
  type Field as Definition,
  type Kind,
  PRESETS,
  readSchema,
  type Section,
  shownAt,
  type Tier,
} from '../fixtures/schema.ts';
import { expect, test } from '../fixtures/test.ts';
import { Field } from '../pages/field.ts';
import type { PlanPage } from '../pages/plan.ts';

const SCHEMA = readSchema();

/** What every item has; the title is how items are found here, and is written first. */
const [TITLE, ...COMMON] = SCHEMA.common as [Definition, ...Definition[]];

/** Another depth would show other fields in the middle of the walk. */
const DEPTH = 'tier';

/** The presets that have something of everything they show. */
const FILLED = PRESETS.filter(({ preset }) => preset !== 'blank');

/** A walk in so many parts, which are made at the same time in plans of their own. */
const PARTS = 3;

for (const { preset, depth } of FILLED) {
  const sections = shownAt(depth, SCHEMA.sections);
  const longest = Math.ceil(sections.length / PARTS);

  test.describe(preset, () => {
    test.use({ preset });

    test('shows the sections that are walked through', async ({ ann }) => {
      const names = sections.map(({ label }) => new RegExp(`${label.en}(\\d|$)`));
      await expect(ann.sections).toHaveText(names);
    });

    for (let from = 0; from < sections.length; from += longest) {
      const part = sections.slice(from, from + longest);
      const [first, last] = [part.at(0), part.at(-1)];
      test(`from ${first?.label.en} to ${last?.label.en}`, async ({ ann, ben, invite, plan }) => {
        test.slow();
        const walk = new Walk(depth, [ann, ben]);
        for (const section of part) {
          await test.step(section.key, () => walk.through(section));
        }
        await Promise.all([ann.waitUntilSaved(), ben.waitUntilSaved()]);

        const cleo = await invite('Cleo', plan.links.partner);
        for (const section of part) {
          await test.step(`${section.key}, as all three see it`, async () => {
            const [seen, ...others] = await Promise.all(
              [cleo, ann, ben].map((person) => walk.seenBy(person, section)),
            );
            others.forEach((other) => expect(other).toBe(seen));
          });
        }
        await Promise.all([ann, ben, cleo].map((person) => person.waitUntilSaved()));
      });
    }
  });
}

test('together the walks come by every section and every type of field', () => {
  const shown = FILLED.flatMap(({ depth }) =>
    shownAt(depth, SCHEMA.sections).flatMap((section) => [
      `section ${section.key}`,
      ...[...typesShown(section, depth)].map((type) => `type ${type}`),
    ]),
  );
  const there = SCHEMA.sections.flatMap((section) => [
    `section ${section.key}`,
    ...everyField(section).map(({ type }) => `type ${type}`),
  ]);
  expect(there.filter((part) => !shown.includes(part))).toEqual([]);
});

class Walk {
  #turn = 0;

  constructor(
    private readonly depth: Tier,
    private readonly people: readonly [PlanPage, PlanPage],
  ) {}

  /** Both go through a section, and nothing of it is left out. */
  async through(section: Section): Promise<void> {
    const touched = new Set<string>();
    await Promise.all(this.people.map((person) => person.open(section.label.en)));
    for (const kind of section.kinds ?? []) {
      await test.step(kind.key, () => this.#throughItem(section, kind, touched));
    }
    const fields = [...(section.fields ?? []), ...(section.document ? [section.document] : [])];
    await this.#change(fields, ({ content }) => content, touched);
    expect(touched, `types of fields in ${section.key}`).toEqual(typesShown(section, this.depth));
  }

  /** All that a section says to somebody, with the fields of the items that were walked through. */
  async seenBy(person: PlanPage, section: Section): Promise<string> {
    await person.open(section.label.en);
    for (const kind of section.kinds ?? []) {
      await person.item(nameOf(kind)).showAllFields();
    }
    return person.content.ariaSnapshot();
  }

  async #throughItem(section: Section, kind: Kind, touched: Set<string>): Promise<void> {
    const [ann, ben] = this.people;
    const name = nameOf(kind);
    await firstOf(kind, section, ann).getByLabel(TITLE.label.en, { exact: true }).fill(name);
    await expect(ben.item(name).card).toBeVisible();
    touched.add(TITLE.type);
    await Promise.all(this.people.map((person) => person.item(name).showAllFields()));
    // What is worked out comes first, while that from which it follows is as the preset has it.
    const common = kind === section.kinds?.[0] ? COMMON : [];
    const fields = [...kind.fields, ...common].toSorted(
      (one, other) => Number(isComputed(other)) - Number(isComputed(one)),
    );
    await this.#change(fields, (person) => person.item(name).card, touched);
  }

  /** In turns they change all of these that are asked for, and each sees what the other changed. */
  async #change(
    fields: readonly Definition[],
    where: (person: PlanPage) => Locator,
    touched: Set<string>,
  ): Promise<void> {
    for (const definition of shownAt(this.depth, fields)) {
      if (definition.key === DEPTH) {
        continue;
      }
      const [ann, ben] = this.people;
      const [one, other] = this.#turn % 2 === 0 ? [ann, ben] : [ben, ann];
      this.#turn += 1;
      const changed = Field.of(where(one), definition);
      const seen = Field.of(where(other), definition);
      await changed.change();
      const shown = await changed.shown();
      await expect.poll(() => seen.shown(), `${definition.key}, at the other`).toBe(shown);
      touched.add(definition.type);
      definition.columns?.forEach(({ type }) => touched.add(type));
    }
  }
}

/** The first item of a kind; of one that has something worked out, the first that has. */
function firstOf(kind: Kind, section: Section, person: PlanPage): Locator {
  const items = person.items(section, kind);
  const computed = kind.fields.find(isComputed);
  if (!computed) {
    return items.first();
  }
  const status = person.page.getByRole('status', { name: computed.label.en });
  return items.filter({ has: status.filter({ hasText: /\d/ }) }).first();
}

/** The title that an item is given. */
function nameOf(kind: Kind): string {
  return `Walked through: ${kind.label.en}`;
}

function isComputed({ type }: Definition): boolean {
  return type === 'computed';
}

function everyField({ fields, kinds, document }: Section): Definition[] {
  const ofKinds = (kinds ?? []).flatMap((kind) => [...SCHEMA.common, ...kind.fields]);
  const all = [...(fields ?? []), ...ofKinds, ...(document ? [document] : [])];
  return all.flatMap((field) => [field, ...(field.columns ?? [])]);
}

function typesShown(section: Section, depth: Tier): Set<string> {
  return new Set(shownAt(depth, everyField(section)).map(({ type }) => type));
}
