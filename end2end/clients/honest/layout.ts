/**
 * How a plan lies in the document, as far as other programs must know it to write: roots, the
 * containers that an item or row is made with, and scalars. See shared/plan/src/document.rs.
 */
import * as Y from 'yjs';

import type { Random } from './random.ts';

/** The roots that are maps. */
export const SECTIONS = [
  'plan', 'current', 'vision', 'objectives', 'kpis', 'opportunities', 'actions', 'campaigns',
  'resources', 'enablement', 'roadmap', 'entry', 'customers', 'incentives', 'inventory', 'risks',
  'reviews', 'governance',
] as const;
/** The root that is a text. */
export const NOTES = 'notes';

/** What an item or a row is made with. */
interface Shape {
  texts: readonly string[];
  sets?: readonly string[];
  tables?: Readonly<Record<string, Shape>>;
}

interface Kind extends Shape {
  section: string;
  kind: string;
}

const EVIDENCE: Shape = { texts: ['text', 'url'] };

const KINDS: readonly Kind[] = [
  {
    section: 'objectives',
    kind: 'objective',
    texts: [
      'title', 'specific', 'metric', 'unit', 'source', 'achievable', 'relevance', 'value_vendor',
      'value_partner',
    ],
    sets: ['pillars', 'links'],
    tables: { evidence: EVIDENCE, targets: { texts: ['region', 'product', 'account'] } },
  },
  {
    section: 'governance',
    kind: 'decision',
    texts: ['title', 'text', 'agenda_step'],
    sets: ['pillars', 'links'],
    tables: { evidence: EVIDENCE },
  },
];

/** A place for a plain value: a map, and a key in it that never holds a container. */
export interface ScalarPlace {
  map: Y.Map<unknown>;
  key: string;
  value: unknown;
}

/** Everything in a document that people write into. */
export interface Places {
  texts: Y.Text[];
  items: Y.Map<unknown>[];
  rows: Y.Map<unknown>[];
  /** Tables of items, with what their rows are made of. */
  tables: [Y.Map<unknown>, Shape][];
  sets: Y.Map<unknown>[];
}

/** Makes an item with all it consists of, in a transaction of the caller. */
export function addItem(doc: Y.Doc, random: Random): void {
  const kind = random.one(KINDS);
  const items = doc.getMap(kind.section);
  lay(items, kind, [['kind', kind.kind]], random);
}

/** Makes a row of a table, in the same way. */
export function addRow([table, shape]: [Y.Map<unknown>, Shape], random: Random): void {
  lay(table, shape, [], random);
}

/** Programs fill a map before they put it into the document, or when it is there. */
function lay(into: Y.Map<unknown>, shape: Shape, head: [string, unknown][], random: Random): void {
  const { texts, sets = [], tables = {} } = shape;
  const entry = new Y.Map<unknown>();
  const fill = (): void => {
    const scalars: [string, unknown][] = [...head, ['order', '80'], ['deleted', false]];
    scalars.forEach(([key, value]) => entry.set(key, value));
    texts.forEach((key) => entry.set(key, new Y.Text(random.chance(20) ? 'to be agreed 🤝' : '')));
    sets.forEach((key) => entry.set(key, new Y.Map()));
    for (const [key, row] of Object.entries(tables)) {
      const table = new Y.Map<unknown>();
      entry.set(key, table);
      if (random.chance(30)) {
        lay(table, row, [], random);
      }
    }
  };
  const isFilledBefore = random.chance(50);
  if (isFilledBefore) {
    fill();
  }
  into.set(random.uuid(), entry);
  if (!isFilledBefore) {
    fill();
  }
}

/** Finds everything that may be written into, in the same order for the same document. */
export function places(doc: Y.Doc): Places {
  const found: Places = { texts: [doc.getText(NOTES)], items: [], rows: [], tables: [], sets: [] };
  const collect = (entry: Y.Map<unknown>): void => {
    found.texts.push(...values(entry).filter((value) => value instanceof Y.Text));
  };
  collect(doc.getMap('plan'));
  collect(doc.getMap('vision'));
  for (const { section, kind, sets = [], tables = {} } of KINDS) {
    for (const item of values(doc.getMap(section))) {
      if (!(item instanceof Y.Map) || item.get('kind') !== kind) {
        continue;
      }
      found.items.push(item);
      collect(item);
      if (sets.includes('pillars')) {
        found.sets.push(item.get('pillars') as Y.Map<unknown>);
      }
      for (const [key, shape] of Object.entries(tables)) {
        const table = item.get(key) as Y.Map<unknown>;
        found.tables.push([table, shape]);
        const rows = values(table).filter((row) => row instanceof Y.Map);
        found.rows.push(...rows);
        rows.forEach(collect);
      }
    }
  }
  return found;
}

/** Some value of some field, as the types of the schema store them. */
export function someScalar(doc: Y.Doc, { items, rows }: Places, random: Random): ScalarPlace {
  const day = `2026-${random.one(['01', '06', '12'])}-${10 + random.below(18)}`;
  const amount = random.one([0, -1, 12, 64, -64, 250_000, 2 ** 31, -(2 ** 40), 2 ** 53 - 1]);
  const roots: ScalarPlace[] = [
    { map: doc.getMap('plan'), key: 'currency', value: random.one(['EUR', 'USD']) },
    { map: doc.getMap('plan'), key: 'end', value: day },
    { map: doc.getMap('vision'), key: 'horizon', value: [random.below(50), 1] },
  ];
  const ofItem = (map: Y.Map<unknown>): ScalarPlace[] => [
    { map, key: 'status', value: random.one(['on_track', 'at_risk', 'done', null]) },
    { map, key: 'confidence', value: 1 + random.below(5) },
    { map, key: 'owner', value: random.uuid() },
    { map, key: 'deleted', value: random.chance(30) },
    { map, key: 'order', value: random.one(['7f80', '80', '8180']) },
    ...(map.get('kind') === 'objective'
      ? [
          { map, key: 'target', value: [amount, random.below(6)] },
          { map, key: 'value_vendor_money', value: [amount, 'EUR'] },
          { map, key: 'weight', value: random.below(10_000) },
          { map, key: 'due', value: day },
        ]
      : [{ map, key: 'made_at', value: day }]),
  ];
  const ofRow = (map: Y.Map<unknown>): ScalarPlace[] => [
    { map, key: 'deleted', value: random.chance(30) },
    { map, key: 'order', value: random.one(['7f80', '80', '8180']) },
  ];
  const where = random.below(10);
  if (where < 6 && items.length > 0) {
    return random.one(ofItem(random.popular(items)));
  }
  if (where < 8 && rows.length > 0) {
    return random.one(ofRow(random.popular(rows)));
  }
  return random.one(roots);
}

function values(map: Y.Map<unknown>): unknown[] {
  return [...map.keys()].sort().map((key) => map.get(key));
}
