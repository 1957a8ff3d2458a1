import { createHmac } from 'node:crypto';
import type { HmacSha256 } from '@forgekey/core/bind';

/** HMAC-SHA256 of `node:crypto`. It takes text as UTF-8. */
export const nativeHmacSha256: HmacSha256 = key => ({
  hex: message => createHmac('sha256', key).update(message).digest('hex'),
  base64url: message => createHmac('sha256', key).update(message).digest('base64url'),
});
