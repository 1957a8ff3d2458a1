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

// A few random inputs for every mutant: a case that only thousands of inputs would find belongs in its own test.
process.env.RANDOM_CASES = '0.05';

// Instrumented code is slow, and the machine is busy. With a clock that only counts its readings, no test fails because of time.
let readings = 0;
performance.now = () => ++readings;
process.cpuUsage = () => ({ user: ++readings, system: 0 });
