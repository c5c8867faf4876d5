/** Figures, and the table of `docs/benchmarks.md` that they are written into. */
import { readFile, writeFile } from 'node:fs/promises';

const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);
const HEADING = '## In the browser';

/** One line of the table. */
export interface Figure {
  what: string;
  measured: string;
  goal: string;
}

/** The smallest value below which this share of them lies, 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) {
    throw new Error('There is nothing to take a quantile of');
  }
  return value;
}

/** The smallest of as many measurements. */
export async function bestOf(runs: number, measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    measured.push(await measure());
  }
  return Math.min(...measured);
}

/** Milliseconds for people. */
export function ms(milliseconds: number): string {
  return milliseconds < 100
    ? `${milliseconds.toFixed(1)} ms`
    : `${Math.round(milliseconds).toLocaleString('en')} ms`;
}

/** Puts the figures in the place of those that stand in the page now. */
export async function publish(figures: readonly Figure[]): Promise<string> {
  const rows = figures.map(({ what, measured, goal }) => `| ${what} | ${measured} | ${goal} |`);
  const table = ['| figure | measured | goal |', '| --- | ---: | ---: |', ...rows].join('\n');
  const page = await readFile(PAGE, 'utf8');
  const start = page.indexOf('| figure | measured | goal |', page.indexOf(HEADING));
  if (start < 0) {
    throw new Error(`docs/benchmarks.md has no table behind "${HEADING}"`);
  }
  const end = page.indexOf('\n\n', start);
  await writeFile(PAGE, page.slice(0, start) + table + (end < 0 ? '\n' : page.slice(end)));
  return table;
}
