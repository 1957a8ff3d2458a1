import { generateSecuredApiKey } from '@forgekey/core';
import { looksLikeCredential } from '@forgekey/core/internal';
import { forgeSecuredUserToken } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { localTimeOf, secondsOfLocalTime } from '../../page/src/lib/local-time.ts';
import { parseLocation, printLocation } from '../../page/src/lib/page-location.ts';

const parentApiKey = '0123456789abcdef'.repeat(2);
const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'owner:ann', validUntil: 2e9 } });
const token = forgeSecuredUserToken({ secretKey: 'sk-alg-1', secretKeyId: 'id', userId: 'ann' });
const wrapped = (text: string, separator: string): string => text.replace(/.{76}/g, `$&${separator}`);

describe('what looks like a credential enters no link', () => {
  it.each([
    ['a key', key],
    ['a key broken over lines', wrapped(key, '\n')],
    ['a key whose line breaks a form turned into spaces', wrapped(key, ' ')],
    ['a key inside a filter', `owner:ann OR "${key}"`],
    ['a token', token],
    ['a token broken over lines', wrapped(token, '\r\n')],
    ['a parent key', parentApiKey],
    ['a parent key in upper case', parentApiKey.toUpperCase()],
    ['a parent key with a letter glued on', `x${parentApiKey}z`],
    ['a parent key in two halves', `${parentApiKey.slice(0, 16)}\n${parentApiKey.slice(16)}`],
    ['a secret', 'SK-ALG-0123'],
  ])('%s', (_, text) => {
    expect(looksLikeCredential(text)).toBe(true);
    expect(printLocation({ view: 'mint', parameters: { 'r.filters': text, parent: 'search' } })).toBe(
      '#/mint?parent=search',
    );
  });

  it.each([
    'visible_by:mina OR visible_by:"harbor/design" OR visible_by:public',
    '[["brand:Marlow","brand:Pell"],"category:-kitchen"]',
    '{\n  "query": "plans for the library extension", "hitsPerPage": 20\n}',
    '0b5d0c2e-6a52-4b0e-9d2f-0a4c8f2d7e11',
    '1799999999',
  ])('%s is none', text => {
    expect(looksLikeCredential(text)).toBe(false);
  });
});

describe('a link', () => {
  it('brings back every field, the emptied ones too', () => {
    const location = { view: 'why', parameters: { index: '', ip: '', params: '{"a":"&=#"}' } } as const;
    expect(parseLocation(printLocation(location))).toEqual(location);
  });
});

describe('a moment', () => {
  it.each([1_800_000_000, 1_800_000_060, 1_800_000_059, 0])(
    '%i survives the control that shows it',
    seconds => {
      expect(secondsOfLocalTime(localTimeOf(seconds))).toBe(seconds);
    },
  );

  it.each(['', 'soon', '2027-0'])('%j is none', text => {
    expect(secondsOfLocalTime(text)).toBeUndefined();
  });

  it('that no Date can hold is shown as none', () => {
    expect(localTimeOf(Number.NaN)).toBe('');
    expect(localTimeOf(1e20)).toBe('');
  });
});
