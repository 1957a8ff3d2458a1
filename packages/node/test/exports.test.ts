import * as coreModule from '@forgekey/core';
import { describe, expect, it } from 'vitest';
import * as nodeModule from '../src/index.ts';

const core: Record<string, unknown> = { ...coreModule };
const node: Record<string, unknown> = { ...nodeModule };

const bound = [
  'createSecuredApiKeyGenerator',
  'createSecuredUserTokenForger',
  'forgeSecuredUserToken',
  'generateSecuredApiKey',
  'verifySecuredApiKey',
  'verifySecuredUserToken',
];
const own = [
  'createCredentialEndpoint',
  'createCredentialGuard',
  'createCredentialMiddleware',
  'credentialsOf',
  'secretsFromEnvironment',
];

describe('@forgekey/node', () => {
  it('exports every name of core, and four of its own', () => {
    expect(Object.keys(node).sort()).toEqual([...Object.keys(core), ...own].sort());
  });

  it.each(Object.keys(core))('%s is that of core, unless it computes an HMAC', name => {
    expect(node[name] === core[name]).toBe(!bound.includes(name));
  });
});
