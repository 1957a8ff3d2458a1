import type { Finding } from '@forgekey/node';

/** The restrictions hold what a key must not be made of, and nobody said to make it all the same. */
export class RefusedByLint extends Error {
  override readonly name: string = 'RefusedByLint';
  readonly code: Finding['code'];
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const first = findings[0]!;
    super(first.message);
    this.code = first.code;
    this.findings = findings;
  }
}

/** @throws {RefusedByLint} a finding of severity error, unless those are allowed */
export function assertNoLintErrors(findings: readonly Finding[], allowLintErrors: boolean): void {
  const hasError = findings.some(finding => finding.severity === 'error');
  if (hasError && !allowLintErrors) throw new RefusedByLint(findings);
}
