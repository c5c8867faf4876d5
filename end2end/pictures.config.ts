/** Makes the pictures of the documents from the program as it is: `npm run pictures`. */
import { defineConfig } from '@playwright/test';

import journeys from './playwright.config.ts';

export default defineConfig({
  ...journeys,
  projects: [{ name: 'pictures', testDir: './pictures' }],
});
