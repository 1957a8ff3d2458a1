import { playwright } from '@vitest/browser-playwright';
import { defineProject } from 'vitest/config';
import { findBrowser } from '../../tools/find-browser.ts';

/** The tests that run in a page: files named *.browser.test.ts, over the built package and the real clients. */
export default defineProject(async () => {
  const { executablePath, env } = await findBrowser();
  return {
    optimizeDeps: {
      include: [
        'algoliasearch',
        'algoliasearch/lite',
        'algoliasearch4',
        'algoliasearch4/lite',
        'search-insights',
        'jose',
        'react',
        'react-dom/client',
        'react-instantsearch',
      ],
    },
    test: {
      name: 'browser',
      include: ['test/browser/**/*.browser.ts'],
      testTimeout: 30_000,
      globalSetup: ['test/server/global-setup.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath, env } }),
        instances: [{ browser: 'chromium' as const }],
      },
    },
  };
});
