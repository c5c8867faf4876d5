/**
 * Measures what the client costs in Chromium: `cargo xtask bench --browser`. One thing at a time,
 * and never for longer than the bound.
 */
import { defineConfig } from '@playwright/test';

import journeys from './playwright.config.ts';

export default defineConfig({
  ...journeys,
  projects: [{ name: 'budgets', testDir: './budgets' }],
  outputDir: './test-results/budgets',
  fullyParallel: false,
  workers: 1,
  timeout: 600_000,
  globalTimeout: 1_200_000,
  use: { ...journeys.use, trace: 'off' },
});
