import { describe, expect, it } from 'vitest';
import { credentialsInText, kindOfCredential, looksLikeCredential } from '../../src/lib/credential-text.ts';

const keyOf = (queryString: string): string => btoa(`${'0af9'.repeat(16)}${queryString}`);
const key = keyOf('filters=tenant_id%3A42%20AND%20public%3Atrue&validUntil=1893456000&x=1');
const otherKey = keyOf('filters=tenant_id%3A43%20AND%20public%3Atrue');
const token = `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiJ1c2VyLTQyIn0'.repeat(3)}.${'s-_0'.repeat(10)}`;
const parentApiKey = '0af9'.repeat(8);

describe('credentialsInText', () => {
  it.each([
    ['the key alone', key],
    ['quotes', `  "${key}",\n`],
    ['a header', `X-Algolia-API-Key: ${key}`],
    ['the URL of a log', `GET /1/indexes/a?x-algolia-api-key=${encodeURIComponent(key)}&b=1 403`],
    ['a JSON answer', `{"securedApiKey":"${key}"}`],
    ['a line of code', `const key = '${key}';`],
    ['a sentence', `The key is ${key} and it fails`],
    ['a mail', key.replace(/.{76}/g, '$&\r\n')],
    ['lines of a hundred', key.replace(/.{100}/g, '$&\n')],
  ])('finds the key in %s', (_, pasted) => {
    expect(credentialsInText(pasted)).toEqual([{ kind: 'securedApiKey', text: key }]);
  });

  it.each([
    ['the token alone', token],
    ['a header', `Authorization: Bearer ${token}`],
    ['the value of a header', `Bearer ${token}`],
    ['the header of its own', `x-algolia-secure-user-token: ${token}`],
    ['a sentence', `See ${token}.`],
    ['two lines', `${token.slice(0, 60)}\n${token.slice(60)}`],
  ])('finds the token in %s', (_, pasted) => {
    expect(credentialsInText(pasted)).toEqual([{ kind: 'userToken', text: token }]);
  });

  it('takes a scheme other than Bearer for no credential', () => {
    const pasted = `curl -H "authorization: Basic dXNlcjpwYXNz" -H "x-algolia-api-key: ${key}" https://x/`;
    expect(credentialsInText(pasted)).toEqual([{ kind: 'securedApiKey', text: key }]);
  });

  it('lists all of several, a key before a token', () => {
    const pasted = `-H 'X-Algolia-Secure-User-Token: ${token}' -H 'x-algolia-api-key: ${key}'`;
    expect(credentialsInText(pasted).map(({ kind }) => kind)).toEqual(['securedApiKey', 'userToken']);
    expect(credentialsInText(`"${key}",\n"${otherKey}"`).map(({ text }) => text)).toEqual([key, otherKey]);
  });

  it('tells a plain API key from a secured one', () => {
    expect(credentialsInText(`x-algolia-api-key: ${parentApiKey}`)).toEqual([
      { kind: 'plainApiKey', text: parentApiKey },
    ]);
  });

  it('returns text without a credential unchanged, and nothing for whitespace', () => {
    expect(credentialsInText('hello')).toEqual([{ kind: 'securedApiKey', text: 'hello' }]);
    expect(credentialsInText(token.slice(0, -40))).toEqual([
      { kind: 'userToken', text: token.slice(0, -40) },
    ]);
    expect(credentialsInText(' \n')).toEqual([]);
  });

  it.each(['"', '.', 'eyJ-', 'x-algolia-api-key ', ' ', '\n', 'A'])(
    'reads a million characters of %j in linear time',
    piece => {
      const pasted = `${piece.repeat(1_000_000 / piece.length)}!`;
      const startedAt = performance.now();
      credentialsInText(pasted);
      // Quadratic time would be minutes.
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    },
  );
});

describe('kindOfCredential', () => {
  it('knows a token by its dots', () => {
    expect([key, token].map(kindOfCredential)).toEqual(['securedApiKey', 'userToken']);
  });
});

describe('looksLikeCredential', () => {
  it.each([key, token, parentApiKey, `x${parentApiKey}z`, 'SK-ALG-0123', key.replace(/.{76}/g, '$&\n')])(
    'suspects %j',
    text => {
      expect(looksLikeCredential(text)).toBe(true);
    },
  );

  it.each(['visible_by:mina OR visible_by:"harbor/design"', '1799999999', 'user-42'])(
    'lets %j through',
    text => {
      expect(looksLikeCredential(text)).toBe(false);
    },
  );
});
