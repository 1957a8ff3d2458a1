import * as core from '@forgekey/core';
import { nobleHmacSha256 } from '@forgekey/core/bind';
import { test } from 'vitest';
import { createTestApi, everySuite, seamSuites } from '../../packages/conformance/src/index.ts';

/** Thousands of cases as one test each would cost more to select, for every mutant, than to run. */
test('every vector', async () => {
  const cases: (() => void | Promise<void>)[] = [];
  const api = createTestApi((_name, run) => cases.push(run));
  everySuite(api, core);
  seamSuites(api, nobleHmacSha256);
  for (const run of cases) await run();
});
