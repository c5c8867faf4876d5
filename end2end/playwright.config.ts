/**
 * How the tests run: the real program. The journeys drive a real Chromium; what speaks for other
 * programs is stock clients in Node and needs none.
 *
 * `TANDEM_BIN` names the program under test and `TANDEM_CHROMIUM` a Chromium that is already on
 * the machine; `cargo xtask test` sets both.
 */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  projects: [
    { name: 'stock clients', testDir: './clients' },
    { name: 'journeys', testDir: './journeys' },
  ],
  outputDir: './test-results/runs',
  fullyParallel: true,
  // Every worker runs its own server and two browsers' worth of pages.
  workers: 2,
  // A machine that others share may stand still for a minute. What passes only the second time is
  // listed as flaky, by its name.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  // Bounds for slow machines; what is waited for is a condition, never time.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env.TANDEM_CHROMIUM || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
