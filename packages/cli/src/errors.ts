import type { Finding } from '@forgekey/node';

/** The command was called in a way that it does not support. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** A signal that asks a command to end; SIGHUP is sent when its terminal closes. */
export type InterruptingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export const interruptingSignals: readonly InterruptingSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A signal ended the command before it was done. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted';
  readonly signal: InterruptingSignal;

  constructor(signal: InterruptingSignal, output: string | undefined) {
    super(`Interrupted by ${signal}.${output === undefined ? '' : ` ${output} was not changed.`}`);
    this.signal = signal;
  }
}

/** The restrictions have findings of severity error, and the caller did not allow them. */
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
