import { type Outcome, runCases, type TestApi } from '@forgekey/conformance';

/** What one runtime found, by the name of the package or part that was tested. */
export type Report = Record<string, Outcome>;

export async function reportOf(parts: Record<string, (api: TestApi) => void>): Promise<Report> {
  const report: Report = {};
  for (const [name, suites] of Object.entries(parts)) report[name] = await runCases(suites);
  return report;
}
