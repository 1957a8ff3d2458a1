import { MAX_JSON_DEPTH, MAX_JSON_NODES } from './limits.ts';
import { describeType } from './text.ts';

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf(value: unknown, isElement: (element: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length <= MAX_JSON_NODES && value.every(isElement);
}

export function isListOfNumberLists(value: unknown): value is number[][] {
  return isListOf(value, row => isListOf(row, cell => typeof cell === 'number'));
}

/** Why a value cannot be written without losing something; `reason` completes "holds …", and `mend` is a sentence. */
export class UnwritableValue {
  readonly reason: string;
  readonly mend: string;
  constructor(
    reason: string,
    mend = 'Give text, finite numbers, booleans, or plain lists and objects of them.',
  ) {
    this.reason = reason;
    this.mend = mend;
  }
}

/**
 * A copy of plain data, ready for `JSON.stringify`. Every property is read once, so that a getter or a proxy cannot show
 * the checks one value and the signature another.
 *
 * @throws {UnwritableValue} for anything that JSON would drop, rewrite or run (`toJSON`), and past the limits.
 */
export function plainCopy(value: unknown): unknown {
  return copyOf(value, { nodes: 0 }, 0);
}

function copyOf(value: unknown, count: { nodes: number }, depth: number): unknown {
  if (depth > MAX_JSON_DEPTH) throw new UnwritableValue('a cycle, or lists and objects nested too deep');
  if (++count.nodes > MAX_JSON_NODES) throw new UnwritableValue('too many values');
  if (typeof value === 'string') {
    if (!value.isWellFormed())
      throw new UnwritableValue('a lone surrogate (text that is not well-formed Unicode)');
    return value;
  }
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new UnwritableValue(`${value}`);
    return value;
  }
  if (Array.isArray(value)) return elementsOf(value).map(element => copyOf(element, count, depth + 1));
  if (typeof value !== 'object') throw new UnwritableValue(describeType(value));
  return Object.fromEntries(
    ownEntries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => {
        copyOf(name, count, depth + 1);
        return [name, copyOf(member, count, depth + 1)];
      }),
  );
}

/**
 * The elements of a list, each read once and by its position: an array can carry an iterator that shows others.
 *
 * @throws {UnwritableValue} for a list too long to be worth reading, such as a sparse one.
 */
export function elementsOf(list: readonly unknown[]): unknown[] {
  const { length } = list;
  if (length > MAX_JSON_NODES) throw new UnwritableValue('too many values');
  const elements: unknown[] = [];
  for (let index = 0; index < length; index++) elements.push(list[index]);
  return elements;
}

/**
 * The own entries of a plain object, each read once.
 *
 * @throws {UnwritableValue} for an object whose entries are not all its own, enumerable and named by strings: a Map, a
 * class instance, an object with an inherited or a hidden property. Their contents would silently be left out.
 */
export function ownEntries(value: object): [name: string, value: unknown][] {
  if (!isPlainObject(value)) throw new UnwritableValue(describeType(value));
  const names = Object.keys(value);
  const isAnyHidden = Object.getOwnPropertyNames(value).length !== names.length;
  if (isAnyHidden || Object.getOwnPropertySymbols(value).length > 0) {
    throw new UnwritableValue('a property that is hidden (not enumerable) or named by a symbol');
  }
  return names.map(name => [name, (value as Record<string, unknown>)[name]]);
}

/** Whether `value` is an object as a literal makes one, of any realm: no array, Map or class instance. */
function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  // The Object.prototype of another realm (a vm context, a frame) has no enumerable property either.
  return (
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'isPrototypeOf') &&
    Object.keys(prototype).length === 0
  );
}
