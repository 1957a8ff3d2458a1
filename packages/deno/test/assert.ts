import { createTestApi, type TestApi } from '../../conformance/src/test-api.ts';

/** The assertions of the conformance suites, and cases registered with Deno. */
export const api: TestApi = createTestApi((name, run) => Deno.test({ name, permissions: 'none', fn: run }));
export const { equal, refuses, misuse } = api;
