import { describe, expect, it } from 'vitest';
import { createSecuredApiKeyGenerator, generateSecuredApiKey, verifySecuredApiKey } from '../../src/index.ts';
import { decodeSecuredApiKey } from '../../src/secured-api-key/decode.ts';
import { parseRestrictions } from '../../src/secured-api-key/parse.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { PARENT, signedKey } from '../support/credentials.ts';
import { codeOf } from '../support/error-of.ts';

const generate = generateSecuredApiKey as (...call: unknown[]) => string;

describe('code written for the official client runs unchanged', () => {
  it('the options call of 5.x', () => {
    expect(generateSecuredApiKey({ parentApiKey: PARENT, restrictions: { filters: '_tags:user_42' } })).toBe(
      signedKey('filters=_tags%3Auser_42'),
    );
  });

  it('the positional call of 4.x', () => {
    expect(generateSecuredApiKey(PARENT, { filters: '_tags:user_42' })).toBe(
      signedKey('filters=_tags%3Auser_42'),
    );
  });

  it('a function taken off an object needs no this', () => {
    const { generateSecuredApiKey: detached } = { generateSecuredApiKey };
    expect(detached(PARENT, { filters: 'a' })).toBe(signedKey('filters=a'));
  });

  it('every example of the reference page', () => {
    const now = Math.floor(Date.now() / 1000) + 3600;
    const examples: [object, string][] = [
      [{ filters: '_tags:user_42' }, 'filters=_tags%3Auser_42'],
      [{ validUntil: now }, `validUntil=${now}`],
      [{ restrictIndices: ['index1', 'index2'] }, 'restrictIndices=index1%2Cindex2'],
      [{ restrictSources: '192.168.1.0/24' }, 'restrictSources=192.168.1.0%2F24'],
      [{ userToken: 'user_42' }, 'userToken=user_42'],
    ];
    for (const [restrictions, queryString] of examples) {
      expect(generate('YourSearchOnlyApiKey', restrictions)).toBe(
        signedKey(queryString, 'YourSearchOnlyApiKey'),
      );
    }
  });

  it('the key of the reference page decodes', () => {
    const key =
      'YTgyMzMwOTkzMjA2Mzk5OWUxNjhjYmIwMGZkNGFmMzk2NDU3ZjMyYTg1NThiZjgxNDRiOTk3ZGE3NDU4YTA3ZWZpbHRlcnM9X3RhZ3MlM0F1c2VyXzQy';
    expect(decodeSecuredApiKey(key)).toEqual({
      signature: 'a823309932063999e168cbb00fd4af396457f32a8558bf8144b997da7458a07e',
      queryString: 'filters=_tags%3Auser_42',
      restrictions: { filters: '_tags:user_42' },
      problems: [],
    });
  });
});

describe('a call that a type checker would refuse is a TypeError', () => {
  const restrictions = { filters: 'a:1' };
  const calls: [string, () => unknown][] = [
    ['generate()', () => generate()],
    ['generate(null)', () => generate(null)],
    ['generate(null, restrictions)', () => generate(null, restrictions)],
    ['generate(parent)', () => generate(PARENT)],
    ['generate({})', () => generate({})],
    ['generate({ restrictions })', () => generate({ restrictions })],
    ['generate({ parentApiKey })', () => generate({ parentApiKey: PARENT })],
    ['generate(restrictions, parent), the order mixed up', () => generate(restrictions, PARENT)],
    ['generate(options, restrictions)', () => generate({ parentApiKey: PARENT, restrictions }, restrictions)],
    [
      'generate(parent, restrictions, userToken), as before 4.x',
      () => generate(PARENT, restrictions, 'user_42'),
    ],
    ['generate(parent, text)', () => generate(PARENT, 'filters=a')],
    ['generator()', () => createSecuredApiKeyGenerator(undefined as never)],
    ['generator(null)', () => createSecuredApiKeyGenerator(null as never)],
    ['generator(text)', () => createSecuredApiKeyGenerator(PARENT as never)],
    [
      'generator({ restrictions: null })',
      () => createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: null as never }),
    ],
    ['generator(…)(null)', () => createSecuredApiKeyGenerator({ parentApiKey: PARENT })(null as never)],
    ['generator(…)(text)', () => createSecuredApiKeyGenerator({ parentApiKey: PARENT })('a' as never)],
    ['serialize()', () => serializeRestrictions(undefined as never)],
    ['serialize(null)', () => serializeRestrictions(null as never)],
    ['parse()', () => parseRestrictions(undefined as never)],
    ['parse(object)', () => parseRestrictions({} as never)],
    ['decode()', () => decodeSecuredApiKey(undefined as never)],
    ['decode(bytes)', () => decodeSecuredApiKey(Buffer.from('a') as never)],
    ['decode(boxed string)', () => decodeSecuredApiKey(new String('a') as never)],
    ['verify()', () => verifySecuredApiKey(undefined as never, { parentApiKeys: PARENT })],
    ['verify(key)', () => verifySecuredApiKey('a', undefined as never)],
    ['verify(key, null)', () => verifySecuredApiKey('a', null as never)],
    ['verify(key, parent)', () => verifySecuredApiKey('a', PARENT as never)],
    ['verify(key, {})', () => verifySecuredApiKey('a', {} as never)],
  ];

  it.each(calls)('%s', (_, call) => {
    expect(call).toThrow(TypeError);
    // In words of ours, not those of the runtime about some property of undefined.
    expect(call).toThrow(/\b(?:takes|must)\b/);
  });

  it('and carries a code where the field has one', () => {
    expect(codeOf(() => generate(PARENT))).toBe('ERR_RESTRICTIONS_EMPTY');
    expect(codeOf(() => generate(PARENT, null))).toBe('ERR_RESTRICTION_VALUE');
    expect(codeOf(() => decodeSecuredApiKey(undefined as never))).toBe('ERR_KEY_MALFORMED');
  });
});
