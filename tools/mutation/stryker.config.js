// The area of core to mutate, set by `main.ts`. Its own tests run first, because the first failing test ends the run of a mutant.
const area = process.env.MUTATION_AREA;
const otherTests = {
  'secured-api-key': ['packages/core/test/*.test.ts', 'packages/core/test/lib/*.test.ts'],
  'user-token': ['packages/core/test/*.test.ts'],
  filters: ['packages/core/test/authorize/*.test.ts', 'packages/core/test/*.test.ts'],
  authorize: ['packages/core/test/*.test.ts'],
  isolation: ['packages/core/test/lint/isolation.test.ts', 'packages/core/test/hostile-values.test.ts'],
};

// Those that find most in the least time, before those with random inputs.
const firstTests = {
  isolation: ['messages', 'worked-examples', 'rules-and-settings', 'answers', 'minimize', 'merge-ranges'],
};

export default {
  testRunner: 'mocha',
  testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning', '--import', './tools/mutation/register.ts'],
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: {
    extension: ['ts'],
    file: (firstTests[area] ?? []).map(name => `packages/core/test/${area}/${name}.test.ts`),
    spec: [`packages/core/test/${area}/*.test.ts`, ...otherTests[area], 'tools/mutation/vectors.test.ts'],
    // They start programs, read the source, the build or the documentation, or compare times, and would see no mutant.
    ignore: [
      '**/browser-minting.test.ts',
      '**/examples.test.ts',
      '**/exports.test.ts',
      '**/*-page.test.ts',
      '**/growth.test.ts',
      '**/hmac-fallback.test.ts',
      '**/policies.test.ts',
      '**/public-solver.test.ts',
    ],
  },
  mutate: [`packages/core/src/${area}/*.ts`],
  ignorePatterns: ['dist', 'packed', '.turbo', 'coverage', 'apps', 'docs', 'bench'],
  // Skip code that runs when a module is loaded: tables and patterns, which some test always reads.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  // A new process discards the state that a mutant left in a module.
  maxTestRunnerReuse: 100,
  incremental: true,
  incrementalFile: `coverage/mutation/${area}.incremental.json`,
  tempDirName: 'coverage/mutation/sandbox',
  reporters: ['progress', 'clear-text', 'json'],
  clearTextReporter: { reportTests: false, logTests: false },
  jsonReporter: { fileName: `coverage/mutation/${area}.json` },
  disableTypeChecks: false,
  timeoutMS: 5000,
  thresholds: { high: 95, low: 90, break: 90 },
};
