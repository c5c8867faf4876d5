/** Items that a newer version has made: they are read here, and kept as they are. */
import * as Y from 'yjs';

import { ANN, expect, test } from '../fixtures/clients.ts';

test('an item of an unknown kind is shown with a sentence and cannot be changed', async ({
  ann,
  connect,
}) => {
  const client = await connect({ ...ANN, name: 'Newer' });
  const item = new Y.Map<unknown>();
  item.set('kind', 'moonshot');
  item.set('order', '80');
  item.set('deleted', false);
  item.set('title', new Y.Text('Land on the moon'));
  item.set('fuel', new Y.Text('Hydrogen'));
  client.doc.getMap('objectives').set(crypto.randomUUID(), item);

  await ann.open('Vision');
  await expect(async () => {
    await ann.open('Vision');
    await ann.open('Objectives');
    const unknown = ann.content.getByRole('region', { name: 'Of another version' });
    await expect(unknown).toContainText('can be read here, not changed', { timeout: 1_000 });
  }).toPass();
  const card = ann.item('Land on the moon').card;
  await expect(card).toContainText('Hydrogen');
  await expect(card.getByRole('textbox')).toHaveCount(0);
  await expect(card.getByRole('button')).toHaveCount(0);
});
