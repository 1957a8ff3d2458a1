import {
  createSecuredApiKeyGenerator,
  decodeSecuredApiKey,
  generateSecuredApiKey,
  getSecuredApiKeyRemainingValidity,
  isForgekeyError,
  measureSecuredApiKey,
  parseRestrictions,
  serializeRestrictions,
  verifySecuredApiKey,
} from '@forgekey/core';
import { NOW, PARENT, signedKey } from '../../../../packages/core/test/support/credentials.ts';
import { reviveHostile } from '../../../../packages/core/test/support/hostile-values.ts';
import { hold, type Target } from '../target.ts';
import { queryStrings, restrictionSeeds } from './seeds.ts';

const options = { parentApiKeys: ['another-parent-key', PARENT], now: NOW };
const validKeys = queryStrings.map(queryString => signedKey(queryString));

/** Names in any order: the canonical text sorts them. */
function same(a: object, b: object): boolean {
  const sorted = (object: object): string =>
    JSON.stringify(Object.entries(object).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}

/** Every way to read a key, for any text. */
const readKey: Target = {
  name: 'read-secured-api-key',
  form: 'text',
  seeds: [...validKeys, PARENT],
  run(input) {
    const { problems } = decodeSecuredApiKey(input);
    getSecuredApiKeyRemainingValidity({ securedApiKey: input, now: NOW });
    return problems.map(({ message }) => message);
  },
};

/** The mutator knows no secret, so what is accepted is one of the keys that it was given. */
const alteredKey: Target = {
  name: 'altered-secured-api-key',
  form: 'text',
  seeds: validKeys,
  run(input) {
    verifySecuredApiKey(input, options);
    hold(validKeys.includes(input), 'a key is accepted after a byte changed');
    return undefined;
  },
};

/** A key that is signed, whatever its text. */
const signedText: Target = {
  name: 'signed-query-string',
  form: 'text',
  seeds: queryStrings,
  run(input) {
    const key = signedKey(input);
    const verified = verifySecuredApiKey(key, options);
    const decoded = decodeSecuredApiKey(key);
    hold(verified.queryString === input || !input.isWellFormed(), 'the verified text is not the signed one');
    hold(
      JSON.stringify(decoded.restrictions) === JSON.stringify(verified.restrictions),
      'the verified restrictions are not the decoded ones',
    );
    hold(
      (verified.expiresAt === undefined) === (verified.restrictions.validUntil === undefined),
      'a key with "validUntil" does not expire',
    );
    return decoded.problems.map(({ message }) => message);
  },
};

/** What is read and can be written means the same when it is read again. */
const readRestrictions: Target = {
  name: 'read-restrictions',
  form: 'text',
  seeds: queryStrings,
  run(input) {
    const { keyLength, parts } = measureSecuredApiKey(input);
    const sum = parts.reduce((total, { characters }) => total + characters, 0);
    hold(keyLength === sum, 'the parts of a key do not add up');
    hold(!input.isWellFormed() || keyLength === signedKey(input).length, 'a key is not as long as measured');
    const restrictions = parseRestrictions(input);
    // What could not be read stays text, which may be written as something else.
    if (decodeSecuredApiKey(signedKey(input)).problems.length > 0) return undefined;
    const written = serializeRestrictions(restrictions, { allowUnknownParameters: true });
    hold(same(parseRestrictions(written), restrictions), 'written restrictions are read as others');
    return undefined;
  },
};

/** A key may have expired before it was generated. Otherwise it verifies, and so is not ambiguous. */
function assertVerifies(key: string): void {
  try {
    verifySecuredApiKey(key, options);
  } catch (error) {
    hold(isForgekeyError(error) && error.code === 'ERR_KEY_EXPIRED', 'a generated key does not verify');
  }
}

/** What is signed is what was checked, for any value. */
const generate: Target = {
  name: 'generate-secured-api-key',
  form: 'json',
  seeds: restrictionSeeds,
  run(input) {
    const restrictions = reviveHostile(JSON.parse(input)) as object;
    const key = generateSecuredApiKey({ parentApiKey: PARENT, restrictions });
    const { queryString, problems } = decodeSecuredApiKey(key);
    hold(problems.length === 0, 'a generated key has a parameter that cannot be read');
    assertVerifies(key);
    const read = parseRestrictions(queryString);
    hold(
      same(parseRestrictions(serializeRestrictions(read)), read),
      'written restrictions are read as others',
    );
    return undefined;
  },
};

const prepared: Target = {
  name: 'prepared-generator',
  form: 'json',
  seeds: restrictionSeeds.map(seed => `{"prepared":{"userToken":"u"},"call":${seed}}`),
  run(input) {
    const { prepared, call } = (reviveHostile(JSON.parse(input)) ?? {}) as {
      prepared?: object;
      call?: object;
    };
    const inTwoSteps = createSecuredApiKeyGenerator({
      parentApiKey: PARENT,
      ...(prepared !== undefined && { restrictions: prepared }),
    })(call);
    assertVerifies(inTwoSteps);
    return undefined;
  },
};

export const keyTargets: readonly Target[] = [
  readKey,
  alteredKey,
  signedText,
  readRestrictions,
  generate,
  prepared,
];
