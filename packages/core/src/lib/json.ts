import { MAX_JSON_DEPTH, MAX_JSON_NODES } from './limits.ts';

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
  if (typeof value !== 'object') throw new UnwritableValue(describe(value));
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
  if (!isPlainObject(value)) throw new UnwritableValue(describe(value));
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

/** What `value` is, for a message: its kind, never its content. */
export function describe(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') {
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === 'string' && name !== '' && name !== 'Object' ? `a ${name}` : 'an object';
  }
  return typeof value === 'number' ? `the number ${value}` : `a ${typeof value}`;
}

/** The same of a value that should have been a secret: of a number, too, no more than that it is one. */
export function describeKind(value: unknown): string {
  return typeof value === 'number' ? 'a number' : describe(value);
}

/** The object that `text` holds, or undefined where it is no JSON object. */
export function readJsonObject(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

const jsonToken: RegExp = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/**
 * The first member name that occurs twice in one object: readers differ in which of the two they take, and RFC 7519
 * section 4 allows refusing. `json` must be valid JSON, in which a string is a member name exactly where a comma or
 * brace of an object precedes it.
 */
export function duplicateMember(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let names: Set<string> | undefined;
  let expectsName = false;
  for (const [token] of json.matchAll(jsonToken)) {
    if (token === '{' || token === '[') {
      open.push(names);
      names = token === '{' ? new Set() : undefined;
      expectsName = token === '{';
    } else if (token === '}' || token === ']') {
      names = open.pop();
    } else if (token === ',') {
      expectsName = names !== undefined;
    } else if (token === ':') {
      expectsName = false;
    } else if (expectsName && names) {
      const name: string = JSON.parse(token);
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return undefined;
}
