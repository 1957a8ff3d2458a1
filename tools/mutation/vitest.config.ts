import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A mutant is done with at its first failing test, so the tests that take long come last. */
class QuickTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = (file: TestSpecification) => /shortcuts|isolation\/|hostile|vectors/.test(file.moduleId);
    return [...files.filter(file => !isSlow(file)), ...files.filter(isSlow)];
  }
}

/** The tests that mutants of core are measured by: its own, and the vectors. They run against the source, not the build. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@forgekey\/core$/, replacement: here('../../packages/core/src/index.ts') },
      { find: /^@forgekey\/core\/(bind|internal)$/, replacement: here('../../packages/core/src/$1.ts') },
    ],
  },
  test: {
    include: ['packages/core/test/**/*.test.ts', 'tools/mutation/*.test.ts'],
    // They start programs, or read the build or the documentation, and would see no mutant.
    exclude: [
      '**/browser-minting.test.ts',
      '**/examples.test.ts',
      '**/exports.test.ts',
      '**/*-page.test.ts',
    ],
    // Mutants are switched at run time, so the modules need not be loaded again.
    isolate: false,
    setupFiles: ['tools/mutation/setup.ts'],
    sequence: { sequencer: QuickTestsFirst },
    // For every mutant a few of the random inputs: what only thousands would find belongs into a test of its own.
    env: { RANDOM_CASES: '0.05' },
    testTimeout: 30_000,
  },
});
