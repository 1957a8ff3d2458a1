import { bestTimeOf } from './execute.ts';
import { grownTrees } from './grow-tree.ts';
import { type Target, Violation } from './target.ts';

const LENGTH = 32_768;
/** Below this, caches and collections of garbage decide. */
const MIN_MS = 20;
/** Between linear (2) and quadratic (4). */
const MAX_FACTOR = 3;
const ATTEMPTS = 5;

/** An input that has grown to a great length must take time in proportion to its length. */
export async function checkGrowth(
  target: Target,
  input: string,
): Promise<{ input: string; violation: Violation } | undefined> {
  for (const [once, twice] of target.form === 'json' ? grownTrees(input, LENGTH) : repeated(input)) {
    if ((await bestTimeOf(target, twice, 1)) < MIN_MS) continue;
    const shortMs = await bestTimeOf(target, once, ATTEMPTS);
    const longMs = await bestTimeOf(target, twice, ATTEMPTS);
    if (longMs < MIN_MS || longMs < shortMs * MAX_FACTOR) continue;
    const rule = `twice the length takes ${(longMs / shortMs).toFixed(1)} times as long`;
    return { input: twice, violation: new Violation(rule) };
  }
  return undefined;
}

function repeated(text: string): readonly (readonly [once: string, twice: string])[] {
  if (text === '') return [];
  const once = text.repeat(Math.ceil(LENGTH / text.length));
  return [[once, once + once]];
}
