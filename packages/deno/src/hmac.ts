import { createHmac } from 'node:crypto';
import type { HmacSha256 } from '@forgekey/core/bind';

/**
 * HMAC-SHA256 of `node:crypto`, which is native on Deno too. It is faster than the portable one there for all but the
 * shortest messages of a prepared key: see `bench/deno-hmac.ts`.
 */
export const denoHmacSha256: HmacSha256 = (key) => ({
  hex: (message) => createHmac('sha256', key).update(message).digest('hex'),
  base64url: (message) => createHmac('sha256', key).update(message).digest('base64url'),
});
