/** What a getter or a trap of a hostile value throws: an error of the caller, which may pass through. */
export class HostileError extends Error {
  override readonly name = 'HostileError';
}

class Instance {
  filters = 'a:1';
}

function fail(): never {
  throw new HostileError('thrown by the value');
}

function cyclicObject(): object {
  const value: Record<string, unknown> = { filters: 'a:1' };
  value.self = value;
  return value;
}

function cyclicArray(): unknown[] {
  const list: unknown[] = ['a:1'];
  list.push(list);
  return list;
}

/** Another value at each read. */
function changing(): object {
  let reads = 0;
  return Object.defineProperty({}, 'filters', {
    enumerable: true,
    get: () => (reads++ % 2 === 0 ? 'a:1' : ['b:2']),
  });
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function nested(depth: number): unknown {
  let value: unknown = 'a:1';
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

const traps = { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail };

const hostile: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  zero: () => 0,
  'negative zero': () => -0,
  NaN: () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  'largest number': () => Number.MAX_VALUE,
  bigint: () => 10n ** 30n,
  symbol: () => Symbol('s'),
  function: () => fail,
  class: () => Instance,
  'class instance': () => new Instance(),
  Date: () => new Date(1_893_456_000_000),
  'invalid Date': () => new Date(Number.NaN),
  Map: () => new Map([['filters', 'a:1']]),
  Set: () => new Set(['a:1']),
  URL: () => new URL('https://shop.example/?filters=a:1'),
  RegExp: () => /(a+)+$/,
  Promise: () => Promise.resolve('a:1'),
  'typed array': () => new Uint8Array([1, 2]),
  'boxed string': () => new String('a:1'),
  'empty string': () => '',
  'empty object': () => ({}),
  'empty array': () => [],
  'null prototype': () => Object.assign(Object.create(null), { filters: 'a:1' }),
  'own __proto__': () => JSON.parse('{"__proto__":{"filters":"a:1"},"filters":"b:1"}'),
  'own constructor': () => ({ constructor: null, filters: 'a:1' }),
  'inherited members': () => Object.create({ filters: 'a:1' }),
  'symbol member': () => ({ filters: 'a:1', [Symbol('s')]: 1 }),
  toJSON: () => ({ toJSON: fail }),
  toString: () => ({ toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail }),
  // biome-ignore lint/suspicious/noThenProperty: the thenable itself is the hostile value
  thenable: () => ({ then: fail }),
  'cyclic object': cyclicObject,
  'cyclic array': cyclicArray,
  'array with holes': () => Object.assign([], { 2: 'a:1' }),
  'longest array': () => new Array(2 ** 32 - 1),
  'array-like': () => ({ 0: 'a:1', length: 2 ** 53 }),
  'array with a false iterator': () =>
    Object.assign(['a:1'], { [Symbol.iterator]: fail, map: fail, every: fail }),
  'array of nulls': () => [null],
  'deep array': () => nested(10_000),
  'throwing getter': () => Object.defineProperty({}, 'filters', { enumerable: true, get: fail }),
  'changing getter': changing,
  'throwing proxy': () => new Proxy({}, traps),
  'throwing proxy of an array': () => new Proxy([], traps),
  'transparent proxy': () => new Proxy({ filters: 'a:1' }, {}),
  'revoked proxy': () => revoked({}),
  'revoked proxy of an array': () => revoked([]),
  'huge string': () => 'a'.repeat(1_000_000),
  'huge string of parentheses': () => '('.repeat(1_000_000),
  'lone surrogate': () => 'a\ud800',
  'reversed surrogates': () => '\udc00\ud800',
  controls: () => 'a\0\x1b[31m\r\n\u2028',
};

/** Values that a type checker would refuse, or that show themselves differently to each reader. Each call makes them new. */
export const hostileValues: readonly (readonly [name: string, make: () => unknown])[] =
  Object.entries(hostile);

const MARK = '$hostile ';

/** The texts that `reviveHostile` replaces. */
export const specialNames: readonly string[] = Object.keys(hostile).map(name => MARK + name);

/** JSON data with each text of `specialNames` replaced by its value. */
export function reviveHostile(value: unknown): unknown {
  if (typeof value === 'string') {
    const name = value.startsWith(MARK) ? value.slice(MARK.length) : '';
    return Object.hasOwn(hostile, name) ? hostile[name]!() : value;
  }
  if (Array.isArray(value)) return value.map(reviveHostile);
  if (typeof value !== 'object' || value === null) return value;
  const revived = {};
  for (const [name, member] of Object.entries(value)) {
    const property = { value: reviveHostile(member), enumerable: true, configurable: true, writable: true };
    Object.defineProperty(revived, name, property);
  }
  return revived;
}
