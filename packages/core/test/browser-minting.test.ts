import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PARENT, SECRET } from './support/credentials.ts';

/** What each function of the built package does in a process that has these globals. */
function inProcessWith(globals: string): Record<string, string> {
  const script = `
    import * as core from '@forgekey/core';
    ${globals}
    const restrictions = { filters: 'a:1' };
    const key = { parentApiKey: '${PARENT}' };
    const token = { secretKey: '${SECRET}', secretKeyId: 'id' };
    const allowed = { dangerouslyAllowBrowser: true };
    const made = core.generateSecuredApiKey({ ...key, restrictions, ...allowed });
    const forged = core.forgeSecuredUserToken({ ...token, userId: 'u', ...allowed });
    const calls = {
      generate: () => core.generateSecuredApiKey({ ...key, restrictions }),
      generatePositional: () => core.generateSecuredApiKey(key.parentApiKey, restrictions),
      generateTruthy: () => core.generateSecuredApiKey({ ...key, restrictions, dangerouslyAllowBrowser: 1 }),
      generateBadly: () => core.generateSecuredApiKey({ parentApiKey: '', restrictions: {} }),
      createGenerator: () => core.createSecuredApiKeyGenerator(key),
      forge: () => core.forgeSecuredUserToken({ ...token, userId: 'u' }),
      createForger: () => core.createSecuredUserTokenForger(token),
      generateAllowed: () => core.generateSecuredApiKey({ ...key, restrictions, ...allowed }),
      createGeneratorAllowed: () => core.createSecuredApiKeyGenerator({ ...key, ...allowed })(restrictions),
      createForgerAllowed: () => core.createSecuredUserTokenForger({ ...token, ...allowed })('u'),
      decode: () => core.decodeSecuredApiKey(made),
      verify: () => core.verifySecuredApiKey(made, { parentApiKeys: key.parentApiKey }),
      decodeToken: () => core.decodeSecuredUserToken(forged),
      verifyToken: () => core.verifySecuredUserToken(forged, { secretKeys: { id: token.secretKey } }),
      serialize: () => core.serializeRestrictions(restrictions),
    };
    const answers = {};
    for (const [name, call] of Object.entries(calls)) {
      try { call(); answers[name] = 'done'; } catch (error) { answers[name] = error.code + ': ' + error.message + ' ' + error.hint; }
    }
    console.log(JSON.stringify(answers));`;
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const minting = [
  'generate',
  'generatePositional',
  'generateTruthy',
  'generateBadly',
  'createGenerator',
  'forge',
  'createForger',
];

describe('core never mints in a browser page', () => {
  const answers = inProcessWith('globalThis.window = globalThis; globalThis.document = {};');

  it.each(minting)('%s is refused, before anything else is looked at', name => {
    expect(answers[name]).toMatch(/^ERR_BROWSER_MINTING: .*Mint on a server.*dangerouslyAllowBrowser: true/);
  });

  it.each(Object.keys(answers).filter(name => !minting.includes(name)))('%s works', name => {
    expect(answers[name]).toBe('done');
  });
});

describe('core mints where no page is', () => {
  it.each([
    ['with a window and no document, as in React Native', 'globalThis.window = globalThis;'],
    ['with a document and no window', 'globalThis.document = {};'],
    ['in a worker', 'globalThis.self = globalThis; globalThis.importScripts = () => {};'],
  ])('%s', (_, globals) => {
    const { generateBadly, ...rest } = inProcessWith(globals);
    expect(generateBadly).toMatch(/^ERR_PARENT_KEY/);
    expect(new Set(Object.values(rest))).toEqual(new Set(['done']));
  });
});
