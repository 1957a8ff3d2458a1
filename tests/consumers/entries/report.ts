import { type Outcome, runCases, type TestApi } from '@forgekey/conformance';

/** The results of one runtime, by the name of the tested package or part. */
export type Report = Record<string, Outcome>;

export async function reportOf(parts: Record<string, (api: TestApi) => void>): Promise<Report> {
  const report: Report = {};
  for (const [name, suites] of Object.entries(parts)) report[name] = await runCases(suites);
  return report;
}
