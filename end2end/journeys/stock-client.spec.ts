/** A browser and a stock Yjs client in one plan: the same text, and each sees the other. */
import { BEN, expect, test } from '../fixtures/clients.ts';

test('what is typed in the app arrives in a stock client, and the other way round', async ({
  ann, connect,
}) => {
  const ben = await connect(BEN);
  await ann.open('Governance');
  const notes = ann.content.getByRole('textbox', { name: 'Workshop notes' });
  await expect(notes).toHaveValue(ben.text);

  await notes.focus();
  await ann.page.keyboard.press('Control+End');
  await ann.page.keyboard.type('Typed by Ann. ');
  await expect.poll(() => ben.text).toMatch(/Typed by Ann\. $/);
  ben.append('Sent by Ben: 🎯');
  await expect(notes).toHaveValue(/Typed by Ann\. Sent by Ben: 🎯$/);
  // Her caret stayed before what he added.
  await ann.page.keyboard.type('More. ');
  await expect.poll(() => ben.text).toMatch(/Typed by Ann\. More\. Sent by Ben: 🎯$/);

  await ann.waitUntilSaved();
  await expect(notes).toHaveValue(ben.text);
  expect(ben.refusals).toEqual([]);
});

test('both see each other, by name and side', async ({ ann, connect }) => {
  const ben = await connect(BEN);
  await expect(ann.person('Ben, Contoso')).toBeVisible();
  await expect.poll(() => ben.others).toMatchObject([{ name: 'Ann', side: 'vendor' }]);

  ben.provider.disconnect();
  await expect(ann.person('Ben, Contoso')).toHaveCount(0);

  ben.provider.connect();
  ben.show({});
  await expect(ann.person('Ben, Contoso')).toBeVisible();
  await ann.page.close();
  await expect.poll(() => ben.others).toEqual([]);
});
