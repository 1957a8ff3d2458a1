// Which implementation of the HMAC seam is faster on Deno. The answer decides what packages/deno/src/hmac.ts binds.
//   cd bench && deno run --allow-env --allow-sys --allow-read deno-hmac.ts
import * as core from '@forgekey/core';
import { bindCredentials, nobleHmacSha256 } from '@forgekey/core/bind';
import { bench, group, run, summary } from 'mitata';
import { denoHmacSha256 } from '../packages/deno/src/hmac.ts';

const seams = { 'node:crypto': denoHmacSha256, noble: nobleHmacSha256 };
const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';

for (const length of [30, 120, 500, 2000]) {
  const message = 'f'.repeat(length);
  group(`HMAC of ${length} characters`, () => {
    summary(() => {
      for (const [name, hmacSha256] of Object.entries(seams)) {
        bench(`${name}, key once`, () => hmacSha256(parentApiKey).hex(message));
        const keyed = hmacSha256(parentApiKey);
        bench(`${name}, prepared`, () => keyed.hex(message));
      }
    });
  });
}

const restrictions = {
  filters: 'visible_by:user_42 OR visible_by:group/Finance',
  userToken: 'user_42',
  validUntil: 1_893_456_000,
};
const key = core.generateSecuredApiKey({ parentApiKey, restrictions });
const token = { secretKey: 'sk-alg-0123456789abcdef0123456789abcdef', secretKeyId: 'key-1' };

for (const call of ['generate', 'generate prepared', 'verify', 'forge prepared'] as const) {
  group(call, () => {
    summary(() => {
      for (const [name, hmacSha256] of Object.entries(seams)) {
        const bound = bindCredentials(hmacSha256);
        const generate = bound.createSecuredApiKeyGenerator({
          parentApiKey,
          restrictions: { hitsPerPage: 20 },
        });
        const forge = bound.createSecuredUserTokenForger(token);
        bench(
          name,
          {
            generate: () => bound.generateSecuredApiKey({ parentApiKey, restrictions }),
            'generate prepared': () => generate(restrictions),
            verify: () => bound.verifySecuredApiKey(key, { parentApiKeys: parentApiKey }),
            'forge prepared': () => forge('user-123'),
          }[call],
        );
      }
    });
  });
}

await run();
