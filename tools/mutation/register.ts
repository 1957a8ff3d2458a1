import { registerHooks } from 'node:module';

const here = (path: string) => new URL(path, import.meta.url).href;
const substitute = here('./vitest-in-mocha.ts');

/** The tests run against the source of core, which has the mutants, not against its build. */
const sources: Readonly<Record<string, string>> = {
  '@forgekey/core': here('../../packages/core/src/index.ts'),
  '@forgekey/core/bind': here('../../packages/core/src/bind.ts'),
  '@forgekey/core/internal': here('../../packages/core/src/internal.ts'),
};

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest' && context.parentURL !== substitute) return next(substitute, context);
    return next(sources[specifier] ?? specifier, context);
  },
});

// For every mutant a few of the random inputs: what only thousands would find belongs into a test of its own.
process.env.RANDOM_CASES = '0.05';

// Instrumented code is slow, and the machine busy: a clock that counts its readings fails no test of how long work takes.
let readings = 0;
performance.now = () => ++readings;
