/** A check, which becomes one line of the report. */
export interface Check {
  readonly name: string;
  /** @returns the text to report on success; throws on failure. */
  run(): Promise<string>;
}

const PARALLEL = 2;

/** Runs the checks, two at a time, prints a line for each, and returns whether all of them pass. */
export async function runChecks(checks: readonly Check[]): Promise<boolean> {
  const waiting = [...checks];
  let failed = 0;
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const start = performance.now();
      const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
      try {
        console.log(`ok    ${check.name}: ${await check.run()} [${seconds()}]`);
      } catch (error) {
        failed++;
        console.log(`FAIL  ${check.name}: ${error instanceof Error ? error.message : error} [${seconds()}]`);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  console.log(
    failed === 0 ? `${checks.length} checks pass.` : `${failed} of ${checks.length} checks failed.`,
  );
  return failed === 0;
}
