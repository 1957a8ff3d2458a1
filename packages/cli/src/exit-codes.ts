import { type ForgekeyErrorCode, isForgekeyError } from '@forgekey/node';
import { Interrupted, type InterruptingSignal, RefusedByLint, UsageError } from './errors.ts';

/** The exit codes. They are documented in `--help`, so a number never changes its meaning. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  malformed: 3,
  signature: 4,
  expired: 5,
  refusedInput: 6,
  someLinesFailed: 7,
  requestRefused: 8,
  refuted: 9,
  undecided: 10,
  hungUp: 129,
  interrupted: 130,
  outputClosed: 141,
  terminated: 143,
} as const;

interface Meaning {
  readonly text: string;
  /** The only command that ends with it. */
  readonly of?: string;
}

const firstColumn: readonly string[] = [
  '0  success',
  '1  unexpected error',
  '2  wrong usage, missing secret',
  '3  malformed credential',
  '4  signature mismatch',
  '5  expired, or not valid yet',
];
const secondColumn: readonly Meaning[] = [
  { text: '6  invalid or unsafe input' },
  { text: '7  batch: some lines failed', of: 'batch' },
  { text: '8  why: the request is, or would be, refused', of: 'why' },
  { text: '9  prove: refuted', of: 'prove' },
  { text: '10  prove: undecided, or a key shows nothing', of: 'prove' },
  { text: '129, 130, 143  interrupted' },
  { text: '141  output closed' },
];
const FIRST_COLUMN_WIDTH = 33;

/** The exit codes in two columns: those of all commands, or without those of other commands than the named one. */
export function exitCodesHelp(command?: string): string {
  const second = secondColumn.filter(({ of = command }) => command === undefined || of === command);
  const rows = Array.from({ length: Math.max(firstColumn.length, second.length) }, (_, index) =>
    `  ${(firstColumn[index] ?? '').padEnd(FIRST_COLUMN_WIDTH)}${second[index]?.text ?? ''}`.trimEnd(),
  );
  return ['Exit codes:', ...rows].join('\n');
}

const malformed: ReadonlySet<ForgekeyErrorCode> = new Set<ForgekeyErrorCode>([
  'ERR_KEY_MALFORMED',
  'ERR_KEY_AMBIGUOUS',
  'ERR_TOKEN_MALFORMED',
  'ERR_TOKEN_ALGORITHM',
  'ERR_TOKEN_CLAIM',
]);
const signature: ReadonlySet<ForgekeyErrorCode> = new Set<ForgekeyErrorCode>([
  'ERR_KEY_SIGNATURE',
  'ERR_TOKEN_SIGNATURE',
  'ERR_TOKEN_KEY_ID',
]);
const expired: ReadonlySet<ForgekeyErrorCode> = new Set<ForgekeyErrorCode>([
  'ERR_KEY_EXPIRED',
  'ERR_TOKEN_EXPIRED',
  'ERR_TOKEN_NOT_YET_VALID',
]);
const ofSignal: Readonly<Record<InterruptingSignal, number>> = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof RefusedByLint) return exitCodes.refusedInput;
  if (error instanceof Interrupted) return ofSignal[error.signal];
  if (!isForgekeyError(error)) return exitCodes.unexpected;
  if (error.code === 'ERR_SECRET_MISSING') return exitCodes.usage;
  if (malformed.has(error.code)) return exitCodes.malformed;
  if (signature.has(error.code)) return exitCodes.signature;
  return expired.has(error.code) ? exitCodes.expired : exitCodes.refusedInput;
}
