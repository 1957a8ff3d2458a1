import { describe, elementsOf, UnwritableValue, writeJson } from '../lib/json.ts';
import { MAX_JSON_NODES } from '../lib/limits.ts';
import { readNestedList } from '../lib/nested-list.ts';
import { dateMilliseconds, FIRST_SECONDS_OUT_OF_RANGE } from '../lib/time.ts';

/** One alternative of a parameter's type: how its values are written, and how their text is read. */
interface Atom {
  /** The canonical text, or undefined where `value` is none of this atom's. */
  write(value: unknown): string | undefined;
  /** The value, or undefined where `text` cannot be read as one of this atom's. */
  read(text: string): unknown;
}

const atoms: Readonly<Record<string, Atom>> = {
  string: {
    // A number is an id that somebody did not turn into text; the official client writes it the same way.
    write: value => (typeof value === 'number' ? plainNumber(value) : textOf(value)),
    read: text => text,
  },
  integer: {
    write: value => (Number.isSafeInteger(value) ? String(value) : undefined),
    read: readInteger,
  },
  boolean: {
    write: value => (typeof value === 'boolean' ? String(value) : undefined),
    read: text => (/^(?:true|1)$/.test(text) ? true : /^(?:false|0)$/.test(text) ? false : undefined),
  },
  seconds: {
    write(value) {
      const milliseconds = dateMilliseconds(value);
      const seconds = milliseconds === undefined ? value : Math.floor(milliseconds / 1000);
      return isSeconds(seconds) && seconds > 0 ? String(seconds) : undefined;
    },
    read(text) {
      const seconds = /^\d+(?:\.0+)?$/.test(text) ? Number(text) : undefined;
      return isSeconds(seconds) ? seconds : undefined;
    },
  },
  'string[]': {
    write: value => (Array.isArray(value) ? writeFlatList(value) : textOf(value)),
    read: readFlatList,
  },
  nested: {
    write: value => (Array.isArray(value) ? writeNestedList(value) : textOf(value)),
    read: readNestedList,
  },
  'number[][]': {
    write: value =>
      isListOf(value, row => isListOf(row, cell => typeof cell === 'number')) ? writeJson(value) : undefined,
    read: text => readJsonList(text, row => isListOf(row, cell => typeof cell === 'number')),
  },
  object: {
    write: value => (isObject(value) ? writeJson(value) : undefined),
    read(text) {
      const value = parseJson(text);
      return isObject(value) ? value : undefined;
    },
  },
  'object[]': {
    write: value => (isListOf(value, isObject) ? writeJson(value) : undefined),
    read: text => readJsonList(text, isObject),
  },
};

const atomsByType: Map<string, readonly Atom[]> = new Map<string, readonly Atom[]>();

function atomsOf(type: string): readonly Atom[] {
  let list = atomsByType.get(type);
  if (list === undefined) {
    list = type.split(' | ').map(name => atoms[name] ?? literal(name.slice(1, -1)));
    atomsByType.set(type, list);
  }
  return list;
}

function literal(text: string): Atom {
  return {
    write: value => (value === text ? text : undefined),
    read: candidate => (candidate === text ? text : undefined),
  };
}

/**
 * The canonical text of a parameter's value, or undefined where the value has none of the types.
 *
 * @throws {UnwritableValue} where the type is right, but something in the value would be lost.
 */
export function writeValue(type: string, value: unknown): string | undefined {
  for (const atom of atomsOf(type)) {
    const text = atom.write(value);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The value that any client's text stands for, or undefined where it cannot be read as the type. */
export function readValue(type: string, text: string): unknown {
  for (const atom of atomsOf(type)) {
    const value = atom.read(text);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The canonical text of a value whose parameter the table does not hold. */
export function writeUntypedValue(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  const text = typeof value === 'number' ? plainNumber(value) : (textOf(value) ?? writeAnyList(value));
  if (text === undefined) throw new UnwritableValue(describe(value));
  return text;
}

function writeAnyList(value: unknown): string | undefined {
  if (!isListOf(value, isScalar))
    return isObject(value) || Array.isArray(value) ? writeJson(value) : undefined;
  return writeFlatList(value);
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
    throw new UnwritableValue(`the number ${text}, which has no plain decimal form`);
  return text;
}

const needsJson: RegExp = /[,()[\]"]/;

/** Comma text where it can be read back; JSON, the documented form, where it cannot. */
function writeFlatList(list: readonly unknown[]): string {
  const elements = elementsOf(list).map(elementText);
  const isReadableAsCommaText =
    !elements.some(element => needsJson.test(element)) && !isOneEmptyText(elements);
  return isReadableAsCommaText ? elements.join(',') : JSON.stringify(elements);
}

/** Its comma text would be that of the empty list. */
function isOneEmptyText(elements: readonly string[]): boolean {
  return elements.length === 1 && elements[0] === '';
}

function writeNestedList(list: readonly unknown[]): string {
  const elements = elementsOf(list);
  if (!elements.some(element => Array.isArray(element))) return writeFlatList(elements);
  const size = elements.reduce<number>((sum, item) => sum + (Array.isArray(item) ? item.length : 1), 0);
  if (size > MAX_JSON_NODES) throw new UnwritableValue('too many values');
  return JSON.stringify(
    elements.map(item => (Array.isArray(item) ? elementsOf(item).map(elementText) : elementText(item))),
  );
}

function elementText(element: unknown): string {
  const text = typeof element === 'number' ? plainNumber(element) : textOf(element);
  if (text === undefined) throw new UnwritableValue(`${describe(element)} as an element of a list`);
  return text;
}

function readFlatList(text: string): readonly string[] | undefined {
  if (text.trimStart().startsWith('[')) {
    const list = readNestedList(text);
    return list?.every(element => typeof element === 'string') ? (list as readonly string[]) : undefined;
  }
  return text === '' ? [] : text.split(',');
}

/** Some clients write an integer as `10.0` or `1e+06`. */
function readInteger(text: string): number | undefined {
  const value = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

function readJsonList(text: string, isElement: (element: unknown) => boolean): unknown {
  const value = parseJson(text);
  return isListOf(value, isElement) ? value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isListOf(value: unknown, isElement: (element: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length <= MAX_JSON_NODES && value.every(isElement);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSeconds(value: unknown): value is number {
  return (
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < FIRST_SECONDS_OUT_OF_RANGE
  );
}
