import { createTestApi, type TestApi } from './test-api.ts';

export interface Outcome {
  readonly passed: number;
  readonly failures: readonly { readonly name: string; readonly message: string }[];
}

/** Runs suites without a test framework, one case after another. Every failure is kept. */
export async function runCases(suites: (api: TestApi) => void): Promise<Outcome> {
  const cases: { name: string; run: () => void | Promise<void> }[] = [];
  suites(createTestApi((name, run) => cases.push({ name, run })));
  const failures: { name: string; message: string }[] = [];
  for (const { name, run } of cases) {
    try {
      await run();
    } catch (error) {
      failures.push({
        name,
        message: error instanceof Error ? `${error.message}\n${error.stack}` : `${error}`,
      });
    }
  }
  return { passed: cases.length - failures.length, failures };
}
