import { parseJson } from '../lib/json.ts';
import { type NestedList, type NestedListInput, readNestedList } from '../lib/nested-list.ts';
import { isListOf, isListOfNumberLists, isObject, plainCopy } from '../lib/plain-copy.ts';
import { plainDecimal } from '../lib/text.ts';
import { dateMilliseconds, isSeconds, readSeconds } from '../lib/time.ts';

/** One type of parameter: what a caller may write, what a reader gets, and how either becomes text. */
export interface ValueType<Input, Output> {
  /** Completes "must be …". */
  readonly expected: string;
  /** The value to sign, of a plain copy of what a caller gave; undefined where it is not of this type. */
  check(plain: Input): unknown;
  /** The value of a text that any client wrote; undefined where the text cannot be read as this type. */
  read(text: string): Output | undefined;
}

/**
 * Every type of the table, with what a caller may write for it and what a reader gets.
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
  /** A filter list: its elements are ANDed, those of a list inside it ORed. */
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

/** The name of a type of the table. */
export type ParameterType = keyof ValueTypes;
/**
 * What a caller may write for a type.
 *
 * @internal
 */
export type InputOf<Type extends ParameterType> = Parameters<ValueTypes[Type]['check']>[0];
/**
 * What a reader gets for a type.
 *
 * @internal
 */
export type OutputOf<Type extends ParameterType> = NonNullable<ReturnType<ValueTypes[Type]['read']>>;

const string: ValueTypes['string'] = {
  expected: 'a string',
  // A number is an id that was not turned into text; the official client writes it the same way.
  check: elementText,
  read: text => text,
};

const integer: ValueTypes['integer'] = {
  expected: 'an integer',
  check: value => (Number.isSafeInteger(value) ? value : undefined),
  // Some clients write an integer as `10.0` or `1e+06`.
  read(text) {
    const value = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
    return Number.isSafeInteger(value) ? value : undefined;
  },
};

const boolean: ValueTypes['boolean'] = {
  expected: 'true or false',
  check: value => (typeof value === 'boolean' ? value : undefined),
  read: text =>
    text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined,
};

const seconds: ValueTypes['seconds'] = {
  expected: 'a Unix time in whole seconds above 0 (not milliseconds), or a valid Date after 1970',
  check: value => (isSeconds(value) && value > 0 ? value : undefined),
  read: readSeconds,
};

const stringList: ValueTypes['string[]'] = {
  expected: 'a list of strings, or one string',
  check: value => (Array.isArray(value) ? allOrNone(value, elementText) : textOrNone(value)),
  read(text) {
    if (!/^\s*\[/.test(text)) return text === '' ? [] : text.split(',');
    const list = readNestedList(text);
    return list?.every(element => typeof element === 'string') ? (list as readonly string[]) : undefined;
  },
};

const filterList: ValueTypes['nested'] = {
  expected: 'a list of strings (a list inside it is an OR), or one string',
  check: value => (Array.isArray(value) ? allOrNone(value, elementOrGroup) : textOrNone(value)),
  read: readNestedList,
};

const numberLists: ValueTypes['number[][]'] = {
  expected: 'a list of lists of numbers',
  check: value => (isListOfNumberLists(value) ? value : undefined),
  read: text => jsonListOf(text, isListOfNumberLists),
};

const object: ValueTypes['object'] = {
  expected: 'an object',
  check: value => (isObject(value) ? value : undefined),
  read(text) {
    const value = parseJson(text);
    return isObject(value) ? value : undefined;
  },
};

const objectList: ValueType<readonly object[], readonly object[]> = {
  expected: 'a list of objects',
  check: value => (isListOf(value, isObject) ? value : undefined),
  read: text => jsonListOf(text, (value): value is object[] => isListOf(value, isObject)),
};

const valueTypes: ValueTypes = {
  string,
  integer,
  boolean,
  seconds,
  'string[]': stringList,
  nested: filterList,
  'number[][]': numberLists,
  object,
  radius: /* @__PURE__ */ either(integer, /* @__PURE__ */ word('all')),
  precision: /* @__PURE__ */ either(integer, objectList),
  boundingBox: /* @__PURE__ */ either(numberLists, string),
  typoTolerance: /* @__PURE__ */ either(
    boolean,
    /* @__PURE__ */ word('min', 'strict', 'true', 'false'),
  ) as ValueTypes['typoTolerance'],
  languages: /* @__PURE__ */ either(boolean, stringList),
  distinct: /* @__PURE__ */ either(integer, boolean),
};

/** The first of two types that takes the value. */
function either<InputA, OutputA, InputB, OutputB>(
  a: ValueType<InputA, OutputA>,
  b: ValueType<InputB, OutputB>,
): ValueType<InputA | InputB, OutputA | OutputB> {
  return {
    expected: `${a.expected}, or ${b.expected}`,
    check: plain => a.check(plain as InputA) ?? b.check(plain as InputB),
    read: text => a.read(text) ?? b.read(text),
  };
}

function word<Word extends string>(...words: readonly Word[]): ValueType<Word, Word> {
  const known = (text: unknown): Word | undefined => words.find(candidate => candidate === text);
  return { expected: words.map(one => `"${one}"`).join(' or '), check: known, read: known };
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

/** All elements converted in place, or undefined where one of them cannot be: the list is a copy already. */
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

/** The text of an empty list is empty, whatever its elements would be. */
function jsonListOf<List>(text: string, isList: (value: unknown) => value is List[]): List[] | undefined {
  if (text === '') return [];
  const value = parseJson(text);
  return isList(value) ? value : undefined;
}

/** What a type asks for, to complete "must be …". */
export function expectationOf(type: ParameterType): string {
  return valueTypes[type].expected;
}

/**
 * The value to sign of what a caller gave, each part of it read once; undefined where it is not of the type.
 *
 * @throws {UnwritableValue} something in the value would be lost
 */
export function checkValue(type: ParameterType, value: unknown): unknown {
  return valueTypes[type].check(toPlain(type === 'seconds' ? secondsOf(value) : value) as never);
}

/**
 * The same for a parameter that the table does not have: of any type that can be written.
 *
 * @throws {UnwritableValue}
 */
export function checkUntypedValue(value: unknown): unknown {
  const plain = toPlain(value);
  if (Array.isArray(plain)) return allOrNone([...plain], elementText) ?? plain;
  return typeof plain === 'boolean' || isObject(plain) ? plain : elementText(plain);
}

function toPlain(value: unknown): unknown {
  // A bigint is the number it names, where a number can name it exactly.
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
    ? plainCopy(value)
    : value;
}

/** A Date is its Unix seconds, rounded down. */
function secondsOf(value: unknown): unknown {
  const milliseconds = dateMilliseconds(value);
  return milliseconds === undefined ? value : Math.floor(milliseconds / 1000);
}

/** The value that any client's text stands for, or undefined where it cannot be read as the type. */
export function readValue<Type extends ParameterType>(type: Type, text: string): OutputOf<Type> | undefined {
  return valueTypes[type].read(text) as OutputOf<Type> | undefined;
}

/** The value as a reader gets it, of one that was checked: whatever is not text is that value already. */
export function readCheckedValue(type: ParameterType, checked: unknown): unknown {
  return typeof checked === 'string' ? readValue(type, checked) : checked;
}

/**
 * The one text that stands for a checked value: comma text for a flat list that can be read back from it, otherwise JSON,
 * the documented form.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  return isCommaList(value) ? value.join(',') : JSON.stringify(value);
}

/** Whether a value is a list that its elements, joined by commas, stand for: they can be read back. */
export function isCommaList(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (const element of value) {
    if (typeof element !== 'string' || /[,()[\]"]/.test(element)) return false;
  }
  return true;
}

/**
 * Whether the value of a restriction lets everything through: blank text, an empty list, or a list with an empty element
 * or group. The usual cause is an empty list of permissions. The rule is the same for a key and for its parent.
 */
export function restrictsNothing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (!Array.isArray(value)) return false;
  for (const element of value) if (restrictsNothing(element)) return true;
  return value.length === 0;
}
