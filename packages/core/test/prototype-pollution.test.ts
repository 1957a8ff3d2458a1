import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  assertRestrictions,
  authorizeSearch,
  compileFilters,
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  forgeSecuredUserToken,
  generateSecuredApiKey,
  proveConfined,
  type Rule,
  serializeRestrictions,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '../src/index.ts';
import { createEndpoint } from '../src/server/credential-endpoint.ts';
import { createRequestCheck } from '../src/server/credential-guard.ts';
import { KEY_ID, NOW, PARENT, SECRET, signedKey, signedToken } from './support/credentials.ts';
import { codeOf } from './support/error-of.ts';

/** The result of `run` while a prototype has one more member, as after a merge of untrusted JSON. */
function polluted<Result>(name: string, value: unknown, run: () => Result, prototype?: object): Result {
  return withMember(name, { value, enumerable: true, writable: true }, run, prototype);
}

function withMember<Result>(
  name: string,
  member: PropertyDescriptor,
  run: () => Result,
  prototype: object = Object.prototype,
): Result {
  Object.defineProperty(prototype, name, { ...member, configurable: true });
  try {
    return run();
  } finally {
    Reflect.deleteProperty(prototype, name);
  }
}

const request = { indexName: 'products', parameters: { query: 'q' } };
const tokenOptions = { secretKey: SECRET, secretKeyId: KEY_ID };

describe('a member that someone added to Object.prototype', () => {
  it.each(['x', 'filters', 'searchParams', 'query', 'validUntil'])('%s is not signed', name => {
    const restrictions = { userToken: 'a', renderingContent: { a: [{}] } };
    const keys = (): string[] => [
      generateSecuredApiKey(PARENT, restrictions),
      createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions })(),
    ];
    expect(polluted(name, 'evil', keys)).toEqual(keys());
  });

  it('gives no call restrictions', () => {
    const keyFor = polluted('restrictions', { query: 'evil' }, () =>
      createSecuredApiKeyGenerator({ parentApiKey: PARENT }),
    );
    expect(keyFor({ filters: 'a' })).toBe(signedKey('filters=a'));
    const call = (): string => generateSecuredApiKey({ parentApiKey: PARENT } as never);
    expect(polluted('restrictions', { query: 'evil' }, () => codeOf(call))).toBe('ERR_RESTRICTIONS_EMPTY');
  });

  it.each<[what: string, call: () => unknown]>([
    ['serializeRestrictions', () => serializeRestrictions({ filter: 'a' } as never)],
    ['assertRestrictions', () => assertRestrictions({ filter: 'a' } as never)],
    ['generateSecuredApiKey', () => generateSecuredApiKey(PARENT, { filter: 'a' } as never)],
    [
      'createSecuredApiKeyGenerator',
      () => createSecuredApiKeyGenerator({ parentApiKey: PARENT })({ filter: 'a' } as never),
    ],
  ])('allows no unknown parameter in %s', (_, call) => {
    expect(polluted('allowUnknownParameters', true, () => codeOf(call))).toBe('ERR_RESTRICTION_UNKNOWN');
  });

  it('makes no credential live longer', () => {
    const call = (): string => forgeSecuredUserToken({ ...tokenOptions, userId: 'u', now: NOW });
    expect(polluted('expiresIn', 1e7, call)).toBe(call());
    const forge = (): string => createSecuredUserTokenForger(tokenOptions)('u', NOW);
    expect(polluted('expiresIn', 1e7, forge)).toBe(forge());
  });

  it('makes no expired credential valid', () => {
    const key = signedKey('validUntil=1');
    const token = signedToken({ sub: 'u', exp: 1 });
    const calls = [
      () => verifySecuredApiKey(key, { parentApiKeys: PARENT }),
      () => verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET } }),
    ];
    expect(polluted('clockToleranceSec', 1e11, () => calls.map(codeOf))).toEqual([
      'ERR_KEY_EXPIRED',
      'ERR_TOKEN_EXPIRED',
    ]);
  });

  it('opens no guard', () => {
    const verifiers = { verifySecuredApiKey, verifySecuredUserToken };
    const rules = { apiKey: { parentApiKeys: PARENT } };
    const answer = (headers: Record<string, string>): unknown =>
      createRequestCheck(verifiers, rules)({ header: name => headers[name], url: '/' }).ok;
    expect(polluted('optional', true, () => answer({}))).toBe(false);
    const expired = { 'x-algolia-api-key': signedKey('validUntil=1') };
    expect(polluted('clockToleranceSec', 1e11, () => answer(expired))).toBe(false);
  });

  it('lets no other site ask an endpoint, and gives no longer life', async () => {
    const options = {
      authenticate: () => ({}),
      restrictions: () => ({ filters: 'a' }),
      parentApiKeys: PARENT,
    };
    const create = (): ReturnType<typeof createEndpoint> =>
      createEndpoint({ createSecuredApiKeyGenerator, createSecuredUserTokenForger }, options);
    const post = (headers: Record<string, string>) => ({
      method: 'POST',
      header: (name: string) => headers[name],
    });
    const open = polluted('allowedOrigins', ['https://evil.example'], create);
    expect((await open(post({ origin: 'https://evil.example' }), {})).status).toBe(403);
    const long = polluted('expiresInSec', 1e7, create);
    const { body } = await long(post({}), {});
    const { expiresAt, serverTime } = JSON.parse(body);
    expect(Date.parse(expiresAt) - Date.parse(serverTime)).toBeLessThanOrEqual(900_000);
  });

  it('places no client, and comes from no page', () => {
    const fromAnywhere = verifySecuredApiKey(signedKey('restrictSources=1.2.3.4'), { parentApiKeys: PARENT });
    const key = verifySecuredApiKey(signedKey('filters=a'), { parentApiKeys: PARENT });
    const parent = { referers: ['https://shop.example/*'] };
    const code = (answer: ReturnType<typeof authorizeSearch>): unknown => !answer.allowed && answer.code;
    expect(polluted('ip', '1.2.3.4', () => code(authorizeSearch({ key: fromAnywhere, request })))).toBe(
      'ERR_SOURCE_NOT_ALLOWED',
    );
    expect(
      polluted('referer', 'https://shop.example/', () => code(authorizeSearch({ key, parent, request }))),
    ).toBe('ERR_REFERER_NOT_ALLOWED');
  });
});

describe('a member of Object.prototype', () => {
  it.each(['0', 'a', 'length'])('%s shows no record', name => {
    const passes = compileFilters({ filters: 'a:1' });
    expect(polluted(name, '1', () => passes({}))).toBe(false);
  });

  it.each<[string, unknown]>([
    ['filterPromotes', true],
    ['enabled', false],
    ['conditions', [{ context: 'another' }]],
    ['condition', { context: 'another' }],
    ['context', 'another'],
    ['toJSON', () => 'evil'],
  ])('%s proves nothing', (name, value) => {
    const consequence = { promote: [{ objectID: 'theirs' }] };
    const pins: Rule[] = [{ consequence }, { conditions: [{ pattern: 'shoe' } as object], consequence }];
    const verdicts = (): string[] => [
      proveConfined({ filters: 'b:1' }, 'a:1').verdict,
      ...pins.map(
        pin => proveConfined({ filters: 'a:1', ruleContexts: ['shop'] }, 'a:1', { rules: [pin] }).verdict,
      ),
    ];
    expect(polluted(name, value, verdicts)).toEqual(['refuted', 'refuted', 'refuted']);
  });
});

describe('a setter on Object.prototype', () => {
  it('takes no restriction from a verified key', () => {
    const key = signedKey('filters=a%3A1&query=q');
    const run = (): unknown => {
      const verified = verifySecuredApiKey(key, { parentApiKeys: PARENT });
      return [verified.restrictions, authorizeSearch({ key: verified, request })];
    };
    expect(withMember('filters', { set: () => {}, get: () => undefined }, run)).toEqual(run());
  });

  it('takes no member from an object that is signed', () => {
    const run = (): string => serializeRestrictions({ renderingContent: { redirect: { url: 'u' } } });
    expect(withMember('redirect', { set: () => {} }, run)).toBe(run());
  });
});

describe('a toJSON that someone added to a prototype', () => {
  const toJSON = (): string => 'evil';
  const restrictions = {
    facetFilters: [['a:1', 'b:1'], 'c:"1"'],
    insidePolygon: [[1, -0, 1e21, 0.5]],
    renderingContent: { '2': null, '1': [true, { ['__proto__']: 'x' }], 'é"\u2028': '\u2028\\' },
  };

  it.each([
    ['all lists', Array.prototype],
    ['all objects', Object.prototype],
  ])('of %s changes nothing that is signed', (_, prototype) => {
    const run = (): string[] => [
      generateSecuredApiKey(PARENT, restrictions),
      forgeSecuredUserToken({ ...tokenOptions, secretKeyId: 'another "id"', userId: 'é', now: NOW }),
    ];
    expect(polluted('toJSON', toJSON, run, prototype)).toEqual(run());
  });

  it('is the only difference to JSON.stringify', () => {
    for (const [name, value] of Object.entries(restrictions)) {
      expect(serializeRestrictions({ [name]: value })).toBe(
        `${name}=${encodeURIComponent(JSON.stringify(value))}`,
      );
    }
  });
});

it('frozen prototypes, as a hardened process has them, stop no name', () => {
  const program = `
    for (const { prototype } of [Object, Array, Error, Function, Map, Date]) Object.freeze(prototype);
    const core = await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)});
    const parsed = core.parseRestrictions('toString=1&constructor=2&filters=a');
    const text = core.serializeRestrictions({ renderingContent: { constructor: 1 } });
    console.log(JSON.stringify([parsed, text]));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(JSON.parse(printed)).toEqual([
    { toString: '1', constructor: '2', filters: 'a' },
    'renderingContent=%7B%22constructor%22%3A1%7D',
  ]);
});
