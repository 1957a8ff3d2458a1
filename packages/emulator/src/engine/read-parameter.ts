import type { Parameters } from '@forgekey/node';
import { ApiError } from '../http/api-error.ts';

/** The longest value of a string parameter, by the vendor's search specification. */
export const MAX_PARAMETER_BYTES = 512;

export function readText(parameters: Parameters, name: string, fallback: string): string {
  const value = parameters[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'string') throw wrongValue(name, 'a string');
  if (Buffer.byteLength(value) > MAX_PARAMETER_BYTES)
    throw wrongValue(name, `a string of at most ${MAX_PARAMETER_BYTES} bytes`);
  return value;
}

export function readInteger(
  parameters: Parameters,
  name: string,
  fallback: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  const value = parameters[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > max)
    throw wrongValue(name, `an integer from 0 to ${max}`);
  return value;
}

export function readFlag(parameters: Parameters, name: string, fallback: boolean): boolean {
  const value = parameters[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'boolean') throw wrongValue(name, 'true or false');
  return value;
}

/** A list of strings. One string is a list of one, or comma-separated text, as the clients send it. */
export function readList(parameters: Parameters, name: string): readonly string[] | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value === '' ? [] : value.split(',').map(one => one.trim());
  if (!Array.isArray(value) || !value.every(item => typeof item === 'string'))
    throw wrongValue(name, 'a list of strings');
  return value;
}

/** The first choice is the default. */
export function readChoice<Choice extends string>(
  parameters: Parameters,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = parameters[name];
  if (value === undefined) return choices[0];
  const choice = choices.find(candidate => candidate === value);
  if (choice === undefined) throw wrongValue(name, `one of ${choices.join(', ')}`);
  return choice;
}

export function wrongValue(parameter: string, expected: string): ApiError {
  return new ApiError(400, `Invalid value for "${parameter}" parameter, expected ${expected}`, { parameter });
}
