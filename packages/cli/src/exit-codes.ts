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

export const exitCodesHelp = `Exit codes:
  0  success                       6  invalid or unsafe input
  1  unexpected error              7  batch: some lines failed
  2  wrong usage, missing secret   8  why: the request is, or would be, refused
  3  malformed credential          9  prove: refuted
  4  signature mismatch            10  prove: undecided, or a key shows nothing
  5  expired, or not valid yet     129, 130, 143  interrupted
                                   141  output closed`;

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
