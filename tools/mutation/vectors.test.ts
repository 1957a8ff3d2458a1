import * as core from '@forgekey/core';
import { nobleHmacSha256 } from '@forgekey/core/bind';
import { test } from 'vitest';
import { createTestApi, everySuite, seamSuites } from '../../packages/conformance/src/index.ts';

/** All cases are one test: selecting thousands of tests for every mutant would take longer than running them. */
test('every vector', async () => {
  const cases: (() => void | Promise<void>)[] = [];
  const api = createTestApi((_name, run) => cases.push(run));
  everySuite(api, core);
  seamSuites(api, nobleHmacSha256);
  for (const run of cases) await run();
});
