import { describe, expect, it } from 'vitest';
import {
  type HmacSha256,
  MAX_PREPARED_SECRETS,
  nobleHmacSha256,
  withPreparedSecrets,
} from '../../src/lib/hmac.ts';
import { bindGenerateSecuredApiKey } from '../../src/secured-api-key/generate.ts';
import { bindVerifySecuredApiKey } from '../../src/secured-api-key/verify.ts';
import { bindForgeSecuredUserToken } from '../../src/user-token/forge.ts';
import { bindVerifySecuredUserToken } from '../../src/user-token/verify.ts';

/** The seam, and the secrets that it has been asked to prepare. */
function recordingHmac(): { hmacSha256: HmacSha256; prepared: unknown[] } {
  const prepared: unknown[] = [];
  const hmacSha256: HmacSha256 = key => {
    prepared.push(key);
    return nobleHmacSha256(key);
  };
  return { hmacSha256, prepared };
}

const secrets = (count: number): string[] => Array.from({ length: count }, (_, index) => `secret-${index}`);

describe('prepared secrets', () => {
  it('are shared by everything that is bound to one implementation', () => {
    const { hmacSha256, prepared } = recordingHmac();
    const secret = 'one secret for all';
    const key = bindGenerateSecuredApiKey(hmacSha256)(secret, { filters: 'a:1' });
    bindVerifySecuredApiKey(hmacSha256)(key, { parentApiKeys: secret });
    const forge = bindForgeSecuredUserToken(hmacSha256);
    const token = forge({ secretKey: secret, secretKeyId: 'id', userId: 'user' });
    bindVerifySecuredUserToken(hmacSha256)(token, { secretKeys: { id: secret } });
    expect(prepared).toEqual([secret]);
  });

  it('are not shared by two implementations', () => {
    const first = recordingHmac();
    const second = recordingHmac();
    withPreparedSecrets(first.hmacSha256)('secret');
    withPreparedSecrets(second.hmacSha256)('secret');
    expect([first.prepared, second.prepared]).toEqual([['secret'], ['secret']]);
  });

  it('are the last 16', () => {
    const { hmacSha256, prepared } = recordingHmac();
    const hmacOf = withPreparedSecrets(hmacSha256);
    const [oldest, ...others] = secrets(MAX_PREPARED_SECRETS + 1);
    for (const secret of [oldest!, ...others]) hmacOf(secret);
    prepared.length = 0;
    for (const secret of others) hmacOf(secret);
    expect(prepared).toEqual([]);
    hmacOf(oldest!);
    expect(prepared).toEqual([oldest]);
  });

  it('are found by the exact secret only', () => {
    const { hmacSha256, prepared } = recordingHmac();
    const hmacOf = withPreparedSecrets(hmacSha256);
    const texts = [
      'secret',
      'secret ',
      'Secret',
      'sécret',
      'se\u0301cret',
      's\u00e9cret',
      '__proto__',
      'constructor',
    ];
    const digests = texts.map(text => hmacOf(text).hex('message'));
    expect(prepared).toEqual([...new Set(texts)]);
    expect(digests).toEqual(texts.map(text => nobleHmacSha256(text).hex('message')));
  });

  it('are not pushed out by a list of more parent keys than fit', () => {
    const { hmacSha256, prepared } = recordingHmac();
    const generate = bindGenerateSecuredApiKey(hmacSha256);
    const verify = bindVerifySecuredApiKey(hmacSha256);
    const key = generate('signer', { filters: 'a:1' });
    const parentApiKeys = [...secrets(MAX_PREPARED_SECRETS), 'signer'];
    expect(verify(key, { parentApiKeys }).parentKeyIndex).toBe(MAX_PREPARED_SECRETS);
    expect(prepared).toHaveLength(1 + parentApiKeys.length);
    prepared.length = 0;
    generate('signer', { filters: 'a:1' });
    expect(prepared).toEqual([]);
  });

  it('hold no secret that was refused', () => {
    const { hmacSha256, prepared } = recordingHmac();
    const forge = bindForgeSecuredUserToken(hmacSha256);
    const verify = bindVerifySecuredUserToken(hmacSha256);
    for (const secretKey of ['', ' padded', '\0', 'x'.repeat(5000)]) {
      expect(() => forge({ secretKey, secretKeyId: 'id', userId: 'user' })).toThrow('secretKey');
    }
    const token = bindForgeSecuredUserToken(nobleHmacSha256)({
      secretKey: 's',
      secretKeyId: 'id',
      userId: 'u',
    });
    for (const secret of ['', '\0', 'x'.repeat(5000)]) {
      expect(() => verify(token, { secretKeys: { id: secret } })).toThrow('key id "id"');
    }
    expect(prepared).toEqual([]);
  });
});
