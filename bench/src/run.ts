// Side by side with the peers, in one run of one process: compare the ratios, never two runs.
import { createHmac } from 'node:crypto';
import * as core from '@forgekey/core';
import * as node from '@forgekey/node';
import { algoliasearch } from 'algoliasearch';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { bench, group, run, summary } from 'mitata';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const secretKey = 'sk-alg-0123456789abcdef0123456789abcdef';
const secretKeyId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const joseKey = new TextEncoder().encode(secretKey);
const validUntil = Math.floor(Date.now() / 1000) + 3600;
const client = algoliasearch('APPLICATION', parentApiKey);

const common = { restrictIndices: ['products', 'products_price_asc'], hitsPerPage: 20 };
const own = { filters: 'visible_by:user_42 OR visible_by:group/Finance', userToken: 'user_42', validUntil };
const restrictions = { ...common, ...own };
const securedApiKey = node.generateSecuredApiKey(parentApiKey, restrictions);
const token = node.forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-123' });

group('generate a secured API key', () => {
  summary(() => {
    bench('algoliasearch 5 (official)', () =>
      client.generateSecuredApiKey({ parentApiKey, restrictions }),
    ).baseline();
    bench('@forgekey/node', () => node.generateSecuredApiKey({ parentApiKey, restrictions }));
    const prepared = node.createSecuredApiKeyGenerator({ parentApiKey, restrictions: common });
    bench('@forgekey/node, prepared', () => prepared(own));
    bench('@forgekey/core (noble)', () => core.generateSecuredApiKey({ parentApiKey, restrictions }));
    const preparedCore = core.createSecuredApiKeyGenerator({ parentApiKey, restrictions: common });
    bench('@forgekey/core (noble), prepared', () => preparedCore(own));
  });
});

group('remaining validity', () => {
  summary(() => {
    bench('algoliasearch 5 (official)', () =>
      client.getSecuredApiKeyRemainingValidity({ securedApiKey }),
    ).baseline();
    bench('@forgekey/node', () => node.getSecuredApiKeyRemainingValidity({ securedApiKey }));
  });
});

group('verify a secured API key (no peer does)', () => {
  summary(() => {
    bench('the bare HMAC of node:crypto', () =>
      createHmac('sha256', parentApiKey).update(securedApiKey).digest('hex'),
    ).baseline();
    bench('@forgekey/node', () => node.verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey }));
    bench('@forgekey/core (noble)', () =>
      core.verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey }),
    );
    bench('decode only', () => node.decodeSecuredApiKey(securedApiKey));
  });
});

group('forge a user token', () => {
  summary(() => {
    bench('jsonwebtoken 9', () =>
      jsonwebtoken.sign({ sub: 'user-123' }, secretKey, { keyid: secretKeyId, expiresIn: 86_400 }),
    ).baseline();
    bench('jose 6', () =>
      new SignJWT({ sub: 'user-123' })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: secretKeyId })
        .setExpirationTime('24h')
        .sign(joseKey),
    );
    bench('@forgekey/node', () => node.forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-123' }));
    const forge = node.createSecuredUserTokenForger({ secretKey, secretKeyId });
    bench('@forgekey/node, prepared', () => forge('user-123'));
    bench('@forgekey/core (noble)', () =>
      core.forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-123' }),
    );
  });
});

group('verify a user token', () => {
  const secretKeys = { [secretKeyId]: secretKey };
  summary(() => {
    bench('jsonwebtoken 9', () =>
      jsonwebtoken.verify(token, secretKey, { algorithms: ['HS256'] }),
    ).baseline();
    bench('jose 6', () => jwtVerify(token, joseKey, { algorithms: ['HS256'] }));
    bench('@forgekey/node', () => node.verifySecuredUserToken(token, { secretKeys }));
    bench('@forgekey/core (noble)', () => core.verifySecuredUserToken(token, { secretKeys }));
    bench('jose 6, decode only', () => decodeJwt(token));
    bench('@forgekey/node, decode only', () => node.decodeSecuredUserToken(token));
  });
});

group('filters', () => {
  const record = { visible_by: ['group/Finance', 'ann'], price: 7 };
  const text = '(visible_by:ann OR visible_by:"group/Finance") AND price < 10';
  const parsed = core.parseFilters(text);
  bench('template, two values', () => core.filters`visible_by:${['ann', 'group/Finance']} AND price < ${10}`);
  bench('parse', () => core.parseFilters(text));
  bench('combine two', () => core.combineFilters('tenant:1', text));
  bench('match, parsed', () => core.matchesFilters(parsed, record));
});

await run();
