import { MAX_JSON_DEPTH, MAX_JSON_NODES, MAX_VALUE_CHARACTERS } from './limits.ts';
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

/** Thrown for a value that cannot be copied without loss. `reason` completes "contains …". */
export class UnwritableValue {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The reason for an error while reading a value. The text of a caller's error is not shown, because it may contain a secret. */
export function whyUnreadable(error: unknown): string {
  return error instanceof UnwritableValue ? error.reason : 'an accessor or a proxy that throws';
}

/**
 * A copy of plain data, ready for `jsonText`. Every property is read exactly once, so the checked value is the signed
 * value.
 *
 * @throws {UnwritableValue} a part of the value would be lost or changed in JSON (a hidden property, `toJSON`, a named property
 *   of an array), or exceeds the limits
 * @throws the error of an accessor or a proxy
 */
export function plainCopy(value: unknown): unknown {
  // Fast path: most values are one text.
  if (typeof value === 'string' && value.length <= MAX_VALUE_CHARACTERS && value.isWellFormed()) return value;
  return copyOf(value, { nodes: 0, characters: 0 }, 0);
}

/** The size of the copy so far. */
interface Size {
  nodes: number;
  characters: number;
}

function copyOf(value: unknown, size: Size, depth: number): unknown {
  if (depth > MAX_JSON_DEPTH) throw new UnwritableValue('a cycle, or lists and objects nested too deep');
  if (++size.nodes > MAX_JSON_NODES) throw new UnwritableValue('too many values');
  switch (typeof value) {
    case 'string':
      return copyText(value, size);
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new UnwritableValue(`${value}`);
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? copyList(value, size, depth) : copyObject(value, size, depth);
    default:
      throw new UnwritableValue(describeType(value));
  }
}

function copyText(text: string, size: Size): string {
  // The length comes first, because the next check reads the whole text.
  size.characters += text.length;
  if (size.characters > MAX_VALUE_CHARACTERS) {
    throw new UnwritableValue(`more than ${MAX_VALUE_CHARACTERS} characters`);
  }
  if (!text.isWellFormed())
    throw new UnwritableValue('a lone surrogate (text that is not well-formed Unicode)');
  return text;
}

/**
 * A copy of the list. Each element is read once, by its position, because an iterator could return other elements.
 *
 * @throws {UnwritableValue} the list has a named property, or more than `maxElements` elements
 */
export function elementsOf(list: readonly unknown[], maxElements: number = MAX_JSON_NODES): unknown[] {
  const { length } = list;
  // A sparse array can have a length of billions.
  if (length > maxElements) throw new UnwritableValue('too many values');
  // Only a proxy can have such a length. `new Array` would turn a text into an element.
  if (!Number.isInteger(length) || length < 0) throw new UnwritableValue('an array without a length');
  // The names are the positions and "length". A list with holes has fewer, and a hole is refused later as undefined.
  if (Object.getOwnPropertyNames(list).length > length + 1) {
    throw new UnwritableValue('an array with a named property');
  }
  const copy = new Array<unknown>(length);
  for (let index = 0; index < length; index++) copy[index] = list[index];
  return copy;
}

function copyList(list: readonly unknown[], size: Size, depth: number): unknown[] {
  const copy = elementsOf(list, MAX_JSON_NODES - size.nodes);
  for (let index = 0; index < copy.length; index++) copy[index] = copyOf(copy[index], size, depth + 1);
  return copy;
}

function copyObject(object: object, size: Size, depth: number): object {
  const copy: Record<string, unknown> = {};
  for (const [name, member] of ownEntries(object, MAX_JSON_NODES - size.nodes)) {
    if (member === undefined) continue;
    copyText(name, size);
    setOwn(copy, name, copyOf(member, size, depth + 1));
  }
  return copy;
}

/** A property and its value. */
export type Entry = readonly [name: string, value: unknown];

/**
 * The own properties of a plain object. Each is read exactly once, before any of them is used.
 *
 * @throws {UnwritableValue} a property would be lost, because it is inherited, not enumerable, write-only or named by a symbol.
 *   Also for a Map or a class instance, and if an accessor removes another property.
 */
export function ownEntries(object: object, maxEntries: number = Number.POSITIVE_INFINITY): Entry[] {
  if (!isPlainObject(object)) throw new UnwritableValue(describeType(object));
  // Two calls, for names and symbols, take a quarter of the time of Reflect.ownKeys.
  const count = Object.getOwnPropertyNames(object).length;
  if (count > maxEntries) throw new UnwritableValue('too many values');
  const entries = Object.entries(object);
  if (entries.length !== count || Object.getOwnPropertySymbols(object).length > 0) {
    throw new UnwritableValue('a property that is hidden (not enumerable) or named by a symbol');
  }
  for (const [name, value] of entries) {
    if (value === undefined && Object.getOwnPropertyDescriptor(object, name)?.set !== undefined) {
      throw new UnwritableValue('a write-only property');
    }
  }
  return entries;
}

/**
 * Sets an own property. An assignment would not create one if `Object.prototype` has a setter of this name, such as `__proto__`, or
 * is frozen.
 */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (!(name in object)) object[name] = value;
  else Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

/** Whether `value` is an object like that of a literal, from any realm: not an array, a Map or a class instance. */
export function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return !Array.isArray(value);
  // The Object.prototype of another realm (a vm context, a frame) has no enumerable property either.
  return (
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'isPrototypeOf') &&
    Object.keys(prototype).length === 0
  );
}

/** A frozen copy of a table and its rows, so that a caller cannot change the table that the checks use. */
export function frozenTable<Table extends Readonly<Record<string, object>>>(table: Table): Readonly<Table> {
  const rows = Object.entries(table).map(([name, row]) => [name, Object.freeze({ ...row })]);
  return Object.freeze(Object.fromEntries(rows));
}

/** Freezes plain data with everything inside it. The caller limits the depth. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof member === 'object') deepFreeze(member);
  }
  return Object.freeze(value);
}
