import type { ForgekeyErrorCode } from '@forgekey/core';

/** Registers one case. vitest's `test` and `Deno.test` have this shape, and so has our own runner. */
export type Register = (name: string, run: () => void | Promise<void>) => void;

/** The few functions of a test framework that a suite needs, so that it runs even on runtimes that no framework supports. */
export interface TestApi {
  readonly test: Register;
  /** Asserts that two plain values have the same structure; Dates and bytes by content. */
  equal(actual: unknown, expected: unknown, message?: string): void;
  /** Asserts that `run` throws, or rejects, with this code; returns the error for a closer look. */
  refuses(run: () => unknown, code: ForgekeyErrorCode): Promise<RefusalError>;
  /** Asserts that `run` throws, or rejects, with a TypeError. */
  misuse(run: () => unknown): Promise<TypeError>;
}

/** An error with one of our codes. */
export interface RefusalError extends Error {
  readonly code: ForgekeyErrorCode;
  readonly hint?: string;
  readonly parameter?: string;
  readonly column?: number;
}

export function createTestApi(register: Register): TestApi {
  return { test: register, equal, refuses, misuse };
}

function equal(actual: unknown, expected: unknown, message = 'values differ'): void {
  const difference = firstDifference(actual, expected, '');
  if (difference !== undefined) throw new Error(`${message}: ${difference}`);
}

async function refuses(run: () => unknown, code: ForgekeyErrorCode): Promise<RefusalError> {
  const error = (await errorOf(run)) as RefusalError;
  if (error.code !== code) throw new Error(`expected ${code}, got ${error.code ?? error}`, { cause: error });
  return error;
}

async function misuse(run: () => unknown): Promise<TypeError> {
  const error = await errorOf(run);
  if (!(error instanceof TypeError)) throw new Error(`expected a TypeError, got ${error}`, { cause: error });
  return error;
}

async function errorOf(run: () => unknown): Promise<unknown> {
  let result: unknown;
  try {
    result = await run();
  } catch (error) {
    return error;
  }
  throw new Error(`expected an error, got ${show(result)}`);
}

/** Where and how two values differ, or undefined. The values come from a test, so the depth of the recursion is bounded. */
function firstDifference(actual: unknown, expected: unknown, path: string): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  const differs = `${path === '' ? '' : `at ${path}: `}${show(actual)} is not ${show(expected)}`;
  if (!isObject(actual) || !isObject(expected)) return differs;
  if (actual instanceof Date && expected instanceof Date) {
    return actual.getTime() === expected.getTime() ? undefined : differs;
  }
  if (Array.isArray(actual) !== Array.isArray(expected)) return differs;
  const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  for (const name of names) {
    if (!Object.hasOwn(actual, name) || !Object.hasOwn(expected, name)) return `${differs} (member ${name})`;
    const difference = firstDifference(actual[name], expected[name], `${path}.${name}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  const text = typeof value === 'string' || isObject(value) ? JSON.stringify(value) : String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
