import { timeOf } from './execute.ts';
import { type Target, Violation } from './target.ts';

const LENGTH = 32_768;
/** Below this, caches and collections of garbage decide. */
const MIN_MS = 20;
/** Between linear (2) and quadratic (4). */
const MAX_FACTOR = 3;
const ATTEMPTS = 5;

/** An input repeated up to a great length must take time in proportion to its length. */
export function checkGrowth(
  target: Target,
  input: string,
): { input: string; violation: Violation } | undefined {
  if (target.form === 'json' || input === '') return undefined;
  const once = input.repeat(Math.ceil(LENGTH / input.length));
  const twice = once + once;
  if (timeOf(target, twice) < MIN_MS) return undefined;
  const [shortMs, longMs] = [bestTimeOf(target, once), bestTimeOf(target, twice)];
  if (longMs < MIN_MS || longMs < shortMs * MAX_FACTOR) return undefined;
  const rule = `twice the length takes ${(longMs / shortMs).toFixed(1)} times as long`;
  return { input: twice, violation: new Violation(rule) };
}

function bestTimeOf(target: Target, input: string): number {
  return Math.min(...Array.from({ length: ATTEMPTS }, () => timeOf(target, input)));
}
