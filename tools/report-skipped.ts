import type { Reporter, TestCase } from 'vitest/node';

/** Lists the skipped tests at the end, with the reasons: a test that does not run must not look like one that passes. */
export class SkippedTestsReporter implements Reporter {
  readonly #skipped: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    if (result.state !== 'skipped') return;
    this.#skipped.push(`${test.fullName}: ${result.note ?? 'no reason given'}`);
  }

  onTestRunEnd(): void {
    for (const line of this.#skipped) console.log(`SKIPPED: ${line}`);
  }
}
