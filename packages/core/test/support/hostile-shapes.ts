import vm from 'node:vm';

class Restrictions {
  filters = 'a:1';
}

class Accessors {
  get filters(): string {
    return 'a:1';
  }
}

class LikeThePrototypeOfObjects {
  isPrototypeOf(): boolean {
    return true;
  }
  get filters(): string {
    return 'a:1';
  }
}

class Parameters extends Map<string, string> {}

function argumentsOf(..._: unknown[]): object {
  // biome-ignore lint/complexity/noArguments: the arguments object itself is the hostile shape
  return arguments;
}

function withHidden(): object {
  return Object.defineProperty({ query: 'q' }, 'filters', { value: 'a:1', enumerable: false });
}

/** Containers whose contents, or part of them, are lost when a caller lists their own enumerable names. */
export const lossyContainers: [what: string, container: object][] = [
  ['a Map', new Map([['filters', 'a:1']])],
  ['an empty Map with own properties', Object.assign(new Map(), { filters: 'a:1' })],
  ['a subclass of Map', new Parameters([['filters', 'a:1']])],
  ['a Set', new Set([['filters', 'a:1']])],
  ['URLSearchParams', new URLSearchParams('filters=a:1')],
  ['Headers', new Headers({ filters: 'a:1' })],
  ['a class instance with fields', new Restrictions()],
  ['a class instance with accessors', new Accessors()],
  ['a class instance with a method isPrototypeOf', new LikeThePrototypeOfObjects()],
  [
    'properties inherited from a root with a method isPrototypeOf',
    Object.create(Object.assign(Object.create(null), { isPrototypeOf: () => true, filters: 'a:1' })),
  ],
  ['an array of pairs', [['filters', 'a:1']]],
  ['an empty array', []],
  ['an array with own properties', Object.assign([], { filters: 'a:1' })],
  ['inherited properties', Object.create({ filters: 'a:1' })],
  ['inherited properties beside own ones', Object.assign(Object.create({ filters: 'a:1' }), { query: 'q' })],
  [
    'properties inherited from an object without a prototype',
    Object.create(Object.assign(Object.create(null), { filters: 'a:1' })),
  ],
  ['a hidden property', withHidden()],
  ['an own setter', Object.defineProperty({ query: 'q' }, 'filters', { set: () => {}, enumerable: true })],
  ['a symbol property', { query: 'q', [Symbol('filters')]: 'a:1' }],
  ['a __proto__ of other parameters', { __proto__: { filters: 'a:1' }, query: 'q' }],
  ['a boxed string', new String('filters=a:1')],
  ['a boxed number', new Number(1)],
  ['a Date', new Date(0)],
  ['an Error', Object.assign(new Error('x'), { filters: 'a:1' })],
  ['a RegExp', /filters/],
  ['a Promise', Promise.resolve({ filters: 'a:1' })],
  ['a typed array', new Uint8Array([1])],
  ['the arguments of a function', argumentsOf('filters', 'a:1')],
  ['a generator', (function* () {})()],
  ['a proxy of a Map', new Proxy(new Map([['filters', 'a:1']]), {})],
  ['a proxy that says it is a Map', new Proxy({ filters: 'a:1' }, { getPrototypeOf: () => Map.prototype })],
  [
    'a proxy that hides a property',
    new Proxy(
      { query: 'q', filters: 'a:1' },
      {
        getOwnPropertyDescriptor: (target, name) =>
          name === 'filters' ? undefined : Reflect.getOwnPropertyDescriptor(target, name),
      },
    ),
  ],
  ['a Map of another realm', vm.runInNewContext('new Map([["filters", "a:1"]])')],
  ['an array of another realm', vm.runInNewContext('[["filters", "a:1"]]')],
  ['a class instance of another realm', vm.runInNewContext('new (class Filters { filters = "a:1" })()')],
  [
    'an object of another realm with inherited properties',
    vm.runInNewContext('Object.create({ filters: "a:1" })'),
  ],
];

/** Containers that say all they hold, however odd they look. Each holds `filters: 'a:1'` and `query: 'q'`. */
export const faithfulContainers: [what: string, container: object][] = [
  ['a plain object', { filters: 'a:1', query: 'q' }],
  ['an object without a prototype', Object.assign(Object.create(null), { filters: 'a:1', query: 'q' })],
  ['a frozen object', Object.freeze({ filters: 'a:1', query: 'q' })],
  ['a sealed object', Object.seal({ filters: 'a:1', query: 'q' })],
  ['JSON', JSON.parse('{"filters":"a:1","query":"q"}')],
  ['a plain object of another realm', vm.runInNewContext('({ filters: "a:1", query: "q" })')],
  ['a transparent proxy', new Proxy({ filters: 'a:1', query: 'q' }, {})],
  [
    'a proxy that makes its values up',
    new Proxy({ filters: '', query: '' }, { get: (_, name) => (name === 'filters' ? 'a:1' : 'q') }),
  ],
  ['own getters', Object.defineProperty({ query: 'q' }, 'filters', { get: () => 'a:1', enumerable: true })],
  ['an own property named constructor, undefined', { filters: 'a:1', query: 'q', constructor: undefined }],
];

/** What looks like a list of `a:1` and is none, or shows another content when it is iterated. */
export const falseLists: [what: string, list: unknown][] = [
  ['a Set', new Set(['a:1'])],
  ['a Map', new Map([['a:1', 1]])],
  ['an array-like', { 0: 'a:1', length: 1 }],
  ['the arguments of a function', argumentsOf('a:1')],
  ['an iterator', ['a:1'].values()],
  [
    'a generator',
    (function* () {
      yield 'a:1';
    })(),
  ],
  ['a typed array', new Uint8Array([1])],
  ['a boxed string', new String('a:1')],
  [
    'a class instance with toString',
    new (class {
      toString(): string {
        return 'a:1';
      }
    })(),
  ],
  ['an object with toJSON', { toJSON: () => ['a:1'] }],
  ['a sparse array', Object.assign([], { 2: 'a:1' })],
  ['an array of holes', new Array(3)],
  ['the longest array of holes', new Array(2 ** 32 - 1)],
  ['an array with a named property', Object.assign(['a:1'], { filters: 'b:1' })],
  ...[Number.NaN, -1, 0.5, '0', undefined].map((length): [string, unknown] => [
    `a proxy of an array whose length is ${JSON.stringify(length)}`,
    new Proxy(['a:1'], { get: (list, name) => (name === 'length' ? length : Reflect.get(list, name)) }),
  ]),
  ['an array with a setter', Object.defineProperty(['a:1'], 0, { set: () => {} })],
  ['an array with a hidden property', Object.defineProperty(['a:1'], 'filters', { value: 'b:1' })],
  ['an array with a boxed string', [new String('a:1')]],
];
