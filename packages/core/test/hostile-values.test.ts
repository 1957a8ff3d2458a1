import { describe, expect, it } from 'vitest';
import * as core from '../src/index.ts';
import { KEY_ID, NOW, PARENT, SECRET, signedKey, signedToken } from './support/credentials.ts';
import { HostileError, hostileValues } from './support/hostile-values.ts';

const key = signedKey('filters=a%3A1');
const token = signedToken();
const verified = core.verifySecuredApiKey(key, { parentApiKeys: PARENT, now: NOW });
const restrictions = { filters: 'a:1' };
const request = { indexName: 'products', parameters: {} };
const facts = { tenant_id: { singleValued: true } };

/** Every public function, once for each place where a caller's value may be: `call` puts it there. */
const places: Readonly<Record<string, readonly ((value: never) => unknown)[]>> = {
  generateSecuredApiKey: [
    value => core.generateSecuredApiKey(value),
    value => core.generateSecuredApiKey(value, restrictions),
    value => core.generateSecuredApiKey(PARENT, value),
    value => core.generateSecuredApiKey({ parentApiKey: value, restrictions }),
    value => core.generateSecuredApiKey({ parentApiKey: PARENT, restrictions: value }),
    value =>
      core.generateSecuredApiKey({ parentApiKey: PARENT, restrictions, allowUnknownParameters: value }),
    ...Object.keys(core.searchParameters).map(
      name => (value: never) => core.generateSecuredApiKey(PARENT, { query: 'q', [name]: value }),
    ),
    value => core.generateSecuredApiKey(PARENT, { searchParams: value }),
    value => core.generateSecuredApiKey(PARENT, { facetFilters: [value] }),
    value => core.generateSecuredApiKey(PARENT, { facetFilters: [[value]] }),
    value => core.generateSecuredApiKey(PARENT, { renderingContent: { a: [value] } }),
  ],
  createSecuredApiKeyGenerator: [
    value => core.createSecuredApiKeyGenerator(value),
    value => core.createSecuredApiKeyGenerator({ parentApiKey: value }),
    value => core.createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: value }),
    value => core.createSecuredApiKeyGenerator({ parentApiKey: PARENT })(value),
  ],
  getSecuredApiKeyRemainingValidity: [
    value => core.getSecuredApiKeyRemainingValidity(value),
    value => core.getSecuredApiKeyRemainingValidity({ securedApiKey: value }),
    value =>
      core.getSecuredApiKeyRemainingValidity({
        securedApiKey: signedKey('validUntil=1893456000'),
        now: value,
      }),
  ],
  decodeSecuredApiKey: [value => core.decodeSecuredApiKey(value)],
  verifySecuredApiKey: [
    value => core.verifySecuredApiKey(value, { parentApiKeys: PARENT }),
    value => core.verifySecuredApiKey(key, value),
    value => core.verifySecuredApiKey(key, { parentApiKeys: value }),
    value => core.verifySecuredApiKey(key, { parentApiKeys: [value] }),
    value => core.verifySecuredApiKey(key, { parentApiKeys: PARENT, now: value }),
    value => core.verifySecuredApiKey(key, { parentApiKeys: PARENT, clockToleranceSec: value }),
  ],
  serializeRestrictions: [
    value => core.serializeRestrictions(value),
    value => core.serializeRestrictions(restrictions, value),
  ],
  parseRestrictions: [value => core.parseRestrictions(value)],
  measureSecuredApiKey: [value => core.measureSecuredApiKey(value)],
  forgeSecuredUserToken: [
    value => core.forgeSecuredUserToken(value),
    ...['secretKey', 'secretKeyId', 'userId', 'expiresIn', 'now'].map(
      name => (value: never) =>
        core.forgeSecuredUserToken({ secretKey: SECRET, secretKeyId: KEY_ID, userId: 'u', [name]: value }),
    ),
  ],
  createSecuredUserTokenForger: [
    value => core.createSecuredUserTokenForger(value),
    value => core.createSecuredUserTokenForger({ secretKey: SECRET, secretKeyId: KEY_ID })(value),
    value => core.createSecuredUserTokenForger({ secretKey: SECRET, secretKeyId: KEY_ID })('u', value),
  ],
  decodeSecuredUserToken: [value => core.decodeSecuredUserToken(value)],
  verifySecuredUserToken: [
    value => core.verifySecuredUserToken(value, { secretKeys: { [KEY_ID]: SECRET } }),
    value => core.verifySecuredUserToken(token, value),
    value => core.verifySecuredUserToken(token, { secretKeys: value }),
    value => core.verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: value } }),
    value => core.verifySecuredUserToken(token, { secretKeys: () => value }),
    value => core.verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET }, now: value }),
    value =>
      core.verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET }, clockToleranceSec: value }),
  ],
  filters: [
    value => core.filters(value),
    value => core.filters(Object.assign(value as object, { raw: [] }) as never),
    value => core.filters`a:${value}`,
    value => core.filters`a < ${value}`,
    value => core.filters`a:${1} TO ${value}`,
    value => core.filters`NOT a:${[value]}`,
  ],
  parseFilters: [value => core.parseFilters(value)],
  printFilters: [
    value => core.printFilters(value),
    value => core.printFilters({ groups: value }),
    value => core.printFilters({ groups: [value] }),
    value => core.printFilters({ groups: [[value]] }),
    value => core.printFilters({ groups: [[{ kind: 'facet', negated: false, attribute: 'a', value }]] }),
  ],
  combineFilters: [value => core.combineFilters(value), value => core.combineFilters('a:1', value)],
  matchesFilters: [
    value => core.matchesFilters(value, {}),
    value => core.matchesFilters('a:1 OR b.c:2', value),
    value => core.matchesFilters('a:1 AND a > 1', { a: value }),
    value => core.matchesFilters('a:1', { a: [value] }),
  ],
  compileFilters: [
    value => core.compileFilters(value),
    ...['filters', 'facetFilters', 'numericFilters', 'tagFilters'].map(
      name => (value: never) => core.compileFilters({ [name]: value }),
    ),
    value => core.compileFilters({ filters: 'a:1' })(value),
  ],
  parseFilterList: [
    value => core.parseFilterList(value, ['a:1']),
    value => core.parseFilterList('facetFilters', value),
    value => core.parseFilterList('tagFilters', [value]),
    value => core.parseFilterList('numericFilters', [[value]]),
  ],
  findIneffectiveNegations: [
    value => core.findIneffectiveNegations(value, ['a:1']),
    value => core.findIneffectiveNegations('facetFilters', value),
  ],
  authorizeSearch: [
    value => core.authorizeSearch(value),
    value => core.authorizeSearch({ key: value, request }),
    value => core.authorizeSearch({ key: verified, request: value }),
    value => core.authorizeSearch({ key: verified, request, now: value }),
    value => core.authorizeSearch({ key: verified, request, parent: value }),
    ...['acl', 'indexes', 'referers', 'queryParameters', 'maxHitsPerQuery', 'validity'].map(
      name => (value: never) => core.authorizeSearch({ key: verified, request, parent: { [name]: value } }),
    ),
    ...['indexName', 'parameters', 'ip', 'referer'].map(
      name => (value: never) =>
        core.authorizeSearch({ key: verified, request: { ...request, [name]: value } as typeof request }),
    ),
    ...Object.keys(core.searchParameters).map(
      name => (value: never) =>
        core.authorizeSearch({ key: verified, request: { ...request, parameters: { [name]: value } } }),
    ),
  ],
  explainSearch: [
    value => core.explainSearch(value),
    value => core.explainSearch({ securedApiKey: value, request }),
    value => core.explainSearch({ securedApiKey: key, request: value }),
    value => core.explainSearch({ securedApiKey: key, request, parentApiKeys: value }),
    value => core.explainSearch({ securedApiKey: key, request, parent: value }),
    value => core.explainSearch({ securedApiKey: key, request, now: value }),
    value =>
      core.explainSearch({ securedApiKey: key, request: { ...request, parameters: { filters: value } } }),
  ],
  explainRefusal: [
    value => core.explainRefusal(value),
    value => core.explainRefusal({ status: value }),
    value => core.explainRefusal({ message: value }),
    value => core.explainRefusal({ code: value }),
  ],
  lintRestrictions: [
    value => core.lintRestrictions(value),
    value => core.lintRestrictions(restrictions, value),
    ...['now', 'forAgent', 'parentApiKey', 'parentQueryParameters'].map(
      name => (value: never) => core.lintRestrictions(restrictions, { [name]: value }),
    ),
    value => core.lintRestrictions({ filters: value, facetFilters: value }),
  ],
  lintSecuredApiKey: [
    value => core.lintSecuredApiKey(value),
    value => core.lintSecuredApiKey({ ...core.decodeSecuredApiKey(key), restrictions: value }),
    value => core.lintSecuredApiKey({ ...core.decodeSecuredApiKey(key), problems: value }),
  ],
  assertRestrictions: [
    value => core.assertRestrictions(value),
    value => core.assertRestrictions({ tagFilters: value }),
    value => core.assertRestrictions(restrictions, value),
  ],
  lintIsolation: [value => core.lintIsolation(value), value => core.lintIsolation(restrictions, value)],
  proveConfined: [
    value => core.proveConfined(value, 'a:1'),
    value => core.proveConfined(restrictions, value),
    value => core.proveConfined(restrictions, 'a:1', value),
    ...['schema', 'parent', 'rules', 'settings', 'maxSteps'].map(
      name => (value: never) => core.proveConfined(restrictions, 'a:1', { [name]: value }),
    ),
    value => core.proveConfined(restrictions, 'a:1', { schema: { a: value } }),
    value => core.proveConfined(restrictions, 'a:1', { rules: [value] }),
    value =>
      core.proveConfined(restrictions, 'a:1', {
        rules: [{ consequence: { promote: [{ objectIDs: value }] } }],
      }),
    value => core.proveConfined(restrictions, 'a:1', { settings: { replicas: value } }),
  ],
  proveDisjoint: [
    value => core.proveDisjoint(value, restrictions),
    value => core.proveDisjoint(restrictions, value),
    value => core.proveDisjoint(restrictions, restrictions, { parent: value }),
    value => core.proveDisjoint(restrictions, restrictions, { parent: { a: value } }),
  ],
  proveNotWider: [
    value => core.proveNotWider(value, restrictions),
    value => core.proveNotWider(restrictions, value),
    value => core.proveNotWider(restrictions, restrictions, { parent: value }),
    value => core.proveNotWider(restrictions, restrictions, { parent: { baseline: value } }),
  ],
  minimizeRestrictions: [
    value => core.minimizeRestrictions(value),
    value => core.minimizeRestrictions(restrictions, value),
    value => core.minimizeRestrictions(restrictions, { schema: value }),
  ],
  confineToAttribute: [
    value => core.confineToAttribute(value, 'a'),
    value => core.confineToAttribute(restrictions, value),
  ],
  findOverlaps: [
    value => [...core.findOverlaps(value, { attribute: 'tenant_id', schema: facts })],
    value => [...core.findOverlaps([value], { attribute: 'tenant_id', schema: facts })],
    value => [...core.findOverlaps([], value)],
    value => [...core.findOverlaps([], { attribute: value, schema: facts })],
    value => [
      ...core.findOverlaps([{ id: 'a', restrictions: value }], { attribute: 'tenant_id', schema: facts }),
    ],
  ],
  isForgekeyError: [value => core.isForgekeyError(value)],
};

/** V8's own TypeErrors: a value was used that no check had looked at. */
const isAccident = (message: string): boolean =>
  /^Cannot (?:read|set|use|destructure|add|assign|delete|mix)|is not (?:a function|iterable|a constructor)/.test(
    message,
  );

/** What a call does with a hostile value, where it may not; undefined for an answer, a typed error, or an error of the value. */
function faultOf(call: (value: never) => unknown, value: unknown): string | undefined {
  try {
    call(value as never);
    return undefined;
  } catch (error) {
    if (core.isForgekeyError(error) || error instanceof HostileError) return undefined;
    if (error instanceof TypeError && !isAccident(error.message)) return undefined;
    return String(error);
  }
}

describe('no value of any kind gets anything but an answer or a typed error', () => {
  it('the table has every function', () => {
    const errorClasses = ['FilterSyntaxError', 'ForgekeyError'];
    const functions = Object.entries(core).filter(([, value]) => typeof value === 'function');
    expect(Object.keys(places).sort()).toEqual(
      functions
        .map(([name]) => name)
        .filter(name => !errorClasses.includes(name))
        .sort(),
    );
  });

  describe.each(Object.entries(places))('%s', (_, calls) => {
    it.each(hostileValues)('of %s', (name, make) => {
      const faults = calls.flatMap(call => {
        const start = performance.now();
        const fault = faultOf(call, make());
        const isSlow = performance.now() - start > 1_000;
        return fault === undefined && !isSlow ? [] : [`${call} ${name}: ${fault ?? 'hangs'}`];
      });
      expect(faults).toEqual([]);
    });
  });
});
