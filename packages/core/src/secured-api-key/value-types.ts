import { jsonText, parseJson } from '../lib/json.ts';
import {
  isJsonList,
  type NestedList,
  type NestedListInput,
  readNestedList,
  splitAtCommas,
} from '../lib/nested-list.ts';
import { plainDecimal } from '../lib/numbers.ts';
import { isListOf, isListOfNumberLists, isObject, plainCopy } from '../lib/plain-copy.ts';
import { dateMilliseconds, isSeconds, readSeconds } from '../lib/time.ts';

/**
 * The type of a value that a caller may pass, and of the value that a reader gets.
 *
 * @internal
 */
export interface ValueType<Input, Output> {
  input: Input;
  output: Output;
}

/**
 * The types in the table of parameters.
 *
 * @internal
 */
export interface ValueTypes {
  string: ValueType<string, string>;
  integer: ValueType<number, number>;
  boolean: ValueType<boolean, boolean>;
  /** A Unix time. */
  seconds: ValueType<number | Date, number>;
  'string[]': ValueType<readonly string[] | string, readonly string[]>;
  /** A filter list: an AND of its elements. A list inside it is an OR. */
  nested: ValueType<NestedListInput, NestedList>;
  'number[][]': ValueType<readonly (readonly number[])[], readonly (readonly number[])[]>;
  object: ValueType<object, object>;
  radius: ValueType<number | 'all', number | 'all'>;
  precision: ValueType<number | readonly object[], number | readonly object[]>;
  boundingBox: ValueType<readonly (readonly number[])[] | string, readonly (readonly number[])[] | string>;
  typoTolerance: ValueType<boolean | 'min' | 'strict' | 'true' | 'false', boolean | 'min' | 'strict'>;
  languages: ValueType<boolean | readonly string[] | string, boolean | readonly string[]>;
  distinct: ValueType<number | boolean, number | boolean>;
}

/** The name of a type in the table. */
export type ParameterType = keyof ValueTypes;
/**
 * The value that a caller may pass for a type.
 *
 * @internal
 */
export type InputOf<Type extends ParameterType> = ValueTypes[Type]['input'];
/**
 * The value that a reader gets for a type.
 *
 * @internal
 */
export type OutputOf<Type extends ParameterType> = ValueTypes[Type]['output'];

// Each type has a reader and a check. They are in two tables, so that a page that decodes keys loads only the readers. They are
// in one file, although it is long, so that a change of one shows the other.

/** For each type, reads the text that any client wrote. The result is undefined if the text cannot be read as the type. */
const readers: { readonly [Type in ParameterType]: (text: string) => OutputOf<Type> | undefined } = {
  string: text => text,
  integer: readInteger,
  boolean: readBoolean,
  seconds: readSeconds,
  'string[]': readStrings,
  nested: readNestedList,
  'number[][]': readNumberLists,
  object: text => readJson(text, isObject),
  radius: text => (text === 'all' ? text : readInteger(text)),
  precision: text => readInteger(text) ?? readJson(text, isListOfObjects, []),
  boundingBox: text => readNumberLists(text) ?? text,
  typoTolerance: text => (text === 'min' || text === 'strict' ? text : readBoolean(text)),
  languages: text => readBoolean(text) ?? readStrings(text),
  distinct: text => readInteger(text) ?? readBoolean(text),
};

/** The value of a text that any client wrote, or undefined if it cannot be read as the type. */
export function readValue<Type extends ParameterType>(type: Type, text: string): OutputOf<Type> | undefined {
  return readers[type](text);
}

/** Some clients write an integer as `10.0` or `1e+06`. */
function readInteger(text: string): number | undefined {
  const value = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

function readBoolean(text: string): boolean | undefined {
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
}

function readStrings(text: string): readonly string[] | undefined {
  if (!isJsonList(text)) return splitAtCommas(text);
  const list = readNestedList(text);
  return list?.some(Array.isArray) ? undefined : (list as readonly string[] | undefined);
}

function readNumberLists(text: string): number[][] | undefined {
  return readJson(text, isListOfNumberLists, []);
}

function readJson<Value>(
  text: string,
  isRight: (value: unknown) => value is Value,
  ofEmptyText?: Value,
): Value | undefined {
  if (text === '') return ofEmptyText;
  const value = parseJson(text);
  return isRight(value) ? value : undefined;
}

function isListOfObjects(value: unknown): value is object[] {
  return isListOf(value, isObject);
}

/** Checks a value that a caller passed. */
interface Check {
  /** Completes "must be …". */
  readonly expected: string;
  /** The value to sign, from a plain copy of the caller's value; undefined if it does not have the type. */
  check(plain: unknown): unknown;
}

const string: Check = {
  expected: 'a string',
  // A number is accepted, because ids are often numbers. The official client writes it the same way.
  check: elementText,
};

const integer: Check = {
  expected: 'an integer',
  check: value => (Number.isSafeInteger(value) ? value : undefined),
};

const boolean: Check = {
  expected: 'true or false',
  check: value => (typeof value === 'boolean' ? value : undefined),
};

const stringList: Check = {
  expected: 'a list of strings, or one string',
  check: value => (Array.isArray(value) ? allOrNone(value, elementText) : textOrNone(value)),
};

const numberLists: Check = {
  expected: 'a list of lists of numbers',
  check: value => (isListOfNumberLists(value) ? value : undefined),
};

const objectList: Check = {
  expected: 'a list of objects',
  check: value => (isListOfObjects(value) ? value : undefined),
};

const checks: { readonly [Type in ParameterType]: Check } = {
  string,
  integer,
  boolean,
  seconds: {
    expected: 'a positive Unix time in whole seconds, or a valid Date after 1970',
    check: value => (isSeconds(value) && value > 0 ? value : undefined),
  },
  'string[]': stringList,
  nested: {
    expected: 'a list of strings (a list inside it is an OR), or one string',
    check: value => (Array.isArray(value) ? allOrNone(value, elementOrGroup) : textOrNone(value)),
  },
  'number[][]': numberLists,
  object: { expected: 'an object', check: value => (isObject(value) ? value : undefined) },
  radius: /* @__PURE__ */ either(integer, /* @__PURE__ */ word('all')),
  precision: /* @__PURE__ */ either(integer, objectList),
  boundingBox: /* @__PURE__ */ either(numberLists, string),
  typoTolerance: /* @__PURE__ */ either(boolean, /* @__PURE__ */ word('min', 'strict', 'true', 'false')),
  languages: /* @__PURE__ */ either(boolean, stringList),
  distinct: /* @__PURE__ */ either(integer, boolean),
};

/** The first of two types that accepts the value. */
function either(a: Check, b: Check): Check {
  return { expected: `${a.expected}, or ${b.expected}`, check: plain => a.check(plain) ?? b.check(plain) };
}

function word(...words: readonly string[]): Check {
  return {
    expected: words.map(one => `"${one}"`).join(' or '),
    check: text => words.find(candidate => candidate === text),
  };
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function elementText(element: unknown): string | undefined {
  return typeof element === 'number' ? plainDecimal(element) : textOrNone(element);
}

function elementOrGroup(element: unknown): unknown {
  return Array.isArray(element) ? allOrNone(element, elementText) : elementText(element);
}

/** Converts all elements in place, because the list is already a copy. Undefined if one of them cannot be converted. */
function allOrNone(
  list: readonly unknown[],
  convert: (element: unknown) => unknown,
): readonly unknown[] | undefined {
  const copy = list as unknown[];
  for (let index = 0; index < copy.length; index++) {
    const converted = convert(copy[index]);
    if (converted === undefined) return undefined;
    copy[index] = converted;
  }
  return copy;
}

/** The values that a type accepts, to complete "must be …". */
export function expectationOf(type: ParameterType): string {
  return checks[type].expected;
}

/**
 * The value to sign, or undefined if `value` does not have the type. Each part of it is read once.
 *
 * @throws {UnwritableValue} signing would lose a part of the value
 */
export function checkValue(type: ParameterType, value: unknown): unknown {
  return checkPlainValue(type, plainValue(type, value));
}

/** The same for a plain value, which may be modified. */
export function checkPlainValue(type: ParameterType, plain: unknown): unknown {
  return checks[type].check(plain);
}

/**
 * The same for a parameter that is not in the table. Its value may have any type that can be written.
 *
 * @throws {UnwritableValue}
 */
export function checkUntypedValue(value: unknown): unknown {
  const plain = plainValue(undefined, value);
  if (Array.isArray(plain)) return allOrNone([...plain], elementText) ?? plain;
  return typeof plain === 'boolean' || isObject(plain) ? plain : elementText(plain);
}

/**
 * Copies the caller's value. Each part of it is read once.
 *
 * @throws {UnwritableValue}
 */
export function plainValue(type: ParameterType | undefined, value: unknown): unknown {
  // A bigint becomes a number if a number can represent it exactly.
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  if (typeof value === 'string') return plainCopy(value);
  if (typeof value !== 'object' || value === null) return value;
  return type === 'seconds' ? (secondsOf(value) ?? plainCopy(value)) : plainCopy(value);
}

/** Turns a Date into Unix seconds, rounded down. */
function secondsOf(value: object): number | undefined {
  const milliseconds = dateMilliseconds(value);
  return milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000);
}

/** The value that a reader gets from a checked value. Only a string must be parsed. */
export function readCheckedValue(type: ParameterType, checked: unknown): unknown {
  return typeof checked === 'string' ? readValue(type, checked) : checked;
}

/**
 * The canonical text of a checked value: comma-separated for a flat list that can be read back, otherwise JSON, which is the
 * documented form.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  return isCommaList(value) ? value.join(',') : jsonText(value);
}

/** Whether a value is a list that can be read back from its elements, joined with commas. */
export function isCommaList(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (const element of value) {
    if (typeof element !== 'string' || /[,()[\]"]/.test(element)) return false;
  }
  return true;
}

/**
 * Whether the value of a restriction restricts nothing: an empty string or only whitespace, an empty list, or a list with an
 * empty element or group. The usual cause is an empty list of permissions. The rule is the same for a key and for its parent.
 */
export function restrictsNothing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (!Array.isArray(value)) return false;
  for (const element of value) if (restrictsNothing(element)) return true;
  return value.length === 0;
}
