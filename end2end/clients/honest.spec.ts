/**
 * Everything that an honest client sends is taken. Several people write in one plan with an
 * unmodified Yjs, in rounds: they see what the others wrote between rounds and write at the same
 * time in them, so that a seed decides every edit. `TANDEM_SEED` repeats a run and
 * `TANDEM_HONEST_UPDATES` says how many updates it has.
 */
import * as Y from 'yjs';

import { ANN, BEN, CLEO, expect, test } from '../fixtures/clients.ts';
import { Connection } from './honest/connection.ts';
import { Editor } from './honest/editor.ts';
import { NOTES, SECTIONS } from './honest/layout.ts';
import { Random } from './honest/random.ts';

const UPDATES = Number(process.env.TANDEM_HONEST_UPDATES ?? 8_000);
const SEED = Number(process.env.TANDEM_SEED ?? Date.now() % 1_000_000);
const PER_ROUND = 25;

// They write much faster than people do, and begin with nothing that is not of the seed.
test.use({
  preset: 'blank',
  flags: [
    '--limit-messages-per-second', '1000000',
    '--limit-bytes-per-second', '1000000000',
  ],
});

/** How many updates went in which way. */
type Tally = Record<'single' | 'merged' | 'diff' | 'again' | 'offline', number>;

interface Writer {
  editor: Editor;
  random: Random;
  address: string;
  connection: Connection;
  /** How many updates earlier connections have sent, all of them acknowledged. */
  before: number;
}

test(`${UPDATES} updates of unmodified Yjs clients are all taken`, async ({ plan, server }) => {
  test.setTimeout(120_000 + 10 * UPDATES);
  console.log(`TANDEM_SEED=${SEED} TANDEM_HONEST_UPDATES=${UPDATES}`);
  const address = (token: string) =>
    `${server.url.replace('http', 'ws')}/sync/${plan.id}/joint?ext=1&token=${token}`;
  const tokens = await Promise.all([ANN, BEN, CLEO].map((person) => server.createToken(plan, person)));
  const seeds = new Random(SEED);
  const writers: Writer[] = [];
  // Two documents for each member.
  for (const token of [...tokens, ...tokens]) {
    const random = new Random(seeds.uint32());
    const editor = new Editor(random);
    const connection = await Connection.open(address(token), editor.doc);
    writers.push({ editor, random, address: address(token), connection, before: 0 });
  }

  const tally: Tally = { single: 0, merged: 0, diff: 0, again: 0, offline: 0 };
  const edits = () => Object.values(tally).reduce((sum, count) => sum + count);
  for (let round = 0; edits() < UPDATES; round += 1) {
    writers.forEach(({ editor, connection }) => editor.take(connection.inbox));
    expect(disagreement(writers), `round ${round}`).toEqual([]);
    await Promise.all(writers.map((writer) => write(writer, tally)));
    await Promise.all(writers.map(({ connection }) => connection.settled()));
    // Answers come in order: before the acknowledgement of this comes what the others wrote.
    writers.forEach(({ connection }) => connection.send(NOTHING));
    await Promise.all(writers.map(({ connection }) => connection.settled()));
  }
  writers.forEach(({ editor, connection }) => editor.take(connection.inbox));
  await Promise.all(writers.map(({ connection }) => connection.close()));
  const sum = (of: (writer: Writer) => number) => writers.reduce((all, one) => all + of(one), 0);
  const undone = sum(({ editor }) => editor.undone);
  const acked = sum(({ connection, before }) => before + connection.acked);
  console.log(`${edits()} updates, ${acked} acknowledgements with those of nothing:`, tally, { undone });
  expect(acked).toBe(sum(({ connection, before }) => before + connection.sent));

  await server.stop();
  await server.startAgain();
  const token = await server.createToken(plan, BEN);
  const fresh = new Editor(new Random(seeds.uint32()));
  const connection = await Connection.open(address(token), fresh.doc);
  fresh.take(connection.inbox);
  await connection.close();
  for (const { editor } of writers) {
    expect(content(editor.doc)).toEqual(content(fresh.doc));
    expect(Y.equalSnapshots(Y.snapshot(editor.doc), Y.snapshot(fresh.doc))).toBe(true);
  }
  // It is a plan that people wrote in, not an empty one on which all agree.
  expect(fresh.doc.getText(NOTES).length).toBeGreaterThan(100);
  expect(fresh.doc.store.clients.size).toBeGreaterThanOrEqual(writers.length);
});

/** An update in which nothing happened, such as a client sends that has nothing to tell. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());

/** Lets somebody write for a round, in one of the ways in which programs send their updates. */
async function write(writer: Writer, tally: Tally): Promise<void> {
  const { editor, random } = writer;
  const { doc, made } = editor;
  const known = Y.encodeStateVector(doc);
  const way = random.below(100);
  const isOffline = way < 8;
  if (isOffline) {
    await writer.connection.close();
  }
  for (let edits = 0; edits < PER_ROUND; edits += 1) {
    editor.edit();
  }
  const updates = made.splice(0);
  if (isOffline) {
    // What the server lacks goes as the answer to its step 1. What came before the line was cut
    // comes again with its own.
    writer.before += writer.connection.sent;
    writer.connection = await Connection.open(writer.address, doc);
    tally.offline += 1;
  } else if (way < 20) {
    for (let at = 0; at < updates.length; ) {
      const end = at + 1 + random.below(8);
      writer.connection.send(Y.mergeUpdates(updates.slice(at, end)));
      tally.merged += 1;
      at = end;
    }
  } else if (way < 26) {
    writer.connection.send(difference(doc, known, random));
    tally.diff += 1;
  } else {
    updates.forEach((update) => writer.connection.send(update));
    tally.single += updates.length;
    if (updates.length > 0 && random.chance(10)) {
      // Again, as after a line that broke before the acknowledgement came.
      writer.connection.send(random.one(updates));
      tally.again += 1;
    }
  }
}

/** What was done since, in one update: Yjs has several ways to it, and not all write the same. */
function difference(doc: Y.Doc, known: Uint8Array, random: Random): Uint8Array {
  return random.one([
    () => Y.encodeStateAsUpdate(doc, known),
    () => Y.diffUpdate(Y.encodeStateAsUpdate(doc), known),
    () => Y.convertUpdateFormatV2ToV1(Y.encodeStateAsUpdateV2(doc, known)),
  ])();
}

/** Which documents lack something that another has. */
function disagreement(writers: Writer[]): string[] {
  const vectors = writers.map(({ editor }) =>
    JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(editor.doc))].sort()),
  );
  return vectors.filter((vector) => vector !== vectors[0]);
}

/** What a document says. */
function content(doc: Y.Doc): unknown {
  const sections = SECTIONS.map((key) => [key, doc.getMap(key).toJSON()]);
  return { ...Object.fromEntries(sections), [NOTES]: doc.getText(NOTES).toString() };
}
