/** What a key costs the page: the time of scripts, styles and layout in a trace of Chromium. */
import type { CDPSession } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  args?: { data?: { type?: string } };
}

/** Work of the page itself, not of the browser around it. Some of it lies inside of other. */
const WORK = new Set([
  'EventDispatch',
  'FunctionCall',
  'RunMicrotasks',
  'TimerFire',
  'FireAnimationFrame',
  'UpdateLayoutTree',
  'Layout',
]);

/** Records while something happens, and returns what was recorded. */
export async function record(
  session: CDPSession,
  happen: () => Promise<void>,
): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['devtools.timeline'],
      excludedCategories: ['*'],
    },
  });
  await happen();
  await session.send('Tracing.end');
  await complete;
  return events;
}

/** For every key that went down: the milliseconds of work until the next one did. */
export function costs(events: readonly TraceEvent[]): number[] {
  const isDown = (event: TraceEvent): boolean =>
    event.name === 'EventDispatch' && event.args?.data?.type === 'keydown';
  const downs = events.filter(isDown).sort((one, other) => one.ts - other.ts);
  const main = downs[0];
  if (!main) {
    throw new Error('The trace holds no key');
  }
  const spans = events
    .filter(({ name, ph, pid, tid }) =>
      ph === 'X' && WORK.has(name) && pid === main.pid && tid === main.tid)
    .map(({ ts, dur = 0 }) => ({ start: ts, end: ts + dur }))
    .sort((one, other) => one.start - other.start);
  return downs.map(({ ts }, index) => {
    const until = downs[index + 1]?.ts ?? Number.POSITIVE_INFINITY;
    let [cost, reached] = [0, ts];
    for (const { start, end } of spans) {
      if (start >= ts && start < until && end > reached) {
        cost += end - Math.max(start, reached);
        reached = end;
      }
    }
    return cost / 1_000;
  });
}
