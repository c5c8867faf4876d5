/**
 * A witness on the page: it notes with every picture that the browser draws what the saved
 * indicator says and what stands in one field.
 */
import type { JSHandle, Locator } from '@playwright/test';

export class SavedRecord {
  private constructor(private readonly seen: JSHandle<string[]>) {}

  static async begin(indicator: Locator, field: Locator): Promise<SavedRecord> {
    const input = await field.elementHandle();
    const seen = await indicator.evaluateHandle((status, input) => {
      const texts: string[] = [];
      const look = (): void => {
        const text = (input as HTMLTextAreaElement).value;
        if (status.textContent.trim() === 'Saved' && texts.at(-1) !== text) {
          texts.push(text);
        }
        requestAnimationFrame(look);
      };
      look();
      return texts;
    }, input);
    return new SavedRecord(seen);
  }

  /** Every text that stood in the field while it was said that all is saved, in order. */
  async texts(): Promise<string[]> {
    return this.seen.jsonValue();
  }

  /** The latest of them. */
  async last(): Promise<string> {
    return (await this.texts()).at(-1) ?? '';
  }
}
