/** One line of the outcome. */
export interface Check {
  readonly name: string;
  /** @returns what is to be said of its success; throws otherwise. */
  run(): Promise<string>;
}

const PARALLEL = 2;

/** Runs the checks, two at a time, prints a line for each, and tells whether all hold. */
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
    failed === 0 ? `${checks.length} checks hold.` : `${failed} of ${checks.length} checks failed.`,
  );
  return failed === 0;
}
