import { defineConfig } from 'vitest/config';
import { SkippedTestsReporter } from './tools/report-skipped.ts';

// A machine without a browser fails loudly; leaving these tests out has to be asked for.
const browserProjects =
  process.env.NO_BROWSER_TESTS === '1'
    ? []
    : ['packages/browser-verify/vitest.config.ts', 'apps/playground/e2e/vitest.config.ts'];

export default defineConfig({
  test: {
    reporters: ['default', new SkippedTestsReporter()],
    // What a passing test makes a program print is no news.
    silent: 'passed-only',
    // The default leaves one core to others, which is half of a machine with two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          // Real processes, sockets and browsers, on a machine that may be busy.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'tools/test/**/*.test.ts',
            'tests/*/test/**/*.test.ts',
          ],
        },
      },
      ...browserProjects,
    ],
  },
});
