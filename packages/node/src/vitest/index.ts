/**
 * Vitest matchers that prove what a key can never show. Import it once, in a setup file or a test:
 * `import '@forgekey/node/vitest'`.
 *
 * @module
 */
import { expect } from 'vitest';
import { type IsolationMatchers, isolationMatchers } from './matchers.ts';

export type { IsolationMatchers, ProvableKeyOrText } from './matchers.ts';

declare module 'vitest' {
  // The parameters of both declarations must be the same.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends IsolationMatchers<R> {}
}

expect.extend(isolationMatchers);
