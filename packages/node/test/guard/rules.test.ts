import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type CredentialRules,
  createCredentialGuard,
  createCredentialMiddleware,
  type VerifiedSecuredApiKey,
  type VerifiedUserToken,
} from '../../src/index.ts';
import { parentApiKey, secretKeys } from './credentials.ts';

const needsRule =
  'A guard needs at least one rule: { apiKey: { parentApiKeys } } or { userToken: { secretKeys } }.';

const unusable: Record<string, [rules: unknown, error: object]> = {
  'no rules': [undefined, { name: 'TypeError' }],
  'a negative clock tolerance': [{ userToken: { secretKeys }, clockToleranceSec: -1 }, { name: 'TypeError' }],
  'no rule': [{ clockToleranceSec: 5 }, { name: 'TypeError' }],
  'no parent API key': [{ apiKey: { parentApiKeys: [] } }, { name: 'TypeError' }],
  'an empty parent API key': [{ apiKey: { parentApiKeys: '' } }, { code: 'ERR_PARENT_KEY' }],
  'a parent API key that was not set': [{ apiKey: { parentApiKeys: undefined } }, { code: 'ERR_PARENT_KEY' }],
  'a parent API key with a line break': [
    { apiKey: { parentApiKeys: [parentApiKey, `${parentApiKey}\n`] } },
    { code: 'ERR_PARENT_KEY', parameter: 'parentApiKeys' },
  ],
  'a misspelled rule': [
    { userToken: { secretKeys }, apikey: { parentApiKeys: parentApiKey } },
    { name: 'TypeError' },
  ],
  'a text as the rules': [parentApiKey, { message: needsRule }],
  'a text as apiKey': [
    { apiKey: parentApiKey },
    { name: 'TypeError', message: '"apiKey" must be an object: { apiKey: { parentApiKeys } }.' },
  ],
  'a list as apiKey': [
    { apiKey: [parentApiKey] },
    { name: 'TypeError', message: '"apiKey" must be an object: { apiKey: { parentApiKeys } }.' },
  ],
  'null as apiKey': [
    { apiKey: null, userToken: { secretKeys } },
    { name: 'TypeError', message: '"apiKey" must be an object: { apiKey: { parentApiKeys } }.' },
  ],
  'a text as userToken': [
    { userToken: 'sk-alg-1' },
    { name: 'TypeError', message: '"userToken" must be an object: { userToken: { secretKeys } }.' },
  ],
  'a misspelled option of a rule': [{ userToken: { secretKeys, optionall: true } }, { name: 'TypeError' }],
  'no secrets': [{ userToken: {} }, { name: 'TypeError' }],
  'an empty secret': [{ userToken: { secretKeys: { id: '' } } }, { code: 'ERR_TOKEN_INPUT' }],
  'a secret with a leading space': [
    { userToken: { secretKeys: { id: ' sk-alg-1' } } },
    { code: 'ERR_TOKEN_INPUT' },
  ],
  'an optional that is text': [
    { userToken: { secretKeys: { id: 'sk-alg-1' }, optional: 'false' } },
    { name: 'TypeError' },
  ],
};

describe.each(Object.entries({ createCredentialGuard, createCredentialMiddleware }))('%s', (_, create) => {
  it.each(Object.entries(unusable))('fails when it is made with %s', (_, [rules, error]) => {
    expect(() => create(rules as CredentialRules)).toThrow(expect.objectContaining(error));
  });
});

it('a guard is not opened by a change of its rules', () => {
  const rules = { apiKey: { parentApiKeys: parentApiKey, optional: false }, clockToleranceSec: 0 };
  const guard = createCredentialGuard(rules);
  Object.assign(rules.apiKey, { optional: 'false' });
  rules.clockToleranceSec = 1e12;
  expect(guard(new Request('http://localhost/')).ok).toBe(false);
});

describe('the type of a guard', () => {
  it('holds each credential that the rules demand', () => {
    const guard = createCredentialGuard({
      apiKey: { parentApiKeys: parentApiKey, optional: true },
      userToken: { secretKeys },
    });
    const result = guard(new Request('http://localhost/'));
    if (!result.ok) return;
    expectTypeOf(result.userToken).toEqualTypeOf<VerifiedUserToken>();
    expectTypeOf(result.apiKey).toEqualTypeOf<VerifiedSecuredApiKey | undefined>();
  });
});
