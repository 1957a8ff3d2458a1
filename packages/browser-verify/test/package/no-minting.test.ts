import { describe, expect, test } from 'vitest';
import * as api from '../../src/index.ts';
import { bundle } from './bundle.ts';

/** The names by which the code that mints would be found in a bundle that is not minified. */
const MINTING = [
  'generateSecuredApiKey',
  'bindGenerateSecuredApiKey',
  'createSecuredApiKeyGenerator',
  'bindCreateSecuredApiKeyGenerator',
  'forgeSecuredUserToken',
  'bindForgeSecuredUserToken',
  'createSecuredUserTokenForger',
  'bindCreateSecuredUserTokenForger',
  'encodeClaims',
  'encodeHeader',
  'nobleHmacSha256',
  'hmacSha256',
  'SignJWT',
  'CompactSign',
  'FlattenedSign',
  'GeneralSign',
  'sha256',
  'SHA256',
  '_HMAC',
];

/** Calls, whatever they are called on, that compute a signature or draw one's key. */
const SIGNING_CALL: RegExp =
  /\.(?:sign|digest|generateKey|exportKey|deriveBits|deriveKey|wrapKey|encrypt)\(/g;

describe('what can be reached from the exports of the built package', async () => {
  const { text, modules } = await bundle('*', { minify: false });

  test('is the package, core and jose, and nothing of @noble/hashes', () => {
    const packages = modules.map(path =>
      /(?:node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?((?:@[^/]+\/)?[^/]+)|\.\.\/(core))\//.exec(path),
    );
    const names = new Set(packages.map(match => match?.[1] ?? match?.[2] ?? 'this package'));
    expect(names).toEqual(new Set(['this package', 'core', 'jose']));
  });

  test('no module of jose that signs, encrypts or makes keys', () => {
    const jose = modules
      .filter(path => path.includes('/jose/'))
      .map(path => path.replace(/.*\/dist\/webapi\//, ''));
    expect(jose).toContain('jwt/verify.js');
    expect(jose.filter(path => /sign|encrypt|produce|unsecured|generate|export|wrap/i.test(path))).toEqual(
      [],
    );
  });

  test.each(MINTING)('no %s', name => {
    // A name inside a string, such as an error's hint, is not code.
    const code = text.replaceAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '""');
    expect(code).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('no call that signs', () => {
    expect(text.match(SIGNING_CALL)).toBeNull();
  });

  test('every key that is imported can verify and nothing else', () => {
    const imports = [...text.matchAll(/subtle\.importKey\(([^;]*)\);/g)].map(([, call]) =>
      call!.replaceAll(/\s+/g, ' '),
    );
    const ours = imports.filter(call => call.includes('"raw"'));
    expect(ours).toHaveLength(1);
    expect(ours[0]).toMatch(/, false, \["verify"\]$/);
  });

  test('the test itself finds minting where there is some', async () => {
    const { build } = await import('esbuild');
    const { outputFiles } = await build({
      stdin: {
        contents: "export { generateSecuredApiKey } from '@forgekey/core';",
        resolveDir: import.meta.dirname,
      },
      bundle: true,
      format: 'esm',
      write: false,
    });
    const [file] = outputFiles;
    expect(MINTING.filter(name => new RegExp(`\\b${name}\\b`).test(file!.text))).toContain(
      'bindGenerateSecuredApiKey',
    );
  });
});

test('the exports, by name', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "ForgekeyError",
      "checkCredential",
      "createAgentStudioFetch",
      "createCredentialSource",
      "createInsightsRequestFn",
      "createKeyRequester",
      "decodeSecuredApiKey",
      "decodeSecuredUserToken",
      "getSecuredApiKeyRemainingValidity",
      "isForgekeyError",
      "lintRestrictions",
      "lintSecuredApiKey",
      "loadFrom",
      "verifySecuredApiKey",
      "verifySecuredUserToken",
    ]
  `);
});
