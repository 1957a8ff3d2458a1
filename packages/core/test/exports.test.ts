import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as bind from '../src/bind.ts';
import * as core from '../src/index.ts';
import { PARENT } from './support/credentials.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));

describe('the public names are a contract', () => {
  it('@forgekey/core', () => {
    expect(Object.keys(core).sort()).toEqual([
      'FilterSyntaxError',
      'ForgekeyError',
      'MAX_SECURED_API_KEY_LENGTH',
      'MAX_USER_TOKEN_LENGTH',
      'assertRestrictions',
      'authorizeSearch',
      'combineFilters',
      'compileFilters',
      'confineToAttribute',
      'createSecuredApiKeyGenerator',
      'createSecuredUserTokenForger',
      'decodeSecuredApiKey',
      'decodeSecuredUserToken',
      'explainRefusal',
      'explainSearch',
      'filters',
      'findIneffectiveNegations',
      'findOverlaps',
      'forgeSecuredUserToken',
      'generateSecuredApiKey',
      'getSecuredApiKeyRemainingValidity',
      'isForgekeyError',
      'lintIsolation',
      'lintRestrictions',
      'lintSecuredApiKey',
      'matchesFilters',
      'measureSecuredApiKey',
      'minimizeRestrictions',
      'parseFilterList',
      'parseFilters',
      'parseRestrictions',
      'policies',
      'printFilters',
      'proveConfined',
      'proveDisjoint',
      'proveNotWider',
      'searchParameters',
      'serializeRestrictions',
      'verifySecuredApiKey',
      'verifySecuredUserToken',
    ]);
  });

  it('@forgekey/core/bind holds the seam only', () => {
    expect(Object.keys(bind).sort()).toEqual([
      'bindCreateCredentialGuard',
      'bindCredentials',
      'nobleHmacSha256',
    ]);
  });
});

describe('the built package', () => {
  const run = (...args: string[]): string => {
    // In this folder the package's own name resolves to what it exports.
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout;
  };
  const use = `
    const key = core.generateSecuredApiKey({ parentApiKey: '${PARENT}', restrictions: { filters: 'a:1' } });
    console.log(core.verifySecuredApiKey(key, { parentApiKeys: '${PARENT}' }).queryString);`;

  it('works with import', () => {
    expect(run('--input-type=module', '-e', `import * as core from '@forgekey/core'; ${use}`)).toBe(
      'filters=a%3A1\n',
    );
  });

  it('works with require(), without a warning', () => {
    expect(run('--input-type=commonjs', '-e', `const core = require('@forgekey/core'); ${use}`)).toBe(
      'filters=a%3A1\n',
    );
  });

  it('exports what the package.json says, and nothing else of its files', () => {
    const script = `
      for (const name of ['bind', 'internal', 'package.json']) require('@forgekey/core/' + name);
      for (const name of ['dist/index.js', 'src/index.ts', 'lib/hmac.js']) {
        try { require('@forgekey/core/' + name); } catch (error) { console.log(error.code); }
      }`;
    expect(run('--input-type=commonjs', '-e', script)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n'.repeat(3));
    const { type, sideEffects } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
    expect({ type, sideEffects }).toEqual({ type: 'module', sideEffects: false });
  });
});
