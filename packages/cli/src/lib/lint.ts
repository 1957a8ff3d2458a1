import { type DecodedSecuredApiKey, type Finding, type LintOptions, lintSecuredApiKey } from '@forgekey/node';
import { inFlags } from './in-flags.ts';

/** What is legal but wrong about a key, in the words of the command line. */
export function lintKey(decoded: DecodedSecuredApiKey, options: LintOptions): readonly Finding[] {
  return lintSecuredApiKey(decoded, options).map(finding => ({
    ...finding,
    message: inFlags(finding.message),
  }));
}

/** The restrictions hold what a key must not be made of, and nobody said to make it all the same. */
export class RefusedByLint extends Error {
  override readonly name: string = 'RefusedByLint';
  readonly code: Finding['code'];
  readonly parameter: string | undefined;
  readonly column: number | undefined;
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const first = findings[0]!;
    super(first.message);
    this.code = first.code;
    this.parameter = first.parameter;
    this.column = first.column;
    this.findings = findings;
  }
}

/** @throws {RefusedByLint} a finding of severity error, unless those are allowed */
export function assertNoLintErrors(findings: readonly Finding[], allowLintErrors: boolean): void {
  const hasError = findings.some(finding => finding.severity === 'error');
  if (hasError && !allowLintErrors) throw new RefusedByLint(findings);
}
