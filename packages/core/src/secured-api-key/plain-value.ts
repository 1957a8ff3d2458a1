import { MAX_JSON_NODES } from '../lib/limits.ts';
import {
  elementsOf,
  isListOf,
  isListOfNumberLists,
  isObject,
  plainCopy,
  UnwritableValue,
} from '../lib/plain-copy.ts';
import { describeType } from '../lib/text.ts';
import { dateMilliseconds, isSeconds } from '../lib/time.ts';
import { type Converters, convertByType } from './convert-by-type.ts';

const plainValues: Converters<unknown> = {
  // A number is an id that somebody did not turn into text; the official client writes it the same way.
  string: value => (typeof value === 'number' ? plainNumber(value) : textOf(value)),
  integer: value => (Number.isSafeInteger(value) ? value : undefined),
  boolean: value => (typeof value === 'boolean' ? value : undefined),
  seconds(value) {
    const milliseconds = dateMilliseconds(value);
    const seconds = milliseconds === undefined ? value : Math.floor(milliseconds / 1000);
    return isSeconds(seconds) && seconds > 0 ? seconds : undefined;
  },
  'string[]': value => (Array.isArray(value) ? elementsOf(value).map(elementText) : textOf(value)),
  nested: value => (Array.isArray(value) ? nestedElements(value) : textOf(value)),
  'number[][]': value => (isListOfNumberLists(value) ? plainCopy(value) : undefined),
  object: value => (isObject(value) ? plainCopy(value) : undefined),
  'object[]': value => (isListOf(value, isObject) ? plainCopy(value) : undefined),
};

/**
 * The plain value of a parameter, each part of it read once; undefined where `value` has none of the types.
 *
 * @throws {UnwritableValue} where the type is right, but something in the value would be lost.
 */
export function plainValue(type: string, value: unknown): unknown {
  return convertByType(plainValues, type, value);
}

/** The same for a parameter that the table does not hold: of any type that can be written. */
export function plainUntypedValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return plainNumber(value);
  if (isListOf(value, isScalar)) return elementsOf(value).map(elementText);
  const plain = typeof value === 'object' && value !== null ? plainCopy(value) : textOf(value);
  if (plain === undefined) throw new UnwritableValue(describeType(value));
  return plain;
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (!value.isWellFormed())
    throw new UnwritableValue('a lone surrogate (text that is not well-formed Unicode)');
  return value;
}

/** Digits only: exponent form (`1e+21`) is read differently by different servers, or not at all. */
function plainNumber(value: number): string {
  const text = String(value);
  if (!/^-?\d+(?:\.\d+)?$/.test(text))
    throw new UnwritableValue(`the number ${text}, which has no plain decimal form`, 'Write it as text.');
  return text;
}

function nestedElements(list: readonly unknown[]): unknown[] {
  const elements = elementsOf(list);
  const size = elements.reduce<number>((sum, item) => sum + (Array.isArray(item) ? item.length : 1), 0);
  if (size > MAX_JSON_NODES) throw new UnwritableValue('too many values');
  return elements.map(item => (Array.isArray(item) ? elementsOf(item).map(elementText) : elementText(item)));
}

function elementText(element: unknown): string {
  const text = typeof element === 'number' ? plainNumber(element) : textOf(element);
  if (text === undefined) {
    throw new UnwritableValue(
      `${describeType(element)} as an element of a list`,
      'Elements are texts or numbers; in a filter list, one level of lists inside is an OR.',
    );
  }
  return text;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
