import { forgeSecuredUserToken, generateSecuredApiKey } from '../../src/index.ts';

export const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const secretKey = 'sk-alg-0123456789abcdef';
const secretKeyId = 'key-1';
export const secretKeys: Record<string, string> = { [secretKeyId]: secretKey };

const restrictions = { filters: '_tags:user_42' };
const longAgo = new Date('2020-01-01T00:00:00Z');

export const apiKey: string = generateSecuredApiKey({ parentApiKey, restrictions });
export const userToken: string = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-42' });

export const badApiKeys: Record<string, [value: string, code: string]> = {
  'an empty one': ['', 'ERR_KEY_MALFORMED'],
  'a plain API key': [parentApiKey, 'ERR_KEY_MALFORMED'],
  'one of another parent': [
    generateSecuredApiKey({ parentApiKey: 'another-parent', restrictions }),
    'ERR_KEY_SIGNATURE',
  ],
  'an expired one': [
    generateSecuredApiKey({ parentApiKey, restrictions: { ...restrictions, validUntil: longAgo } }),
    'ERR_KEY_EXPIRED',
  ],
  'one with other restrictions behind the signature': [
    btoa(atob(apiKey).replace('user_42', 'user_43')),
    'ERR_KEY_SIGNATURE',
  ],
};

const forge = (options: object): string =>
  forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-42', ...options });
const unsigned = [
  { alg: 'none', typ: 'JWT', kid: secretKeyId },
  { sub: 'admin', exp: 4_102_444_800 },
]
  .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

export const badUserTokens: Record<string, [value: string, code: string]> = {
  'an empty one': ['', 'ERR_TOKEN_MALFORMED'],
  'one with a scheme before it': [`Bearer ${userToken}`, 'ERR_TOKEN_MALFORMED'],
  'one without a signature': [`${unsigned}.`, 'ERR_TOKEN_ALGORITHM'],
  'one of another secret': [forge({ secretKey: 'sk-alg-another' }), 'ERR_TOKEN_SIGNATURE'],
  'one of an unknown key id': [forge({ secretKeyId: 'toString' }), 'ERR_TOKEN_KEY_ID'],
  'an expired one': [forge({ now: longAgo }), 'ERR_TOKEN_EXPIRED'],
};
