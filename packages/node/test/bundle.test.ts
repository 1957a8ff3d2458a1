import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What a bundler makes of one import, minified. Only the API of Node stays outside. */
async function bundleOf(names: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${names} } from '../src/index.ts'`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return outputFiles[0]!.text;
}

// Texts of the code that mints, verifies and guards; a minifier leaves texts alone.
const minting = 'ERR_BROWSER_MINTING';
const nativeHmac = 'node:crypto';
const verifyingTokens = 'ERR_TOKEN_SIGNATURE';
const guards = 'ERR_CREDENTIAL_MISSING';

describe('a bundle holds what it imports, and nothing else', () => {
  it('decoding keys needs no code that mints, verifies or guards', async () => {
    const text = await bundleOf('decodeSecuredApiKey');
    expect(text).toContain('ERR_KEY_MALFORMED');
    for (const absent of [minting, nativeHmac, verifyingTokens, guards]) expect(text).not.toContain(absent);
    expect(text.length).toBeLessThan(12_000);
  });

  it('verifying tokens needs no code that mints', async () => {
    const text = await bundleOf('verifySecuredUserToken');
    expect(text).toContain(verifyingTokens);
    expect(text).toContain(nativeHmac);
    for (const absent of [minting, guards]) expect(text).not.toContain(absent);
    expect(text.length).toBeLessThan(12_000);
  });

  it('forging tokens needs no code of keys', async () => {
    const text = await bundleOf('forgeSecuredUserToken');
    expect(text).toContain(minting);
    for (const absent of ['ERR_KEY_MALFORMED', 'restrictIndices', guards]) expect(text).not.toContain(absent);
    expect(text.length).toBeLessThan(12_000);
  });

  it('a guard needs no code that mints', async () => {
    const text = await bundleOf('createCredentialGuard');
    expect(text).toContain(guards);
    expect(text).not.toContain(minting);
  });
});
